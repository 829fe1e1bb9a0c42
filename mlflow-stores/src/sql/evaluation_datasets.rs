//! Datasets for evaluations in SQL.
//!
//! A dataset is locked by its row, changed by the functions of `mlflow_core::datasets`, and written back.

mod associations;
mod read;
mod records;
mod write;

use super::SqlStore;
use async_trait::async_trait;
use mlflow_core::clock::now_ms;
use mlflow_core::contract::evaluation_datasets::*;
use mlflow_core::datasets::{self, RecordsPage};
use mlflow_core::search::{Filter, OrderBy, PageToken};
use mlflow_core::validation::Validate;
use mlflow_core::{EvaluationDatasets, Result, python_json, refusals};

use super::search::{self, EvaluationDatasetsQuery};
use super::search_pages::next_page_token;

#[async_trait]
impl EvaluationDatasets for SqlStore {
    async fn create_dataset(&self, request: CreateDataset) -> Result<CreateDatasetResponse> {
        let request = request.validated()?;
        let tags = datasets::tags(&request.tags)?;
        let dataset = datasets::made(request.name, &tags, request.experiment_ids, now_ms());
        let made = dataset.clone();
        self.database
            .write_once(move |tx| {
                let (made, tags) = (made.clone(), tags.clone());
                Box::pin(async move {
                    write::insert(tx, &made).await?;
                    write::tags(tx, &made.dataset_id, tags).await?;
                    associations::add(tx, &made.dataset_id, &made.experiment_ids, made.created_time).await
                })
            })
            .await?;
        Ok(CreateDatasetResponse { dataset })
    }

    async fn search_evaluation_datasets(
        &self,
        request: SearchEvaluationDatasets,
    ) -> Result<SearchEvaluationDatasetsResponse> {
        let request = request.validated()?;
        let token = PageToken::parse(&request.page_token)?;
        let size = request.max_results.unwrap_or_default().unsigned_abs();
        let query = EvaluationDatasetsQuery {
            filter: &Filter::parse(&request.filter_string)?,
            order: &OrderBy::parse(&request.order_by)?,
            experiment_ids: &request.experiment_ids,
            limit: size + 1,
            offset: token.skip(),
        };
        let mut statement = search::evaluation_datasets(&query, self.database.dialect());
        statement
            .clear_selects()
            .columns(read::COLUMNS.map(|column| ("evaluation_datasets", column)));
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        self.database
            .read(move |tx| {
                let statement = statement.clone();
                Box::pin(async move {
                    let mut found = tx.rows(&statement, read::from_row).await?;
                    let next_page_token = next_page_token(token, size, &mut found);
                    Ok(SearchEvaluationDatasetsResponse {
                        datasets: read::with_tags(tx, found).await?,
                        next_page_token,
                    })
                })
            })
            .await
    }

    async fn get_dataset(&self, request: GetDataset) -> Result<GetDatasetResponse> {
        let id = request.validated()?.dataset_id;
        let dataset = self
            .database
            .read(move |tx| {
                let id = id.clone();
                Box::pin(async move { read::require(tx, &id).await })
            })
            .await?;
        Ok(CreateDatasetResponse { dataset })
    }

    async fn delete_dataset(&self, request: DeleteDataset) -> Result<DeleteDatasetResponse> {
        let id = request.validated()?.dataset_id;
        self.database
            .write_small(move |tx| {
                let id = id.clone();
                Box::pin(async move { write::delete(tx, &id).await })
            })
            .await?;
        Ok(DeleteDatasetResponse {})
    }

    async fn set_dataset_tags(&self, request: SetDatasetTags) -> Result<SetDatasetTagsResponse> {
        let request = request.validated()?;
        let mut tags = datasets::tags(&request.tags)?;
        tags.retain(|_, value| value.is_some());
        self.database
            .write_small(move |tx| {
                let (id, tags) = (request.dataset_id.clone(), tags.clone());
                Box::pin(async move {
                    read::lock(tx, &id, refusals::evaluation_dataset_to_tag_not_found).await?;
                    write::tags(tx, &id, tags).await
                })
            })
            .await?;
        Ok(SetDatasetTagsResponse {})
    }

    async fn delete_dataset_tag(&self, request: DeleteDatasetTag) -> Result<DeleteDatasetTagResponse> {
        let request = request.validated()?;
        self.database
            .write_small(move |tx| {
                let request = request.clone();
                Box::pin(async move { write::delete_tag(tx, &request.dataset_id, &request.key).await })
            })
            .await?;
        Ok(DeleteDatasetTagResponse {})
    }

    async fn upsert_dataset_records(
        &self,
        request: UpsertDatasetRecords,
    ) -> Result<UpsertDatasetRecordsResponse> {
        let UpsertDatasetRecords { dataset_id, records } = request.validated()?;
        let new = datasets::new_records(&records)?;
        self.database
            .write_once(move |tx| {
                let (dataset_id, new) = (dataset_id.clone(), new.clone());
                Box::pin(async move {
                    let mut dataset =
                        read::lock(tx, &dataset_id, refusals::evaluation_dataset_not_found).await?;
                    let now = now_ms();
                    let stored = records::with_hashes(tx, &dataset_id, &new).await?;
                    let (written, [inserted_count, updated_count]) =
                        datasets::merged(&new, stored, &dataset_id, now);
                    records::write(tx, written).await?;
                    let count = records::count(tx, &dataset_id).await?;
                    datasets::described(&mut dataset, &new, count, now)?;
                    write::update(tx, &dataset).await?;
                    Ok(UpsertDatasetRecordsResponse {
                        inserted_count,
                        updated_count,
                    })
                })
            })
            .await
    }

    async fn get_dataset_records(&self, request: GetDatasetRecords) -> Result<GetDatasetRecordsResponse> {
        let request = request.validated()?;
        let begin = RecordsPage::parse(&request.page_token)?;
        let size = request.max_results.unwrap_or_default().unsigned_abs();
        let mut page = self
            .database
            .read(move |tx| {
                let (id, begin) = (request.dataset_id.clone(), begin.clone());
                Box::pin(async move { records::page(tx, &id, begin, size.saturating_add(1)).await })
            })
            .await?;
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let is_last = page.len() <= size;
        page.truncate(size);
        Ok(GetDatasetRecordsResponse {
            next_page_token: match page.last() {
                Some(last) if !is_last => RecordsPage::after(last).to_string(),
                _ => String::new(),
            },
            records: python_json::ascii(&page),
        })
    }

    async fn delete_dataset_records(
        &self,
        request: DeleteDatasetRecords,
    ) -> Result<DeleteDatasetRecordsResponse> {
        let request = request.validated()?;
        let deleted = self
            .database
            .write_once(move |tx| {
                let request = request.clone();
                Box::pin(async move { records::delete(tx, request).await })
            })
            .await?;
        Ok(DeleteDatasetRecordsResponse {
            deleted_count: i32::try_from(deleted).unwrap_or(i32::MAX),
        })
    }

    async fn get_dataset_experiment_ids(
        &self,
        request: GetDatasetExperimentIds,
    ) -> Result<GetDatasetExperimentIdsResponse> {
        let id = request.validated()?.dataset_id;
        let experiment_ids = self
            .database
            .read(move |tx| {
                let id = id.clone();
                Box::pin(async move { associations::experiments(tx, &id).await })
            })
            .await?;
        Ok(GetDatasetExperimentIdsResponse { experiment_ids })
    }

    async fn add_dataset_to_experiments(
        &self,
        request: AddDatasetToExperiments,
    ) -> Result<AddDatasetToExperimentsResponse> {
        let request = request.validated()?;
        let dataset = self
            .database
            .write_small(move |tx| {
                let request = request.clone();
                Box::pin(async move {
                    let mut dataset = read::lock(
                        tx,
                        &request.dataset_id,
                        refusals::evaluation_dataset_to_move_not_found,
                    )
                    .await?;
                    for id in &request.experiment_ids {
                        if !associations::has_experiment(tx, id).await? {
                            return Err(refusals::experiment_of_dataset_not_found(id));
                        }
                    }
                    dataset.last_update_time = now_ms();
                    associations::add(tx, &request.dataset_id, &request.experiment_ids, now_ms()).await?;
                    write::update(tx, &dataset).await?;
                    Ok(dataset)
                })
            })
            .await?;
        Ok(CreateDatasetResponse { dataset })
    }

    async fn remove_dataset_from_experiments(
        &self,
        request: RemoveDatasetFromExperiments,
    ) -> Result<RemoveDatasetFromExperimentsResponse> {
        let request = request.validated()?;
        let dataset = self
            .database
            .write_small(move |tx| {
                let request = request.clone();
                Box::pin(async move {
                    let mut dataset = read::lock(
                        tx,
                        &request.dataset_id,
                        refusals::evaluation_dataset_to_move_not_found,
                    )
                    .await?;
                    if associations::remove(tx, &request.dataset_id, &request.experiment_ids).await? > 0 {
                        dataset.last_update_time = now_ms();
                        write::update(tx, &dataset).await?;
                    }
                    Ok(dataset)
                })
            })
            .await?;
        Ok(CreateDatasetResponse { dataset })
    }
}
