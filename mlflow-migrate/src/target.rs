//! The stores that are written to.

use crate::source::{Source, lacks_call};
use mlflow_core::contract::import_target::ImportExperiments;
use mlflow_core::contract::registry_import_target::ImportRegisteredModels;
use mlflow_core::contract::{ImportTarget, RegistryImportTarget};
use mlflow_core::registry::OpenOptions;
use mlflow_core::{ErrorCode, Registry, Result, StoreUri};
use std::sync::Arc;

/// The writing halves of the stores of one URI.
pub(crate) struct Target {
    pub(crate) tracking: Tracking,
    pub(crate) registry: Models,
}

/// How experiments and what is in them are written.
pub(crate) enum Tracking {
    /// With their ids and times.
    Import(Arc<dyn ImportTarget>),
    /// By ordinary calls, which make ids and times of their own.
    Api(Source),
}

/// How registered models are written.
pub(crate) enum Models {
    /// With their numbers and times.
    Import(Arc<dyn RegistryImportTarget>),
    /// By ordinary calls.
    Api(Source),
}

/// How the stores of a target are opened.
pub(crate) struct Opening<'o> {
    pub(crate) registry: &'o Registry,
    pub(crate) tracking: &'o str,
    pub(crate) models: &'o str,
    pub(crate) artifact_root: Option<&'o str>,
    /// Whether servers are written by ordinary calls even if they have others.
    pub(crate) through_api: bool,
}

impl Opening<'_> {
    pub(crate) async fn open(&self) -> Result<Target> {
        let import = self.import_target().await?;
        let models = self.registry_import_target().await?;
        Ok(Target {
            tracking: match import {
                Some(target) => Tracking::Import(target),
                None => Tracking::Api(self.source().await?),
            },
            registry: match models {
                Some(target) => Models::Import(target),
                None => Models::Api(self.source().await?),
            },
        })
    }

    /// Tells which of both were, most likely, written by ordinary calls: where the target does not say, neither.
    pub(crate) async fn is_through_api(&self) -> Result<[bool; 2]> {
        let is_none = |answer: Result<bool>| match answer {
            Err(error) if error.code() == ErrorCode::PermissionDenied => Ok(false),
            answer => answer,
        };
        Ok([
            is_server(self.tracking)? && is_none(self.import_target().await.map(|t| t.is_none()))?,
            is_server(self.models)? && is_none(self.registry_import_target().await.map(|t| t.is_none()))?,
        ])
    }

    async fn source(&self) -> Result<Source> {
        Source::open(self.registry, self.tracking, self.models).await
    }

    /// Opens the calls that keep ids; `None` for a server that has none of these.
    async fn import_target(&self) -> Result<Option<Arc<dyn ImportTarget>>> {
        let is_server = is_server(self.tracking)?;
        if is_server && self.through_api {
            return Ok(None);
        }
        let mut options = OpenOptions::new();
        options.artifact_root = self.artifact_root.map(str::to_owned);
        let target = self.registry.import_target(self.tracking, options).await?;
        let asked = match is_server {
            true => target
                .import_experiments(ImportExperiments::default())
                .await
                .map(drop),
            false => Ok(()),
        };
        Ok(is_there(asked)?.then_some(target))
    }

    async fn registry_import_target(&self) -> Result<Option<Arc<dyn RegistryImportTarget>>> {
        let is_server = is_server(self.models)?;
        if is_server && self.through_api {
            return Ok(None);
        }
        let target = self.registry.registry_import_target(self.models).await?;
        let request = ImportRegisteredModels::default();
        let asked = match is_server {
            true => target.import_registered_models(request).await.map(drop),
            false => Ok(()),
        };
        Ok(is_there(asked)?.then_some(target))
    }
}

fn is_server(uri: &str) -> Result<bool> {
    Ok(["http", "https"].contains(&StoreUri::parse(uri)?.scheme()))
}

/// Tells whether a server has the calls that keep ids, by what it answers to an empty one.
fn is_there(answer: Result<()>) -> Result<bool> {
    match answer {
        Ok(()) => Ok(true),
        Err(error) if lacks_call(&error) => Ok(false),
        Err(error)
            if error.code() == ErrorCode::PermissionDenied && error.message().contains("--allow-import") =>
        {
            let hint = "or write it by its ordinary calls, which make new ids, with --through-api";
            let message = format!("{}, {hint}", error.message());
            Err(error.with_message(message))
        }
        Err(error) => Err(error),
    }
}
