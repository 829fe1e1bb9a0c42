//! Asking the stores: the fields of the roots, and what runs have besides what their store tells.

use super::plan::Planned;
use super::schema::{EXPERIMENT_OF_RUN, MODEL_VERSIONS};
use crate::app::App;
use crate::artifacts;
use mlflow_core::contract::{Arguments, CallContext, dispatch, dispatch_registry};
use mlflow_core::{Error, Result};
use serde_json::{Map, Value as Json, json};
use std::collections::HashMap;

/// A question of a root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    Artifacts,
    Datasets,
    Experiment,
    MetricHistory,
    ModelVersions,
    Run,
    Runs,
}

/// Asks the stores for one document.
pub(super) struct Fetch<'a> {
    app: &'a App,
    context: &'a CallContext,
    /// Experiments by their ids: many runs have the same one.
    experiments: HashMap<String, Result<Json, String>>,
    /// What was not found of runs.
    pub(super) faults: super::faults::Faults,
}

impl<'a> Fetch<'a> {
    pub(super) fn new(app: &'a App, context: &'a CallContext) -> Self {
        Fetch {
            app,
            context,
            experiments: HashMap::new(),
            faults: super::faults::Faults::default(),
        }
    }

    /// Answers a question with MLflow's JSON.
    pub(super) async fn answer(
        &mut self,
        ask: Ask,
        input: Option<Json>,
        selected: &[Planned<'_, '_>],
    ) -> Result<Json> {
        let mut input = match input {
            Some(Json::Object(input)) => input,
            _ => {
                let message = "Missing value for required parameter 'input'.";
                return Err(Error::invalid_parameter_value(message));
            }
        };
        input.retain(|_, value| !value.is_null());
        if input
            .get("runId")
            .and_then(Json::as_str)
            .is_some_and(|id| !id.is_empty())
        {
            input.remove("runUuid");
        }
        match ask {
            Ask::Artifacts => self.artifacts(&input).await,
            Ask::Datasets => self.tracking("search_datasets", input).await,
            Ask::Experiment => self.tracking("get_experiment", input).await,
            Ask::MetricHistory => match input.get("runIds").and_then(Json::as_array) {
                Some(ids) if !ids.is_empty() => {
                    self.tracking("get_metric_history_bulk_interval", input).await
                }
                _ => Ok(json!({})),
            },
            Ask::ModelVersions => self.models("search_model_versions", input).await,
            Ask::Run => {
                let mut answer = self.tracking("get_run", input).await?;
                if let Some(run) = answer.get_mut("run") {
                    self.complete(std::slice::from_mut(run), selected).await;
                }
                Ok(answer)
            }
            Ask::Runs => {
                let mut answer = self.tracking("search_runs", input).await?;
                if let Some(runs) = answer.get_mut("runs").and_then(Json::as_array_mut) {
                    self.complete(runs, selected).await;
                }
                Ok(answer)
            }
        }
    }

    async fn tracking(&self, operation: &str, input: Map<String, Json>) -> Result<Json> {
        let input = Json::Object(input).to_string();
        let store = &*self.app.backends.tracking;
        let answer = dispatch(store, operation, Arguments::Json(input.as_bytes()), self.context).await;
        read(operation, answer)
    }

    async fn models(&self, operation: &str, input: Map<String, Json>) -> Result<Json> {
        let input = Json::Object(input).to_string();
        let store = &*self.app.backends.models;
        let answer =
            dispatch_registry(store, operation, Arguments::Json(input.as_bytes()), self.context).await;
        read(operation, answer)
    }

    async fn artifacts(&self, input: &Map<String, Json>) -> Result<Json> {
        let text = |name| {
            input
                .get(name)
                .and_then(Json::as_str)
                .filter(|text| !text.is_empty())
        };
        let run_id = text("runId").or_else(|| text("runUuid"));
        self.context
            .scope(artifacts::list_of_run(self.app, run_id, text("path")))
            .await
    }

    /// Adds to runs what is asked for and is not theirs.
    async fn complete(&mut self, runs: &mut [Json], selected: &[Planned<'_, '_>]) {
        let fields = || selected.iter().flat_map(|run| &run.selected);
        let asks_for = |name| fields().any(|field| field.what.name() == name);
        let with_experiment = asks_for(EXPERIMENT_OF_RUN.name);
        let with_versions = asks_for(MODEL_VERSIONS.name);
        for run in runs {
            let told = |name: &str| {
                let value = run.get("info").and_then(|info| info.get(name));
                value.and_then(Json::as_str).unwrap_or_default().to_owned()
            };
            let (run_id, experiment_id) = (told("run_id"), told("experiment_id"));
            if with_experiment {
                let experiment = self.experiment(experiment_id).await;
                self.put(run, "experiment", experiment);
            }
            if with_versions {
                let input = Map::from_iter([("filter".to_owned(), json!(format!("run_id='{run_id}'")))]);
                let found = self.models("search_model_versions", input).await;
                let versions = found.map(|mut found| found["model_versions"].take());
                let versions = versions.map(|found| if found.is_null() { json!([]) } else { found });
                self.put(
                    run,
                    "model_versions",
                    versions.map_err(|e| e.message().to_owned()),
                );
            }
        }
    }

    async fn experiment(&mut self, id: String) -> Result<Json, String> {
        if let Some(known) = self.experiments.get(&id) {
            return known.clone();
        }
        let input = Map::from_iter([("experiment_id".to_owned(), json!(id))]);
        let found = self.tracking("get_experiment", input).await;
        let found = found
            .map(|mut found| found["experiment"].take())
            .map_err(|e| e.message().to_owned());
        self.experiments.insert(id, found.clone());
        found
    }

    fn put(&mut self, run: &mut Json, name: &str, value: Result<Json, String>) {
        run[name] = value.unwrap_or_else(|text| {
            self.faults.add(text);
            Json::Null
        });
    }
}

fn read(operation: &str, answer: Option<Result<bytes::Bytes>>) -> Result<Json> {
    let answer = answer.ok_or_else(|| Error::not_implemented(operation, "this server"))??;
    serde_json::from_slice(&answer)
        .map_err(|e| Error::internal(format!("the answer of `{operation}` is no JSON: {e}")).with_source(e))
}
