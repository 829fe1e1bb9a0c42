//! What a migration answers.

use crate::output::{Answer, Table};
use mlflow_migrate::{Kind, Report};
use serde_json::json;

/// What was moved.
pub(crate) struct Migrated {
    pub(crate) report: Report,
}

impl Answer for Migrated {
    fn table(&self) -> Table {
        let headers = ["Kind", "Source", "Target", "Equal"];
        let shown = if self.report.is_verified { 4 } else { 2 };
        let rows = Kind::ALL.map(|kind| {
            let tally = self.report.tally(kind);
            let counts = [tally.source, tally.target, tally.equal].map(|count| count.to_string());
            let row = [kind.to_string()].into_iter().chain(counts);
            row.take(shown).collect::<Vec<_>>()
        });
        Table::new(headers.into_iter().take(shown)).with_rows(rows)
    }

    fn json(&self) -> serde_json::Value {
        let Report {
            is_dry_run,
            is_verified,
            differences,
            experiment_ids,
            is_through_api,
            refusals,
            unknown_kinds,
            ..
        } = &self.report;
        let counts: serde_json::Map<_, _> = Kind::ALL
            .into_iter()
            .map(|kind| {
                let tally = self.report.tally(kind);
                let counts = match is_verified {
                    true => json!({ "source": tally.source, "target": tally.target, "equal": tally.equal }),
                    false => json!({ "source": tally.source }),
                };
                (kind.as_str().replace(' ', "_"), counts)
            })
            .collect();
        let differences: Vec<_> = differences
            .iter()
            .map(|d| json!({ "kind": d.kind.as_str(), "what": d.what, "missing": d.is_missing }))
            .collect();
        let refusals: Vec<_> = refusals
            .iter()
            .map(|r| json!({ "kind": r.kind.as_str(), "what": r.what, "message": r.message }))
            .collect();
        let unknown_kinds: Vec<_> = unknown_kinds.iter().map(|kind| kind.as_str()).collect();
        json!({
            "dry_run": is_dry_run,
            "verified": is_verified,
            "counts": counts,
            "differences": differences,
            "experiment_ids": experiment_ids,
            "through_api": is_through_api,
            "refusals": refusals,
            "unknown_kinds": unknown_kinds,
        })
    }

    fn text(&self) -> String {
        let mut text = self.table().to_string();
        let report = &self.report;
        for difference in &report.differences {
            let how = if difference.is_missing {
                "is missing"
            } else {
                "differs"
            };
            text.push_str(&format!("{how} ({}): {}\n", difference.kind, difference.what));
        }
        for refusal in &report.refusals {
            let message = crate::output::one_line(&refusal.message);
            text.push_str(&format!(
                "refused ({}): {}: {message}\n",
                refusal.kind, refusal.what
            ));
        }
        for kind in &report.unknown_kinds {
            text.push_str(&format!("The target knows no {kind}: they stay behind.\n"));
        }
        text.push_str(match (report.is_dry_run, report.is_verified, report.is_equal()) {
            (true, ..) => "Nothing was written.\n",
            (_, false, _) => "Moved, and not compared.\n",
            (_, true, true) => "Moved, and the same on both sides.\n",
            (_, true, false) => "Moved, and not the same on both sides.\n",
        });
        text
    }
}
