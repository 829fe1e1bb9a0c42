//! A store that answers with names that it should not, and with fewer bytes than it says.

use async_trait::async_trait;
use mlflow_core::artifact::{
    ArtifactPath, ArtifactReader, ArtifactRepo, ArtifactRepoExt, ArtifactSource, FileInfo, TransferOptions,
};
use mlflow_core::{ErrorCode, Result};

use super::path;

struct Hostile;

#[async_trait]
impl ArtifactRepo for Hostile {
    fn uri(&self) -> &str {
        "hostile:"
    }

    async fn list(&self, path: Option<&ArtifactPath>) -> Result<Vec<FileInfo>> {
        let names = match path.map(ArtifactPath::as_str) {
            None => vec![
                "../evil",
                "/etc/evil",
                "d/%2e%2e/evil",
                "elsewhere/evil",
                "",
                "good",
                "short",
            ],
            Some(_) => Vec::new(),
        };
        Ok(names.into_iter().map(|name| FileInfo::file(name, 4)).collect())
    }

    async fn read(&self, path: &ArtifactPath) -> Result<ArtifactReader> {
        let length = if path.as_str() == "short" { 100 } else { 4 };
        Ok(ArtifactReader::new(&b"good"[..], Some(length)))
    }

    async fn write(&self, _: &ArtifactPath, _: ArtifactSource<'_>, _: Option<u64>) -> Result<()> {
        Ok(())
    }

    async fn delete(&self, _: &ArtifactPath) -> Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn bad_names_are_reported_and_the_rest_is_downloaded() {
    let above = tempfile::tempdir().unwrap();
    let destination = above.path().join("destination");
    std::fs::create_dir(&destination).unwrap();
    let error = Hostile
        .download(None, Some(&destination), &TransferOptions::new())
        .await
        .unwrap_err();
    for name in ["../evil", "/etc/evil", "d/%2e%2e/evil", "elsewhere/evil", "short"] {
        assert!(error.message().contains(name), "{error}");
    }
    assert!(!error.message().contains("good"), "{error}");
    let names = |directory| std::fs::read_dir(directory).unwrap().count();
    assert_eq!((names(above.path()), names(&destination)), (1, 1));
    assert_eq!(std::fs::read(destination.join("good")).unwrap(), b"good");
}

#[tokio::test]
async fn a_short_download_leaves_nothing() {
    let destination = tempfile::tempdir().unwrap();
    let wanted = path("short");
    let error = Hostile
        .download(Some(&wanted), Some(destination.path()), &TransferOptions::new())
        .await
        .unwrap_err();
    assert_eq!(error.code(), ErrorCode::DataLoss);
    assert_eq!(std::fs::read_dir(destination.path()).unwrap().count(), 0);
}
