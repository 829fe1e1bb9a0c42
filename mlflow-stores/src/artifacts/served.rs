//! Artifacts that a server hands out.

mod download;
mod listing;
mod location;
mod parts;
mod spool;

use location::Location;
use spool::Spooled;

use crate::rest::{Address, Exchange, Payload, Repeat, Server};
use async_trait::async_trait;
use mlflow_core::artifact::{
    ArtifactPath, ArtifactReader, ArtifactRepo, ArtifactSource, FileInfo, Meter, media_type,
};
use mlflow_core::contract::CallContext;
use mlflow_core::registry::{LinkedProvider, OpenOptions, Provider};
use mlflow_core::{Error, ErrorCode, Result, StoreUri, blocking, config};
use parts::Division;
use reqwest::Method;
use reqwest::header::HeaderMap;
use std::path::Path;
use std::sync::Arc;

/// The artifacts below a root on an MLflow server, which keeps them wherever it likes.
///
/// | root | server |
/// |---|---|
/// | `mlflow-artifacts:/<path>` | that of the tracking URI |
/// | `mlflow-artifacts://<host>:<port>/<path>` | that host, by the scheme and the path of the tracking URI |
/// | `http://<host>/api/2.0/mlflow-artifacts/artifacts/<path>` | as written |
///
/// Who asks is proved as it is to the tracking server, and requests are repeated as those are.
///
/// # Writes
///
/// The bytes of a reader are taken whole before they are sent, in memory up to 1 MiB and in a temporary file beyond it: so
/// they can be sent again, and a reader that breaks reaches no server, of which those of MLflow 2 keep what they got of an
/// upload that ends early. Local files are sent as they are.
///
/// With `MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD`, files of `MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE` bytes or more go in
/// parts of `MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE` to where the server says, and as a whole if it takes no parts.
#[derive(Clone, Debug)]
pub struct ServedArtifactRepo {
    uri: String,
    server: Server,
    location: Location,
}

impl ServedArtifactRepo {
    /// Opens the repository of a root.
    ///
    /// Without a tracking URI in the options, `mlflow-artifacts:` roots take that of the settings.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for a root that is none of the above, or whose tracking URI is no server's.
    pub fn open(root: &StoreUri, options: &OpenOptions) -> Result<Self> {
        let (address, location) = match root.scheme() {
            "mlflow-artifacts" => {
                let tracking_uri = match &options.tracking_uri {
                    Some(uri) => Some(uri.clone()),
                    None => config::current()?.get(&config::settings::TRACKING_URI)?.value,
                };
                Location::by_tracking(root, tracking_uri.as_deref().unwrap_or_default())?
            }
            _ => Location::as_written(root)?,
        };
        Ok(ServedArtifactRepo {
            uri: root.as_str().to_owned(),
            server: Server::at(address)?,
            location,
        })
    }

    fn exchange(&self, method: Method, path: &ArtifactPath, payload: Payload, repeat: Repeat) -> Exchange {
        Exchange {
            content_type: (method == Method::PUT).then(|| media_type::of(path.file_name())),
            method,
            url: self.server.address.below(&self.location.file(path)),
            payload,
            headers: HeaderMap::new(),
            repeat,
        }
    }

    /// Uploads a file, in parts where the settings say so and the server takes them.
    async fn put_file(
        &self,
        local: &Path,
        length: u64,
        path: &ArtifactPath,
        meter: Option<&Meter>,
    ) -> Result<()> {
        if let Some(division) = Division::of(length)? {
            let in_parts = async {
                match self.put_in_parts(local, path, division, meter).await {
                    Err(error) => Err(self.explained("write", path, error).await),
                    done => done,
                }
            };
            if blocking::within(in_parts).await? {
                return Ok(());
            }
        }
        let payload = Payload::file(local.to_owned(), length, meter.cloned());
        self.put(path, payload).await
    }

    async fn put(&self, path: &ArtifactPath, payload: Payload) -> Result<()> {
        let exchange = self.exchange(Method::PUT, path, payload, Repeat::Write);
        blocking::within(async {
            let answer = self.server.answer(&exchange, &CallContext::current()).await;
            match answer {
                Ok(_) => Ok(()),
                Err(error) => Err(self.explained("write", path, error).await),
            }
        })
        .await
    }

    /// Says what is wrong with a path, where the server only says that something is.
    async fn explained(&self, doing: &str, path: &ArtifactPath, error: Error) -> Error {
        let invalid =
            |why| Error::invalid_parameter_value(format!("cannot {doing} artifact '{path}': {why}"));
        let is_plain = matches!(
            error.code(),
            ErrorCode::InternalError
                | ErrorCode::BadRequest
                | ErrorCode::InvalidParameterValue
                | ErrorCode::ResourceDoesNotExist
        );
        if !is_plain {
            return error;
        }
        if self.rows(Some(path)).await.is_ok_and(|rows| !rows.is_empty()) {
            return invalid("it is a directory").with_source(error);
        }
        let mut above = path.parent();
        while let Some(directory) = above {
            if doing == "write" && self.is_file(&directory).await {
                return invalid("a directory of its path is a file").with_source(error);
            }
            above = directory.parent();
        }
        error
    }

    async fn is_file(&self, path: &ArtifactPath) -> bool {
        let rows = self.rows(path.parent().as_ref()).await;
        rows.is_ok_and(|rows| rows.iter().any(|row| row.path == path.as_str() && !row.is_dir))
    }
}

#[async_trait]
impl ArtifactRepo for ServedArtifactRepo {
    fn uri(&self) -> &str {
        &self.uri
    }

    async fn list(&self, path: Option<&ArtifactPath>) -> Result<Vec<FileInfo>> {
        blocking::within(async {
            let rows = self.rows(path).await?;
            // A server lists a file as if it were a directory that holds it.
            if let (Some(path), [row]) = (path, rows.as_slice()) {
                let is_itself = !row.is_dir
                    && path
                        .join(path.file_name())
                        .is_ok_and(|inner| inner.as_str() == row.path);
                if is_itself && self.is_file(path).await {
                    return Ok(Vec::new());
                }
            }
            Ok(rows)
        })
        .await
    }

    async fn read(&self, path: &ArtifactPath) -> Result<ArtifactReader> {
        // A server of MLflow 2 answers by status 500 if there is no such artifact, which no repetition changes.
        let exchange = self.exchange(Method::GET, path, Payload::Nothing, Repeat::Write);
        blocking::within(async {
            match self.server.response(&exchange, &CallContext::current()).await {
                Ok((response, policy)) => download::reader(response, policy, self.server.address.clone()),
                Err(error) => Err(self.explained("read", path, error).await),
            }
        })
        .await
    }

    async fn write(
        &self,
        path: &ArtifactPath,
        content: ArtifactSource<'_>,
        length: Option<u64>,
    ) -> Result<()> {
        match spool::taken(path, content, length).await? {
            Spooled::Memory(bytes) => self.put(path, Payload::Bytes(bytes.into())).await,
            Spooled::File(file, length) => self.put_file(file.path(), length, path, None).await,
        }
    }

    async fn delete(&self, path: &ArtifactPath) -> Result<()> {
        let exchange = self.exchange(Method::DELETE, path, Payload::Nothing, Repeat::Write);
        blocking::within(async {
            match self.server.answer(&exchange, &CallContext::current()).await {
                Err(error) if error.code() != ErrorCode::ResourceDoesNotExist => Err(error),
                _ => Ok(()),
            }
        })
        .await
    }

    async fn upload_file(&self, local: &Path, path: &ArtifactPath, meter: &Meter) -> Result<()> {
        let wrong = |error: std::io::Error| {
            let message = format!("cannot read '{}': {error}", local.display());
            Error::new(Error::from(error).code(), message)
        };
        let metadata = std::fs::metadata(local).map_err(wrong)?;
        if !metadata.is_file() {
            return Err(wrong(std::io::Error::other("not a regular file")));
        }
        self.put_file(local, metadata.len(), path, Some(meter)).await
    }
}

/// Returns the provider of artifacts that servers hand out.
pub fn served_provider() -> Provider<dyn ArtifactRepo> {
    let schemes = ["http", "https", "mlflow-artifacts"];
    Provider::new("mlflow-stores", schemes, |uri, options| async move {
        let repo = ServedArtifactRepo::open(&uri, &options)?;
        Ok(Arc::new(repo) as Arc<dyn ArtifactRepo>)
    })
}

pub(crate) static SERVED: LinkedProvider = LinkedProvider(|| served_provider().into());

inventory::submit! { LinkedProvider(|| served_provider().into()) }
