//! What the commands about databases answer.

use crate::output::{Answer, Table};
use mlflow_core::StoreUri;
use mlflow_stores::sql::HEAD_REVISION;
use mlflow_stores::sql::upgrade::indexes::{Change, Done, Index};
use mlflow_stores::sql::upgrade::{Report, State};
use serde_json::{Value, json};

/// The word for a state in JSON and tables.
fn word(state: &State) -> &'static str {
    match state {
        State::Empty => "empty",
        State::Current => "current",
        State::Old { .. } => "old",
        State::Unknown { is_newer: true, .. } => "newer",
        State::Unknown { .. } => "unknown",
        _ => "foreign",
    }
}

/// Names what a database holds.
pub(super) fn shown(state: &State) -> String {
    match state {
        State::Empty => "no tables".to_owned(),
        State::Old { revision: None } => "the tables of 2019".to_owned(),
        state => state
            .revision()
            .map_or("no MLflow database", |revision| revision)
            .to_owned(),
    }
}

/// The answer of `mlflow db check`.
pub(super) struct Checked {
    pub(super) uri: StoreUri,
    pub(super) state: State,
    /// The additional indexes that are there.
    pub(super) indexes: Vec<&'static Index>,
}

impl Answer for Checked {
    fn table(&self) -> Table {
        let steps = self.state.steps().iter();
        Table::new(["Revision", "Made", "Title"])
            .with_rows(steps.map(|step| [step.revision, step.made, step.title]))
    }

    fn json(&self) -> Value {
        let steps: Vec<Value> = self
            .state
            .steps()
            .iter()
            .map(|step| json!({"revision": step.revision, "made": step.made, "title": step.title}))
            .collect();
        json!({
            "uri": self.uri.to_string(),
            "state": word(&self.state),
            "revision": self.state.revision(),
            "head": HEAD_REVISION,
            "steps": steps,
            "indexes": self.indexes.iter().map(|index| index.name).collect::<Vec<_>>(),
        })
    }

    fn text(&self) -> String {
        let (uri, found) = (&self.uri, shown(&self.state));
        match self.state.steps().len() {
            0 if self.state == State::Current => {
                let mut text = format!("{uri} is up to date at {HEAD_REVISION}\n");
                for Index { name, serves, .. } in &self.indexes {
                    text.push_str(&format!(
                        "It also has the index {name} of `mlflow db index`, for {serves}\n"
                    ));
                }
                text
            }
            0 => format!("{uri} holds {found}, which leads to no upgrade\n"),
            _ => format!(
                "{uri} holds {found}; an upgrade to {HEAD_REVISION} takes these steps:\n{}",
                self.table()
            ),
        }
    }
}

/// The answer of `mlflow db version`.
pub(super) struct Version {
    pub(super) uri: StoreUri,
    pub(super) state: State,
}

impl Answer for Version {
    fn table(&self) -> Table {
        let revision = self.state.revision().unwrap_or_default();
        Table::new(["Revision", "State", "Head"]).with_rows([[revision, word(&self.state), HEAD_REVISION]])
    }

    fn json(&self) -> Value {
        json!({
            "uri": self.uri.to_string(),
            "state": word(&self.state),
            "revision": self.state.revision(),
            "head": HEAD_REVISION,
        })
    }

    fn text(&self) -> String {
        format!("{}\n", shown(&self.state))
    }
}

/// The answer of `mlflow db upgrade`.
pub(super) struct Upgraded {
    pub(super) uri: StoreUri,
    pub(super) report: Report,
}

impl Upgraded {
    fn backup(&self) -> Option<String> {
        self.report.backup.as_ref().map(|path| path.display().to_string())
    }
}

impl Answer for Upgraded {
    fn table(&self) -> Table {
        let from = self.report.before.revision().unwrap_or_default().to_owned();
        let row = [
            from,
            HEAD_REVISION.to_owned(),
            self.report.taken.to_string(),
            self.backup().unwrap_or_default(),
        ];
        Table::new(["From", "To", "Steps", "Backup"]).with_rows([row])
    }

    fn json(&self) -> Value {
        json!({
            "uri": self.uri.to_string(),
            "from": self.report.before.revision(),
            "to": HEAD_REVISION,
            "steps": self.report.taken,
            "backup": self.backup(),
        })
    }

    fn text(&self) -> String {
        let (uri, before) = (&self.uri, &self.report.before);
        if *before == State::Current {
            return format!("{uri} is up to date at {HEAD_REVISION}\n");
        }
        let (from, taken) = (shown(before), self.report.taken);
        let mut text = match taken == before.steps().len() {
            true => format!("{uri} was upgraded from {from} to {HEAD_REVISION} in {taken} steps\n"),
            false => format!(
                "{uri} was upgraded from {from} to {HEAD_REVISION}, {taken} of the steps by this process\n"
            ),
        };
        if let Some(backup) = self.backup() {
            text.push_str(&format!(
                "The database as it was is in {backup}: to go back, stop what uses the database and put that file in its place\n"
            ));
        }
        text
    }
}

/// The answer of `mlflow db index`.
pub(super) struct Indexed {
    pub(super) uri: StoreUri,
    pub(super) done: Vec<Done>,
}

/// The word for a change in JSON and tables.
fn word_for(change: Change) -> &'static str {
    match change {
        Change::Made => "made",
        Change::Completed => "completed",
        Change::Kept => "kept",
        Change::Dropped => "dropped",
        _ => "missing",
    }
}

impl Answer for Indexed {
    fn table(&self) -> Table {
        let rows = self.done.iter().map(|done| {
            let seconds = format!("{:.1}", done.time.as_secs_f64());
            [
                done.index.name.to_owned(),
                done.index.table.to_owned(),
                word_for(done.change).to_owned(),
                seconds,
            ]
        });
        Table::new(["Index", "Table", "Change", "Seconds"]).with_rows(rows)
    }

    fn json(&self) -> Value {
        let indexes = self.done.iter().map(|done| {
            json!({
                "name": done.index.name,
                "table": done.index.table,
                "serves": done.index.serves,
                "change": word_for(done.change),
            })
        });
        json!({ "uri": self.uri.to_string(), "indexes": indexes.collect::<Vec<_>>() })
    }

    fn text(&self) -> String {
        let line = |done: &Done| {
            let Index {
                name, table, serves, ..
            } = done.index;
            match done.change {
                Change::Made => format!("{name} was made on {table}, for {serves}\n"),
                Change::Completed => {
                    format!(
                        "{name} was left unfinished by another program, and was made anew on {table}, for {serves}\n"
                    )
                }
                Change::Kept => format!("{name} is there, for {serves}\n"),
                Change::Dropped => format!("{name} was dropped from {table}\n"),
                _ => format!("{name} is not there\n"),
            }
        };
        self.done.iter().map(line).collect()
    }
}
