//! The same answers as official MLflow's command line on one database.
//!
//! `MLFLOW_TEST_PYTHON_3` names a Python with mlflow 3.17.2.

use crate::world::World;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::process::Command;

const WRITER: &str = include_str!("interop/write.py");
const CSV_TO_JSON: &str = "import csv,json,sys; print(json.dumps(list(csv.DictReader(sys.stdin))))";
const STRICT_JSON: &str = "\
import json, sys
names = {float('inf'): 'Infinity', float('-inf'): '-Infinity'}
strict = lambda text: names.get(float(text), 'NaN')
print(json.dumps(json.load(sys.stdin, parse_constant=strict)))";

/// Returns the Python that has official MLflow; `None` and a line where there is none.
pub(crate) fn python() -> Option<OsString> {
    let python = std::env::var_os("MLFLOW_TEST_PYTHON_3");
    if python.is_none() {
        eprintln!("left out: MLFLOW_TEST_PYTHON_3 names no python with mlflow 3.17.2");
    }
    python
}

struct Official {
    python: OsString,
    world: World,
}

impl Official {
    /// Makes a database with official MLflow; `None` and a line where there is none.
    fn prepare() -> Option<Self> {
        let official = Official {
            python: python()?,
            world: World::new(),
        };
        official.python(&["-c", WRITER], "");
        Some(official)
    }

    fn python(&self, line: &[&str], input: &str) -> String {
        use std::io::Write;
        let mut command = Command::new(&self.python);
        command
            .args(line)
            .current_dir(self.world.folder())
            .env("TZ", "UTC");
        command
            .env("MLFLOW_TRACKING_URI", "sqlite:///mlflow.db")
            .env("PYTHONIOENCODING", "utf-8");
        command
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped());
        let mut child = command.stderr(std::process::Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    fn mlflow(&self, line: &[&str]) -> String {
        self.python(&[&["-m", "mlflow"], line].concat(), "")
    }

    fn both(&self, line: &[&str]) -> (String, String) {
        (self.world.data(line), self.mlflow(line))
    }

    fn run_ids(&self) -> Vec<String> {
        let runs = self
            .world
            .json(&["runs", "list", "--experiment-id", "1", "--output", "json"]);
        let id = |run: &serde_json::Value| run["info"]["run_id"].as_str().unwrap().to_owned();
        runs.as_array().unwrap().iter().map(id).collect()
    }

    fn as_json(&self, text: &str, program: &str) -> serde_json::Value {
        serde_json::from_str(&self.python(&["-c", program], text)).unwrap()
    }
}

/// Official tables have spaces at the ends of lines.
fn trimmed(text: &str) -> Vec<&str> {
    text.trim_end().lines().map(str::trim_end).collect()
}

#[test]
fn tables_are_the_same() {
    let Some(official) = Official::prepare() else {
        return;
    };
    let lines: [&[&str]; 5] = [
        &["runs", "list", "--experiment-id", "1"],
        &["runs", "list", "--experiment-id", "1", "-v", "all"],
        &["experiments", "search"],
        &["experiments", "search", "--view", "deleted_only"],
        &["experiments", "get", "--experiment-id", "1"],
    ];
    for line in lines {
        let (ours, theirs) = official.both(line);
        assert_eq!(trimmed(&ours), trimmed(&theirs), "{line:?}");
    }
}

#[test]
fn descriptions_are_the_same() {
    let Some(official) = Official::prepare() else {
        return;
    };
    for id in official.run_ids() {
        let (ours, theirs) = official.both(&["runs", "describe", "--run-id", &id]);
        let ours: serde_json::Value = serde_json::from_str(&ours).unwrap();
        assert_eq!(ours, official.as_json(&theirs, STRICT_JSON));
    }
    let get = ["experiments", "get", "-n", "wine", "--output", "json"];
    let (ours, theirs) = official.both(&get);
    let ours: BTreeMap<String, serde_json::Value> = serde_json::from_str(&ours).unwrap();
    let mut theirs: BTreeMap<String, serde_json::Value> = serde_json::from_str(&theirs).unwrap();
    theirs.retain(|_, value| !value.is_null());
    assert_eq!(ours, theirs);
}

#[test]
fn spreadsheets_are_the_same() {
    let Some(official) = Official::prepare() else {
        return;
    };
    let (ours, theirs) = official.both(&["experiments", "csv", "-x", "1"]);
    let sorted_header = |text: &str| {
        let mut header: Vec<String> = text
            .lines()
            .next()
            .unwrap()
            .split(',')
            .map(str::to_owned)
            .collect();
        header[6..].sort();
        header
    };
    assert_eq!(sorted_header(&ours), sorted_header(&theirs));
    let rows = |text: &str| official.as_json(text, CSV_TO_JSON);
    assert_eq!(rows(&ours), rows(theirs.trim_end_matches('\n')));
}

#[test]
fn artifact_lists_are_the_same() {
    let Some(official) = Official::prepare() else {
        return;
    };
    for id in official.run_ids() {
        let (ours, theirs) = official.both(&["artifacts", "list", "-r", &id]);
        let parsed = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(parsed(&ours), parsed(&theirs));
    }
}

#[test]
fn what_we_make_is_read_by_official_mlflow() {
    let Some(official) = Official::prepare() else {
        return;
    };
    let id = official.world.run(
        "made here",
        &["--run-name", "ours", "--tags", "a=b", "--status", "failed"],
    );
    official.world.write("ours.txt", "hello");
    official
        .world
        .data(&["artifacts", "log-artifact", "-l", "ours.txt", "-r", &id]);
    let (ours, theirs) = official.both(&["runs", "describe", "--run-id", &id]);
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&ours).unwrap(),
        official.as_json(&theirs, STRICT_JSON)
    );
    let listed = official.mlflow(&["artifacts", "list", "-r", &id]);
    assert!(listed.contains("ours.txt"), "{listed}");
}
