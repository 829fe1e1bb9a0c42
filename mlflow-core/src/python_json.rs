//! JSON as Python writes it, which stands in databases that official MLflow reads too.

use crate::validation::text::python_float;
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use std::io;

/// Writes JSON as `json.dumps(value, ensure_ascii=False)` does.
///
/// ```
/// let text = mlflow_core::python_json::text(&serde_json::json!({"a": [1.0, "ä"]}));
/// assert_eq!(text, r#"{"a": [1.0, "ä"]}"#);
/// ```
pub fn text<T: Serialize + ?Sized>(value: &T) -> String {
    dump(value, false)
}

/// Writes JSON as `json.dumps(value)` does: other characters than ASCII are escaped.
///
/// ```
/// let text = mlflow_core::python_json::ascii(&serde_json::json!(["ä"]));
/// assert_eq!(text, r#"["\u00e4"]"#);
/// ```
pub fn ascii<T: Serialize + ?Sized>(value: &T) -> String {
    dump(value, true)
}

fn dump<T: Serialize + ?Sized>(value: &T, is_ascii: bool) -> String {
    let mut out = Vec::new();
    // The types that are written here have keys of text, and memory does not fail to take bytes.
    match value.serialize(&mut Serializer::with_formatter(&mut out, Python { is_ascii })) {
        Ok(()) => String::from_utf8(out).unwrap_or_default(),
        Err(_) => String::from("null"),
    }
}

struct Python {
    is_ascii: bool,
}

impl Formatter for Python {
    fn write_f64<W: io::Write + ?Sized>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        writer.write_all(python_float(value).as_bytes())
    }

    fn begin_array_value<W: io::Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_key<W: io::Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_value<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn write_string_fragment<W: io::Write + ?Sized>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let is_plain = |b: u8| (b' '..=b'~').contains(&b);
        if !self.is_ascii || fragment.bytes().all(is_plain) {
            return writer.write_all(fragment.as_bytes());
        }
        for c in fragment.chars() {
            if c.is_ascii() && is_plain(c as u8) {
                write!(writer, "{c}")?;
                continue;
            }
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn json_looks_as_python_writes_it() {
        let value = json!({"a": [1, 2.0, null, true, 1e22], "日": "🚀\n\u{7f}\u{1}\"", "e": {}, "l": []});
        assert_eq!(
            text(&value),
            "{\"a\": [1, 2.0, null, true, 1e+22], \"日\": \"🚀\\n\u{7f}\\u0001\\\"\", \"e\": {}, \"l\": []}"
        );
        assert_eq!(
            ascii(&value),
            r#"{"a": [1, 2.0, null, true, 1e+22], "\u65e5": "\ud83d\ude80\n\u007f\u0001\"", "e": {}, "l": []}"#
        );
    }
}
