//! What a client asks of an artifact: only what it has not yet, or only a part.

use axum::http::HeaderMap;
use axum::http::header::{AsHeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, RANGE};
use mlflow_core::artifact::ArtifactReader;
use std::time::{Duration, SystemTime};

/// What tells versions of an artifact apart.
#[derive(Default)]
pub(super) struct Version {
    etag: Option<String>,
    /// In whole seconds, which is all that headers say.
    modified: Option<SystemTime>,
}

/// The part that a client asks for.
pub(super) enum Range {
    Whole,
    Part(u64, u64),
    Outside,
}

impl Version {
    pub(super) fn of(reader: &ArtifactReader) -> Self {
        let seconds = |time: SystemTime| {
            let since = time.duration_since(SystemTime::UNIX_EPOCH).ok()?;
            Some(SystemTime::UNIX_EPOCH + Duration::from_secs(since.as_secs()))
        };
        Version {
            etag: reader.version().map(|version| format!("\"{version}\"")),
            modified: reader.modified().and_then(seconds),
        }
    }

    pub(super) fn etag(&self) -> Option<&str> {
        self.etag.as_deref()
    }

    pub(super) fn last_modified(&self) -> Option<String> {
        self.modified.map(httpdate::fmt_http_date)
    }

    /// Tells whether a client has this version already; a date counts where no entity tag is named.
    pub(super) fn is_known(&self, asked: &HeaderMap) -> bool {
        if asked.contains_key(IF_NONE_MATCH) {
            let named = asked.get_all(IF_NONE_MATCH).iter();
            return named
                .filter_map(|value| value.to_str().ok())
                .flat_map(|list| list.split(','))
                .map(|one| one.trim().trim_start_matches("W/"))
                .any(|one| one == "*" || Some(one) == self.etag());
        }
        let since = text(asked, IF_MODIFIED_SINCE).and_then(|text| httpdate::parse_http_date(text).ok());
        self.modified
            .zip(since)
            .is_some_and(|(modified, since)| modified <= since)
    }

    /// Tells whether a part is wanted of another version: then it gets all of this one.
    fn is_of_another(&self, asked: &HeaderMap) -> bool {
        if !asked.contains_key(IF_RANGE) {
            return false;
        }
        let named = text(asked, IF_RANGE).unwrap_or_default();
        let is_this = match httpdate::parse_http_date(named) {
            Ok(date) => self.modified == Some(date),
            Err(_) => self.etag() == Some(named),
        };
        !is_this
    }

    /// Reads which part a client asks for; more than one, or what is no range, means all of it.
    pub(super) fn range(&self, asked: &HeaderMap, length: u64) -> Range {
        let text = text(asked, RANGE).and_then(|text| text.trim().strip_prefix("bytes="));
        let Some(text) = text.filter(|_| !self.is_of_another(asked)) else {
            return Range::Whole;
        };
        let Some((start, end)) = text.split_once('-').filter(|_| !text.contains(',')) else {
            return Range::Whole;
        };
        let number = |text: &str| text.trim().parse::<u64>().ok();
        let (start, end) = match (number(start), number(end)) {
            (Some(start), Some(end)) if start <= end => (start, end),
            (Some(start), None) if end.trim().is_empty() => (start, u64::MAX),
            (None, Some(0)) if start.trim().is_empty() => return Range::Outside,
            (None, Some(last)) if start.trim().is_empty() => (length.saturating_sub(last), u64::MAX),
            _ => return Range::Whole,
        };
        match start < length {
            true => Range::Part(start, end.min(length - 1)),
            false => Range::Outside,
        }
    }
}

fn text(asked: &HeaderMap, name: impl AsHeaderName) -> Option<&str> {
    asked.get(name).and_then(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;

    const TIME: &str = "Tue, 02 Jan 2024 03:04:05 GMT";

    fn version() -> Version {
        Version {
            etag: Some("\"v\"".to_owned()),
            modified: Some(httpdate::parse_http_date(TIME).unwrap()),
        }
    }

    fn asked<const N: usize>(headers: [(axum::http::HeaderName, &str); N]) -> HeaderMap {
        headers
            .into_iter()
            .map(|(name, value)| (name, value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn ranges_are_read() {
        let of = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(RANGE, axum::http::HeaderValue::from_static(text));
            match Version::default().range(&headers, 10) {
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
            ("bytes=-0", "outside"),
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

    #[test]
    fn entity_tags_count_before_dates() {
        let (before, later) = ("Tue, 02 Jan 2024 03:04:04 GMT", "Tue, 02 Jan 2029 03:04:05 GMT");
        let known = [
            asked([(IF_NONE_MATCH, "\"v\"")]),
            asked([(IF_NONE_MATCH, "\"x\", W/\"v\"")]),
            asked([(IF_NONE_MATCH, "*")]),
            asked([(IF_MODIFIED_SINCE, TIME)]),
            asked([(IF_MODIFIED_SINCE, later)]),
            asked([(IF_NONE_MATCH, "\"v\""), (IF_MODIFIED_SINCE, before)]),
        ];
        for headers in known {
            assert!(version().is_known(&headers), "{headers:?}");
        }
        let unknown = [
            asked([]),
            asked([(IF_NONE_MATCH, "\"x\"")]),
            asked([(IF_MODIFIED_SINCE, before)]),
            asked([(IF_MODIFIED_SINCE, "yesterday")]),
            asked([(IF_NONE_MATCH, "\"x\""), (IF_MODIFIED_SINCE, later)]),
        ];
        for headers in unknown {
            assert!(!version().is_known(&headers), "{headers:?}");
            assert!(!Version::default().is_known(&headers), "{headers:?}");
        }
    }

    #[test]
    fn a_part_is_of_one_version() {
        for (of, is_part) in [
            ("\"v\"", true),
            (TIME, true),
            ("\"x\"", false),
            ("W/\"v\"", false),
            ("Tue, 02 Jan 2029 03:04:05 GMT", false),
        ] {
            let headers = asked([(RANGE, "bytes=0-1"), (IF_RANGE, of)]);
            let range = version().range(&headers, 10);
            assert_eq!(matches!(range, Range::Part(0, 1)), is_part, "{of}");
        }
    }
}
