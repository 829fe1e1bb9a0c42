//! Artifacts over HTTP.

use crate::running::{Answer, Running, head};
use mlflow_server::ServerOptions;
use serde_json::json;
use std::io::Write;

const PROXY: &str = "/api/2.0/mlflow-artifacts/artifacts";

fn put(server: &Running, path: &str, bytes: &[u8]) -> Answer {
    server.send("PUT", &format!("{PROXY}/{path}"), &[], bytes)
}

#[test]
fn artifacts_are_uploaded_listed_downloaded_and_deleted() {
    let server = Running::start();
    assert_eq!(put(&server, "a/b%20c.txt", b"hello").status, 200);
    assert_eq!(put(&server, "a/d/e.bin", &[7; 100_000]).status, 200);
    let list = server.get(&format!("{PROXY}?path=a")).json();
    let expected = json!({"files": [
        {"path": "b c.txt", "is_dir": false, "file_size": 5},
        {"path": "d", "is_dir": true},
    ]});
    assert_eq!(list, expected);
    let text = server.get(&format!("{PROXY}/a/b%20c.txt"));
    assert_eq!((text.status, text.body.as_slice()), (200, &b"hello"[..]));
    assert_eq!(text.header("Content-Type"), Some("text/plain"));
    assert_eq!(
        text.header("Content-Disposition"),
        Some("attachment; filename=\"b c.txt\"")
    );
    assert_eq!(server.get(&format!("{PROXY}/a/d/e.bin")).body.len(), 100_000);
    assert_eq!(
        server.send("DELETE", &format!("{PROXY}/a/d"), &[], b"").body,
        b"{}"
    );
    server
        .get(&format!("{PROXY}/a/d/e.bin"))
        .refused(404, "RESOURCE_DOES_NOT_EXIST");
    assert_eq!(server.get(&format!("{PROXY}?path=nothing")).json(), json!({}));
}

#[test]
fn parts_and_known_versions_are_not_sent_again() {
    let server = Running::start();
    put(&server, "f", b"0123456789");
    let path = format!("{PROXY}/f");
    let whole = server.get(&path);
    let etag = whole.header("ETag").unwrap();
    let part = server.send("GET", &path, &[("Range", "bytes=2-4")], b"");
    assert_eq!((part.status, part.body.as_slice()), (206, &b"234"[..]));
    assert_eq!(part.header("Content-Range"), Some("bytes 2-4/10"));
    let end = server.send("GET", &path, &[("Range", "bytes=-2"), ("If-Range", etag)], b"");
    assert_eq!(end.body, b"89");
    let other = server.send("GET", &path, &[("Range", "bytes=-2"), ("If-Range", "\"x\"")], b"");
    assert_eq!((other.status, other.body.len()), (200, 10));
    let outside = server.send("GET", &path, &[("Range", "bytes=10-")], b"");
    assert_eq!(
        (outside.status, outside.header("Content-Range")),
        (416, Some("bytes */10"))
    );
    let known = server.send("GET", &path, &[("If-None-Match", etag)], b"");
    assert_eq!((known.status, known.body.len()), (304, 0));
    let date = whole.header("Last-Modified").unwrap();
    let known = server.send("GET", &path, &[("If-Modified-Since", date)], b"");
    assert_eq!((known.status, known.body.len()), (304, 0));
    let part = server.send("GET", &path, &[("Range", "bytes=0-1"), ("If-Range", date)], b"");
    assert_eq!((part.status, part.body.as_slice()), (206, &b"01"[..]));
    let head = server.send("HEAD", &path, &[], b"");
    assert_eq!(
        (head.status, head.header("Content-Length"), head.body.len()),
        (200, Some("10"), 0)
    );
    put(&server, "f", b"0123456780");
    assert_eq!(
        server.send("GET", &path, &[("If-None-Match", etag)], b"").status,
        200
    );
}

///
#[test]
fn no_path_leaves_the_root() {
    let server = Running::start();
    std::fs::write(server.folder.path().join("secret"), "s").unwrap();
    for path in [
        "../secret",
        "%2e%2e/secret",
        "%252e%252e/secret",
        "a/../../secret",
        "..%5csecret",
        "/etc/passwd",
        "%2Fetc%2Fpasswd",
        "a%00b",
        "file:%2F%2F%2Fetc%2Fpasswd",
    ] {
        for method in ["GET", "PUT", "DELETE"] {
            let answer = server.send(method, &format!("{PROXY}/{path}"), &[], b"");
            assert!((400..405).contains(&answer.status), "{method} {path}: {answer:?}");
            assert_ne!(answer.body, b"s");
        }
        let list = server.get(&format!("{PROXY}?path={path}"));
        assert_eq!(list.status, 400, "{path}: {list:?}");
    }
    assert_eq!(std::fs::read(server.folder.path().join("secret")).unwrap(), b"s");
}

/// Directories may be written with a slash at the end, and the root is none that can be deleted.
#[test]
fn directories_end_in_a_slash_too() {
    let server = Running::start();
    put(&server, "a/b/c", b"x");
    let lists = ["a/b", "a/b/"].map(|path| server.get(&format!("{PROXY}?path={path}")).json());
    assert_eq!(lists[0]["files"][0]["path"], "c");
    assert_eq!(lists[0], lists[1]);
    for root in ["", "/", "//"] {
        let answer = server.send("DELETE", &format!("{PROXY}{root}"), &[], b"");
        assert!((400..406).contains(&answer.status), "{answer:?}");
    }
    server
        .get(&format!("{PROXY}/"))
        .refused(404, "ENDPOINT_NOT_FOUND");
    assert_eq!(server.get(&format!("{PROXY}/a/b/c")).status, 200);
    assert_eq!(
        server.send("DELETE", &format!("{PROXY}/a/b/"), &[], b"").status,
        200
    );
    assert_eq!(server.get(&format!("{PROXY}/a/b/c")).status, 404);
}

///
#[test]
fn an_upload_that_breaks_off_leaves_nothing() {
    let server = Running::start();
    let path = format!("{PROXY}/a/f");
    let mut stream = server.connect();
    stream
        .write_all(&head(server.port, "PUT", &path, &[], 1_000_000))
        .unwrap();
    stream.write_all(&[1; 300_000]).unwrap();
    drop(stream);
    for _ in 0..100 {
        let left: Vec<_> = walk(&server.folder.path().join("artifacts"));
        if left.is_empty() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!(
        walk(&server.folder.path().join("artifacts")),
        Vec::<std::path::PathBuf>::new()
    );
    assert_eq!(server.get(&path).status, 404);
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files.extend(walk(&path)),
            false => files.push(path),
        }
    }
    files
}

#[test]
fn uploads_may_have_a_limit() {
    let mut options = ServerOptions::default();
    options.max_artifact_size = Some(10);
    let server = Running::with(options);
    assert_eq!(put(&server, "small", &[0; 10]).status, 200);
    put(&server, "large", &[0; 11]).refused(413, "INVALID_PARAMETER_VALUE");
    let mut stream = server.connect();
    let head = format!(
        "PUT {PROXY}/chunked HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n\
         b\r\n01234567890\r\n0\r\n\r\n",
        server.port
    );
    stream.write_all(head.as_bytes()).unwrap();
    Answer::read(stream).refused(413, "INVALID_PARAMETER_VALUE");
    assert_eq!(
        server.get(&format!("{PROXY}?path=")).json()["files"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn runs_have_artifacts() {
    let server = Running::start();
    let made = server
        .post("/api/2.0/mlflow/runs/create", &json!({"experiment_id": "0"}))
        .json();
    let id = made["run"]["info"]["run_id"].as_str().unwrap();
    put(&server, &format!("0/{id}/artifacts/plots/loss.svg"), b"<svg/>");
    let list = server
        .get(&format!("/api/2.0/mlflow/artifacts/list?run_id={id}&path=plots"))
        .json();
    assert_eq!(
        list["files"],
        json!([{"path": "plots/loss.svg", "is_dir": false, "file_size": 6}])
    );
    assert_eq!(list["root_uri"], made["run"]["info"]["artifact_uri"]);
    let svg = server.get(&format!("/get-artifact?run_uuid={id}&path=plots%2Floss.svg"));
    assert_eq!(
        (svg.status, svg.header("Content-Type")),
        (200, Some("text/plain"))
    );
    assert_eq!(
        svg.header("Content-Security-Policy"),
        Some("sandbox; default-src 'none'")
    );
    let upload = format!("/ajax-api/2.0/mlflow/upload-artifact?run_uuid={id}&path=note.txt");
    assert_eq!(server.send("POST", &upload, &[], b"note").status, 200);
    assert_eq!(
        server
            .get(&format!("/get-artifact?run_id={id}&path=note.txt"))
            .body,
        b"note"
    );
    assert_eq!(
        server
            .get(&format!("/get-artifact?run_id={id}&path=..%2Fx"))
            .status,
        400
    );
}

#[test]
fn a_server_may_serve_no_artifacts_or_nothing_else() {
    let mut options = ServerOptions::default();
    options.serve_artifacts = false;
    let server = Running::with(options.clone());
    server
        .get(&format!("{PROXY}/x"))
        .refused(503, "TEMPORARILY_UNAVAILABLE");
    options.serve_artifacts = true;
    options.artifacts_only = true;
    let server = Running::with(options);
    assert_eq!(put(&server, "x", b"x").status, 200);
    assert_eq!(
        server
            .get("/api/2.0/mlflow/experiments/get?experiment_id=0")
            .status,
        404
    );
}
