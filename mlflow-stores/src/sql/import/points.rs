//! Points of metrics of another store.
//!
//! An empty table of PostgreSQL gets all of them at the end, without its indexes, which are made anew: that is several
//! times as quick as to keep them true row by row.

use crate::sql::postgres::aside;
use crate::sql::search::Dialect;
use crate::sql::{SqlStore, metrics};
use mlflow_core::contract::import_target::ImportMetrics;
use mlflow_core::entities::Metric;
use mlflow_core::{Error, Result};
use std::sync::Arc;
use tokio::sync::Mutex;

/// Whether points are put aside, once that is known of a migration at work.
#[derive(Clone, Debug, Default)]
pub(in crate::sql) struct Aside(Arc<Mutex<Option<bool>>>);

pub(super) async fn import(store: &SqlStore, request: ImportMetrics) -> Result<()> {
    let ImportMetrics { metrics, more_follow } = request;
    if let Some(stray) = metrics.iter().find(|point| point.run_id.is_none()) {
        let message = format!("a point of the metric `{}` names no run", stray.key);
        return Err(Error::invalid_parameter_value(message));
    }
    if store.database.dialect() != Dialect::Postgres {
        return write(store, metrics).await;
    }
    let puts_aside = {
        let mut known = store.aside.0.lock().await;
        let puts_aside = match *known {
            Some(puts_aside) => puts_aside,
            None if more_follow => {
                in_postgres(store, |connection| Box::pin(aside::begin(connection))).await?
            }
            None => false,
        };
        *known = more_follow.then_some(puts_aside);
        puts_aside
    };
    if !puts_aside {
        return write(store, metrics).await;
    }
    if !metrics.is_empty() {
        let rows: Arc<[u8]> = aside::rows_of(&metrics)?.into();
        in_postgres(store, move |connection| {
            Box::pin(async move { aside::put(connection, &rows).await })
        })
        .await?;
    }
    match more_follow {
        true => Ok(()),
        false => in_postgres(store, |connection| Box::pin(aside::settle(connection))).await,
    }
}

async fn write(store: &SqlStore, points: Vec<Metric>) -> Result<()> {
    store
        .database
        .write(move |tx| {
            Box::pin(async move {
                let run_of = |point: &Metric| point.run_id.clone().unwrap_or_default();
                let run_ids: Vec<String> = points.iter().map(run_of).collect();
                let points: Vec<_> = run_ids.iter().map(String::as_str).zip(&points).collect();
                metrics::log_of_runs(tx, &points).await
            })
        })
        .await
}

/// Runs a unit that speaks to PostgreSQL itself.
async fn in_postgres<T: Send + 'static>(
    store: &SqlStore,
    work: impl for<'c> FnOnce(&'c mut sqlx::PgConnection) -> aside::Step<'c, T> + Clone + Send + 'static,
) -> Result<T> {
    store
        .database
        .write(move |tx| {
            Box::pin(async move {
                let connection = tx.postgres();
                let connection = connection.ok_or_else(|| Error::internal("this is no PostgreSQL"))?;
                work(connection).await
            })
        })
        .await
}
