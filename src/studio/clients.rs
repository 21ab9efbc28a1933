//! Client cards as the window shows them: the door that they are behind, the list, one card, and the consultation that is going on.

use std::sync::Arc;

use super::Studio;
use crate::{
    raster::Pixmap,
    salon::{Client, ClientId, Consent, Consultation, ConsultationId, Details, Listed, Moment},
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
    /// Consents that counted before the one that counts now, the newest first.
    pub earlier_consents: Vec<Consent>,
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
    /// How many things are being read or written.
    pub busy: usize,
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
    /// Those notes as they were last sent to be kept.
    pub noted: String,
    /// Whether the notes stand on the sheet that is handed over.
    pub notes_on_sheet: bool,
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

    /// Notes that are not kept yet.
    pub fn unkept_notes(&self) -> Option<(ConsultationId, &str)> {
        self.visiting.filter(|_| self.notes != self.noted).map(|visit| (visit, self.notes.as_str()))
    }

    /// Takes up the notes of the consultation that is going on.
    fn take_up_notes(&mut self) {
        self.notes = self.visit().map(|visit| visit.visit.notes.clone()).unwrap_or_default();
        (self.noted, self.notes_on_sheet, self.asked) = (self.notes.clone(), false, false);
    }
}

/// A change of what is shown of clients.
#[derive(Debug, Clone, PartialEq)]
pub enum ClientsChange {
    /// Open the panel, or close it. The cards stay open, and a consultation goes on.
    Toggle,
    /// Something more is being read or written.
    Busy,
    /// One of those things is done.
    Done,
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
    /// This is on a card now; nothing where another one is open meanwhile.
    Refresh(Box<ClientCard>),
    /// This consultation of the open card is going on, or none.
    Visit(Option<ConsultationId>),
    /// Notes are being typed.
    Note(String),
    /// They were sent to be kept.
    Noted,
    /// Put the notes on the sheet, or do not.
    ToggleNotesOnSheet,
    /// Ask whether the card is really to be deleted, or do not any more.
    Ask(bool),
    /// Change the lock, or do not any more.
    ChangeLock(bool),
}

impl Studio {
    pub(super) fn change_clients(&mut self, change: ClientsChange) {
        let clients = &mut self.clients;
        let before = clients.card.as_ref().map(|card| card.client.id);
        let opens = matches!(
            change,
            ClientsChange::Door(_) | ClientsChange::Toggle | ClientsChange::Busy | ClientsChange::Done
        );
        // What was on its way when the door closed is not seen any more.
        if clients.door != Door::Open && !opens && !matches!(change, ClientsChange::Failed(_)) {
            return;
        }
        match change {
            ClientsChange::Toggle => clients.shown = !clients.shown,
            ClientsChange::Busy => (clients.busy, clients.problem) = (clients.busy + 1, None),
            ClientsChange::Done => clients.busy = clients.busy.saturating_sub(1),
            ClientsChange::Door(Door::Open) => (clients.door, clients.changing_lock) = (Door::Open, false),
            ClientsChange::Door(door) => {
                *clients = Clients { shown: clients.shown, busy: clients.busy, door, ..Clients::default() };
            }
            ClientsChange::Failed(problem) => clients.problem = Some(problem),
            ClientsChange::Search(words) => clients.search = words,
            ClientsChange::Listed(list) => clients.list = list,
            ClientsChange::Draft(draft) => clients.draft = draft,
            ClientsChange::Show(card) => {
                (clients.card, clients.draft, clients.visiting) = (card, None, None);
                clients.take_up_notes();
            }
            ClientsChange::Refresh(card) if before == Some(card.client.id) => {
                clients.card = Some(card);
                if clients.visiting.is_some() && clients.visit().is_none() {
                    clients.visiting = None;
                    clients.take_up_notes();
                }
            }
            ClientsChange::Refresh(_) => {}
            ClientsChange::Visit(visit) => {
                clients.visiting = visit;
                if clients.visit().is_none() {
                    clients.visiting = None;
                }
                clients.take_up_notes();
            }
            ClientsChange::Note(notes) => (clients.notes, clients.problem) = (notes, None),
            ClientsChange::Noted => clients.noted = clients.notes.clone(),
            ClientsChange::ToggleNotesOnSheet => clients.notes_on_sheet = !clients.notes_on_sheet,
            ClientsChange::Ask(asked) => clients.asked = asked,
            ClientsChange::ChangeLock(changing) => clients.changing_lock = changing,
        }
        // What was read of one client's face is nothing for the next one.
        if clients.card.as_ref().map(|card| card.client.id) != before {
            self.advising = None;
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::{super::test_studio as studio, *};
    use crate::{
        salon::{Covers, Passphrase, Salon, Secret, Visit},
        studio::Command,
    };

    fn card(name: &str, notes: &[&str]) -> (tempfile::TempDir, ClientCard) {
        let folder = tempfile::tempdir().unwrap();
        let secret = Secret::Passphrase(Passphrase::new("a long passphrase".into()));
        let mut salon = Salon::open(&folder.path().join("clients.db"), &secret).unwrap();
        let consent = Consent::given("I agree.", jiff::Timestamp::UNIX_EPOCH, Covers::Card).unwrap();
        let details = Details { name: name.into(), ..Details::default() };
        let id = salon.enrol(&details, &consent).unwrap();
        for notes in notes {
            let at = jiff::Timestamp::UNIX_EPOCH;
            let visit = Visit { at, notes: (*notes).into(), looks_tried: vec![], products: vec![], advice: vec![] };
            salon.add_consultation(id, &visit).unwrap();
        }
        let card = ClientCard {
            client: salon.client(id).unwrap(),
            earlier_consents: vec![],
            consultations: salon.consultations(id).unwrap(),
            pictures: vec![],
        };
        (folder, card)
    }

    /// A card of a client with a number, with a consultation.
    pub(in crate::studio) fn card_of(name: &str, id: ClientId) -> ClientCard {
        let (_folder, mut card) = card(name, &["warm"]);
        card.client.id = id;
        card
    }

    fn change(studio: &mut Studio, changes: impl IntoIterator<Item = ClientsChange>) {
        for change in changes {
            studio.update(Command::Clients(change));
        }
    }

    #[test]
    fn a_door_that_closes_leaves_nothing_to_be_seen_and_what_comes_late_is_not_seen() {
        let (_folder, card) = card("Anna", &["warm"]);
        let visit = card.consultations[0].id;
        let card = Box::new(card);
        let mut studio = studio();
        change(
            &mut studio,
            [ClientsChange::Toggle, ClientsChange::Door(Door::Open), ClientsChange::Search("an".into())],
        );
        change(&mut studio, [ClientsChange::Show(Some(card.clone())), ClientsChange::Visit(Some(visit))]);
        assert_eq!(studio.clients.notes, "warm");
        change(&mut studio, [ClientsChange::Door(Door::Closed), ClientsChange::Show(Some(card))]);
        let clients = &studio.clients;
        assert!(clients.shown && clients.door == Door::Closed);
        assert!(clients.search.is_empty() && clients.card.is_none() && clients.notes.is_empty());
    }

    #[test]
    fn an_answer_about_another_card_opens_nothing_and_takes_no_notes_away() {
        let (_folders, (anna, berta)) = {
            let ((one, anna), (two, mut berta)) = (card("Anna", &["warm"]), card("Berta", &[]));
            // Each has a file of its own here, which counts from one.
            berta.client.id = ClientId::of(7);
            ((one, two), (anna, berta))
        };
        let visit = anna.consultations[0].id;
        let mut studio = studio();
        change(&mut studio, [ClientsChange::Toggle, ClientsChange::Door(Door::Open)]);
        change(&mut studio, [ClientsChange::Show(Some(Box::new(anna.clone()))), ClientsChange::Visit(Some(visit))]);
        change(
            &mut studio,
            [ClientsChange::Note("warm, and soft".into()), ClientsChange::Refresh(Box::new(anna.clone()))],
        );
        assert_eq!(studio.clients.unkept_notes(), Some((visit, "warm, and soft")));
        change(&mut studio, [ClientsChange::Noted, ClientsChange::Refresh(Box::new(berta))]);
        assert_eq!(studio.clients.card.as_ref().unwrap().client.id, anna.client.id);
        assert_eq!((studio.clients.unkept_notes(), studio.clients.visiting), (None, Some(visit)));
    }

    #[test]
    fn a_problem_is_told_until_something_else_is_done() {
        let mut studio = studio();
        change(&mut studio, [ClientsChange::Door(Door::Open), ClientsChange::Busy, ClientsChange::Busy]);
        change(&mut studio, [ClientsChange::Failed("no".into()), ClientsChange::Done]);
        assert!(studio.clients.busy == 1 && studio.clients.problem.is_some());
        change(&mut studio, [ClientsChange::Listed(Vec::new()), ClientsChange::Done]);
        assert!(studio.clients.problem.is_some(), "a list that comes late takes nothing away");
        change(&mut studio, [ClientsChange::Busy]);
        assert!(studio.clients.busy == 1 && studio.clients.problem.is_none());
    }
}
