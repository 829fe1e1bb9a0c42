//! Behaviours of single artifacts.

use std::pin::Pin;
use std::task::{Context, Poll};

use mlflow_core::ErrorCode;
use mlflow_core::artifact::{ArtifactPath, ArtifactRepo, ArtifactRepoExt, FileInfo};
use tokio::io::{AsyncRead, AsyncReadExt, ReadBuf};

use super::{names, path};

/// Bytes come back as they were.
pub async fn round_trip(repo: &dyn ArtifactRepo) {
    let bytes: Vec<u8> = (0..=255).cycle().take(70_000).collect();
    repo.write_bytes(&path("a.bin"), &bytes).await.unwrap();
    let reader = repo.read(&path("a.bin")).await.unwrap();
    assert!(reader.length().is_none_or(|length| length == 70_000));
    assert_eq!(repo.read_bytes(&path("a.bin")).await.unwrap(), bytes);
}

/// Directories come with the artifacts in them.
pub async fn nested(repo: &dyn ArtifactRepo) {
    repo.write_bytes(&path("a/b/c/d.txt"), "deep").await.unwrap();
    assert_eq!(repo.read_bytes(&path("a/b/c/d.txt")).await.unwrap(), "deep");
    let rows = repo.list(Some(&path("a/b"))).await.unwrap();
    assert_eq!(rows, [FileInfo::directory("a/b/c")]);
}

/// The last write wins, also when it is shorter.
pub async fn overwrite(repo: &dyn ArtifactRepo) {
    repo.write_bytes(&path("x"), "a long first text").await.unwrap();
    repo.write_bytes(&path("x"), "short").await.unwrap();
    assert_eq!(repo.read_bytes(&path("x")).await.unwrap(), "short");
    assert_eq!(repo.list(None).await.unwrap(), [FileInfo::file("x", 5)]);
}

/// Rows are in the order of their paths, relative to the root, and only of one level.
pub async fn list_is_sorted_and_relative(repo: &dyn ArtifactRepo) {
    for name in ["z", "m/2", "m/10", "m/deep/x", "a", "B", "m.txt"] {
        repo.write_bytes(&path(name), name).await.unwrap();
    }
    let rows = [
        FileInfo::file("B", 1),
        FileInfo::file("a", 1),
        FileInfo::directory("m"),
        FileInfo::file("m.txt", 5),
        FileInfo::file("z", 1),
    ];
    assert_eq!(repo.list(None).await.unwrap(), rows);
    assert_eq!(names(repo, Some("m")).await, ["m/10", "m/2", "m/deep"]);
}

/// A file, a missing directory and the root of an empty repository have no rows.
pub async fn list_of_a_file_or_a_missing_one(repo: &dyn ArtifactRepo) {
    assert_eq!(names(repo, None).await, [""; 0]);
    repo.write_bytes(&path("d/file"), "x").await.unwrap();
    for directory in ["d/file", "d/file/below", "missing", "d/missing/x"] {
        assert_eq!(names(repo, Some(directory)).await, [""; 0], "{directory}");
    }
}

/// An artifact may have no bytes.
pub async fn empty_file(repo: &dyn ArtifactRepo) {
    repo.write_bytes(&path("empty"), "").await.unwrap();
    assert_eq!(repo.read_bytes(&path("empty")).await.unwrap(), "");
    assert_eq!(repo.list(None).await.unwrap(), [FileInfo::file("empty", 0)]);
}

/// A file of many chunks is written from a stream of unknown length and read in pieces.
pub async fn large_file_is_streamed(repo: &dyn ArtifactRepo) {
    const LENGTH: u64 = 9 * 1024 * 1024 + 17;
    let mut source = tokio::io::repeat(b'm').take(LENGTH);
    repo.write(&path("large"), &mut source, None).await.unwrap();
    let mut reader = repo.read(&path("large")).await.unwrap();
    let mut buffer = vec![0; 100_000];
    let mut received = 0;
    loop {
        let read = reader.read(&mut buffer).await.unwrap();
        if read == 0 {
            break;
        }
        assert!(buffer[..read].iter().all(|byte| *byte == b'm'));
        received += read as u64;
    }
    assert_eq!(received, LENGTH);
}

/// Names are kept as they are, percent signs included.
pub async fn odd_names(repo: &dyn ArtifactRepo) {
    let odd = [
        "100%.txt",
        "a%20b.txt",
        "a b",
        " lead",
        "trail ",
        "ünï/文件.txt",
        "e\u{301}",
        "...",
        ".hidden",
        "~",
        "a+b=c&d@e!$'(),;[]{}",
        "model:v1.txt",
        "images/loss%step%17%timestamp%1712000000000%gabc.png",
    ];
    for name in odd {
        repo.write_bytes(&path(name), name).await.unwrap();
    }
    for name in odd {
        assert_eq!(repo.read_bytes(&path(name)).await.unwrap(), name);
    }
    let mut sorted = odd.to_vec();
    sorted.sort_unstable();
    let listed = repo.list_files(None).await.unwrap();
    assert_eq!(
        listed.iter().map(|row| row.path.as_str()).collect::<Vec<_>>(),
        sorted
    );
}

/// No unsafe path becomes an [`ArtifactPath`], so that none reaches a repository; nor does the root.
pub async fn unsafe_paths_are_refused(repo: &dyn ArtifactRepo) {
    for unsafe_path in [
        "",
        ".",
        "/",
        "..",
        "../x",
        "a/../../x",
        "/etc/passwd",
        "%2e%2e/x",
        "a\\b",
        "a#b",
        "C:/x",
        "file:///x",
        "a//b",
        "a/",
        "a\0",
        ".artifact.uploading.x",
    ] {
        let error = ArtifactPath::parse(unsafe_path).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
    }
    assert_eq!(names(repo, None).await, [""; 0]);
}

/// Reading what is not there says so by name.
pub async fn missing_artifact(repo: &dyn ArtifactRepo) {
    repo.write_bytes(&path("file"), "x").await.unwrap();
    for missing in ["no", "no/deeper", "file/below"] {
        let error = repo.read(&path(missing)).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::ResourceDoesNotExist, "{error:?}");
        assert!(error.message().contains(missing), "{error}");
    }
}

/// A directory is not read, and not overwritten by a file.
pub async fn directory_is_no_file(repo: &dyn ArtifactRepo) {
    repo.write_bytes(&path("d/x"), "x").await.unwrap();
    for error in [
        repo.read(&path("d")).await.unwrap_err(),
        repo.write_bytes(&path("d"), "x").await.unwrap_err(),
    ] {
        assert_eq!(error.code(), ErrorCode::InvalidParameterValue, "{error:?}");
    }
    assert_eq!(repo.read_bytes(&path("d/x")).await.unwrap(), "x");
}

/// A file is not made a directory.
pub async fn file_is_no_directory(repo: &dyn ArtifactRepo) {
    repo.write_bytes(&path("f"), "x").await.unwrap();
    for below in ["f/x", "f/x/y"] {
        let error = repo.write_bytes(&path(below), "y").await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidParameterValue, "{error:?}");
        assert!(error.message().contains(below));
    }
    assert_eq!(repo.list(None).await.unwrap(), [FileInfo::file("f", 1)]);
}

/// A file is deleted alone; deleting it again is fine.
pub async fn delete_file(repo: &dyn ArtifactRepo) {
    repo.write_bytes(&path("a"), "1").await.unwrap();
    repo.write_bytes(&path("ab"), "2").await.unwrap();
    for _ in 0..2 {
        repo.delete(&path("a")).await.unwrap();
        assert_eq!(names(repo, None).await, ["ab"]);
    }
    repo.delete(&path("ab/below/a/file")).await.unwrap();
    assert_eq!(names(repo, None).await, ["ab"]);
}

/// A directory is deleted with all that is in it, its neighbours stay.
pub async fn delete_directory(repo: &dyn ArtifactRepo) {
    for name in ["d/1", "d/e/2", "dd/3"] {
        repo.write_bytes(&path(name), "x").await.unwrap();
    }
    repo.delete(&path("d")).await.unwrap();
    assert_eq!(names(repo, None).await, ["dd"]);
    assert!(repo.read(&path("d/e/2")).await.is_err());
}

/// the root is emptied, never deleted, and works on.
pub async fn delete_all(repo: &dyn ArtifactRepo) {
    for name in ["a", "d/1"] {
        repo.write_bytes(&path(name), "x").await.unwrap();
    }
    repo.delete_all().await.unwrap();
    assert_eq!(names(repo, None).await, [""; 0]);
    repo.write_bytes(&path("b"), "x").await.unwrap();
    assert_eq!(names(repo, None).await, ["b"]);
}

/// Fewer bytes than declared store nothing, and keep what was there.
pub async fn short_upload_leaves_nothing(repo: &dyn ArtifactRepo) {
    refuses_length(repo, 3 * 1024 * 1024, 3 * 1024 * 1024 + 1).await;
    refuses_length(repo, 0, 1).await;
}

/// More bytes than declared store nothing, and keep what was there.
pub async fn long_upload_leaves_nothing(repo: &dyn ArtifactRepo) {
    refuses_length(repo, 3 * 1024 * 1024, 3 * 1024 * 1024 - 1).await;
    refuses_length(repo, 1, 0).await;
}

async fn refuses_length(repo: &dyn ArtifactRepo, length: usize, declared: u64) {
    let bytes = vec![b'n'; length];
    let error = repo
        .write(&path("new"), &mut bytes.as_slice(), Some(declared))
        .await
        .unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidParameterValue, "{error:?}");
    repo.write_bytes(&path("old"), "old").await.unwrap();
    assert!(
        repo.write(&path("old"), &mut bytes.as_slice(), Some(declared))
            .await
            .is_err()
    );
    assert_eq!(repo.list(None).await.unwrap(), [FileInfo::file("old", 3)]);
    assert_eq!(repo.read_bytes(&path("old")).await.unwrap(), "old");
}

/// A stream that breaks stores nothing.
pub async fn broken_upload_leaves_nothing(repo: &dyn ArtifactRepo) {
    let mut broken = tokio::io::repeat(b'x').take(1024 * 1024).chain(Broken);
    assert!(repo.write(&path("d/broken"), &mut broken, None).await.is_err());
    assert_eq!(names(repo, None).await, [""; 0]);
}

/// An upload whose caller goes away in the middle stores nothing.
pub async fn dropped_upload_leaves_nothing(repo: &dyn ArtifactRepo) {
    let mut stalled = tokio::io::repeat(b'x').take(1024 * 1024).chain(Stalled);
    let path = path("stalled");
    let write = repo.write(&path, &mut stalled, None);
    let waited = tokio::time::timeout(std::time::Duration::from_millis(200), write).await;
    assert!(waited.is_err(), "the upload ended before its stream did");
    assert_eq!(names(repo, None).await, [""; 0]);
}

/// Writers of one artifact at the same time leave one whole version.
pub async fn concurrent_writes(repo: &dyn ArtifactRepo) {
    let versions: Vec<Vec<u8>> = (b'a'..b'i').map(|letter| vec![letter; 600_000]).collect();
    let target = path("d/contended");
    let writes: Vec<_> = versions
        .iter()
        .map(|bytes| repo.write_bytes(&target, bytes))
        .collect();
    for written in futures::future::join_all(writes).await {
        written.unwrap();
    }
    let bytes = repo.read_bytes(&target).await.unwrap();
    assert!(versions.iter().any(|version| *version == bytes));
}

struct Broken;

impl AsyncRead for Broken {
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        _: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        Poll::Ready(Err(std::io::ErrorKind::ConnectionReset.into()))
    }
}

struct Stalled;

impl AsyncRead for Stalled {
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        _: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        Poll::Pending
    }
}
