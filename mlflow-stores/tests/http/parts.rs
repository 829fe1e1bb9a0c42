//! Uploads in parts, to where a server says.

use crate::fake::{Fake, Reply};
use crate::settings;
use mlflow_core::artifact::{
    ArtifactPath, ArtifactRepo, ArtifactRepoExt, Meter, TransferOptions, TransferState,
};
use mlflow_core::config::Config;
use mlflow_core::config::settings::{
    ENABLE_PROXY_MULTIPART_UPLOAD, MULTIPART_UPLOAD_CHUNK_SIZE, MULTIPART_UPLOAD_MINIMUM_FILE_SIZE,
};
use mlflow_core::registry::OpenOptions;
use mlflow_core::{ErrorCode, Result, StoreUri};
use mlflow_stores::artifacts::ServedArtifactRepo;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

const MPU: &str = "/team/api/2.0/mlflow-artifacts/mpu";

fn in_parts(config: &mut Config) {
    config.set(&ENABLE_PROXY_MULTIPART_UPLOAD, "true");
    config.set(&MULTIPART_UPLOAD_MINIMUM_FILE_SIZE, "10");
    config.set(&MULTIPART_UPLOAD_CHUNK_SIZE, "4");
}

fn repo(server: &Fake) -> ServedArtifactRepo {
    let uri = server.uri().replacen("//", "//ann:pw@", 1) + "/team";
    let options = OpenOptions::new().tracking_uri(uri);
    ServedArtifactRepo::open(&StoreUri::parse("mlflow-artifacts:/1/f 0").unwrap(), &options).unwrap()
}

/// Says where three parts go.
fn places(base: &str) -> Reply {
    let credential = |number| json!({"url": format!("{base}/p{number}?s=1"), "part_number": number, "headers": {"x-of": "it"}});
    let credentials: Vec<_> = (1..=3).map(credential).collect();
    Reply::json(&json!({"upload_id": "u", "credentials": credentials}).to_string())
}

fn part(etag: &str) -> Reply {
    Reply::Answer(200, vec![("ETag", etag.to_owned())], String::new())
}

async fn upload(server: &Fake, bytes: &[u8]) -> Result<()> {
    let folder = tempfile::tempdir().unwrap();
    let local = folder.path().join("f.bin");
    std::fs::write(&local, bytes).unwrap();
    let path = ArtifactPath::parse("a b/f.bin").unwrap();
    repo(server).upload_file(&local, &path, &Meter::default()).await
}

fn targets(server: &Fake) -> Vec<String> {
    let seen = server.seen();
    let target = |seen: &crate::fake::Seen| format!("{} {}", seen.method, seen.target);
    seen.iter().map(target).collect()
}

#[tokio::test]
async fn parts_go_where_the_server_says() {
    let _one = settings::set(in_parts);
    let store = Fake::replies([Reply::status(503), part("\"e\"")]);
    let server = Fake::replies([places(&store.uri()), Reply::json("{}")]);
    upload(&server, b"0123456789").await.unwrap();

    let mut parts = store.seen();
    assert_eq!(parts.len(), 4, "one was sent again");
    parts.sort_by(|a, b| a.target.cmp(&b.target));
    parts.dedup_by(|a, b| a.target == b.target);
    let sent: Vec<_> = parts
        .iter()
        .map(|part| (part.target.as_str(), part.body.as_str()))
        .collect();
    assert_eq!(
        sent,
        [("/p1?s=1", "0123"), ("/p2?s=1", "4567"), ("/p3?s=1", "89")]
    );
    for part in &parts {
        assert_eq!((part.method.as_str(), part.header("x-of")), ("PUT", Some("it")));
        assert_eq!(
            part.header("Authorization"),
            None,
            "another server is told no secrets"
        );
    }
    assert_eq!(
        targets(&server),
        [
            format!("POST {MPU}/create/1/f%200/a%20b"),
            format!("POST {MPU}/complete/1/f%200/a%20b")
        ]
    );
    let bodies: Vec<Value> = server
        .seen()
        .iter()
        .map(|seen| serde_json::from_str(&seen.body).unwrap())
        .collect();
    assert_eq!(bodies[0], json!({"path": "f.bin", "num_parts": 3}));
    let named = |number| json!({"part_number": number, "etag": "\"e\"", "url": format!("{}/p{number}?s=1", store.uri())});
    let parts = [named(1), named(2), named(3)];
    assert_eq!(
        bodies[1],
        json!({"path": "f.bin", "upload_id": "u", "parts": parts})
    );
    assert!(server.seen()[0].header("Authorization").is_some());
}

#[tokio::test]
async fn what_goes_wrong_ends_the_upload() {
    let _one = settings::set(in_parts);
    let store = Fake::replies([part("e"), Reply::Answer(403, vec![], "no".into())]);
    let server = Fake::replies([places(&store.uri()), Reply::Answer(404, vec![], "no".into())]);
    let error = upload(&server, b"0123456789").await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::PermissionDenied);
    assert_eq!(
        targets(&server).last(),
        Some(&format!("POST {MPU}/abort/1/f%200/a%20b"))
    );
    let body: Value = serde_json::from_str(&server.seen().last().unwrap().body).unwrap();
    assert_eq!(body, json!({"path": "f.bin", "upload_id": "u"}));
}

#[tokio::test]
async fn files_go_as_a_whole_where_parts_cannot() {
    let _one = settings::set(in_parts);
    let put = "PUT /team/api/2.0/mlflow-artifacts/artifacts/1/f%200/a%20b/f.bin";
    let declined = json!({
        "error_code": "NOT_IMPLEMENTED",
        "message": "Multipart upload is not supported for the current artifact repository",
    });
    let declined = Reply::Answer(501, vec![], declined.to_string());
    let server = Fake::replies([declined, Reply::json("{}")]);
    upload(&server, b"0123456789").await.unwrap();
    assert_eq!(targets(&server)[1..], [put]);

    for unusable in ["ftp://host", "nowhere"] {
        let server = Fake::replies([places(unusable), Reply::json("{}")]);
        upload(&server, b"0123456789").await.unwrap();
        assert_eq!(
            targets(&server)[1..],
            [format!("POST {MPU}/abort/1/f%200/a%20b").as_str(), put]
        );
    }
    let server = Fake::replies([places("http://127.0.0.1:1"), Reply::json("{}")]);
    upload(&server, b"0123456789abcdef").await.unwrap();
    assert_eq!(
        targets(&server).last().unwrap(),
        put,
        "three places for four parts"
    );
    let server = Fake::replies([Reply::json("{}")]);
    upload(&server, b"small").await.unwrap();
    assert_eq!(targets(&server), [put]);

    let server = Fake::replies([Reply::status(501)]);
    let error = upload(&server, b"0123456789").await.unwrap_err();
    assert_eq!(targets(&server).len(), 1, "{error}");
}

#[tokio::test]
async fn nothing_is_divided_unless_it_is_asked_for() {
    let put = "PUT /team/api/2.0/mlflow-artifacts/artifacts/1/f%200/a%20b/f.bin";
    {
        let _one = settings::set(|config| config.set(&MULTIPART_UPLOAD_MINIMUM_FILE_SIZE, "10"));
        let server = Fake::replies([Reply::json("{}")]);
        upload(&server, b"0123456789").await.unwrap();
        assert_eq!(targets(&server), [put]);
    }
    let _one = settings::set(|config| {
        in_parts(config);
        config.set(&MULTIPART_UPLOAD_CHUNK_SIZE, "0");
    });
    let server = Fake::replies([Reply::json("{}")]);
    let error = upload(&server, b"0123456789").await.unwrap_err();
    assert!(
        error.message().contains("MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE"),
        "{error}"
    );
    assert_eq!(targets(&server), Vec::<String>::new());
}

#[tokio::test]
async fn progress_is_told_once_for_each_byte() {
    let _one = settings::set(in_parts);
    let store = Fake::replies([Reply::status(503), Reply::status(503), part("e")]);
    let server = Fake::replies([places(&store.uri()), Reply::json("{}")]);
    let folder = tempfile::tempdir().unwrap();
    let local = folder.path().join("f.bin");
    std::fs::write(&local, b"0123456789").unwrap();
    let last = Arc::new(Mutex::new(TransferState::default()));
    let watched = last.clone();
    let options = TransferOptions::new().progress(move |state: &TransferState| {
        let mut last = watched.lock().unwrap();
        if state.bytes_done >= last.bytes_done {
            *last = *state;
        }
    });
    repo(&server).upload(&local, None, &options).await.unwrap();
    let last = *last.lock().unwrap();
    assert_eq!((last.bytes_done, last.bytes_total), (10, Some(10)));
}
