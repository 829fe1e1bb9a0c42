//! Variables, where they are declared and where they are used.

use super::Checker;
use crate::graphql::language::{Directive, Operation, Selection, TypeName, Value};
use crate::graphql::schema::{self, Named};
use crate::graphql::types::{In, Object};
use std::collections::{HashMap, HashSet};

/// A variable where it stands, and what is expected there; `None` where nothing may stand at all.
type Use<'q> = (&'q str, Option<In>);

impl<'d, 'q> Checker<'d, 'q> {
    pub(super) fn declarations(&mut self, operation: &Operation<'q>) {
        let mut names = HashSet::new();
        for variable in &operation.variables {
            let name = variable.name;
            if !names.insert(name) {
                self.faults
                    .add(format!("There can be only one variable named '${name}'."));
            }
            match self.types.get(variable.of.named()) {
                Some(Named::Input(_)) => {}
                Some(Named::Object(_)) => self.faults.add(format!(
                    "Variable '${name}' cannot be non-input type '{}'.",
                    variable.of
                )),
                None => self.unknown_type(variable.of.named()),
            }
            if let Some(default) = &variable.default {
                self.default(default, &variable.of);
            }
        }
    }

    pub(super) fn uses_of_variables(&mut self, operation: &'d Operation<'q>) {
        let mut uses = Vec::new();
        uses_in_directives(&operation.directives, &mut uses);
        if let Some(root) = schema::root(operation.kind) {
            uses_in_selections(&operation.selections, root, &mut uses);
        }
        for name in self.reached(&operation.selections) {
            if let Some(fragment) = self.document.fragment(name)
                && let Some(Named::Object(on)) = self.types.get(fragment.on)
            {
                uses_in_selections(&fragment.selections, on, &mut uses);
            }
        }
        let declared: HashMap<_, _> = operation
            .variables
            .iter()
            .map(|variable| (variable.name, &variable.of))
            .collect();
        for (name, expected) in &uses {
            match declared.get(name) {
                None => self.faults.add(match operation.name {
                    Some(of) => format!("Variable '${name}' is not defined by operation '{of}'."),
                    None => format!("Variable '${name}' is not defined."),
                }),
                Some(of) if self.types.contains_key(of.named()) && !expected.is_none_or(|e| fits(of, e)) => {
                    self.faults.add(format!(
                        "Variable '${name}' of type '{of}' used in position expecting type '{}'.",
                        expected.map_or("", In::name)
                    ));
                }
                Some(_) => {}
            }
        }
        let used: HashSet<_> = uses.iter().map(|(name, _)| *name).collect();
        for variable in &operation.variables {
            let name = variable.name;
            if !used.contains(name) {
                self.faults.add(match operation.name {
                    Some(of) => format!("Variable '${name}' is never used in operation '{of}'."),
                    None => format!("Variable '${name}' is never used."),
                });
            }
        }
    }
}

/// Tells whether every value of a variable may stand where a type is expected.
fn fits(of: &TypeName<'_>, expected: In) -> bool {
    match (of, expected) {
        (TypeName::NonNull(of), _) => fits(of, expected),
        (TypeName::List(item), In::Strings) => fits(item, In::String),
        (TypeName::Named(_), In::Strings) | (TypeName::List(_), _) => false,
        (TypeName::Named(name), _) => *name == expected.name(),
    }
}

fn uses_in_selections<'q>(selections: &[Selection<'q>], on: &'static Object, uses: &mut Vec<Use<'q>>) {
    for selection in selections {
        match selection {
            Selection::Field(field) => {
                uses_in_directives(&field.directives, uses);
                let known = on.field(field.name);
                let input = known.and_then(|known| known.takes).map(In::Object);
                for (_, value) in &field.arguments {
                    uses_in_value(value, input, uses);
                }
                if let Some(object) = known.and_then(|known| known.of.object()) {
                    uses_in_selections(&field.selections, object, uses);
                }
            }
            // What is of another type is refused elsewhere.
            Selection::Inline {
                directives,
                selections,
                ..
            } => {
                uses_in_directives(directives, uses);
                uses_in_selections(selections, on, uses);
            }
            Selection::Spread { directives, .. } => uses_in_directives(directives, uses),
        }
    }
}

/// Only one directive is known, whose argument is a text.
fn uses_in_directives<'q>(directives: &[Directive<'q>], uses: &mut Vec<Use<'q>>) {
    for directive in directives {
        let expected = (directive.name == "component").then_some(In::String);
        for (_, value) in &directive.arguments {
            uses_in_value(value, expected, uses);
        }
    }
}

fn uses_in_value<'q>(value: &Value<'q>, expected: Option<In>, uses: &mut Vec<Use<'q>>) {
    match value {
        Value::Variable(name) => uses.push((name, expected)),
        Value::List(items) => {
            let of_item = match expected {
                Some(In::Strings) => Some(In::String),
                other => other,
            };
            items.iter().for_each(|item| uses_in_value(item, of_item, uses));
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                let of_field = match expected {
                    Some(In::Object(input)) => input.field(name),
                    _ => None,
                };
                uses_in_value(value, of_field, uses);
            }
        }
        _ => {}
    }
}
