//! Experiments of another store.

use crate::sql::execute::Tx;
use crate::sql::experiments::write_tags;
use crate::sql::search::Dialect;
use crate::sql::tables::{ExperimentTags, Experiments as Table, LoggedModels, Runs};
use mlflow_core::Result;
use mlflow_core::artifact::location;
use mlflow_core::entities::Experiment;
use sea_query::{Expr, ExprTrait, Query, Value};
use std::sync::Arc;

const WORKSPACE: &str = "default";
const DEFAULT_ID: i64 = 0;
const DEFAULT_NAME: &str = "Default";

pub(super) async fn import(
    tx: &mut Tx<'_>,
    experiments: Vec<Experiment>,
    artifact_root: Arc<str>,
) -> Result<Vec<Experiment>> {
    let mut kept = Vec::with_capacity(experiments.len());
    for experiment in experiments {
        kept.push(one(tx, experiment, &artifact_root).await?);
    }
    if tx.dialect() == Dialect::Postgres {
        skip_taken_ids(tx).await?;
    }
    Ok(kept)
}

async fn one(tx: &mut Tx<'_>, mut experiment: Experiment, artifact_root: &str) -> Result<Experiment> {
    let workspace = experiment
        .workspace
        .get_or_insert_with(|| WORKSPACE.to_owned())
        .clone();
    let named = id_of_name(tx, &experiment.name, &workspace).await?;
    let wanted = number(&experiment.experiment_id, tx.dialect());
    let (id, is_there) = match (named, wanted) {
        (Some(id), _) => (Some(id), true),
        (None, Some(id)) => match name_of(tx, id).await? {
            None => (Some(id), false),
            // The experiment that every new store has gives way if nobody used it.
            Some(name) if id == DEFAULT_ID && name == DEFAULT_NAME && is_unused(tx, id).await? => {
                (Some(id), true)
            }
            Some(_) => (None, false),
        },
        (None, None) => (None, false),
    };
    let id = match (id, is_there) {
        (Some(id), true) => id,
        (id, _) => insert(tx, &experiment, &workspace, id).await?,
    };
    experiment.artifact_location = match experiment.artifact_location.as_str() {
        _ if is_there && !is_unused(tx, id).await? => artifact_location(tx, id).await?,
        "" => location::join(artifact_root, &[&id.to_string()]),
        given => given.to_owned(),
    };
    let update = Query::update()
        .table(Table::Table)
        .value(Table::Name, experiment.name.as_str())
        .value(Table::ArtifactLocation, experiment.artifact_location.as_str())
        .value(Table::LifecycleStage, experiment.lifecycle_stage.as_str())
        .value(Table::CreationTime, experiment.creation_time)
        .value(Table::LastUpdateTime, experiment.last_update_time)
        .and_where(Expr::col(Table::ExperimentId).eq(id))
        .to_owned();
    tx.execute(&update).await?;
    write_tags(tx, id, &experiment.tags).await?;
    experiment.experiment_id = id.to_string();
    Ok(experiment)
}

/// Reads an id that the column can hold.
fn number(id: &str, dialect: Dialect) -> Option<i64> {
    let most = match dialect {
        Dialect::Sqlite => i64::MAX,
        Dialect::Postgres | Dialect::MySql => i64::from(i32::MAX),
    };
    let number: i64 = id.parse().ok()?;
    (number.to_string() == id && (0..=most).contains(&number)).then_some(number)
}

/// Makes the row of an experiment, by which its id is taken; the rest of it is the caller's to write.
async fn insert(tx: &mut Tx<'_>, experiment: &Experiment, workspace: &str, id: Option<i64>) -> Result<i64> {
    let mut columns = vec![Table::Name, Table::LifecycleStage, Table::Workspace];
    let mut values: Vec<Expr> = vec![
        experiment.name.as_str().into(),
        experiment.lifecycle_stage.as_str().into(),
        workspace.into(),
    ];
    if let Some(id) = id {
        columns.push(Table::ExperimentId);
        values.push(id.into());
    }
    let insert = Query::insert()
        .into_table(Table::Table)
        .columns(columns)
        .values_panic(values)
        .to_owned();
    match id {
        Some(id) => tx.execute(&insert).await.map(|_| id),
        None => {
            if tx.dialect() == Dialect::Postgres {
                skip_taken_ids(tx).await?;
            }
            tx.insert_for_id(insert, Table::ExperimentId).await
        }
    }
}

async fn id_of_name(tx: &mut Tx<'_>, name: &str, workspace: &str) -> Result<Option<i64>> {
    let query = Query::select()
        .column(Table::ExperimentId)
        .from(Table::Table)
        .and_where(Expr::col(Table::Name).eq(name))
        .and_where(Expr::col(Table::Workspace).eq(workspace))
        .to_owned();
    tx.row(&query, |row| row.integer(0)).await
}

async fn name_of(tx: &mut Tx<'_>, id: i64) -> Result<Option<String>> {
    let query = Query::select()
        .column(Table::Name)
        .from(Table::Table)
        .and_where(Expr::col(Table::ExperimentId).eq(id))
        .to_owned();
    tx.row(&query, |row| row.string(0)).await
}

async fn artifact_location(tx: &mut Tx<'_>, id: i64) -> Result<String> {
    let query = Query::select()
        .column(Table::ArtifactLocation)
        .from(Table::Table)
        .and_where(Expr::col(Table::ExperimentId).eq(id))
        .to_owned();
    let found = tx.row(&query, |row| row.string_or_empty(0)).await?;
    Ok(found.unwrap_or_default())
}

/// Tells whether an experiment has nothing that its location or its name could matter to.
async fn is_unused(tx: &mut Tx<'_>, id: i64) -> Result<bool> {
    let queries = [
        Query::select()
            .from(Runs::Table)
            .and_where(Expr::col(Runs::ExperimentId).eq(id))
            .to_owned(),
        Query::select()
            .from(LoggedModels::Table)
            .and_where(Expr::col(LoggedModels::ExperimentId).eq(id))
            .to_owned(),
        Query::select()
            .from("trace_info")
            .and_where(Expr::col("experiment_id").eq(id))
            .to_owned(),
        Query::select()
            .from(ExperimentTags::Table)
            .and_where(Expr::col(ExperimentTags::ExperimentId).eq(id))
            .to_owned(),
    ];
    for mut query in queries {
        query.expr(Expr::val(Value::from(1i64))).limit(1);
        if tx.row(&query, |_| Ok(())).await?.is_some() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Lets PostgreSQL, which counts apart from the rows, go on after the highest id.
async fn skip_taken_ids(tx: &mut Tx<'_>) -> Result<()> {
    let next = "setval('experiments_experiment_id_seq', \
                GREATEST((SELECT max(experiment_id) FROM experiments), \
                (SELECT last_value FROM experiments_experiment_id_seq), 1))";
    let query = Query::select().expr(Expr::cust(next)).to_owned();
    tx.rows(&query, |_| Ok(())).await.map(drop)
}
