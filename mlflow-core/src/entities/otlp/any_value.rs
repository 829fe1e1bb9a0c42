//! Values of attributes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

/// The value of an attribute: any JSON, which says on the wire of which type it is.
///
/// ```
/// use mlflow_core::entities::otlp::AnyValue;
/// let value = AnyValue(serde_json::json!({"n": 1}));
/// let wire = r#"{"kvlist_value":{"values":[{"key":"n","value":{"int_value":1}}]}}"#;
/// assert_eq!(serde_json::to_string(&value).unwrap(), wire);
/// assert_eq!(serde_json::from_str::<AnyValue>(wire).unwrap(), value);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnyValue(pub Value);

#[derive(Default, Serialize, Deserialize)]
#[serde(default, rename = "AnyValue")]
struct Wire {
    #[serde(skip_serializing_if = "Option::is_none")]
    string_value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bool_value: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    int_value: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    double_value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    array_value: Option<Items>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kvlist_value: Option<Entries>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes_value: Option<String>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default, rename = "ArrayValue")]
struct Items {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    values: Vec<AnyValue>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default, rename = "KeyValueList")]
struct Entries {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    values: Vec<super::KeyValue>,
}

impl From<&Value> for Wire {
    fn from(value: &Value) -> Self {
        let nothing = Wire::default();
        match value {
            Value::Null => nothing,
            Value::Bool(value) => Wire {
                bool_value: Some(*value),
                ..nothing
            },
            Value::Number(number) => match number.as_i64() {
                Some(integer) => Wire {
                    int_value: Some(integer),
                    ..nothing
                },
                None => Wire {
                    double_value: number.as_f64(),
                    ..nothing
                },
            },
            Value::String(text) => Wire {
                string_value: Some(text.clone()),
                ..nothing
            },
            Value::Array(items) => Wire {
                array_value: Some(Items {
                    values: items.iter().cloned().map(AnyValue).collect(),
                }),
                ..nothing
            },
            Value::Object(entries) => {
                let entries = entries.iter().map(|(key, value)| super::KeyValue {
                    key: key.clone(),
                    value: AnyValue(value.clone()),
                });
                Wire {
                    kvlist_value: Some(Entries {
                        values: entries.collect(),
                    }),
                    ..nothing
                }
            }
        }
    }
}

impl From<Wire> for Value {
    fn from(wire: Wire) -> Self {
        if let Some(text) = wire.string_value {
            return Value::String(text);
        }
        if let Some(value) = wire.bool_value {
            return Value::Bool(value);
        }
        if let Some(number) = wire.int_value {
            return number.into();
        }
        if let Some(number) = wire.double_value {
            return AnyValue::from(number).0;
        }
        if let Some(Items { values }) = wire.array_value {
            return values.into_iter().map(|AnyValue(value)| value).collect();
        }
        if let Some(Entries { values }) = wire.kvlist_value {
            let entries: Map<_, _> = values
                .into_iter()
                .map(|entry| (entry.key, entry.value.0))
                .collect();
            return Value::Object(entries);
        }
        match wire.bytes_value.map(|base64| (STANDARD.decode(&base64), base64)) {
            None => Value::Null,
            Some((Ok(bytes), _)) => AnyValue::from(bytes).0,
            Some((Err(_), text)) => Value::String(text),
        }
    }
}

/// JSON has no word for what is no finite number: it becomes its name.
impl From<f64> for AnyValue {
    fn from(number: f64) -> Self {
        let name = if number.is_nan() {
            "NaN"
        } else if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        };
        AnyValue(serde_json::Number::from_f64(number).map_or_else(|| name.into(), Value::Number))
    }
}

/// Bytes become the text that they are, if they are one, and base64 otherwise.
impl From<Vec<u8>> for AnyValue {
    fn from(bytes: Vec<u8>) -> Self {
        let text = String::from_utf8(bytes).unwrap_or_else(|e| STANDARD.encode(e.as_bytes()));
        AnyValue(Value::String(text))
    }
}

impl Serialize for AnyValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Wire::from(&self.0).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for AnyValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Wire::deserialize(deserializer).map(|wire| AnyValue(wire.into()))
    }
}
