//! Pages of a search: one row more than asked for tells whether there is another page.

use super::{WORKSPACE, rows};
use mlflow_core::Result;
use mlflow_core::contract::model_versions::SearchModelVersions;
use mlflow_core::contract::registered_models::SearchRegisteredModels;
use mlflow_core::search::{Filter, OrderBy, PageToken};
use mlflow_core::validation::{
    DEFAULT_SEARCH_MODEL_VERSIONS_RESULTS, DEFAULT_SEARCH_REGISTERED_MODELS_RESULTS,
};
use mlflow_stores::sql::search::{self, Dialect, ModelVersionsQuery, RegisteredModelsQuery};
use sea_query::SelectStatement;

/// How many values a list in a statement may have.
pub(super) const MOST_IN_LIST: usize = 400;

/// A page to be read.
#[derive(Clone)]
pub(super) struct Page {
    /// Selects the page's rows and one more.
    pub(super) statement: SelectStatement,
    token: PageToken,
    size: u32,
}

impl Page {
    pub(super) fn of_models(request: SearchRegisteredModels, dialect: Dialect) -> Result<Self> {
        let (token, size) = begin(
            &request.page_token,
            request
                .max_results
                .unwrap_or(DEFAULT_SEARCH_REGISTERED_MODELS_RESULTS),
        )?;
        let query = RegisteredModelsQuery {
            filter: &Filter::parse(&request.filter)?,
            order: &OrderBy::parse(&request.order_by)?,
            workspace: WORKSPACE,
            limit: u64::from(size) + 1,
            offset: token.skip(),
        };
        let mut statement = search::registered_models(&query, dialect);
        statement.clear_selects().columns(rows::MODEL);
        Ok(Page {
            statement,
            token,
            size,
        })
    }

    pub(super) fn of_versions(request: SearchModelVersions, dialect: Dialect) -> Result<Self> {
        let (token, size) = begin(
            &request.page_token,
            request
                .max_results
                .unwrap_or(DEFAULT_SEARCH_MODEL_VERSIONS_RESULTS),
        )?;
        let query = ModelVersionsQuery {
            filter: &Filter::parse(&request.filter)?,
            order: &OrderBy::parse(&request.order_by)?,
            workspace: WORKSPACE,
            limit: u64::from(size) + 1,
            offset: token.skip(),
        };
        let mut statement = search::model_versions(&query, dialect);
        statement.clear_selects().columns(rows::VERSION);
        Ok(Page {
            statement,
            token,
            size,
        })
    }

    /// Takes off the row too many, and returns the token of the next page if there was one.
    pub(super) fn cut<T>(&self, rows: &mut Vec<T>) -> String {
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        if rows.len() <= size {
            return String::new();
        }
        rows.truncate(size);
        self.token.after(self.size).to_string()
    }
}

fn begin(token: &str, size: i64) -> Result<(PageToken, u32)> {
    Ok((PageToken::parse(token)?, u32::try_from(size).unwrap_or(u32::MAX)))
}

/// Divides a list into those that a statement may hold.
pub(super) fn chunks<T>(items: impl IntoIterator<Item = T>) -> Vec<Vec<T>> {
    let mut chunks = Vec::new();
    let mut items = items.into_iter().peekable();
    while items.peek().is_some() {
        chunks.push(items.by_ref().take(MOST_IN_LIST).collect());
    }
    chunks
}
