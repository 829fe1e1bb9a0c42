//! Values as they are written in a document.

use std::fmt;

#[derive(Clone, Debug, PartialEq)]
pub(in crate::graphql) enum Value<'q> {
    Variable(&'q str),
    /// An integer of any size, as it is written.
    Int(&'q str),
    Float(&'q str),
    String(String),
    Boolean(bool),
    Null,
    Enum(&'q str),
    List(Vec<Value<'q>>),
    Object(Vec<(&'q str, Value<'q>)>),
}

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Variable(name) => write!(f, "${name}"),
            Value::Int(text) | Value::Float(text) | Value::Enum(text) => f.write_str(text),
            Value::String(text) => write!(f, "{}", serde_json::Value::from(text.as_str())),
            Value::Boolean(value) => write!(f, "{value}"),
            Value::Null => f.write_str("null"),
            Value::List(items) => {
                f.write_str("[")?;
                for (n, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", separator(n))?;
                }
                f.write_str("]")
            }
            Value::Object(fields) => {
                f.write_str("{")?;
                for (n, (name, value)) in fields.iter().enumerate() {
                    write!(f, "{}{name}: {value}", separator(n))?;
                }
                f.write_str("}")
            }
        }
    }
}

fn separator(n: usize) -> &'static str {
    if n == 0 { "" } else { ", " }
}
