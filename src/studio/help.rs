//! What the help page is about.

/// A page of the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// The first minute.
    Start,
    /// Choosing a look.
    Looks,
    /// Changing a look.
    Products,
    /// Before and after, four looks.
    Compare,
    /// Photos, films and files.
    Pictures,
    /// The makeup of a photo.
    Copying,
    /// What suits, and why.
    Advice,
    /// Products that one can buy.
    Catalogues,
    /// Client cards of a salon.
    Clients,
    /// What becomes of pictures.
    Privacy,
    /// When something does not work.
    Trouble,
    /// The keyboard's shortcuts.
    Keys,
}

impl Topic {
    /// All pages, in order.
    pub const ALL: [Self; 12] = [
        Self::Start,
        Self::Looks,
        Self::Products,
        Self::Compare,
        Self::Pictures,
        Self::Copying,
        Self::Advice,
        Self::Catalogues,
        Self::Clients,
        Self::Privacy,
        Self::Trouble,
        Self::Keys,
    ];

    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "The first minute",
            Self::Looks => "Choosing a look",
            Self::Products => "Changing a look",
            Self::Compare => "Comparing",
            Self::Pictures => "Taking pictures",
            Self::Copying => "Copying from a photo",
            Self::Advice => "Advice",
            Self::Catalogues => "Real products",
            Self::Clients => "Client cards",
            Self::Privacy => "Privacy",
            Self::Trouble => "When something is wrong",
            Self::Keys => "Shortcuts",
        }
    }
}
