//! Four looks beside each other on the same face.

use super::{Command, Studio};
use crate::{look::Look, pipeline::EngineCommand};

/// How many looks stand beside each other.
pub const QUARTERS: usize = 4;

/// The looks that are compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Board {
    /// From left to right, the upper row first; [`QUARTERS`] at most.
    pub looks: Vec<Look>,
    /// Which of them the next look takes the place of.
    pub chosen: usize,
}

impl Studio {
    pub(super) fn compare_four(&mut self, command: &Command) -> Vec<EngineCommand> {
        match (command, &mut self.board) {
            (Command::ToggleBoard, Some(_)) => self.close_board(),
            (Command::ToggleBoard, None) => {
                self.mix = None;
                let worn = self.wearing.clone();
                let after = self.shelf().into_iter().position(|look| Some(&look.id) == self.worn.as_ref());
                let shelf = self.shelf();
                let others = shelf.iter().cycle().skip(after.map_or(0, |at| at + 1)).take(shelf.len());
                let mut looks: Vec<Look> = worn.into_iter().collect();
                for look in others {
                    if looks.len() < QUARTERS && !looks.iter().any(|other| other.id == look.id) {
                        looks.push((*look).clone());
                    }
                }
                // What is worn stays to compare with.
                self.board = Some(Board { chosen: 1.min(looks.len().saturating_sub(1)), looks });
                self.beside()
            }
            (Command::ChooseQuarter(quarter), Some(board)) if *quarter < board.looks.len() => {
                board.chosen = *quarter;
                Vec::new()
            }
            (Command::WearQuarter(quarter), Some(board)) => {
                let Some(look) = board.looks.get(*quarter).cloned() else { return Vec::new() };
                let mut orders = self.close_board();
                orders.extend(self.wear_compared(look));
                orders
            }
            _ => Vec::new(),
        }
    }

    /// The look that was chosen on the shelf takes the chosen quarter, and the next one that is chosen takes the next: so three presses
    /// fill the board around the first, which stays to compare with.
    pub(super) fn put_on_board(&mut self, look: &Look) -> Option<Vec<EngineCommand>> {
        let board = self.board.as_mut()?;
        *board.looks.get_mut(board.chosen)? = look.clone();
        let last = board.looks.len() - 1;
        board.chosen = if board.chosen < last { board.chosen + 1 } else { 1.min(last) };
        Some(self.beside())
    }

    /// What was made of the worn look is not lost where that is what was chosen.
    fn wear_compared(&mut self, look: Look) -> Vec<EngineCommand> {
        if self.wearing.as_ref() == Some(&look) {
            return Vec::new();
        }
        self.wear(Some(look.id))
    }

    fn close_board(&mut self) -> Vec<EngineCommand> {
        self.board = None;
        vec![EngineCommand::Beside(Vec::new())]
    }

    fn beside(&self) -> Vec<EngineCommand> {
        vec![EngineCommand::Beside(self.board.iter().flat_map(|board| board.looks.clone()).collect())]
    }
}

#[cfg(test)]
mod tests {
    use super::{super::test_studio as studio, *};

    fn ids(studio: &Studio) -> Vec<&str> {
        studio.board.iter().flat_map(|board| &board.looks).map(|look| look.id.as_str()).collect()
    }

    #[test]
    fn what_is_worn_stands_beside_the_next_three() {
        let mut studio = studio();
        let shelf: Vec<String> = studio.shelf().iter().map(|look| look.id.clone()).collect();
        studio.update(Command::WearNth(2));
        let orders = studio.update(Command::ToggleBoard);
        assert!(matches!(&orders[..], [EngineCommand::Beside(looks)] if looks.len() == QUARTERS));
        assert_eq!(ids(&studio), shelf[2..6]);
        studio.update(Command::Wear(Some("cobalt".into())));
        assert_eq!(ids(&studio)[1], "cobalt");
        assert_eq!(studio.worn.as_deref(), Some(shelf[2].as_str()));
        assert_eq!(studio.board.as_ref().unwrap().chosen, 2, "the next look takes the next place");
        studio.update(Command::ChooseQuarter(1));
        studio.update(Command::Step(1));
        let after = shelf.iter().position(|id| id == "cobalt").unwrap() + 1;
        assert_eq!(ids(&studio)[1], shelf[after], "the arrows go along the shelf from the chosen look");
        assert_eq!(studio.board.as_ref().unwrap().chosen, 1, "and stay at its place");
        for id in [&shelf[7], &shelf[8], &shelf[9]] {
            studio.update(Command::Wear(Some(id.clone())));
        }
        assert_eq!(ids(&studio), [&shelf[2], &shelf[7], &shelf[8], &shelf[9]].map(String::as_str));
        studio.update(Command::Wear(Some("cobalt".into())));
        let orders = studio.update(Command::WearQuarter(1));
        assert!(matches!(&orders[0], EngineCommand::Beside(looks) if looks.is_empty()));
        assert_eq!((studio.worn.as_deref(), &studio.board), (Some("cobalt"), &None));
    }

    #[test]
    fn a_narrow_shelf_gives_fewer_quarters() {
        let mut studio = studio();
        studio.update(Command::Search("classic red".into()));
        studio.update(Command::ToggleBoard);
        assert_eq!(ids(&studio), ["classic-red"]);
        studio.update(Command::ChooseQuarter(9));
        assert_eq!(studio.board.as_ref().unwrap().chosen, 0);
        studio.update(Command::Search("nothing of that name".into()));
        studio.update(Command::ToggleBoard);
        studio.update(Command::ToggleBoard);
        assert!(studio.board.as_ref().unwrap().looks.is_empty());
        studio.update(Command::Wear(Some("cobalt".into())));
        assert_eq!(studio.worn.as_deref(), Some("cobalt"), "an empty board takes nothing");
    }
}
