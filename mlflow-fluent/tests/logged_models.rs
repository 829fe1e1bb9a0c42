//! Logged models belong where the program works, and streams of runs are lazy.

mod common;

use common::TestResult;
use futures::TryStreamExt;
use mlflow::RunFutureExt;

#[test]
fn models_belong_to_the_active_run() -> TestResult {
    let _alone = common::alone();
    std::env::set_var("MLFLOW_RUN_CONTEXT", "{\"team\": \"blue\", \"mine\": \"theirs\"}");
    let experiment = mlflow::set_experiment("wine")?;
    let alone = mlflow::initialize_logged_model("")?;
    assert_eq!(alone.info.experiment_id, experiment.id());
    assert_eq!(alone.info.source_run_id.as_deref(), Some(""));
    assert!(!alone.info.name.is_empty());

    let run = mlflow::start_run_with(mlflow::RunOptions::new().experiment_id("0"))?;
    let options = mlflow::LoggedModelOptions::new("forest")
        .model_type("trees")
        .param("depth", 3)
        .tag("mine", "yes");
    let model = mlflow::initialize_logged_model(options)?;
    let info = &model.info;
    assert_eq!(
        (info.experiment_id.as_str(), info.model_type.as_deref()),
        ("0", Some("trees"))
    );
    assert_eq!(info.source_run_id.as_deref(), Some(run.id()));
    assert_eq!(
        (
            &info.tags["team"],
            &info.tags["mine"],
            &model.data.params["depth"]
        ),
        ("blue", "yes", "3")
    );
    assert!(info.tags.contains_key("mlflow.user"), "{:?}", info.tags);

    let elsewhere = mlflow::LoggedModelOptions::new("other")
        .experiment_id(experiment.id())
        .source_run_id("elsewhere");
    let elsewhere = mlflow::initialize_logged_model(elsewhere)?;
    assert_eq!(elsewhere.info.experiment_id, experiment.id());
    assert_eq!(elsewhere.info.source_run_id.as_deref(), Some("elsewhere"));

    let found = mlflow::search_logged_models(mlflow::SearchLoggedModels::new())?;
    assert_eq!(found.len(), 2);
    let found = mlflow::search_logged_models(mlflow::SearchLoggedModels::new().experiment_ids(["0"]))?;
    assert_eq!(found, [model]);
    Ok(())
}

#[test]
fn models_are_measured_and_finalized_by_async_functions() -> TestResult {
    let _alone = common::alone();
    common::multi_thread().block_on(async {
        let model = mlflow::aio::initialize_logged_model("forest").await?;
        let id = model.id();
        let run = mlflow::aio::start_run().await?;
        let about = mlflow::MetricOptions::new().model_id(id).dataset("test", "abc");
        run.log_metric_with("accuracy", (0.9, 3), about).await?;
        let model_id = id.to_owned();
        run.log_outputs([mlflow::ModelOutput { model_id, step: 3 }])
            .await?;
        mlflow::aio::log_model_params(id, [("depth", 3)]).await?;
        mlflow::aio::set_logged_model_tags(id, [("a", "b"), ("gone", "soon")]).await?;
        mlflow::aio::delete_logged_model_tag(id, "gone").await?;
        mlflow::aio::finalize_logged_model(id, mlflow::LoggedModelStatus::Failed).await?;
        let model = mlflow::aio::get_logged_model(id).await?;
        assert_eq!(model.info.status, mlflow::LoggedModelStatus::Failed);
        let point = model.data.metrics.item("accuracy").unwrap();
        assert_eq!(
            (point.value, point.step, point.dataset_digest.as_deref()),
            (0.9, 3, Some("abc"))
        );
        assert_eq!(point.run_id.as_deref(), Some(run.id()));
        assert_eq!(
            mlflow::aio::get_run(run.id()).await?.outputs.model_outputs[0].model_id,
            id
        );
        mlflow::aio::delete_logged_model(id).await?;
        let gone = mlflow::aio::get_logged_model(id).await.unwrap_err();
        assert_eq!(gone.code(), mlflow::ErrorCode::ResourceDoesNotExist);
        run.end().await
    })?;
    Ok(())
}

#[test]
fn metrics_tell_about_the_active_model() -> TestResult {
    let _alone = common::alone();
    let (one, two) = (
        mlflow::initialize_logged_model("one")?,
        mlflow::initialize_logged_model("two")?,
    );
    let values = |model: &mlflow::LoggedModel| -> mlflow::Result<Vec<f64>> {
        let metrics = mlflow::get_logged_model(model.id())?.data.metrics;
        Ok(metrics.into_iter().map(|point| point.value).collect())
    };
    let run = mlflow::start_run()?;
    let at = |value: f64, step: i64| mlflow::MetricPoint::new(value).step(step).timestamp(step);
    std::env::set_var("MLFLOW_ACTIVE_MODEL_ID", two.id());
    mlflow::log_metric("m", at(2.0, 0))?;
    assert_eq!(mlflow::set_active_model(one.id())?, one);
    mlflow::log_metric("m", at(1.0, 1))?;
    mlflow::log_metrics([("m", at(1.5, 2))])?;
    mlflow::log_metric_with("m", at(2.5, 3), mlflow::MetricOptions::new().model_id(two.id()))?;

    let handle = run.handle();
    let in_run = async move { mlflow::aio::log_metric("m", at(3.0, 4)).await }.in_run(&handle);
    common::multi_thread().block_on(async { tokio::spawn(in_run).await.unwrap() })?;
    let elsewhere = std::thread::spawn(mlflow::get_active_model_id).join().unwrap();
    assert_eq!(elsewhere.as_deref(), Some(two.id()));
    assert_eq!(mlflow::get_active_model_id().as_deref(), Some(one.id()));

    mlflow::clear_active_model();
    assert_eq!(mlflow::get_active_model_id(), None);
    mlflow::log_metric("m", at(9.0, 9))?;
    std::env::remove_var("MLFLOW_ACTIVE_MODEL_ID");
    assert_eq!(values(&one)?, [1.0, 1.5, 3.0]);
    assert_eq!(values(&two)?, [2.0, 2.5]);
    assert_eq!(mlflow::get_run(run.id())?.data.metrics["m"], 9.0);
    let missing = mlflow::set_active_model("m-0").unwrap_err();
    assert_eq!(missing.code(), mlflow::ErrorCode::ResourceDoesNotExist);
    assert_eq!(mlflow::get_active_model_id(), None);
    Ok(())
}

#[test]
fn streams_give_the_runs_of_the_active_experiment_in_order() -> TestResult {
    let _alone = common::alone();
    mlflow::set_experiment("wine")?;
    for i in 0..12 {
        let _run = mlflow::start_run()?;
        mlflow::log_metric("i", i)?;
    }
    let search = || mlflow::SearchRuns::new().order_by("metrics.i ASC");
    common::multi_thread().block_on(async {
        let all: Vec<mlflow::Run> = mlflow::aio::search_runs_stream(search()).try_collect().await?;
        let values: Vec<_> = all.iter().map(|run| run.data.metrics["i"]).collect();
        assert_eq!(values, (0..12).map(f64::from).collect::<Vec<_>>());
        let some = mlflow::aio::search_runs_stream(search().filter("metrics.i > 4").max_results(3));
        let some: Vec<mlflow::Run> = some.try_collect().await?;
        assert_eq!(
            some.iter().map(|run| run.data.metrics["i"]).collect::<Vec<_>>(),
            [5.0, 6.0, 7.0]
        );

        let mut bad = std::pin::pin!(mlflow::aio::search_runs_stream(search().filter("nope")));
        let error = bad.try_next().await.unwrap_err();
        assert_eq!(error.code(), mlflow::ErrorCode::InvalidParameterValue);
        assert!(bad.try_next().await?.is_none());
        let on_another_thread = mlflow::aio::search_runs_stream(search()).try_collect::<Vec<_>>();
        assert_eq!(tokio::spawn(on_another_thread).await.unwrap()?.len(), 12);
        Ok::<(), mlflow::Error>(())
    })?;
    Ok(())
}
