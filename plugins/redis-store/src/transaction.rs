//! Writes that happen as a whole or not at all.

use crate::client::Client;
use mlflow_core::{Error, Result};
use serde_json::json;
use std::sync::LazyLock;

static SCRIPT: LazyLock<redis::Script> =
    LazyLock::new(|| redis::Script::new(include_str!("transaction.lua")));

/// A write, with what has to be true for it.
#[derive(Default)]
pub(crate) struct Transaction {
    needs: Vec<Vec<String>>,
    commands: Vec<Vec<String>>,
}

/// A need that was not met: its place among all, and the value that is there.
pub(crate) struct Unmet {
    pub(crate) need: usize,
    pub(crate) value: String,
}

macro_rules! texts {
    ($($text:expr),+) => { vec![$($text.into()),+] };
}

impl Transaction {
    /// Needs a field of a hash to have one of some values, where a missing one is empty; returns the need's place.
    pub(crate) fn need(&mut self, key: &str, field: &str, values: &[&str]) -> usize {
        let mut need: Vec<String> = texts![key, field];
        need.extend(values.iter().map(|&value| value.to_owned()));
        self.needs.push(need);
        self.needs.len() - 1
    }

    pub(crate) fn set(&mut self, key: &str, field: impl Into<String>, value: impl Into<String>) {
        self.commands.push(texts!["HSET", key, field, value]);
    }

    /// Sets a field that is not there.
    pub(crate) fn set_new(&mut self, key: &str, field: impl Into<String>, value: impl Into<String>) {
        self.commands.push(texts!["HSETNX", key, field, value]);
    }

    pub(crate) fn remove(&mut self, key: &str, field: impl Into<String>) {
        self.commands.push(texts!["HDEL", key, field]);
    }

    /// Appends an item to a list.
    pub(crate) fn push(&mut self, list: &str, item: &str) {
        self.commands.push(texts!["RPUSH", list, item]);
    }

    /// Sets a field to a value with a rank before it, unless the one that is there ranks as high.
    pub(crate) fn set_latest(&mut self, key: &str, field: String, rank: String, value: String) {
        self.commands
            .push(vec!["LATEST".to_owned(), key.to_owned(), field, rank, value]);
    }

    /// Sets a field of the hash of each item of a list.
    pub(crate) fn set_each(&mut self, list: &str, prefix: &str, field: &str, value: &str) {
        self.commands.push(texts!["EACH", list, prefix, field, value]);
    }

    /// Carries it out, unless there are unmet needs.
    pub(crate) async fn run(&self, client: &Client) -> Result<Vec<Unmet>> {
        let asked = json!({ "needs": self.needs, "commands": self.commands }).to_string();
        let answer: Vec<String> = client
            .ask(async |connection| SCRIPT.arg(&asked).invoke_async(connection).await)
            .await?;
        let pairs = answer.chunks_exact(2);
        pairs
            .map(|pair| match (pair[0].parse(), pair[1].clone()) {
                (Ok(need), value) => Ok(Unmet { need, value }),
                (Err(_), _) => Err(Error::internal(
                    "Redis answered a transaction with something else",
                )),
            })
            .collect()
    }

    /// Carries it out; the first unmet need becomes an error.
    pub(crate) async fn run_or(&self, client: &Client, explain: impl Fn(&Unmet) -> Error) -> Result<()> {
        match self.run(client).await?.first() {
            None => Ok(()),
            Some(unmet) => Err(explain(unmet)),
        }
    }
}
