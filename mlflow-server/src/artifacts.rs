//! Artifacts: the proxy by which clients leave them with the server, and those of runs and models.
//!
//! | module | routes |
//! |---|---|
//! | `proxy` | `mlflow-artifacts/…`: list, upload, download, delete |
//! | `multipart` | uploads in parts, to addresses of this server |
//! | `owned` | lists and downloads of what a run, a model or a version has |
//! | `download` | an artifact as an answer |
//! | `conditions` | what of it is sent: a range, or nothing where the client has it |
//! | `place` | which repository and path an artifact root means |

mod conditions;
mod download;
mod links;
mod multipart;
mod owned;
mod place;
mod proxy;
mod upload;

pub(crate) use multipart::sweep;
pub(crate) use owned::list_of_run;

use crate::app::App;
use axum::Router;

/// Mounts the routes; a server of artifacts only knows of no runs and models.
pub(crate) fn routes(routes: Router<App>, artifacts_only: bool) -> Router<App> {
    let routes = multipart::routes(proxy::routes(routes));
    match artifacts_only {
        true => routes,
        false => owned::routes(routes),
    }
}
