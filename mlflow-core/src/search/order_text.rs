//! The text of an element of an order.

use super::chars::is_space;
use super::grammar::invalid;
use super::order::Direction;
use super::syntax;
use crate::Result;

/// Reads the name and the direction of an element of an order.
pub(super) fn read(element: &str) -> Result<(String, Direction)> {
    let unreadable = || {
        invalid(format!(
            "Invalid order_by clause '{element}'. Could not be parsed."
        ))
    };
    let text = syntax::order_text(element).ok_or_else(unreadable)?;
    let words = words(&text.replace('`', "\"")).ok_or_else(unreadable)?;
    match words.as_slice() {
        [] | [_] => Ok((text.trim_matches(is_space).to_owned(), Direction::Ascending)),
        [name, direction] => {
            let direction = match direction.to_lowercase().as_str() {
                "asc" => Direction::Ascending,
                "desc" => Direction::Descending,
                _ => {
                    return Err(invalid(format!(
                        "Invalid ordering key in order_by clause '{element}'."
                    )));
                }
            };
            Ok((name.trim_matches(is_space).to_owned(), direction))
        }
        _ => Err(unreadable()),
    }
}

/// Cuts a text into words as a shell does; `None` if a quote stays open.
fn words(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            ' ' | '\t' | '\r' | '\n' => words.extend(word.take()),
            '\\' => word.get_or_insert_default().push(chars.next()?),
            '\'' => {
                let word = word.get_or_insert_default();
                loop {
                    match chars.next()? {
                        '\'' => break,
                        c => word.push(c),
                    }
                }
            }
            '"' => {
                let word = word.get_or_insert_default();
                loop {
                    match chars.next()? {
                        '"' => break,
                        '\\' => match chars.next()? {
                            c @ ('"' | '\\') => word.push(c),
                            c => word.extend(['\\', c]),
                        },
                        c => word.push(c),
                    }
                }
            }
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_as_by_a_shell() {
        let cut = |text: &str| words(text).map(|words| words.join("|"));
        assert_eq!(cut("a  b").as_deref(), Some("a|b"));
        assert_eq!(cut("m.\"a b\" DESC").as_deref(), Some("m.a b|DESC"));
        assert_eq!(cut("'a\\' \"b\\\"\\c\"").as_deref(), Some("a\\|b\"\\c"));
        assert_eq!(cut("it's"), None);
    }
}
