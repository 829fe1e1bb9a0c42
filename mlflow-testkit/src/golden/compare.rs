//! How two answers are compared.

use super::deviations::{Deviation, Ours};
use super::recording::{Variables, change_texts};
use super::{Answer, Version};
use serde_json::{Map, Value};

/// Returns how an answer differs from the expected one, if it does.
pub(super) fn difference(
    expected: &Answer,
    answer: &Answer,
    deviation: Option<&Deviation>,
    variables: &Variables,
    version: Version,
) -> Option<String> {
    match deviation.map(|deviation| &deviation.ours) {
        Some(Ours::Without(pointers)) => {
            let mut expected = expected.clone();
            for pointer in pointers.iter().rev() {
                remove(&mut expected.body, pointer);
            }
            same(&expected, answer, variables, version)
        }
        Some(ours) if ours.is_expected(answer) => None,
        Some(ours) => Some(format!(
            "expected on purpose {ours:?}\n    but got {}",
            shown(answer)
        )),
        None => same(expected, answer, variables, version),
    }
}

fn same(expected: &Answer, answer: &Answer, variables: &Variables, version: Version) -> Option<String> {
    if expected.status >= 500 && expected.body["error_code"] != "INVALID_STATE" {
        let refused = (400..500).contains(&answer.status);
        return (!refused).then(|| format!("expected a refusal\n    but got {}", shown(answer)));
    }
    if expected.status != answer.status {
        return Some(format!(
            "expected {}\n    but got {}",
            shown(expected),
            shown(answer)
        ));
    }
    if expected.status >= 400 {
        return same_error(&expected.body, &answer.body, variables)
            .then_some(())
            .map_or_else(
                || {
                    Some(format!(
                        "expected {}\n    but got {}",
                        shown(expected),
                        shown(answer)
                    ))
                },
                |()| None,
            );
    }
    let (mut left, mut right) = (expected.body.clone(), answer.body.clone());
    variables.fill(&mut left);
    for body in [&mut left, &mut right] {
        if let Some(created) = body.get_mut("experiment_id") {
            *created = Value::from("an id");
        }
        normalise(body, version);
    }
    first_difference("", &left, &right)
}

/// Compares error codes and messages; a message that holds a database's own is compared up to there.
fn same_error(expected: &Value, answer: &Value, variables: &Variables) -> bool {
    if expected.is_null() {
        return true;
    }
    let message = |body: &Value| body["message"].as_str().unwrap_or_default().to_owned();
    let (expected_message, message) = (
        sorted_sets(&variables.filled(&message(expected))),
        message(answer),
    );
    let databases_own = ["(sqlite3.", "(raised as"]
        .iter()
        .filter_map(|start| expected_message.find(start))
        .min();
    let same_message = match databases_own {
        Some(end) => message.starts_with(expected_message[..end].trim_end_matches(" Error: ")),
        None => sorted_sets(&message) == expected_message,
    };
    expected["error_code"] == answer["error_code"] && same_message
}

/// Sorts the items of each set that Python printed: between braces, in any order.
fn sorted_sets(message: &str) -> String {
    let Some((before, rest)) = message.split_once('{') else {
        return message.to_owned();
    };
    match rest.split_once('}') {
        Some((set, after)) if !set.contains('{') && !set.contains(':') => {
            let mut items: Vec<_> = set.split(", ").collect();
            items.sort_unstable();
            format!("{before}{{{}}}{}", items.join(", "), sorted_sets(after))
        }
        _ => format!("{before}{{{}", sorted_sets(rest)),
    }
}

/// Fields that hold the time of the call.
const TIMES: &[&str] = &[
    "last_update_time",
    "creation_time",
    "creation_timestamp",
    "last_updated_timestamp",
    "creation_timestamp_ms",
    "last_updated_timestamp_ms",
];

/// Takes away what may differ: times, generated names and ids, the order of tags, fields of one version.
fn normalise(value: &mut Value, version: Version) {
    match value {
        Value::Object(entries) => {
            entries.retain(|name, value| keeps(name, value, version));
            for (name, value) in entries.iter_mut() {
                normalise(value, version);
                sort(name, value, version);
                if TIMES.contains(&name.as_str()) {
                    *value = Value::from("a time");
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| normalise(item, version)),
        Value::String(_) => change_texts(value, &without_generated),
        _ => {}
    }
}

fn keeps(name: &str, value: &Value, version: Version) -> bool {
    let empty = value.as_object().is_some_and(Map::is_empty);
    match name {
        "outputs" | "inputs" => !empty,
        "workspace" => version != Version::V2_22_5,
        _ => true,
    }
}

fn sort(name: &str, value: &mut Value, version: Version) {
    let Value::Array(items) = value else { return };
    let text = |item: &Value, field: &str| item[field].as_str().unwrap_or_default().to_owned();
    let has_step = items.first().is_some_and(|item| item.get("step").is_some());
    match name {
        "tags" | "params" => items.sort_by_key(|item| text(item, "key")),
        "aliases" | "assessments" => items.sort_by_key(Value::to_string),
        "request_metadata" => items.sort_by_key(|item| text(item, "key")),
        "dataset_inputs" => items.sort_by_key(|item| item["dataset"].to_string()),
        "dataset_summaries" => items.sort_by_key(Value::to_string),
        "model_inputs" | "model_outputs" => items.sort_by_key(|item| text(item, "model_id")),
        // The latest points of a run are one of each key; a history is of one key, and in order since version 3.
        "metrics" if has_step && !is_history(items) => items.sort_by_key(|item| text(item, "key")),
        "metrics" if has_step && version == Version::V2_22_5 => {
            items.sort_by_key(|item| {
                (
                    item["timestamp"].as_i64(),
                    item["step"].as_i64(),
                    item.to_string(),
                )
            });
        }
        _ => {}
    }
}

fn is_history(items: &[Value]) -> bool {
    let first = items.first().map(|item| &item["key"]);
    items.len() > 1 && items.iter().all(|item| Some(&item["key"]) == first)
}

/// Replaces generated ids and names of runs and models.
fn without_generated(text: &str) -> String {
    let is_id = |part: &str| {
        let digits = part
            .strip_prefix("m-")
            .or(part.strip_prefix("a-"))
            .unwrap_or(part);
        digits.len() == 32 && digits.bytes().all(|b| b.is_ascii_hexdigit())
    };
    if text.split('/').any(is_id) {
        let parts = text
            .split('/')
            .map(|part| if is_id(part) { "an id" } else { part });
        return parts.collect::<Vec<_>>().join("/");
    }
    let mut parts = text.rsplitn(3, '-');
    let is_number = parts
        .next()
        .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    let is_word =
        |word: Option<&str>| word.is_some_and(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase()));
    if is_number && is_word(parts.next()) && is_word(parts.next()) {
        return "a name".to_owned();
    }
    text.to_owned()
}

fn first_difference(path: &str, expected: &Value, answer: &Value) -> Option<String> {
    match (expected, answer) {
        (Value::Object(left), Value::Object(right)) => {
            if let Some(name) = right.keys().find(|name| !left.contains_key(*name)) {
                return Some(format!("{path}/{name} is not expected: {}", right[name]));
            }
            left.iter().find_map(|(name, left)| match right.get(name) {
                Some(right) => first_difference(&format!("{path}/{name}"), left, right),
                None => Some(format!("{path}/{name} is missing: {left}")),
            })
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => left
            .iter()
            .zip(right)
            .enumerate()
            .find_map(|(i, (left, right))| first_difference(&format!("{path}/{i}"), left, right)),
        (Value::Number(left), Value::Number(right)) if left.as_f64() == right.as_f64() => {
            let exact = left.is_f64() || right.is_f64() || left == right;
            (!exact).then(|| format!("{path} is {right}, not {left}"))
        }
        (left, right) if left == right => None,
        (left, right) => Some(format!(
            "{path}: expected {}\n    but got {}",
            clipped(left),
            clipped(right)
        )),
    }
}

fn remove(body: &mut Value, pointer: &str) {
    let (parent, last) = pointer.rsplit_once('/').expect("a pointer begins with a slash");
    match body.pointer_mut(parent) {
        Some(Value::Array(items)) => {
            items.remove(last.parse().expect("an index of the recorded list"));
        }
        Some(Value::Object(entries)) => {
            entries
                .shift_remove(last)
                .expect("a field of the recorded answer");
        }
        _ => panic!("the recorded answer has no {pointer}"),
    }
}

fn shown(answer: &Answer) -> String {
    format!("{} {}", answer.status, clipped(&answer.body))
}

fn clipped(value: &Value) -> String {
    value.to_string().chars().take(600).collect()
}
