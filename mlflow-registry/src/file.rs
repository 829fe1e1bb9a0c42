//! The registry in folders: `models` below a root, in official MLflow's layout, so that either program uses the other's.
//!
//! ```text
//!  file.rs          the contract: what the core's store in memory does, between a look at the files and writes of them
//!  file/read.rs     what the files say, kept while they do not change
//!  file/write.rs    the files of what is different now
//!        │
//!  mlflow_stores::file::{disk, yaml}
//! ```

mod import;
mod read;
mod write;

use async_trait::async_trait;
use futures::FutureExt;
use mlflow_core::contract::model_versions::*;
use mlflow_core::contract::registered_models::*;
use mlflow_core::contract::{ModelVersions, RegisteredModels, Webhooks};
use mlflow_core::entities::{ModelVersion, RegisteredModel};
use mlflow_core::model_uri::{ModelTarget, ModelUri};
use mlflow_core::registry::{LinkedProvider, Provider};
use mlflow_core::{Error, MemoryStore, RegistryStore, Result, StoreUri};
use mlflow_stores::artifacts::LocalArtifactRepo;
use mlflow_stores::file::{Finding, disk};
use read::{Shelf, Whose};
use std::path::PathBuf;
use std::sync::Arc;

/// The folder of registered models below the root.
const MODELS: &str = "models";

/// A model registry in a folder.
///
/// Files are written as official MLflow 3.17 writes them; Python may use the folder at the same time.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use mlflow_core::RegisteredModels;
/// use mlflow_core::contract::registered_models::CreateRegisteredModel;
/// use mlflow_registry::FileRegistry;
///
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("mlruns").to_string_lossy().into_owned();
/// let registry = FileRegistry::open(&path)?;
/// let wine = CreateRegisteredModel { name: "wine".into(), ..Default::default() };
/// registry.create_registered_model(wine).await?;
/// assert!(folder.path().join("mlruns/models/wine/meta.yaml").exists());
/// # Ok::<(), mlflow_core::Error>(()) }).unwrap();
/// ```
#[derive(Clone, Debug)]
pub struct FileRegistry(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    root: PathBuf,
    shelf: Shelf,
}

impl FileRegistry {
    /// Opens a folder by its path or `file:` URI, and makes it if there is none.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for what is no local path, and those of the file system.
    pub fn open(uri_or_path: &str) -> Result<Self> {
        let root = LocalArtifactRepo::open(uri_or_path)?.directory().to_owned();
        let models = root.join(MODELS);
        std::fs::create_dir_all(&models)
            .map_err(|error| disk::failed("make the folder", &models.to_string_lossy(), error))?;
        Ok(FileRegistry(Arc::new(Inner {
            root: models,
            shelf: Shelf::default(),
        })))
    }

    /// Reads the files of every model in a folder, and tells what is wrong with them. Nothing is made there.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for what is no local path, and those of the file system.
    pub fn examine(uri_or_path: &str) -> Result<Vec<Finding>> {
        let models = LocalArtifactRepo::open(uri_or_path)?.directory().join(MODELS);
        match models.is_dir() {
            true => read::examine(&disk::open_root(&models)?, MODELS),
            false => Ok(Vec::new()),
        }
    }

    /// Answers from what the files say of these models; of all, if none is named.
    fn read<T: OfFolder>(
        &self,
        names: &[&str],
        answer: impl FnOnce(&MemoryStore) -> Option<Result<T>>,
    ) -> Result<T> {
        self.answer(names, Whose::Models, answer)
    }

    /// The same of their versions, also where the file of a model is missing or damaged.
    fn read_versions<T: OfFolder>(
        &self,
        names: &[&str],
        answer: impl FnOnce(&MemoryStore) -> Option<Result<T>>,
    ) -> Result<T> {
        self.answer(names, Whose::Versions, answer)
    }

    fn answer<T: OfFolder>(
        &self,
        names: &[&str],
        whose: Whose,
        answer: impl FnOnce(&MemoryStore) -> Option<Result<T>>,
    ) -> Result<T> {
        let dir = disk::open_root(&self.0.root)?;
        let contents = self.0.shelf.read(&dir, &self.0.root, names, whose)?;
        let mut answer = answer(&MemoryStore::of_registry(contents)).ok_or_else(waited)??;
        answer.complete(&self.0.shelf);
        Ok(answer)
    }

    /// Tells what is wrong with a version that was not found, if its file is damaged.
    fn or_damage<T>(&self, found: Result<T>, name: &str, file: &str) -> Result<T> {
        found.map_err(|error| self.0.shelf.damage(&format!("{name}/{file}")).unwrap_or(error))
    }

    /// Changes what the files say of these models; of all, if none is named.
    fn write<T>(&self, names: &[&str], change: impl FnOnce(&MemoryStore) -> Option<Result<T>>) -> Result<T> {
        if let Some(name) = names
            .iter()
            .find(|name| !name.is_empty() && !is_folder_name(name))
        {
            return Err(refused_name(name));
        }
        let dir = disk::open_root(&self.0.root)?;
        let _lock = disk::lock(&dir, ".")?;
        let before = self.0.shelf.read_whole(&dir, &self.0.root, names)?;
        let store = MemoryStore::of_registry(before.clone());
        let answer = change(&store).ok_or_else(waited)??;
        write::differences(&dir, &before, &store.into_registry())?;
        Ok(answer)
    }
}

impl FileRegistry {
    /// Like [`write`](FileRegistry::write), with an answer as reads give it.
    fn rewrite<T: OfFolder>(
        &self,
        names: &[&str],
        change: impl FnOnce(&MemoryStore) -> Option<Result<T>>,
    ) -> Result<T> {
        let mut answer = self.write(names, change)?;
        let dir = disk::open_root(&self.0.root)?;
        self.0.shelf.read(&dir, &self.0.root, names, Whose::Models)?;
        answer.complete(&self.0.shelf);
        Ok(answer)
    }
}

/// An answer as the store in memory gives it, which becomes one as official MLflow's folders give it.
trait OfFolder {
    fn complete(&mut self, shelf: &Shelf);
}

impl OfFolder for ModelVersion {
    /// Tells the aliases, which searches of databases leave out.
    fn complete(&mut self, shelf: &Shelf) {
        let of_model = shelf.aliases(&self.name).into_iter();
        let own = of_model.filter(|alias| alias.version == self.version);
        self.aliases = own.map(|alias| alias.alias).collect();
        self.aliases.sort_unstable();
    }
}

impl OfFolder for RegisteredModel {
    fn complete(&mut self, shelf: &Shelf) {
        self.aliases = shelf.aliases(&self.name);
        self.latest_versions
            .iter_mut()
            .for_each(|version| version.complete(shelf));
    }
}

/// Says what of an answer is completed.
macro_rules! completed {
    ($( $Answer:ty: $answer:ident => $parts:expr; )+) => { $(
        impl OfFolder for $Answer {
            fn complete(&mut self, shelf: &Shelf) {
                let $answer = self;
                $parts.for_each(|part| part.complete(shelf));
            }
        }
    )+ };
}

completed! {
    GetRegisteredModelResponse: answer => std::iter::once(&mut answer.registered_model);
    SearchRegisteredModelsResponse: answer => answer.registered_models.iter_mut();
    GetLatestVersionsResponse: answer => answer.model_versions.iter_mut();
    GetModelVersionResponse: answer => std::iter::once(&mut answer.model_version);
    SearchModelVersionsResponse: answer => answer.model_versions.iter_mut();
}

impl OfFolder for GetModelVersionDownloadUriResponse {
    fn complete(&mut self, _: &Shelf) {}
}

fn is_folder_name(name: &str) -> bool {
    disk::is_entry_name(name) && !name.contains([':', '%'])
}

fn refused_name(name: &str) -> Error {
    Error::invalid_parameter_value(format!(
        "Invalid model name '{name}': a file store keeps it as a folder, of which it is no name. It cannot contain a slash, \
         a backslash, a colon or '%'"
    ))
}

/// The store in memory has everything at hand.
fn waited() -> Error {
    Error::internal("the store in memory had to wait")
}

/// Makes a contract of what the store in memory does between `read` or `write`, given the names of the models it is about.
macro_rules! carried_out {
    (@damage $self:ident, $request:ident, $to:ident, $file:expr) => { let $to: Option<String> = Some($file); };
    (@damage $self:ident, $request:ident, $to:ident,) => { let $to: Option<String> = None; };
    ($Trait:ident { $( $way:ident $method:ident: $Request:ty => $Answer:ty, |$request:ident| $names:expr $(, file $file:expr)?; )+ }) => {
        #[async_trait]
        impl $Trait for FileRegistry { $(
            async fn $method(&self, $request: $Request) -> Result<$Answer> {
                let names: Vec<String> = $names;
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                carried_out!(@damage self, $request, file, $($file)?);
                let answer = self.$way(&names, |store| store.$method($request).now_or_never());
                match (file, names.first()) {
                    (Some(file), Some(name)) => self.or_damage(answer, name, &file),
                    _ => answer,
                }
            }
        )+ }
    };
}

carried_out! { RegisteredModels {
    write create_registered_model: CreateRegisteredModel => CreateRegisteredModelResponse, |request| vec![request.name.clone()];
    rewrite rename_registered_model: RenameRegisteredModel => RenameRegisteredModelResponse,
        |request| vec![request.name.clone(), request.new_name.clone()];
    write update_registered_model: UpdateRegisteredModel => UpdateRegisteredModelResponse, |request| vec![request.name.clone()];
    write delete_registered_model: DeleteRegisteredModel => DeleteRegisteredModelResponse, |request| vec![request.name.clone()];
    read get_registered_model: GetRegisteredModel => GetRegisteredModelResponse, |request| vec![request.name.clone()];
    read search_registered_models: SearchRegisteredModels => SearchRegisteredModelsResponse, |request| vec![];
    read_versions get_latest_versions: GetLatestVersions => GetLatestVersionsResponse, |request| vec![request.name.clone()];
    write set_registered_model_tag: SetRegisteredModelTag => SetRegisteredModelTagResponse, |request| vec![request.name.clone()];
    write delete_registered_model_tag: DeleteRegisteredModelTag => DeleteRegisteredModelTagResponse,
        |request| vec![request.name.clone()];
    write set_registered_model_alias: SetRegisteredModelAlias => SetRegisteredModelAliasResponse,
        |request| vec![request.name.clone()];
    write delete_registered_model_alias: DeleteRegisteredModelAlias => DeleteRegisteredModelAliasResponse,
        |request| vec![request.name.clone()];
    read_versions get_model_version_by_alias: GetModelVersionByAlias => GetModelVersionByAliasResponse,
        |request| vec![request.name.clone()], file format!("aliases/{}", request.alias);
} }

carried_out! { ModelVersions {
    write create_model_version: CreateModelVersion => CreateModelVersionResponse, |request| names_of(&request);
    write update_model_version: UpdateModelVersion => UpdateModelVersionResponse, |request| vec![request.name.clone()];
    write transition_model_version_stage: TransitionModelVersionStage => TransitionModelVersionStageResponse,
        |request| vec![request.name.clone()];
    write delete_model_version: DeleteModelVersion => DeleteModelVersionResponse, |request| vec![request.name.clone()];
    read_versions get_model_version: GetModelVersion => GetModelVersionResponse, |request| vec![request.name.clone()],
        file format!("version-{}/meta.yaml", request.version);
    read_versions search_model_versions: SearchModelVersions => SearchModelVersionsResponse, |request| vec![];
    read_versions get_model_version_download_uri: GetModelVersionDownloadUri => GetModelVersionDownloadUriResponse,
        |request| vec![request.name.clone()];
    write set_model_version_tag: SetModelVersionTag => SetModelVersionTagResponse, |request| vec![request.name.clone()];
    write delete_model_version_tag: DeleteModelVersionTag => DeleteModelVersionTagResponse, |request| vec![request.name.clone()];
} }

/// As in official MLflow, folders keep no webhooks: every method says so.
impl Webhooks for FileRegistry {}

/// Returns the models that a new version is about: its own, and that of a `models:` URI it is made of.
fn names_of(request: &CreateModelVersion) -> Vec<String> {
    let mut names = vec![request.name.clone()];
    if let Ok(uri) = ModelUri::parse(&request.source) {
        names.extend(match uri.target {
            ModelTarget::Logged { .. } => None,
            ModelTarget::Version { name, .. }
            | ModelTarget::Latest { name }
            | ModelTarget::Stage { name, .. }
            | ModelTarget::Alias { name, .. } => Some(name),
        });
    }
    names
}

fn provider() -> Provider<dyn RegistryStore> {
    Provider::new("mlflow-registry", ["file"], |uri: StoreUri, _| async move {
        Ok(Arc::new(FileRegistry::open(uri.as_str())?) as Arc<dyn RegistryStore>)
    })
}

pub(crate) static PROVIDER: LinkedProvider = LinkedProvider(|| provider().into());

inventory::submit! { LinkedProvider(|| provider().into()) }
