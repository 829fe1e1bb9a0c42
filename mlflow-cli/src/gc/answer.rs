//! What `mlflow gc` prints.

use super::plan::Plan;
use crate::output::{Answer, Table};
use serde_json::{Value, json};

/// What was deleted for good, or would be.
pub(super) struct Collected {
    pub(super) plan: Plan,
    pub(super) dry_run: bool,
}

impl Collected {
    fn run_ids(&self) -> impl Iterator<Item = &str> {
        self.plan.runs.iter().map(|run| run.run_id.as_str())
    }
}

impl Answer for Collected {
    fn table(&self) -> Table {
        let runs = self.run_ids().map(|id| ["run", id]);
        let experiments = self.plan.experiments.iter().map(|id| ["experiment", id.as_str()]);
        Table::new(["kind", "id"]).with_rows(runs.chain(experiments))
    }

    fn json(&self) -> Value {
        json!({
            "dry_run": self.dry_run,
            "run_ids": self.run_ids().collect::<Vec<_>>(),
            "experiment_ids": self.plan.experiments,
        })
    }

    fn text(&self) -> String {
        let done = if self.dry_run {
            "would be permanently deleted"
        } else {
            "has been permanently deleted"
        };
        let runs = self.run_ids().map(|id| format!("Run with ID {id} {done}.\n"));
        let experiments = self
            .plan
            .experiments
            .iter()
            .map(|id| format!("Experiment with ID {id} {done}.\n"));
        let text: String = runs.chain(experiments).collect();
        match text.is_empty() {
            true => "Nothing is deleted that could be removed.\n".to_owned(),
            false => text,
        }
    }
}
