//! Sources of datasets: where the rows of a logged dataset come from, and how they are fetched again.

use crate::error::Result;
use async_trait::async_trait;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};

/// Knows the sources of one type.
///
/// A source is kept as the text `source` of a dataset, which is the JSON that [`resolve`](DatasetSource::resolve) returns.
///
/// ```
/// use mlflow_core::dataset_source::DatasetSource;
/// use serde_json::{Map, Value, json};
/// use std::path::{Path, PathBuf};
///
/// struct Shelf;
///
/// #[async_trait::async_trait]
/// impl DatasetSource for Shelf {
///     fn source_type(&self) -> &str {
///         "shelf"
///     }
///
///     async fn can_resolve(&self, raw_source: &str) -> mlflow_core::Result<bool> {
///         Ok(raw_source.starts_with("shelf://"))
///     }
///
///     async fn resolve(&self, raw_source: &str) -> mlflow_core::Result<Map<String, Value>> {
///         Ok([("uri".to_owned(), json!(raw_source))].into_iter().collect())
///     }
///
///     async fn load(&self, _source: &Map<String, Value>, into: &Path) -> mlflow_core::Result<PathBuf> {
///         let file = into.join("rows.csv");
///         std::fs::write(&file, "a,b\n1,2\n")?;
///         Ok(file)
///     }
/// }
/// ```
#[async_trait]
pub trait DatasetSource: Send + Sync {
    /// Returns the type, which is the `source_type` of datasets.
    fn source_type(&self) -> &str;

    /// Tells whether a text, such as a path or a URI, is a source of this type.
    async fn can_resolve(&self, raw_source: &str) -> Result<bool>;

    /// Makes a source of such a text: what can be kept as JSON.
    async fn resolve(&self, raw_source: &str) -> Result<Map<String, Value>>;

    /// Fetches the data into a folder that exists, and returns the file or the folder that they are in.
    async fn load(&self, source: &Map<String, Value>, into: &Path) -> Result<PathBuf>;
}
