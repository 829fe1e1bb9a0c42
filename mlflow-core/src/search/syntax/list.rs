//! Lists of values: read as the Python literals that official MLflow takes them for.

use std::iter::Peekable;
use std::str::Chars;

use crate::search::chars::{float, integer};
use crate::search::repr;

/// The items of a list.
pub(in crate::search) type List = Vec<Item>;

/// An item of a list.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::search) enum Item {
    Text(String),
    /// Anything else, as Python prints it.
    Other(String),
}

impl Item {
    fn repr(&self) -> String {
        match self {
            Item::Text(text) => repr::string(text),
            Item::Other(text) => text.clone(),
        }
    }
}

/// Prints items as a Python tuple.
pub(in crate::search) fn tuple_repr(items: &[Item]) -> String {
    let texts: Vec<String> = items.iter().map(Item::repr).collect();
    match texts.as_slice() {
        [one] => format!("({one},)"),
        many => format!("({})", many.join(", ")),
    }
}

/// Reads a list in parentheses; `None` if it is ill-formed.
pub(in crate::search) fn list(text: &str) -> Option<List> {
    let mut reader = Reader {
        chars: text.chars().peekable(),
        depth: 0,
    };
    let value = reader.expression()?;
    reader.skip_space();
    if reader.chars.next().is_some() {
        return None;
    }
    Some(match value {
        Value::Tuple(items) => items,
        Value::Item(item) => vec![item],
    })
}

enum Value {
    Item(Item),
    Tuple(List),
}

impl Value {
    fn into_item(self) -> Item {
        match self {
            Value::Item(item) => item,
            Value::Tuple(items) => Item::Other(tuple_repr(&items)),
        }
    }
}

struct Reader<'a> {
    chars: Peekable<Chars<'a>>,
    depth: u8,
}

impl Reader<'_> {
    fn skip_space(&mut self) {
        while let Some(&c) = self.chars.peek() {
            if c == '#' {
                while self.chars.next_if(|&c| c != '\n').is_some() {}
            } else if !matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c') {
                return;
            }
            self.chars.next();
        }
    }

    fn expression(&mut self) -> Option<Value> {
        self.skip_space();
        match *self.chars.peek()? {
            '(' => {
                self.depth = self.depth.checked_add(1).filter(|&depth| depth <= 64)?;
                let value = self.parenthesis();
                self.depth -= 1;
                value
            }
            c if c.is_ascii_digit() || c == '-' || c == '.' => self.number(),
            _ => self.texts(),
        }
    }

    fn parenthesis(&mut self) -> Option<Value> {
        self.chars.next();
        let mut items = Vec::new();
        loop {
            self.skip_space();
            if self.chars.next_if_eq(&')').is_some() {
                return Some(Value::Tuple(items));
            }
            let value = self.expression()?;
            self.skip_space();
            match self.chars.next()? {
                ',' => items.push(value.into_item()),
                ')' if items.is_empty() => return Some(value),
                ')' => {
                    items.push(value.into_item());
                    return Some(Value::Tuple(items));
                }
                _ => return None,
            }
        }
    }

    fn number(&mut self) -> Option<Value> {
        let mut text = String::new();
        while let Some(c) = self
            .chars
            .next_if(|&c| c.is_ascii_alphanumeric() || ".-_".contains(c))
        {
            text.push(c);
        }
        let printed = match integer(&text) {
            Some(value) => value.to_string(),
            None if text.chars().all(|c| c.is_ascii_digit()) => text,
            None => repr::float(float(&text).filter(|_| text.chars().any(|c| c.is_ascii_digit()))?),
        };
        Some(Value::Item(Item::Other(printed)))
    }

    /// Reads texts that stand side by side, which are one text, or the name of a constant.
    fn texts(&mut self) -> Option<Value> {
        let mut whole: Option<(String, bool)> = None;
        loop {
            let mut prefix = String::new();
            while let Some(c) = self.chars.next_if(char::is_ascii_alphabetic) {
                prefix.push(c);
            }
            let Some(quote) = self.chars.next_if(|&c| c == '\'' || c == '"') else {
                return match (prefix.as_str(), whole) {
                    ("", Some((text, true))) => Some(Value::Item(Item::Other(repr::bytes(text.as_bytes())))),
                    ("", Some((text, false))) => Some(Value::Item(Item::Text(text))),
                    ("None" | "True" | "False", None) => Some(Value::Item(Item::Other(prefix))),
                    _ => None,
                };
            };
            let (raw, bytes) = match prefix.to_ascii_lowercase().as_str() {
                "" | "u" => (false, false),
                "r" => (true, false),
                "b" => (false, true),
                "br" | "rb" => (true, true),
                _ => return None,
            };
            let text = self.text(quote, raw)?;
            match &mut whole {
                None => whole = Some((text, bytes)),
                Some((_, kind)) if *kind != bytes => return None,
                Some((all, _)) => all.push_str(&text),
            }
            self.skip_space();
        }
    }

    /// Reads the rest of a quoted text.
    fn text(&mut self, quote: char, raw: bool) -> Option<String> {
        let mut text = String::new();
        let mut triple = false;
        if self.chars.next_if_eq(&quote).is_some() {
            if self.chars.next_if_eq(&quote).is_none() {
                return Some(text);
            }
            triple = true;
        }
        let mut quotes = 0;
        loop {
            let c = self.chars.next()?;
            if c == quote {
                quotes += 1;
                if !triple {
                    return Some(text);
                }
                if quotes == 3 {
                    text.truncate(text.len() - 2);
                    return Some(text);
                }
                text.push(c);
                continue;
            }
            quotes = 0;
            match c {
                '\\' if raw => {
                    text.push(c);
                    text.push(self.chars.next()?);
                }
                '\\' => self.escape(&mut text)?,
                '\n' | '\r' if !triple => return None,
                _ => text.push(c),
            }
        }
    }

    fn escape(&mut self, text: &mut String) -> Option<()> {
        let c = self.chars.next()?;
        let plain = match c {
            '\n' => return Some(()),
            '\\' | '\'' | '"' => c,
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'a' => '\x07',
            'b' => '\x08',
            'f' => '\x0c',
            'v' => '\x0b',
            'x' => self.code(2, 16)?,
            'u' => self.code(4, 16)?,
            'U' => self.code(8, 16)?,
            'N' => return None,
            '0'..='7' => {
                let mut code = c.to_digit(8)?;
                for _ in 0..2 {
                    let Some(digit) = self.chars.next_if(|c| c.is_digit(8)) else {
                        break;
                    };
                    code = code * 8 + digit.to_digit(8)?;
                }
                char::from_u32(code)?
            }
            _ => {
                text.push('\\');
                c
            }
        };
        text.push(plain);
        Some(())
    }

    fn code(&mut self, digits: usize, radix: u32) -> Option<char> {
        let mut code = 0_u32;
        for _ in 0..digits {
            code = code
                .checked_mul(radix)?
                .checked_add(self.chars.next()?.to_digit(radix)?)?;
        }
        char::from_u32(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Option<Vec<String>> {
        list(text)?
            .into_iter()
            .map(|item| match item {
                Item::Text(text) => Some(text),
                Item::Other(_) => None,
            })
            .collect()
    }

    #[test]
    fn lists_of_texts() {
        let of = |items: &[&str]| Some(items.iter().map(|&item| item.to_owned()).collect::<Vec<_>>());
        assert_eq!(texts("('a', \"b\" , )"), of(&["a", "b"]));
        assert_eq!(texts("(('a'))"), of(&["a"]));
        assert_eq!(texts("('a' 'b')"), of(&["ab"]));
        assert_eq!(
            texts(r"('a\'\x41\n\q', r'\n', '''x'y''')"),
            of(&["a'A\n\\q", "\\n", "x'y"])
        );
        assert_eq!(texts("()"), of(&[]));
        assert_eq!(texts("(a)"), None);
        assert_eq!(texts("('a' b)"), None);
        assert_eq!(texts("('a'"), None);
    }

    #[test]
    fn other_items_print_as_python_does() {
        let printed = |text: &str| list(text).map(|items| tuple_repr(&items));
        assert_eq!(printed("(1, 2)").as_deref(), Some("(1, 2)"));
        assert_eq!(printed("('a', 1.50)").as_deref(), Some("('a', 1.5)"));
        assert_eq!(printed("(1)").as_deref(), Some("(1,)"));
        assert_eq!(
            printed("(('a', 'b'), None)").as_deref(),
            Some("(('a', 'b'), None)")
        );
    }
}
