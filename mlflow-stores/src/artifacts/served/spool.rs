//! Bytes of a reader, taken whole before they are sent.

use mlflow_core::artifact::{ArtifactPath, ArtifactSource};
use mlflow_core::{Error, Result, blocking};
use std::io::Write;
use tempfile::NamedTempFile;
use tokio::io::AsyncReadExt;

/// How much is kept in memory.
const IN_MEMORY: usize = 1024 * 1024;

/// All bytes of a reader.
pub(super) enum Spooled {
    Memory(Vec<u8>),
    File(NamedTempFile, u64),
}

/// Reads everything, and checks that it is as much as was said.
pub(super) async fn taken(
    path: &ArtifactPath,
    content: ArtifactSource<'_>,
    length: Option<u64>,
) -> Result<Spooled> {
    let failed = |error: std::io::Error| {
        let message = format!("cannot write artifact '{path}': {error}");
        Error::new(Error::from(error).code(), message)
    };
    let mut chunk = Vec::new();
    let (mut file, mut taken) = (None, 0);
    loop {
        let mut source = (&mut *content).take(IN_MEMORY as u64);
        source.read_to_end(&mut chunk).await.map_err(failed)?;
        taken += chunk.len() as u64;
        if length.is_some_and(|length| taken > length) {
            break;
        }
        let is_last = chunk.len() < IN_MEMORY;
        if is_last && file.is_none() {
            break;
        }
        let (mut open, full) = match file.take() {
            Some(open) => (open, std::mem::take(&mut chunk)),
            None => (NamedTempFile::new().map_err(failed)?, std::mem::take(&mut chunk)),
        };
        let written = blocking::spawn_blocking(move || open.write_all(&full).map(|()| open))?.await;
        let written =
            written.map_err(|e| Error::internal("the write of a temporary file was cut").with_source(e))?;
        file = Some(written.map_err(failed)?);
        if is_last {
            break;
        }
    }
    match length {
        Some(length) if length != taken => Err(Error::invalid_parameter_value(format!(
            "cannot write artifact '{path}': {length} bytes were announced, and {} came",
            if taken > length {
                "more".to_owned()
            } else {
                taken.to_string()
            }
        ))),
        _ => Ok(match file {
            Some(file) => Spooled::File(file, taken),
            None => Spooled::Memory(chunk),
        }),
    }
}
