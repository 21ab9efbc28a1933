//! One row of a table as a shade that one can buy.

use std::{fmt::Display, str::FromStr};

use super::{Coverage, Field, Item, Kind, Mapping, colour, item::finish_told_by};
use crate::{
    language::say,
    look::{
        Article,
        article::{MAX_NAME, Price},
    },
    raster::{
        color::linear_from_rgb8,
        difference::Lab,
        lab::{Illuminant, rgb8_from_lab},
    },
};

/// Longest address of a picture, bytes.
const MAX_PICTURE: usize = 1000;
/// What stands for the colour of what is sold without one.
const COLORLESS: ([u8; 3], Lab) = ([255; 3], Lab([100.0, 0.0, 0.0]));
/// Longest text of a table that is told back, characters.
const LONGEST_ECHO: usize = 40;
/// How tables write that they do not know.
const UNKNOWN: [&str; 8] = ["na", "n/a", "n.a.", "null", "none", "nan", "-", "?"];

/// A shade, and what of its row was left out.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) item: Item,
    pub(super) left_out: Vec<String>,
}

/// The text of a cell; `None` where it tells nothing.
pub(super) fn known(cell: &str) -> Option<&str> {
    let cell = cell.trim();
    (!cell.is_empty() && !UNKNOWN.iter().any(|unknown| cell.eq_ignore_ascii_case(unknown))).then_some(cell)
}

/// A text on one line: blanks of every kind are one blank each, and control characters are none.
pub(super) fn one_line(text: &str) -> String {
    let words: Vec<String> =
        text.split_whitespace().map(|word| word.chars().filter(|c| !c.is_control()).collect()).collect();
    words.join(" ").trim().into()
}

/// Reads the cells of a row. Where its kind is not told, it is `kind`, or what the product's name says.
pub(super) fn read(cells: &[String], mapping: &Mapping, kind: Option<Kind>) -> Result<Read, String> {
    let row = Cells { cells, mapping };
    let product = row.name(Field::Product)?;
    let currency = row.text(Field::Currency);
    let price: Option<Price> = row.parsed(Field::Price, "price")?;
    let priced = price.map(|price| match currency {
        Some(currency) => price.or_in(currency).map_err(|_| say!("'{text}' is no currency", text = told(currency))),
        None => Ok(price),
    });
    let article = Article {
        brand: row.name(Field::Brand)?,
        shade: row.name(Field::Shade)?,
        gtin: row.parsed(Field::Gtin, "GTIN")?,
        price: priced.transpose()?,
        link: row.parsed(Field::Link, "link")?,
        product,
    };
    let mut left_out = Vec::new();
    let kind = row.word(Field::Kind, Kind::told_by, &mut left_out).or(kind).or_else(|| Kind::told_by(&article.product));
    let colorless = kind.is_some_and(|kind| !kind.is_colored()) && !row.tells_color();
    let (color, lab) = if colorless { COLORLESS } else { row.color()? };
    let finish = row.word(Field::Finish, finish_told_by, &mut left_out);
    let coverage = row.word(Field::Coverage, Coverage::told_by, &mut left_out);
    let picture = row.text(Field::Picture).map(one_line);
    if picture.as_ref().is_some_and(|picture| picture.len() > MAX_PICTURE) {
        left_out.push(say!("the address of its picture is longer than {most} bytes", most = MAX_PICTURE));
    }
    let picture = picture.filter(|picture| picture.len() <= MAX_PICTURE);
    Ok(Read { item: Item { article, color, lab, kind, finish, coverage, picture }, left_out })
}

struct Cells<'a> {
    cells: &'a [String],
    mapping: &'a Mapping,
}

impl<'a> Cells<'a> {
    fn cell(&self, column: usize) -> Option<&'a str> {
        known(self.cells.get(column)?)
    }

    /// The first of a field's columns that tells something.
    fn text(&self, field: Field) -> Option<&'a str> {
        self.mapping.of(field).iter().find_map(|&column| self.cell(column))
    }

    fn name(&self, field: Field) -> Result<String, String> {
        let name = self.text(field).map(one_line).unwrap_or_default();
        match name.chars().count() {
            count if count > MAX_NAME => Err(say!(
                "the {field} has {count} characters; {most} are the most",
                field = say(field.name()),
                count = count,
                most = MAX_NAME,
            )),
            _ => Ok(name),
        }
    }

    fn parsed<T: FromStr<Err: Display>>(&self, field: Field, name: &str) -> Result<Option<T>, String> {
        let wrong = |text: &str, error: T::Err| {
            say!("{field} '{text}': {problem}", field = say(name), text = told(text), problem = error)
        };
        self.text(field).map(|text| text.parse().map_err(|error| wrong(text, error))).transpose()
    }

    /// A word of a shop that may say nothing to us, which is no reason to do without the shade.
    fn word<T>(&self, field: Field, read: impl Fn(&str) -> Option<T>, left_out: &mut Vec<String>) -> Option<T> {
        let text = self.text(field)?;
        let read = read(text);
        if read.is_none() {
            left_out.push(say!("the {field} '{text}' is not known", field = say(field.name()), text = told(text)));
        }
        read
    }

    fn tells_color(&self) -> bool {
        [Field::Lab, Field::Color, Field::Rgb].into_iter().any(|field| self.text(field).is_some())
    }

    /// The measurement where there is one, or else the colour as sRGB.
    fn color(&self) -> Result<([u8; 3], Lab), String> {
        if let Some(lab) = self.triple(Field::Lab, "Lab", colour::lab, |lab| Some(lab).filter(colour::is_lab)) {
            let (lab, illuminant) = (lab?, self.illuminant()?);
            let color = rgb8_from_lab(lab, illuminant);
            let as_measured = illuminant == Illuminant::D65;
            return Ok((color, if as_measured { Lab(lab) } else { Lab::from_linear(linear_from_rgb8(color)) }));
        }
        let written = self.text(Field::Color).map(|text| {
            colour::rgb8(text).ok_or_else(|| say!("'{text}' is no colour; write it as #RRGGBB", text = told(text)))
        });
        let color = written
            .or_else(|| self.triple(Field::Rgb, "RGB", colour::rgb8, colour::rgb8_of))
            .unwrap_or_else(|| Err(say("it has no colour").into()))?;
        Ok((color, Lab::from_linear(linear_from_rgb8(color))))
    }

    /// One text with three numbers, or three cells with one each. `None` where nothing is told.
    fn triple<T>(
        &self,
        field: Field,
        name: &str,
        of_text: impl Fn(&str) -> Option<T>,
        of_numbers: impl Fn([f64; 3]) -> Option<T>,
    ) -> Option<Result<T, String>> {
        let texts: Vec<&str> = self.mapping.of(field).iter().filter_map(|&column| self.cell(column)).collect();
        let wrong = || say!("{field} '{text}' is no colour", field = say(name), text = told(&texts.join(" ")));
        let read = match self.mapping.of(field).len() {
            _ if texts.is_empty() => return None,
            1 => of_text(texts[0]),
            _ => {
                let numbers: Option<Vec<f64>> = texts.iter().map(|text| colour::number(text)).collect();
                numbers.and_then(|numbers| numbers.try_into().ok()).and_then(of_numbers)
            }
        };
        Some(read.ok_or_else(wrong))
    }

    fn illuminant(&self) -> Result<Illuminant, String> {
        let Some(text) = self.text(Field::Illuminant) else { return Ok(Illuminant::D65) };
        let named = |illuminant: &Illuminant| format!("{illuminant:?}").eq_ignore_ascii_case(text);
        let wrong = || say!("the illuminant '{text}' is none of A, D50, D65, F2, F7 and F11", text = told(text));
        Illuminant::ALL.into_iter().find(named).ok_or_else(wrong)
    }
}

fn told(text: &str) -> String {
    let line = one_line(text);
    let mut told: String = line.chars().take(LONGEST_ECHO).collect();
    if told.len() < line.len() {
        told.push('…');
    }
    told
}
