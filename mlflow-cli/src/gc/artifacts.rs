//! The artifacts of what is to be deleted: opened before the first deletion.

use super::item::Item;
use crate::failure::Failure;
use crate::session::shown_uri;
use mlflow_core::artifact::{ArtifactPath, ArtifactRepo, location};
use mlflow_core::{Registry, Result, StoreUri};
use std::collections::BTreeMap;
use std::sync::Arc;

/// An artifact location, and whether this program can delete what is there.
pub(super) struct Artifacts {
    uri: String,
    reach: Reach,
}

enum Reach {
    Open(Arc<dyn ArtifactRepo>),
    /// There is no location.
    Nowhere,
    Closed {
        reason: String,
    },
}

impl Artifacts {
    /// Opens a location, and remembers what was wrong if that cannot be done.
    ///
    /// What a server hands out is looked up at the destination where it keeps that.
    pub(super) async fn open(registry: &Registry, uri: String, destination: Option<&str>) -> Self {
        let uri = match destination.and_then(|destination| at_destination(&uri, destination)) {
            Some(Ok(uri)) => uri,
            Some(Err(error)) => {
                let reason = error.message().to_owned();
                let reach = Reach::Closed { reason };
                return Artifacts { uri, reach };
            }
            None => uri,
        };
        let reach = match uri.is_empty() {
            true => Reach::Nowhere,
            false => match registry.artifact_repo(&uri).await {
                Ok(repo) => Reach::Open(repo),
                Err(error) => Reach::Closed {
                    reason: error.message().to_owned(),
                },
            },
        };
        Artifacts { uri, reach }
    }

    /// Returns the location as it may be shown.
    pub(super) fn shown_uri(&self) -> String {
        match self.reach {
            Reach::Nowhere => String::new(),
            _ => shown_uri(&self.uri),
        }
    }

    pub(super) fn is_out_of_reach(&self) -> bool {
        matches!(self.reach, Reach::Closed { .. })
    }

    /// Deletes all that is there; what is out of reach is left.
    pub(super) async fn delete(&self) -> std::result::Result<(), Failure> {
        let Reach::Open(repo) = &self.reach else {
            return Ok(());
        };
        for entry in repo.list(None).await? {
            repo.delete(&ArtifactPath::parse(&entry.path)?).await?;
        }
        Ok(())
    }
}

/// The part of a server's address that its artifacts are below.
const SERVED_BELOW: &str = "/api/2.0/mlflow-artifacts/artifacts/";

/// Returns where a server keeps what it hands out at a location; `None` for what no server hands out.
fn at_destination(location: &str, destination: &str) -> Option<Result<String>> {
    let uri = StoreUri::parse(location).ok()?;
    let path = match uri.scheme() {
        "mlflow-artifacts" => uri.path(),
        "http" | "https" => uri.path().split_once(SERVED_BELOW)?.1,
        _ => return None,
    };
    let path = ArtifactPath::parse(path.trim_matches('/'));
    Some(path.map(|path| location::join(destination, &[path.as_str()])))
}

/// Returns why nothing may be deleted, if artifacts are out of reach: an example for each scheme.
pub(super) fn refusal(items: &[Item]) -> Option<Failure> {
    let mut reasons = BTreeMap::new();
    let mut count = 0;
    for Artifacts { uri, reach } in items.iter().map(|item| &item.artifacts) {
        if let Reach::Closed { reason } = reach {
            count += 1;
            let scheme = StoreUri::parse(uri).map_or_else(|_| String::new(), |uri| uri.scheme().to_owned());
            reasons.entry(scheme).or_insert(reason.as_str());
        }
    }
    if reasons.is_empty() {
        return None;
    }
    let reasons: Vec<_> = reasons.into_values().collect();
    let failure = Failure::new(format!(
        "nothing is deleted: {count} of {} artifact locations are out of reach: {}",
        items.len(),
        reasons.join("; ")
    ));
    Some(failure.hint(
        "use a program that reaches them, such as official MLflow's `mlflow gc`, or delete the rows and leave the \
         files where they are by --keep-artifacts; --dry-run shows each location",
    ))
}
