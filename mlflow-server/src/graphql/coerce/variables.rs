//! The variables that a client gives, as what they are declared to be.

use super::python::repr;
use super::scalars::scalar;
use super::{Variables, json};
use crate::graphql::faults::Faults;
use crate::graphql::language::{Operation, TypeName, Value};
use crate::graphql::schema::{self, Named};
use crate::graphql::suggestions::did_you_mean;
use crate::graphql::types::{In, Input};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

/// Reads the variables of an operation that is checked.
pub(in crate::graphql) fn variables<'q>(
    operation: &Operation<'q>,
    given: &Map<String, Json>,
) -> Result<Variables<'q>, Vec<String>> {
    let types = schema::types();
    let mut faults = Faults::default();
    let mut variables = Variables::new();
    for variable in &operation.variables {
        let (name, of) = (variable.name, &variable.of);
        let is_needed = matches!(of, TypeName::NonNull(_));
        match (given.get(name), &variable.default) {
            (Some(Json::Null), _) if is_needed => faults.add(format!(
                "Variable '${name}' of non-null type '{of}' must not be null."
            )),
            (None, None) if is_needed => faults.add(format!(
                "Variable '${name}' of required type '{of}' was not provided."
            )),
            (Some(value), _) => {
                let mut reader = Reader {
                    name,
                    types: &types,
                    faults: &mut faults,
                };
                variables.insert(name, reader.of_type(value, of, name));
            }
            (None, Some(default)) => drop(variables.insert(name, default_value(default, of, &types))),
            (None, None) => {}
        }
    }
    faults.into_result().map(|()| variables)
}

type Types = BTreeMap<&'static str, Named>;

fn named(types: &Types, name: &str) -> Option<In> {
    match types.get(name) {
        Some(Named::Input(of)) => Some(*of),
        _ => None,
    }
}

fn default_value(value: &Value<'_>, of: &TypeName<'_>, types: &Types) -> Json {
    match (value, of) {
        (_, TypeName::NonNull(of)) => default_value(value, of, types),
        (Value::Null, _) => Json::Null,
        (Value::List(items), TypeName::List(of)) => {
            let items = items.iter();
            Json::Array(items.map(|item| default_value(item, of, types)).collect())
        }
        (_, TypeName::List(of)) => Json::Array(vec![default_value(value, of, types)]),
        (_, TypeName::Named(name)) => named(types, name)
            .and_then(|of| json(value, of, &Variables::new()))
            .unwrap_or(Json::Null),
    }
}

/// Reads one variable.
struct Reader<'r> {
    name: &'r str,
    types: &'r Types,
    faults: &'r mut Faults,
}

impl Reader<'_> {
    fn of_type(&mut self, value: &Json, of: &TypeName<'_>, path: &str) -> Json {
        match (value, of) {
            (Json::Null, TypeName::NonNull(_)) => {
                let why = format!("Expected non-nullable type '{of}' not to be None.");
                self.invalid(value, path, &why)
            }
            (_, TypeName::NonNull(of)) => self.of_type(value, of, path),
            (Json::Null, _) => Json::Null,
            (Json::Array(items), TypeName::List(of)) => {
                let mut read = Vec::with_capacity(items.len());
                for (n, item) in items.iter().enumerate() {
                    read.push(self.of_type(item, of, &format!("{path}[{n}]")));
                }
                Json::Array(read)
            }
            (_, TypeName::List(of)) => Json::Array(vec![self.of_type(value, of, path)]),
            (_, TypeName::Named(name)) => match named(self.types, name) {
                Some(of) => self.read(value, of, path),
                None => Json::Null,
            },
        }
    }

    fn read(&mut self, value: &Json, of: In, path: &str) -> Json {
        match (of, value) {
            (_, Json::Null) => Json::Null,
            (In::Strings, _) => {
                let list = TypeName::List(Box::new(TypeName::Named("String")));
                self.of_type(value, &list, path)
            }
            (In::Object(input), Json::Object(fields)) => self.object(value, fields, input, path),
            (In::Object(input), _) => {
                let why = format!("Expected type '{}' to be a mapping.", input.name);
                self.invalid(value, path, &why)
            }
            _ => match scalar(value, of) {
                Ok(value) => value,
                Err(why) => self.invalid(value, path, &why),
            },
        }
    }

    fn object(&mut self, value: &Json, fields: &Map<String, Json>, input: &Input, path: &str) -> Json {
        let mut object = Map::new();
        for (name, of) in input.fields {
            if let Some(value) = fields.get(*name) {
                let value = self.read(value, *of, &format!("{path}.{name}"));
                object.insert((*name).to_owned(), value);
            }
        }
        for name in fields.keys().filter(|name| input.field(name).is_none()) {
            if self.faults.is_full() {
                break;
            }
            let meant = did_you_mean(name, input.fields.iter().map(|(name, _)| *name));
            let why = format!("Field '{name}' is not defined by type '{}'.{meant}", input.name);
            self.invalid(value, path, &why);
        }
        Json::Object(object)
    }

    fn invalid(&mut self, value: &Json, path: &str, why: &str) -> Json {
        let name = self.name;
        let place = match path == name {
            true => String::new(),
            false => format!(" at '{path}'"),
        };
        let value = repr(value);
        self.faults.add(format!(
            "Variable '${name}' got invalid value {value}{place}; {why}"
        ));
        Json::Null
    }
}
