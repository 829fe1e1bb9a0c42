//! Numbers, texts and names of enums that a client gives.

use super::python::repr;
use crate::graphql::suggestions::did_you_mean;
use crate::graphql::types::{Enum, In};
use serde_json::{Number, Value as Json};

/// Reads a value of a type that is no object and no list, or says why it is none.
pub(super) fn scalar(value: &Json, of: In) -> Result<Json, String> {
    let cannot =
        |name: &str, what: &str| Err(format!("{name} cannot represent {what} value: {}", repr(value)));
    match (of, value) {
        (In::String, Json::String(_)) | (In::Boolean, Json::Bool(_)) | (In::Float, Json::Number(_)) => {
            Ok(value.clone())
        }
        (In::String, _) => cannot("String", "a non string"),
        (In::Boolean, _) => cannot("Boolean", "a non boolean"),
        (In::Float, _) => cannot("Float", "non numeric"),
        (In::Int, Json::Number(number)) => match whole(number).map(i32::try_from) {
            Some(Ok(number)) => Ok(Json::from(number)),
            Some(Err(_)) => cannot("Int", "non 32-bit signed integer"),
            None => cannot("Int", "non-integer"),
        },
        (In::Int, _) => cannot("Int", "non-integer"),
        (In::Long, Json::Number(number)) => match whole(number) {
            Some(number) => Ok(Json::from(number)),
            None => Err("Expected type 'LongString'.".to_owned()),
        },
        (In::Long, Json::String(text)) => text.trim().parse::<i64>().map(Json::from).map_err(|_| {
            let text = repr(value);
            format!("Expected type 'LongString'. invalid literal for int() with base 10: {text}")
        }),
        (In::Enum(of), _) => name_of(value, of),
        (In::Long | In::Strings | In::Object(_), _) => Err(format!("Expected type '{}'.", of.name())),
    }
}

fn name_of(value: &Json, of: &Enum) -> Result<Json, String> {
    let enum_name = of.name;
    match value {
        Json::String(name) if of.values.contains(&name.as_str()) => Ok(value.clone()),
        Json::String(name) => {
            let meant = did_you_mean(name, of.values.iter().copied());
            let meant = meant.replacen("mean", "mean the enum value", 1);
            Err(format!(
                "Value '{name}' does not exist in '{enum_name}' enum.{meant}"
            ))
        }
        _ => {
            let value = repr(value);
            Err(format!(
                "Enum '{enum_name}' cannot represent non-string value: {value}."
            ))
        }
    }
}

/// Returns a number that has no fraction.
fn whole(number: &Number) -> Option<i64> {
    number.as_i64().or_else(|| {
        let float = number.as_f64().filter(|float| float.fract() == 0.0)?;
        (float.abs() < 9e18).then_some(float as i64)
    })
}
