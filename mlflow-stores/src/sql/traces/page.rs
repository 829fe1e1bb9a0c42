//! Pages of a search for traces.

use super::read::COLUMNS;
use crate::sql::search::{self, Dialect, TracesQuery};
use mlflow_core::Result;
use mlflow_core::contract::traces::SearchTraces;
use mlflow_core::search::{Filter, OrderBy, PageToken};
use mlflow_core::validation::experiment_number;
use sea_query::SelectStatement;

/// A page to be read.
#[derive(Clone)]
pub(super) struct Page {
    pub(super) statement: SelectStatement,
    token: PageToken,
    size: u32,
}

impl Page {
    pub(super) fn of(request: &SearchTraces, dialect: Dialect) -> Result<Self> {
        let size = u32::try_from(request.max_results.unwrap_or_default()).unwrap_or_default();
        let token = PageToken::parse(&request.page_token)?;
        let ids = request.experiment_ids.iter().map(|id| experiment_number(id));
        let query = TracesQuery {
            filter: &Filter::parse(&request.filter)?,
            order: &OrderBy::parse(&request.order_by)?,
            experiment_ids: &ids.collect::<Result<Vec<_>>>()?,
            limit: u64::from(size),
            offset: token.skip(),
        };
        let mut statement = search::traces(&query, dialect);
        statement
            .clear_selects()
            .columns(COLUMNS.map(|column| ("trace_info", column)));
        Ok(Page {
            statement,
            token,
            size,
        })
    }

    /// Returns the token of the next page, which may be empty: that of a page that is not full is the last.
    pub(super) fn next_page_token(&self, found: usize) -> String {
        match u32::try_from(found) {
            Ok(found) if found == self.size => self.token.after(self.size).to_string(),
            _ => String::new(),
        }
    }
}
