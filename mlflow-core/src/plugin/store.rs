//! A store of a plugin, as the other end of a [`Transport`].

use super::library::{Instance, Library, not_offered};
use super::manifest::Kind;
use super::message::{self, OpenRequest};
use crate::contract::{CallContext, Operation, Transport};
use crate::error::Result;
use crate::registry::OpenOptions;
use crate::uri::StoreUri;
use async_trait::async_trait;
use bytes::Bytes;
use std::fmt;
use std::sync::Arc;

/// A store that a plugin has opened; [`Remote`](crate::Remote) makes a store of the contract of it.
#[derive(Clone)]
pub struct PluginStore(Arc<Instance>);

impl PluginStore {
    pub(super) async fn open(
        library: &'static Library,
        kind: Kind,
        uri: &StoreUri,
        options: &OpenOptions,
    ) -> Result<Self> {
        let offered =
            |offer: &super::Offer| offer.kind == kind && offer.schemes.iter().any(|s| s == uri.scheme());
        if !library.manifest.offers.iter().any(offered) {
            return Err(not_offered(library, kind, uri));
        }
        let request = OpenRequest {
            kind,
            uri: uri.as_str().to_owned(),
            artifact_root: options.artifact_root.clone(),
            tracking_uri: options.tracking_uri.clone(),
        };
        Ok(PluginStore(Arc::new(library.open(&request).await?)))
    }
}

#[async_trait]
impl Transport for PluginStore {
    async fn call(
        &self,
        operation: &'static Operation,
        request: Bytes,
        context: &CallContext,
    ) -> Result<Bytes> {
        let wire = message::write_context(context)?;
        self.0.call(operation.name, request, wire, context.deadline).await
    }

    fn peer(&self) -> String {
        format!("the plugin `{}`", self.0.library.manifest.name)
    }
}

impl fmt::Debug for PluginStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PluginStore")
            .field(&self.0.library.manifest.name)
            .finish()
    }
}
