//! Puts a table of another definition in a table's place.

use rusqlite::{Connection, Result};

/// Makes a table by a new definition, moves the rows, and takes the old table's name, indexes and triggers.
///
/// Columns that both have keep their values, under a new name where `renamed` says so; new columns get their default.
/// Indexes and triggers that somebody added come along.
pub(super) fn rebuild(
    connection: &Connection,
    table: &str,
    renamed: &[(String, String)],
    create: &str,
) -> Result<u64> {
    let temporary = format!("_alembic_tmp_{table}");
    let create = create.replacen(
        &format!("CREATE TABLE {table} "),
        &format!("CREATE TABLE {temporary} "),
        1,
    );
    let belongings = belongings(connection, table)?;
    let old = columns(connection, table, "1")?;
    // Left by an upgrade of another program that was stopped; the table itself is still there.
    connection.execute_batch(&format!("DROP TABLE IF EXISTS {temporary}"))?;
    connection.execute_batch(&create)?;

    let pairs: Vec<(String, String)> = columns(connection, &temporary, "hidden = 0")?
        .into_iter()
        .filter_map(|new| {
            let source = renamed.iter().find(|(name, _)| *name == new);
            let source = source.map_or(&new, |(_, old)| old).clone();
            old.contains(&source).then_some((new, source))
        })
        .collect();
    let list = |side: fn(&(String, String)) -> &String| {
        let names: Vec<String> = pairs.iter().map(|pair| format!("\"{}\"", side(pair))).collect();
        names.join(", ")
    };
    let rows = connection.execute(
        &format!(
            "INSERT INTO {temporary} ({}) SELECT {} FROM {table}",
            list(|pair| &pair.0),
            list(|pair| &pair.1)
        ),
        [],
    )?;
    connection.execute_batch(&format!(
        "DROP TABLE {table}; ALTER TABLE {temporary} RENAME TO {table};"
    ))?;
    for sql in belongings {
        connection.execute_batch(&sql)?;
    }
    Ok(rows as u64)
}

fn columns(connection: &Connection, table: &str, condition: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare(&format!(
        "SELECT name FROM pragma_table_xinfo(?1) WHERE {condition}"
    ))?;
    let names = statement.query_map([table], |row| row.get(0))?;
    names.collect()
}

fn belongings(connection: &Connection, table: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare(
        "SELECT sql FROM sqlite_master WHERE tbl_name = ?1 AND type IN ('index', 'trigger') AND sql IS NOT NULL",
    )?;
    let texts = statement.query_map([table], |row| row.get(0))?;
    texts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_indexes_and_triggers_come_along() {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch(
                "CREATE TABLE jobs (id INTEGER PRIMARY KEY, old_name TEXT, gone TEXT);
                 CREATE INDEX mine ON jobs (id);
                 CREATE TRIGGER guard BEFORE DELETE ON jobs BEGIN SELECT RAISE(ABORT, 'no'); END;
                 CREATE TABLE _alembic_tmp_jobs (left_behind TEXT);
                 INSERT INTO jobs VALUES (1, 'a', 'x'), (2, 'b', 'y');",
            )
            .unwrap();
        let create = "CREATE TABLE jobs (id INTEGER PRIMARY KEY, name TEXT, added TEXT DEFAULT 'd', twice INTEGER AS (id * 2) STORED)";
        let renamed = [("name".to_owned(), "old_name".to_owned())];
        assert_eq!(rebuild(&connection, "jobs", &renamed, create).unwrap(), 2);
        let row: (i64, String, String, i64) = connection
            .query_row("SELECT * FROM jobs WHERE id = 2", [], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })
            .unwrap();
        assert_eq!(row, (2, "b".to_owned(), "d".to_owned(), 4));
        assert!(connection.execute("DELETE FROM jobs", []).is_err());
        assert_eq!(belongings(&connection, "jobs").unwrap().len(), 2);
    }
}
