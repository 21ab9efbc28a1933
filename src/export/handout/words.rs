//! The fixed text of a sheet.

use crate::language::{self, say};

/// All fixed text of a sheet, so that it can be in any language. What stands in braces is filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// The language as a tag, for programs that read aloud: `en`.
    pub language: String,
    /// Stands for a look without a name.
    pub untitled: String,
    /// Beneath the look's name; `{client}` is the client.
    pub made_for: String,
    /// Under the bare face.
    pub before: String,
    /// Under the made-up face.
    pub after: String,
    /// Over the products.
    pub products: String,
    /// Over the steps.
    pub steps: String,
    /// Beneath a step; `{tool}` is the tool.
    pub tool: String,
    /// Over the notes.
    pub notes: String,
    /// Says that there are more than fit; `{count}` is how many.
    pub more: String,
    /// At the foot of the last page.
    pub footer: String,
}

impl Words {
    /// In the language that is spoken.
    pub fn spoken() -> Self {
        let owned = |english: &str| say(english).to_owned();
        Self {
            language: language::spoken().into(),
            untitled: owned("Your look"),
            made_for: owned("For {client}"),
            before: owned("Before"),
            after: owned("After"),
            products: owned("Your products"),
            steps: owned("Step by step"),
            tool: owned("With {tool}"),
            notes: owned("Notes"),
            more: owned("and {count} more"),
            footer: owned(
                "Made on this computer; nothing was sent anywhere. Colours differ on paper, on screens and on skin: \
                 try a shade before you buy it.",
            ),
        }
    }
}
