//! A bar for those who sit at a terminal.

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};
use mlflow_migrate::{Event, Kind};
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::time::Duration;

const TEMPLATE: &str = "{prefix} {pos}/{len} {bar:20} {wide_msg} {elapsed}";

/// How far a migration has come: the experiment or model that it is at, and what was counted so far.
pub(super) struct Progress {
    bar: ProgressBar,
    counts: BTreeMap<Kind, u64>,
    name: String,
    verifies: bool,
}

impl Progress {
    pub(super) fn new(is_wanted: bool) -> Self {
        let target = match is_wanted && std::io::stderr().is_terminal() {
            true => ProgressDrawTarget::stderr(),
            false => ProgressDrawTarget::hidden(),
        };
        let style = ProgressStyle::with_template(TEMPLATE).unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::with_draw_target(Some(0), target).with_style(style);
        bar.enable_steady_tick(Duration::from_millis(500));
        Progress {
            bar,
            counts: BTreeMap::new(),
            name: String::new(),
            verifies: false,
        }
    }

    pub(super) fn tell(&mut self, event: &Event<'_>) {
        match *event {
            Event::Begins {
                kind,
                name,
                number,
                of,
                verifies,
            } => {
                if verifies != self.verifies {
                    self.counts.clear();
                    self.verifies = verifies;
                }
                let step = if verifies { "compares" } else { "moves" };
                self.bar.set_prefix(format!("{step} {kind}"));
                self.bar.set_length(of as u64);
                self.bar.set_position(number as u64);
                self.name = name.to_owned();
            }
            Event::Settles { kind } => self.bar.set_prefix(format!("settles {kind}")),
            Event::Done { kind, count } => *self.counts.entry(kind).or_default() += count,
            _ => {}
        }
        if !self.bar.is_hidden() {
            let runs = self.counts.get(&Kind::Runs).copied().unwrap_or_default();
            let points = self.counts.get(&Kind::Points).copied().unwrap_or_default();
            let name = crate::output::one_line(&self.name);
            self.bar.set_message(format!(
                "{name}: {} runs, {} points",
                HumanCount(runs),
                HumanCount(points)
            ));
        }
    }

    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
