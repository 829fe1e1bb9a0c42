//! The language of the step files: SQL in sections per engine, and a few actions that SQL has no words for.
//!
//! ```text
//! -- sqlite                          the paragraphs below are for these engines; `-- all` for each
//!
//! ALTER TABLE jobs ADD COLUMN x;     a paragraph is one statement
//!
//! -- @rebuild runs                   an action, with its text in the lines below
//! CREATE TABLE runs (…);
//! ```
//!
//! `{key}`, `{double}` and `{bytes}` stand for what engines write differently.

use super::engine::Dialect;
use mlflow_core::{Error, Result};

/// One thing to do on the way to a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// A statement.
    Sql(String),
    /// Puts a table of another definition in a table's place, with its rows and indexes.
    Rebuild {
        table: String,
        /// Columns under a new name: (new, old).
        renamed: Vec<(String, String)>,
        create: String,
    },
    /// Adds the columns that a table has not yet.
    AddColumns { table: String, columns: Vec<String> },
    /// Drops all foreign keys of a table to another, whatever their names are.
    DropForeignKeys { table: String, referred: String },
    /// Drops what keeps the values of one column unique, whatever its name is.
    DropUnique { table: String, column: String },
    /// Drops a named check constraint, if it is there.
    DropCheck { table: String, name: String },
    /// A statement that is left out if the table has so many check constraints with a word.
    UnlessCheck {
        table: String,
        word: String,
        count: usize,
        sql: String,
    },
    /// Moves rows by a function of this program.
    Data(String),
}

/// Returns what a script says for an engine, in its order.
pub(super) fn actions(script: &str, dialect: Dialect) -> Result<Vec<Action>> {
    let mut wanted = false;
    let mut actions = Vec::new();
    for paragraph in script.split("\n\n").map(str::trim).filter(|p| !p.is_empty()) {
        match paragraph.strip_prefix("-- ") {
            Some(engines) if !engines.starts_with('@') => {
                wanted = engines == "all" || engines.split(", ").any(|name| name == dialect.name());
            }
            _ if wanted => actions.push(action(&dialect.words(paragraph))?),
            _ => {}
        }
    }
    Ok(actions)
}

fn action(paragraph: &str) -> Result<Action> {
    let Some(directive) = paragraph.strip_prefix("-- @") else {
        return Ok(Action::Sql(statement(paragraph)));
    };
    let (line, body) = directive.split_once('\n').unwrap_or((directive, ""));
    let words: Vec<&str> = line.split(' ').collect();
    let text = |word: &str| word.to_owned();
    Ok(match words.as_slice() {
        ["rebuild", table, renamed @ ..] => Action::Rebuild {
            table: text(table),
            renamed: renamed
                .iter()
                .filter_map(|pair| pair.split_once('='))
                .map(|(new, old)| (text(new), text(old)))
                .collect(),
            create: statement(body),
        },
        ["add-columns", table] => Action::AddColumns {
            table: text(table),
            columns: statement(body).lines().map(text).collect(),
        },
        ["drop-foreign-keys", table, referred] => Action::DropForeignKeys {
            table: text(table),
            referred: text(referred),
        },
        ["drop-unique", table, column] => Action::DropUnique {
            table: text(table),
            column: text(column),
        },
        ["drop-check", table, name] => Action::DropCheck {
            table: text(table),
            name: text(name),
        },
        ["unless-check", table, word, count] => Action::UnlessCheck {
            table: text(table),
            word: text(word),
            count: count.parse().map_err(|_| unknown(line))?,
            sql: statement(body),
        },
        ["data", name] => Action::Data(text(name)),
        _ => return Err(unknown(line)),
    })
}

fn statement(text: &str) -> String {
    text.strip_suffix(';').unwrap_or(text).to_owned()
}

fn unknown(line: &str) -> Error {
    Error::internal(format!("a step of the upgrade is not understood: `{line}`"))
}

#[cfg(test)]
mod tests {
    use super::super::steps::{BASE, STEPS};
    use super::*;

    #[test]
    fn every_script_is_understood() {
        for dialect in [Dialect::Sqlite, Dialect::Postgres, Dialect::MySql] {
            assert_eq!(actions(BASE, dialect).unwrap().len(), 5);
            for step in STEPS {
                let actions = actions(step.script, dialect).unwrap_or_else(|e| panic!("{step:?}: {e}"));
                let text = format!("{actions:?}").replace("{now_ms}", "");
                for token in ["{key}", "{double}", "{bytes}", "-- "] {
                    assert!(!text.contains(token), "{step:?} holds {token}");
                }
            }
        }
    }

    #[test]
    fn sections_and_words_are_the_engines_own() {
        let script =
            "-- sqlite, mysql\n\nSELECT {key};\n\n-- postgresql\n\nSELECT {bytes};\n\n-- all\n\n-- @data x\n";
        let sql = |text: &str| Action::Sql(text.to_owned());
        let data = Action::Data("x".to_owned());
        assert_eq!(
            actions(script, Dialect::MySql).unwrap(),
            [sql("SELECT `key`"), data.clone()]
        );
        assert_eq!(
            actions(script, Dialect::Postgres).unwrap(),
            [sql("SELECT BYTEA"), data]
        );
    }
}
