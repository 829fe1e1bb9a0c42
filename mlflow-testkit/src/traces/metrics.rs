//! Metrics of traces, and correlations of filters.

use super::fixture::*;
use mlflow_core::contract::traces::{
    CalculateTraceFilterCorrelation, CalculateTraceFilterCorrelationResponse, QueryTraceMetrics,
};
use mlflow_core::entities::{
    AggregationType, MetricAggregation, MetricDataPoint, MetricViewType, TraceInfoV3, TraceState,
};
use mlflow_core::{Result, TraceStore};
use serde_json::{Value, json};

use AggregationType::{Avg, Count, Max, Min, Percentile, Sum};
use MetricViewType::{Assessments, Spans, Traces};

fn request(
    view: MetricViewType,
    metric: &str,
    wanted: &[(AggregationType, Option<f64>)],
) -> QueryTraceMetrics {
    let aggregation =
        |&(aggregation_type, percentile_value): &(AggregationType, Option<f64>)| MetricAggregation {
            aggregation_type,
            percentile_value,
        };
    QueryTraceMetrics {
        experiment_ids: vec!["0".into()],
        view_type: Some(view),
        metric_name: metric.into(),
        aggregations: wanted.iter().map(aggregation).collect(),
        ..QueryTraceMetrics::default()
    }
}

fn by(mut request: QueryTraceMetrics, dimensions: &[&str], filters: &[&str]) -> QueryTraceMetrics {
    request.dimensions = dimensions.iter().map(|&name| name.to_owned()).collect();
    request.filters = filters.iter().map(|&filter| filter.to_owned()).collect();
    request
}

async fn points(store: &dyn TraceStore, request: QueryTraceMetrics) -> Value {
    let metric = request.metric_name.clone();
    let answer = store.query_trace_metrics(request).await.unwrap().data_points;
    let point = |point: MetricDataPoint| {
        assert_eq!(point.metric_name, metric);
        json!([point.dimensions, point.values])
    };
    answer.into_iter().map(point).collect()
}

/// Four traces: two named `a` that took 1 s and 2 s, one named `b` that failed, and one without a name and an end.
async fn four(store: &dyn TraceStore) {
    let metadata = |session: &str, tokens: i64| {
        let usage = json!({"input_tokens": tokens, "output_tokens": 1, "total_tokens": tokens + 1});
        [
            ("mlflow.trace.session".to_owned(), session.to_owned()),
            ("mlflow.trace.tokenUsage".to_owned(), usage.to_string()),
        ]
    };
    for (number, name, duration, state, session) in [
        (1, "a", Some(1000), TraceState::Ok, "s1"),
        (2, "a", Some(2000), TraceState::Ok, "s1"),
        (3, "b", Some(500), TraceState::Error, "s2"),
        (4, "", None, TraceState::InProgress, ""),
    ] {
        let mut info = TraceInfoV3 {
            execution_duration: duration,
            state,
            ..info(number)
        };
        if !name.is_empty() {
            info.tags.insert("mlflow.traceName".into(), name.into());
            info.tags
                .insert("env".into(), if number == 1 { "dev" } else { "prod" }.into());
            info.trace_metadata
                .extend(metadata(session, i64::from(number) * 10));
        }
        start(store, info).await;
    }
}

/// Traces and sessions are counted, together and by what they have in common.
pub async fn traces_are_counted(store: &dyn TraceStore) {
    four(store).await;
    let count = request(Traces, "trace_count", &[(Count, None)]);
    assert_eq!(points(store, count.clone()).await, json!([[{}, {"COUNT": 4.0}]]));
    let by_status = points(store, by(count.clone(), &["trace_status"], &[])).await;
    let expected = json!([
        [{"trace_status": "ERROR"}, {"COUNT": 1.0}], [{"trace_status": "IN_PROGRESS"}, {"COUNT": 1.0}],
        [{"trace_status": "OK"}, {"COUNT": 2.0}],
    ]);
    assert_eq!(by_status, expected);
    let by_both = points(store, by(count.clone(), &["trace_name", "trace_status"], &[])).await;
    let expected = json!([
        [{"trace_name": "a", "trace_status": "OK"}, {"COUNT": 2.0}],
        [{"trace_name": "b", "trace_status": "ERROR"}, {"COUNT": 1.0}],
    ]);
    assert_eq!(by_both, expected);
    for (filter, expected) in [
        ("trace.status = 'OK'", 2.0),
        ("trace.tag.env = 'prod'", 2.0),
        ("trace.tag.mlflow.traceName = 'b'", 1.0),
        ("trace.metadata.`mlflow.trace.session` = 's1'", 2.0),
        ("trace.metadata.nope = 'x'", 0.0),
    ] {
        let found = points(store, by(count.clone(), &[], &[filter])).await;
        assert_eq!(found, json!([[{}, {"COUNT": expected}]]), "{filter}");
    }
    let both = by(
        count.clone(),
        &[],
        &["trace.status = 'OK'", "trace.tag.env = 'dev'"],
    );
    assert_eq!(points(store, both).await, json!([[{}, {"COUNT": 1.0}]]));
    let sessions = request(Traces, "session_count", &[(Count, None)]);
    assert_eq!(points(store, sessions).await, json!([[{}, {"COUNT": 2.0}]]));
    let mut first = by(count, &["trace_status"], &[]);
    first.max_results = Some(1);
    assert_eq!(
        points(store, first).await,
        json!([[{"trace_status": "ERROR"}, {"COUNT": 1.0}]])
    );
}

/// Values are summed, averaged and ranked; percentiles lie between them.
pub async fn values_are_aggregated(store: &dyn TraceStore) {
    four(store).await;
    let wanted = [
        (Avg, None),
        (Min, None),
        (Max, None),
        (Percentile, Some(50.0)),
        (Percentile, Some(12.5)),
    ];
    let latency = request(Traces, "latency", &wanted);
    let average = 3500.0 / 3.0;
    let expected =
        json!([[{}, {"AVG": average, "MIN": 500.0, "MAX": 2000.0, "P50.0": 1000.0, "P12.5": 625.0}]]);
    assert_eq!(points(store, latency).await, expected);
    let tokens = request(Traces, "total_tokens", &[(Sum, None), (Percentile, Some(100.0))]);
    let expected = json!([
        [{"trace_name": "a"}, {"SUM": 32.0, "P100.0": 21.0}], [{"trace_name": "b"}, {"SUM": 31.0, "P100.0": 31.0}],
    ]);
    assert_eq!(points(store, by(tokens, &["trace_name"], &[])).await, expected);
}

/// Times narrow what is looked at, and intervals group it.
pub async fn times_narrow_and_group(store: &dyn TraceStore) {
    four(store).await;
    let mut count = request(Traces, "trace_count", &[(Count, None)]);
    count.start_time_ms = Some(BEGIN + 2000);
    count.end_time_ms = Some(BEGIN + 4000);
    assert_eq!(points(store, count.clone()).await, json!([[{}, {"COUNT": 3.0}]]));
    count.time_interval_seconds = Some(3);
    let expected = json!([
        [{"time_bucket": "2024-05-01T00:00:00+00:00"}, {"COUNT": 1.0}],
        [{"time_bucket": "2024-05-01T00:00:03+00:00"}, {"COUNT": 2.0}],
    ]);
    assert_eq!(points(store, count.clone()).await, expected);
    count.dimensions = vec!["trace_name".into()];
    let expected = json!([
        [{"time_bucket": "2024-05-01T00:00:00+00:00", "trace_name": "a"}, {"COUNT": 1.0}],
        [{"time_bucket": "2024-05-01T00:00:03+00:00", "trace_name": "b"}, {"COUNT": 1.0}],
    ]);
    assert_eq!(points(store, count).await, expected);
}

/// Spans are counted and timed, and what models cost is summed.
pub async fn spans_have_metrics(store: &dyn TraceStore) {
    let mut spans = vec![
        span(1, 1, None, (0, 900)),
        span(1, 2, Some(1), (100, 400)),
        span(2, 1, None, (0, 100)),
    ];
    spans[1] = with(spans[1].clone(), "mlflow.spanType", "LLM");
    spans[1] = with(spans[1].clone(), "mlflow.llm.model", "m");
    let cost = json!({"input_cost": 0.25, "output_cost": 0.5, "total_cost": 0.75});
    spans[1] = with(spans[1].clone(), "mlflow.llm.cost", cost);
    log(store, spans).await;
    let count = request(Spans, "span_count", &[(Count, None)]);
    assert_eq!(points(store, count.clone()).await, json!([[{}, {"COUNT": 3.0}]]));
    let by_name = points(store, by(count.clone(), &["span_name"], &["trace.status = 'OK'"])).await;
    assert_eq!(
        by_name,
        json!([[{"span_name": "span 1"}, {"COUNT": 2.0}], [{"span_name": "span 2"}, {"COUNT": 1.0}]])
    );
    for (filter, expected) in [
        ("span.name = 'span 1'", 2.0),
        ("span.type = 'LLM'", 1.0),
        ("span.status = 'ERROR'", 0.0),
    ] {
        let found = points(store, by(count.clone(), &[], &[filter])).await;
        assert_eq!(found, json!([[{}, {"COUNT": expected}]]), "{filter}");
    }
    let latency = request(Spans, "latency", &[(Max, None), (Min, None)]);
    let expected = json!([[{"span_status": "OK"}, {"MAX": 900.0, "MIN": 100.0}]]);
    assert_eq!(points(store, by(latency, &["span_status"], &[])).await, expected);
    let mut cost = by(
        request(Spans, "total_cost", &[(Sum, None)]),
        &["span_model_name"],
        &[],
    );
    assert_eq!(
        points(store, cost.clone()).await,
        json!([[{"span_model_name": "m"}, {"SUM": 0.75}]])
    );
    cost.start_time_ms = Some(BEGIN + 1000 + 100);
    assert_eq!(
        points(store, cost.clone()).await,
        json!([[{"span_model_name": "m"}, {"SUM": 0.75}]])
    );
    cost.start_time_ms = Some(BEGIN + 1000 + 101);
    assert_eq!(points(store, cost).await, json!([]));
    let mut early = request(Spans, "span_count", &[(Count, None)]);
    early.end_time_ms = Some(BEGIN + 1000);
    assert_eq!(points(store, early).await, json!([[{}, {"COUNT": 2.0}]]));
}

/// Assessments that are valid are counted, and their numbers and truths averaged.
pub async fn assessments_have_metrics(store: &dyn TraceStore) {
    four(store).await;
    for (number, name, value) in [
        (1, "q", json!(0.5)),
        (2, "q", json!(true)),
        (3, "q", json!("text")),
        (3, "r", json!("yes")),
    ] {
        assess(store, &trace_id(number), feedback(name, value)).await;
    }
    let wrong = assess(store, &trace_id(1), feedback("r", 0.0)).await;
    let mut right = feedback("r", 1.0);
    right.overrides = wrong.assessment_id;
    assess(store, &trace_id(1), right).await;
    let count = request(Assessments, "assessment_count", &[(Count, None)]);
    assert_eq!(points(store, count.clone()).await, json!([[{}, {"COUNT": 5.0}]]));
    let of_r = by(
        count.clone(),
        &["assessment_name", "assessment_value"],
        &["assessment.name = 'r'"],
    );
    let expected = json!([
        [{"assessment_name": "r", "assessment_value": "\"yes\""}, {"COUNT": 1.0}],
        [{"assessment_name": "r", "assessment_value": "1.0"}, {"COUNT": 1.0}],
    ]);
    assert_eq!(points(store, of_r).await, expected);
    let value = request(Assessments, "assessment_value", &[(Avg, None)]);
    let expected =
        json!([[{"assessment_name": "q"}, {"AVG": 0.75}], [{"assessment_name": "r"}, {"AVG": 1.0}]]);
    assert_eq!(
        points(store, by(value, &["assessment_name"], &[])).await,
        expected
    );
    for (filter, expected) in [
        ("assessment.type = 'feedback'", 5.0),
        ("assessment.type = 'expectation'", 0.0),
        ("trace.tag.env = 'dev'", 2.0),
        ("trace.status = 'ERROR'", 2.0),
    ] {
        let found = points(store, by(count.clone(), &[], &[filter])).await;
        assert_eq!(found, json!([[{}, {"COUNT": expected}]]), "{filter}");
    }
}

/// Of nothing there is a count of 0, but no group and no other value.
pub async fn metrics_of_nothing_are_few(store: &dyn TraceStore) {
    let count = request(Traces, "trace_count", &[(Count, None)]);
    assert_eq!(points(store, count.clone()).await, json!([[{}, {"COUNT": 0.0}]]));
    assert_eq!(points(store, by(count, &["trace_status"], &[])).await, json!([]));
    assert_eq!(
        points(store, request(Traces, "latency", &[(Avg, None)])).await,
        json!([])
    );
}

/// Names that there are not, or not together, are refused.
pub async fn bad_metrics_are_refused(store: &dyn TraceStore) {
    let count = || request(Traces, "trace_count", &[(Count, None)]);
    let with = |change: fn(&mut QueryTraceMetrics)| {
        let mut request = count();
        change(&mut request);
        request
    };
    for (request, message) in [
        (
            with(|r| r.experiment_ids.clear()),
            "Missing value for required parameter 'experiment_ids'.",
        ),
        (
            with(|r| r.view_type = None),
            "Missing value for required parameter 'view_type'.",
        ),
        (
            with(|r| r.metric_name.clear()),
            "Missing value for required parameter 'metric_name'.",
        ),
        (
            with(|r| r.aggregations.clear()),
            "Missing value for required parameter 'aggregations'.",
        ),
        (
            request(Spans, "trace_count", &[(Count, None)]),
            "metric_name must be one of ['span_count', 'latency',",
        ),
        (
            request(Traces, "trace_count", &[(Sum, None)]),
            "Found invalid aggregation_type(s): ['SUM']. Supported aggregation types: ['COUNT']",
        ),
        (
            by(count(), &["span_name", "trace_name"], &[]),
            "Found invalid dimension(s): ['span_name']. Supported dimensions: ['trace_name', 'trace_status']",
        ),
        (
            request(Traces, "latency", &[(Percentile, None)]),
            "Percentile value is required",
        ),
        (
            request(Traces, "latency", &[(Percentile, Some(101.0))]),
            "Percentile value must be between 0 and 100",
        ),
        (
            request(Traces, "latency", &[(Avg, Some(5.0))]),
            "Percentile value is only allowed for PERCENTILE",
        ),
        (
            with(|r| r.time_interval_seconds = Some(60)),
            "start_time_ms and end_time_ms are required",
        ),
        (
            with(|r| r.max_results = Some(-1)),
            "Invalid value -1 for parameter 'max_results'",
        ),
        (
            by(count(), &[], &["status = 'OK'"]),
            "Invalid identifier 'status'.",
        ),
        (
            by(count(), &[], &["span.name = 'x'"]),
            "Filtering by span is only supported for SPANS view type, got TRACES",
        ),
        (
            by(count(), &[], &["assessment.name = 'x'"]),
            "Filtering by assessment is only supported for ASSESSMENTS view type, got TRACES",
        ),
    ] {
        let error = invalid(store.query_trace_metrics(request).await);
        assert!(error.message().starts_with(message), "{error}");
    }
}

async fn correlation(
    store: &dyn TraceStore,
    [first, second, base]: [&str; 3],
) -> Result<CalculateTraceFilterCorrelationResponse> {
    let request = CalculateTraceFilterCorrelation {
        experiment_ids: vec!["0".into()],
        filter_string1: first.into(),
        filter_string2: second.into(),
        base_filter: base.into(),
    };
    store.calculate_trace_filter_correlation(request).await
}

/// Two filters are compared by how many traces they find.
pub async fn filters_correlate(store: &dyn TraceStore) {
    four(store).await;
    let answer = correlation(store, ["status = 'OK'", "tags.env = 'prod'", ""])
        .await
        .unwrap();
    let counts = [
        answer.filter1_count,
        answer.filter2_count,
        answer.joint_count,
        answer.total_count,
    ];
    assert_eq!(counts, [2, 2, 1, 4]);
    assert_eq!(answer.npmi, 0.0);
    assert!(answer.npmi_smoothed.abs() < 1e-9);
    let answer = correlation(store, ["status = 'ERROR'", "tags.env = 'dev'", "name = 'a'"])
        .await
        .unwrap();
    let counts = [
        answer.filter1_count,
        answer.filter2_count,
        answer.joint_count,
        answer.total_count,
    ];
    assert_eq!(counts, [0, 1, 0, 2]);
    assert!(answer.npmi.is_nan() && answer.npmi_smoothed.is_nan());
    let answer = correlation(store, ["status = 'ERROR'", "tags.env = 'dev'", ""])
        .await
        .unwrap();
    assert_eq!((answer.npmi, answer.joint_count), (-1.0, 0));
    invalid(correlation(store, ["", "status = 'OK'", ""]).await);
    invalid(correlation(store, ["status = 'OK'", "nope = 'x'", ""]).await);
    invalid(correlation(store, ["status = 'OK'", "status = 'OK'", "nope"]).await);
}
