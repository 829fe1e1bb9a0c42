//! Rows of scorers.

use crate::sql::execute::Tx;
use crate::sql::row::Row;
use crate::sql::search_pages::chunks;
use mlflow_core::entities::{LifecycleStage, OnlineScoringConfig, Scorer};
use mlflow_core::{Error, Result};
use sea_query::{
    Alias, Cond, Expr, ExprTrait, Func, JoinType, LockType, OnConflict, Order, Query, SelectStatement,
};

const KEY: [&str; 2] = ["experiment_id", "scorer_name"];

fn from_row(row: &Row<'_>) -> Result<Scorer> {
    Ok(Scorer {
        experiment_id: row.integer(0)?,
        scorer_name: row.string(1)?,
        scorer_version: version(row.integer(2)?)?,
        serialized_scorer: row.string(3)?,
        creation_time: row.optional_integer(4)?.unwrap_or_default(),
        scorer_id: row.string(5)?,
    })
}

fn version(number: i64) -> Result<i32> {
    i32::try_from(number)
        .map_err(|_| Error::internal("the database holds a version of a scorer that is too large"))
}

/// Selects versions, with the names of their scorers.
fn select() -> SelectStatement {
    Query::select()
        .columns([
            ("scorers", "experiment_id"),
            ("scorers", "scorer_name"),
            ("scorer_versions", "scorer_version"),
            ("scorer_versions", "serialized_scorer"),
            ("scorer_versions", "creation_time"),
            ("scorers", "scorer_id"),
        ])
        .from("scorers")
        .join(
            JoinType::InnerJoin,
            "scorer_versions",
            Expr::col(("scorer_versions", "scorer_id")).equals(("scorers", "scorer_id")),
        )
        .to_owned()
}

fn is(experiment_id: i64, name: &str) -> Cond {
    Cond::all()
        .add(Expr::col(("scorers", "experiment_id")).eq(experiment_id))
        .add(Expr::col(("scorers", "scorer_name")).eq(name))
}

/// Reads every version of a scorer, the oldest first.
pub(super) async fn versions(tx: &mut Tx<'_>, experiment_id: i64, name: &str) -> Result<Vec<Scorer>> {
    let query = select()
        .cond_where(is(experiment_id, name))
        .order_by(("scorer_versions", "scorer_version"), Order::Asc)
        .to_owned();
    tx.rows(&query, from_row).await
}

/// Reads the latest version of each scorer of some experiments, or of all; those that are deleted have none.
pub(super) async fn latest_versions(
    tx: &mut Tx<'_>,
    experiment_ids: Option<Vec<i64>>,
) -> Result<Vec<Scorer>> {
    let later = Alias::new("later");
    let has_later = Query::select()
        .expr(Func::max(Expr::col((later.clone(), "scorer_version"))))
        .from_as("scorer_versions", later.clone())
        .and_where(Expr::col((later, "scorer_id")).equals(("scorers", "scorer_id")))
        .take();
    let mut query = select();
    query
        .join(
            JoinType::InnerJoin,
            "experiments",
            Expr::col(("experiments", "experiment_id")).equals(("scorers", "experiment_id")),
        )
        .and_where(Expr::col(("experiments", "lifecycle_stage")).eq(LifecycleStage::Active.as_str()))
        .and_where(Expr::col(("scorer_versions", "scorer_version")).eq(has_later));
    let mut found = Vec::new();
    match experiment_ids {
        None => found = tx.rows(&query, from_row).await?,
        Some(mut ids) => {
            ids.sort_unstable();
            ids.dedup();
            for ids in chunks(ids) {
                let mut query = query.clone();
                query.and_where(Expr::col(("scorers", "experiment_id")).is_in(ids));
                found.extend(tx.rows(&query, from_row).await?);
            }
        }
    }
    found.sort_by(|a, b| (a.experiment_id, &a.scorer_name).cmp(&(b.experiment_id, &b.scorer_name)));
    Ok(found)
}

/// Writes the row of a scorer, unless it is there.
pub(super) async fn insert(tx: &mut Tx<'_>, experiment_id: i64, name: &str, scorer_id: &str) -> Result<()> {
    let insert = Query::insert()
        .into_table("scorers")
        .columns(KEY.into_iter().chain(["scorer_id"]))
        .on_conflict(OnConflict::columns(KEY).do_nothing().to_owned())
        .to_owned();
    let row = vec![experiment_id.into(), name.into(), scorer_id.into()];
    tx.insert_all(insert, vec![row]).await.map(|_| ())
}

/// Locks a scorer and returns its id, if it is there.
pub(super) async fn find(tx: &mut Tx<'_>, experiment_id: i64, name: &str) -> Result<Option<String>> {
    let query = Query::select()
        .column("scorer_id")
        .from("scorers")
        .cond_where(is(experiment_id, name))
        .lock(LockType::Update)
        .to_owned();
    tx.row(&query, |row| row.string(0)).await
}

/// Locks a scorer that is there, and returns its id.
pub(super) async fn lock(tx: &mut Tx<'_>, experiment_id: i64, name: &str) -> Result<String> {
    let found = find(tx, experiment_id, name).await?;
    found.ok_or_else(|| Error::internal("a scorer that was just written is not there"))
}

/// Reads the highest number of a scorer's versions.
pub(super) async fn latest(tx: &mut Tx<'_>, scorer_id: &str) -> Result<Option<i32>> {
    let query = Query::select()
        .column("scorer_version")
        .from("scorer_versions")
        .and_where(Expr::col("scorer_id").eq(scorer_id))
        .order_by("scorer_version", Order::Desc)
        .limit(1)
        .lock(LockType::Update)
        .to_owned();
    tx.row(&query, |row| version(row.integer(0)?)).await
}

pub(super) async fn insert_version(tx: &mut Tx<'_>, scorer: &Scorer) -> Result<()> {
    let insert = Query::insert()
        .into_table("scorer_versions")
        .columns([
            "scorer_id",
            "scorer_version",
            "serialized_scorer",
            "creation_time",
        ])
        .to_owned();
    let row = vec![
        scorer.scorer_id.as_str().into(),
        scorer.scorer_version.into(),
        scorer.serialized_scorer.as_str().into(),
        scorer.creation_time.into(),
    ];
    tx.insert_all(insert, vec![row]).await.map(|_| ())
}

/// Deletes a version, or all, and tells how many were there.
pub(super) async fn delete_versions(tx: &mut Tx<'_>, scorer_id: &str, version: Option<i32>) -> Result<u64> {
    let mut delete = Query::delete();
    delete
        .from_table("scorer_versions")
        .and_where(Expr::col("scorer_id").eq(scorer_id));
    if let Some(version) = version {
        delete.and_where(Expr::col("scorer_version").eq(version));
    }
    tx.execute(&delete).await
}

/// Deletes a scorer and what binds it to a gateway; the database deletes what belongs to it.
pub(super) async fn delete(tx: &mut Tx<'_>, scorer_id: &str) -> Result<()> {
    let bindings = Query::delete()
        .from_table("endpoint_bindings")
        .and_where(Expr::col("resource_type").eq("scorer"))
        .and_where(Expr::col("resource_id").eq(scorer_id))
        .to_owned();
    tx.execute(&bindings).await?;
    let scorer = Query::delete()
        .from_table("scorers")
        .and_where(Expr::col("scorer_id").eq(scorer_id))
        .to_owned();
    tx.execute(&scorer).await.map(|_| ())
}

/// Reads which traces scorers judge by themselves.
pub(super) async fn online(tx: &mut Tx<'_>, scorer_ids: &[String]) -> Result<Vec<OnlineScoringConfig>> {
    let mut found = Vec::new();
    for ids in chunks(scorer_ids.iter().map(String::as_str)) {
        let query = Query::select()
            .columns([
                "online_scoring_config_id",
                "scorer_id",
                "sample_rate",
                "experiment_id",
                "filter_string",
            ])
            .from("online_scoring_configs")
            .and_where(Expr::col("scorer_id").is_in(ids))
            .order_by("scorer_id", Order::Asc)
            .to_owned();
        let read = |row: &Row<'_>| {
            Ok(OnlineScoringConfig {
                online_scoring_config_id: row.string(0)?,
                scorer_id: row.string(1)?,
                sample_rate: row.double(2)?,
                experiment_id: row.integer(3)?.to_string(),
                filter_string: row.optional_string(4)?,
            })
        };
        found.extend(tx.rows(&query, read).await?);
    }
    Ok(found)
}

/// Writes which traces a scorer judges by itself, instead of what was said before.
pub(super) async fn replace_online(
    tx: &mut Tx<'_>,
    config: &OnlineScoringConfig,
    experiment_id: i64,
) -> Result<()> {
    let delete = Query::delete()
        .from_table("online_scoring_configs")
        .and_where(Expr::col("scorer_id").eq(config.scorer_id.as_str()))
        .to_owned();
    tx.execute(&delete).await?;
    let insert = Query::insert()
        .into_table("online_scoring_configs")
        .columns([
            "online_scoring_config_id",
            "scorer_id",
            "sample_rate",
            "experiment_id",
            "filter_string",
        ])
        .to_owned();
    let row = vec![
        config.online_scoring_config_id.as_str().into(),
        config.scorer_id.as_str().into(),
        config.sample_rate.into(),
        experiment_id.into(),
        config.filter_string.clone().into(),
    ];
    tx.insert_all(insert, vec![row]).await.map(|_| ())
}
