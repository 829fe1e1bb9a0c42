//! Stages.

use super::fixture::*;
use mlflow_core::contract::model_versions::TransitionModelVersionStage;
use mlflow_core::{ErrorCode, RegistryStore};

async fn stages(store: &dyn RegistryStore) -> Vec<String> {
    let mut stages = Vec::new();
    for number in ["1", "2", "3"] {
        stages.push(read_version(store, "wine", number).await.current_stage);
    }
    stages
}

async fn wine(store: &dyn RegistryStore) {
    model(store, "wine").await;
    for _ in 0..3 {
        version(store, "wine").await;
    }
}

/// A new version has no stage.
pub async fn a_version_begins_in_none(store: &dyn RegistryStore) {
    wine(store).await;
    assert_eq!(stages(store).await, ["None", "None", "None"]);
}

/// A stage is read in any case, and written as MLflow does.
pub async fn stages_are_read_in_any_case(store: &dyn RegistryStore) {
    wine(store).await;
    for (stage, expected) in [
        ("Staging", "Staging"),
        ("production", "Production"),
        ("ARCHIVED", "Archived"),
        ("none", "None"),
    ] {
        let moved = store
            .transition_model_version_stage(to_stage("wine", "1", stage))
            .await
            .unwrap();
        assert_eq!(moved.model_version.current_stage, expected);
        assert_eq!(stages(store).await, [expected, "None", "None"]);
    }
}

/// All other versions of the stage are archived, if that is asked for.
pub async fn others_are_archived_if_asked_for(store: &dyn RegistryStore) {
    wine(store).await;
    for number in ["1", "2"] {
        store
            .transition_model_version_stage(to_stage("wine", number, "Production"))
            .await
            .unwrap();
    }
    let request = TransitionModelVersionStage {
        archive_existing_versions: true,
        ..to_stage("wine", "2", "Production")
    };
    store
        .transition_model_version_stage(request.clone())
        .await
        .unwrap();
    assert_eq!(stages(store).await, ["Archived", "Production", "None"]);
    let request = TransitionModelVersionStage {
        version: "3".to_owned(),
        ..request
    };
    store.transition_model_version_stage(request).await.unwrap();
    assert_eq!(stages(store).await, ["Archived", "Archived", "Production"]);
}

/// Only the stages that are in use have versions to be archived.
pub async fn archiving_is_for_active_stages(store: &dyn RegistryStore) {
    wine(store).await;
    for stage in ["None", "Archived"] {
        let request = TransitionModelVersionStage {
            archive_existing_versions: true,
            ..to_stage("wine", "1", stage)
        };
        let error = invalid(store.transition_model_version_stage(request).await);
        assert!(error.message().contains("is not an Active stage"), "{error}");
    }
}

/// There are four stages, and a version to be moved.
pub async fn other_stages_are_refused(store: &dyn RegistryStore) {
    wine(store).await;
    for stage in ["Bogus", "Deleted_Internal", ""] {
        invalid(
            store
                .transition_model_version_stage(to_stage("wine", "1", stage))
                .await,
        );
    }
    let unknown = store
        .transition_model_version_stage(to_stage("wine", "9", "Staging"))
        .await;
    refused(unknown, ErrorCode::ResourceDoesNotExist);
}
