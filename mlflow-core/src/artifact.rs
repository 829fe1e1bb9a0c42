//! Artifacts: safe paths, the [`ArtifactRepo`] trait and transfers of files and trees.
//!
//! | item | what it is |
//! |---|---|
//! | [`ArtifactPath`] | a checked path below the root of a repository: the only way to name an artifact |
//! | [`FileInfo`] | one row of a listing |
//! | [`ArtifactRepo`] | what an implementer writes: list, read, write, delete |
//! | [`ArtifactRepoExt`] | what a caller has on top: bytes, files, trees, with progress |
//! | [`MultipartUploads`] | what a repository offers that takes artifacts in parts |
//! | [`TransferOptions`], [`Progress`] | how many files at once, and who is told about it |
//!
//! ```
//! use mlflow_core::artifact::{ArtifactPath, ArtifactRepo, ArtifactRepoExt};
//! use mlflow_core::memory::MemoryArtifactRepo;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> mlflow_core::Result<()> {
//! let repo = MemoryArtifactRepo::new();
//! let path = ArtifactPath::parse("notes/hello.txt")?;
//! repo.write_bytes(&path, "hello").await?;
//! assert_eq!(repo.read_bytes(&path).await?, "hello");
//! assert_eq!(repo.list(None).await?[0].path, "notes");
//! # Ok(())
//! # }
//! ```

mod download;
mod ext;
mod failures;
mod file_info;
pub mod location;
pub mod media_type;
mod multipart;
mod path;
mod progress;
mod reader;
mod repo;
mod shared;
mod source;
mod upload;

pub(crate) use download::stream_file as stream_to_file;
pub use ext::ArtifactRepoExt;
pub use failures::TransferFailure;
pub use file_info::FileInfo;
pub use multipart::{MOST_PARTS, MultipartUploads, UploadedPart};
pub use path::{ArtifactPath, RESERVED_PREFIX};
pub use progress::{Meter, Progress, TransferOptions, TransferState};
pub use reader::{ArtifactReader, ArtifactSource};
pub use repo::ArtifactRepo;
pub use source::LocalFile;
pub(crate) use upload::stream_file as stream_from_file;
