//! Parts become an artifact.

use std::collections::BTreeMap;
use std::io::Read;

use mlflow_core::artifact::ArtifactPath;
use mlflow_core::{Error, Result};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::super::root::Root;
use super::super::staged::Staged;
use super::incoming::{hex, part_name};
use super::upload::Upload;

const COPY_BYTES: usize = 1024 * 1024;

/// How far a completion came.
pub(super) enum Completion {
    Done,
    /// Another request is about it.
    InWork,
}

/// Completes an upload, unless somebody else does at the same time.
pub(super) fn complete(
    root: &Root,
    id: &str,
    path: &ArtifactPath,
    etags: &BTreeMap<u32, String>,
) -> Result<Completion> {
    let upload = Upload::find(root, id)?;
    if upload.path != *path {
        return Err(upload.unknown());
    }
    let Some(_lock) = upload.lock()? else {
        return Ok(Completion::InWork);
    };
    let named = named(etags);
    match upload.completed_with()? {
        Some(before) if before == named => return Ok(Completion::Done),
        Some(_) => return Err(upload.unknown()),
        None if upload.is_gone() => return Err(upload.unknown()),
        None => {}
    }
    let length = checked(&upload, etags)?;
    let mut staged = Staged::create(root, path.clone(), Some(length))?;
    for (number, etag) in etags {
        append(&mut staged, &upload, *number, etag)?;
    }
    if upload.is_gone() {
        return Err(upload.unknown());
    }
    let touched = staged.publish()?;
    root.sync_directories(&touched)?;
    upload.finish(&named);
    Ok(Completion::Done)
}

/// Checks that all parts are named and here, and returns the bytes that they have together.
fn checked(upload: &Upload, etags: &BTreeMap<u32, String>) -> Result<u64> {
    let wrong = |message: String| {
        let path = &upload.path;
        Error::invalid_parameter_value(format!("upload of artifact '{path}' is not complete: {message}"))
    };
    if let Some(missing) = (1..=upload.parts).find(|number| !etags.contains_key(number)) {
        return Err(wrong(format!(
            "part {missing} of {} is not named: name every part with its ETag",
            upload.parts
        )));
    }
    if let Some(unknown) = etags.keys().find(|number| !(1..=upload.parts).contains(*number)) {
        return Err(wrong(format!(
            "part {unknown} is none of its {} parts",
            upload.parts
        )));
    }
    let present = upload.parts()?;
    let sizes: BTreeMap<(u32, &str), u64> = present
        .iter()
        .map(|part| ((part.number, part.etag.as_str()), part.size))
        .collect();
    let mut length = 0;
    for (number, etag) in etags {
        if let Some(size) = sizes.get(&(*number, etag.as_str())) {
            length += size;
            continue;
        }
        return Err(wrong(match present.iter().any(|part| part.number == *number) {
            true => format!(
                "part {number} has another ETag than '{etag}': name the one that its upload was answered with"
            ),
            false => format!("part {number} has not arrived: send it first"),
        }));
    }
    Ok(length)
}

/// Appends a part whose bytes are those that its sender was told of.
fn append(staged: &mut Staged, upload: &Upload, number: u32, etag: &str) -> Result<()> {
    let opened = upload.folder.open(part_name(number, etag));
    let mut part = opened.map_err(|error| upload.failed(error))?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; COPY_BYTES];
    loop {
        let read = part.read(&mut buffer).map_err(|error| upload.failed(error))?;
        if read == 0 {
            break;
        }
        hash.update(&buffer[..read]);
        staged.append(&buffer[..read])?;
    }
    match hex(hash) == etag {
        true => Ok(()),
        false => Err(Error::invalid_parameter_value(format!(
            "part {number} of artifact '{}' is damaged here: send it again",
            upload.path
        ))),
    }
}

fn named(etags: &BTreeMap<u32, String>) -> Value {
    let pair = |(number, etag): (&u32, &String)| (number.to_string(), Value::from(etag.as_str()));
    Value::Object(etags.iter().map(pair).collect::<Map<_, _>>())
}
