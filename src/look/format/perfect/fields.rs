//! The fields of one JSON object: each is taken once, and what nobody took is listed.

use serde_json::{Map, Value};

use super::{LeftOut, PerfectError};
use crate::{language::say, look::format::misfit::told};

/// An object that is being read.
pub(super) struct Fields {
    place: String,
    values: Map<String, Value>,
}

impl Fields {
    pub(super) fn new(place: String, values: Map<String, Value>) -> Self {
        Self { place, values }
    }

    /// The object in a value.
    pub(super) fn of(place: String, value: Value) -> Result<Self, PerfectError> {
        match value {
            Value::Object(values) => Ok(Self::new(place, values)),
            other => {
                Err(PerfectError::Value { place, problem: say!("{value} is not an object", value = shown(&other)) })
            }
        }
    }

    /// Where this object stands, or one of its fields.
    pub(super) fn place(&self, field: &str) -> String {
        [self.place.as_str(), field].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    pub(super) fn set_place(&mut self, place: String) {
        self.place = place;
    }

    /// A field's value; `None` where it is missing or `null`.
    pub(super) fn take(&mut self, field: &str) -> Option<Value> {
        self.values.remove(field).filter(|value| !value.is_null())
    }

    pub(super) fn text(&mut self, field: &str) -> Result<Option<String>, PerfectError> {
        match self.take(field) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(self.wrong(field, say!("{value} is not a text", value = shown(&other)))),
        }
    }

    /// A number of 0 to 100 as a share of 0 to 1.
    pub(super) fn percent(&mut self, field: &str) -> Result<Option<f32>, PerfectError> {
        let Some(value) = self.take(field) else { return Ok(None) };
        match value.as_f64().filter(|value| (0.0..=100.0).contains(value)) {
            Some(percent) => Ok(Some((percent / 100.0) as f32)),
            None => Err(self.wrong(field, say!("{value} is not a number from 0 to 100", value = shown(&value)))),
        }
    }

    pub(super) fn list(&mut self, field: &str) -> Result<Vec<Value>, PerfectError> {
        match self.take(field) {
            None => Ok(Vec::new()),
            Some(Value::Array(values)) => Ok(values),
            Some(other) => Err(self.wrong(field, say!("{value} is not a list", value = shown(&other)))),
        }
    }

    /// An object in a field; without one, an empty object.
    pub(super) fn object(&mut self, field: &str) -> Result<Self, PerfectError> {
        let value = self.take(field).unwrap_or_else(|| Value::Object(Map::new()));
        Self::of(self.place(field), value)
    }

    /// Lists a field that has no counterpart, where it is there and says anything.
    pub(super) fn leave_out(&mut self, field: &str, reason: &str, left_out: &mut Vec<LeftOut>) {
        let says = |value: &Value| value.as_f64() != Some(0.0);
        if self.take(field).is_some_and(|value| says(&value)) {
            left_out.push(LeftOut { place: self.place(field), reason: say(reason).into() });
        }
    }

    /// Lists what nobody took.
    pub(super) fn close(self, left_out: &mut Vec<LeftOut>) {
        for (field, _) in self.values.iter().filter(|(_, value)| !value.is_null()) {
            let reason = say("this field is not known").into();
            left_out.push(LeftOut { place: self.place(&told(field)), reason });
        }
    }

    pub(super) fn wrong(&self, field: &str, problem: String) -> PerfectError {
        PerfectError::Value { place: self.place(field), problem }
    }
}

/// A value as a message tells it.
fn shown(value: &Value) -> String {
    told(&value.to_string())
}
