//! A plugin that behaves badly, one way for each scheme, so that the tests can show that a program bears it.

#![allow(clippy::panic, clippy::print_stdout, reason = "that is what it is for")]

use async_trait::async_trait;
use mlflow_core::artifact::ArtifactRepo;
use mlflow_core::contract::experiments::{GetExperiment, GetExperimentResponse};
use mlflow_core::contract::{Experiments, LoggedModels, Runs};
use mlflow_core::memory::MemoryArtifactRepo;
use mlflow_core::registry::Provider;
use mlflow_core::{MemoryStore, Result, TrackingStore};
use std::sync::Arc;
use std::time::Duration;

#[derive(Clone, Copy)]
enum Deed {
    /// Panics before it waits for anything.
    Panic,
    /// Panics on a thread of its own runtime.
    LatePanic,
    /// Never answers.
    Hang,
    /// Never gives its thread back.
    Block,
    /// Takes the whole process along.
    Abort,
    /// Writes to the standard output.
    Print,
}

struct Hostile(Deed);

#[async_trait]
impl Experiments for Hostile {
    async fn get_experiment(&self, request: GetExperiment) -> Result<GetExperimentResponse> {
        match self.0 {
            Deed::Panic => panic!("at the disco"),
            Deed::LatePanic => {
                tokio::time::sleep(Duration::from_millis(1)).await;
                panic!("at the late disco")
            }
            Deed::Hang => std::future::pending().await,
            Deed::Block => std::thread::sleep(Duration::from_secs(3600)),
            Deed::Abort => std::process::abort(),
            Deed::Print => println!("what nobody wants to read"),
        }
        MemoryStore::new().get_experiment(request).await
    }
}

impl Runs for Hostile {}
impl LoggedModels for Hostile {}

fn hostile(scheme: &'static str, deed: Deed) -> Provider<dyn TrackingStore> {
    Provider::new("hostile", [scheme], move |_uri, _options| async move {
        Ok(Arc::new(Hostile(deed)) as Arc<dyn TrackingStore>)
    })
}

/// A store that behaves, called on threads, since this plugin does not promise to be prompt.
fn good() -> Provider<dyn TrackingStore> {
    Provider::new("good", ["good"], |_uri, _options| async {
        Ok(Arc::new(MemoryStore::new()) as Arc<dyn TrackingStore>)
    })
}

fn good_artifacts() -> Provider<dyn ArtifactRepo> {
    Provider::new("good", ["good"], |_uri, _options| async {
        Ok(Arc::new(MemoryArtifactRepo::new()) as Arc<dyn ArtifactRepo>)
    })
}

fn refuses_to_open() -> Provider<dyn TrackingStore> {
    Provider::new("hostile", ["locked"], |_uri, _options| async {
        Err(mlflow_core::Error::invalid_parameter_value("the key is lost"))
    })
}

mlflow_core::export_plugin! {
    name: "hostile",
    version: "0.1.0",
    by_path: true,
    settings: ["experiment_name"],
    secrets: ["HOSTILE_PASSWORD"],
    providers: [
        hostile("panics", Deed::Panic),
        hostile("panics-late", Deed::LatePanic),
        hostile("hangs", Deed::Hang),
        hostile("blocks", Deed::Block),
        hostile("aborts", Deed::Abort),
        hostile("prints", Deed::Print),
        good(),
        good_artifacts(),
        refuses_to_open(),
    ],
}
