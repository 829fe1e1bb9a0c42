//! From a folder to a ZIP archive and back.

use mlflow_core::{Error, Result};
use std::fs::File;
use std::io::{self, BufReader, BufWriter};
use std::path::Path;
use walkdir::WalkDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Endings of files that are small already.
const PACKED: [&str; 8] = ["parquet", "gz", "zip", "zst", "png", "jpg", "npz", "safetensors"];

pub(super) fn pack(folder: &Path, file: &Path) -> Result<()> {
    let parent = folder.parent().unwrap_or(Path::new("."));
    let staged = tempfile::NamedTempFile::new_in(parent)?;
    let mut zip = ZipWriter::new(BufWriter::new(staged.as_file()));
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(io::Error::from)?;
        if !entry.file_type().is_file() {
            continue;
        }
        let is_packed = entry
            .path()
            .extension()
            .is_some_and(|end| PACKED.iter().any(|p| end == *p));
        let method = if is_packed {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .large_file(entry.metadata().map_err(io::Error::from)?.len() > u64::from(u32::MAX) / 2);
        zip.start_file(name(folder, entry.path())?, options)
            .map_err(super::unwritable)?;
        io::copy(&mut File::open(entry.path())?, &mut zip)?;
    }
    zip.finish().map_err(super::unwritable)?;
    staged.as_file().sync_all()?;
    staged
        .persist_noclobber(file)
        .map_err(|error| Error::from(error.error))?;
    Ok(())
}

/// Returns the name of a file in the archive: its path below the folder.
fn name(folder: &Path, path: &Path) -> Result<String> {
    let below = path.strip_prefix(folder).unwrap_or(path);
    let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
    let name = parts.map(|parts| parts.join("/"));
    name.ok_or_else(|| Error::invalid_parameter_value(format!("the path `{}` is no UTF-8", below.display())))
}

pub(super) fn unpack(file: &Path, folder: &Path) -> Result<()> {
    let opened = File::open(file).map_err(|error| {
        let message = format!("cannot open the archive `{}`: {error}", file.display());
        Error::from(error).with_message(message)
    })?;
    let damaged = |error: zip::result::ZipError| {
        Error::invalid_parameter_value(format!("`{}` is no archive: {error}", file.display()))
    };
    let mut zip = ZipArchive::new(BufReader::new(opened)).map_err(damaged)?;
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).map_err(damaged)?;
        if entry.is_dir() {
            continue;
        }
        let Some(below) = entry.enclosed_name() else {
            return Err(Error::invalid_parameter_value(format!(
                "`{}` is no archive of MLflow: the file {index} in it leads out of it",
                file.display()
            )));
        };
        let path = folder.join(below);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        io::copy(&mut entry, &mut File::create(&path)?)?;
    }
    Ok(())
}
