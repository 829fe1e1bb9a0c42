//! What is written, and where: answers to stdout, all else to stderr.

mod csv;
mod json;
mod number;
mod table;

pub(crate) use number::double_text;
pub(crate) use table::{Table, one_line};

use crate::failure::Failure;
use std::io::{BufWriter, Write};

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For people
    Table,
    /// For programs; ids are strings, and what is no number in JSON is one too, such as "NaN"
    Json,
    /// For spreadsheets
    Csv,
}

/// What a command found out, in each form that it can be written in.
pub(crate) trait Answer {
    /// Returns rows and columns.
    fn table(&self) -> Table;

    /// Returns the JSON form.
    fn json(&self) -> serde_json::Value;

    /// Returns rows and columns for programs, where these want more than people.
    fn csv(&self) -> Table {
        self.table()
    }

    /// Writes what people read.
    fn text(&self) -> String {
        self.table().to_string()
    }
}

/// Writes answers in the chosen form.
pub(crate) struct Printer {
    format: Option<Format>,
}

impl Printer {
    pub(crate) fn new(format: Option<Format>) -> Self {
        Printer { format }
    }

    /// Writes an answer, as people read it if nothing else was chosen.
    pub(crate) fn print(&self, answer: &impl Answer) -> Result<(), Failure> {
        self.print_as(Format::Table, answer)
    }

    /// Writes an answer, in a form of the command's own if nothing else was chosen.
    pub(crate) fn print_as(&self, default: Format, answer: &impl Answer) -> Result<(), Failure> {
        match self.format.unwrap_or(default) {
            Format::Table => write(&answer.text()),
            Format::Json => write(&json::pretty(&answer.json())),
            Format::Csv => write(&csv::written(&answer.csv())),
        }
    }

    /// Says on stderr what was done, to those who read no JSON or CSV.
    pub(crate) fn note(&self, text: &str) {
        if matches!(self.format, None | Some(Format::Table)) {
            anstream::eprintln!("{}", one_line(text));
        }
    }
}

/// Writes CSV as a text of its own.
pub(crate) fn csv_text(table: &Table) -> String {
    csv::written(table)
}

/// Writes to stdout.
pub(crate) fn write(text: &str) -> Result<(), Failure> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// Writes `error: …` and `hint: …` to stderr, one line each.
pub(crate) fn error_lines(message: &str, hint: Option<&str>) {
    const RED: &str = "\u{1b}[1;31m";
    const CYAN: &str = "\u{1b}[1;36m";
    const PLAIN: &str = "\u{1b}[0m";
    let mut err = anstream::stderr().lock();
    let mut lines = format!("{RED}error{PLAIN}: {}\n", one_line(message));
    if let Some(hint) = hint {
        lines.push_str(&format!("{CYAN}hint{PLAIN}: {}\n", one_line(hint)));
    }
    let _nobody_listens = err.write_all(lines.as_bytes());
}
