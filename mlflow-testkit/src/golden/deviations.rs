//! Where answers differ from official MLflow on purpose.

use super::{Replay, Version};
use mlflow_core::ErrorCode;

/// An answer that differs on purpose.
#[derive(Debug)]
pub struct Deviation {
    /// The version, or both.
    pub version: Option<Version>,
    /// The recording.
    pub replay: Replay,
    /// The request's place in the recording.
    pub n: usize,
    /// What is answered instead.
    pub ours: Ours,
    /// Why.
    pub reason: &'static str,
}

/// What is answered instead of the recorded answer.
#[derive(Debug)]
pub enum Ours {
    /// Another status.
    Status(u16),
    /// An error.
    Error(ErrorCode),
    /// The recorded answer without what these JSON pointers point to.
    Without(&'static [&'static str]),
}

pub(super) fn find(version: Version, replay: Replay, n: usize) -> Option<&'static Deviation> {
    TABLE
        .iter()
        .find(|d| d.n == n && d.replay == replay && d.version.is_none_or(|of| of == version))
}

const REFUSED: Ours = Ours::Error(ErrorCode::InvalidParameterValue);

macro_rules! table {
    ($( $replay:ident $version:expr, $n:literal, $ours:expr, $reason:expr; )+) => {
        /// Every deviation.
        pub static TABLE: &[Deviation] = &[ $( Deviation {
            version: $version, replay: Replay::$replay, n: $n, ours: $ours, reason: $reason,
        } ),+ ];
    };
}

const BOTH: Option<Version> = None;
const V2: Option<Version> = Some(Version::V2_22_5);
const V3: Option<Version> = Some(Version::V3_17_2);

const WRONG_TYPE: &str = "a field of a wrong type is refused, not replaced by a default";
const NAME_TAKEN: &str = "a taken name has one error code, whether it is created or renamed to";
const NO_JSON: &str = "a body that is no JSON is refused, not taken for an empty one";
const KEY_LENGTH: &str = "keys of tags have a limit in every operation";
const AS_NEWER: &str = "the rule is that of 3.17.2";
const TAGGED_BEFORE: &str = "a tag that the recording refuses was written before";
const STATUS_FIRST: &str = "a value that is none of its field is named before fields that are missing";
const NO_MODEL: &str = "a metric of a model that is not there is refused in words, and as not found";
const ALIAS: &str = "the other names of a field hold with its prefix too, where the recording falls over";
const REFUSED_BEFORE: &str = "some points of the recording were refused before";
const STORES_WORDS: &str = "the words are those of the store, whose limit holds without a server too";
const BY_NUMBER: &str = "the latest versions come by their numbers";
const CLIENTS_FOLDER: &str = "a relative path is named as it was given, not below the server's own folder";
const WHOLE_ANSWER: &str = "the answer has all tags, also those that are new to a trace that is there";
const SOURCE_REFUSED: &str = "an assessment of the recording was refused before";

table! {
    Writes V2, 10, REFUSED, AS_NEWER;
    Writes V2, 15, REFUSED, AS_NEWER;
    Writes V2, 17, REFUSED, AS_NEWER;
    Writes V2, 18, REFUSED, AS_NEWER;
    Writes V2, 28, Ours::Status(200), AS_NEWER;
    Writes BOTH, 34, Ours::Error(ErrorCode::ResourceAlreadyExists), NAME_TAKEN;
    Writes V2, 48, Ours::Status(200), TAGGED_BEFORE;
    Writes V2, 54, REFUSED, AS_NEWER;
    Writes BOTH, 60, REFUSED, WRONG_TYPE;
    Writes BOTH, 61, REFUSED, KEY_LENGTH;
    Writes V2, 65, REFUSED, AS_NEWER;
    Writes BOTH, 82, REFUSED, WRONG_TYPE;
    Writes BOTH, 86, REFUSED, WRONG_TYPE;
    Writes BOTH, 87, REFUSED, WRONG_TYPE;
    Writes BOTH, 88, REFUSED, NO_JSON;
    Writes BOTH, 135, REFUSED, WRONG_TYPE;
    Writes V2, 142, Ours::Status(200), AS_NEWER;
    Writes V2, 150, Ours::Status(200), AS_NEWER;
    Writes BOTH, 161, REFUSED, WRONG_TYPE;
    Writes BOTH, 169, Ours::Without(&["/run/data/metrics/6"]), REFUSED_BEFORE;
    Writes BOTH, 171, Ours::Without(&["/metrics/0", "/metrics/3"]), REFUSED_BEFORE;
    Writes V3, 224, REFUSED, CLIENTS_FOLDER;
    Reads V3, 238, Ours::Status(200), BY_NUMBER;
    Reads V3, 320, REFUSED, STORES_WORDS;
    Reads V3, 349, REFUSED, STORES_WORDS;
    Writes V3, 302, REFUSED, STATUS_FIRST;
    Writes V3, 314, Ours::Error(ErrorCode::ResourceDoesNotExist), NO_MODEL;
    Writes V3, 324, Ours::Status(200), WHOLE_ANSWER;
    Writes V3, 326, REFUSED, WRONG_TYPE;
    Writes V3, 327, REFUSED, WRONG_TYPE;
    Writes V3, 340, REFUSED, WRONG_TYPE;
    Writes V3, 342, REFUSED, WRONG_TYPE;
    Writes V3, 351, Ours::Without(&["/trace/trace_info/assessments/5"]), SOURCE_REFUSED;
    Writes V3, 319, Ours::Without(&["/run/data/metrics/6"]), REFUSED_BEFORE;
    Reads V3, 32, REFUSED, WRONG_TYPE;
    Reads V3, 461, Ours::Status(200), ALIAS;
    Reads V2, 31, REFUSED, WRONG_TYPE;
    Reads V2, 21, REFUSED, AS_NEWER;
    Reads V2, 58, Ours::Status(200), AS_NEWER;
    Reads V2, 59, REFUSED, AS_NEWER;
    Reads V2, 61, Ours::Status(200), AS_NEWER;
    Reads V2, 123, REFUSED, AS_NEWER;
    Reads V2, 141, Ours::Status(200), AS_NEWER;
    Reads V2, 165, REFUSED, AS_NEWER;
    Reads V2, 171, REFUSED, AS_NEWER;
    Reads V2, 185, Ours::Status(200), AS_NEWER;
    Reads V2, 213, Ours::Status(200), AS_NEWER;
    Reads V2, 214, Ours::Status(200), AS_NEWER;
}
