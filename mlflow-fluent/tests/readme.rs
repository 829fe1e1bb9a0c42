//! The fragments of the README, as it shows them.

mod common;

use common::TestResult;
use mlflow::{RunFutureExt, RunOptions, RunStatus, RunsExt, SearchRuns};

#[test]
fn log_a_run() -> TestResult {
    let _alone = common::alone();

    mlflow::set_experiment("wine")?;
    let run = mlflow::start_run()?;
    mlflow::log_params([("depth", 3), ("trees", 100)])?;
    for step in 0..10 {
        mlflow::log_metric("loss", (1.0 / f64::from(step + 1), step))?;
    }
    mlflow::set_tag("team", "red")?;
    run.end()?;

    let run = mlflow::last_active_run()?.unwrap();
    assert_eq!(
        (run.info.status, run.data.metrics["loss"]),
        (RunStatus::Finished, 0.1)
    );
    Ok(())
}

#[test]
fn runs_within_runs_and_threads() -> TestResult {
    let _alone = common::alone();

    let search = mlflow::start_run()?;
    for fold in 0..3 {
        mlflow::with_run(
            RunOptions::new().name(format!("fold {fold}")).nested(true),
            |run| {
                run.log_param("fold", fold)?;
                run.log_metric("loss", 0.1 * f64::from(fold))
            },
        )?;
    }

    let handle = search.handle();
    std::thread::spawn(move || handle.log_metric("loss", (0.2, 7)))
        .join()
        .unwrap()?;
    let handle = search.handle();
    common::multi_thread().block_on(async {
        async { mlflow::aio::log_metric("loss", (0.1, 8)).await }
            .in_run(&handle)
            .await?;
        Ok::<(), mlflow::Error>(())
    })?;

    let found = mlflow::search_runs(SearchRuns::new())?;
    assert_eq!(found.len(), 4);
    assert_eq!(mlflow::get_run(search.id())?.data.metrics["loss"], 0.1);
    Ok(())
}

#[test]
fn find_runs() -> TestResult {
    let _alone = common::alone();
    mlflow::set_experiment("wine")?;
    for (depth, loss) in [(3, 0.2), (3, 0.4), (4, 0.1)] {
        let _run = mlflow::start_run()?;
        mlflow::log_param("depth", depth)?;
        mlflow::log_metric("loss", loss)?;
    }

    let best = mlflow::search_runs(
        SearchRuns::new()
            .experiment_names(["wine"])
            .filter("metrics.loss < 0.3 and params.depth = '3'")
            .order_by("metrics.loss ASC")
            .max_results(10),
    )?;
    println!("{}", best.to_table());
    let loss: f64 = best[0].data.metrics["loss"];

    assert_eq!((best.len(), loss), (1, 0.2));
    Ok(())
}

#[test]
fn register_models() -> TestResult {
    let _alone = common::alone();
    let run = mlflow::start_run()?;
    mlflow::log_text("flavors: {}", "model/MLmodel")?;

    mlflow::set_registry_uri("sqlite:///registry.db")?;
    let version = mlflow::register_model(format!("runs:/{}/model", run.id()), "wine")?;
    let models =
        mlflow::search_registered_models(mlflow::SearchRegisteredModels::new().filter("name LIKE 'w%'"))?;

    assert_eq!(
        (version.version.as_str(), version.run_id.as_deref()),
        ("1", Some(run.id()))
    );
    assert_eq!(models.len(), 1);
    assert!(std::path::Path::new("registry.db").exists());
    Ok(())
}

#[test]
fn artifacts() -> TestResult {
    let _alone = common::alone();
    std::fs::write("plot.svg", "<svg/>")?;
    let config = std::collections::BTreeMap::from([("lr", 0.1)]);
    let run = mlflow::start_run()?;

    mlflow::log_artifact("plot.svg")?;
    mlflow::log_text("it learned", "notes/today.txt")?;
    mlflow::log_dict(&config, "config.yaml")?;
    for file in mlflow::artifacts::list(run.id(), None)? {
        println!("{}", file.path);
    }
    let folder = mlflow::artifacts::download(format!("runs:/{}/notes", run.id()))?;

    assert_eq!(std::fs::read_to_string(folder.join("today.txt"))?, "it learned");
    Ok(())
}
