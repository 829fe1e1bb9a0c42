//! Versions of registered models.

use super::fixture::*;
use mlflow_core::contract::model_versions::{CreateModelVersion, UpdateModelVersion};
use mlflow_core::contract::registered_models::{GetLatestVersions, GetModelVersionByAlias};
use mlflow_core::entities::{ModelStage, ModelVersionStatus};
use mlflow_core::{ErrorCode, RegistryStore};

/// A version is created with all that belongs to it, and reads back.
pub async fn creating_returns_what_reads_back(store: &dyn RegistryStore) {
    model(store, "wine").await;
    let request = CreateModelVersion {
        run_id: Some("f00".to_owned()),
        run_link: Some("https://elsewhere/run".to_owned()),
        description: Some("first".to_owned()),
        ..version_request("wine", &[("k", "v")])
    };
    let created = create(store, request).await;
    assert_eq!(
        (created.name.as_str(), created.version.as_str(), created.number()),
        ("wine", "1", 1)
    );
    assert_eq!(created.source.as_deref(), Some("s3://bucket/model"));
    assert_eq!(
        (created.run_id.as_deref(), created.source_run()),
        (Some("f00"), Some("f00"))
    );
    assert_eq!(created.run_link.as_deref(), Some("https://elsewhere/run"));
    assert_eq!(created.description.as_deref(), Some("first"));
    assert_eq!(&created.tags["k"], "v");
    assert_eq!(
        (created.status, created.stage()),
        (ModelVersionStatus::Ready, Some(ModelStage::None))
    );
    assert_eq!(created.creation_timestamp, created.last_updated_timestamp);
    assert_eq!(read_version(store, "wine", "1").await, created);
    assert_eq!(read(store, "wine").await.latest_versions, [created]);
}

/// Each model counts its own versions.
pub async fn numbers_are_counted_up_by_model(store: &dyn RegistryStore) {
    for name in ["wine", "port"] {
        model(store, name).await;
        for number in ["1", "2", "3"] {
            assert_eq!(version(store, name).await.version, number);
        }
    }
}

/// The number of a deleted version, even the highest one, stays that version's.
pub async fn a_deleted_number_is_not_given_again(store: &dyn RegistryStore) {
    model(store, "wine").await;
    for _ in 0..2 {
        version(store, "wine").await;
    }
    store.delete_model_version(delete("wine", "2")).await.unwrap();
    assert_eq!(version(store, "wine").await.version, "3");
}

/// A description is written over; none takes it away.
pub async fn describing_changes_the_description(store: &dyn RegistryStore) {
    model(store, "wine").await;
    let created = version(store, "wine").await;
    assert_eq!(created.description.unwrap_or_default(), "");
    for description in [Some("new 日本"), Some(""), Some("x"), None] {
        let request = UpdateModelVersion {
            name: "wine".to_owned(),
            version: "1".to_owned(),
            description: description.map(str::to_owned),
        };
        let updated = store.update_model_version(request).await.unwrap().model_version;
        assert_eq!(updated.description.as_deref(), description);
        assert_eq!(read_version(store, "wine", "1").await, updated);
    }
}

/// A deleted version is read no more, and no alias points to it.
pub async fn deleting_hides_it_and_its_aliases(store: &dyn RegistryStore) {
    model(store, "wine").await;
    for _ in 0..2 {
        version(store, "wine").await;
    }
    for (name, number) in [("gone", "2"), ("stays", "1")] {
        store
            .set_registered_model_alias(alias("wine", name, number))
            .await
            .unwrap();
    }
    store.delete_model_version(delete("wine", "2")).await.unwrap();
    let answer = store.get_model_version(get("wine", "2")).await;
    let error = refused(answer, ErrorCode::ResourceDoesNotExist);
    assert_eq!(error.message(), "Model Version (name=wine, version=2) not found");
    let model = read(store, "wine").await;
    let aliases: Vec<_> = model
        .aliases
        .iter()
        .map(|a| (a.alias.as_str(), a.version.as_str()))
        .collect();
    assert_eq!(aliases, [("stays", "1")]);
    assert_eq!(model.latest_versions.len(), 1);
    refused(
        store.set_registered_model_alias(alias("wine", "a", "2")).await,
        ErrorCode::ResourceDoesNotExist,
    );
}

/// A deleted version is not there to be deleted.
pub async fn deleting_twice_is_refused(store: &dyn RegistryStore) {
    model(store, "wine").await;
    version(store, "wine").await;
    store.delete_model_version(delete("wine", "1")).await.unwrap();
    refused(
        store.delete_model_version(delete("wine", "1")).await,
        ErrorCode::ResourceDoesNotExist,
    );
}

/// The latest versions are those with the highest number of each stage, or of some stages, in official MLflow's order.
pub async fn the_latest_are_those_of_each_stage(store: &dyn RegistryStore) {
    model(store, "wine").await;
    for _ in 0..6 {
        version(store, "wine").await;
    }
    for (number, stage) in [
        ("1", "Archived"),
        ("2", "Staging"),
        ("3", "Staging"),
        ("4", "Archived"),
        ("6", "Production"),
    ] {
        store
            .transition_model_version_stage(to_stage("wine", number, stage))
            .await
            .unwrap();
    }
    store
        .set_registered_model_alias(alias("wine", "champ", "3"))
        .await
        .unwrap();
    let latest = async |stages: &[&str]| -> Vec<String> {
        let request = GetLatestVersions {
            name: "wine".to_owned(),
            stages: stages.iter().map(|&stage| stage.to_owned()).collect(),
        };
        let versions = store.get_latest_versions(request).await.unwrap().model_versions;
        versions
            .iter()
            .map(|v| format!("{}{}", v.version, v.aliases.concat()))
            .collect()
    };
    assert_eq!(latest(&[]).await, ["4", "3champ", "5", "6"]);
    assert_eq!(latest(&["staging"]).await, ["3champ"]);
    assert_eq!(latest(&["None", "PRODUCTION"]).await, ["5", "6"]);
    let of_model = read(store, "wine").await.latest_versions;
    let numbers: Vec<_> = of_model.iter().map(|version| version.number()).collect();
    assert_eq!(numbers, [4, 3, 5, 6]);
    let found = store.search_registered_models(Default::default()).await.unwrap();
    let found = &found.registered_models[0].latest_versions;
    let stages: Vec<_> = found
        .iter()
        .map(|version| version.current_stage.as_str())
        .collect();
    assert_eq!(stages, ["Archived", "None", "Production", "Staging"]);
    // In the order of the stages, a version with a lower number comes last.
    store
        .transition_model_version_stage(to_stage("wine", "6", "Archived"))
        .await
        .unwrap();
    let request = GetModelVersionByAlias {
        name: "wine".to_owned(),
        alias: "latest".to_owned(),
    };
    let latest = store.get_model_version_by_alias(request).await.unwrap();
    assert_eq!(latest.model_version.number(), 6);
}
