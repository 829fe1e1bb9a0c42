//! Stores of plugins pass what all stores pass.

use crate::example::example;
use crate::isolated::Isolated;
use crate::library::registry_with;
use mlflow_core::{RegistryStore, TraceStore, TrackingStore};
use mlflow_testkit::{registry, traces, tracking};
use std::sync::{Arc, LazyLock};

struct Tracking(Arc<dyn TrackingStore>);

impl tracking::Subject for Tracking {
    fn store(&self) -> &dyn TrackingStore {
        &*self.0
    }
}

struct Traces(Arc<dyn TraceStore>);

impl traces::Subject for Traces {
    fn store(&self) -> &dyn TraceStore {
        &*self.0
    }
}

struct Models(Arc<dyn RegistryStore>);

impl registry::Subject for Models {
    fn store(&self) -> &dyn RegistryStore {
        &*self.0
    }
}

async fn tracking_store(library: &str, uri: &str) -> Tracking {
    let registry = registry_with(&example(library));
    Tracking(registry.tracking_store(uri).await.unwrap())
}

async fn trace_store() -> Traces {
    let registry = registry_with(&example("memory_plugin"));
    Traces(registry.trace_store("memo://x").await.unwrap())
}

async fn model_store() -> Models {
    let registry = registry_with(&example("memory_plugin"));
    Models(registry.registry_store("memo://x").await.unwrap())
}

mlflow_testkit::tracking_suite!(prompt, tracking_store("memory_plugin", "memo://x"));
async fn isolated_store() -> Tracking {
    static MEMORY: LazyLock<Isolated> = LazyLock::new(|| Isolated::library("memory_plugin"));
    Tracking(MEMORY.registry.tracking_store("memo://x").await.unwrap())
}

mlflow_testkit::tracking_suite!(isolated, isolated_store());
mlflow_testkit::tracking_suite!(on_threads, tracking_store("hostile_plugin", "good://x"));
mlflow_testkit::trace_suite!(trace_plugin, trace_store());
mlflow_testkit::registry_suite!(registry_plugin, model_store());
