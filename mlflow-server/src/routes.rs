//! Every route, and the layers around them.

use crate::answer::Refusal;
use crate::app::{App, Backends};
use crate::listen::Bound;
use crate::operations::Served;
use crate::options::ServerOptions;
use crate::{artifacts, coverage, graphql, guard, metrics, openapi, operations, otlp, pages};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::routing::{MethodFilter, get, on};
use mlflow_core::contract::{
    Method, Route, import_target, registry_import_target, registry_operations, trace_operations,
    tracking_operations,
};
use mlflow_core::{Error, ErrorCode, Result};

/// A server that is not listening yet.
#[derive(Clone)]
pub struct Server {
    app: App,
}

impl Server {
    /// Makes a server of stores that are open.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for options that cannot be.
    pub fn new(backends: Backends, options: ServerOptions) -> Result<Self> {
        let prefix = &options.static_prefix;
        if !prefix.is_empty()
            && (!prefix.starts_with('/') || prefix.ends_with('/') || prefix.contains(['{', '}']))
        {
            return Err(Error::invalid_parameter_value(format!(
                "Invalid static prefix '{prefix}': it begins with a slash and does not end with one"
            )));
        }
        if options.artifacts_only && !options.serve_artifacts {
            return Err(Error::invalid_parameter_value(
                "a server of artifacts only that does not serve artifacts would do nothing",
            ));
        }
        Ok(Server {
            app: App::new(backends, options),
        })
    }

    /// Begins to listen at an address such as `127.0.0.1:5000`; port 0 lets the system choose.
    ///
    /// # Errors
    ///
    /// Whatever the system says, such as that the port is taken, and TLS files that cannot be used.
    pub async fn bind(&self, address: &str) -> Result<Bound> {
        Bound::tcp(self.router(), &self.app, address).await
    }

    /// Begins to listen at a socket in the file system.
    ///
    /// # Errors
    ///
    /// Whatever the system says.
    #[cfg(unix)]
    pub fn bind_unix(&self, path: &std::path::Path) -> Result<Bound> {
        Bound::unix(self.router(), &self.app, path)
    }

    /// Returns the routes, for a program that has a server of its own.
    pub fn router(&self) -> Router {
        let app = self.app.clone();
        let prefix = app.options.static_prefix.clone();
        let mut routes = Router::new();
        if !app.options.artifacts_only {
            let operations = with_operations(routes, app.backends.traces.is_some());
            routes = otlp::routes(graphql::routes(operations)).merge(openapi::routes(&prefix));
        }
        routes = artifacts::routes(routes, app.options.artifacts_only).merge(pages::routes());
        if app.options.expose_prometheus {
            routes = routes.route("/metrics", get(metrics::write));
        }
        let prefixed = match prefix.as_str() {
            "" => routes,
            prefix => at_root(app.options.artifacts_only).nest(prefix, routes),
        };
        prefixed
            .fallback(no_route)
            .method_not_allowed_fallback(wrong_method)
            .layer(axum::middleware::from_fn_with_state(app.clone(), guard::watch))
            .with_state(app)
    }
}

/// What is there without the static prefix too, as charts and OpenTelemetry's clients may ask for it.
fn at_root(artifacts_only: bool) -> Router<App> {
    let routes = Router::new().route("/health", get(pages::health));
    match artifacts_only {
        true => routes,
        false => otlp::routes(routes),
    }
}

/// Mounts each operation of the contract below both prefixes.
fn with_operations(mut routes: Router<App>, with_traces: bool) -> Router<App> {
    let tracking = tracking_operations().map(Served::Tracking);
    let models = registry_operations().map(Served::Models);
    let traces = trace_operations().filter(|_| with_traces).map(Served::Traces);
    let imports = import_target::OPERATIONS.iter().map(Served::Imports);
    let model_imports = registry_import_target::OPERATIONS
        .iter()
        .map(Served::ModelImports);
    let imports = imports.chain(model_imports);
    for served in tracking.chain(models).chain(traces).chain(imports) {
        for route in served.operation().routes {
            for path in paths(route) {
                let handler = move |state, request| operations::answer(state, served, route, request);
                routes = routes.route(&path, on(filter(route.method), handler));
            }
        }
    }
    routes
}

/// Returns where a route is mounted: what is there for the pages has one prefix, and everything else two. What begins
/// with a slash is no JSON of MLflow's and has handlers of its own.
fn paths(route: &Route) -> Vec<String> {
    if route.path.starts_with('/') {
        return Vec::new();
    }
    let parts = route
        .path
        .split('/')
        .enumerate()
        .map(|(index, part)| match part.starts_with('{') {
            // Two routes may have different names for what stands at one place.
            true => format!("{{p{index}}}"),
            false => part.to_owned(),
        });
    let path = parts.collect::<Vec<_>>().join("/");
    if route.path.starts_with("ajax-api/") {
        return vec![format!("/{path}")];
    }
    ["api", "ajax-api"]
        .iter()
        .map(|prefix| format!("/{prefix}/{path}"))
        .collect()
}

fn filter(method: Method) -> MethodFilter {
    match method {
        Method::GET => MethodFilter::GET,
        Method::POST => MethodFilter::POST,
        Method::PUT => MethodFilter::PUT,
        Method::PATCH => MethodFilter::PATCH,
        Method::DELETE => MethodFilter::DELETE,
    }
}

async fn no_route(State(app): State<App>, request: Request) -> Refusal {
    let prefix = app.options.static_prefix.as_str();
    let path = request.uri().path().strip_prefix(prefix);
    if let Some(error) = path.and_then(|path| not_served(&app, &request, path)) {
        return error.into();
    }
    let message = format!(
        "there is no endpoint {} {}",
        request.method(),
        request.uri().path()
    );
    Refusal::from(Error::new(ErrorCode::EndpointNotFound, message))
}

async fn wrong_method(State(app): State<App>, request: Request) -> Refusal {
    // A route below the prefix is told the path without it.
    let path = request.uri().path();
    let path = path.strip_prefix(&app.options.static_prefix).unwrap_or(path);
    if let Some(error) = not_served(&app, &request, path) {
        return error.into();
    }
    let message = format!("{} does not answer {}", request.uri().path(), request.method());
    let error = Error::new(ErrorCode::EndpointNotFound, message);
    Refusal::with_status(error, StatusCode::METHOD_NOT_ALLOWED)
}

/// Says that official MLflow has this route; a server of artifacts has none but theirs.
fn not_served(app: &App, request: &Request, path: &str) -> Option<Error> {
    (!app.options.artifacts_only)
        .then(|| coverage::not_served(request.method(), path))
        .flatten()
}
