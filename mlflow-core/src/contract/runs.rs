//! Runs and what is logged to them.

mod messages;

pub use messages::*;

contract! {
    /// Runs and what is logged to them.
    pub trait Runs {
        /// Creates a run in an experiment.
        create_run: CreateRun => CreateRunResponse,
            POST "2.0/mlflow/runs/create", needs Update on Experiment(experiment_id);
        /// Reads a run, deleted or not.
        get_run: GetRun => GetRunResponse,
            GET "2.0/mlflow/runs/get", needs Read on Run(run_id);
        /// Changes status, end time or name of a live run.
        update_run: UpdateRun => UpdateRunResponse,
            POST "2.0/mlflow/runs/update", needs Update on Run(run_id);
        /// Marks a run as deleted; again is no error.
        delete_run: DeleteRun => DeleteRunResponse,
            POST "2.0/mlflow/runs/delete", needs Delete on Run(run_id);
        /// Brings a deleted run back; again is no error.
        restore_run: RestoreRun => RestoreRunResponse,
            POST "2.0/mlflow/runs/restore", needs Delete on Run(run_id);
        /// Finds runs of some experiments, a page at a time.
        search_runs: SearchRuns => SearchRunsResponse,
            POST "2.0/mlflow/runs/search", needs Read on Experiments(experiment_ids);
        /// Adds a point to a metric; the same point again adds nothing.
        log_metric: LogMetric => LogMetricResponse,
            POST "2.0/mlflow/runs/log-metric", needs Update on Run(run_id);
        /// Writes a parameter; the same value again is no error, another value is.
        log_param: LogParam => LogParamResponse,
            POST "2.0/mlflow/runs/log-parameter", needs Update on Run(run_id);
        /// Writes a tag.
        set_tag: SetTag => SetTagResponse,
            POST "2.0/mlflow/runs/set-tag", needs Update on Run(run_id);
        /// Removes a tag.
        delete_tag: DeleteTag => DeleteTagResponse,
            POST "2.0/mlflow/runs/delete-tag", needs Update on Run(run_id);
        /// Logs metrics, parameters and tags, all or none.
        log_batch: LogBatch => LogBatchResponse,
            POST "2.0/mlflow/runs/log-batch", needs Update on Run(run_id);
        /// Notes a model of the old kind in the tag `mlflow.log-model.history`.
        log_model: LogModel => LogModelResponse,
            POST "2.0/mlflow/runs/log-model", needs Update on Run(run_id);
        /// Notes what a run used: datasets and logged models, all or none.
        log_inputs: LogInputs => LogInputsResponse,
            POST "2.0/mlflow/runs/log-inputs", needs Update on Run(run_id);
        /// Notes the logged models that a run made, all or none.
        log_outputs: LogOutputs => LogOutputsResponse,
            POST "2.0/mlflow/runs/outputs", needs Update on Run(run_id);
        /// Reads every point of a metric, whole or a page at a time, by time, step and value.
        get_metric_history: GetMetricHistory => GetMetricHistoryResponse,
            GET "2.0/mlflow/metrics/get-history", needs Read on Run(run_id);
        /// Reads the points of one metric of several runs.
        get_metric_history_bulk: GetMetricHistoryBulk => GetMetricHistoryBulkResponse,
            GET "ajax-api/2.0/mlflow/metrics/get-history-bulk", needs Read on Runs(run_id);
        /// Reads a sample of the points of one metric of several runs, spread over a range of steps.
        get_metric_history_bulk_interval: GetMetricHistoryBulkInterval => GetMetricHistoryBulkIntervalResponse,
            GET "2.0/mlflow/metrics/get-history-bulk-interval", needs Read on Runs(run_ids);
    }
}
