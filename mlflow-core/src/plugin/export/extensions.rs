//! An extension that a plugin has opened, on the plugin's side.

use crate::contract::proto_json;
use crate::error::{Error, Result};
use crate::extension::Extension;
use crate::outgoing::OutgoingRequest;
use crate::plugin::artifacts::split;
use crate::plugin::extensions::operation as op;
use crate::plugin::extensions::*;
use crate::project::{ProjectBackend, SubmittedRun};
use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// An extension, and the runs of projects that it has begun.
pub(super) struct Extended {
    extension: Extension,
    submitted: Mutex<HashMap<u64, Arc<dyn SubmittedRun>>>,
}

impl Extended {
    pub(super) fn new(extension: Extension) -> Self {
        Extended {
            extension,
            submitted: Mutex::default(),
        }
    }

    /// Carries out an operation; `None` if there is none of this name.
    pub(super) async fn carry(&self, operation: &str, request: &[u8]) -> Option<Result<Bytes>> {
        self.answer(operation, request).await.transpose()
    }

    async fn answer(&self, operation: &str, request: &[u8]) -> Result<Option<Bytes>> {
        let answer = match (&self.extension, operation) {
            (Extension::RunContext(provider), op::TAGS) => write(Tags {
                tags: provider.tags()?,
            }),
            (Extension::DefaultExperiment(provider), op::EXPERIMENT_ID) => write(NamedExperiment {
                experiment_id: provider.experiment_id()?,
            }),
            (Extension::RequestHeaders(provider), op::HEADERS) => write(Headers {
                headers: provider.headers()?,
            }),
            (Extension::RequestAuth(provider), op::AUTH_HEADERS) => {
                let (head, body): (Outgoing, _) = split(request).ok_or_else(|| unreadable("no request"))?;
                let body = head.has_body.then_some(body);
                let request = OutgoingRequest::new(&head.method, &head.url, body);
                let headers = provider.headers(request).await?;
                write(Headers { headers })
            }
            (Extension::Evaluator(evaluator), op::CAN_EVALUATE) => {
                let asked: CanEvaluate = read(request)?;
                let answer = evaluator.can_evaluate(&asked.model_type, &asked.evaluator_config);
                write(Answer {
                    answer: answer.await?,
                })
            }
            (Extension::Evaluator(evaluator), op::EVALUATE) => {
                write(evaluator.evaluate(read(request)?).await?)
            }
            (Extension::DatasetSource(source), op::CAN_RESOLVE) => {
                let asked: RawSource = read(request)?;
                let answer = source.can_resolve(&asked.raw_source).await?;
                write(Answer { answer })
            }
            (Extension::DatasetSource(source), op::RESOLVE) => {
                let asked: RawSource = read(request)?;
                let source = source.resolve(&asked.raw_source).await?;
                write(Source { source })
            }
            (Extension::DatasetSource(source), op::LOAD) => {
                let asked: Load = read(request)?;
                let path = source.load(&asked.source, Path::new(&asked.into)).await?;
                let path = path.to_str().ok_or_else(|| unreadable("the path is not UTF-8"))?;
                write(Loaded {
                    path: path.to_owned(),
                })
            }
            (Extension::ProjectBackend(backend), operation) => {
                return self.of_project(&**backend, operation, request).await;
            }
            _ => return Ok(None),
        };
        answer.map(Some)
    }

    async fn of_project(
        &self,
        backend: &dyn ProjectBackend,
        operation: &str,
        request: &[u8],
    ) -> Result<Option<Bytes>> {
        let answer = match operation {
            op::RUN_PROJECT => {
                let submit: Submit = read(request)?;
                let run = backend.run(submit.project).await?;
                let run_id = run.run_id().to_owned();
                self.submitted().insert(submit.submission, run.into());
                write(Submitted { run_id })
            }
            op::WAIT_RUN => {
                let asked: Wait = read(request)?;
                let run = self.run(asked.submission)?;
                let patience = Duration::from_millis(asked.wait_ms);
                let ended = tokio::time::timeout(patience, run.wait()).await;
                write(Waited {
                    succeeded: ended.ok().transpose()?,
                })
            }
            op::RUN_STATUS => {
                let asked: Submission = read(request)?;
                let status = self.run(asked.submission)?.status().await?;
                write(Status { status })
            }
            op::CANCEL_RUN => {
                let asked: Submission = read(request)?;
                self.run(asked.submission)?.cancel().await?;
                write(Nothing {})
            }
            op::FORGET_RUN => {
                let asked: Submission = read(request)?;
                let forgotten = self.submitted().remove(&asked.submission);
                drop(forgotten);
                write(Nothing {})
            }
            _ => return Ok(None),
        };
        answer.map(Some)
    }

    fn run(&self, submission: u64) -> Result<Arc<dyn SubmittedRun>> {
        let run = self.submitted().get(&submission).cloned();
        run.ok_or_else(|| Error::does_not_exist(format!("no project is run as {submission}")))
    }

    fn submitted(&self) -> MutexGuard<'_, HashMap<u64, Arc<dyn SubmittedRun>>> {
        self.submitted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn unreadable(why: &str) -> Error {
    Error::invalid_parameter_value(format!("the plugin cannot read what it is asked: {why}"))
}

fn read<T: DeserializeOwned>(request: &[u8]) -> Result<T> {
    serde_json::from_slice(request).map_err(|e| unreadable(&e.to_string()))
}

fn write(answer: impl Serialize) -> Result<Bytes> {
    proto_json::write(&answer)
}
