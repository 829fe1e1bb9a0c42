//! The two sides: official MLflow and this project, asked in the same words on the same database.

use mlflow_core::contract::{Arguments, CallContext, dispatch};
use mlflow_core::registry::OpenOptions;
use mlflow_core::{StoreUri, TrackingStore};
use mlflow_stores::sql::SqlStore;
use serde_json::{Value, json};
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// The program that answers for official MLflow.
const PEER: &str = include_str!("official.py");

/// A Python with official MLflow, by the variable that names it.
pub(crate) struct Python {
    program: OsString,
    knows_logged_models: bool,
}

impl Python {
    /// Official MLflow 3.17.2; `None` and a line where there is none.
    pub(crate) fn version_3() -> Option<Self> {
        Python::named("MLFLOW_TEST_PYTHON_3", "3.17.2", true)
    }

    /// Official MLflow 2.22.5; `None` and a line where there is none.
    pub(crate) fn version_2() -> Option<Self> {
        Python::named("MLFLOW_TEST_PYTHON_2", "2.22.5", false)
    }

    fn named(variable: &str, version: &str, knows_logged_models: bool) -> Option<Self> {
        let Some(program) = std::env::var_os(variable) else {
            eprintln!("left out: {variable} names no python with mlflow {version}");
            return None;
        };
        Some(Python {
            program,
            knows_logged_models,
        })
    }

    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("MLFLOW_") {
                command.env_remove(name);
            }
        }
        command
            .env("PYTHONIOENCODING", "utf-8")
            .env("MLFLOW_DISABLE_TELEMETRY", "true")
            .env("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false");
        command
    }

    /// Brings a database to the layout of this version, as users do.
    pub(crate) fn upgrade(&self, database: &Path) {
        let output = self
            .command()
            .args(["-m", "mlflow", "db", "upgrade", &uri(database)])
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    /// Opens a database with official MLflow's client.
    pub(crate) fn open(&self, database: &Path) -> Official {
        let mut process = self
            .command()
            .args(["-c", PEER, &uri(database)])
            .current_dir(database.parent().unwrap())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(std::fs::File::create(database.with_extension("stderr")).unwrap())
            .spawn()
            .unwrap();
        Official {
            requests: process.stdin.take().unwrap(),
            answers: BufReader::new(process.stdout.take().unwrap()),
            process,
            knows_logged_models: self.knows_logged_models,
            stderr: database.with_extension("stderr"),
        }
    }
}

pub(crate) fn uri(database: &Path) -> String {
    format!("sqlite:///{}", database.display())
}

/// A folder for a database and its artifacts; in memory if possible, since official MLflow makes and upgrades
/// databases by hundreds of statements that each wait for the disk.
pub(crate) fn folder() -> (TempDir, PathBuf) {
    let in_memory = tempfile::tempdir_in("/dev/shm");
    let folder = in_memory.or_else(|_| tempfile::tempdir()).unwrap();
    let database = folder.path().join("mlflow.db");
    (folder, database)
}

/// One who carries out operations of the contract.
pub(crate) trait Side {
    async fn call(&mut self, operation: &str, request: Value) -> Value;

    /// Whether runs have models as inputs and outputs.
    fn knows_logged_models(&self) -> bool {
        true
    }
}

/// This project.
pub(crate) struct Ours(pub(crate) SqlStore);

impl Ours {
    pub(crate) async fn open(database: &Path) -> Self {
        let root = database.parent().unwrap().join("mlruns");
        let options = OpenOptions::new().artifact_root(root.to_str().unwrap());
        let uri = StoreUri::parse(&uri(database)).unwrap();
        Ours(SqlStore::open_with(&uri, options).await.unwrap())
    }

    /// Lets go of the database, so that its file alone is the whole of it.
    pub(crate) async fn close(self, database: &Path) {
        drop(self);
        // The threads of the store end on their own. The last connection removes the log; where two were the last at
        // once, an empty one stays.
        for _ in 0..200 {
            let log = database.with_extension("db-wal").metadata();
            if log.map_or(true, |log| log.len() == 0) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the database was not closed");
    }
}

impl Side for Ours {
    async fn call(&mut self, operation: &str, request: Value) -> Value {
        let store: &dyn TrackingStore = &self.0;
        let body = request.to_string();
        let answer = dispatch(
            store,
            operation,
            Arguments::Json(body.as_bytes()),
            &CallContext::default(),
        )
        .await;
        let answer = answer.unwrap_or_else(|| panic!("no operation {operation}"));
        let answer = answer.unwrap_or_else(|error| panic!("we refuse {operation} {}: {error}", start(&body)));
        serde_json::from_slice(&answer).unwrap()
    }
}

/// Official MLflow in a process of its own.
pub(crate) struct Official {
    process: Child,
    knows_logged_models: bool,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
    stderr: PathBuf,
}

impl Official {
    /// Sends a request, whose answer somebody has to [`receive`](Official::receive).
    pub(crate) fn send(&mut self, operation: &str, request: &Value) {
        let line = json!({"operation": operation, "request": request});
        writeln!(self.requests, "{line}").unwrap();
    }

    pub(crate) fn receive(&mut self) -> Value {
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        let mut answer: Value = serde_json::from_str(&line).unwrap_or_else(|_| {
            let said = std::fs::read_to_string(&self.stderr).unwrap_or_default();
            panic!("official MLflow stopped: {said}")
        });
        match answer.get_mut("answer") {
            Some(answer) => answer.take(),
            None => panic!("official MLflow refuses: {}", answer["error"]),
        }
    }
}

impl Side for Official {
    async fn call(&mut self, operation: &str, request: Value) -> Value {
        self.send(operation, &request);
        self.receive()
    }

    fn knows_logged_models(&self) -> bool {
        self.knows_logged_models
    }
}

impl Drop for Official {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn start(text: &str) -> String {
    text.chars().take(200).collect()
}
