//! Prompts among registered models: searches for models leave them out.

use super::clause::{Clause, Comparator, Literal};
use super::filter::Filter;
use super::model_versions::ModelVersionKey;
use super::registered_models::RegisteredModelKey;
use crate::prompt_tags::IS_PROMPT;

/// A key that may be a tag of the registry.
pub trait RegistryKey {
    /// Returns the tag's key, if this is a tag.
    fn tag(&self) -> Option<&str>;
}

impl RegistryKey for RegisteredModelKey {
    fn tag(&self) -> Option<&str> {
        match self {
            RegisteredModelKey::Tag(key) => Some(key),
            RegisteredModelKey::Attribute(_) => None,
        }
    }
}

impl RegistryKey for ModelVersionKey {
    fn tag(&self) -> Option<&str> {
        match self {
            ModelVersionKey::Tag(key) => Some(key),
            ModelVersionKey::Attribute(_) => None,
        }
    }
}

/// Tells whether a filter asks for prompts, by the first clause about their tag: `= 'true'`, or `!= 'false'`.
///
/// A search whose filter does not ask for them leaves them out, and its clauses about their tag mean nothing.
///
/// ```
/// use mlflow_core::search::{Filter, RegisteredModelKey, asks_for_prompts};
/// let asks = |text| Filter::<RegisteredModelKey>::parse(text).map(|filter| asks_for_prompts(&filter));
/// assert!(!asks("name LIKE 'w%'")?);
/// assert!(asks("tags.`mlflow.prompt.is_prompt` = 'true'")?);
/// # Ok::<(), mlflow_core::Error>(())
/// ```
pub fn asks_for_prompts<K: RegistryKey>(filter: &Filter<K>) -> bool {
    let mut clauses = filter.clauses().iter();
    clauses
        .find(|clause| is_about_prompts(clause))
        .is_some_and(|clause| {
            let Literal::Text(value) = &clause.value else {
                return false;
            };
            match clause.comparator {
                Comparator::Equal => value.eq_ignore_ascii_case("true"),
                Comparator::NotEqual => value.eq_ignore_ascii_case("false"),
                _ => false,
            }
        })
}

/// Tells whether a clause is about the tag that marks prompts.
pub fn is_about_prompts<K: RegistryKey>(clause: &Clause<K>) -> bool {
    clause.key.tag() == Some(IS_PROMPT)
}
