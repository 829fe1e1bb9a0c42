//! A store of a plugin, as the other end of a [`Transport`].

use super::loaded::Plugin;
use super::manifest::{Kind, Manifest, Offer};
use super::message::{self, OpenRequest};
use super::{library, process};
use crate::contract::{CallContext, Operation, Transport};
use crate::error::{Error, Result};
use crate::registry::OpenOptions;
use crate::uri::StoreUri;
use async_trait::async_trait;
use bytes::Bytes;
use std::fmt;
use std::sync::Arc;

/// A store that a plugin has opened; [`Remote`](crate::Remote) makes a store of the contract of it.
#[derive(Clone)]
pub struct PluginStore(Carrier);

#[derive(Clone)]
enum Carrier {
    Here(Arc<library::Instance>),
    Apart(Arc<process::Instance>),
}

impl PluginStore {
    pub(super) async fn open(
        plugin: &Plugin,
        kind: Kind,
        uri: &StoreUri,
        options: &OpenOptions,
    ) -> Result<Self> {
        let manifest = plugin.manifest().await?;
        let offered = |offer: &Offer| offer.kind == kind && offer.schemes.iter().any(|s| s == uri.scheme());
        if !manifest.offers.iter().any(offered) {
            return Err(not_offered(&manifest, plugin, kind, uri));
        }
        let request = OpenRequest {
            kind,
            uri: uri.as_str().to_owned(),
            name: None,
            artifact_root: options.artifact_root.clone(),
            tracking_uri: options.tracking_uri.clone(),
        };
        PluginStore::opened(plugin, &request).await
    }

    /// Opens what is found by its name.
    pub(super) async fn open_named(plugin: &Plugin, kind: Kind, name: &str) -> Result<Self> {
        let request = OpenRequest {
            kind,
            uri: String::new(),
            name: Some(name.to_owned()),
            artifact_root: None,
            tracking_uri: None,
        };
        PluginStore::opened(plugin, &request).await
    }

    async fn opened(plugin: &Plugin, request: &OpenRequest) -> Result<Self> {
        Ok(PluginStore(match plugin {
            Plugin::Here(library) => Carrier::Here(Arc::new(library.open(request).await?)),
            Plugin::Apart(process) => {
                Carrier::Apart(Arc::new(process::Instance::open(process, request).await?))
            }
        }))
    }

    /// Carries out an operation.
    pub(super) async fn ask(
        &self,
        operation: &'static str,
        request: Bytes,
        context: &CallContext,
    ) -> Result<Bytes> {
        match &self.0 {
            Carrier::Here(instance) => {
                let wire = message::write_context(context)?;
                instance.call(operation, request, wire, context.deadline).await
            }
            Carrier::Apart(instance) => instance.call(operation, request, context).await,
        }
    }

    /// Names the plugin in messages.
    pub(super) fn described(&self) -> String {
        format!("the plugin `{}`", self.name())
    }

    fn name(&self) -> &str {
        match &self.0 {
            Carrier::Here(instance) => &instance.library.manifest.name,
            Carrier::Apart(instance) => instance.name(),
        }
    }
}

/// Says what a manifest does wrong that promises more than the plugin offers.
fn not_offered(manifest: &Manifest, plugin: &Plugin, kind: Kind, uri: &StoreUri) -> Error {
    Error::invalid_parameter_value(format!(
        "the plugin {} offers no {kind} for the scheme of `{uri}`, as the manifest beside it says: it offers {}",
        plugin.file().display(),
        manifest.schemes().join(", "),
    ))
}

#[async_trait]
impl Transport for PluginStore {
    async fn call(
        &self,
        operation: &'static Operation,
        request: Bytes,
        context: &CallContext,
    ) -> Result<Bytes> {
        self.ask(operation.name, request, context).await
    }

    fn peer(&self) -> String {
        self.described()
    }
}

impl fmt::Debug for PluginStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PluginStore").field(&self.name()).finish()
    }
}
