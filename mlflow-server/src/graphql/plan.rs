//! What an operation selects, with all fragments put into their places: every type of the schema is an object, so
//! that this does not depend on what is found.

use super::guard::fields_of;
use super::language::{Arguments, Document, Field, Selection};
use super::types::{self, Object};
use std::collections::HashMap;

/// A field of the answer.
pub(super) struct Planned<'d, 'q> {
    /// Its name in the answer.
    pub(super) key: &'q str,
    pub(super) what: What,
    pub(super) arguments: &'d Arguments<'q>,
    pub(super) selected: Vec<Planned<'d, 'q>>,
}

pub(super) enum What {
    /// The name of the type.
    TypeName(&'static str),
    Field {
        field: &'static types::Field,
        /// Its name in MLflow's JSON.
        json: String,
    },
}

impl What {
    pub(super) fn name(&self) -> &'static str {
        match self {
            What::TypeName(_) => "__typename",
            What::Field { field, .. } => field.name,
        }
    }
}

/// Puts selections of one object together, of a document that is checked.
pub(super) fn plan<'d, 'q>(
    document: &'d Document<'q>,
    sets: &[&'d [Selection<'q>]],
    on: &'static Object,
) -> Result<Vec<Planned<'d, 'q>>, String> {
    let mut groups: Vec<Vec<&'d Field<'q>>> = Vec::new();
    let mut places = HashMap::new();
    for field in sets.iter().flat_map(|set| fields_of(document, set)) {
        let place = *places.entry(field.key()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(field),
            None => groups.push(vec![field]),
        }
    }
    groups.iter().map(|group| planned(document, group, on)).collect()
}

/// Plans the fields of one name in the answer, which have to be the same field.
fn planned<'d, 'q>(
    document: &'d Document<'q>,
    group: &[&'d Field<'q>],
    on: &'static Object,
) -> Result<Planned<'d, 'q>, String> {
    let (first, others) = group.split_first().ok_or("a field without a name")?;
    for other in others {
        let why = if other.name != first.name {
            format!("'{}' and '{}' are different fields", first.name, other.name)
        } else if !are_same(&other.arguments, &first.arguments) {
            "they have differing arguments".to_owned()
        } else {
            continue;
        };
        return Err(format!(
            "Fields '{}' conflict because {why}. \
             Use different aliases on the fields to fetch both if this was intentional.",
            first.key()
        ));
    }
    let (what, selected) = match on.field(first.name) {
        None => (What::TypeName(on.name), Vec::new()),
        Some(field) => {
            let selected = match field.of.object() {
                None => Vec::new(),
                Some(object) => {
                    let sets: Vec<_> = group.iter().map(|field| field.selections.as_slice()).collect();
                    plan(document, &sets, object)?
                }
            };
            let json = snake_case(field.name);
            (What::Field { field, json }, selected)
        }
    };
    Ok(Planned {
        key: first.key(),
        what,
        arguments: &first.arguments,
        selected,
    })
}

/// Arguments are the same in any order.
fn are_same(one: &Arguments<'_>, other: &Arguments<'_>) -> bool {
    one.len() == other.len() && one.iter().all(|argument| other.contains(argument))
}

pub(super) fn snake_case(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake
}
