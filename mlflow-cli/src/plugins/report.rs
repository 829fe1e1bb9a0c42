//! What the tests of a plugin have shown.

use crate::output::{Answer, Table, one_line};
use mlflow_core::plugin::{Kind, Manifest};
use serde_json::{Value, json};

/// A test that was run.
pub(super) struct Tested {
    pub(super) kind: Kind,
    pub(super) name: &'static str,
    /// Why it failed, if it did.
    pub(super) failure: Option<String>,
}

impl Tested {
    fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }
}

/// All tests of a plugin.
pub(super) struct Report {
    plugin: String,
    kinds: Vec<Kind>,
    pub(super) tested: Vec<Tested>,
}

impl Report {
    pub(super) fn new(manifest: &Manifest) -> Self {
        Report {
            plugin: format!("{} {}", manifest.name, manifest.version),
            kinds: manifest.offers.iter().map(|offer| offer.kind).collect(),
            tested: Vec::new(),
        }
    }

    pub(super) fn failures(&self) -> usize {
        self.tested.iter().filter(|test| test.failure().is_some()).count()
    }

    fn line_of(&self, kind: Kind) -> String {
        let of_kind = self.tested.iter().filter(|test| test.kind == kind);
        let (passed, failed): (Vec<_>, Vec<_>) = of_kind.partition(|test| test.failure().is_none());
        format!(
            "{kind}: {} of {} tests pass\n",
            passed.len(),
            passed.len() + failed.len()
        )
    }
}

impl Answer for Report {
    fn table(&self) -> Table {
        let rows = self.tested.iter().map(|test| {
            let result = if test.failure().is_none() {
                "passed"
            } else {
                "failed"
            };
            [
                test.kind.to_string(),
                test.name.to_owned(),
                result.to_owned(),
                test.failure().unwrap_or_default().to_owned(),
            ]
        });
        Table::new(["Kind", "Test", "Result", "Why"]).with_rows(rows)
    }

    /// Names the failures; what passes is counted.
    fn text(&self) -> String {
        let mut text = format!("plugin {}\n", one_line(&self.plugin));
        for test in &self.tested {
            if let Some(why) = test.failure() {
                text.push_str(&format!(
                    "failed  {}  {}\n        {}\n",
                    test.kind,
                    test.name,
                    one_line(why)
                ));
            }
        }
        let tested = |kind: &&Kind| self.tested.iter().any(|test| test.kind == **kind);
        text.extend(self.kinds.iter().filter(tested).map(|kind| self.line_of(*kind)));
        text
    }

    fn json(&self) -> Value {
        let tests = self.tested.iter().map(|test| {
            json!({
                "kind": test.kind,
                "test": test.name,
                "passed": test.failure().is_none(),
                "why": test.failure(),
            })
        });
        json!({ "plugin": self.plugin, "failures": self.failures(), "tests": tests.collect::<Vec<_>>() })
    }
}
