//! What a server lists.

use super::{Exchange, Payload, Repeat, ServedArtifactRepo};
use mlflow_core::artifact::{ArtifactPath, FileInfo, RESERVED_PREFIX};
use mlflow_core::contract::CallContext;
use mlflow_core::{Error, ErrorCode, Result};
use reqwest::Method;
use reqwest::header::HeaderMap;
use serde::Deserialize;

#[derive(Deserialize)]
struct Listing {
    #[serde(default)]
    files: Vec<FileInfo>,
}

impl ServedArtifactRepo {
    /// Returns the rows that the server gives for a path, relative to the root; it may be a file's.
    pub(super) async fn rows(&self, path: Option<&ArtifactPath>) -> Result<Vec<FileInfo>> {
        let (service, query) = self.location.listing(path)?;
        let mut url = self.server.address.below(service);
        url.set_query(Some(&query));
        let exchange = Exchange {
            method: Method::GET,
            url,
            payload: Payload::Nothing,
            content_type: None,
            headers: HeaderMap::new(),
            repeat: Repeat::Read,
        };
        let body = match self.server.answer(&exchange, &CallContext::current()).await {
            Ok((_, body)) => body,
            Err(error) if error.code() == ErrorCode::ResourceDoesNotExist => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let listing: Listing = serde_json::from_slice(&body).map_err(|e| {
            let address = &self.server.address;
            Error::internal(format!(
                "the server at {address} answered with no list of artifacts: {e}"
            ))
        })?;
        let mut rows = Vec::new();
        for mut row in listing.files {
            if row.path.starts_with(RESERVED_PREFIX) {
                continue;
            }
            row.path = below(path, &row.path)?;
            // Official MLflow leaves out a size of 0.
            row.file_size = (!row.is_dir).then(|| row.file_size.unwrap_or(0));
            rows.push(row);
        }
        rows.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(rows)
    }
}

/// Puts a name below its directory; a server could name what leads out of it.
fn below(directory: Option<&ArtifactPath>, name: &str) -> Result<String> {
    let checked = ArtifactPath::parse(name)?;
    if checked.segments().count() > 1 {
        return Err(Error::internal(format!(
            "the server lists '{checked}', which is no name in a directory"
        )));
    }
    Ok(ArtifactPath::join_to(directory, name)?.as_str().to_owned())
}
