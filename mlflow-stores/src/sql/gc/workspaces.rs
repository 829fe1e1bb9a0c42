//! Which experiments belong to which workspace of official MLflow's server.

use super::SqlStore;
use crate::sql::tables::Experiments;
use mlflow_core::Result;
use sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use std::collections::BTreeSet;

impl SqlStore {
    /// Returns the names of all workspaces, in their order.
    pub async fn workspaces(&self) -> Result<Vec<String>> {
        let query = Query::select()
            .column("name")
            .from("workspaces")
            .order_by("name", Order::Asc)
            .to_owned();
        self.texts(query, |row| row.string(0)).await
    }

    /// Returns the ids of all experiments of some workspaces, deleted ones too.
    pub async fn experiments_of_workspaces(&self, workspaces: &[String]) -> Result<BTreeSet<String>> {
        let query = ids_where(Expr::col(Experiments::Workspace).is_in(workspaces.iter().map(String::as_str)));
        let ids = self.texts(query, |row| Ok(row.integer(0)?.to_string())).await?;
        Ok(ids.into_iter().collect())
    }

    /// Tells whether an experiment belongs to another workspace than `default`.
    pub async fn has_other_workspaces(&self) -> Result<bool> {
        let query = ids_where(Expr::col(Experiments::Workspace).ne("default"))
            .limit(1)
            .to_owned();
        let ids = self.texts(query, |row| Ok(row.integer(0)?.to_string())).await?;
        Ok(!ids.is_empty())
    }

    async fn texts(
        &self,
        query: SelectStatement,
        read: fn(&crate::sql::Row<'_>) -> Result<String>,
    ) -> Result<Vec<String>> {
        let found = self
            .database
            .read(move |tx| Box::pin(async move { tx.rows(&query, read).await }));
        found.await
    }
}

fn ids_where(condition: Expr) -> SelectStatement {
    Query::select()
        .column(Experiments::ExperimentId)
        .from(Experiments::Table)
        .and_where(condition)
        .to_owned()
}
