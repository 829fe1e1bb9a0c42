//! `mlflow.toml`.

use super::setting::Kind;
use super::settings::KINDS;
use crate::error::{Error, Result};
use figment::Figment;
use figment::providers::{Format, Toml};
use figment::value::Value;
use std::path::{Path, PathBuf};

const NAME: &str = "mlflow.toml";

/// A configuration file that was read.
#[derive(Clone, Debug)]
pub(super) struct ConfigFile {
    path: PathBuf,
    values: figment::value::Dict,
}

impl ConfigFile {
    /// Finds the project's file, else the user's.
    pub(super) fn find(directory: Option<&Path>) -> Result<Option<Self>> {
        let project = directory.iter().flat_map(|d| d.ancestors()).map(|d| d.join(NAME));
        let path = project
            .chain(user_folder().map(|d| d.join("mlflow").join(NAME)))
            .find(|path| path.is_file());
        path.map(ConfigFile::read).transpose()
    }

    fn read(path: PathBuf) -> Result<Self> {
        let figment = Figment::new().merge(Toml::file_exact(&path));
        let values = figment
            .extract()
            .map_err(|e| unreadable(&path, &e.kind.to_string()))?;
        let file = ConfigFile { path, values };
        for (name, value) in &file.values {
            match KINDS.iter().find(|(known, _)| known == name) {
                Some((_, kind)) => file.check_type(name, value, *kind)?,
                None => {
                    let file = file.path.display();
                    crate::notice::warn(&format!("{file}: unknown setting `{name}` is ignored"));
                }
            }
        }
        Ok(file)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Tells whether it lies in the user's configuration folder.
    pub(super) fn is_of_user(&self) -> bool {
        user_folder().is_some_and(|folder| self.path == folder.join("mlflow").join(NAME))
    }

    /// Refuses a value of another type than the setting's, which would be read as something else or not at all.
    fn check_type(&self, name: &str, value: &Value, kind: Kind) -> Result<()> {
        let (is_right, expected) = match (kind, value) {
            (Kind::Text, value) => (matches!(value, Value::String(..)), "a text in quotes"),
            (Kind::Flag, value) => (matches!(value, Value::Bool(..)), "true or false"),
            (Kind::Integer, Value::Num(_, number)) => (number.to_i128().is_some(), "an integer"),
            (Kind::Integer, _) => (false, "an integer"),
            (Kind::Number, value) => (matches!(value, Value::Num(..)), "a number"),
        };
        if is_right {
            return Ok(());
        }
        let found = match value {
            Value::String(..) => "a text",
            Value::Bool(..) => "true or false",
            Value::Char(..) => "a character",
            Value::Num(..) => "a number",
            Value::Empty(..) => "nothing",
            Value::Dict(..) => "a table",
            Value::Array(..) => "a list",
        };
        Err(Error::invalid_parameter_value(format!(
            "Invalid value of `{name}` (file {}): expected {expected}, not {found}",
            self.path.display()
        )))
    }

    /// Returns a value as text.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        match self.values.get(name)? {
            Value::String(_, text) => Some(text.clone()),
            Value::Bool(_, flag) => Some(flag.to_string()),
            Value::Num(_, number) => number
                .to_i128()
                .map(|n| n.to_string())
                .or_else(|| number.to_f64().map(|n| n.to_string())),
            _ => None,
        }
    }
}

/// Says in one line what is wrong with a file, and where, out of the several lines of a TOML error: its
/// place, the line of the file with a mark below it, and the reason.
fn unreadable(path: &Path, explained: &str) -> Error {
    let mut lines = explained.lines();
    let place = lines.next().and_then(|first| {
        let place = first.strip_prefix("TOML parse error at line ")?;
        place.split_once(", column ")
    });
    let (place, reason): (_, Vec<_>) = match place {
        Some((line, column)) => {
            let is_excerpt = |text: &&str| {
                text.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit())
                    .starts_with('|')
            };
            let reason = lines.skip_while(is_excerpt).filter(|text| !text.is_empty());
            (format!(":{line}:{column}"), reason.collect())
        }
        None => (String::new(), explained.lines().collect()),
    };
    Error::invalid_parameter_value(format!(
        "cannot read the configuration file {}{place}: {}",
        path.display(),
        reason.join(", ")
    ))
}

fn user_folder() -> Option<PathBuf> {
    let variable = |name| {
        std::env::var_os(name)
            .filter(|v| !v.is_empty())
            .map(PathBuf::from)
    };
    if cfg!(windows) {
        return variable("APPDATA");
    }
    variable("XDG_CONFIG_HOME").or_else(|| variable("HOME").map(|home| home.join(".config")))
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, Source, settings};

    #[test]
    fn the_project_is_found_from_a_folder_inside_it() {
        let project = tempfile::tempdir().unwrap();
        let path = project.path().join("mlflow.toml");
        std::fs::write(
            &path,
            "tracking_uri = \"sqlite:///p.db\"\nartifact_location_max_length = 3\n",
        )
        .unwrap();
        let inside = project.path().join("src/deep");
        std::fs::create_dir_all(&inside).unwrap();

        let config = Config::load_from(Some(&inside)).unwrap();
        let retries = config.get(&settings::ARTIFACT_LOCATION_MAX_LENGTH).unwrap();
        assert_eq!((retries.value, retries.source), (Some(3), Source::File(path)));
    }

    #[test]
    fn a_broken_file_is_named_in_one_line_with_the_place() {
        let project = tempfile::tempdir().unwrap();
        let path = project.path().join("mlflow.toml");
        for (text, place) in [
            ("tracking_uri = [", ":1:17: "),
            ("\n\nrun_context = 'a\n", ":3:17: "),
            ("a = 1\na = 2", ":2:1: "),
            ("= 3", ":1:1: "),
        ] {
            std::fs::write(&path, text).unwrap();
            let error = Config::load_from(Some(project.path())).unwrap_err();
            let beginning = format!("cannot read the configuration file {}{place}", path.display());
            let reason = error.message().strip_prefix(&beginning);
            let is_good = reason.is_some_and(|reason| !reason.is_empty() && !reason.contains(['\n', '|']));
            assert!(is_good, "{text:?}: {}", error.message());
        }
        std::fs::write(&path, [0xff]).unwrap();
        let error = Config::load_from(Some(project.path())).unwrap_err();
        assert!(error.message().contains("mlflow.toml: "), "{error}");
    }

    /// input is parsed, not patched.
    #[test]
    fn a_value_of_another_type_is_named_with_its_file() {
        let project = tempfile::tempdir().unwrap();
        let path = project.path().join("mlflow.toml");
        for (text, key, expected) in [
            (
                "experiment_id = 3",
                "experiment_id",
                "a text in quotes, not a number",
            ),
            (
                "tracking_uri = ['a', 'b']",
                "tracking_uri",
                "a text in quotes, not a list",
            ),
            (
                "[tracking_uri]\nx = 1",
                "tracking_uri",
                "a text in quotes, not a table",
            ),
            (
                "run_context = true",
                "run_context",
                "a text in quotes, not true or false",
            ),
            (
                "run_context = 1979-05-27",
                "run_context",
                "a text in quotes, not ",
            ),
            (
                "artifact_location_max_length = 'many'",
                "artifact_location_max_length",
                "an integer, not a text",
            ),
            (
                "artifact_location_max_length = 2.5",
                "artifact_location_max_length",
                "an integer, not a number",
            ),
            (
                "truncate_long_values = 'no'",
                "truncate_long_values",
                "true or false, not a text",
            ),
            (
                "truncate_long_values = []",
                "truncate_long_values",
                "true or false, not a list",
            ),
        ] {
            std::fs::write(&path, text).unwrap();
            let Err(error) = Config::load_from(Some(project.path())) else {
                panic!("{text} was read");
            };
            let said = format!(
                "Invalid value of `{key}` (file {}): expected {expected}",
                path.display()
            );
            assert!(error.message().starts_with(&said), "{text}: {}", error.message());
        }
    }

    #[test]
    fn flags_and_integers_are_read() {
        let project = tempfile::tempdir().unwrap();
        let text = "truncate_long_values = false\nartifact_location_max_length = 7\nmine = [1]\n";
        std::fs::write(project.path().join("mlflow.toml"), text).unwrap();
        let config = Config::load_from(Some(project.path())).unwrap();
        let flag = config.get(&settings::TRUNCATE_LONG_VALUES).unwrap().value;
        let number = config.get(&settings::ARTIFACT_LOCATION_MAX_LENGTH).unwrap().value;
        assert_eq!((flag, number), (Some(false), Some(7)));
    }
}
