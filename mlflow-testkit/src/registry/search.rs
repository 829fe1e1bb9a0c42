//! Searches for models and versions.

use super::fixture::*;
use mlflow_core::RegistryStore;
use mlflow_core::contract::model_versions::{CreateModelVersion, SearchModelVersions};
use mlflow_core::contract::registered_models::SearchRegisteredModels;
use mlflow_core::entities::ModelVersion;
use std::time::Duration;

async fn models(store: &dyn RegistryStore) {
    for (name, tags) in [
        ("wine", [("team", "a"), ("k", "x")]),
        ("Wine 2", [("team", "b"), ("k", "x")]),
        ("port", [("team", "a"), ("k", "y")]),
    ] {
        store
            .create_registered_model(model_request(name, &tags))
            .await
            .unwrap();
    }
}

/// Models are found by the text of their names.
pub async fn models_are_found_by_name(store: &dyn RegistryStore) {
    models(store).await;
    for (filter, expected) in [
        ("", vec!["Wine 2", "port", "wine"]),
        ("name = 'wine'", vec!["wine"]),
        ("name != 'wine'", vec!["Wine 2", "port"]),
        ("name LIKE 'w%'", vec!["wine"]),
        ("name ILIKE 'w%'", vec!["Wine 2", "wine"]),
        ("name IN ('wine', 'port')", vec!["port", "wine"]),
        ("name = 'w%'", vec![]),
    ] {
        assert_eq!(found_models(store, filter, &["name"]).await, expected, "{filter}");
    }
}

/// Models are found by their tags; what has no such tag meets no clause.
pub async fn models_are_found_by_tags(store: &dyn RegistryStore) {
    models(store).await;
    model(store, "bare").await;
    for (filter, expected) in [
        ("tags.team = 'a'", vec!["port", "wine"]),
        ("tag.team != 'a'", vec!["Wine 2"]),
        ("tags.team = 'a' AND tags.k = 'x'", vec!["wine"]),
        ("tags.team = 'a' AND tags.team = 'b'", vec![]),
        ("tags.team LIKE '%' AND name LIKE 'p%'", vec!["port"]),
    ] {
        assert_eq!(found_models(store, filter, &["name"]).await, expected, "{filter}");
    }
}

/// Versions are found by model, number, run, source and tags.
pub async fn versions_are_found_by_what_they_hold(store: &dyn RegistryStore) {
    models(store).await;
    for (name, run_id, source) in [
        ("wine", "r1", "s3://b/1"),
        ("wine", "r2", "s3://b/2"),
        ("port", "r1", "s3://b/1"),
    ] {
        let request = CreateModelVersion {
            run_id: Some(run_id.to_owned()),
            source: source.to_owned(),
            ..version_request(name, &[("run", run_id)])
        };
        create(store, request).await;
    }
    let order = ["name", "version_number"];
    for (filter, expected) in [
        ("name = 'wine'", vec!["wine 1", "wine 2"]),
        ("run_id = 'r1'", vec!["port 1", "wine 1"]),
        ("run_id IN ('r2', 'r3')", vec!["wine 2"]),
        ("source_path = 's3://b/2'", vec!["wine 2"]),
        ("version_number > 1", vec!["wine 2"]),
        ("version_number <= 1 AND name LIKE 'w%'", vec!["wine 1"]),
        ("tags.run = 'r1' AND name = 'wine'", vec!["wine 1"]),
        ("tags.run != 'r1'", vec!["wine 2"]),
        ("name = 'nothing'", vec![]),
    ] {
        assert_eq!(found_versions(store, filter, &order).await, expected, "{filter}");
    }
}

/// A deleted version is not found.
pub async fn deleted_versions_are_not_found(store: &dyn RegistryStore) {
    model(store, "wine").await;
    for _ in 0..2 {
        create(store, version_request("wine", &[("k", "v")])).await;
    }
    store.delete_model_version(delete("wine", "2")).await.unwrap();
    assert_eq!(found_versions(store, "tags.k = 'v'", &[]).await, ["wine 1"]);
}

/// Models come by name, or as asked for.
pub async fn models_are_ordered(store: &dyn RegistryStore) {
    for name in ["b", "c", "a"] {
        model(store, name).await;
        tokio::time::sleep(Duration::from_millis(3)).await;
    }
    assert_eq!(found_models(store, "", &[]).await, ["a", "b", "c"]);
    assert_eq!(found_models(store, "", &["name DESC"]).await, ["c", "b", "a"]);
    assert_eq!(
        found_models(store, "", &["last_updated_timestamp DESC"]).await,
        ["a", "c", "b"]
    );
    assert_eq!(found_models(store, "", &["timestamp"]).await, ["b", "c", "a"]);
}

/// Versions come by the time of their last change, or as asked for.
pub async fn versions_are_ordered(store: &dyn RegistryStore) {
    for name in ["b", "a"] {
        model(store, name).await;
        for _ in 0..2 {
            version(store, name).await;
            tokio::time::sleep(Duration::from_millis(3)).await;
        }
    }
    store
        .transition_model_version_stage(to_stage("b", "1", "Staging"))
        .await
        .unwrap();
    assert_eq!(found_versions(store, "", &[]).await, ["b 1", "a 2", "a 1", "b 2"]);
    assert_eq!(
        found_versions(store, "", &["name ASC"]).await,
        ["a 2", "a 1", "b 2", "b 1"]
    );
    assert_eq!(
        found_versions(store, "", &["version_number", "name DESC"]).await,
        ["b 1", "a 1", "b 2", "a 2"]
    );
    assert_eq!(
        found_versions(store, "", &["creation_timestamp"]).await,
        ["b 1", "b 2", "a 1", "a 2"]
    );
}

/// Every model comes once, whatever the size of a page.
pub async fn pages_of_models_have_no_gaps_and_no_repeats(store: &dyn RegistryStore) {
    let names: Vec<_> = (0..7).map(|i| format!("m{i}")).collect();
    for name in &names {
        model(store, name).await;
    }
    for size in [1, 3, 7, 8] {
        let (mut found, mut page_token) = (Vec::new(), String::new());
        loop {
            let request = SearchRegisteredModels {
                max_results: Some(size),
                page_token: page_token.clone(),
                ..SearchRegisteredModels::default()
            };
            let page = store.search_registered_models(request).await.unwrap();
            assert!(!page.registered_models.is_empty(), "an empty page of {size}");
            found.extend(page.registered_models.into_iter().map(|model| model.name));
            page_token = page.next_page_token;
            if page_token.is_empty() {
                break;
            }
        }
        assert_eq!(found, names, "{size}");
    }
}

/// Every version comes once, whatever the size of a page.
pub async fn pages_of_versions_have_no_gaps_and_no_repeats(store: &dyn RegistryStore) {
    model(store, "wine").await;
    for _ in 0..7 {
        version(store, "wine").await;
    }
    for size in [1, 3, 7, 8] {
        let (mut found, mut page_token) = (Vec::new(), String::new());
        loop {
            let request = SearchModelVersions {
                max_results: Some(size),
                order_by: vec!["version_number ASC".to_owned()],
                page_token: page_token.clone(),
                ..SearchModelVersions::default()
            };
            let page = store.search_model_versions(request).await.unwrap();
            assert!(!page.model_versions.is_empty(), "an empty page of {size}");
            found.extend(page.model_versions.iter().map(|version| version.number()));
            page_token = page.next_page_token;
            if page_token.is_empty() {
                break;
            }
        }
        assert_eq!(found, [1, 2, 3, 4, 5, 6, 7], "{size}");
    }
}

/// A model that is found is the one that is read.
pub async fn found_models_are_whole(store: &dyn RegistryStore) {
    models(store).await;
    for name in ["wine", "port"] {
        for _ in 0..2 {
            create(store, version_request(name, &[("k", "v")])).await;
        }
        store
            .set_registered_model_alias(alias(name, "champ", "2"))
            .await
            .unwrap();
        store
            .transition_model_version_stage(to_stage(name, "1", "Staging"))
            .await
            .unwrap();
    }
    let request = SearchRegisteredModels::default();
    let found = store
        .search_registered_models(request)
        .await
        .unwrap()
        .registered_models;
    assert_eq!(found.len(), 3);
    for mut model in found {
        let mut alone = read(store, &model.name).await;
        for model in [&mut model, &mut alone] {
            model.latest_versions.sort_by_key(ModelVersion::number);
        }
        assert_eq!(model, alone);
    }
}

/// A filter that does not parse is refused.
pub async fn a_bad_filter_is_refused(store: &dyn RegistryStore) {
    for filter in ["bogus = 'x'", "name > 'a'", "name = 'a' OR name = 'b'", "name"] {
        let request = SearchRegisteredModels {
            filter: filter.to_owned(),
            ..SearchRegisteredModels::default()
        };
        invalid(store.search_registered_models(request).await);
        let request = SearchModelVersions {
            filter: filter.to_owned(),
            ..SearchModelVersions::default()
        };
        invalid(store.search_model_versions(request).await);
    }
}

/// A token that no search gave is refused.
pub async fn a_bad_token_is_refused(store: &dyn RegistryStore) {
    let request = SearchRegisteredModels {
        page_token: "nonsense!".to_owned(),
        ..SearchRegisteredModels::default()
    };
    invalid(store.search_registered_models(request).await);
    let request = SearchModelVersions {
        page_token: "nonsense!".to_owned(),
        ..SearchModelVersions::default()
    };
    invalid(store.search_model_versions(request).await);
}
