//! Artifact repositories.

mod local;
#[cfg(feature = "http")]
mod served;

pub use local::LocalArtifactRepo;
#[cfg(feature = "http")]
pub(crate) use served::SERVED;
#[cfg(feature = "http")]
pub use served::{ServedArtifactRepo, served_provider};

use mlflow_core::artifact::ArtifactRepo;
use mlflow_core::registry::{LinkedProvider, Provider};
use std::sync::Arc;

/// Returns the provider of local artifact repositories: plain paths and `file:` URIs.
pub fn provider() -> Provider<dyn ArtifactRepo> {
    Provider::new("mlflow-stores", ["file"], |uri, _options| async move {
        let repo = LocalArtifactRepo::open(uri.as_str())?;
        Ok(Arc::new(repo) as Arc<dyn ArtifactRepo>)
    })
}

inventory::submit! { LinkedProvider(|| provider().into()) }
