//! Tables of the file, and how older ones become the newest.

use rusqlite::Transaction;

/// `VanC`: tells our files from those of other programs.
const APPLICATION: i64 = i32::from_be_bytes(*b"VanC") as i64;

/// What makes each version of the one before; the version is how many of these a file has been through. What has been released is never
/// changed: new ones are added at the end.
const MIGRATIONS: [&str; 2] = [
    // Times are microseconds since 1970, UTC. Lists are JSON: they are only ever read and written whole.
    "CREATE TABLE clients (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        contact TEXT NOT NULL,
        notes TEXT NOT NULL,
        enrolled INTEGER NOT NULL,
        consent_wording TEXT NOT NULL,
        consent_given INTEGER NOT NULL,
        consent_pictures INTEGER NOT NULL CHECK (consent_pictures IN (0, 1)),
        pictures_withdrawn INTEGER
    ) STRICT;
    CREATE TABLE consultations (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        client INTEGER NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
        at INTEGER NOT NULL,
        notes TEXT NOT NULL,
        looks_tried TEXT NOT NULL,
        products TEXT NOT NULL,
        advice TEXT NOT NULL
    ) STRICT;
    CREATE INDEX consultations_of_client ON consultations (client, at);
    CREATE TABLE pictures (
        consultation INTEGER NOT NULL REFERENCES consultations (id) ON DELETE CASCADE,
        moment TEXT NOT NULL CHECK (moment IN ('before', 'after')),
        jpeg BLOB NOT NULL,
        PRIMARY KEY (consultation, moment)
    ) STRICT;",
    "CREATE TABLE earlier_consents (
        client INTEGER NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
        wording TEXT NOT NULL,
        given INTEGER NOT NULL,
        pictures INTEGER NOT NULL CHECK (pictures IN (0, 1)),
        pictures_withdrawn INTEGER
    ) STRICT;
    CREATE INDEX earlier_consents_of_client ON earlier_consents (client, given);",
];

/// What a file turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Schema {
    /// Ours, and of the newest version by now.
    Ready,
    /// Somebody else's.
    Foreign,
    /// Of a version that is not known yet.
    Newer {
        /// Its version.
        found: i64,
        /// The newest that is known.
        known: usize,
    },
}

/// Makes the tables where there are none, and brings older ones up to date.
pub(super) fn bring_up_to_date(transaction: &Transaction) -> rusqlite::Result<Schema> {
    let tables: i64 = transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let application: i64 = transaction.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let found: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if tables > 0 && application != APPLICATION {
        return Ok(Schema::Foreign);
    }
    let known = MIGRATIONS.len();
    let Some(missing) = usize::try_from(found).ok().and_then(|found| MIGRATIONS.get(found..)) else {
        return Ok(Schema::Newer { found, known });
    };
    if !missing.is_empty() {
        missing.iter().try_for_each(|migration| transaction.execute_batch(migration))?;
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", known as i64)?;
    }
    Ok(Schema::Ready)
}
