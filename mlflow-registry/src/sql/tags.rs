//! Tags of models and versions.

use super::pages::{MOST_IN_LIST, chunks};
use super::tables::{ModelVersionTags, RegisteredModelTags};
use super::{WORKSPACE, lock, rows};
use mlflow_core::Result;
use mlflow_core::entities::{ModelVersion, ModelVersionTag, RegisteredModel, RegisteredModelTag};
use mlflow_stores::sql::Tx;
use sea_query::{DeleteStatement, Expr, ExprTrait, InsertStatement, OnConflict, Order, Query};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Writes tags of a model; the last one of a key counts.
pub(super) async fn write_of_model(tx: &mut Tx<'_>, name: &str, tags: &[RegisteredModelTag]) -> Result<()> {
    let last: BTreeMap<_, _> = tags
        .iter()
        .map(|tag| (tag.key.as_str(), tag.value.as_str()))
        .collect();
    let rows = last
        .into_iter()
        .map(|(key, value)| vec![WORKSPACE.into(), name.into(), key.into(), value.into()]);
    tx.insert_all(upsert_of_model(), rows.collect()).await.map(drop)
}

/// Locks a model and writes a tag of it, by one statement; tells whether there is such a model.
pub(super) async fn write_if_model(tx: &mut Tx<'_>, name: &str, tag: &RegisteredModelTag) -> Result<bool> {
    let mut model = lock::select_model(tx.dialect(), name);
    model.exprs([Expr::val(tag.key.as_str()), Expr::val(tag.value.as_str())]);
    Ok(tx.execute(&lock::insert_from(upsert_of_model(), model)?).await? > 0)
}

fn upsert_of_model() -> InsertStatement {
    use RegisteredModelTags as Tags;
    Query::insert()
        .into_table(Tags::Table)
        .columns([Tags::Workspace, Tags::Name, Tags::Key, Tags::Value])
        .on_conflict(
            OnConflict::columns([Tags::Workspace, Tags::Key, Tags::Name])
                .update_columns([Tags::Key, Tags::Value])
                .to_owned(),
        )
        .to_owned()
}

/// Writes tags of a version; the last one of a key counts.
pub(super) async fn write_of_version(
    tx: &mut Tx<'_>,
    name: &str,
    number: i64,
    tags: &[ModelVersionTag],
) -> Result<()> {
    let last: BTreeMap<_, _> = tags
        .iter()
        .map(|tag| (tag.key.as_str(), tag.value.as_str()))
        .collect();
    let rows = last.into_iter().map(|(key, value)| {
        vec![
            WORKSPACE.into(),
            name.into(),
            number.into(),
            key.into(),
            value.into(),
        ]
    });
    tx.insert_all(upsert_of_version(), rows.collect()).await.map(drop)
}

/// Locks a version and writes a tag of it, by one statement; tells whether there is such a version.
pub(super) async fn write_if_version(
    tx: &mut Tx<'_>,
    name: &str,
    number: i64,
    tag: &ModelVersionTag,
) -> Result<bool> {
    let mut version = lock::select_version(tx.dialect(), name, number);
    version
        .column(lock::NUMBER)
        .exprs([Expr::val(tag.key.as_str()), Expr::val(tag.value.as_str())]);
    Ok(tx
        .execute(&lock::insert_from(upsert_of_version(), version)?)
        .await?
        > 0)
}

fn upsert_of_version() -> InsertStatement {
    use ModelVersionTags as Tags;
    Query::insert()
        .into_table(Tags::Table)
        .columns([Tags::Workspace, Tags::Name, Tags::Version, Tags::Key, Tags::Value])
        .on_conflict(
            OnConflict::columns([Tags::Workspace, Tags::Key, Tags::Name, Tags::Version])
                .update_columns([Tags::Key, Tags::Value])
                .to_owned(),
        )
        .to_owned()
}

/// Reads the tags of models.
pub(super) async fn read_of_models(tx: &mut Tx<'_>, models: &mut [RegisteredModel]) -> Result<()> {
    use RegisteredModelTags as Tags;
    let places = models.iter().enumerate();
    let places: HashMap<String, usize> = places.map(|(i, model)| (model.name.clone(), i)).collect();
    for names in chunks(places.keys().map(String::as_str)) {
        let query = Query::select()
            .columns([Tags::Name, Tags::Key, Tags::Value])
            .from(Tags::Table)
            .and_where(Expr::col(Tags::Workspace).eq(WORKSPACE))
            .and_where(Expr::col(Tags::Name).is_in(names))
            .order_by(Tags::Key, Order::Asc)
            .to_owned();
        tx.rows(&query, |row| {
            if let Some(place) = places.get(row.text(0)?) {
                let tag = RegisteredModelTag::new(row.text(1)?, row.string_or_empty(2)?);
                models[*place].tags.push(tag);
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

/// Reads the tags of versions.
pub(super) async fn read_of_versions(tx: &mut Tx<'_>, versions: &mut [ModelVersion]) -> Result<()> {
    use ModelVersionTags as Tags;
    let names: HashSet<String> = versions.iter().map(|version| version.name.clone()).collect();
    let places = versions.iter().enumerate();
    let places: HashMap<(String, i64), usize> = places
        .map(|(i, version)| ((version.name.clone(), version.number()), i))
        .collect();
    // Those of a page are asked for by their numbers too: their models may have thousands of others.
    let numbers: BTreeSet<i64> = versions.iter().map(ModelVersion::number).collect();
    for names in chunks(names.iter().map(String::as_str)) {
        let mut query = Query::select()
            .columns([Tags::Name, Tags::Version, Tags::Key, Tags::Value])
            .from(Tags::Table)
            .and_where(Expr::col(Tags::Workspace).eq(WORKSPACE))
            .and_where(Expr::col(Tags::Name).is_in(names))
            .order_by(Tags::Key, Order::Asc)
            .to_owned();
        if numbers.len() <= MOST_IN_LIST {
            query.and_where(Expr::col(Tags::Version).is_in(numbers.iter().copied()));
        }
        tx.rows(&query, |row| {
            if let Some(place) = places.get(&(row.string(0)?, row.integer(1)?)) {
                let tag = ModelVersionTag::new(row.text(2)?, row.string_or_empty(3)?);
                versions[*place].tags.push(tag);
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

/// Deletes the tag of a key.
pub(super) async fn delete_one_of_model(tx: &mut Tx<'_>, name: &str, key: &str) -> Result<()> {
    let delete = all_of_model(name)
        .and_where(rows::exact(tx.dialect(), RegisteredModelTags::Key, key))
        .to_owned();
    tx.execute(&delete).await.map(drop)
}

/// Deletes the tag of a key.
pub(super) async fn delete_of_version(tx: &mut Tx<'_>, name: &str, number: i64, key: &str) -> Result<()> {
    use ModelVersionTags as Tags;
    let delete = all_of_versions(name)
        .and_where(Expr::col(Tags::Version).eq(number))
        .and_where(rows::exact(tx.dialect(), Tags::Key, key))
        .to_owned();
    tx.execute(&delete).await.map(drop)
}

pub(super) async fn delete_of_model(tx: &mut Tx<'_>, name: &str) -> Result<()> {
    tx.execute(&all_of_model(name)).await.map(drop)
}

pub(super) async fn delete_of_versions(tx: &mut Tx<'_>, name: &str) -> Result<()> {
    tx.execute(&all_of_versions(name)).await.map(drop)
}

fn all_of_model(name: &str) -> DeleteStatement {
    use RegisteredModelTags as Tags;
    Query::delete()
        .from_table(Tags::Table)
        .and_where(Expr::col(Tags::Workspace).eq(WORKSPACE))
        .and_where(Expr::col(Tags::Name).eq(name))
        .to_owned()
}

fn all_of_versions(name: &str) -> DeleteStatement {
    use ModelVersionTags as Tags;
    Query::delete()
        .from_table(Tags::Table)
        .and_where(Expr::col(Tags::Workspace).eq(WORKSPACE))
        .and_where(Expr::col(Tags::Name).eq(name))
        .to_owned()
}
