//! What an earlier migration has made is found by its tag.

use crate::api::Known;
use crate::event::Kind;
use crate::ids::SOURCE;
use crate::migration::Work;
use crate::moving::models_of;
use crate::place::Places;
use crate::source::{PAGE, Source, pages};
use futures::stream::{Stream, TryStreamExt};
use mlflow_core::Result;
use mlflow_core::contract::runs::SearchRuns;
use mlflow_core::entities::{ModelVersion, RegisteredModel, Run, ViewType};
use mlflow_core::import::ImportedModel;
use std::collections::{BTreeSet, HashMap};
use std::pin::pin;

impl Source {
    /// Finds the runs of an experiment that are copies, in pages.
    pub(super) fn copies_of_runs(&self, experiment_id: &str) -> impl Stream<Item = Result<Vec<Run>>> + Send {
        pages(move |page_token| async move {
            let request = SearchRuns {
                experiment_ids: vec![experiment_id.to_owned()],
                filter: format!("tags.`{SOURCE}` LIKE '%'"),
                run_view_type: Some(ViewType::All),
                max_results: Some(PAGE),
                order_by: vec!["attributes.run_id ASC".to_owned()],
                page_token,
            };
            let answer = self.tracking.search_runs(request).await?;
            Ok((answer.runs, answer.next_page_token))
        })
    }

    /// Finds the live logged models of an experiment that are copies, by the ids of their originals.
    pub(super) async fn copies_of_models(
        &self,
        experiment_id: &str,
    ) -> Result<HashMap<String, ImportedModel>> {
        let mut copies = HashMap::new();
        let mut pages = pin!(self.logged_models(experiment_id));
        while let Some(models) = pages.try_next().await? {
            let live = models.into_iter().map(|model| ImportedModel {
                model,
                ..ImportedModel::default()
            });
            copies.extend(live.filter_map(with_original));
        }
        Ok(copies)
    }

    /// Finds copies among logged models that may be deleted, by the ids of their originals.
    pub(super) async fn copies_among(
        &self,
        kept_models: &BTreeSet<String>,
    ) -> Result<HashMap<String, ImportedModel>> {
        let mut copies = HashMap::new();
        for model_id in kept_models {
            let found = self.logged_model(model_id).await?;
            copies.extend(found.and_then(with_original));
        }
        Ok(copies)
    }

    /// Finds the versions of a model that are copies, by the numbers of their originals.
    pub(super) async fn copies_of_versions(
        &self,
        model: &RegisteredModel,
    ) -> Result<HashMap<String, ModelVersion>> {
        let mut copies = HashMap::new();
        let mut pages = pin!(self.versions(model));
        while let Some(versions) = pages.try_next().await? {
            let versions = versions.into_iter().map(|imported| imported.version);
            copies.extend(versions.filter_map(|version| {
                let original = version.tags.get(SOURCE)?.to_owned();
                Some((original, version))
            }));
        }
        Ok(copies)
    }
}

fn with_original(imported: ImportedModel) -> Option<(String, ImportedModel)> {
    let original = imported.model.info.tags.get(SOURCE)?.to_owned();
    Some((original, imported))
}

impl Work<'_> {
    /// Finds the copies that an earlier migration has made, to compare them.
    pub(crate) async fn find_copies(&mut self, api: &Source, places: &mut Places) -> Result<()> {
        let mut known = Known::default();
        for experiment in &self.chosen.experiments {
            if places.is_refused(&experiment.experiment_id) {
                continue;
            }
            let kept_id = places.id(&experiment.experiment_id);
            note_runs(&kept_id, api, places, &mut known).await?;
            for (original, copy) in api.copies_of_models(&kept_id).await? {
                known.kept_models.remove(copy.model.id());
                places.note_model(&original, &copy.model);
            }
        }
        for (original, copy) in api.copies_among(&known.kept_models).await? {
            places.note_model(&original, &copy.model);
        }
        let unknown = [
            (Kind::LoggedModels, api.knows_models().await?),
            (Kind::Traces, api.knows_traces().await?),
        ];
        let unknown = unknown.into_iter().filter(|(_, is_known)| !is_known);
        self.report.unknown_kinds.extend(unknown.map(|(kind, _)| kind));
        Ok(())
    }

    /// Finds the copies of versions that an earlier migration has made, to compare them.
    pub(crate) async fn find_copies_of_versions(&mut self, api: &Source, places: &mut Places) -> Result<()> {
        for model in &self.chosen.models {
            for (original, copy) in api.copies_of_versions(model).await? {
                places.ids.note_version(&model.name, &original, &copy.version);
            }
        }
        Ok(())
    }
}

/// Notes the copies of runs in an experiment of the target, and which logged models they name.
pub(super) async fn note_runs(
    kept_id: &str,
    api: &Source,
    places: &mut Places,
    known: &mut Known,
) -> Result<()> {
    let mut pages = pin!(api.copies_of_runs(kept_id));
    while let Some(copies) = pages.try_next().await? {
        let ids: Vec<String> = copies.iter().map(|copy| copy.id().to_owned()).collect();
        for copy in api.runs(&ids).await? {
            if let Some(original) = copy.data.tags.get(SOURCE) {
                places.note_run(original, &copy);
                known.runs.insert(original.to_owned());
            }
            known.kept_models.extend(models_of(&copy));
        }
    }
    Ok(())
}
