//! Assessments: what people, judges and programs say about a trace or a span.

use super::wire_time::optional_timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};
use std::collections::BTreeMap;

wire_enum! {
    /// Who assesses.
    #[derive(Default)]
    pub enum AssessmentSourceType {
        /// Not said.
        #[default]
        Unspecified = 0, "SOURCE_TYPE_UNSPECIFIED";
        /// A person.
        Human = 1, "HUMAN";
        /// A language model.
        LlmJudge = 2, "LLM_JUDGE";
        /// A program.
        Code = 3, "CODE";
    }
}

/// Who assesses, and which of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AssessmentSource {
    /// The kind.
    pub source_type: AssessmentSourceType,
    /// Who: a user, a model, a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_id: Option<String>,
}

/// What is said about a trace or a span: one of feedback, expectation and issue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Assessment {
    /// The id: `a-` with 32 digits; the store makes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessment_id: Option<String>,
    /// What is assessed, such as `correctness`; the id of an issue.
    pub assessment_name: String,
    /// The trace.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub trace_id: String,
    /// The span, if not the trace as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span_id: Option<String>,
    /// Who says it.
    pub source: AssessmentSource,
    /// When it was made, in milliseconds since 1970.
    #[serde(with = "optional_timestamp", skip_serializing_if = "Option::is_none")]
    pub create_time: Option<i64>,
    /// When it was last changed, in milliseconds since 1970.
    #[serde(with = "optional_timestamp", skip_serializing_if = "Option::is_none")]
    pub last_update_time: Option<i64>,
    /// What was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feedback: Option<Feedback>,
    /// What should have been found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expectation: Option<Expectation>,
    /// The issue that it is an example of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue: Option<IssueReference>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rationale: Option<String>,
    /// What else is known.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub metadata: BTreeMap<String, String>,
    /// The assessment that it takes the place of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overrides: Option<String>,
    /// Whether no other takes its place.
    pub valid: bool,
}

impl Default for Assessment {
    fn default() -> Self {
        Assessment {
            assessment_id: None,
            assessment_name: String::new(),
            trace_id: String::new(),
            span_id: None,
            source: AssessmentSource::default(),
            create_time: None,
            last_update_time: None,
            feedback: None,
            expectation: None,
            issue: None,
            rationale: None,
            metadata: BTreeMap::new(),
            overrides: None,
            valid: true,
        }
    }
}

/// A feedback: a value of JSON, or why there is none.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Feedback {
    /// The value.
    pub value: Value,
    /// Why there is no value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<AssessmentError>,
}

/// Why a feedback has no value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AssessmentError {
    /// A code such as `RATE_LIMIT_EXCEEDED`.
    pub error_code: String,
    /// What happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_message: Option<String>,
    /// Where it happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stack_trace: Option<String>,
}

/// A reference to an issue, whose id is the name of the assessment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct IssueReference {
    /// The issue's name.
    pub issue_name: String,
}

/// An expectation: any value of JSON but `null`.
///
/// Texts, numbers and truth values are themselves on the wire; lists and objects are a text that holds them.
///
/// ```
/// use mlflow_core::entities::Expectation;
/// let list = Expectation { value: serde_json::json!(["x", 1.5]) };
/// let wire = r#"{"serialized_value":{"serialization_format":"JSON_FORMAT","value":"[\"x\", 1.5]"}}"#;
/// assert_eq!(serde_json::to_string(&list).unwrap(), wire);
/// assert_eq!(serde_json::from_str::<Expectation>(wire).unwrap(), list);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "WireExpectation", into = "WireExpectation")]
pub struct Expectation {
    /// The value.
    pub value: Value,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct WireExpectation {
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    serialized_value: Option<SerializedValue>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct SerializedValue {
    serialization_format: String,
    value: String,
}

const JSON_FORMAT: &str = "JSON_FORMAT";

impl From<Expectation> for WireExpectation {
    fn from(Expectation { value }: Expectation) -> Self {
        if !matches!(value, Value::Array(_) | Value::Object(_) | Value::Null) {
            return WireExpectation {
                value: Some(value),
                serialized_value: None,
            };
        }
        WireExpectation {
            value: None,
            serialized_value: Some(SerializedValue {
                serialization_format: JSON_FORMAT.to_owned(),
                value: crate::python_json::ascii(&value),
            }),
        }
    }
}

impl TryFrom<WireExpectation> for Expectation {
    type Error = String;

    fn try_from(wire: WireExpectation) -> Result<Self, String> {
        let Some(serialized) = wire.serialized_value else {
            return Ok(Expectation {
                value: as_protobuf(wire.value.unwrap_or_default()),
            });
        };
        if serialized.serialization_format != JSON_FORMAT {
            return Err(format!(
                "Unknown serialization format: {}. Only JSON_FORMAT is supported.",
                serialized.serialization_format
            ));
        }
        let value = serde_json::from_str(&serialized.value);
        Ok(Expectation {
            value: value.map_err(|e| format!("the serialized value is no JSON: {e}"))?,
        })
    }
}

/// Makes every number of a value a double, as protobuf has them.
pub(crate) fn as_protobuf(value: Value) -> Value {
    match value {
        Value::Number(number) => {
            let double = number.as_f64().and_then(Number::from_f64);
            double.map_or(Value::Null, Value::Number)
        }
        Value::Array(items) => items.into_iter().map(as_protobuf).collect(),
        Value::Object(entries) => {
            let entries = entries.into_iter();
            Value::Object(entries.map(|(key, value)| (key, as_protobuf(value))).collect())
        }
        other => other,
    }
}
