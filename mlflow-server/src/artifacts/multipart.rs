//! Uploads in parts, to addresses of this server, and links for downloads, which it does not have.
//!
//! Official MLflow's clients send parts with nothing that proves who asks: the id of the upload does, which stands in a
//! query, since paths are logged.

mod asked;

use super::links;
use super::place::Place;
use super::upload::Sent;
use crate::answer::{Refusal, json, set};
use crate::app::App;
use crate::request::{query, too_large};
use asked::{Asked, invalid, missing};
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::HeaderValue;
use axum::http::header::ETAG;
use axum::response::Response;
use axum::routing::{get, post, put};
use bytes::Bytes;
use mlflow_core::artifact::{ArtifactPath, MultipartUploads};
use mlflow_core::{Error, ErrorCode, Result};
use serde_json::json;
use std::time::Duration;

/// How often abandoned uploads are looked for.
const BETWEEN_SWEEPS: Duration = Duration::from_secs(60 * 60);
const SERVICE: &str = "2.0/mlflow-artifacts/mpu";

pub(super) fn routes(mut routes: Router<App>) -> Router<App> {
    for prefix in ["api", "ajax-api"] {
        let base = format!("/{prefix}/{SERVICE}");
        for end in ["", "/", "/{*path}"] {
            routes = routes
                .route(&format!("{base}/create{end}"), post(create))
                .route(&format!("{base}/complete{end}"), post(complete))
                .route(&format!("{base}/abort{end}"), post(abort));
        }
        routes = routes.route(&format!("{base}/part"), put(write)).route(
            &format!("/{prefix}/2.0/mlflow-artifacts/presigned/{{*path}}"),
            get(no_links),
        );
    }
    routes
}

/// Removes what abandoned uploads left, as long as the server runs.
pub(crate) async fn sweep(app: App) {
    loop {
        if let Ok(place) = Place::proxied(&app)
            && let Some(uploads) = place.repo().multipart()
            && let Err(error) = uploads.sweep_uploads().await
        {
            tracing::warn!("cannot look for abandoned uploads: {error}");
        }
        tokio::time::sleep(BETWEEN_SWEEPS).await;
    }
}

/// Returns what takes parts here. Clients look at how the text of a refusal begins, and upload as a whole then.
fn uploads(place: &Place) -> Result<&dyn MultipartUploads> {
    let refused = || not_implemented("Multipart upload is not supported for the current artifact repository");
    place.repo().multipart().ok_or_else(refused)
}

/// Reads what is asked of which artifact, unless nothing takes parts here.
async fn read(
    app: &App,
    directory: Option<Path<String>>,
    request: Request,
) -> Result<(Place, ArtifactPath, Asked), Refusal> {
    let place = Place::proxied(app)?;
    uploads(&place)?;
    let asked = Asked::read(app, request).await?;
    let path = asked.path(&place, directory)?;
    Ok((place, path, asked))
}

async fn create(
    State(app): State<App>,
    directory: Option<Path<String>>,
    request: Request,
) -> Result<Response, Refusal> {
    let base = links::base(&app, &request)?;
    let (place, path, asked) = read(&app, directory, request).await?;
    let uploads = uploads(&place)?;
    let parts = asked.number_of_parts()?;
    let id = uploads.create_upload(&path, parts).await?;
    let credential = |number: u32| {
        json!({
            "url": format!("{base}/api/{SERVICE}/part?upload_id={id}&part_number={number}"),
            "part_number": number,
            "headers": {},
        })
    };
    let credentials: Vec<_> = (1..=parts).map(credential).collect();
    let answer = json!({ "upload_id": id, "credentials": credentials });
    Ok(json(Bytes::from(answer.to_string())))
}

async fn write(State(app): State<App>, request: Request) -> Result<Response, Refusal> {
    let place = Place::proxied(&app)?;
    let uploads = uploads(&place)?;
    let pairs = query(request.uri())?;
    let get = |name: &str| pairs.iter().rfind(|(known, _)| known == name);
    let need = |name: &str| {
        get(name)
            .map(|(_, value)| value.as_str())
            .ok_or_else(|| missing(name))
    };
    let (id, number) = (need("upload_id")?, need("part_number")?);
    let number: u32 = number.parse().map_err(|_| invalid("part_number", number))?;
    let most = match app.options.max_artifact_size {
        Some(most) => Some(most.saturating_sub(bytes_of_others(uploads, id, number).await?)),
        None => None,
    };
    let (parts, body) = request.into_parts();
    let mut sent = Sent::new(&parts.headers, body, most)?;
    let written = uploads
        .write_part(id, number, &mut sent.reader, sent.length)
        .await;
    let part = written.map_err(|error| sent.refusal(error))?;
    let mut response = Response::default();
    if let Ok(etag) = HeaderValue::try_from(format!("\"{}\"", part.etag)) {
        set(&mut response, ETAG, etag);
    }
    Ok(response)
}

/// Returns how much of an upload is there, one part aside.
async fn bytes_of_others(uploads: &dyn MultipartUploads, id: &str, number: u32) -> Result<u64> {
    let parts = uploads.uploaded_parts(id).await?;
    let others = parts.iter().filter(|part| part.number != number);
    Ok(others.map(|part| part.size).sum())
}

async fn complete(
    State(app): State<App>,
    directory: Option<Path<String>>,
    request: Request,
) -> Result<Response, Refusal> {
    let (place, path, asked) = read(&app, directory, request).await?;
    let uploads = uploads(&place)?;
    let (id, etags) = (asked.text("upload_id")?, asked.etags()?);
    if let Some(most) = app.options.max_artifact_size {
        let parts = match uploads.uploaded_parts(id).await {
            // It may be complete already.
            Err(error) if error.code() == ErrorCode::ResourceDoesNotExist => Vec::new(),
            parts => parts?,
        };
        let named = parts
            .iter()
            .filter(|part| etags.get(&part.number) == Some(&part.etag));
        if named.map(|part| part.size).sum::<u64>() > most {
            return Err(too_large(most));
        }
    }
    uploads.complete_upload(id, &path, &etags).await?;
    Ok(json(Bytes::from_static(b"{}")))
}

async fn abort(
    State(app): State<App>,
    directory: Option<Path<String>>,
    request: Request,
) -> Result<Response, Refusal> {
    let (place, path, asked) = read(&app, directory, request).await?;
    let uploads = uploads(&place)?;
    uploads.abort_upload(asked.text("upload_id")?, &path).await?;
    Ok(json(Bytes::from_static(b"{}")))
}

async fn no_links() -> Refusal {
    not_implemented("Multipart download is not supported for the current artifact repository").into()
}

fn not_implemented(message: &str) -> Error {
    Error::new(ErrorCode::NotImplemented, message)
}
