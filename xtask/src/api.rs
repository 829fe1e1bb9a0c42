//! `cargo xtask api`: the public API of each library as a text file, so that a change of it is seen in
//! review.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use crate::command::{capture, is_installed};
use crate::report::Outcome;
use crate::workspace::Workspace;

const TOOL: &str = "cargo-public-api";
const HOW_TO_INSTALL: &str =
    "cargo-public-api is not installed; `cargo install cargo-public-api --locked` brings it";

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Compares with the files instead of writing them
    #[arg(long)]
    check: bool,
}

/// Writes or compares the files of all libraries.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    if !is_installed(TOOL) {
        println!("{HOW_TO_INSTALL}");
        return Ok(());
    }
    if options.check {
        return check_all(workspace);
    }
    for library in workspace.libraries() {
        let file = file_of(workspace, library);
        std::fs::create_dir_all(workspace.root.join("docs/api")).context("cannot make docs/api")?;
        std::fs::write(&file, public_api(workspace, library)?)
            .with_context(|| format!("cannot write {}", file.display()))?;
        println!("wrote docs/api/{library}.txt");
    }
    Ok(())
}

/// The comparison as a step of `cargo xtask ci`.
pub(crate) fn check_if_possible(workspace: &Workspace) -> Result<Outcome> {
    if !is_installed(TOOL) {
        return Ok(Outcome::LeftOut(HOW_TO_INSTALL.to_owned()));
    }
    check_all(workspace)?;
    Ok(Outcome::Passed)
}

fn check_all(workspace: &Workspace) -> Result<()> {
    let mut outdated = Vec::new();
    for library in workspace.libraries() {
        let written = std::fs::read_to_string(file_of(workspace, library)).unwrap_or_default();
        let current = public_api(workspace, library)?;
        if written != current {
            print_difference(library, &written, &current);
            outdated.push(library);
        }
    }
    ensure!(
        outdated.is_empty(),
        "the public API of {} is not what docs/api says: run `cargo xtask api` and review the difference",
        outdated.join(", ")
    );
    Ok(())
}

fn print_difference(library: &str, written: &str, current: &str) {
    println!("docs/api/{library}.txt:");
    for line in written
        .lines()
        .filter(|line| !current.lines().any(|other| other == *line))
    {
        println!("- {line}");
    }
    for line in current
        .lines()
        .filter(|line| !written.lines().any(|other| other == *line))
    {
        println!("+ {line}");
    }
}

/// Rustdoc's JSON, which the tool reads, is unstable: `RUSTC_BOOTSTRAP` asks the stable compiler for it.
/// Build scripts look at that variable, so these builds have a folder of their own and do not make the
/// other commands compile again.
fn public_api(workspace: &Workspace, library: &str) -> Result<String> {
    let mut cargo = workspace.cargo();
    cargo.args([
        "public-api",
        "--package",
        library,
        "--all-features",
        "--color=never",
        "-sss",
    ]);
    cargo
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", workspace.target.join("api"));
    capture(&mut cargo)
}

fn file_of(workspace: &Workspace, library: &str) -> PathBuf {
    workspace.root.join("docs/api").join(format!("{library}.txt"))
}
