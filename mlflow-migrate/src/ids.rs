//! Ids that the target made by itself, and everything that names them.

use mlflow_core::entities::{LoggedModel, Run, TraceInfoV3};
use mlflow_core::import::ImportedVersion;
use std::collections::BTreeMap;

/// The tag of what was made by ordinary calls: the id of its original, or the number of a version.
pub(crate) const SOURCE: &str = "mlflow.migrate.source";
/// What people write about a thing, where ids stay as they wrote them.
const NOTE: &str = "mlflow.note.content";

/// The ids in the target of what has another one there, by those in the source.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ids {
    pub(crate) runs: BTreeMap<String, String>,
    pub(crate) models: BTreeMap<String, String>,
    /// The numbers of versions, by the names of their models.
    pub(crate) versions: BTreeMap<String, BTreeMap<String, String>>,
}

fn renamed(ids: &BTreeMap<String, String>, id: &str) -> String {
    ids.get(id).map_or(id, String::as_str).to_owned()
}

impl Ids {
    /// Returns the id of a run in the target.
    pub(crate) fn run(&self, run_id: &str) -> String {
        renamed(&self.runs, run_id)
    }

    /// Returns the id of a logged model in the target.
    pub(crate) fn model(&self, model_id: &str) -> String {
        renamed(&self.models, model_id)
    }

    /// Finds the logged model of the target that a URI of the target names.
    pub(crate) fn model_in(&self, uri: &str) -> Option<String> {
        let mut segments = uri.split('/').filter(|segment| segment.starts_with("m-"));
        let is_kept = |segment: &&str| self.models.values().any(|id| id == segment);
        segments.find(is_kept).map(str::to_owned)
    }

    /// Returns the number of a version in the target.
    pub(crate) fn version(&self, name: &str, version: &str) -> String {
        let numbers = self.versions.get(name);
        numbers.map_or_else(|| version.to_owned(), |numbers| renamed(numbers, version))
    }

    /// Notes the number of a version in the target.
    pub(crate) fn note_version(&mut self, name: &str, version: &str, kept: &str) {
        if version != kept {
            let numbers = self.versions.entry(name.to_owned()).or_default();
            numbers.insert(version.to_owned(), kept.to_owned());
        }
    }

    /// Returns a text with other ids wherever a whole word of it is the id of a run or a logged model.
    pub(crate) fn text(&self, text: &str) -> String {
        let is_of_word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let mut renamed = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(is_of_word) {
            let (before, from) = rest.split_at(start);
            let (word, after) = from.split_at(from.find(|c| !is_of_word(c)).unwrap_or(from.len()));
            let id = self.runs.get(word).or_else(|| self.models.get(word));
            renamed.push_str(before);
            renamed.push_str(id.map_or(word, String::as_str));
            rest = after;
        }
        renamed + rest
    }

    /// Renames what MLflow's own tags name; those of users stay as they are.
    pub(crate) fn rename(&self, key: &str, value: &mut String) {
        if key.starts_with("mlflow.") && key != NOTE {
            *value = self.text(value);
        }
    }

    pub(crate) fn rename_run(&self, run: &mut Run) {
        run.info.run_id = self.run(&run.info.run_id);
        for tag in run.data.tags.iter_mut() {
            self.rename(&tag.key, &mut tag.value);
        }
        for input in &mut run.inputs.model_inputs {
            input.model_id = self.model(&input.model_id);
        }
        for output in &mut run.outputs.model_outputs {
            output.model_id = self.model(&output.model_id);
        }
    }

    pub(crate) fn rename_model(&self, model: &mut LoggedModel) {
        let info = &mut model.info;
        info.model_id = self.model(&info.model_id);
        info.source_run_id = info.source_run_id.as_deref().map(|id| self.run(id));
        for tag in info.tags.iter_mut() {
            self.rename(&tag.key, &mut tag.value);
        }
        for metric in model.data.metrics.iter_mut() {
            metric.run_id = metric.run_id.as_deref().map(|id| self.run(id));
            metric.model_id = metric.model_id.as_deref().map(|id| self.model(id));
        }
    }

    pub(crate) fn rename_trace(&self, info: &mut TraceInfoV3) {
        let metadata = info.assessments.iter_mut().map(|a| &mut a.metadata);
        let texts = [&mut info.trace_metadata, &mut info.tags]
            .into_iter()
            .chain(metadata);
        for (key, value) in texts.flatten() {
            self.rename(key, value);
        }
    }

    /// Renames what a version names. Where files are left in their places, only a source that names a thing by its id
    /// is another one.
    pub(crate) fn rename_version(&self, imported: &mut ImportedVersion, are_files_left: bool) {
        let version = &mut imported.version;
        version.version = self.version(&version.name, &version.version);
        version.run_id = version.run_id.as_deref().map(|id| self.run(id));
        version.model_id = version.model_id.as_deref().map(|id| self.model(id));
        let named =
            |uri: &str| match uri.starts_with("runs:/") || uri.starts_with("models:/") || !are_files_left {
                true => self.text(uri),
                false => uri.to_owned(),
            };
        version.source = version.source.as_deref().map(named);
        imported.storage_location = named(&imported.storage_location);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids() -> Ids {
        let mut ids = Ids::default();
        ids.runs.insert("a1".to_owned(), "b2".to_owned());
        ids.models.insert("m-a1".to_owned(), "m-b2".to_owned());
        ids
    }

    #[test]
    fn whole_words_of_a_text_are_renamed() {
        let ids = ids();
        assert_eq!(ids.text("runs:/a1/model"), "runs:/b2/model");
        assert_eq!(ids.text("models:/m-a1"), "models:/m-b2");
        assert_eq!(
            ids.text("mlflow-artifacts:/7/a1/x a1"),
            "mlflow-artifacts:/7/b2/x b2"
        );
        assert_eq!(ids.text("a12 xa1 実a1é"), "a12 xa1 実b2é");
        assert_eq!(ids.text(""), "");
    }

    #[test]
    fn what_users_wrote_stays() {
        for (key, kept) in [("mlflow.parentRunId", "b2"), (NOTE, "a1"), ("parent", "a1")] {
            let mut value = "a1".to_owned();
            ids().rename(key, &mut value);
            assert_eq!(value, kept, "{key}");
        }
    }

    #[test]
    fn a_uri_names_a_model_of_the_target() {
        let ids = ids();
        assert_eq!(ids.model_in("models:/m-b2").as_deref(), Some("m-b2"));
        assert_eq!(
            ids.model_in("s3://b/1/models/m-b2/artifacts").as_deref(),
            Some("m-b2")
        );
        assert_eq!(ids.model_in("models:/m-a1"), None);
        assert_eq!(ids.model_in("models:/wine/1"), None);
    }

    #[test]
    fn versions_have_numbers_by_model() {
        let mut ids = ids();
        ids.note_version("wine", "1", "3");
        ids.note_version("wine", "4", "4");
        assert_eq!(
            [
                ids.version("wine", "1"),
                ids.version("wine", "4"),
                ids.version("beer", "1")
            ],
            ["3", "4", "1"]
        );
        assert_eq!(ids.versions["wine"].len(), 1);
    }
}
