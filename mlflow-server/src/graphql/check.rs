//! Whether a document fits the schema. The texts are those of official servers.
//!
//! | module | what it looks at |
//! |---|---|
//! | `fields` | fields, their selections and arguments, and directives |
//! | `fragments` | fragments as a whole: names, use, cycles |
//! | `values` | values as they are written |
//! | `variables` | variables, where they are declared and where they are used |

mod fields;
mod fragments;
mod values;
mod variables;

use super::faults::Faults;
use super::language::{Document, Operation};
use super::schema::{self, Named};
use super::suggestions::did_you_mean;
use std::collections::{BTreeMap, HashSet};

/// Checks a document.
pub(super) fn check(document: &Document<'_>) -> Result<(), Vec<String>> {
    let mut checker = Checker {
        document,
        types: schema::types(),
        faults: Faults::default(),
    };
    checker.names_of_operations();
    for operation in &document.operations {
        checker.operation(operation);
    }
    checker.fragments();
    checker.faults.into_result()
}

struct Checker<'d, 'q> {
    document: &'d Document<'q>,
    types: BTreeMap<&'static str, Named>,
    faults: Faults,
}

impl<'d, 'q> Checker<'d, 'q> {
    fn names_of_operations(&mut self) {
        let operations = &self.document.operations;
        let mut names = HashSet::new();
        for operation in operations {
            match operation.name {
                None if operations.len() > 1 => self
                    .faults
                    .add("This anonymous operation must be the only defined operation."),
                Some(name) if !names.insert(name) => self
                    .faults
                    .add(format!("There can be only one operation named '{name}'.")),
                _ => {}
            }
        }
    }

    fn operation(&mut self, operation: &'d Operation<'q>) {
        self.declarations(operation);
        self.directives_of_operation(operation);
        // An operation of a kind that is not offered is refused when it is asked for.
        if let Some(root) = schema::root(operation.kind) {
            self.selections(&operation.selections, root);
        }
        self.uses_of_variables(operation);
    }

    /// Suggests names, as long as somebody reads it.
    fn meant<'n>(&self, name: &str, known: impl Iterator<Item = &'n str>) -> String {
        match self.faults.is_full() {
            true => String::new(),
            false => did_you_mean(name, known),
        }
    }

    fn unknown_type(&mut self, name: &str) {
        let meant = self.meant(name, self.types.keys().copied());
        self.faults.add(format!("Unknown type '{name}'.{meant}"));
    }

    /// Reports what is there twice.
    fn only_one<'n>(&mut self, what: &str, names: impl Iterator<Item = &'n str>) {
        let mut seen = HashSet::new();
        for name in names {
            if !seen.insert(name) {
                self.faults
                    .add(format!("There can be only one {what} named '{name}'."));
            }
        }
    }
}
