//! Implementations of the core's traits that keep everything in memory.

mod artifacts;

pub use artifacts::MemoryArtifactRepo;
