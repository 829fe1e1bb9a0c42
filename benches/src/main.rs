//! Our side of `cargo xtask bench`: the same work as `python/tracking.py` and `python/one_run.py`, and the
//! same rows written by a bare SQLite program, and the load for servers. Prints one JSON line for each item of work.
#![allow(clippy::print_stdout, reason = "the lines are the result")]

mod bare;
mod files;
mod fill;
mod load;
mod measure;
mod one_run;
mod plugin;
mod registry;
mod sql;
mod tracking;

use std::path::PathBuf;

use anyhow::Result;
use clap::Parser;

/// Our side of `cargo xtask bench`.
#[derive(Parser)]
enum Arguments {
    /// The items of `python/tracking.py`, through our API
    Tracking(tracking::Counts),
    /// Only the search, in a database of any size
    Search {
        #[arg(long)]
        search_database: PathBuf,
        #[arg(long)]
        searches: u32,
        /// The name of the item
        #[arg(long)]
        item: String,
    },
    /// The rows of `log_metric` and `log_metrics` of 1000, written with SQLite alone
    Bare(bare::Counts),
    /// Makes a database of many runs
    FillRuns(fill::runs::Options),
    /// Makes a database of many registered models
    FillModels(fill::models::Options),
    /// Makes a database of an older MLflow with many points of metrics
    FillPoints(fill::points::Options),
    /// Makes a folder of many runs, as the file store keeps them
    FillFiles(fill::files::Options),
    /// The items of `python/files.py`, in a folder of many runs
    Files(files::Counts),
    /// Only the first search in such a folder
    FilesCold {
        #[arg(long)]
        folder: PathBuf,
    },
    /// The writers of `python/sql.py`
    Writes(sql::Writes),
    /// The searches of `python/sql.py`
    Searches(sql::Searches),
    /// The calls of `python/registry.py`
    Registry(registry::Counts),
    /// Sends requests to servers, and tells how many were answered and how fast
    Load(load::Options),
    /// What a plugin's border costs
    Plugin(plugin::Options),
    /// A whole program that logs one run
    OneRun { database: PathBuf },
}

fn main() -> Result<()> {
    match Arguments::parse() {
        Arguments::Tracking(counts) => tracking::run(&counts),
        Arguments::Search {
            search_database,
            searches,
            item,
        } => tracking::search(&search_database, searches, &item),
        Arguments::Bare(counts) => bare::run(&counts),
        Arguments::FillRuns(options) => fill::runs::run(&options),
        Arguments::FillModels(options) => fill::models::run(&options),
        Arguments::FillPoints(options) => fill::points::run(&options),
        Arguments::FillFiles(options) => fill::files::run(&options),
        Arguments::Files(counts) => files::run(&counts),
        Arguments::FilesCold { folder } => files::cold(&folder),
        Arguments::Writes(counts) => sql::write(&counts),
        Arguments::Searches(options) => sql::search(&options),
        Arguments::Registry(counts) => registry::run(&counts),
        Arguments::Load(options) => load::run(&options),
        Arguments::Plugin(options) => plugin::run(&options),
        Arguments::OneRun { database } => one_run::run(&database),
    }
}
