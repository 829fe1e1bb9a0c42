//! A folder of files whose paths are keys, as metrics, parameters and tags are.

use super::{Kept, Stamp};
use crate::file::disk;
use cap_std::fs::Dir;
use mlflow_core::Result;
use std::collections::HashMap;

/// What the files below a folder hold.
#[derive(Debug)]
pub struct Tree<V> {
    folders: Vec<(String, Stamp)>,
    /// In the order in which Python's `os.walk` gives them; `None` is one that was not read yet.
    files: Vec<(String, Option<Kept<V>>)>,
    is_listed: bool,
}

impl<V> Default for Tree<V> {
    fn default() -> Self {
        Tree {
            folders: Vec::new(),
            files: Vec::new(),
            is_listed: false,
        }
    }
}

impl<V> Tree<V> {
    /// Returns the keys in the order of official MLflow's answers, that of the folder, each with what its file held when it was last read.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &V)> {
        let read = self.files.iter();
        read.filter_map(|(key, kept)| Some((key.as_str(), &kept.as_ref()?.value)))
    }

    /// Returns what the file of a key held when it was last read.
    pub fn get(&self, key: &str) -> Option<&V> {
        self.iter()
            .find(|(known, _)| *known == key)
            .map(|(_, value)| value)
    }

    /// Returns the folders that were listed, each by its path.
    pub(in crate::file) fn folders(&self) -> impl Iterator<Item = &str> {
        self.folders.iter().map(|(path, _)| path.as_str())
    }

    /// Tells whether there was a folder when it was last looked at.
    pub fn is_there(&self) -> bool {
        !self.folders.is_empty()
    }

    /// Reads what changed below a folder, and tells whether anything did; files of the same time, length and identity are
    /// not read again.
    ///
    /// `read` gets the path of a file, its key, and what it held if it is the same file as before.
    pub fn refresh(
        &mut self,
        dir: &Dir,
        root: &str,
        mut read: impl FnMut(&str, &str, Option<V>) -> Result<V>,
    ) -> Result<bool> {
        let mut has_changed = false;
        if !self.is_listing_true(dir)? {
            has_changed = self.list(dir, root)?;
        }
        let mut is_any_gone = false;
        let mut path = format!("{root}/");
        for (key, kept) in &mut self.files {
            path.truncate(root.len() + 1);
            path.push_str(key);
            let Some(stamp) = Stamp::of(dir, &path)? else {
                is_any_gone = true;
                key.clear();
                continue;
            };
            if kept.as_ref().is_some_and(|kept| kept.stamp.is_same(&stamp)) {
                continue;
            }
            let value = read(&path, key, Kept::of_same_file(kept.take(), &stamp))?;
            *kept = Some(Kept { stamp, value });
            has_changed = true;
        }
        if is_any_gone {
            self.files.retain(|(key, _)| !key.is_empty());
        }
        Ok(has_changed || is_any_gone)
    }

    /// Reads the file of one key alone if it changed, and returns what it holds, and whether that is news; `None` where
    /// there is no file.
    ///
    /// The key must be the path of a file below the folder.
    pub fn look_up(
        &mut self,
        dir: &Dir,
        root: &str,
        key: &str,
        read: impl FnOnce(&str, &str, Option<V>) -> Result<V>,
    ) -> Result<(Option<&V>, bool)> {
        let path = format!("{root}/{key}");
        let index = self.files.iter().position(|(known, _)| known == key);
        let Some(stamp) = Stamp::of(dir, &path)?.filter(|stamp| !stamp.is_folder()) else {
            if let Some(index) = index {
                self.files.remove(index);
            }
            return Ok((None, index.is_some()));
        };
        let index = index.unwrap_or_else(|| {
            self.files.push((key.to_owned(), None));
            self.files.len() - 1
        });
        let kept = &mut self.files[index].1;
        let is_known = kept.as_ref().is_some_and(|kept| kept.stamp.is_same(&stamp));
        if !is_known {
            let value = read(&path, key, Kept::of_same_file(kept.take(), &stamp))?;
            *kept = Some(Kept { stamp, value });
        }
        Ok((kept.as_ref().map(|kept| &kept.value), !is_known))
    }

    fn is_listing_true(&self, dir: &Dir) -> Result<bool> {
        if !self.is_listed || self.folders.is_empty() {
            return Ok(false);
        }
        for (path, stamp) in &self.folders {
            if !Stamp::of(dir, path)?.is_some_and(|now| stamp.is_same(&now)) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Lists the folder anew, and tells whether a file is gone.
    fn list(&mut self, dir: &Dir, root: &str) -> Result<bool> {
        self.is_listed = false;
        self.folders.clear();
        let before = self.files.len();
        let mut known: HashMap<String, Option<Kept<V>>> =
            std::mem::take(&mut self.files).into_iter().collect();
        let mut kept_on = 0;
        let mut waiting = vec![root.to_owned()];
        while let Some(folder) = waiting.pop() {
            let Some(stamp) = Stamp::of(dir, &folder)? else {
                continue;
            };
            let entries = match dir.read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) if disk::is_absence(&error) => continue,
                Err(error) => return Err(disk::failed("list", &folder, error)),
            };
            let mut below = Vec::new();
            for entry in entries {
                let entry = entry.map_err(|error| disk::failed("list", &folder, error))?;
                let Ok(name) = entry.file_name().into_string() else {
                    return Err(disk::damaged(&folder, "the name of a file in it is not UTF-8"));
                };
                let path = format!("{folder}/{name}");
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => below.push(path),
                    Ok(_) => {
                        let key = path[root.len() + 1..].to_owned();
                        let kept = known.remove(&key);
                        kept_on += usize::from(kept.is_some());
                        self.files.push((key, kept.flatten()));
                    }
                    Err(error) => return Err(disk::failed("look at", &path, error)),
                }
            }
            waiting.extend(below.into_iter().rev());
            self.folders.push((folder, stamp));
        }
        self.is_listed = true;
        Ok(kept_on != before)
    }
}
