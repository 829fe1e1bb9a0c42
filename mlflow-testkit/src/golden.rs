//! Recorded requests of official MLflow, replayed against a store without HTTP, and against a server with it ([`served`]).
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
//! use mlflow_core::MemoryStore;
//! use mlflow_testkit::golden::{self, Version};
//!
//! let report = golden::replay_writes(&MemoryStore::default(), Version::V3_17_2).await;
//! assert!(report.differences.is_empty(), "{report}");
//! # });
//! ```
//!
//! What is compared: status, error code, message and the whole answer. Times, generated ids and
//! names are not. Where this project is stricter on purpose, [`deviations`] says so, with the reason.

mod compare;
pub mod deviations;
mod recording;
pub mod registry;
mod request;
pub mod served;
pub mod traces;
mod transcript;

use deviations::{Deviation, Ours};
use mlflow_core::Result;
use mlflow_core::contract::{CallContext, Operation, TrackingStore, dispatch, tracking_operations};
use recording::{Recorded, Variables};
use serde_json::Value;
use std::fmt;

/// A version of official MLflow whose answers were recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// The last of the second line.
    V2_22_5,
    /// The one that this project follows.
    V3_17_2,
}

/// What a replay asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replay {
    /// Requests that change nothing, on the recorded database.
    Reads,
    /// Requests in order, on a new store.
    Writes,
}

/// How the answers of a store compare with the recorded ones.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// How many answers are the same.
    pub same: usize,
    /// The answers that differ on purpose: the request, and the reason.
    pub on_purpose: Vec<(String, &'static str)>,
    /// The answers that differ, in words.
    pub differences: Vec<String>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (on_purpose, differences) = (self.on_purpose.len(), self.differences.len());
        write!(
            f,
            "{} the same, {on_purpose} different on purpose, {differences} different",
            self.same
        )?;
        self.differences
            .iter()
            .try_for_each(|difference| write!(f, "\n{difference}"))
    }
}

/// Returns the recorded database of a version, an SQLite file to be copied before it is opened.
pub fn database(version: Version) -> std::path::PathBuf {
    recording::directory().join(format!("mlflow-{}.db", version.name()))
}

/// Returns the recorded database that the recorded searches were made in, an SQLite file of version 3.17.2.
pub fn search_database() -> std::path::PathBuf {
    recording::directory().join("search.db")
}

/// Replays what was read, on a store that holds a copy of [`database`].
pub async fn replay_reads(store: &dyn TrackingStore, version: Version) -> Report {
    replay(store, version, Replay::Reads).await
}

/// Replays what was written, on a new store whose artifact root is `mlflow-artifacts:/`.
pub async fn replay_writes(store: &dyn TrackingStore, version: Version) -> Report {
    replay(store, version, Replay::Writes).await
}

async fn replay(store: &dyn TrackingStore, version: Version, replay: Replay) -> Report {
    let all = recording::read("", version, replay);
    replay_with(all, version, replay, async |recorded, variables| {
        let path = variables.filled(&recorded.path);
        let operation = request::operation(tracking_operations(), &recorded.method, &path);
        answer(operation, recorded, variables, async |operation, request| {
            dispatch(
                store,
                operation.name,
                request.arguments(),
                &CallContext::default(),
            )
            .await
            .expect("every operation of the table is dispatched")
        })
        .await
    })
    .await
}

async fn replay_with(
    all: Vec<Recorded>,
    version: Version,
    replay: Replay,
    answer: impl AsyncFn(&Recorded, &Variables) -> Answer,
) -> Report {
    let mut report = Report::default();
    let mut variables = Variables::default();
    for recorded in all {
        let answer = answer(&recorded, &variables).await;
        variables.save(&recorded, &answer.body);
        let expected = Answer {
            status: recorded.status,
            body: recorded.response.clone(),
        };
        let deviation = deviations::find(version, replay, recorded.n);
        let title = format!("{} {} {}", recorded.n, recorded.method, recorded.what());
        match compare::difference(&expected, &answer, deviation, &variables, version) {
            None => match deviation {
                Some(Deviation { reason, .. }) => report.on_purpose.push((title, reason)),
                None => report.same += 1,
            },
            Some(difference) => report.differences.push(format!("{title}\n    {difference}")),
        }
    }
    report
}

/// The status and the JSON of an answer; no JSON stands for a page of HTML.
#[derive(Clone, Debug)]
struct Answer {
    status: u16,
    body: Value,
}

async fn answer(
    called: Option<request::Called>,
    recorded: &Recorded,
    variables: &Variables,
    carry_out: impl AsyncFn(&'static Operation, request::Given) -> Result<bytes::Bytes>,
) -> Answer {
    let Some(called) = called else {
        return Answer {
            status: 405,
            body: Value::Null,
        };
    };
    let given = request::given(&called, recorded, variables);
    let result = carry_out(called.operation, given).await;
    let (status, text) = match result {
        Ok(bytes) => (200, bytes),
        Err(error) => (error.http_status(), error.serialize_as_json().into()),
    };
    Answer {
        status,
        body: serde_json::from_slice(&text).expect("answers are JSON"),
    }
}

impl Version {
    fn name(self) -> &'static str {
        match self {
            Version::V2_22_5 => "2.22.5",
            Version::V3_17_2 => "3.17.2",
        }
    }
}

impl Ours {
    fn is_expected(&self, answer: &Answer) -> bool {
        match self {
            Ours::Status(status) => answer.status == *status,
            Ours::Error(code) => {
                answer.status == code.http_status() && answer.body["error_code"] == code.name()
            }
            Ours::Without(_) => false,
        }
    }
}
