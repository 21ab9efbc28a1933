//! Opening the file of the cards.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, MAIN_DB, OpenFlags, Transaction, TransactionBehavior};
use zeroize::Zeroizing;

use super::{
    SalonError, Secret,
    keychain::Keychain,
    schema::{self, Schema},
    secret::Key,
};

/// Bytes of salt at the beginning of the file.
const SALT_BYTES: usize = 16;
/// Hexadecimal digits of what a database without a lock begins with: `SQLite format 3` and a zero.
const PLAIN: &str = "53514c69746520666f726d6174203300";
/// What is waited for another program to let go of the file.
const PATIENCE: Duration = Duration::from_millis(500);
/// How the file is used: nothing that is deleted stays readable, not in free pages, not in a journal, not in temporary files.
const HABITS: &str = "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; PRAGMA journal_size_limit = 0; PRAGMA secure_delete = ON;
    PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;";

/// The client cards of a salon, open. They are closed when this is dropped.
pub struct Salon {
    pub(super) connection: Connection,
    pub(super) keychain: Keychain,
    pub(super) salt: String,
    pub(super) in_keyring: bool,
    path: PathBuf,
}

/// What is at a path.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing, or a file that is still empty.
    Nothing,
    /// What may be cards: only the secret tells.
    Locked {
        /// Hexadecimal digits.
        salt: String,
    },
}

impl Salon {
    /// Opens the cards, or makes an empty file of them where there is none.
    ///
    /// # Errors
    /// [`SalonError`] says what is wrong with the file, the secret or the keyring; the file is then as it was.
    pub fn open(path: &Path, secret: &Secret) -> Result<Self, SalonError> {
        Self::open_with(path, secret, Keychain::of_system())
    }

    pub(super) fn open_with(path: &Path, secret: &Secret, keychain: Keychain) -> Result<Self, SalonError> {
        let path = absolute(path)?;
        match look_at(&path)? {
            Found::Nothing => Self::make(path, secret, keychain),
            Found::Locked { salt } => {
                let literal = match secret {
                    Secret::Passphrase(passphrase) => passphrase.literal(),
                    Secret::Keyring => match keychain.find(&salt)? {
                        Some(key) => Some(key.literal("")),
                        None => return Err(SalonError::NoKey { path }),
                    },
                };
                let Some(literal) = literal else { return Err(SalonError::WrongSecret { path }) };
                Self::unlock(path, secret, &literal, keychain)
            }
        }
    }

    fn make(path: PathBuf, secret: &Secret, keychain: Keychain) -> Result<Self, SalonError> {
        let literal = match secret {
            Secret::Passphrase(passphrase) => {
                passphrase.check_new()?;
                passphrase.literal().ok_or(SalonError::ControlInPassphrase)?
            }
            Secret::Keyring => {
                let key = Key::random()?;
                let salt = random_salt()?;
                // A key that is not kept would lock the cards for good.
                keychain.keep(&salt, &key)?;
                let made = make_private(&path)
                    .and_then(|()| Self::unlock(path, secret, &key.literal(&salt), keychain.clone()));
                return made.inspect_err(|_| keychain.remove(&salt));
            }
        };
        make_private(&path)?;
        Self::unlock(path, secret, &literal, keychain)
    }

    fn unlock(path: PathBuf, secret: &Secret, literal: &str, keychain: Keychain) -> Result<Self, SalonError> {
        let mut connection = connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let schema = key(&connection, literal)
            .and_then(|()| connection.busy_timeout(PATIENCE))
            .and_then(|()| connection.execute_batch(HABITS))
            .and_then(|()| own(&mut connection))
            .map_err(|error| refusal(&path, error))?;
        match schema {
            Schema::Ready => {}
            Schema::Foreign => return Err(SalonError::Foreign { path }),
            Schema::Newer { found, known } => return Err(SalonError::Newer { path, found, known }),
        }
        if is_cut_short(&connection, &path)? {
            return Err(SalonError::Damaged { path });
        }
        let salt = salt(&connection)?;
        Ok(Self { connection, keychain, salt, in_keyring: matches!(secret, Secret::Keyring), path })
    }

    /// Reads what was asked for, and sees that it is sound: a page that does not decrypt reads as zeros, and the only thing that tells is that
    /// the database takes nothing to write from then on.
    ///
    /// # Errors
    /// [`SalonError::Damaged`], or what the disk says.
    pub(super) fn read<T>(&self, query: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, SalonError> {
        let found = query(&self.connection);
        if self.connection.is_readonly(MAIN_DB)? {
            return Err(SalonError::Damaged { path: self.path.clone() });
        }
        Ok(found?)
    }
}

/// Looks at a file without opening it to others: on Unix, closing a file that the database has open, too, would take away its lock. So it is
/// the database that reads the salt.
///
/// # Errors
/// What can be seen to be wrong without a secret.
pub(super) fn look_at(path: &Path) -> Result<Found, SalonError> {
    let path = absolute(path)?;
    let metadata = match fs::metadata(&path) {
        Ok(metadata) => metadata,
        Err(source) if source.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(source) => return Err(SalonError::File { path, source }),
    };
    if !metadata.is_file() {
        let source = io::Error::new(io::ErrorKind::InvalidInput, "this is a folder, a pipe or a device, not a file");
        return Err(SalonError::File { path, source });
    }
    match metadata.len() {
        0 => return Ok(Found::Nothing),
        length if length < SALT_BYTES as u64 => return Err(SalonError::Damaged { path }),
        _ => {}
    }
    let connection = connect(&path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    // The salt is only told when there is a key; any will do.
    let salt = key(&connection, "'-'").and_then(|()| salt(&connection)).map_err(|error| refusal(&path, error))?;
    if salt == PLAIN { Err(SalonError::Unlocked { path }) } else { Ok(Found::Locked { salt }) }
}

/// Takes the file for this program alone, and brings what is in it up to date.
fn own(connection: &mut Connection) -> rusqlite::Result<Schema> {
    let transaction = Transaction::new(connection, TransactionBehavior::Exclusive)?;
    let schema = schema::bring_up_to_date(&transaction)?;
    transaction.commit()?;
    Ok(schema)
}

fn connect(path: &Path, access: OpenFlags) -> Result<Connection, SalonError> {
    let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|error| refusal(path, error))?;
    // What is wrong is told by errors and not by lines on the terminal.
    connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
    Ok(connection)
}

fn key(connection: &Connection, literal: &str) -> rusqlite::Result<()> {
    command_with_secret(connection, "key", literal)
}

/// Runs `PRAGMA key` or `rekey`. What went wrong is told without the command, as that has the secret in it.
pub(super) fn command_with_secret(connection: &Connection, command: &str, literal: &str) -> rusqlite::Result<()> {
    let command = Zeroizing::new(format!("PRAGMA {command} = {literal}"));
    connection.execute_batch(&command).map_err(|error| match error {
        rusqlite::Error::SqlInputError { error, .. } => rusqlite::Error::SqliteFailure(error, None),
        other => other,
    })
}

fn salt(connection: &Connection) -> rusqlite::Result<String> {
    connection.query_row("PRAGMA cipher_salt", [], |row| row.get(0))
}

fn random_salt() -> Result<String, SalonError> {
    let mut bytes = [0; SALT_BYTES];
    getrandom::fill(&mut bytes).map_err(SalonError::NoRandomness)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// An empty file that only its owner may read; the journal beside it gets the same permissions.
fn make_private(path: &Path) -> Result<(), SalonError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).map_err(|source| SalonError::File { path: path.into(), source })
}

/// What it means when a file does not open.
fn refusal(path: &Path, error: rusqlite::Error) -> SalonError {
    let path = path.to_path_buf();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => SalonError::WrongSecret { path },
        Some(ErrorCode::DatabaseCorrupt) => SalonError::Damaged { path },
        Some(ErrorCode::CannotOpen) => SalonError::File { path, source: io::Error::other(error.to_string()) },
        _ => error.into(),
    }
}

/// The database itself does not mind when a part of the last page is missing.
fn is_cut_short(connection: &Connection, path: &Path) -> Result<bool, SalonError> {
    let query = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
    let whole: i64 = connection.query_row(query, [], |row| row.get(0))?;
    let metadata = fs::metadata(path).map_err(|source| SalonError::File { path: path.into(), source })?;
    Ok(i64::try_from(metadata.len()).is_ok_and(|length| length < whole))
}

/// A path that begins at the root cannot be mistaken for an address with options.
fn absolute(path: &Path) -> Result<PathBuf, SalonError> {
    std::path::absolute(path).map_err(|source| SalonError::File { path: path.into(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_does_not_tell_the_secret() {
        let connection = Connection::open_in_memory().unwrap();
        for literal in ["'hidden", "hidden hidden", "'a' hidden", "x'hidden'"] {
            let error = command_with_secret(&connection, "key", literal).unwrap_err();
            assert!(!format!("{error} {error:?}").contains("hidden"), "{error:?}");
        }
    }
}
