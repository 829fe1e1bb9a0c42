//! What may be among our dependencies.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};

use crate::command::{capture, is_installed, run};
use crate::report::Outcome;
use crate::workspace::Workspace;

/// The core is for everybody who writes a store or a plugin, so it brings no database, HTTP or TLS.
const TOO_HEAVY_FOR_THE_CORE: [&str; 6] = ["sqlx", "rusqlite", "reqwest", "axum", "rustls", "sea-query"];

/// ring is the one TLS provider; these need more tools to build, and two providers in one program quarrel.
const OTHER_TLS: [&str; 2] = ["aws-lc-rs", "openssl-sys"];

/// No heavy crate in the tree of `mlflow-core`.
pub(super) fn core_stays_light(workspace: &Workspace) -> Result<Outcome> {
    let tree = crates_of(workspace, &["--package", "mlflow-core", "--edges", "normal"])?;
    println!(
        "mlflow-core has {} crates in its tree, itself included",
        tree.len()
    );
    let found = named(&tree, &TOO_HEAVY_FOR_THE_CORE);
    ensure!(
        found.is_empty(),
        "mlflow-core depends on {}: move that code to another crate",
        found.join(", ")
    );
    Ok(Outcome::Passed)
}

/// No second TLS provider anywhere.
pub(super) fn ring_is_the_only_provider(workspace: &Workspace) -> Result<Outcome> {
    let found = named(&crates_of(workspace, &["--workspace"])?, &OTHER_TLS);
    for name in &found {
        run(workspace.cargo().args([
            "tree",
            "--locked",
            "--workspace",
            "--all-features",
            "--invert",
            name,
        ]))?;
    }
    ensure!(
        found.is_empty(),
        "the tree names {}: `default-features = false` leaves it out",
        found.join(", ")
    );
    Ok(Outcome::Passed)
}

/// Licenses, sources and banned crates by `deny.toml`. Advisories need a database from the net and are not
/// part of it.
pub(super) fn deny(workspace: &Workspace) -> Result<Outcome> {
    if !is_installed("cargo-deny") {
        return Ok(Outcome::LeftOut(
            "cargo-deny is not installed; `cargo install cargo-deny --locked`".to_owned(),
        ));
    }
    run(workspace
        .cargo()
        .args(["deny", "check", "bans", "licenses", "sources"]))?;
    Ok(Outcome::Passed)
}

/// Each library builds alone, without its default features and with each single one.
pub(super) fn each_feature(workspace: &Workspace) -> Result<Outcome> {
    if !is_installed("cargo-hack") {
        return Ok(Outcome::LeftOut(
            "cargo-hack is not installed; `cargo install cargo-hack --locked`".to_owned(),
        ));
    }
    let mut cargo = workspace.cargo();
    cargo.args(["hack", "check", "--each-feature", "--locked"]);
    for library in workspace.libraries() {
        cargo.args(["--package", library]);
    }
    run(&mut cargo)?;
    Ok(Outcome::Passed)
}

fn crates_of(workspace: &Workspace, selection: &[&str]) -> Result<BTreeSet<String>> {
    let mut cargo = workspace.cargo();
    cargo
        .args([
            "tree",
            "--locked",
            "--all-features",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ])
        .args(selection);
    let lines = capture(&mut cargo)?;
    Ok(lines
        .lines()
        .filter_map(|line| line.split(' ').next())
        .map(str::to_owned)
        .collect())
}

fn named<'a>(tree: &BTreeSet<String>, names: &[&'a str]) -> Vec<&'a str> {
    names
        .iter()
        .copied()
        .filter(|name| tree.contains(*name))
        .collect()
}
