//! How much one document may ask for. The counts, and the texts, are those of official servers, apart from that of
//! definitions, which are not limited there.

use super::language::{Document, Field, Selection};
use std::collections::HashSet;

const MOST_DEFINITIONS: usize = 100;
const MOST_DEPTH: usize = 10;
const MOST_SELECTIONS: usize = 1000;
const MOST_ROOT_FIELDS: usize = 10;
const MOST_ALIASES: usize = 10;

/// Refuses a document that asks for too much, before anything else looks at what it asks for.
pub(super) fn check(document: &Document<'_>) -> Result<(), String> {
    if document.operations.len() + document.fragments.len() > MOST_DEFINITIONS {
        return Err(format!(
            "Query exceeds maximum total definitions of {MOST_DEFINITIONS}"
        ));
    }
    let (mut root_fields, mut most_aliases, mut selections) = (0, 0, 0);
    for operation in &document.operations {
        let mut waiting = vec![(operation.selections.as_slice(), 1)];
        while let Some((set, depth)) = waiting.pop() {
            if depth > MOST_DEPTH {
                return Err(format!("Query exceeds maximum depth of {MOST_DEPTH}"));
            }
            let fields = fields_of(document, set);
            selections += fields.len();
            if selections > MOST_SELECTIONS {
                return Err(format!(
                    "Query exceeds maximum total selections of {MOST_SELECTIONS}"
                ));
            }
            if depth == 1 {
                root_fields += fields.len();
            }
            let aliases = fields.iter().filter(|field| field.alias.is_some()).count();
            most_aliases = most_aliases.max(aliases);
            let deeper = fields.iter().filter(|field| !field.selections.is_empty());
            waiting.extend(deeper.map(|field| (field.selections.as_slice(), depth + 1)));
        }
    }
    at_most(root_fields, MOST_ROOT_FIELDS, "root fields")?;
    at_most(most_aliases, MOST_ALIASES, "aliases")
}

fn at_most(count: usize, most: usize, what: &str) -> Result<(), String> {
    match count <= most {
        true => Ok(()),
        false => Err(format!(
            "GraphQL queries should have at most {most} {what}, got {count} {what}."
        )),
    }
}

/// Returns the fields of one level, those inside of fragments included; a fragment counts once.
pub(super) fn fields_of<'d, 'q>(document: &'d Document<'q>, set: &'d [Selection<'q>]) -> Vec<&'d Field<'q>> {
    let mut fields = Vec::new();
    let mut seen = HashSet::new();
    let mut waiting: Vec<&'d Selection<'q>> = set.iter().rev().collect();
    while let Some(selection) = waiting.pop() {
        match selection {
            Selection::Field(field) => fields.push(field),
            Selection::Inline { selections, .. } => waiting.extend(selections.iter().rev()),
            Selection::Spread { name, .. } => {
                if seen.insert(*name)
                    && let Some(fragment) = document.fragment(name)
                {
                    waiting.extend(fragment.selections.iter().rev());
                }
            }
        }
    }
    fields
}
