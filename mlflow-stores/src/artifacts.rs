//! Artifact repositories.

mod local;

pub use local::LocalArtifactRepo;
