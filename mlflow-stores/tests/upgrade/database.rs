//! Databases of the recorded revisions, and what is in them.

use mlflow_core::{Result, StoreUri};
use mlflow_stores::sql::upgrade::{Options, Report, upgrade};
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The recorded databases, by the names of their files.
pub(crate) const NAMES: [&str; 12] = [
    "00-base",
    "01-90e64c465722",
    "02-2b4d017a5e9b",
    "03-bd07f7e963c5",
    "04-7f2a7d5fae7d",
    "05-867495a8f9d4",
    "06-0584bdc529eb",
    "07-770bee3ae1dd",
    "08-a1b2c3d4e5f6",
    "09-bf29a5ff90ea",
    "10-c8d9e0f1a2b3",
    "11-1b5f0d9ad7c1",
];

pub(crate) fn data(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/upgrade")
        .join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Makes the file of a recorded database.
pub(crate) fn restored(name: &str) -> (TempDir, PathBuf) {
    let in_memory = tempfile::tempdir_in("/dev/shm");
    let folder = in_memory.or_else(|_| tempfile::tempdir()).unwrap();
    let path = folder.path().join("mlflow.db");
    let connection = Connection::open(&path).unwrap();
    connection.execute_batch("PRAGMA foreign_keys = off").unwrap();
    connection.execute_batch(&data(&format!("{name}.sql"))).unwrap();
    (folder, path)
}

pub(crate) fn uri(path: &Path) -> StoreUri {
    StoreUri::parse(&format!("sqlite:///{}", path.display())).unwrap()
}

pub(crate) async fn upgraded(path: &Path, backup: bool) -> Result<Report> {
    let mut options = Options::default();
    options.backup = backup;
    upgrade(&uri(path), &options, &mut |_| ()).await
}

/// Returns all rows of all tables that have any, as the recordings have them.
pub(crate) fn rows(path: &Path) -> BTreeMap<String, Value> {
    let connection = Connection::open(path).unwrap();
    let mut found = BTreeMap::new();
    for table in texts(
        &connection,
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    ) {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns: Vec<String> = statement.column_names().into_iter().map(str::to_owned).collect();
        let rows = statement
            .query_map([], |row| {
                (0..columns.len())
                    .map(|column| Ok(value(row.get_ref(column)?)))
                    .collect()
            })
            .unwrap();
        let rows: Vec<Vec<Value>> = rows.map(|row| row.unwrap()).collect();
        if !rows.is_empty() {
            found.insert(table, json!({"columns": columns, "rows": sorted(rows)}));
        }
    }
    found
}

/// Sorts rows by their text.
pub(crate) fn sorted(mut rows: Vec<Vec<Value>>) -> Vec<Vec<Value>> {
    rows.sort_by_cached_key(|row| serde_json::to_string(row).unwrap());
    rows
}

fn value(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(int) => json!(int),
        ValueRef::Real(real) => json!(real),
        ValueRef::Text(text) | ValueRef::Blob(text) => json!(String::from_utf8_lossy(text)),
    }
}

fn texts(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

/// Returns all definitions, without what means nothing: quotes, spaces, and the order of constraints.
pub(crate) fn schema(path: &Path) -> Vec<String> {
    let connection = Connection::open(path).unwrap();
    let mut definitions: Vec<String> = texts(
        &connection,
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'",
    )
    .iter()
    .map(|sql| plain(sql))
    .collect();
    definitions.sort();
    definitions
}

fn plain(sql: &str) -> String {
    let text = sql
        .replace(['"', '`'], "")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.replace("cascade", "CASCADE");
    let Some((head, body)) = text
        .split_once(" ( ")
        .filter(|(head, _)| head.starts_with("CREATE TABLE"))
    else {
        return text;
    };
    let (mut items, mut depth) = (vec![String::new()], 0);
    for c in body.trim_end_matches(" )").chars() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        match c {
            ',' if depth == 0 => items.push(String::new()),
            c => items.last_mut().unwrap().push(c),
        }
    }
    let is_constraint = |item: &String| {
        ["CONSTRAINT", "FOREIGN", "CHECK", "UNIQUE", "PRIMARY"]
            .iter()
            .any(|word| item.starts_with(word))
    };
    let items: Vec<String> = items.iter().map(|item| item.trim().to_owned()).collect();
    let (mut constraints, columns): (Vec<_>, Vec<_>) = items.into_iter().partition(is_constraint);
    constraints.sort();
    format!("{head} ( {} )", [columns, constraints].concat().join(", "))
}
