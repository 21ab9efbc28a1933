//! Where a text departs from the format, told by line, product and field.

use std::ops::Range;

use toml::de::{DeTable, DeValue, Error};

use super::FormatError;
use crate::language::say;

/// Longest text from a document that is told back, characters.
const LONGEST_ECHO: usize = 160;

/// An error that the TOML reader gave on `text`, within a part of the document: `product 2 (blush)`, or `""` for the whole. `fields`
/// are what stands in that part.
pub(super) fn misfit(text: &str, within: &str, fields: &DeTable<'_>, error: &Error) -> FormatError {
    let field = error.span().and_then(|span| field_at(fields, &span)).unwrap_or_default();
    let line = error.span().map(|span| line(text, span.start)).unwrap_or_default();
    FormatError::Shape { place: joined(&[&line, within, &field]), problem: problem(error) }
}

/// A text that is not TOML.
pub(super) fn no_toml(text: &str, error: &Error) -> FormatError {
    let start = error.span().unwrap_or_default().start;
    let column = text[..floor(text, start)].chars().rev().take_while(|&c| c != '\n').count() + 1;
    let place = say!("line {line}, column {column}", line = line_of(text, start), column = column);
    FormatError::Shape { place, problem: problem(error) }
}

/// A part of the document that is not what it should be.
pub(super) fn misplaced(text: &str, span: &Range<usize>, within: &str, problem: &str) -> FormatError {
    FormatError::Shape { place: joined(&[&line(text, span.start), within]), problem: problem.into() }
}

/// A text from a document on one line, cut to a length that can be read.
pub(super) fn told(text: &str) -> String {
    let mut told: String = text.chars().take(LONGEST_ECHO).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if told.len() < text.len() {
        told.push('…');
    }
    told
}

fn problem(error: &Error) -> String {
    let text =
        error.message().replace("expected f64", "expected a number").replace("expected i64", "expected a whole number");
    told(text.trim())
}

fn joined(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(", ")
}

fn line(text: &str, at: usize) -> String {
    say!("line {line}", line = line_of(text, at))
}

/// Counted from 1.
fn line_of(text: &str, at: usize) -> usize {
    text[..floor(text, at)].matches('\n').count() + 1
}

/// The nearest place at or before a byte where the text can be cut.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

/// The innermost field whose value holds the span: `shade, opacity`. `None` where the span is no value's.
fn field_at(fields: &DeTable<'_>, span: &Range<usize>) -> Option<String> {
    let (name, value) = fields.iter().find(|(_, value)| holds(&value.span(), span))?;
    let name = told(name.get_ref());
    Some(joined(&[&name, &inner_field(value.get_ref(), span).unwrap_or_default()]))
}

fn inner_field(value: &DeValue<'_>, span: &Range<usize>) -> Option<String> {
    match value {
        DeValue::Table(fields) => field_at(fields, span),
        DeValue::Array(entries) => {
            let (number, entry) = entries.iter().enumerate().find(|(_, entry)| holds(&entry.span(), span))?;
            Some(joined(&[&(number + 1).to_string(), &inner_field(entry.get_ref(), span).unwrap_or_default()]))
        }
        _ => None,
    }
}

fn holds(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_back_is_short_and_harmless() {
        assert_eq!(told("red"), "red");
        assert_eq!(told("a\u{1b}[31m\nb"), "a [31m b");
        assert_eq!(told(&"é".repeat(500)).chars().count(), LONGEST_ECHO + 1);
    }

    #[test]
    fn lines_are_counted_in_any_script() {
        let text = "é\nü\nx";
        assert_eq!([0, 1, 3, 5, 6, 99].map(|at| line_of(text, at)), [1, 1, 2, 2, 3, 3]);
    }
}
