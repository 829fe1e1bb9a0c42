//! The proxy: clients leave their artifacts with the server, which keeps them where its operator says.

use super::download::download;
use super::place::{Place, of_directory};
use super::upload::upload;
use crate::answer::{Refusal, json};
use crate::app::App;
use crate::request::query;
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use axum::routing::get;
use bytes::Bytes;
use mlflow_core::artifact::FileInfo;
use serde_json::json;

pub(super) fn routes(mut routes: Router<App>) -> Router<App> {
    for prefix in ["api", "ajax-api"] {
        let all = format!("/{prefix}/2.0/mlflow-artifacts/artifacts");
        let one = get(read).put(write).delete(delete);
        routes = routes
            .route(&all, get(list))
            .route(&format!("{all}/{{*path}}"), one);
    }
    routes
}

async fn list(State(app): State<App>, request: Request) -> Result<Response, Refusal> {
    let pairs = query(request.uri())?;
    let path = pairs
        .iter()
        .rfind(|(name, _)| name == "path")
        .map(|(_, path)| path.as_str());
    let files = Place::proxied(&app)?.list(path).await?;
    let named = files.into_iter().map(|file| FileInfo {
        path: file.path.rsplit('/').next().unwrap_or_default().to_owned(),
        ..file
    });
    let files: Vec<_> = named.collect();
    let answer = match files.is_empty() {
        true => json!({}),
        false => json!({ "files": files }),
    };
    Ok(json(Bytes::from(answer.to_string())))
}

async fn read(
    State(app): State<App>,
    Path(path): Path<String>,
    request: Request,
) -> Result<Response, Refusal> {
    download(&Place::proxied(&app)?, &path, request.method(), request.headers()).await
}

async fn write(
    State(app): State<App>,
    Path(path): Path<String>,
    request: Request,
) -> Result<Response, Refusal> {
    let place = Place::proxied(&app)?;
    let (parts, body) = request.into_parts();
    upload(&app, &place, &path, &parts.headers, body, None).await?;
    Ok(Response::default())
}

async fn delete(State(app): State<App>, Path(path): Path<String>) -> Result<Response, Refusal> {
    let place = Place::proxied(&app)?;
    place.repo().delete(&place.path(of_directory(&path))?).await?;
    Ok(json(Bytes::from_static(b"{}")))
}
