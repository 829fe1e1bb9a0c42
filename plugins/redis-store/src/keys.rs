//! The names of everything in Redis.

/// Makes names behind a prefix. It is a hash tag, so that a cluster keeps all of a store on one node, where transactions work.
pub(crate) struct Keys(String);

impl Keys {
    pub(crate) fn new(prefix: &str) -> Self {
        Keys(format!("{{{prefix}}}"))
    }

    fn key(&self, what: &str) -> String {
        format!("{}:{what}", self.0)
    }

    /// The number of the newest experiment.
    pub(crate) fn last_experiment(&self) -> String {
        self.key("last-experiment")
    }

    /// A list of the ids of experiments.
    pub(crate) fn experiments(&self) -> String {
        self.key("experiments")
    }

    /// A hash of ids by name.
    pub(crate) fn experiment_names(&self) -> String {
        self.key("experiment-names")
    }

    pub(crate) fn experiment(&self, id: &str) -> String {
        self.key(&format!("experiment:{id}"))
    }

    /// A list of the ids of an experiment's runs.
    pub(crate) fn runs_of(&self, experiment_id: &str) -> String {
        self.key(&format!("runs-of:{experiment_id}"))
    }

    /// A list of the ids of an experiment's logged models.
    pub(crate) fn models_of(&self, experiment_id: &str) -> String {
        self.key(&format!("models-of:{experiment_id}"))
    }

    /// A hash of the datasets that an experiment's runs used.
    pub(crate) fn datasets_of(&self, experiment_id: &str) -> String {
        self.key(&format!("datasets-of:{experiment_id}"))
    }

    /// What the names of runs begin with.
    pub(crate) fn run_prefix(&self) -> String {
        self.key("run:")
    }

    pub(crate) fn run(&self, id: &str) -> String {
        self.run_prefix() + id
    }

    /// A hash of the points of a run's metric.
    pub(crate) fn points(&self, run_id: &str, metric: &str) -> String {
        self.key(&format!("points:{run_id}:{metric}"))
    }

    pub(crate) fn model(&self, id: &str) -> String {
        self.key(&format!("model:{id}"))
    }

    /// A hash of the points of a model's metrics.
    pub(crate) fn model_points(&self, id: &str) -> String {
        self.key(&format!("model-points:{id}"))
    }
}
