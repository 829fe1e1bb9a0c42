//! Bodies of spans: which encoding they have, and what was compressed.

use crate::answer::Refusal;
use crate::request;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use bytes::Bytes;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use mlflow_core::{Error, ErrorCode, Result};
use std::io::{self, Read};
use std::time::Duration;

/// How large a body may be as it comes.
const MOST: usize = 16 << 20;
/// How large it may be when it is no longer compressed.
const MOST_DECOMPRESSED: usize = 64 << 20;

/// How spans are written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Encoding {
    Protobuf,
    Json,
}

impl Encoding {
    pub(super) fn of(headers: &HeaderMap) -> Result<Self, Refusal> {
        let given = headers
            .get(CONTENT_TYPE)
            .map(|value| value.to_str().unwrap_or_default());
        let essence = given
            .and_then(|value| value.split(';').next())
            .unwrap_or_default();
        match essence.trim().to_ascii_lowercase().as_str() {
            "application/x-protobuf" => Ok(Encoding::Protobuf),
            "application/json" => Ok(Encoding::Json),
            _ => Err(Error::invalid_parameter_value(format!(
                "Invalid Content-Type: {}. Expected: application/x-protobuf or application/json",
                given.unwrap_or("none")
            ))
            .into()),
        }
    }
}

/// Reads a body and takes it out of its compression.
pub(super) async fn read(request: Request, patience: Duration) -> Result<Bytes, Refusal> {
    let coding = request.headers().get(CONTENT_ENCODING).cloned();
    let body = request::body(request.into_body(), MOST, patience).await?;
    let coding = coding
        .as_ref()
        .map_or("identity", |coding| coding.to_str().unwrap_or_default());
    let decompress: fn(&[u8]) -> io::Result<Option<Vec<u8>>> = match coding.to_ascii_lowercase().as_str() {
        "identity" | "" => return Ok(body),
        "gzip" => gzip,
        "deflate" => deflate,
        other => {
            let message = format!("Unsupported Content-Encoding: {other}. Send gzip, deflate or nothing");
            return Err(Error::new(ErrorCode::BadRequest, message).into());
        }
    };
    let work = tokio::task::spawn_blocking(move || decompress(&body));
    match work.await.map_err(io::Error::other).flatten() {
        Ok(Some(body)) => Ok(body.into()),
        Ok(None) => Err(request::too_large(MOST_DECOMPRESSED)),
        Err(e) => {
            let message = format!(
                "Failed to decompress {} payload: {e}",
                coding.to_ascii_lowercase()
            );
            Err(Error::new(ErrorCode::BadRequest, message).into())
        }
    }
}

fn gzip(body: &[u8]) -> io::Result<Option<Vec<u8>>> {
    up_to_limit(MultiGzDecoder::new(body))
}

/// Some clients leave out the frame that belongs around this compression.
fn deflate(body: &[u8]) -> io::Result<Option<Vec<u8>>> {
    up_to_limit(ZlibDecoder::new(body)).or_else(|_| up_to_limit(DeflateDecoder::new(body)))
}

/// Reads to the end, or returns `None` once more has come than is taken.
fn up_to_limit(reader: impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut read = Vec::new();
    reader.take(MOST_DECOMPRESSED as u64 + 1).read_to_end(&mut read)?;
    Ok((read.len() <= MOST_DECOMPRESSED).then_some(read))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use std::io::Write;

    #[test]
    fn three_forms_of_compression_are_read() {
        let mut writer = GzEncoder::new(Vec::new(), Compression::fast());
        writer.write_all(b"spans").unwrap();
        assert_eq!(gzip(&writer.finish().unwrap()).unwrap().unwrap(), b"spans");
        let mut writer = ZlibEncoder::new(Vec::new(), Compression::fast());
        writer.write_all(b"spans").unwrap();
        assert_eq!(deflate(&writer.finish().unwrap()).unwrap().unwrap(), b"spans");
        let mut writer = DeflateEncoder::new(Vec::new(), Compression::fast());
        writer.write_all(b"spans").unwrap();
        assert_eq!(deflate(&writer.finish().unwrap()).unwrap().unwrap(), b"spans");
        assert!(gzip(b"spans").is_err());
        assert!(deflate(b"\xff\xff\xff").is_err());
    }

    #[test]
    fn a_small_body_does_not_become_a_huge_one() {
        let mut writer = GzEncoder::new(Vec::new(), Compression::best());
        let megabyte = vec![0; 1 << 20];
        for _ in 0..=(MOST_DECOMPRESSED >> 20) {
            writer.write_all(&megabyte).unwrap();
        }
        let bomb = writer.finish().unwrap();
        assert!(bomb.len() < 1 << 20);
        assert_eq!(gzip(&bomb).unwrap(), None);
    }
}
