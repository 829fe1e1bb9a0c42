//! What the commands on experiments print.

use crate::output::{Answer, Table, one_line};
use mlflow_core::StoreUri;
use mlflow_core::entities::Experiment;
use serde_json::{Map, Value, json};

/// The id of a new experiment.
pub(super) struct Created(pub(super) String);

impl Answer for Created {
    fn table(&self) -> Table {
        Table::new(["experiment_id"]).with_rows([[self.0.as_str()]])
    }

    fn json(&self) -> Value {
        json!({ "experiment_id": self.0 })
    }

    fn text(&self) -> String {
        format!("{}\n", self.0)
    }
}

/// The id of an experiment that something was done to: for programs only.
pub(super) struct Done(pub(super) String);

impl Answer for Done {
    fn table(&self) -> Table {
        Created(self.0.clone()).table()
    }

    fn json(&self) -> Value {
        json!({ "experiment_id": self.0 })
    }

    fn text(&self) -> String {
        String::new()
    }
}

/// All about one experiment.
pub(super) struct Details(pub(super) Experiment);

impl Details {
    fn fields(&self) -> [(&'static str, String); 7] {
        let experiment = &self.0;
        let number = |time: Option<i64>| time.map(|time| time.to_string()).unwrap_or_default();
        let tags = experiment
            .tags
            .iter()
            .map(|tag| format!("{}={}", tag.key, tag.value));
        [
            ("Experiment ID", experiment.experiment_id.clone()),
            ("Name", experiment.name.clone()),
            ("Artifact Location", experiment.artifact_location.clone()),
            ("Lifecycle Stage", experiment.lifecycle_stage.to_string()),
            ("Creation Time", number(experiment.creation_time)),
            ("Last Update Time", number(experiment.last_update_time)),
            ("Tags", tags.collect::<Vec<_>>().join(", ")),
        ]
    }
}

impl Answer for Details {
    fn table(&self) -> Table {
        csv_table(std::slice::from_ref(&self.0))
    }

    fn json(&self) -> Value {
        to_json(&self.0)
    }

    fn text(&self) -> String {
        let lines = self
            .fields()
            .map(|(label, value)| format!("{label:<19}: {}\n", one_line(&value)));
        lines.concat()
    }
}

/// Experiments that were found.
pub(super) struct List(pub(super) Vec<Experiment>);

impl Answer for List {
    fn table(&self) -> Table {
        let row = |e: &Experiment| [e.experiment_id.clone(), e.name.clone(), location(e)];
        Table::new(["Experiment Id", "Name", "Artifact Location"]).with_rows(self.0.iter().map(row))
    }

    fn json(&self) -> Value {
        self.0.iter().map(to_json).collect()
    }

    fn csv(&self) -> Table {
        csv_table(&self.0)
    }
}

/// Writes a plain path as an absolute one.
fn location(experiment: &Experiment) -> String {
    let location = &experiment.artifact_location;
    let is_plain_path =
        StoreUri::parse(location).is_ok_and(|uri| uri.scheme() == "file" && uri.path() == location);
    match std::path::absolute(location) {
        Ok(path) if is_plain_path => path.display().to_string(),
        _ => location.clone(),
    }
}

fn csv_table(experiments: &[Experiment]) -> Table {
    let headers = [
        "experiment_id",
        "name",
        "artifact_location",
        "lifecycle_stage",
        "creation_time",
        "last_update_time",
        "tags",
    ];
    let row = |experiment: &Experiment| {
        let number = |time: Option<i64>| time.map(|time| time.to_string()).unwrap_or_default();
        [
            experiment.experiment_id.clone(),
            experiment.name.clone(),
            experiment.artifact_location.clone(),
            experiment.lifecycle_stage.to_string(),
            number(experiment.creation_time),
            number(experiment.last_update_time),
            tags_json(experiment).to_string(),
        ]
    };
    Table::new(headers).with_rows(experiments.iter().map(row))
}

/// Writes an experiment as official MLflow's `experiments get` does.
fn to_json(experiment: &Experiment) -> Value {
    let mut object = json!({
        "artifact_location": experiment.artifact_location,
        "creation_time": experiment.creation_time,
        "experiment_id": experiment.experiment_id,
        "last_update_time": experiment.last_update_time,
        "lifecycle_stage": experiment.lifecycle_stage.as_str(),
        "name": experiment.name,
        "tags": tags_json(experiment),
    });
    if let Some(workspace) = &experiment.workspace {
        object["workspace"] = workspace.as_str().into();
    }
    object
}

fn tags_json(experiment: &Experiment) -> Value {
    let pairs = experiment
        .tags
        .iter()
        .map(|tag| (tag.key.clone(), tag.value.as_str().into()));
    Value::Object(pairs.collect::<Map<_, _>>())
}
