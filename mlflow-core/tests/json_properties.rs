//! Requests of arbitrary bytes: no panic, one kind of error; and valid requests come back as they were.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use mlflow_core::ErrorCode;
use mlflow_core::contract::experiments::SearchExperiments;
use mlflow_core::contract::logged_models::{
    CreateLoggedModel, CreateLoggedModelResponse, FinalizeLoggedModel, GetLoggedModel, SearchLoggedModels,
};
use mlflow_core::contract::proto_json::{read, read_query, write};
use mlflow_core::contract::runs::{
    CreateRun, GetMetricHistoryBulk, LogBatch, LogInputs, LogMetric, SearchRuns, UpdateRun,
};
use mlflow_core::entities::{
    LoggedModel, LoggedModelData, LoggedModelInfo, LoggedModelParameter, LoggedModelStatus, LoggedModelTag,
    Metric, Param, RunTag,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;

/// What requests are made of, and what they should not be made of.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    " ",
    "\n",
    "\"",
    "\\",
    "null",
    "true",
    "false",
    "NaN",
    "Infinity",
    "-",
    "0",
    "1",
    "-1",
    "1.5",
    "1e400",
    "1e15",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "\"\"",
    "\"1\"",
    "\"x\"",
    "\"NaN\"",
    "\"-Infinity\"",
    "\"inf\"",
    "\"1e5\"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"\\ud83d\\ude80\"",
    "\"日本\"",
    "\"run_id\":",
    "\"runId\":",
    "\"run_uuid\":",
    "\"runUuid\":",
    "\"experiment_id\":",
    "\"start_time\":",
    "\"tags\":",
    "\"metrics\":",
    "\"params\":",
    "\"key\":",
    "\"value\":",
    "\"timestamp\":",
    "\"step\":",
    "\"status\":",
    "\"RUNNING\"",
    "\"run_view_type\":",
    "\"max_results\":",
    "\"order_by\":",
    "\"datasets\":",
    "\"dataset\":",
    "{}",
    "[]",
    "[{}]",
    "[{\"key\":\"a\",\"value\":1,\"timestamp\":2}]",
    "{\"run_id\":\"a\"}",
    "\"{\\\"run_id\\\":\\\"a\\\"}\"",
];

const NAMES: &[&str] = &[
    "run_id",
    "runId",
    "run_uuid",
    "experiment_id",
    "experimentId",
    "start_time",
    "tags",
    "metrics",
    "params",
    "key",
    "value",
    "timestamp",
    "step",
    "max_results",
    "order_by",
    "view_type",
    "status",
    "",
    "ü",
    "a.b",
    "tags[0].key",
];

const VALUES: &[&str] = &[
    "",
    "0",
    "-1",
    "1.5",
    "NaN",
    "true",
    "null",
    "{}",
    "[]",
    "ACTIVE_ONLY",
    "9223372036854775808",
    "日本",
    "\0",
    "name",
];

fn body() -> impl Strategy<Value = Vec<u8>> {
    let of_pieces = vec(select(PIECES), 0..24).prop_map(|pieces| pieces.concat().into_bytes());
    let object =
        vec(select(PIECES), 0..12).prop_map(|pieces| format!("{{{}}}", pieces.concat()).into_bytes());
    let field = (select(NAMES), select(PIECES)).prop_map(|(name, value)| format!("\"{name}\":{value}"));
    let fields = vec(field, 0..6).prop_map(|fields| format!("{{{}}}", fields.join(",")).into_bytes());
    let deep = (1..300_usize, select(&["[", "{\"a\":", "{\"tags\":["][..]))
        .prop_map(|(depth, opening)| opening.repeat(depth).into_bytes());
    prop_oneof![vec(any::<u8>(), 0..64), of_pieces, object, fields, deep]
}

/// Reads; what is refused must be refused as the caller's mistake, and what is read must come back.
fn reads_or_refuses<T: DeserializeOwned + Serialize + Debug>(body: &[u8]) -> Result<(), TestCaseError> {
    match read::<T>(body) {
        Ok(request) => comes_back(&request),
        Err(error) => {
            prop_assert_eq!(error.code(), ErrorCode::InvalidParameterValue, "{}", error);
            prop_assert!(!error.message().is_empty());
            Ok(())
        }
    }
}

/// `Debug` tells NaN from nothing else and 0.0 from -0.0, and prints doubles exactly.
fn comes_back<T: DeserializeOwned + Serialize + Debug>(request: &T) -> Result<(), TestCaseError> {
    let written = write(request).unwrap();
    let again: T = read(&written).map_err(|e| TestCaseError::fail(format!("{e}: {written:?}")))?;
    prop_assert_eq!(format!("{request:?}"), format!("{again:?}"));
    Ok(())
}

fn text() -> impl Strategy<Value = String> {
    "[^\0]{0,12}"
}

fn metric() -> impl Strategy<Value = Metric> {
    let value = prop_oneof![
        any::<f64>(),
        proptest::num::f64::ANY,
        select(&[f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.0, f64::MAX, 5e-324][..])
    ];
    let of_what = (
        option::of(text()),
        option::of(text()),
        option::of(text()),
        option::of(text()),
    );
    (text(), value, any::<i64>(), any::<i64>(), of_what).prop_map(|(key, value, timestamp, step, of_what)| {
        Metric {
            dataset_name: of_what.0,
            dataset_digest: of_what.1,
            model_id: of_what.2,
            run_id: of_what.3,
            ..Metric::new(key, value, timestamp, step)
        }
    })
}

proptest! {
    #[test]
    fn prop_any_body_is_read_or_refused(body in body()) {
        reads_or_refuses::<LogBatch>(&body)?;
        reads_or_refuses::<CreateRun>(&body)?;
        reads_or_refuses::<LogMetric>(&body)?;
        reads_or_refuses::<UpdateRun>(&body)?;
        reads_or_refuses::<LogInputs>(&body)?;
        reads_or_refuses::<SearchRuns>(&body)?;
        reads_or_refuses::<CreateLoggedModel>(&body)?;
        reads_or_refuses::<FinalizeLoggedModel>(&body)?;
        reads_or_refuses::<SearchLoggedModels>(&body)?;
        reads_or_refuses::<CreateLoggedModelResponse>(&body)?;
    }

    #[test]
    fn prop_any_query_is_read_or_refused(
        pairs in vec((prop_oneof![select(NAMES).prop_map(str::to_owned), any::<String>()],
                      prop_oneof![select(VALUES).prop_map(str::to_owned), any::<String>()]), 0..8)
    ) {
        let code = |error: mlflow_core::Error| error.code();
        let refused = [
            read_query::<LogBatch, _, _>(&pairs).err().map(code),
            read_query::<CreateRun, _, _>(&pairs).err().map(code),
            read_query::<SearchExperiments, _, _>(&pairs).err().map(code),
            read_query::<GetMetricHistoryBulk, _, _>(&pairs).err().map(code),
            read_query::<GetLoggedModel, _, _>(&pairs).err().map(code),
        ];
        for code in refused.into_iter().flatten() {
            prop_assert_eq!(code, ErrorCode::InvalidParameterValue);
        }
    }

    #[test]
    fn prop_a_batch_comes_back_as_it_was(
        run_id in text(),
        metrics in vec(metric(), 0..6),
        params in vec((text(), text()), 0..4),
        tags in vec((text(), text()), 0..4),
    ) {
        comes_back(&LogBatch {
            run_id,
            metrics,
            params: params.into_iter().map(Param::from).collect(),
            tags: tags.into_iter().map(RunTag::from).collect(),
        })?;
    }

    #[test]
    fn prop_a_logged_model_comes_back_as_it_was(
        texts in vec(text(), 4),
        of_source in option::of(text()),
        status in select(LoggedModelStatus::ALL),
        times in (any::<i64>(), any::<i64>()),
        metrics in vec(metric(), 0..4),
        entries in vec((text(), text()), 0..4),
    ) {
        let [model_id, experiment_id, name, artifact_uri] = texts.try_into().unwrap();
        comes_back(&LoggedModel {
            info: LoggedModelInfo {
                model_id,
                experiment_id,
                name,
                artifact_uri,
                status,
                creation_timestamp_ms: times.0,
                last_updated_timestamp_ms: times.1,
                source_run_id: of_source.clone(),
                model_type: of_source,
                status_message: None,
                tags: entries.iter().cloned().map(LoggedModelTag::from).collect(),
            },
            data: LoggedModelData {
                params: entries.into_iter().map(LoggedModelParameter::from).collect(),
                metrics: metrics.into(),
            },
        })?;
    }

    #[test]
    fn prop_a_new_run_comes_back_as_it_was(
        experiment_id in text(),
        user_id in text(),
        run_name in text(),
        start_time in option::of(any::<i64>()),
        tags in vec((text(), text()), 0..4),
    ) {
        let tags = tags.into_iter().map(RunTag::from).collect();
        comes_back(&CreateRun { experiment_id, user_id, run_name, start_time, tags })?;
    }
}
