//! What goes on beside the picture.

/// Something that takes a while.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// No other has it.
    pub number: u64,
    /// What is being done, in the person's language.
    pub what: String,
    /// How much of it is done, 0..=1; `None` where that is not known.
    pub share: Option<f32>,
    /// Whether it can be broken off.
    pub stoppable: bool,
}
