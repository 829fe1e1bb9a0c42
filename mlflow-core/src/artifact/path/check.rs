//! The rules for a path, applied to every form it has when percent-decoded.

use percent_encoding::percent_decode_str;

use super::RESERVED_PREFIX;
use super::image::mask_image_marks;

const DECODING_ROUNDS: usize = 5;
const SEGMENT_BYTES: usize = 255;

/// Returns why a path is refused, or `None` for a good one.
pub(super) fn refusal(path: &str) -> Option<String> {
    let mut form = mask_image_marks(path);
    for _ in 0..=DECODING_ROUNDS {
        if let Some(reason) = refusal_of_form(&form) {
            return Some(reason);
        }
        let decoded = percent_decode_str(&form).decode_utf8_lossy().into_owned();
        if decoded == form {
            return None;
        }
        form = decoded;
    }
    Some(format!("It is percent-encoded more than {DECODING_ROUNDS} times"))
}

fn refusal_of_form(path: &str) -> Option<String> {
    if path.is_empty() {
        return Some("It is empty".to_owned());
    }
    if let Some(character) = path.chars().find(|c| c.is_control()) {
        return Some(format!(
            "It has the control character U+{:04X}",
            u32::from(character)
        ));
    }
    if let Some(character) = path.chars().find(|c| matches!(c, '\\' | '#' | '?')) {
        return Some(format!("It has the character '{character}'"));
    }
    if path.starts_with('/') {
        return Some("It is absolute".to_owned());
    }
    if has_scheme_or_drive(path) {
        return Some("It begins with a scheme or a drive letter".to_owned());
    }
    path.split('/').find_map(refusal_of_segment)
}

fn refusal_of_segment(segment: &str) -> Option<String> {
    match segment {
        "" => Some("It has an empty segment".to_owned()),
        "." | ".." => Some(format!("It has a '{segment}' segment")),
        _ if segment.len() > SEGMENT_BYTES => Some(format!("A segment is over {SEGMENT_BYTES} bytes")),
        _ if is_reserved(segment) => Some(format!(
            "Artifact names starting with '{RESERVED_PREFIX}' are reserved"
        )),
        _ if cfg!(windows) && segment.contains(':') => Some("It has the character ':'".to_owned()),
        _ => None,
    }
}

fn is_reserved(segment: &str) -> bool {
    segment
        .get(..RESERVED_PREFIX.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(RESERVED_PREFIX))
}

/// Tells whether a path begins like `c:`, `file:` or `scheme:/`; `model:v1.txt` is a plain name.
fn has_scheme_or_drive(path: &str) -> bool {
    let Some((scheme, rest)) = path.split_once(':') else {
        return false;
    };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme && (scheme.len() == 1 || rest.starts_with('/') || scheme.eq_ignore_ascii_case("file"))
}

/// Returns what Python's `posixpath.normpath` makes of a path.
pub(super) fn posix_normal(path: &str) -> String {
    let root = match path.bytes().take_while(|b| *b == b'/').count() {
        0 => "",
        2 => "//",
        _ => "/",
    };
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." if segments.last().is_some_and(|last| *last != "..") => {
                segments.pop();
            }
            ".." if !root.is_empty() => {}
            _ => segments.push(segment),
        }
    }
    match format!("{root}{}", segments.join("/")) {
        normal if normal.is_empty() => ".".to_owned(),
        normal => normal,
    }
}
