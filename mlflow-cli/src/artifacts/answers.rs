//! What the commands on artifacts print.

use crate::output::{Answer, Table};
use mlflow_core::artifact::FileInfo;
use serde_json::{Value, json};
use std::path::PathBuf;

/// Rows of a listing.
pub(super) struct List(pub(super) Vec<FileInfo>);

impl Answer for List {
    fn table(&self) -> Table {
        let row = |file: &FileInfo| {
            let size = file.file_size.map(|size| size.to_string()).unwrap_or_default();
            [
                file.path.clone(),
                if file.is_dir { "directory" } else { "file" }.to_owned(),
                size,
            ]
        };
        Table::new(["Path", "Kind", "Size"]).with_rows(self.0.iter().map(row))
    }

    fn json(&self) -> Value {
        serde_json::to_value(&self.0).unwrap_or_default()
    }

    fn csv(&self) -> Table {
        let row = |file: &FileInfo| {
            let size = file.file_size.map(|size| size.to_string()).unwrap_or_default();
            [file.path.clone(), file.is_dir.to_string(), size]
        };
        Table::new(["path", "is_dir", "file_size"]).with_rows(self.0.iter().map(row))
    }
}

/// Where a download is.
pub(super) struct Downloaded(pub(super) PathBuf);

impl Downloaded {
    fn path(&self) -> String {
        self.0.display().to_string()
    }
}

impl Answer for Downloaded {
    fn table(&self) -> Table {
        Table::new(["path"]).with_rows([[self.path()]])
    }

    fn json(&self) -> Value {
        json!({ "path": self.path() })
    }

    fn text(&self) -> String {
        format!("{}\n", self.path())
    }
}

/// Where an upload went: for programs only.
pub(super) struct Logged {
    pub(super) run_id: String,
    pub(super) artifact_path: Option<String>,
}

impl Answer for Logged {
    fn table(&self) -> Table {
        let path = self.artifact_path.as_deref().unwrap_or_default();
        Table::new(["run_id", "artifact_path"]).with_rows([[self.run_id.as_str(), path]])
    }

    fn json(&self) -> Value {
        json!({ "run_id": self.run_id, "artifact_path": self.artifact_path })
    }

    fn text(&self) -> String {
        String::new()
    }
}
