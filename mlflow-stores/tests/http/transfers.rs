//! Artifacts over a server that fails on purpose, and clients that find theirs.

use crate::fake::{Fake, Reply};
use crate::settings;
use mlflow_core::artifact::{ArtifactPath, ArtifactRepo, ArtifactRepoExt, TransferOptions};
use mlflow_core::registry::OpenOptions;
use mlflow_core::{Client, ErrorCode, StoreUri};
use mlflow_stores::artifacts::ServedArtifactRepo;

const SERVICE: &str = "/api/2.0/mlflow-artifacts/artifacts";

fn repo(fake: &Fake) -> ServedArtifactRepo {
    let options = OpenOptions::new().tracking_uri(fake.uri());
    ServedArtifactRepo::open(&StoreUri::parse("mlflow-artifacts:/1/f00").unwrap(), &options).unwrap()
}

fn path(text: &str) -> ArtifactPath {
    ArtifactPath::parse(text).unwrap()
}

/// R-71: an upload that broke is made again, from its beginning.
#[tokio::test]
async fn uploads_are_repeated() {
    let _one = settings::set(|_| {});
    let fake = Fake::replies([Reply::status(503), Reply::HangUp, Reply::json("{}")]);
    repo(&fake).write_bytes(&path("a b.json"), "{1}").await.unwrap();
    let seen = fake.seen();
    assert_eq!(seen.len(), 3);
    for seen in seen {
        assert_eq!(
            (seen.method.as_str(), seen.target.clone()),
            ("PUT", format!("{SERVICE}/1/f00/a%20b.json"))
        );
        assert_eq!(
            (seen.body.as_str(), seen.header("Content-Type")),
            ("{1}", Some("text/plain"))
        );
    }

    let folder = tempfile::tempdir().unwrap();
    let local = folder.path().join("large.bin");
    std::fs::write(&local, vec![b'x'; 2_000_000]).unwrap();
    let fake = Fake::replies([Reply::status(502), Reply::json("{}")]);
    repo(&fake)
        .upload(&local, None, &TransferOptions::new())
        .await
        .unwrap();
    assert_eq!(
        fake.seen().iter().map(|seen| seen.body.len()).collect::<Vec<_>>(),
        [2_000_000; 2]
    );

    let fake = Fake::replies([Reply::status(502), Reply::json("{}")]);
    let bytes = vec![b'y'; 2_000_000];
    repo(&fake)
        .write(&path("b"), &mut bytes.as_slice(), None)
        .await
        .unwrap();
    assert_eq!(
        fake.seen().iter().map(|seen| seen.body.len()).collect::<Vec<_>>(),
        [2_000_000; 2]
    );
}

/// Names that a server lists lead nowhere else.
#[tokio::test]
async fn names_of_a_server_are_checked() {
    let _one = settings::set(|_| {});
    for name in ["../x", "/etc/passwd", "a/b", ".."] {
        let listing = format!(r#"{{"files": [{{"path": "{name}", "is_dir": false}}]}}"#);
        repo(&Fake::replies([Reply::json(&listing)]))
            .list(None)
            .await
            .unwrap_err();
    }
    let listing =
        r#"{"files": [{"path": "b", "is_dir": true}, {"path": "a", "is_dir": false, "file_size": 7}]}"#;
    let fake = Fake::replies([Reply::json(listing)]);
    let rows = repo(&fake).list(Some(&path("d"))).await.unwrap();
    assert_eq!(
        rows.iter()
            .map(|row| (row.path.as_str(), row.file_size))
            .collect::<Vec<_>>(),
        [("d/a", Some(7)), ("d/b", None)]
    );
    assert_eq!(fake.seen()[0].target, format!("{SERVICE}?path=1%2Ff00%2Fd"));
}

/// A download that breaks is an error and no shorter artifact.
#[tokio::test]
async fn a_broken_download_is_told() {
    let _one = settings::set(|_| {});
    let short = Reply::Answer(200, vec![("Content-Length", "10".to_owned())], "short".into());
    let fake = Fake::replies([short]);
    assert!(repo(&fake).read_bytes(&path("a")).await.is_err());
    let fake = Fake::replies([Reply::Answer(403, vec![], "no".into())]);
    let error = repo(&fake).read(&path("a")).await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::PermissionDenied);
}

/// `mlflow-artifacts:` means the server that the client of the run talks to, with its path and its login.
#[test]
fn a_client_asks_its_own_server() {
    let _one = settings::set(|_| {});
    let run = r#"{"run": {"info": {"run_id": "f00", "artifact_uri": "mlflow-artifacts:/1/f00/artifacts"}}}"#;
    let fake = Fake::replies([Reply::json(run), Reply::json("{}")]);
    mlflow_stores::link();
    let uri = fake.uri().replacen("//", "//ann:pw@", 1) + "/team";
    let client = Client::new(uri).unwrap().blocking();
    client.log_bytes("f00", "x", "notes.txt").unwrap();
    let seen = fake.seen();
    assert_eq!(
        seen[1].target,
        format!("/team{SERVICE}/1/f00/artifacts/notes.txt")
    );
    assert_eq!(seen[1].header("Authorization"), seen[0].header("Authorization"));
    assert!(seen[1].header("Authorization").is_some());
}
