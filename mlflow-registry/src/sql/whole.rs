//! Versions of one model with their tags and aliases, by one statement.

use super::tables::{ModelVersionTags as Tags, ModelVersions as Versions, RegisteredModelAliases as Aliases};
use super::{WORKSPACE, aliases, rows};
use mlflow_core::Result;
use mlflow_core::entities::{ModelVersion, ModelVersionTag};
use mlflow_stores::sql::search::Dialect;
use mlflow_stores::sql::{Row, Tx};
use sea_query::{Expr, ExprTrait, JoinType, Keyword, Order, Query, SelectStatement, UnionType};

/// Which versions of a model are read.
#[derive(Clone, Copy)]
pub(super) enum Which<'a> {
    Number(i64),
    OfAlias(&'a str),
    /// That with the highest number of each stage.
    Latest,
}

impl Which<'_> {
    fn first(self, row: &Row<'_>) -> Result<Option<i64>> {
        match self {
            Which::Latest => row.optional_integer(FIRST),
            _ => Ok(None),
        }
    }
}

const OF_VERSION: i64 = 0;
const OF_TAG: i64 = 1;
const OF_ALIAS: i64 = 2;

/// The column that tells what a row is.
const KIND: usize = rows::VERSION.len();
/// The key of a tag, or an alias.
const KEY: usize = KIND + 1;
/// The value of a tag.
const VALUE: usize = KIND + 2;
/// The first version that is in the same stage, beside the latest one.
const FIRST: usize = KIND + 3;

/// Reads the latest version of each stage, in the order of the first version that is in the same stage.
pub(super) async fn latest(tx: &mut Tx<'_>, name: &str) -> Result<Vec<ModelVersion>> {
    let mut versions = read_all(tx, name, Which::Latest).await?;
    versions.sort_by_key(|(first, _)| *first);
    Ok(versions.into_iter().map(|(_, version)| version).collect())
}

/// Reads live versions, by number.
pub(super) async fn read(tx: &mut Tx<'_>, name: &str, which: Which<'_>) -> Result<Vec<ModelVersion>> {
    let versions = read_all(tx, name, which).await?;
    Ok(versions.into_iter().map(|(_, version)| version).collect())
}

async fn read_all(tx: &mut Tx<'_>, name: &str, which: Which<'_>) -> Result<Vec<(Option<i64>, ModelVersion)>> {
    let mut versions: Vec<(Option<i64>, ModelVersion)> = Vec::new();
    let statement = statement(tx.dialect(), name, which);
    tx.rows(&statement, |row| {
        let kind = row.integer(KIND)?;
        if kind == OF_VERSION {
            versions.push((which.first(row)?, rows::version(row)?));
            return Ok(());
        }
        let number = row.integer(1)?;
        let found = versions
            .iter_mut()
            .find(|(_, version)| version.number() == number);
        let Some((_, version)) = found else {
            return Ok(());
        };
        match kind {
            OF_TAG => version
                .tags
                .push(ModelVersionTag::new(row.text(KEY)?, row.string_or_empty(VALUE)?)),
            _ => version.aliases.push(row.string(KEY)?),
        }
        Ok(())
    })
    .await?;
    Ok(versions)
}

fn statement(dialect: Dialect, name: &str, which: Which<'_>) -> SelectStatement {
    let is_wanted = |number: Expr| match which {
        Which::Number(wanted) => number.eq(wanted),
        Which::OfAlias(alias) => number.in_subquery(aliases::select_number(dialect, name, alias)),
        Which::Latest => number.in_subquery(select_latest(dialect, name)),
    };
    let mut tags = beside(Expr::col(Tags::Version), OF_TAG);
    tags.columns([Tags::Key, Tags::Value])
        .expr(nothing())
        .from(Tags::Table)
        .and_where(Expr::col(Tags::Workspace).eq(WORKSPACE))
        .and_where(rows::exact(dialect, Tags::Name, name))
        .and_where(is_wanted(Expr::col(Tags::Version)));
    let mut names = beside(Expr::col(Aliases::Version), OF_ALIAS);
    names
        .column(Aliases::Alias)
        .expr(nothing())
        .expr(nothing())
        .from(Aliases::Table)
        .and_where(Expr::col(Aliases::Workspace).eq(WORKSPACE))
        .and_where(rows::exact(dialect, Aliases::Name, name))
        .and_where(is_wanted(Expr::col(Aliases::Version)));
    let mut versions = rows::select_versions(dialect, name);
    versions
        .expr_as(Expr::val(OF_VERSION), "kind")
        .expr_as(nothing(), "key")
        .expr_as(nothing(), "value");
    if let Which::Latest = which {
        let mut of_stage = select_latest(dialect, name);
        of_stage.expr_as(Expr::col(Versions::Version).min(), "first");
        let same = Expr::col(Versions::Version).eq(Expr::col(("of_stage", "latest")));
        versions
            .column(("of_stage", "first"))
            .join_subquery(JoinType::InnerJoin, of_stage, "of_stage", same);
    } else {
        versions
            .expr_as(nothing(), "first")
            .and_where(is_wanted(Expr::col(Versions::Version)));
    }
    versions.union(UnionType::All, tags).union(UnionType::All, names);
    for column in ["kind", "version", "key"] {
        versions.order_by(column, Order::Asc);
    }
    versions
}

/// Begins to select what stands beside a version, in the columns of one.
fn beside(number: Expr, kind: i64) -> SelectStatement {
    let mut select = Query::select();
    select.expr(nothing()).expr(number);
    for _ in 2..rows::VERSION.len() {
        select.expr(nothing());
    }
    select.expr(Expr::val(kind));
    select
}

fn nothing() -> Expr {
    Expr::Keyword(Keyword::Null)
}

/// Selects the highest number of each stage.
fn select_latest(dialect: Dialect, name: &str) -> SelectStatement {
    let mut select = rows::select_versions(dialect, name);
    select
        .clear_selects()
        .expr_as(Expr::col(Versions::Version).max(), "latest")
        .group_by_col(Versions::CurrentStage);
    select
}
