//! Names and ids.

use super::text::{self, json_text};
use super::{invalid, missing};
use crate::error::{Error, Result};

const CHARACTERS: &str = "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), \
                          spaces ( ), colon(:) and slashes (/).";

/// Checks the name of a metric, a parameter or a tag: its characters, and that as a path it means
/// nothing but itself.
pub(super) fn key(path: &str, name: &str) -> Result<()> {
    if !name.chars().all(is_name_character) {
        return Err(invalid(path, json_text(name), &format!(": {CHARACTERS}")));
    }
    own_path(path, name)
}

/// Checks the key of something that a store keeps as a file, as that of every metric, parameter and tag of a run.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` for other characters, and for a key that as a path means something else.
///
/// ```
/// use mlflow_core::validation::entry_key;
/// assert!(entry_key("key", "train/loss").is_ok());
/// assert!(entry_key("key", "../loss").is_err());
/// ```
pub fn entry_key(path: &str, name: &str) -> Result<()> {
    key(path, name)
}

/// Checks that a name means nothing but itself as a path.
pub(super) fn own_path(path: &str, name: &str) -> Result<()> {
    let normal = posix_normal(name);
    if normal != name || normal == "." || normal.starts_with("..") || normal.starts_with('/') {
        let rule = format!(
            ": Names may be treated as files in certain cases, and must not resolve to other names when treated \
             as such. This name would resolve to '{normal}'"
        );
        return Err(invalid(path, json_text(name), &rule));
    }
    Ok(())
}

fn is_name_character(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '/' | '_' | '.' | '-' | ' ' | ':')
}

/// Returns the shortest path of the same meaning, as Python's `posixpath.normpath` does.
fn posix_normal(path: &str) -> String {
    let root = match path.bytes().take_while(|&b| b == b'/').count() {
        0 => "",
        2 => "//",
        _ => "/",
    };
    let mut kept: Vec<&str> = Vec::new();
    for part in path.split('/').filter(|part| !matches!(*part, "" | ".")) {
        let keeps = part != ".." || kept.last().map_or(root.is_empty(), |last| *last == "..");
        if keeps {
            kept.push(part);
        } else {
            kept.pop();
        }
    }
    match format!("{root}{}", kept.join("/")) {
        normal if normal.is_empty() => ".".to_owned(),
        normal => normal,
    }
}

/// Checks the id of a run that must be there: no run has an id of another form.
pub(super) fn run_id(id: &str) -> Result<()> {
    listed_run_id("run_id", id)?;
    if is_run_id(id) {
        return Ok(());
    }
    Err(Error::does_not_exist(format!("Run with id={id} not found")))
}

/// Checks the form of a run's id before anything is known of the run.
pub(super) fn strict_run_id(id: &str) -> Result<()> {
    listed_run_id("run_id", id)?;
    if is_run_id(id) {
        return Ok(());
    }
    Err(invalid("run_id", json_text(id), "."))
}

/// Checks the id of a run that need not be there.
pub(super) fn listed_run_id(path: &str, id: &str) -> Result<()> {
    if id.is_empty() {
        return Err(missing(path));
    }
    if id.trim() != id || id.contains('\0') {
        return Err(invalid(path, json_text(id), "."));
    }
    Ok(())
}

fn is_run_id(id: &str) -> bool {
    let word = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
    id.len() <= 256 && id.bytes().all(word) && id.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric)
}

/// Checks the id of an experiment.
pub(super) fn experiment_id(path: &str, id: &str) -> Result<()> {
    if id.is_empty() {
        return Err(missing(path));
    }
    experiment_number(id).map(drop)
}

/// Returns the number that an experiment's id is.
///
/// An id has one form only: no sign but that of a negative number, no leading zeros, no spaces.
///
/// ```
/// use mlflow_core::validation::experiment_number;
/// assert_eq!(experiment_number("17")?, 17);
/// assert!(experiment_number("017").is_err());
/// assert!(experiment_number("9223372036854775808").is_err());
/// # Ok::<(), mlflow_core::Error>(())
/// ```
pub fn experiment_number(id: &str) -> Result<i64> {
    match id.parse::<i64>() {
        Ok(number) if number.to_string() == id => Ok(number),
        _ => Err(Error::invalid_parameter_value(format!(
            "Invalid experiment ID '{id}'. Experiment ID must be a valid integer."
        ))),
    }
}

/// Checks the key of a tag of a run, and cuts its value.
pub(super) fn tag(path: &str, key: &str, value: &mut String) -> Result<()> {
    let prefix = if path.is_empty() {
        String::new()
    } else {
        format!("{path}.")
    };
    let (key_path, value_path) = (format!("{prefix}key"), format!("{prefix}value"));
    self::key(&key_path, key)?;
    text::at_most(&key_path, super::MAX_KEY, key)?;
    text::cut(&value_path, super::MAX_TAG_VALUE, value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_paths_of_their_own() {
        for good in [
            "a",
            "a/b",
            "a b",
            "a.b",
            "a:b",
            "a-b_c",
            "日本 key",
            "a/..b",
            ".a",
        ] {
            assert!(key("key", good).is_ok(), "{good}");
        }
        for (bad, normal) in [
            ("", "."),
            (".", "."),
            ("a//b", "a/b"),
            ("a/", "a"),
            ("../x", "../x"),
            ("a/../b", "b"),
            ("/abs", "/abs"),
            ("//abs", "//abs"),
            ("///abs", "/abs"),
            ("/../x", "/x"),
            ("..", ".."),
            ("...a/b", "...a/b"),
        ] {
            let message = key("key", bad).unwrap_err().message().to_owned();
            assert!(
                message.ends_with(&format!("resolve to '{normal}'")),
                "{bad}: {message}"
            );
        }
        for bad in ["bad#char", "nl\nkey", "tab\t", "a\0", "a\\b", "a,b", "a'b"] {
            let message = key("key", bad).unwrap_err().message().to_owned();
            assert!(message.contains("Names may only contain"), "{bad}: {message}");
        }
    }

    #[test]
    fn run_ids_have_one_form() {
        let longest = "a".repeat(256);
        for good in ["a", "0", "a-b_c", &longest] {
            assert!(run_id(good).is_ok() && strict_run_id(good).is_ok(), "{good}");
        }
        let too_long = "a".repeat(257);
        for bad in ["../x", "-a", "_a", "a b", "é", &too_long] {
            assert_eq!(run_id(bad).unwrap_err().http_status(), 404, "{bad}");
            assert_eq!(strict_run_id(bad).unwrap_err().http_status(), 400, "{bad}");
        }
        for bad in ["", " a", "a\n", "a\0b"] {
            assert_eq!(run_id(bad).unwrap_err().http_status(), 400, "{bad:?}");
        }
    }

    #[test]
    fn experiment_ids_have_one_form() {
        for good in ["0", "1", "9223372036854775807"] {
            assert!(experiment_number(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "00",
            "01",
            "+1",
            " 1",
            "1 ",
            "1_0",
            "1.0",
            "abc",
            "-0",
            "9223372036854775808",
            "１",
        ] {
            assert!(experiment_number(bad).is_err(), "{bad}");
        }
    }
}
