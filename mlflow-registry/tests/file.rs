//! The registry in folders against the suite, and with damaged files.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use mlflow_core::contract::model_versions::{CreateModelVersion, GetModelVersion, SearchModelVersions};
use mlflow_core::contract::registered_models::{
    CreateRegisteredModel, GetLatestVersions, GetModelVersionByAlias, GetRegisteredModel,
    SetRegisteredModelAlias,
};
use mlflow_core::{ErrorCode, ModelVersions, RegisteredModels};
use mlflow_registry::FileRegistry;
use mlflow_testkit::registry::Guarded;
use tempfile::TempDir;

async fn new_registry() -> Guarded<FileRegistry, TempDir> {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("mlruns").to_string_lossy().into_owned();
    Guarded(FileRegistry::open(&root).unwrap(), folder)
}

mlflow_testkit::registry_suite!(file, new_registry());

fn version(number: u32) -> CreateModelVersion {
    CreateModelVersion {
        name: "wine".into(),
        source: format!("s3://models/{number}"),
        ..CreateModelVersion::default()
    }
}

async fn with_three_versions() -> Guarded<FileRegistry, TempDir> {
    let Guarded(registry, folder) = new_registry().await;
    let model = CreateRegisteredModel {
        name: "wine".into(),
        ..CreateRegisteredModel::default()
    };
    registry.create_registered_model(model).await.unwrap();
    for number in 1..=3 {
        registry.create_model_version(version(number)).await.unwrap();
    }
    let alias = SetRegisteredModelAlias {
        name: "wine".into(),
        alias: "champion".into(),
        version: "2".into(),
    };
    registry.set_registered_model_alias(alias).await.unwrap();
    Guarded(registry, folder)
}

fn named<T: Default>(change: impl FnOnce(&mut T)) -> T {
    let mut request = T::default();
    change(&mut request);
    request
}

#[tokio::test]
async fn a_damaged_version_hides_no_others() {
    let Guarded(registry, folder) = with_three_versions().await;
    let model = folder.path().join("mlruns/models/wine");
    std::fs::write(model.join("version-3/meta.yaml"), "name: [half").unwrap();
    std::fs::write(model.join("aliases/odd"), "abc").unwrap();

    let all = registry
        .search_model_versions(SearchModelVersions::default())
        .await
        .unwrap();
    let mut numbers: Vec<_> = all
        .model_versions
        .iter()
        .map(|one| one.version.as_str())
        .collect();
    numbers.sort_unstable();
    assert_eq!(numbers, ["1", "2"]);
    let get = |number: &str| GetModelVersion {
        name: "wine".into(),
        version: number.into(),
    };
    assert_eq!(
        registry
            .get_model_version(get("2"))
            .await
            .unwrap()
            .model_version
            .version,
        "2"
    );
    let error = registry.get_model_version(get("3")).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
    assert!(error.message().contains("wine/version-3/meta.yaml"), "{error}");
    let error = registry.get_model_version(get("4")).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::ResourceDoesNotExist);
    let by_alias = |alias: &str| GetModelVersionByAlias {
        name: "wine".into(),
        alias: alias.into(),
    };
    assert!(
        registry
            .get_model_version_by_alias(by_alias("champion"))
            .await
            .is_ok()
    );
    let error = registry
        .get_model_version_by_alias(by_alias("odd"))
        .await
        .unwrap_err();
    assert!(error.message().contains("wine/aliases/odd"), "{error}");

    // A new version must not take the number of the damaged one.
    assert!(registry.create_model_version(version(4)).await.is_err());
    std::fs::remove_file(model.join("aliases/odd")).unwrap();
    std::fs::remove_dir_all(model.join("version-3")).unwrap();
    assert!(registry.create_model_version(version(4)).await.is_ok());

    std::fs::write(model.join("version-1/meta.yaml"), "current_stage: Limbo").unwrap();
    std::fs::create_dir(folder.path().join("mlruns/models/empty")).unwrap();
    let findings = FileRegistry::examine(&folder.path().join("mlruns").to_string_lossy()).unwrap();
    let paths: Vec<_> = findings.iter().map(|finding| finding.path.as_str()).collect();
    assert_eq!(
        paths,
        ["models/empty/meta.yaml", "models/wine/version-1/meta.yaml"]
    );
}

#[tokio::test]
async fn searches_tell_the_aliases_of_versions_as_in_official_mlflow() {
    let Guarded(registry, _folder) = with_three_versions().await;
    let model = registry
        .get_registered_model(named(|request: &mut GetRegisteredModel| {
            request.name = "wine".into()
        }))
        .await
        .unwrap()
        .registered_model;
    assert_eq!(model.aliases.len(), 1);
    let found = registry
        .search_model_versions(SearchModelVersions::default())
        .await
        .unwrap();
    let second = found
        .model_versions
        .iter()
        .find(|one| one.version == "2")
        .unwrap();
    assert_eq!(second.aliases, ["champion"]);
    let latest = registry
        .get_latest_versions(named(|request: &mut GetLatestVersions| {
            request.name = "wine".into()
        }))
        .await
        .unwrap();
    assert!(
        latest
            .model_versions
            .iter()
            .all(|one| one.version != "2" || one.aliases == ["champion"])
    );
}
