//! What the file says of itself: the look's name and the date, and nothing of who made it or on what machine.

use krilla::metadata::{DateTime, Metadata};

use super::{Fonts, Sheet, clean};

/// Title, language and date of a sheet.
pub fn metadata(sheet: &Sheet, fonts: &Fonts) -> Metadata {
    let title = Some(clean::line(&sheet.look, fonts)).filter(|look| !look.is_empty());
    let title = title.unwrap_or_else(|| clean::line(&sheet.words.untitled, fonts));
    let date = clean::line(&sheet.date, fonts);
    let metadata = Metadata::new().title(title).description(date.clone()).language(sheet.words.language.clone());
    match day(&date) {
        Some(day) => metadata.creation_date(day),
        None => metadata,
    }
}

/// The day of a date like `2026-11-27`.
fn day(date: &str) -> Option<DateTime> {
    let mut parts = date.split('-');
    let mut next = |digits: usize| {
        parts.next().filter(|part| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let (year, month, day) = (next(4)?.parse().ok()?, next(2)?.parse().ok()?, next(2)?.parse().ok()?);
    let known = (1..=12).contains(&month) && (1..=31).contains(&day) && parts.next().is_none();
    known.then(|| DateTime::new(year).month(month).day(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_date_is_a_day() {
        assert!(day("2026-11-27").is_some());
        assert!(
            ["27 November 2026", "2026-13-01", "2026-11-27-1", "+026-11-27", "2026-11", ""]
                .iter()
                .all(|date| day(date).is_none())
        );
    }
}
