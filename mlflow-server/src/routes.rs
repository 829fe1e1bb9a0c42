//! Every route, and the layers around them.

use crate::answer::Refusal;
use crate::app::{App, Backends};
use crate::listen::Bound;
use crate::operations::Served;
use crate::options::ServerOptions;
use crate::{artifacts, graphql, guard, operations, pages};
use axum::Router;
use axum::http::StatusCode;
use axum::routing::{MethodFilter, get, on};
use mlflow_core::contract::{Method, Route, registry_operations, tracking_operations};
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
        Bound::tcp(self.router(), &self.app.options, address).await
    }

    /// Begins to listen at a socket in the file system.
    ///
    /// # Errors
    ///
    /// Whatever the system says.
    #[cfg(unix)]
    pub fn bind_unix(&self, path: &std::path::Path) -> Result<Bound> {
        Bound::unix(self.router(), &self.app.options, path)
    }

    /// Returns the routes, for a program that has a server of its own.
    pub fn router(&self) -> Router {
        let app = self.app.clone();
        let prefix = app.options.static_prefix.clone();
        let mut routes = Router::new();
        if !app.options.artifacts_only {
            routes = graphql::routes(with_operations(routes));
        }
        routes = artifacts::routes(routes, app.options.artifacts_only).merge(pages::routes());
        let prefixed = match prefix.as_str() {
            "" => routes,
            prefix => Router::new()
                .nest(prefix, routes)
                .route("/health", get(pages::health)),
        };
        prefixed
            .fallback(no_route)
            .method_not_allowed_fallback(wrong_method)
            .layer(axum::middleware::from_fn_with_state(app.clone(), guard::watch))
            .with_state(app)
    }
}

/// Mounts each operation of the contract below both prefixes.
fn with_operations(mut routes: Router<App>) -> Router<App> {
    let tracking = tracking_operations().map(Served::Tracking);
    let models = registry_operations().map(Served::Models);
    for served in tracking.chain(models) {
        for route in served.operation().routes {
            for path in paths(route) {
                let handler = move |state, request| operations::carry_out(state, served, request);
                routes = routes.route(&path, on(filter(route.method), handler));
            }
        }
    }
    routes
}

/// Returns where a route is mounted: what is there for the pages has one prefix, and everything else two.
fn paths(route: &Route) -> Vec<String> {
    if route.path.starts_with("ajax-api/") {
        return vec![format!("/{}", route.path)];
    }
    ["api", "ajax-api"]
        .iter()
        .map(|prefix| format!("/{prefix}/{}", route.path))
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

async fn no_route(request: axum::extract::Request) -> Refusal {
    let message = format!(
        "there is no endpoint {} {}",
        request.method(),
        request.uri().path()
    );
    Refusal::from(Error::new(ErrorCode::EndpointNotFound, message))
}

async fn wrong_method(request: axum::extract::Request) -> Refusal {
    let message = format!("{} does not answer {}", request.uri().path(), request.method());
    let error = Error::new(ErrorCode::EndpointNotFound, message);
    Refusal::with_status(error, StatusCode::METHOD_NOT_ALLOWED)
}
