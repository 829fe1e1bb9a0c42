//! One row of a listing.

use serde::{Deserialize, Serialize};

/// A file or directory in a listing of artifacts.
///
/// Its JSON is MLflow's: the size is a number, and is left out for directories.
///
/// ```
/// use mlflow_core::artifact::FileInfo;
///
/// let json = serde_json::to_string(&[FileInfo::file("a.txt", 3), FileInfo::directory("plots")]).unwrap();
/// assert_eq!(json, r#"[{"path":"a.txt","is_dir":false,"file_size":3},{"path":"plots","is_dir":true}]"#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FileInfo {
    /// The path relative to the root of the repository, separated by `/`.
    pub path: String,
    /// Whether this is a directory.
    #[serde(default)]
    pub is_dir: bool,
    /// The size in bytes; `None` for directories, and where the store does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_size: Option<i64>,
}

impl FileInfo {
    /// Makes the row of a file.
    pub fn file(path: impl Into<String>, size: u64) -> Self {
        FileInfo {
            path: path.into(),
            is_dir: false,
            file_size: Some(i64::try_from(size).unwrap_or(i64::MAX)),
        }
    }

    /// Makes the row of a directory.
    pub fn directory(path: impl Into<String>) -> Self {
        FileInfo {
            path: path.into(),
            is_dir: true,
            file_size: None,
        }
    }
}
