//! Every route of official MLflow 2.22.5 and 3.17.2, by noun.
//!
//! Whatever is mounted serves its routes. A request that nothing is mounted for comes here, and is told apart: a
//! route of official MLflow's that this server does not have, or no route at all. `docs/coverage.md` shows the same.

mod access;
mod artifacts;
mod evaluation;
mod gateway;
mod mcp;
mod models;
mod pages;
mod reviews;
#[cfg(test)]
mod tests;
mod traces;
mod tracking;

use mlflow_core::contract::Method;
use mlflow_core::{Error, ErrorCode};

/// Longer paths than any route has, but for those that end in a path of their own.
const MOST_PARTS: usize = 32;

/// What routes have in common.
pub(crate) struct Noun {
    pub(crate) name: &'static str,
    /// Paths as in the contract; those that begin with a slash are mounted as they are.
    pub(crate) routes: &'static [(Method, &'static str, Versions)],
}

/// Which versions of official MLflow have a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Versions {
    /// 2.22.5 and 3.17.2.
    Both,
    /// 2.22.5.
    Only2,
    /// 3.17.2.
    Only3,
}

/// Returns all nouns.
pub(crate) fn nouns() -> impl Iterator<Item = &'static Noun> {
    let all = [
        tracking::NOUNS,
        artifacts::NOUNS,
        models::NOUNS,
        traces::NOUNS,
        evaluation::NOUNS,
        reviews::NOUNS,
        gateway::NOUNS,
        mcp::NOUNS,
        access::NOUNS,
        pages::NOUNS,
    ];
    all.into_iter().flatten()
}

/// Says that a route of official MLflow's is not served; `None` if it is not one of them.
pub(crate) fn not_served(method: &axum::http::Method, path: &str) -> Option<Error> {
    let method = match method.as_str() {
        "GET" | "HEAD" => Method::GET,
        "POST" => Method::POST,
        "PUT" => Method::PUT,
        "PATCH" => Method::PATCH,
        "DELETE" => Method::DELETE,
        _ => return None,
    };
    let fits = |known: &&Noun| {
        let mut routes = known.routes.iter();
        routes.any(|(of, pattern, _)| *of == method && is_mounted_at(pattern, path))
    };
    let noun = nouns().find(fits)?;
    let message = format!("{}: this server does not implement {path}", noun.name);
    Some(Error::new(ErrorCode::NotImplemented, message))
}

/// Tells whether a path is where a route is mounted.
fn is_mounted_at(pattern: &str, path: &str) -> bool {
    let Some(bare) = path.strip_prefix('/') else {
        return false;
    };
    let (pattern, path) = match pattern.strip_prefix('/') {
        Some(pattern) => (pattern, bare),
        None if pattern.starts_with("ajax-api/") => (pattern, bare),
        None => match bare
            .strip_prefix("api/")
            .or_else(|| bare.strip_prefix("ajax-api/"))
        {
            Some(path) => (pattern, path),
            None => return false,
        },
    };
    let parts: Vec<_> = path.split('/').take(MOST_PARTS + 1).collect();
    let expected: Vec<_> = pattern.split('/').collect();
    parts.len() <= MOST_PARTS && fits(&expected, &parts)
}

/// Compares part by part: `{a}` is any one of them, `{a}:end` one with that end, `{*a}` one or more that do not end in
/// nothing.
fn fits(expected: &[&str], given: &[&str]) -> bool {
    let Some((first, others)) = expected.split_first() else {
        return given.is_empty();
    };
    if first.starts_with("{*") {
        let is_whole = |count: &usize| !given[count - 1].is_empty();
        return (1..=given.len())
            .filter(is_whole)
            .any(|count| fits(others, &given[count..]));
    }
    let Some((part, rest)) = given.split_first() else {
        return false;
    };
    let is_same = match first.split_once('}') {
        Some((_, end)) => part.len() > end.len() && part.ends_with(end),
        None => first == part,
    };
    is_same && fits(others, rest)
}
