#![doc = include_str!("tour.md")]

mod active;
mod active_model;
pub mod aio;
pub mod artifacts;
pub mod context;
mod experiments;
pub mod genai;
mod handle;
mod in_run;
mod logged_models;
mod logging;
mod models;
mod runs;
mod search;
mod start;
mod state;
mod twins;

pub use active::{active_run, end_run, end_run_with, last_active_run, ActiveRun};
pub use active_model::{clear_active_model, get_active_model_id, set_active_model};
pub use experiments::{
    create_experiment, create_experiment_with, delete_experiment, get_experiment, get_experiment_by_name,
    restore_experiment, search_experiments, set_experiment, set_experiment_by_id, set_experiment_tag,
    set_experiment_tags,
};
pub use handle::RunHandle;
pub use in_run::{AsRun, InRun, RunFutureExt};
pub use logged_models::{
    delete_logged_model, delete_logged_model_tag, finalize_logged_model, get_logged_model,
    initialize_logged_model, log_model_params, search_logged_models, set_logged_model_tags,
};
pub use logging::{
    delete_tag, get_artifact_uri, get_artifact_uri_with, log_artifact, log_artifact_with, log_artifacts,
    log_artifacts_with, log_bytes, log_dict, log_metric, log_metric_with, log_metrics, log_outputs,
    log_param, log_params, log_params_of, log_text, set_tag, set_tags,
};
pub use models::{
    get_registry_uri, register_model, register_model_with, search_model_versions, search_registered_models,
    set_registry_uri,
};
pub use runs::{
    delete_run, get_parent_run, get_run, restore_run, start_run, start_run_with, try_with_run, with_run,
};
pub use search::{search_runs, RunsExt, Table as RunTable};
pub use state::{
    client, get_tracking_uri, is_tracking_uri_set, register_provider, set_tracking_uri, TrackingUri,
};

pub use mlflow_core::artifact::{ArtifactRepo, FileInfo};
pub use mlflow_core::contract::runs::CreateRun;
pub use mlflow_core::entities::{
    Dataset, DatasetInput, Experiment, ExperimentTag, LifecycleStage, LoggedModel, LoggedModelStatus, Metric,
    MetricPoint, ModelOutput, ModelStage, ModelVersion, ModelVersionStatus, ModelVersionTag, Param,
    RegisteredModel, RegisteredModelAlias, RegisteredModelTag, Run, RunData, RunInfo, RunInputs, RunOutputs,
    RunStatus, RunTag, ViewType,
};
pub use mlflow_core::registry::Provider;
pub use mlflow_core::search::{LoggedModelDataset, LoggedModelOrder};
pub use mlflow_core::{
    contract, entities, memory, BlockingClient, Client, Error, ErrorCode, ExperimentOptions,
    LoggedModelOptions, MetricOptions, Registry, RegistryStore, Result, RunOptions, SearchExperiments,
    SearchLoggedModels, SearchModelVersions, SearchRegisteredModels, SearchRuns, StoreUri, TrackingStore,
};
pub use mlflow_registry::RegisterOptions;
