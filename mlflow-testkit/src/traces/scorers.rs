//! Scorers.

use super::fixture::*;
use mlflow_core::contract::scorers::*;
use mlflow_core::entities::Scorer;
use mlflow_core::{ErrorCode, Result, TraceStore};
use std::collections::BTreeSet;

fn request(name: &str, serialized: &str) -> RegisterScorer {
    RegisterScorer {
        experiment_id: "0".into(),
        name: name.into(),
        serialized_scorer: serialized.into(),
    }
}

async fn register(store: &dyn TraceStore, name: &str, serialized: &str) -> RegisterScorerResponse {
    store.register_scorer(request(name, serialized)).await.unwrap()
}

fn named(name: &str, version: Option<i32>) -> GetScorer {
    GetScorer {
        experiment_id: "0".into(),
        name: name.into(),
        version,
    }
}

async fn get(store: &dyn TraceStore, name: &str, version: Option<i32>) -> Result<Scorer> {
    Ok(store.get_scorer(named(name, version)).await?.scorer)
}

async fn list(store: &dyn TraceStore, experiment_ids: Option<&[&str]>) -> Vec<(String, i32)> {
    let request = ListScorers {
        experiment_ids: experiment_ids.map(|ids| ids.iter().map(|&id| id.to_owned()).collect()),
        ..ListScorers::default()
    };
    let found = store.list_scorers(request).await.unwrap().scorers;
    found
        .into_iter()
        .map(|one| (one.scorer_name, one.scorer_version))
        .collect()
}

fn config(name: &str, rate: Option<f64>, filter: Option<&str>) -> UpsertOnlineScoringConfig {
    UpsertOnlineScoringConfig {
        experiment_id: "0".into(),
        name: name.into(),
        sample_rate: rate,
        filter_string: filter.map(str::to_owned),
    }
}

/// Versions count from 1, and each reads back as it was registered.
pub async fn versions_of_scorers_are_numbered(store: &dyn TraceStore) {
    let first = register(store, "s", r#"{"name": "s",  "v": 1}"#).await;
    let second = register(store, "s", r#"{"name": "ü", "v": 2}"#).await;
    assert_eq!((first.version, second.version), (1, 2));
    assert_eq!((first.scorer_id.len(), &first.scorer_id), (36, &second.scorer_id));
    assert_eq!((first.experiment_id.as_str(), first.name.as_str()), ("0", "s"));
    assert_eq!(first.serialized_scorer, r#"{"name": "s",  "v": 1}"#);
    assert_ne!(register(store, "t", "{}").await.scorer_id, first.scorer_id);
    for (version, expected) in [(Some(1), &first), (Some(2), &second), (None, &second)] {
        let read = get(store, "s", version).await.unwrap();
        assert_eq!(&RegisterScorerResponse::from(read), expected);
    }
    let versions = ListScorerVersions {
        experiment_id: "0".into(),
        name: "s".into(),
    };
    let versions = store.list_scorer_versions(versions).await.unwrap().scorers;
    let versions: Vec<_> = versions.into_iter().map(RegisterScorerResponse::from).collect();
    assert_eq!(versions, [first, second]);
}

/// The latest version of each scorer is listed, by name.
pub async fn the_latest_of_each_scorer_is_listed(store: &dyn TraceStore) {
    for name in ["t", "s", "s"] {
        register(store, name, "{}").await;
    }
    let both = [("s".to_owned(), 2), ("t".to_owned(), 1)];
    assert_eq!(list(store, None).await, both);
    assert_eq!(list(store, Some(&["0", "0", "77"])).await, both);
    assert_eq!(list(store, Some(&["77"])).await, []);
    let single = |id: &str| ListScorers {
        experiment_id: id.into(),
        ..ListScorers::default()
    };
    assert_eq!(store.list_scorers(single("0")).await.unwrap().scorers.len(), 2);
    refused(
        store.list_scorers(single("77")).await,
        ErrorCode::ResourceDoesNotExist,
    );
}

/// A version is deleted alone, or a scorer with all of them.
pub async fn versions_of_scorers_are_deleted(store: &dyn TraceStore) {
    let gone = ErrorCode::ResourceDoesNotExist;
    let id = register(store, "s", "{}").await.scorer_id;
    register(store, "s", "{}").await;
    store.delete_scorer(named("s", Some(1))).await.unwrap();
    let error = refused(store.delete_scorer(named("s", Some(1))).await, gone);
    assert_eq!(
        error.message(),
        "Scorer with name 's' and version 1 not found for experiment 0."
    );
    refused(get(store, "s", Some(1)).await, gone);
    assert_eq!(register(store, "s", "{}").await.version, 3);
    store.delete_scorer(named("s", None)).await.unwrap();
    let error = refused(get(store, "s", None).await, gone);
    assert_eq!(
        error.message(),
        "Scorer with name 's' not found for experiment 0."
    );
    refused(store.delete_scorer(named("s", None)).await, gone);
    let again = register(store, "s", "{}").await;
    assert_eq!(again.version, 1);
    assert_ne!(again.scorer_id, id);
}

/// What is said last of which traces a scorer judges counts, and goes with the scorer.
pub async fn a_rate_of_nothing_is_kept(store: &dyn TraceStore) {
    let id = register(store, "s", "{}").await.scorer_id;
    let configs = async || {
        let scorer_ids = vec![id.clone(), "nope".into()];
        let answer = store
            .get_online_scoring_configs(GetOnlineScoringConfigs { scorer_ids })
            .await;
        answer.unwrap().configs
    };
    assert!(configs().await.is_empty());
    for filter in [Some("status = 'OK'"), None] {
        let request = config("s", Some(0.0), filter);
        let set = store.upsert_online_scoring_config(request).await.unwrap().config;
        assert_eq!((set.scorer_id.as_str(), set.sample_rate), (id.as_str(), 0.0));
        assert_eq!(
            (set.experiment_id.as_str(), set.filter_string.as_deref()),
            ("0", filter)
        );
        assert_eq!(configs().await, [set]);
    }
    let error = invalid(
        store
            .upsert_online_scoring_config(config("s", Some(0.5), None))
            .await,
    );
    assert!(
        error
            .message()
            .starts_with("Scorer 's' does not use a gateway model."),
        "{error}"
    );
    for bad in [
        config("s", None, None),
        config("s", Some(1.5), None),
        config("s", Some(f64::NAN), None),
        config("s", Some(0.0), Some("nope = 1")),
    ] {
        invalid(store.upsert_online_scoring_config(bad).await);
    }
    let other = config("t", Some(0.0), None);
    refused(
        store.upsert_online_scoring_config(other).await,
        ErrorCode::ResourceDoesNotExist,
    );
    store.delete_scorer(named("s", None)).await.unwrap();
    assert!(configs().await.is_empty());
}

/// Requests that say nothing, and scorers that hold programs, are refused.
pub async fn bad_scorers_are_refused(store: &dyn TraceStore) {
    for (name, serialized) in [
        ("", "{}"),
        ("  ", "{}"),
        ("s", ""),
        ("s", "no json"),
        ("s", "[]"),
        ("s", r#"{"sub": [{"call_source": "import os"}]}"#),
        ("s", r#"{"builtin_scorer_pydantic_data": {"model": ""}}"#),
    ] {
        invalid(store.register_scorer(request(name, serialized)).await);
    }
    invalid(store.register_scorer(request(&"n".repeat(257), "{}")).await);
    let mut elsewhere = request("s", "{}");
    elsewhere.experiment_id = "77".into();
    refused(
        store.register_scorer(elsewhere).await,
        ErrorCode::ResourceDoesNotExist,
    );
    let both = ListScorers {
        experiment_id: "0".into(),
        experiment_ids: Some(vec!["0".into()]),
    };
    invalid(store.list_scorers(both).await);
    assert_eq!(list(store, None).await, []);
}

/// Those who register at once get numbers of their own.
pub async fn racing_scorers_get_numbers_of_their_own(store: &dyn TraceStore) {
    let all = futures::future::join_all((0..12).map(|_| register(store, "s", "{}"))).await;
    let numbers: BTreeSet<_> = all.iter().map(|one| one.version).collect();
    assert_eq!(numbers, (1..=12).collect());
    let ids: BTreeSet<_> = all.iter().map(|one| &one.scorer_id).collect();
    assert_eq!(ids.len(), 1);
}
