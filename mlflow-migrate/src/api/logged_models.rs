//! Logged models get their points with those of runs.

use crate::alike::VERSIONS_OF_MODEL;
use crate::api::Known;
use crate::event::Kind;
use crate::ids::SOURCE;
use crate::migration::Work;
use crate::moving::deleted_model;
use crate::place::Places;
use crate::source::{Source, lacks_call};
use futures::stream::TryStreamExt;
use mlflow_core::Result;
use mlflow_core::contract::logged_models::{
    CreateLoggedModel, FinalizeLoggedModel, SearchLoggedModels, SetLoggedModelTags,
};
use mlflow_core::entities::{LifecycleStage, LoggedModel, LoggedModelStatus, LoggedModelTag, Metric};
use mlflow_core::import::ImportedModel;
use std::collections::HashMap;
use std::pin::pin;

impl Source {
    /// Tells whether the server knows logged models.
    pub(super) async fn knows_models(&self) -> Result<bool> {
        let request = SearchLoggedModels {
            experiment_ids: vec!["0".to_owned()],
            filter: String::new(),
            datasets: Vec::new(),
            max_results: Some(1),
            order_by: Vec::new(),
            page_token: String::new(),
        };
        match self.tracking.search_logged_models(request).await {
            Err(error) if lacks_call(&error) => Ok(false),
            // There may be no such experiment, which a server tells that knows what was asked.
            _ => Ok(true),
        }
    }
}

impl Work<'_> {
    /// Makes the live models of an experiment that are not there, and strikes them off those that runs name.
    pub(super) async fn make_models(
        &mut self,
        index: usize,
        api: &Source,
        places: &mut Places,
        known: &mut Known,
    ) -> Result<()> {
        let source = self.source;
        let experiment_id = &self.chosen.experiments[index].experiment_id;
        let copies = match !places.is_refused(experiment_id) && api.knows_models().await? {
            true => api.copies_of_models(&places.id(experiment_id)).await?,
            false => HashMap::new(),
        };
        let mut pages = pin!(source.logged_models(experiment_id));
        while let Some(models) = pages.try_next().await? {
            for model in models {
                known.models.remove(model.id());
                let there = copies.get(model.id());
                self.make_model(model, there, api, places, known).await?;
            }
        }
        // Those of deleted models are live until the end.
        known.copies.extend(copies);
        Ok(())
    }

    /// Makes the deleted models that runs name, live until the end.
    pub(super) async fn make_deleted_models(
        &mut self,
        api: &Source,
        places: &mut Places,
        known: &mut Known,
    ) -> Result<()> {
        for copy in known.copies.values() {
            known.kept_models.remove(copy.model.id());
        }
        let mut copies = api.copies_among(&known.kept_models).await?;
        copies.extend(std::mem::take(&mut known.copies));
        for model_id in std::mem::take(&mut known.models) {
            if let Some(deleted) = deleted_model(self.source, self.chosen, &model_id).await? {
                let there = copies.get(&model_id);
                self.make_model(deleted.model, there, api, places, known).await?;
            }
        }
        Ok(())
    }

    async fn make_model(
        &mut self,
        model: LoggedModel,
        there: Option<&ImportedModel>,
        api: &Source,
        places: &mut Places,
        known: &mut Known,
    ) -> Result<()> {
        self.moved(Kind::LoggedModels, 1);
        if places.is_refused(&model.info.experiment_id) {
            return Ok(());
        }
        let id = model.id().to_owned();
        let kept = match there {
            Some(there) => there.model.clone(),
            None => {
                let created = create(&model, api, places).await;
                if created.as_ref().is_err_and(lacks_call) {
                    self.report.unknown_kinds.insert(Kind::LoggedModels);
                    return Ok(());
                }
                match self.unless_refused(Kind::LoggedModels, &id, created)? {
                    Some(created) => created,
                    None => return Ok(()),
                }
            }
        };
        places.note_model(&id, &kept);
        let from = model.info.artifact_uri.clone();
        let originals: Vec<_> = model
            .data
            .metrics
            .iter()
            .map(|point| point.run_id.clone())
            .collect();
        let expected = places.model(model);
        self.copy_all(vec![[from, kept.info.artifact_uri.clone()]])
            .await?;
        for (run_id, point) in originals.into_iter().zip(expected.data.metrics.iter()) {
            let is_there = kept.data.metrics.iter().any(|there| is_same(there, point));
            if let (Some(run_id), false) = (run_id, is_there) {
                let point = Metric {
                    model_id: Some(expected.id().to_owned()),
                    ..point.clone()
                };
                known.labelled.add(&run_id, point);
            }
        }
        // A deleted one was whole before it was deleted.
        if there.is_some_and(|there| there.lifecycle_stage == LifecycleStage::Deleted) {
            return Ok(());
        }
        let completed = complete(&expected, &kept, api).await;
        self.unless_refused(Kind::LoggedModels, &id, completed)?;
        Ok(())
    }
}

fn is_same(a: &Metric, b: &Metric) -> bool {
    let of = |m: &Metric| (m.timestamp, m.step, m.run_id.clone());
    a.key == b.key && of(a) == of(b)
}

async fn create(model: &LoggedModel, api: &Source, places: &Places) -> Result<LoggedModel> {
    let id = model.id();
    let expected = places.model(model.clone());
    let request = CreateLoggedModel {
        experiment_id: expected.info.experiment_id,
        name: expected.info.name,
        model_type: expected.info.model_type.unwrap_or_default(),
        source_run_id: expected.info.source_run_id.unwrap_or_default(),
        params: expected.data.params.into_vec(),
        tags: vec![LoggedModelTag::new(SOURCE, id)],
    };
    Ok(api.tracking.create_logged_model(request).await?.model)
}

/// Writes the tags and the status of a model that is there.
async fn complete(expected: &LoggedModel, kept: &LoggedModel, api: &Source) -> Result<()> {
    let model_id = || expected.id().to_owned();
    let mut tags = expected.info.tags.to_vec();
    tags.retain(|tag| {
        let by_itself = [SOURCE, VERSIONS_OF_MODEL].contains(&tag.key.as_str());
        !by_itself && kept.info.tags.get(&tag.key) != Some(&tag.value)
    });
    if !tags.is_empty() {
        let request = SetLoggedModelTags {
            model_id: model_id(),
            tags,
        };
        api.tracking.set_logged_model_tags(request).await?;
    }
    let status = expected.info.status;
    if status != kept.info.status && status != LoggedModelStatus::Unspecified {
        let request = FinalizeLoggedModel {
            model_id: model_id(),
            status: Some(status),
        };
        api.tracking.finalize_logged_model(request).await?;
    }
    Ok(())
}
