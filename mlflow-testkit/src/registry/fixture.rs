//! What behaviours begin with.

use mlflow_core::RegistryStore;
use mlflow_core::contract::model_versions::{
    CreateModelVersion, DeleteModelVersion, GetModelVersion, SearchModelVersions, TransitionModelVersionStage,
};
use mlflow_core::contract::registered_models::{
    CreateRegisteredModel, GetRegisteredModel, SearchRegisteredModels, SetRegisteredModelAlias,
};
use mlflow_core::entities::{ModelVersion, ModelVersionTag, RegisteredModel, RegisteredModelTag};

pub use crate::tracking::fixture::{invalid, refused};

/// Makes a request of a model.
pub fn model_request(name: &str, tags: &[(&str, &str)]) -> CreateRegisteredModel {
    CreateRegisteredModel {
        name: name.to_owned(),
        tags: tags
            .iter()
            .map(|(k, v)| RegisteredModelTag::new(*k, *v))
            .collect(),
        ..CreateRegisteredModel::default()
    }
}

/// Creates a model.
pub async fn model(store: &dyn RegistryStore, name: &str) -> RegisteredModel {
    let request = model_request(name, &[]);
    store
        .create_registered_model(request)
        .await
        .unwrap()
        .registered_model
}

/// Reads a model.
pub async fn read(store: &dyn RegistryStore, name: &str) -> RegisteredModel {
    let request = GetRegisteredModel {
        name: name.to_owned(),
    };
    store
        .get_registered_model(request)
        .await
        .unwrap()
        .registered_model
}

/// Makes a request of a version.
pub fn version_request(name: &str, tags: &[(&str, &str)]) -> CreateModelVersion {
    CreateModelVersion {
        name: name.to_owned(),
        source: "s3://bucket/model".to_owned(),
        tags: tags.iter().map(|(k, v)| ModelVersionTag::new(*k, *v)).collect(),
        ..CreateModelVersion::default()
    }
}

/// Creates the next version of a model.
pub async fn version(store: &dyn RegistryStore, name: &str) -> ModelVersion {
    create(store, version_request(name, &[])).await
}

/// Creates a version.
pub async fn create(store: &dyn RegistryStore, request: CreateModelVersion) -> ModelVersion {
    store.create_model_version(request).await.unwrap().model_version
}

/// Makes a request to read a version.
pub fn get(name: &str, version: &str) -> GetModelVersion {
    GetModelVersion {
        name: name.to_owned(),
        version: version.to_owned(),
    }
}

/// Reads a version.
pub async fn read_version(store: &dyn RegistryStore, name: &str, version: &str) -> ModelVersion {
    store
        .get_model_version(get(name, version))
        .await
        .unwrap()
        .model_version
}

/// Makes a request to delete a version.
pub fn delete(name: &str, version: &str) -> DeleteModelVersion {
    DeleteModelVersion {
        name: name.to_owned(),
        version: version.to_owned(),
    }
}

/// Makes a request to move a version to a stage.
pub fn to_stage(name: &str, version: &str, stage: &str) -> TransitionModelVersionStage {
    TransitionModelVersionStage {
        name: name.to_owned(),
        version: version.to_owned(),
        stage: stage.to_owned(),
        archive_existing_versions: false,
    }
}

/// Makes a request to point an alias to a version.
pub fn alias(name: &str, alias: &str, version: &str) -> SetRegisteredModelAlias {
    SetRegisteredModelAlias {
        name: name.to_owned(),
        alias: alias.to_owned(),
        version: version.to_owned(),
    }
}

/// Returns the names of the models that a filter finds.
pub async fn found_models(store: &dyn RegistryStore, filter: &str, order_by: &[&str]) -> Vec<String> {
    let request = SearchRegisteredModels {
        filter: filter.to_owned(),
        order_by: order_by.iter().map(|&key| key.to_owned()).collect(),
        ..SearchRegisteredModels::default()
    };
    let answer = store.search_registered_models(request).await.unwrap();
    answer
        .registered_models
        .into_iter()
        .map(|model| model.name)
        .collect()
}

/// Returns name and number of the versions that a filter finds.
pub async fn found_versions(store: &dyn RegistryStore, filter: &str, order_by: &[&str]) -> Vec<String> {
    let request = SearchModelVersions {
        filter: filter.to_owned(),
        order_by: order_by.iter().map(|&key| key.to_owned()).collect(),
        ..SearchModelVersions::default()
    };
    let answer = store.search_model_versions(request).await.unwrap();
    let ids = answer.model_versions.into_iter();
    ids.map(|version| format!("{} {}", version.name, version.version))
        .collect()
}
