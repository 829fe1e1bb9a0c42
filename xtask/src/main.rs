//! The one door for developers: `cargo xtask <command>`.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "these commands talk to a person at a terminal"
)]

mod api;
mod bench;
mod ci;
mod command;
mod doc;
mod fuzz;
mod python;
mod report;
mod servers;
mod test;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::workspace::Workspace;

/// Developer commands of MLflow for Rust.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs everything that a change has to pass, in the order of cost, and stops at the first failure
    Ci(ci::Options),
    /// Runs the tests, with official MLflow beside them where Python and a package registry can be reached
    Test(test::Options),
    /// Measures us and others on the same work, in one run
    Bench(bench::Options),
    /// Builds the documentation of all crates; a warning is an error
    Doc,
    /// Writes the public API of each library to docs/api, to be reviewed like code
    Api(api::Options),
    /// Runs the property tests of the parsers with many cases for a given time
    Fuzz(fuzz::Options),
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    let workspace = Workspace::load()?;
    match command {
        Command::Ci(options) => ci::run(&workspace, &options),
        Command::Test(options) => test::run(&workspace, &options),
        Command::Bench(options) => bench::run(&workspace, &options),
        Command::Doc => doc::run(&workspace),
        Command::Api(options) => api::run(&workspace, &options),
        Command::Fuzz(options) => fuzz::run(&workspace, &options),
    }
}
