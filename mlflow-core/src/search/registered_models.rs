//! The search grammar of registered models.

use super::clause::{Clause, Comparator, Literal};
use super::entity::Entity;
use super::experiments::split_key;
use super::grammar::{
    Draft, Grammar, clauses, invalid, list_value, parts, presence_unsupported, quoted_text, strip_key,
    text_value, unknown_attribute,
};
use super::order::{Direction, OrderTerm};
use super::repr;
use super::syntax::{Comparison, Operand, OperandKind};
use crate::Result;

/// What a filter or an order of registered models may name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RegisteredModelKey {
    /// A field of the model itself.
    Attribute(RegisteredModelAttribute),
    /// A tag; only in filters.
    Tag(String),
}

/// A field of a registered model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RegisteredModelAttribute {
    /// `name`
    Name,
    /// `last_updated_timestamp`, also written `timestamp`; only in orders.
    LastUpdatedTimestamp,
}

const ATTRIBUTES: &[&str] = &["name"];
const RECOMMENDED_ORDER: &[&str] = &["name", "timestamp"];

/// Reads a value of the registry: a quoted text, or a list where the key takes one.
pub(super) fn registry_value(is_tag: bool, takes_list: Result<()>, operand: &Operand<'_>) -> Result<Literal> {
    if is_tag {
        return text_value("tag", operand);
    }
    if operand.is_textual() {
        return quoted_text(operand);
    }
    if operand.kind == OperandKind::List {
        takes_list?;
        return list_value(operand);
    }
    Err(invalid(format!(
        "Expected a quoted string value or a list of quoted string values for attributes. Got value {}",
        operand.text
    )))
}

/// Checks a comparator of a tag or a textual field of the registry.
pub(super) fn registry_comparator(is_tag: bool, text: &str) -> Result<Comparator> {
    use Comparator::{Equal, ILike, In, Like, NotEqual, NotIn};
    let found = Comparator::read(text).filter(|comparator| match comparator {
        Equal | NotEqual | Like | ILike => true,
        In | NotIn => !is_tag,
        _ => false,
    });
    let what = if is_tag { "tag" } else { "attribute" };
    found.ok_or_else(|| invalid(format!("Invalid comparator for {what}: {text}")))
}

fn read<'c>(comparison: &'c Comparison<'_>) -> Result<Draft<'c, RegisteredModelKey>> {
    let parts = parts(comparison)?;
    let value = parts.value.ok_or_else(presence_unsupported)?;
    let (is_tag, name) = split_key(&parts.key.text)?;
    let key = match (is_tag, name) {
        (true, name) => RegisteredModelKey::Tag(strip_key(name).to_owned()),
        (false, "name") => RegisteredModelKey::Attribute(RegisteredModelAttribute::Name),
        (false, name) => return Err(unknown_attribute(name, ATTRIBUTES)),
    };
    let value = registry_value(is_tag, Ok(()), value)?;
    Ok(Draft {
        key,
        comparator: parts.comparator,
        value,
    })
}

fn check(draft: Draft<'_, RegisteredModelKey>) -> Result<(RegisteredModelKey, Comparator, Literal)> {
    let is_tag = matches!(draft.key, RegisteredModelKey::Tag(_));
    let comparator = registry_comparator(is_tag, &draft.comparator.to_uppercase())?;
    Ok((draft.key, comparator, draft.value))
}

impl Grammar for RegisteredModelKey {
    const ENTITY: Entity = Entity::RegisteredModels;
    const QUOTES_LEFTOVERS: bool = false;
    const MISSING_LAST: bool = false;

    fn clauses(text: &str) -> Result<Vec<Clause<Self>>> {
        clauses(text, read, check)
    }

    fn order_key(name: &str) -> Result<Self> {
        let attribute = match name {
            "name" => RegisteredModelAttribute::Name,
            "timestamp" | "last_updated_timestamp" => RegisteredModelAttribute::LastUpdatedTimestamp,
            _ => {
                return Err(invalid(format!(
                    "Invalid order by key '{name}' specified. Valid keys are '{}'",
                    repr::set(RECOMMENDED_ORDER)
                )));
            }
        };
        Ok(RegisteredModelKey::Attribute(attribute))
    }

    fn tie_breaks() -> Vec<OrderTerm<Self>> {
        let name = RegisteredModelKey::Attribute(RegisteredModelAttribute::Name);
        vec![OrderTerm::new(name, Direction::Ascending)]
    }
}
