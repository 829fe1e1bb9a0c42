//! A temporary folder with a database, and the program run in it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A folder that the program runs in, with an environment of its own.
pub(crate) struct World {
    folder: TempDir,
}

impl World {
    pub(crate) fn new() -> Self {
        World {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, name: &str, content: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    /// Returns the program with nothing of the surroundings but what it must have.
    pub(crate) fn command(&self, line: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mlflow"));
        command
            .args(line)
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command.env_clear().env("TZ", "UTC").env("USER", "ann");
        command.env("MLFLOW_TRACKING_URI", "sqlite:///mlflow.db");
        command
    }

    /// Runs the program and returns all it says, with ids, times and the folder replaced.
    pub(crate) fn transcript(&self, line: &[&str]) -> String {
        self.redacted(&said(self.command(line).output().unwrap()))
    }

    /// Runs the program, which must succeed, and returns its data.
    pub(crate) fn data(&self, line: &[&str]) -> String {
        let output = self.command(line).output().unwrap();
        let (stdout, stderr) = texts(&output);
        assert!(output.status.success(), "{line:?} failed: {stderr}");
        stdout
    }

    /// Runs the program, which must succeed, and returns its data as JSON.
    pub(crate) fn json(&self, line: &[&str]) -> serde_json::Value {
        serde_json::from_str(&self.data(line)).unwrap()
    }

    /// Makes a run of an experiment and returns its id.
    pub(crate) fn run(&self, experiment: &str, options: &[&str]) -> String {
        let line = [&["runs", "create", "--experiment-name", experiment], options].concat();
        self.json(&line)["run_id"].as_str().unwrap().to_owned()
    }

    pub(crate) fn redacted(&self, text: &str) -> String {
        let folder = self.folder.path().canonicalize().unwrap();
        let text = text.replace(&*folder.to_string_lossy(), "[folder]");
        let text = text.replace(&*self.folder.path().to_string_lossy(), "[folder]");
        redact(&text)
    }
}

/// Writes what a program said and how it ended.
pub(crate) fn said(output: Output) -> String {
    let (stdout, stderr) = texts(&output);
    let code = output.status.code().unwrap();
    format!("{stdout}---- stderr\n{stderr}---- exit code {code}")
}

fn texts(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr))
}

/// Replaces ids of runs and times by marks of the same width.
fn redact(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let word: String = rest
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
            .collect();
        let is_hex = word.len() == 32 && word.bytes().all(|b| b.is_ascii_hexdigit());
        let is_time = word.len() == 13 && word.bytes().all(|b| b.is_ascii_digit());
        let date = rest.get(..19).filter(|date| is_date(date));
        let (mark, length) = match date {
            Some(_) => ("YYYY-MM-DD hh:mm:ss", 19 + fraction(&rest[19..])),
            None if is_hex => ("<------------run id------------>", 32),
            None if is_time => ("1700000000000", 13),
            None if !word.is_empty() => (word.as_str(), word.len()),
            None => (&rest[..c.len_utf8()], c.len_utf8()),
        };
        out.push_str(mark);
        rest = &rest[length..];
    }
    out
}

/// Returns the length of `.123` at the beginning of a text, if that is there.
fn fraction(text: &str) -> usize {
    let is_fraction = text.starts_with('.') && text.bytes().skip(1).take(3).all(|b| b.is_ascii_digit());
    if is_fraction { 4 } else { 0 }
}

fn is_date(text: &str) -> bool {
    let pattern = "dddd-dd-dd dd:dd:dd";
    text.bytes().zip(pattern.bytes()).all(|(byte, kind)| match kind {
        b'd' => byte.is_ascii_digit(),
        other => byte == other,
    })
}
