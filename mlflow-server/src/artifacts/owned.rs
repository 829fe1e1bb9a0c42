//! What runs, logged models and model versions have: lists and downloads.

use super::download::download;
use super::place::Place;
use super::upload::upload;
use crate::answer::{Refusal, json};
use crate::app::App;
use crate::request::query;
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::{get, post};
use bytes::Bytes;
use mlflow_core::contract::logged_models::GetLoggedModel;
use mlflow_core::contract::model_versions::GetModelVersionDownloadUri;
use mlflow_core::contract::runs::GetRun;
use mlflow_core::{Error, Result, refusals};
use serde_json::{Value, json};

/// How large a file may be that a page uploads.
const MOST_OF_PAGES: u64 = 10 << 20;

pub(super) fn routes(mut routes: Router<App>) -> Router<App> {
    for prefix in ["api", "ajax-api"] {
        routes = routes
            .route(&format!("/{prefix}/2.0/mlflow/artifacts/list"), get(list_by_run))
            .route(
                &format!("/{prefix}/2.0/mlflow/logged-models/{{p3}}/artifacts/directories"),
                get(list_of_model),
            );
    }
    routes
        .route("/get-artifact", get(read_of_run))
        .route("/model-versions/get-artifact", get(read_of_version))
        .route(
            "/ajax-api/2.0/mlflow/logged-models/{p3}/artifacts/files",
            get(read_of_model),
        )
        .route("/ajax-api/2.0/mlflow/upload-artifact", post(write_of_run))
}

/// The names and values of a query.
struct Asked(Vec<(String, String)>);

impl Asked {
    fn of(request: &Request) -> Result<Self> {
        query(request.uri()).map(Asked)
    }

    fn get(&self, names: &[&str]) -> Option<&str> {
        let of_name = |name: &&str| {
            self.0
                .iter()
                .rfind(|(known, _)| known == name)
                .map(|(_, value)| value.as_str())
        };
        names.iter().find_map(of_name).filter(|value| !value.is_empty())
    }

    fn need(&self, names: &[&'static str]) -> Result<&str> {
        let missing = || {
            let name = names.first().copied().unwrap_or_default();
            Error::invalid_parameter_value(format!("Missing value for required parameter '{name}'."))
        };
        self.get(names).ok_or_else(missing)
    }
}

const RUN: [&str; 2] = ["run_id", "run_uuid"];

async fn root_of_run(app: &App, run_id: Option<&str>) -> Result<String> {
    let run_id = run_id.ok_or_else(|| refusals::run_not_found("None"))?.to_owned();
    let run = app.backends.tracking.get_run(GetRun { run_id }).await?.run;
    Ok(run.info.artifact_uri)
}

async fn root_of_model(app: &App, model_id: String) -> Result<String> {
    let model = app
        .backends
        .tracking
        .get_logged_model(GetLoggedModel {
            model_id,
            ..GetLoggedModel::default()
        })
        .await?
        .model;
    Ok(model.info.artifact_uri)
}

async fn list_by_run(State(app): State<App>, request: Request) -> Result<Response, Refusal> {
    let asked = Asked::of(&request)?;
    let files = list_of_run(&app, Some(asked.need(&RUN)?), asked.get(&["path"])).await?;
    Ok(json(Bytes::from(files.to_string())))
}

/// Lists what a run has in a directory.
pub(crate) async fn list_of_run(app: &App, run_id: Option<&str>, path: Option<&str>) -> Result<Value> {
    let root = root_of_run(app, run_id).await?;
    list(app, &root, path).await
}

async fn list_of_model(
    State(app): State<App>,
    Path(model_id): Path<String>,
    request: Request,
) -> Result<Response, Refusal> {
    let asked = Asked::of(&request)?;
    let root = root_of_model(&app, model_id).await?;
    let files = list(&app, &root, asked.get(&["artifact_directory_path"])).await?;
    Ok(json(Bytes::from(files.to_string())))
}

async fn list(app: &App, root: &str, path: Option<&str>) -> Result<Value> {
    let files = Place::of(app, root).await?.list(path).await?;
    let mut answer = json!({ "root_uri": root });
    if !files.is_empty() {
        answer["files"] = json!(files);
    }
    Ok(answer)
}

async fn read_of_run(State(app): State<App>, request: Request) -> Result<Response, Refusal> {
    let asked = Asked::of(&request)?;
    let (parts, _) = request.into_parts();
    let root = root_of_run(&app, asked.get(&RUN)).await?;
    read(&app, &root, asked.need(&["path"])?, &parts).await
}

async fn read_of_model(
    State(app): State<App>,
    Path(model_id): Path<String>,
    request: Request,
) -> Result<Response, Refusal> {
    let asked = Asked::of(&request)?;
    let (parts, _) = request.into_parts();
    let root = root_of_model(&app, model_id).await?;
    read(&app, &root, asked.need(&["artifact_file_path"])?, &parts).await
}

async fn read_of_version(State(app): State<App>, request: Request) -> Result<Response, Refusal> {
    let asked = Asked::of(&request)?;
    let (parts, _) = request.into_parts();
    let named = GetModelVersionDownloadUri {
        name: asked.need(&["name"])?.to_owned(),
        version: asked.need(&["version"])?.to_owned(),
    };
    let uri = app
        .backends
        .models
        .get_model_version_download_uri(named)
        .await?
        .artifact_uri;
    let root = app.client.resolve_artifact_uri(&uri).await?;
    read(&app, &root, asked.need(&["path"])?, &parts).await
}

async fn read(app: &App, root: &str, path: &str, request: &Parts) -> Result<Response, Refusal> {
    download(
        &Place::of(app, root).await?,
        path,
        &request.method,
        &request.headers,
    )
    .await
}

async fn write_of_run(State(app): State<App>, request: Request) -> Result<Response, Refusal> {
    let asked = Asked::of(&request)?;
    let path = asked.need(&["path"])?;
    let place = Place::of(&app, &root_of_run(&app, Some(asked.need(&RUN)?)).await?).await?;
    let (parts, body) = request.into_parts();
    upload(&app, &place, path, &parts.headers, body, Some(MOST_OF_PAGES)).await?;
    Ok(json(Bytes::from_static(b"{}")))
}
