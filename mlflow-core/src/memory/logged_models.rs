//! Logged models, and the metrics of runs that tell about them.

use super::MemoryStore;
use super::state::State;
use crate::artifact::location;
use crate::clock::now_ms;
use crate::contract::LoggedModels;
use crate::contract::logged_models::*;
use crate::entities::{
    LifecycleStage, LoggedModel, LoggedModelData, LoggedModelInfo, LoggedModelParameter, LoggedModelTag,
    Metric,
};
use crate::error::Result;
use crate::search::select_logged_models;
use crate::validation::{Validate, experiment_number};
use crate::{names, refusals};
use async_trait::async_trait;
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

#[derive(Debug)]
pub(super) struct ModelState {
    info: LoggedModelInfo,
    experiment: i64,
    stage: LifecycleStage,
    params: BTreeMap<String, String>,
    tags: BTreeMap<String, String>,
    points: BTreeMap<PointKey, Metric>,
}

/// Name, time, step and run: a model has one value of a metric for each.
type PointKey = (String, i64, i64, String);

/// A point that a model has not yet.
pub(super) struct NewPoint {
    model_id: String,
    key: PointKey,
    metric: Metric,
}

#[async_trait]
impl LoggedModels for MemoryStore {
    async fn create_logged_model(&self, request: CreateLoggedModel) -> Result<CreateLoggedModelResponse> {
        let request = request.validated()?;
        let experiment = experiment_number(&request.experiment_id)?;
        let mut state = self.write();
        let root = &state
            .live_experiment_mut(&request.experiment_id)?
            .artifact_location;
        let model_id = format!("m-{}", Uuid::new_v4().simple());
        let now = now_ms();
        let model = ModelState {
            info: LoggedModelInfo {
                artifact_uri: location::join(root, &["models", &model_id, "artifacts"]),
                model_id,
                experiment_id: request.experiment_id,
                name: match request.name {
                    name if name.is_empty() => names::random_run_name(),
                    name => name,
                },
                creation_timestamp_ms: now,
                last_updated_timestamp_ms: now,
                model_type: Some(request.model_type),
                source_run_id: Some(request.source_run_id),
                ..LoggedModelInfo::default()
            },
            experiment,
            stage: LifecycleStage::Active,
            params: request
                .params
                .into_iter()
                .map(|param| (param.key, param.value))
                .collect(),
            tags: request.tags.into_iter().map(|tag| (tag.key, tag.value)).collect(),
            points: BTreeMap::new(),
        };
        let entity = model.entity();
        state.models.insert(entity.id().to_owned(), model);
        Ok(CreateLoggedModelResponse { model: entity })
    }

    async fn search_logged_models(&self, request: SearchLoggedModels) -> Result<SearchLoggedModelsResponse> {
        self.read().search_models(&request.validated()?)
    }

    async fn finalize_logged_model(
        &self,
        request: FinalizeLoggedModel,
    ) -> Result<FinalizeLoggedModelResponse> {
        let FinalizeLoggedModel { model_id, status } = request.validated()?;
        let mut state = self.write();
        let model = state.model_mut(&model_id)?;
        model.info.status = status.unwrap_or_default();
        model.info.last_updated_timestamp_ms = now_ms();
        Ok(CreateLoggedModelResponse {
            model: model.entity(),
        })
    }

    async fn get_logged_model(&self, request: GetLoggedModel) -> Result<GetLoggedModelResponse> {
        let request = request.validated()?;
        let state = self.read();
        let model = state.models.get(&request.model_id);
        let model = model.filter(|model| request.allow_deleted || model.stage == LifecycleStage::Active);
        match model {
            Some(model) => Ok(CreateLoggedModelResponse {
                model: model.entity(),
            }),
            None => Err(refusals::logged_model_not_found(&request.model_id)),
        }
    }

    async fn delete_logged_model(&self, request: DeleteLoggedModel) -> Result<DeleteLoggedModelResponse> {
        let model_id = request.validated()?.model_id;
        let mut state = self.write();
        let model = state.model_mut(&model_id)?;
        model.stage = LifecycleStage::Deleted;
        model.info.last_updated_timestamp_ms = now_ms();
        Ok(DeleteLoggedModelResponse {})
    }

    async fn log_logged_model_params(
        &self,
        request: LogLoggedModelParams,
    ) -> Result<LogLoggedModelParamsResponse> {
        let LogLoggedModelParams { model_id, params } = request.validated()?;
        let mut state = self.write();
        let model = state.model_mut(&model_id)?;
        for LoggedModelParameter { key, value } in &params {
            if let Some(old) = model.params.get(key).filter(|old| *old != value) {
                return Err(refusals::logged_model_param_changed(&model_id, key, old, value));
            }
        }
        model
            .params
            .extend(params.into_iter().map(|param| (param.key, param.value)));
        Ok(LogLoggedModelParamsResponse {})
    }

    async fn set_logged_model_tags(&self, request: SetLoggedModelTags) -> Result<SetLoggedModelTagsResponse> {
        let SetLoggedModelTags { model_id, tags } = request.validated()?;
        let mut state = self.write();
        let tags = tags.into_iter().map(|tag| (tag.key, tag.value));
        state.model_mut(&model_id)?.tags.extend(tags);
        Ok(SetLoggedModelTagsResponse {})
    }

    async fn delete_logged_model_tag(
        &self,
        request: DeleteLoggedModelTag,
    ) -> Result<DeleteLoggedModelTagResponse> {
        let DeleteLoggedModelTag { model_id, tag_key } = request.validated()?;
        match self.write().model_mut(&model_id)?.tags.remove(&tag_key) {
            Some(_) => Ok(DeleteLoggedModelTagResponse {}),
            None => Err(refusals::logged_model_tag_not_found(&tag_key, &model_id)),
        }
    }
}

impl State {
    /// Returns a model, deleted or not.
    fn model_mut(&mut self, id: &str) -> Result<&mut ModelState> {
        self.models
            .get_mut(id)
            .ok_or_else(|| refusals::logged_model_not_found(id))
    }

    /// Returns the points that models do not have yet; refuses those that are there with another value.
    pub(super) fn new_model_points(&self, run_id: &str, metrics: &[Metric]) -> Result<Vec<NewPoint>> {
        let mut points: Vec<NewPoint> = Vec::new();
        let mut places: HashMap<(&str, PointKey), usize> = HashMap::new();
        for metric in metrics {
            let Some(model_id) = metric.model_id.as_deref().filter(|id| !id.is_empty()) else {
                continue;
            };
            let model = self.models.get(model_id);
            let model = model.ok_or_else(|| refusals::logged_model_not_found(model_id))?;
            let key = (
                metric.key.clone(),
                metric.timestamp,
                metric.step,
                run_id.to_owned(),
            );
            let metric = Metric {
                value: if metric.value.is_nan() {
                    0.0
                } else {
                    metric.value.clamp(f64::MIN, f64::MAX)
                },
                run_id: Some(run_id.to_owned()),
                ..metric.clone()
            };
            let place = places.get(&(model_id, key.clone()));
            let new = place
                .and_then(|&place| points.get(place))
                .map(|point| &point.metric);
            match new.or_else(|| model.points.get(&key)) {
                Some(known) if *known != metric => {
                    return Err(refusals::logged_model_metric_changed(
                        model_id,
                        run_id,
                        &metric.key,
                    ));
                }
                Some(_) => {}
                None => {
                    places.insert((model_id, key.clone()), points.len());
                    points.push(NewPoint {
                        model_id: model_id.to_owned(),
                        key,
                        metric,
                    });
                }
            }
        }
        Ok(points)
    }

    pub(super) fn add_model_points(&mut self, points: Vec<NewPoint>) {
        for NewPoint {
            model_id,
            key,
            metric,
        } in points
        {
            if let Some(model) = self.models.get_mut(&model_id) {
                model.points.insert(key, metric);
            }
        }
    }

    fn search_models(&self, request: &SearchLoggedModels) -> Result<SearchLoggedModelsResponse> {
        let experiments: Result<HashSet<_>> = request
            .experiment_ids
            .iter()
            .map(|id| experiment_number(id))
            .collect();
        let experiments = experiments?;
        let all = self
            .models
            .values()
            .filter(|model| model.stage == LifecycleStage::Active && experiments.contains(&model.experiment));
        select_logged_models(all.map(ModelState::entity), request)
    }
}

impl ModelState {
    fn entity(&self) -> LoggedModel {
        LoggedModel {
            info: LoggedModelInfo {
                tags: self
                    .tags
                    .iter()
                    .map(|(key, value)| LoggedModelTag::new(key, value))
                    .collect(),
                ..self.info.clone()
            },
            data: LoggedModelData {
                params: self
                    .params
                    .iter()
                    .map(|(key, value)| LoggedModelParameter::new(key, value))
                    .collect(),
                metrics: self.points.values().cloned().collect(),
            },
        }
    }
}
