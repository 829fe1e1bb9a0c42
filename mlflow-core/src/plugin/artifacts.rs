//! Artifacts across the border: what is asked of a plugin's repository, and the [`PluginRepo`] that asks it.
//!
//! Requests and answers begin with a line of JSON. The bytes of artifacts follow it, piece by piece, so that no artifact has to
//! fit into memory. Readers and writers have numbers that the program chooses.

mod reading;
mod repo;

pub(super) use repo::PluginRepo;

use crate::artifact::FileInfo;
use crate::error::{Error, Result};
use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// So many bytes of an artifact cross the border at once.
pub(super) const PIECE: u64 = 1 << 20;

/// The operations.
pub(super) mod operation {
    pub(crate) const LIST: &str = "list_artifacts";
    pub(crate) const READ: &str = "read_artifact";
    pub(crate) const CLOSE_READER: &str = "close_reader";
    pub(crate) const WRITE: &str = "write_artifact";
    pub(crate) const CREATE_WRITE: &str = "create_write";
    pub(crate) const WRITE_CHUNK: &str = "write_chunk";
    pub(crate) const COMPLETE_WRITE: &str = "complete_write";
    pub(crate) const ABORT_WRITE: &str = "abort_write";
    pub(crate) const DELETE: &str = "delete_artifacts";
    pub(crate) const LOCAL: &str = "local_artifact";
    pub(crate) const UPLOAD: &str = "upload_artifact";
    pub(crate) const DOWNLOAD: &str = "download_artifact";
}

/// A path; none is the root.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct At {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) path: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Listed {
    #[serde(default)]
    pub(super) files: Vec<FileInfo>,
}

/// A piece of an artifact, wanted.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ReadArtifact {
    pub(super) path: String,
    #[serde(default)]
    pub(super) offset: u64,
    pub(super) length: u64,
    pub(super) reader: u64,
}

/// What is known of the artifact that a piece is of.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Piece {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) size: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) modified_ms: Option<u64>,
    pub(super) end: bool,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Reader {
    pub(super) reader: u64,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CreateWrite {
    pub(super) path: String,
    pub(super) writer: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) length: Option<u64>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Writer {
    pub(super) writer: u64,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Local {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) file: Option<String>,
}

/// An artifact and a local file, one of which becomes the other.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Transfer {
    pub(super) path: String,
    pub(super) file: String,
}

/// Puts bytes behind a line of JSON.
pub(super) fn join(head: &impl Serialize, body: &[u8]) -> Result<Bytes> {
    let mut joined = Vec::with_capacity(body.len() + 128);
    serde_json::to_writer(&mut joined, head)
        .map_err(|e| Error::internal(format!("cannot write JSON: {e}")))?;
    joined.push(b'\n');
    joined.extend_from_slice(body);
    Ok(joined.into())
}

/// Takes a line of JSON from the bytes behind it; `None` if it is not what was expected.
pub(super) fn split<T: DeserializeOwned>(joined: &[u8]) -> Option<(T, &[u8])> {
    let (head, body) = match joined.iter().position(|byte| *byte == b'\n') {
        Some(end) => (&joined[..end], &joined[end + 1..]),
        None => (joined, &joined[joined.len()..]),
    };
    Some((serde_json::from_slice(head).ok()?, body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_follow_a_line() {
        let joined = join(&Reader { reader: 7 }, b"a\nb").unwrap();
        let (head, body) = split::<Reader>(&joined).unwrap();
        assert_eq!((head.reader, body), (7, &b"a\nb"[..]));
        let (head, body) = split::<Reader>(br#"{"reader":8}"#).unwrap();
        assert_eq!((head.reader, body), (8, &b""[..]));
        assert!(split::<Reader>(b"\n").is_none());
        assert!(split::<Reader>(b"").is_none());
    }
}
