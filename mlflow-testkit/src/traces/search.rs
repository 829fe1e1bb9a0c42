//! Searches for traces.

use super::fixture::*;
use super::links::{to_prompt, to_run};
use mlflow_core::TraceStore;
use mlflow_core::entities::{
    Assessment, Expectation, IssueReference, TraceInfoV3, TraceLocation, TraceState,
};
use serde_json::json;

/// Checks which traces some filters find.
pub(super) async fn check(store: &dyn TraceStore, cases: &[(&str, &[u8])]) {
    for (filter, expected) in cases {
        assert_eq!(found(store, filter).await, *expected, "{filter}");
    }
}

/// Without an order, the newest comes first.
pub async fn the_newest_come_first(store: &dyn TraceStore) {
    for number in [2, 3, 1] {
        start(store, info(number)).await;
    }
    assert_eq!(found_in(store, "", &[]).await, [3, 2, 1]);
    assert_eq!(found_in(store, "", &["timestamp_ms ASC"]).await, [1, 2, 3]);
    assert_eq!(found_in(store, "", &["request_id DESC"]).await, [3, 2, 1]);
}

/// Attributes are compared as numbers and texts.
pub async fn attributes_are_compared(store: &dyn TraceStore) {
    let first = TraceInfoV3 {
        client_request_id: Some("client-1".into()),
        ..info(1)
    };
    start(store, first).await;
    let second = TraceInfoV3 {
        state: TraceState::Error,
        execution_duration: None,
        ..info(2)
    };
    start(store, second).await;
    let (time, id) = (BEGIN + 1000, trace_id(2));
    check(
        store,
        &[
            (&format!("timestamp_ms = {time}"), &[1]),
            (&format!("timestamp > {time}"), &[2]),
            (&format!("attributes.timestamp_ms >= {time}"), &[1, 2]),
            ("execution_time_ms = 1500", &[1]),
            ("execution_time != 1500", &[]),
            (&format!("end_time > {}", time + 1000), &[1]),
            ("status = 'ERROR'", &[2]),
            ("trace.status != 'ERROR'", &[1]),
            ("status IN ('OK', 'IN_PROGRESS')", &[1]),
            (&format!("request_id = '{id}'"), &[2]),
            (&format!("request_id NOT IN ('{id}')"), &[1]),
            ("client_request_id LIKE 'client%'", &[1]),
            ("client_request_id LIKE 'CLIENT%'", &[]),
            ("client_request_id ILIKE 'CLIENT%'", &[1]),
            ("client_request_id RLIKE '^client-[0-9]$'", &[1]),
            ("client_request_id RLIKE '['", &[]),
            ("status = 'ERROR' AND execution_time_ms > 0", &[]),
        ],
    )
    .await;
}

/// Tags and metadata that are missing meet nothing but `IS NULL`.
pub async fn tags_and_metadata_are_compared(store: &dyn TraceStore) {
    start(
        store,
        info_with(1, &[("env", "prod"), ("a b", "x")], &[("k", "1")]),
    )
    .await;
    start(store, info_with(2, &[("env", "dev")], &[("k", "2")])).await;
    start(store, info(3)).await;
    check(
        store,
        &[
            ("tag.env = 'prod'", &[1]),
            ("tags.env != 'prod'", &[2]),
            ("tag.`a b` = 'x'", &[1]),
            ("tag.env LIKE '%d%'", &[1, 2]),
            ("tag.env ILIKE 'PR%'", &[1]),
            ("tag.env RLIKE '^(dev|prod)$'", &[1, 2]),
            ("tag.env IS NULL", &[3]),
            ("tag.env IS NOT NULL", &[1, 2]),
            ("metadata.k = '1'", &[1]),
            ("request_metadata.k != '1'", &[2]),
            ("metadata.k IS NULL", &[3]),
            ("metadata.k IS NOT NULL AND tag.env = 'dev'", &[2]),
            ("tag.mlflow.artifactLocation LIKE '%artifacts'", &[1, 2, 3]),
        ],
    )
    .await;
}

/// Names and sessions are found as the tags and metadata that they are for clients.
pub async fn names_and_sessions_are_tags_and_metadata(store: &dyn TraceStore) {
    start(
        store,
        info_with(
            1,
            &[("mlflow.traceName", "predict")],
            &[("mlflow.trace.session", "s-1")],
        ),
    )
    .await;
    start(store, info(2)).await;
    check(
        store,
        &[
            ("name = 'predict'", &[1]),
            ("tag.mlflow.traceName LIKE 'pre%'", &[1]),
            ("tag.mlflow.traceName IS NULL", &[2]),
            ("tag.mlflow.traceName IS NOT NULL", &[1]),
            ("metadata.mlflow.trace.session = 's-1'", &[1]),
            ("metadata.mlflow.trace.session IS NULL", &[2]),
        ],
    )
    .await;
}

/// A run has the traces that name it, and those that were linked to it.
pub async fn runs_are_found_by_both_links(store: &dyn TraceStore) {
    start(store, info_with(1, &[], &[("mlflow.sourceRun", "f00")])).await;
    start(store, info(2)).await;
    start(store, info(3)).await;
    to_run(store, 2, "f00").await;
    to_run(store, 3, "ba4").await;
    check(
        store,
        &[
            ("run_id = 'f00'", &[1, 2]),
            ("metadata.mlflow.sourceRun = 'ba4'", &[3]),
            ("run_id = 'none'", &[]),
            ("metadata.mlflow.sourceRun LIKE 'f%'", &[1]),
        ],
    )
    .await;
}

/// A prompt is found by its name and version.
pub async fn prompts_are_found(store: &dyn TraceStore) {
    start(store, info(1)).await;
    start(store, info(2)).await;
    to_prompt(store, 1, "greet", "1").await;
    to_prompt(store, 2, "greet", "2").await;
    check(
        store,
        &[("prompt = 'greet/2'", &[2]), ("prompt = 'greet/3'", &[])],
    )
    .await;
}

/// Feedback is compared as a text, or as a number if it is one; what is overridden does not count.
pub async fn feedback_is_compared(store: &dyn TraceStore) {
    for (number, value) in [
        (1, json!(true)),
        (2, json!("yes")),
        (3, json!(3)),
        (4, json!(["x"])),
    ] {
        start(store, info(number)).await;
        assess(store, &trace_id(number), feedback("ok", value)).await;
    }
    start(store, info(5)).await;
    let wrong = assess(store, &trace_id(5), feedback("ok", false)).await;
    let right = Assessment {
        overrides: wrong.assessment_id,
        ..feedback("ok", 4.5)
    };
    assess(store, &trace_id(5), right).await;
    start(store, info(6)).await;
    assess(store, &trace_id(6), feedback("other", 7)).await;
    check(
        store,
        &[
            ("feedback.ok = 'true'", &[1]),
            ("feedback.ok = 'yes'", &[2]),
            ("feedback.ok != 'yes'", &[1, 3, 4, 5]),
            ("feedback.ok = 'false'", &[]),
            ("feedback.ok > 2", &[3, 5]),
            ("feedback.ok <= 3", &[3]),
            ("feedback.ok LIKE '\"y%'", &[2]),
            ("feedback.ok ILIKE '%YES%'", &[2]),
            ("feedback.ok RLIKE '^(true|3.0)$'", &[1, 3]),
            ("feedback.ok IS NULL", &[6]),
            ("feedback.ok IS NOT NULL", &[1, 2, 3, 4, 5]),
            ("feedback.ok > 2 AND feedback.other IS NULL", &[3, 5]),
        ],
    )
    .await;
}

/// Expectations and issues are other kinds.
pub async fn expectations_and_issues_are_found(store: &dyn TraceStore) {
    for number in 1..=3 {
        start(store, info(number)).await;
    }
    let expectation = Assessment {
        feedback: None,
        expectation: Some(Expectation {
            value: json!("Paris"),
        }),
        ..feedback("answer", ())
    };
    assess(store, &trace_id(1), expectation).await;
    let issue = Assessment {
        feedback: None,
        issue: Some(IssueReference {
            issue_name: "slow".into(),
        }),
        ..feedback("iss-1", ())
    };
    assess(store, &trace_id(2), issue).await;
    check(
        store,
        &[
            ("expectation.answer = 'Paris'", &[1]),
            ("expectation.answer IS NULL", &[2, 3]),
            ("feedback.answer IS NOT NULL", &[]),
            ("issue.id = 'iss-1'", &[2]),
            ("issue.id = 'iss-2'", &[]),
        ],
    )
    .await;
}

/// An assessment of a session counts for every trace of it.
pub async fn sessions_share_their_assessments(store: &dyn TraceStore) {
    for (number, session) in [(1, "s-1"), (2, "s-1"), (3, "s-2")] {
        start(
            store,
            info_with(number, &[], &[("mlflow.trace.session", session)]),
        )
        .await;
    }
    start(store, info(4)).await;
    let mut of_session = feedback("kind", "yes");
    of_session
        .metadata
        .insert("mlflow.trace.session".into(), "s-1".into());
    assess(store, &trace_id(1), of_session).await;
    assess(store, &trace_id(3), feedback("own", "yes")).await;
    check(
        store,
        &[
            ("feedback.kind = 'yes'", &[1, 2]),
            ("feedback.kind IS NOT NULL", &[1, 2]),
            ("feedback.kind IS NULL", &[3, 4]),
            ("feedback.own = 'yes'", &[3]),
        ],
    )
    .await;
}

/// Tokens and cost are equal to what answers show of them, and to nothing else.
pub async fn tokens_are_equal_as_text(store: &dyn TraceStore) {
    let usage = r#"{"input_tokens": 5, "total_tokens": 5}"#;
    start(store, info_with(1, &[], &[("mlflow.trace.tokenUsage", usage)])).await;
    start(
        store,
        info_with(2, &[], &[("mlflow.trace.tokenUsage", r#"{"total_tokens": 6}"#)]),
    )
    .await;
    start(
        store,
        info_with(3, &[], &[("mlflow.trace.cost", r#"{"total_cost": 0.5}"#)]),
    )
    .await;
    check(
        store,
        &[
            (&format!("metadata.mlflow.trace.tokenUsage = '{usage}'"), &[1]),
            (&format!("metadata.mlflow.trace.tokenUsage != '{usage}'"), &[2]),
            (
                r#"metadata.mlflow.trace.tokenUsage = '{"input_tokens":5,"total_tokens":5}'"#,
                &[],
            ),
            ("metadata.mlflow.trace.tokenUsage IS NULL", &[3]),
            ("metadata.mlflow.trace.tokenUsage IS NOT NULL", &[1, 2]),
            (r#"metadata.mlflow.trace.cost = '{"total_cost": 0.5}'"#, &[3]),
        ],
    )
    .await;
}

/// Traces without a value come last in both directions; then the newest comes first.
pub async fn orders_put_missing_values_last(store: &dyn TraceStore) {
    start(
        store,
        info_with(1, &[("t", "b"), ("mlflow.traceName", "y")], &[("k", "1")]),
    )
    .await;
    start(store, info_with(2, &[("t", "a"), ("mlflow.traceName", "x")], &[])).await;
    start(store, info(3)).await;
    for (key, expected) in [
        ("tag.t", [2, 1, 3]),
        ("tag.t DESC", [1, 2, 3]),
        ("metadata.k", [1, 3, 2]),
        ("name ASC", [2, 1, 3]),
        ("name DESC", [1, 2, 3]),
        ("status", [3, 2, 1]),
        ("end_time DESC", [3, 2, 1]),
    ] {
        assert_eq!(found_in(store, "", &[key]).await, expected, "{key}");
    }
    assert_eq!(
        found_in(store, "tag.t IS NOT NULL", &["status DESC", "tag.t"]).await,
        [2, 1]
    );
}

/// Pages end where the next begins. A full page has a token, even if nothing follows.
pub async fn pages_have_no_gaps(store: &dyn TraceStore) {
    for number in 1..=4 {
        start(store, info(number)).await;
    }
    let mut request = search_request("", &[]);
    request.max_results = Some(2);
    let mut ids = Vec::new();
    for rest in [true, true, false] {
        let answer = store.search_traces_v3(request.clone()).await.unwrap();
        ids.extend(answer.traces.into_iter().map(|info| info.trace_id));
        assert_eq!(answer.next_page_token.is_empty(), !rest);
        request.page_token = answer.next_page_token;
    }
    assert_eq!(ids, [4, 3, 2, 1].map(trace_id));
}

/// Nothing is found elsewhere than in the experiments named.
pub async fn only_experiments_hold_traces(store: &dyn TraceStore) {
    start(store, info(1)).await;
    for locations in [
        vec![TraceLocation::default()],
        vec![TraceLocation::experiment("17")],
    ] {
        let request = mlflow_core::contract::traces::SearchTracesV3 {
            locations,
            ..search_request("", &[])
        };
        assert!(store.search_traces_v3(request).await.unwrap().traces.is_empty());
    }
}

/// Filters, orders, tokens and sizes that make no sense are refused.
pub async fn bad_requests_are_refused(store: &dyn TraceStore) {
    for filter in [
        "nonsense",
        "status > 'OK'",
        "tag.a = 1",
        "prompt = 'x'",
        "feedback.ok > 'a'",
        "end_time LIKE 'x'",
    ] {
        invalid(store.search_traces_v3(search_request(filter, &[])).await);
    }
    invalid(store.search_traces_v3(search_request("", &["feedback.ok"])).await);
    for max_results in [0, -1, 501] {
        let mut request = search_request("", &[]);
        request.max_results = Some(max_results);
        invalid(store.search_traces_v3(request).await);
    }
    let mut request = search_request("", &[]);
    request.locations.clear();
    invalid(store.search_traces_v3(request).await);
    let mut request = search_request("", &[]);
    request.page_token = "?".into();
    invalid(store.search_traces_v3(request).await);
}
