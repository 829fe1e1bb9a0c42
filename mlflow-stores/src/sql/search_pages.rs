//! Pages of a search: one row more than asked for tells whether there is another page.

use super::search::{self, Dialect, ExperimentsQuery, RunsQuery};
use mlflow_core::Result;
use mlflow_core::contract::experiments::SearchExperiments;
use mlflow_core::contract::runs::SearchRuns;
use mlflow_core::search::{Filter, OrderBy, PageToken};
use mlflow_core::validation::experiment_number;
use sea_query::SelectStatement;

const RUNS_BY_DEFAULT: i64 = 1_000;
const EXPERIMENTS_BY_DEFAULT: i64 = 1_000;
const MOST_IN_LIST: usize = 500;

/// A page to be read.
#[derive(Clone)]
pub(super) struct Page {
    /// Selects the page's rows and one more.
    pub(super) statement: SelectStatement,
    token: PageToken,
    size: usize,
}

impl Page {
    pub(super) fn of_experiments(request: SearchExperiments, dialect: Dialect) -> Result<Self> {
        let size = request.max_results.unwrap_or(EXPERIMENTS_BY_DEFAULT);
        let token = PageToken::parse(&request.page_token)?;
        let query = ExperimentsQuery {
            filter: &Filter::parse(&request.filter)?,
            order: &OrderBy::parse(&request.order_by)?,
            view: request.view_type.unwrap_or_default(),
            limit: size.unsigned_abs() + 1,
            offset: token.skip(),
        };
        let mut statement = search::experiments(&query, dialect);
        statement.clear_selects().columns(super::experiments::COLUMNS);
        Ok(Page::new(statement, token, size))
    }

    pub(super) fn of_runs(request: SearchRuns, dialect: Dialect) -> Result<Self> {
        let size = request.max_results.unwrap_or(RUNS_BY_DEFAULT);
        let token = PageToken::parse(&request.page_token)?;
        let ids = request
            .experiment_ids
            .iter()
            .map(|id| experiment_number(id))
            .collect::<Result<Vec<_>>>()?;
        let query = RunsQuery {
            filter: &Filter::parse(&request.filter)?,
            order: &OrderBy::parse(&request.order_by)?,
            view: request.run_view_type.unwrap_or_default(),
            experiment_ids: &ids,
            limit: size.unsigned_abs() + 1,
            offset: token.skip(),
        };
        let statement = search::runs(&query, dialect);
        Ok(Page::new(statement, token, size))
    }

    fn new(statement: SelectStatement, token: PageToken, size: i64) -> Self {
        Page {
            statement,
            token,
            size: usize::try_from(size).unwrap_or_default(),
        }
    }

    /// Takes off the row too many, and returns the token of the next page if there was one.
    pub(super) fn cut<T>(&self, mut rows: Vec<T>) -> (Vec<T>, String) {
        let next = next_page_token(self.token, self.size, &mut rows);
        (rows, next)
    }
}

/// Takes off the row too many, and returns the token of the next page, empty on the last one.
pub(super) fn next_page_token<T>(token: PageToken, size: usize, rows: &mut Vec<T>) -> String {
    if rows.len() <= size {
        return String::new();
    }
    rows.truncate(size);
    token.after(u32::try_from(size).unwrap_or(u32::MAX)).to_string()
}

/// Divides ids into lists that a statement may hold.
pub(super) fn chunks<T>(ids: impl IntoIterator<Item = T>) -> Vec<Vec<T>> {
    let mut chunks = Vec::new();
    let mut ids = ids.into_iter().peekable();
    while ids.peek().is_some() {
        chunks.push(ids.by_ref().take(MOST_IN_LIST).collect());
    }
    chunks
}
