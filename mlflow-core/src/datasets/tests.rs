#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use super::*;
use serde_json::json;
use std::collections::HashMap;

fn records(json: Value) -> Vec<NewRecord> {
    new_records(&json.to_string()).unwrap()
}

#[test]
fn the_order_of_keys_makes_no_other_inputs() {
    let [a, b] = [
        r#"{"q": 1, "b": {"z": [{"y": 1, "x": "ä"}]}}"#,
        r#"{"b": {"z": [{"x": "ä", "y": 1}]}, "q": 1}"#,
    ];
    let hash = |json| input_hash(&serde_json::from_str(json).unwrap());
    assert_eq!(hash(a), hash(b));
    assert_ne!(hash(a), hash("{}"));
}

#[test]
fn equal_inputs_are_one_record() {
    let new = records(json!([
        {"inputs": {"q": 1}, "outputs": "a", "expectations": {"x": 1}, "tags": {"mlflow.user": "eve"}},
        {"inputs": {"q": 2}},
        {"inputs": {"q": 1}, "outputs": null, "expectations": {"y": 2}},
    ]));
    let (written, counts) = merged(&new, HashMap::new(), "d-1", 7);
    assert_eq!(counts, [2, 1]);
    assert_eq!(written.len(), 2);
    let first = &written[0].record;
    assert!(written[0].is_new);
    assert_eq!(first.outputs, None);
    assert_eq!(
        Value::from(first.expectations.clone().unwrap()),
        json!({"x": 1, "y": 2})
    );
    assert_eq!(first.created_by.as_deref(), Some("eve"));
    assert_eq!(written[1].record.outputs, Some(json!({})));

    let stored = HashMap::from([(written[0].hash.clone(), first.clone())]);
    let (again, counts) = merged(
        &records(json!([{"inputs": {"q": 1}, "outputs": [1]}])),
        stored,
        "d-1",
        8,
    );
    assert_eq!(counts, [0, 1]);
    assert!(!again[0].is_new);
    assert_eq!(
        (again[0].record.created_time, again[0].record.last_update_time),
        (7, 8)
    );
    assert_eq!(again[0].record.outputs, Some(json!([1])));
}

#[test]
fn sources_name_what_they_are() {
    let new = records(json!([
        {"source": {"source_type": "trace", "source_data": {"trace_id": "tr-1", "source_id": "no"}}},
        {"inputs": {"q": 1}, "source": {"source_type": "HUMAN", "source_data": {"source_id": "s"}}},
    ]));
    let (written, _) = merged(&new, HashMap::new(), "d-1", 7);
    let ids: Vec<_> = written
        .iter()
        .map(|one| one.record.source_id.as_deref())
        .collect();
    assert_eq!(ids, [Some("tr-1"), Some("s")]);
    let error = new_records(r#"[{"source": {"source_type": "bogus"}}]"#).unwrap_err();
    assert_eq!(
        error.message(),
        "Invalid dataset record source type: BOGUS. Valid source types: ['UNSPECIFIED', 'TRACE', 'HUMAN', \
         'DOCUMENT', 'CODE']"
    );
    for bad in [
        "",
        "{}",
        "[1]",
        r#"[{"inputs": null}]"#,
        r#"[{"inputs": [1]}]"#,
        r#"[{"source": "x"}]"#,
    ] {
        assert!(new_records(bad).is_err(), "{bad}");
    }
}

#[test]
fn schemas_grow() {
    let mut dataset = made("d".into(), &DatasetTags::new(), vec!["0".into()], 1);
    described(&mut dataset, &[], 0, 2).unwrap();
    assert_eq!(
        (dataset.schema.as_deref(), dataset.profile.as_deref()),
        (None, None)
    );
    let first =
        records(json!([{"inputs": {"q": 1, "b": true}, "outputs": "text", "expectations": {"e": [1.5]}}]));
    described(&mut dataset, &first, 1, 3).unwrap();
    let more = records(
        json!([{"inputs": {"q": "other", "f": 1.5}, "outputs": {"k": 1}, "expectations": {"n": null}}]),
    );
    described(&mut dataset, &more, 2, 4).unwrap();
    assert_eq!(
        dataset.schema.as_deref(),
        Some(
            "{\"inputs\": {\"q\": \"integer\", \"b\": \"boolean\", \"f\": \"float\"}, \"outputs\": \"string\", \
             \"expectations\": {\"e\": \"array\", \"n\": \"null\"}, \"version\": \"1.0\"}"
        )
    );
    assert_eq!(dataset.profile.as_deref(), Some("{\"num_records\": 2}"));
    assert_eq!(dataset.digest, digest("d", 4));
}
