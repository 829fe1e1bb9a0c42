//! What SQLite alone needs for the same rows: MLflow's two tables of metrics with their keys and indexes,
//! WAL, `synchronous=NORMAL`, prepared statements, nothing else.

use std::path::PathBuf;

use anyhow::Result;
use rusqlite::{Connection, Transaction, params};

use crate::measure::measure;

const RUN: &str = "0123456789abcdef0123456789abcdef";
const BATCH: u32 = 1000;

const TABLES: &str = "
    pragma journal_mode = wal;
    pragma synchronous = normal;
    create table metrics (
        key varchar(250) not null, value float not null, timestamp bigint not null,
        run_uuid varchar(32) not null, step bigint default '0' not null, is_nan boolean default '0' not null,
        primary key (key, timestamp, step, run_uuid, value, is_nan)
    );
    create index index_metrics_run_uuid on metrics (run_uuid);
    create index index_metrics_run_uuid_key_step on metrics (run_uuid, key, step);
    create table latest_metrics (
        key varchar(250) not null, value float not null, timestamp bigint, step bigint not null,
        is_nan boolean not null, run_uuid varchar(32) not null, primary key (key, run_uuid)
    );
    create index index_latest_metrics_run_uuid on latest_metrics (run_uuid);
";

const POINT: &str = "
    insert into metrics (key, value, timestamp, run_uuid, step, is_nan) values (?, ?, ?, ?, ?, 0)";

const LATEST: &str = "
    insert into latest_metrics (key, value, timestamp, run_uuid, step, is_nan) values (?, ?, ?, ?, ?, 0)
    on conflict (key, run_uuid) do update
    set value = excluded.value, timestamp = excluded.timestamp, step = excluded.step";

/// How often each item is done.
#[derive(clap::Args)]
pub(crate) struct Counts {
    /// A file that does not exist yet
    #[arg(long)]
    database: PathBuf,
    #[arg(long)]
    metrics: u32,
    #[arg(long)]
    batches: u32,
}

/// Does both items.
pub(crate) fn run(counts: &Counts) -> Result<()> {
    let mut connection = Connection::open(&counts.database)?;
    connection.execute_batch(TABLES)?;
    measure("log_metric", counts.metrics, 20, |index| {
        let transaction = connection.transaction()?;
        write(&transaction, "loss", 1.0 / f64::from(index + 1), index)?;
        Ok(transaction.commit()?)
    })?;
    measure("log_metrics_1000", counts.batches, 1, |index| {
        let transaction = connection.transaction()?;
        for key in 0..BATCH {
            let value = f64::from(key) + f64::from(index) / 7.0;
            write(&transaction, &format!("metric_{key}"), value, index)?;
        }
        Ok(transaction.commit()?)
    })
}

fn write(transaction: &Transaction<'_>, key: &str, value: f64, step: u32) -> Result<()> {
    let timestamp = 1_700_000_000_000 + i64::from(step);
    for statement in [POINT, LATEST] {
        transaction
            .prepare_cached(statement)?
            .execute(params![key, value, timestamp, RUN, step])?;
    }
    Ok(())
}
