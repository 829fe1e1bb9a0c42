//! Makes databases of many rows, by SQL alone, and folders of many runs.

pub(crate) mod files;
pub(crate) mod models;
pub(crate) mod points;
pub(crate) mod runs;

use std::process::Command;

use anyhow::{Context, Result, ensure};
use mlflow::Client;

/// Makes 32 characters of a number, in PostgreSQL. Multiplying by an odd number spreads them, as those of real runs are.
const POSTGRES_ID: &str = "lpad(to_hex((n::bigint * 2654435761) % 4294967296), 32, '0')";
/// The same in SQLite.
const SQLITE_ID: &str = "printf('%032x', (n * 2654435761) % 4294967296)";

/// Lets the store make its tables.
fn make_tables(uri: &str) -> Result<()> {
    let client = Client::new(uri)?;
    mlflow_core::blocking::run(async { client.store().await.map(|_| ()) })?;
    Ok(())
}

/// Runs statements in a transaction of PostgreSQL without its checks of foreign keys, then lets it look at the tables.
fn postgres(uri: &str, statements: &[String]) -> Result<()> {
    let script = format!(
        "BEGIN; SET LOCAL session_replication_role = replica; {}; COMMIT",
        statements.join("; ")
    );
    let status = Command::new("psql")
        .args([uri, "-v", "ON_ERROR_STOP=1", "-q", "-c", &script])
        .args(["-c", "VACUUM ANALYZE"])
        .status()
        .context("cannot start psql")?;
    ensure!(status.success(), "psql failed");
    Ok(())
}

/// Runs statements in a transaction of SQLite that need not outlive a power failure.
fn sqlite(file: &str, statements: &[String]) -> Result<()> {
    let connection = rusqlite::Connection::open(file)?;
    connection
        .execute_batch("PRAGMA foreign_keys = off; PRAGMA synchronous = off; PRAGMA cache_size = -400000")?;
    let script = format!("BEGIN; {}; COMMIT", statements.join("; "));
    Ok(connection.execute_batch(&script)?)
}

/// A table of the numbers from 1 to `last`, in either database.
fn table_of(name: &str, column: &str, last: u32) -> [String; 2] {
    [
        format!("CREATE TEMPORARY TABLE {name} ({column} INTEGER PRIMARY KEY)"),
        format!(
            "INSERT INTO {name} WITH RECURSIVE c({column}) AS (SELECT 1 UNION ALL SELECT {column} + 1 FROM c \
             WHERE {column} < {last}) SELECT {column} FROM c"
        ),
    ]
}
