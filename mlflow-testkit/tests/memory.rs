//! The store in memory, alone and behind a wire, against the suite and the recordings.

use mlflow_core::contract::Loopback;
use mlflow_core::{MemoryStore, RegistryStore, Remote, TraceStore};
use mlflow_testkit::golden::{self, Version};
use std::sync::Arc;

fn remote() -> Remote<Loopback> {
    Remote(Loopback(Arc::new(MemoryStore::default())))
}

mod recordings {
    use super::*;

    #[tokio::test]
    async fn writes_of_version_3() {
        let report = golden::replay_writes(&MemoryStore::default(), Version::V3_17_2).await;
        assert!(report.differences.is_empty(), "{report}");
        let report = golden::replay_writes(&remote(), Version::V3_17_2).await;
        assert!(report.differences.is_empty(), "{report}");
    }

    #[tokio::test]
    async fn writes_of_version_2() {
        let report = golden::replay_writes(&MemoryStore::default(), Version::V2_22_5).await;
        assert!(report.differences.is_empty(), "{report}");
        let report = golden::replay_writes(&remote(), Version::V2_22_5).await;
        assert!(report.differences.is_empty(), "{report}");
    }
}

fn remote_registry() -> Remote<Loopback<dyn RegistryStore>> {
    Remote(Loopback(Arc::new(MemoryStore::default())))
}

mlflow_testkit::registry_suite!(registry, async { MemoryStore::default() });
mlflow_testkit::registry_suite!(registry_behind_a_wire, async { remote_registry() });

fn remote_traces() -> Remote<Loopback<dyn TraceStore>> {
    Remote(Loopback(Arc::new(MemoryStore::default())))
}

mlflow_testkit::trace_suite!(traces, async { MemoryStore::default() });
mlflow_testkit::trace_suite!(traces_behind_a_wire, async { remote_traces() });

mlflow_testkit::tracking_suite!(alone, async { MemoryStore::default() });
mlflow_testkit::tracking_suite!(behind_a_wire, async { remote() });
