//! Copies the rows of a SQLite database into a server's database with the same tables.

use super::servers::Admin;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use std::path::Path;

const ROWS_AT_ONCE: usize = 200;

/// Replaces all rows of a database, whose tables are there, by those of a SQLite file.
pub(crate) async fn load(from: &Path, to: &mut Admin) {
    let rows = inserts(from, to);
    let (without_checks, with_checks) = match to {
        Admin::Postgres(_) => (
            "SET session_replication_role = replica; SET standard_conforming_strings = on;",
            "RESET session_replication_role;",
        ),
        Admin::MySql(_) => (
            "SET FOREIGN_KEY_CHECKS = 0, sql_mode = 'NO_AUTO_VALUE_ON_ZERO,NO_BACKSLASH_ESCAPES';",
            "SET FOREIGN_KEY_CHECKS = 1;",
        ),
    };
    to.run(without_checks).await;
    to.run("DELETE FROM experiments;").await;
    for insert in rows {
        to.run(&insert).await;
    }
    to.run(with_checks).await;
}

fn inserts(from: &Path, to: &Admin) -> Vec<String> {
    let quote = match to {
        Admin::Postgres(_) => '"',
        Admin::MySql(_) => '`',
    };
    let connection = Connection::open(from).unwrap();
    let mut inserts = Vec::new();
    for table in texts(
        &connection,
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'alembic_version'",
    ) {
        let columns = texts(
            &connection,
            &format!("SELECT name FROM pragma_table_xinfo('{table}') WHERE hidden = 0"),
        );
        let listed = |quote: char| {
            let columns: Vec<_> = columns
                .iter()
                .map(|column| format!("{quote}{column}{quote}"))
                .collect();
            columns.join(", ")
        };
        let mut statement = connection
            .prepare(&format!("SELECT {} FROM {table}", listed('"')))
            .unwrap();
        let rows = statement.query_map([], |row| {
            let values: Vec<_> = (0..columns.len())
                .map(|i| literal(row.get_ref(i).unwrap(), to))
                .collect();
            Ok(format!("({})", values.join(", ")))
        });
        let rows: Vec<String> = rows.unwrap().map(Result::unwrap).collect();
        inserts.extend(rows.chunks(ROWS_AT_ONCE).map(|rows| {
            format!(
                "INSERT INTO {table} ({}) VALUES {}",
                listed(quote),
                rows.join(", ")
            )
        }));
    }
    inserts
}

fn texts(connection: &Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

/// Writes a value as text in quotes, which each column reads as its type.
fn literal(value: ValueRef<'_>, to: &Admin) -> String {
    match (value, to) {
        (ValueRef::Null, _) => "NULL".to_owned(),
        (ValueRef::Integer(number), _) => format!("'{number}'"),
        (ValueRef::Real(number), _) => format!("'{number:e}'"),
        (ValueRef::Text(text), _) => format!("'{}'", String::from_utf8_lossy(text).replace('\'', "''")),
        (ValueRef::Blob(bytes), Admin::Postgres(_)) => format!("'\\x{}'", hex(bytes)),
        (ValueRef::Blob(bytes), Admin::MySql(_)) => format!("x'{}'", hex(bytes)),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
