//! What the doctor says.

use super::store::State;
use crate::output::{Answer, Table, one_line};
use serde_json::{Map, Value, json};

const VERSION: &str = env!("CARGO_PKG_VERSION");
const RUSTC: &str = env!("MLFLOW_BUILD_RUSTC");
const TARGET: &str = env!("MLFLOW_BUILD_TARGET");
const PROFILE: &str = env!("MLFLOW_BUILD_PROFILE");

/// A value, and where it was set.
pub(super) struct Place {
    pub(super) value: String,
    pub(super) source: String,
}

impl Place {
    fn line(&self) -> String {
        format!("{} ({})", self.value, self.source)
    }

    fn json(&self) -> Value {
        json!({ "value": self.value, "source": self.source })
    }
}

/// All that was found out.
pub(super) struct Report {
    pub(super) tracking: Place,
    pub(super) registry: Place,
    pub(super) experiment: Place,
    pub(super) config_file: Option<String>,
    /// Section, scheme and provider.
    pub(super) schemes: Vec<(&'static str, String, String)>,
    pub(super) store: State,
    pub(super) variables: Vec<(String, String)>,
    /// Variables of settings that cannot be read, with the errors.
    pub(super) wrong: Vec<(&'static str, String)>,
}

impl Report {
    fn schemes_of(&self, section: &str) -> impl Iterator<Item = (&str, &str)> {
        let of_section = self.schemes.iter().filter(move |(of, _, _)| *of == section);
        of_section.map(|(_, scheme, provider)| (scheme.as_str(), provider.as_str()))
    }

    fn scheme_list(&self, section: &str) -> String {
        let schemes: Vec<_> = self.schemes_of(section).map(|(scheme, _)| scheme).collect();
        schemes.join(", ")
    }

    fn scheme_object(&self, section: &str) -> Value {
        let pairs = self
            .schemes_of(section)
            .map(|(scheme, provider)| (scheme.to_owned(), provider.into()));
        Value::Object(pairs.collect::<Map<_, _>>())
    }

    /// Returns what stands behind the value of a variable that cannot be read.
    fn wrong_of(&self, variable: &str) -> String {
        let wrong = self.wrong.iter().find(|(name, _)| *name == variable);
        wrong.map_or_else(String::new, |(_, error)| format!(" (wrong: {error})"))
    }

    fn lines(&self) -> Vec<(String, String)> {
        let config_file = self.config_file.clone().unwrap_or_else(|| "none".to_owned());
        let fixed = [
            ("MLflow version", format!("{VERSION}, native in Rust")),
            ("Build", format!("{RUSTC}, {TARGET}, {PROFILE}")),
            ("Tracking URI", self.tracking.line()),
            ("Registry URI", self.registry.line()),
            ("Active experiment", self.experiment.line()),
            ("Store", state_line(&self.store)),
            ("Tracking schemes", self.scheme_list("tracking")),
            ("Artifact schemes", self.scheme_list("artifacts")),
            ("Configuration file", config_file),
        ];
        let variables = self
            .variables
            .iter()
            .map(|(name, value)| (name.clone(), value.clone() + &self.wrong_of(name)));
        fixed
            .map(|(label, value)| (label.to_owned(), value))
            .into_iter()
            .chain(variables)
            .collect()
    }
}

impl Answer for Report {
    fn table(&self) -> Table {
        Table::new(["field", "value"]).with_rows(self.lines().into_iter().map(<[String; 2]>::from))
    }

    fn json(&self) -> Value {
        let variables = self
            .variables
            .iter()
            .map(|(name, value)| (name.clone(), value.as_str().into()));
        let wrong = self
            .wrong
            .iter()
            .map(|(name, error)| ((*name).to_owned(), error.as_str().into()));
        json!({
            "version": VERSION,
            "build": { "rustc": RUSTC, "target": TARGET, "profile": PROFILE },
            "tracking_uri": self.tracking.json(),
            "registry_uri": self.registry.json(),
            "active_experiment": self.experiment.json(),
            "store": state_json(&self.store),
            "schemes": {
                "tracking": self.scheme_object("tracking"),
                "artifacts": self.scheme_object("artifacts"),
            },
            "config_file": self.config_file,
            "wrong_settings": Value::Object(wrong.collect::<Map<_, _>>()),
            "environment": Value::Object(variables.collect::<Map<_, _>>()),
        })
    }

    fn text(&self) -> String {
        let lines = self.lines().into_iter();
        lines
            .map(|(label, value)| format!("{label:<19}: {}\n", one_line(&value)))
            .collect()
    }
}

fn state_line(state: &State) -> String {
    match state {
        State::Open {
            experiments,
            schema_revision,
        } => {
            let revision = schema_revision.map(|revision| format!(", schema revision {revision}"));
            format!(
                "answers, {experiments} experiments{}",
                revision.unwrap_or_default()
            )
        }
        State::Missing { file } => format!(
            "the file {} is not there yet; the first run makes it",
            file.display()
        ),
        State::Failed { code, message } => format!("does not answer: {code}: {message}"),
    }
}

fn state_json(state: &State) -> Value {
    match state {
        State::Open {
            experiments,
            schema_revision,
        } => json!({
            "state": "open",
            "experiments": experiments,
            "schema_revision": schema_revision,
        }),
        State::Missing { file } => json!({ "state": "missing", "file": file.display().to_string() }),
        State::Failed { code, message } => {
            json!({ "state": "failed", "error_code": code, "message": message })
        }
    }
}
