//! Makes a database of many runs, each with 20 metrics and 20 parameters, by SQL alone.

use anyhow::{Context, Result};
use mlflow::Client;

/// The database to fill.
#[derive(clap::Args)]
pub(crate) struct Options {
    #[arg(long)]
    uri: String,
    #[arg(long)]
    runs: u32,
}

/// The rows of runs `1..=n`, whose numbers a table `numbers` holds; `id` makes 32 characters of a number.
fn inserts(id: &str, text: &str) -> Vec<String> {
    let mut inserts = vec![format!(
        "INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, \
         end_time, source_version, lifecycle_stage, artifact_uri, experiment_id) \
         SELECT {id}, 'run', 'LOCAL', '', '', 'bench', 'FINISHED', 1700000000000 + n, 1700000000500 + n, '', 'active', \
         'artifacts', 0 FROM numbers"
    )];
    for key in 0..20 {
        inserts.push(format!(
            "INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) \
             SELECT 'm{key}', ((n * 7919 + {key}) % 100003) / 100003.0, 1700000000000, 0, {{false}}, {id} FROM numbers"
        ));
        inserts.push(format!(
            "INSERT INTO params (key, value, run_uuid) SELECT 'p{key}', CAST(n % {} AS {text}), {id} FROM numbers",
            key + 2
        ));
    }
    inserts
}

/// Lets the store make its tables, then adds the rows.
pub(crate) fn run(options: &Options) -> Result<()> {
    let client = Client::new(&options.uri)?;
    mlflow_core::blocking::run(async { client.store().await.map(|_| ()) })?;
    drop(client);
    if let Some(file) = options.uri.strip_prefix("sqlite:///") {
        return sqlite(file, options.runs);
    }
    let runs = options.runs;
    let mut script = format!(
        "BEGIN; SET LOCAL session_replication_role = replica; CREATE TEMPORARY TABLE numbers AS SELECT n FROM generate_series(1, {runs}) AS n;"
    );
    // Multiplying by an odd number spreads the ids, as those of real runs are.
    let id = "lpad(to_hex((n::bigint * 2654435761) % 4294967296), 32, '0')";
    for insert in inserts(id, "text") {
        script.push_str(&insert.replace("{false}", "false"));
        script.push(';');
    }
    script.push_str("COMMIT; ANALYZE;");
    let status = std::process::Command::new("psql")
        .args([&options.uri, "-v", "ON_ERROR_STOP=1", "-q", "-c", &script])
        .status()
        .context("cannot start psql")?;
    anyhow::ensure!(status.success(), "psql failed");
    Ok(())
}

fn sqlite(file: &str, runs: u32) -> Result<()> {
    let connection = rusqlite::Connection::open(file)?;
    let mut script = format!(
        "BEGIN; CREATE TEMPORARY TABLE numbers AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c \
         WHERE n < {runs}) SELECT n FROM c;"
    );
    for insert in inserts("printf('%032x', (n * 2654435761) % 4294967296)", "text") {
        script.push_str(&insert.replace("{false}", "0"));
        script.push(';');
    }
    script.push_str("COMMIT;");
    Ok(connection.execute_batch(&script)?)
}
