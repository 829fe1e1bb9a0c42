//! What the files of registered models say.

use cap_std::fs::Dir;
use mlflow_core::entities::ModelStage;
use mlflow_core::memory::{ModelContents, RegistryContents, VersionContents};
use mlflow_core::{Result, notice};
use mlflow_stores::file::{Finding, Tree, disk, yaml};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// The name of the files of models and versions.
pub(super) const META: &str = "meta.yaml";

const WHAT: &str = "registered model";

/// The stage of a deleted version, whose files stay.
pub(super) const DELETED: &str = "Deleted_Internal";

/// The texts of the files of each model, kept while they do not change.
#[derive(Debug, Default)]
pub(super) struct Shelf(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    texts: HashMap<String, Tree<String>>,
    told: HashSet<String>,
}

#[derive(Deserialize)]
struct ModelMeta {
    name: String,
    #[serde(default)]
    creation_timestamp: i64,
    #[serde(default)]
    last_updated_timestamp: i64,
    #[serde(default)]
    description: Option<String>,
}

#[derive(Deserialize)]
struct VersionMeta {
    #[serde(default)]
    creation_timestamp: i64,
    #[serde(default)]
    last_updated_timestamp: i64,
    #[serde(default)]
    current_stage: Option<String>,
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    storage_location: Option<String>,
    #[serde(default)]
    run_id: Option<String>,
    #[serde(default)]
    run_link: Option<String>,
}

impl Shelf {
    /// Reads the models of these names, or all; of all, damaged ones are left out with a warning.
    pub(super) fn read(&self, dir: &Dir, root: &Path, names: &[&str]) -> Result<RegistryContents> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut contents = RegistryContents::default();
        if names.is_empty() {
            for name in disk::folders(dir, ".")? {
                match known.model(dir, &name) {
                    Ok(Some(model)) => drop(contents.models.insert(name, model)),
                    Ok(None) => {}
                    Err(error) => {
                        let folder = root.join(&name);
                        let message = format!(
                            "left out the registered model in {}: {}",
                            folder.display(),
                            error.message()
                        );
                        if known.told.insert(message.clone()) {
                            notice::warn(&message);
                        }
                    }
                }
            }
            return Ok(contents);
        }
        for name in names.iter().filter(|name| disk::is_entry_name(name)) {
            if let Some(model) = known.model(dir, name)? {
                contents.models.insert((*name).to_owned(), model);
            }
        }
        Ok(contents)
    }
}

/// Reads the files of every model, and tells what is wrong with them.
pub(super) fn examine(dir: &Dir, parent: &str) -> Result<Vec<Finding>> {
    let mut known = Known::default();
    let mut found = Vec::new();
    for name in disk::folders(dir, ".")? {
        let folder = format!("{parent}/{name}");
        match known.model(dir, &name) {
            Ok(Some(_)) => {}
            Ok(None) => found.push(Finding::without_file(WHAT, &folder, META)),
            Err(error) => {
                let finding = Finding::of_error(WHAT, &name, &error);
                found.push(Finding {
                    path: format!("{parent}/{}", finding.path),
                    ..finding
                });
            }
        }
    }
    Ok(found)
}

impl Known {
    /// Reads a model; `None` if there is none.
    fn model(&mut self, dir: &Dir, name: &str) -> Result<Option<ModelContents>> {
        if !disk::is_folder(dir, name) {
            self.texts.remove(name);
            return Ok(None);
        }
        let texts = self.texts.entry(name.to_owned()).or_default();
        texts.refresh(dir, name, |path, _, _| {
            Ok(disk::read_text(dir, path)?.unwrap_or_default())
        })?;
        let Some(text) = texts.get(META) else {
            return Ok(None);
        };
        let path = |file: &str| format!("{name}/{file}");
        let meta: ModelMeta = parse(&path(META), text)?;
        if meta.name != name {
            let why = format!("it is the file of the model '{}'", meta.name);
            return Err(disk::damaged(&path(META), why));
        }
        let mut model = ModelContents {
            created: meta.creation_timestamp,
            updated: meta.last_updated_timestamp,
            description: meta.description.unwrap_or_default(),
            ..ModelContents::default()
        };
        let mut tags: BTreeMap<i64, BTreeMap<String, String>> = BTreeMap::new();
        for (file, text) in texts.iter() {
            let (first, rest) = file.split_once('/').unwrap_or((file, ""));
            let number = first
                .strip_prefix("version-")
                .and_then(|number| number.parse::<i64>().ok());
            match (first, number, rest) {
                ("tags", _, key) => drop(model.tags.insert(key.to_owned(), text.clone())),
                ("aliases", _, alias) => {
                    let number = text.trim().parse().map_err(|_| {
                        disk::damaged(&path(file), format!("'{text}' is no number of a version"))
                    })?;
                    model.aliases.insert(alias.to_owned(), number);
                }
                (_, Some(number), META) => {
                    model.versions.insert(number, version(&path(file), text)?);
                }
                (_, Some(number), rest) => {
                    if let Some(key) = rest.strip_prefix("tags/") {
                        tags.entry(number)
                            .or_default()
                            .insert(key.to_owned(), text.clone());
                    }
                }
                _ => {}
            }
        }
        for (number, tags) in tags {
            if let Some(version) = model.versions.get_mut(&number) {
                version.tags = tags;
            }
        }
        Ok(Some(model))
    }
}

fn parse<T: serde::de::DeserializeOwned>(path: &str, text: &str) -> Result<T> {
    yaml::from_text(text).map_err(|why| disk::damaged(path, why))
}

fn version(path: &str, text: &str) -> Result<VersionContents> {
    let meta: VersionMeta = parse(path, text)?;
    let stage = match meta.current_stage.as_deref() {
        Some(DELETED) => None,
        stage => Some(stage.unwrap_or("None").parse::<ModelStage>()?),
    };
    let source = meta.source.unwrap_or_default();
    Ok(VersionContents {
        created: meta.creation_timestamp,
        updated: meta.last_updated_timestamp,
        stage,
        description: meta.description,
        storage_location: meta.storage_location.unwrap_or_else(|| source.clone()),
        source,
        run_id: meta.run_id,
        run_link: meta.run_link.unwrap_or_default(),
        tags: BTreeMap::new(),
    })
}
