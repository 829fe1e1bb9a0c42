//! Artifacts uploaded in parts.

use crate::running::{Answer, Running, head};
use mlflow_server::ServerOptions;
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};

const SERVICE: &str = "/api/2.0/mlflow-artifacts";

/// An upload of `f` into `a/b`.
struct Upload {
    id: String,
    /// Where the parts go, without scheme and host.
    targets: Vec<String>,
}

impl Upload {
    fn begin(server: &Running, parts: u32) -> Self {
        let asked = json!({"path": "/home/ann/f", "num_parts": parts});
        let answer = server.post(&format!("{SERVICE}/mpu/create/a/b"), &asked);
        assert_eq!(answer.status, 200, "{answer:?}");
        let answer = answer.json();
        let base = format!("http://127.0.0.1:{}", server.port);
        let credentials = answer["credentials"].as_array().unwrap();
        let numbers: Vec<_> = credentials
            .iter()
            .map(|one| one["part_number"].as_u64().unwrap())
            .collect();
        assert_eq!(numbers, (1..=u64::from(parts)).collect::<Vec<_>>());
        let target = |one: &Value| {
            one["url"]
                .as_str()
                .unwrap()
                .strip_prefix(&base)
                .unwrap()
                .to_owned()
        };
        Upload {
            id: answer["upload_id"].as_str().unwrap().to_owned(),
            targets: credentials.iter().map(target).collect(),
        }
    }

    /// Sends a part, and returns it as it is named at the end.
    fn send(&self, server: &Running, number: usize, bytes: &[u8]) -> Value {
        let answer = server.send("PUT", &self.targets[number - 1], &[], bytes);
        assert_eq!(answer.status, 200, "{answer:?}");
        json!({"part_number": number, "etag": answer.header("ETag").unwrap(), "url": ""})
    }

    fn end(&self, server: &Running, action: &str, parts: &[Value]) -> Answer {
        self.end_at(server, action, "a/b", parts)
    }

    fn end_at(&self, server: &Running, action: &str, directory: &str, parts: &[Value]) -> Answer {
        let asked = json!({"path": "f", "upload_id": self.id, "parts": parts});
        server.post(&format!("{SERVICE}/mpu/{action}/{directory}"), &asked)
    }
}

fn read(server: &Running) -> Answer {
    server.get(&format!("{SERVICE}/artifacts/a/b/f"))
}

fn root(server: &Running) -> PathBuf {
    server.folder.path().join("artifacts")
}

/// Returns the names in the folders of uploads.
fn staged(root: &Path) -> Vec<String> {
    let hidden = std::fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let hidden = hidden.filter(|path| {
        path.file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .starts_with(".artifact.")
    });
    let inside = hidden.flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let mut names: Vec<_> = inside
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn parts_in_any_order_become_one_artifact() {
    let server = Running::start();
    let upload = Upload::begin(&server, 3);
    let third = upload.send(&server, 3, b"three");
    let first = upload.send(&server, 1, &[b'1'; 300_000]);
    assert_eq!(read(&server).status, 404);
    for path in ["", "?path=", "?path=a", "?path=a%2Fb"] {
        let list = server.get(&format!("{SERVICE}/artifacts{path}"));
        assert_eq!(list.json(), json!({}), "{path}");
    }
    let second = upload.send(&server, 2, b"two");
    let parts = [third, first, second];
    let answer = upload.end(&server, "complete", &parts);
    assert_eq!((answer.status, answer.json()), (200, json!({})));
    let mut expected = vec![b'1'; 300_000];
    expected.extend_from_slice(b"twothree");
    assert!(read(&server).body == expected);

    // A client whose answer was lost asks again, and nothing is made anew.
    assert_eq!(
        server
            .send("DELETE", &format!("{SERVICE}/artifacts/a"), &[], b"")
            .status,
        200
    );
    assert_eq!(upload.end(&server, "complete", &parts).status, 200);
    assert_eq!(read(&server).status, 404);
    assert_eq!(staged(&root(&server)), ["complete", "upload"]);
    let late = server.send("PUT", &upload.targets[0], &[], b"late");
    late.refused(404, "RESOURCE_DOES_NOT_EXIST");
    upload
        .end(&server, "abort", &[])
        .refused(404, "RESOURCE_DOES_NOT_EXIST");
}

#[test]
fn what_is_missing_is_named() {
    let server = Running::start();
    let upload = Upload::begin(&server, 3);
    let first = upload.send(&server, 1, b"one");
    let second = upload.send(&server, 2, b"two");
    let third = json!({"part_number": 3, "etag": "\"0123\""});
    let says = |parts: &[Value], expected: &str| {
        let answer = upload.end(&server, "complete", parts);
        answer.refused(400, "INVALID_PARAMETER_VALUE");
        let message = answer.json()["message"].as_str().unwrap().to_owned();
        assert!(message.contains(expected), "{message}");
    };
    says(&[first.clone(), second.clone()], "part 3 of 3 is not named");
    says(
        &[first.clone(), second.clone(), third.clone()],
        "part 3 has not arrived",
    );
    says(&[first.clone(), first.clone()], "part 1 is named twice");
    says(&[json!({"part_number": 1, "etag": ""})], "part 1 has no ETag");
    says(
        &[
            json!({"part_number": 4, "etag": "x"}),
            first.clone(),
            second.clone(),
            third.clone(),
        ],
        "part 4 is none",
    );
    let sent = upload.send(&server, 3, b"three");
    says(&[first.clone(), second.clone(), third], "part 3 has another ETag");
    let again = upload.send(&server, 2, b"2");
    assert_eq!(upload.end(&server, "complete", &[first, again, sent]).status, 200);
    assert_eq!(read(&server).body, b"one2three");
}

#[test]
fn an_upload_belongs_to_its_path() {
    let server = Running::start();
    let upload = Upload::begin(&server, 1);
    let part = upload.send(&server, 1, b"x");
    for (action, directory) in [
        ("complete", "a"),
        ("abort", "a"),
        ("complete", "a/b/c"),
        ("complete", "other"),
    ] {
        let answer = upload.end_at(&server, action, directory, std::slice::from_ref(&part));
        answer.refused(404, "RESOURCE_DOES_NOT_EXIST");
    }
    for id in [
        "00000000000000000000000000000000",
        "..",
        "a/../b",
        "",
        "%2e%2e%2f",
        "upload",
    ] {
        let part = server.send(
            "PUT",
            &format!("{SERVICE}/mpu/part?upload_id={id}&part_number=1"),
            &[],
            b"x",
        );
        part.refused(404, "RESOURCE_DOES_NOT_EXIST");
    }
    let asked = json!({"path": "f", "upload_id": "../../x", "parts": [part]});
    let answer = server.post(&format!("{SERVICE}/mpu/complete/a/b"), &asked);
    answer.refused(404, "RESOURCE_DOES_NOT_EXIST");
    assert_eq!(upload.end(&server, "complete", &[part]).status, 200);
}

/// R-30: all that names an artifact is checked by the one function.
#[test]
fn numbers_and_paths_are_checked() {
    let server = Running::start();
    let create = |directory: &str, asked: &Value| {
        let answer = server.post(&format!("{SERVICE}/mpu/create/{directory}"), asked);
        (answer.status, answer)
    };
    for number in [
        json!(-1),
        json!(10_001),
        json!("x"),
        json!(1.5),
        json!(null),
        json!(4_294_967_297_i64),
    ] {
        let (status, answer) = create("a", &json!({"path": "f", "num_parts": number}));
        assert_eq!(status, 400, "{answer:?}");
    }
    for asked in [
        json!({"path": "f"}),
        json!({"num_parts": 1}),
        json!({"path": "a/", "num_parts": 1}),
        json!({"path": "..", "num_parts": 1}),
        json!({"path": ".artifact.uploading.x", "num_parts": 1}),
        json!([]),
        json!({"path": 7, "num_parts": 1}),
    ] {
        assert_eq!(create("a", &asked).0, 400, "{asked}");
    }
    let one = json!({"path": "f", "num_parts": "1"});
    for directory in [
        "%2e%2e",
        "a%2F..%2Fb",
        "%252e%252e",
        "%2Fetc",
        "a%5Cb",
        ".artifact.uploading.x",
    ] {
        assert_eq!(create(directory, &one).0, 400, "{directory}");
    }
    assert!(!root(&server).exists());
    let upload = Upload::begin(&server, 2);
    for number in ["0", "3", "x", "-1", "4294967297", ""] {
        let target = format!("{SERVICE}/mpu/part?upload_id={}&part_number={number}", upload.id);
        server
            .send("PUT", &target, &[], b"x")
            .refused(400, "INVALID_PARAMETER_VALUE");
    }
    let hidden = format!(".artifact.uploading.parts.{}", upload.id);
    for method in ["GET", "PUT", "DELETE"] {
        let answer = server.send(method, &format!("{SERVICE}/artifacts/{hidden}/upload"), &[], b"");
        answer.refused(400, "INVALID_PARAMETER_VALUE");
    }
    let list = server.get(&format!("{SERVICE}/artifacts?path={hidden}"));
    list.refused(400, "INVALID_PARAMETER_VALUE");
}

/// Clients of Windows name the file as it is called there; at the root, there is no directory.
#[test]
fn files_are_called_as_at_the_client() {
    let server = Running::start();
    for (local, directory, artifact) in [
        ("C:\\data\\f.bin", "/a", "a/f.bin"),
        ("/tmp/ü%20.bin", "/a", "a/%C3%BC%2520.bin"),
        ("f.bin", "", "f.bin"),
        ("f.bin", "/", "f.bin"),
    ] {
        let asked = json!({"path": local, "num_parts": 0});
        let created = server.post(&format!("{SERVICE}/mpu/create{directory}"), &asked);
        assert_eq!(created.status, 200, "{local}: {created:?}");
        let asked = json!({"path": local, "upload_id": created.json()["upload_id"], "parts": []});
        let completed = server.post(&format!("{SERVICE}/mpu/complete{directory}"), &asked);
        assert_eq!(completed.status, 200, "{local}: {completed:?}");
        let read = server.get(&format!("{SERVICE}/artifacts/{artifact}"));
        assert_eq!((read.status, read.body.len()), (200, 0), "{local}");
    }
}

#[test]
fn an_abort_removes_everything() {
    let server = Running::start();
    let upload = Upload::begin(&server, 2);
    let part = upload.send(&server, 1, b"x");
    assert_eq!(upload.end(&server, "abort", &[]).status, 200);
    assert_eq!(std::fs::read_dir(root(&server)).unwrap().count(), 0);
    upload
        .end(&server, "abort", &[])
        .refused(404, "RESOURCE_DOES_NOT_EXIST");
    upload
        .end(&server, "complete", &[part])
        .refused(404, "RESOURCE_DOES_NOT_EXIST");
    let late = server.send("PUT", &upload.targets[1], &[], b"x");
    late.refused(404, "RESOURCE_DOES_NOT_EXIST");
}

/// R-05: neither a part nor a file is there by halves.
#[test]
fn a_part_that_breaks_off_is_none() {
    let server = Running::start();
    let upload = Upload::begin(&server, 1);
    let mut stream = server.connect();
    stream
        .write_all(&head(server.port, "PUT", &upload.targets[0], &[], 1_000_000))
        .unwrap();
    stream.write_all(&[1; 300_000]).unwrap();
    drop(stream);
    for _ in 0..250 {
        if staged(&root(&server)) == ["upload"] {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!(staged(&root(&server)), ["upload"]);
    let part = upload.send(&server, 1, b"whole");
    assert_eq!(upload.end(&server, "complete", &[part]).status, 200);
}

/// Bytes that a loss of power or a hand changed do not become an artifact.
#[test]
fn a_damaged_part_is_told() {
    let server = Running::start();
    let upload = Upload::begin(&server, 1);
    let part = upload.send(&server, 1, b"right");
    let etag = part["etag"].as_str().unwrap().trim_matches('"').to_owned();
    std::fs::write(folder_of(&server, &upload).join(format!("1.{etag}")), b"wrong").unwrap();
    let answer = upload.end(&server, "complete", std::slice::from_ref(&part));
    answer.refused(400, "INVALID_PARAMETER_VALUE");
    assert_eq!(read(&server).status, 404);
    upload.send(&server, 1, b"right");
    assert_eq!(upload.end(&server, "complete", &[part]).status, 200);
    assert_eq!(read(&server).body, b"right");
}

#[test]
fn many_at_once_do_not_disturb_each_other() {
    let server = Running::start();
    let upload = &Upload::begin(&server, 8);
    let bytes = |number: usize| vec![b'a' + number as u8; 200_000];
    let parts: Vec<Value> = std::thread::scope(|scope| {
        let twice = (1..=8).chain(1..=8);
        let server = &server;
        let sent: Vec<_> = twice
            .map(|number| scope.spawn(move || upload.send(server, number, &bytes(number))))
            .collect();
        sent.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(parts[..8], parts[8..]);
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let ended: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| upload.end(&server, "complete", &parts[..8]).status))
            .collect();
        ended.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(statuses, [200; 4]);
    let expected: Vec<u8> = (1..=8).flat_map(bytes).collect();
    assert!(read(&server).body == expected);
}

#[test]
fn the_limit_of_an_artifact_holds_for_all_parts_together() {
    let mut options = ServerOptions::default();
    options.max_artifact_size = Some(10);
    let server = Running::with(options);
    let upload = Upload::begin(&server, 2);
    let first = upload.send(&server, 1, b"123456");
    let large = server.send("PUT", &upload.targets[1], &[], b"12345");
    large.refused(413, "INVALID_PARAMETER_VALUE");
    let second = upload.send(&server, 2, b"1234");
    assert_eq!(upload.end(&server, "complete", &[first, second]).status, 200);
}

/// R-32: neither is one that was made meanwhile.
#[test]
fn a_directory_is_not_overwritten() {
    let server = Running::start();
    let upload = Upload::begin(&server, 1);
    let part = upload.send(&server, 1, b"x");
    let put = server.send("PUT", &format!("{SERVICE}/artifacts/a/b/f/g"), &[], b"x");
    assert_eq!(put.status, 200);
    upload
        .end(&server, "complete", &[part])
        .refused(400, "INVALID_PARAMETER_VALUE");
    let asked = json!({"path": "f", "num_parts": 1});
    let answer = server.post(&format!("{SERVICE}/mpu/create/a/b"), &asked);
    answer.refused(400, "INVALID_PARAMETER_VALUE");
}

/// Parts go to the address by which the client knows the server.
#[test]
fn addresses_are_those_of_the_client() {
    let mut options = ServerOptions::default();
    options.static_prefix = "/ml".to_owned();
    options.artifacts_only = true;
    let server = Running::with(options);
    let first = |headers: &[(&str, &str)]| {
        let mut all = vec![("Content-Type", "application/json")];
        all.extend_from_slice(headers);
        let body = json!({"path": "f", "num_parts": 1}).to_string();
        let answer = server.send(
            "POST",
            "/ml/ajax-api/2.0/mlflow-artifacts/mpu/create/a",
            &all,
            body.as_bytes(),
        );
        assert_eq!(answer.status, 200, "{answer:?}");
        let url = answer.json()["credentials"][0]["url"]
            .as_str()
            .unwrap()
            .to_owned();
        url.split_once("/api/2.0/mlflow-artifacts/mpu/part?upload_id=")
            .unwrap()
            .0
            .to_owned()
    };
    assert_eq!(first(&[]), format!("http://127.0.0.1:{}/ml", server.port));
    assert_eq!(first(&[("Host", "localhost:80")]), "http://localhost:80/ml");
    let proxied = [
        ("X-Forwarded-Proto", "https"),
        ("X-Forwarded-Host", "mlflow.example, inner"),
        ("X-Forwarded-Prefix", "/team/"),
    ];
    assert_eq!(first(&proxied), "https://mlflow.example/team/ml");
    let strange = [
        ("X-Forwarded-Proto", "javascript"),
        ("X-Forwarded-Prefix", "//x?y"),
    ];
    assert_eq!(first(&strange), format!("http://127.0.0.1:{}/ml", server.port));
}

#[test]
fn a_server_may_take_no_parts() {
    let mut options = ServerOptions::default();
    options.serve_artifacts = false;
    let server = Running::with(options);
    let asked = json!({"path": "f", "num_parts": 2});
    let answer = server.post(&format!("{SERVICE}/mpu/create/a"), &asked);
    answer.refused(503, "TEMPORARILY_UNAVAILABLE");
}

/// Uploads that were left for a day are gone when a server starts, and younger ones go on.
#[test]
fn abandoned_uploads_are_swept() {
    let server = Running::start();
    let old = Upload::begin(&server, 1);
    old.send(&server, 1, b"x");
    let young = Upload::begin(&server, 2);
    let first = young.send(&server, 1, b"1");
    let day = std::time::Duration::from_secs(25 * 60 * 60);
    let before = std::time::SystemTime::now() - day;
    for upload in [&old, &young] {
        let folder = folder_of(&server, upload);
        for entry in std::fs::read_dir(&folder).unwrap() {
            set_time(&entry.unwrap().path(), before);
        }
        set_time(&folder, before);
    }
    let second = young.send(&server, 2, b"2");
    let server = server.again();
    for _ in 0..250 {
        if !folder_of(&server, &old).exists() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert!(!folder_of(&server, &old).exists());
    assert_eq!(young.end(&server, "complete", &[first, second]).status, 200);
    assert_eq!(read(&server).body, b"12");
}

fn folder_of(server: &Running, upload: &Upload) -> PathBuf {
    root(server).join(format!(".artifact.uploading.parts.{}", upload.id))
}

fn set_time(path: &Path, time: std::time::SystemTime) {
    let file = std::fs::File::open(path).unwrap();
    file.set_modified(time).unwrap();
}

/// A repository that does not put parts together is told in the words by which clients upload as a whole.
#[tokio::test]
async fn other_repositories_decline_in_the_words_that_clients_know() {
    use axum::body::Body;
    use mlflow_core::memory::{MemoryArtifactRepo, MemoryStore};
    use std::sync::Arc;
    use tower::ServiceExt;

    let store = Arc::new(MemoryStore::default());
    let backends =
        mlflow_server::Backends::new(store.clone(), store).artifacts(Arc::new(MemoryArtifactRepo::new()));
    let router = mlflow_server::Server::new(backends, ServerOptions::default())
        .unwrap()
        .router();
    for (method, target) in [
        ("POST", "mpu/create/a"),
        ("POST", "mpu/complete/a"),
        ("POST", "mpu/abort/a"),
        ("PUT", "mpu/part?upload_id=x&part_number=1"),
    ] {
        let request = axum::http::Request::builder()
            .method(method)
            .uri(format!("{SERVICE}/{target}"))
            .header("Host", "localhost")
            .header("Content-Type", "application/json")
            .body(Body::from(r#"{"path": "f", "num_parts": 2}"#));
        let answer = router.clone().oneshot(request.unwrap()).await.unwrap();
        assert_eq!(answer.status(), 501, "{target}");
        let body = axum::body::to_bytes(answer.into_body(), 10_000).await.unwrap();
        let body: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(body["error_code"], "NOT_IMPLEMENTED");
        let message = body["message"].as_str().unwrap();
        assert!(message.starts_with("Multipart upload is not supported for the current artifact repository"));
    }
}
