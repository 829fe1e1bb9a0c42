//! What is wrong with the files of a folder of runs.

use crate::failure::Failure;
use crate::output::{Answer, Table};
use crate::session::Session;
use mlflow_core::StoreUri;
use mlflow_registry::FileRegistry;
use mlflow_stores::file::{self, Finding};
use serde_json::{Value, json};
use std::path::PathBuf;

struct Findings {
    folder: String,
    all: Vec<Finding>,
}

impl Answer for Findings {
    fn table(&self) -> Table {
        let rows = self.all.iter().map(|finding| {
            [
                finding.what.to_owned(),
                finding.path.clone(),
                finding.problem.clone(),
                finding.advice.clone(),
            ]
        });
        Table::new(["what", "file", "problem", "what to do"]).with_rows(rows)
    }

    fn json(&self) -> Value {
        let finding = |finding: &Finding| {
            json!({
                "what": finding.what,
                "file": finding.path,
                "problem": finding.problem,
                "advice": finding.advice,
            })
        };
        json!({ "folder": self.folder, "findings": self.all.iter().map(finding).collect::<Vec<_>>() })
    }

    fn text(&self) -> String {
        let told = self.all.iter().map(|finding| {
            format!(
                "{} ({})\n  {}\n  {}\n",
                finding.path, finding.what, finding.problem, finding.advice
            )
        });
        told.collect()
    }
}

/// Examines a folder by its path or `file:` URI.
pub(super) fn run(session: &Session, place: &str) -> Result<(), Failure> {
    let uri = StoreUri::parse(place)?;
    if uri.scheme() != "file" {
        return Err(Failure::new(format!("`{uri}` is no folder"))
            .hint("`mlflow doctor --tracking-uri URI` tells whether a store answers"));
    }
    let mut all = file::examine(uri.as_str())?;
    all.extend(FileRegistry::examine(uri.as_str())?);
    let count = all.len();
    let findings = Findings {
        folder: PathBuf::from(place).display().to_string(),
        all,
    };
    session.printer.print(&findings)?;
    if count == 0 {
        session.printer.note(&format!("nothing is wrong with {place}"));
        return Ok(());
    }
    let things = if count == 1 { "thing is" } else { "things are" };
    Err(Failure::new(format!("{count} {things} wrong with {place}"))
        .hint("what is damaged is left out of lists and searches until its files are repaired"))
}
