//! Aliases.

use super::fixture::*;
use mlflow_core::contract::registered_models::{DeleteRegisteredModelAlias, GetModelVersionByAlias};
use mlflow_core::{ErrorCode, RegistryStore, Result};

async fn by_alias(store: &dyn RegistryStore, alias: &str) -> Result<String> {
    let request = GetModelVersionByAlias {
        name: "wine".to_owned(),
        alias: alias.to_owned(),
    };
    let answer = store.get_model_version_by_alias(request).await?;
    Ok(answer.model_version.version)
}

async fn wine(store: &dyn RegistryStore) {
    model(store, "wine").await;
    for _ in 0..3 {
        version(store, "wine").await;
    }
}

/// A version is found by its alias, and names it.
pub async fn an_alias_points_to_a_version(store: &dyn RegistryStore) {
    wine(store).await;
    store
        .set_registered_model_alias(alias("wine", "champ", "2"))
        .await
        .unwrap();
    assert_eq!(by_alias(store, "champ").await.unwrap(), "2");
    assert_eq!(read_version(store, "wine", "2").await.aliases, ["champ"]);
    let aliases = read(store, "wine").await.aliases;
    assert_eq!(
        (aliases[0].alias.as_str(), aliases[0].version.as_str()),
        ("champ", "2")
    );
}

/// An alias that is set again points to the new version alone.
pub async fn an_alias_moves(store: &dyn RegistryStore) {
    wine(store).await;
    for version in ["2", "1", "1", "3"] {
        store
            .set_registered_model_alias(alias("wine", "champ", version))
            .await
            .unwrap();
        assert_eq!(by_alias(store, "champ").await.unwrap(), version);
        assert_eq!(read(store, "wine").await.aliases.len(), 1);
    }
    assert!(read_version(store, "wine", "1").await.aliases.is_empty());
}

/// Several aliases may point to one version.
pub async fn a_version_has_many(store: &dyn RegistryStore) {
    wine(store).await;
    for name in ["b", "a-b_C", "日本"] {
        store
            .set_registered_model_alias(alias("wine", name, "2"))
            .await
            .unwrap();
    }
    assert_eq!(
        read_version(store, "wine", "2").await.aliases,
        ["a-b_C", "b", "日本"]
    );
}

/// A removed alias is gone; one that is not there is removed already.
pub async fn removing_is_no_error_twice(store: &dyn RegistryStore) {
    wine(store).await;
    store
        .set_registered_model_alias(alias("wine", "champ", "2"))
        .await
        .unwrap();
    for _ in 0..2 {
        let request = DeleteRegisteredModelAlias {
            name: "wine".to_owned(),
            alias: "champ".to_owned(),
        };
        store.delete_registered_model_alias(request).await.unwrap();
        let error = invalid(by_alias(store, "champ").await);
        assert_eq!(error.message(), "Registered model alias champ not found.");
    }
}

/// `latest` needs not be set: it is the highest number of all stages.
pub async fn latest_is_the_highest_number(store: &dyn RegistryStore) {
    model(store, "wine").await;
    let error = refused(by_alias(store, "latest").await, ErrorCode::ResourceDoesNotExist);
    assert_eq!(error.message(), "Latest version not found for model wine.");
    for _ in 0..12 {
        version(store, "wine").await;
    }
    store
        .transition_model_version_stage(to_stage("wine", "12", "Archived"))
        .await
        .unwrap();
    assert_eq!(by_alias(store, "Latest").await.unwrap(), "12");
    store.delete_model_version(delete("wine", "12")).await.unwrap();
    assert_eq!(by_alias(store, "latest").await.unwrap(), "11");
}

/// Aliases are words that are neither `latest` nor `v` with a number.
pub async fn reserved_names_are_refused(store: &dyn RegistryStore) {
    wine(store).await;
    let too_long = "a".repeat(256);
    for name in [
        "", "latest", "LATEST", "v1", "V22", "a b", "a/b", "a.b", "a\n", &too_long,
    ] {
        invalid(store.set_registered_model_alias(alias("wine", name, "1")).await);
    }
    for name in ["v", "v1x", "vv1", "latest1", &"a".repeat(255)] {
        store
            .set_registered_model_alias(alias("wine", name, "1"))
            .await
            .unwrap();
    }
}

/// Upper and lower case differ.
pub async fn case_matters(store: &dyn RegistryStore) {
    wine(store).await;
    store
        .set_registered_model_alias(alias("wine", "champ", "1"))
        .await
        .unwrap();
    invalid(by_alias(store, "Champ").await);
    store
        .set_registered_model_alias(alias("wine", "Champ", "2"))
        .await
        .unwrap();
    assert_eq!(by_alias(store, "champ").await.unwrap(), "1");
}

/// An alias of nobody is refused, and so is one of a version that is not there.
pub async fn a_missing_alias_is_refused(store: &dyn RegistryStore) {
    wine(store).await;
    invalid(by_alias(store, "nobody").await);
    let answer = store
        .set_registered_model_alias(alias("wine", "champ", "99"))
        .await;
    refused(answer, ErrorCode::ResourceDoesNotExist);
    let answer = store
        .set_registered_model_alias(alias("port", "champ", "1"))
        .await;
    refused(answer, ErrorCode::ResourceDoesNotExist);
}
