//! Several callers at once.

use super::fixture::*;
use futures::future::join_all;
use mlflow_core::{ErrorCode, RegistryStore};

/// Versions that are created at once get one number each, without gaps.
pub async fn every_racing_version_gets_a_number(store: &dyn RegistryStore) {
    model(store, "wine").await;
    let racing = (0..40).map(|i| async move {
        let value = i.to_string();
        create(store, version_request("wine", &[("i", &value)])).await
    });
    let mut created = join_all(racing).await;
    created.sort_by_key(|version| version.number());
    let numbers: Vec<_> = created.iter().map(|version| version.number()).collect();
    assert_eq!(numbers, (1..=40).collect::<Vec<_>>());
    for version in created {
        assert_eq!(read_version(store, "wine", &version.version).await, version);
    }
}

/// Of several that create a model of one name, one does.
pub async fn one_of_racing_models_wins(store: &dyn RegistryStore) {
    let racing = (0..10).map(|_| store.create_registered_model(model_request("wine", &[])));
    let answers = join_all(racing).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    for answer in answers.into_iter().filter(|answer| answer.is_err()) {
        refused(answer, ErrorCode::ResourceAlreadyExists);
    }
}

/// An alias that several move points to one version.
pub async fn racing_aliases_point_to_one(store: &dyn RegistryStore) {
    model(store, "wine").await;
    for _ in 0..5 {
        version(store, "wine").await;
    }
    let racing =
        (1..=5).map(|number| store.set_registered_model_alias(alias("wine", "champ", &number.to_string())));
    let racing: Vec<_> = racing.collect();
    for answer in join_all(racing).await {
        answer.unwrap();
    }
    let aliases = read(store, "wine").await.aliases;
    assert_eq!(aliases.len(), 1);
    assert_eq!(
        read_version(store, "wine", &aliases[0].version).await.aliases,
        ["champ"]
    );
}
