//! Searches for logged models.

use super::fixture::*;
use super::logged_model_metrics::{of_model, on_dataset};
use super::logged_models::{model_in, params, read_model, tags};
use mlflow_core::TrackingStore;
use mlflow_core::contract::logged_models::SearchLoggedModels;
use mlflow_core::entities::{LoggedModel, Metric};
use mlflow_core::search::{LoggedModelDataset, LoggedModelOrder};

pub(super) fn search_in(experiment_id: &str) -> SearchLoggedModels {
    SearchLoggedModels {
        experiment_ids: vec![experiment_id.to_owned()],
        ..SearchLoggedModels::default()
    }
}

pub(super) async fn names(store: &dyn TrackingStore, search: SearchLoggedModels) -> Vec<String> {
    let found = store.search_logged_models(search).await.unwrap().models;
    found.into_iter().map(|model| model.info.name).collect()
}

pub(super) async fn named(store: &dyn TrackingStore, experiment_id: &str, filter: &str) -> Vec<String> {
    let filter = filter.to_owned();
    let mut names = names(
        store,
        SearchLoggedModels {
            filter,
            ..search_in(experiment_id)
        },
    )
    .await;
    names.sort();
    names
}

/// Without an order the newest model comes first, and found models are whole.
pub async fn the_newest_comes_first(store: &dyn TrackingStore) {
    let (id, other) = (experiment(store, "e").await, experiment(store, "other").await);
    for name in ["a", "b", "c"] {
        let model = model_in(store, &id, name).await;
        store
            .set_logged_model_tags(tags(model.id(), &[("t", name)]))
            .await
            .unwrap();
        store
            .log_logged_model_params(params(model.id(), &[("p", name)]))
            .await
            .unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    model_in(store, &other, "elsewhere").await;
    let found = store.search_logged_models(search_in(&id)).await.unwrap().models;
    let found_names: Vec<_> = found.iter().map(|model| model.info.name.as_str()).collect();
    assert_eq!(found_names, ["c", "b", "a"]);
    for model in found {
        assert_eq!(model, read_model(store, model.id()).await);
    }
    let all = SearchLoggedModels {
        experiment_ids: vec![id, other, "99999".into()],
        ..SearchLoggedModels::default()
    };
    assert_eq!(names(store, all).await, ["elsewhere", "c", "b", "a"]);
}

/// Filters look at attributes, at parameters and tags, and at every value of a metric.
pub async fn they_are_filtered_by_what_they_hold(store: &dyn TrackingStore) {
    let (id, run_id) = (experiment(store, "e").await, run(store).await);
    for (name, values) in [("a", [0.1, 0.9]), ("b", [0.2, 0.3])] {
        let model = model_in(store, &id, name).await;
        store
            .set_logged_model_tags(tags(model.id(), &[("t", name)]))
            .await
            .unwrap();
        store
            .log_logged_model_params(params(model.id(), &[("p", name)]))
            .await
            .unwrap();
        for (step, value) in (0..).zip(values) {
            log(
                store,
                &run_id,
                of_model(model.id(), Metric::new("acc", value, 1, step)),
            )
            .await;
        }
    }
    model_in(store, &id, "c").await;
    for (filter, expected) in [
        ("", &["a", "b", "c"][..]),
        ("name != 'a'", &["b", "c"]),
        ("name IN ('a', 'x')", &["a"]),
        ("name ILIKE 'A%'", &["a"]),
        ("name LIKE 'A%'", &[]),
        ("params.p = 'a'", &["a"]),
        ("params.p != 'a'", &["b"]),
        ("tags.t LIKE 'b%' AND params.`p` = 'b'", &["b"]),
        ("metrics.acc > 0.8", &["a"]),
        ("metrics.acc < 0.15", &["a"]),
        ("metrics.acc > 0.15", &["a", "b"]),
        ("metrics.acc > 0.15 AND metrics.acc < 0.15", &["a"]),
        ("metrics.nope != 1", &[]),
        (
            "creation_timestamp > 0 AND last_updated_timestamp > 0",
            &["a", "b", "c"],
        ),
        ("status = 'READY'", &[]),
        ("status = '1'", &["a", "b", "c"]),
        ("status LIKE '_'", &["a", "b", "c"]),
        ("status NOT IN ('1')", &[]),
        ("lifecycle_stage = 'deleted'", &[]),
    ] {
        assert_eq!(named(store, &id, filter).await, expected, "{filter}");
    }
    let in_experiment = format!("experiment_id = '{id}'");
    assert_eq!(named(store, &id, &in_experiment).await, ["a", "b", "c"]);
    assert!(named(store, &id, "experiment_id = '0'").await.is_empty());
}

/// A search about datasets leaves out what was not measured on one, and looks at no other value.
pub async fn datasets_narrow_metrics(store: &dyn TrackingStore) {
    let (id, run_id) = (experiment(store, "e").await, run(store).await);
    let (one, two) = (
        model_in(store, &id, "one").await,
        model_in(store, &id, "two").await,
    );
    model_in(store, &id, "none").await;
    let point = |model: &LoggedModel, value, step| of_model(model.id(), Metric::new("acc", value, 1, step));
    log(store, &run_id, on_dataset("test", Some("d"), point(&one, 0.5, 0))).await;
    log(
        store,
        &run_id,
        on_dataset("train", Some("d"), point(&one, 0.9, 1)),
    )
    .await;
    log(store, &run_id, on_dataset("test", Some("e"), point(&two, 0.7, 0))).await;
    log(store, &run_id, on_dataset("plain", None, point(&two, 0.8, 1))).await;
    let on = |name: &str, digest: Option<&str>| LoggedModelDataset {
        dataset_name: name.to_owned(),
        dataset_digest: digest.map(str::to_owned),
    };
    for (filter, datasets, expected) in [
        ("", vec![on("test", Some("d"))], &["one"][..]),
        (
            "",
            vec![on("test", Some("d")), on("test", Some("e"))],
            &["two", "one"],
        ),
        ("metrics.acc > 0.6", vec![on("test", Some("d"))], &[]),
        (
            "metrics.acc > 0.6",
            vec![on("test", Some("d")), on("test", Some("e"))],
            &["two"],
        ),
        ("", vec![on("test", None)], &[]),
        ("", vec![on("plain", None)], &["two"]),
        ("", vec![on("plain", Some(""))], &["two"]),
        ("", vec![on("nope", Some("d"))], &[]),
    ] {
        let request = SearchLoggedModels {
            filter: filter.into(),
            datasets: datasets.clone(),
            order_by: vec![LoggedModelOrder::descending("name")],
            ..search_in(&id)
        };
        assert_eq!(names(store, request).await, expected, "{filter} {datasets:?}");
    }
    let nameless = SearchLoggedModels {
        datasets: vec![on("", Some("d"))],
        ..search_in(&id)
    };
    invalid(store.search_logged_models(nameless).await);
}

/// An order by a metric looks at the latest value by time and step, perhaps on one dataset.
pub async fn they_are_ordered_by_the_latest_metric(store: &dyn TrackingStore) {
    let (id, run_id) = (experiment(store, "e").await, run(store).await);
    let (one, two) = (
        model_in(store, &id, "one").await,
        model_in(store, &id, "two").await,
    );
    let points = |model: &LoggedModel, points: &[(f64, i64, i64, &str)]| -> Vec<Metric> {
        let points = points.iter().map(|(value, timestamp, step, dataset)| {
            let point = of_model(model.id(), Metric::new("acc", *value, *timestamp, *step));
            on_dataset(dataset, Some("d"), point)
        });
        points.collect()
    };
    let mut metrics = points(
        &one,
        &[(0.9, 1, 9, "train"), (0.1, 2, 0, "train"), (0.2, 2, 1, "test")],
    );
    metrics.extend(points(&two, &[(0.5, 1, 0, "train"), (0.3, 1, 1, "test")]));
    store
        .log_batch(batch(&run_id, metrics, vec![], vec![]))
        .await
        .unwrap();
    for (order, expected) in [
        (LoggedModelOrder::ascending("metrics.acc"), ["one", "two"]),
        (LoggedModelOrder::descending("metrics.acc"), ["two", "one"]),
        (
            LoggedModelOrder::ascending("metrics.acc").on_dataset("train", None),
            ["one", "two"],
        ),
        (
            LoggedModelOrder::ascending("metrics.acc").on_dataset("test", Some("d")),
            ["one", "two"],
        ),
        (
            LoggedModelOrder::descending("metrics.acc").on_dataset("test", Some("d")),
            ["two", "one"],
        ),
        (LoggedModelOrder::descending("name"), ["two", "one"]),
        (LoggedModelOrder::ascending("creation_timestamp"), ["one", "two"]),
    ] {
        let request = SearchLoggedModels {
            order_by: vec![order.clone(), LoggedModelOrder::ascending("name")],
            ..search_in(&id)
        };
        assert_eq!(names(store, request).await, expected, "{order:?}");
    }
}

/// Models without a value come last in both directions.
pub async fn missing_values_come_last(store: &dyn TrackingStore) {
    let (id, run_id) = (experiment(store, "e").await, run(store).await);
    for (name, value) in [("a", None), ("b", Some(0.5)), ("c", Some(0.7))] {
        let model = model_in(store, &id, name).await;
        if let Some(value) = value {
            log(
                store,
                &run_id,
                of_model(model.id(), Metric::new("acc", value, 1, 1)),
            )
            .await;
        }
    }
    for (order, expected) in [
        (LoggedModelOrder::ascending("metrics.acc"), ["b", "c", "a"]),
        (LoggedModelOrder::descending("metrics.acc"), ["c", "b", "a"]),
    ] {
        let request = SearchLoggedModels {
            order_by: vec![order],
            ..search_in(&id)
        };
        assert_eq!(names(store, request).await, expected);
    }
}

/// Pages hold every model once, in order, and the last one has no successor.
pub async fn pages_have_no_gaps_and_no_repeats(store: &dyn TrackingStore) {
    let id = experiment(store, "e").await;
    let expected: Vec<_> = (0..7).map(|i| format!("m{i}")).collect();
    for name in &expected {
        model_in(store, &id, name).await;
    }
    for size in [1, 3, 7, 8] {
        let mut request = SearchLoggedModels {
            max_results: Some(size),
            filter: "name LIKE 'm%'".into(),
            order_by: vec![LoggedModelOrder::ascending("name")],
            ..search_in(&id)
        };
        let mut found = Vec::new();
        loop {
            let page = store.search_logged_models(request.clone()).await.unwrap();
            assert!(!page.models.is_empty() && page.models.len() <= usize::try_from(size).unwrap());
            found.extend(page.models.into_iter().map(|model| model.info.name));
            if page.next_page_token.is_empty() {
                break;
            }
            request.page_token = page.next_page_token;
        }
        assert_eq!(found, expected, "{size}");
    }
}

/// A token belongs to its experiments, filter and order.
pub async fn a_token_of_another_search_is_refused(store: &dyn TrackingStore) {
    let id = experiment(store, "e").await;
    for name in ["a", "b"] {
        model_in(store, &id, name).await;
    }
    let first = SearchLoggedModels {
        max_results: Some(1),
        ..search_in(&id)
    };
    let page_token = store
        .search_logged_models(first.clone())
        .await
        .unwrap()
        .next_page_token;
    let next = SearchLoggedModels { page_token, ..first };
    store.search_logged_models(next.clone()).await.unwrap();
    for other in [
        SearchLoggedModels {
            experiment_ids: vec!["0".into()],
            ..next.clone()
        },
        SearchLoggedModels {
            filter: "name = 'a'".into(),
            ..next.clone()
        },
        SearchLoggedModels {
            order_by: vec![LoggedModelOrder::ascending("name")],
            ..next.clone()
        },
        SearchLoggedModels {
            page_token: "garbage".into(),
            ..next
        },
    ] {
        invalid(store.search_logged_models(other).await);
    }
}

/// What cannot be searched for is refused.
pub async fn bad_searches_are_refused(store: &dyn TrackingStore) {
    let filtered = |filter: &str| SearchLoggedModels {
        filter: filter.into(),
        ..search_in("0")
    };
    let ordered = |field: &str| SearchLoggedModels {
        order_by: vec![LoggedModelOrder::ascending(field)],
        ..search_in("0")
    };
    let sized = |max_results| SearchLoggedModels {
        max_results: Some(max_results),
        ..search_in("0")
    };
    for request in [
        search_in("x"),
        filtered("nope = 'a'"),
        filtered("metrics.acc > 'x'"),
        filtered("name > 'a'"),
        filtered("name = 'a' OR name = 'b'"),
        filtered("name = '\0'"),
        ordered("nope"),
        ordered("params.p"),
        sized(-1),
        sized(50_001),
    ] {
        invalid(store.search_logged_models(request).await);
    }
    assert!(store.search_logged_models(sized(0)).await.is_ok());
}
