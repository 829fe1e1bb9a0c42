//! Experiments in SQL.

use super::SqlStore;
use super::execute::Tx;
use super::row::Row;
use super::search_pages::{self, Page};
use super::tables::{Assessments, ExperimentTags, Experiments as Table, Runs as RunTable};
use async_trait::async_trait;
use mlflow_core::artifact::location;
use mlflow_core::clock::now_ms;
use mlflow_core::contract::experiments::*;
use mlflow_core::entities::{Experiment, ExperimentTag, LifecycleStage};
use mlflow_core::validation::{Validate, experiment_number};
use mlflow_core::{ErrorCode, Experiments, Result, refusals};
use sea_query::{Expr, ExprTrait, OnConflict, Query, SelectStatement};
use std::collections::{BTreeMap, HashMap};

#[async_trait]
impl Experiments for SqlStore {
    async fn create_experiment(&self, request: CreateExperiment) -> Result<CreateExperimentResponse> {
        let request = request.validated()?;
        let artifact_root = self.artifact_root.clone();
        let location = match request.artifact_location.as_str() {
            "" => None,
            given => Some(location::absolute(given)?),
        };
        let id = self
            .database
            .write_once(move |tx| Box::pin(create(tx, request, location, artifact_root)));
        Ok(CreateExperimentResponse {
            experiment_id: id.await?.to_string(),
        })
    }

    async fn get_experiment(&self, request: GetExperiment) -> Result<GetExperimentResponse> {
        let id = experiment_number(&request.validated()?.experiment_id)?;
        let experiment = self.database.read(move |tx| Box::pin(read(tx, id)));
        Ok(GetExperimentResponse {
            experiment: experiment.await?,
        })
    }

    async fn get_experiment_by_name(
        &self,
        request: GetExperimentByName,
    ) -> Result<GetExperimentByNameResponse> {
        let name = request.validated()?.experiment_name;
        let found = self.database.read(move |tx| {
            Box::pin(async move {
                let query = select()
                    .and_where(Expr::col(Table::Name).eq(name.as_str()))
                    .to_owned();
                match tx.row(&query, from_row).await? {
                    Some(experiment) => Ok(with_tags(tx, vec![experiment]).await?.pop()),
                    None => Err(refusals::experiment_name_not_found(&name)),
                }
            })
        });
        Ok(GetExperimentResponse {
            experiment: found.await?.unwrap_or_default(),
        })
    }

    async fn search_experiments(&self, request: SearchExperiments) -> Result<SearchExperimentsResponse> {
        let page = Page::of_experiments(request.validated()?, self.database.dialect())?;
        self.database
            .read(move |tx| {
                Box::pin(async move {
                    let found = tx.rows(&page.statement, from_row).await?;
                    let (found, next_page_token) = page.cut(found);
                    Ok(SearchExperimentsResponse {
                        experiments: with_tags(tx, found).await?,
                        next_page_token,
                    })
                })
            })
            .await
    }

    async fn delete_experiment(&self, request: DeleteExperiment) -> Result<DeleteExperimentResponse> {
        let id = experiment_number(&request.validated()?.experiment_id)?;
        self.database
            .write_once(move |tx| Box::pin(set_stage(tx, id, LifecycleStage::Deleted)))
            .await?;
        Ok(DeleteExperimentResponse {})
    }

    async fn restore_experiment(&self, request: RestoreExperiment) -> Result<RestoreExperimentResponse> {
        let id = experiment_number(&request.validated()?.experiment_id)?;
        self.database
            .write_once(move |tx| Box::pin(set_stage(tx, id, LifecycleStage::Active)))
            .await?;
        Ok(RestoreExperimentResponse {})
    }

    async fn update_experiment(&self, request: UpdateExperiment) -> Result<UpdateExperimentResponse> {
        let request = request.validated()?;
        let id = experiment_number(&request.experiment_id)?;
        self.database
            .write_small(move |tx| Box::pin(rename(tx, id, request.new_name)))
            .await?;
        Ok(UpdateExperimentResponse {})
    }

    async fn set_experiment_tag(&self, request: SetExperimentTag) -> Result<SetExperimentTagResponse> {
        let request = request.validated()?;
        let id = experiment_number(&request.experiment_id)?;
        self.database
            .write_small(move |tx| {
                Box::pin(async move {
                    require_active(tx, id).await?;
                    write_tags(tx, id, &[ExperimentTag::new(request.key, request.value)]).await
                })
            })
            .await?;
        Ok(SetExperimentTagResponse {})
    }

    async fn delete_experiment_tag(
        &self,
        request: DeleteExperimentTag,
    ) -> Result<DeleteExperimentTagResponse> {
        let request = request.validated()?;
        let id = experiment_number(&request.experiment_id)?;
        self.database
            .write_once(move |tx| {
                Box::pin(async move {
                    require_active(tx, id).await?;
                    let delete = Query::delete()
                        .from_table(ExperimentTags::Table)
                        .and_where(Expr::col(ExperimentTags::ExperimentId).eq(id))
                        .and_where(Expr::col(ExperimentTags::Key).eq(request.key.as_str()))
                        .to_owned();
                    if tx.execute(&delete).await? == 0 {
                        return Err(refusals::experiment_tag_not_found(&request.key, id));
                    }
                    Ok(())
                })
            })
            .await?;
        Ok(DeleteExperimentTagResponse {})
    }

    async fn search_datasets(&self, request: SearchDatasets) -> Result<SearchDatasetsResponse> {
        let request = request.validated()?;
        let ids = request
            .experiment_ids
            .iter()
            .map(|id| experiment_number(id))
            .collect::<Result<Vec<_>>>()?;
        let dataset_summaries = self
            .database
            .read(move |tx| Box::pin(super::inputs::summaries(tx, ids)))
            .await?;
        Ok(SearchDatasetsResponse { dataset_summaries })
    }
}

async fn create(
    tx: &mut Tx<'_>,
    request: CreateExperiment,
    location: Option<String>,
    artifact_root: std::sync::Arc<str>,
) -> Result<i64> {
    refuse_taken(tx, &request.name).await?;
    let now = now_ms();
    let insert = Query::insert()
        .into_table(Table::Table)
        .columns([
            Table::Name,
            Table::ArtifactLocation,
            Table::LifecycleStage,
            Table::CreationTime,
            Table::LastUpdateTime,
            Table::Workspace,
        ])
        .values_panic([
            request.name.as_str().into(),
            location.clone().into(),
            LifecycleStage::Active.as_str().into(),
            now.into(),
            now.into(),
            "default".into(),
        ])
        .to_owned();
    let id = tx.insert_for_id(insert, Table::ExperimentId).await;
    let id = id.map_err(|e| match e.code() {
        ErrorCode::ResourceAlreadyExists => refusals::experiment_name_taken(&request.name),
        _ => e,
    })?;
    if location.is_none() {
        let location = location::join(&artifact_root, &[&id.to_string()]);
        let update = Query::update()
            .table(Table::Table)
            .value(Table::ArtifactLocation, location)
            .and_where(Expr::col(Table::ExperimentId).eq(id))
            .to_owned();
        tx.execute(&update).await?;
    }
    write_tags(tx, id, &request.tags).await?;
    Ok(id)
}

async fn refuse_taken(tx: &mut Tx<'_>, name: &str) -> Result<()> {
    let query = Query::select()
        .column(Table::LifecycleStage)
        .from(Table::Table)
        .and_where(Expr::col(Table::Name).eq(name))
        .and_where(Expr::col(Table::Workspace).eq("default"))
        .to_owned();
    match tx.row(&query, |_| Ok(())).await? {
        None => Ok(()),
        Some(()) => Err(refusals::experiment_name_taken(name)),
    }
}

async fn rename(tx: &mut Tx<'_>, id: i64, new_name: String) -> Result<()> {
    let experiment = read(tx, id).await?;
    if experiment.lifecycle_stage != LifecycleStage::Active {
        return Err(refusals::rename_of_deleted_experiment());
    }
    if experiment.name != new_name {
        refuse_taken(tx, &new_name).await?;
    }
    let update = Query::update()
        .table(Table::Table)
        .value(Table::Name, new_name)
        .value(Table::LastUpdateTime, now_ms())
        .and_where(Expr::col(Table::ExperimentId).eq(id))
        .to_owned();
    tx.execute(&update).await.map(|_| ())
}

/// Deletes a live experiment, or restores a deleted one, with all its runs.
async fn set_stage(tx: &mut Tx<'_>, id: i64, stage: LifecycleStage) -> Result<()> {
    let now = now_ms();
    let deleted = stage == LifecycleStage::Deleted;
    let update = Query::update()
        .table(Table::Table)
        .value(Table::LifecycleStage, stage.as_str())
        .value(Table::LastUpdateTime, now)
        .and_where(Expr::col(Table::ExperimentId).eq(id))
        .and_where(Expr::col(Table::LifecycleStage).ne(stage.as_str()))
        .to_owned();
    if tx.execute(&update).await? == 0 {
        return Err(refusals::experiment_not_found(id));
    }
    if deleted {
        forget_assessments_of_runs(tx, id).await?;
    }
    let runs = Query::update()
        .table(RunTable::Table)
        .value(RunTable::LifecycleStage, stage.as_str())
        .value(RunTable::DeletedTime, deleted.then_some(now))
        .and_where(Expr::col(RunTable::ExperimentId).eq(id))
        .to_owned();
    tx.execute(&runs).await.map(|_| ())
}

/// Deletes the assessments that runs of a deleted experiment made, as the deletion of each run does.
async fn forget_assessments_of_runs(tx: &mut Tx<'_>, id: i64) -> Result<()> {
    let any = Query::select()
        .expr(Expr::val(1))
        .from(Assessments::Table)
        .limit(1)
        .to_owned();
    if tx.row(&any, |_| Ok(())).await?.is_none() {
        return Ok(());
    }
    let runs = Query::select()
        .column(RunTable::RunUuid)
        .from(RunTable::Table)
        .and_where(Expr::col(RunTable::ExperimentId).eq(id))
        .to_owned();
    for run_id in tx.rows(&runs, |row| row.string(0)).await? {
        super::runs::forget_assessments(tx, &run_id).await?;
    }
    Ok(())
}

pub(super) async fn require_active(tx: &mut Tx<'_>, id: i64) -> Result<Experiment> {
    let experiment = read(tx, id).await?;
    match experiment.lifecycle_stage {
        LifecycleStage::Active => Ok(experiment),
        stage => Err(refusals::experiment_not_active(id, stage)),
    }
}

pub(super) async fn read(tx: &mut Tx<'_>, id: i64) -> Result<Experiment> {
    let query = select()
        .and_where(Expr::col(Table::ExperimentId).eq(id))
        .to_owned();
    let experiment = tx
        .row(&query, from_row)
        .await?
        .ok_or_else(|| refusals::experiment_not_found(id))?;
    Ok(with_tags(tx, vec![experiment]).await?.pop().unwrap_or_default())
}

/// What [`from_row`] reads.
pub(super) const COLUMNS: [(Table, Table); 7] = [
    (Table::Table, Table::ExperimentId),
    (Table::Table, Table::Name),
    (Table::Table, Table::ArtifactLocation),
    (Table::Table, Table::LifecycleStage),
    (Table::Table, Table::CreationTime),
    (Table::Table, Table::LastUpdateTime),
    (Table::Table, Table::Workspace),
];

fn select() -> SelectStatement {
    Query::select().columns(COLUMNS).from(Table::Table).to_owned()
}

fn from_row(row: &Row<'_>) -> Result<Experiment> {
    Ok(Experiment {
        experiment_id: row.integer(0)?.to_string(),
        name: row.string(1)?,
        artifact_location: row.string_or_empty(2)?,
        lifecycle_stage: row.text(3)?.parse()?,
        creation_time: row.optional_integer(4)?,
        last_update_time: row.optional_integer(5)?,
        workspace: row.optional_string(6)?,
        tags: Default::default(),
    })
}

async fn with_tags(tx: &mut Tx<'_>, mut experiments: Vec<Experiment>) -> Result<Vec<Experiment>> {
    let place: HashMap<i64, usize> = experiments
        .iter()
        .enumerate()
        .filter_map(|(i, e)| Some((e.experiment_id.parse().ok()?, i)))
        .collect();
    for ids in search_pages::chunks(place.keys().copied()) {
        let query = Query::select()
            .columns([
                ExperimentTags::ExperimentId,
                ExperimentTags::Key,
                ExperimentTags::Value,
            ])
            .from(ExperimentTags::Table)
            .and_where(Expr::col(ExperimentTags::ExperimentId).is_in(ids))
            .to_owned();
        tx.rows(&query, |row| {
            if let Some(&place) = place.get(&row.integer(0)?) {
                let tag = ExperimentTag::new(row.text(1)?, row.string_or_empty(2)?);
                experiments[place].tags.push(tag);
            }
            Ok(())
        })
        .await?;
    }
    Ok(experiments)
}

pub(super) async fn write_tags(tx: &mut Tx<'_>, id: i64, tags: &[ExperimentTag]) -> Result<()> {
    let rows = tags
        .iter()
        .map(|tag| (tag.key.as_str(), tag.value.as_str()))
        .collect::<BTreeMap<_, _>>()
        .into_iter()
        .map(|(key, value)| vec![key.into(), value.into(), id.into()])
        .collect();
    let upsert = Query::insert()
        .into_table(ExperimentTags::Table)
        .columns([
            ExperimentTags::Key,
            ExperimentTags::Value,
            ExperimentTags::ExperimentId,
        ])
        .on_conflict(
            OnConflict::columns([ExperimentTags::Key, ExperimentTags::ExperimentId])
                .update_column(ExperimentTags::Value)
                .to_owned(),
        )
        .to_owned();
    tx.insert_all(upsert, rows).await.map(|_| ())
}
