//! What the commands on runs print.

use super::csv_table;
use super::describe::to_json;
use crate::output::{Answer, Table, double_text};
use crate::time;
use mlflow_core::entities::{Run, RunInfo};
use serde_json::{Value, json};

/// A run that was made.
pub(super) struct Created(pub(super) RunInfo);

impl Answer for Created {
    fn table(&self) -> Table {
        let RunInfo {
            run_id,
            experiment_id,
            run_name,
            status,
            ..
        } = &self.0;
        Table::new(["run_id", "experiment_id", "status", "run_name"]).with_rows([[
            run_id.as_str(),
            experiment_id,
            status.as_str(),
            run_name,
        ]])
    }

    fn json(&self) -> Value {
        let RunInfo {
            run_id,
            experiment_id,
            run_name,
            status,
            ..
        } = &self.0;
        json!({
            "run_id": run_id,
            "experiment_id": experiment_id,
            "status": status.as_str(),
            "run_name": run_name,
        })
    }
}

/// The id of a run that something was done to: for programs only.
pub(super) struct Done(pub(super) String);

impl Answer for Done {
    fn table(&self) -> Table {
        Table::new(["run_id"]).with_rows([[self.0.as_str()]])
    }

    fn json(&self) -> Value {
        json!({ "run_id": self.0 })
    }

    fn text(&self) -> String {
        String::new()
    }
}

/// Runs that were found.
pub(super) struct List {
    pub(super) runs: Vec<Run>,
    /// Whether the order is the one that was asked for.
    pub(super) is_sorted: bool,
}

impl Answer for List {
    /// Latest first, then by name and id downwards, as official MLflow lists them.
    fn table(&self) -> Table {
        let row = |run: &Run| {
            [
                time::local(run.info.start_time),
                run.info.run_name.clone(),
                run.id().to_owned(),
            ]
        };
        let mut rows: Vec<_> = self.runs.iter().map(row).collect();
        if !self.is_sorted {
            rows.sort_by(|a, b| b.cmp(a));
        }
        Table::new(["Date", "Name", "ID"]).with_rows(rows)
    }

    fn json(&self) -> Value {
        self.runs.iter().map(to_json).collect()
    }

    fn csv(&self) -> Table {
        csv_table(&self.runs)
    }
}

/// All about one run.
pub(super) struct Description(pub(super) Run);

impl Answer for Description {
    fn table(&self) -> Table {
        let Run { info, data, .. } = &self.0;
        let row = |field: &str, value: String| [field.to_owned(), value];
        let mut rows = vec![
            row("run_id", info.run_id.clone()),
            row("run_name", info.run_name.clone()),
            row("experiment_id", info.experiment_id.clone()),
            row("status", info.status.to_string()),
            row("lifecycle_stage", info.lifecycle_stage.to_string()),
            row("user_id", info.user_id.clone()),
            row("start_time", time::local(info.start_time)),
            row("end_time", time::local(info.end_time)),
            row("artifact_uri", info.artifact_uri.clone()),
        ];
        rows.extend(
            data.metrics
                .iter()
                .map(|m| row(&format!("metrics.{}", m.key), double_text(m.value))),
        );
        rows.extend(
            data.params
                .iter()
                .map(|p| row(&format!("params.{}", p.key), p.value.clone())),
        );
        rows.extend(
            data.tags
                .iter()
                .map(|t| row(&format!("tags.{}", t.key), t.value.clone())),
        );
        Table::new(["Field", "Value"]).with_rows(rows)
    }

    fn csv(&self) -> Table {
        csv_table(std::slice::from_ref(&self.0))
    }

    fn json(&self) -> Value {
        to_json(&self.0)
    }
}
