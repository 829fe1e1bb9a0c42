//! The files of logged models.

use crate::file::experiments::read_value;
use crate::file::kept::{KeptFile, Tree};
use crate::file::meta::{self, META};
use crate::file::place::Place;
use crate::file::yaml::{Yaml, to_text};
use crate::file::{FileStore, batch, disk, index, points};
use cap_std::fs::Dir;
use mlflow_core::entities::{
    LifecycleStage, LoggedModel, LoggedModelData, LoggedModelInfo, LoggedModelParameter, LoggedModelStatus,
    LoggedModelTag, Metric,
};
use mlflow_core::{Error, Result, refusals};
use serde::Deserialize;

/// The file of a logged model.
#[derive(Clone, Debug, Deserialize)]
struct ModelMeta {
    model_id: String,
    experiment_id: String,
    name: String,
    artifact_location: String,
    #[serde(default)]
    creation_timestamp: i64,
    #[serde(default)]
    last_updated_timestamp: i64,
    #[serde(default)]
    model_type: Option<String>,
    #[serde(default)]
    source_run_id: Option<String>,
    #[serde(default)]
    status: i64,
    #[serde(default)]
    status_message: Option<String>,
    #[serde(default)]
    lifecycle_stage: Option<LifecycleStage>,
}

#[derive(Debug, Default)]
pub(in crate::file) struct KeptModel {
    meta: KeptFile<(LoggedModelInfo, LifecycleStage)>,
    params: Tree<String>,
    tags: Tree<String>,
    metrics: Tree<Vec<Metric>>,
}

/// A model whose folder is locked, for changes.
pub(super) struct OpenModel {
    pub(super) dir: Dir,
    pub(super) folder: String,
    pub(super) info: LoggedModelInfo,
    pub(super) stage: LifecycleStage,
    pub(super) _lock: disk::Lock,
}

pub(in crate::file) fn folder(place: &Place, model_id: &str) -> String {
    format!("{}/models/{model_id}", place.folder())
}

/// Returns the path of the file of a key.
pub(in crate::file) fn entry(folder: &str, kind: &str, key: &str) -> Result<String> {
    if disk::is_own_path(key) {
        return Ok(format!("{folder}/{kind}/{key}"));
    }
    Err(Error::invalid_parameter_value(format!(
        "Invalid key '{key}': a file store keeps it as a file, of which it is no name. Choose another key"
    )))
}

/// Writes the file of a model; official MLflow leaves out the stage of life when it ends a model's making.
pub(in crate::file) fn write(
    dir: &Dir,
    folder: &str,
    info: &LoggedModelInfo,
    stage: Option<LifecycleStage>,
) -> Result<()> {
    let mut entries = vec![
        ("artifact_location", (&info.artifact_uri).into()),
        ("creation_timestamp", info.creation_timestamp_ms.into()),
        ("experiment_id", (&info.experiment_id).into()),
        ("last_updated_timestamp", info.last_updated_timestamp_ms.into()),
        ("model_id", (&info.model_id).into()),
        ("model_type", info.model_type.as_ref().into()),
        ("name", (&info.name).into()),
        ("source_run_id", info.source_run_id.as_ref().into()),
        ("status", info.status.number().into()),
        ("status_message", info.status_message.as_ref().into()),
    ];
    if let Some(stage) = stage {
        entries.push(("lifecycle_stage", Yaml::from(stage.as_str())));
    }
    disk::replace(
        dir,
        folder,
        &format!("{folder}/{META}"),
        &to_text(&Yaml::map(entries)),
    )
}

fn read(path: &str, text: &str, place: &Place, model_id: &str) -> Result<(LoggedModelInfo, LifecycleStage)> {
    let meta: ModelMeta = meta::read(path, text)?;
    if (meta.model_id.as_str(), meta.experiment_id.as_str()) != (model_id, place.experiment_id()) {
        let why = format!(
            "it is the file of the model '{}' of the experiment '{}'",
            meta.model_id, meta.experiment_id
        );
        return Err(disk::damaged(path, why));
    }
    let status = LoggedModelStatus::from_number(meta.status)
        .ok_or_else(|| disk::damaged(path, format!("{} is no status of a model", meta.status)))?;
    let info = LoggedModelInfo {
        model_id: meta.model_id,
        experiment_id: meta.experiment_id,
        name: meta.name,
        creation_timestamp_ms: meta.creation_timestamp,
        last_updated_timestamp_ms: meta.last_updated_timestamp,
        artifact_uri: meta.artifact_location,
        status,
        model_type: meta.model_type,
        source_run_id: meta.source_run_id,
        status_message: meta.status_message,
        ..LoggedModelInfo::default()
    };
    Ok((info, meta.lifecycle_stage.unwrap_or_default()))
}

/// Reads all points of a metric of a model.
pub(in crate::file) fn points(dir: &Dir, path: &str, model_id: &str, key: &str) -> Result<Vec<Metric>> {
    let text = disk::read_text(dir, path)?.unwrap_or_default();
    let read = text.lines().map(|line| points::of_model(model_id, key, line));
    read.collect::<Result<_, String>>()
        .map_err(|why| disk::damaged(path, why))
}

/// Returns the latest point of each dataset, which is what official MLflow shows.
fn latest(points: Vec<Metric>) -> Vec<Metric> {
    let mut latest: Vec<Metric> = Vec::new();
    for point in points {
        let same = |other: &&mut Metric| {
            (&other.dataset_name, &other.dataset_digest) == (&point.dataset_name, &point.dataset_digest)
        };
        match latest.iter_mut().find(same) {
            Some(known) if point.is_after(known) => *known = point,
            Some(_) => {}
            None => latest.push(point),
        }
    }
    latest
}

impl FileStore {
    /// Finds the folder of a model, deleted or not.
    pub(super) fn find_model(&self, dir: &Dir, model_id: &str) -> Result<(Place, String)> {
        let not_found = || refusals::logged_model_not_found(model_id);
        if !disk::is_entry_name(model_id) {
            return Err(not_found());
        }
        let has_model = |place: &Place| dir.exists(format!("{}/{META}", folder(place, model_id)));
        let known = self
            .index()
            .place(model_id)
            .and_then(|folder| Place::of_folder(&folder));
        let place = match known.filter(has_model) {
            Some(known) => known,
            None => Place::all(dir)?
                .into_iter()
                .find(has_model)
                .ok_or_else(not_found)?,
        };
        self.index().remember_place(model_id, &place.folder());
        let folder = folder(&place, model_id);
        Ok((place, folder))
    }

    /// Reads a model, with its stage of life.
    pub(super) fn model(&self, dir: &Dir, model_id: &str) -> Result<(LoggedModel, LifecycleStage)> {
        let (place, _) = self.find_model(dir, model_id)?;
        let found = self.model_in(dir, &place, model_id)?;
        found.ok_or_else(|| refusals::logged_model_not_found(model_id))
    }

    pub(in crate::file) fn model_in(
        &self,
        dir: &Dir,
        place: &Place,
        model_id: &str,
    ) -> Result<Option<(LoggedModel, LifecycleStage)>> {
        let folder = folder(place, model_id);
        self.settle(dir, &folder)?;
        let kept = self.index().models.get(&folder);
        let mut kept = index::lock(&kept);
        let KeptModel {
            meta,
            params,
            tags,
            metrics,
        } = &mut *kept;
        let path = format!("{folder}/{META}");
        let Some(((info, stage), _)) = meta.refresh(dir, &path, |text| read(&path, text, place, model_id))?
        else {
            return Ok(None);
        };
        let value = |path: &str, _: &str, _| read_value(dir, path);
        params.refresh(dir, &format!("{folder}/params"), value)?;
        tags.refresh(dir, &format!("{folder}/tags"), value)?;
        metrics.refresh(dir, &format!("{folder}/metrics"), |path, key, _| {
            points(dir, path, model_id, key).map(latest)
        })?;
        let model = LoggedModel {
            info: LoggedModelInfo {
                tags: tags
                    .iter()
                    .map(|(key, value)| LoggedModelTag::new(key, value))
                    .collect(),
                ..info.clone()
            },
            data: LoggedModelData {
                params: params
                    .iter()
                    .map(|(key, value)| LoggedModelParameter::new(key, value))
                    .collect(),
                metrics: metrics.iter().flat_map(|(_, points)| points.clone()).collect(),
            },
        };
        Ok(Some((model, *stage)))
    }

    /// Locks a model, deleted or not, for changes.
    pub(super) fn open_model(&self, model_id: &str) -> Result<OpenModel> {
        let dir = self.open_root()?;
        let (_, folder) = self.find_model(&dir, model_id)?;
        let lock = disk::lock(&dir, &folder)?;
        batch::recover(&dir, &folder)?;
        let (model, stage) = self.model(&dir, model_id)?;
        Ok(OpenModel {
            dir,
            folder,
            info: LoggedModelInfo {
                tags: Vec::new().into(),
                ..model.info
            },
            stage,
            _lock: lock,
        })
    }

    /// Reads all live models of an experiment, and warns of those that are damaged.
    pub(super) fn models_of(&self, dir: &Dir, place: &Place) -> Result<Vec<LoggedModel>> {
        let mut all = Vec::new();
        for model_id in disk::folders(dir, &format!("{}/models", place.folder()))? {
            match self.model_in(dir, place, &model_id) {
                Ok(Some((model, LifecycleStage::Active))) => all.push(model),
                Ok(_) => {}
                Err(error) => self.leave_out("logged model", &folder(place, &model_id), &error),
            }
        }
        Ok(all)
    }
}
