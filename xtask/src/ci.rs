//! `cargo xtask ci`: everything that a change has to pass.

mod dependencies;
mod msrv;

use anyhow::{Result, ensure};

use crate::command::run as run_command;
use crate::report::{Outcome, Report};
use crate::workspace::Workspace;
use crate::{api, doc, test};

type Step = (&'static str, fn(&Workspace) -> Result<Outcome>);

/// Cheap steps first: most mistakes are found in the first minute.
const STEPS: [Step; 11] = [
    ("format", format),
    ("core-tree", dependencies::core_stays_light),
    ("tls", dependencies::ring_is_the_only_provider),
    ("deny", dependencies::deny),
    ("clippy", clippy),
    ("msrv", msrv::check),
    ("features", dependencies::each_feature),
    ("doc", documentation),
    ("test", test::whole_suite),
    ("doc-test", test::doc_tests),
    ("api", api::check_if_possible),
];

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Runs only these steps: format core-tree tls deny clippy msrv features doc test doc-test api
    steps: Vec<String>,
}

/// Runs the steps in their order, all of them if none is named.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    for name in &options.steps {
        let known = STEPS.map(|(title, _)| title);
        ensure!(
            known.contains(&name.as_str()),
            "there is no step `{name}`; the steps are {}",
            known.join(", ")
        );
    }
    let mut report = Report::default();
    for (title, step) in STEPS {
        if options.steps.is_empty() || options.steps.iter().any(|name| name == title) {
            report.step(title, || step(workspace))?;
        }
    }
    report.print();
    Ok(())
}

fn format(workspace: &Workspace) -> Result<Outcome> {
    run_command(workspace.cargo().args(["fmt", "--all", "--check"]))?;
    Ok(Outcome::Passed)
}

fn clippy(workspace: &Workspace) -> Result<Outcome> {
    let mut cargo = workspace.cargo();
    run_command(cargo.args([
        "clippy",
        "--workspace",
        "--all-features",
        "--all-targets",
        "--locked",
        "--",
        "-D",
        "warnings",
    ]))?;
    Ok(Outcome::Passed)
}

fn documentation(workspace: &Workspace) -> Result<Outcome> {
    doc::run(workspace)?;
    Ok(Outcome::Passed)
}
