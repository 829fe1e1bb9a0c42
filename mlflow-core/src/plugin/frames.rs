//! Messages on a pipe: a line of JSON, and as many bytes as its `length` says.

use super::message::WireContext;
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, Read, Write};

/// No head is longer; what has no end of a line is none.
const LONGEST_HEAD: u64 = 64 * 1024;

/// No answer is longer.
const LONGEST_BODY: usize = 1 << 30;

/// What the messages say beside their bytes.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(super) enum Message {
    /// To a plugin: open a store.
    Open { call: u64 },
    /// To a plugin: carry out an operation.
    Call {
        call: u64,
        instance: u64,
        operation: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        context: Option<WireContext>,
    },
    /// To a plugin: nobody waits any more.
    Cancel { call: u64, instance: u64 },
    /// To a plugin: close a store.
    Close { instance: u64 },
    /// From a plugin, first of all: its manifest.
    Ready,
    /// From a plugin: the end of a call.
    Done { call: u64, status: u32 },
    /// From a plugin: a store is open.
    Opened { call: u64, instance: u64 },
    /// From a plugin: a line for the log.
    Log { level: u32 },
}

#[derive(Serialize, Deserialize)]
struct Head<M> {
    #[serde(flatten)]
    message: M,
    #[serde(default)]
    length: usize,
}

/// Writes a message, as one piece.
pub(super) fn write(out: &mut impl Write, message: &Message, body: &[u8]) -> io::Result<()> {
    let mut frame = Vec::with_capacity(body.len() + 128);
    append(&mut frame, message, body)?;
    out.write_all(&frame)?;
    out.flush()
}

/// Appends a message to others.
pub(super) fn append(frames: &mut Vec<u8>, message: &Message, body: &[u8]) -> io::Result<()> {
    let length = body.len();
    serde_json::to_writer(&mut *frames, &Head { message, length })?;
    frames.push(b'\n');
    frames.extend_from_slice(body);
    Ok(())
}

/// Reads a message; `None` at the end of the pipe.
///
/// # Errors
///
/// What the pipe answers, and `InvalidData` naming what was written where a message should be.
pub(super) fn read(from: &mut impl BufRead) -> io::Result<Option<(Message, Vec<u8>)>> {
    let mut line = Vec::new();
    if from.take(LONGEST_HEAD).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    let head: Head<Message> = serde_json::from_slice(&line).map_err(|e| no_message(&line, &e.to_string()))?;
    if head.length > LONGEST_BODY {
        return Err(no_message(
            &line,
            &format!("no message has more than {LONGEST_BODY} bytes"),
        ));
    }
    let mut body = Vec::new();
    let read = from.take(head.length as u64).read_to_end(&mut body)?;
    if read < head.length {
        return Err(no_message(&line, &format!("it ends after {read} bytes")));
    }
    Ok(Some((head.message, body)))
}

fn no_message(line: &[u8], why: &str) -> io::Error {
    let shown: String = String::from_utf8_lossy(line)
        .trim_end()
        .chars()
        .take(80)
        .collect();
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("`{shown}` is no message: {why}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_read_back() {
        let call = Message::Call {
            call: 7,
            instance: u64::MAX,
            operation: "log_metric".into(),
            context: None,
        };
        let mut pipe = Vec::new();
        write(&mut pipe, &call, b"{\"a\":\n1}").unwrap();
        write(&mut pipe, &Message::Ready, b"").unwrap();
        let mut pipe = &pipe[..];
        assert_eq!(read(&mut pipe).unwrap(), Some((call, b"{\"a\":\n1}".to_vec())));
        assert_eq!(read(&mut pipe).unwrap(), Some((Message::Ready, Vec::new())));
        assert_eq!(read(&mut pipe).unwrap(), None);
    }

    #[test]
    fn what_is_no_message_is_named() {
        for (bytes, why) in [
            (&b"hello world\n"[..], "`hello world` is no message"),
            (b"{\"do\":\"dance\"}\n", "unknown variant"),
            (b"{\"do\":\"ready\",\"length\":5}\nab", "ends after 2 bytes"),
            (b"{\"do\":\"ready\",\"length\":9000000000}\n", "more than"),
            (b"{\"do\":\"ready\",\"length\":-1}\n", "is no message"),
        ] {
            let error = read(&mut &bytes[..]).unwrap_err();
            assert!(error.to_string().contains(why), "{error}");
        }
        let endless = vec![b'x'; 1 << 20];
        assert!(read(&mut &endless[..]).is_err());
    }

    proptest::proptest! {
        #[test]
        fn prop_any_bytes_end(bytes: Vec<u8>) {
            let mut pipe = &bytes[..];
            while let Ok(Some(_)) = read(&mut pipe) {}
        }
    }
}
