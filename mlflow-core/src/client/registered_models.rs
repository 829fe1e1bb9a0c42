//! Registered models, and the registry that they are in.

use super::{Client, Shared};
use crate::config::{self, settings};
use crate::contract::RegistryStore;
use crate::contract::registered_models as contract;
use crate::entities::{ModelVersion, RegisteredModel};
use crate::error::{Error, Result};
use crate::options::SearchRegisteredModels;
use crate::uri::StoreUri;
use std::fmt::Display;
use std::sync::{Arc, Mutex};
use tokio::sync::OnceCell;

const MODELS_PER_PAGE: usize = 100;

impl Client {
    /// Returns a client of the same tracking store whose models are registered elsewhere.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for a URI that does not parse or whose scheme has no provider.
    pub fn with_registry_uri(&self, uri: impl Into<String>) -> Result<Self> {
        let uri = uri.into();
        self.registry().check_registry_uri(&StoreUri::parse(&uri)?)?;
        Ok(self.with_models(Some(uri), OnceCell::new()))
    }

    /// Does what [`with_registry_uri`](Client::with_registry_uri) does; the first use of the registry tells whether
    /// the URI can be opened.
    pub fn with_registry_uri_unchecked(&self, uri: impl Into<String>) -> Self {
        self.with_models(Some(uri.into()), OnceCell::new())
    }

    /// Returns a client of the same tracking store whose models are registered in a store that is open already.
    pub fn with_registry_store(&self, store: Arc<dyn RegistryStore>) -> Self {
        self.with_models(Some(String::new()), OnceCell::new_with(Some(store)))
    }

    fn with_models(&self, registry_uri: Option<String>, models: OnceCell<Arc<dyn RegistryStore>>) -> Self {
        let shared = &self.shared;
        Client {
            shared: Arc::new(Shared {
                uri: shared.uri.clone(),
                registry: shared.registry.clone(),
                store: shared.store.clone(),
                repos: Mutex::default(),
                registry_uri,
                models,
            }),
        }
    }

    /// Returns where models are registered: the URI given to this client, else that of `MLFLOW_REGISTRY_URI`, else
    /// the tracking URI.
    pub fn registry_uri(&self) -> Result<String> {
        if let Some(uri) = &self.shared.registry_uri {
            return Ok(uri.clone());
        }
        let set = config::current()?.get(&settings::REGISTRY_URI)?.value;
        Ok(set.unwrap_or_else(|| self.shared.uri.clone()))
    }

    /// Returns the model registry, which the first call opens: for operations in the contract's own terms.
    pub async fn registry_store(&self) -> Result<&Arc<dyn RegistryStore>> {
        let open = || async {
            match self.registry_uri()? {
                uri if uri.is_empty() => Err(Error::invalid_parameter_value(
                    "no model registry is known: this client was made of an open tracking store, and \
                     `with_registry_store` or `with_registry_uri` adds a registry",
                )),
                uri => self.shared.registry.registry_store(&uri).await,
            }
        };
        self.shared.models.get_or_try_init(open).await
    }

    /// Creates a registered model from a name or a whole request.
    ///
    /// # Errors
    ///
    /// `RESOURCE_ALREADY_EXISTS` if a model or a prompt has the name.
    pub async fn create_registered_model(
        &self,
        request: impl Into<contract::CreateRegisteredModel>,
    ) -> Result<RegisteredModel> {
        let answer = self
            .registry_store()
            .await?
            .create_registered_model(request.into())
            .await?;
        Ok(answer.registered_model)
    }

    /// Renames a registered model with all its versions.
    pub async fn rename_registered_model(
        &self,
        name: impl Into<String>,
        new_name: impl Into<String>,
    ) -> Result<RegisteredModel> {
        let request = contract::RenameRegisteredModel {
            name: name.into(),
            new_name: new_name.into(),
        };
        let answer = self
            .registry_store()
            .await?
            .rename_registered_model(request)
            .await?;
        Ok(answer.registered_model)
    }

    /// Writes the description of a registered model.
    pub async fn update_registered_model(
        &self,
        name: impl Into<String>,
        description: impl Into<String>,
    ) -> Result<RegisteredModel> {
        let request = contract::UpdateRegisteredModel {
            name: name.into(),
            description: Some(description.into()),
        };
        let answer = self
            .registry_store()
            .await?
            .update_registered_model(request)
            .await?;
        Ok(answer.registered_model)
    }

    /// Deletes a registered model with its versions, tags and aliases, for good.
    pub async fn delete_registered_model(&self, name: impl Into<String>) -> Result<()> {
        let request = contract::DeleteRegisteredModel { name: name.into() };
        self.registry_store()
            .await?
            .delete_registered_model(request)
            .await?;
        Ok(())
    }

    /// Returns a registered model.
    ///
    /// # Errors
    ///
    /// `RESOURCE_DOES_NOT_EXIST` if there is none of this name.
    pub async fn get_registered_model(&self, name: impl Into<String>) -> Result<RegisteredModel> {
        let request = contract::GetRegisteredModel { name: name.into() };
        let answer = self.registry_store().await?.get_registered_model(request).await?;
        Ok(answer.registered_model)
    }

    /// Finds registered models; prompts only if the filter asks for them.
    pub async fn search_registered_models(
        &self,
        search: SearchRegisteredModels,
    ) -> Result<Vec<RegisteredModel>> {
        let mut left = search.max_results.unwrap_or(usize::MAX);
        let mut request = contract::SearchRegisteredModels {
            filter: search.filter,
            order_by: search.order_by,
            ..contract::SearchRegisteredModels::default()
        };
        let mut models = Vec::new();
        while left > 0 {
            request.max_results = Some(left.min(MODELS_PER_PAGE) as i64);
            let store = self.registry_store().await?;
            let mut page = store.search_registered_models(request.clone()).await?;
            page.registered_models.truncate(left);
            left -= page.registered_models.len();
            models.append(&mut page.registered_models);
            if page.next_page_token.is_empty() {
                break;
            }
            request.page_token = page.next_page_token;
        }
        Ok(models)
    }

    /// Returns the version with the highest number of each of some stages; of all stages if none is named.
    pub async fn get_latest_versions(
        &self,
        name: impl Into<String>,
        stages: &[&str],
    ) -> Result<Vec<ModelVersion>> {
        let request = contract::GetLatestVersions {
            name: name.into(),
            stages: stages.iter().map(|&stage| stage.to_owned()).collect(),
        };
        let answer = self.registry_store().await?.get_latest_versions(request).await?;
        Ok(answer.model_versions)
    }

    /// Writes a tag of a registered model.
    pub async fn set_registered_model_tag(
        &self,
        name: impl Into<String>,
        key: impl Into<String>,
        value: impl Display,
    ) -> Result<()> {
        let request = contract::SetRegisteredModelTag {
            name: name.into(),
            key: key.into(),
            value: value.to_string(),
        };
        self.registry_store()
            .await?
            .set_registered_model_tag(request)
            .await?;
        Ok(())
    }

    /// Removes a tag of a registered model; one that is not there is no error.
    pub async fn delete_registered_model_tag(
        &self,
        name: impl Into<String>,
        key: impl Into<String>,
    ) -> Result<()> {
        let request = contract::DeleteRegisteredModelTag {
            name: name.into(),
            key: key.into(),
        };
        self.registry_store()
            .await?
            .delete_registered_model_tag(request)
            .await?;
        Ok(())
    }

    /// Points an alias to a version, whatever it pointed to before.
    pub async fn set_registered_model_alias(
        &self,
        name: impl Into<String>,
        alias: impl Into<String>,
        version: impl Display,
    ) -> Result<()> {
        let request = contract::SetRegisteredModelAlias {
            name: name.into(),
            alias: alias.into(),
            version: version.to_string(),
        };
        self.registry_store()
            .await?
            .set_registered_model_alias(request)
            .await?;
        Ok(())
    }

    /// Removes an alias; one that is not there is no error.
    pub async fn delete_registered_model_alias(
        &self,
        name: impl Into<String>,
        alias: impl Into<String>,
    ) -> Result<()> {
        let request = contract::DeleteRegisteredModelAlias {
            name: name.into(),
            alias: alias.into(),
        };
        self.registry_store()
            .await?
            .delete_registered_model_alias(request)
            .await?;
        Ok(())
    }

    /// Returns the version that an alias points to; `latest` is the one with the highest number.
    pub async fn get_model_version_by_alias(
        &self,
        name: impl Into<String>,
        alias: impl Into<String>,
    ) -> Result<ModelVersion> {
        let request = contract::GetModelVersionByAlias {
            name: name.into(),
            alias: alias.into(),
        };
        let answer = self
            .registry_store()
            .await?
            .get_model_version_by_alias(request)
            .await?;
        Ok(answer.model_version)
    }
}
