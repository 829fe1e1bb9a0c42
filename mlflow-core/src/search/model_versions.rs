//! The search grammar of model versions.

use super::clause::{Clause, Comparator, Literal};
use super::entity::Entity;
use super::experiments::split_key;
use super::grammar::{
    Draft, Grammar, clauses, invalid, list_unsupported, number, parts, presence_unsupported, strip_key,
    unknown_attribute,
};
use super::order::{Direction, OrderTerm};
use super::registered_models::{registry_comparator, registry_value};
use super::syntax::Comparison;
use super::{chars, repr};
use crate::Result;

/// What a filter or an order of model versions may name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ModelVersionKey {
    /// A field of the version itself.
    Attribute(ModelVersionAttribute),
    /// A tag; only in filters.
    Tag(String),
}

/// A field of a model version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ModelVersionAttribute {
    /// `name`, of the registered model.
    Name,
    /// `run_id`; only in filters.
    RunId,
    /// `source_path`; only in filters.
    SourcePath,
    /// `version_number`
    VersionNumber,
    /// `creation_timestamp`; only in orders.
    CreationTimestamp,
    /// `last_updated_timestamp`; only in orders.
    LastUpdatedTimestamp,
}

use ModelVersionAttribute as Attribute;

const ATTRIBUTES: &[(&str, Attribute)] = &[
    ("name", Attribute::Name),
    ("version_number", Attribute::VersionNumber),
    ("run_id", Attribute::RunId),
    ("source_path", Attribute::SourcePath),
];
const ORDER_ATTRIBUTES: &[(&str, Attribute)] = &[
    ("name", Attribute::Name),
    ("version_number", Attribute::VersionNumber),
    ("creation_timestamp", Attribute::CreationTimestamp),
    ("last_updated_timestamp", Attribute::LastUpdatedTimestamp),
];

fn find(name: &str, among: &[(&'static str, Attribute)]) -> Option<Attribute> {
    among
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, attribute)| *attribute)
}

fn names(of: &[(&'static str, Attribute)]) -> Vec<&'static str> {
    of.iter().map(|(name, _)| *name).collect()
}

fn read<'c>(comparison: &'c Comparison<'_>) -> Result<Draft<'c, ModelVersionKey>> {
    let parts = parts(comparison)?;
    let value = parts.value.ok_or_else(presence_unsupported)?;
    let (is_tag, name) = split_key(&parts.key.text)?;
    let key = if is_tag {
        ModelVersionKey::Tag(strip_key(name).to_owned())
    } else {
        let attribute = find(name, ATTRIBUTES);
        ModelVersionKey::Attribute(attribute.ok_or_else(|| unknown_attribute(name, &names(ATTRIBUTES)))?)
    };
    let value = match key {
        ModelVersionKey::Attribute(attribute) if value.is_numeric() => {
            if attribute != Attribute::VersionNumber {
                return Err(invalid(format!(
                    "Only the '{}' attributes support comparison with numeric values.",
                    repr::set(&["version_number", "creation_timestamp", "last_updated_timestamp"])
                )));
            }
            number(value)?
        }
        _ => {
            let takes_list = match key {
                ModelVersionKey::Attribute(Attribute::Name | Attribute::RunId) => Ok(()),
                _ => Err(list_unsupported(&["name", "run_id"])),
            };
            registry_value(is_tag, takes_list, value)?
        }
    };
    Ok(Draft {
        key,
        comparator: parts.comparator,
        value,
    })
}

fn check(draft: Draft<'_, ModelVersionKey>) -> Result<(ModelVersionKey, Comparator, Literal)> {
    let comparator = draft.comparator.to_uppercase();
    if draft.key != ModelVersionKey::Attribute(Attribute::VersionNumber) {
        let is_tag = matches!(draft.key, ModelVersionKey::Tag(_));
        let comparator = registry_comparator(is_tag, &comparator)?;
        let lists = matches!(
            draft.key,
            ModelVersionKey::Attribute(Attribute::Name | Attribute::RunId)
        );
        if comparator.is_list() && !lists {
            return Err(invalid(format!("Invalid comparator for attribute: {comparator}")));
        }
        return Ok((draft.key, comparator, draft.value));
    }
    let comparator = Comparator::read(&comparator)
        .filter(|comparator| !(comparator.is_pattern() || comparator.is_list() || comparator.is_presence()))
        .ok_or_else(|| {
            invalid(format!(
                "Invalid comparator for attribute version_number: {comparator}"
            ))
        })?;
    let refuse = |value: String| {
        invalid(format!(
            "Invalid value for numeric attribute 'version_number': {value}"
        ))
    };
    let value = match draft.value {
        Literal::Float(value) => return Err(refuse(repr::float(value))),
        Literal::Text(text) => {
            let number = chars::integer(text.trim_matches(chars::is_space));
            Literal::Integer(number.ok_or_else(|| refuse(repr::string(&text)))?)
        }
        value => value,
    };
    Ok((draft.key, comparator, value))
}

impl Grammar for ModelVersionKey {
    const ENTITY: Entity = Entity::ModelVersions;
    const QUOTES_LEFTOVERS: bool = false;
    const MISSING_LAST: bool = false;

    fn clauses(text: &str) -> Result<Vec<Clause<Self>>> {
        clauses(text, read, check)
    }

    fn order_key(name: &str) -> Result<Self> {
        let (is_tag, name) = split_key(name)?;
        let name = strip_key(name);
        match find(name, ORDER_ATTRIBUTES) {
            Some(attribute) => Ok(ModelVersionKey::Attribute(attribute)),
            None if is_tag => Err(invalid(format!(
                "Invalid order by key '{name}' specified. Valid keys are {}",
                repr::set(&names(ORDER_ATTRIBUTES))
            ))),
            None => Err(unknown_attribute(name, &names(ORDER_ATTRIBUTES))),
        }
    }

    fn default_order() -> Vec<OrderTerm<Self>> {
        let updated = ModelVersionKey::Attribute(Attribute::LastUpdatedTimestamp);
        vec![OrderTerm::new(updated, Direction::Descending)]
    }

    fn tie_breaks() -> Vec<OrderTerm<Self>> {
        vec![
            OrderTerm::new(ModelVersionKey::Attribute(Attribute::Name), Direction::Ascending),
            OrderTerm::new(
                ModelVersionKey::Attribute(Attribute::VersionNumber),
                Direction::Descending,
            ),
        ]
    }
}
