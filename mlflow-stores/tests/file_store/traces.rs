//! Traces in folders, against the suite of trace stores.

use crate::new_store;
use crate::official_server::{Difference, Outcome};
use mlflow_core::contract::Loopback;
use mlflow_core::contract::assessments::CreateAssessment;
use mlflow_core::contract::traces::{
    EndTrace, GetTrace, GetTraceInfoV3, LinkTracesToRun, LogSpans, SearchTracesV3, StartTrace, StartTraceV3,
};
use mlflow_core::entities::{Trace, TraceInfoV3, TraceLocation, TraceStatus};
use mlflow_core::{Assessments, ErrorCode, Remote, TraceStore, Traces};
use mlflow_stores::file::FileStore;
use mlflow_testkit::traces::behaviours;
use mlflow_testkit::traces::fixture::{feedback, info, info_with, start, trace_id};
use mlflow_testkit::tracking::Guarded;
use std::path::Path;
use std::sync::Arc;

const SPANS: &str = "spans are artifacts, which clients write and read";
const LINKS: &str = "a folder has no links between traces and others";
const ASSESSED: &str = "assessments are no part of searches";
const DATABASES: &str = "these are kept in databases alone";

/// What official MLflow's file store does not have either.
const DIFFERENCES: &[Difference] = &[
    (
        "infos::starting_returns_what_reads_back",
        "a trace is not said to be finalized",
    ),
    ("search::runs_are_found_by_both_links", LINKS),
    ("search::prompts_are_found", LINKS),
    ("search::feedback_is_compared", ASSESSED),
    ("search::expectations_and_issues_are_found", ASSESSED),
    ("search::sessions_share_their_assessments", ASSESSED),
    ("deletion::everything_goes_along", SPANS),
    ("links::linking_again_is_no_error", LINKS),
    ("errors::unknown_traces_are_not_found", SPANS),
    ("concurrency::racing_spans_are_all_kept", SPANS),
    ("concurrency::a_client_may_race_with_spans", SPANS),
    ("concurrency::opposite_orders_come_through", SPANS),
];

/// Nouns of which nothing holds.
const ABSENT: &[(&str, &str)] = &[
    ("spans", SPANS),
    ("totals", SPANS),
    ("search_spans", SPANS),
    ("metrics", DATABASES),
    ("datasets", DATABASES),
    ("dataset_search", DATABASES),
    ("scorers", DATABASES),
];

async fn assert_is_trace_store(of: impl Fn(FileStore) -> Box<dyn TraceStore>) {
    let mut outcome = Outcome::default();
    for behaviour in behaviours() {
        let noun = behaviour.name.split("::").next().unwrap();
        let Guarded(store, _folder) = new_store().await;
        let store = of(store);
        let check = behaviour.check(&*store);
        if ABSENT.iter().any(|(absent, _)| *absent == noun) {
            outcome
                .check(behaviour.name, &[(behaviour.name, DATABASES)], check)
                .await;
        } else {
            outcome.check(behaviour.name, DIFFERENCES, check).await;
        }
    }
    outcome.assert_as_expected(80);
}

#[tokio::test]
async fn it_is_a_trace_store() {
    assert_is_trace_store(|store| Box::new(store)).await;
}

#[tokio::test]
async fn it_is_one_behind_a_wire() {
    assert_is_trace_store(|store| {
        let store: Arc<dyn TraceStore> = Arc::new(store);
        Box::new(Remote(Loopback(store)))
    })
    .await;
}

fn read(root: &Path, path: &str) -> String {
    std::fs::read_to_string(root.join("0/traces").join(path))
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[tokio::test]
async fn files_are_those_of_official_mlflow() {
    let Guarded(store, folder) = new_store().await;
    let root = folder.path().join("mlruns");
    let mut given = info_with(1, &[("a/b", "x\ny")], &[("mlflow.trace.session", "s"), ("k", "")]);
    given.client_request_id = Some("c".into());
    given.request_preview = Some("日本 🚀".into());
    start(&store, given).await;
    let id = trace_id(1);
    assert_eq!(
        read(&root, &format!("{id}/trace_info.yaml")),
        format!(
            "client_request_id: c\nexecution_duration_ms: 1500\nrequest_preview: \"日本 \\U0001F680\"\nrequest_time: \
             '2024-05-01T00:00:01.250Z'\nstate: OK\ntrace_id: {id}\ntrace_location:\n  mlflow_experiment:\n    \
             experiment_id: '0'\n  type: MLFLOW_EXPERIMENT\n"
        )
    );
    assert_eq!(read(&root, &format!("{id}/tags/a/b")), "x\ny");
    assert_eq!(
        read(&root, &format!("{id}/request_metadata/mlflow.trace.session")),
        "s"
    );
    assert_eq!(read(&root, &format!("{id}/request_metadata/k")), "");
    let location = read(&root, &format!("{id}/tags/mlflow.artifactLocation"));
    assert!(
        location.starts_with("file://") && location.ends_with(&format!("/mlruns/0/traces/{id}/artifacts"))
    );

    let mut given = feedback("correct", 5);
    given.assessment_id = Some("a-1".into());
    given.create_time = Some(1_714_521_600_000);
    given.last_update_time = Some(1_714_521_600_001);
    let request = CreateAssessment {
        trace_id: id.clone(),
        assessment: Some(given),
    };
    store.create_assessment(request).await.unwrap();
    assert_eq!(
        read(&root, &format!("{id}/assessments/a-1.yaml")),
        format!(
            "assessment_id: a-1\nassessment_name: correct\ncreate_time: '2024-05-01T00:00:00Z'\nfeedback:\n  value: \
             5.0\nlast_update_time: '2024-05-01T00:00:00.001Z'\nsource:\n  source_id: alice\n  source_type: \
             HUMAN\ntrace_id: {id}\nvalid: true\n"
        )
    );
}

#[tokio::test]
async fn traces_of_the_second_generation_keep_its_form() {
    let Guarded(store, folder) = new_store().await;
    let root = folder.path().join("mlruns");
    let request = StartTrace {
        experiment_id: "0".into(),
        timestamp_ms: 5,
        ..StartTrace::default()
    };
    let id = store.start_trace(request).await.unwrap().trace_info.request_id;
    let expected = |time: &str, status: &str| {
        format!(
            "assessments: []\nexecution_time_ms: {time}\nexperiment_id: '0'\nrequest_id: {id}\nstatus: \
             {status}\ntimestamp_ms: 5\n"
        )
    };
    let path = format!("{id}/trace_info.yaml");
    // A few ids are written in quotes: those that a reader would take for numbers.
    let unquoted = |text: String| text.replace(&format!("'{id}'"), &id);
    assert_eq!(unquoted(read(&root, &path)), expected("null", "IN_PROGRESS"));
    let request = EndTrace {
        request_id: id.clone(),
        timestamp_ms: 12,
        status: TraceStatus::Error,
        ..EndTrace::default()
    };
    store.end_trace(request).await.unwrap();
    assert_eq!(unquoted(read(&root, &path)), expected("7", "ERROR"));
}

#[tokio::test]
async fn what_folders_do_not_hold_is_refused_in_the_words_of_official_mlflow() {
    let Guarded(store, _folder) = new_store().await;
    start(&store, info(1)).await;
    let error = store.log_spans(LogSpans::default()).await.unwrap_err();
    assert_eq!(
        (error.code(), error.message()),
        (
            ErrorCode::NotImplemented,
            "REST OTLP span logging is not supported by FileStore"
        )
    );
    let request = GetTrace {
        trace_id: trace_id(1),
        allow_partial: true,
    };
    assert_eq!(
        store.get_trace(request).await.unwrap_err().code(),
        ErrorCode::NotImplemented
    );
    let request = LinkTracesToRun {
        run_id: "0".repeat(32),
        trace_ids: vec![trace_id(1)],
    };
    let error = store.link_traces_to_run(request).await.unwrap_err();
    assert!(
        error
            .message()
            .starts_with("Linking traces to runs is not supported in FileStore")
    );
}

#[tokio::test]
async fn names_do_not_leave_the_folder_of_traces() {
    let Guarded(store, _folder) = new_store().await;
    for id in ["..", "../x", ".hidden", "a/b"] {
        let request = StartTraceV3 {
            trace: Some(Trace {
                trace_info: TraceInfoV3 {
                    trace_id: id.into(),
                    trace_location: TraceLocation::experiment("0"),
                    ..TraceInfoV3::default()
                },
                spans: Vec::new(),
            }),
        };
        let error = store.start_trace_v3(request).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidParameterValue, "{id}");
    }
    let request = StartTraceV3 {
        trace: Some(Trace {
            trace_info: info_with(1, &[("../k", "v")], &[]),
            spans: Vec::new(),
        }),
    };
    assert!(store.start_trace_v3(request).await.is_err());
    let request = GetTraceInfoV3 {
        trace_id: trace_id(1),
    };
    assert!(
        store.get_trace_info_v3(request).await.is_err(),
        "a half of a trace was left behind"
    );
}

#[tokio::test]
async fn damaged_traces_are_left_out_of_lists() {
    let Guarded(store, folder) = new_store().await;
    let traces = folder.path().join("mlruns/0/traces");
    for number in 1..=6 {
        start(&store, info(number)).await;
    }
    let damage =
        |number: u8, name: &str, text: &str| std::fs::write(traces.join(trace_id(number)).join(name), text);
    damage(2, "trace_info.yaml", "").unwrap();
    damage(3, "trace_info.yaml", "state: [half").unwrap();
    let other = read(
        &folder.path().join("mlruns"),
        &format!("{}/trace_info.yaml", trace_id(1)),
    );
    damage(4, "trace_info.yaml", &other).unwrap();
    damage(
        5,
        "trace_info.yaml",
        &other
            .replace("state: OK", "state: NONE")
            .replace(&trace_id(1), &trace_id(5)),
    )
    .unwrap();
    std::fs::create_dir(traces.join(trace_id(6)).join("assessments")).unwrap();
    damage(6, "assessments/a-1.yaml", "valid: true\n").unwrap();
    std::fs::create_dir(traces.join("nothing")).unwrap();
    let request = SearchTracesV3 {
        locations: vec![TraceLocation::experiment("0")],
        ..SearchTracesV3::default()
    };
    let found = store.search_traces_v3(request).await.unwrap().traces;
    assert_eq!(
        found
            .iter()
            .map(|info| info.trace_id.as_str())
            .collect::<Vec<_>>(),
        [trace_id(1)]
    );
    for number in 2..=6 {
        let request = GetTraceInfoV3 {
            trace_id: trace_id(number),
        };
        let error = store.get_trace_info_v3(request).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
        assert!(error.message().contains(&trace_id(number)), "{error}");
    }
    let request = mlflow_core::contract::traces::DeleteTraces {
        experiment_id: "0".into(),
        request_ids: vec![trace_id(3)],
        ..Default::default()
    };
    assert_eq!(store.delete_traces(request).await.unwrap().traces_deleted, 1);
    assert!(!traces.join(trace_id(3)).exists());
}
