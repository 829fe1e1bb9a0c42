//! A plugin of everything that is no store, for the tests: an evaluator, a project backend, a source of datasets, and the small
//! providers.

use async_trait::async_trait;
use mlflow_core::context::{DefaultExperimentProvider, RunContextProvider};
use mlflow_core::dataset_source::DatasetSource;
use mlflow_core::entities::RunStatus;
use mlflow_core::evaluator::{Evaluate, EvaluationArtifact, EvaluationResult, Evaluator};
use mlflow_core::extension::Extension;
use mlflow_core::outgoing::{OutgoingRequest, RequestAuthProvider, RequestHeaderProvider};
use mlflow_core::project::{ProjectBackend, RunProject, SubmittedRun};
use mlflow_core::{Error, Result};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use tokio::sync::watch;

/// Implements all of the traits under one name.
struct Gadget;

const NAME: &str = "gadget";

#[async_trait]
impl Evaluator for Gadget {
    fn name(&self) -> &str {
        NAME
    }

    async fn can_evaluate(&self, model_type: &str, evaluator_config: &Map<String, Value>) -> Result<bool> {
        Ok(model_type == "regressor" && evaluator_config.contains_key("unit"))
    }

    /// Scores the mean of the absolute errors; of no rows, there is none.
    async fn evaluate(&self, request: Evaluate) -> Result<EvaluationResult> {
        let (Some(targets), Some(predictions)) = (&request.dataset.targets, &request.dataset.predictions)
        else {
            return Err(Error::invalid_parameter_value(
                "the dataset has no targets, or no predictions",
            ));
        };
        let number = |row: &Map<String, Value>, column: &str| row.get(column).and_then(Value::as_f64);
        let errors: Vec<_> = request
            .dataset
            .records
            .iter()
            .filter_map(|row| Some((number(row, targets)? - number(row, predictions)?).abs()))
            .collect();
        let report = EvaluationArtifact {
            uri: format!("runs:/{}/report.json", request.run_id),
            content: Some(json!({ "model": request.model, "config": request.evaluator_config })),
        };
        Ok(EvaluationResult {
            metrics: [(
                "mean_absolute_error".to_owned(),
                errors.iter().sum::<f64>() / errors.len() as f64,
            )]
            .into(),
            artifacts: [("report".to_owned(), report)].into(),
            run_id: Some(request.run_id),
        })
    }
}

/// A run that ends when somebody cancels it, or at once.
struct Job {
    run_id: String,
    status: watch::Sender<RunStatus>,
}

#[async_trait]
impl SubmittedRun for Job {
    fn run_id(&self) -> &str {
        &self.run_id
    }

    async fn wait(&self) -> Result<bool> {
        let mut status = self.status.subscribe();
        let ended = status.wait_for(|status| status.is_terminated()).await;
        let ended = ended.map_err(|e| Error::internal(e.to_string()))?;
        Ok(*ended == RunStatus::Finished)
    }

    async fn status(&self) -> Result<RunStatus> {
        Ok(*self.status.borrow())
    }

    async fn cancel(&self) -> Result<()> {
        self.status.send_replace(RunStatus::Killed);
        Ok(())
    }
}

#[async_trait]
impl ProjectBackend for Gadget {
    fn name(&self) -> &str {
        NAME
    }

    async fn run(&self, project: RunProject) -> Result<Box<dyn SubmittedRun>> {
        let status = match project.entry_point.as_str() {
            "main" => RunStatus::Finished,
            "forever" => RunStatus::Running,
            other => {
                return Err(Error::does_not_exist(format!(
                    "the project has no entry point `{other}`"
                )));
            }
        };
        Ok(Box::new(Job {
            run_id: format!("{}-{}", project.experiment_id, project.params["alpha"]),
            status: watch::Sender::new(status),
        }))
    }
}

#[async_trait]
impl DatasetSource for Gadget {
    fn source_type(&self) -> &str {
        NAME
    }

    async fn can_resolve(&self, raw_source: &str) -> Result<bool> {
        Ok(raw_source.starts_with("gadget:"))
    }

    async fn resolve(&self, raw_source: &str) -> Result<Map<String, Value>> {
        Ok([("uri".to_owned(), json!(raw_source))].into_iter().collect())
    }

    async fn load(&self, source: &Map<String, Value>, into: &Path) -> Result<PathBuf> {
        let file = into.join("rows.csv");
        std::fs::write(&file, format!("from\n{}\n", source["uri"]))?;
        Ok(file)
    }
}

impl RunContextProvider for Gadget {
    fn name(&self) -> &str {
        NAME
    }

    fn tags(&self) -> Result<Vec<(String, String)>> {
        Ok(vec![("gadget.colour".into(), "red".into())])
    }
}

impl DefaultExperimentProvider for Gadget {
    fn name(&self) -> &str {
        NAME
    }

    fn experiment_id(&self) -> Result<Option<String>> {
        Ok(Some("7".into()))
    }
}

impl RequestHeaderProvider for Gadget {
    fn name(&self) -> &str {
        NAME
    }

    fn headers(&self) -> Result<Vec<(String, String)>> {
        Ok(vec![("X-Gadget".into(), "on".into())])
    }
}

#[async_trait]
impl RequestAuthProvider for Gadget {
    fn name(&self) -> &str {
        NAME
    }

    async fn headers(&self, request: OutgoingRequest<'_>) -> Result<Vec<(String, String)>> {
        let length = request.body.map_or(-1, |body| body.len() as i64);
        let proof = format!("{} {} {length}", request.method, request.url);
        Ok(vec![("Authorization".into(), proof)])
    }
}

mlflow_core::export_plugin! {
    name: "gadget",
    version: "0.1.0",
    prompt: true,
    extensions: [
        Extension::evaluator(Gadget),
        Extension::project_backend(Gadget),
        Extension::dataset_source(Gadget),
        Extension::run_context(Gadget),
        Extension::default_experiment(Gadget),
        Extension::request_headers(Gadget),
        Extension::request_auth(Gadget),
    ],
}
