//! Large files, uploaded in parts to where the server says.

use super::{Exchange, Payload, Repeat, ServedArtifactRepo};
use bytes::Bytes;
use futures::stream::{self, StreamExt, TryStreamExt};
use mlflow_core::artifact::{ArtifactPath, Meter};
use mlflow_core::config::{self, settings};
use mlflow_core::contract::CallContext;
use mlflow_core::{Error, ErrorCode, Result};
use reqwest::header::{ETAG, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Url};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// How many parts are on their way at once.
const AT_ONCE: usize = 8;
/// How a server says that it keeps its artifacts where they cannot be put together.
const NOT_SUPPORTED: &str = "Multipart upload is not supported for the current artifact repository";

/// How a file is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Division {
    length: u64,
    part: u64,
}

impl Division {
    /// Divides a file by the settings; `None` if it is uploaded as a whole.
    pub(super) fn of(length: u64) -> Result<Option<Self>> {
        let config = config::current()?;
        if config.get(&settings::ENABLE_PROXY_MULTIPART_UPLOAD)?.value != Some(true) {
            return Ok(None);
        }
        let least = config
            .get(&settings::MULTIPART_UPLOAD_MINIMUM_FILE_SIZE)?
            .value
            .unwrap_or_default();
        if length == 0 || i64::try_from(length).is_ok_and(|length| length < least) {
            return Ok(None);
        }
        let part = config
            .get(&settings::MULTIPART_UPLOAD_CHUNK_SIZE)?
            .value
            .unwrap_or_default();
        match u64::try_from(part) {
            Ok(part) if part > 0 => Ok(Some(Division { length, part })),
            _ => Err(Error::invalid_parameter_value(format!(
                "Invalid value `{part}` of {}: expected a number of bytes above 0",
                settings::MULTIPART_UPLOAD_CHUNK_SIZE.env
            ))),
        }
    }

    fn parts(self) -> u64 {
        self.length.div_ceil(self.part)
    }

    /// Returns where a part begins and how long it is; the first one is 0.
    fn piece(self, index: u64) -> (u64, u64) {
        let start = index * self.part;
        (start, self.part.min(self.length - start))
    }
}

#[derive(Deserialize)]
struct Created {
    upload_id: Option<String>,
    #[serde(default)]
    credentials: Vec<Credential>,
}

/// Where one part goes.
#[derive(Deserialize)]
struct Credential {
    url: String,
    part_number: u32,
    #[serde(default)]
    headers: BTreeMap<String, String>,
}

impl ServedArtifactRepo {
    /// Uploads a file in parts; `false` if the server takes none, or says what cannot be used.
    pub(super) async fn put_in_parts(
        &self,
        local: &Path,
        path: &ArtifactPath,
        division: Division,
        meter: Option<&Meter>,
    ) -> Result<bool> {
        let asked = json!({"path": path.file_name(), "num_parts": division.parts()});
        let created = match self.ask("create", path, &asked).await {
            Ok(created) => created,
            Err(error) if error.message().starts_with(NOT_SUPPORTED) => return Ok(false),
            Err(error) => return Err(error),
        };
        let created: Created = serde_json::from_slice(&created).map_err(|e| {
            let address = &self.server.address;
            Error::internal(format!(
                "the server at {address} does not say where parts go: {e}"
            ))
        })?;
        let abandoned = json!({"path": path.file_name(), "upload_id": created.upload_id});
        let uploaded = match self.places(&created, division) {
            Ok(places) => {
                self.put_parts(local, path, &created, places, division, meter)
                    .await
            }
            Err(error) => {
                tracing::warn!("{}; uploading '{path}' as a whole", error.message());
                self.abandon(path, &abandoned).await;
                return Ok(false);
            }
        };
        if uploaded.is_err() {
            self.abandon(path, &abandoned).await;
        }
        uploaded.map(|()| true)
    }

    async fn put_parts(
        &self,
        local: &Path,
        path: &ArtifactPath,
        created: &Created,
        places: Vec<(Url, HeaderMap)>,
        division: Division,
        meter: Option<&Meter>,
    ) -> Result<()> {
        let one = async |(index, (url, headers)): (usize, (Url, HeaderMap))| {
            let (start, length) = division.piece(index as u64);
            let exchange = Exchange {
                method: Method::PUT,
                url,
                payload: Payload::piece(local.to_owned(), start, length, meter.cloned()),
                content_type: None,
                headers,
                repeat: Repeat::Write,
            };
            let (headers, _) = self.server.answer(&exchange, &CallContext::current()).await?;
            let etag = headers.get(ETAG).and_then(|etag| etag.to_str().ok());
            Ok::<_, Error>((index, etag.unwrap_or_default().to_owned()))
        };
        let parts = stream::iter(places.into_iter().enumerate()).map(one);
        let etags: BTreeMap<usize, String> = parts.buffer_unordered(AT_ONCE).try_collect().await?;
        let parts = created.credentials.iter().zip(etags.values());
        let parts: Vec<Value> = parts
            .map(|(credential, etag)| {
                json!({"part_number": credential.part_number, "etag": etag, "url": credential.url})
            })
            .collect();
        let asked = json!({"path": path.file_name(), "upload_id": created.upload_id, "parts": parts});
        self.ask("complete", path, &asked).await.map(drop)
    }

    /// Checks where the parts are to go: one place for each, and not without protection where the server has some.
    fn places(&self, created: &Created, division: Division) -> Result<Vec<(Url, HeaderMap)>> {
        let address = &self.server.address;
        let unusable = |why: &str| {
            let message = format!("the server at {address} names places of parts that cannot be used: {why}");
            Error::new(ErrorCode::InvalidState, message)
        };
        if created.credentials.len() as u64 != division.parts() {
            let (named, parts) = (created.credentials.len(), division.parts());
            return Err(unusable(&format!("{named} of them for {parts} parts")));
        }
        let needs_tls = address.below("").scheme() == "https";
        let place = |credential: &Credential| {
            let url = Url::parse(&credential.url).map_err(|e| unusable(&e.to_string()))?;
            match url.scheme() {
                "https" => {}
                "http" if !needs_tls => {}
                scheme => return Err(unusable(&format!("their scheme is {scheme}"))),
            }
            let mut headers = HeaderMap::new();
            for (name, value) in &credential.headers {
                let name = HeaderName::try_from(name).map_err(|e| unusable(&e.to_string()))?;
                let mut value = HeaderValue::try_from(value).map_err(|e| unusable(&e.to_string()))?;
                value.set_sensitive(true);
                headers.insert(name, value);
            }
            Ok((url, headers))
        };
        created.credentials.iter().map(place).collect()
    }

    /// Lets the server remove what is there of an upload; what it cannot, it removes by itself one day.
    async fn abandon(&self, path: &ArtifactPath, asked: &Value) {
        if let Err(error) = self.ask("abort", path, asked).await {
            tracing::debug!("the upload of '{path}' was not aborted: {error}");
        }
    }

    async fn ask(&self, action: &str, path: &ArtifactPath, asked: &Value) -> Result<Bytes> {
        let Some(service) = self.location.parts(action, path.parent().as_ref()) else {
            return Err(Error::new(ErrorCode::NotImplemented, NOT_SUPPORTED));
        };
        let exchange = Exchange {
            method: Method::POST,
            url: self.server.address.below(&service),
            payload: Payload::Bytes(asked.to_string().into()),
            content_type: Some("application/json"),
            headers: HeaderMap::new(),
            repeat: Repeat::Write,
        };
        let (_, body) = self.server.answer(&exchange, &CallContext::current()).await?;
        Ok(body)
    }
}

#[cfg(test)]
mod tests {
    use super::Division;

    #[test]
    fn the_last_part_is_what_is_left() {
        let of = |length, part| {
            let division = Division { length, part };
            (0..division.parts())
                .map(|index| division.piece(index))
                .collect::<Vec<_>>()
        };
        assert_eq!(of(10, 4), [(0, 4), (4, 4), (8, 2)]);
        assert_eq!(of(8, 4), [(0, 4), (4, 4)]);
        assert_eq!(of(3, 4), [(0, 3)]);
    }
}
