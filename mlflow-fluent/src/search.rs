//! Searches for runs, and what to make of the found ones.

#[cfg(feature = "arrow")]
mod record_batch;
mod table;

pub use table::Table;

use crate::{experiments, state, twins};
use mlflow_core::entities::Run;
use mlflow_core::{Result, SearchRuns};

twins::twins! {
    /// Finds runs: in the named experiments, in all of them, or in the active one if nothing is said.
    ///
    /// Up to 100,000 runs come if the search sets no limit.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for experiments by id and by name at once, and for a filter or an order
    /// that does not parse.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// use mlflow::RunsExt;
    ///
    /// # mlflow::set_experiment("wine")?;
    /// # { let _run = mlflow::start_run()?; mlflow::log_metric("loss", 0.2)?; mlflow::log_param("depth", 3)?; }
    /// let best: Vec<mlflow::Run> = mlflow::search_runs(
    ///     mlflow::SearchRuns::new()
    ///         .experiment_names(["wine"])
    ///         .filter("metrics.loss < 0.3 and params.depth = '3'")
    ///         .order_by("metrics.loss ASC")
    ///         .max_results(10),
    /// )?;
    /// println!("{}", best.to_table());
    /// # assert_eq!(best.len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn search_runs(search: SearchRuns) -> Result<Vec<Run>> {
        let client = state::client()?;
        let names_none = search.experiment_ids.is_empty() && search.experiment_names.is_empty();
        if names_none && !search.all_experiments {
            let active = experiments::active_experiment_id(&client).await?;
            return client.search_runs(search.experiment_ids([active])).await;
        }
        client.search_runs(search).await
    }
}

/// What lists of runs can be turned into.
pub trait RunsExt {
    /// Returns a leaderboard for a terminal: name, status, duration, metrics and parameters, as wide as
    /// the terminal.
    fn to_table(&self) -> Table;

    /// Returns the runs as a record batch with the columns of Python's `DataFrame`.
    ///
    /// `run_id`, `experiment_id`, `status`, `artifact_uri` (text), `start_time`, `end_time` (UTC
    /// milliseconds), then `metrics.*` (doubles), `params.*` and `tags.*` (text) in the order in which the
    /// runs bring them, null where a run has none.
    #[cfg(feature = "arrow")]
    fn to_record_batch(&self) -> Result<arrow::array::RecordBatch>;
}

impl RunsExt for [Run] {
    fn to_table(&self) -> Table {
        Table::of(self)
    }

    #[cfg(feature = "arrow")]
    fn to_record_batch(&self) -> Result<arrow::array::RecordBatch> {
        record_batch::of(self)
    }
}
