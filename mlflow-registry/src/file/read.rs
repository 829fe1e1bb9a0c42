//! What the files of registered models say.

use cap_std::fs::Dir;
use mlflow_core::entities::{ModelStage, RegisteredModelAlias};
use mlflow_core::memory::{ModelContents, RegistryContents, VersionContents};
use mlflow_core::{Error, Result, notice};
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

/// Whose files have to be in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// Those of models too.
    Models,
    /// Those of versions alone, which tell of themselves.
    Versions,
}

/// The texts of the files of each model, kept while they do not change.
#[derive(Debug, Default)]
pub(super) struct Shelf(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    texts: HashMap<String, Tree<String>>,
    told: HashSet<String>,
    /// What is wrong with versions and aliases that reads leave out, by the paths of their files.
    damaged: HashMap<String, Error>,
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
    /// Returns the aliases of a model that was read, in the order of official MLflow's answers, that of the folder.
    pub(super) fn aliases(&self, name: &str) -> Vec<RegisteredModelAlias> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let files = known.texts.get(name).into_iter().flat_map(Tree::iter);
        let aliases = files.filter_map(|(file, text)| Some((file.strip_prefix("aliases/")?, text.trim())));
        aliases
            .map(|(alias, version)| RegisteredModelAlias {
                alias: alias.to_owned(),
                version: version.to_owned(),
            })
            .collect()
    }

    /// Tells what is wrong with a file that reads leave out.
    pub(super) fn damage(&self, path: &str) -> Option<Error> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let error = known.damaged.get(path)?;
        Some(Error::new(error.code(), error.message()))
    }

    /// Reads the models of these names, or all, to change them: nothing may be damaged.
    pub(super) fn read_whole(&self, dir: &Dir, root: &Path, names: &[&str]) -> Result<RegistryContents> {
        let contents = self.read(dir, root, names, Whose::Models)?;
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_meant = |path: &&String| {
            let of_model = |name: &str| path.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'));
            names.iter().any(|name| of_model(name))
        };
        match known
            .damaged
            .keys()
            .find(is_meant)
            .and_then(|path| known.damaged.get(path))
        {
            Some(error) => Err(Error::new(error.code(), error.message())),
            None => Ok(contents),
        }
    }

    /// Reads the models of these names, or all; of all, damaged ones are left out with a warning, and so are damaged versions
    /// and aliases.
    pub(super) fn read(
        &self,
        dir: &Dir,
        root: &Path,
        names: &[&str],
        whose: Whose,
    ) -> Result<RegistryContents> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let contents = known.models(dir, root, names, whose)?;
        let Known { told, damaged, .. } = &mut *known;
        for error in damaged.values() {
            let message = format!(
                "left out a part of a registered model in {}: {}",
                root.display(),
                error.message()
            );
            if told.insert(message.clone()) {
                notice::warn(&message);
            }
        }
        Ok(contents)
    }
}

impl Known {
    fn models(&mut self, dir: &Dir, root: &Path, names: &[&str], whose: Whose) -> Result<RegistryContents> {
        let known = self;
        let mut contents = RegistryContents::default();
        if names.is_empty() {
            for name in disk::folders(dir, ".")? {
                match known.model(dir, &name, whose) {
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
            if let Some(model) = known.model(dir, name, whose)? {
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
        match known.model(dir, &name, Whose::Models) {
            Ok(Some(_)) => {}
            Ok(None) => found.push(Finding::without_file(WHAT, &folder, META)),
            Err(error) => found.push(below(parent, Finding::of_error(WHAT, &name, &error))),
        }
    }
    let parts = known.damaged.iter().map(|(path, error)| Finding {
        advice: "Repair the file or move it away; until then this part of the model is left out".to_owned(),
        ..below(parent, Finding::of_error(WHAT, path, error))
    });
    found.extend(parts);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

fn below(parent: &str, finding: Finding) -> Finding {
    Finding {
        path: format!("{parent}/{}", finding.path),
        ..finding
    }
}

impl Known {
    /// Reads a model; `None` if there is none.
    fn model(&mut self, dir: &Dir, name: &str, whose: Whose) -> Result<Option<ModelContents>> {
        let of_model = format!("{name}/");
        self.damaged.retain(|path, _| !path.starts_with(&of_model));
        if !disk::is_folder(dir, name) {
            self.texts.remove(name);
            return Ok(None);
        }
        let texts = self.texts.entry(name.to_owned()).or_default();
        texts.refresh(dir, name, |path, _, _| {
            Ok(disk::read_text(dir, path)?.unwrap_or_default())
        })?;
        let path = |file: &str| format!("{name}/{file}");
        let mut model = match (texts.get(META).map(|text| own(name, text)), whose) {
            (Some(Ok(model)), _) => model,
            (_, Whose::Versions) => ModelContents::default(),
            (Some(Err(error)), Whose::Models) => return Err(error),
            (None, Whose::Models) => return Ok(None),
        };
        let mut damaged = Vec::new();
        let mut tags: BTreeMap<i64, BTreeMap<String, String>> = BTreeMap::new();
        for (file, text) in texts.iter() {
            let (first, rest) = file.split_once('/').unwrap_or((file, ""));
            let number = first
                .strip_prefix("version-")
                .and_then(|number| number.parse::<i64>().ok());
            match (first, number, rest) {
                ("tags", _, key) => drop(model.tags.insert(key.to_owned(), text.clone())),
                ("aliases", _, alias) => match text.trim().parse() {
                    Ok(number) => drop(model.aliases.insert(alias.to_owned(), number)),
                    Err(_) => {
                        let why = format!("'{text}' is no number of a version");
                        damaged.push((path(file), disk::damaged(&path(file), why)));
                    }
                },
                (_, Some(number), META) => match version(&path(file), text) {
                    Ok(version) => drop(model.versions.insert(number, version)),
                    Err(error) => damaged.push((path(file), error)),
                },
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
        self.damaged.extend(damaged);
        Ok(Some(model))
    }
}

/// Reads the file of a model.
fn own(name: &str, text: &str) -> Result<ModelContents> {
    let path = format!("{name}/{META}");
    let meta: ModelMeta = parse(&path, text)?;
    if meta.name != name {
        let why = format!("it is the file of the model '{}'", meta.name);
        return Err(disk::damaged(&path, why));
    }
    Ok(ModelContents {
        created: meta.creation_timestamp,
        updated: meta.last_updated_timestamp,
        description: meta.description.unwrap_or_default(),
        ..ModelContents::default()
    })
}

fn parse<T: serde::de::DeserializeOwned>(path: &str, text: &str) -> Result<T> {
    yaml::from_text(text).map_err(|why| disk::damaged(path, why))
}

fn version(path: &str, text: &str) -> Result<VersionContents> {
    let meta: VersionMeta = parse(path, text)?;
    let stage = match meta.current_stage.as_deref() {
        Some(DELETED) => None,
        stage => {
            let stage = stage.unwrap_or("None").parse::<ModelStage>();
            Some(stage.map_err(|error| disk::damaged(path, error.message()))?)
        }
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
