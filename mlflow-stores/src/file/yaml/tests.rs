use super::*;
use serde_json::Value;

/// Values, each with the document that PyYAML makes of it with MLflow's options.
fn documents() -> Vec<(Value, String)> {
    serde_json::from_str(include_str!("../../../tests/data/file/pyyaml.json")).unwrap()
}

#[test]
fn documents_are_those_of_python() {
    for (value, document) in documents() {
        assert_eq!(to_text(&Yaml::from(&value)), document, "{value:?}");
    }
}

#[test]
fn documents_of_python_are_read() {
    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct WithText {
        v: String,
    }
    for (value, document) in documents() {
        match value.get("v") {
            // As a text, since nothing else tells that `1e5` is one to Python.
            Some(Value::String(v)) => {
                let v = v.clone();
                assert_eq!(from_text(&document), Ok(WithText { v }), "{document}");
            }
            _ => assert_eq!(from_text::<Value>(&document).as_ref(), Ok(&value), "{document}"),
        }
    }
}

#[test]
fn the_last_of_two_keys_counts() {
    let read: BTreeMap<String, i64> = from_text("a: 1\na: 2\n").unwrap();
    assert_eq!(read["a"], 2);
    assert!(from_text::<BTreeMap<String, i64>>("a: [1").is_err());
}
