//! A server of official MLflow on a database that is emptied between behaviours.
//!
//! `MLFLOW_TEST_PYTHON_3` names a Python with mlflow 3.17.2, `MLFLOW_TEST_PYTHON_2` one with 2.22.5.

#![allow(dead_code, reason = "each test program uses its part")]

use futures::FutureExt;
use mlflow_core::registry::OpenOptions;
use mlflow_core::{StoreUri, blocking};
use mlflow_stores::sql::SqlStore;
use rusqlite::Connection;
use std::ffi::{OsStr, OsString};
use std::future::Future;
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A running server.
pub(crate) struct OfficialServer {
    process: Child,
    port: u16,
    folder: TempDir,
}

/// What a server keeps its content in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Backend {
    /// A SQLite database.
    Database,
    /// Folders.
    Files,
}

impl OfficialServer {
    /// Starts a server; `None` and a line where there is no official MLflow.
    pub(crate) fn start() -> Option<Self> {
        let python = python("MLFLOW_TEST_PYTHON_3", "3.17.2")?;
        let folder = folder();
        let database = folder.path().join("mlflow.db");
        let template = folder.path().join("template.db");
        let uri = format!("sqlite:///{}", database.display());
        make_database(&uri);
        std::fs::copy(&database, template).unwrap();
        Some(OfficialServer::spawn(&python, folder, &uri))
    }

    /// Starts a server of version 2, which makes its own tables; `None` and a line where there is none.
    pub(crate) fn start_of_version_2(backend: Backend) -> Option<Self> {
        let python = python("MLFLOW_TEST_PYTHON_2", "2.22.5")?;
        let folder = folder();
        let uri = match backend {
            Backend::Database => format!("sqlite:///{}", folder.path().join("mlflow.db").display()),
            Backend::Files => folder.path().join("mlruns").display().to_string(),
        };
        Some(OfficialServer::spawn(&python, folder, &uri))
    }

    fn spawn(python: &OsStr, folder: TempDir, uri: &str) -> Self {
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let mut command = Command::new(python);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("MLFLOW_") {
                command.env_remove(name);
            }
        }
        let log = std::fs::File::create(folder.path().join("log")).unwrap();
        let process = command
            .env("MLFLOW_DISABLE_TELEMETRY", "true")
            .env("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false")
            .args(["-m", "mlflow", "server", "--workers", "1", "--host", "127.0.0.1"])
            .args(["--port", &port.to_string(), "--backend-store-uri", uri])
            .arg("--artifacts-destination")
            .arg(folder.path().join("artifacts"))
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .stdin(Stdio::null())
            .process_group(0)
            .spawn()
            .unwrap();
        let mut server = OfficialServer {
            process,
            port,
            folder,
        };
        server.wait();
        server
    }

    fn wait(&mut self) {
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            let ended = self.process.try_wait().unwrap();
            if ended.is_some() || started.elapsed() > Duration::from_secs(100) {
                let log = std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
                panic!("official MLflow does not serve ({ended:?}): {log}");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Returns the address.
    pub(crate) fn uri(&self) -> StoreUri {
        StoreUri::parse(&format!("http://127.0.0.1:{}", self.port)).unwrap()
    }

    /// Returns where the server keeps its artifacts.
    pub(crate) fn artifacts(&self) -> PathBuf {
        self.folder.path().join("artifacts")
    }

    /// Brings all tables to what they hold in a new database.
    pub(crate) fn empty(&self) {
        let database = Connection::open(self.folder.path().join("mlflow.db")).unwrap();
        database.busy_timeout(Duration::from_secs(10)).unwrap();
        let template = self.folder.path().join("template.db");
        let attach = format!(
            "PRAGMA foreign_keys = OFF; ATTACH '{}' AS template",
            template.display()
        );
        database.execute_batch(&attach).unwrap();
        let texts = |query: &str| -> Vec<String> {
            let mut statement = database.prepare(query).unwrap();
            let rows = statement.query_map([], |row| row.get(0)).unwrap();
            rows.map(Result::unwrap).collect()
        };
        let tables =
            texts("SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
        let fill = |table| {
            // Columns that are computed are not among them.
            let columns = texts(&format!("SELECT name FROM pragma_table_info('{table}')")).join(", ");
            format!(
                "DELETE FROM main.{table}; INSERT INTO main.{table} ({columns}) SELECT {columns} FROM template.{table};"
            )
        };
        let fill: String = tables.iter().map(fill).collect();
        database
            .execute_batch(&format!("BEGIN IMMEDIATE; {fill} COMMIT"))
            .unwrap();
    }
}

/// Returns the Python that a variable names; `None` and a line where it names none.
fn python(variable: &str, version: &str) -> Option<OsString> {
    let python = std::env::var_os(variable);
    if python.is_none() {
        eprintln!("left out: {variable} names no python with mlflow {version}");
    }
    python
}

/// Makes a folder, in memory if possible: official MLflow waits for the disk at every write.
fn folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap()
}

/// Makes the database by ourselves, which takes no time, and lets go of it.
fn make_database(uri: &str) {
    let uri = StoreUri::parse(uri).unwrap();
    let options = OpenOptions::new().artifact_root("mlflow-artifacts:/");
    drop(blocking::run(SqlStore::open_with(&uri, options)).unwrap());
    let log = PathBuf::from("/").join(uri.database()).with_extension("db-wal");
    for _ in 0..500 {
        // Where two connections were the last at once, an empty log stays.
        if log.metadata().map_or(true, |log| log.len() == 0) {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("the database was not closed");
}

impl Drop for OfficialServer {
    fn drop(&mut self) {
        // The server has processes of its own, which are in its group.
        let group = format!("-{}", self.process.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = self.process.wait();
    }
}

/// A behaviour that official MLflow does not have, and why that is so.
pub(crate) type Difference = (&'static str, &'static str);

/// What became of behaviours that were checked in turn.
#[derive(Default)]
pub(crate) struct Outcome {
    checked: usize,
    surprises: Vec<String>,
}

impl Outcome {
    /// Checks one behaviour: it holds, unless it is among the differences, and then it does not.
    pub(crate) async fn check(
        &mut self,
        name: &str,
        differences: &[Difference],
        behaviour: impl Future<Output = ()>,
    ) {
        let differs = differences.iter().any(|(of, _)| *of == name);
        let held = AssertUnwindSafe(behaviour).catch_unwind().await.is_ok();
        self.checked += 1;
        match (held, differs) {
            (false, false) => self.surprises.push(format!("{name} does not hold")),
            (true, true) => self
                .surprises
                .push(format!("{name} holds, and is named as a difference")),
            _ => {}
        }
    }

    #[track_caller]
    pub(crate) fn assert_as_expected(&self, least: usize) {
        assert!(self.surprises.is_empty(), "{:#?}", self.surprises);
        assert!(
            self.checked >= least,
            "only {} behaviours were checked",
            self.checked
        );
    }
}
