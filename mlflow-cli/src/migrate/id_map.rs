//! The file with ids that could not be kept.

use crate::failure::Failure;
use mlflow_migrate::Report;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

type Ids = BTreeMap<String, String>;

/// The ids of the target by those of the source, for each kind.
#[derive(Serialize)]
pub(crate) struct IdMap<'r> {
    experiments: &'r Ids,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    runs: &'r Ids,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    logged_models: &'r Ids,
    /// The numbers of versions, by the names of their models.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    model_versions: &'r BTreeMap<String, Ids>,
}

impl<'r> IdMap<'r> {
    pub(crate) fn of(report: &'r Report) -> Self {
        IdMap {
            experiments: &report.experiment_ids,
            runs: &report.run_ids,
            logged_models: &report.logged_model_ids,
            model_versions: &report.version_numbers,
        }
    }

    fn counts(&self) -> [(usize, &'static str); 4] {
        let versions = self.model_versions.values().map(BTreeMap::len).sum();
        [
            (self.experiments.len(), "experiments"),
            (self.runs.len(), "runs"),
            (self.logged_models.len(), "logged models"),
            (versions, "model versions"),
        ]
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.counts().iter().all(|(count, _)| *count == 0)
    }

    /// Says how many ids there are, and where.
    pub(crate) fn note(&self, file: &Path) -> String {
        let counts = self.counts().into_iter().filter(|(count, _)| *count > 0);
        let counts: Vec<_> = counts.map(|(count, kind)| format!("{count} {kind}")).collect();
        let have = "have other ids than before";
        format!("{} {have}: {}", counts.join(", "), file.display())
    }

    pub(crate) fn write(&self, file: &Path) -> Result<(), Failure> {
        let cannot =
            |error: &dyn std::fmt::Display| Failure::new(format!("cannot write {}: {error}", file.display()));
        let map = serde_json::to_string_pretty(self).map_err(|error| cannot(&error))?;
        std::fs::write(file, map + "\n").map_err(|error| cannot(&error))
    }
}
