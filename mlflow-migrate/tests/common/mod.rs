//! A folder with two databases.

#![allow(dead_code, reason = "each test program uses its part")]

use mlflow_core::StoreUri;
use mlflow_stores::sql::upgrade;
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A database that is there, and the place of another one.
pub(crate) struct Pair {
    folder: TempDir,
    pub(crate) from: String,
    pub(crate) to: String,
}

impl Pair {
    /// Makes a copy of what official MLflow wrote, upgraded to the tables of today.
    pub(crate) async fn of_golden(version: &str) -> Self {
        let pair = Pair::empty();
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../mlflow-testkit/data");
        std::fs::copy(data.join(format!("mlflow-{version}.db")), pair.path("from.db")).unwrap();
        let uri = StoreUri::parse(&pair.from).unwrap();
        let mut options = upgrade::Options::default();
        options.backup = false;
        upgrade::upgrade(&uri, &options, &mut |_| {}).await.unwrap();
        pair
    }

    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let uri = |name: &str| format!("sqlite:///{}", folder.path().join(name).display());
        let (from, to) = (uri("from.db"), uri("to.db"));
        Pair { folder, from, to }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn count_from(&self, table: &str) -> i64 {
        count(&self.path("from.db"), table)
    }

    pub(crate) fn count_to(&self, table: &str) -> i64 {
        count(&self.path("to.db"), table)
    }

    /// Returns every row of the target's tables that hold what was moved, as text.
    pub(crate) fn content_to(&self) -> Vec<String> {
        let database = Connection::open(self.path("to.db")).unwrap();
        TABLES.iter().flat_map(|table| rows(&database, table)).collect()
    }
}

/// The tables that hold what is moved.
pub(crate) const TABLES: [&str; 25] = [
    "experiments",
    "experiment_tags",
    "runs",
    "metrics",
    "latest_metrics",
    "params",
    "tags",
    "datasets",
    "inputs",
    "input_tags",
    "logged_models",
    "logged_model_params",
    "logged_model_tags",
    "logged_model_metrics",
    "trace_info",
    "trace_tags",
    "trace_request_metadata",
    "spans",
    "assessments",
    "registered_models",
    "registered_model_tags",
    "registered_model_aliases",
    "model_versions",
    "model_version_tags",
    "entity_associations",
];

/// Counts rows, without those of versions that are deleted, which no store answers, and of evaluation datasets, which
/// are not moved.
fn count(file: &Path, table: &str) -> i64 {
    let live = match table {
        "model_versions" => "WHERE current_stage <> 'Deleted_Internal'",
        "entity_associations" => "WHERE source_type = 'trace'",
        "model_version_tags" => {
            "WHERE (name, version) IN \
             (SELECT name, version FROM model_versions WHERE current_stage <> 'Deleted_Internal')"
        }
        _ => "",
    };
    let query = format!("SELECT count(*) FROM {table} {live}");
    Connection::open(file)
        .unwrap()
        .query_row(&query, [], |row| row.get(0))
        .unwrap()
}

fn rows(database: &Connection, table: &str) -> Vec<String> {
    let mut query = database.prepare(&format!("SELECT * FROM {table}")).unwrap();
    let columns = query.column_count();
    let text = |row: &rusqlite::Row<'_>| {
        let values = (0..columns).map(|i| format!("{:?}", row.get_ref(i).unwrap()));
        Ok(format!("{table}: {}", values.collect::<Vec<_>>().join(", ")))
    };
    let mut all: Vec<String> = query.query_map([], text).unwrap().map(Result::unwrap).collect();
    all.sort();
    all
}
