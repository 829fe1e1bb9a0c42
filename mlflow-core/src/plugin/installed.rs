//! The plugins that are installed, by the manifests beside their libraries: nothing is loaded to know their schemes.

use super::manifest::Manifest;
use super::{abi, places, safety};
use crate::error::{Error, Result};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

const SUFFIX: &str = ".plugin.json";

/// An installed plugin.
#[derive(Clone, Debug)]
pub struct Found {
    /// Where its manifest is.
    pub path: PathBuf,
    /// Where its library is, or its program.
    pub file: PathBuf,
    /// What it says of itself.
    pub manifest: Manifest,
}

/// A manifest that is not used, and why.
#[derive(Clone, Debug)]
pub struct Rejected {
    /// Where it is.
    pub path: PathBuf,
    /// What is wrong with it.
    pub why: String,
}

type Scan = (Arc<Vec<Found>>, Arc<Vec<Rejected>>);

/// Returns the installed plugins in the order of the folders, then by name.
///
/// A folder is read once as long as the program runs. Plugins are in the folders of `MLFLOW_PLUGIN_PATH`, else of
/// `plugin_path` in the user's own `mlflow.toml`, then in `mlflow/plugins` of the user's data
/// (`~/.local/share/mlflow/plugins`): manifests `NAME.plugin.json`, also one folder deeper.
pub fn found() -> Arc<Vec<Found>> {
    scan().0
}

/// Returns the manifests that are not used.
pub fn rejected() -> Arc<Vec<Rejected>> {
    scan().1
}

fn scan() -> Scan {
    static SCANS: Mutex<BTreeMap<Vec<PathBuf>, Scan>> = Mutex::new(BTreeMap::new());
    let folders = places::folders();
    let mut scans = SCANS.lock().unwrap_or_else(PoisonError::into_inner);
    let scan = scans
        .entry(folders)
        .or_insert_with_key(|folders| scan_of(folders));
    scan.clone()
}

fn scan_of(folders: &[PathBuf]) -> Scan {
    let (mut found, mut rejected) = (Vec::<Found>::new(), Vec::new());
    for path in folders.iter().flat_map(|folder| manifests(folder)) {
        match read(&path) {
            Ok(plugin) => found.push(plugin),
            Err(error) => {
                crate::notice::warn(&format!(
                    "the plugin {} is not used: {}",
                    path.display(),
                    error.message()
                ));
                rejected.push(Rejected {
                    path,
                    why: error.message().to_owned(),
                });
            }
        }
    }
    (Arc::new(found), Arc::new(rejected))
}

/// Lists the manifests of a folder and of the folders in it.
fn manifests(folder: &Path) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(folder)
        .max_depth(2)
        .follow_links(true)
        .sort_by_file_name();
    let files = walk
        .into_iter()
        .filter_map(|entry| entry.ok())
        .map(|entry| entry.into_path());
    files.filter(|path| is_manifest(path)).collect()
}

/// Tells whether a path has the name of a manifest.
pub(super) fn is_manifest(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.to_string_lossy().ends_with(SUFFIX))
}

/// Reads a manifest. The library is looked at when it is loaded.
pub(super) fn read(path: &Path) -> Result<Found> {
    let real = safety::safe_file(path)?;
    let manifest = Manifest::parse(&std::fs::read(&real)?)?;
    if manifest.abi != abi::ABI {
        return Err(Error::invalid_parameter_value(format!(
            "it speaks version {} of the plugin ABI, and this program speaks version {}",
            manifest.abi,
            abi::ABI
        )));
    }
    let file = match (&manifest.library, &manifest.program) {
        (Some(file), None) | (None, Some(file)) => file,
        (None, None) => {
            return Err(Error::invalid_parameter_value(
                "it names no `library` and no `program`",
            ));
        }
        (Some(_), Some(_)) => {
            return Err(Error::invalid_parameter_value(
                "it names a `library` and a `program`; it is one of both",
            ));
        }
    };
    Ok(Found {
        file: real.parent().unwrap_or(&real).join(file),
        path: path.to_owned(),
        manifest,
    })
}
