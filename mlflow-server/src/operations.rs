//! The operations of the contract: arguments from path, query and body, an answer in JSON.

use crate::answer::{Refusal, json};
use crate::app::{App, Backends, Imports};
use crate::metrics::Called;
use crate::request::Given;
use crate::webhooks;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use mlflow_core::contract::model_versions::CreateModelVersion;
use mlflow_core::contract::{
    Arguments, Operation, Route, dispatch, dispatch_registry, dispatch_traces, import_target, proto_json,
    registry_import_target,
};
use mlflow_core::{Error, ErrorCode, Result};

/// An operation, and which store carries it out.
#[derive(Clone, Copy)]
pub(crate) enum Served {
    Tracking(&'static Operation),
    Models(&'static Operation),
    Traces(&'static Operation),
    Imports(&'static Operation),
    ModelImports(&'static Operation),
}

impl Served {
    pub(crate) fn operation(self) -> &'static Operation {
        match self {
            Served::Tracking(operation)
            | Served::Models(operation)
            | Served::Traces(operation)
            | Served::Imports(operation)
            | Served::ModelImports(operation) => operation,
        }
    }
}

/// Answers a request of an operation, and notes which one it was.
pub(crate) async fn answer(
    app: State<App>,
    served: Served,
    route: &'static Route,
    request: Request,
) -> Response {
    let answer = carry_out(app, served, route, request).await;
    let mut response = answer.into_response();
    response.extensions_mut().insert(Called(served.operation().name));
    response
}

async fn carry_out(
    State(app): State<App>,
    served: Served,
    route: &'static Route,
    request: Request,
) -> Result<Response, Refusal> {
    let context = crate::request::context(&request);
    let given = Given::read(request, served.operation(), route, &app.options).await?;
    let name = served.operation().name;
    let backends = &app.backends;
    let answer = match served {
        Served::Models(_) if name == "create_model_version" => {
            let call = create_model_version(&app, given.arguments().read()?);
            Some(context.scope(call).await)
        }
        Served::Models(_) if name == "test_webhook" => {
            let call = async { webhooks::test(&app, given.arguments().read()?).await };
            Some(context.scope(call).await)
        }
        Served::Tracking(_) => dispatch(&*backends.tracking, name, given.arguments(), &context).await,
        Served::Models(_) => dispatch_registry(&*backends.models, name, given.arguments(), &context).await,
        Served::Traces(_) => match &backends.traces {
            Some(store) => dispatch_traces(&**store, name, given.arguments(), &context).await,
            None => None,
        },
        Served::Imports(_) => {
            let store = &backends.required_imports()?.tracking;
            let call = import_target::dispatch(&**store, name, given.arguments());
            context.scope(call).await
        }
        Served::ModelImports(_) => {
            let store = &backends.required_imports()?.models;
            let call = registry_import_target::dispatch(&**store, name, given.arguments());
            context.scope(call).await
        }
    };
    let answer = answer.unwrap_or_else(|| Err(Error::not_implemented(name, "this server")))?;
    if let Served::Models(_) = served {
        let noted = app.webhooks.note(&app, name, given.arguments(), &answer);
        context.scope(noted).await;
    }
    Ok(json(answer))
}

impl Backends {
    fn required_imports(&self) -> Result<&Imports> {
        self.imports.as_ref().ok_or_else(|| {
            let message = "this server takes over nothing from other stores; start it with --allow-import";
            Error::new(ErrorCode::PermissionDenied, message)
        })
    }
}

/// Creates a version whose source is one that this client may name, and lets its logged model know.
async fn create_model_version(app: &App, request: CreateModelVersion) -> Result<Bytes> {
    let request = mlflow_registry::sources::check(request, &app.client, &app.backends.sources).await?;
    let model_id = request.model_id.clone().filter(|id| !id.is_empty());
    let made = app.backends.models.create_model_version(request).await?;
    if let Some(model_id) = model_id {
        mlflow_registry::note_version(&app.client, &model_id, &made.model_version).await;
    }
    proto_json::write(&made)
}

impl Given {
    fn arguments(&self) -> Arguments<'_> {
        match self {
            Given::Body(body) => Arguments::Json(body),
            Given::Query(pairs) => Arguments::Query(pairs),
        }
    }
}
