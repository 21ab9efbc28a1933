//! The first steps of somebody who opens the studio for the first time.

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Where the picture comes from.
    Camera,
    /// What becomes of it.
    Privacy,
    /// A first look.
    Look,
}

impl Step {
    /// All steps, in their order.
    pub const ALL: [Self; 3] = [Self::Camera, Self::Privacy, Self::Look];

    /// The one after it.
    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self as usize + 1).copied()
    }

    /// The one before it.
    pub fn back(self) -> Option<Self> {
        (self as usize).checked_sub(1).map(|at| Self::ALL[at])
    }
}
