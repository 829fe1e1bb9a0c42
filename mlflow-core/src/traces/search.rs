//! What searches for traces have in common in memory and in databases.

use super::promoted::{COST_KEYS, Promoted, TOKEN_KEYS, object};
use super::{COST, TOKEN_USAGE};
use crate::search::Comparator;

/// What a filter says about tokens or cost as metadata.
#[derive(Clone, Debug, PartialEq)]
pub enum AnalyticsMatch {
    /// They are exactly these.
    Exactly(Promoted),
    /// They are something else, and something.
    Other(Promoted),
    /// They are something.
    Something,
    /// They are not known.
    Nothing,
    /// No trace meets the filter.
    Never,
}

/// Understands a clause about the metadata [`TOKEN_USAGE`] or [`COST`]; `None` if the key is another.
///
/// Only the JSON that answers have is equal to what is kept.
pub fn analytics(key: &str, comparator: Comparator, value: &str) -> Option<AnalyticsMatch> {
    if key != TOKEN_USAGE && key != COST {
        return None;
    }
    let mut meant = Promoted::default();
    let (text, known): (_, &[&str]) = match key {
        TOKEN_USAGE => {
            meant.set_tokens(&object(value));
            (meant.usage_text(), &TOKEN_KEYS)
        }
        _ => {
            meant.set_cost(&object(value));
            (meant.cost_text(), &COST_KEYS)
        }
    };
    let all_known = object(value).keys().all(|key| known.contains(&key.as_str()));
    let is_canonical = all_known && text.as_deref() == Some(value);
    Some(match comparator {
        Comparator::IsNull => AnalyticsMatch::Nothing,
        Comparator::IsNotNull => AnalyticsMatch::Something,
        Comparator::Equal if is_canonical => AnalyticsMatch::Exactly(meant),
        Comparator::NotEqual if is_canonical => AnalyticsMatch::Other(meant),
        Comparator::NotEqual => AnalyticsMatch::Something,
        _ => AnalyticsMatch::Never,
    })
}

/// Returns the pattern that the content of a span has to meet for one of its attributes to meet a pattern.
pub fn span_attribute_pattern(key: &str, comparator: Comparator, value: &str) -> String {
    if comparator != Comparator::RLike {
        return format!("%\"{key}\"{value}%");
    }
    let (value, before) = match value.strip_prefix('^') {
        Some(rest) => (rest, r#""\\""#),
        None => (value, r#""\\".*"#),
    };
    let (value, after) = match value.strip_suffix('$') {
        Some(rest) => (rest, r#"\\""#),
        None => (value, ""),
    };
    format!("\"{key}\": {before}{value}{after}")
}
