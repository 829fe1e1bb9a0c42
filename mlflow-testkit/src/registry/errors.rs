//! What is refused, and in which words.

use super::fixture::*;
use mlflow_core::contract::model_versions::*;
use mlflow_core::contract::registered_models::*;
use mlflow_core::{ErrorCode, RegistryStore};

/// What is not given is named.
pub async fn what_is_missing_is_named(store: &dyn RegistryStore) {
    model(store, "wine").await;
    let missing = |field: &str| format!("Missing value for required parameter '{field}'.");
    let mut said = Vec::new();
    said.push((
        "name",
        invalid(store.create_registered_model(Default::default()).await),
    ));
    said.push((
        "name",
        invalid(store.get_registered_model(Default::default()).await),
    ));
    said.push((
        "name",
        invalid(store.delete_registered_model(Default::default()).await),
    ));
    said.push((
        "name",
        invalid(store.create_model_version(Default::default()).await),
    ));
    let request = CreateModelVersion {
        source: String::new(),
        ..version_request("wine", &[])
    };
    said.push(("source", invalid(store.create_model_version(request).await)));
    let request = RenameRegisteredModel {
        name: "wine".into(),
        new_name: String::new(),
    };
    said.push(("new_name", invalid(store.rename_registered_model(request).await)));
    let request = SetRegisteredModelTag {
        name: "wine".into(),
        ..Default::default()
    };
    said.push(("key", invalid(store.set_registered_model_tag(request).await)));
    said.push(("version", invalid(store.get_model_version(get("wine", "")).await)));
    said.push((
        "stage",
        invalid(
            store
                .transition_model_version_stage(to_stage("wine", "1", ""))
                .await,
        ),
    ));
    said.push((
        "alias",
        invalid(store.set_registered_model_alias(alias("wine", "", "1")).await),
    ));
    for (field, error) in said {
        assert!(error.message().starts_with(&missing(field)), "{field}: {error}");
    }
}

/// What is asked of a model that is not there is not found.
pub async fn unknown_models_are_not_found(store: &dyn RegistryStore) {
    let name = || "nobody".to_owned();
    let mut errors = Vec::new();
    let code = ErrorCode::ResourceDoesNotExist;
    errors.push(refused(
        store
            .get_registered_model(GetRegisteredModel { name: name() })
            .await,
        code,
    ));
    errors.push(refused(
        store
            .delete_registered_model(DeleteRegisteredModel { name: name() })
            .await,
        code,
    ));
    let request = UpdateRegisteredModel {
        name: name(),
        description: None,
    };
    errors.push(refused(store.update_registered_model(request).await, code));
    let request = RenameRegisteredModel {
        name: name(),
        new_name: "x".into(),
    };
    errors.push(refused(store.rename_registered_model(request).await, code));
    let request = GetLatestVersions {
        name: name(),
        stages: Vec::new(),
    };
    errors.push(refused(store.get_latest_versions(request).await, code));
    let request = SetRegisteredModelTag {
        name: name(),
        key: "k".into(),
        value: String::new(),
    };
    errors.push(refused(store.set_registered_model_tag(request).await, code));
    let request = DeleteRegisteredModelTag {
        name: name(),
        key: "k".into(),
    };
    errors.push(refused(store.delete_registered_model_tag(request).await, code));
    let request = GetModelVersionByAlias {
        name: name(),
        alias: "a".into(),
    };
    errors.push(refused(store.get_model_version_by_alias(request).await, code));
    let request = DeleteRegisteredModelAlias {
        name: name(),
        alias: "a".into(),
    };
    errors.push(refused(store.delete_registered_model_alias(request).await, code));
    errors.push(refused(
        store.create_model_version(version_request("nobody", &[])).await,
        code,
    ));
    for error in errors {
        assert_eq!(error.message(), "Registered Model with name=nobody not found");
    }
}

/// What is asked of a version that is not there is not found.
pub async fn unknown_versions_are_not_found(store: &dyn RegistryStore) {
    model(store, "wine").await;
    let code = ErrorCode::ResourceDoesNotExist;
    for version in ["1", "0", "-1", "99999999999"] {
        let text = || (String::from("wine"), version.to_owned());
        refused(store.get_model_version(get("wine", version)).await, code);
        refused(store.delete_model_version(delete("wine", version)).await, code);
        let (name, number) = text();
        let request = UpdateModelVersion {
            name,
            version: number,
            description: None,
        };
        refused(store.update_model_version(request).await, code);
        let (name, number) = text();
        refused(
            store
                .get_model_version_download_uri(GetModelVersionDownloadUri {
                    name,
                    version: number,
                })
                .await,
            code,
        );
        let (name, number) = text();
        let request = SetModelVersionTag {
            name,
            version: number,
            key: "k".into(),
            value: "v".into(),
        };
        refused(store.set_model_version_tag(request).await, code);
        let (name, number) = text();
        let request = DeleteModelVersionTag {
            name,
            version: number,
            key: "k".into(),
        };
        refused(store.delete_model_version_tag(request).await, code);
    }
}

/// A version is a number.
pub async fn versions_are_integers(store: &dyn RegistryStore) {
    model(store, "wine").await;
    for version in ["x", "1.0", "latest", "99999999999999999999"] {
        let error = invalid(store.get_model_version(get("wine", version)).await);
        let expected = format!("Parameter 'version' must be an integer, got '{version}'.");
        assert_eq!(error.message(), expected);
    }
}

/// No text holds a NUL.
pub async fn nul_is_refused(store: &dyn RegistryStore) {
    model(store, "wine").await;
    invalid(store.create_registered_model(model_request("a\0", &[])).await);
    invalid(
        store
            .create_registered_model(model_request("a", &[("k", "v\0")]))
            .await,
    );
    let request = CreateModelVersion {
        source: "s3://b/\0".into(),
        ..version_request("wine", &[])
    };
    invalid(store.create_model_version(request).await);
    let request = CreateModelVersion {
        description: Some("\0".into()),
        ..version_request("wine", &[])
    };
    invalid(store.create_model_version(request).await);
}

/// A page has at most as many results as MLflow allows; one of models may have none, and then leads to no other.
pub async fn page_sizes_have_limits(store: &dyn RegistryStore) {
    model(store, "wine").await;
    let empty = SearchRegisteredModels {
        max_results: Some(0),
        ..Default::default()
    };
    let mut empty = store.search_registered_models(empty).await.unwrap();
    assert!(empty.registered_models.is_empty());
    let next = SearchRegisteredModels {
        page_token: std::mem::take(&mut empty.next_page_token),
        ..Default::default()
    };
    assert!(!next.page_token.is_empty());
    invalid(store.search_registered_models(next).await);
    for (size, fits) in [(-1, false), (1, true), (1000, true), (1001, false)] {
        let request = SearchRegisteredModels {
            max_results: Some(size),
            ..Default::default()
        };
        assert_eq!(
            store.search_registered_models(request).await.is_ok(),
            fits,
            "{size}"
        );
    }
    for (size, fits) in [(0, false), (1, true), (200_000, true), (200_001, false)] {
        let request = SearchModelVersions {
            max_results: Some(size),
            ..Default::default()
        };
        assert_eq!(store.search_model_versions(request).await.is_ok(), fits, "{size}");
    }
}
