//! Aliases: names that point to one version of a model.

use super::pages::chunks;
use super::tables::RegisteredModelAliases as Aliases;
use super::{WORKSPACE, lock, rows};
use mlflow_core::Result;
use mlflow_core::entities::{RegisteredModel, RegisteredModelAlias};
use mlflow_stores::sql::Tx;
use mlflow_stores::sql::search::Dialect;
use sea_query::{
    DeleteStatement, Expr, ExprTrait, InsertStatement, OnConflict, Order, Query, SelectStatement,
};
use std::collections::HashMap;

/// Points an alias to a version, whatever it pointed to before. Where MySQL takes two spellings for one, the last
/// counts.
pub(super) async fn set(tx: &mut Tx<'_>, name: &str, alias: &str, number: i64) -> Result<()> {
    let upsert = upsert()
        .values_panic([WORKSPACE.into(), name.into(), alias.into(), number.into()])
        .to_owned();
    tx.execute(&upsert).await.map(drop)
}

/// Locks a version and points an alias to it, by one statement; tells whether there is such a version.
pub(super) async fn set_if_there(tx: &mut Tx<'_>, name: &str, alias: &str, number: i64) -> Result<bool> {
    let mut version = lock::select_version(tx.dialect(), name, number);
    version.expr(Expr::val(alias)).column(lock::NUMBER);
    Ok(tx.execute(&lock::insert_from(upsert(), version)?).await? > 0)
}

fn upsert() -> InsertStatement {
    Query::insert()
        .into_table(Aliases::Table)
        .columns([
            Aliases::Workspace,
            Aliases::Name,
            Aliases::Alias,
            Aliases::Version,
        ])
        .on_conflict(
            OnConflict::columns([Aliases::Workspace, Aliases::Name, Aliases::Alias])
                .update_columns([Aliases::Alias, Aliases::Version])
                .to_owned(),
        )
        .to_owned()
}

/// Returns the version that an alias points to.
pub(super) async fn version_of(tx: &mut Tx<'_>, name: &str, alias: &str) -> Result<Option<i64>> {
    tx.row(&select_number(tx.dialect(), name, alias), |row| row.integer(0))
        .await
}

/// Selects the number of the version that an alias points to.
pub(super) fn select_number(dialect: Dialect, name: &str, alias: &str) -> SelectStatement {
    of_model(dialect, name)
        .column(Aliases::Version)
        .and_where(rows::exact(dialect, Aliases::Alias, alias))
        .to_owned()
}

/// Reads the aliases of models.
pub(super) async fn read_of_models(tx: &mut Tx<'_>, models: &mut [RegisteredModel]) -> Result<()> {
    let places = models.iter().enumerate();
    let places: HashMap<String, usize> = places.map(|(i, model)| (model.name.clone(), i)).collect();
    for names in chunks(places.keys().map(String::as_str)) {
        let query = Query::select()
            .columns([Aliases::Name, Aliases::Alias, Aliases::Version])
            .from(Aliases::Table)
            .and_where(Expr::col(Aliases::Workspace).eq(WORKSPACE))
            .and_where(Expr::col(Aliases::Name).is_in(names))
            .order_by(Aliases::Alias, Order::Asc)
            .to_owned();
        tx.rows(&query, |row| {
            if let Some(place) = places.get(row.text(0)?) {
                models[*place].aliases.push(RegisteredModelAlias {
                    alias: row.string(1)?,
                    version: row.integer(2)?.to_string(),
                });
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx<'_>, name: &str, alias: &str) -> Result<()> {
    let delete = delete_of_model(name)
        .and_where(rows::exact(tx.dialect(), Aliases::Alias, alias))
        .to_owned();
    tx.execute(&delete).await.map(drop)
}

pub(super) async fn delete_of_version(tx: &mut Tx<'_>, name: &str, number: i64) -> Result<()> {
    let delete = delete_of_model(name)
        .and_where(Expr::col(Aliases::Version).eq(number))
        .to_owned();
    tx.execute(&delete).await.map(drop)
}

pub(super) async fn delete_all(tx: &mut Tx<'_>, name: &str) -> Result<()> {
    tx.execute(&delete_of_model(name)).await.map(drop)
}

fn of_model(dialect: Dialect, name: &str) -> SelectStatement {
    Query::select()
        .from(Aliases::Table)
        .and_where(Expr::col(Aliases::Workspace).eq(WORKSPACE))
        .and_where(rows::exact(dialect, Aliases::Name, name))
        .to_owned()
}

fn delete_of_model(name: &str) -> DeleteStatement {
    Query::delete()
        .from_table(Aliases::Table)
        .and_where(Expr::col(Aliases::Workspace).eq(WORKSPACE))
        .and_where(Expr::col(Aliases::Name).eq(name))
        .to_owned()
}
