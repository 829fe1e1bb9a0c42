//! What `mlflow gc` prints.

use super::item::{Item, Kind};
use super::plan::Plan;
use crate::output::{Answer, Table};
use mlflow_core::StoreUri;
use serde_json::{Value, json};

/// What was deleted for good, or would be.
pub(super) struct Collected {
    pub(super) uri: StoreUri,
    pub(super) plan: Plan,
    pub(super) dry_run: bool,
}

impl Collected {
    fn ids(&self, is_wanted: fn(&Kind) -> bool) -> Vec<&str> {
        let items = self.plan.items.iter().filter(|item| is_wanted(&item.kind));
        items.map(|item| item.id.as_str()).collect()
    }

    /// Returns what has no artifacts, with the word for it.
    fn others(&self) -> impl Iterator<Item = (&'static str, &String)> {
        let experiments = self.plan.experiments.iter().map(|id| ("Experiment", id));
        experiments.chain(self.plan.job_ids.iter().map(|id| ("Job", id)))
    }

    fn done(&self) -> &'static str {
        match self.dry_run {
            true => "would be permanently deleted",
            false => "has been permanently deleted",
        }
    }

    fn sentence(&self, item: &Item) -> String {
        let (done, uri) = (self.done(), item.artifacts.shown_uri());
        match (item.artifacts.is_out_of_reach(), self.dry_run) {
            (true, true) => format!("{item} {done}, but its artifacts at {uri} are out of reach.\n"),
            (true, false) => format!("{item} {done}; its artifacts are left at {uri}.\n"),
            (false, true) if !uri.is_empty() => format!("{item} {done}, with its artifacts at {uri}.\n"),
            (false, _) => format!("{item} {done}.\n"),
        }
    }
}

impl Answer for Collected {
    fn table(&self) -> Table {
        let items = self.plan.items.iter().map(|item| {
            let uri = item.artifacts.shown_uri();
            let reach = match item.artifacts.is_out_of_reach() {
                true => "no",
                false if uri.is_empty() => "",
                false => "yes",
            };
            [item.word().to_owned(), item.id.clone(), uri, reach.to_owned()]
        });
        let others = self
            .others()
            .map(|(kind, id)| [kind.to_lowercase(), id.clone(), String::new(), String::new()]);
        Table::new(["kind", "id", "artifact_uri", "within_reach"]).with_rows(items.chain(others))
    }

    fn json(&self) -> Value {
        let kept = self
            .plan
            .items
            .iter()
            .filter(|item| item.artifacts.is_out_of_reach());
        json!({
            "database": self.uri.to_string(),
            "dry_run": self.dry_run,
            "run_ids": self.ids(|kind| matches!(kind, Kind::Run { .. })),
            "logged_model_ids": self.ids(|kind| matches!(kind, Kind::Model { .. })),
            "experiment_ids": self.plan.experiments,
            "job_ids": self.plan.job_ids,
            "artifacts_out_of_reach": kept.map(|item| item.artifacts.shown_uri()).collect::<Vec<_>>(),
        })
    }

    fn text(&self) -> String {
        let items = self.plan.items.iter().map(|item| self.sentence(item));
        let others = self
            .others()
            .map(|(kind, id)| format!("{kind} with ID {id} {}.\n", self.done()));
        let text: String = items.chain(others).collect();
        match text.is_empty() {
            true => "Nothing is deleted that could be removed.\n".to_owned(),
            false => text,
        }
    }
}
