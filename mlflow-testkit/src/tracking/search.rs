//! Searches; the grammar itself has tests of its own.

use super::Capabilities;
use super::fixture::*;
use mlflow_core::TrackingStore;
use mlflow_core::contract::experiments::{DeleteExperiment, SearchExperiments, SetExperimentTag};
use mlflow_core::contract::runs::{CreateRun, DeleteRun, LogInputs, SearchRuns};
use mlflow_core::entities::{Dataset, DatasetInput, InputTag, Metric, Param, RunTag, ViewType};

async fn found(store: &dyn TrackingStore, request: SearchRuns) -> Vec<String> {
    let runs = store.search_runs(request).await.unwrap().runs;
    runs.into_iter().map(|run| run.info.run_id).collect()
}

async fn run_at(store: &dyn TrackingStore, experiment_id: &str, start_time: i64) -> String {
    let request = CreateRun {
        experiment_id: experiment_id.to_owned(),
        start_time: Some(start_time),
        ..CreateRun::default()
    };
    store.create_run(request).await.unwrap().run.info.run_id
}

/// Runs are searched in the experiments that are named, and in none if none is.
pub async fn runs_are_found_in_their_experiments(store: &dyn TrackingStore) {
    let (a, b) = (experiment(store, "a").await, experiment(store, "b").await);
    let (in_a, in_b) = (run_at(store, &a, 2).await, run_at(store, &b, 1).await);
    assert_eq!(found(store, runs_of(&a)).await, [in_a.as_str()]);
    let both = SearchRuns {
        experiment_ids: vec![b.clone(), a.clone(), b.clone(), "99999".into()],
        ..SearchRuns::default()
    };
    assert_eq!(found(store, both).await, [in_a, in_b]);
    assert!(found(store, SearchRuns::default()).await.is_empty());
}

/// Without an order the run that began last comes first, and ids decide between equals.
pub async fn the_newest_run_comes_first(store: &dyn TrackingStore) {
    let id = experiment(store, "e").await;
    let old = run_at(store, &id, 1).await;
    let mut equal = [run_at(store, &id, 5).await, run_at(store, &id, 5).await];
    let new = run_at(store, &id, 9).await;
    equal.sort();
    let [first, second] = equal;
    assert_eq!(found(store, runs_of(&id)).await, [new, first, second, old]);
}

/// A filter looks at attributes, metrics, parameters, tags and datasets.
pub async fn runs_are_filtered_by_what_they_hold(store: &dyn TrackingStore) {
    let id = experiment(store, "e").await;
    let (hit, miss) = (run_at(store, &id, 5).await, run_at(store, &id, 9).await);
    let params = vec![Param::new("depth", "3")];
    let tags = vec![
        RunTag::new("team", "vision"),
        RunTag::new("mlflow.runName", "hit"),
    ];
    let request = batch(&hit, vec![Metric::new("loss", 0.2, 1, 1)], params, tags);
    store.log_batch(request).await.unwrap();
    log(store, &miss, Metric::new("loss", 0.9, 1, 1)).await;
    let dataset = Dataset {
        name: "wine".into(),
        digest: "abc".into(),
        ..Dataset::default()
    };
    let request = LogInputs {
        run_id: hit.clone(),
        datasets: vec![DatasetInput {
            tags: vec![InputTag::new("mlflow.data.context", "train")],
            dataset,
        }],
        models: Vec::new(),
    };
    store.log_inputs(request).await.unwrap();
    let by_id = format!("run_id = '{hit}'");
    for filter in [
        "metrics.loss < 0.3",
        "params.depth = '3'",
        "params.depth IS NOT NULL",
        "tags.team LIKE 'vis%'",
        "run_name = 'hit'",
        "start_time <= 5",
        "status = 'RUNNING' and metrics.loss = 0.2",
        "dataset.name = 'wine' and dataset.digest = 'abc' and dataset.context = 'train'",
        &by_id,
    ] {
        let request = SearchRuns {
            filter: filter.to_owned(),
            ..runs_of(&id)
        };
        assert_eq!(found(store, request).await, [hit.as_str()], "{filter}");
    }
    let request = SearchRuns {
        filter: "tags.team IS NULL".into(),
        ..runs_of(&id)
    };
    assert_eq!(found(store, request).await, [miss]);
}

async fn with_losses(store: &dyn TrackingStore, id: &str, losses: &[Option<f64>]) -> Vec<String> {
    let mut runs = Vec::new();
    for (start, loss) in (0..).zip(losses) {
        let run = run_at(store, id, start).await;
        if let Some(loss) = loss {
            log(store, &run, Metric::new("loss", *loss, 1, 1)).await;
        }
        runs.push(run);
    }
    runs
}

/// The latest value of a metric orders runs.
pub async fn runs_are_ordered_by_a_metric(store: &dyn TrackingStore) {
    let id = experiment(store, "e").await;
    let runs = with_losses(store, &id, &[Some(0.5), Some(-1.0), Some(7.0)]).await;
    for (order, expected) in [("metrics.loss", [1, 0, 2]), ("metrics.loss DESC", [2, 0, 1])] {
        let request = SearchRuns {
            order_by: vec![order.into()],
            ..runs_of(&id)
        };
        assert_eq!(
            found(store, request).await,
            expected.map(|i| runs[i].clone()),
            "{order}"
        );
    }
}

/// NaN comes after all numbers, and what is missing after that, in both directions.
pub async fn nan_and_missing_metrics_come_last(store: &dyn TrackingStore) {
    let id = experiment(store, "e").await;
    let runs = with_losses(store, &id, &[None, Some(f64::NAN), Some(1.0), Some(2.0)]).await;
    for (order, expected) in [
        ("metrics.loss ASC", [2, 3, 1, 0]),
        ("metrics.loss DESC", [3, 2, 1, 0]),
    ] {
        let request = SearchRuns {
            order_by: vec![order.into()],
            ..runs_of(&id)
        };
        assert_eq!(
            found(store, request).await,
            expected.map(|i| runs[i].clone()),
            "{order}"
        );
    }
}

/// A view shows live ones, deleted ones or all.
pub async fn views_show_their_stage(store: &dyn TrackingStore) {
    let id = experiment(store, "e").await;
    let (live, gone) = (run_at(store, &id, 2).await, run_at(store, &id, 1).await);
    let run_id = gone.clone();
    store.delete_run(DeleteRun { run_id }).await.unwrap();
    for (view, expected) in [
        (None, vec![&live]),
        (Some(ViewType::ActiveOnly), vec![&live]),
        (Some(ViewType::DeletedOnly), vec![&gone]),
        (Some(ViewType::All), vec![&live, &gone]),
    ] {
        let request = SearchRuns {
            run_view_type: view,
            ..runs_of(&id)
        };
        assert_eq!(found(store, request).await.iter().collect::<Vec<_>>(), expected);
    }
    store
        .delete_experiment(DeleteExperiment {
            experiment_id: id.clone(),
        })
        .await
        .unwrap();
    for (view, shown) in [
        (ViewType::ActiveOnly, false),
        (ViewType::DeletedOnly, true),
        (ViewType::All, true),
    ] {
        let request = SearchExperiments {
            view_type: Some(view),
            ..all_experiments()
        };
        let experiments = store.search_experiments(request).await.unwrap().experiments;
        assert_eq!(experiments.iter().any(|e| e.experiment_id == id), shown);
    }
}

/// Pages of runs put together are the whole answer.
pub async fn pages_of_runs_have_no_gaps_and_no_repeats(store: &dyn TrackingStore) {
    let id = experiment(store, "e").await;
    for start in 0..11 {
        run_at(store, &id, start / 3).await;
    }
    let whole = found(store, runs_of(&id)).await;
    assert_eq!(whole.len(), 11);
    for size in [1, 4, 11, 12] {
        let mut request = SearchRuns {
            max_results: Some(size),
            ..runs_of(&id)
        };
        let mut pages = Vec::new();
        loop {
            let answer = store.search_runs(request.clone()).await.unwrap();
            assert!(!answer.runs.is_empty(), "no page is empty");
            pages.extend(answer.runs.into_iter().map(|run| run.info.run_id));
            request.page_token = answer.next_page_token;
            if request.page_token.is_empty() {
                break;
            }
        }
        assert_eq!(pages, whole, "{size}");
    }
}

/// What is found of a run is what reading it gives, but for the models it used.
pub async fn found_runs_are_whole(store: &dyn TrackingStore) {
    let id = experiment(store, "e").await;
    let run = run_at(store, &id, 1).await;
    let metrics = vec![Metric::new("b", 1.0, 1, 1), Metric::new("a", 2.0, 1, 1)];
    let request = batch(
        &run,
        metrics,
        vec![Param::new("p", "1")],
        vec![RunTag::new("t", "1")],
    );
    store.log_batch(request).await.unwrap();
    let found = store.search_runs(runs_of(&id)).await.unwrap().runs;
    let read = read(store, &run).await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].info, read.info);
    let sorted = |run: &mlflow_core::entities::Run| {
        let mut metrics = run.data.metrics.clone().into_vec();
        metrics.sort_by(|a, b| a.key.cmp(&b.key));
        (metrics, run.data.params.clone(), run.data.tags.len())
    };
    assert_eq!(sorted(&found[0]), sorted(&read));
}

/// A filter of experiments looks at attributes and tags.
pub async fn experiments_are_filtered(store: &dyn TrackingStore) {
    let hit = experiment(store, "nightly/a").await;
    experiment(store, "weekly/a").await;
    let request = SetExperimentTag {
        experiment_id: hit.clone(),
        key: "team".into(),
        value: "vision".into(),
    };
    store.set_experiment_tag(request).await.unwrap();
    let by_id = format!("experiment_id = '{hit}'");
    for filter in [
        "name LIKE 'nightly/%'",
        "tags.team = 'vision'",
        "name ILIKE 'NIGHTLY/A'",
        &by_id,
    ] {
        let request = SearchExperiments {
            filter: filter.to_owned(),
            ..all_experiments()
        };
        let experiments = store.search_experiments(request).await.unwrap().experiments;
        let ids: Vec<_> = experiments.iter().map(|e| &e.experiment_id).collect();
        assert_eq!(ids, [&hit], "{filter}");
    }
}

/// Experiments are ordered as asked for.
pub async fn experiments_are_ordered(store: &dyn TrackingStore, capabilities: Capabilities) {
    for name in ["b", "c", "a"] {
        experiment(store, name).await;
    }
    let mut names = ["Default", "a", "b", "c"];
    if !capabilities.minds_case {
        names = ["a", "b", "c", "Default"];
    }
    let mut backwards = names;
    backwards.reverse();
    for (order, expected) in [("name ASC", names), ("name DESC", backwards)] {
        let request = SearchExperiments {
            order_by: vec![order.into()],
            ..all_experiments()
        };
        let experiments = store.search_experiments(request).await.unwrap().experiments;
        let names: Vec<_> = experiments.iter().map(|e| e.name.as_str()).collect();
        assert_eq!(names, expected, "{order}");
    }
}

/// Pages of experiments put together are the whole answer.
pub async fn pages_of_experiments_have_no_gaps_and_no_repeats(store: &dyn TrackingStore) {
    for i in 0..6 {
        experiment(store, &format!("e{i}")).await;
    }
    let whole = store
        .search_experiments(all_experiments())
        .await
        .unwrap()
        .experiments;
    assert_eq!(whole.len(), 7);
    for size in [1, 3, 7] {
        let mut request = SearchExperiments {
            max_results: Some(size),
            ..SearchExperiments::default()
        };
        let mut pages = Vec::new();
        loop {
            let answer = store.search_experiments(request.clone()).await.unwrap();
            pages.extend(answer.experiments);
            request.page_token = answer.next_page_token;
            if request.page_token.is_empty() {
                break;
            }
        }
        assert_eq!(pages, whole, "{size}");
    }
}

/// a filter or an order that is none is refused.
pub async fn a_bad_filter_is_refused(store: &dyn TrackingStore) {
    for filter in [
        "bogus.x = '1'",
        "metrics.loss > 'x'",
        "params.p",
        "a = 'x' OR b = 'y'",
    ] {
        let request = SearchRuns {
            filter: filter.to_owned(),
            ..runs_of("0")
        };
        invalid(store.search_runs(request).await);
        let request = SearchExperiments {
            filter: filter.to_owned(),
            ..all_experiments()
        };
        invalid(store.search_experiments(request).await);
    }
    let request = SearchRuns {
        order_by: vec!["metrics.loss sideways".into()],
        ..runs_of("0")
    };
    invalid(store.search_runs(request).await);
}

/// a page token that the store did not make is refused.
pub async fn a_bad_token_is_refused(store: &dyn TrackingStore) {
    for token in ["@@@", "eyJvZmZzZXQiOiAwfQ==", "WzFd"] {
        let request = SearchRuns {
            page_token: token.to_owned(),
            ..runs_of("0")
        };
        invalid(store.search_runs(request).await);
        let request = SearchExperiments {
            page_token: token.to_owned(),
            ..all_experiments()
        };
        invalid(store.search_experiments(request).await);
    }
}
