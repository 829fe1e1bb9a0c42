//! An extension that a plugin offers, on the program's side.

use super::operation as op;
use super::*;
use crate::blocking;
use crate::context::{DefaultExperimentProvider, RunContextProvider};
use crate::contract::{CallContext, proto_json};
use crate::dataset_source::DatasetSource;
use crate::error::{Error, Result};
use crate::evaluator::{Evaluate, EvaluationResult, Evaluator};
use crate::extension::Extension;
use crate::outgoing::{OutgoingRequest, RequestAuthProvider, RequestHeaderProvider};
use crate::plugin::loaded;
use crate::plugin::manifest::Kind;
use crate::plugin::store::PluginStore;
use async_trait::async_trait;
use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OnceCell;

/// Starting a run and sending a request wait no longer than this for what a plugin adds to them.
const SHORT: Duration = Duration::from_secs(10);

/// A dataset may take so long to be fetched.
const HOUR: Duration = Duration::from_secs(60 * 60);

/// An evaluation may take so long.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// An extension of a plugin, which is loaded by the first question.
#[derive(Clone)]
pub(in crate::plugin) struct Proxy(Arc<Inner>);

struct Inner {
    source: Arc<loaded::Source>,
    kind: Kind,
    name: String,
    opened: OnceCell<PluginStore>,
}

impl Proxy {
    /// Makes the extension of a kind and name; `None` for the kinds of stores.
    pub(in crate::plugin) fn extension(
        source: Arc<loaded::Source>,
        kind: Kind,
        name: &str,
    ) -> Option<Extension> {
        let proxy = Proxy(Arc::new(Inner {
            source,
            kind,
            name: name.to_owned(),
            opened: OnceCell::new(),
        }));
        Some(match kind {
            Kind::Evaluator => Extension::evaluator(proxy),
            Kind::ProjectBackend => Extension::project_backend(proxy),
            Kind::DatasetSource => Extension::dataset_source(proxy),
            Kind::RunContext => Extension::run_context(proxy),
            Kind::DefaultExperiment => Extension::default_experiment(proxy),
            Kind::RequestHeader => Extension::request_headers(proxy),
            Kind::RequestAuth => Extension::request_auth(proxy),
            Kind::TrackingStore | Kind::TraceStore | Kind::RegistryStore | Kind::ArtifactRepo => return None,
        })
    }

    pub(super) fn named(&self) -> &str {
        &self.0.name
    }

    /// Asks the plugin, within a time unless the caller has a deadline of its own.
    pub(super) async fn ask<A: DeserializeOwned>(
        &self,
        operation: &'static str,
        request: &(impl Serialize + Sync),
        time: Option<Duration>,
    ) -> Result<A> {
        self.send(operation, proto_json::write(request)?, time).await
    }

    async fn send<A: DeserializeOwned>(
        &self,
        operation: &'static str,
        request: Bytes,
        time: Option<Duration>,
    ) -> Result<A> {
        let opening = async || {
            let plugin = self.0.source.clone().take().await?;
            PluginStore::open_named(&plugin, self.0.kind, &self.0.name).await
        };
        let store = self.0.opened.get_or_try_init(opening).await?;
        let mut context = CallContext::current();
        context.deadline = context.deadline.or(time);
        let answer = store.ask(operation, request, &context).await?;
        serde_json::from_slice(&answer).map_err(|e| {
            let who = store.described();
            Error::internal(format!(
                "{who} answered `{operation}` with what cannot be read: {e}"
            ))
        })
    }
}

#[async_trait]
impl Evaluator for Proxy {
    fn name(&self) -> &str {
        self.named()
    }

    async fn can_evaluate(&self, model_type: &str, evaluator_config: &Map<String, Value>) -> Result<bool> {
        let question = CanEvaluate {
            model_type: model_type.to_owned(),
            evaluator_config: evaluator_config.clone(),
        };
        let answer: Answer = self.ask(op::CAN_EVALUATE, &question, None).await?;
        Ok(answer.answer)
    }

    async fn evaluate(&self, request: Evaluate) -> Result<EvaluationResult> {
        self.ask(op::EVALUATE, &request, Some(DAY)).await
    }
}

#[async_trait]
impl DatasetSource for Proxy {
    fn source_type(&self) -> &str {
        self.named()
    }

    async fn can_resolve(&self, raw_source: &str) -> Result<bool> {
        let raw_source = raw_source.to_owned();
        let answer: Answer = self.ask(op::CAN_RESOLVE, &RawSource { raw_source }, None).await?;
        Ok(answer.answer)
    }

    async fn resolve(&self, raw_source: &str) -> Result<Map<String, Value>> {
        let raw_source = raw_source.to_owned();
        let resolved: Source = self.ask(op::RESOLVE, &RawSource { raw_source }, None).await?;
        Ok(resolved.source)
    }

    async fn load(&self, source: &Map<String, Value>, into: &Path) -> Result<PathBuf> {
        let into = std::path::absolute(into)?;
        let into = into.to_str().ok_or_else(|| {
            Error::invalid_parameter_value(format!("the path {} is not UTF-8", into.display()))
        })?;
        let load = Load {
            source: source.clone(),
            into: into.to_owned(),
        };
        let loaded: Loaded = self.ask(op::LOAD, &load, Some(HOUR)).await?;
        Ok(loaded.path.into())
    }
}

impl RunContextProvider for Proxy {
    fn name(&self) -> &str {
        self.named()
    }

    fn tags(&self) -> Result<Vec<(String, String)>> {
        let told: Tags = blocking::run(self.ask(op::TAGS, &Nothing {}, Some(SHORT)))?;
        Ok(told.tags)
    }
}

impl DefaultExperimentProvider for Proxy {
    fn name(&self) -> &str {
        self.named()
    }

    fn experiment_id(&self) -> Result<Option<String>> {
        let named: NamedExperiment = blocking::run(self.ask(op::EXPERIMENT_ID, &Nothing {}, Some(SHORT)))?;
        Ok(named.experiment_id)
    }
}

impl RequestHeaderProvider for Proxy {
    fn name(&self) -> &str {
        self.named()
    }

    fn headers(&self) -> Result<Vec<(String, String)>> {
        let told: Headers = blocking::run(self.ask(op::HEADERS, &Nothing {}, Some(SHORT)))?;
        Ok(told.headers)
    }
}

#[async_trait]
impl RequestAuthProvider for Proxy {
    fn name(&self) -> &str {
        self.named()
    }

    async fn headers(&self, request: OutgoingRequest<'_>) -> Result<Vec<(String, String)>> {
        let head = Outgoing {
            method: request.method.to_owned(),
            url: request.url.to_owned(),
            has_body: request.body.is_some(),
        };
        let request = crate::plugin::artifacts::join(&head, request.body.unwrap_or_default())?;
        let told: Headers = self.send(op::AUTH_HEADERS, request, Some(SHORT)).await?;
        Ok(told.headers)
    }
}
