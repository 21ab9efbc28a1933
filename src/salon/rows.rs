//! Between values of ours and columns of the file.

use jiff::Timestamp;
use rusqlite::{
    Row,
    types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, Value, ValueRef},
};
use serde::{Serialize, de::DeserializeOwned};

use super::{Client, ClientId, Consent, Consultation, ConsultationId, Covers, Details, Listed, Moment, Visit};

/// Columns that [`client()`] reads.
pub(super) const CLIENT: &str =
    "id, name, contact, notes, enrolled, consent_wording, consent_given, consent_pictures, pictures_withdrawn";
/// Columns that [`consultation()`] reads.
pub(super) const CONSULTATION: &str = "id, client, at, notes, looks_tried, products, advice,
    (SELECT group_concat(moment) FROM pictures WHERE consultation = consultations.id) AS moments";

/// A time as it is kept: microseconds since 1970, UTC.
pub(super) struct At(pub Timestamp);

impl ToSql for At {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.as_microsecond().into())
    }
}

impl FromSql for At {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Timestamp::from_microsecond(value.as_i64()?).map(Self).map_err(FromSqlError::other)
    }
}

/// A list as it is kept: JSON.
pub(super) struct List<T>(pub T);

impl<T: Serialize> ToSql for List<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let text =
            serde_json::to_string(&self.0).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        Ok(ToSqlOutput::Owned(Value::Text(text)))
    }
}

impl<T: DeserializeOwned> FromSql for List<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?).map(Self).map_err(FromSqlError::other)
    }
}

/// Reads a row of [`CLIENT`].
pub(super) fn client(row: &Row) -> rusqlite::Result<Client> {
    Ok(Client {
        id: ClientId(row.get("id")?),
        details: Details { name: row.get("name")?, contact: row.get("contact")?, notes: row.get("notes")? },
        enrolled: row.get::<_, At>("enrolled")?.0,
        consent: consent(row)?,
    })
}

/// Reads the columns of a consent.
pub(super) fn consent(row: &Row) -> rusqlite::Result<Consent> {
    Ok(Consent {
        wording: row.get("consent_wording")?,
        given: row.get::<_, At>("consent_given")?.0,
        covers: if row.get("consent_pictures")? { Covers::CardAndPictures } else { Covers::Card },
        pictures_withdrawn: row.get::<_, Option<At>>("pictures_withdrawn")?.map(|at| at.0),
    })
}

/// Reads a row of number, name and time.
pub(super) fn listed(row: &Row) -> rusqlite::Result<Listed> {
    Ok(Listed { id: ClientId(row.get(0)?), name: row.get(1)?, last_seen: row.get::<_, At>(2)?.0 })
}

/// Reads a row of [`CONSULTATION`].
pub(super) fn consultation(row: &Row) -> rusqlite::Result<Consultation> {
    let moments: Option<String> = row.get("moments")?;
    let there =
        |moment: &Moment| moments.as_ref().is_some_and(|names| names.split(',').any(|name| name == moment.name()));
    Ok(Consultation {
        id: ConsultationId(row.get("id")?),
        client: ClientId(row.get("client")?),
        visit: Visit {
            at: row.get::<_, At>("at")?.0,
            notes: row.get("notes")?,
            looks_tried: row.get::<_, List<_>>("looks_tried")?.0,
            products: row.get::<_, List<_>>("products")?.0,
            advice: row.get::<_, List<_>>("advice")?.0,
        },
        pictures: Moment::ALL.into_iter().filter(there).collect(),
    })
}
