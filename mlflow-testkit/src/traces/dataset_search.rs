//! The search for datasets for evaluations.

use super::fixture::*;
use mlflow_core::TraceStore;
use mlflow_core::contract::evaluation_datasets::{
    CreateDataset, SearchEvaluationDatasets, SearchEvaluationDatasetsResponse,
};

async fn three(store: &dyn TraceStore) {
    for (name, tags, experiment) in [
        ("one", r#"{"n": "1", "mlflow.user": "alice"}"#, "0"),
        ("Two", r#"{"n": "2", "mlflow.user": "bob"}"#, "1"),
        ("three", "", "0"),
    ] {
        let request = CreateDataset {
            name: name.into(),
            tags: tags.into(),
            experiment_ids: vec![experiment.into()],
        };
        store.create_dataset(request).await.unwrap();
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
}

fn names(answer: SearchEvaluationDatasetsResponse) -> Vec<String> {
    answer.datasets.into_iter().map(|dataset| dataset.name).collect()
}

async fn search(store: &dyn TraceStore, filter: &str, order_by: &[&str]) -> Vec<String> {
    let request = SearchEvaluationDatasets {
        filter_string: filter.into(),
        order_by: order_by.iter().map(|&key| key.to_owned()).collect(),
        ..SearchEvaluationDatasets::default()
    };
    let answer = store.search_evaluation_datasets(request).await;
    names(answer.unwrap_or_else(|e| panic!("{filter}: {e}")))
}

/// Filters compare fields and tags; without an order the newest come first.
pub async fn datasets_are_found(store: &dyn TraceStore) {
    three(store).await;
    let cases: &[(&str, &[&str])] = &[
        ("", &["three", "Two", "one"]),
        ("name = 'one'", &["one"]),
        ("name != 'one'", &["three", "Two"]),
        ("name LIKE '%o%'", &["Two", "one"]),
        ("name LIKE 't%'", &["three"]),
        ("name ILIKE 't%'", &["three", "Two"]),
        ("name IN ('one', 'Two', 'x')", &["Two", "one"]),
        ("tags.n = '2'", &["Two"]),
        ("tags.n != '2'", &["one"]),
        ("tags.n LIKE '%' AND name = 'one'", &["one"]),
        ("created_by = 'bob'", &["Two"]),
        ("created_by != 'bob'", &["one"]),
        ("last_updated_by = 'alice'", &["one"]),
        (
            "created_time > 0 and last_update_time >= 1",
            &["three", "Two", "one"],
        ),
        ("created_time < 5", &[]),
        ("tags.`n` = '2'", &[]),
    ];
    for (filter, expected) in cases {
        assert_eq!(search(store, filter, &[]).await, *expected, "{filter}");
    }
}

/// Orders name a few fields, and experiments narrow a search.
pub async fn datasets_have_an_order(store: &dyn TraceStore) {
    three(store).await;
    assert_eq!(
        search(store, "", &["created_time"]).await,
        ["one", "Two", "three"]
    );
    let by_name = search(
        store,
        "name ILIKE '%e%'",
        &["name DESC", "name", "last_update_time"],
    )
    .await;
    assert_eq!(by_name, ["three", "one"]);
    for (experiments, expected) in [
        (&["0"][..], &["three", "one"][..]),
        (&["0", "1", "1"], &["three", "Two", "one"]),
        (&["77"], &[]),
    ] {
        let request = SearchEvaluationDatasets {
            experiment_ids: experiments.iter().map(|&id| id.to_owned()).collect(),
            ..SearchEvaluationDatasets::default()
        };
        let answer = store.search_evaluation_datasets(request).await.unwrap();
        assert_eq!(names(answer), expected, "{experiments:?}");
    }
}

/// Pages of datasets have no gaps.
pub async fn pages_of_datasets_have_no_gaps(store: &dyn TraceStore) {
    three(store).await;
    let (mut found, mut page_token) = (Vec::new(), String::new());
    loop {
        let request = SearchEvaluationDatasets {
            max_results: Some(2),
            page_token,
            ..SearchEvaluationDatasets::default()
        };
        let mut answer = store.search_evaluation_datasets(request).await.unwrap();
        page_token = std::mem::take(&mut answer.next_page_token);
        found.extend(names(answer));
        if page_token.is_empty() {
            break;
        }
    }
    assert_eq!(found, ["three", "Two", "one"]);
}

/// What cannot be searched for is refused.
pub async fn bad_searches_for_datasets_are_refused(store: &dyn TraceStore) {
    let filtered = |filter: &str| SearchEvaluationDatasets {
        filter_string: filter.into(),
        ..SearchEvaluationDatasets::default()
    };
    let ordered = |key: &str| SearchEvaluationDatasets {
        order_by: vec![key.into()],
        ..SearchEvaluationDatasets::default()
    };
    let sized = |size| SearchEvaluationDatasets {
        max_results: Some(size),
        ..SearchEvaluationDatasets::default()
    };
    for (request, message) in [
        (filtered("foo = 1"), "Invalid attribute key 'foo' specified."),
        (
            filtered("attributes.name = 'x'"),
            "Invalid identifier token 'attributes' specified",
        ),
        (
            filtered("tag.n = '1'"),
            "Invalid identifier token 'tag' specified",
        ),
        (
            filtered("name = 5"),
            "Expected a quoted string value for attributes. Got value 5",
        ),
        (
            filtered("name NOT IN ('x')"),
            "List values for 'name' are only supported with the IN comparator.",
        ),
        (
            filtered("created_by IN ('x')"),
            "Only ['name'] attributes support comparison with a list",
        ),
        (
            filtered("created_time > 1.5"),
            "Invalid value for numeric attribute 'created_time': '1.5'",
        ),
        (
            filtered("created_time = '5'"),
            "Expected numeric value type for numeric attribute: created_time.",
        ),
        (filtered("tags.n > '1'"), "Invalid comparator for tag: >"),
        (filtered("tags.n IS NULL"), "Invalid comparator for tag: IS NULL"),
        (
            filtered("name = 'a' OR name = 'b'"),
            "Invalid clause(s) in filter string: OR",
        ),
        (ordered("foo"), "Invalid attribute key 'foo' specified."),
        (
            ordered("created_by"),
            "Invalid attribute key 'created_by' specified.",
        ),
        (ordered("tags.n"), "Invalid order_by entity: tag"),
        (sized(0), "Invalid value 0 for parameter 'max_results' supplied."),
        (
            sized(-1),
            "Invalid value -1 for parameter 'max_results' supplied.",
        ),
        (
            sized(50_001),
            "Invalid value 50001 for parameter 'max_results' supplied. It must be at most 50000",
        ),
    ] {
        let error = invalid(store.search_evaluation_datasets(request).await);
        assert!(error.message().starts_with(message), "{error}");
    }
}
