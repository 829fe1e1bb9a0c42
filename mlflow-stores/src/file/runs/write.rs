//! Writes to runs.

use crate::file::batch::{self, Batch};
use crate::file::meta::{self, Deleted, META};
use crate::file::place::Place;
use crate::file::{FileStore, disk, points, yaml};
use cap_std::fs::Dir;
use mlflow_core::artifact::location;
use mlflow_core::clock::now_ms;
use mlflow_core::contract::runs::{CreateRun, UpdateRun};
use mlflow_core::entities::{LifecycleStage, Metric, Param, Run, RunInfo, RunTag};
use mlflow_core::model_history::{self, MODEL_HISTORY};
use mlflow_core::names::{self, RUN_NAME};
use mlflow_core::{Result, refusals};
use uuid::Uuid;

/// A run whose folder is locked, for changes.
pub(in crate::file) struct OpenRun<'s> {
    pub(in crate::file) store: &'s FileStore,
    pub(in crate::file) dir: Dir,
    pub(in crate::file) place: Place,
    pub(in crate::file) folder: String,
    pub(in crate::file) info: RunInfo,
    _lock: disk::Lock,
}

impl FileStore {
    pub(super) fn make_run(&self, request: CreateRun) -> Result<Run> {
        let dir = self.open_root()?;
        let (place, experiment) = self.live_experiment(&dir, &request.experiment_id)?;
        let run_name = names::of_new_run(&request)?;
        let run_id = Uuid::new_v4().simple().to_string();
        let folder = format!("{}/{run_id}", place.folder());
        let info = RunInfo {
            artifact_uri: location::join(&experiment.artifact_location, &[&run_id, "artifacts"]),
            run_id,
            experiment_id: request.experiment_id,
            run_name: run_name.clone(),
            user_id: request.user_id,
            start_time: Some(request.start_time.unwrap_or_default()),
            ..RunInfo::default()
        };
        for name in ["metrics", "params", "artifacts", "tags"] {
            disk::make_folder(&dir, &format!("{folder}/{name}"))?;
        }
        let mut batch = Batch::default();
        for RunTag { key, value } in request.tags {
            batch.replace(format!("{folder}/tags/{key}"), value);
        }
        batch.replace(format!("{folder}/tags/{RUN_NAME}"), run_name);
        if let Err(error) = batch.commit(&dir, &folder) {
            let _ = dir.remove_dir_all(&folder);
            return Err(error);
        }
        let text = yaml::to_text(&meta::of_run(&info, Deleted::Never));
        disk::replace(&dir, &folder, &format!("{folder}/{META}"), &text)?;
        self.index().remember_place(&info.run_id, &place.folder());
        self.read_run(&dir, &info.run_id)
    }

    /// Locks a run in any stage of life.
    fn lock_run(&self, run_id: &str) -> Result<OpenRun<'_>> {
        let dir = self.open_root()?;
        let not_found = || refusals::run_not_found(run_id);
        let place = self.place_of_run(&dir, run_id)?.ok_or_else(not_found)?;
        let folder = format!("{}/{run_id}", place.folder());
        let lock = disk::lock(&dir, &folder)?;
        batch::recover(&dir, &folder)?;
        let info = self
            .run_info(&dir, &place, &folder, run_id)?
            .ok_or_else(not_found)?;
        Ok(OpenRun {
            store: self,
            dir,
            place,
            folder,
            info,
            _lock: lock,
        })
    }

    /// Locks a run for writes, which a deleted one does not take.
    pub(super) fn open_run(&self, run_id: &str) -> Result<OpenRun<'_>> {
        let run = self.lock_run(run_id)?;
        match run.info.lifecycle_stage {
            LifecycleStage::Active => Ok(run),
            stage => Err(refusals::run_not_active(run_id, stage)),
        }
    }

    pub(super) fn move_run(&self, run_id: &str, stage: LifecycleStage) -> Result<()> {
        self.lock_run(run_id)?.enter(stage, now_ms())
    }

    /// Deletes or restores all runs of an experiment; damaged ones are left alone.
    pub(in crate::file) fn move_runs(
        &self,
        dir: &Dir,
        place: &Place,
        stage: LifecycleStage,
        now: i64,
    ) -> Result<()> {
        for run in self.runs_of(dir, place)? {
            if run.info.lifecycle_stage != stage {
                self.index().remember_place(run.id(), &place.folder());
                self.lock_run(run.id())?.enter(stage, now)?;
            }
        }
        Ok(())
    }

    pub(super) fn change_run(&self, request: UpdateRun) -> Result<RunInfo> {
        let mut run = self.open_run(&request.run_id)?;
        let mut batch = Batch::default();
        run.info.status = request.status.unwrap_or(run.info.status);
        run.info.end_time = request.end_time.or(run.info.end_time);
        run.rename(request.run_name.unwrap_or_default(), &mut batch);
        batch.replace_yaml(run.path(META), &meta::of_run(&run.info, Deleted::Unsaid));
        batch.commit(&run.dir, &run.folder)?;
        Ok(run.info)
    }
}

impl OpenRun<'_> {
    pub(in crate::file) fn path(&self, name: &str) -> String {
        format!("{}/{name}", self.folder)
    }

    fn enter(mut self, stage: LifecycleStage, now: i64) -> Result<()> {
        self.info.lifecycle_stage = stage;
        let deleted = match stage {
            LifecycleStage::Active => Deleted::Unsaid,
            LifecycleStage::Deleted => Deleted::At(now),
        };
        let text = yaml::to_text(&meta::of_run(&self.info, deleted));
        disk::replace(&self.dir, &self.folder, &self.path(META), &text)
    }

    /// Changes the name and its tag; an empty name changes nothing.
    fn rename(&mut self, name: String, batch: &mut Batch) {
        if !name.is_empty() {
            batch.replace(self.path(&format!("tags/{RUN_NAME}")), name.clone());
            self.info.run_name = name;
        }
    }

    fn param(&self, key: &str) -> Result<Option<String>> {
        disk::read_text(&self.dir, &self.path(&format!("params/{key}")))
    }

    pub(super) fn log_param(self, key: &str, value: &str) -> Result<()> {
        match self.param(key)? {
            Some(old) if old != value => Err(refusals::param_changed(&self.info.run_id, key, &old, value)),
            Some(_) => Ok(()),
            None => {
                let mut batch = Batch::default();
                batch.replace(self.path(&format!("params/{key}")), value);
                batch.commit(&self.dir, &self.folder)
            }
        }
    }

    pub(super) fn log_batch(
        mut self,
        metrics: &[Metric],
        params: Vec<Param>,
        tags: Vec<RunTag>,
    ) -> Result<()> {
        let mut batch = Batch::default();
        let mut changed = Vec::new();
        for Param { key, value } in params {
            match self.param(&key)? {
                Some(old) if old != value => changed.push((key, old, value)),
                Some(_) => {}
                None => batch.replace(self.path(&format!("params/{key}")), value),
            }
        }
        if !changed.is_empty() {
            let changes: Vec<_> = changed
                .iter()
                .map(|(key, old, new)| (key.as_str(), old.as_str(), new.as_str()))
                .collect();
            return Err(refusals::params_changed(&self.info.run_id, &changes));
        }
        for metric in metrics {
            batch.append(
                self.path(&format!("metrics/{}", metric.key)),
                &points::line(metric, None)?,
            );
        }
        let _models = self
            .store
            .measure_models(&self.dir, &self.info.run_id, metrics, &mut batch)?;
        let before = self.info.run_name.clone();
        for RunTag { key, value } in tags {
            if key == RUN_NAME {
                self.rename(value, &mut batch);
            } else {
                batch.replace(self.path(&format!("tags/{key}")), value);
            }
        }
        if self.info.run_name != before {
            batch.replace_yaml(self.path(META), &meta::of_run(&self.info, Deleted::Unsaid));
        }
        batch.commit(&self.dir, &self.folder)
    }

    pub(super) fn delete_tag(self, key: &str) -> Result<()> {
        let path = self.path(&format!("tags/{key}"));
        let is_file = disk::is_own_path(key) && !disk::is_folder(&self.dir, &path);
        if is_file && disk::remove_file(&self.dir, &path)? {
            return Ok(());
        }
        Err(refusals::tag_not_found(key, &self.info.run_id))
    }

    pub(super) fn log_model(self, model_json: &str) -> Result<()> {
        let path = self.path(&format!("tags/{MODEL_HISTORY}"));
        let history = disk::read_text(&self.dir, &path)?;
        let history = model_history::appended(history.as_deref(), model_json)?;
        disk::replace(&self.dir, &self.folder, &path, &history)
    }
}
