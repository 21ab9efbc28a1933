//! Sentences with holes.

use std::fmt::Display;

/// A sentence with its holes (`{name}`) filled in; a hole that nothing is known for stays. What is filled in is never looked at again, so
/// that a name with braces stays a name.
pub fn filled(sentence: &str, holes: &[(&str, &dyn Display)]) -> String {
    let mut text = String::with_capacity(sentence.len() + 16);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        match after.split_once('}').and_then(|(name, rest)| Some((value(holes, name)?, rest))) {
            Some((value, after)) => {
                text.push_str(&value.to_string());
                rest = after;
            }
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

fn value<'a>(holes: &[(&str, &'a dyn Display)], name: &str) -> Option<&'a dyn Display> {
    holes.iter().find(|(hole, _)| *hole == name).map(|(_, value)| *value)
}

/// A sentence in the language that is spoken, with its holes filled in: `say!("Wear {name}", name = look.name)`. A value with a form of its
/// own is given as `format_args!("{share:.0}")`.
macro_rules! say {
    ($english:literal $(, $hole:ident = $value:expr)+ $(,)?) => {
        $crate::language::sentence::filled($crate::language::say($english), &[$((stringify!($hole), &$value as &dyn std::fmt::Display)),+])
    };
}
pub(crate) use say;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_filled_in_any_order_and_once() {
        let holes: [(&str, &dyn Display); 2] = [("name", &"{count}"), ("count", &3)];
        assert_eq!(filled("{count} of {name}, {other} {", &holes), "3 of {count}, {other} {");
    }
}
