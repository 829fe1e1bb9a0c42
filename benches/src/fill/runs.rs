//! Many runs, each with 20 metrics and 20 parameters.

use anyhow::Result;

use super::{POSTGRES_ID, SQLITE_ID, make_tables, postgres, sqlite, table_of};

const KEYS: u32 = 20;

/// The database to fill.
#[derive(clap::Args)]
pub(crate) struct Options {
    #[arg(long)]
    uri: String,
    #[arg(long)]
    runs: u32,
    /// The tables are there, of this or an older MLflow
    #[arg(long)]
    with_tables: bool,
}

/// Lets the store make its tables where they are missing, then adds the rows.
pub(crate) fn run(options: &Options) -> Result<()> {
    if !options.with_tables {
        make_tables(&options.uri)?;
    }
    match options.uri.strip_prefix("sqlite:///") {
        Some(file) => sqlite(file, &statements(options.runs, SQLITE_ID, "0")),
        None => postgres(&options.uri, &statements(options.runs, POSTGRES_ID, "false")),
    }
}

/// Lays the rows run by run, as programs do that log them.
fn statements(runs: u32, id: &str, no: &str) -> Vec<String> {
    let mut statements = Vec::from(table_of("numbers", "n", runs));
    statements.extend(table_of("keys", "k", KEYS));
    statements.extend([
        format!(
            "INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, \
             start_time, end_time, source_version, lifecycle_stage, artifact_uri, experiment_id) \
             SELECT {id}, 'run', 'LOCAL', '', '', 'bench', 'FINISHED', 1700000000000 + n, 1700000000500 + n, '', \
             'active', 'artifacts', 0 FROM numbers ORDER BY n"
        ),
        format!(
            "INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) \
             SELECT 'm' || (k - 1), ((n * 7919 + k - 1) % 100003) / 100003.0, 1700000000000, 0, {no}, {id} \
             FROM numbers CROSS JOIN keys ORDER BY n, k"
        ),
        format!(
            "INSERT INTO params (key, value, run_uuid) \
             SELECT 'p' || (k - 1), CAST(n % (k + 1) AS text), {id} FROM numbers CROSS JOIN keys ORDER BY n, k"
        ),
    ]);
    statements
}
