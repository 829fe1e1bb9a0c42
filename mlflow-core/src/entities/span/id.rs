//! Ids of traces and spans, in their forms.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Returns the id of a trace as MLflow writes it, from any of its forms.
pub(super) fn trace(id: &str) -> Option<String> {
    Some(format!("tr-{}", digits(&bytes::<16>(id)?)))
}

/// Returns the digits of the id of a span, from any of its forms.
pub(super) fn span(id: &str) -> Option<String> {
    Some(digits(&bytes::<8>(id)?))
}

/// Returns base64 of the id of a trace, from any of its forms.
pub(super) fn trace_base64(id: &str) -> Option<String> {
    bytes::<16>(id).map(|bytes| STANDARD.encode(bytes))
}

/// Returns base64 of the id of a span, from any of its forms.
pub(super) fn span_base64(id: &str) -> Option<String> {
    bytes::<8>(id).map(|bytes| STANDARD.encode(bytes))
}

/// Reads the bytes of an id: base64, or hexadecimal digits, perhaps after `tr-` or `0x`. Short ones are filled up.
fn bytes<const N: usize>(id: &str) -> Option<[u8; N]> {
    let plain = id.strip_prefix("tr-").or_else(|| id.strip_prefix("0x"));
    let is_hex = |text: &str| text.len() == 2 * N && text.bytes().all(|b| b.is_ascii_hexdigit());
    let read = match plain {
        Some(hex) => from_hex(hex),
        None if is_hex(id) => from_hex(id),
        None => STANDARD.decode(id).ok(),
    }?;
    let start = N.checked_sub(read.len()).filter(|_| !read.is_empty())?;
    let mut bytes = [0; N];
    bytes.get_mut(start..)?.copy_from_slice(&read);
    Some(bytes)
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() {
        return None;
    }
    let padded = if text.len() % 2 == 1 {
        format!("0{text}")
    } else {
        text.to_owned()
    };
    (0..padded.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(padded.get(at..at + 2)?, 16).ok())
        .collect()
}

fn digits(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_many_forms() {
        let trace_id = "tr-1d96ac56a3b040439734bc4414881edc";
        for form in [
            "HZasVqOwQEOXNLxEFIge3A==",
            "1d96ac56a3b040439734bc4414881edc",
            trace_id,
        ] {
            assert_eq!(trace(form).as_deref(), Some(trace_id), "{form}");
            assert_eq!(trace_base64(form).as_deref(), Some("HZasVqOwQEOXNLxEFIge3A=="));
        }
        for form in ["AAAAAAAAA+g=", "00000000000003e8", "0x3e8", "0x00000000000003e8"] {
            assert_eq!(span(form).as_deref(), Some("00000000000003e8"), "{form}");
            assert_eq!(span_base64(form).as_deref(), Some("AAAAAAAAA+g="));
        }
        for bad in [
            "",
            "tr-",
            "no id",
            "0xzz",
            "HZasVqOwQEOXNLxEFIge3A==",
            "0x1d96ac56a3b040439",
        ] {
            assert_eq!(span(bad), None, "{bad}");
        }
    }
}
