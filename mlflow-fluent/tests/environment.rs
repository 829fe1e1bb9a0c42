//! MLflow's environment variables, each in a process of its own.

mod common;

use common::TestResult;
use mlflow::RunStatus;

/// Runs a child test and shows what it said if it failed.
fn child(test: &str, alone: &common::Alone, variables: &[(&str, &str)]) {
    let output = common::child(test, alone.path(), variables);
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

#[test]
#[ignore = "runs in a child process"]
fn logs_one_metric() {
    mlflow::start_run().unwrap().log_metric("child", 1).unwrap();
}

#[test]
fn children_inherit_database_and_experiment() -> TestResult {
    let alone = common::alone();
    let experiment = mlflow::set_experiment("wine")?;
    let uri = std::env::var("MLFLOW_TRACKING_URI")?;
    let id = std::env::var("MLFLOW_EXPERIMENT_ID")?;
    assert_eq!((uri, id.as_str()), (mlflow::get_tracking_uri()?, experiment.id()));
    let elsewhere = tempfile::tempdir()?;
    let output = std::process::Command::new(std::env::current_exe()?)
        .args(["--exact", "logs_one_metric", "--ignored"])
        .current_dir(&elsewhere)
        .output()?;
    assert!(output.status.success(), "{output:?}");
    let runs = mlflow::search_runs(mlflow::SearchRuns::new())?;
    assert_eq!(runs.len(), 1);
    assert_eq!(
        (runs[0].data.metrics["child"], runs[0].info.status),
        (1.0, RunStatus::Finished)
    );
    drop(alone);
    Ok(())
}

#[test]
#[ignore = "runs in a child process"]
fn resumes_what_the_environment_names_once() {
    let named = std::env::var("MLFLOW_RUN_ID").unwrap();
    let run = mlflow::start_run().unwrap();
    assert_eq!(run.id(), named);
    assert!(std::env::var_os("MLFLOW_RUN_ID").is_none());
    run.end().unwrap();
    assert_ne!(mlflow::start_run().unwrap().id(), named);
}

#[test]
fn the_variable_of_a_run_counts_once() -> TestResult {
    let alone = common::alone();
    let id = mlflow::start_run()?.id().to_owned();
    child(
        "resumes_what_the_environment_names_once",
        &alone,
        &[
            ("MLFLOW_RUN_ID", &id),
            ("MLFLOW_TRACKING_URI", &mlflow::get_tracking_uri()?),
        ],
    );
    Ok(())
}

#[test]
#[ignore = "runs in a child process"]
fn uses_the_default_database() {
    assert!(!mlflow::is_tracking_uri_set());
    let here = std::env::current_dir().unwrap();
    let uri = mlflow::get_tracking_uri().unwrap();
    assert_eq!(uri, format!("sqlite:///{}", here.join("mlflow.db").display()));
    mlflow::log_param("x", 1).unwrap();
    assert!(here.join("mlflow.db").is_file());
}

#[test]
fn the_default_is_a_file_in_the_working_directory() {
    let alone = common::alone();
    child("uses_the_default_database", &alone, &[]);
    child(
        "uses_the_default_database",
        &alone,
        &[("MLFLOW_TRACKING_URI", "")],
    );
}

#[test]
#[ignore = "runs in a child process"]
fn goes_to_the_experiment_of_the_environment() {
    let wanted = std::env::var("WANTED").unwrap();
    let run = mlflow::start_run().map(|run| run.run().info.experiment_id.clone());
    let got = match run {
        Ok(id) => mlflow::get_experiment(id).unwrap().name,
        Err(error) => error.message().to_owned(),
    };
    assert!(got.contains(&wanted), "{got}");
}

#[test]
fn the_experiment_comes_by_name_then_by_id() -> TestResult {
    let alone = common::alone();
    let uri = mlflow::get_tracking_uri()?;
    let wine = mlflow::create_experiment("wine")?;
    let goes = |wanted: &str, variables: &[(&str, &str)]| {
        let fixed = [("MLFLOW_TRACKING_URI", uri.as_str()), ("WANTED", wanted)];
        child(
            "goes_to_the_experiment_of_the_environment",
            &alone,
            &[&fixed, variables].concat(),
        );
    };
    goes("Default", &[]);
    goes("wine", &[("MLFLOW_EXPERIMENT_ID", &wine)]);
    goes("fresh", &[("MLFLOW_EXPERIMENT_NAME", "fresh")]);
    goes(
        "wine",
        &[
            ("MLFLOW_EXPERIMENT_NAME", "wine"),
            ("MLFLOW_EXPERIMENT_ID", &wine),
        ],
    );
    goes(
        "does not match",
        &[("MLFLOW_EXPERIMENT_NAME", "wine"), ("MLFLOW_EXPERIMENT_ID", "0")],
    );
    goes(
        "does not exist in the tracking server",
        &[("MLFLOW_EXPERIMENT_ID", "4242")],
    );
    Ok(())
}

#[test]
#[ignore = "runs in a child process"]
fn refuses_an_unknown_scheme() {
    let error = mlflow::start_run().unwrap_err();
    assert!(
        error.message().contains("`nowhere`") && error.message().contains("sqlite"),
        "{error}"
    );
    assert!(mlflow::set_tracking_uri("nowhere://x").is_err());
}

#[test]
fn a_scheme_without_a_store_is_explained() {
    let alone = common::alone();
    child(
        "refuses_an_unknown_scheme",
        &alone,
        &[("MLFLOW_TRACKING_URI", "nowhere://y")],
    );
}

/// A run that ends leaves the environment alone unless there is something to remove.
#[test]
fn the_end_of_a_run_removes_the_run_id_of_the_environment() -> TestResult {
    let _alone = common::alone();
    let run = mlflow::start_run()?;
    std::env::set_var("MLFLOW_RUN_ID", "f00");
    run.end()?;
    assert!(std::env::var_os("MLFLOW_RUN_ID").is_none());
    Ok(())
}

/// what goes wrong without a caller is seen without a `tracing` subscriber too.
#[test]
fn failures_and_warnings_are_told_on_stderr() -> TestResult {
    let directory = tempfile::tempdir()?;
    std::fs::write(directory.path().join("mlflow.toml"), "traking_uri = \"x\"\n")?;
    let output = common::child("drops_a_run_without_its_database", directory.path(), &[]);
    assert!(output.status.success(), "{output:?}");
    let told = String::from_utf8_lossy(&output.stderr);
    for expected in [
        "unknown setting `traking_uri` is ignored",
        "mlflow: error: cannot end the run ",
    ] {
        assert_eq!(told.matches(expected).count(), 1, "{expected}: {told}");
    }
    Ok(())
}

/// A folder `mlruns` that holds experiments goes on being used.
#[test]
fn a_folder_of_python_is_the_default() -> TestResult {
    let directory = tempfile::tempdir()?;
    let experiment = directory.path().join("mlruns/0");
    std::fs::create_dir_all(&experiment)?;
    let meta = "artifact_location: file:///x\nexperiment_id: '0'\nlifecycle_stage: active\nname: Default\n";
    std::fs::write(experiment.join("meta.yaml"), meta)?;
    let output = common::child("logs_to_the_default", directory.path(), &[]);
    assert!(output.status.success(), "{output:?}");
    assert!(!directory.path().join("mlflow.db").exists());
    let runs = std::fs::read_dir(&experiment)?.flatten();
    assert_eq!(
        runs.filter(|run| run.path().join("params/lr").exists()).count(),
        1
    );
    Ok(())
}

#[test]
#[ignore = "runs in a child process"]
fn logs_to_the_default() -> TestResult {
    let run = mlflow::start_run()?;
    mlflow::log_param("lr", 0.1)?;
    drop(run);
    Ok(())
}

#[test]
#[ignore = "runs in a child process"]
fn drops_a_run_without_its_database() -> TestResult {
    let run = mlflow::start_run()?;
    std::fs::rename("mlflow.db", "away.db")?;
    drop(run);
    std::fs::rename("away.db", "mlflow.db")?;
    Ok(())
}
