//! What runs used and made, in SQL: datasets and logged models.

use super::execute::Tx;
use super::runs::{Places, at};
use super::search::Dialect;
use super::tables::{Datasets, InputTags, Inputs};
use mlflow_core::entities::{Dataset, DatasetInput, DatasetSummary, InputTag, ModelInput, ModelOutput, Run};
use mlflow_core::{Error, Result, refusals};
use sea_query::{Alias, Cond, Expr, ExprTrait, JoinType, OnConflict, Order, Query};
use std::collections::HashSet;

const MOST_SUMMARIES: u64 = 1000;

/// The ends of an edge of the table `inputs`.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Edge {
    from: &'static str,
    to: &'static str,
}

const DATASET: Edge = Edge {
    from: "DATASET",
    to: "RUN",
};
const MODEL_USED: Edge = Edge {
    from: "RUN_INPUT",
    to: "MODEL_INPUT",
};
const MODEL_MADE: Edge = Edge {
    from: "RUN_OUTPUT",
    to: "MODEL_OUTPUT",
};

pub(super) async fn log(
    tx: &mut Tx<'_>,
    run_id: &str,
    experiment_id: i64,
    datasets: Vec<DatasetInput>,
    models: Vec<ModelInput>,
) -> Result<()> {
    let mut seen = HashSet::new();
    let (mut datasets, mut models) = (datasets, models);
    if tx.dialect() != Dialect::Sqlite {
        // All writers lock in the same order.
        datasets
            .sort_by(|a, b| (&a.dataset.name, &a.dataset.digest).cmp(&(&b.dataset.name, &b.dataset.digest)));
        models.sort_by(|a, b| a.model_id.cmp(&b.model_id));
    }
    for DatasetInput { dataset, tags } in datasets {
        if !seen.insert((dataset.name.clone(), dataset.digest.clone())) {
            continue;
        }
        let dataset_id = find_or_create(tx, experiment_id, dataset).await?;
        let input_id = new_id();
        if insert_edge(tx, &input_id, DATASET, &dataset_id, run_id, 0).await? {
            write_tags(tx, &input_id, &tags).await?;
        }
    }
    for model in models {
        insert_edge(tx, &new_id(), MODEL_USED, run_id, &model.model_id, 0).await?;
    }
    Ok(())
}

pub(super) async fn log_outputs(tx: &mut Tx<'_>, run_id: &str, models: Vec<ModelOutput>) -> Result<()> {
    for model in models {
        if insert_edge(tx, &new_id(), MODEL_MADE, run_id, &model.model_id, model.step).await? {
            continue;
        }
        let step = Query::select()
            .column(Inputs::Step)
            .from(Inputs::Table)
            .cond_where(ends(MODEL_MADE, Inputs::SourceId, &[run_id]))
            .and_where(Expr::col(Inputs::DestinationId).eq(model.model_id.as_str()))
            .to_owned();
        let step = tx.row(&step, |row| row.integer(0)).await?;
        if let Some(step) = step.filter(|step| *step != model.step) {
            return Err(refusals::output_changed(run_id, &model.model_id, step));
        }
    }
    Ok(())
}

/// Reads the datasets that the runs of a page used, and the models that they made.
pub(super) async fn read(tx: &mut Tx<'_>, run_ids: &[&str], places: &Places, runs: &mut [Run]) -> Result<()> {
    read_models(tx, MODEL_MADE, run_ids, places, runs).await?;
    read_datasets(tx, run_ids, places, runs).await
}

/// Reads the models that runs used, which MLflow answers for single runs only.
pub(super) async fn read_models_used(
    tx: &mut Tx<'_>,
    run_ids: &[&str],
    places: &Places,
    runs: &mut [Run],
) -> Result<()> {
    read_models(tx, MODEL_USED, run_ids, places, runs).await
}

async fn read_models(
    tx: &mut Tx<'_>,
    edge: Edge,
    run_ids: &[&str],
    places: &Places,
    runs: &mut [Run],
) -> Result<()> {
    let models = Query::select()
        .columns([Inputs::SourceId, Inputs::DestinationId, Inputs::Step])
        .from(Inputs::Table)
        .cond_where(ends(edge, Inputs::SourceId, run_ids))
        .to_owned();
    tx.rows(&models, |row| {
        let (model_id, step) = (row.string(1)?, row.integer(2)?);
        at(places, row, runs, |run| match edge {
            MODEL_USED => run.inputs.model_inputs.push(ModelInput { model_id }),
            _ => run.outputs.model_outputs.push(ModelOutput { model_id, step }),
        })
    })
    .await?;
    Ok(())
}

async fn read_datasets(tx: &mut Tx<'_>, run_ids: &[&str], places: &Places, runs: &mut [Run]) -> Result<()> {
    let mut query = Query::select();
    query
        .column((Inputs::Table, Inputs::DestinationId))
        .column((Inputs::Table, Inputs::InputUuid))
        .columns(
            [
                Datasets::Name,
                Datasets::Digest,
                Datasets::DatasetSourceType,
                Datasets::DatasetSource,
                Datasets::DatasetSchema,
                Datasets::DatasetProfile,
            ]
            .map(|column| (Datasets::Table, column)),
        )
        .column((InputTags::Table, InputTags::Name))
        .column((InputTags::Table, InputTags::Value))
        .from(Inputs::Table)
        .join(
            JoinType::InnerJoin,
            Datasets::Table,
            Expr::col((Datasets::Table, Datasets::DatasetUuid)).equals((Inputs::Table, Inputs::SourceId)),
        )
        .join(
            JoinType::LeftJoin,
            InputTags::Table,
            Expr::col((InputTags::Table, InputTags::InputUuid)).equals((Inputs::Table, Inputs::InputUuid)),
        )
        .cond_where(ends(DATASET, Inputs::DestinationId, run_ids));
    if tx.dialect() == Dialect::Sqlite {
        query.order_by_expr(Expr::col((Inputs::Table, Alias::new("rowid"))), Order::Asc);
    } else {
        // The tables do not say what came first.
        for column in [Datasets::Name, Datasets::Digest] {
            query.order_by((Datasets::Table, column), Order::Asc);
        }
        query.order_by((Inputs::Table, Inputs::InputUuid), Order::Asc);
    }
    let mut last_input = String::new();
    tx.rows(&query, |row| {
        let is_new = row.text(1)? != last_input;
        if is_new {
            last_input = row.string(1)?;
            let dataset = Dataset {
                name: row.string(2)?,
                digest: row.string(3)?,
                source_type: row.string(4)?,
                source: row.string(5)?,
                schema: row.optional_string(6)?,
                profile: row.optional_string(7)?,
            };
            at(places, row, runs, |run| {
                run.inputs.dataset_inputs.push(DatasetInput {
                    dataset,
                    tags: Vec::new(),
                })
            })?;
        }
        let Some(key) = row.optional_string(8)? else {
            return Ok(());
        };
        let tag = InputTag::new(key, row.string_or_empty(9)?);
        at(places, row, runs, |run| {
            if let Some(input) = run.inputs.dataset_inputs.last_mut() {
                input.tags.push(tag);
            }
        })
    })
    .await?;
    Ok(())
}

/// Lists the datasets of experiments with each context of their use.
pub(super) async fn summaries(tx: &mut Tx<'_>, experiment_ids: Vec<i64>) -> Result<Vec<DatasetSummary>> {
    let context = Cond::all()
        .add(Expr::col((InputTags::Table, InputTags::InputUuid)).equals((Inputs::Table, Inputs::InputUuid)))
        .add(Expr::col((InputTags::Table, InputTags::Name)).eq("mlflow.data.context"));
    let query = Query::select()
        .distinct()
        .columns(
            [Datasets::ExperimentId, Datasets::Name, Datasets::Digest]
                .map(|column| (Datasets::Table, column)),
        )
        .column((InputTags::Table, InputTags::Value))
        .from(Datasets::Table)
        .join(
            JoinType::InnerJoin,
            Inputs::Table,
            Expr::col((Inputs::Table, Inputs::SourceId)).equals((Datasets::Table, Datasets::DatasetUuid)),
        )
        .join(JoinType::LeftJoin, InputTags::Table, context)
        .and_where(Expr::col((Datasets::Table, Datasets::ExperimentId)).is_in(experiment_ids))
        .limit(MOST_SUMMARIES)
        .to_owned();
    tx.rows(&query, |row| {
        Ok(DatasetSummary {
            experiment_id: row.integer(0)?.to_string(),
            name: row.string(1)?,
            digest: row.string(2)?,
            context: row.optional_string(3)?,
        })
    })
    .await
}

fn ends(edge: Edge, end: Inputs, run_ids: &[&str]) -> Cond {
    Cond::all()
        .add(Expr::col((Inputs::Table, Inputs::SourceType)).eq(edge.from))
        .add(Expr::col((Inputs::Table, Inputs::DestinationType)).eq(edge.to))
        .add(Expr::col((Inputs::Table, end)).is_in(run_ids.iter().copied()))
}

async fn find_or_create(tx: &mut Tx<'_>, experiment_id: i64, dataset: Dataset) -> Result<String> {
    let query = Query::select()
        .column(Datasets::DatasetUuid)
        .from(Datasets::Table)
        .and_where(Expr::col(Datasets::ExperimentId).eq(experiment_id))
        .and_where(Expr::col(Datasets::Name).eq(dataset.name.as_str()))
        .and_where(Expr::col(Datasets::Digest).eq(dataset.digest.as_str()))
        .to_owned();
    if let Some(id) = tx.row(&query, |row| row.string(0)).await? {
        return Ok(id);
    }
    let id = new_id();
    let key = [Datasets::ExperimentId, Datasets::Name, Datasets::Digest];
    let insert = Query::insert()
        .into_table(Datasets::Table)
        .columns([
            Datasets::DatasetUuid,
            Datasets::ExperimentId,
            Datasets::Name,
            Datasets::Digest,
            Datasets::DatasetSourceType,
            Datasets::DatasetSource,
            Datasets::DatasetSchema,
            Datasets::DatasetProfile,
        ])
        .values_panic([
            id.as_str().into(),
            experiment_id.into(),
            dataset.name.into(),
            dataset.digest.into(),
            dataset.source_type.into(),
            dataset.source.into(),
            dataset.schema.into(),
            dataset.profile.into(),
        ])
        .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
        .to_owned();
    if tx.execute(&insert).await? == 1 {
        return Ok(id);
    }
    let made_by_another = tx.row(&query, |row| row.string(0)).await?;
    made_by_another.ok_or_else(|| Error::unavailable("a dataset was removed while it was logged: try again"))
}

/// Adds an edge, and tells whether it was not there yet.
async fn insert_edge(
    tx: &mut Tx<'_>,
    input_id: &str,
    edge: Edge,
    source: &str,
    destination: &str,
    step: i64,
) -> Result<bool> {
    let key = [
        Inputs::SourceType,
        Inputs::SourceId,
        Inputs::DestinationType,
        Inputs::DestinationId,
    ];
    let insert = Query::insert()
        .into_table(Inputs::Table)
        .columns([
            Inputs::InputUuid,
            Inputs::SourceType,
            Inputs::SourceId,
            Inputs::DestinationType,
            Inputs::DestinationId,
            Inputs::Step,
        ])
        .values_panic([
            input_id.into(),
            edge.from.into(),
            source.into(),
            edge.to.into(),
            destination.into(),
            step.into(),
        ])
        .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
        .to_owned();
    Ok(tx.execute(&insert).await? == 1)
}

async fn write_tags(tx: &mut Tx<'_>, input_id: &str, tags: &[InputTag]) -> Result<()> {
    for tag in tags {
        let insert = Query::insert()
            .into_table(InputTags::Table)
            .columns([InputTags::InputUuid, InputTags::Name, InputTags::Value])
            .values_panic([
                input_id.into(),
                tag.key.as_str().into(),
                tag.value.as_str().into(),
            ])
            .on_conflict(
                OnConflict::columns([InputTags::InputUuid, InputTags::Name])
                    .update_column(InputTags::Value)
                    .to_owned(),
            )
            .to_owned();
        tx.execute(&insert).await?;
    }
    Ok(())
}

fn new_id() -> String {
    uuid::Uuid::new_v4().simple().to_string()
}
