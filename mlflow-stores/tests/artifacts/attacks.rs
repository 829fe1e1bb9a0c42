//! Links that leave the root, and names that try to.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use mlflow_core::ErrorCode;
use mlflow_core::artifact::{ArtifactRepo, ArtifactRepoExt, TransferOptions};
use mlflow_stores::artifacts::LocalArtifactRepo;
use proptest::prelude::*;
use tempfile::TempDir;

use super::{ArtifactPath, local, path};

struct Scene {
    repo: LocalArtifactRepo,
    root: PathBuf,
    outside: PathBuf,
    _guard: TempDir,
}

/// Makes a repository and a secret beside its root.
fn scene() -> Scene {
    let (repo, guard) = local();
    let root = repo.directory().to_owned();
    let outside = guard.path().join("outside");
    for directory in [&root, &outside] {
        std::fs::create_dir_all(directory).unwrap();
    }
    std::fs::write(outside.join("secret"), "secret").unwrap();
    Scene {
        repo,
        root,
        outside,
        _guard: guard,
    }
}

fn contents(directory: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| {
            (
                entry.file_name().into_string().unwrap(),
                std::fs::read(entry.path()).unwrap(),
            )
        })
        .collect();
    files.sort();
    files
}

async fn refuses_everything(scene: &Scene, artifact: &str) {
    let repo = &scene.repo;
    let artifact = path(artifact);
    let local = scene.outside.join("secret");
    let results = [
        repo.read(&artifact).await.map(drop),
        repo.write_bytes(&artifact, "overwritten").await,
        repo.upload_file(&local, &artifact, &Default::default()).await,
        repo.delete(&artifact).await,
        repo.local_path(Some(&artifact)).await.map(drop),
        repo.download(Some(&artifact), None, &TransferOptions::new())
            .await
            .map(drop),
    ];
    for (number, result) in results.into_iter().enumerate() {
        assert!(result.is_err(), "{artifact}, call {number}");
        let error = result.unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidParameterValue, "{error:?}");
        assert!(error.message().contains(artifact.as_str()), "{error}");
        assert!(
            !error.message().contains(scene.outside.to_str().unwrap()),
            "{error}"
        );
    }
    assert_eq!(
        contents(&scene.outside),
        [("secret".to_owned(), b"secret".to_vec())]
    );
}

/// links that leave the root are refused.
#[tokio::test]
async fn file_links_out_of_the_root_are_refused() {
    let scene = scene();
    symlink(scene.outside.join("secret"), scene.root.join("absolute")).unwrap();
    symlink("../../outside/secret", scene.root.join("relative")).unwrap();
    std::fs::create_dir(scene.root.join("d")).unwrap();
    symlink("../../../outside/secret", scene.root.join("d/deep")).unwrap();
    symlink("relative", scene.root.join("chained")).unwrap();
    symlink("/proc/self/root/etc/passwd", scene.root.join("magic")).unwrap();
    for artifact in ["absolute", "relative", "d/deep", "chained", "magic"] {
        refuses_everything(&scene, artifact).await;
    }
    assert_eq!(scene.repo.list_files(None).await.unwrap(), []);
}

/// links that leave the root are refused.
#[tokio::test]
async fn directory_links_out_of_the_root_are_refused() {
    let scene = scene();
    symlink(&scene.outside, scene.root.join("absolute")).unwrap();
    symlink("../../outside", scene.root.join("relative")).unwrap();
    symlink("/", scene.root.join("slash")).unwrap();
    for directory in ["absolute", "relative", "slash"] {
        refuses_everything(&scene, directory).await;
        refuses_everything(&scene, &format!("{directory}/secret")).await;
        let error = scene.repo.list(Some(&path(directory))).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidParameterValue, "{error:?}");
    }
    for new in ["absolute/new", "relative/d/new"] {
        assert!(scene.repo.write_bytes(&path(new), "x").await.is_err());
    }
    assert_eq!(contents(&scene.outside).len(), 1);
    assert_eq!(scene.repo.list(None).await.unwrap(), []);
}

/// links that leave the root are refused.
#[tokio::test]
async fn a_directory_that_is_replaced_by_a_link_between_calls_is_refused() {
    let scene = scene();
    scene.repo.write_bytes(&path("d/secret"), "mine").await.unwrap();
    std::fs::rename(scene.root.join("d"), scene.root.join("moved")).unwrap();
    symlink(&scene.outside, scene.root.join("d")).unwrap();
    refuses_everything(&scene, "d/secret").await;
    assert_eq!(
        scene.repo.read_bytes(&path("moved/secret")).await.unwrap(),
        "mine"
    );
}

/// links that leave the root are refused.
#[tokio::test]
async fn swapping_a_link_during_calls_never_reaches_the_outside() {
    let scene = scene();
    let (root, outside) = (scene.root.clone(), scene.outside.clone());
    std::fs::create_dir(root.join("real")).unwrap();
    symlink("real", root.join("d")).unwrap();
    let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let stopped = stop.clone();
    let swapper = std::thread::spawn(move || {
        while !stopped.load(std::sync::atomic::Ordering::Relaxed) {
            for target in [outside.as_path(), Path::new("real")] {
                let _ = std::fs::remove_file(root.join("next"));
                symlink(target, root.join("next")).unwrap();
                std::fs::rename(root.join("next"), root.join("d")).unwrap();
            }
        }
    });
    for _ in 0..300 {
        let _ = scene.repo.write_bytes(&path("d/secret"), "mine").await;
        if let Ok(bytes) = scene.repo.read_bytes(&path("d/secret")).await {
            assert_eq!(bytes, "mine");
        }
        let _ = scene.repo.delete(&path("d/secret")).await;
    }
    stop.store(true, std::sync::atomic::Ordering::Relaxed);
    swapper.join().unwrap();
    assert_eq!(
        contents(&scene.outside),
        [("secret".to_owned(), b"secret".to_vec())]
    );
}

#[tokio::test]
async fn deleting_a_directory_leaves_the_targets_of_its_links() {
    let scene = scene();
    std::fs::create_dir(scene.root.join("d")).unwrap();
    symlink(&scene.outside, scene.root.join("d/link")).unwrap();
    scene.repo.delete(&path("d")).await.unwrap();
    assert!(!scene.root.join("d").exists());
    assert_eq!(contents(&scene.outside).len(), 1);
}

#[tokio::test]
async fn links_that_stay_inside_work() {
    let scene = scene();
    scene.repo.write_bytes(&path("real/file"), "x").await.unwrap();
    symlink("real", scene.root.join("link")).unwrap();
    assert_eq!(scene.repo.read_bytes(&path("link/file")).await.unwrap(), "x");
    scene.repo.write_bytes(&path("link/new"), "y").await.unwrap();
    assert_eq!(scene.repo.read_bytes(&path("real/new")).await.unwrap(), "y");
    scene.repo.delete(&path("link")).await.unwrap();
    assert_eq!(scene.repo.list_files(None).await.unwrap().len(), 2);
}

#[tokio::test]
async fn loops_and_pipes_are_errors() {
    let scene = scene();
    symlink("loop", scene.root.join("loop")).unwrap();
    symlink(".", scene.root.join("self")).unwrap();
    assert!(scene.repo.read(&path("loop")).await.is_err());
    assert_eq!(scene.repo.list_files(None).await.unwrap(), []);

    let pipe = scene.root.join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    if made.is_ok_and(|status| status.success()) {
        let error = scene.repo.read(&path("pipe")).await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidParameterValue, "{error:?}");
        let upload = scene.repo.upload(&pipe, None, &TransferOptions::new()).await;
        assert!(upload.is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn prop_whatever_is_written_is_inside(
        pieces in prop::collection::vec(
            prop::sample::select(vec!["..", ".", "/", "%2e", "%2f", "a", "outside", "link", "secret", "\\", "ü", "%"]),
            1..8,
        )
    ) {
        let scene = scene();
        symlink(&scene.outside, scene.root.join("link")).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        if let Ok(artifact) = ArtifactPath::parse(&pieces.concat()) {
            let written = runtime.block_on(scene.repo.write_bytes(&artifact, "x"));
            let read = runtime.block_on(scene.repo.read_bytes(&artifact));
            prop_assert_eq!(written.is_ok(), read.is_ok());
            let _ = runtime.block_on(scene.repo.delete(&artifact));
        }
        prop_assert_eq!(contents(&scene.outside).len(), 1);
        prop_assert_eq!(std::fs::read(scene.outside.join("secret")).unwrap(), b"secret");
    }
}
