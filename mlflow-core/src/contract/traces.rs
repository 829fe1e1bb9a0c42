//! Traces.

mod messages;
mod metrics;

pub use messages::*;
pub use metrics::*;

contract! {
    /// Traces, with their spans, tags and metadata.
    pub trait Traces {
        /// Writes a trace without its spans; one that is there already takes over what is new.
        start_trace_v3: StartTraceV3 => StartTraceV3Response,
            POST "3.0/mlflow/traces", needs Update on TraceLocation(trace);
        /// Begins a trace of the second generation, whose id the store makes.
        start_trace: StartTrace => StartTraceResponse,
            POST "2.0/mlflow/traces", needs Update on Experiment(experiment_id);
        /// Ends a trace of the second generation.
        end_trace: EndTrace => EndTraceResponse,
            PATCH "2.0/mlflow/traces/{request_id}", needs Update on Trace(request_id);
        /// Adds spans to traces, all or none; traces that are not there are begun by them.
        ///
        /// The request is OpenTelemetry's, with the experiment that a server finds in a header. What is there of a span
        /// already is replaced.
        log_spans: LogSpans => LogSpansResponse,
            POST "/v1/traces", needs Update on Experiment(experiment_id);
        /// Reads a trace with its spans.
        get_trace: GetTrace => GetTraceResponse,
            GET "3.0/mlflow/traces/get", needs Read on Trace(trace_id);
        /// Reads several traces with their spans; those that are not there, or not whole yet, are left out.
        batch_get_traces: BatchGetTraces => BatchGetTracesResponse,
            GET "3.0/mlflow/traces/batchGet", needs Read on Traces(trace_ids);
        /// Reads several traces without their spans; those that are not there are left out.
        batch_get_trace_infos: BatchGetTraceInfos => BatchGetTraceInfosResponse,
            POST "3.0/mlflow/traces/batchGetInfos", needs Read on Traces(trace_ids);
        /// Reads a trace without its spans.
        get_trace_info_v3: GetTraceInfoV3 => GetTraceInfoV3Response,
            GET "3.0/mlflow/traces/{trace_id}", needs Read on Trace(trace_id);
        /// Reads a trace without its spans, in the form of the second generation.
        get_trace_info: GetTraceInfo => GetTraceInfoResponse,
            GET "2.0/mlflow/traces/{request_id}/info", needs Read on Trace(request_id);
        /// Finds traces of some experiments, a page at a time.
        search_traces_v3: SearchTracesV3 => SearchTracesV3Response,
            POST "3.0/mlflow/traces/search", needs Read on TraceLocations(locations);
        /// Finds traces of some experiments, a page at a time, in the form of the second generation.
        search_traces: SearchTraces => SearchTracesResponse,
            GET "2.0/mlflow/traces", needs Read on Experiments(experiment_ids);
        /// Writes a tag.
        set_trace_tag: SetTraceTag => SetTraceTagResponse,
            PATCH "2.0/mlflow/traces/{request_id}/tags" | PATCH "3.0/mlflow/traces/{request_id}/tags",
            needs Update on Trace(request_id);
        /// Removes a tag.
        delete_trace_tag: DeleteTraceTag => DeleteTraceTagResponse,
            DELETE "2.0/mlflow/traces/{request_id}/tags" | DELETE "3.0/mlflow/traces/{request_id}/tags",
            needs Update on Trace(request_id);
        /// Deletes traces of an experiment, by their ids or by their time, the oldest first.
        delete_traces: DeleteTraces => DeleteTracesResponse,
            POST "2.0/mlflow/traces/delete-traces" | POST "3.0/mlflow/traces/delete-traces",
            needs Delete on Experiment(experiment_id);
        /// Computes metrics of traces, spans or assessments.
        query_trace_metrics: QueryTraceMetrics => QueryTraceMetricsResponse,
            POST "3.0/mlflow/traces/metrics", needs Read on Experiments(experiment_ids);
        /// Tells how much two filters find the same traces.
        calculate_trace_filter_correlation:
            CalculateTraceFilterCorrelation => CalculateTraceFilterCorrelationResponse,
            POST "3.0/mlflow/traces/calculate-filter-correlation", needs Read on Experiments(experiment_ids);
        /// Says that traces belong to a run, up to 100 at once; again is no error.
        link_traces_to_run: LinkTracesToRun => LinkTracesToRunResponse,
            POST "2.0/mlflow/traces/link-to-run", needs Update on Run(run_id);
        /// Says that a trace used versions of prompts; again is no error.
        link_prompts_to_trace: LinkPromptsToTrace => LinkPromptsToTraceResponse,
            POST "2.0/mlflow/traces/link-prompts", needs Update on Trace(trace_id);
    }
}
