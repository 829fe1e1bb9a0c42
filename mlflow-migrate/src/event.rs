//! What a migration tells while it works.

use std::fmt;

/// A kind of what is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Experiments.
    Experiments,
    /// Runs.
    Runs,
    /// Points of metrics.
    Points,
    /// Logged models.
    LoggedModels,
    /// Traces.
    Traces,
    /// Registered models.
    RegisteredModels,
    /// Versions of registered models.
    ModelVersions,
    /// Files of artifacts.
    Artifacts,
}

impl Kind {
    /// Every kind, in the order in which reports name them.
    pub const ALL: [Kind; 8] = [
        Kind::Experiments,
        Kind::Runs,
        Kind::Points,
        Kind::LoggedModels,
        Kind::Traces,
        Kind::RegisteredModels,
        Kind::ModelVersions,
        Kind::Artifacts,
    ];

    /// Returns the name that people read.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Experiments => "experiments",
            Kind::Runs => "runs",
            Kind::Points => "metric points",
            Kind::LoggedModels => "logged models",
            Kind::Traces => "traces",
            Kind::RegisteredModels => "registered models",
            Kind::ModelVersions => "model versions",
            Kind::Artifacts => "artifacts",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A step of a migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event<'e> {
    /// A part of the work begins: what belongs to an experiment or a registered model.
    Begins {
        /// What is moved, or compared.
        kind: Kind,
        /// The name of the experiment or of the model.
        name: &'e str,
        /// Which of them it is, from 1.
        number: usize,
        /// How many there are.
        of: usize,
        /// Whether this is the comparison at the end.
        verifies: bool,
    },
    /// The target puts in order what it was given; of much, that takes a while.
    Settles {
        /// Its kind.
        kind: Kind,
    },
    /// Some more were counted, moved or compared.
    Done {
        /// Their kind.
        kind: Kind,
        /// How many.
        count: u64,
    },
}
