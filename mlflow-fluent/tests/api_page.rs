//! The fragments of the API page, each as it stands there.
// The page is written with borrows that are not always needed.
#![allow(clippy::needless_borrows_for_generic_args)]

mod common;

use common::TestResult;
use mlflow::{RunFutureExt, RunsExt};

#[derive(serde::Serialize)]
struct Config {
    lr: f64,
    optimizer: Optimizer,
}

#[derive(serde::Serialize)]
struct Optimizer {
    name: &'static str,
}

fn config() -> Config {
    Config {
        lr: 0.1,
        optimizer: Optimizer { name: "adam" },
    }
}

async fn train() -> mlflow::Result<()> {
    mlflow::aio::log_metric("in train", 1).await
}

#[test]
fn runs_parameters_metrics_tags() -> TestResult {
    let _alone = common::alone();
    let config = config();

    mlflow::set_tracking_uri("sqlite:///mlflow.db")?;
    assert!(mlflow::is_tracking_uri_set());
    let experiment: mlflow::Experiment = mlflow::set_experiment("wine")?;

    let id;
    {
        let run: mlflow::ActiveRun = mlflow::start_run()?;
        mlflow::log_param("lr", 0.1)?;
        mlflow::log_params([("depth", 3), ("trees", 100)])?;
        mlflow::log_params_of(&config)?;
        mlflow::log_metric("loss", 0.5)?;
        mlflow::log_metric("loss", (0.25, 1))?;
        mlflow::log_metric(
            "loss",
            mlflow::MetricPoint::new(0.1).step(2).timestamp(1_700_000_000_000),
        )?;
        mlflow::log_metrics([("acc", 0.9), ("f1", 0.8)])?;
        mlflow::log_metrics([("acc", (0.91, 1)), ("f1", (0.83, 1))])?;
        mlflow::set_tag("stage", "trial")?;
        mlflow::set_tags([("team", "a"), ("host", "b")])?;
        mlflow::delete_tag("host")?;
        println!("{} {}", run.id(), mlflow::get_artifact_uri()?);
        assert_eq!(mlflow::active_run().unwrap().id(), run.id());
        id = run.id().to_owned();
    }
    let last: Option<mlflow::Run> = mlflow::last_active_run()?;
    let last = last.unwrap();
    assert_eq!(
        (last.id(), last.info.status),
        (id.as_str(), mlflow::RunStatus::Finished)
    );
    assert_eq!(last.info.experiment_id, experiment.id());

    let resumed = mlflow::start_run_with(mlflow::RunOptions::new().run_id(&id))?;
    let child = mlflow::start_run_with(
        mlflow::RunOptions::new()
            .name("fold 1")
            .nested(true)
            .tag("k", "v")
            .description("…"),
    )?;
    let parent: Option<mlflow::Run> = mlflow::get_parent_run(child.id())?;
    assert_eq!(parent.unwrap().id(), resumed.id());
    let child_id = child.id().to_owned();
    child.end_with(mlflow::RunStatus::Killed)?;
    assert_eq!(mlflow::get_run(&child_id)?.info.status, mlflow::RunStatus::Killed);
    mlflow::end_run()?;
    mlflow::end_run_with(mlflow::RunStatus::Failed)?;
    assert_eq!(mlflow::get_run(&id)?.info.status, mlflow::RunStatus::Finished);

    mlflow::with_run(mlflow::RunOptions::new().name("scoped"), |run| {
        run.log_metric("loss", 0.1)?;
        Ok(())
    })?;

    let run = mlflow::start_run()?;
    let handle: mlflow::RunHandle = run.handle();
    let thread = std::thread::spawn(move || handle.log_metric("loss", (0.2, 7)));
    thread.join().unwrap()?;
    let handle = run.handle();
    common::multi_thread().block_on(async {
        train().in_run(&handle).await?;
        Ok::<(), mlflow::Error>(())
    })?;
    let data = mlflow::get_run(run.id())?.data;
    assert_eq!((data.metrics["loss"], data.metrics["in train"]), (0.2, 1.0));

    let run: mlflow::Run = mlflow::get_run(&id)?;
    let loss: f64 = run.data.metrics["loss"];
    let lr: &str = &run.data.params["lr"];
    let t = &run.data.tags["team"];
    assert_eq!((loss, lr, t), (0.1, "0.1", "a"));
    assert_eq!(&run.data.params["optimizer.name"], "adam");
    assert!(run.data.tags.get("host").is_none());
    mlflow::delete_run(&id)?;
    mlflow::restore_run(&id)?;
    Ok(())
}

#[test]
fn logged_models() -> TestResult {
    let _alone = common::alone();
    let run = mlflow::start_run()?;
    let model: mlflow::LoggedModel = mlflow::initialize_logged_model("forest")?;
    let about = mlflow::MetricOptions::new()
        .model_id(model.id())
        .dataset("test", "abc");
    mlflow::log_metric_with("accuracy", 0.9, about)?;
    mlflow::set_active_model(model.id())?;
    mlflow::log_metric("f1", 0.8)?;
    mlflow::clear_active_model();
    mlflow::log_model_params(model.id(), [("depth", 3), ("trees", 100)])?;
    mlflow::set_logged_model_tags(model.id(), [("stage", "trial")])?;
    mlflow::log_outputs([mlflow::ModelOutput {
        model_id: model.id().into(),
        step: 0,
    }])?;
    mlflow::finalize_logged_model(model.id(), mlflow::LoggedModelStatus::Ready)?;
    let best: Vec<mlflow::LoggedModel> = mlflow::search_logged_models(
        mlflow::SearchLoggedModels::new()
            .filter("metrics.accuracy > 0.8 AND params.depth = '3'")
            .order_by(mlflow::LoggedModelOrder::descending("metrics.accuracy")),
    )?;
    assert_eq!(best[0].info.source_run_id.as_deref(), Some(run.id()));
    Ok(())
}

#[test]
fn experiments_and_search() -> TestResult {
    let _alone = common::alone();
    let id: String = mlflow::create_experiment("wine")?;
    let e: mlflow::Experiment = mlflow::get_experiment(&id)?;
    assert_eq!(e.name, "wine");
    let e: Option<mlflow::Experiment> = mlflow::get_experiment_by_name("wine")?;
    assert_eq!(e.unwrap().id(), id);
    let id = mlflow::create_experiment_with(
        mlflow::ExperimentOptions::new("wine 2")
            .artifact_location("s3://b/p")
            .tag("k", "v"),
    )?;
    mlflow::set_experiment_tag("owner", "a")?;
    mlflow::set_experiment_tags([("x", "y")])?;
    mlflow::delete_experiment(&id)?;
    let all: Vec<mlflow::Experiment> =
        mlflow::search_experiments(mlflow::SearchExperiments::new().filter("name LIKE 'w%'"))?;
    assert_eq!(all.len(), 1);

    mlflow::set_experiment("wine")?;
    for loss in [0.2, 0.1, 0.4] {
        let _run = mlflow::start_run()?;
        mlflow::log_metric("loss", loss)?;
        mlflow::log_param("depth", 3)?;
    }
    let best: Vec<mlflow::Run> = mlflow::search_runs(
        mlflow::SearchRuns::new()
            .experiment_names(["wine"])
            .filter("metrics.loss < 0.3 and params.depth = '3'")
            .order_by("metrics.loss ASC")
            .max_results(10),
    )?;
    assert_eq!(
        best.iter()
            .map(|run| run.data.metrics["loss"])
            .collect::<Vec<_>>(),
        [0.1, 0.2]
    );
    #[cfg(feature = "arrow")]
    {
        let table: arrow::array::RecordBatch = best.to_record_batch()?;
        assert_eq!(table.num_rows(), 2);
    }
    println!("{}", best.to_table());
    assert!(best.to_table().to_string().contains("FINISHED"));
    Ok(())
}

#[test]
fn artifacts() -> TestResult {
    let _alone = common::alone();
    let (config, bytes) = (config(), [0_u8, 159, 146, 150]);
    std::fs::write("plot.png", "a plot")?;
    std::fs::create_dir_all("out/deep")?;
    std::fs::write("out/deep/a.csv", "1,2")?;
    let run = mlflow::start_run()?;
    let run_id = run.id();

    mlflow::log_artifact("plot.png")?;
    mlflow::log_artifact_with("plot.png", "plots")?;
    mlflow::log_artifacts("out")?;
    mlflow::log_artifacts_with("out", "results")?;
    mlflow::log_text("hello", "notes/hello.txt")?;
    mlflow::log_dict(&config, "config.yaml")?;
    mlflow::log_bytes(&bytes, "blob.bin")?;
    let files: Vec<mlflow::FileInfo> = mlflow::artifacts::list(&run_id, None)?;
    let path: std::path::PathBuf = mlflow::artifacts::download(format!("runs:/{run_id}/plots"))?;

    let names: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(
        names,
        [
            "blob.bin",
            "config.yaml",
            "deep",
            "notes",
            "plot.png",
            "plots",
            "results"
        ]
    );
    assert_eq!(std::fs::read_to_string(path.join("plot.png"))?, "a plot");
    let copy = tempfile::tempdir()?;
    let uri = format!("{}/results/deep", mlflow::get_artifact_uri()?);
    let copied = mlflow::artifacts::download_to(uri, copy.path())?;
    assert_eq!(std::fs::read_to_string(copied.join("a.csv"))?, "1,2");
    Ok(())
}

#[test]
fn client_and_stores() -> TestResult {
    let _alone = common::alone();
    common::multi_thread().block_on(async {
        let client = mlflow::Client::new("sqlite:///mlflow.db")?;
        let run = client
            .create_run(mlflow::CreateRun {
                experiment_id: "0".into(),
                ..Default::default()
            })
            .await?;
        client.log_metric(run.id(), "loss", (0.5, 1)).await?;
        assert_eq!(client.get_run(run.id()).await?.data.metrics["loss"], 0.5);

        let mut registry = mlflow::Registry::default();
        let my_provider =
            mlflow::Provider::<dyn mlflow::TrackingStore>::new("mine", ["mine"], |_uri, _options| async {
                Ok(std::sync::Arc::new(mlflow::memory::MemoryStore::new())
                    as std::sync::Arc<dyn mlflow::TrackingStore>)
            });
        registry.register(my_provider)?;
        let store: std::sync::Arc<dyn mlflow::TrackingStore> = registry.tracking_store("mine://x").await?;
        let client = mlflow::Client::from_store(store);
        let run = client
            .create_run(mlflow::CreateRun {
                experiment_id: "0".into(),
                ..Default::default()
            })
            .await?;
        let blocking = client.blocking();
        tokio::task::spawn_blocking(move || blocking.log_metric(run.id(), "loss", 1))
            .await
            .unwrap()
    })?;
    Ok(())
}

#[test]
fn registry() -> TestResult {
    let _alone = common::alone();
    let id = {
        let run = mlflow::start_run()?;
        mlflow::log_text("flavors: {}", "model/MLmodel")?;
        run.id().to_owned()
    };

    mlflow::set_registry_uri("sqlite:///models.db")?;
    println!("{}", mlflow::get_registry_uri()?);
    let version: mlflow::ModelVersion = mlflow::register_model(format!("runs:/{id}/model"), "wine")?;
    let again = mlflow::register_model_with(
        "models:/wine/1",
        "wine",
        mlflow::RegisterOptions::new().tag("k", "v"),
    )?;
    let models =
        mlflow::search_registered_models(mlflow::SearchRegisteredModels::new().filter("name LIKE 'w%'"))?;
    let versions = mlflow::search_model_versions(mlflow::SearchModelVersions::new().filter("name = 'wine'"))?;

    assert_eq!((version.version.as_str(), again.version.as_str()), ("1", "2"));
    assert_eq!((models.len(), versions.len()), (1, 2));
    assert_eq!(again.run_id.as_deref(), Some(id.as_str()));

    let client = mlflow::client()?.blocking();
    client.set_registered_model_alias("wine", "champion", 2)?;
    let champion = client.get_model_version_by_alias("wine", "champion")?;
    let folder: std::path::PathBuf = mlflow::artifacts::download("models:/wine@champion")?;
    assert_eq!(champion.number(), 2);
    assert!(folder.join("MLmodel").exists());
    Ok(())
}

#[test]
fn prompts() -> TestResult {
    let _alone = common::alone();
    use mlflow::genai;

    let prompt: genai::PromptVersion = genai::register_prompt("greeting", "Hello {{ name }}!")?;
    let talk = vec![
        genai::ChatMessage::new("system", "You are {{ style }}."),
        genai::ChatMessage::new("user", "{{ question }}"),
    ];
    let new = genai::NewPrompt::new("talk", talk)
        .commit_message("first")
        .tag("author", "Ann");
    genai::register_prompt_with(new)?;
    genai::set_prompt_alias("greeting", "live", prompt.version)?;
    let live = genai::load_prompt("prompts:/greeting@live")?;
    let text: genai::Template = live.format([("name", "Ann")])?;
    let found: Vec<genai::Prompt> =
        genai::search_prompts(mlflow::SearchRegisteredModels::new().filter("name LIKE 'g%'"))?;
    let versions: Vec<genai::PromptVersion> = genai::search_prompt_versions("greeting")?;
    genai::set_prompt_tag("greeting", "team", "a")?;
    genai::set_prompt_version_tag("greeting", 1, "reviewed", true)?;
    println!("{}", &genai::get_prompt_tags("greeting")?["team"]);
    genai::delete_prompt_alias("greeting", "live")?;

    assert_eq!(text.as_text(), Some("Hello Ann!"));
    assert_eq!((found.len(), versions.len()), (1, 1));
    Ok(())
}
