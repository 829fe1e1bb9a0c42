//! Runs the load generator and keeps what it tells.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::contender::Contender;
use crate::bench::programs::{Programs, option};
use crate::bench::samples::{Samples, Side};
use crate::command::capture;

/// How much is sent.
pub(super) struct Load {
    pub(super) connections: usize,
    pub(super) seconds: f64,
    pub(super) artifact_bytes: u64,
}

impl Load {
    /// Sends requests of one kind and returns the line that the generator prints.
    pub(super) fn send(&self, programs: &Programs, item: &str, addresses: &[&str]) -> Result<Answer> {
        let mut load = programs.ours("load");
        option(&mut load, "item", item);
        for address in addresses {
            option(&mut load, "address", address);
        }
        option(&mut load, "connections", self.connections.to_string());
        option(&mut load, "seconds", self.seconds.to_string());
        option(&mut load, "bytes", self.artifact_bytes.to_string());
        let output = capture(&mut load)?;
        let line = serde_json::from_str(&output).with_context(|| format!("`{output}` is not JSON"))?;
        Ok(Answer(line))
    }
}

/// What the generator tells of an item.
pub(super) struct Answer(Value);

impl Answer {
    pub(super) fn number(&self, name: &str) -> Result<f64> {
        self.0[name]
            .as_f64()
            .with_context(|| format!("the load generator tells no `{name}`"))
    }

    /// Keeps the figures. Failures of our own server are an error.
    pub(super) fn add_to(
        &self,
        contender: &Contender,
        samples: &mut Samples,
        failures: &mut Failures,
    ) -> Result<()> {
        let item = self.0["item"].as_str().context("the line names no item")?;
        if contender.side == Side::Ours {
            self.ensure_all_answered()?;
        }
        failures.add(contender, item, self.number("failures")?, self.first_failure());
        samples.add(contender.side, item, self.number("seconds_per_op")?);
        for figure in ["per_second", "p50_ms", "p99_ms"] {
            if let Ok(number) = self.number(figure) {
                samples.add(contender.side, &format!("{item}_{figure}"), number);
            }
        }
        Ok(())
    }

    /// Fails if any request did.
    pub(super) fn ensure_all_answered(&self) -> Result<()> {
        let (item, failed) = (&self.0["item"], self.number("failures")?);
        ensure!(
            failed == 0.0,
            "{failed} requests of {item} failed, the first with: {}",
            self.first_failure()
        );
        Ok(())
    }

    fn first_failure(&self) -> &str {
        self.0["first_failure"].as_str().unwrap_or_default()
    }
}

/// Requests to others that failed, by server and item.
#[derive(Default)]
pub(super) struct Failures(BTreeMap<(&'static str, String), (f64, String)>);

impl Failures {
    fn add(&mut self, contender: &Contender, item: &str, count: f64, first: &str) {
        if count == 0.0 {
            return;
        }
        let entry = self.0.entry((contender.name, item.to_owned()));
        entry.or_insert_with(|| (0.0, first.to_owned())).0 += count;
    }

    pub(super) fn print(&self) {
        for ((name, item), (count, first)) in &self.0 {
            let first: String = first.chars().take(160).collect();
            println!("{name}: {item}: {count} requests failed, the first with: {first}");
        }
    }

    pub(super) fn to_json(&self) -> Value {
        let lines = self.0.iter().map(|((name, item), (count, first))| {
            json!({ "server": name, "item": item, "requests": count, "first": first })
        });
        Value::Array(lines.collect())
    }
}
