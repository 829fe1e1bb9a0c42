//! The client on stores in memory: splitting, paging, opening, artifacts.

use futures::StreamExt;
use mlflow_core::artifact::ArtifactRepo;
use mlflow_core::contract::runs::{
    CreateRun, GetMetricHistory, GetMetricHistoryResponse, Runs, SearchRuns as RunsPage, SearchRunsResponse,
};
use mlflow_core::entities::{
    LoggedModel, LoggedModelStatus, Metric, ModelInput, ModelOutput, Param, Run, RunStatus, RunTag,
};
use mlflow_core::memory::MemoryArtifactRepo;
use mlflow_core::registry::Provider;
use mlflow_core::search::LoggedModelOrder;
use mlflow_core::{
    Client, Error, ErrorCode, Experiments, LoggedModelOptions, LoggedModels, MemoryStore, MetricOptions,
    Registry, Result, SearchLoggedModels, SearchRuns, TrackingStore,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

fn in_memory() -> Client {
    Client::from_store(Arc::new(MemoryStore::new()))
}

fn in_default_experiment() -> CreateRun {
    CreateRun {
        experiment_id: "0".into(),
        ..CreateRun::default()
    }
}

#[tokio::test]
async fn a_batch_of_any_size_is_split_by_the_limits_of_a_request() -> Result<()> {
    let client = in_memory();
    let run = client.create_run(in_default_experiment()).await?;
    let metrics = (0..2500)
        .map(|i| Metric::new("m", f64::from(i), 0, i64::from(i)))
        .collect();
    let params = (0..250).map(|i| Param::new(format!("p{i}"), "x")).collect();
    let tags = (0..150).map(|i| RunTag::new(format!("t{i}"), "x")).collect();
    client.log_batch(run.id(), metrics, params, tags).await?;
    assert_eq!(client.get_metric_history(run.id(), "m").await?.len(), 2500);
    let data = client.get_run(run.id()).await?.data;
    assert_eq!((data.metrics["m"], data.params.len()), (2499.0, 250));
    assert_eq!(
        data.tags.iter().filter(|tag| tag.key.starts_with('t')).count(),
        150
    );
    client
        .log_batch(run.id(), Vec::new(), Vec::new(), Vec::new())
        .await
}

#[test]
fn the_blocking_client_does_the_same() -> Result<()> {
    let client = in_memory().blocking();
    let id = client.create_experiment("wine")?;
    assert_eq!(client.get_or_create_experiment("wine")?.id(), id);
    client.rename_experiment(&id, "beer")?;
    client.set_experiment_tag(&id, "k", 1)?;
    client.delete_experiment_tag(&id, "k")?;
    assert!(client.get_experiment_by_name("wine")?.is_none());
    let request = CreateRun {
        experiment_id: id,
        ..CreateRun::default()
    };
    let run = client.create_run(request)?;
    assert!(run.info.start_time.is_some());
    client.rename_run(run.id(), "second")?;
    let ended = client.set_terminated(run.id(), RunStatus::Killed, Some(7))?;
    assert_eq!(
        (ended.run_name.as_str(), ended.status, ended.end_time),
        ("second", RunStatus::Killed, Some(7))
    );
    assert!(client.get_parent_run(run.id())?.is_none());
    Ok(())
}

/// Answers 25 runs and 5 points, ten and two a page.
struct Paged;

impl Experiments for Paged {}

impl LoggedModels for Paged {}

#[async_trait::async_trait]
impl Runs for Paged {
    async fn search_runs(&self, request: RunsPage) -> Result<SearchRunsResponse> {
        let begin: usize = request.page_token.parse().unwrap_or(0);
        let end = 25.min(begin + 10);
        let run = |i| {
            let mut run = Run::default();
            run.info.run_id = format!("{i}");
            run
        };
        Ok(SearchRunsResponse {
            runs: (begin..end).map(run).collect(),
            next_page_token: if end < 25 { end.to_string() } else { String::new() },
        })
    }

    async fn get_metric_history(&self, request: GetMetricHistory) -> Result<GetMetricHistoryResponse> {
        let page: i64 = request.page_token.parse().unwrap_or(0);
        let length = if page < 2 { 2 } else { 1 };
        Ok(GetMetricHistoryResponse {
            metrics: (0..length)
                .map(|i| Metric::new("m", 0.0, 0, page * 2 + i))
                .collect(),
            next_page_token: if page < 2 {
                (page + 1).to_string()
            } else {
                String::new()
            },
        })
    }
}

#[tokio::test]
async fn all_pages_are_read_up_to_the_limit() -> Result<()> {
    let client = Client::from_store(Arc::new(Paged));
    let search = || SearchRuns::new().experiment_ids(["0"]);
    for (limit, expected) in [(0, 0), (7, 7), (10, 10), (12, 12), (25, 25), (99, 25)] {
        let runs = client.search_runs(search().max_results(limit)).await?;
        let streamed: Vec<_> = client.stream_runs(search().max_results(limit)).collect().await;
        assert_eq!((runs.len(), streamed.len()), (expected, expected), "{limit}");
    }
    let runs = client.search_runs(search()).await?;
    assert_eq!(
        runs.iter().map(Run::id).collect::<Vec<_>>(),
        (0..25).map(|i| i.to_string()).collect::<Vec<_>>()
    );
    let steps: Vec<_> = client
        .get_metric_history("r", "m")
        .await?
        .iter()
        .map(|m| m.step)
        .collect();
    assert_eq!(steps, [0, 1, 2, 3, 4]);
    assert!(
        client.search_runs(SearchRuns::new()).await?.is_empty(),
        "nothing is asked for no experiment"
    );
    Ok(())
}

#[tokio::test]
async fn a_store_that_does_not_open_is_opened_again() -> Result<()> {
    static TRIES: AtomicUsize = AtomicUsize::new(0);
    let mut registry = Registry::empty();
    registry.register(Provider::<dyn TrackingStore>::new(
        "test",
        ["mine"],
        |_uri, _options| async {
            match TRIES.fetch_add(1, Ordering::Relaxed) {
                0 => Err(Error::unavailable("not yet")),
                _ => Ok(Arc::new(MemoryStore::new()) as Arc<dyn TrackingStore>),
            }
        },
    ))?;
    let unknown = Client::with_registry("hers://x", registry.clone()).unwrap_err();
    assert_eq!(unknown.code(), ErrorCode::InvalidParameterValue);

    let client = Client::with_registry("mine://x", registry)?;
    assert_eq!(TRIES.load(Ordering::Relaxed), 0, "it opens at the first call");
    let first = client.get_experiment("0").await.unwrap_err();
    assert_eq!(first.code(), ErrorCode::TemporarilyUnavailable);
    for _ in 0..3 {
        client.clone().get_experiment("0").await?;
    }
    assert_eq!(TRIES.load(Ordering::Relaxed), 2);
    Ok(())
}

#[tokio::test]
async fn artifacts_are_found_by_run_and_by_uri() -> Result<()> {
    static OPENED: AtomicUsize = AtomicUsize::new(0);
    let mut registry = Registry::empty();
    registry.register(Provider::<dyn TrackingStore>::new(
        "test",
        ["mine"],
        |_uri, _options| async {
            Ok(Arc::new(MemoryStore::with_artifact_root("kept://root")) as Arc<dyn TrackingStore>)
        },
    ))?;
    registry.register(Provider::<dyn ArtifactRepo>::new(
        "test",
        ["kept"],
        |_uri, _options| async {
            OPENED.fetch_add(1, Ordering::Relaxed);
            Ok(Arc::new(MemoryArtifactRepo::new()) as Arc<dyn ArtifactRepo>)
        },
    ))?;
    let client = Client::with_registry("mine://x", registry)?;
    let run = client.create_run(in_default_experiment()).await?;
    client.log_bytes(run.id(), "hello", "notes/a.txt").await?;
    let listed = client
        .list_artifact_uri(format!("runs:/{}/notes", run.id()))
        .await?;
    assert_eq!(listed, client.list_artifacts(run.id(), Some("notes")).await?);
    let directory = tempfile::tempdir()?;
    let copy = client
        .download_artifacts(run.id(), Some("notes/a.txt"), Some(directory.path()))
        .await?;
    assert_eq!(std::fs::read_to_string(copy)?, "hello");
    assert_eq!(
        OPENED.load(Ordering::Relaxed),
        1,
        "the repository of a run is kept"
    );

    for wrong in ["runs:/", "runs:x", "runs:///"] {
        let error = client.list_artifact_uri(wrong).await.unwrap_err();
        assert!(error.message().starts_with("Not a proper runs:/ URI"), "{error}");
    }
    let outside = client.log_bytes(run.id(), "x", "../x").await.unwrap_err();
    assert_eq!(outside.code(), ErrorCode::InvalidParameterValue);
    Ok(())
}

#[tokio::test]
async fn models_are_registered_where_the_client_says() {
    let (first, second) = (Arc::new(MemoryStore::new()), Arc::new(MemoryStore::new()));
    let client = Client::from_store(first.clone());
    let error = client.create_registered_model("wine").await.unwrap_err();
    assert!(error.message().contains("with_registry_store"), "{error}");

    let elsewhere = client.with_registry_store(second.clone());
    elsewhere.create_registered_model("wine").await.unwrap();
    let search = mlflow_core::SearchRegisteredModels::new;
    assert_eq!(
        elsewhere.search_registered_models(search()).await.unwrap().len(),
        1
    );
    let same = client.with_registry_store(first);
    assert!(same.search_registered_models(search()).await.unwrap().is_empty());
}

#[tokio::test]
async fn all_pages_of_models_are_read() {
    let store = Arc::new(MemoryStore::new());
    let client = Client::from_store(store.clone()).with_registry_store(store);
    for number in 0..205 {
        client
            .create_registered_model(format!("m{number:03}"))
            .await
            .unwrap();
    }
    let search = mlflow_core::SearchRegisteredModels::new;
    assert_eq!(
        client.search_registered_models(search()).await.unwrap().len(),
        205
    );
    let some = client
        .search_registered_models(search().max_results(150))
        .await
        .unwrap();
    assert_eq!((some.len(), some[149].name.as_str()), (150, "m149"));
}

#[test]
fn logged_models_are_made_measured_and_found() -> Result<()> {
    let client = Client::from_store(Arc::new(MemoryStore::new())).blocking();
    let run = client.create_run(CreateRun {
        experiment_id: "0".into(),
        ..CreateRun::default()
    })?;
    let mut ids = Vec::new();
    for i in 0..120 {
        let options = LoggedModelOptions::new(format!("m{i:03}"))
            .experiment_id("0")
            .param("i", i);
        ids.push(client.create_logged_model(options.into())?.info.model_id);
    }
    let last = ids.last().unwrap();
    let options = MetricOptions::new().model_id(last).dataset("test", "abc");
    client.log_metric_with(run.id(), "accuracy", 0.9, options)?;
    client.log_model_params(last, [("depth", 3), ("trees", 100)])?;
    client.set_logged_model_tags(last, [("stage", "trial"), ("gone", "soon")])?;
    client.delete_logged_model_tag(last, "gone")?;
    client.finalize_logged_model(last, LoggedModelStatus::Ready)?;
    client.log_outputs(
        run.id(),
        vec![ModelOutput {
            model_id: last.clone(),
            step: 2,
        }],
    )?;
    client.log_inputs(
        run.id(),
        vec![],
        vec![ModelInput {
            model_id: ids[0].clone(),
        }],
    )?;
    let run = client.get_run(run.id())?;
    assert_eq!(
        (
            &run.outputs.model_outputs[0].model_id,
            run.inputs.model_inputs.len()
        ),
        (last, 1)
    );
    let model = client.get_logged_model(last)?;
    assert_eq!(
        (model.info.status, model.data.metrics["accuracy"]),
        (LoggedModelStatus::Ready, 0.9)
    );
    assert_eq!(
        (
            &model.info.tags["stage"],
            model.info.tags.len(),
            model.data.params.len()
        ),
        ("trial", 1, 3)
    );

    let search = || {
        SearchLoggedModels::new()
            .experiment_ids(["0"])
            .order_by(LoggedModelOrder::ascending("name"))
    };
    for (limit, expected) in [(0, 0), (99, 99), (100, 100), (101, 101), (500, 120)] {
        let found = client.search_logged_models(search().max_results(limit))?;
        let names: Vec<_> = found.into_iter().map(|model| model.info.name).collect();
        assert_eq!(
            names,
            (0..expected).map(|i| format!("m{i:03}")).collect::<Vec<_>>(),
            "{limit}"
        );
    }
    let best = client.search_logged_models(search().filter("metrics.accuracy > 0.5"))?;
    assert_eq!(best.iter().map(LoggedModel::id).collect::<Vec<_>>(), [last]);
    let on = |digest| search().dataset("test", Some(digest));
    let on_dataset =
        [on("abc"), on("abd")].map(|search| client.search_logged_models(search).map(|found| found.len()));
    assert_eq!(on_dataset.into_iter().collect::<Result<Vec<_>>>()?, [1, 0]);
    assert!(client.search_logged_models(SearchLoggedModels::new())?.is_empty());
    client.delete_logged_model(last)?;
    assert_eq!(client.search_logged_models(search())?.len(), 119);
    Ok(())
}
