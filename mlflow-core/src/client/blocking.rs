//! The client without `async`.

mod registry;

use super::Client;
use crate::artifact::{FileInfo, TransferOptions};
use crate::blocking::run;
use crate::contract::logged_models::CreateLoggedModel;
use crate::contract::runs::{CreateRun, UpdateRun};
use crate::entities::{
    DatasetInput, Experiment, LoggedModel, LoggedModelStatus, Metric, MetricPoint, ModelInput, ModelOutput,
    Param, Run, RunInfo, RunStatus, RunTag,
};
use crate::error::Result;
use crate::options::{ExperimentOptions, MetricOptions, SearchExperiments, SearchLoggedModels, SearchRuns};
use std::fmt::Display;
use std::path::{Path, PathBuf};

/// A [`Client`] whose methods block until the store has answered, on any thread.
///
/// ```
/// use mlflow_core::contract::runs::CreateRun;
/// # use mlflow_core::{Client, memory::MemoryStore};
/// # let client = Client::from_store(std::sync::Arc::new(MemoryStore::new())).blocking();
/// let run = client.create_run(CreateRun { experiment_id: "0".into(), ..Default::default() })?;
/// client.log_params(run.id(), [("depth", 3), ("trees", 100)])?;
/// assert_eq!(&client.get_run(run.id())?.data.params["trees"], "100");
/// # Ok::<(), mlflow_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct BlockingClient(Client);

impl BlockingClient {
    pub(super) fn new(client: Client) -> Self {
        BlockingClient(client)
    }

    /// Returns the async client.
    pub fn client(&self) -> &Client {
        &self.0
    }

    /// Returns the tracking URI as it was given.
    pub fn tracking_uri(&self) -> &str {
        self.0.tracking_uri()
    }
}

macro_rules! blocking {
    ($( fn $name:ident $(<$($T:ident : $Bound:path),+>)? ($($arg:ident : $Arg:ty),*) -> $Answer:ty; )+) => {
        impl BlockingClient { $(
            #[doc = concat!("Does what [`Client::", stringify!($name), "`](crate::Client::", stringify!($name), ") does.")]
            pub fn $name $(<$($T: $Bound),+>)? (&self, $($arg: $Arg),*) -> Result<$Answer> {
                run(self.0.$name($($arg),*))
            }
        )+ }
    };
}

use blocking;

blocking! {
    fn create_experiment(options: impl Into<ExperimentOptions>) -> String;
    fn get_experiment(experiment_id: impl Into<String>) -> Experiment;
    fn get_experiment_by_name(name: impl Into<String>) -> Option<Experiment>;
    fn get_or_create_experiment(name: &str) -> Experiment;
    fn search_experiments(search: SearchExperiments) -> Vec<Experiment>;
    fn delete_experiment(experiment_id: impl Into<String>) -> ();
    fn restore_experiment(experiment_id: impl Into<String>) -> ();
    fn rename_experiment(experiment_id: impl Into<String>, new_name: impl Into<String>) -> ();
    fn set_experiment_tag(experiment_id: impl Into<String>, key: impl Into<String>, value: impl Display) -> ();
    fn delete_experiment_tag(experiment_id: impl Into<String>, key: impl Into<String>) -> ();

    fn create_run(request: CreateRun) -> Run;
    fn get_run(run_id: impl Into<String>) -> Run;
    fn get_parent_run(run_id: impl Into<String>) -> Option<Run>;
    fn search_runs(search: SearchRuns) -> Vec<Run>;
    fn update_run(request: UpdateRun) -> RunInfo;
    fn rename_run(run_id: impl Into<String>, name: impl Into<String>) -> RunInfo;
    fn set_terminated(run_id: impl Into<String>, status: RunStatus, end_time: Option<i64>) -> RunInfo;
    fn delete_run(run_id: impl Into<String>) -> ();
    fn restore_run(run_id: impl Into<String>) -> ();
    fn get_metric_history(run_id: impl Into<String>, key: impl Into<String>) -> Vec<Metric>;

    fn log_metric(run_id: impl Into<String>, key: impl Into<String>, point: impl Into<MetricPoint>) -> ();
    fn log_metric_with(
        run_id: impl Into<String>, key: impl Into<String>, point: impl Into<MetricPoint>, options: MetricOptions
    ) -> ();
    fn log_metrics<K: Into<String>, P: Into<MetricPoint>>(
        run_id: impl Into<String>, metrics: impl IntoIterator<Item = (K, P)>) -> ();
    fn log_param(run_id: impl Into<String>, key: impl Into<String>, value: impl Display) -> ();
    fn log_params<K: Into<String>, V: Display>(
        run_id: impl Into<String>, params: impl IntoIterator<Item = (K, V)>) -> ();
    fn set_tag(run_id: impl Into<String>, key: impl Into<String>, value: impl Display) -> ();
    fn set_tags<K: Into<String>, V: Display>(
        run_id: impl Into<String>, tags: impl IntoIterator<Item = (K, V)>) -> ();
    fn delete_tag(run_id: impl Into<String>, key: impl Into<String>) -> ();
    fn log_batch(run_id: impl Into<String>, metrics: Vec<Metric>, params: Vec<Param>, tags: Vec<RunTag>) -> ();

    fn create_logged_model(request: CreateLoggedModel) -> LoggedModel;
    fn finalize_logged_model(model_id: impl Into<String>, status: LoggedModelStatus) -> LoggedModel;
    fn get_logged_model(model_id: impl Into<String>) -> LoggedModel;
    fn delete_logged_model(model_id: impl Into<String>) -> ();
    fn search_logged_models(search: SearchLoggedModels) -> Vec<LoggedModel>;
    fn log_model_params<K: Into<String>, V: Display>(
        model_id: impl Into<String>, params: impl IntoIterator<Item = (K, V)>) -> ();
    fn set_logged_model_tags<K: Into<String>, V: Display>(
        model_id: impl Into<String>, tags: impl IntoIterator<Item = (K, V)>) -> ();
    fn delete_logged_model_tag(model_id: impl Into<String>, key: impl Into<String>) -> ();
    fn log_inputs(run_id: impl Into<String>, datasets: Vec<DatasetInput>, models: Vec<ModelInput>) -> ();
    fn log_outputs(run_id: impl Into<String>, models: Vec<ModelOutput>) -> ();

    fn log_artifact(run_id: impl AsRef<str>, local: impl AsRef<Path>, directory: Option<&str>) -> ();
    fn log_artifact_with(
        run_id: impl AsRef<str>, local: impl AsRef<Path>, directory: Option<&str>, options: TransferOptions) -> ();
    fn log_artifacts(run_id: impl AsRef<str>, local: impl AsRef<Path>, directory: Option<&str>) -> ();
    fn log_artifacts_with(
        run_id: impl AsRef<str>, local: impl AsRef<Path>, directory: Option<&str>, options: TransferOptions) -> ();
    fn log_bytes(run_id: impl AsRef<str>, bytes: impl AsRef<[u8]>, path: impl AsRef<str>) -> ();
    fn list_artifacts(run_id: impl AsRef<str>, directory: Option<&str>) -> Vec<FileInfo>;
    fn download_artifacts(
        run_id: impl AsRef<str>, path: Option<&str>, destination: Option<&Path>) -> PathBuf;
    fn list_artifact_uri(uri: impl AsRef<str>) -> Vec<FileInfo>;
    fn download_artifact_uri(
        uri: impl AsRef<str>, destination: Option<&Path>, options: TransferOptions) -> PathBuf;
}
