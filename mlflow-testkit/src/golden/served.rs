//! The recorded requests, sent to a server.
//!
//! How a request travels is the caller's: a function takes it and returns the answer. What is compared is the same as
//! for stores, and beside it the types of the answers.

use super::recording::{self, Recorded, Variables};
use super::{Answer, Replay, Report, Version, replay_with, request};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use std::cell::RefCell;

pub use super::transcript::replay as replay_transcript;

const IN_QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');
const IN_PATH: &AsciiSet = &IN_QUERY.remove(b'/').remove(b'%');

/// A request to a server.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Its method.
    pub method: String,
    /// Its path and query.
    pub target: String,
    /// Its headers, of those that a server minds: the type of the body, and what the body belongs to.
    pub headers: Vec<(&'static str, String)>,
    /// Its body.
    pub body: Vec<u8>,
    /// Whether the body is sent in chunks, without a length.
    pub chunked: bool,
}

/// What a server answered.
#[derive(Clone, Debug)]
pub struct Got {
    /// The status.
    pub status: u16,
    /// The type of the body.
    pub content_type: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

/// Replays what was read in all parts of the contract, from a server whose store holds a copy of
/// [`database`](super::database).
///
/// `prefix` is `/api/`, which clients use, or `/ajax-api/`, which pages do.
pub async fn replay_reads(version: Version, prefix: &str, ask: impl Fn(Sent) -> Got) -> Report {
    replay(version, Replay::Reads, prefix, ask).await
}

/// Replays what was written in all parts of the contract, to a server with a new store.
pub async fn replay_writes(version: Version, prefix: &str, ask: impl Fn(Sent) -> Got) -> Report {
    replay(version, Replay::Writes, prefix, ask).await
}

async fn replay(version: Version, replay: Replay, prefix: &str, ask: impl Fn(Sent) -> Got) -> Report {
    let parts = match version {
        Version::V2_22_5 => &[""][..],
        Version::V3_17_2 => &["", "registry-", "traces-"],
    };
    let mut all: Vec<_> = parts
        .iter()
        .flat_map(|part| recording::read(part, version, replay))
        .collect();
    all.sort_by_key(|recorded| recorded.n);
    let wrong_types = RefCell::new(Vec::new());
    let mut report = replay_with(all, version, replay, async |recorded, variables| {
        let got = ask(sent(recorded, variables, prefix));
        if got.content_type.as_deref() != Some("application/json") {
            let title = format!("{} {} {}", recorded.n, recorded.method, recorded.what());
            let wrong = format!("{title}\n    the answer is of type {:?}", got.content_type);
            wrong_types.borrow_mut().push(wrong);
        }
        Answer {
            status: got.status,
            body: serde_json::from_slice(&got.body).unwrap_or(Value::Null),
        }
    })
    .await;
    report.differences.extend(wrong_types.take());
    report
}

fn sent(recorded: &Recorded, variables: &Variables, prefix: &str) -> Sent {
    let path = variables.filled(&recorded.path);
    let path = match path.strip_prefix("/api/") {
        Some(rest) => format!("{prefix}{rest}"),
        None => path,
    };
    let mut body = recorded.body.clone();
    variables.fill(&mut body);
    let body = match (&recorded.text, body) {
        (Some(text), _) => variables.filled(text),
        (None, Value::Null) => String::new(),
        (None, body) => body.to_string(),
    };
    Sent {
        method: recorded.method.clone(),
        target: target(&path, &request::pairs(recorded, variables)),
        headers: vec![("Content-Type", "application/json".to_owned())],
        body: body.into_bytes(),
        chunked: false,
    }
}

/// Writes a path and a query as they stand in the first line of a request.
pub(super) fn target(path: &str, query: &[(String, String)]) -> String {
    let encoded = |text| utf8_percent_encode(text, IN_QUERY).to_string();
    let pairs = query
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
    let query = pairs.collect::<Vec<_>>().join("&");
    let path = utf8_percent_encode(path, IN_PATH);
    match query.is_empty() {
        true => path.to_string(),
        false => format!("{path}?{query}"),
    }
}
