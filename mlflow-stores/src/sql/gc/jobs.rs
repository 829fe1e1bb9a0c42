//! Jobs of official MLflow's server that have ended are deleted for good.

use super::SqlStore;
use mlflow_core::Result;
use mlflow_core::clock::now_ms;
use sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};

/// Which jobs may be deleted for good, of those that have ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EndedJobs {
    /// Only those that were made at least this many milliseconds ago; 0 takes all.
    pub older_than: i64,
    /// Only these.
    pub ids: Option<Vec<String>>,
    /// Only those of these workspaces.
    pub workspaces: Option<Vec<String>>,
}

/// The states that a job does not leave again: it succeeded, failed, ran out of time, or was canceled.
const ENDED: [i32; 4] = [2, 3, 4, 5];

/// How many jobs go in one transaction.
const AT_ONCE: usize = 500;

impl SqlStore {
    /// Returns the ids of jobs that have ended.
    pub async fn ended_jobs(&self, which: &EndedJobs) -> Result<Vec<String>> {
        let query = select(which);
        let found = self
            .database
            .read(move |tx| Box::pin(async move { tx.rows(&query, |row| row.string(0)).await }));
        found.await
    }

    /// Deletes jobs that have ended for good, and returns the ids of those that went.
    pub async fn hard_delete_jobs(&self, which: &EndedJobs) -> Result<Vec<String>> {
        let mut gone = Vec::new();
        for ids in self.ended_jobs(which).await?.chunks(AT_ONCE) {
            let query = select(&EndedJobs {
                ids: Some(ids.to_vec()),
                ..which.clone()
            });
            let deleted = self.database.write(move |tx| {
                Box::pin(async move {
                    let ids = tx.rows(&query, |row| row.string(0)).await?;
                    for (table, column) in [("job_locks", "job_id"), ("jobs", "id")] {
                        let delete = Query::delete()
                            .from_table(table)
                            .and_where(Expr::col(column).is_in(ids.iter().map(String::as_str)))
                            .to_owned();
                        tx.execute(&delete).await?;
                    }
                    Ok(ids)
                })
            });
            gone.extend(deleted.await?);
        }
        Ok(gone)
    }
}

fn select(which: &EndedJobs) -> SelectStatement {
    let mut query = Query::select()
        .column("id")
        .from("jobs")
        .and_where(Expr::col("status").is_in(ENDED))
        .order_by("id", Order::Asc)
        .to_owned();
    if which.older_than > 0 {
        query.and_where(Expr::col("creation_time").lt(now_ms().saturating_sub(which.older_than)));
    }
    for (column, texts) in [("id", &which.ids), ("workspace", &which.workspaces)] {
        if let Some(texts) = texts {
            query.and_where(Expr::col(column).is_in(texts.iter().map(String::as_str)));
        }
    }
    query
}
