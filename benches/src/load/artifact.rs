//! One large artifact through the server, in and out.

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use bytes::Bytes;
use hyper::Method;
use serde_json::{Value, json};

use super::Item;
use super::connection::{Call, Connection, Payload};
use super::work::name_of;

const PATH: &str = "/api/2.0/mlflow-artifacts/artifacts/bench/large.bin";
const CHUNK: usize = 256 * 1024;

/// Sends the artifact; the time ends with the answer.
pub(super) async fn put(address: &str, bytes: u64) -> Result<Value> {
    let chunk: Vec<u8> = (0..CHUNK).map(|index| (index % 251) as u8).collect();
    let call = Call {
        method: Method::PUT,
        path: PATH.to_owned(),
        body: Payload {
            chunk: Bytes::from(chunk),
            left: bytes,
        },
    };
    once(address, Item::ArtifactPut, &call)
        .await
        .map(|(line, _)| line)
}

/// Reads the artifact to its end.
pub(super) async fn get(address: &str, bytes: u64) -> Result<Value> {
    let (line, length) = once(address, Item::ArtifactGet, &Call::get(PATH)).await?;
    ensure!(length == bytes, "{length} bytes came back, {bytes} were sent");
    Ok(line)
}

async fn once(address: &str, item: Item, call: &Call) -> Result<(Value, u64)> {
    let item = name_of(item);
    let started = Instant::now();
    let length = Connection::to(address)
        .drain(call)
        .await
        .with_context(|| item.to_owned())?;
    let seconds = started.elapsed().as_secs_f64();
    let line = json!({ "item": item, "seconds_per_op": seconds, "operations": 1, "failures": 0 });
    Ok((line, length))
}
