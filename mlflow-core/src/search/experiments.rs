//! The search grammar of experiments.

use super::clause::{Clause, Comparator, Literal};
use super::entity::Entity;
use super::grammar::{
    Draft, Grammar, clauses, invalid, list_unsupported, list_value, number, parts, quoted_text, strip_key,
    text_value, unknown_attribute,
};
use super::order::{Direction, OrderTerm};
use super::repr;
use super::syntax::{Comparison, Operand, OperandKind};
use crate::Result;

/// What a filter or an order of experiments may name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ExperimentKey {
    /// A field of the experiment itself.
    Attribute(ExperimentAttribute),
    /// A tag; only in filters.
    Tag(String),
}

/// A field of an experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExperimentAttribute {
    /// `experiment_id`; an integer, although filters write it as a text.
    ExperimentId,
    /// `name`
    Name,
    /// `creation_time`
    CreationTime,
    /// `last_update_time`
    LastUpdateTime,
}

impl ExperimentAttribute {
    const ALL: &[(&str, ExperimentAttribute)] = &[
        ("name", ExperimentAttribute::Name),
        ("experiment_id", ExperimentAttribute::ExperimentId),
        ("creation_time", ExperimentAttribute::CreationTime),
        ("last_update_time", ExperimentAttribute::LastUpdateTime),
    ];

    fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, attribute)| *attribute == self)
            .map_or("", |(name, _)| name)
    }

    fn is_time(self) -> bool {
        matches!(
            self,
            ExperimentAttribute::CreationTime | ExperimentAttribute::LastUpdateTime
        )
    }
}

const ATTRIBUTES: &[&str] = &["name", "experiment_id", "creation_time", "last_update_time"];
const TEXT_COMPARATORS: &[&str] = &["!=", "=", "LIKE", "ILIKE", "IN", "NOT IN"];

/// Takes a name apart into what it is of and its last part; also used by the registry.
pub(super) fn split_key(text: &str) -> Result<(bool, &str)> {
    match text.split_once('.') {
        None => Ok((false, text)),
        Some(("attribute", name)) => Ok((false, name)),
        Some(("tag" | "tags", name)) => Ok((true, name)),
        Some((kind, _)) => Err(invalid(format!(
            "Invalid entity type '{kind}'. Valid entity types are ('attribute', 'tag', 'tags')"
        ))),
    }
}

impl ExperimentKey {
    fn read(text: &str) -> Result<Self> {
        let (is_tag, name) = split_key(text)?;
        let name = strip_key(name);
        if is_tag {
            return Ok(ExperimentKey::Tag(name.to_owned()));
        }
        let found = ExperimentAttribute::ALL.iter().find(|(known, _)| *known == name);
        found
            .map(|(_, attribute)| ExperimentKey::Attribute(*attribute))
            .ok_or_else(|| unknown_attribute(name, ATTRIBUTES))
    }

    fn value(&self, operand: &Operand<'_>) -> Result<Literal> {
        match self {
            ExperimentKey::Tag(_) => text_value("tag", operand),
            ExperimentKey::Attribute(attribute) if attribute.is_time() => {
                if operand.is_numeric() {
                    return number(operand);
                }
                Err(invalid(format!(
                    "Expected numeric value type for numeric attribute: {}. Found {}",
                    attribute.name(),
                    operand.text
                )))
            }
            _ if operand.is_textual() => quoted_text(operand),
            ExperimentKey::Attribute(ExperimentAttribute::ExperimentId)
                if operand.kind == OperandKind::List =>
            {
                list_value(operand)
            }
            _ if operand.kind == OperandKind::List => Err(list_unsupported(&["experiment_id"])),
            _ => Err(invalid(format!(
                "Expected a quoted string value for attributes. Got value {}",
                operand.text
            ))),
        }
    }
}

fn read<'c>(comparison: &'c Comparison<'_>) -> Result<Draft<'c, ExperimentKey>> {
    let parts = parts(comparison)?;
    let key = ExperimentKey::read(&parts.key.text)?;
    let value = match (parts.value, &key) {
        (Some(value), key) => key.value(value)?,
        (None, ExperimentKey::Tag(_)) => Literal::Nothing,
        (None, ExperimentKey::Attribute(attribute)) => {
            return Err(invalid(format!(
                "IS NULL / IS NOT NULL is only supported for tags, not for attribute '{}'",
                attribute.name()
            )));
        }
    };
    Ok(Draft {
        key,
        comparator: parts.comparator,
        value,
    })
}

/// Checks a comparator, which counts in upper case only: `like` is refused here, as official MLflow does.
fn check(draft: Draft<'_, ExperimentKey>) -> Result<(ExperimentKey, Comparator, Literal)> {
    use Comparator::{
        Equal, Greater, GreaterOrEqual, ILike, In, IsNotNull, IsNull, Less, LessOrEqual, Like, NotEqual,
        NotIn,
    };
    let text = draft.comparator;
    let valid: &[Comparator] = match draft.key {
        ExperimentKey::Tag(_) => &[Equal, NotEqual, Like, ILike, IsNull, IsNotNull],
        ExperimentKey::Attribute(ExperimentAttribute::ExperimentId) => &[Equal, NotEqual, In, NotIn],
        ExperimentKey::Attribute(ExperimentAttribute::Name) => &[Equal, NotEqual, Like, ILike],
        ExperimentKey::Attribute(_) => &[Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual],
    };
    let found = Comparator::read(text).filter(|comparator| valid.contains(comparator));
    let comparator = found.ok_or_else(|| match draft.key {
        ExperimentKey::Tag(_) => invalid(format!("Invalid comparator for tag: {text}")),
        ExperimentKey::Attribute(ExperimentAttribute::ExperimentId) => {
            invalid(format!("Invalid comparator for experiment_id: {text}"))
        }
        ExperimentKey::Attribute(attribute) => {
            let end = if attribute.is_time() { "" } else { "'" };
            invalid(format!(
                "Invalid comparator '{text}' not one of '{}{end}",
                repr::set(TEXT_COMPARATORS)
            ))
        }
    })?;
    let value = match (&draft.key, draft.value) {
        (ExperimentKey::Attribute(ExperimentAttribute::ExperimentId), value) => experiment_ids(&value)?,
        (ExperimentKey::Attribute(attribute), Literal::Float(value)) => {
            return Err(invalid(format!(
                "Invalid value for numeric attribute '{}': '{}'",
                attribute.name(),
                repr::float(value)
            )));
        }
        (_, value) => value,
    };
    Ok((draft.key, comparator, value))
}

fn experiment_ids(value: &Literal) -> Result<Literal> {
    match value {
        Literal::Text(text) => experiment_id(text).map(Literal::Integer),
        Literal::Texts(texts) => texts
            .iter()
            .map(|text| experiment_id(text))
            .collect::<Result<_>>()
            .map(Literal::Integers),
        other => Ok(other.clone()),
    }
}

/// Reads the id of an experiment: decimal digits without a leading zero.
fn experiment_id(text: &str) -> Result<i64> {
    let digits = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    let id = text.parse().ok().filter(|_| digits);
    id.ok_or_else(|| {
        invalid(format!(
            "Invalid experiment ID '{text}'. Experiment ID must be a valid integer."
        ))
    })
}

impl Grammar for ExperimentKey {
    const ENTITY: Entity = Entity::Experiments;
    const QUOTES_LEFTOVERS: bool = false;
    const MISSING_LAST: bool = false;
    const REFUSES_REPEATED_ORDER: bool = false;

    fn clauses(text: &str) -> Result<Vec<Clause<Self>>> {
        clauses(text, read, check)
    }

    fn order_key(name: &str) -> Result<Self> {
        match ExperimentKey::read(name)? {
            ExperimentKey::Tag(_) => Err(invalid("Invalid order_by entity: tag")),
            key => Ok(key),
        }
    }

    fn default_order() -> Vec<OrderTerm<Self>> {
        vec![
            OrderTerm::new(
                ExperimentKey::Attribute(ExperimentAttribute::CreationTime),
                Direction::Descending,
            ),
            OrderTerm::new(
                ExperimentKey::Attribute(ExperimentAttribute::ExperimentId),
                Direction::Ascending,
            ),
        ]
    }

    fn tie_breaks() -> Vec<OrderTerm<Self>> {
        let id = ExperimentKey::Attribute(ExperimentAttribute::ExperimentId);
        vec![OrderTerm::new(id, Direction::Descending)]
    }
}
