//! Client cards are read and written on a thread of their own: a lock takes its time on purpose, and a keyring may ask its person first.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use jiff::Timestamp;

use super::{
    Request,
    consulting::Entry,
    tasks::{End, Slot, Tasks, Ticket},
    worker::Worker,
};
use crate::{
    language::say,
    pipeline::Composite,
    raster::{codec, resize},
    resources,
    salon::{
        ClientId, Consent, Consultation, ConsultationId, Covers, Details, Lock, Moment, Salon, SalonError, Secret,
        Visit,
    },
    studio::{ClientCard, ClientsChange, Command, Door},
};

/// Name of the file among what is kept.
const FILE: &str = "clients.db";
/// Longest side of a picture that is kept, pixels.
const KEPT_PX: u32 = 1600;
/// Longest side of a picture on a card, pixels.
const SHOWN_PX: u32 = 320;
/// Longest wait for what is still to be written when the window closes: deleting from a large file takes a while.
const LONGEST_GOODBYE: Duration = Duration::from_secs(600);

/// Something to do with client cards.
#[derive(Debug, Clone, PartialEq)]
pub enum ClientsWish {
    /// Look which lock there is, and open it where that needs nobody.
    Knock,
    /// Open the cards, or make the file for them.
    Open(Secret),
    /// Close them.
    Close,
    /// Lock them with something else from now on.
    ChangeLock(Secret),
    /// Find clients by their names.
    List(String),
    /// Make a card: the details, the wording that was agreed to, and whether it was for pictures as well.
    Enrol(Details, String, bool),
    /// Write on a card.
    Change(ClientId, Details),
    /// Note that the client has agreed to this wording, for pictures as well.
    Agree(ClientId, String),
    /// Delete the pictures of a client, and keep none from now on.
    WithdrawPictures(ClientId),
    /// Open a card.
    Show(ClientId),
    /// Delete a client, and all traces.
    Forget(ClientId),
    /// Write what is known of a client into a new folder.
    Export(ClientId, PathBuf),
    /// Begin a consultation.
    Begin(ClientId),
    /// Write down something that happened in it.
    Write(ConsultationId, Entry),
    /// Keep what is seen now as its pictures before and after.
    KeepPictures(ConsultationId, Seen),
    /// Delete a consultation.
    Remove(ConsultationId),
}

impl ClientsWish {
    /// The task, which the person sees go on where it may take a while. None of it can be broken off: half of it would be worse than all.
    pub(super) fn task(&self, tasks: &mut Tasks) -> Ticket {
        let end = End::Never(vec![Request::Studio(Command::Clients(ClientsChange::Done))]);
        let what = match self {
            Self::Knock | Self::Open(_) => "Opening the cards",
            Self::ChangeLock(_) => "Changing the lock",
            Self::WithdrawPictures(_) => "Deleting the pictures",
            Self::Forget(_) => "Deleting the client and all traces",
            Self::Export(..) => "Writing what is known of the client",
            Self::KeepPictures(..) => "Keeping the pictures",
            Self::Remove(_) => "Deleting the consultation",
            _ => return tasks.unseen(say("Writing the cards").into(), end),
        };
        tasks.ticket(say(what).into(), Slot::Any, end)
    }
}

/// What is seen now.
#[derive(Debug, Clone)]
pub struct Seen(pub Arc<Composite>);

impl PartialEq for Seen {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// Starts the thread; nothing is opened before somebody asks for it.
pub(super) fn start(ctx: &egui::Context) -> Worker<ClientsWish, Command> {
    Worker::start(ctx, "vanity-clients", LONGEST_GOODBYE, || {
        let mut desk = Desk::at(resources::kept().map(|folder| folder.join(FILE)));
        move |wish, _: &Ticket| desk.carry_out(wish)
    })
}

/// Where the cards are worked with.
pub struct Desk {
    /// The file; `None` where the system has no folder for what is kept.
    path: Option<PathBuf>,
    /// The cards, while they are open.
    salon: Option<Salon>,
    /// What clients were last looked for.
    words: String,
}

impl Desk {
    /// With the cards in a file, which need not be there yet; without one nothing is kept.
    pub fn at(path: Option<PathBuf>) -> Self {
        Self { path, salon: None, words: String::new() }
    }

    /// Does what is wished; gives what the window has to be told, of which the last is that it is done.
    pub fn carry_out(&mut self, wish: ClientsWish) -> Vec<Command> {
        let mut changes = self.done(wish).unwrap_or_else(|error| vec![failed(&error)]);
        changes.push(changed(ClientsChange::Done));
        changes
    }

    fn done(&mut self, wish: ClientsWish) -> Result<Vec<Command>, SalonError> {
        let Some(path) = self.path.clone() else {
            let text = say("This system has no folder for what programs keep; set VANITY_DATA to one.");
            return Ok(vec![changed(ClientsChange::Failed(text.into()))]);
        };
        match wish {
            ClientsWish::Knock if self.salon.is_some() => self.opened(),
            ClientsWish::Knock => match Lock::of(&path)? {
                Lock::None => Ok(vec![changed(ClientsChange::Door(Door::New))]),
                Lock::Passphrase => Ok(vec![changed(ClientsChange::Door(Door::Locked))]),
                Lock::Keyring => match Salon::open(&path, &Secret::Keyring) {
                    Ok(salon) => {
                        self.salon = Some(salon);
                        self.opened()
                    }
                    Err(SalonError::WrongSecret { .. }) => Ok(vec![changed(ClientsChange::Door(Door::Locked))]),
                    Err(error) => Err(error),
                },
            },
            ClientsWish::Open(secret) => {
                if let Some(folder) = path.parent() {
                    std::fs::create_dir_all(folder)
                        .map_err(|source| SalonError::File { path: folder.into(), source })?;
                }
                self.salon = Some(Salon::open(&path, &secret)?);
                self.opened()
            }
            ClientsWish::Close => {
                (self.salon, self.words) = (None, String::new());
                Ok(vec![changed(ClientsChange::Door(Door::Closed))])
            }
            ClientsWish::List(words) => {
                self.words = words;
                self.listed().map(|list| vec![list])
            }
            wish => match &mut self.salon {
                Some(salon) => {
                    let mut changes = with(salon, wish)?;
                    changes.push(self.listed()?);
                    Ok(changes)
                }
                None => Ok(vec![changed(ClientsChange::Door(Door::Closed))]),
            },
        }
    }

    fn opened(&self) -> Result<Vec<Command>, SalonError> {
        Ok(vec![changed(ClientsChange::Door(Door::Open)), self.listed()?])
    }

    /// The clients that were last looked for.
    fn listed(&self) -> Result<Command, SalonError> {
        let list = self.salon.as_ref().map(|salon| salon.clients(&self.words)).transpose()?;
        Ok(changed(ClientsChange::Listed(list.unwrap_or_default())))
    }
}

/// With open cards.
fn with(salon: &mut Salon, wish: ClientsWish) -> Result<Vec<Command>, SalonError> {
    let now = Timestamp::now();
    let show = |salon: &Salon, id| Ok(vec![changed(ClientsChange::Show(Some(Box::new(card(salon, id)?))))]);
    match wish {
        ClientsWish::Knock | ClientsWish::Open(_) | ClientsWish::Close | ClientsWish::List(_) => Ok(Vec::new()),
        ClientsWish::ChangeLock(secret) => {
            salon.change_lock(&secret)?;
            let told = Command::Tell(say("The cards are locked with this from now on.").into());
            Ok(vec![changed(ClientsChange::ChangeLock(false)), told])
        }
        ClientsWish::Enrol(details, wording, pictures) => {
            let covers = if pictures { Covers::CardAndPictures } else { Covers::Card };
            let id = salon.enrol(&details, &Consent::given(&wording, now, covers)?)?;
            show(salon, id)
        }
        ClientsWish::Change(id, details) => {
            salon.change(id, &details)?;
            show(salon, id)
        }
        ClientsWish::Show(id) => show(salon, id),
        ClientsWish::Agree(id, wording) => {
            salon.renew_consent(id, &Consent::given(&wording, now, Covers::CardAndPictures)?)?;
            refreshed(salon, id, None)
        }
        ClientsWish::WithdrawPictures(id) => {
            let done = compacted(salon.withdraw_pictures(id, now))?;
            refreshed(salon, id, done)
        }
        ClientsWish::Forget(id) => {
            let done = compacted(salon.forget(id))?;
            let told = Command::Tell(say("The client and all traces are deleted.").into());
            Ok([changed(ClientsChange::Show(None)), told].into_iter().chain(done).collect())
        }
        ClientsWish::Export(id, folder) => {
            salon.export(id, &folder)?;
            Ok(vec![Command::Tell(say!("What is known of this client is in {folder}", folder = folder.display()))])
        }
        ClientsWish::Begin(id) => {
            let visit = Visit { at: now, notes: String::new(), looks_tried: vec![], products: vec![], advice: vec![] };
            let begun = salon.add_consultation(id, &visit)?;
            let mut changes = refreshed(salon, id, None)?;
            changes.push(changed(ClientsChange::Visit(Some(begun))));
            Ok(changes)
        }
        ClientsWish::Write(id, entry) => {
            let Consultation { client, mut visit, .. } = salon.consultation(id)?;
            entry.enter(&mut visit);
            salon.change_consultation(id, &visit)?;
            refreshed(salon, client, None)
        }
        ClientsWish::KeepPictures(id, Seen(seen)) => {
            for (moment, picture) in [(Moment::Before, &seen.frame.pixels), (Moment::After, &seen.made_up)] {
                let jpeg = codec::encode(Path::new("picture.jpg"), &resize::within(picture, KEPT_PX), None);
                salon.keep_picture(id, moment, &jpeg.map_err(|error| SalonError::Encoding(error.to_string()))?)?;
            }
            refreshed(salon, salon.consultation(id)?.client, None)
        }
        ClientsWish::Remove(id) => {
            let client = salon.consultation(id)?.client;
            let done = compacted(salon.remove_consultation(id))?;
            refreshed(salon, client, done)
        }
    }
}

/// What is on a card now, where it is the one that is open, and what else there is to tell.
fn refreshed(salon: &Salon, id: ClientId, told: Option<Command>) -> Result<Vec<Command>, SalonError> {
    let refreshed = changed(ClientsChange::Refresh(Box::new(card(salon, id)?)));
    Ok(std::iter::once(refreshed).chain(told).collect())
}

/// Something was deleted, also where the file could not be made smaller after that: the person is told so then.
fn compacted(deleted: Result<(), SalonError>) -> Result<Option<Command>, SalonError> {
    match deleted {
        Ok(()) => Ok(None),
        Err(error @ SalonError::NotCompacted(_)) => Ok(Some(failed(&error))),
        Err(error) => Err(error),
    }
}

fn failed(error: &SalonError) -> Command {
    changed(ClientsChange::Failed(super::atelier::sentence(error)))
}

/// A card with its consultations, the newest first, and small pictures.
fn card(salon: &Salon, id: ClientId) -> Result<ClientCard, SalonError> {
    let client = salon.client(id)?;
    let consultations = salon.consultations(id)?;
    let mut pictures = Vec::new();
    for consultation in &consultations {
        for &moment in &consultation.pictures {
            let Some(jpeg) = salon.picture(consultation.id, moment)? else { continue };
            // A picture that cannot be read is not shown; the rest of the card is.
            let Ok(picture) = codec::decode(&jpeg, Path::new("picture.jpg")) else { continue };
            pictures.push((consultation.id, moment, Arc::new(resize::within(&picture, SHOWN_PX))));
        }
    }
    Ok(ClientCard { client, earlier_consents: salon.earlier_consents(id)?, consultations, pictures })
}

fn changed(change: ClientsChange) -> Command {
    Command::Clients(change)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{raster::Pixmap, salon::Passphrase};

    fn desk(folder: &Path) -> Desk {
        Desk::at(Some(folder.join("data").join(FILE)))
    }

    fn secret(text: &str) -> Secret {
        Secret::Passphrase(Passphrase::new(text.into()))
    }

    fn changes(commands: Vec<Command>) -> Vec<ClientsChange> {
        let change = |command| match command {
            Command::Clients(change) => Some(change),
            _ => None,
        };
        let mut changes: Vec<ClientsChange> = commands.into_iter().filter_map(change).collect();
        assert_eq!(changes.pop(), Some(ClientsChange::Done));
        changes
    }

    fn shown(commands: Vec<Command>) -> ClientCard {
        let card = |change| match change {
            ClientsChange::Show(Some(card)) | ClientsChange::Refresh(card) => Some(*card),
            _ => None,
        };
        changes(commands).into_iter().find_map(card).expect("a card is shown")
    }

    #[test]
    fn cards_are_made_closed_and_opened_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = desk(folder.path());
        assert_eq!(changes(desk.carry_out(ClientsWish::Knock)), [ClientsChange::Door(Door::New)]);
        let short = changes(desk.carry_out(ClientsWish::Open(secret("short"))));
        assert!(
            matches!(&short[..], [ClientsChange::Failed(why)] if why.starts_with("A passphrase") && why.ends_with('.')),
            "{short:?}"
        );
        let opened = changes(desk.carry_out(ClientsWish::Open(secret("a long passphrase"))));
        assert_eq!(opened, [ClientsChange::Door(Door::Open), ClientsChange::Listed(Vec::new())]);
        let details = Details { name: "Anna".into(), ..Details::default() };
        let card = shown(desk.carry_out(ClientsWish::Enrol(details, "I agree.".into(), false)));
        assert_eq!(card.client.details.name, "Anna");
        assert_eq!(changes(desk.carry_out(ClientsWish::Close)), [ClientsChange::Door(Door::Closed)]);
        assert_eq!(changes(desk.carry_out(ClientsWish::Show(card.client.id))), [ClientsChange::Door(Door::Closed)]);
        assert_eq!(changes(desk.carry_out(ClientsWish::Knock)), [ClientsChange::Door(Door::Locked)]);
        assert!(matches!(
            changes(desk.carry_out(ClientsWish::Open(secret("another phrase"))))[..],
            [ClientsChange::Failed(_)]
        ));
        let opened = changes(desk.carry_out(ClientsWish::Open(secret("a long passphrase"))));
        assert!(matches!(&opened[1], ClientsChange::Listed(list) if list.len() == 1));
    }

    #[test]
    fn a_consultation_keeps_pictures_only_with_consent_and_a_client_is_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = desk(folder.path());
        desk.carry_out(ClientsWish::Open(secret("a long passphrase")));
        let details = Details { name: "Anna".into(), ..Details::default() };
        let id = shown(desk.carry_out(ClientsWish::Enrol(details, "I agree.".into(), false))).client.id;
        let begun = desk.carry_out(ClientsWish::Begin(id));
        let visit = changes(begun).into_iter().find_map(|change| match change {
            ClientsChange::Visit(visit) => visit,
            _ => None,
        });
        let visit = visit.expect("a consultation is going on");
        let seen = || ClientsWish::KeepPictures(visit, Seen(Arc::new(composite())));
        assert!(matches!(changes(desk.carry_out(seen()))[..], [ClientsChange::Failed(_)]), "without consent");
        desk.carry_out(ClientsWish::Agree(id, "I agree to pictures.".into()));
        let card = shown(desk.carry_out(seen()));
        assert_eq!(card.pictures.len(), 2);
        assert_eq!(card.picture(visit, Moment::After).unwrap().size(), [320, 240]);
        let out = folder.path().join("Anna");
        desk.carry_out(ClientsWish::Export(id, out.clone()));
        assert!(out.join("client.json").is_file());
        let forgotten = changes(desk.carry_out(ClientsWish::Forget(id)));
        assert_eq!(forgotten, [ClientsChange::Show(None), ClientsChange::Listed(Vec::new())]);
    }

    fn composite() -> Composite {
        Composite::bare(crate::capture::Frame::still(Arc::new(Pixmap::new(640, 480))))
    }
}
