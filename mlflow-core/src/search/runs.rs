//! The search grammar of runs.

use super::clause::{Clause, Comparator, Literal};
use super::entity::Entity;
use super::grammar::{
    Draft, Grammar, clauses, invalid, list_unsupported, list_value, number, parts, quoted_text,
    strip_backticks, strip_key, text_value, unknown_attribute,
};
use super::order::{Direction, OrderTerm};
use super::syntax::{Comparison, Operand, OperandKind};
use super::{chars, repr};
use crate::Result;

/// What a filter or an order of runs may name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RunKey {
    /// A field of the run itself.
    Attribute(RunAttribute),
    /// The latest value of a metric.
    Metric(String),
    /// A parameter.
    Param(String),
    /// A tag.
    Tag(String),
    /// A field of a data set that the run took in; only in filters.
    Dataset(DatasetField),
}

/// A field of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RunAttribute {
    /// `run_id`
    RunId,
    /// `run_name`, which filters read from the tag `mlflow.runName`.
    RunName,
    /// `user_id`
    UserId,
    /// `status`, by its name in upper case.
    Status,
    /// `start_time`, also written `created`.
    StartTime,
    /// `end_time`
    EndTime,
    /// `artifact_uri`
    ArtifactUri,
}

impl RunAttribute {
    /// Tells whether the field is a number.
    pub fn is_numeric(self) -> bool {
        matches!(self, RunAttribute::StartTime | RunAttribute::EndTime)
    }

    fn read(name: &str) -> Option<Self> {
        Some(match name {
            "run_id" => RunAttribute::RunId,
            "run_name" | "run name" | "Run name" | "Run Name" => RunAttribute::RunName,
            "user_id" => RunAttribute::UserId,
            "status" => RunAttribute::Status,
            "start_time" | "created" | "Created" => RunAttribute::StartTime,
            "end_time" => RunAttribute::EndTime,
            "artifact_uri" => RunAttribute::ArtifactUri,
            _ => return None,
        })
    }
}

/// A field of a data set that a run took in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DatasetField {
    /// The data set's name.
    Name,
    /// The data set's digest.
    Digest,
    /// What the run used it for: the tag `mlflow.data.context` of the input.
    Context,
}

const KINDS: &str = "['metric', 'parameter', 'tag', 'attribute', 'dataset']";
const ATTRIBUTES: &[&str] = &[
    "run_id",
    "run_name",
    "run name",
    "Run name",
    "Run Name",
    "user_id",
    "status",
    "start_time",
    "created",
    "Created",
    "end_time",
    "artifact_uri",
];
const ORDER_ATTRIBUTES: &[&str] = &[
    "run_id",
    "run_name",
    "user_id",
    "status",
    "start_time",
    "created",
    "Created",
    "end_time",
    "artifact_uri",
];
const DATASET_FIELDS: &[&str] = &["name", "digest", "context"];
const NUMERIC_COMPARATORS: &[&str] = &[">", ">=", "!=", "=", "<", "<="];
const TEXT_COMPARATORS: &[&str] = &["!=", "=", "LIKE", "ILIKE", "IN", "NOT IN"];
const ENTRY_COMPARATORS: &[&str] = &["!=", "=", "LIKE", "ILIKE", "IS NULL", "IS NOT NULL"];

impl RunKey {
    /// Reads a name, of a filter or an order, which differ in the attributes they know.
    fn read(text: &str, attributes: &[&str]) -> Result<(Self, String)> {
        let (kind, name) = text.split_once('.').unwrap_or(("attribute", text));
        let kind = strip_backticks(kind);
        let known = matches!(
            kind,
            "metric"
                | "metrics"
                | "parameter"
                | "parameters"
                | "param"
                | "params"
                | "tag"
                | "tags"
                | "attribute"
                | "attributes"
                | "attr"
                | "run"
                | "dataset"
                | "datasets"
        );
        if !known {
            return Err(invalid(format!(
                "Invalid entity type '{kind}'. Valid values are {KINDS}"
            )));
        }
        let name = strip_key(name);
        let key = match kind {
            "metric" | "metrics" => RunKey::Metric(name.to_owned()),
            "parameter" | "parameters" | "param" | "params" => RunKey::Param(name.to_owned()),
            "tag" | "tags" => RunKey::Tag(name.to_owned()),
            "dataset" | "datasets" => RunKey::Dataset(match name {
                "name" => DatasetField::Name,
                "digest" => DatasetField::Digest,
                "context" => DatasetField::Context,
                _ => {
                    return Err(invalid(format!(
                        "Invalid dataset key '{name}' specified. Valid keys are '{}'",
                        repr::set(DATASET_FIELDS)
                    )));
                }
            }),
            _ => {
                let attribute = RunAttribute::read(name).filter(|_| attributes.contains(&name));
                RunKey::Attribute(attribute.ok_or_else(|| unknown_attribute(name, attributes))?)
            }
        };
        Ok((key, name.to_owned()))
    }

    fn kind(&self) -> &'static str {
        match self {
            RunKey::Attribute(_) => "attribute",
            RunKey::Metric(_) => "metric",
            RunKey::Param(_) => "parameter",
            RunKey::Tag(_) => "tag",
            RunKey::Dataset(_) => "dataset",
        }
    }

    fn value(&self, name: &str, operand: &Operand<'_>) -> Result<Literal> {
        match self {
            RunKey::Metric(_) if operand.is_numeric() => chars::float(&operand.text)
                .map(Literal::Float)
                .ok_or_else(|| invalid(format!("Invalid numeric value '{}'", operand.text))),
            RunKey::Metric(_) => Err(invalid(format!(
                "Expected numeric value type for metric. Found {}",
                operand.text
            ))),
            RunKey::Param(_) | RunKey::Tag(_) => text_value(self.kind(), operand),
            RunKey::Attribute(attribute) if attribute.is_numeric() && operand.is_numeric() => number(operand),
            RunKey::Attribute(attribute) if attribute.is_numeric() => Err(invalid(format!(
                "Expected numeric value type for numeric attribute: {name}. Found {}",
                operand.text
            ))),
            _ if operand.is_textual() => quoted_text(operand),
            RunKey::Attribute(RunAttribute::RunId) | RunKey::Dataset(_)
                if operand.kind == OperandKind::List =>
            {
                list_value(operand)
            }
            RunKey::Attribute(_) if operand.kind == OperandKind::List => Err(list_unsupported(&["run_id"])),
            RunKey::Attribute(_) => Err(invalid(format!(
                "Expected a quoted string value for attributes. Got value {}",
                operand.text
            ))),
            RunKey::Dataset(_) => Err(invalid(format!(
                "Expected a quoted string value for dataset attributes. Got value {}",
                operand.text
            ))),
        }
    }

    /// Returns the comparators of the key, those named in a message about it, and how that message ends.
    fn comparators(&self) -> (&'static [&'static str], &'static [&'static str], &'static str) {
        match self {
            RunKey::Attribute(attribute) if attribute.is_numeric() => {
                (NUMERIC_COMPARATORS, TEXT_COMPARATORS, "")
            }
            RunKey::Attribute(_) => (TEXT_COMPARATORS, TEXT_COMPARATORS, "'"),
            RunKey::Metric(_) => (NUMERIC_COMPARATORS, NUMERIC_COMPARATORS, ""),
            RunKey::Param(_) => (ENTRY_COMPARATORS, ENTRY_COMPARATORS, "'"),
            RunKey::Tag(_) => (ENTRY_COMPARATORS, ENTRY_COMPARATORS, ""),
            RunKey::Dataset(_) => (TEXT_COMPARATORS, TEXT_COMPARATORS, ""),
        }
    }
}

fn read<'c>(comparison: &'c Comparison<'_>) -> Result<Draft<'c, RunKey>> {
    let parts = parts(comparison)?;
    let (key, name) = RunKey::read(&parts.key.text, ATTRIBUTES)?;
    let value = match parts.value {
        Some(value) => key.value(&name, value)?,
        None if matches!(key, RunKey::Param(_) | RunKey::Tag(_)) => Literal::Nothing,
        None => {
            return Err(invalid(format!(
                "IS NULL / IS NOT NULL is only supported for tags and params, not for '{}' '{name}'",
                key.kind()
            )));
        }
    };
    Ok(Draft {
        key,
        comparator: parts.comparator,
        value,
    })
}

fn check(draft: Draft<'_, RunKey>) -> Result<(RunKey, Comparator, Literal)> {
    let comparator = draft.comparator.to_uppercase();
    let (valid, named, end) = draft.key.comparators();
    match Comparator::read(&comparator).filter(|_| valid.contains(&comparator.as_str())) {
        Some(comparator) => Ok((draft.key, comparator, draft.value)),
        None => Err(invalid(format!(
            "Invalid comparator '{comparator}' not one of '{}{end}",
            repr::set(named)
        ))),
    }
}

impl Grammar for RunKey {
    const ENTITY: Entity = Entity::Runs;
    const QUOTES_LEFTOVERS: bool = true;
    const MISSING_LAST: bool = true;

    fn clauses(text: &str) -> Result<Vec<Clause<Self>>> {
        clauses(text, read, check)
    }

    fn order_key(name: &str) -> Result<Self> {
        match RunKey::read(name, ORDER_ATTRIBUTES)?.0 {
            RunKey::Dataset(_) => Err(invalid("Invalid identifier type 'dataset'")),
            key => Ok(key),
        }
    }

    fn tie_breaks() -> Vec<OrderTerm<Self>> {
        vec![
            OrderTerm::new(RunKey::Attribute(RunAttribute::StartTime), Direction::Descending),
            OrderTerm::new(RunKey::Attribute(RunAttribute::RunId), Direction::Ascending),
        ]
    }
}
