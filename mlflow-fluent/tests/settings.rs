//! Every layer of the settings, each in a process of its own.

#![allow(clippy::print_stderr, reason = "children tell the test what they found")]

mod common;

use common::TestResult;
use mlflow::ExperimentOptions;
use mlflow_core::config::{self, settings};
use std::path::Path;

const FILE: &str = "\
    default_artifact_root = \"/of-the-file\"\n\
    truncate_long_values = false\n\
    artifact_location_max_length = 10\n";

/// Runs a child test in a folder and returns what it said.
fn child(test: &str, folder: &Path, variables: &[(&str, &str)]) -> String {
    let none = folder.join("nothing here");
    let nobody = [("XDG_CONFIG_HOME", none.to_str().unwrap_or_default())];
    let output = common::child(test, folder, &[&nobody, variables].concat());
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
    said
}

#[test]
#[ignore = "runs in a child process"]
fn tells_what_is_in_force() {
    if std::env::var_os("BY_CALLS").is_some() {
        config::change(|config| {
            config.set(&settings::DEFAULT_ARTIFACT_ROOT, "/of-the-call");
            config.set(&settings::TRUNCATE_LONG_VALUES, "true");
            config.set(&settings::ARTIFACT_LOCATION_MAX_LENGTH, "30");
        })
        .unwrap();
    }
    let experiment = mlflow::set_experiment("wine").unwrap();
    let cut = mlflow::log_param("long", "x".repeat(7000)).is_ok();
    let longest = [40, 30, 20, 10].into_iter().find(|length| {
        let location = "/".to_owned() + &"x".repeat(length - 1);
        let options = ExperimentOptions::new(length.to_string()).artifact_location(location);
        mlflow::create_experiment_with(options).is_ok()
    });
    let root = Path::new(experiment.artifact_location.trim_start_matches("file://")).parent();
    let root = root.unwrap().file_name().unwrap().to_str().unwrap();
    println!("in force: {root} {cut} {}", longest.unwrap());
}

#[test]
fn each_layer_covers_the_one_below() -> TestResult {
    let folder = tempfile::tempdir()?;
    let says = |wanted: &str, variables: &[(&str, &str)]| {
        let said = child("tells_what_is_in_force", folder.path(), variables);
        assert!(
            said.contains(&format!("in force: {wanted}\n")),
            "{wanted}: {said}"
        );
        std::fs::remove_file(folder.path().join("mlflow.db"))
    };
    says("mlruns true 40", &[])?;
    std::fs::write(folder.path().join("mlflow.toml"), FILE)?;
    says("of-the-file false 10", &[])?;
    let variables = [
        ("MLFLOW_DEFAULT_ARTIFACT_ROOT", "/of-the-variable"),
        ("MLFLOW_TRUNCATE_LONG_VALUES", "TRUE"),
        ("MLFLOW_ARTIFACT_LOCATION_MAX_LENGTH", "20"),
    ];
    says("of-the-variable true 20", &variables)?;
    let variables = [variables[0], ("MLFLOW_TRUNCATE_LONG_VALUES", "0"), variables[2]];
    says(
        "of-the-call true 30",
        &[&variables[..], &[("BY_CALLS", "1")]].concat(),
    )?;
    Ok(())
}

#[test]
#[ignore = "runs in a child process"]
fn begins() {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    for _ in 0..2 {
        let begun = mlflow::start_run().map(drop);
        eprintln!(
            "begun: {}",
            begun.map_or_else(|e| e.to_string(), |()| "yes".to_owned())
        );
    }
}

#[test]
fn a_wrong_value_is_found_at_the_first_call() -> TestResult {
    let folder = tempfile::tempdir()?;
    for name in [
        settings::TRUNCATE_LONG_VALUES.env,
        settings::ENABLE_ASYNC_LOGGING.env,
        settings::ARTIFACT_LOCATION_MAX_LENGTH.env,
    ] {
        let said = child("begins", folder.path(), &[(name, "maybe")]);
        let named = said.contains(name) && said.contains("`maybe`") && !said.contains("begun: yes");
        assert!(named, "{said}");
    }
    Ok(())
}

#[test]
fn asynchronous_logging_is_warned_of_once() -> TestResult {
    let folder = tempfile::tempdir()?;
    let said = child(
        "begins",
        folder.path(),
        &[("MLFLOW_ENABLE_ASYNC_LOGGING", "true")],
    );
    assert_eq!(said.matches("is not supported yet").count(), 1, "{said}");
    assert_eq!(said.matches("begun: yes").count(), 2, "{said}");
    Ok(())
}
