//! Values as Python writes them, which stand in the texts of official servers.

use serde_json::Value as Json;

const MOST_TEXT: usize = 240;
const MOST_ITEMS: usize = 10;

/// Writes a value, and leaves out what is long or deep.
pub(super) fn repr(value: &Json) -> String {
    shortened(value, 0)
}

fn shortened(value: &Json, depth: usize) -> String {
    match value {
        Json::Null => "None".to_owned(),
        Json::Bool(true) => "True".to_owned(),
        Json::Bool(false) => "False".to_owned(),
        Json::Number(number) => number.to_string(),
        Json::String(text) => quoted(text),
        Json::Array(items) if items.is_empty() => "[]".to_owned(),
        Json::Object(fields) if fields.is_empty() => "{}".to_owned(),
        Json::Array(_) if depth >= 2 => "[...]".to_owned(),
        Json::Object(_) if depth >= 2 => "{...}".to_owned(),
        Json::Array(items) => {
            let some = items.iter().map(|item| shortened(item, depth + 1));
            format!("[{}]", joined(some, items.len()))
        }
        Json::Object(fields) => {
            let field = |(name, value): (&String, &Json)| {
                format!("{}: {}", quoted(name), shortened(value, depth + 1))
            };
            format!("{{{}}}", joined(fields.iter().map(field), fields.len()))
        }
    }
}

fn joined(items: impl Iterator<Item = String>, count: usize) -> String {
    let mut some: Vec<_> = items.take(MOST_ITEMS).collect();
    if count > MOST_ITEMS {
        some.push("...".to_owned());
    }
    some.join(", ")
}

fn quoted(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    };
    let mut quoted = String::from(quote);
    for c in text.chars().take(MOST_TEXT) {
        match c {
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\\' => quoted.push_str("\\\\"),
            c if c == quote => quoted.extend(['\\', c]),
            c => quoted.push(c),
        }
    }
    if text.chars().nth(MOST_TEXT).is_some() {
        quoted.push_str("...");
    }
    quoted.push(quote);
    quoted
}

#[cfg(test)]
mod tests {
    use super::repr;
    use serde_json::json;

    #[test]
    fn values_are_written_as_python_writes_them() {
        let value = json!({"a": ["1", 2.5, null, true], "b": {"c": [1]}, "d": "it's\n"});
        assert_eq!(
            repr(&value),
            r#"{'a': ['1', 2.5, None, True], 'b': {'c': [...]}, 'd': "it's\n"}"#
        );
        let long = repr(&json!([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]));
        assert_eq!(long, "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ...]");
    }
}
