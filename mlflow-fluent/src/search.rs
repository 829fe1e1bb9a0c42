//! Searches for runs, and what to make of the found ones.

#[cfg(feature = "arrow")]
mod record_batch;
mod table;

pub use table::Table;

use crate::{experiments, state, twins};
use futures::stream::{self, Stream, TryStreamExt};
use mlflow_core::entities::Run;
use mlflow_core::{blocking, Client, Result, SearchRuns};

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
        let search = in_active_experiment(&client, search).await?;
        client.search_runs(search).await
    }
}

/// Finds runs one by one, in the experiments in which [`search_runs`](crate::search_runs) looks: the next page
/// is asked for when the one before has been read, so that no more than one is held.
///
/// Nothing happens until the stream is polled. It has no limit but the search's own, and ends after an error.
///
/// ```
/// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
/// # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
/// use futures::TryStreamExt;
///
/// # for loss in [0.5, 0.2] { let _run = mlflow::start_run()?; mlflow::log_metric("loss", loss)?; }
/// let search = mlflow::SearchRuns::new().order_by("metrics.loss ASC");
/// let mut runs = std::pin::pin!(mlflow::aio::search_runs_stream(search));
/// let mut losses = Vec::new();
/// while let Some(run) = runs.try_next().await? {
///     losses.push(run.data.metrics["loss"]);
/// }
/// assert_eq!(losses, [0.2, 0.5]);
/// # Ok::<(), mlflow::Error>(()) })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn search_runs_stream(search: SearchRuns) -> impl Stream<Item = Result<Run>> + Send {
    let found = async move {
        let client = state::client()?;
        let search = in_active_experiment(&client, search).await?;
        Ok::<_, mlflow_core::Error>(client.stream_runs(search))
    };
    let runs = Box::pin(stream::once(found).try_flatten());
    stream::try_unfold(runs, |mut runs| async move {
        let run = blocking::within(runs.try_next()).await?;
        Ok(run.map(|run| (run, runs)))
    })
}

/// Makes a search that names no experiment one in the active experiment.
async fn in_active_experiment(client: &Client, search: SearchRuns) -> Result<SearchRuns> {
    let names_none = search.experiment_ids.is_empty() && search.experiment_names.is_empty();
    if names_none && !search.all_experiments {
        let active = experiments::active_experiment_id(client).await?;
        return Ok(search.experiment_ids([active]));
    }
    Ok(search)
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
