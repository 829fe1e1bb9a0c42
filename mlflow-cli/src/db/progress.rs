//! What an upgrade says while it works.

use super::answers::shown;
use crate::session::Session;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use mlflow_core::StoreUri;
use mlflow_stores::sql::HEAD_REVISION;
use mlflow_stores::sql::upgrade::{Event, State, Step};
use std::io::IsTerminal;
use std::time::Duration;

const STEPS: &str = "{wide_msg} {pos}/{len} {elapsed}";
const PAGES: &str = "{msg} {wide_bar} {percent}%";

/// Lines for a log, and a bar for those who sit at a terminal.
pub(super) struct Progress<'s> {
    session: &'s Session,
    uri: &'s StoreUri,
    bar: ProgressBar,
    has_begun: bool,
}

impl<'s> Progress<'s> {
    pub(super) fn new(session: &'s Session, uri: &'s StoreUri) -> Self {
        let target = match std::io::stderr().is_terminal() {
            true => ProgressDrawTarget::stderr(),
            false => ProgressDrawTarget::hidden(),
        };
        Progress {
            session,
            uri,
            bar: ProgressBar::with_draw_target(None, target),
            has_begun: false,
        }
    }

    /// Tells whether there was anything to do.
    pub(super) fn has_begun(&self) -> bool {
        self.has_begun
    }

    fn begin(&mut self, before: &State) {
        let steps = before.steps().len();
        self.say(&format!(
            "{} holds {}; {steps} steps lead to {HEAD_REVISION}",
            self.uri,
            shown(before)
        ));
        self.has_begun = true;
        self.style(STEPS);
        self.bar.set_length(steps as u64);
        self.bar.enable_steady_tick(Duration::from_millis(500));
    }

    pub(super) fn tell(&mut self, event: &Event<'_>) {
        match event {
            Event::Begins { before } => self.begin(before),
            Event::Waiting => self.say("another program writes or upgrades: waiting for it"),
            Event::Copies { done, total } => {
                self.style(PAGES);
                self.bar.set_message("backup");
                self.bar.set_length(*total);
                self.bar.set_position(*done);
            }
            Event::BackedUp { path } => self.say(&format!("backup: {}", path.display())),
            Event::Takes { step, done, total } => {
                self.style(STEPS);
                self.bar.set_length(*total as u64);
                self.bar.set_position(*done as u64);
                self.bar.set_message(named(step));
            }
            Event::Moves { rows } => tracing::debug!("{rows} rows moved"),
            Event::Took {
                step,
                done,
                total,
                rows,
                time,
            } => {
                let rows = match rows {
                    0 => String::new(),
                    1 => ", 1 row".to_owned(),
                    rows => format!(", {rows} rows"),
                };
                let seconds = time.as_secs_f64();
                self.say(&format!(
                    "[{done}/{total}] {} ({seconds:.2} s{rows})",
                    named(step)
                ));
                self.bar.set_position(*done as u64);
            }
            _ => {}
        }
    }

    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }

    fn style(&self, template: &str) {
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        self.bar.set_style(style);
    }

    fn say(&self, line: &str) {
        self.bar.suspend(|| self.session.printer.note(line));
    }
}

fn named(step: &Step) -> String {
    format!("{} {}", step.revision, step.title)
}
