//! Upgrades that are killed, and upgrades that start together.

use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;
use tempfile::TempDir;

const OLD: &str = include_str!("../../../mlflow-stores/tests/data/upgrade/00-base.sql");

fn old_database() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mlflow.db");
    let connection = Connection::open(&path).unwrap();
    let rows = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
        INSERT INTO metrics (key, value, timestamp, run_uuid)
        SELECT 'many', i, i, (SELECT min(run_uuid) FROM runs) FROM n";
    connection
        .execute_batch(&format!("PRAGMA foreign_keys = off; {OLD}; {rows}"))
        .unwrap();
    (folder, path)
}

fn upgrade(path: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_mlflow"))
        .args(["db", "upgrade", "--no-backup"])
        .arg(format!("sqlite:///{}", path.display()))
        .env_clear()
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn succeeds(upgrade: Child) -> String {
    let output = upgrade.wait_with_output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    said
}

/// Returns all definitions and rows as text.
fn content(path: &Path) -> Vec<String> {
    let connection = Connection::open(path).unwrap();
    let ok: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(ok, "ok");
    let list = |sql: &str| {
        let mut statement = connection.prepare(sql).unwrap();
        let width = statement.column_count();
        let rows = statement
            .query_map([], |row| {
                let cells = (0..width).map(|at| row.get::<_, rusqlite::types::Value>(at));
                Ok(format!("{:?}", cells.collect::<Result<Vec<_>, _>>()?))
            })
            .unwrap();
        rows.map(|row| row.unwrap()).collect::<Vec<_>>()
    };
    let mut all = list("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY sql");
    let mut tables = connection
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        .unwrap();
    let names = tables.query_map([], |row| row.get::<_, String>(0)).unwrap();
    for name in names {
        all.extend(list(&format!("SELECT * FROM {}", name.unwrap())));
    }
    all
}

/// kill -9 in the middle, again and again, and then an upgrade to the end.
#[test]
fn a_killed_upgrade_goes_on() {
    let (_folder, expected) = old_database();
    let begun = Instant::now();
    succeeds(upgrade(&expected));
    let whole = begun.elapsed();
    let expected = content(&expected);
    let mut killed = 0;
    for round in 0..3 {
        let (_folder, path) = old_database();
        for strike in 1..12 {
            let mut running = upgrade(&path);
            std::thread::sleep(whole * (strike * 7 + round * 3 + 2) / 120);
            let _ = running.kill();
            if running.wait_with_output().unwrap().status.success() {
                break;
            }
            killed += 1;
        }
        succeeds(upgrade(&path));
        assert!(content(&path) == expected, "round {round} differs");
    }
    assert!(killed >= 3, "only {killed} upgrades were killed");
}

/// one of them takes each step, and all of them succeed.
#[test]
fn upgrades_that_start_together() {
    let (_folder, expected) = old_database();
    succeeds(upgrade(&expected));
    let (_folder, path) = old_database();
    let running: Vec<Child> = (0..4).map(|_| upgrade(&path)).collect();
    let mut taken = 0;
    for upgrade in running {
        let said = succeeds(upgrade);
        let words: Vec<&str> = said.split_whitespace().collect();
        let number = |word: &&&str| word.parse::<usize>().is_ok_and(|number| number < 100);
        taken += words
            .iter()
            .find(number)
            .map_or(0, |word| word.parse::<usize>().unwrap());
    }
    assert_eq!(taken, 67);
    assert!(content(&path) == content(&expected));
}

/// A file that may not be written is left alone.
#[test]
fn a_read_only_file_is_not_touched() {
    let (folder, path) = old_database();
    let before = std::fs::read(&path).unwrap();
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    let may_write_anyway = std::fs::OpenOptions::new().write(true).open(&path).is_ok();
    if may_write_anyway {
        eprintln!("left out: this user may write read-only files");
        return;
    }
    let output = upgrade(&path).wait_with_output().unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("cannot be changed"), "{said}");
    assert!(std::fs::read(&path).unwrap() == before);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}
