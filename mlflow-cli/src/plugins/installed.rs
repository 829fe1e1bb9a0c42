//! What is installed, and what one plugin says of itself.

use crate::output::{Answer, Table};
use mlflow_core::Registry;
use mlflow_core::plugin::{self, Found, Kind, LoadedPlugin, Manifest, Rejected};
use serde_json::{Value, json};
use std::sync::Arc;

/// The plugins that are installed, the manifests that are not used, and the schemes that belong to somebody else.
pub(super) struct Plugins {
    found: Arc<Vec<Found>>,
    rejected: Arc<Vec<Rejected>>,
    registry: Registry,
}

impl Plugins {
    pub(super) fn find() -> Self {
        Plugins {
            registry: Registry::default(),
            found: plugin::found(),
            rejected: plugin::rejected(),
        }
    }

    /// Returns the schemes of a plugin that are opened by another one or by this program, with who does.
    fn taken(&self, found: &Found) -> Vec<(String, String)> {
        let owner = |kind, scheme: &str| match kind {
            Kind::TrackingStore => owner(self.registry.tracking_schemes(), scheme),
            Kind::TraceStore => owner(self.registry.trace_schemes(), scheme),
            Kind::ArtifactRepo => owner(self.registry.artifact_schemes(), scheme),
            _ => owner(self.registry.registry_schemes(), scheme),
        };
        let mut taken = Vec::new();
        for offer in &found.manifest.offers {
            for scheme in &offer.schemes {
                match owner(offer.kind, scheme) {
                    Some(owner) if owner != found.provider() => taken.push((scheme.clone(), owner)),
                    _ => {}
                }
            }
        }
        taken.dedup();
        taken
    }

    fn state(&self, found: &Found) -> String {
        let taken = self.taken(found).into_iter();
        let taken: Vec<_> = taken
            .map(|(scheme, owner)| format!("{scheme} belongs to {owner}"))
            .collect();
        match taken.is_empty() {
            true => "ready".to_owned(),
            false => taken.join("; "),
        }
    }
}

fn owner<'r>(mut schemes: impl Iterator<Item = (&'r str, &'r str)>, scheme: &str) -> Option<String> {
    schemes
        .find(|(known, _)| known.eq_ignore_ascii_case(scheme))
        .map(|(_, owner)| owner.to_owned())
}

fn offers(manifest: &Manifest) -> String {
    let offers = manifest.offers.iter();
    let offers: Vec<_> = offers
        .map(|offer| format!("{}: {}", offer.kind, offer.found_by().join(" ")))
        .collect();
    offers.join(", ")
}

impl Answer for Plugins {
    fn table(&self) -> Table {
        let found = self.found.iter().map(|found| {
            let manifest = &found.manifest;
            [
                manifest.name.clone(),
                manifest.version.clone(),
                offers(manifest),
                self.state(found),
                found.path.display().to_string(),
            ]
        });
        let rejected = self.rejected.iter().map(|rejected| {
            let nothing = || String::new();
            [
                nothing(),
                nothing(),
                nothing(),
                format!("not used: {}", rejected.why),
                rejected.path.display().to_string(),
            ]
        });
        Table::new(["Name", "Version", "Offers", "State", "Manifest"])
            .with_rows(found)
            .with_rows(rejected)
    }

    fn json(&self) -> Value {
        let plugins = self.found.iter().map(|found| {
            let taken = self.taken(found).into_iter();
            let taken = taken.map(|(scheme, owner)| (scheme, Value::String(owner)));
            json!({
                "path": found.path,
                "file": found.file,
                "manifest": found.manifest,
                "taken_schemes": taken.collect::<serde_json::Map<_, _>>(),
            })
        });
        let rejected = self.rejected.iter();
        let rejected = rejected.map(|rejected| json!({ "path": rejected.path, "why": rejected.why }));
        json!({ "plugins": plugins.collect::<Vec<_>>(), "rejected": rejected.collect::<Vec<_>>() })
    }
}

fn runs(is_isolated: bool) -> &'static str {
    match is_isolated {
        true => "in a process of its own",
        false => "in the program",
    }
}

/// A plugin that was loaded.
pub(super) struct Loaded(pub(super) LoadedPlugin);

impl Answer for Loaded {
    fn table(&self) -> Table {
        let manifest = &self.0.manifest;
        let names = |names: &[String]| match names {
            [] => "none".to_owned(),
            names => names.join(", "),
        };
        let mut rows = vec![
            ("Name", manifest.name.clone()),
            ("Version", manifest.version.clone()),
            ("ABI", manifest.abi.to_string()),
            ("File", self.0.path.display().to_string()),
            ("Runs", runs(self.0.is_isolated).to_owned()),
        ];
        for offer in &manifest.offers {
            rows.push((
                "Offers",
                format!("{} for {}", offer.kind, offer.found_by().join(", ")),
            ));
        }
        rows.push(("May read settings", names(&manifest.settings)));
        rows.push(("May read secrets", names(&manifest.secrets)));
        Table::new(["What", "Value"])
            .with_rows(rows.into_iter().map(|(what, value)| [what.to_owned(), value]))
    }

    fn json(&self) -> Value {
        json!({ "path": self.0.path, "is_isolated": self.0.is_isolated, "manifest": self.0.manifest })
    }
}
