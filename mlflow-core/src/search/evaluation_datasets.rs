//! The search grammar of datasets for evaluations.

use super::clause::{Clause, Comparator, Literal};
use super::entity::Entity;
use super::grammar::{
    Draft, Grammar, clauses, invalid, list_unsupported, list_value, number, parts, quoted_text, text_value,
};
use super::order::{Direction, OrderTerm};
use super::repr;
use super::syntax::{Comparison, Operand, OperandKind};
use crate::Result;

/// What a filter or an order of datasets may name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum EvaluationDatasetKey {
    /// A field of the dataset itself.
    Attribute(EvaluationDatasetAttribute),
    /// A tag; only in filters.
    Tag(String),
    /// The id, which decides between equals and which no text names.
    DatasetId,
}

/// A field of a dataset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EvaluationDatasetAttribute {
    /// `name`
    Name,
    /// `created_time`
    CreatedTime,
    /// `last_update_time`
    LastUpdateTime,
    /// `created_by`; only in filters.
    CreatedBy,
    /// `last_updated_by`; only in filters.
    LastUpdatedBy,
}

use EvaluationDatasetAttribute::{CreatedBy, CreatedTime, LastUpdateTime, LastUpdatedBy, Name};

const ATTRIBUTES: &[EvaluationDatasetAttribute] =
    &[Name, CreatedTime, LastUpdateTime, CreatedBy, LastUpdatedBy];
const ORDER_ATTRIBUTES: &[EvaluationDatasetAttribute] = &[Name, CreatedTime, LastUpdateTime];

impl EvaluationDatasetAttribute {
    /// Returns the name, which is also that of the column.
    pub fn name(self) -> &'static str {
        match self {
            Name => "name",
            CreatedTime => "created_time",
            LastUpdateTime => "last_update_time",
            CreatedBy => "created_by",
            LastUpdatedBy => "last_updated_by",
        }
    }

    /// Tells whether it is a number.
    pub fn is_time(self) -> bool {
        matches!(self, CreatedTime | LastUpdateTime)
    }
}

fn key(text: &str, valid: &[EvaluationDatasetAttribute]) -> Result<EvaluationDatasetKey> {
    match text.split_once('.') {
        Some(("tags", name)) => Ok(EvaluationDatasetKey::Tag(name.to_owned())),
        Some((kind, _)) => Err(invalid(format!("Invalid identifier token '{kind}' specified"))),
        None => {
            let found = valid.iter().find(|attribute| attribute.name() == text);
            let names = || valid.iter().map(|attribute| attribute.name()).collect::<Vec<_>>();
            found
                .map(|attribute| EvaluationDatasetKey::Attribute(*attribute))
                .ok_or_else(|| {
                    invalid(format!(
                        "Invalid attribute key '{text}' specified. Valid keys are: {}",
                        repr::set(&names())
                    ))
                })
        }
    }
}

fn value(key: &EvaluationDatasetKey, operand: &Operand<'_>) -> Result<Literal> {
    match key {
        EvaluationDatasetKey::Attribute(attribute) if attribute.is_time() => match number(operand) {
            Ok(Literal::Float(value)) if operand.is_numeric() => Err(invalid(format!(
                "Invalid value for numeric attribute '{}': '{}'",
                attribute.name(),
                repr::float(value)
            ))),
            found if operand.is_numeric() => found,
            _ => Err(invalid(format!(
                "Expected numeric value type for numeric attribute: {}. Found {}",
                attribute.name(),
                operand.text
            ))),
        },
        EvaluationDatasetKey::Attribute(_) if operand.is_textual() => quoted_text(operand),
        EvaluationDatasetKey::Attribute(Name) if operand.kind == OperandKind::List => list_value(operand),
        EvaluationDatasetKey::Attribute(_) if operand.kind == OperandKind::List => {
            Err(list_unsupported(&["name"]))
        }
        EvaluationDatasetKey::Attribute(_) => Err(invalid(format!(
            "Expected a quoted string value for attributes. Got value {}",
            operand.text
        ))),
        _ => text_value("tag", operand),
    }
}

fn read<'c>(comparison: &'c Comparison<'_>) -> Result<Draft<'c, EvaluationDatasetKey>> {
    let parts = parts(comparison)?;
    let key = key(&parts.key.text, ATTRIBUTES)?;
    let value = match parts.value {
        Some(operand) => value(&key, operand)?,
        None => Literal::Nothing,
    };
    if matches!(value, Literal::Texts(_)) && parts.comparator.to_uppercase() != "IN" {
        return Err(invalid(
            "List values for 'name' are only supported with the IN comparator.",
        ));
    }
    Ok(Draft {
        key,
        comparator: parts.comparator,
        value,
    })
}

/// Checks a comparator. Official MLflow lets texts be smaller and greater, as databases order them.
fn check(draft: Draft<'_, EvaluationDatasetKey>) -> Result<(EvaluationDatasetKey, Comparator, Literal)> {
    use Comparator::{Equal, Greater, GreaterOrEqual, ILike, In, Less, LessOrEqual, Like, NotEqual};
    let text = draft.comparator.to_uppercase();
    let (kind, valid): (_, &[Comparator]) = match draft.key {
        EvaluationDatasetKey::Attribute(attribute) if attribute.is_time() => (
            "numeric attribute",
            &[Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual],
        ),
        EvaluationDatasetKey::Attribute(_) => (
            "string attribute",
            &[
                Equal,
                NotEqual,
                Like,
                ILike,
                In,
                Less,
                LessOrEqual,
                Greater,
                GreaterOrEqual,
            ],
        ),
        _ => ("tag", &[Equal, NotEqual, Like, ILike]),
    };
    let found = Comparator::read(&text).filter(|comparator| valid.contains(comparator));
    let comparator = found.ok_or_else(|| invalid(format!("Invalid comparator for {kind}: {text}")))?;
    Ok((draft.key, comparator, draft.value))
}

impl Grammar for EvaluationDatasetKey {
    const ENTITY: Entity = Entity::EvaluationDatasets;
    const QUOTES_LEFTOVERS: bool = false;
    const MISSING_LAST: bool = false;
    const REFUSES_REPEATED_ORDER: bool = false;

    fn clauses(text: &str) -> Result<Vec<Clause<Self>>> {
        clauses(text, read, check)
    }

    fn order_key(name: &str) -> Result<Self> {
        match key(name, ORDER_ATTRIBUTES)? {
            EvaluationDatasetKey::Tag(_) => Err(invalid("Invalid order_by entity: tag")),
            key => Ok(key),
        }
    }

    fn default_order() -> Vec<OrderTerm<Self>> {
        vec![OrderTerm::new(
            EvaluationDatasetKey::Attribute(CreatedTime),
            Direction::Descending,
        )]
    }

    fn tie_breaks() -> Vec<OrderTerm<Self>> {
        vec![OrderTerm::new(
            EvaluationDatasetKey::DatasetId,
            Direction::Descending,
        )]
    }
}
