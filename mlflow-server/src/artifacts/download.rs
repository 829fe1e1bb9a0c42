//! An artifact as an answer: streamed, in ranges, only if it changed, and never run by a browser.

use super::conditions::{Range, Version};
use super::place::Place;
use crate::answer::{Refusal, set};
use axum::body::Body;
use axum::http::header::{
    ACCEPT_RANGES, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    ETAG, LAST_MODIFIED,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use mlflow_core::artifact::media_type;
use mlflow_core::{Error, ErrorCode};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tokio::io::AsyncReadExt;
use tokio_util::io::ReaderStream;

const CHUNK: usize = 64 << 10;
/// What RFC 5987 lets stand in a name.
const IN_NAMES: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Answers with an artifact.
pub(super) async fn download(
    place: &Place,
    path: &str,
    method: &Method,
    asked: &HeaderMap,
) -> Result<Response, Refusal> {
    let path = place.path(path)?;
    let mut reader = place.repo().read(&path).await?;
    let version = Version::of(&reader);
    let mut headers = headers(path.as_str(), &version);
    if version.is_known(asked) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    let Some(length) = reader.length() else {
        let body = Body::from_stream(ReaderStream::with_capacity(reader, CHUNK));
        return Ok((headers, body).into_response());
    };
    let (status, start, count) = match version.range(asked, length) {
        Range::Whole => (StatusCode::OK, 0, length),
        Range::Part(start, end) => {
            insert(
                &mut headers,
                CONTENT_RANGE,
                &format!("bytes {start}-{end}/{length}"),
            );
            (StatusCode::PARTIAL_CONTENT, start, end - start + 1)
        }
        Range::Outside => {
            let message = format!("the artifact has {length} bytes: the range is outside of it");
            let error = Error::invalid_parameter_value(message);
            let mut response = Refusal::with_status(error, StatusCode::RANGE_NOT_SATISFIABLE).into_response();
            if let Ok(value) = HeaderValue::try_from(format!("bytes */{length}")) {
                set(&mut response, CONTENT_RANGE, value);
            }
            return Ok(response);
        }
    };
    insert(&mut headers, CONTENT_LENGTH, &count.to_string());
    if *method == Method::HEAD {
        return Ok((status, headers).into_response());
    }
    if start > 0 {
        let skipped = reader.skip(start).await;
        skipped.map_err(|e| Error::new(ErrorCode::IoError, format!("cannot read artifact '{path}': {e}")))?;
    }
    let body = Body::from_stream(ReaderStream::with_capacity(reader.take(count), CHUNK));
    Ok((status, headers, body).into_response())
}

fn headers(path: &str, version: &Version) -> HeaderMap {
    let mut headers = HeaderMap::new();
    insert(&mut headers, CONTENT_TYPE, media_type::inert(path));
    insert(&mut headers, CONTENT_DISPOSITION, &disposition(path));
    insert(
        &mut headers,
        CONTENT_SECURITY_POLICY,
        "sandbox; default-src 'none'",
    );
    insert(&mut headers, ACCEPT_RANGES, "bytes");
    if let Some(etag) = version.etag() {
        insert(&mut headers, ETAG, etag);
    }
    if let Some(time) = version.last_modified() {
        insert(&mut headers, LAST_MODIFIED, &time);
    }
    headers
}

fn insert(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// Names the file for whoever saves it, in ASCII for old programs and as it is for all others.
fn disposition(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_plain = |c: char| c.is_ascii_graphic() || c == ' ';
    let fallback: String = name
        .chars()
        .map(|c| {
            if is_plain(c) && !matches!(c, '"' | '\\') {
                c
            } else {
                '_'
            }
        })
        .collect();
    if fallback == name {
        return format!("attachment; filename=\"{name}\"");
    }
    let encoded = utf8_percent_encode(name, IN_NAMES);
    format!("attachment; filename=\"{fallback}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_in_a_header() {
        assert_eq!(disposition("a/plot 1.png"), "attachment; filename=\"plot 1.png\"");
        assert_eq!(
            disposition("ü\".txt"),
            "attachment; filename=\"__.txt\"; filename*=UTF-8''%C3%BC%22.txt"
        );
    }
}
