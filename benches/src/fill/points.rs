//! Many points of metrics in a database of an older MLflow: runs with ten metrics of 500 steps each.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{POSTGRES_ID, SQLITE_ID, postgres, sqlite, table_of};

const KEYS: u32 = 10;
const STEPS: u32 = 500;

/// The database to fill.
#[derive(clap::Args)]
pub(crate) struct Options {
    #[arg(long)]
    uri: String,
    #[arg(long)]
    points: u32,
    /// SQL that makes the tables, for a file that is not there yet
    #[arg(long)]
    tables: Option<PathBuf>,
    /// The tables are those of 2019: metrics have no steps, and none is the latest
    #[arg(long)]
    oldest: bool,
}

/// Makes the tables if it is told how, then adds the rows.
pub(crate) fn run(options: &Options) -> Result<()> {
    let Some(file) = options.uri.strip_prefix("sqlite:///") else {
        return postgres(&options.uri, &statements(options, POSTGRES_ID, "false"));
    };
    if let Some(tables) = &options.tables {
        let script =
            std::fs::read_to_string(tables).with_context(|| format!("cannot read {}", tables.display()))?;
        let connection = rusqlite::Connection::open(file)?;
        connection.execute_batch("PRAGMA foreign_keys = off")?;
        connection.execute_batch(&script)?;
    }
    sqlite(file, &statements(options, SQLITE_ID, "0"))
}

/// Lays the points in the order in which they were logged.
fn statements(options: &Options, id: &str, no: &str) -> Vec<String> {
    let runs = (options.points / (KEYS * STEPS)).max(1);
    let mut statements = Vec::from(table_of("numbers", "n", runs));
    statements.extend(table_of("numbers_of_steps", "s", STEPS));
    statements.extend(table_of("keys", "k", KEYS));
    let (columns, marks) = match options.oldest {
        true => ("", String::new()),
        false => (", step, is_nan", format!(", s, {no}")),
    };
    let point = format!(
        "SELECT 'metric ' || k, ((n * 7919 + k * 31 + s) % 100003) / 100003.0, 1700000000000 + n * 1000000 + s * 1000, \
         {id}{marks} FROM numbers CROSS JOIN numbers_of_steps CROSS JOIN keys"
    );
    statements.extend([
        format!(
            "INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, \
             start_time, end_time, source_version, lifecycle_stage, artifact_uri, experiment_id) \
             SELECT {id}, 'run', 'LOCAL', '', '', 'bench', 'FINISHED', 1700000000000 + n, 1700000000500 + n, '', \
             'active', 'artifacts', 0 FROM numbers ORDER BY n"
        ),
        format!("INSERT INTO metrics (key, value, timestamp, run_uuid{columns}) {point} ORDER BY n, s, k"),
    ]);
    if !options.oldest {
        statements.push(format!(
            "INSERT INTO latest_metrics (key, value, timestamp, run_uuid{columns}) {point} WHERE s = {STEPS} \
             ORDER BY n, k"
        ));
    }
    statements
}
