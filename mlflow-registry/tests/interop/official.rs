//! Official MLflow in a process of its own.

use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

const PEER: &str = include_str!("../official.py");

pub(crate) struct Official {
    process: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Official {
    /// Opens a database with official MLflow's client; `None` and a line where there is none.
    pub(crate) fn open(database: &Path) -> Option<Self> {
        let Some(python) = std::env::var_os("MLFLOW_TEST_PYTHON_3") else {
            eprintln!("left out: MLFLOW_TEST_PYTHON_3 names no python with mlflow 3.17.2");
            return None;
        };
        let mut command = Command::new(python);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("MLFLOW_") {
                command.env_remove(name);
            }
        }
        let mut process = command
            .env("PYTHONIOENCODING", "utf-8")
            .env("MLFLOW_DISABLE_TELEMETRY", "true")
            .env("MLFLOW_TRACKING_URI", super::ours::uri(database))
            .env("MLFLOW_VERSION_PROMPT_CACHE_TTL_SECONDS", "0")
            .args(["-c", PEER, &super::ours::uri(database)])
            .current_dir(database.parent().unwrap())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(std::fs::File::create(database.with_extension("stderr")).unwrap())
            .spawn()
            .unwrap();
        Some(Official {
            requests: process.stdin.take().unwrap(),
            answers: BufReader::new(process.stdout.take().unwrap()),
            process,
        })
    }

    pub(crate) fn call(&mut self, what: &str, database: &Path) -> Value {
        writeln!(self.requests, "\"{what}\"").unwrap();
        loop {
            let mut line = String::new();
            if self.answers.read_line(&mut line).unwrap() == 0 {
                let said = std::fs::read_to_string(database.with_extension("stderr")).unwrap_or_default();
                panic!("official MLflow stopped: {said}");
            }
            if let Some(answer) = line.strip_prefix("ANSWER ") {
                return serde_json::from_str(answer).unwrap();
            }
        }
    }
}

impl Drop for Official {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
