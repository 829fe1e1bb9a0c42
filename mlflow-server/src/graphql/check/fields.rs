//! Fields, their selections and arguments, and directives.

use super::Checker;
use crate::graphql::language::{Directive, Field, Kind, Operation, Selection};
use crate::graphql::schema::Named;
use crate::graphql::types::{self, In, Object};

impl<'q> Checker<'_, 'q> {
    pub(super) fn selections(&mut self, selections: &[Selection<'q>], on: &'static Object) {
        for selection in selections {
            match selection {
                Selection::Field(field) => self.field(field, on),
                Selection::Spread { name, directives } => {
                    self.spread(name, on);
                    self.no_directives(directives, "fragment spread");
                }
                Selection::Inline {
                    on: condition,
                    directives,
                    selections,
                } => {
                    self.no_directives(directives, "inline fragment");
                    let inner = match condition {
                        Some(name) => self.condition(name, None),
                        None => Some(on),
                    };
                    if let Some(inner) = inner {
                        if !std::ptr::eq(inner, on) {
                            self.never_of_type("Fragment", on, inner);
                        }
                        self.selections(selections, inner);
                    }
                }
            }
        }
    }

    fn field(&mut self, field: &Field<'q>, on: &'static Object) {
        self.no_directives(&field.directives, "field");
        let (name, of) = (field.name, on.name);
        if name == "__typename" {
            self.arguments(field, on, None);
            self.leaf(field, "String!");
            return;
        }
        let Some(known) = on.field(name) else {
            let meant = self.meant(name, on.fields.iter().map(|field| field.name));
            self.faults
                .add(format!("Cannot query field '{name}' on type '{of}'.{meant}"));
            return;
        };
        self.arguments(field, on, Some(known));
        match known.of.object() {
            None => self.leaf(field, &known.of.name()),
            Some(_) if field.selections.is_empty() => self.faults.add(format!(
                "Field '{name}' of type '{}' must have a selection of subfields. Did you mean '{name} {{ ... }}'?",
                known.of.name()
            )),
            Some(object) => self.selections(&field.selections, object),
        }
    }

    fn leaf(&mut self, field: &Field<'q>, of: &str) {
        if !field.selections.is_empty() {
            self.faults.add(format!(
                "Field '{}' must not have a selection since type '{of}' has no subfields.",
                field.name
            ));
        }
    }

    fn arguments(&mut self, field: &Field<'q>, on: &Object, known: Option<&types::Field>) {
        self.only_one("argument", field.arguments.iter().map(|(name, _)| *name));
        let input = known.and_then(|known| known.takes);
        for (name, value) in &field.arguments {
            match input {
                Some(input) if *name == "input" => self.value(value, In::Object(input)),
                _ => {
                    let meant = self.meant(name, input.map(|_| "input").into_iter());
                    self.faults.add(format!(
                        "Unknown argument '{name}' on field '{}.{}'.{meant}",
                        on.name, field.name
                    ));
                }
            }
        }
    }

    /// Returns the type that a fragment is of.
    pub(super) fn condition(&mut self, name: &'q str, fragment: Option<&str>) -> Option<&'static Object> {
        match self.types.get(name) {
            Some(Named::Object(object)) => Some(object),
            Some(Named::Input(_)) => {
                let fragment = fragment.map_or_else(String::new, |fragment| format!(" '{fragment}'"));
                self.faults.add(format!(
                    "Fragment{fragment} cannot condition on non composite type '{name}'."
                ));
                None
            }
            None => {
                self.unknown_type(name);
                None
            }
        }
    }

    fn spread(&mut self, name: &'q str, on: &'static Object) {
        let Some(fragment) = self.document.fragment(name) else {
            self.faults.add(format!("Unknown fragment '{name}'."));
            return;
        };
        if let Some(Named::Object(object)) = self.types.get(fragment.on)
            && !std::ptr::eq(*object, on)
        {
            let object: &'static Object = object;
            self.never_of_type(&format!("Fragment '{name}'"), on, object);
        }
    }

    fn never_of_type(&mut self, fragment: &str, on: &Object, other: &Object) {
        self.faults.add(format!(
            "{fragment} cannot be spread here as objects of type '{}' can never be of type '{}'.",
            on.name, other.name
        ));
    }

    /// Operations may tell the component that asks, which changes nothing.
    pub(super) fn directives_of_operation(&mut self, operation: &Operation<'q>) {
        let mut is_there = false;
        for directive in &operation.directives {
            if directive.name != "component" || operation.kind == Kind::Subscription {
                self.no_directives(std::slice::from_ref(directive), "subscription");
                continue;
            }
            if std::mem::replace(&mut is_there, true) {
                self.faults
                    .add("The directive '@component' can only be used once at this location.");
            }
            if !directive.arguments.iter().any(|(name, _)| *name == "name") {
                self.faults.add(
                    "Directive '@component' argument 'name' of type 'String!' is required, but it was not provided.",
                );
            }
            self.only_one("argument", directive.arguments.iter().map(|(name, _)| *name));
            for (name, value) in &directive.arguments {
                match *name {
                    "name" => self.value(value, In::String),
                    _ => {
                        let meant = self.meant(name, std::iter::once("name"));
                        self.faults.add(format!(
                            "Unknown argument '{name}' on directive '@component'.{meant}"
                        ));
                    }
                }
            }
        }
    }

    pub(super) fn no_directives(&mut self, directives: &[Directive<'q>], place: &str) {
        for Directive { name, .. } in directives {
            self.faults.add(match *name {
                "component" => format!("Directive '@component' may not be used on {place}."),
                name => format!("Unknown directive '@{name}'."),
            });
        }
    }
}
