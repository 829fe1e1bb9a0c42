//! Changes of several files as one: all of them, also when the process is killed in between.
//!
//! What is to be written stands in a journal beside the run's own files while it is done. Whoever finds a journal whose
//! writer is gone does what is left of it. Python takes the journal for no part of a run.

use super::disk;
use super::yaml::{Yaml, to_text};
use cap_std::fs::Dir;
use mlflow_core::{Error, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The journal's name, in the folder that is locked.
const JOURNAL: &str = ".mlflow-journal";

/// A single append up to this length is written at once or not at all.
const WHOLE_APPEND: usize = 2048;

/// Changes of files below one root.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Batch {
    files: BTreeMap<String, String>,
    lines: BTreeMap<String, Lines>,
}

/// Lines for the end of a file that was so long before.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Lines {
    behind: u64,
    text: String,
}

impl Batch {
    pub(super) fn replace(&mut self, path: String, content: impl Into<String>) {
        self.files.insert(path, content.into());
    }

    pub(super) fn replace_yaml(&mut self, path: String, content: &Yaml) {
        self.replace(path, to_text(content));
    }

    /// Tells whether a file is to be replaced.
    pub(super) fn replaces(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    pub(super) fn append(&mut self, path: String, line: &str) {
        self.lines.entry(path).or_default().text.push_str(line);
    }

    /// Writes everything; the folder is locked by the caller.
    pub(super) fn commit(mut self, dir: &Dir, folder: &str) -> Result<()> {
        self.check_places(dir)?;
        let is_simple = match (self.files.len(), self.lines.len()) {
            (0, 0) => return Ok(()),
            (1, 0) => true,
            (0, 1) => self.lines.values().all(|lines| lines.text.len() <= WHOLE_APPEND),
            _ => false,
        };
        if is_simple {
            return self.apply(dir, folder);
        }
        for (path, lines) in &mut self.lines {
            lines.behind = dir.metadata(path).map_or(0, |metadata| metadata.len());
        }
        let journal = format!("{folder}/{JOURNAL}");
        let text = serde_json::to_string(&self).map_err(|error| {
            Error::internal("the journal of a batch cannot be written").with_source(error)
        })?;
        disk::replace(dir, folder, &journal, &text)?;
        self.apply(dir, folder)?;
        disk::remove_file(dir, &journal).map(drop)
    }

    /// Refuses keys that cannot be files beside those that are there, before anything is written.
    fn check_places(&self, dir: &Dir) -> Result<()> {
        let paths = || self.files.keys().chain(self.lines.keys());
        for path in paths() {
            let is_folder = disk::is_folder(dir, path) || paths().any(|p| is_below(p, path));
            let above = path.match_indices('/').map(|(end, _)| &path[..end]);
            let is_below_file = || {
                above
                    .rev()
                    .map_while(|above| match dir.metadata(above) {
                        Ok(metadata) if metadata.is_dir() => None,
                        Ok(_) => Some(true),
                        Err(_) => Some(false),
                    })
                    .any(|is_file| is_file)
            };
            if is_folder || is_below_file() {
                return Err(Error::invalid_parameter_value(format!(
                    "Cannot write '{path}': a file store cannot hold a key beside another one that begins with it and a \
                     slash. Choose another key"
                )));
            }
            let name = path.rsplit('/').next().unwrap_or_default();
            if name.len() > 255 {
                return Err(Error::invalid_parameter_value(format!(
                    "Cannot write '{path}': the name of a file has at most 255 bytes. Choose a shorter key"
                )));
            }
        }
        Ok(())
    }

    fn apply(&self, dir: &Dir, folder: &str) -> Result<()> {
        for (path, lines) in &self.lines {
            disk::append(dir, path, &lines.text)?;
        }
        for (path, content) in &self.files {
            disk::replace(dir, folder, path, content)?;
        }
        Ok(())
    }

    /// Does what a writer that is gone left undone; a line that is half there is written anew behind it.
    fn finish(&self, dir: &Dir, folder: &str) -> Result<()> {
        for (path, lines) in &self.lines {
            let now = disk::read_text(dir, path)?.unwrap_or_default();
            let since = usize::try_from(lines.behind)
                .ok()
                .and_then(|behind| now.get(behind..));
            if !since.is_some_and(|since| since.contains(&lines.text)) {
                complete(dir, path, lines, since.unwrap_or_default())?;
            }
        }
        for (path, content) in &self.files {
            disk::replace(dir, folder, path, content)?;
        }
        Ok(())
    }
}

/// Appends what is missing of some lines, of which the file may have a beginning.
fn complete(dir: &Dir, path: &str, lines: &Lines, since: &str) -> Result<()> {
    let since = since.strip_prefix('\n').unwrap_or(since);
    match lines.text.strip_prefix(since) {
        Some(rest) if !since.is_empty() => disk::append_bytes(dir, path, rest),
        _ => disk::append(dir, path, &lines.text),
    }
}

fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.starts_with('/'))
}

/// Tells whether a folder has a journal.
pub(super) fn is_pending(dir: &Dir, folder: &str) -> bool {
    disk::is_there(dir, &format!("{folder}/{JOURNAL}"))
}

/// Finishes what a killed process began in a folder, which the caller has locked.
pub(super) fn recover(dir: &Dir, folder: &str) -> Result<()> {
    let journal = format!("{folder}/{JOURNAL}");
    let Some(text) = disk::read_text(dir, &journal)? else {
        return Ok(());
    };
    let batch: Batch = serde_json::from_str(&text).map_err(|why| disk::damaged(&journal, why))?;
    tracing::info!(folder, "finishing what a process that is gone began to write");
    batch.finish(dir, folder)?;
    disk::remove_file(dir, &journal).map(drop)
}
