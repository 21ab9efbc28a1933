//! Client cards as the window shows them: the door that they are behind, the list, one card, and the consultation that is going on.

use std::sync::Arc;

use super::Studio;
use crate::{
    raster::Pixmap,
    salon::{Client, ClientId, Consultation, ConsultationId, Details, Listed, Moment},
};

/// What keeps the cards from being seen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Door {
    /// Somebody looks which lock there is, or opens it.
    #[default]
    Waiting,
    /// Somebody has closed them.
    Closed,
    /// There are no cards yet: a lock has to be chosen.
    New,
    /// A passphrase is needed.
    Locked,
    /// The cards can be seen.
    Open,
}

/// A card that is being made or changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// Whose; `None` is a new client.
    pub of: Option<ClientId>,
    /// What is written on it.
    pub details: Details,
    /// The client agrees that the card is kept.
    pub agreed: bool,
    /// The client agrees that pictures are kept as well.
    pub pictures: bool,
}

/// A card, its consultations, and their pictures as far as they are wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct ClientCard {
    /// Who.
    pub client: Client,
    /// What was done, the newest first.
    pub consultations: Vec<Consultation>,
    /// Small pictures.
    pub pictures: Vec<(ConsultationId, Moment, Arc<Pixmap>)>,
}

impl ClientCard {
    /// A consultation on it.
    pub fn consultation(&self, id: ConsultationId) -> Option<&Consultation> {
        self.consultations.iter().find(|consultation| consultation.id == id)
    }

    /// A small picture of a consultation.
    pub fn picture(&self, id: ConsultationId, moment: Moment) -> Option<&Arc<Pixmap>> {
        self.pictures.iter().find(|(of, when, _)| (*of, *when) == (id, moment)).map(|(.., picture)| picture)
    }
}

/// Everything about clients that the window shows.
#[derive(Debug, Clone, Default)]
pub struct Clients {
    /// Whether the panel is open.
    pub shown: bool,
    /// What keeps the cards from being seen.
    pub door: Door,
    /// What went wrong last; gone with the next thing that is done.
    pub problem: Option<String>,
    /// Something is being read or written.
    pub busy: bool,
    /// Only clients whose names have these words.
    pub search: String,
    /// Those clients.
    pub list: Vec<Listed>,
    /// A card that is being made or changed.
    pub draft: Option<Draft>,
    /// The card that is open.
    pub card: Option<Box<ClientCard>>,
    /// The consultation that is going on, of the open card.
    pub visiting: Option<ConsultationId>,
    /// Notes of that consultation, as they are being typed.
    pub notes: String,
    /// The person was asked whether the open card is really to be deleted.
    pub asked: bool,
    /// The lock is being changed.
    pub changing_lock: bool,
}

impl Clients {
    /// The consultation that is going on.
    pub fn visit(&self) -> Option<&Consultation> {
        self.card.as_ref()?.consultation(self.visiting?)
    }
}

/// A change of what is shown of clients.
#[derive(Debug, Clone, PartialEq)]
pub enum ClientsChange {
    /// Open the panel, or close it. The cards stay open, and a consultation goes on.
    Toggle,
    /// Something is being read or written.
    Busy,
    /// The door is like this now; a closed one leaves nothing to be seen.
    Door(Door),
    /// It did not work, for this reason.
    Failed(String),
    /// Only clients whose names have these words.
    Search(String),
    /// These clients were found.
    Listed(Vec<Listed>),
    /// Write on a card, or do not any more.
    Draft(Option<Draft>),
    /// This card is open now, or none.
    Show(Option<Box<ClientCard>>),
    /// This consultation is going on, or none.
    Visit(Option<ConsultationId>),
    /// Notes are being typed.
    Note(String),
    /// Ask whether the card is really to be deleted, or do not any more.
    Ask(bool),
    /// Change the lock, or do not any more.
    ChangeLock(bool),
}

impl Studio {
    pub(super) fn change_clients(&mut self, change: ClientsChange) {
        let clients = &mut self.clients;
        if !matches!(change, ClientsChange::Toggle | ClientsChange::Note(_) | ClientsChange::Listed(_)) {
            clients.problem = None;
            clients.busy = false;
        }
        match change {
            ClientsChange::Toggle => clients.shown = !clients.shown,
            ClientsChange::Busy => clients.busy = true,
            ClientsChange::Door(Door::Open) => (clients.door, clients.changing_lock) = (Door::Open, false),
            ClientsChange::Door(door) => *clients = Clients { shown: clients.shown, door, ..Clients::default() },
            ClientsChange::Failed(problem) => clients.problem = Some(problem),
            ClientsChange::Search(words) => clients.search = words,
            ClientsChange::Listed(list) => clients.list = list,
            ClientsChange::Draft(draft) => clients.draft = draft,
            ClientsChange::Show(card) => {
                let same =
                    |card: &ClientCard| clients.card.as_ref().is_some_and(|shown| shown.client.id == card.client.id);
                if !card.as_deref().is_some_and(same) {
                    (clients.visiting, clients.notes) = (None, String::new());
                }
                (clients.card, clients.draft, clients.asked) = (card, None, false);
                if clients.visit().is_none() {
                    clients.visiting = None;
                }
            }
            ClientsChange::Visit(visit) => {
                (clients.visiting, clients.asked) = (visit, false);
                clients.notes = clients.visit().map(|visit| visit.visit.notes.clone()).unwrap_or_default();
            }
            ClientsChange::Note(notes) => clients.notes = notes,
            ClientsChange::Ask(asked) => clients.asked = asked,
            ClientsChange::ChangeLock(changing) => clients.changing_lock = changing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::test_studio as studio, *};
    use crate::studio::Command;

    #[test]
    fn a_door_that_closes_leaves_nothing_to_be_seen() {
        let mut studio = studio();
        let mut change = |change| studio.update(Command::Clients(change));
        change(ClientsChange::Toggle);
        change(ClientsChange::Door(Door::Open));
        change(ClientsChange::Search("an".into()));
        change(ClientsChange::Draft(Some(Draft {
            details: Details { name: "Anna".into(), ..Details::default() },
            ..Draft::default()
        })));
        change(ClientsChange::Door(Door::Locked));
        let clients = &studio.clients;
        assert!(clients.shown && clients.door == Door::Locked);
        assert!(clients.search.is_empty() && clients.draft.is_none() && clients.card.is_none());
    }

    #[test]
    fn a_problem_is_told_until_something_else_is_done() {
        let mut studio = studio();
        studio.update(Command::Clients(ClientsChange::Busy));
        studio.update(Command::Clients(ClientsChange::Failed("no".into())));
        assert!(!studio.clients.busy && studio.clients.problem.is_some());
        studio.update(Command::Clients(ClientsChange::Listed(Vec::new())));
        assert!(studio.clients.problem.is_some(), "a list that comes late takes nothing away");
        studio.update(Command::Clients(ClientsChange::Busy));
        assert!(studio.clients.busy && studio.clients.problem.is_none());
    }
}
