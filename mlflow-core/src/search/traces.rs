//! The search grammar of traces.

use super::clause::{Clause, Comparator, Literal};
use super::entity::Entity;
use super::grammar::{
    Draft, Grammar, clauses, invalid, list_value, number, parts, quoted_text, strip_backticks, strip_key,
    text_value, unknown_attribute,
};
use super::order::{Direction, OrderTerm};
use super::repr;
use super::syntax::{Comparison, Operand, OperandKind};
use crate::{Error, ErrorCode, Result};

/// What a filter or an order of traces may name.
///
/// The clauses about spans (`Span`, `SpanAttribute` and `SpanContent`) of one filter must all hold for the same span.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TraceKey {
    /// A field of the trace itself.
    Attribute(TraceAttribute),
    /// A tag; the trace's name is the tag `mlflow.traceName`.
    Tag(String),
    /// An entry of the metadata; the run of the trace is `mlflow.sourceRun`.
    Metadata(String),
    /// The version of a prompt that is linked to the trace, as `name/version`; only in filters.
    Prompt,
    /// A field of a span; only in filters.
    Span(SpanField),
    /// An attribute of a span, in the JSON of its content; only in filters.
    SpanAttribute(String),
    /// The whole content of a span, as `trace.text`; only in filters.
    SpanContent,
    /// The value of a feedback; only in filters.
    Feedback(String),
    /// The value of an expectation; only in filters.
    Expectation(String),
    /// The id of an issue that refers to the trace; only in filters.
    Issue,
}

/// A field of a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TraceAttribute {
    /// `request_id`
    RequestId,
    /// `client_request_id`; only in filters.
    ClientRequestId,
    /// `experiment_id`; only in orders.
    ExperimentId,
    /// `status`
    Status,
    /// `timestamp_ms`, also written `timestamp`.
    Timestamp,
    /// `execution_time_ms`, also written `execution_time`.
    ExecutionTime,
    /// `end_time_ms`, also written `end_time`: timestamp and execution time together.
    EndTime,
}

impl TraceAttribute {
    /// Tells whether the field is a number.
    pub fn is_numeric(self) -> bool {
        matches!(
            self,
            TraceAttribute::Timestamp | TraceAttribute::ExecutionTime | TraceAttribute::EndTime
        )
    }

    fn read(name: &str) -> Option<Self> {
        Some(match name {
            "request_id" => TraceAttribute::RequestId,
            "client_request_id" => TraceAttribute::ClientRequestId,
            "experiment_id" => TraceAttribute::ExperimentId,
            "status" => TraceAttribute::Status,
            "timestamp" | "timestamp_ms" => TraceAttribute::Timestamp,
            "execution_time" | "execution_time_ms" => TraceAttribute::ExecutionTime,
            "end_time" | "end_time_ms" => TraceAttribute::EndTime,
            _ => return None,
        })
    }
}

/// A field of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SpanField {
    /// `span.name`
    Name,
    /// `span.type`
    Type,
    /// `span.status`
    Status,
}

const TRACE_NAME: &str = "mlflow.traceName";
const SOURCE_RUN: &str = "mlflow.sourceRun";
const LINKED_PROMPTS: &str = "mlflow.linkedPrompts";
const ANALYTICS: &[&str] = &["mlflow.trace.tokenUsage", "mlflow.trace.cost"];

const ATTRIBUTES: &[&str] = &[
    "request_id",
    "timestamp",
    "timestamp_ms",
    "execution_time",
    "execution_time_ms",
    "end_time",
    "end_time_ms",
    "status",
    "client_request_id",
    "name",
    "run_id",
    "prompt",
    "text",
];
const ORDER_ATTRIBUTES: &[&str] = &[
    "experiment_id",
    "timestamp",
    "timestamp_ms",
    "execution_time",
    "execution_time_ms",
    "end_time",
    "end_time_ms",
    "status",
    "request_id",
    "name",
    "run_id",
];
const NUMERIC_ATTRIBUTES: &[&str] = &[
    "timestamp_ms",
    "timestamp",
    "execution_time_ms",
    "execution_time",
    "end_time_ms",
    "end_time",
];
const LIST_ATTRIBUTES: &[&str] = &["name", "status", "request_id", "run_id", "client_request_id"];
const KINDS: &[&str] = &[
    "tag",
    "request_metadata",
    "attribute",
    "span",
    "feedback",
    "expectation",
    "issue",
    "tags",
    "attributes",
    "trace",
    "metadata",
];

const TEXT_COMPARATORS: &[&str] = &["!=", "=", "IN", "NOT IN", "LIKE", "ILIKE", "RLIKE"];
const NUMERIC_COMPARATORS: &[&str] = &[">", ">=", "!=", "=", "<", "<="];
const ENTRY_COMPARATORS: &[&str] = &["!=", "=", "LIKE", "ILIKE", "RLIKE", "IS NULL", "IS NOT NULL"];
const CONTENT_COMPARATORS: &[&str] = &["LIKE", "ILIKE"];
const ORDERING_COMPARATORS: &[&str] = &[">", ">=", "<", "<="];
const ASSESSMENT_COMPARATORS: &[&str] = &[
    "!=",
    "=",
    ">",
    ">=",
    "<",
    "<=",
    "LIKE",
    "ILIKE",
    "RLIKE",
    "IS NULL",
    "IS NOT NULL",
];

/// What comes before the first dot of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Namespace {
    Attribute,
    Tag,
    Metadata,
    Span,
    Feedback,
    Expectation,
    Issue,
}

impl Namespace {
    fn name(self) -> &'static str {
        match self {
            Namespace::Attribute => "attribute",
            Namespace::Tag => "tag",
            Namespace::Metadata => "request_metadata",
            Namespace::Span => "span",
            Namespace::Feedback => "feedback",
            Namespace::Expectation => "expectation",
            Namespace::Issue => "issue",
        }
    }

    /// Takes a key apart.
    fn read<'t>(text: &'t str, attributes: &[&str]) -> Result<(Self, &'t str)> {
        let (kind, name) = text.split_once('.').unwrap_or(("attribute", text));
        let kind = strip_backticks(kind);
        let namespace = match kind {
            "attribute" | "attributes" | "trace" => Namespace::Attribute,
            "tag" | "tags" => Namespace::Tag,
            "request_metadata" | "metadata" => Namespace::Metadata,
            "span" => Namespace::Span,
            "feedback" => Namespace::Feedback,
            "expectation" => Namespace::Expectation,
            "issue" => Namespace::Issue,
            _ => {
                return Err(invalid(format!(
                    "Invalid entity type '{kind}'. Valid values are {}",
                    repr::set(KINDS)
                )));
            }
        };
        let name = strip_key(name);
        if namespace == Namespace::Attribute && !attributes.contains(&name) {
            return Err(unknown_attribute(name, attributes));
        }
        Ok((namespace, name))
    }

    /// Finds the key that is meant. Some names mean the same in every namespace but that of spans.
    fn key(self, name: &str) -> Result<TraceKey> {
        if self == Namespace::Span {
            return span_key(name);
        }
        let renamed = match name.to_lowercase().as_str() {
            "name" => return Ok(TraceKey::Tag(TRACE_NAME.to_owned())),
            "prompt" => return Ok(TraceKey::Prompt),
            "run_id" => return Ok(TraceKey::Metadata(SOURCE_RUN.to_owned())),
            "text" => return Ok(TraceKey::SpanContent),
            "timestamp" => "timestamp_ms",
            "execution_time" => "execution_time_ms",
            "end_time" => "end_time_ms",
            _ => name,
        };
        let name = renamed.to_owned();
        Ok(match self {
            Namespace::Attribute => {
                let attribute = TraceAttribute::read(&name);
                TraceKey::Attribute(attribute.ok_or_else(|| unknown_attribute(&name, ATTRIBUTES))?)
            }
            Namespace::Tag if name == LINKED_PROMPTS => TraceKey::Prompt,
            Namespace::Tag => TraceKey::Tag(name),
            Namespace::Metadata => TraceKey::Metadata(name),
            Namespace::Feedback | Namespace::Expectation if name.is_empty() => {
                return Err(invalid("Assessment field name cannot be empty"));
            }
            Namespace::Feedback => TraceKey::Feedback(name),
            Namespace::Expectation => TraceKey::Expectation(name),
            Namespace::Issue if name == "id" => TraceKey::Issue,
            Namespace::Issue => {
                return Err(invalid(format!(
                    "Invalid issue attribute '{name}'. Supported attributes: id"
                )));
            }
            Namespace::Span => return span_key(&name),
        })
    }

    fn value(self, name: &str, comparator: &str, operand: &Operand<'_>) -> Result<Literal> {
        let got = &operand.text;
        match self {
            Namespace::Attribute if operand.is_textual() => quoted_text(operand),
            Namespace::Attribute if operand.kind == OperandKind::List => {
                if LIST_ATTRIBUTES.contains(&name) {
                    return list_value(operand);
                }
                Err(invalid(format!(
                    "Only attributes in {} supports comparison with a list of quoted string values.",
                    repr::set(LIST_ATTRIBUTES)
                )))
            }
            Namespace::Attribute if operand.is_numeric() => {
                if NUMERIC_ATTRIBUTES.contains(&name) {
                    return number(operand);
                }
                Err(invalid(format!(
                    "Only the '{}' attributes support comparison with numeric values.",
                    repr::set(NUMERIC_ATTRIBUTES)
                )))
            }
            Namespace::Attribute => Err(invalid(format!(
                "Expected a quoted string value or a list of quoted string values for attributes. Got value {got}"
            ))),
            Namespace::Tag | Namespace::Span if operand.kind == OperandKind::List => list_value(operand),
            Namespace::Feedback | Namespace::Expectation => {
                let kind = self.name();
                match (ORDERING_COMPARATORS.contains(&comparator), operand.is_numeric()) {
                    (true, true) => number(operand),
                    (true, false) => Err(invalid(format!(
                        "Expected a numeric value for {kind} when using comparator '{comparator}'. Got value {got}"
                    ))),
                    (false, _) => text_value(kind, operand),
                }
            }
            _ => text_value(self.name(), operand),
        }
    }
}

fn span_key(name: &str) -> Result<TraceKey> {
    if let Some(attribute) = name.strip_prefix("attributes.") {
        if attribute.is_empty() {
            return Err(invalid("Span attribute name cannot be empty after 'attributes.'"));
        }
        return Ok(TraceKey::SpanAttribute(strip_backticks(attribute).to_owned()));
    }
    Ok(match name {
        "name" => TraceKey::Span(SpanField::Name),
        "type" => TraceKey::Span(SpanField::Type),
        "status" => TraceKey::Span(SpanField::Status),
        "content" => TraceKey::SpanContent,
        _ => {
            return Err(invalid(format!(
                "Invalid span attribute '{name}'. Supported attributes: name, status, type, \
                 attributes.<attribute_name>."
            )));
        }
    })
}

fn check_span(name: &str, comparator: &str) -> Result<()> {
    let valid = if name == "content" {
        CONTENT_COMPARATORS
    } else {
        TEXT_COMPARATORS
    };
    if valid.contains(&comparator) {
        return Ok(());
    }
    Err(invalid(format!(
        "span.{name} comparator '{comparator}' not one of '{}'",
        repr::set(valid)
    )))
}

fn read<'c>(comparison: &'c Comparison<'_>) -> Result<Draft<'c, (TraceKey, String)>> {
    let parts = parts(comparison)?;
    let (namespace, name) = Namespace::read(&parts.key.text, ATTRIBUTES)?;
    let value = match parts.value {
        Some(value) => namespace.value(name, parts.comparator, value)?,
        None => Literal::Nothing,
    };
    let key = namespace.key(name)?;
    if namespace == Namespace::Span && parts.value.is_some() {
        check_span(name, parts.comparator)?;
    }
    Ok(Draft {
        key: (key, name.to_owned()),
        comparator: parts.comparator,
        value,
    })
}

fn check(draft: Draft<'_, (TraceKey, String)>) -> Result<(TraceKey, Comparator, Literal)> {
    let text = draft.comparator.to_uppercase();
    let (key, name) = draft.key;
    let one_of = |valid: &[&str], named: &[&str], before: &str, end: &str| {
        let found = Comparator::read(&text).filter(|_| valid.contains(&text.as_str()));
        found.ok_or_else(|| invalid(format!("{before} '{text}' not one of '{}{end}", repr::set(named))))
    };
    let invalid_comparator = "Invalid comparator";
    let comparator = match &key {
        TraceKey::Attribute(attribute) if attribute.is_numeric() => {
            one_of(NUMERIC_COMPARATORS, TEXT_COMPARATORS, invalid_comparator, "")?
        }
        TraceKey::Attribute(_) => one_of(TEXT_COMPARATORS, TEXT_COMPARATORS, invalid_comparator, "'")?,
        TraceKey::Tag(_) => one_of(ENTRY_COMPARATORS, ENTRY_COMPARATORS, invalid_comparator, "")?,
        TraceKey::Prompt => {
            let comparator = one_of(ENTRY_COMPARATORS, ENTRY_COMPARATORS, invalid_comparator, "")?;
            check_prompt(comparator, &draft.value)?;
            comparator
        }
        TraceKey::Metadata(name) => {
            let comparator = one_of(ENTRY_COMPARATORS, ENTRY_COMPARATORS, invalid_comparator, "'")?;
            if ANALYTICS.contains(&name.as_str()) && comparator.is_pattern() {
                return Err(invalid(format!(
                    "Comparator '{comparator}' is not supported for reserved metadata '{name}'. \
                     Only '=', '!=', 'IS NULL', and 'IS NOT NULL' are supported."
                )));
            }
            comparator
        }
        TraceKey::SpanContent => one_of(
            CONTENT_COMPARATORS,
            CONTENT_COMPARATORS,
            "span.content comparator",
            "'",
        )?,
        TraceKey::Span(_) | TraceKey::SpanAttribute(_) => one_of(
            TEXT_COMPARATORS,
            TEXT_COMPARATORS,
            &format!("span.{name} comparator"),
            "'",
        )?,
        TraceKey::Feedback(name) | TraceKey::Expectation(name) => {
            let before = format!("assessment.{name} comparator");
            one_of(ASSESSMENT_COMPARATORS, ASSESSMENT_COMPARATORS, &before, "'")?
        }
        TraceKey::Issue => one_of(&["="], &["="], "issue.id comparator", "'")?,
    };
    if matches!(key, TraceKey::SpanAttribute(_)) && comparator.is_list() {
        return Err(Error::new(
            ErrorCode::BadRequest,
            format!(
                "{comparator} is not supported for span.{name}: an attribute of a span is compared with one value"
            ),
        ));
    }
    Ok((key, comparator, draft.value))
}

fn check_prompt(comparator: Comparator, value: &Literal) -> Result<()> {
    if comparator != Comparator::Equal {
        return Err(invalid(format!(
            "Invalid comparator '{comparator}' for prompts filter. \
             Only '=' is supported with format: prompt = \"name/version\""
        )));
    }
    match value {
        Literal::Text(text) if text.matches('/').count() != 1 => Err(invalid(format!(
            "Invalid prompts filter value '{text}'. Expected format: prompt = \"name/version\""
        ))),
        _ => Ok(()),
    }
}

impl Grammar for TraceKey {
    const ENTITY: Entity = Entity::Traces;
    const QUOTES_LEFTOVERS: bool = true;
    const MISSING_LAST: bool = true;

    fn clauses(text: &str) -> Result<Vec<Clause<Self>>> {
        clauses(text, read, check)
    }

    fn order_key(name: &str) -> Result<Self> {
        let (namespace, name) = Namespace::read(name, ORDER_ATTRIBUTES)?;
        let kind = |kind: Namespace| invalid(format!("Invalid identifier type '{}'", kind.name()));
        match namespace {
            Namespace::Span | Namespace::Issue | Namespace::Feedback | Namespace::Expectation => {
                Err(kind(namespace))
            }
            _ => match namespace.key(name)? {
                TraceKey::Prompt => Ok(TraceKey::Tag(LINKED_PROMPTS.to_owned())),
                TraceKey::SpanContent => Err(kind(Namespace::Span)),
                TraceKey::Metadata(name) if ANALYTICS.contains(&name.as_str()) => Err(invalid(format!(
                    "Ordering by reserved metadata '{name}' is not supported because it is \
                     represented by multiple columns."
                ))),
                key => Ok(key),
            },
        }
    }

    fn tie_breaks() -> Vec<OrderTerm<Self>> {
        vec![
            OrderTerm::new(
                TraceKey::Attribute(TraceAttribute::Timestamp),
                Direction::Descending,
            ),
            OrderTerm::new(
                TraceKey::Attribute(TraceAttribute::RequestId),
                Direction::Ascending,
            ),
        ]
    }
}
