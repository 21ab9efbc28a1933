//! What can go wrong with the cards, and what to do then.

use std::{io, path::PathBuf};

use rusqlite::ErrorCode;

use super::limits::{LARGEST_PICTURE, SHORTEST_PASSPHRASE};
use crate::language::say;

/// Why the cards did not do what they were asked. Unless it says otherwise, nothing was changed.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "each field is what its message says")]
pub enum SalonError {
    /// A file or a folder cannot be read or written.
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    /// The secret is a wrong one. A file that is none of ours, but looks as random, cannot be told apart from that.
    #[error("{}", say!("{path} does not open with this: it is not what the cards were locked with, or these are no client cards. Nothing was changed", path = path.display()))]
    WrongSecret { path: PathBuf },
    /// The file is a database that anybody can read.
    #[error("{}", say!("{path} is a database without a lock, so it holds none of our client cards; choose another file. Nothing was changed", path = path.display()))]
    Unlocked { path: PathBuf },
    /// The secret opens the file, but another program made it.
    #[error("{}", say!("{path} is a database of another program; choose another file. Nothing was changed", path = path.display()))]
    Foreign { path: PathBuf },
    /// The file is broken.
    #[error("{}", say!("{path} is cut short or damaged; put back a copy from before. Nothing was changed", path = path.display()))]
    Damaged { path: PathBuf },
    /// A later version of the program wrote the file.
    #[error("{}", say!("{path} is of version {found}, and this program knows versions up to {known}; use the newer program", path = path.display(), found = found, known = known))]
    Newer { path: PathBuf, found: i64, known: usize },
    /// Some program has the file open.
    #[error("{}", say("the client cards are open in another window or program; close it there first"))]
    Busy,
    /// The system keeps no keys, or not now.
    #[error("{}", say!("the system's keyring does not answer ({reason}). Start it and then this program again, or use a passphrase instead", reason = .0))]
    NoKeyring(String),
    /// The keyring works, and has nothing for this file.
    #[error("{}", say!("the system's keyring has no key for {path}; give the passphrase if there is one, or log in as the person who made the file", path = path.display()))]
    NoKey { path: PathBuf },
    /// The system has no random numbers to make a key of.
    #[error("{}", say!("the system gives no random numbers ({reason}), without which there is no safe key; use a passphrase instead", reason = .0))]
    NoRandomness(getrandom::Error),
    /// A new passphrase is too easily guessed.
    #[error("{}", say!("a passphrase has at least {least} characters; a few words that do not belong together are a good one", least = SHORTEST_PASSPHRASE))]
    ShortPassphrase,
    /// A new passphrase has a character that a keyboard does not give twice the same.
    #[error("{}", say("a passphrase has no control characters, such as tabs or line breaks; leave them out"))]
    ControlInPassphrase,
    /// A text is needed.
    #[error("{}", say!("the {what} must not be empty", what = say(what)))]
    Empty { what: &'static str },
    /// A text or list is too long.
    #[error("{}", say!("the {what} may have at most {most} {unit}, and this has {found}; shorten it", what = say(what), most = most, unit = say(unit), found = found))]
    TooLong { what: &'static str, most: usize, unit: &'static str, found: usize },
    /// A colour is not written as one.
    #[error("{}", say!("{text} is no colour; write it as #rrggbb, such as #aa1122", text = format_args!("{:?}", .0)))]
    NoColour(String),
    /// A picture is not in the one format that is kept.
    #[error("{}", say("this is no JPEG picture; pictures of clients are kept as JPEG"))]
    NoJpeg,
    /// A picture is too large.
    #[error("{}", say!("a picture may have at most {most} MiB, and this has {found} MiB; make it smaller", most = LARGEST_PICTURE >> 20, found = format_args!("{:.1}", *found as f64 / f64::from(1 << 20))))]
    LargePicture { found: usize },
    /// A picture cannot be turned into a JPEG.
    #[error("{}", say!("the picture cannot be kept ({reason})", reason = .0))]
    Encoding(String),
    /// The client has not agreed to pictures.
    #[error(
        "{}",
        say("this client has not agreed to pictures being kept; ask first, and note the consent on the card")
    )]
    NoConsent,
    /// There is no such client.
    #[error("{}", say("there is no card of this client any more"))]
    NoClient,
    /// There is no such consultation.
    #[error("{}", say("there is no such consultation any more"))]
    NoConsultation,
    /// What is exported must not replace anything.
    #[error("{}", say!("{path} is there already, and nothing is overwritten; choose another name", path = path.display()))]
    Exists { path: PathBuf },
    /// The client is gone, but the file was not written anew.
    #[error("{}", say!("it is deleted and overwritten, but the file could not be made smaller after that ({reason}); free some space, and it is done with the next deletion", reason = .0))]
    NotCompacted(rusqlite::Error),
    /// The disk is full.
    #[error("{}", say("the disk is full; free some space and try again"))]
    Full,
    /// The file may only be read.
    #[error("{}", say("the file of the client cards, or its folder, may not be written; change its permissions"))]
    ReadOnly,
    /// The file turned out to be damaged while it was used.
    #[error("{}", say!("the file of the client cards is damaged ({reason}); put back a copy from before", reason = .0))]
    Corrupt(rusqlite::Error),
    /// Anything else of the database.
    #[error("{}", say!("the client cards could not be read or written ({reason}); close the program, and try again", reason = .0))]
    Storage(rusqlite::Error),
}

impl From<rusqlite::Error> for SalonError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DiskFull) => Self::Full,
            // What cannot be opened once the file is open is the journal beside it.
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen) => Self::ReadOnly,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Corrupt(error),
            _ => Self::Storage(error),
        }
    }
}
