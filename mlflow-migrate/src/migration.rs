//! A migration, as it is asked for.

use crate::artifacts::Repos;
use crate::choice::{Choice, Named};
use crate::event::{Event, Kind};
use crate::place::Places;
use crate::report::Report;
use crate::source::Source;
use crate::target::{Models, Opening, Tracking};
use futures::TryStreamExt;
use mlflow_core::entities::{Experiment, RegisteredModel};
use mlflow_core::{Error, Registry, Result};
use std::fmt;

/// What becomes of artifacts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Artifacts {
    /// They stay where they are, and the target names them there.
    #[default]
    Reference,
    /// They are copied to where the target keeps artifacts.
    Copy,
    /// They stay behind: the target names the places where it would keep them.
    None,
}

type Watch<'w> = Box<dyn FnMut(Event<'_>) + Send + 'w>;

/// A migration from one store to another.
pub struct Migration<'w> {
    from: String,
    to: String,
    from_registry: Option<String>,
    to_registry: Option<String>,
    artifact_root: Option<String>,
    choice: Choice,
    artifacts: Artifacts,
    is_dry_run: bool,
    writes: bool,
    verifies: bool,
    through_api: bool,
    watch: Watch<'w>,
}

impl<'w> Migration<'w> {
    /// Makes a migration of everything, whose result is verified, between the stores of two URIs.
    pub fn new(from: impl Into<String>, to: impl Into<String>) -> Self {
        Migration {
            from: from.into(),
            to: to.into(),
            from_registry: None,
            to_registry: None,
            artifact_root: None,
            choice: Choice::default(),
            artifacts: Artifacts::default(),
            is_dry_run: false,
            writes: true,
            verifies: true,
            through_api: false,
            watch: Box::new(|_| {}),
        }
    }

    /// Takes registered models from another place than the rest.
    #[must_use]
    pub fn from_registry(mut self, uri: impl Into<String>) -> Self {
        self.from_registry = Some(uri.into());
        self
    }

    /// Puts registered models to another place than the rest.
    #[must_use]
    pub fn to_registry(mut self, uri: impl Into<String>) -> Self {
        self.to_registry = Some(uri.into());
        self
    }

    /// Sets where the target keeps the artifacts of experiments.
    #[must_use]
    pub fn artifact_root(mut self, root: impl Into<String>) -> Self {
        self.artifact_root = Some(root.into());
        self
    }

    /// Moves only experiments and registered models whose names match this or another such pattern. It has `*`, `?`
    /// and `[…]`; `experiment:` or `model:` before it makes it one of only these.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for what is no pattern.
    pub fn include(mut self, pattern: &str) -> Result<Self> {
        self.choice.include(pattern)?;
        Ok(self)
    }

    /// Leaves out experiments and registered models whose names match a pattern, also where they are included.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for what is no pattern.
    pub fn exclude(mut self, pattern: &str) -> Result<Self> {
        self.choice.exclude(pattern)?;
        Ok(self)
    }

    /// Sets what becomes of artifacts.
    #[must_use]
    pub fn artifacts(mut self, artifacts: Artifacts) -> Self {
        self.artifacts = artifacts;
        self
    }

    /// Only counts what would be moved; the target is not even opened.
    #[must_use]
    pub fn dry_run(mut self, is_dry_run: bool) -> Self {
        self.is_dry_run = is_dry_run;
        self
    }

    /// Writes nothing, and compares what is on both sides: for a migration that is done.
    #[must_use]
    pub fn compare_only(mut self, compares_only: bool) -> Self {
        self.writes = !compares_only;
        self
    }

    /// Sets whether both sides are read and compared at the end.
    #[must_use]
    pub fn verify(mut self, verifies: bool) -> Self {
        self.verifies = verifies;
        self
    }

    /// Writes to servers by their ordinary calls even if they have others, which keep ids and times. Servers of official
    /// MLflow have only ordinary ones and are written by these in any case.
    #[must_use]
    pub fn through_api(mut self, through_api: bool) -> Self {
        self.through_api = through_api;
        self
    }

    /// Is told what is done.
    #[must_use]
    pub fn watch(mut self, watch: impl FnMut(Event<'_>) + Send + 'w) -> Self {
        self.watch = Box::new(watch);
        self
    }

    /// Does it.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` if both URIs are the same, and for schemes that cannot be read or written; whatever
    /// the stores answer. What was written before stays, and the next migration goes on from there. Differences
    /// between both sides are no error but in the report.
    pub async fn run(mut self, registry: &Registry) -> Result<Report> {
        let [from_models, to_models] = [
            self.from_registry.clone().unwrap_or_else(|| self.from.clone()),
            self.to_registry.clone().unwrap_or_else(|| self.to.clone()),
        ];
        if self.from == self.to {
            let message = format!("the migration leads from `{}` to itself", shown(&self.from));
            return Err(Error::invalid_parameter_value(message));
        }
        let source = Source::open(registry, &self.from, &from_models).await?;
        let chosen = self.chosen(&source).await?;
        let mut report = Report::default();
        report.is_dry_run = self.is_dry_run;
        report.is_verified = (self.verifies || !self.writes) && !self.is_dry_run;
        let mut work = Work {
            repos: Repos {
                registry,
                from: &self.from,
                to: &self.to,
            },
            copies: self.artifacts == Artifacts::Copy,
            source: &source,
            chosen: &chosen,
            report: &mut report,
            watch: &mut *self.watch,
        };
        if self.is_dry_run {
            work.count().await?;
            return Ok(report);
        }
        let mut places = Places::new(self.artifacts);
        let opening = Opening {
            registry,
            tracking: &self.to,
            models: &to_models,
            artifact_root: self.artifact_root.as_deref(),
            through_api: self.through_api,
        };
        if self.writes {
            let target = opening.open().await?;
            places.is_through_api = matches!(target.tracking, Tracking::Api(_));
            places.is_registry_through_api = matches!(target.registry, Models::Api(_));
            work.write(&target, &mut places).await?;
        }
        if self.verifies || !self.writes {
            let kept = Source::open(registry, &self.to, &to_models).await?;
            if !self.writes {
                [places.is_through_api, places.is_registry_through_api] = opening.is_through_api().await?;
                work.find_places(&kept, &mut places).await?;
            }
            work.verify(&kept, &places).await?;
        }
        report.experiment_ids = places.changed_ids();
        report.is_through_api = places.is_through_api || places.is_registry_through_api;
        report.run_ids = places.ids.runs;
        report.logged_model_ids = places.ids.models;
        report.version_numbers = places.ids.versions;
        Ok(report)
    }

    async fn chosen(&self, source: &Source) -> Result<Chosen> {
        let mut experiments: Vec<_> = source.experiments().try_concat().await?;
        experiments.retain(|experiment| self.choice.takes(Named::Experiment, &experiment.name));
        let mut models: Vec<_> = source.registered_models().try_concat().await?;
        models.retain(|model| self.choice.takes(Named::Model, &model.name));
        Ok(Chosen { experiments, models })
    }
}

impl fmt::Debug for Migration<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Migration")
            .field("from", &shown(&self.from))
            .field("to", &shown(&self.to))
            .field("choice", &self.choice)
            .field("artifacts", &self.artifacts)
            .finish_non_exhaustive()
    }
}

/// Returns a URI without its password.
fn shown(uri: &str) -> String {
    mlflow_core::StoreUri::parse(uri)
        .map_or_else(|_| "a URI that does not parse".to_owned(), |uri| uri.to_string())
}

/// What is moved: experiments and models, with all that belongs to them.
pub(crate) struct Chosen {
    pub(crate) experiments: Vec<Experiment>,
    pub(crate) models: Vec<RegisteredModel>,
}

impl Chosen {
    /// Tells whether an experiment is moved.
    pub(crate) fn has(&self, experiment_id: &str) -> bool {
        let mut ids = self
            .experiments
            .iter()
            .map(|experiment| experiment.experiment_id.as_str());
        ids.any(|id| id == experiment_id)
    }
}

/// A migration at work.
pub(crate) struct Work<'m> {
    pub(crate) repos: Repos<'m>,
    /// Whether artifacts are copied.
    pub(crate) copies: bool,
    pub(crate) source: &'m Source,
    pub(crate) chosen: &'m Chosen,
    pub(crate) report: &'m mut Report,
    pub(crate) watch: &'m mut (dyn FnMut(Event<'_>) + Send),
}

impl Work<'_> {
    pub(crate) fn begins(&mut self, kind: Kind, index: usize, verifies: bool) {
        let Chosen { experiments, models } = self.chosen;
        let (name, of) = match kind {
            Kind::RegisteredModels | Kind::ModelVersions => (&models[index].name, models.len()),
            _ => (&experiments[index].name, experiments.len()),
        };
        (self.watch)(Event::Begins {
            kind,
            name,
            number: index + 1,
            of,
            verifies,
        });
    }

    /// Counts what was moved.
    pub(crate) fn moved(&mut self, kind: Kind, count: usize) {
        self.report.count(kind, count as u64);
        self.done(kind, count);
    }

    pub(crate) fn done(&mut self, kind: Kind, count: usize) {
        (self.watch)(Event::Done {
            kind,
            count: count as u64,
        });
    }
}
