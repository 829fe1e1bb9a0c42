//! Values as Python prints them, because MLflow's error messages do.

use std::fmt::Write as _;

use serde_json::Value;

/// Prints a string as Python's `repr` does.
pub(crate) fn string(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    };
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        push_char(&mut out, c, quote);
    }
    out.push(quote);
    out
}

fn push_char(out: &mut String, c: char, quote: char) {
    let code = c as u32;
    match c {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\\' => out.push_str("\\\\"),
        c if c == quote => {
            out.push('\\');
            out.push(c);
        }
        ' ' => out.push(' '),
        c if c.is_ascii() && !c.is_control() => out.push(c),
        c if is_printable(c) => out.push(c),
        _ if code <= 0xff => _ = write!(out, "\\x{code:02x}"),
        _ if code <= 0xffff => _ = write!(out, "\\u{code:04x}"),
        _ => _ = write!(out, "\\U{code:08x}"),
    }
}

/// Tells whether Python prints a character as it is; close enough beyond the assigned planes.
fn is_printable(c: char) -> bool {
    let invisible = matches!(
        c,
        '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{e000}'..='\u{f8ff}' | '\u{feff}'
            | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{10ffff}'
    );
    !(c.is_control() || c.is_whitespace() || invisible)
}

/// Prints bytes as Python's `repr` does.
pub(super) fn bytes(bytes: &[u8]) -> String {
    let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') {
        '"'
    } else {
        '\''
    };
    let mut out = format!("b{quote}");
    for &byte in bytes {
        match byte {
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            b'\\' => out.push_str("\\\\"),
            b if char::from(b) == quote => {
                out.push('\\');
                out.push(quote);
            }
            0x20..=0x7e => out.push(char::from(byte)),
            _ => _ = write!(out, "\\x{byte:02x}"),
        }
    }
    out.push(quote);
    out
}

/// Prints a list of strings as Python does.
pub(crate) fn list<S: AsRef<str>>(items: &[S]) -> String {
    let items: Vec<String> = items.iter().map(|item| string(item.as_ref())).collect();
    format!("[{}]", items.join(", "))
}

/// Prints a set of words as Python does, in the order given.
pub(super) fn set(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| string(word)).collect();
    format!("{{{}}}", words.join(", "))
}

/// Prints a tuple of words as Python does.
pub(super) fn tuple(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| string(word)).collect();
    match words.as_slice() {
        [one] => format!("({one},)"),
        many => format!("({})", many.join(", ")),
    }
}

/// Prints a number as Python's `repr` of a float does.
///
/// ```
/// use mlflow_core::search::python_float;
/// assert_eq!([0.1, 1e16, 1e-5, f64::INFINITY].map(python_float), ["0.1", "1e+16", "1e-05", "inf"]);
/// ```
pub fn float(value: f64) -> String {
    if value.is_nan() {
        return "nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let magnitude = value.abs();
    if magnitude != 0.0 && !(1e-4..1e16).contains(&magnitude) {
        let text = format!("{value:e}");
        return match text.split_once('e') {
            Some((digits, exponent)) => {
                let (sign, exponent) = match exponent.strip_prefix('-') {
                    Some(rest) => ('-', rest),
                    None => ('+', exponent),
                };
                format!("{digits}e{sign}{exponent:0>2}")
            }
            None => text,
        };
    }
    format!("{value:?}")
}

/// Prints a JSON value as Python prints what its `json.loads` makes of it.
pub(crate) fn json(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(integer), ..) => integer.to_string(),
            (_, Some(integer), _) => integer.to_string(),
            (.., Some(value)) => float(value),
            _ => number.to_string(),
        },
        Value::String(text) => string(text),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(json).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| format!("{}: {}", string(key), json(value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_choose_their_quotes() {
        assert_eq!(string("a"), "'a'");
        assert_eq!(string("it's"), "\"it's\"");
        assert_eq!(string("'\""), "'\\'\"'");
        assert_eq!(string("a\n\u{a0}\u{1f680}\\"), "'a\\n\\xa0🚀\\\\'");
        assert_eq!(bytes(b"no'\xff"), "b\"no'\\xff\"");
    }

    #[test]
    fn numbers_look_like_python() {
        assert_eq!(float(1.0), "1.0");
        assert_eq!(float(1e22), "1e+22");
        assert_eq!(float(1e-5), "1e-05");
        assert_eq!(float(0.0001), "0.0001");
    }

    #[test]
    fn collections_look_like_python() {
        assert_eq!(tuple(&["a"]), "('a',)");
        assert_eq!(list(&["a", "b"]), "['a', 'b']");
        assert_eq!(
            json(&serde_json::json!({"offset": null, "x": [1.5, true]})),
            "{'offset': None, 'x': [1.5, True]}"
        );
    }
}
