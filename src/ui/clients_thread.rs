//! Client cards are read and written on a thread of their own: a lock takes its time on purpose, and a keyring may ask its person first.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{Receiver, Sender, channel},
    },
};

use jiff::Timestamp;

use crate::{
    language::say,
    look::names::capitalized,
    pipeline::Composite,
    raster::{Pixmap, codec, resize},
    resources,
    salon::{ClientId, Consent, ConsultationId, Covers, Details, Lock, Moment, Salon, SalonError, Secret, Visit},
    studio::{ClientCard, ClientsChange, Command, Door},
};

/// Name of the file among what is kept.
const FILE: &str = "clients.db";
/// Longest side of a picture that is kept, pixels.
const KEPT_PX: u32 = 1600;
/// Longest side of a picture on a card, pixels.
const SHOWN_PX: u32 = 320;

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
    /// Write down what happened in it.
    Write(ConsultationId, Box<Visit>),
    /// Keep what is seen now as its pictures before and after.
    KeepPictures(ConsultationId, Seen),
    /// Delete a consultation.
    Remove(ConsultationId),
}

/// What is seen now.
#[derive(Debug, Clone)]
pub struct Seen(pub Arc<Composite>);

impl PartialEq for Seen {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The thread, and what it has done.
pub struct ClientsThread {
    wishes: Sender<ClientsWish>,
    made: Receiver<Command>,
}

impl ClientsThread {
    /// Starts it; nothing is opened before somebody asks for it.
    pub fn start(ctx: &egui::Context) -> Self {
        let ((wishes, taken), (sender, made)) = (channel::<ClientsWish>(), channel());
        let ctx = ctx.clone();
        let started = std::thread::Builder::new().name("vanity-clients".into()).spawn(move || {
            let mut desk = Desk { path: resources::kept().map(|folder| folder.join(FILE)), salon: None };
            for wish in taken {
                for change in desk.carry_out(wish) {
                    // The window may be closed by now.
                    let _ = sender.send(change);
                }
                ctx.request_repaint();
            }
        });
        if let Err(error) = started {
            tracing::warn!("client cards cannot be opened: {error}");
        }
        Self { wishes, made }
    }

    /// Begins something; one is done after the other.
    pub fn ask(&self, wish: ClientsWish) {
        // Without its thread nothing is done, which was told.
        let _ = self.wishes.send(wish);
    }

    /// What was done since the last time.
    pub fn made(&self) -> Vec<Command> {
        self.made.try_iter().collect()
    }
}

/// Where the cards are worked with.
pub struct Desk {
    /// The file; `None` where the system has no folder for what is kept.
    pub path: Option<PathBuf>,
    /// The cards, while they are open.
    pub salon: Option<Salon>,
}

impl Desk {
    /// Does what is wished; gives what the window has to be told.
    pub fn carry_out(&mut self, wish: ClientsWish) -> Vec<Command> {
        match self.done(wish) {
            Ok(changes) => changes,
            Err(error) => vec![changed(ClientsChange::Failed(format!("{}.", capitalized(&error.to_string()))))],
        }
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
                self.salon = None;
                Ok(vec![changed(ClientsChange::Door(Door::Closed))])
            }
            wish => match &mut self.salon {
                Some(salon) => with(salon, wish),
                None => Ok(vec![changed(ClientsChange::Door(Door::Closed))]),
            },
        }
    }

    fn opened(&self) -> Result<Vec<Command>, SalonError> {
        let list = self.salon.as_ref().map(|salon| salon.clients("")).transpose()?.unwrap_or_default();
        Ok(vec![changed(ClientsChange::Door(Door::Open)), changed(ClientsChange::Listed(list))])
    }
}

/// With open cards.
fn with(salon: &mut Salon, wish: ClientsWish) -> Result<Vec<Command>, SalonError> {
    let now = Timestamp::now();
    let (show, visit) = match wish {
        ClientsWish::Knock | ClientsWish::Open(_) | ClientsWish::Close => (None, None),
        ClientsWish::ChangeLock(secret) => {
            salon.change_lock(&secret)?;
            let told = Command::Tell(say("The cards are locked with this from now on.").into());
            return Ok(vec![changed(ClientsChange::ChangeLock(false)), told]);
        }
        ClientsWish::List(words) => return Ok(vec![changed(ClientsChange::Listed(salon.clients(&words)?))]),
        ClientsWish::Enrol(details, wording, pictures) => {
            let covers = if pictures { Covers::CardAndPictures } else { Covers::Card };
            (Some(salon.enrol(&details, &Consent::given(&wording, now, covers)?)?), None)
        }
        ClientsWish::Change(id, details) => {
            salon.change(id, &details)?;
            (Some(id), None)
        }
        ClientsWish::Agree(id, wording) => {
            salon.renew_consent(id, &Consent::given(&wording, now, Covers::CardAndPictures)?)?;
            (Some(id), None)
        }
        ClientsWish::WithdrawPictures(id) => {
            salon.withdraw_pictures(id, now)?;
            (Some(id), None)
        }
        ClientsWish::Show(id) => (Some(id), None),
        ClientsWish::Forget(id) => {
            salon.forget(id)?;
            let list = changed(ClientsChange::Listed(salon.clients("")?));
            let told = Command::Tell(say("The client and all traces are deleted.").into());
            return Ok(vec![changed(ClientsChange::Show(None)), list, told]);
        }
        ClientsWish::Export(id, folder) => {
            salon.export(id, &folder)?;
            let told = say!("What is known of this client is in {folder}", folder = folder.display());
            return Ok(vec![card(salon, id)?, Command::Tell(told)]);
        }
        ClientsWish::Begin(id) => {
            let visit = Visit { at: now, notes: String::new(), looks_tried: vec![], products: vec![], advice: vec![] };
            let begun = salon.add_consultation(id, &visit)?;
            (Some(id), Some(begun))
        }
        ClientsWish::Write(id, visit) => {
            salon.change_consultation(id, &visit)?;
            (Some(salon.consultation(id)?.client), None)
        }
        ClientsWish::KeepPictures(id, Seen(seen)) => {
            for (moment, picture) in [(Moment::Before, &seen.frame.pixels), (Moment::After, &seen.made_up)] {
                let jpeg = codec::encode(Path::new("picture.jpg"), &no_larger(picture, KEPT_PX))
                    .map_err(|error| SalonError::Encoding(error.to_string()))?;
                salon.keep_picture(id, moment, &jpeg)?;
            }
            (Some(salon.consultation(id)?.client), None)
        }
        ClientsWish::Remove(id) => {
            let client = salon.consultation(id)?.client;
            salon.remove_consultation(id)?;
            (Some(client), None)
        }
    };
    let mut changes = Vec::new();
    if let Some(client) = show {
        changes.push(card(salon, client)?);
    }
    changes.extend(visit.map(|visit| changed(ClientsChange::Visit(Some(visit)))));
    changes.push(changed(ClientsChange::Listed(salon.clients("")?)));
    Ok(changes)
}

/// A card with its consultations, the newest first, and small pictures.
fn card(salon: &Salon, id: ClientId) -> Result<Command, SalonError> {
    let client = salon.client(id)?;
    let consultations = salon.consultations(id)?;
    let mut pictures = Vec::new();
    for consultation in &consultations {
        for &moment in &consultation.pictures {
            let Some(jpeg) = salon.picture(consultation.id, moment)? else { continue };
            // A picture that cannot be read is not shown; the rest of the card is.
            let Ok(picture) = codec::decode(&jpeg, Path::new("picture.jpg")) else { continue };
            pictures.push((consultation.id, moment, Arc::new(no_larger(&picture, SHOWN_PX))));
        }
    }
    Ok(changed(ClientsChange::Show(Some(Box::new(ClientCard { client, consultations, pictures })))))
}

fn no_larger(picture: &Pixmap, side: u32) -> Pixmap {
    let (width, height) = resize::fitting(picture.size(), side, side);
    if width >= picture.width() { picture.clone() } else { resize::resized(picture, width, height) }
}

fn changed(change: ClientsChange) -> Command {
    Command::Clients(change)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::salon::Passphrase;

    fn desk(folder: &Path) -> Desk {
        Desk { path: Some(folder.join("data").join(FILE)), salon: None }
    }

    fn secret(text: &str) -> Secret {
        Secret::Passphrase(Passphrase::new(text.into()))
    }

    fn changes(commands: Vec<Command>) -> Vec<ClientsChange> {
        let change = |command| match command {
            Command::Clients(change) => Some(change),
            _ => None,
        };
        commands.into_iter().filter_map(change).collect()
    }

    fn shown(commands: Vec<Command>) -> ClientCard {
        let card = |change| match change {
            ClientsChange::Show(Some(card)) => Some(*card),
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
        let pixels = Arc::new(Pixmap::new(640, 480));
        let frame = crate::capture::Frame {
            seq: 0,
            captured_at: std::time::Instant::now(),
            media_time: std::time::Duration::ZERO,
            pixels: Arc::clone(&pixels),
        };
        Composite { frame, made_up: pixels, beside: Vec::new(), faces: Vec::new(), latency: std::time::Duration::ZERO }
    }
}
