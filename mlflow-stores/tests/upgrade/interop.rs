//! Every revision as a start: this program's upgrade and official MLflow's lead to the same database.
//!
//! `MLFLOW_TEST_PYTHON_3` names a Python with mlflow 3.17.2.

use crate::database::{NAMES, data, restored, rows, schema, upgraded, uri};
use mlflow_stores::sql::SqlStore;
use mlflow_stores::sql::upgrade::STEPS;
use rusqlite::Connection;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

const OFFICIAL: &str = include_str!("official.py");

pub(crate) fn python() -> Option<OsString> {
    let python = std::env::var_os("MLFLOW_TEST_PYTHON_3");
    if python.is_none() {
        eprintln!("left out: MLFLOW_TEST_PYTHON_3 names no python with mlflow 3.17.2");
    }
    python
}

/// Runs official MLflow's side, and returns what it says.
pub(crate) fn official<S: AsRef<std::ffi::OsStr>>(python: &OsString, words: &[S]) -> String {
    let mut command = Command::new(python);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("MLFLOW_") {
            command.env_remove(name);
        }
    }
    let output = command
        .env("MLFLOW_DISABLE_TELEMETRY", "true")
        .args(["-c", OFFICIAL])
        .args(words)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    String::from_utf8(output.stdout).unwrap()
}

fn file(name: &str, folder: &Path) -> String {
    format!("sqlite:///{}", folder.join(name).display())
}

#[tokio::test]
async fn every_revision_is_upgraded_as_by_official_mlflow() {
    let Some(python) = python() else { return };
    let (folder, _) = restored("00-base");
    let folder = folder.path();
    for name in NAMES {
        let connection = Connection::open(folder.join(format!("{name}.db"))).unwrap();
        connection.execute_batch("PRAGMA foreign_keys = off").unwrap();
        connection.execute_batch(&data(&format!("{name}.sql"))).unwrap();
    }
    official(&python, &["starts", folder.to_str().unwrap()]);
    let revisions: Vec<&str> = std::iter::once("base")
        .chain(STEPS.iter().map(|step| step.revision))
        .collect();
    let mut heads = vec!["heads".to_owned()];
    for revision in &revisions {
        let (start, copy) = (format!("{revision}.db"), format!("official-{revision}.db"));
        std::fs::copy(folder.join(&start), folder.join(&copy)).unwrap();
        heads.push(file(&copy, folder));
    }
    official(&python, &heads);
    for revision in &revisions {
        let ours = folder.join(format!("{revision}.db"));
        let theirs = folder.join(format!("official-{revision}.db"));
        upgraded(&ours, false).await.unwrap();
        assert_eq!(rows(&ours), rows(&theirs), "{revision}");
        for (ours, theirs) in schema(&ours).iter().zip(schema(&theirs)) {
            assert_eq!(*ours, theirs, "{revision}");
        }
        assert_eq!(schema(&ours).len(), schema(&theirs).len(), "{revision}");
    }
}

/// Values that are hard to read, in every column that the traces' step reads.
#[tokio::test]
async fn odd_values_of_traces_are_read_as_by_official_mlflow() {
    let Some(python) = python() else { return };
    let (folder, path) = restored("11-1b5f0d9ad7c1");
    official(&python, &["to", uri(&path).as_str(), "b7e2c1a4d9f3"]);
    odd_traces(&path);
    let theirs = folder.path().join("official.db");
    std::fs::copy(&path, &theirs).unwrap();
    official(&python, &["heads", uri(&theirs).as_str()]);
    upgraded(&path, false).await.unwrap();
    let (mut ours, mut official) = (rows(&path), rows(&theirs));
    for side in [&mut ours, &mut official] {
        // The time of the upgrade itself.
        let jobs = side.get_mut("jobs").unwrap();
        for job in jobs["rows"].as_array_mut().unwrap() {
            if job[5] == 5 {
                job[8] = 0.into();
            }
        }
    }
    assert_eq!(ours, official);
}

fn odd_traces(path: &Path) {
    let connection = Connection::open(path).unwrap();
    let usages = [
        "{\"input_tokens\": 3.0, \"output_tokens\": \"4\", \"total_tokens\": 1e3}",
        "{\"input_tokens\": NaN, \"output_tokens\": true, \"total_tokens\": \" 7 \"}",
        "{\"input_tokens\": 9223372036854775807, \"output_tokens\": 9223372036854775808, \"total_tokens\": -1}",
        "{\"input_tokens\": 1.5, \"cache_read_input_tokens\": \"1e2\", \"cache_creation_input_tokens\": null}",
        "{\"input_tokens\": [1], \"cache_creation_input_tokens_above_1hr\": \"12.0\"}",
        "[1, 2]",
        "not json",
        "",
        "{\"input_cost\": 0.1, \"output_cost\": \"1e-3\", \"total_cost\": Infinity}",
        "{\"input_cost\": 1, \"output_cost\": \"abc\", \"total_cost\": false}",
        "{\"input_cost\": 123456789012345678901234567890, \"output_cost\": \"nan\", \"total_cost\": \" 2.5 \"}",
    ];
    let long = "π".repeat(5000);
    let add = |sql: &str, values: &[&dyn rusqlite::ToSql]| {
        connection.execute(sql, values).unwrap();
    };
    for (number, usage) in usages.iter().enumerate() {
        let id = format!("tr-odd-{number}");
        add(
            "INSERT INTO trace_info (request_id, experiment_id, timestamp_ms, status) VALUES (?1, 1, ?2, 'OK')",
            &[&id, &i64::try_from(number).unwrap()],
        );
        let name = match number {
            0 => Some(long.as_str()),
            1 => None,
            _ => Some("named"),
        };
        add(
            "INSERT INTO trace_tags VALUES ('mlflow.traceName', ?1, ?2)",
            &[&name, &id],
        );
        add(
            "INSERT INTO trace_request_metadata VALUES ('mlflow.trace.session', ?1, ?2)",
            &[&name, &id],
        );
        for key in ["mlflow.trace.tokenUsage", "mlflow.trace.cost"] {
            add(
                "INSERT INTO trace_request_metadata VALUES (?1, ?2, ?3)",
                &[&key, usage, &id],
            );
        }
        if number % 2 == 0 {
            add(
                "INSERT INTO trace_request_metadata VALUES ('mlflow.gateway.endpointId', 'e', ?1)",
                &[&id],
            );
        }
        let tokens: [f64; 4] = [12.0, 2.5, 1e19, 9.223372036854775e18];
        for (key, number) in ["input_tokens", "total_tokens"].iter().zip([number, number + 1]) {
            let value = (number % 5 != 4).then(|| tokens[number % 4]);
            if number % 3 != 0 {
                add(
                    "INSERT INTO trace_metrics VALUES (?1, ?2, ?3)",
                    &[&id, key, &value],
                );
            }
        }
        let attributes = [
            Some("{\"mlflow.llm.model\": \"m\", \"mlflow.llm.provider\": null}"),
            Some("null"),
            None,
            Some("{}"),
            Some("\"{\\\"mlflow.llm.provider\\\": \\\"p\\\"}\""),
        ];
        for span in ["a", "b"] {
            add(
                "INSERT INTO spans (trace_id, experiment_id, span_id, status, start_time_unix_nano, content, \
                 dimension_attributes) VALUES (?1, 1, ?2, 'OK', 1, '{}', ?3)",
                &[&id, &span, &attributes[number % 5]],
            );
            if span == "a" {
                add(
                    "INSERT INTO span_metrics VALUES (?1, 'a', 'input_cost', 0.1)",
                    &[&id],
                );
                add(
                    "INSERT INTO span_metrics VALUES (?1, 'a', 'total_cost', ?2)",
                    &[&id, &if number == 3 { f64::INFINITY } else { 0.3 }],
                );
            }
        }
    }
    let values = [
        "true",
        "false",
        "0.25",
        "7",
        "\"yes\"",
        "\" No \"",
        "NO",
        "maybe",
        "NaN",
        "1e400",
        "[1]",
        "null",
        "\"1\"",
        "",
        "-0.0",
        "123456789012345678901234567890",
    ];
    for (number, value) in values.iter().enumerate() {
        add(
            "INSERT INTO assessments (assessment_id, trace_id, name, assessment_type, value, created_timestamp, \
             last_updated_timestamp, source_type, valid) VALUES (?1, 'tr-odd-1', 'n', 'feedback', ?2, 1, 1, 'HUMAN', 1)",
            &[&format!("a-odd-{number}"), value],
        );
    }
    for status in 0..7 {
        add(
            "INSERT INTO jobs (id, creation_time, job_name, params, status, retry_count, last_update_time) \
             VALUES (?1, 1, 'j', '{}', ?2, 0, 1)",
            &[&format!("job-{status}"), &status],
        );
    }
}

#[tokio::test]
async fn official_mlflow_works_on_an_upgraded_database() {
    let Some(python) = python() else { return };
    for name in ["00-base", "06-0584bdc529eb"] {
        let (_folder, path) = restored(name);
        upgraded(&path, false).await.unwrap();
        let runs = official(&python, &["use", uri(&path).as_str()]);
        assert!(runs.trim().parse::<usize>().unwrap() > 1, "{runs}");
        SqlStore::open(uri(&path).as_str()).await.unwrap();
    }
}
