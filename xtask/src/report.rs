//! A list of steps with a heading and a time each, and a table of them at the end.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// How a step that did not fail came out.
pub(crate) enum Outcome {
    /// All that the step stands for was done.
    Passed,
    /// It was done, apart from a part that the text names.
    PassedWithout(String),
    /// It was not done, for the reason that the text gives.
    LeftOut(String),
}

/// What was done so far.
#[derive(Default)]
pub(crate) struct Report {
    lines: Vec<Line>,
}

struct Line {
    title: String,
    verdict: &'static str,
    took: Duration,
    note: String,
}

impl Report {
    /// Does one step. A failure prints the table of all steps up to this one and is returned.
    pub(crate) fn step(&mut self, title: &str, work: impl FnOnce() -> Result<Outcome>) -> Result<()> {
        println!("\n=== {title}");
        let started = Instant::now();
        let result = work();
        let took = started.elapsed();
        let (verdict, note) = match &result {
            Ok(Outcome::Passed) => ("passed", String::new()),
            Ok(Outcome::PassedWithout(what)) => ("passed", what.clone()),
            Ok(Outcome::LeftOut(why)) => ("left out", why.clone()),
            Err(_) => ("FAILED", String::new()),
        };
        println!("=== {title}: {verdict} after {:.1} s", took.as_secs_f64());
        if let Ok(Outcome::LeftOut(why)) = &result {
            println!("{why}");
        }
        self.lines.push(Line {
            title: title.to_owned(),
            verdict,
            took,
            note,
        });
        if result.is_err() {
            self.print();
        }
        result.map(drop).with_context(|| format!("step `{title}` failed"))
    }

    /// Prints the table of the steps.
    pub(crate) fn print(&self) {
        let width = self
            .lines
            .iter()
            .map(|line| line.title.chars().count())
            .max()
            .unwrap_or(0);
        println!("\n{:width$}  {:>8}  result", "step", "seconds");
        for Line {
            title,
            verdict,
            took,
            note,
        } in &self.lines
        {
            println!(
                "{}",
                format!("{title:width$}  {:>8.1}  {verdict:8}  {note}", took.as_secs_f64()).trim_end()
            );
        }
        let total: Duration = self.lines.iter().map(|line| line.took).sum();
        println!("{:width$}  {:>8.1}", "total", total.as_secs_f64());
    }
}
