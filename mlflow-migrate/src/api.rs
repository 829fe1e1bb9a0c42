//! Writes through the ordinary calls, which every server has: those of official MLflow, and ours.
//!
//! ```text
//!  experiments ─► runs, empty ─► logged models ─► what belongs to runs ─► traces, links ─► registry ─► what is deleted
//! ```
//!
//! Servers make ids by themselves, so things come in an order in which each one's id is known before it is named. What is
//! made carries the id of its original in a tag, and is found again by it.

mod end;
mod experiments;
mod found;
mod logged_models;
mod metrics;
mod model_versions;
mod registered_models;
mod runs;
mod traces;

use crate::event::Kind;
use crate::migration::Work;
use crate::place::Places;
use crate::report::Refusal;
use crate::source::Source;
use metrics::Labelled;
use mlflow_core::Result;
use mlflow_core::import::ImportedModel;
use std::collections::{BTreeSet, HashMap};

/// How many runs or traces are written at the same time.
const WRITES: usize = 4;

/// What a migration learns of runs and logged models before it fills them.
#[derive(Default)]
struct Known {
    /// The runs that an earlier migration made, by their ids in the source.
    runs: BTreeSet<String>,
    /// The logged models of the source that its runs name.
    models: BTreeSet<String>,
    /// The logged models of the target that runs of an earlier migration name.
    kept_models: BTreeSet<String>,
    /// The live logged models that an earlier migration made, by the ids of their originals.
    copies: HashMap<String, ImportedModel>,
    /// Points that were measured of logged models.
    labelled: Labelled,
}

impl Work<'_> {
    /// Writes experiments and all that is in them. What is deleted in the source is deleted by
    /// [`end_through_api`](Work::end_through_api).
    pub(crate) async fn write_through_api(&mut self, api: &Source, places: &mut Places) -> Result<()> {
        let count = self.chosen.experiments.len();
        for index in 0..count {
            self.make_experiment(index, api, places).await?;
        }
        let mut known = Known::default();
        for index in 0..count {
            self.begins(Kind::Runs, index, false);
            self.make_runs(index, api, places, &mut known).await?;
        }
        for index in 0..count {
            self.begins(Kind::LoggedModels, index, false);
            self.make_models(index, api, places, &mut known).await?;
        }
        self.make_deleted_models(api, places, &mut known).await?;
        for index in 0..count {
            self.begins(Kind::Points, index, false);
            self.fill_runs(index, api, places, &known).await?;
        }
        self.write_traces_through_api(api, places).await
    }

    /// Returns an answer, and notes a refusal of what was sent. Other errors end the migration.
    fn unless_refused<T>(&mut self, kind: Kind, what: &str, answer: Result<T>) -> Result<Option<T>> {
        match answer {
            Ok(answer) => Ok(Some(answer)),
            Err(error) if error.http_status() == 400 => {
                self.report.refusals.push(Refusal {
                    kind,
                    what: what.to_owned(),
                    message: error.message().to_owned(),
                });
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}
