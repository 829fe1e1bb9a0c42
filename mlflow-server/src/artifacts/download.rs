//! An artifact as an answer: streamed, in ranges, only if it changed, and never run by a browser.

use super::place::Place;
use crate::answer::{Refusal, set};
use axum::body::Body;
use axum::http::header::{
    ACCEPT_RANGES, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    ETAG, IF_NONE_MATCH, IF_RANGE, RANGE,
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
    let etag = reader.version().map(|version| format!("\"{version}\""));
    let mut headers = headers(path.as_str(), etag.as_deref());
    if etag.as_deref().is_some_and(|etag| is_known(asked, etag)) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    let Some(length) = reader.length() else {
        let body = Body::from_stream(ReaderStream::with_capacity(reader, CHUNK));
        return Ok((headers, body).into_response());
    };
    let (status, start, count) = match range(asked, etag.as_deref(), length) {
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

fn headers(path: &str, etag: Option<&str>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    insert(&mut headers, CONTENT_TYPE, media_type::inert(path));
    insert(&mut headers, CONTENT_DISPOSITION, &disposition(path));
    insert(
        &mut headers,
        CONTENT_SECURITY_POLICY,
        "sandbox; default-src 'none'",
    );
    insert(&mut headers, ACCEPT_RANGES, "bytes");
    if let Some(etag) = etag {
        insert(&mut headers, ETAG, etag);
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

/// Tells whether a client has this version already.
fn is_known(asked: &HeaderMap, etag: &str) -> bool {
    let known = asked
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok());
    known
        .flat_map(|list| list.split(','))
        .map(|one| one.trim().trim_start_matches("W/"))
        .any(|one| one == "*" || one == etag)
}

enum Range {
    Whole,
    Part(u64, u64),
    Outside,
}

/// Reads which part a client asks for; more than one, or what is no range, means all of it.
fn range(asked: &HeaderMap, etag: Option<&str>, length: u64) -> Range {
    let of_another = asked
        .get(IF_RANGE)
        .is_some_and(|value| value.to_str().ok() != etag);
    let text = asked.get(RANGE).and_then(|value| value.to_str().ok());
    let Some(text) = text
        .and_then(|text| text.trim().strip_prefix("bytes="))
        .filter(|_| !of_another)
    else {
        return Range::Whole;
    };
    let Some((start, end)) = text.split_once('-').filter(|_| !text.contains(',')) else {
        return Range::Whole;
    };
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let (start, end) = match (number(start), number(end)) {
        (Some(start), Some(end)) if start <= end => (start, end),
        (Some(start), None) if end.trim().is_empty() => (start, u64::MAX),
        (None, Some(last)) if start.trim().is_empty() => (length.saturating_sub(last), u64::MAX),
        _ => return Range::Whole,
    };
    match start < length {
        true => Range::Part(start, end.min(length - 1)),
        false => Range::Outside,
    }
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

    #[test]
    fn ranges_are_read() {
        let of = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(RANGE, HeaderValue::from_static(text));
            match range(&headers, None, 10) {
                Range::Whole => "whole".to_owned(),
                Range::Part(start, end) => format!("{start}-{end}"),
                Range::Outside => "outside".to_owned(),
            }
        };
        let cases = [
            ("bytes=0-3", "0-3"),
            ("bytes=4-", "4-9"),
            ("bytes=-3", "7-9"),
            ("bytes=-30", "0-9"),
            ("bytes=8-99", "8-9"),
            ("bytes=10-", "outside"),
            ("bytes=5-2", "whole"),
            ("bytes=0-1,3-4", "whole"),
            ("items=0-1", "whole"),
            ("bytes=x-", "whole"),
        ];
        for (text, expected) in cases {
            assert_eq!(of(text), expected, "{text}");
        }
    }
}
