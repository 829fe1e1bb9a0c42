//! The schema that official MLflow offers to its pages, one noun a file.

mod artifacts;
mod datasets;
mod errors;
mod experiments;
mod metrics;
mod model_versions;
mod runs;

pub(super) use model_versions::MODEL_VERSIONS;
pub(super) use runs::EXPERIMENT_OF_RUN;

use super::language::Kind;
use super::types::{Enum, Field, In, Input, Object, Out};
use std::collections::BTreeMap;

static QUERY: Object = Object {
    name: "Query",
    fields: &[
        experiments::GET,
        metrics::GET_HISTORY,
        runs::GET,
        artifacts::LIST,
        model_versions::SEARCH,
        runs::SEARCH,
    ],
};

static MUTATION: Object = Object {
    name: "Mutation",
    fields: &[datasets::SEARCH, runs::SEARCH],
};

/// Returns what an operation selects from.
pub(super) fn root(kind: Kind) -> Option<&'static Object> {
    match kind {
        Kind::Query => Some(&QUERY),
        Kind::Mutation => Some(&MUTATION),
        Kind::Subscription => None,
    }
}

/// A type that a document may name.
#[derive(Clone, Copy)]
pub(super) enum Named {
    Object(&'static Object),
    Input(In),
}

/// Returns every type by its name.
pub(super) fn types() -> BTreeMap<&'static str, Named> {
    let scalars = [In::String, In::Int, In::Long, In::Float, In::Boolean];
    let mut types = BTreeMap::from(scalars.map(|of| (of.name(), Named::Input(of))));
    add_object(&mut types, &QUERY);
    add_object(&mut types, &MUTATION);
    types
}

fn add_object(types: &mut BTreeMap<&'static str, Named>, object: &'static Object) {
    if types.insert(object.name, Named::Object(object)).is_some() {
        return;
    }
    for Field { of, takes, .. } in object.fields {
        if let Some(object) = of.object() {
            add_object(types, object);
        }
        if let Out::Enum(of) = of {
            add_enum(types, of);
        }
        if let Some(input) = takes {
            add_input(types, input);
        }
    }
}

fn add_enum(types: &mut BTreeMap<&'static str, Named>, of: &'static Enum) {
    types.insert(of.name, Named::Input(In::Enum(of)));
}

fn add_input(types: &mut BTreeMap<&'static str, Named>, input: &'static Input) {
    types.insert(input.name, Named::Input(In::Object(input)));
    for (_, of) in input.fields {
        if let In::Enum(of) = of {
            add_enum(types, of);
        }
    }
}
