//! Experiments: folders in the root, and in `.trash` those that are deleted.

use super::batch::Batch;
use super::kept::{KeptFile, Tree};
use super::meta::{self, ExperimentMeta, META};
use super::place::{Place, TRASH};
use super::{FileStore, disk, index};
use async_trait::async_trait;
use cap_std::fs::Dir;
use mlflow_core::artifact::location;
use mlflow_core::clock::now_ms;
use mlflow_core::contract::Experiments;
use mlflow_core::contract::experiments::*;
use mlflow_core::entities::{Experiment, ExperimentTag, LifecycleStage, ViewType};
use mlflow_core::search::select_experiments;
use mlflow_core::{Error, Result, Validate, refusals};
use uuid::Uuid;

/// The experiment that every store has.
const DEFAULT: &str = "0";

/// How many digits the ids have that official MLflow makes for this store.
const ID_DIGITS: usize = 18;

#[derive(Debug, Default)]
pub(super) struct KeptExperiment {
    meta: KeptFile<ExperimentMeta>,
    tags: Tree<String>,
}

impl FileStore {
    /// Reads an experiment; `None` if its folder has no file.
    pub(super) fn read_experiment(&self, dir: &Dir, place: &Place) -> Result<Option<Experiment>> {
        let folder = place.folder();
        let kept = self.index().experiments.get(&folder);
        let mut kept = index::lock(&kept);
        let KeptExperiment { meta, tags } = &mut *kept;
        let path = format!("{folder}/{META}");
        let Some((meta, _)) = meta.refresh(dir, &path, |text| meta::read(&path, text))? else {
            return Ok(None);
        };
        if meta.experiment_id != place.experiment_id() {
            let why = format!("it is the file of the experiment '{}'", meta.experiment_id);
            let damaged = disk::Damaged { path, why };
            return Err(Error::does_not_exist(damaged.to_string()).with_source(damaged));
        }
        tags.refresh(dir, &format!("{folder}/tags"), |path, _, _| read_value(dir, path))?;
        Ok(Some(Experiment {
            experiment_id: meta.experiment_id.clone(),
            name: meta.name.clone(),
            artifact_location: meta.artifact_location.clone(),
            lifecycle_stage: meta.lifecycle_stage,
            last_update_time: meta.last_update_time,
            creation_time: meta.creation_time,
            tags: tags
                .iter()
                .map(|(key, value)| ExperimentTag::new(key, value))
                .collect(),
            workspace: Some("default".to_owned()),
        }))
    }

    /// Reads an experiment of this id.
    pub(super) fn experiment(&self, dir: &Dir, id: &str) -> Result<(Place, Experiment)> {
        let not_found = || refusals::experiment_not_found(id);
        let place = Place::find(dir, id).ok_or_else(not_found)?;
        match self.read_experiment(dir, &place)? {
            Some(experiment) => Ok((place, experiment)),
            None => Err(Error::does_not_exist(format!(
                "No Experiment with id={id} exists: its folder has no file {META}"
            ))),
        }
    }

    pub(super) fn live_experiment(&self, dir: &Dir, id: &str) -> Result<(Place, Experiment)> {
        match self.experiment(dir, id)? {
            (_, experiment) if experiment.lifecycle_stage != LifecycleStage::Active => {
                Err(refusals::experiment_not_active(id, experiment.lifecycle_stage))
            }
            found => Ok(found),
        }
    }

    /// Reads the experiments in the places that a view shows, and warns of those that are damaged.
    fn experiments_in(&self, dir: &Dir, view: ViewType) -> Result<Vec<Experiment>> {
        let mut found = Vec::new();
        let places = Place::all(dir)?.into_iter();
        for place in places.filter(|place| view.shows(place.stage())) {
            match self.read_experiment(dir, &place) {
                Ok(Some(experiment)) => found.push(experiment),
                Ok(None) => tracing::debug!(folder = place.folder(), "no experiment: it has no {META}"),
                Err(error) => self.leave_out("experiment", &place.folder(), &error),
            }
        }
        Ok(found)
    }

    pub(super) fn leave_out(&self, what: &str, folder: &str, error: &Error) {
        let folder = self.root().join(folder);
        let message = error.message();
        self.index()
            .warn(&format!("left out the {what} in {}: {message}", folder.display()));
    }

    pub(super) fn experiment_named(&self, dir: &Dir, name: &str) -> Result<Option<Experiment>> {
        let all = self.experiments_in(dir, ViewType::All)?;
        Ok(all.into_iter().find(|experiment| experiment.name == name))
    }

    /// Makes an experiment of this id, whose name is free.
    pub(super) fn make_experiment(&self, dir: &Dir, id: &str, request: CreateExperiment) -> Result<()> {
        let now = now_ms();
        let experiment = Experiment {
            experiment_id: id.to_owned(),
            artifact_location: match request.artifact_location.as_str() {
                "" => location::join(self.artifact_root(), &[id]),
                given => location::absolute(given)?,
            },
            name: request.name,
            creation_time: Some(now),
            last_update_time: Some(now),
            ..Experiment::default()
        };
        disk::make_folder(dir, id)?;
        let mut batch = Batch::default();
        for ExperimentTag { key, value } in request.tags {
            batch.replace(format!("{id}/tags/{key}"), value);
        }
        if let Err(error) = batch.commit(dir, id) {
            let _ = dir.remove_dir_all(id);
            return Err(error);
        }
        let meta = super::yaml::to_text(&meta::of_experiment(&experiment, true));
        disk::replace(dir, id, &format!("{id}/{META}"), &meta)
    }

    fn rewrite_experiment(&self, dir: &Dir, folder: &str, experiment: &Experiment) -> Result<()> {
        let text = super::yaml::to_text(&meta::of_experiment(experiment, false));
        disk::replace(dir, folder, &format!("{folder}/{META}"), &text)
    }

    fn delete_experiment_now(&self, id: &str) -> Result<()> {
        let dir = self.open_root()?;
        let _lock = disk::lock(&dir, ".")?;
        let place = Place::active(&dir, id).ok_or_else(|| refusals::experiment_not_found(id))?;
        if id == DEFAULT {
            return Err(Error::invalid_parameter_value(
                "The default experiment '0' of a file store cannot be deleted. Delete its runs instead",
            ));
        }
        let (_, mut experiment) = self.experiment(&dir, id)?;
        let now = now_ms();
        self.move_runs(&dir, &place, LifecycleStage::Deleted, now)?;
        experiment.lifecycle_stage = LifecycleStage::Deleted;
        experiment.last_update_time = Some(now);
        self.rewrite_experiment(&dir, id, &experiment)?;
        self.rename_folder(&dir, id, &format!("{TRASH}/{id}"))
    }

    fn restore_experiment_now(&self, id: &str) -> Result<()> {
        let dir = self.open_root()?;
        let _lock = disk::lock(&dir, ".")?;
        let place = Place::deleted(&dir, id).ok_or_else(|| refusals::experiment_not_found(id))?;
        if Place::active(&dir, id).is_some() {
            return Err(Error::already_exists(format!(
                "Cannot restore the experiment {id}: a live one has the same id. Move its folder away first"
            )));
        }
        let (_, mut experiment) = self.experiment(&dir, id)?;
        self.rename_folder(&dir, &place.folder(), id)?;
        let place = Place::active(&dir, id).ok_or_else(|| refusals::experiment_not_found(id))?;
        let now = now_ms();
        experiment.lifecycle_stage = LifecycleStage::Active;
        experiment.last_update_time = Some(now);
        self.move_runs(&dir, &place, LifecycleStage::Active, now)?;
        self.rewrite_experiment(&dir, id, &experiment)
    }

    pub(super) fn rename_folder(&self, dir: &Dir, from: &str, to: &str) -> Result<()> {
        disk::make_folder(dir, TRASH)?;
        dir.rename(from, dir, to)
            .map_err(|error| disk::failed("move", from, error))?;
        self.index().experiments.forget(from);
        Ok(())
    }

    fn rename_experiment(&self, request: UpdateExperiment) -> Result<()> {
        let UpdateExperiment {
            experiment_id,
            new_name,
        } = request;
        let dir = self.open_root()?;
        let _lock = disk::lock(&dir, ".")?;
        let (place, mut experiment) = self.experiment(&dir, &experiment_id)?;
        if experiment.lifecycle_stage != LifecycleStage::Active {
            return Err(refusals::rename_of_deleted_experiment());
        }
        let owner = self.experiment_named(&dir, &new_name)?;
        if owner.is_some_and(|owner| owner.experiment_id != experiment_id) {
            return Err(refusals::experiment_name_taken(&new_name));
        }
        experiment.name = new_name;
        experiment.last_update_time = Some(now_ms());
        self.rewrite_experiment(&dir, &place.folder(), &experiment)
    }
}

/// Reads the value of a parameter or a tag.
pub(super) fn read_value(dir: &Dir, path: &str) -> Result<String> {
    Ok(disk::read_text(dir, path)?.unwrap_or_default())
}

/// Makes the id of a new experiment, as official MLflow does for this store.
pub(super) fn new_id(dir: &Dir) -> String {
    loop {
        let digits = Uuid::new_v4().as_u128().to_string();
        let id = digits.get(..ID_DIGITS).unwrap_or_default();
        if id.len() == ID_DIGITS && Place::find(dir, id).is_none() {
            return id.to_owned();
        }
    }
}

#[async_trait]
impl Experiments for FileStore {
    async fn create_experiment(&self, request: CreateExperiment) -> Result<CreateExperimentResponse> {
        let request = request.validated()?;
        let dir = self.open_root()?;
        let _lock = disk::lock(&dir, ".")?;
        if self.experiment_named(&dir, &request.name)?.is_some() {
            return Err(refusals::experiment_name_taken(&request.name));
        }
        let experiment_id = new_id(&dir);
        self.make_experiment(&dir, &experiment_id, request)?;
        Ok(CreateExperimentResponse { experiment_id })
    }

    async fn get_experiment(&self, request: GetExperiment) -> Result<GetExperimentResponse> {
        let id = request.validated()?.experiment_id;
        let (_, experiment) = self.experiment(&self.open_root()?, &id)?;
        Ok(GetExperimentResponse { experiment })
    }

    async fn get_experiment_by_name(
        &self,
        request: GetExperimentByName,
    ) -> Result<GetExperimentByNameResponse> {
        let name = request.validated()?.experiment_name;
        match self.experiment_named(&self.open_root()?, &name)? {
            Some(experiment) => Ok(GetExperimentResponse { experiment }),
            None => Err(refusals::experiment_name_not_found(&name)),
        }
    }

    async fn search_experiments(&self, request: SearchExperiments) -> Result<SearchExperimentsResponse> {
        // As to official MLflow, the place of the folder tells what is deleted, whatever its file says.
        let mut request = request.validated()?;
        let view = request.view_type.replace(ViewType::All).unwrap_or_default();
        select_experiments(self.experiments_in(&self.open_root()?, view)?, &request)
    }

    async fn delete_experiment(&self, request: DeleteExperiment) -> Result<DeleteExperimentResponse> {
        let id = request.validated()?.experiment_id;
        super::apart(|| self.delete_experiment_now(&id))?;
        Ok(DeleteExperimentResponse {})
    }

    async fn restore_experiment(&self, request: RestoreExperiment) -> Result<RestoreExperimentResponse> {
        let id = request.validated()?.experiment_id;
        super::apart(|| self.restore_experiment_now(&id))?;
        Ok(RestoreExperimentResponse {})
    }

    async fn update_experiment(&self, request: UpdateExperiment) -> Result<UpdateExperimentResponse> {
        self.rename_experiment(request.validated()?)?;
        Ok(UpdateExperimentResponse {})
    }

    async fn set_experiment_tag(&self, request: SetExperimentTag) -> Result<SetExperimentTagResponse> {
        let request = request.validated()?;
        let dir = self.open_root()?;
        let (place, _) = self.live_experiment(&dir, &request.experiment_id)?;
        let folder = place.folder();
        let mut batch = Batch::default();
        batch.replace(format!("{folder}/tags/{}", request.key), request.value);
        batch.commit(&dir, &folder)?;
        Ok(SetExperimentTagResponse {})
    }

    async fn delete_experiment_tag(
        &self,
        request: DeleteExperimentTag,
    ) -> Result<DeleteExperimentTagResponse> {
        let DeleteExperimentTag { experiment_id, key } = request.validated()?;
        let dir = self.open_root()?;
        let (place, experiment) = self.live_experiment(&dir, &experiment_id)?;
        if experiment.tags.contains_key(&key)
            && disk::remove_file(&dir, &format!("{}/tags/{key}", place.folder()))?
        {
            return Ok(DeleteExperimentTagResponse {});
        }
        Err(refusals::experiment_tag_not_found(&key, experiment_id))
    }

    async fn search_datasets(&self, request: SearchDatasets) -> Result<SearchDatasetsResponse> {
        let ids = request.validated()?.experiment_ids;
        let dataset_summaries = super::apart(|| self.dataset_summaries(&ids))?;
        Ok(SearchDatasetsResponse { dataset_summaries })
    }
}
