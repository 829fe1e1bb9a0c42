//! Runs of another store.

use crate::sql::execute::Tx;
use crate::sql::search_pages::chunks;
use crate::sql::tables::{Params, Runs as Table};
use crate::sql::{inputs, tags};
use mlflow_core::Result;
use mlflow_core::clock::now_ms;
use mlflow_core::entities::{LifecycleStage, Run};
use mlflow_core::validation::experiment_number;
use sea_query::{Expr, ExprTrait, InsertStatement, OnConflict, Query, Value};

/// What is written over the row of a run that is there.
const REPLACED: [Table; 8] = [
    Table::Name,
    Table::UserId,
    Table::Status,
    Table::StartTime,
    Table::EndTime,
    Table::LifecycleStage,
    Table::ArtifactUri,
    Table::ExperimentId,
];

/// What only new rows get: columns of the first MLflow, which tags have taken the place of.
const OLD: [(Table, &str); 4] = [
    (Table::SourceType, "UNKNOWN"),
    (Table::SourceName, ""),
    (Table::EntryPointName, ""),
    (Table::SourceVersion, ""),
];

pub(super) async fn import(tx: &mut Tx<'_>, mut runs: Vec<Run>) -> Result<()> {
    runs.sort_by(|a, b| a.id().cmp(b.id()));
    let rows = runs.iter().map(row).collect::<Result<Vec<_>>>()?;
    tx.insert_all(upsert(), rows).await?;
    write_deletion_times(tx, &runs).await?;
    write_params(tx, &runs).await?;
    let of_runs: Vec<_> = runs
        .iter()
        .flat_map(|run| run.data.tags.iter().map(|tag| (run.id(), tag)))
        .collect();
    tags::write_of_runs(tx, &of_runs).await?;
    for run in runs {
        let experiment_id = experiment_number(&run.info.experiment_id)?;
        let run_id = run.info.run_id;
        let (datasets, models) = (run.inputs.dataset_inputs, run.inputs.model_inputs);
        inputs::log(tx, &run_id, experiment_id, datasets, models).await?;
        inputs::log_outputs(tx, &run_id, run.outputs.model_outputs).await?;
    }
    Ok(())
}

fn upsert() -> InsertStatement {
    Query::insert()
        .into_table(Table::Table)
        .columns(
            [Table::RunUuid]
                .into_iter()
                .chain(REPLACED)
                .chain(OLD.map(|(column, _)| column)),
        )
        .on_conflict(
            OnConflict::column(Table::RunUuid)
                .update_columns(REPLACED)
                .to_owned(),
        )
        .to_owned()
}

fn row(run: &Run) -> Result<Vec<Value>> {
    let info = &run.info;
    let mut row: Vec<Value> = vec![
        info.run_id.as_str().into(),
        info.run_name.as_str().into(),
        info.user_id.as_str().into(),
        info.status.as_str().into(),
        info.start_time.into(),
        info.end_time.into(),
        info.lifecycle_stage.as_str().into(),
        info.artifact_uri.as_str().into(),
        experiment_number(&info.experiment_id)?.into(),
    ];
    row.extend(OLD.map(|(_, value)| Value::from(value)));
    Ok(row)
}

/// No store tells when a run was deleted: for `mlflow gc` it was when it came here.
async fn write_deletion_times(tx: &mut Tx<'_>, runs: &[Run]) -> Result<()> {
    for stage in [LifecycleStage::Deleted, LifecycleStage::Active] {
        let of_stage = runs.iter().filter(|run| run.info.lifecycle_stage == stage);
        let is_deleted = stage == LifecycleStage::Deleted;
        for ids in chunks(of_stage.map(Run::id)) {
            let time = Expr::col(Table::DeletedTime);
            let update = Query::update()
                .table(Table::Table)
                .value(Table::DeletedTime, is_deleted.then(now_ms))
                .and_where(Expr::col(Table::RunUuid).is_in(ids))
                .and_where(if is_deleted {
                    time.is_null()
                } else {
                    time.is_not_null()
                })
                .to_owned();
            tx.execute(&update).await?;
        }
    }
    Ok(())
}

async fn write_params(tx: &mut Tx<'_>, runs: &[Run]) -> Result<()> {
    let upsert = Query::insert()
        .into_table(Params::Table)
        .columns([Params::Key, Params::Value, Params::RunUuid])
        .on_conflict(
            OnConflict::columns([Params::Key, Params::RunUuid])
                .update_column(Params::Value)
                .to_owned(),
        )
        .to_owned();
    let rows = runs.iter().flat_map(|run| {
        let params = run.data.params.iter();
        params.map(|param| {
            vec![
                param.key.as_str().into(),
                param.value.as_str().into(),
                run.id().into(),
            ]
        })
    });
    tx.insert_all(upsert, rows.collect()).await.map(drop)
}
