//! Datasets for evaluations.

use super::MemoryStore;
use super::state::State;
use crate::clock::now_ms;
use crate::contract::EvaluationDatasets;
use crate::contract::evaluation_datasets::*;
use crate::datasets::{self, DatasetTags, RecordsPage};
use crate::entities::{DatasetRecord, EvaluationDataset};
use crate::error::{Error, Result};
use crate::python_json;
use crate::refusals::{
    evaluation_dataset_not_found, evaluation_dataset_to_move_not_found, evaluation_dataset_to_tag_not_found,
    experiment_of_dataset_not_found,
};
use crate::search::cut_page;
use crate::search::{EvaluationDatasetAttribute, EvaluationDatasetKey, Field, Filter, OrderBy, Record};
use crate::validation::{Validate, experiment_number};
use async_trait::async_trait;
use std::collections::{BTreeSet, HashMap};

#[derive(Debug)]
pub(super) struct DatasetState {
    /// The dataset without its tags and experiments.
    dataset: EvaluationDataset,
    tags: DatasetTags,
    experiments: BTreeSet<String>,
    /// The records by what tells their inputs from others.
    records: HashMap<String, DatasetRecord>,
}

impl DatasetState {
    fn entity(&self) -> EvaluationDataset {
        EvaluationDataset {
            tags: Some(datasets::tags_json(&self.tags)),
            experiment_ids: Vec::new(),
            ..self.dataset.clone()
        }
    }
}

impl State {
    fn dataset(&mut self, id: &str, refusal: fn(&str) -> Error) -> Result<&mut DatasetState> {
        self.datasets.get_mut(id).ok_or_else(|| refusal(id))
    }
}

#[async_trait]
impl EvaluationDatasets for MemoryStore {
    async fn create_dataset(&self, request: CreateDataset) -> Result<CreateDatasetResponse> {
        let request = request.validated()?;
        let tags = datasets::tags(&request.tags)?;
        let dataset = datasets::made(request.name, &tags, request.experiment_ids, now_ms());
        let state = DatasetState {
            dataset: dataset.clone(),
            tags,
            experiments: dataset.experiment_ids.iter().cloned().collect(),
            records: HashMap::new(),
        };
        self.write().datasets.insert(dataset.dataset_id.clone(), state);
        Ok(CreateDatasetResponse { dataset })
    }

    async fn search_evaluation_datasets(
        &self,
        request: SearchEvaluationDatasets,
    ) -> Result<SearchEvaluationDatasetsResponse> {
        let request = request.validated()?;
        let filter = Filter::<EvaluationDatasetKey>::parse(&request.filter_string)?;
        let order = OrderBy::<EvaluationDatasetKey>::parse(&request.order_by)?;
        let state = self.read();
        let belongs = |dataset: &&DatasetState| {
            let ids = &request.experiment_ids;
            ids.is_empty() || ids.iter().any(|id| dataset.experiments.contains(id))
        };
        let mut found: Vec<_> = state.datasets.values().filter(belongs).collect();
        found.retain(|dataset| filter.matches(*dataset));
        found.sort_by(|a, b| order.compare(*a, *b));
        let (page, next_page_token) = cut_page(found, &request.page_token, request.max_results)?;
        Ok(SearchEvaluationDatasetsResponse {
            datasets: page.map(DatasetState::entity).collect(),
            next_page_token,
        })
    }

    async fn get_dataset(&self, request: GetDataset) -> Result<GetDatasetResponse> {
        let dataset = self
            .write()
            .dataset(&request.validated()?.dataset_id, evaluation_dataset_not_found)?
            .entity();
        Ok(CreateDatasetResponse { dataset })
    }

    async fn delete_dataset(&self, request: DeleteDataset) -> Result<DeleteDatasetResponse> {
        self.write().datasets.remove(&request.validated()?.dataset_id);
        Ok(DeleteDatasetResponse {})
    }

    async fn set_dataset_tags(&self, request: SetDatasetTags) -> Result<SetDatasetTagsResponse> {
        let request = request.validated()?;
        let mut tags = datasets::tags(&request.tags)?;
        tags.retain(|_, value| value.is_some());
        self.write()
            .dataset(&request.dataset_id, evaluation_dataset_to_tag_not_found)?
            .tags
            .extend(tags);
        Ok(SetDatasetTagsResponse {})
    }

    async fn delete_dataset_tag(&self, request: DeleteDatasetTag) -> Result<DeleteDatasetTagResponse> {
        let request = request.validated()?;
        if let Some(dataset) = self.write().datasets.get_mut(&request.dataset_id) {
            dataset.tags.remove(&request.key);
        }
        Ok(DeleteDatasetTagResponse {})
    }

    async fn upsert_dataset_records(
        &self,
        request: UpsertDatasetRecords,
    ) -> Result<UpsertDatasetRecordsResponse> {
        let UpsertDatasetRecords { dataset_id, records } = request.validated()?;
        let new = datasets::new_records(&records)?;
        let now = now_ms();
        let mut state = self.write();
        let dataset = state.dataset(&dataset_id, evaluation_dataset_not_found)?;
        let (written, [inserted_count, updated_count]) =
            datasets::merged(&new, dataset.records.clone(), &dataset_id, now);
        let records = written.into_iter().map(|one| (one.hash, one.record));
        dataset.records.extend(records);
        datasets::described(&mut dataset.dataset, &new, dataset.records.len() as u64, now)?;
        Ok(UpsertDatasetRecordsResponse {
            inserted_count,
            updated_count,
        })
    }

    async fn get_dataset_records(&self, request: GetDatasetRecords) -> Result<GetDatasetRecordsResponse> {
        let request = request.validated()?;
        let begin = RecordsPage::parse(&request.page_token)?;
        let state = self.read();
        let dataset = state.datasets.get(&request.dataset_id);
        let mut all: Vec<_> = dataset.iter().flat_map(|one| one.records.values()).collect();
        let place = |record: &DatasetRecord| (record.created_time, record.dataset_record_id.clone());
        all.sort_by_key(|record| place(record));
        let skip = match &begin {
            RecordsPage::Skip(count) => usize::try_from(*count).unwrap_or(usize::MAX).min(all.len()),
            RecordsPage::After(time, id) => all.partition_point(|one| place(one) <= (*time, id.clone())),
        };
        let size = request.max_results.and_then(|size| usize::try_from(size).ok());
        let mut page = all.split_off(skip);
        let is_last = page.len() <= size.unwrap_or(usize::MAX);
        page.truncate(size.unwrap_or(usize::MAX));
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
        let mut state = self.write();
        let Some(dataset) = state.datasets.get_mut(&request.dataset_id) else {
            return Ok(DeleteDatasetRecordsResponse::default());
        };
        let before = dataset.records.len();
        let ids: BTreeSet<String> = request.dataset_record_ids.into_iter().collect();
        dataset
            .records
            .retain(|_, record| !ids.contains(&record.dataset_record_id));
        let deleted = before - dataset.records.len();
        if deleted > 0 {
            dataset.dataset.profile = Some(datasets::profile(dataset.records.len() as u64));
        }
        Ok(DeleteDatasetRecordsResponse {
            deleted_count: i32::try_from(deleted).unwrap_or(i32::MAX),
        })
    }

    async fn get_dataset_experiment_ids(
        &self,
        request: GetDatasetExperimentIds,
    ) -> Result<GetDatasetExperimentIdsResponse> {
        let request = request.validated()?;
        let state = self.read();
        let dataset = state.datasets.get(&request.dataset_id);
        Ok(GetDatasetExperimentIdsResponse {
            experiment_ids: dataset
                .iter()
                .flat_map(|one| one.experiments.iter().cloned())
                .collect(),
        })
    }

    async fn add_dataset_to_experiments(
        &self,
        request: AddDatasetToExperiments,
    ) -> Result<AddDatasetToExperimentsResponse> {
        let request = request.validated()?;
        let mut state = self.write();
        state.dataset(&request.dataset_id, evaluation_dataset_to_move_not_found)?;
        for id in &request.experiment_ids {
            let known = experiment_number(id).is_ok_and(|number| state.experiments.contains_key(&number));
            if !known {
                return Err(experiment_of_dataset_not_found(id));
            }
        }
        let dataset = state.dataset(&request.dataset_id, evaluation_dataset_to_move_not_found)?;
        dataset.experiments.extend(request.experiment_ids);
        dataset.dataset.last_update_time = now_ms();
        Ok(CreateDatasetResponse {
            dataset: dataset.entity(),
        })
    }

    async fn remove_dataset_from_experiments(
        &self,
        request: RemoveDatasetFromExperiments,
    ) -> Result<RemoveDatasetFromExperimentsResponse> {
        let request = request.validated()?;
        let mut state = self.write();
        let dataset = state.dataset(&request.dataset_id, evaluation_dataset_to_move_not_found)?;
        let before = dataset.experiments.len();
        dataset
            .experiments
            .retain(|id| !request.experiment_ids.contains(id));
        if dataset.experiments.len() < before {
            dataset.dataset.last_update_time = now_ms();
        }
        Ok(CreateDatasetResponse {
            dataset: dataset.entity(),
        })
    }
}

impl Record<EvaluationDatasetKey> for DatasetState {
    fn field(&self, key: &EvaluationDatasetKey) -> Field<'_> {
        let dataset = &self.dataset;
        match key {
            EvaluationDatasetKey::DatasetId => Field::text(&dataset.dataset_id),
            EvaluationDatasetKey::Tag(key) => {
                Field::optional_text(self.tags.get(key).and_then(|value| value.as_deref()))
            }
            EvaluationDatasetKey::Attribute(attribute) => match attribute {
                EvaluationDatasetAttribute::Name => Field::text(&dataset.name),
                EvaluationDatasetAttribute::CreatedTime => Field::Integer(dataset.created_time),
                EvaluationDatasetAttribute::LastUpdateTime => Field::Integer(dataset.last_update_time),
                EvaluationDatasetAttribute::CreatedBy => Field::optional_text(dataset.created_by.as_deref()),
                EvaluationDatasetAttribute::LastUpdatedBy => {
                    Field::optional_text(dataset.last_updated_by.as_deref())
                }
            },
        }
    }
}
