//! What official clients sent to an official server, sent to another one.

use super::recording::{Variables, change_texts, directory};
use super::served::{Got, Sent, target};
use super::{Answer, Report, Version, compare};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;

/// What a server may say of itself.
const OF_ITSELF: &str = "/server-info";

/// What differs on purpose: requests of the client of 3.17.2, the field, and our answer.
const DIFFERENT: &[(usize, &str, &str)] = &[
    (410, "/traces/2/execution_duration", "0s"),
    (411, "/traces/2/trace_info/execution_duration", "0s"),
    (412, "/traces/3/execution_duration", "0s"),
    (438, "/traces/2/execution_duration", "0s"),
];
const STAYS: &str =
    "what a client said of the whole trace stays, and not only where spans tell of tokens, cost or a session";

/// A request of a client and the answer of a server.
#[derive(Deserialize)]
struct Exchange {
    n: usize,
    method: String,
    path: String,
    #[serde(default)]
    query: Vec<(String, String)>,
    #[serde(rename = "type")]
    content_type: Option<String>,
    experiment_id: Option<String>,
    #[serde(default)]
    chunked: bool,
    #[serde(default)]
    request: Value,
    request_text: Option<String>,
    request_base64: Option<String>,
    status: u16,
    answer_type: Option<String>,
    #[serde(default)]
    response: Value,
    response_text: Option<String>,
    response_base64: Option<String>,
}

/// Sends what the client of a version sent to an official server of 3.17.2, to a server with a new store that serves
/// artifacts.
pub async fn replay(client: Version, ask: impl Fn(Sent) -> Got) -> Report {
    let path = directory().join(format!("transcript-{}.jsonl", client.name()));
    let text = std::fs::read_to_string(path).expect("the recordings are beside the sources");
    let mut report = Report::default();
    let mut ids = Ids::default();
    for line in text.lines() {
        let mut exchange: Exchange = serde_json::from_str(line).expect("the recordings are JSON");
        let title = format!("{} {} {}", exchange.n, exchange.method, exchange.path);
        let got = ask(exchange.sent(&ids));
        if exchange.path.ends_with(OF_ITSELF) {
            let reason = "a server says of itself what it can do";
            report.on_purpose.push((title, reason));
            continue;
        }
        let is_different = client == Version::V3_17_2 && exchange.differs_on_purpose();
        match exchange.difference(&got, &mut ids) {
            None if is_different => report.on_purpose.push((title, STAYS)),
            None => report.same += 1,
            Some(difference) => report.differences.push(format!("{title}\n    {difference}")),
        }
    }
    report
}

impl Exchange {
    /// Puts our answer in the place of the recorded one where they differ on purpose.
    fn differs_on_purpose(&mut self) -> bool {
        let different = DIFFERENT.iter().find(|(n, ..)| *n == self.n);
        let Some((_, pointer, ours)) = different else {
            return false;
        };
        let recorded = self.response.pointer_mut(pointer);
        *recorded.expect("a field of the recorded answer") = Value::from(*ours);
        true
    }

    fn sent(&self, ids: &Ids) -> Sent {
        let mut json = self.request.clone();
        change_texts(&mut json, &|text| ids.filled(text));
        let text = self.request_text.as_ref().map(|text| ids.filled(text));
        let query = self
            .query
            .iter()
            .map(|(name, value)| (name.clone(), ids.filled(value)));
        let header = |name, value: &Option<String>| Some((name, value.clone()?));
        let headers = [
            header("Content-Type", &self.content_type),
            header("x-mlflow-experiment-id", &self.experiment_id),
        ]
        .into_iter();
        Sent {
            method: self.method.clone(),
            target: target(&ids.filled(&self.path), &query.collect::<Vec<_>>()),
            headers: headers.flatten().collect(),
            body: bytes(json, text, self.request_base64.as_deref()),
            chunked: self.chunked,
        }
    }

    fn difference(&self, got: &Got, ids: &mut Ids) -> Option<String> {
        if self.answer_type.is_some() && self.answer_type != got.content_type {
            let (expected, got) = (&self.answer_type, &got.content_type);
            return Some(format!("expected the type {expected:?}\n    but got {got:?}"));
        }
        let is_json = self.answer_type.as_deref() == Some("application/json");
        if !is_json {
            let expected = self.response_text.as_ref().map(|text| ids.filled(text));
            let expected = bytes(Value::Null, expected, self.response_base64.as_deref());
            let is_same = self.status == got.status && expected == got.body;
            let body = || String::from_utf8_lossy(&got.body).into_owned();
            return (!is_same).then(|| format!("got {} {}", got.status, body()));
        }
        let answer = Answer {
            status: got.status,
            body: serde_json::from_slice(&got.body).unwrap_or(Value::Null),
        };
        let mut body = self.response.clone();
        if got.status == self.status && got.status == 200 {
            ids.learn(&body, &answer.body);
        }
        change_texts(&mut body, &|text| ids.filled(text));
        let expected = Answer {
            status: self.status,
            body,
        };
        // The server of both transcripts is of one version.
        compare::difference(&expected, &answer, None, &Variables::default(), Version::V3_17_2)
    }
}

fn bytes(json: Value, text: Option<String>, base64: Option<&str>) -> Vec<u8> {
    match (json, text, base64) {
        (_, Some(text), _) => text.into_bytes(),
        (_, _, Some(base64)) => STANDARD.decode(base64).expect("the recordings are base64"),
        (Value::Null, ..) => Vec::new(),
        (json, ..) => json.to_string().into_bytes(),
    }
}

/// The ids that a server gave, by those that are recorded in their places.
#[derive(Default)]
struct Ids(HashMap<String, String>);

impl Ids {
    /// Takes the ids that stand at the same places in two answers.
    fn learn(&mut self, recorded: &Value, answer: &Value) {
        match (recorded, answer) {
            (Value::String(recorded), Value::String(answer)) => {
                let (left, right) = (pieces(recorded), pieces(answer));
                let others = |pieces: &[(bool, &str)]| -> Vec<String> {
                    let pieces = pieces.iter().filter(|(is_id, _)| !is_id);
                    pieces.map(|(_, text)| (*text).to_owned()).collect()
                };
                if left.len() == right.len() && others(&left) == others(&right) {
                    for ((is_id, left), (_, right)) in left.into_iter().zip(right) {
                        if is_id && !self.0.contains_key(left) {
                            self.0.insert(left.to_owned(), right.to_owned());
                        }
                    }
                }
            }
            (Value::Array(recorded), Value::Array(answer)) if recorded.len() == answer.len() => {
                for (recorded, answer) in recorded.iter().zip(answer) {
                    self.learn(recorded, answer);
                }
            }
            (Value::Object(recorded), Value::Object(answer)) => {
                for (name, recorded) in recorded {
                    if let Some(answer) = answer.get(name) {
                        self.learn(recorded, answer);
                    }
                }
            }
            _ => {}
        }
    }

    fn filled(&self, text: &str) -> String {
        let pieces = pieces(text);
        let pieces = pieces
            .iter()
            .map(|(_, piece)| self.0.get(*piece).map_or(*piece, String::as_str));
        pieces.collect()
    }
}

/// Splits a text into ids, 32 hexadecimal digits, and what is around them.
fn pieces(text: &str) -> Vec<(bool, &str)> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let is_digit = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    let mut rest = text.char_indices().peekable();
    while let Some((from, c)) = rest.next() {
        if !is_digit(c) {
            continue;
        }
        while rest.next_if(|(_, c)| is_digit(*c)).is_some() {}
        let to = rest.peek().map_or(text.len(), |(at, _)| *at);
        if to - from == 32 {
            pieces.push((false, &text[start..from]));
            pieces.push((true, &text[from..to]));
            start = to;
        }
    }
    pieces.push((false, &text[start..]));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_within_texts() {
        let [a, b] = ["a".repeat(32), "1".repeat(32)];
        let mut ids = Ids::default();
        ids.learn(&Value::from(format!("1/{a}/x")), &Value::from(format!("1/{b}/x")));
        assert_eq!(
            ids.filled(&format!("m-{a}, {a}0, {a}")),
            format!("m-{b}, {a}0, {b}")
        );
        ids.learn(&Value::from(format!("2/{b}")), &Value::from(format!("3/{a}")));
        assert_eq!(ids.filled(&b), b, "what is around them is the same");
    }
}
