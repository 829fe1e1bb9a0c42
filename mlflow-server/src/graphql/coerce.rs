//! Variables and arguments as JSON.

mod python;
mod scalars;
mod variables;

pub(super) use variables::variables;

use super::language::{Arguments, Value};
use super::types::In;
use serde_json::{Map, Value as Json};
use std::collections::HashMap;

/// The variables of a request, by their names.
pub(super) type Variables<'q> = HashMap<&'q str, Json>;

/// Returns the argument `input` of a field that is checked; `None` if it is not given.
pub(super) fn input(arguments: &Arguments<'_>, of: In, variables: &Variables<'_>) -> Option<Json> {
    let (_, value) = arguments.iter().find(|(name, _)| *name == "input")?;
    json(value, of, variables)
}

fn json(value: &Value<'_>, of: In, variables: &Variables<'_>) -> Option<Json> {
    Some(match (value, of) {
        (Value::Variable(name), _) => return variables.get(name).cloned(),
        (Value::Null, _) => Json::Null,
        (Value::List(items), In::Strings) => {
            let items = items.iter();
            let item = |item| json(item, In::String, variables).unwrap_or(Json::Null);
            Json::Array(items.map(item).collect())
        }
        (_, In::Strings) => Json::Array(vec![json(value, In::String, variables)?]),
        (Value::Object(fields), In::Object(input)) => {
            let field = |(name, value): &(&str, Value<'_>)| {
                Some(((*name).to_owned(), json(value, input.field(name)?, variables)?))
            };
            Json::Object(fields.iter().filter_map(field).collect::<Map<_, _>>())
        }
        (Value::Int(text), _) => text.parse::<i64>().map(Json::from).ok()?,
        (Value::String(text), _) => Json::from(text.as_str()),
        (Value::Enum(name), _) => Json::from(*name),
        (Value::Boolean(value), _) => Json::from(*value),
        (Value::Float(_) | Value::List(_) | Value::Object(_), _) => return None,
    })
}
