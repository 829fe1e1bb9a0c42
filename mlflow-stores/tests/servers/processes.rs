//! Several processes on one database.

use crate::servers::{Admin, Engine, open};
use std::process::{Child, Command, Stdio};

const PROCESSES: usize = 5;

/// Returns the command of this test program in the role below.
pub(crate) fn open_in_a_process(uri: &str) -> Command {
    let mut process = Command::new(std::env::current_exe().unwrap());
    process
        .args(["--exact", "processes::open_database", "--nocapture"])
        .env("MLFLOW_TEST_ROLE_URI", uri)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    process
}

/// A role: opens a database, and makes its tables if there are none.
#[tokio::test]
async fn open_database() {
    if let Ok(uri) = std::env::var("MLFLOW_TEST_ROLE_URI") {
        open(&uri).await;
        println!("opened");
    }
}

/// processes that open an empty database at once find the same tables.
async fn tables_are_made_once(engine: Engine, name: &str) {
    let Some(fresh) = engine.fresh(name).await else {
        return;
    };
    let started: Vec<Child> = (0..PROCESSES)
        .map(|_| open_in_a_process(&fresh.uri).spawn().unwrap())
        .collect();
    for process in started {
        let ended = process.wait_with_output().unwrap();
        let (said, errors) = (
            String::from_utf8_lossy(&ended.stdout),
            String::from_utf8_lossy(&ended.stderr),
        );
        assert!(
            ended.status.success() && said.contains("opened"),
            "{said}\n{errors}"
        );
    }
    let mut admin = Admin::connect(engine, &fresh.uri).await;
    for table in ["alembic_version", "experiments"] {
        let there = admin.number(&format!("SELECT count(*) FROM {table}")).await;
        assert_eq!(there, 1, "rows of {table}");
    }
    drop(admin);
    fresh.drop_database().await;
}

#[tokio::test]
async fn tables_of_postgres_are_made_once() {
    tables_are_made_once(Engine::Postgres, "processes").await;
}

#[tokio::test]
async fn tables_of_mysql_are_made_once() {
    tables_are_made_once(Engine::MySql, "processes").await;
}
