//! A plugin whose stores are in memory: what the tests load, and the shortest one there is.

use mlflow_core::artifact::ArtifactRepo;
use mlflow_core::memory::MemoryArtifactRepo;
use mlflow_core::registry::Provider;
use mlflow_core::{MemoryStore, RegistryStore, TraceStore, TrackingStore};
use std::sync::Arc;

const SCHEMES: [&str; 1] = ["memo"];

fn tracking() -> Provider<dyn TrackingStore> {
    Provider::new("memo", SCHEMES, |_uri, _options| async {
        Ok(Arc::new(MemoryStore::new()) as Arc<dyn TrackingStore>)
    })
}

fn traces() -> Provider<dyn TraceStore> {
    Provider::new("memo", SCHEMES, |_uri, _options| async {
        Ok(Arc::new(MemoryStore::new()) as Arc<dyn TraceStore>)
    })
}

fn models() -> Provider<dyn RegistryStore> {
    Provider::new("memo", SCHEMES, |_uri, _options| async {
        Ok(Arc::new(MemoryStore::new()) as Arc<dyn RegistryStore>)
    })
}

fn artifacts() -> Provider<dyn ArtifactRepo> {
    Provider::new("memo", SCHEMES, |_uri, _options| async {
        Ok(Arc::new(MemoryArtifactRepo::new()) as Arc<dyn ArtifactRepo>)
    })
}

mlflow_core::export_plugin! {
    name: "memo",
    version: "0.1.0",
    prompt: true,
    providers: [tracking(), traces(), models(), artifacts()],
}
