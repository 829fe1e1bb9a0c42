//! Fragments as a whole: names, use, cycles.

use super::Checker;
use crate::graphql::language::Selection;
use std::collections::{HashMap, HashSet};

impl<'d, 'q> Checker<'d, 'q> {
    pub(super) fn fragments(&mut self) {
        let fragments = &self.document.fragments;
        self.only_one("fragment", fragments.iter().map(|fragment| fragment.name));
        for fragment in fragments {
            self.no_directives(&fragment.directives, "fragment definition");
            if let Some(on) = self.condition(fragment.on, Some(fragment.name)) {
                self.selections(&fragment.selections, on);
            }
        }
        let mut used = HashSet::new();
        for operation in &self.document.operations {
            used.extend(self.reached(&operation.selections));
        }
        for fragment in fragments {
            if !used.contains(fragment.name) {
                self.faults
                    .add(format!("Fragment '{}' is never used.", fragment.name));
            }
        }
        self.cycles();
    }

    /// Returns the names of all fragments that a selection comes to.
    pub(super) fn reached(&self, selections: &'d [Selection<'q>]) -> HashSet<&'q str> {
        let mut reached = HashSet::new();
        let mut waiting = spreads(selections);
        while let Some(name) = waiting.pop() {
            if reached.insert(name)
                && let Some(fragment) = self.document.fragment(name)
            {
                waiting.extend(spreads(&fragment.selections));
            }
        }
        reached
    }

    fn cycles(&mut self) {
        let fragments = &self.document.fragments;
        let spread: HashMap<&str, Vec<&str>> = fragments
            .iter()
            .map(|fragment| (fragment.name, spreads(&fragment.selections)))
            .collect();
        let mut told = HashSet::new();
        for fragment in fragments {
            if told.contains(fragment.name) {
                continue;
            }
            if let Some(way) = way_back(fragment.name, &spread) {
                let quoted: Vec<_> = way.iter().map(|name| format!("'{name}'")).collect();
                let via = match quoted.is_empty() {
                    true => String::new(),
                    false => format!(" via {}", quoted.join(", ")),
                };
                self.faults.add(format!(
                    "Cannot spread fragment '{}' within itself{via}.",
                    fragment.name
                ));
                told.extend(way);
            }
        }
    }
}

/// Returns the shortest way from a fragment back to it.
fn way_back<'q>(name: &'q str, spread: &HashMap<&'q str, Vec<&'q str>>) -> Option<Vec<&'q str>> {
    let mut before: HashMap<&str, &str> = HashMap::new();
    let mut waiting = std::collections::VecDeque::from([name]);
    while let Some(here) = waiting.pop_front() {
        for next in spread.get(here).into_iter().flatten() {
            if *next == name {
                let mut way = Vec::new();
                let mut at = here;
                while at != name {
                    way.push(at);
                    at = before.get(at)?;
                }
                way.reverse();
                return Some(way);
            }
            if !before.contains_key(next) {
                before.insert(next, here);
                waiting.push_back(next);
            }
        }
    }
    None
}

/// Returns the names of the fragments that a selection spreads, at any depth, in their order and each once.
fn spreads<'q>(selections: &[Selection<'q>]) -> Vec<&'q str> {
    let (mut names, mut seen) = (Vec::new(), HashSet::new());
    let mut waiting: Vec<_> = selections.iter().rev().collect();
    while let Some(selection) = waiting.pop() {
        match selection {
            Selection::Field(field) => waiting.extend(field.selections.iter().rev()),
            Selection::Inline { selections, .. } => waiting.extend(selections.iter().rev()),
            Selection::Spread { name, .. } => {
                if seen.insert(*name) {
                    names.push(*name);
                }
            }
        }
    }
    names
}
