//! Artifacts in the storage services of [Apache OpenDAL](https://opendal.apache.org): `ftp://host/runs`, `webdav://host/share/runs`,
//! `webhdfs://host:9870/runs` and, by their features, SFTP and the drives of several companies.
//!
//! A service is chosen by the scheme (`service.rs`), everything else is the same for all of them (`repo.rs`). As a plugin it is loaded for
//! locations of these schemes; a program links it in by `registry.register(mlflow_opendal_artifacts::provider())`.

mod errors;
mod keys;
mod repo;
mod service;
mod write;

use mlflow_core::Result;
use mlflow_core::artifact::ArtifactRepo;
use mlflow_core::registry::Provider;
use mlflow_core::uri::StoreUri;
use repo::OpendalRepo;
use std::sync::Arc;

/// Returns what opens repositories.
///
/// ```
/// let mut registry = mlflow_core::Registry::empty();
/// registry.register(mlflow_opendal_artifacts::provider())?;
/// assert!(registry.artifact_schemes().any(|(scheme, _)| scheme == "fs"));
/// # Ok::<(), mlflow_core::Error>(())
/// ```
pub fn provider() -> Provider<dyn ArtifactRepo> {
    Provider::new(
        "mlflow-opendal-artifacts",
        service::schemes(),
        |uri, _options| async move { open(&uri) },
    )
}

fn open(uri: &StoreUri) -> Result<Arc<dyn ArtifactRepo>> {
    Ok(Arc::new(OpendalRepo::new(service::operator(uri)?, uri.as_str())))
}

#[cfg(feature = "plugin")]
mlflow_core::export_plugin! {
    name: "opendal-artifacts",
    version: env!("CARGO_PKG_VERSION"),
    prompt: true,
    secrets: [
        "OPENDAL_FTP_USER",
        "OPENDAL_FTP_PASSWORD",
        "OPENDAL_SFTP_KEY",
        "OPENDAL_WEBDAV_USERNAME",
        "OPENDAL_WEBDAV_PASSWORD",
        "OPENDAL_WEBDAV_TOKEN",
        "OPENDAL_WEBHDFS_DELEGATION",
        "OPENDAL_WEBHDFS_USER_NAME",
        "OPENDAL_GDRIVE_ACCESS_TOKEN",
        "OPENDAL_GDRIVE_REFRESH_TOKEN",
        "OPENDAL_GDRIVE_CLIENT_ID",
        "OPENDAL_GDRIVE_CLIENT_SECRET",
        "OPENDAL_DROPBOX_ACCESS_TOKEN",
        "OPENDAL_DROPBOX_REFRESH_TOKEN",
        "OPENDAL_DROPBOX_CLIENT_ID",
        "OPENDAL_DROPBOX_CLIENT_SECRET",
        "OPENDAL_ONEDRIVE_ACCESS_TOKEN",
        "OPENDAL_ONEDRIVE_REFRESH_TOKEN",
        "OPENDAL_ONEDRIVE_CLIENT_ID",
        "OPENDAL_ONEDRIVE_CLIENT_SECRET",
        "OPENDAL_PCLOUD_USERNAME",
        "OPENDAL_PCLOUD_PASSWORD",
        "OPENDAL_KOOFR_EMAIL",
        "OPENDAL_KOOFR_PASSWORD",
        "OPENDAL_SEAFILE_USERNAME",
        "OPENDAL_SEAFILE_PASSWORD",
    ],
    providers: [provider()],
}
