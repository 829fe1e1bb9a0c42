//! Writes that leave a whole artifact or nothing.

use crate::errors::failed;
use crate::keys;
use bytes::Bytes;
use mlflow_core::artifact::{ArtifactPath, ArtifactSource, RESERVED_PREFIX};
use mlflow_core::{Error, Result};
use opendal::{Buffer, Operator, Writer};
use tokio::io::AsyncReadExt;

/// So many bytes are sent at once.
const PIECE: usize = 4 << 20;

/// Writes an artifact: under another name until it is whole, where the service renames; other services show it when it is closed.
pub(crate) async fn write(
    operator: &Operator,
    path: &ArtifactPath,
    content: ArtifactSource<'_>,
    length: Option<u64>,
) -> Result<()> {
    let wrong = |error| failed(&format!("cannot write artifact '{path}'"), error);
    let key = keys::file(path)?;
    let capability = operator.info().capability();
    let renames = capability.rename;
    let mut part = Part {
        operator,
        key: match renames {
            true => format!("{RESERVED_PREFIX}{}", uuid::Uuid::new_v4().simple()),
            false => key.clone(),
        },
        is_hidden: renames,
        is_whole: false,
    };
    let mut writer = operator.writer(&part.key).await.map_err(wrong)?;
    let received = match copy(&mut writer, capability.write_can_multi, path, content, length).await {
        Ok(received) => received,
        Err(error) => {
            // What cannot be given up was never begun, or stays hidden.
            let _ = writer.abort().await;
            return Err(error);
        }
    };
    writer.close().await.map_err(wrong)?;
    if received == 0 && !operator.exists(&part.key).await.map_err(wrong)? {
        return Err(Error::not_implemented(
            "write of no bytes",
            "OpenDAL for this service",
        ));
    }
    if renames {
        operator.rename(&part.key, &key).await.map_err(wrong)?;
    }
    part.is_whole = true;
    Ok(())
}

/// Sends all bytes and returns how many they were. A service that takes them only at once, as WebDAV servers do, is sent them from memory.
async fn copy(
    writer: &mut Writer,
    in_pieces: bool,
    path: &ArtifactPath,
    content: ArtifactSource<'_>,
    length: Option<u64>,
) -> Result<u64> {
    let mut received = 0;
    let mut whole = Vec::new();
    let wrong = |error| failed(&format!("cannot write artifact '{path}'"), error);
    loop {
        let mut piece = Vec::new();
        let read = (&mut *content).take(PIECE as u64).read_to_end(&mut piece).await;
        read.map_err(|error| {
            let message = format!("cannot write artifact '{path}': {error}");
            Error::new(Error::from(error).code(), message)
        })?;
        received += piece.len() as u64;
        let is_end = piece.len() < PIECE;
        if length.is_some_and(|length| received > length || (is_end && received < length)) {
            return Err(Error::invalid_parameter_value(format!(
                "artifact '{path}' is not stored: {received} bytes arrived, {} were declared",
                length.unwrap_or_default()
            )));
        }
        match in_pieces {
            true if piece.is_empty() => {}
            true => writer.write(piece).await.map_err(wrong)?,
            false => whole.push(Bytes::from(piece)),
        }
        if is_end {
            break;
        }
    }
    if !in_pieces {
        writer.write(Buffer::from(whole)).await.map_err(wrong)?;
    }
    Ok(received)
}

/// A hidden file in the root, so that no folder is made for it, which is removed unless it became the artifact.
struct Part<'a> {
    operator: &'a Operator,
    key: String,
    is_hidden: bool,
    is_whole: bool,
}

impl Drop for Part<'_> {
    fn drop(&mut self) {
        if !self.is_hidden || self.is_whole {
            return;
        }
        let (operator, key) = (self.operator.clone(), std::mem::take(&mut self.key));
        // It stays hidden if it cannot be removed.
        let _ = mlflow_core::blocking::start(async move {
            let _ = operator.delete(&key).await;
        });
    }
}
