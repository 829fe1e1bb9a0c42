//! What the commands on registered models print.

use crate::output::{Answer, Table, one_line};
use crate::time::local;
use mlflow_core::entities::{ModelVersion, RegisteredModel};
use serde_json::{Value, json};

/// A new version: its number for people and scripts.
pub(super) struct Registered(pub(super) ModelVersion);

impl Answer for Registered {
    fn table(&self) -> Table {
        Table::new(["name", "version"]).with_rows([[self.0.name.as_str(), self.0.version.as_str()]])
    }

    fn json(&self) -> Value {
        json!(self.0)
    }

    fn text(&self) -> String {
        format!("{}\n", self.0.version)
    }
}

/// What something was done to: for programs only.
pub(super) struct Done {
    pub(super) name: String,
    pub(super) version: Option<String>,
}

impl Answer for Done {
    fn table(&self) -> Table {
        let version = self.version.clone().unwrap_or_default();
        Table::new(["name", "version"]).with_rows([[self.name.clone(), version]])
    }

    fn json(&self) -> Value {
        match &self.version {
            Some(version) => json!({"name": self.name, "version": version}),
            None => json!({"name": self.name}),
        }
    }

    fn text(&self) -> String {
        String::new()
    }
}

fn tags<'t>(tags: impl Iterator<Item = (&'t str, &'t str)>) -> String {
    tags.map(|(key, value)| format!("{key}={value}"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn aliases(model: &RegisteredModel) -> String {
    let each = model.aliases.iter().map(|a| format!("{}={}", a.alias, a.version));
    each.collect::<Vec<_>>().join(", ")
}

fn latest(model: &RegisteredModel) -> String {
    let each = model
        .latest_versions
        .iter()
        .map(|v| match v.current_stage.as_str() {
            "" | "None" => v.version.clone(),
            stage => format!("{} ({stage})", v.version),
        });
    each.collect::<Vec<_>>().join(", ")
}

fn of_model(model: &RegisteredModel) -> String {
    tags(
        model
            .tags
            .iter()
            .map(|tag| (tag.key.as_str(), tag.value.as_str())),
    )
}

fn of_version(version: &ModelVersion) -> String {
    tags(
        version
            .tags
            .iter()
            .map(|tag| (tag.key.as_str(), tag.value.as_str())),
    )
}

/// All about one registered model.
pub(super) struct Details(pub(super) RegisteredModel);

impl Answer for Details {
    fn table(&self) -> Table {
        models_csv(std::slice::from_ref(&self.0))
    }

    fn json(&self) -> Value {
        json!(self.0)
    }

    fn text(&self) -> String {
        let model = &self.0;
        let fields = [
            ("Name", model.name.clone()),
            ("Description", model.description.clone()),
            ("Created", local(model.creation_timestamp)),
            ("Last Updated", local(model.last_updated_timestamp)),
            ("Latest Versions", latest(model)),
            ("Aliases", aliases(model)),
            ("Tags", of_model(model)),
        ];
        let lines = fields
            .map(|(label, value)| format!("{}\n", format!("{label:<16}: {}", one_line(&value)).trim_end()));
        lines.concat()
    }
}

/// Registered models that were found.
pub(super) struct Models(pub(super) Vec<RegisteredModel>);

impl Answer for Models {
    fn table(&self) -> Table {
        let row = |m: &RegisteredModel| {
            [
                m.name.clone(),
                latest(m),
                aliases(m),
                local(m.last_updated_timestamp),
            ]
        };
        Table::new(["Name", "Latest Versions", "Aliases", "Last Updated"]).with_rows(self.0.iter().map(row))
    }

    fn json(&self) -> Value {
        json!(self.0)
    }

    fn csv(&self) -> Table {
        models_csv(&self.0)
    }
}

fn models_csv(models: &[RegisteredModel]) -> Table {
    let number = |time: Option<i64>| time.map(|time| time.to_string()).unwrap_or_default();
    let row = |m: &RegisteredModel| {
        [
            m.name.clone(),
            m.description.clone(),
            number(m.creation_timestamp),
            number(m.last_updated_timestamp),
            latest(m),
            aliases(m),
            of_model(m),
        ]
    };
    let headers = [
        "name",
        "description",
        "creation_timestamp",
        "last_updated_timestamp",
        "latest_versions",
        "aliases",
        "tags",
    ];
    Table::new(headers).with_rows(models.iter().map(row))
}

/// Versions that were found.
pub(super) struct Versions(pub(super) Vec<ModelVersion>);

impl Answer for Versions {
    fn table(&self) -> Table {
        let row = |v: &ModelVersion| {
            [
                v.name.clone(),
                v.version.clone(),
                v.current_stage.clone(),
                v.status.to_string(),
                v.run_id.clone().unwrap_or_default(),
                v.source.clone().unwrap_or_default(),
            ]
        };
        Table::new(["Name", "Version", "Stage", "Status", "Run ID", "Source"])
            .with_rows(self.0.iter().map(row))
    }

    fn json(&self) -> Value {
        json!(self.0)
    }

    fn csv(&self) -> Table {
        let number = |time: Option<i64>| time.map(|time| time.to_string()).unwrap_or_default();
        let row = |v: &ModelVersion| {
            [
                v.name.clone(),
                v.version.clone(),
                v.current_stage.clone(),
                v.status.to_string(),
                v.run_id.clone().unwrap_or_default(),
                v.source.clone().unwrap_or_default(),
                v.description.clone().unwrap_or_default(),
                number(v.creation_timestamp),
                number(v.last_updated_timestamp),
                of_version(v),
            ]
        };
        let headers = [
            "name",
            "version",
            "current_stage",
            "status",
            "run_id",
            "source",
            "description",
            "creation_timestamp",
            "last_updated_timestamp",
            "tags",
        ];
        Table::new(headers).with_rows(self.0.iter().map(row))
    }
}
