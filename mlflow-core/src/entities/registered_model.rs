//! Registered models.

use super::param::text_by_key;
use super::{KeyList, KeyValue, ModelVersion};
use serde::{Deserialize, Serialize};

text_by_key! {
    /// A tag of a registered model.
    RegisteredModelTag
}

/// A name that points to one version of a registered model.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisteredModelAlias {
    /// The alias, unique within the model.
    pub alias: String,
    /// The number of the version.
    pub version: String,
}

/// A model under a name, with numbered versions.
///
/// Prompts are registered models too; see [`is_prompt`](RegisteredModel::is_prompt).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisteredModel {
    /// The name, unique among models and prompts.
    pub name: String,
    /// When it was made, in milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creation_timestamp: Option<i64>,
    /// When it or one of its versions was last changed, in milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_updated_timestamp: Option<i64>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// What people say about it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The version with the highest number of each stage: for a model that is read in the order of the first version of
    /// the same stage, and for one that is found in that of the stages' names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub latest_versions: Vec<ModelVersion>,
    /// Its tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: KeyList<RegisteredModelTag>,
    /// Its aliases.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<RegisteredModelAlias>,
}

impl RegisteredModel {
    /// Tells whether this is a prompt.
    pub fn is_prompt(&self) -> bool {
        is_prompt(&self.tags)
    }
}

/// Tells whether tags mark a prompt.
pub(crate) fn is_prompt<T: KeyValue<Value = str>>(tags: &KeyList<T>) -> bool {
    let tag = tags.get(crate::prompt_tags::IS_PROMPT);
    tag.is_some_and(|value| value.eq_ignore_ascii_case("true"))
}
