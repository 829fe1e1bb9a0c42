//! The selected fields of what a store answered.

use super::plan::{Planned, What};
use super::types::Out;
use serde_json::{Map, Value as Json};

/// Takes the selected fields out of MLflow's JSON. What is not there has the default that it has in MLflow's
/// protocol: an empty text, zero, nothing in a list.
pub(super) fn select(planned: &[Planned<'_, '_>], object: &Json) -> Json {
    let mut selected = Map::with_capacity(planned.len());
    for field in planned {
        let value = match &field.what {
            What::TypeName(name) => Json::from(*name),
            What::Field { field: known, json } => value(known.of, field, object.get(json)),
        };
        selected.insert(field.key.to_owned(), value);
    }
    Json::Object(selected)
}

fn value(of: Out, field: &Planned<'_, '_>, value: Option<&Json>) -> Json {
    match (of, value) {
        (Out::Nothing(_), _) | (Out::Object(_) | Out::Objects(_), Some(Json::Null)) => Json::Null,
        (Out::Object(_), value) => select(&field.selected, value.unwrap_or(&Json::Null)),
        (Out::Objects(_), Some(Json::Array(items))) => {
            items.iter().map(|item| select(&field.selected, item)).collect()
        }
        (Out::Objects(_), _) => Json::Array(Vec::new()),
        (Out::Strings, Some(Json::Array(items))) => Json::Array(items.clone()),
        (Out::Strings, _) => Json::Array(Vec::new()),
        (Out::Boolean, value) => Json::from(value.and_then(Json::as_bool).unwrap_or(false)),
        (Out::Enum(_), Some(Json::String(name))) => Json::from(name.as_str()),
        (Out::Enum(_), _) => Json::Null,
        // JSON has no number for NaN and the infinities, which are text in MLflow's.
        (Out::Float, Some(Json::String(_))) => Json::Null,
        (Out::Float, value) => Json::from(value.and_then(Json::as_f64).unwrap_or(0.0)),
        (Out::Long, None | Some(Json::Null)) => Json::from("0"),
        (Out::String, None | Some(Json::Null)) => Json::from(""),
        (Out::Long | Out::String, Some(Json::String(text))) => Json::from(text.as_str()),
        (Out::Long | Out::String, Some(value)) => Json::from(value.to_string()),
    }
}
