//! Numbers that official MLflow writes bare, where JSON has no word for them.

use bytes::Bytes;

const BARE: [&[u8]; 3] = [b"-Infinity", b"Infinity", b"NaN"];

/// Puts quotes around a bare `NaN`, `Infinity` and `-Infinity`, which one hand-written answer of official MLflow has.
pub(super) fn quoted(json: Bytes) -> Bytes {
    if !BARE
        .iter()
        .any(|word| json.windows(word.len()).any(|at| at == *word))
    {
        return json;
    }
    let mut quoted = Vec::with_capacity(json.len() + 64);
    let (mut rest, mut in_text) = (&json[..], false);
    while let [byte, after @ ..] = rest {
        let bare = BARE.iter().find(|word| !in_text && rest.starts_with(word));
        if let Some(word) = bare {
            quoted.push(b'"');
            quoted.extend_from_slice(word);
            quoted.push(b'"');
            rest = &rest[word.len()..];
            continue;
        }
        quoted.push(*byte);
        rest = after;
        match (byte, in_text, after) {
            (b'"', ..) => in_text = !in_text,
            (b'\\', true, [escaped, after @ ..]) => {
                quoted.push(*escaped);
                rest = after;
            }
            _ => {}
        }
    }
    quoted.into()
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn only_bare_words_get_quotes() {
        let json = r#"{"a": NaN, "NaN": [-Infinity, Infinity], "t": "a \" NaN", "n": 1}"#;
        let expected = r#"{"a": "NaN", "NaN": ["-Infinity", "Infinity"], "t": "a \" NaN", "n": 1}"#;
        assert_eq!(quoted(json.as_bytes().to_vec().into()), expected);
        assert_eq!(quoted(expected.as_bytes().to_vec().into()), expected);
    }
}
