//! plugins in Rust that panic and hang.

use crate::example::example;
use crate::library::{is_alone, own_example, registry_with};
use futures::FutureExt;
use mlflow_core::contract::CallContext;
use mlflow_core::contract::experiments::GetExperiment;
use mlflow_core::contract::runs::GetRun;
use mlflow_core::{Error, ErrorCode, Registry, TrackingStore};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A plugin that no other test knows of.
struct Hostile {
    registry: Registry,
    _folder: tempfile::TempDir,
}

impl Hostile {
    fn load() -> Self {
        let (folder, library) = own_example("hostile_plugin");
        Hostile {
            registry: registry_with(&library),
            _folder: folder,
        }
    }

    async fn open(&self, uri: &str) -> Arc<dyn TrackingStore> {
        self.registry.tracking_store(uri).await.unwrap()
    }
}

async fn ask(store: &Arc<dyn TrackingStore>, wait: Duration) -> Error {
    let context = CallContext {
        deadline: Some(wait),
        ..CallContext::default()
    };
    let request = GetExperiment {
        experiment_id: "0".into(),
    };
    context.scope(store.get_experiment(request)).await.unwrap_err()
}

#[tokio::test]
async fn a_panic_is_an_error() {
    let hostile = Hostile::load();
    for (uri, text) in [
        ("panics://x", "at the disco"),
        ("panics-late://x", "at the late disco"),
    ] {
        let store = hostile.open(uri).await;
        let error = ask(&store, Duration::from_secs(10)).await;
        assert_eq!(error.code(), ErrorCode::InternalError);
        assert!(
            error.message().contains("`hostile` panicked in `get_experiment`"),
            "{error}"
        );
        assert!(error.message().contains(text), "{error}");
    }
}

#[tokio::test]
async fn a_plugin_that_does_not_answer_is_called_no_more_and_others_are() {
    let hostile = Hostile::load();
    let memory = registry_with(&example("memory_plugin"))
        .tracking_store("memo://x")
        .await
        .unwrap();
    let stores = [
        hostile.open("hangs://x").await,
        hostile.open("blocks://x").await,
        hostile.open("hangs://x").await,
    ];
    for (number, store) in stores.iter().enumerate() {
        let error = ask(store, Duration::from_millis(50)).await;
        assert_eq!(
            error.code(),
            ErrorCode::DeadlineExceeded,
            "call {number}: {error}"
        );
        assert!(
            error
                .message()
                .contains("`hostile` did not answer `get_experiment`"),
            "{error}"
        );
        let request = GetExperiment {
            experiment_id: "0".into(),
        };
        memory.get_experiment(request).await.unwrap();
    }
    let begun = Instant::now();
    for _ in 0..10_000 {
        let error = hostile.registry.tracking_store("hangs://x").await.err().unwrap();
        assert_eq!(error.code(), ErrorCode::TemporarilyUnavailable);
    }
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn what_is_missing_is_said() {
    let hostile = Hostile::load();
    let error = hostile
        .open("panics://x")
        .await
        .get_run(GetRun::default())
        .await
        .unwrap_err();
    assert_eq!(error.code(), ErrorCode::NotImplemented);
    let error = hostile.registry.tracking_store("locked://x").await.err().unwrap();
    assert_eq!(
        (error.code(), error.message()),
        (ErrorCode::InvalidParameterValue, "the key is lost")
    );
}

/// What was cancelled is forgotten on both sides.
#[tokio::test]
async fn callers_that_go_away_leave_nothing() {
    if !is_alone("hostile::callers_that_go_away_leave_nothing") {
        return;
    }
    let store = Hostile::load().open("hangs://x").await;
    let mut resident = Vec::new();
    for _round in 0..6 {
        for _ in 0..10_000 {
            let request = GetExperiment {
                experiment_id: "0".into(),
            };
            assert!(store.get_experiment(request).now_or_never().is_none());
        }
        // The calls of a plugin that is not prompt wait for threads, which keep their stacks.
        tokio::time::sleep(Duration::from_millis(300)).await;
        resident.push(resident_kib());
    }
    // What leaks does so in every round; an allocator takes more from the system in some of them.
    let grown = resident
        .windows(2)
        .skip(1)
        .map(|pair| pair[1].saturating_sub(pair[0]));
    assert!(grown.min() < Some(1024), "{resident:?} KiB");
}

#[tokio::test]
async fn panics_leave_no_memory_behind() {
    if !is_alone("hostile::panics_leave_no_memory_behind") {
        return;
    }
    let store = Hostile::load().open("panics-late://x").await;
    for round in 0..2 {
        let before = resident_kib();
        for _ in 0..1_000 {
            ask(&store, Duration::from_secs(10)).await;
        }
        let grown = resident_kib().saturating_sub(before);
        assert!(round == 0 || grown < 4 * 1024, "{grown} KiB");
    }
}

/// What Linux says; elsewhere nothing grows.
fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or(0)
}
