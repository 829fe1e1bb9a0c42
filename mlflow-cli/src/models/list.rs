//! `mlflow models list` and `mlflow models versions`.

use super::answers;
use super::hints::about_search;
use crate::failure::{Failure, OrHint};
use crate::session::Session;
use clap::Args;
use mlflow_core::{SearchModelVersions, SearchRegisteredModels};
use std::num::NonZeroUsize;

#[derive(Args)]
pub(crate) struct Models {
    /// Only those that match, such as "name LIKE 'wine%' AND tags.owner = 'ann'"
    #[arg(long, value_name = "FILTER")]
    filter: Option<String>,
    /// A key to sort by, such as "last_updated_timestamp DESC"; may be given several times [default: by name]
    #[arg(long, value_name = "KEY")]
    order_by: Vec<String>,
    /// How many at most [default: all]
    #[arg(long, value_name = "NUMBER")]
    max_results: Option<NonZeroUsize>,
}

#[derive(Args)]
pub(crate) struct Versions {
    /// The registered model's name [default: versions of all models]
    #[arg(short, long, value_name = "NAME")]
    name: Option<String>,
    /// Only those that match, such as "run_id = 'f00' AND tags.k = 'v'"
    #[arg(long, value_name = "FILTER")]
    filter: Option<String>,
    /// A key to sort by, such as "version_number ASC"; may be given several times [default: last changed first]
    #[arg(long, value_name = "KEY")]
    order_by: Vec<String>,
    /// How many at most [default: all]
    #[arg(long, value_name = "NUMBER")]
    max_results: Option<NonZeroUsize>,
}

pub(super) async fn models(session: &Session, options: Models) -> Result<(), Failure> {
    let mut search = SearchRegisteredModels::new();
    search.filter = options.filter.unwrap_or_default();
    search.order_by = options.order_by;
    search.max_results = options.max_results.map(NonZeroUsize::get);
    let found = session.lazy_client()?.search_registered_models(search).await;
    let models = found.or_hint(|error| about_search(error, "name LIKE 'wine%'", "name DESC"))?;
    session.printer.print(&answers::Models(models))
}

pub(super) async fn versions(session: &Session, options: Versions) -> Result<(), Failure> {
    let mut search = SearchModelVersions::new();
    let of_model = options.name.map(|name| format!("name = {}", quoted(&name)));
    let clauses: Vec<String> = of_model.into_iter().chain(options.filter).collect();
    search.filter = clauses.join(" AND ");
    search.order_by = options.order_by;
    search.max_results = options.max_results.map(NonZeroUsize::get);
    let found = session.lazy_client()?.search_model_versions(search).await;
    let versions = found.or_hint(|error| about_search(error, "run_id = 'f00'", "version_number ASC"))?;
    session.printer.print(&answers::Versions(versions))
}

/// Quotes a text for a filter, in the quotes that it does not hold itself.
fn quoted(text: &str) -> String {
    match text.contains('\'') {
        true => format!("\"{text}\""),
        false => format!("'{text}'"),
    }
}
