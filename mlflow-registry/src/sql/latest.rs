//! The latest version of each stage of a model.

use super::pages::chunks;
use super::tables::ModelVersions;
use super::{WORKSPACE, rows, tags};
use mlflow_core::Result;
use mlflow_core::entities::{ModelVersion, RegisteredModel};
use mlflow_stores::sql::Tx;
use mlflow_stores::sql::search::DELETED;
use sea_query::{Cond, Expr, ExprTrait, Query};
use std::collections::HashMap;

/// Reads the latest versions of models, each model's by number, with tags and without aliases.
pub(super) async fn read(tx: &mut Tx<'_>, models: &mut [RegisteredModel]) -> Result<()> {
    let names: Vec<String> = models.iter().map(|model| model.name.clone()).collect();
    let mut numbers: Vec<(String, i64)> = Vec::new();
    for names in chunks(names.iter().map(String::as_str)) {
        let query = Query::select()
            .expr(Expr::col(ModelVersions::Name).min())
            .expr(Expr::col(ModelVersions::Version).max())
            .from(ModelVersions::Table)
            .and_where(Expr::col(ModelVersions::Workspace).eq(WORKSPACE))
            .and_where(Expr::col(ModelVersions::Name).is_in(names))
            .and_where(Expr::col(ModelVersions::CurrentStage).ne(DELETED))
            .add_group_by([
                rows::bytes(tx.dialect(), ModelVersions::Name),
                Expr::col(ModelVersions::CurrentStage),
            ])
            .to_owned();
        numbers.extend(
            tx.rows(&query, |row| Ok((row.string(0)?, row.integer(1)?)))
                .await?,
        );
    }
    let mut versions = Vec::new();
    for chunk in chunks(numbers) {
        let each = chunk.into_iter().map(|(name, number)| {
            Cond::all()
                .add(Expr::col(ModelVersions::Name).eq(name))
                .add(Expr::col(ModelVersions::Version).eq(number))
        });
        let query = Query::select()
            .columns(rows::VERSION)
            .from(ModelVersions::Table)
            .and_where(Expr::col(ModelVersions::Workspace).eq(WORKSPACE))
            .cond_where(each.fold(Cond::any(), Cond::add))
            .to_owned();
        versions.extend(tx.rows(&query, rows::version).await?);
    }
    tags::read_of_versions(tx, &mut versions).await?;
    versions.sort_by_key(ModelVersion::number);
    let places: HashMap<String, usize> = names.into_iter().enumerate().map(|(i, name)| (name, i)).collect();
    for version in versions {
        if let Some(place) = places.get(&version.name) {
            models[*place].latest_versions.push(version);
        }
    }
    Ok(())
}
