//! Logged models: folders below `models` in those of their experiments.

pub(super) mod files;

pub(super) use files::KeptModel;

use super::batch::Batch;
use super::place::Place;
use super::{FileStore, apart, disk, points};
use async_trait::async_trait;
use cap_std::fs::Dir;
use files::OpenModel;
use mlflow_core::artifact::location;
use mlflow_core::clock::now_ms;
use mlflow_core::contract::LoggedModels;
use mlflow_core::contract::logged_models::*;
use mlflow_core::entities::{
    LifecycleStage, LoggedModel, LoggedModelInfo, LoggedModelParameter, LoggedModelTag, Metric,
};
use mlflow_core::search::select_logged_models;
use mlflow_core::{Result, Validate, names, refusals};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

impl FileStore {
    fn make_model(&self, request: CreateLoggedModel) -> Result<LoggedModel> {
        let dir = self.open_root()?;
        let (place, experiment) = self.live_experiment(&dir, &request.experiment_id)?;
        let model_id = format!("m-{}", Uuid::new_v4().simple());
        let folder = files::folder(&place, &model_id);
        let now = now_ms();
        let given = |text: String| Some(text).filter(|text| !text.is_empty());
        let info = LoggedModelInfo {
            artifact_uri: location::join(&experiment.artifact_location, &["models", &model_id, "artifacts"]),
            model_id,
            experiment_id: request.experiment_id,
            name: given(request.name).unwrap_or_else(names::random_run_name),
            creation_timestamp_ms: now,
            last_updated_timestamp_ms: now,
            model_type: given(request.model_type),
            source_run_id: given(request.source_run_id),
            ..LoggedModelInfo::default()
        };
        for name in ["metrics", "params"] {
            disk::make_folder(&dir, &format!("{folder}/{name}"))?;
        }
        let mut batch = Batch::default();
        for LoggedModelParameter { key, value } in request.params {
            batch.replace(files::entry(&folder, "params", &key)?, value);
        }
        for LoggedModelTag { key, value } in request.tags {
            batch.replace(files::entry(&folder, "tags", &key)?, value);
        }
        if let Err(error) = batch.commit(&dir, &folder) {
            let _ = dir.remove_dir_all(&folder);
            return Err(error);
        }
        files::write(&dir, &folder, &info, Some(LifecycleStage::Active))?;
        self.index().remember_place(&info.model_id, &place.folder());
        self.live_model(&dir, &info.model_id)
    }

    fn live_model(&self, dir: &Dir, model_id: &str) -> Result<LoggedModel> {
        match self.model(dir, model_id)? {
            (model, LifecycleStage::Active) => Ok(model),
            _ => Err(refusals::logged_model_not_found(model_id)),
        }
    }

    /// Adds the points of metrics to the models that they tell about, whose locks the caller keeps until the end.
    ///
    /// A point that is there already adds nothing, and is refused if it has another value.
    pub(super) fn measure_models(
        &self,
        dir: &Dir,
        run_id: &str,
        metrics: &[Metric],
        batch: &mut Batch,
    ) -> Result<Vec<disk::Lock>> {
        let of_model = |metric: &Metric| metric.model_id.clone().filter(|id| !id.is_empty());
        let ids: BTreeSet<String> = metrics.iter().filter_map(of_model).collect();
        let mut locks = Vec::new();
        for model_id in ids {
            let (place, folder) = self.find_model(dir, &model_id)?;
            drop(place);
            locks.push(disk::lock(dir, &folder)?);
            let mut known: BTreeMap<(String, i64, i64), Metric> = BTreeMap::new();
            let mut read = BTreeSet::new();
            for metric in metrics
                .iter()
                .filter(|m| m.model_id.as_deref() == Some(&model_id))
            {
                let path = files::entry(&folder, "metrics", &metric.key)?;
                if read.insert(path.clone()) {
                    let points = files::points(dir, &path, &model_id, &metric.key)?;
                    let own = points
                        .into_iter()
                        .filter(|point| point.run_id.as_deref() == Some(run_id));
                    known.extend(own.map(|point| ((point.key.clone(), point.timestamp, point.step), point)));
                }
                let key = (metric.key.clone(), metric.timestamp, metric.step);
                match known.get(&key) {
                    Some(point) if !is_same_point(point, metric) => {
                        return Err(refusals::logged_model_metric_changed(
                            &model_id,
                            run_id,
                            &metric.key,
                        ));
                    }
                    Some(_) => {}
                    None => {
                        batch.append(path, &points::line(metric, Some(run_id))?);
                        known.insert(key, metric.clone());
                    }
                }
            }
        }
        Ok(locks)
    }

    fn find_models(&self, request: &SearchLoggedModels) -> Result<SearchLoggedModelsResponse> {
        let dir = self.open_root()?;
        let ids: BTreeSet<_> = request.experiment_ids.iter().collect();
        let mut all = Vec::new();
        for place in ids.into_iter().filter_map(|id| Place::find(&dir, id)) {
            all.extend(self.models_of(&dir, &place)?);
        }
        select_logged_models(all, request)
    }
}

fn is_same_point(a: &Metric, b: &Metric) -> bool {
    let same_value = a.value == b.value || a.value.is_nan() && b.value.is_nan();
    same_value && (&a.dataset_name, &a.dataset_digest) == (&b.dataset_name, &b.dataset_digest)
}

#[async_trait]
impl LoggedModels for FileStore {
    async fn create_logged_model(&self, request: CreateLoggedModel) -> Result<CreateLoggedModelResponse> {
        let model = self.make_model(request.validated()?)?;
        Ok(CreateLoggedModelResponse { model })
    }

    async fn search_logged_models(&self, request: SearchLoggedModels) -> Result<SearchLoggedModelsResponse> {
        let request = request.validated()?;
        apart(|| self.find_models(&request))
    }

    async fn finalize_logged_model(
        &self,
        request: FinalizeLoggedModel,
    ) -> Result<FinalizeLoggedModelResponse> {
        let FinalizeLoggedModel { model_id, status } = request.validated()?;
        let mut model = self.open_model(&model_id)?;
        model.info.status = status.unwrap_or_default();
        model.info.last_updated_timestamp_ms = now_ms();
        let stage = (model.stage == LifecycleStage::Deleted).then_some(LifecycleStage::Deleted);
        files::write(&model.dir, &model.folder, &model.info, stage)?;
        let (model, _) = self.model(&model.dir, &model_id)?;
        Ok(CreateLoggedModelResponse { model })
    }

    async fn get_logged_model(&self, request: GetLoggedModel) -> Result<GetLoggedModelResponse> {
        let request = request.validated()?;
        let dir = self.open_root()?;
        let model = match request.allow_deleted {
            true => self.model(&dir, &request.model_id)?.0,
            false => self.live_model(&dir, &request.model_id)?,
        };
        Ok(CreateLoggedModelResponse { model })
    }

    async fn delete_logged_model(&self, request: DeleteLoggedModel) -> Result<DeleteLoggedModelResponse> {
        let mut model = self.open_model(&request.validated()?.model_id)?;
        model.info.last_updated_timestamp_ms = now_ms();
        files::write(
            &model.dir,
            &model.folder,
            &model.info,
            Some(LifecycleStage::Deleted),
        )?;
        Ok(DeleteLoggedModelResponse {})
    }

    async fn log_logged_model_params(
        &self,
        request: LogLoggedModelParams,
    ) -> Result<LogLoggedModelParamsResponse> {
        let LogLoggedModelParams { model_id, params } = request.validated()?;
        let OpenModel {
            dir, folder, _lock, ..
        } = self.open_model(&model_id)?;
        let mut batch = Batch::default();
        for LoggedModelParameter { key, value } in params {
            let path = files::entry(&folder, "params", &key)?;
            match disk::read_text(&dir, &path)? {
                Some(old) if old != value => {
                    return Err(refusals::logged_model_param_changed(
                        &model_id, &key, &old, &value,
                    ));
                }
                Some(_) => {}
                None => batch.replace(path, value),
            }
        }
        batch.commit(&dir, &folder)?;
        Ok(LogLoggedModelParamsResponse {})
    }

    async fn set_logged_model_tags(&self, request: SetLoggedModelTags) -> Result<SetLoggedModelTagsResponse> {
        let SetLoggedModelTags { model_id, tags } = request.validated()?;
        let OpenModel {
            dir, folder, _lock, ..
        } = self.open_model(&model_id)?;
        let mut batch = Batch::default();
        for LoggedModelTag { key, value } in tags {
            batch.replace(files::entry(&folder, "tags", &key)?, value);
        }
        batch.commit(&dir, &folder)?;
        Ok(SetLoggedModelTagsResponse {})
    }

    async fn delete_logged_model_tag(
        &self,
        request: DeleteLoggedModelTag,
    ) -> Result<DeleteLoggedModelTagResponse> {
        let DeleteLoggedModelTag { model_id, tag_key } = request.validated()?;
        let OpenModel {
            dir, folder, _lock, ..
        } = self.open_model(&model_id)?;
        let not_found = || refusals::logged_model_tag_not_found(&tag_key, &model_id);
        let path = files::entry(&folder, "tags", &tag_key).map_err(|_| not_found())?;
        match !disk::is_folder(&dir, &path) && disk::remove_file(&dir, &path)? {
            true => Ok(DeleteLoggedModelTagResponse {}),
            false => Err(not_found()),
        }
    }
}
