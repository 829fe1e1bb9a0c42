//! Crashes, leftovers, missing permissions and roots that come and go.

use std::path::Path;
use std::time::{Duration, SystemTime};

use mlflow_core::ErrorCode;
use mlflow_core::artifact::{ArtifactRepo, ArtifactRepoExt, RESERVED_PREFIX, TransferOptions};
use tokio::io::AsyncReadExt;

use super::{local, path};

fn entries(directory: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// artifacts appear whole.
#[tokio::test]
async fn an_upload_in_progress_is_hidden_and_leaves_nothing_when_it_fails() {
    let (repo, _guard) = local();
    let (feed, stream) = tokio::io::duplex(64 * 1024);
    let writer = repo.clone();
    let upload = tokio::spawn(async move {
        let mut source = tokio::io::repeat(b'x').take(600_000).chain(stream);
        writer.write(&path("d/half"), &mut source, Some(10_000_000)).await
    });
    let hidden = loop {
        tokio::time::sleep(Duration::from_millis(5)).await;
        if repo.directory().exists()
            && let [name] = entries(repo.directory()).as_slice()
        {
            break name.clone();
        }
    };
    assert!(hidden.starts_with(RESERVED_PREFIX), "{hidden}");
    assert_eq!(repo.list(None).await.unwrap(), []);
    assert!(repo.read(&path("d/half")).await.is_err());
    drop(feed);
    let error = upload.await.unwrap().unwrap_err();
    assert!(error.message().contains("600000 bytes arrived"), "{error}");
    assert_eq!(entries(repo.directory()), [""; 0]);
}

/// leftovers of killed programs are removed.
#[tokio::test]
async fn old_leftovers_are_removed_by_the_first_write() {
    let (repo, _guard) = local();
    let root = repo.directory().to_owned();
    std::fs::create_dir_all(&root).unwrap();
    let (old, young, name) = (
        format!("{RESERVED_PREFIX}old"),
        format!("{RESERVED_PREFIX}young"),
        "old artifact",
    );
    let long_ago = SystemTime::now() - Duration::from_secs(2 * 60 * 60);
    for (file, modified) in [
        (&old, long_ago),
        (&young, SystemTime::now()),
        (&name.to_owned(), long_ago),
    ] {
        let file = std::fs::File::create(root.join(file)).unwrap();
        file.set_modified(modified).unwrap();
    }
    assert_eq!(repo.list(None).await.unwrap().len(), 1);
    repo.write_bytes(&path("new"), "x").await.unwrap();
    assert_eq!(entries(&root), [young.as_str(), "new", name]);
}

/// an outage ends by itself.
#[tokio::test]
async fn a_root_that_cannot_be_used_is_an_error_until_it_is_back() {
    let (repo, guard) = local();
    let above = guard.path().join("the root");
    std::fs::write(&above, "a file in the way").unwrap();
    for error in [
        repo.write_bytes(&path("a"), "x").await.unwrap_err(),
        repo.list(None).await.unwrap_err(),
        repo.read(&path("a")).await.unwrap_err(),
    ] {
        assert_eq!(error.code(), ErrorCode::TemporarilyUnavailable, "{error:?}");
        assert!(!error.message().contains("the root/"), "{error}");
    }
    std::fs::remove_file(&above).unwrap();
    repo.write_bytes(&path("a"), "x").await.unwrap();
    std::fs::remove_dir_all(&above).unwrap();
    assert_eq!(repo.list(None).await.unwrap(), []);
    repo.write_bytes(&path("a"), "y").await.unwrap();
    assert_eq!(repo.read_bytes(&path("a")).await.unwrap(), "y");
}

/// an outage ends by itself.
#[cfg(unix)]
#[tokio::test]
async fn a_read_only_root_is_permission_denied_until_it_is_writable() {
    use std::os::unix::fs::PermissionsExt;
    let (repo, _guard) = local();
    std::fs::create_dir_all(repo.directory()).unwrap();
    let set_mode = |mode| {
        std::fs::set_permissions(repo.directory(), std::fs::Permissions::from_mode(mode)).unwrap();
    };
    set_mode(0o555);
    if std::fs::write(repo.directory().join("probe"), "").is_ok() {
        println!("skipped: this user may write to read-only directories");
        return;
    }
    let error = repo.write_bytes(&path("a"), "x").await.unwrap_err();
    assert_eq!(error.code(), ErrorCode::PermissionDenied, "{error:?}");
    assert!(error.message().contains("'a'"));
    set_mode(0o755);
    repo.write_bytes(&path("a"), "x").await.unwrap();
}

#[tokio::test]
async fn a_file_logged_onto_itself_stays() {
    let (repo, _guard) = local();
    repo.write_bytes(&path("a"), "content").await.unwrap();
    let itself = repo.local_path(Some(&path("a"))).await.unwrap().unwrap();
    repo.upload(&itself, None, &TransferOptions::new()).await.unwrap();
    assert_eq!(repo.read_bytes(&path("a")).await.unwrap(), "content");
}

#[tokio::test]
async fn a_tree_around_the_root_is_not_copied_into_itself() {
    let (repo, guard) = local();
    repo.write_bytes(&path("old"), "x").await.unwrap();
    std::fs::write(guard.path().join("code.rs"), "fn main() {}").unwrap();
    repo.upload_tree(guard.path(), Some(&path("source")), &TransferOptions::new())
        .await
        .unwrap();
    let files = repo.list_files(None).await.unwrap();
    let paths: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["old", "source/code.rs"]);
}

#[tokio::test]
async fn downloads_without_a_destination_do_not_copy() {
    let (repo, _guard) = local();
    repo.write_bytes(&path("d/a"), "x").await.unwrap();
    let options = TransferOptions::new();
    let place = repo.download(Some(&path("d")), None, &options).await.unwrap();
    assert_eq!(place, repo.directory().join("d"));
    let error = repo
        .download(Some(&path("no")), None, &options)
        .await
        .unwrap_err();
    assert_eq!(error.message(), "No such artifact: 'no'");
}

#[tokio::test]
async fn too_long_paths_are_the_callers_fault() {
    let (repo, _guard) = local();
    let long = path(&["x".repeat(250).as_str(); 20].join("/"));
    for error in [
        repo.write_bytes(&long, "x").await.unwrap_err(),
        repo.read(&long).await.unwrap_err(),
        repo.list(Some(&long)).await.unwrap_err(),
        repo.delete(&long).await.unwrap_err(),
    ] {
        assert_eq!(error.code(), ErrorCode::InvalidParameterValue, "{error:?}");
    }
}

/// The memory of a process can be opened and has nothing to read at its start.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_local_file_that_fails_while_it_is_read_is_named_as_the_cause() {
    let (repo, _guard) = local();
    let memory = mlflow_core::memory::MemoryArtifactRepo::new();
    let source = Path::new("/proc/self/mem");
    for repo in [&repo as &dyn ArtifactRepo, &memory] {
        let error = repo.upload_file(source, &path("mem"), &Default::default()).await;
        let message = error.unwrap_err().to_string();
        assert!(message.contains("cannot read '/proc/self/mem'"), "{message}");
        assert_eq!(repo.list(None).await.unwrap(), []);
    }
    assert_eq!(entries(repo.directory()), [""; 0]);
}
