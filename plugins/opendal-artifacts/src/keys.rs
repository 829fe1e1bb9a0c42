//! Paths of artifacts as OpenDAL's keys.
//!
//! OpenDAL trims a key, so that a space at its ends stands there as `␠`, which no path may have there itself.

use mlflow_core::artifact::ArtifactPath;
use mlflow_core::{Error, Result};

const SPACE: char = '␠';

/// Returns the key of a file.
pub(crate) fn file(path: &ArtifactPath) -> Result<String> {
    let path = path.as_str();
    if path.starts_with(SPACE) || path.ends_with(SPACE) {
        return Err(Error::invalid_parameter_value(format!(
            "the path '{path}' begins or ends with `{SPACE}`, which this store writes for spaces there"
        )));
    }
    let start = path.len() - path.trim_start_matches(' ').len();
    let end = path.trim_end_matches(' ').len().max(start);
    let spaces = |number: usize| String::from(SPACE).repeat(number);
    let key = format!(
        "{}{}{}",
        spaces(start),
        &path[start..end],
        spaces(path.len() - end)
    );
    match key.trim() == key {
        true => Ok(key),
        false => Err(Error::invalid_parameter_value(format!(
            "the path '{path}' begins or ends with white space that this store cannot keep"
        ))),
    }
}

/// Returns the key of a directory, or of the root.
pub(crate) fn directory(path: Option<&ArtifactPath>) -> Result<String> {
    let Some(path) = path else {
        return Ok("/".to_owned());
    };
    let path = path.as_str();
    let inner = path.trim_start_matches(' ');
    let start = path.len() - inner.len();
    Ok(format!("{}{inner}/", String::from(SPACE).repeat(start)))
}

/// Returns the path that a key is of.
pub(crate) fn path(key: &str) -> String {
    let is_directory = key.ends_with('/');
    let key = key.trim_start_matches('/').trim_end_matches('/');
    let inner = key.trim_start_matches(SPACE);
    let start = (key.len() - inner.len()) / SPACE.len_utf8();
    let (inner, end) = match is_directory {
        true => (inner, 0),
        false => {
            let kept = inner.trim_end_matches(SPACE);
            (kept, (inner.len() - kept.len()) / SPACE.len_utf8())
        }
    };
    format!("{}{inner}{}", " ".repeat(start), " ".repeat(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_back_and_bear_trimming() {
        for text in ["a", "a/b c", " lead", "trail ", "  both  ", "d /x", " d/ x "] {
            let parsed = ArtifactPath::parse(text).unwrap();
            let key = file(&parsed).unwrap();
            assert_eq!(key.trim(), key);
            assert_eq!(path(&key), text);
            let key = directory(Some(&parsed)).unwrap();
            assert_eq!(key.trim(), key);
            assert_eq!(path(&key), text);
        }
        assert!(file(&ArtifactPath::parse("x␠").unwrap()).is_err());
        assert!(file(&ArtifactPath::parse("x\u{3000}").unwrap()).is_err());
    }
}
