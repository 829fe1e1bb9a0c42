//! The latest version of each stage of a model.

use super::pages::chunks;
use super::tables::ModelVersions;
use super::{WORKSPACE, rows, tags};
use mlflow_core::Result;
use mlflow_core::entities::{ModelVersion, RegisteredModel};
use mlflow_stores::sql::Tx;
use mlflow_stores::sql::search::{DELETED, Dialect};
use sea_query::{Expr, ExprTrait, JoinType, Order, OverStatement, Query, SelectStatement, WindowStatement};
use std::collections::HashMap;

/// The order of the latest versions of a model, which is one thing for a model that is read and another for those that
/// are found, as in official MLflow.
#[derive(Clone, Copy)]
pub(super) enum InOrderOf {
    /// The first version that is in the same stage.
    FirstOfStage,
    /// The name of the stage.
    Stage,
}

/// Reads the latest versions of models, with tags and without aliases.
pub(super) async fn read(tx: &mut Tx<'_>, models: &mut [RegisteredModel], order: InOrderOf) -> Result<()> {
    let names: Vec<String> = models.iter().map(|model| model.name.clone()).collect();
    let (mut versions, mut firsts) = (Vec::new(), HashMap::new());
    for names in chunks(names.iter().map(String::as_str)) {
        let statement = statement(tx.dialect(), names);
        let found = tx.rows(&statement, |row| {
            let version = rows::version(row)?;
            firsts.insert(
                (version.name.clone(), version.number()),
                row.integer(rows::VERSION.len())?,
            );
            Ok(version)
        });
        versions.extend(found.await?);
    }
    tags::read_of_versions(tx, &mut versions).await?;
    let first = |version: &ModelVersion| firsts.get(&(version.name.clone(), version.number())).copied();
    match order {
        InOrderOf::FirstOfStage => versions.sort_by_key(first),
        InOrderOf::Stage => versions.sort_by(|a, b| a.current_stage.cmp(&b.current_stage)),
    }
    let places: HashMap<String, usize> = names.into_iter().enumerate().map(|(i, name)| (name, i)).collect();
    for version in versions {
        if let Some(place) = places.get(&version.name) {
            models[*place].latest_versions.push(version);
        }
    }
    Ok(())
}

fn statement(dialect: Dialect, names: Vec<&str>) -> SelectStatement {
    match dialect {
        Dialect::Postgres => first_of_each(names),
        Dialect::Sqlite | Dialect::MySql => joined(dialect, names),
    }
}

/// Takes the first of each stage, highest number first, which only PostgreSQL has words for.
fn first_of_each(names: Vec<&str>) -> SelectStatement {
    let column = |column| (ModelVersions::Table, column);
    let of_stage = WindowStatement::new()
        .partition_by(ModelVersions::Name)
        .partition_by(ModelVersions::CurrentStage)
        .to_owned();
    let mut select = Query::select();
    select
        .distinct_on([column(ModelVersions::Name), column(ModelVersions::CurrentStage)])
        .columns(rows::VERSION)
        .expr_window_as(Expr::col(ModelVersions::Version).min(), of_stage, "first")
        .from(ModelVersions::Table)
        .and_where(Expr::col(ModelVersions::Workspace).eq(WORKSPACE))
        .and_where(Expr::col(ModelVersions::Name).is_in(names))
        .and_where(Expr::col(ModelVersions::CurrentStage).ne(DELETED))
        .order_by(ModelVersions::Name, Order::Asc)
        .order_by(ModelVersions::CurrentStage, Order::Asc)
        .order_by(ModelVersions::Version, Order::Desc);
    select
}

/// Finds the highest number of each stage, and joins the versions of these numbers.
fn joined(dialect: Dialect, names: Vec<&str>) -> SelectStatement {
    let numbers = Query::select()
        .expr_as(Expr::col(ModelVersions::Name).min(), "of")
        .expr_as(Expr::col(ModelVersions::Version).max(), "number")
        .expr_as(Expr::col(ModelVersions::Version).min(), "first")
        .from(ModelVersions::Table)
        .and_where(Expr::col(ModelVersions::Workspace).eq(WORKSPACE))
        .and_where(Expr::col(ModelVersions::Name).is_in(names))
        .and_where(Expr::col(ModelVersions::CurrentStage).ne(DELETED))
        .add_group_by([
            rows::bytes(dialect, ModelVersions::Name),
            Expr::col(ModelVersions::CurrentStage),
        ])
        .to_owned();
    let column = |column| Expr::col((ModelVersions::Table, column));
    let of = || Expr::col(("latest", "of"));
    let mut same = column(ModelVersions::Name)
        .eq(of())
        .and(column(ModelVersions::Version).eq(Expr::col(("latest", "number"))));
    if dialect == Dialect::MySql {
        let bytes = rows::bytes(dialect, (ModelVersions::Table, ModelVersions::Name));
        same = same.and(bytes.eq(of().cast_as("BINARY")));
    }
    Query::select()
        .columns(rows::VERSION)
        .column(("latest", "first"))
        .from(ModelVersions::Table)
        .join_subquery(JoinType::InnerJoin, numbers, "latest", same)
        .and_where(column(ModelVersions::Workspace).eq(WORKSPACE))
        .to_owned()
}
