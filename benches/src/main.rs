//! Our side of `cargo xtask bench`: the same work as `python/tracking.py` and `python/one_run.py`, and the
//! same rows written by a bare SQLite program. Prints one JSON line for each item of work.
#![allow(clippy::print_stdout, reason = "the lines are the result")]

mod bare;
mod fill;
mod measure;
mod one_run;
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
    Fill(fill::Options),
    /// The writers of `python/sql.py`
    Writes(sql::Writes),
    /// The searches of `python/sql.py`
    Searches(sql::Searches),
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
        Arguments::Fill(options) => fill::run(&options),
        Arguments::Writes(counts) => sql::write(&counts),
        Arguments::Searches(options) => sql::search(&options),
        Arguments::OneRun { database } => one_run::run(&database),
    }
}
