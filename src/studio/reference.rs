//! The photo that a look is copied from.

use std::sync::Arc;

use crate::transfer::{Photo, Reading};

/// A photo of somebody made up.
#[derive(Debug, Clone)]
pub struct Reference {
    /// What people know it by: its file's name.
    pub name: String,
    /// It, once it has been looked at.
    pub photo: Option<Arc<Photo>>,
    /// Which of its faces is meant, counted from 1 at the left; `None` where there is only one, or it was not said.
    pub face: Option<usize>,
    /// How far copying came.
    pub state: ReferenceState,
}

/// How far copying came.
#[derive(Debug, Clone)]
pub enum ReferenceState {
    /// It is being looked at.
    Reading,
    /// It shows several faces, and the person has to say which.
    WhichFace,
    /// What was found.
    Read(Arc<Reading>),
    /// It tells too little; the text says why, and what would help.
    Failed(String),
}

impl PartialEq for Reference {
    /// The same photo at the same point; two readings are the same where they are one.
    fn eq(&self, other: &Self) -> bool {
        let photo = |one: &Self| one.photo.as_ref().map(Arc::as_ptr);
        let state = match (&self.state, &other.state) {
            (ReferenceState::Reading, ReferenceState::Reading) => true,
            (ReferenceState::WhichFace, ReferenceState::WhichFace) => true,
            (ReferenceState::Read(one), ReferenceState::Read(two)) => Arc::ptr_eq(one, two),
            (ReferenceState::Failed(one), ReferenceState::Failed(two)) => one == two,
            _ => false,
        };
        self.name == other.name && self.face == other.face && photo(self) == photo(other) && state
    }
}
