//! Uploads in parts, which arrive in any order and become one artifact.

use std::collections::BTreeMap;

use async_trait::async_trait;

use super::{ArtifactPath, ArtifactSource};
use crate::Result;

/// How many parts an upload may have.
pub const MOST_PARTS: u32 = 10_000;

/// A part that has arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadedPart {
    /// Its place among the parts, from 1.
    pub number: u32,
    /// A text that changes with its content, without quotes.
    pub etag: String,
    /// Its bytes.
    pub size: u64,
}

/// What a repository offers that takes artifacts in parts.
///
/// An upload has an id that nobody can guess, and belongs to one path. Nothing of it can be listed or read before it is
/// complete; then the artifact is there as a whole. An id that is not known, or is another path's, is
/// `RESOURCE_DOES_NOT_EXIST`.
///
/// ```
/// use mlflow_core::artifact::{ArtifactPath, MultipartUploads};
/// use std::collections::BTreeMap;
///
/// async fn in_two_parts(uploads: &dyn MultipartUploads) -> mlflow_core::Result<()> {
///     let path = ArtifactPath::parse("models/weights.bin")?;
///     let id = uploads.create_upload(&path, 2).await?;
///     let mut etags = BTreeMap::new();
///     for (number, mut bytes) in [(1, "first ".as_bytes()), (2, "second".as_bytes())] {
///         let part = uploads.write_part(&id, number, &mut bytes, None).await?;
///         etags.insert(number, part.etag);
///     }
///     uploads.complete_upload(&id, &path, &etags).await
/// }
/// ```
#[async_trait]
pub trait MultipartUploads: Send + Sync {
    /// Begins an upload of so many parts, at most [`MOST_PARTS`], and returns its id.
    async fn create_upload(&self, path: &ArtifactPath, parts: u32) -> Result<String>;

    /// Stores a part. One that is sent again counts as well, and the end of the upload tells which is meant.
    ///
    /// If `length` is given and another number of bytes comes, nothing is stored.
    async fn write_part(
        &self,
        upload_id: &str,
        number: u32,
        content: ArtifactSource<'_>,
        length: Option<u64>,
    ) -> Result<UploadedPart>;

    /// Returns the parts that have arrived, in the order of their numbers.
    async fn uploaded_parts(&self, upload_id: &str) -> Result<Vec<UploadedPart>>;

    /// Makes the parts the artifact, in the order of their numbers, by which the entity tags are found.
    ///
    /// Asked again, it does nothing more.
    async fn complete_upload(
        &self,
        upload_id: &str,
        path: &ArtifactPath,
        etags: &BTreeMap<u32, String>,
    ) -> Result<()>;

    /// Removes an upload with all its parts.
    async fn abort_upload(&self, upload_id: &str, path: &ArtifactPath) -> Result<()>;

    /// Removes what abandoned uploads left; servers call it when they start and from time to time.
    async fn sweep_uploads(&self) -> Result<()>;
}
