//! What is wrong with the files of a store, and what to do about it.

use super::disk::{self, Damaged};
use super::index::Index;
use super::meta::META;
use super::place::Place;
use super::runs::NO_RUNS;
use super::{FileStore, Inner, location};
use cap_std::fs::Dir;
use mlflow_core::{Error, Result};
use std::collections::HashMap;
use std::error::Error as _;
use std::sync::Arc;

/// The folders that official MLflow asks of a run.
const OF_RUNS: [&str; 3] = ["artifacts", "metrics", "params"];

/// Something that is wrong with a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is hurt: `experiment`, `run`, `logged model`, `trace` or `registered model`.
    pub what: &'static str,
    /// The file or folder, below the root.
    pub path: String,
    /// What is wrong with it.
    pub problem: String,
    /// What to do.
    pub advice: String,
}

impl Finding {
    /// Tells of something whose file cannot be read.
    pub fn of_error(what: &'static str, folder: &str, error: &Error) -> Self {
        match error.source().and_then(|source| source.downcast_ref::<Damaged>()) {
            Some(Damaged { path, why }) => Finding {
                what,
                path: path.clone(),
                problem: why.clone(),
                advice: format!(
                    "Repair the file, or move {folder} away; until then the {what} is left out of lists"
                ),
            },
            None => Finding {
                what,
                path: folder.to_owned(),
                problem: error.message().to_owned(),
                advice: format!("See to it that {folder} can be read"),
            },
        }
    }

    /// Tells of a folder without the file that says what it is.
    pub fn without_file(what: &'static str, folder: &str, file: &str) -> Self {
        Finding {
            what,
            path: format!("{folder}/{file}"),
            problem: "it is missing".to_owned(),
            advice: format!("Bring the file back, or move {folder} away if it is no {what}"),
        }
    }
}

/// Reads every file of a folder, and tells what is wrong with them. Nothing is made where there is no folder.
///
/// ```
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("mlruns").to_string_lossy().into_owned();
/// # mlflow_stores::file::FileStore::open(&path)?;
/// std::fs::write(format!("{path}/0/meta.yaml"), "name: [half").unwrap();
/// let [finding] = &mlflow_stores::file::examine(&path)?[..] else { panic!() };
/// assert_eq!((finding.what, finding.path.as_str()), ("experiment", "0/meta.yaml"));
/// # Ok::<(), mlflow_core::Error>(())
/// ```
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` for what is no local path, and those of the file system for the folder itself.
pub fn examine(uri_or_path: &str) -> Result<Vec<Finding>> {
    let root = location::folder_of(uri_or_path)?;
    let store = FileStore(Arc::new(Inner {
        root,
        artifact_root: String::new(),
        index: Index::default(),
    }));
    let dir = store.open_root()?;
    let mut found = Findings {
        store: &store,
        dir: &dir,
        names: HashMap::new(),
        all: Vec::new(),
    };
    for place in Place::all(&dir)? {
        found.experiment(&place);
        found.runs(&place)?;
        found.models(&place)?;
        found.traces(&place)?;
    }
    Ok(found.all)
}

struct Findings<'s> {
    store: &'s FileStore,
    dir: &'s Dir,
    /// The folder of the experiment of each name.
    names: HashMap<String, String>,
    all: Vec<Finding>,
}

impl Findings<'_> {
    fn experiment(&mut self, place: &Place) {
        let folder = place.folder();
        let experiment = match self.store.read_experiment(self.dir, place) {
            Ok(Some(experiment)) => experiment,
            Ok(None) => return self.all.push(Finding::without_file("experiment", &folder, META)),
            Err(error) => return self.all.push(Finding::of_error("experiment", &folder, &error)),
        };
        let path = format!("{folder}/{META}");
        let stage = experiment.lifecycle_stage;
        let belongs = place.stage();
        if stage != belongs {
            self.all.push(Finding {
                what: "experiment",
                path: path.clone(),
                problem: format!(
                    "lifecycle_stage is '{}', but the folder is where those are that are '{}'",
                    stage.as_str(),
                    belongs.as_str()
                ),
                advice: format!(
                    "Write 'lifecycle_stage: {}' into the file, or move the folder",
                    belongs.as_str()
                ),
            });
        }
        if let Some(other) = self.names.insert(experiment.name.clone(), folder.clone()) {
            self.all.push(Finding {
                what: "experiment",
                path,
                problem: format!("its name '{}' is also that of {other}", experiment.name),
                advice: "Give one of them another name in its file".to_owned(),
            });
        }
    }

    fn runs(&mut self, place: &Place) -> Result<()> {
        for id in disk::folders(self.dir, &place.folder())? {
            if NO_RUNS.contains(&id.as_str()) || id.starts_with('.') {
                continue;
            }
            let folder = format!("{}/{id}", place.folder());
            match self.store.run_in(self.dir, place, &id) {
                Ok(Some(_)) => self.folders_of_run(&folder),
                Ok(None) => self.all.push(Finding::without_file("run", &folder, META)),
                Err(error) => self.all.push(Finding::of_error("run", &folder, &error)),
            }
        }
        Ok(())
    }

    /// We read a run without these folders; official MLflow does not find it.
    fn folders_of_run(&mut self, folder: &str) {
        for name in OF_RUNS {
            let path = format!("{folder}/{name}");
            if !disk::is_folder(self.dir, &path) {
                self.all.push(Finding {
                    what: "run",
                    path,
                    problem: "the folder is missing: official MLflow does not find the run".to_owned(),
                    advice: "Make the folder; it may be empty".to_owned(),
                });
            }
        }
    }

    fn models(&mut self, place: &Place) -> Result<()> {
        for id in disk::folders(self.dir, &format!("{}/models", place.folder()))? {
            let folder = format!("{}/models/{id}", place.folder());
            match self.store.model_in(self.dir, place, &id) {
                Ok(Some(_)) => {}
                Ok(None) => self
                    .all
                    .push(Finding::without_file("logged model", &folder, META)),
                Err(error) => self.all.push(Finding::of_error("logged model", &folder, &error)),
            }
        }
        Ok(())
    }

    fn traces(&mut self, place: &Place) -> Result<()> {
        for id in disk::folders(self.dir, &format!("{}/traces", place.folder()))? {
            let folder = format!("{}/traces/{id}", place.folder());
            match self.store.trace_in(self.dir, place, &id) {
                Ok(Some(_)) => {}
                Ok(None) => self
                    .all
                    .push(Finding::without_file("trace", &folder, "trace_info.yaml")),
                Err(error) => self.all.push(Finding::of_error("trace", &folder, &error)),
            }
        }
        Ok(())
    }
}
