//! Page tokens.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::grammar::invalid;
use super::{chars, repr};
use crate::Result;

/// Where the next page of an answer begins, in official MLflow's form: base64 of `{"offset": N}`.
///
/// ```
/// use mlflow_core::search::PageToken;
///
/// let token = PageToken::at(100);
/// assert_eq!(token.to_string(), "eyJvZmZzZXQiOiAxMDB9");
/// assert_eq!(PageToken::parse(&token.to_string())?.offset(), 100);
/// assert_eq!(PageToken::parse("")?.offset(), 0);
/// # Ok::<(), mlflow_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PageToken {
    offset: i64,
}

impl PageToken {
    /// Makes the token of a page that begins after a number of results.
    pub fn at(offset: i64) -> Self {
        PageToken { offset }
    }

    /// Reads a token; the empty text stands for the first page.
    pub fn parse(token: &str) -> Result<Self> {
        if token.is_empty() {
            return Ok(PageToken::default());
        }
        let decoded = decode(token).ok_or_else(|| invalid("Invalid page token, could not base64-decode"))?;
        let undecodable = || {
            invalid(format!(
                "Invalid page token, decoded value={}",
                repr::bytes(&decoded)
            ))
        };
        let parsed: Value = serde_json::from_slice(&decoded).map_err(|_| undecodable())?;
        let Value::Object(entries) = &parsed else {
            return Err(undecodable());
        };
        let offset = entries.get("offset").unwrap_or(&Value::Null);
        let no_number = |text: &str| invalid(format!("Invalid page token, not stringable {text}"));
        let offset = match offset {
            Value::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(offset), _) => offset,
                #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
                (None, Some(float)) if float.abs() < 9e18 => float as i64,
                _ => return Err(no_number(&number.to_string())),
            },
            Value::String(text) if !text.is_empty() => {
                chars::integer(text.trim_matches(chars::is_space)).ok_or_else(|| no_number(text))?
            }
            Value::Bool(true) => 1,
            Value::Array(items) if !items.is_empty() => return Err(no_number(&repr::json(offset))),
            Value::Object(entries) if !entries.is_empty() => return Err(no_number(&repr::json(offset))),
            _ => {
                return Err(invalid(format!(
                    "Invalid page token, parsed value={}",
                    repr::json(&parsed)
                )));
            }
        };
        if offset == 0
            && entries
                .get("offset")
                .is_some_and(|value| value.as_f64() == Some(0.0))
        {
            return Err(invalid(format!(
                "Invalid page token, parsed value={}",
                repr::json(&parsed)
            )));
        }
        Ok(PageToken { offset })
    }

    /// Returns how many results come before the page, as the token has it.
    pub fn offset(self) -> i64 {
        self.offset
    }

    /// Returns how many results come before the page; a negative offset stands for none.
    pub fn skip(self) -> u64 {
        u64::try_from(self.offset).unwrap_or(0)
    }

    /// Returns the token of the page after one of the given size.
    pub fn after(self, page_size: u32) -> Self {
        PageToken {
            offset: self.offset.saturating_add(i64::from(page_size)),
        }
    }
}

impl fmt::Display for PageToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&STANDARD.encode(format!("{{\"offset\": {}}}", self.offset)))
    }
}

/// Decodes base64 as Python does: what is no base64 character is skipped, and the padding ends the text.
pub(super) fn decode(token: &str) -> Option<Vec<u8>> {
    if !token.is_ascii() {
        return None;
    }
    let mut out = Vec::with_capacity(token.len() / 4 * 3);
    let mut bits = 0_u32;
    let mut filled = 0;
    let mut padding = 0;
    for byte in token.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => {
                padding += 1;
                if filled >= 2 && filled + padding >= 4 {
                    return Some(out);
                }
                continue;
            }
            _ => continue,
        };
        padding = 0;
        bits = bits << 6 | u32::from(value);
        filled += 1;
        if filled > 1 {
            let shift = 6 - 2 * (filled - 1);
            out.push((bits >> shift & 0xff) as u8);
        }
        filled %= 4;
    }
    (filled == 0).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(json: &str) -> String {
        STANDARD.encode(json)
    }

    #[test]
    fn offsets_in_their_forms() {
        for (json, offset) in [
            (r#"{"offset": 3}"#, 3),
            (r#"{"offset": "3"}"#, 3),
            (r#"{"offset": -1}"#, -1),
            (r#"{"offset":2,"x":1}"#, 2),
            (r#"{"offset": 1.5}"#, 1),
            (r#"{"offset": true}"#, 1),
        ] {
            assert_eq!(PageToken::parse(&token(json)).unwrap().offset(), offset, "{json}");
        }
        assert_eq!(PageToken::at(-1).skip(), 0);
        assert_eq!(PageToken::at(-1).after(2).offset(), 1);
    }

    #[test]
    fn refusals_in_their_words() {
        let message = |token: &str| PageToken::parse(token).unwrap_err().message().to_owned();
        assert_eq!(message("abc"), "Invalid page token, could not base64-decode");
        assert_eq!(message("@@@@"), "Invalid page token, decoded value=b''");
        assert_eq!(message("bm9qc29u"), "Invalid page token, decoded value=b'nojson'");
        assert_eq!(message(&token("{}")), "Invalid page token, parsed value={}");
        assert_eq!(
            message(&token(r#"{"offset": 0}"#)),
            "Invalid page token, parsed value={'offset': 0}"
        );
        assert_eq!(
            message(&token(r#"{"offset": null}"#)),
            "Invalid page token, parsed value={'offset': None}"
        );
        assert_eq!(
            message(&token(r#"{"offset": "x"}"#)),
            "Invalid page token, not stringable x"
        );
        assert_eq!(message(&token("[1]")), "Invalid page token, decoded value=b'[1]'");
    }

    #[test]
    fn base64_is_read_leniently() {
        assert_eq!(decode("YW Jj").as_deref(), Some(&b"abc"[..]));
        assert_eq!(decode("YQ==").as_deref(), Some(&b"a"[..]));
        assert_eq!(decode("YWI=ignored").as_deref(), Some(&b"ab"[..]));
        assert_eq!(decode("YQ"), None);
        assert_eq!(decode("Y"), None);
    }
}
