//! `cargo xtask test`: prepares what the tests need and runs them.

use std::process::Command;

use anyhow::{Result, anyhow};

use crate::command::{is_installed, run as run_command, without_mlflow_settings};
use crate::python::{self, MLFLOW_2, MLFLOW_3};
use crate::report::{Outcome, Report};
use crate::servers::Servers;
use crate::workspace::Workspace;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Leaves out what is slow: official MLflow, most cases of the property tests, the documentation's
    /// examples
    #[arg(long)]
    quick: bool,
    /// Passed on to cargo-nextest, for instance a part of a test's name; the documentation's examples are
    /// then left out
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// Runs the tests, then the examples of the documentation.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let mut report = Report::default();
    report.step("tests", || suite(workspace, options, "default"))?;
    if !options.quick && options.arguments.is_empty() {
        report.step("examples in the documentation", || doc_tests(workspace))?;
    }
    report.print();
    Ok(())
}

/// What is said of tests that only CI has the time for.
const EVERY_DAY: &str = "upgrades on PostgreSQL and MySQL are compared with official MLflow's from one start, and from \
                         all twelve by `cargo xtask ci` and wherever `CI` is set";

/// The tests as a step of `cargo xtask ci`.
pub(crate) fn whole_suite(workspace: &Workspace) -> Result<Outcome> {
    suite(
        workspace,
        &Options {
            quick: false,
            arguments: Vec::new(),
        },
        "ci",
    )
}

/// The examples in the documentation, which nextest cannot run.
pub(crate) fn doc_tests(workspace: &Workspace) -> Result<Outcome> {
    let mut cargo = workspace.cargo();
    cargo.args(["test", "--workspace", "--all-features", "--doc", "--locked"]);
    run_command(without_mlflow_settings(&mut cargo))?;
    Ok(Outcome::Passed)
}

fn suite(workspace: &Workspace, options: &Options, nextest_profile: &str) -> Result<Outcome> {
    let mut cargo = runner(workspace, nextest_profile);
    cargo.args(&options.arguments);
    without_mlflow_settings(&mut cargo);
    match nextest_profile {
        "ci" => _ = cargo.env("INSTA_UPDATE", "no").env("CI", "true"),
        _ if !options.quick && std::env::var_os("CI").is_none() => println!("{EVERY_DAY}"),
        _ => {}
    }
    if options.quick {
        cargo.env("PROPTEST_CASES", "16");
    }
    let servers = Servers::offer(&mut cargo);
    let missing = [
        offer_official(workspace, options.quick, &mut cargo)?,
        servers.left_out(),
    ];
    let missing: Vec<_> = missing.into_iter().flatten().collect();
    for line in &missing {
        println!("{line}");
    }
    run_command(&mut cargo)?;
    if missing.is_empty() {
        return Ok(Outcome::Passed);
    }
    Ok(Outcome::PassedWithout(missing.join("; ")))
}

fn runner(workspace: &Workspace, nextest_profile: &str) -> Command {
    let mut cargo = workspace.cargo();
    if is_installed("cargo-nextest") {
        cargo.args([
            "nextest",
            "run",
            "--workspace",
            "--all-features",
            "--locked",
            "--profile",
            nextest_profile,
        ]);
    } else {
        println!(
            "cargo-nextest is not installed: `cargo test` runs the tests, all of one file in one process"
        );
        cargo.args([
            "test",
            "--workspace",
            "--all-features",
            "--lib",
            "--bins",
            "--tests",
            "--examples",
            "--locked",
        ]);
    }
    cargo
}

/// Tells the tests where official MLflow is; returns what has to be said about tests that are left out.
fn offer_official(workspace: &Workspace, quick: bool, cargo: &mut Command) -> Result<Option<String>> {
    let mut missing = Vec::new();
    for official in [MLFLOW_3, MLFLOW_2] {
        let found = match python::given(&official)? {
            Some(python) => Ok(python),
            None if quick => Err(anyhow!("--quick")),
            None => python::installed(workspace, &official),
        };
        match found {
            Ok(python) => _ = cargo.env(official.variable, python),
            Err(why) => missing.push(format!("{} ({})", official.version, one_line(&why))),
        }
    }
    if missing.is_empty() {
        return Ok(None);
    }
    Ok(Some(format!(
        "interop tests left out, without official MLflow {}",
        missing.join(" and ")
    )))
}

fn one_line(error: &anyhow::Error) -> String {
    format!("{error:#}")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
