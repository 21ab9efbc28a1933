//! Colours as tables write them.

/// Largest a and b of a measurement, either way.
const MOST_CHROMATIC: f64 = 128.0;

/// `#A06F4A`, `A06F4A`, `0xA06F4A`, `#abc`, `rgb(160, 111, 74)` or three numbers from 0 to 255: 8-bit sRGB. `None` for anything else.
pub fn rgb8(text: &str) -> Option<[u8; 3]> {
    let text = text.trim();
    hex(text).or_else(|| rgb8_of(numbers(text, "rgb")?))
}

fn hex(text: &str) -> Option<[u8; 3]> {
    let marked = text.strip_prefix('#').or_else(|| text.strip_prefix("0x"));
    let digits = marked.unwrap_or(text);
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let value = |digits: &str| u8::from_str_radix(digits, 16).ok();
    match digits.len() {
        6 => Some([value(&digits[..2])?, value(&digits[2..4])?, value(&digits[4..])?]),
        // Without its mark a word such as `bad` would be one.
        3 if marked.is_some() => {
            Some([value(&digits[..1])? * 17, value(&digits[1..2])? * 17, value(&digits[2..])? * 17])
        }
        _ => None,
    }
}

/// Three numbers from 0 to 255, as 8-bit sRGB.
pub(super) fn rgb8_of(numbers: [f64; 3]) -> Option<[u8; 3]> {
    let whole = numbers.iter().all(|number| (0.0..=255.0).contains(number) && number.fract() == 0.0);
    whole.then(|| numbers.map(|number| number as u8))
}

/// `54.2 13.0 22.4`, with commas or semicolons between, in brackets, or as `lab(…)`: lightness 0..=100, a and b -128..=128.
pub fn lab(text: &str) -> Option<[f64; 3]> {
    numbers(text.trim(), "lab").filter(is_lab)
}

pub(super) fn is_lab([lightness, a, b]: &[f64; 3]) -> bool {
    (0.0..=100.0).contains(lightness) && [a, b].iter().all(|value| value.abs() <= MOST_CHROMATIC)
}

/// A number with a point or a comma before its decimals.
pub(super) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    // Rust reads words such as `inf`, too.
    if !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b',' | b'-' | b'+')) {
        return None;
    }
    text.replace(',', ".").parse().ok()
}

fn numbers(text: &str, function: &str) -> Option<[f64; 3]> {
    let inside = text.to_ascii_lowercase();
    let inside = inside.strip_prefix(function).unwrap_or(&inside).trim();
    let inside = inside.trim_start_matches(['(', '[', '{']).trim_end_matches([')', ']', '}']);
    let mark = |c: char| c == ',' || c == ';' || c == '/' || c.is_whitespace();
    let found: Vec<f64> = inside.split(mark).filter(|part| !part.is_empty()).map(number).collect::<Option<_>>()?;
    found.try_into().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn colours_are_read_as_tables_write_them() {
        for text in
            ["#A06F4A", "a06f4a", " 0xA06F4A ", "rgb(160, 111, 74)", "160 111 74", "[160,111,74]", "160.0;111;74"]
        {
            assert_eq!(rgb8(text), Some([160, 111, 74]), "{text}");
        }
        assert_eq!(rgb8("#fab"), Some([255, 170, 187]));
        for wrong in [
            "", "#", "fab", "#A06F4", "A06F4AFF", "red", "256,0,0", "1,2", "1,2,3,4", "1.5,2,3", "#é0", "1e3050e",
            "-1 0 0",
        ] {
            assert_eq!(rgb8(wrong), None, "{wrong}");
        }
        assert_eq!(lab("lab(54.2 -13 22.4)"), Some([54.2, -13.0, 22.4]));
        assert_eq!(lab("[54.2, 13, 22]"), Some([54.2, 13.0, 22.0]));
        for wrong in ["", "101 0 0", "50 200 0", "50 nan 0", "50 inf 0", "50 0"] {
            assert_eq!(lab(wrong), None, "{wrong}");
        }
        assert_eq!(number("54,2"), Some(54.2));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,40}") {
            let _ = (rgb8(&text), lab(&text), number(&text));
        }
    }
}
