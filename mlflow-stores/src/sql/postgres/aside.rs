//! Points that are put aside, and then written to their tables all at once.

use crate::sql::metrics::stored;
use crate::sql::server::Server;
use mlflow_core::entities::Metric;
use mlflow_core::{Error, Result};
use sqlx::{AssertSqlSafe, Executor, PgConnection, Postgres};
use std::future::Future;
use std::pin::Pin;

/// A part of a unit of work.
pub(in crate::sql) type Step<'c, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'c>>;

/// How much memory, in KiB, indexes are made with at least.
const MEMORY: i64 = 256 * 1024;

const CAN_BE: &str = "SELECT NOT EXISTS (SELECT 1 FROM metrics) AND pg_has_role(relowner, 'USAGE') \
    AND has_schema_privilege(current_schema(), 'CREATE') FROM pg_class WHERE oid = 'metrics'::regclass";

const MAKE: &str = "DROP TABLE IF EXISTS mlflow_import_points; \
    CREATE UNLOGGED TABLE mlflow_import_points AS \
    SELECT key, value, timestamp, run_uuid, step, is_nan FROM metrics WITH NO DATA";

const COPY: &str =
    "COPY mlflow_import_points (key, value, timestamp, run_uuid, step, is_nan) FROM STDIN (FORMAT binary)";

/// Names what keeps the table in order, with the statements that drop it and make it again; keys come before what may
/// refer to them.
const KEEPERS: &str = "SELECT format('ALTER TABLE metrics DROP CONSTRAINT %I', conname), \
        format('ALTER TABLE metrics ADD CONSTRAINT %I %s', conname, pg_get_constraintdef(oid)), \
        array_position(ARRAY['p', 'u', 'f'], contype::text) AS place \
    FROM pg_constraint WHERE conrelid = 'metrics'::regclass AND contype IN ('p', 'u', 'f') \
    UNION ALL \
    SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid), 4 \
    FROM pg_index WHERE indrelid = 'metrics'::regclass \
    AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND conrelid = indrelid) \
    ORDER BY place";

const FILL: &str = "INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) \
    SELECT key, value, timestamp, run_uuid, step, is_nan FROM mlflow_import_points";

const DROP_DOUBLES: &str = "DELETE FROM metrics USING (SELECT ctid AS place, \
        row_number() OVER (PARTITION BY key, timestamp, step, run_uuid, value, is_nan) AS number FROM metrics) AS found \
    WHERE metrics.ctid = found.place AND found.number > 1";

const FILL_LATEST: &str = "INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) \
    SELECT DISTINCT ON (run_uuid, key) key, value, timestamp, step, is_nan, run_uuid FROM mlflow_import_points \
    ORDER BY run_uuid, key, step DESC, timestamp DESC, value DESC \
    ON CONFLICT (key, run_uuid) DO UPDATE SET value = excluded.value, timestamp = excluded.timestamp, \
        step = excluded.step, is_nan = excluded.is_nan \
    WHERE (excluded.step, excluded.timestamp, excluded.value) > \
        (latest_metrics.step, latest_metrics.timestamp, latest_metrics.value)";

const END: &str = "DROP TABLE mlflow_import_points; ANALYZE metrics; ANALYZE latest_metrics";

/// Makes room for points if the table of metrics is empty and ours to change, and tells whether it is so.
pub(in crate::sql) async fn begin(connection: &mut PgConnection) -> Result<bool> {
    let can_be: Option<bool> = sqlx::query_scalar(CAN_BE)
        .fetch_optional(&mut *connection)
        .await
        .map_err(Postgres::error)?;
    if can_be != Some(true) {
        return Ok(false);
    }
    execute(connection, MAKE).await.map_err(Postgres::error)?;
    Ok(true)
}

/// Writes points in the binary form of `COPY`.
pub(in crate::sql) fn rows_of(points: &[Metric]) -> Result<Vec<u8>> {
    let mut rows = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0".to_vec();
    let field = |rows: &mut Vec<u8>, bytes: &[u8]| -> Result<()> {
        let length = i32::try_from(bytes.len())
            .map_err(|_| Error::invalid_parameter_value("a name of more than 2 GiB"))?;
        rows.extend(length.to_be_bytes());
        rows.extend(bytes);
        Ok(())
    };
    for point in points {
        rows.extend(6_i16.to_be_bytes());
        field(&mut rows, point.key.as_bytes())?;
        field(&mut rows, &stored(point.value).to_be_bytes())?;
        field(&mut rows, &point.timestamp.to_be_bytes())?;
        field(&mut rows, point.run_id.as_deref().unwrap_or_default().as_bytes())?;
        field(&mut rows, &point.step.to_be_bytes())?;
        field(&mut rows, &[u8::from(point.value.is_nan())])?;
    }
    rows.extend((-1_i16).to_be_bytes());
    Ok(rows)
}

/// Puts points aside.
pub(in crate::sql) async fn put(connection: &mut PgConnection, rows: &[u8]) -> Result<()> {
    let mut copy = connection.copy_in_raw(COPY).await.map_err(Postgres::error)?;
    if let Err(error) = copy.send(rows).await {
        return Err(Postgres::error(error));
    }
    copy.finish().await.map(drop).map_err(Postgres::error)
}

/// Writes all that was put aside to its tables.
pub(in crate::sql) async fn settle(connection: &mut PgConnection) -> Result<()> {
    fill(connection).await.map_err(Postgres::error)
}

async fn fill(connection: &mut PgConnection) -> sqlx::Result<()> {
    execute(connection, "LOCK TABLE metrics IN ACCESS EXCLUSIVE MODE").await?;
    let is_empty: bool = sqlx::query_scalar("SELECT NOT EXISTS (SELECT 1 FROM metrics)")
        .fetch_one(&mut *connection)
        .await?;
    match is_empty {
        true => fill_empty(connection).await?,
        false => execute(connection, &format!("{FILL} ON CONFLICT DO NOTHING")).await?,
    }
    execute(connection, FILL_LATEST).await?;
    execute(connection, END).await
}

/// Fills the table while nothing keeps it in order.
async fn fill_empty(connection: &mut PgConnection) -> sqlx::Result<()> {
    let keepers: Vec<(String, String, i32)> = sqlx::query_as(KEEPERS).fetch_all(&mut *connection).await?;
    for (drop, ..) in keepers.iter().rev() {
        execute(connection, drop).await?;
    }
    execute(connection, FILL).await?;
    let more_memory = format!(
        "SELECT set_config('maintenance_work_mem', '{MEMORY}', true) FROM pg_settings \
         WHERE name = 'maintenance_work_mem' AND setting::bigint < {MEMORY}"
    );
    execute(connection, &more_memory).await?;
    for (_, make, place) in &keepers {
        if *place > 2 {
            execute(connection, make).await?;
        } else {
            make_key(connection, make).await?;
        }
    }
    Ok(())
}

/// Makes a key; points that the source has twice are dropped where there are such.
async fn make_key(connection: &mut PgConnection, make: &str) -> sqlx::Result<()> {
    execute(connection, "SAVEPOINT mlflow_key").await?;
    match execute(connection, make).await {
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
            execute(connection, "ROLLBACK TO SAVEPOINT mlflow_key").await?;
            execute(connection, DROP_DOUBLES).await?;
            execute(connection, make).await
        }
        made => made,
    }
}

async fn execute(connection: &mut PgConnection, sql: &str) -> sqlx::Result<()> {
    let statement = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
    connection.execute(statement).await.map(drop)
}
