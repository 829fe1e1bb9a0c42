//! Which pages may change things.

use crate::options::ServerOptions;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Uri};

const METHODS: HeaderValue = HeaderValue::from_static("GET, POST, PUT, DELETE, OPTIONS, PATCH");
const HEADERS: HeaderValue =
    HeaderValue::from_static("authorization, content-type, x-mlflow-workspace, x-request-id");

/// Tells whether pages of an origin may change things.
pub(super) fn is_allowed(options: &ServerOptions, origin: &HeaderValue) -> bool {
    let Ok(origin) = origin.to_str() else {
        return false;
    };
    let mut allowed = options.cors_allowed_origins.iter();
    is_local(origin) || allowed.any(|pattern| fits(pattern, origin))
}

/// Lets the pages of an allowed origin read an answer.
pub(super) fn allow(options: &ServerOptions, origin: &HeaderValue, headers: &mut HeaderMap) {
    if !is_allowed(options, origin) {
        return;
    }
    // Everybody means nobody in particular: then no page may send the credentials of its visitor.
    if options.cors_allowed_origins.iter().any(|pattern| pattern == "*") {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    } else {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        headers.insert(VARY, HeaderValue::from_static("Origin"));
    }
    headers.insert(ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HEADERS);
}

fn is_local(origin: &str) -> bool {
    let Ok(uri) = origin.parse::<Uri>() else {
        return false;
    };
    let is_http = matches!(uri.scheme_str(), Some("http" | "https"));
    let has_nothing_else = uri.path() == "/" && uri.query().is_none() && !origin.contains('@');
    is_http && has_nothing_else && matches!(uri.host(), Some("localhost" | "127.0.0.1" | "[::1]"))
}

/// Compares with a pattern in which `*` stands for any text.
pub(super) fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<_> = parts.collect();
    let Some(last) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_stand_for_text() {
        for (pattern, text, fitting) in [
            ("*", "anything", true),
            ("https://*.corp.example", "https://a.b.corp.example", true),
            ("https://*.corp.example", "https://corp.example", false),
            ("mlflow.example:*", "mlflow.example:443", true),
            ("mlflow.example", "mlflow.example.evil", false),
            ("a*b*c", "aXbYc", true),
            ("a*b*c", "ac", false),
            ("ab*ba", "aba", false),
        ] {
            assert_eq!(fits(pattern, text), fitting, "{pattern} {text}");
        }
    }

    #[test]
    fn local_origins_are_parsed() {
        for origin in [
            "http://localhost",
            "http://localhost:3000",
            "https://127.0.0.1:1",
            "http://[::1]:5000",
        ] {
            assert!(is_local(origin), "{origin}");
        }
        for origin in [
            "null",
            "http://localhost.evil.example",
            "http://localhost@evil.example",
            "file://",
            "ftp://localhost",
            "http://evil.example/localhost",
        ] {
            assert!(!is_local(origin), "{origin}");
        }
    }
}
