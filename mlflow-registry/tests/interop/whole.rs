//! One side writes everything, both read it.

use super::official::Official;
use super::ours;
use serde_json::Value;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap()
}

/// Takes away times, which two writers do not share.
fn without_times(mut all: Value) -> Value {
    for list in ["models", "versions"] {
        for item in all[list].as_array_mut().unwrap() {
            item["created"] = Value::Null;
            item["updated"] = Value::Null;
        }
    }
    all["versions"]
        .as_array_mut()
        .unwrap()
        .sort_by_key(Value::to_string);
    all["uris"].as_array_mut().unwrap().sort_by_key(Value::to_string);
    all
}

#[tokio::test]
async fn either_reads_what_the_other_wrote() {
    let (first, second) = (folder(), folder());
    let (theirs, our) = (first.path().join("mlflow.db"), second.path().join("mlflow.db"));
    let Some(mut official) = Official::open(&theirs) else {
        return;
    };
    official.call("write", &theirs);
    let client = ours::open(&theirs);
    let written_by_official = ours::read_all(&client).await;
    assert_eq!(written_by_official, official.call("read", &theirs));
    assert_eq!(written_by_official["prompts"].as_array().unwrap().len(), 3);
    drop(official);

    let client = ours::open(&our);
    ours::write(&client).await;
    let Some(mut official) = Official::open(&our) else {
        return;
    };
    let written_by_us = ours::read_all(&client).await;
    assert_eq!(written_by_us, official.call("read", &our));
    assert_eq!(without_times(written_by_us), without_times(written_by_official));
}
