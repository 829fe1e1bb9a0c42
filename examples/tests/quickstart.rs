//! Runs the quickstart's code on a small grid, through the real store in a directory of its own.

use mlflow::{Run, RunStatus, SearchRuns};
use quickstart::learner::Family;
use quickstart::{learner, training, wine};
use std::path::Path;

const FOLDS: usize = 3;

/// The first setting of each family and the first two of the trees.
fn small_grid() -> Vec<Family> {
    let mut families = learner::families();
    for family in &mut families {
        family
            .grid
            .truncate(if family.name == "decision tree" { 2 } else { 1 });
    }
    families
}

fn runs_of_kind(kind: &str) -> mlflow::Result<Vec<Run>> {
    let filter = format!("tags.kind = '{kind}' and attributes.status = 'FINISHED'");
    mlflow::search_runs(SearchRuns::new().filter(filter).order_by("metrics.accuracy DESC"))
}

fn assert_artifacts(run: &Run, directory: Option<&str>, expected: &[&str]) -> mlflow::Result<()> {
    let files = mlflow::artifacts::list(&run.info.run_id, directory)?;
    let paths: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, expected, "{}", run.info.run_name);
    Ok(())
}

#[test]
fn the_quickstart_fills_a_leaderboard() -> anyhow::Result<()> {
    let directory = tempfile::tempdir()?;
    let database = directory.path().join("mlflow.db");
    mlflow::set_tracking_uri(format!("sqlite:///{}", database.display()))?;
    let location = directory.path().join("artifacts").display().to_string();
    let options = mlflow::ExperimentOptions::new("wine quality").artifact_location(location);
    mlflow::set_experiment_by_id(mlflow::create_experiment_with(options)?)?;

    let wines = wine::load(1);
    let mut reported = Vec::new();
    for family in small_grid() {
        training::train_family(&family, &wines, FOLDS, |trial| reported.push(trial.name.clone()))?;
    }
    assert!(mlflow::active_run().is_none());

    let families = runs_of_kind("family")?;
    let leaderboard = runs_of_kind("trial")?;
    assert_eq!((families.len(), leaderboard.len(), reported.len()), (4, 5, 5));
    let accuracies: Vec<f64> = leaderboard
        .iter()
        .map(|run| run.data.metrics["accuracy"])
        .collect();
    assert!(
        accuracies.is_sorted_by(|better, worse| better >= worse),
        "{accuracies:?}"
    );
    assert!(accuracies[0] > 0.7, "{accuracies:?}");

    for run in &leaderboard {
        check_trial(run, &families)?;
    }
    for family in &families {
        assert_artifacts(family, Some("charts"), &["charts/accuracy_per_fold.svg"])?;
    }
    check_report(&leaderboard[0])
}

fn check_trial(run: &Run, families: &[Run]) -> anyhow::Result<()> {
    assert_eq!(run.info.status, RunStatus::Finished);
    let parent = &run.data.tags["mlflow.parentRunId"];
    assert!(families.iter().any(|family| family.info.run_id == parent));
    assert_eq!(
        mlflow::get_parent_run(&run.info.run_id)?
            .map(|run| run.info.run_id)
            .as_deref(),
        Some(parent)
    );
    assert!(!run.data.params.is_empty() && run.data.metrics.get("test_accuracy").is_some());

    assert_eq!(steps(run, "fold_accuracy")?, [0, 1, 2]);
    let is_logistic = run.data.params.get("rate").is_some();
    assert_eq!(steps(run, "loss")?.len(), if is_logistic { 60 } else { 0 });

    let is_bayes = run.data.params.get("smoothing").is_some();
    let files: &[_] = if is_bayes {
        &["charts", "report.txt"]
    } else {
        &["charts", "model.txt", "report.txt"]
    };
    assert_artifacts(run, None, files)?;
    let charts = ["charts/accuracy_per_fold.svg", "charts/loss_per_epoch.svg"];
    assert_artifacts(run, Some("charts"), &charts[..1 + usize::from(is_logistic)])?;
    Ok(())
}

fn steps(run: &Run, metric: &str) -> mlflow::Result<Vec<i64>> {
    let history = mlflow::client()?
        .blocking()
        .get_metric_history(&run.info.run_id, metric)?;
    Ok(history.into_iter().map(|point| point.step).collect())
}

fn check_report(run: &Run) -> anyhow::Result<()> {
    let download = |path: &str| mlflow::artifacts::download(format!("runs:/{}/{path}", run.info.run_id));
    let report = std::fs::read_to_string(download("report.txt")?)?;
    assert!(report.contains("good") && report.contains("recall"), "{report}");
    let chart = std::fs::read_to_string(download("charts/accuracy_per_fold.svg")?)?;
    assert!(
        chart.starts_with("<svg") && chart.trim_end().ends_with("</svg>"),
        "{chart}"
    );
    assert!(
        Path::new(&run.info.artifact_uri).is_dir(),
        "{}",
        run.info.artifact_uri
    );
    Ok(())
}
