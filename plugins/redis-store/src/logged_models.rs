//! Logged models, and the metrics of runs that tell about them.

use crate::RedisStore;
use crate::experiments::{need_live, not_live};
use crate::fields::*;
use crate::runs::{ACTIVE, DELETED};
use crate::transaction::{Transaction, Unmet};
use async_trait::async_trait;
use mlflow_core::artifact::location;
use mlflow_core::clock::now_ms;
use mlflow_core::contract::LoggedModels;
use mlflow_core::contract::logged_models::*;
use mlflow_core::entities::{
    LoggedModel, LoggedModelData, LoggedModelInfo, LoggedModelParameter, LoggedModelStatus, LoggedModelTag,
    Metric,
};
use mlflow_core::search::select_logged_models;
use mlflow_core::validation::experiment_number;
use mlflow_core::{Error, Result, Validate, names, refusals};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a write of metrics needs of models: the place of each need, and the model and metric that it is about.
pub(crate) struct ModelNeeds(HashMap<usize, (String, Option<String>)>);

impl ModelNeeds {
    pub(crate) fn explain(&self, run_id: &str, unmet: &Unmet) -> Error {
        match self.0.get(&unmet.need) {
            Some((model_id, Some(metric))) => refusals::logged_model_metric_changed(model_id, run_id, metric),
            Some((model_id, None)) => refusals::logged_model_not_found(model_id),
            None => Error::internal("Redis refused a write for no reason"),
        }
    }
}

/// Begins a write to a model that is there, deleted or not.
fn write_to(key: &str) -> Transaction {
    let mut write = Transaction::default();
    write.need(key, STAGE, &[ACTIVE, DELETED]);
    write
}

impl RedisStore {
    /// Adds the points of models to a write of metrics. A point that is there stays; another value in its place is refused.
    pub(crate) fn log_to_models(
        &self,
        write: &mut Transaction,
        run_id: &str,
        metrics: &[Metric],
    ) -> Result<ModelNeeds> {
        let mut needs = HashMap::new();
        let mut new: BTreeMap<(String, String), String> = BTreeMap::new();
        for metric in metrics {
            let Some(model_id) = metric.model_id.as_deref().filter(|id| !id.is_empty()) else {
                continue;
            };
            let need = write.need(&self.keys.model(model_id), STAGE, &[ACTIVE, DELETED]);
            needs.insert(need, (model_id.to_owned(), None));
            let value = match metric.value.is_nan() {
                true => 0.0,
                false => metric.value.clamp(f64::MIN, f64::MAX),
            };
            let point = Metric {
                value,
                run_id: Some(run_id.to_owned()),
                ..metric.clone()
            };
            let (name, time, step) = (&metric.key, metric.timestamp, metric.step);
            let place = format!("{name}{SEPARATOR}{time:020}{SEPARATOR}{step:020}{SEPARATOR}{run_id}");
            let text = serde_json::to_string(&point)
                .map_err(|e| Error::internal(format!("cannot write JSON: {e}")))?;
            let key = self.keys.model_points(model_id);
            let known = new
                .entry((key.clone(), place.clone()))
                .or_insert_with(|| text.clone());
            if *known != text {
                return Err(refusals::logged_model_metric_changed(model_id, run_id, name));
            }
            let need = write.need(&key, &place, &["", &text]);
            needs.insert(need, (model_id.to_owned(), Some(name.clone())));
            write.set(&key, place, text);
        }
        Ok(ModelNeeds(needs))
    }

    /// Reads models, each with its points, as many at one moment as hashes are.
    async fn models(&self, ids: &[String]) -> Result<Vec<(LoggedModel, String)>> {
        let keys = ids.iter();
        let keys: Vec<_> = keys
            .flat_map(|id| [self.keys.model(id), self.keys.model_points(id)])
            .collect();
        let hashes = self.hashes(&keys).await?;
        let read = ids.iter().zip(hashes.chunks_exact(2));
        let read = read.filter(|(_, hashes)| !hashes[0].is_empty());
        read.map(|(id, hashes)| Ok((model(id, &hashes[0], &hashes[1])?, hashes[0].text(STAGE))))
            .collect()
    }

    /// Reads a model, deleted or not.
    async fn model(&self, id: &str) -> Result<(LoggedModel, String)> {
        let mut read = self.models(&[id.to_owned()]).await?;
        read.pop().ok_or_else(|| refusals::logged_model_not_found(id))
    }

    async fn commit(&self, write: Transaction, model_id: &str) -> Result<()> {
        write
            .run_or(&self.client, |_| refusals::logged_model_not_found(model_id))
            .await
    }
}

fn model(id: &str, fields: &Fields, points: &Fields) -> Result<LoggedModel> {
    let info = fields.text(INFO);
    let info: LoggedModelInfo = serde_json::from_str(&info).map_err(|_| damaged(INFO, &info))?;
    let status: LoggedModelStatus = fields.value(STATUS)?;
    let points = points.0.iter();
    let points: Result<Vec<Metric>> = points
        .map(|(field, text)| serde_json::from_str(text).map_err(|_| damaged(field, text)))
        .collect();
    let mut points = points?;
    points.sort_by(|a, b| {
        let place = |m: &Metric| (m.timestamp, m.step);
        a.key
            .cmp(&b.key)
            .then(place(a).cmp(&place(b)))
            .then_with(|| a.run_id.cmp(&b.run_id))
    });
    let params = fields.of(PARAM);
    Ok(LoggedModel {
        info: LoggedModelInfo {
            model_id: id.to_owned(),
            status,
            last_updated_timestamp_ms: fields.value(UPDATED)?,
            tags: fields
                .of(TAG)
                .map(|(key, value)| LoggedModelTag::new(key, value))
                .collect(),
            ..info
        },
        data: LoggedModelData {
            params: params
                .map(|(key, value)| LoggedModelParameter::new(key, given(value)))
                .collect(),
            metrics: points.into(),
        },
    })
}

#[async_trait]
impl LoggedModels for RedisStore {
    async fn create_logged_model(&self, request: CreateLoggedModel) -> Result<CreateLoggedModelResponse> {
        let request = request.validated()?;
        let experiment_id = &request.experiment_id;
        let root = self.found_experiment(experiment_id).await?.artifact_location;
        let model_id = format!("m-{}", uuid::Uuid::new_v4().simple());
        let now = now_ms();
        let info = LoggedModelInfo {
            artifact_uri: location::join(&root, &["models", &model_id, "artifacts"]),
            model_id: model_id.clone(),
            experiment_id: experiment_id.clone(),
            name: match request.name {
                name if name.is_empty() => names::random_run_name(),
                name => name,
            },
            creation_timestamp_ms: now,
            model_type: Some(request.model_type),
            source_run_id: Some(request.source_run_id),
            ..LoggedModelInfo::default()
        };
        let text =
            serde_json::to_string(&info).map_err(|e| Error::internal(format!("cannot write JSON: {e}")))?;
        let key = self.keys.model(&model_id);
        let mut new = Transaction::default();
        need_live(&mut new, &self.keys.experiment(experiment_id));
        new.push(&self.keys.models_of(experiment_id), &model_id);
        new.set(&key, INFO, text);
        new.set(&key, STAGE, ACTIVE);
        new.set(&key, STATUS, info.status.as_str());
        new.set(&key, UPDATED, now.to_string());
        for param in &request.params {
            new.set(&key, field(PARAM, &param.key), kept(&param.value));
        }
        for tag in &request.tags {
            new.set(&key, field(TAG, &tag.key), &tag.value);
        }
        new.run_or(&self.client, |unmet| not_live(experiment_id, &unmet.value))
            .await?;
        let (model, _) = self.model(&model_id).await?;
        Ok(CreateLoggedModelResponse { model })
    }

    async fn search_logged_models(&self, request: SearchLoggedModels) -> Result<SearchLoggedModelsResponse> {
        let request = request.validated()?;
        let mut experiments = BTreeSet::new();
        for id in &request.experiment_ids {
            experiments.insert(experiment_number(id)?);
        }
        let mut all = Vec::new();
        for id in experiments {
            let ids = self.list(&self.keys.models_of(&id.to_string())).await?;
            all.extend(self.models(&ids).await?);
        }
        let live = all.into_iter().filter(|(_, stage)| stage == ACTIVE);
        select_logged_models(live.map(|(model, _)| model), &request)
    }

    async fn finalize_logged_model(
        &self,
        request: FinalizeLoggedModel,
    ) -> Result<FinalizeLoggedModelResponse> {
        let FinalizeLoggedModel { model_id, status } = request.validated()?;
        let key = self.keys.model(&model_id);
        let mut write = write_to(&key);
        write.set(&key, STATUS, status.unwrap_or_default().as_str());
        write.set(&key, UPDATED, now_ms().to_string());
        self.commit(write, &model_id).await?;
        let (model, _) = self.model(&model_id).await?;
        Ok(CreateLoggedModelResponse { model })
    }

    async fn get_logged_model(&self, request: GetLoggedModel) -> Result<GetLoggedModelResponse> {
        let request = request.validated()?;
        let (model, stage) = self.model(&request.model_id).await?;
        match request.allow_deleted || stage == ACTIVE {
            true => Ok(CreateLoggedModelResponse { model }),
            false => Err(refusals::logged_model_not_found(&request.model_id)),
        }
    }

    async fn delete_logged_model(&self, request: DeleteLoggedModel) -> Result<DeleteLoggedModelResponse> {
        let model_id = request.validated()?.model_id;
        let key = self.keys.model(&model_id);
        let mut write = write_to(&key);
        write.set(&key, STAGE, DELETED);
        write.set(&key, UPDATED, now_ms().to_string());
        self.commit(write, &model_id).await?;
        Ok(DeleteLoggedModelResponse {})
    }

    async fn log_logged_model_params(
        &self,
        request: LogLoggedModelParams,
    ) -> Result<LogLoggedModelParamsResponse> {
        let LogLoggedModelParams { model_id, params } = request.validated()?;
        let key = self.keys.model(&model_id);
        let mut write = write_to(&key);
        for LoggedModelParameter { key: name, value } in &params {
            write.need(&key, &field(PARAM, name), &["", &kept(value)]);
            write.set(&key, field(PARAM, name), kept(value));
        }
        let explain = |unmet: &Unmet| match unmet.need.checked_sub(1).and_then(|place| params.get(place)) {
            Some(LoggedModelParameter { key, value }) => {
                refusals::logged_model_param_changed(&model_id, key, given(&unmet.value), value)
            }
            None => refusals::logged_model_not_found(&model_id),
        };
        write.run_or(&self.client, explain).await?;
        Ok(LogLoggedModelParamsResponse {})
    }

    async fn set_logged_model_tags(&self, request: SetLoggedModelTags) -> Result<SetLoggedModelTagsResponse> {
        let SetLoggedModelTags { model_id, tags } = request.validated()?;
        let key = self.keys.model(&model_id);
        let mut write = write_to(&key);
        for tag in &tags {
            write.set(&key, field(TAG, &tag.key), &tag.value);
        }
        self.commit(write, &model_id).await?;
        Ok(SetLoggedModelTagsResponse {})
    }

    async fn delete_logged_model_tag(
        &self,
        request: DeleteLoggedModelTag,
    ) -> Result<DeleteLoggedModelTagResponse> {
        let DeleteLoggedModelTag { model_id, tag_key } = request.validated()?;
        let key = self.keys.model(&model_id);
        loop {
            let (known, _) = self.model(&model_id).await?;
            let Some(value) = known.info.tags.get(&tag_key) else {
                return Err(refusals::logged_model_tag_not_found(&tag_key, &model_id));
            };
            let mut removed = write_to(&key);
            removed.need(&key, &field(TAG, &tag_key), &[value]);
            removed.remove(&key, field(TAG, &tag_key));
            if removed.run(&self.client).await?.is_empty() {
                return Ok(DeleteLoggedModelTagResponse {});
            }
        }
    }
}
