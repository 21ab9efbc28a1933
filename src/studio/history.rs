//! What was worn before, without end.

/// States that can be gone back to and forward again.
#[derive(Debug, Clone)]
pub(super) struct History<T> {
    past: Vec<T>,
    future: Vec<T>,
}

impl<T> Default for History<T> {
    fn default() -> Self {
        Self { past: Vec::new(), future: Vec::new() }
    }
}

impl<T> History<T> {
    /// Remembers the state that is about to be left. What had been undone is forgotten.
    pub(super) fn leave(&mut self, state: T) {
        self.past.push(state);
        self.future.clear();
    }

    /// The state before `now`; `None` at the beginning.
    pub(super) fn back(&mut self, now: T) -> Option<T> {
        let before = self.past.pop()?;
        self.future.push(now);
        Some(before)
    }

    /// The state after `now`; `None` at the end.
    pub(super) fn forward(&mut self, now: T) -> Option<T> {
        let after = self.future.pop()?;
        self.past.push(now);
        Some(after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn back_and_forward_and_a_new_way() {
        let mut history = History::default();
        history.leave(1);
        history.leave(2);
        assert_eq!(history.back(3), Some(2));
        assert_eq!(history.back(2), Some(1));
        assert_eq!(history.back(1), None);
        assert_eq!(history.forward(1), Some(2));
        history.leave(2);
        assert_eq!(history.forward(9), None, "a new way forgets the old one");
        assert_eq!(history.back(9), Some(2));
    }
}
