//! `mlflow.toml`.

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
        for name in file
            .values
            .keys()
            .filter(|name| !super::settings::NAMES.contains(&name.as_str()))
        {
            tracing::warn!("{}: unknown setting `{name}` is ignored", file.path.display());
        }
        Ok(file)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns a value as text, whatever its TOML type.
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

    #[test]
    fn a_value_of_another_type_is_named_with_its_source() {
        let project = tempfile::tempdir().unwrap();
        std::fs::write(
            project.path().join("mlflow.toml"),
            "artifact_location_max_length = \"many\"",
        )
        .unwrap();
        let config = Config::load_from(Some(project.path())).unwrap();
        let error = config.get(&settings::ARTIFACT_LOCATION_MAX_LENGTH).unwrap_err();
        assert!(
            error.message().contains("`many`") && error.message().contains("mlflow.toml"),
            "{error}"
        );
    }
}
