//! Uploads in parts: a hidden folder in the root for each, until its parts become the artifact.
//!
//! ```text
//!  .artifact.uploading.parts.<id>/upload              the path, and how many parts there are
//!                                 <number>.<etag>     a part; the entity tag is the SHA-256 of its bytes
//!                                 incoming.<uuid>     a part that is on its way
//!                                 complete            the parts that became the artifact
//! ```
//!
//! All of it is in the file system, so that an upload may go on after a restart, or at another server of the same folder.

mod assembly;
mod incoming;
mod upload;

use std::collections::BTreeMap;
use std::time::Duration;

use async_trait::async_trait;
use mlflow_core::artifact::{ArtifactPath, ArtifactSource, MultipartUploads, UploadedPart};
use mlflow_core::{Result, blocking};
use tokio::io::AsyncReadExt;

pub(super) use upload::{is_abandoned, is_upload};

use super::{CHUNK_BYTES, LocalArtifactRepo, failure};
use assembly::Completion;
use incoming::Incoming;
use upload::Upload;

/// How long a request waits before it looks again whether another one has completed the same upload.
const MOMENT: Duration = Duration::from_millis(200);

#[async_trait]
impl MultipartUploads for LocalArtifactRepo {
    async fn create_upload(&self, path: &ArtifactPath, parts: u32) -> Result<String> {
        let path = path.clone();
        self.blocking(move |root| upload::create(root, &path, parts))
            .await
    }

    async fn write_part(
        &self,
        upload_id: &str,
        number: u32,
        content: ArtifactSource<'_>,
        length: Option<u64>,
    ) -> Result<UploadedPart> {
        let id = upload_id.to_owned();
        let mut incoming = self
            .blocking(move |root| Incoming::create(Upload::open(root, &id)?, number, length))
            .await?;
        loop {
            let mut chunk = Vec::new();
            let mut source = (&mut *content).take(CHUNK_BYTES as u64);
            let read = source.read_to_end(&mut chunk).await;
            read.map_err(|error| failure::of_artifact("write", Some(incoming.path()), error))?;
            let is_last = chunk.len() < CHUNK_BYTES;
            incoming = self
                .blocking(move |_| incoming.append(&chunk).map(|()| incoming))
                .await?;
            if is_last {
                return self.blocking(move |_| incoming.keep()).await;
            }
        }
    }

    async fn uploaded_parts(&self, upload_id: &str) -> Result<Vec<UploadedPart>> {
        let id = upload_id.to_owned();
        self.blocking(move |root| Upload::open(root, &id)?.parts()).await
    }

    async fn complete_upload(
        &self,
        upload_id: &str,
        path: &ArtifactPath,
        etags: &BTreeMap<u32, String>,
    ) -> Result<()> {
        loop {
            let (id, path, etags) = (upload_id.to_owned(), path.clone(), etags.clone());
            let completion = self.blocking(move |root| assembly::complete(root, &id, &path, &etags));
            match completion.await? {
                Completion::Done => return Ok(()),
                Completion::InWork => {}
            }
            blocking::within(async {
                tokio::time::sleep(MOMENT).await;
                Ok(())
            })
            .await?;
        }
    }

    async fn abort_upload(&self, upload_id: &str, path: &ArtifactPath) -> Result<()> {
        let (id, path) = (upload_id.to_owned(), path.clone());
        self.blocking(move |root| Upload::open_for(root, &id, &path)?.remove())
            .await
    }

    async fn sweep_uploads(&self) -> Result<()> {
        self.blocking(super::Root::sweep_again).await
    }
}
