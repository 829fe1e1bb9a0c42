//! The operations of the contract: arguments from path, query and body, an answer in JSON.

use crate::answer::{Refusal, json};
use crate::app::App;
use crate::metrics::Called;
use crate::request::Given;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use mlflow_core::contract::model_versions::{CreateModelVersion, CreateModelVersionResponse};
use mlflow_core::contract::{Arguments, Operation, dispatch, dispatch_registry, proto_json};
use mlflow_core::{Error, Result};

/// An operation, and which store carries it out.
#[derive(Clone, Copy)]
pub(crate) enum Served {
    Tracking(&'static Operation),
    Models(&'static Operation),
}

impl Served {
    pub(crate) fn operation(self) -> &'static Operation {
        match self {
            Served::Tracking(operation) | Served::Models(operation) => operation,
        }
    }
}

/// Answers a request of an operation, and notes which one it was.
pub(crate) async fn answer(app: State<App>, served: Served, request: Request) -> Response {
    let answer = carry_out(app, served, request).await;
    let mut response = answer.into_response();
    response.extensions_mut().insert(Called(served.operation().name));
    response
}

async fn carry_out(State(app): State<App>, served: Served, request: Request) -> Result<Response, Refusal> {
    let context = crate::request::context(&request);
    let given = Given::read(request, served.operation(), app.options.max_body).await?;
    let given = admitted(&app, served.operation(), given).await?;
    let name = served.operation().name;
    let backends = &app.backends;
    let answer = match served {
        Served::Tracking(_) => dispatch(&*backends.tracking, name, given.arguments(), &context).await,
        Served::Models(_) => dispatch_registry(&*backends.models, name, given.arguments(), &context).await,
    };
    match answer {
        Some(answer) => {
            let answer = answer?;
            finished(&app, served.operation(), &answer).await;
            Ok(json(answer))
        }
        None => Err(Error::not_implemented(name, "this server").into()),
    }
}

/// Checks what only a server has to check, and returns what the store may be asked.
async fn admitted(app: &App, operation: &Operation, given: Given) -> Result<Given> {
    if operation.name != "create_model_version" {
        return Ok(given);
    }
    let request: CreateModelVersion = given.arguments().read()?;
    let checked = mlflow_registry::sources::check(request, &app.client, &app.backends.sources).await?;
    Ok(Given::Body(proto_json::write(&checked)?))
}

/// Does what follows from an operation and is not its store's.
async fn finished(app: &App, operation: &Operation, answer: &[u8]) {
    if operation.name != "create_model_version" {
        return;
    }
    let made = proto_json::read_answer::<CreateModelVersionResponse>(answer).map(|made| made.model_version);
    if let Ok(version) = made
        && let Some(model_id) = version.model_id.clone().filter(|id| !id.is_empty())
    {
        mlflow_registry::note_version(&app.client, &model_id, &version).await;
    }
}

impl Given {
    fn arguments(&self) -> Arguments<'_> {
        match self {
            Given::Body(body) => Arguments::Json(body),
            Given::Query(pairs) => Arguments::Query(pairs),
        }
    }
}
