//! Values as they are written.

use super::Checker;
use crate::graphql::language::{TypeName, Value};
use crate::graphql::schema::Named;
use crate::graphql::suggestions::did_you_mean;
use crate::graphql::types::{Enum, In, Input};

impl<'q> Checker<'_, 'q> {
    /// Checks a value where a type is expected; a variable is checked where it is declared.
    pub(super) fn value(&mut self, value: &Value<'q>, expected: In) {
        match (value, expected) {
            (Value::Variable(_) | Value::Null, _) => {}
            (Value::List(items), In::Strings) => {
                for item in items {
                    self.value(item, In::String);
                }
            }
            (_, In::Strings) => self.value(value, In::String),
            (Value::Object(fields), In::Object(input)) => self.fields_of_value(fields, input),
            _ => {
                if let Some(fault) = fault(value, expected) {
                    self.faults.add(fault);
                }
            }
        }
    }

    fn fields_of_value(&mut self, fields: &[(&'q str, Value<'q>)], input: &'static Input) {
        self.only_one("input field", fields.iter().map(|(name, _)| *name));
        for (name, value) in fields {
            match input.field(name) {
                Some(of) => self.value(value, of),
                None => {
                    let meant = self.meant(name, input.fields.iter().map(|(name, _)| *name));
                    self.faults.add(format!(
                        "Field '{name}' is not defined by type '{}'.{meant}",
                        input.name
                    ));
                }
            }
        }
    }

    /// Checks the value that a variable has where none is given.
    pub(super) fn default(&mut self, value: &Value<'q>, of: &TypeName<'q>) {
        match (value, of) {
            (Value::Null, TypeName::NonNull(_)) => self
                .faults
                .add(format!("Expected value of type '{of}', found null.")),
            (Value::Null, _) => {}
            (_, TypeName::NonNull(of)) => self.default(value, of),
            (Value::List(items), TypeName::List(of)) => items.iter().for_each(|item| self.default(item, of)),
            (_, TypeName::List(of)) => self.default(value, of),
            (_, TypeName::Named(name)) => {
                if let Some(Named::Input(of)) = self.types.get(name) {
                    self.value(value, *of);
                }
            }
        }
    }
}

/// Says why a value is not of a type.
fn fault(value: &Value<'_>, expected: In) -> Option<String> {
    match (expected, value) {
        (In::String, Value::String(_)) | (In::Boolean, Value::Boolean(_)) => None,
        (In::Float, Value::Int(_) | Value::Float(_)) => None,
        (In::String, _) => Some(format!("String cannot represent a non string value: {value}")),
        (In::Int, Value::Int(text)) => match text.parse::<i32>() {
            Ok(_) => None,
            Err(_) => Some(format!(
                "Int cannot represent non 32-bit signed integer value: {value}"
            )),
        },
        (In::Int, _) => Some(format!("Int cannot represent non-integer value: {value}")),
        (In::Boolean, _) => Some(format!("Boolean cannot represent a non boolean value: {value}")),
        (In::Float, _) => Some(format!("Float cannot represent non numeric value: {value}")),
        (In::Long, Value::Int(text)) if text.parse::<i64>().is_ok() => None,
        (In::Long, Value::String(text)) if text.parse::<i64>().is_ok() => None,
        (In::Enum(of), _) => fault_of_enum(value, of),
        (In::Long | In::Object(_) | In::Strings, _) => Some(format!(
            "Expected value of type '{}', found {value}.",
            expected.name()
        )),
    }
}

fn fault_of_enum(value: &Value<'_>, of: &Enum) -> Option<String> {
    let meant =
        |text: &str| did_you_mean(text, of.values.iter().copied()).replacen("mean", "mean the enum value", 1);
    match value {
        Value::Enum(name) if of.values.contains(name) => None,
        Value::Enum(name) => Some(format!(
            "Value '{name}' does not exist in '{}' enum.{}",
            of.name,
            meant(name)
        )),
        other => {
            let text = other.to_string();
            Some(format!(
                "Enum '{}' cannot represent non-enum value: {text}.{}",
                of.name,
                meant(&text)
            ))
        }
    }
}
