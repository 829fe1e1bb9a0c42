#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use super::{Versions, is_mounted_at, nouns};
use crate::{Backends, Server, ServerOptions};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use mlflow_core::Registry;
use mlflow_core::contract::{Method, registry_operations, tracking_operations};
use std::fmt::Write;
use tower::ServiceExt;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/coverage.md");
const TO_WRITE: &str = "UPDATE_COVERAGE";
const HEAD: &str = "# Coverage of official MLflow's routes

Every route of official MLflow 2.22.5 and 3.17.2, and whether `mlflow server` serves it. What is not served answers
501 `NOT_IMPLEMENTED`. A path without a slash before it is found below `/api/` and `/ajax-api/`. Pages of the web UI and
forms are not in the list.

`UPDATE_COVERAGE=1 cargo test -p mlflow-server --lib coverage` writes this page; a test fails when it is out of date.
";

async fn server(folder: &std::path::Path) -> Server {
    mlflow_registry::link();
    let registry = Registry::default();
    let uri = format!("sqlite:///{}/mlflow.db", folder.display());
    let tracking = registry.tracking_store(&uri).await.unwrap();
    let models = registry.registry_store(&uri).await.unwrap();
    let traces = registry.trace_store(&uri).await.unwrap();
    let root = folder.join("artifacts");
    let repo = registry.artifact_repo(root.to_str().unwrap()).await.unwrap();
    Server::new(
        Backends::new(tracking, models).traces(traces).artifacts(repo),
        ServerOptions::default(),
    )
    .unwrap()
}

/// Asks for a route: a server has it when it answers anything but that it has not.
async fn is_served(server: &Router, method: Method, path: &str) -> bool {
    let path = match path {
        path if path.starts_with('/') => path.to_owned(),
        path if path.starts_with("ajax-api/") => format!("/{path}"),
        path => format!("/api/{path}"),
    };
    let request = Request::builder()
        .method(format!("{method:?}").as_str())
        .uri(path.replace(['{', '}', '*'], ""))
        .header("Host", "localhost")
        .header("Content-Type", "application/json")
        .body(Body::from("{}"));
    let answer = server.clone().oneshot(request.unwrap()).await;
    let status = answer.unwrap().status().as_u16();
    assert!(!matches!(status, 405 | 403), "{method:?} {path}: {status}");
    status != 501
}

async fn page() -> String {
    let folder = tempfile::tempdir().unwrap();
    let server = server(folder.path()).await.router();
    let (mut counts, mut tables) = (String::new(), String::new());
    for noun in nouns() {
        let mut served = 0;
        let lines = &mut tables;
        write!(
            lines,
            "\n## {}\n\n| route | versions | state |\n|---|---|---|\n",
            noun.name
        )
        .unwrap();
        for (method, path, versions) in noun.routes {
            let is_served = is_served(&server, *method, path).await;
            served += usize::from(is_served);
            let versions = match versions {
                Versions::Both => "2.22, 3.17",
                Versions::Only2 => "2.22",
                Versions::Only3 => "3.17",
            };
            let state = if is_served { "served" } else { "not implemented" };
            writeln!(lines, "| `{method:?} {path}` | {versions} | {state} |").unwrap();
        }
        writeln!(counts, "| {} | {served} | {} |", noun.name, noun.routes.len()).unwrap();
    }
    format!("{HEAD}\n| noun | served | routes |\n|---|---|---|\n{counts}{tables}")
}

#[tokio::test]
async fn the_page_is_up_to_date() {
    let page = page().await;
    if std::env::var_os(TO_WRITE).is_some() {
        std::fs::write(PAGE, &page).unwrap();
    }
    let written = std::fs::read_to_string(PAGE).unwrap_or_default();
    let mut lines = page.lines().zip(written.lines().chain(std::iter::repeat("")));
    let difference = lines.find(|(now, written)| now != written);
    assert!(
        page == written,
        "docs/coverage.md is out of date ({difference:?}): write it by {TO_WRITE}=1"
    );
}

#[test]
fn every_operation_is_a_known_route() {
    for operation in tracking_operations().chain(registry_operations()) {
        for route in operation.routes {
            let mut parts = route.path.split('/').map(|part| part.trim_matches(['{', '}']));
            let path = parts.by_ref().collect::<Vec<_>>().join("/");
            let path = match path.starts_with("ajax-api/") {
                true => format!("/{path}"),
                false => format!("/api/{path}"),
            };
            let mut known = nouns().flat_map(|noun| noun.routes);
            assert!(
                known.any(|(method, pattern, _)| *method == route.method && is_mounted_at(pattern, &path)),
                "{route:?}"
            );
        }
    }
}

#[test]
fn no_route_is_there_twice() {
    let mut seen = std::collections::BTreeSet::new();
    for (method, path, _) in nouns().flat_map(|noun| noun.routes) {
        assert!(seen.insert(format!("{method:?} {path}")), "{method:?} {path}");
    }
}

#[test]
fn patterns_are_mounted_at_paths() {
    for (pattern, path, expected) in [
        ("2.0/x/{id}", "/api/2.0/x/1", true),
        ("2.0/x/{id}", "/ajax-api/2.0/x/1", true),
        ("2.0/x/{id}", "/2.0/x/1", false),
        ("2.0/x/{id}", "/api/2.0/x/", false),
        ("2.0/x/{id}", "/api/2.0/x/1/2", false),
        ("ajax-api/2.0/x", "/ajax-api/2.0/x", true),
        ("ajax-api/2.0/x", "/api/2.0/x", false),
        ("/x/{name}:go", "/x/a:go", true),
        ("/x/{name}:go", "/x/:go", false),
        ("/x/{*name}/tags/{*key}", "/x/a/b/tags/c/d", true),
        ("/x/{*name}/tags/{*key}", "/x/tags/c", false),
        ("/x/{*name}", "/x", false),
    ] {
        assert_eq!(is_mounted_at(pattern, path), expected, "{pattern} {path}");
    }
    assert!(!is_mounted_at("/x/{*name}", &format!("/x{}", "/a".repeat(5000))));
}
