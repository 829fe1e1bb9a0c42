//! Both official versions read the traces that this store wrote, and the reverse.

use crate::interop::{pythons, run};
use crate::new_store;
use mlflow_core::contract::traces::{EndTrace, GetTraceInfoV3, SearchTracesV3, SetTraceTag, StartTrace};
use mlflow_core::entities::{TraceLocation, TraceState, TraceStatus, TraceTag};
use mlflow_core::{TraceStore, Traces};
use mlflow_stores::file::FileStore;
use mlflow_testkit::traces::fixture::{assess, feedback, info_with, start, trace_id};
use mlflow_testkit::tracking::Guarded;

async fn begin_and_end(store: &dyn TraceStore) -> String {
    let request = StartTrace {
        experiment_id: "0".into(),
        timestamp_ms: 1000,
        tags: vec![
            TraceTag::new("mlflow.traceName", "older: 'x'"),
            TraceTag::new("a b", "1\n2"),
        ]
        .into(),
        ..StartTrace::default()
    };
    let id = store.start_trace(request).await.unwrap().trace_info.request_id;
    let request = EndTrace {
        request_id: id.clone(),
        timestamp_ms: 1017,
        status: TraceStatus::Error,
        ..EndTrace::default()
    };
    store.end_trace(request).await.unwrap();
    id
}

#[tokio::test]
async fn both_versions_read_traces_of_the_second_generation() {
    for python in pythons() {
        let Guarded(store, folder) = new_store().await;
        let id = begin_and_end(&store).await;
        let script = format!(
            r#"
store = client._tracking_client.store
found, token = store.search_traces(["0"])
info, = found
assert store.get_trace_info("{id}").request_id == info.request_id == "{id}", info
assert (info.timestamp_ms, info.execution_time_ms, info.status.name) == (1000, 17, "ERROR"), info
assert info.tags["mlflow.traceName"] == "older: 'x'" and info.tags["a b"] == "1\n2", info.tags
store.set_trace_tag("{id}", "by", "python")
store.delete_trace_tag("{id}", "a b")
"#
        );
        run(&python, &folder.path().join("mlruns"), &script);
        let request = GetTraceInfoV3 { trace_id: id };
        let info = store.get_trace_info_v3(request).await.unwrap().trace.trace_info;
        assert_eq!(info.tags["by"], "python");
        assert!(!info.tags.contains_key("a b"));
    }
}

#[tokio::test]
async fn version_3_reads_traces_with_their_assessments() {
    let Ok(python) = std::env::var("MLFLOW_TEST_PYTHON_3") else {
        return;
    };
    let Guarded(store, folder) = new_store().await;
    let mut given = info_with(1, &[("mlflow.traceName", "n")], &[("mlflow.trace.session", "s")]);
    given.request_preview = Some("日本: '1'\n".into());
    given.client_request_id = Some("1e3".into());
    start(&store, given).await;
    let old = assess(&store, &trace_id(1), feedback("correct", 0.5)).await;
    let mut new = feedback("correct", serde_json::json!({"k": [1, "x", null]}));
    new.overrides = old.assessment_id;
    new.rationale = Some("why".into());
    assess(&store, &trace_id(1), new).await;
    let script = format!(
        r#"
store = client._tracking_client.store
info, = store.search_traces(["0"], filter_string="name = 'n' AND metadata.`mlflow.trace.session` = 's'")[0]
assert (info.request_preview, info.client_request_id, info.execution_duration) == ("日本: '1'\n", "1e3", 1500), info
by_valid = {{a.valid: a for a in info.assessments}}
assert by_valid[False].value == 0.5, by_valid
assert (by_valid[True].value, by_valid[True].rationale) == ({{"k": [1.0, "x", None]}}, "why"), by_valid
from mlflow.entities import Feedback, AssessmentSource
store.create_assessment(Feedback(name="by", value="python", trace_id="{}", source=AssessmentSource("CODE", "c")))
"#,
        trace_id(1)
    );
    run(&python, &folder.path().join("mlruns"), &script);
    let request = GetTraceInfoV3 {
        trace_id: trace_id(1),
    };
    let info = store.get_trace_info_v3(request).await.unwrap().trace.trace_info;
    assert_eq!(info.assessments.len(), 3);
    assert!(info.assessments.iter().any(|one| one.assessment_name == "by"));
}

const WRITES: &str = r#"
store = client._tracking_client.store
try:
    from mlflow.entities import TraceInfo, TraceLocation, TraceState
    store.start_trace(TraceInfo(trace_id="tr-x", trace_location=TraceLocation.from_experiment_id("0"), request_time=1000,
        execution_duration=17, state=TraceState.ERROR, tags={"a b": "1\n2"}, trace_metadata={"k": "v"}))
except ImportError:
    from mlflow.entities.trace_status import TraceStatus
    info = store.start_trace("0", 1000, {"k": "v"}, {"a b": "1\n2"})
    store.end_trace(info.request_id, 1017, TraceStatus.ERROR, {}, {})
"#;

#[tokio::test]
async fn we_read_traces_of_both_versions() {
    for python in pythons() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("mlruns");
        run(&python, &root, WRITES);
        let store = FileStore::open(&root.to_string_lossy()).unwrap();
        let request = SearchTracesV3 {
            locations: vec![TraceLocation::experiment("0")],
            filter: "status = 'ERROR' AND metadata.k = 'v'".into(),
            ..SearchTracesV3::default()
        };
        let [found] = <[_; 1]>::try_from(store.search_traces_v3(request).await.unwrap().traces).unwrap();
        assert_eq!((found.request_time, found.execution_duration), (1000, Some(17)));
        assert_eq!(
            (found.state, found.tags["a b"].as_str()),
            (TraceState::Error, "1\n2")
        );
        let path = root
            .join("0/traces")
            .join(&found.trace_id)
            .join("trace_info.yaml");
        let before = std::fs::read_to_string(&path).unwrap();
        let tag = SetTraceTag {
            request_id: found.trace_id,
            key: "t".into(),
            value: "u".into(),
        };
        store.set_trace_tag(tag).await.unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), before);
    }
}
