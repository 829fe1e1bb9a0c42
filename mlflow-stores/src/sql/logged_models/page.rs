//! Pages of a search for logged models.

use crate::sql::search::{self, Dialect, LoggedModelsQuery};
use mlflow_core::Result;
use mlflow_core::contract::logged_models::SearchLoggedModels;
use mlflow_core::search::{Filter, LoggedModelPageToken, OrderBy};
use mlflow_core::validation::{DEFAULT_SEARCH_LOGGED_MODELS_RESULTS, experiment_number};
use sea_query::SelectStatement;

/// A page to be read.
#[derive(Clone)]
pub(super) struct Page {
    /// Selects the page's rows and one more.
    pub(super) statement: SelectStatement,
    /// The token of the next page, if there is one.
    next: LoggedModelPageToken,
    size: usize,
}

impl Page {
    pub(super) fn of(request: SearchLoggedModels, dialect: Dialect) -> Result<Self> {
        let size = request
            .max_results
            .unwrap_or(DEFAULT_SEARCH_LOGGED_MODELS_RESULTS)
            .unsigned_abs();
        let token =
            LoggedModelPageToken::new(&request.experiment_ids, Some(&request.filter), &request.order_by);
        let offset = token.offset_in(&request.page_token)?;
        let experiment_ids = request
            .experiment_ids
            .iter()
            .map(|id| experiment_number(id))
            .collect::<Result<Vec<_>>>()?;
        let query = LoggedModelsQuery {
            filter: &Filter::parse(&request.filter)?,
            order: &OrderBy::from_fields(&request.order_by)?,
            experiment_ids: &experiment_ids,
            datasets: &request.datasets,
            limit: size + 1,
            offset: offset.min(i64::MAX.unsigned_abs()),
        };
        let mut statement = search::logged_models(&query, dialect);
        statement.clear_selects().columns(super::read::COLUMNS);
        Ok(Page {
            statement,
            next: token.at(offset.saturating_add(size)),
            size: usize::try_from(size).unwrap_or(usize::MAX),
        })
    }

    /// Takes off the row too many, and returns the token of the next page if there was one.
    pub(super) fn cut<T>(&self, mut rows: Vec<T>) -> (Vec<T>, String) {
        if rows.len() <= self.size {
            return (rows, String::new());
        }
        rows.truncate(self.size);
        (rows, self.next.encode())
    }
}
