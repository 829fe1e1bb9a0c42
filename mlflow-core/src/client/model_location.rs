//! Where the files of a model are.

use super::{ArtifactUri, Client};
use crate::artifact::{ArtifactPath, location};
use crate::entities::{ModelStage, ModelVersion};
use crate::error::{Error, Result};
use crate::model_uri::{ModelTarget, ModelUri};
use crate::refusals;

/// How many sources that name other models are followed.
const MOST_HOPS: usize = 8;

impl Client {
    /// Finds the version that a `models:` URI means; the URI's path counts for nothing.
    ///
    /// # Errors
    ///
    /// `RESOURCE_DOES_NOT_EXIST` if there is none, and `INVALID_PARAMETER_VALUE` for a logged model, which is no
    /// version, and for a URI that names a registry of its own.
    pub async fn resolve_model_version(&self, uri: &ModelUri) -> Result<ModelVersion> {
        if let Some(authority) = &uri.authority {
            return Err(Error::invalid_parameter_value(format!(
                "`{uri}` names the registry `{authority}`; set the registry's URI instead"
            )));
        }
        match &uri.target {
            ModelTarget::Version { name, version } => self.get_model_version(name, version).await,
            ModelTarget::Alias { name, alias } => self.get_model_version_by_alias(name, alias).await,
            ModelTarget::Latest { name } => self.latest_version(name, None).await,
            ModelTarget::Stage { name, stage } => self.latest_version(name, Some(stage.parse()?)).await,
            ModelTarget::Logged { .. } => Err(Error::invalid_parameter_value(format!(
                "`{uri}` is a logged model and no version of a registered one"
            ))),
        }
    }

    async fn latest_version(&self, name: &str, stage: Option<ModelStage>) -> Result<ModelVersion> {
        let stages: Vec<_> = stage.iter().map(|stage| stage.as_str()).collect();
        let latest = self.get_latest_versions(name, &stages).await?.into_iter();
        latest
            .max_by_key(ModelVersion::number)
            .ok_or_else(|| refusals::no_version_of_stage(name, stage))
    }

    /// Returns the URI of the files that a `models:` or `runs:` URI means; any other URI stays as it is.
    ///
    /// The answer names a place that an artifact repository opens.
    pub async fn resolve_artifact_uri(&self, uri: &str) -> Result<String> {
        let mut uri = uri.to_owned();
        for _ in 0..MOST_HOPS {
            let (root, path) = if ModelUri::is_one(&uri) {
                let parsed = ModelUri::parse(&uri)?;
                let root = match &parsed.target {
                    ModelTarget::Logged { model_id } => {
                        self.get_logged_model(model_id).await?.info.artifact_uri
                    }
                    _ => {
                        let version = self.resolve_model_version(&parsed).await?;
                        self.get_model_version_download_uri(version.name, version.version)
                            .await?
                    }
                };
                (root, parsed.path)
            } else if uri.starts_with("runs:") {
                let ArtifactUri::Run { run_id, path } = ArtifactUri::parse(&uri)? else {
                    return Ok(uri);
                };
                (self.get_run(run_id).await?.info.artifact_uri, path)
            } else {
                return Ok(uri);
            };
            uri = match path.as_ref().map(ArtifactPath::as_str) {
                Some(path) => location::join(&root, &[path]),
                None => root,
            };
        }
        Err(Error::invalid_parameter_value(format!(
            "the source of a model leads to other models without end; the last one is `{uri}`"
        )))
    }
}
