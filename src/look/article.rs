//! What a shade is called in a shop: brand, product and shade, with the number, the price and the page it is sold under.

use std::{fmt, str::FromStr};

use crate::language::say;

/// Longest brand, product or shade name, characters.
pub const MAX_NAME: usize = 200;
/// Longest link, bytes.
pub const MAX_LINK: usize = 1000;

/// Something that one can buy. What is not known is empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Article {
    /// Who makes it.
    pub brand: String,
    /// What its maker calls it.
    pub product: String,
    /// What its maker calls the shade.
    pub shade: String,
    /// Its number in trade.
    pub gtin: Option<Gtin>,
    /// What it costs.
    pub price: Option<Price>,
    /// A page about it.
    pub link: Option<Link>,
}

impl Article {
    /// Brand and product on one line, of which those that are not known are left out.
    pub fn maker(&self) -> String {
        let known = [self.brand.as_str(), self.product.as_str()].into_iter().filter(|part| !part.is_empty());
        known.collect::<Vec<_>>().join(" · ")
    }

    /// Brand, product and shade on one line, of which those that are not known are left out; `None` where none is.
    pub fn name(&self) -> Option<String> {
        let parts = [&self.brand, &self.product, &self.shade];
        let known: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        (!known.is_empty()).then(|| known.join(" · "))
    }
}

/// A Global Trade Item Number (GS1 General Specifications, section 3): 8, 12, 13 or 14 digits, the last of which checks the others.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Gtin(String);

/// Why a text is not a GTIN.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GtinError {
    /// Something else than digits, and the blanks and dashes between them.
    #[error("{}", say("a GTIN is made of digits"))]
    NoDigits,
    /// A number of digits that none has.
    #[error("{}", say!("a GTIN has 8, 12, 13 or 14 digits, not {count}; spreadsheets drop zeros at the beginning", count = .0))]
    Length(usize),
    /// A slip of the pen.
    #[error("{}", say!("its check digit is {found} and should be {right}", found = found, right = right))]
    CheckDigit {
        /// As written.
        found: u8,
        /// As it follows from the digits before.
        right: u8,
    },
}

impl FromStr for Gtin {
    type Err = GtinError;

    fn from_str(text: &str) -> Result<Self, GtinError> {
        let written: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        if written.is_empty() || !written.chars().all(|c| c.is_ascii_digit()) {
            return Err(GtinError::NoDigits);
        }
        if !matches!(written.len(), 8 | 12 | 13 | 14) {
            return Err(GtinError::Length(written.len()));
        }
        let (before, last) = written.split_at(written.len() - 1);
        let (found, right) = (last.as_bytes()[0] - b'0', check_digit(before));
        if found == right { Ok(Self(written)) } else { Err(GtinError::CheckDigit { found, right }) }
    }
}

/// Modulo 10 with weights 3 and 1 from the right (GS1 General Specifications, section 7.9).
fn check_digit(digits: &str) -> u8 {
    let weighted = digits.bytes().rev().zip([3, 1].into_iter().cycle()).map(|(digit, weight)| (digit - b'0') * weight);
    let sum: u32 = weighted.map(u32::from).sum();
    ((10 - sum % 10) % 10) as u8
}

impl fmt::Display for Gtin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A page on the web: begins with `http://` or `https://`, without blanks, at most [`MAX_LINK`] bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Link(String);

/// A text that is no address of a page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", say!("a link begins with http:// or https://, has no blanks and at most {most} bytes", most = MAX_LINK))]
pub struct NoLink;

impl Link {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Link {
    type Err = NoLink;

    fn from_str(text: &str) -> Result<Self, NoLink> {
        let (scheme, rest) = text.split_once("://").ok_or(NoLink)?;
        let known = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let plain = !text.chars().any(|c| c.is_whitespace() || c.is_control());
        if known && !host.is_empty() && plain && text.len() <= MAX_LINK { Ok(Self(text.into())) } else { Err(NoLink) }
    }
}

/// What something costs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Price {
    /// In hundredths of the currency's unit.
    hundredths: u64,
    /// Three letters of ISO 4217; empty where it is not told.
    currency: String,
}

/// A text that is no price.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{}",
    say("a price is a number up to a million, with or without its currency: `12.50`, `12,50 €`, `USD 1,250`")
)]
pub struct NoPrice;

/// Signs of currencies; a dollar is the United States' unless its currency is told beside it.
const SIGNS: [(&str, &str); 5] = [("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("¥", "JPY"), ("₹", "INR")];
/// Most that a thing costs, in the currency's unit.
const DEAREST: u64 = 1_000_000;

impl Price {
    /// The same price in a currency, where the price tells none of its own.
    ///
    /// # Errors
    /// [`NoPrice`] where the currency is neither three letters nor one of the usual signs.
    pub fn or_in(mut self, currency: &str) -> Result<Self, NoPrice> {
        let code = currency_code(currency).ok_or(NoPrice)?;
        if self.currency.is_empty() {
            self.currency = code;
        }
        Ok(self)
    }
}

impl FromStr for Price {
    type Err = NoPrice;

    fn from_str(text: &str) -> Result<Self, NoPrice> {
        let digit = |c: char| c.is_ascii_digit();
        let first = text.find(digit).ok_or(NoPrice)?;
        let last = text.rfind(digit).ok_or(NoPrice)?;
        let around = [text[..first].trim(), text[last + 1..].trim()];
        let currency = match around {
            ["", ""] => String::new(),
            [one, ""] | ["", one] => currency_code(one).ok_or(NoPrice)?,
            _ => return Err(NoPrice),
        };
        Ok(Self { hundredths: hundredths(&text[first..=last]).ok_or(NoPrice)?, currency })
    }
}

fn currency_code(text: &str) -> Option<String> {
    let text = text.trim();
    let sign = SIGNS.iter().find(|(sign, _)| *sign == text).map(|(_, code)| (*code).to_owned());
    let code = || (text.len() == 3 && text.chars().all(|c| c.is_ascii_alphabetic())).then(|| text.to_ascii_uppercase());
    sign.or_else(code)
}

/// A number whose last point or comma stands before one or two decimals; all others part thousands.
fn hundredths(number: &str) -> Option<u64> {
    let decimals = number.rfind(['.', ',']).filter(|at| number.len() - at <= 3);
    let (whole, decimals) = decimals.map_or((number, ""), |at| (&number[..at], &number[at + 1..]));
    let whole: String = whole.chars().filter(|c| !matches!(c, '.' | ',' | ' ' | '\u{a0}' | '\'')).collect();
    let units: u64 = digits(&whole)?.parse().ok().filter(|units| *units <= DEAREST)?;
    let rest: u64 = digits(&format!("{decimals:0<2}"))?.parse().ok()?;
    Some(units * 100 + rest)
}

fn digits(text: &str) -> Option<&str> {
    Some(text).filter(|text| text.chars().all(|c| c.is_ascii_digit()))
}

impl fmt::Display for Price {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.hundredths / 100, self.hundredths % 100)?;
        if self.currency.is_empty() { Ok(()) } else { write!(f, " {}", self.currency) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn published_numbers_pass_and_a_slip_is_told() {
        // The examples of the GS1 General Specifications and of the Bookland prefix.
        for right in ["9506000134352", "614141000036", "9 780306 406157", "96385074", "00012345600012"] {
            assert!(right.parse::<Gtin>().is_ok(), "{right}");
        }
        let slip = "9506000134353".parse::<Gtin>().unwrap_err();
        assert_eq!(slip, GtinError::CheckDigit { found: 3, right: 2 });
        assert_eq!("61414100036".parse::<Gtin>(), Err(GtinError::Length(11)));
        for wrong in ["", "5.01E+12", "５０１２３４５６"] {
            assert_eq!(wrong.parse::<Gtin>(), Err(GtinError::NoDigits), "{wrong}");
        }
    }

    #[test]
    fn prices_are_read_as_people_write_them() {
        let expected = [
            ("12.5", "12.50"),
            ("$12.50", "12.50 USD"),
            ("12,50 €", "12.50 EUR"),
            ("1.234,50 eur", "1234.50 EUR"),
            ("USD 1,234", "1234.00 USD"),
            ("1 250", "1250.00"),
            ("¥3000", "3000.00 JPY"),
        ];
        for (text, price) in expected {
            assert_eq!(text.parse::<Price>().unwrap().to_string(), price, "{text}");
        }
        for wrong in ["", "free", "-5", "$12 - $15", "12 rupees", "1e9", "99999999", "12.5.5 x", "CHF 12 EUR"] {
            assert!(wrong.parse::<Price>().is_err(), "{wrong}");
        }
        let price: Price = "12".parse().unwrap();
        assert_eq!(price.clone().or_in("gbp").unwrap().to_string(), "12.00 GBP");
        assert!(price.or_in("pounds").is_err());
        assert_eq!("$12".parse::<Price>().unwrap().or_in("EUR").unwrap().to_string(), "12.00 USD");
    }

    #[test]
    fn only_pages_are_links() {
        for right in ["https://example.org/a?b=c", "HTTP://example.org"] {
            assert_eq!(right.parse::<Link>().unwrap().as_str(), right);
        }
        let long = format!("https://example.org/{}", "a".repeat(MAX_LINK));
        for wrong in ["", "example.org", "javascript:alert(1)", "file:///etc/passwd", "https://", "https://a b", &long]
        {
            assert!(wrong.parse::<Link>().is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_was_read_is_written_so_that_it_is_read_again(hundredths in 0..100_000_000u64, currency in "([A-Z]{3})?") {
            let price = Price { hundredths, currency };
            prop_assert_eq!(price.to_string().parse::<Price>(), Ok(price));
        }

        #[test]
        fn any_slip_of_one_digit_is_found(digits in proptest::collection::vec(0u8..10, 12), at in 0usize..13, by in 1u8..10) {
            let text: String = digits.iter().map(|digit| char::from(b'0' + digit)).collect();
            let right = format!("{text}{}", check_digit(&text));
            prop_assert!(right.parse::<Gtin>().is_ok());
            let mut slipped = right.into_bytes();
            slipped[at] = b'0' + (slipped[at] - b'0' + by) % 10;
            prop_assert!(String::from_utf8(slipped).unwrap().parse::<Gtin>().is_err());
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,40}") {
            let _ = (text.parse::<Gtin>(), text.parse::<Price>(), text.parse::<Link>());
        }
    }
}
