//! Indexes beyond MLflow's layout, in SQLite.

use crate::database::{restored, upgraded, uri};
use mlflow_core::ErrorCode;
use mlflow_core::entities::ViewType;
use mlflow_core::search::{Filter, OrderBy};
use mlflow_stores::sql::SqlStore;
use mlflow_stores::sql::search::{Dialect, RunsQuery, runs};
use mlflow_stores::sql::upgrade::indexes::{self, Change, INDEXES};
use mlflow_stores::sql::upgrade::{State, inspect};
use rusqlite::Connection;
use sea_query::SqliteQueryBuilder;
use std::path::Path;

async fn changes(path: &Path, drops: bool) -> Vec<Change> {
    let uri = uri(path);
    let done = match drops {
        true => indexes::drop(&uri, &mut || ()).await,
        false => indexes::make(&uri, &mut || ()).await,
    };
    done.unwrap().into_iter().map(|done| done.change).collect()
}

fn plan(connection: &Connection, filter: &str, order: &str) -> String {
    let query = RunsQuery {
        filter: &Filter::parse(filter).unwrap(),
        order: &OrderBy::parse(&[order]).unwrap(),
        view: ViewType::ActiveOnly,
        experiment_ids: &[0],
        limit: 101,
        offset: 0,
    };
    let statement = runs(&query, Dialect::Sqlite).to_string(SqliteQueryBuilder);
    let mut plan = connection
        .prepare(&format!("EXPLAIN QUERY PLAN {statement}"))
        .unwrap();
    let lines = plan.query_map([], |row| row.get::<_, String>(3)).unwrap();
    lines.map(Result::unwrap).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn they_are_made_used_and_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mlflow.db");
    let missing = indexes::make(&uri(&path), &mut || ()).await.unwrap_err();
    assert_eq!(missing.code(), ErrorCode::ResourceDoesNotExist, "{missing}");
    drop(SqlStore::open(uri(&path).as_str()).await.unwrap());
    assert!(indexes::present(&uri(&path)).await.unwrap().is_empty());
    assert_eq!(changes(&path, false).await, [Change::Made]);
    assert_eq!(changes(&path, false).await, [Change::Kept]);
    assert_eq!(indexes::present(&uri(&path)).await.unwrap(), [&INDEXES[0]]);
    let connection = Connection::open(&path).unwrap();
    for (filter, order) in [
        ("metrics.m < 0.1", "metrics.m ASC"),
        ("metrics.m > 0.1", "metrics.m DESC"),
        ("metrics.m >= 0.1", "start_time DESC"),
        ("metrics.m < 0.1", "metrics.n ASC"),
    ] {
        let plan = plan(&connection, filter, order);
        assert!(plan.contains(INDEXES[0].name), "{filter} {order}\n{plan}");
    }
    drop(connection);
    assert_eq!(inspect(&uri(&path)).await.unwrap(), State::Current);
    assert_eq!(upgraded(&path, false).await.unwrap().taken, 0);
    assert_eq!(changes(&path, true).await, [Change::Dropped]);
    assert_eq!(changes(&path, true).await, [Change::Missing]);
}

#[tokio::test]
async fn other_layouts_have_none() {
    let (_folder, path) = restored("11-1b5f0d9ad7c1");
    let old = indexes::make(&uri(&path), &mut || ()).await.unwrap_err();
    assert_eq!(old.code(), ErrorCode::InvalidState, "{old}");
    assert!(old.message().contains("mlflow db upgrade"), "{old}");
}
