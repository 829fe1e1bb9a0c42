//! Writes documents.

use super::Yaml;
use super::scalar::{Style, is_break, is_printable, style_of};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// After how many characters a space becomes a new line.
const WIDTH: usize = 80;

/// The longest key that needs no question mark, in bytes.
const LONGEST_SIMPLE_KEY: usize = 128;

pub(super) fn document(value: &Yaml) -> String {
    let mut emitter = Emitter::default();
    emitter.value(value, None, false);
    if emitter.column > 0 {
        emitter.newline();
    }
    emitter.out
}

#[derive(Default)]
struct Emitter {
    out: String,
    column: usize,
}

impl Emitter {
    fn put(&mut self, c: char) {
        self.out.push(c);
        self.column = if c == '\n' { 0 } else { self.column + 1 };
    }

    fn newline(&mut self) {
        self.put('\n');
    }

    fn indent(&mut self, by: usize) {
        if self.column > 0 {
            self.newline();
        }
        for _ in 0..by {
            self.put(' ');
        }
    }

    /// Writes a value behind what introduces it; `within` is the indentation of the collection around it.
    fn value(&mut self, value: &Yaml, within: Option<usize>, in_list: bool) {
        let inside = within.map_or(0, |within| within + 2);
        match value {
            Yaml::Map(entries) if !entries.is_empty() => self.map(entries, inside, in_list),
            Yaml::List(items) if !items.is_empty() => {
                let indentless = within.is_some() && !in_list;
                let at = within.filter(|_| indentless).unwrap_or(inside);
                self.list(items, at, in_list);
            }
            Yaml::Text(text) => {
                self.space();
                self.text(text, inside, false);
            }
            other => {
                self.space();
                for c in plain(other).chars() {
                    self.put(c);
                }
            }
        }
    }

    fn space(&mut self) {
        if self.column > 0 && !self.out.ends_with(' ') {
            self.put(' ');
        }
    }

    /// Writes a mapping; the first key of one in a list stands behind the dash.
    fn map(&mut self, entries: &BTreeMap<String, Yaml>, at: usize, in_list: bool) {
        for (i, (key, value)) in entries.iter().enumerate() {
            if i > 0 || !in_list {
                self.indent(at);
            } else {
                self.space();
            }
            let is_simple = key.len() <= LONGEST_SIMPLE_KEY && !key.contains(is_break);
            if is_simple {
                self.text(key, at + 2, true);
            } else {
                self.put('?');
                self.put(' ');
                self.text(key, at + 2, false);
                self.indent(at);
            }
            self.put(':');
            self.value(value, Some(at), !is_simple);
        }
    }

    fn list(&mut self, items: &[Yaml], at: usize, in_list: bool) {
        for (i, item) in items.iter().enumerate() {
            if i > 0 || !in_list {
                self.indent(at);
            } else {
                self.space();
            }
            self.put('-');
            self.value(item, Some(at), true);
        }
    }

    fn text(&mut self, text: &str, indent: usize, is_key: bool) {
        match style_of(text, is_key) {
            Style::Plain => self.plain(text, indent, !is_key),
            Style::Single => self.single(text, indent, !is_key),
            Style::Double => self.double(text, indent, !is_key),
        }
    }

    fn plain(&mut self, text: &str, indent: usize, folds: bool) {
        let mut after_space = false;
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            let folded =
                c == ' ' && folds && !after_space && self.column > WIDTH && rest.peek() != Some(&' ');
            if folded {
                self.indent(indent);
            } else {
                self.put(c);
            }
            after_space = c == ' ';
        }
    }

    fn single(&mut self, text: &str, indent: usize, folds: bool) {
        self.put('\'');
        let (mut after_space, mut after_break) = (false, false);
        let mut rest = text.chars().peekable();
        let mut is_first = true;
        while let Some(c) = rest.next() {
            let next = rest.peek();
            if c == ' ' {
                let inner = !is_first && next.is_some_and(|next| *next != ' ');
                if folds && !after_space && self.column > WIDTH && inner {
                    self.indent(indent);
                } else {
                    self.put(' ');
                }
                after_space = true;
            } else if is_break(c) {
                if !after_break && c == '\n' {
                    self.newline();
                }
                self.out.push(c);
                self.column = 0;
                after_break = true;
            } else {
                if after_break {
                    self.indent(indent);
                }
                if c == '\'' {
                    self.put('\'');
                }
                self.put(c);
                (after_space, after_break) = (false, false);
            }
            is_first = false;
        }
        if after_break {
            self.indent(indent);
        }
        self.put('\'');
    }

    fn double(&mut self, text: &str, indent: usize, folds: bool) {
        self.put('"');
        let mut after_space = false;
        let mut rest = text.chars().peekable();
        let mut is_first = true;
        while let Some(c) = rest.next() {
            let next = rest.peek();
            if !is_printable(c) || is_break(c) || matches!(c, '"' | '\\') {
                self.escape(c);
                after_space = false;
            } else if c == ' ' {
                if folds && !after_space && self.column > WIDTH && !is_first && next.is_some() {
                    let before_space = next == Some(&' ');
                    self.indent(indent);
                    if before_space {
                        self.put('\\');
                    }
                } else {
                    self.put(' ');
                }
                after_space = true;
            } else {
                self.put(c);
                after_space = false;
            }
            is_first = false;
        }
        self.put('"');
    }

    fn escape(&mut self, c: char) {
        let mut escaped = String::from("\\");
        let code = u32::from(c);
        let short = match c {
            '\0' => Some('0'),
            '\u{7}' => Some('a'),
            '\u{8}' => Some('b'),
            '\t' => Some('t'),
            '\n' => Some('n'),
            '\u{b}' => Some('v'),
            '\u{c}' => Some('f'),
            '\r' => Some('r'),
            '\u{1b}' => Some('e'),
            '"' => Some('"'),
            '\\' => Some('\\'),
            '\u{85}' => Some('N'),
            '\u{2028}' => Some('L'),
            '\u{2029}' => Some('P'),
            _ => None,
        };
        let written = match (short, code) {
            (Some(short), _) => {
                escaped.push(short);
                Ok(())
            }
            (None, ..=0xff) => write!(escaped, "x{code:02X}"),
            (None, ..=0xffff) => write!(escaped, "u{code:04X}"),
            (None, _) => write!(escaped, "U{code:08X}"),
        };
        debug_assert!(written.is_ok(), "a string takes what is written to it");
        for c in escaped.chars() {
            self.put(c);
        }
    }
}

/// Writes what is no text and no collection with items.
fn plain(value: &Yaml) -> String {
    match value {
        Yaml::Null => "null".to_owned(),
        Yaml::Bool(value) => value.to_string(),
        Yaml::Int(number) => number.to_string(),
        Yaml::Float(number) => float(*number),
        Yaml::List(_) => "[]".to_owned(),
        Yaml::Map(_) => "{}".to_owned(),
        Yaml::Text(text) => text.clone(),
    }
}

fn float(number: f64) -> String {
    if number.is_nan() {
        return ".nan".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { ".inf" } else { "-.inf" }.to_owned();
    }
    let text = mlflow_core::search::python_float(number);
    match text.split_once('e') {
        Some((digits, exponent)) if !digits.contains('.') => format!("{digits}.0e{exponent}"),
        _ => text,
    }
}
