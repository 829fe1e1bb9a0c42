//! Applies filters to records, with the answers that an SQL database gives.

use std::cmp::Ordering;

use super::clause::{Clause, Comparator, Literal};
use super::filter::Filter;
use super::like::LikePattern;
use super::record::{Field, Record};

impl<K> Filter<K> {
    /// Tells whether a record meets all clauses.
    ///
    /// What a record does not have meets no clause but `IS NULL`, `!=` included.
    pub fn matches<R: Record<K> + ?Sized>(&self, record: &R) -> bool {
        self.clauses().iter().all(|clause| clause.matches(record))
    }
}

impl<K> Clause<K> {
    /// Tells whether a record meets the clause.
    pub fn matches<R: Record<K> + ?Sized>(&self, record: &R) -> bool {
        let field = record.field(&self.key);
        match (self.comparator, field) {
            (Comparator::IsNull, field) => is_missing(&field),
            (Comparator::IsNotNull, field) => !is_missing(&field),
            (_, Field::Missing) => false,
            (comparator, Field::Text(text)) => text_matches(&text, comparator, &self.value),
            (comparator, Field::AnyOf(texts)) => texts
                .iter()
                .any(|text| text_matches(text, comparator, &self.value)),
            (comparator, Field::AnyFloat(numbers)) => numbers
                .iter()
                .any(|number| float_matches(*number, comparator, &self.value)),
            (comparator, Field::Integer(number)) => integer_matches(number, comparator, &self.value),
            (comparator, Field::Float(number)) => float_matches(number, comparator, &self.value),
        }
    }
}

fn is_missing(field: &Field<'_>) -> bool {
    match field {
        Field::Missing => true,
        Field::AnyOf(texts) => texts.is_empty(),
        Field::AnyFloat(numbers) => numbers.is_empty(),
        _ => false,
    }
}

fn text_matches(text: &str, comparator: Comparator, value: &Literal) -> bool {
    match (comparator, value) {
        (Comparator::In, Literal::Texts(texts)) => texts.iter().any(|candidate| candidate == text),
        (Comparator::NotIn, Literal::Texts(texts)) => texts.iter().all(|candidate| candidate != text),
        (Comparator::Like, Literal::Text(pattern)) => LikePattern::new(pattern).matches(text),
        (Comparator::ILike, Literal::Text(pattern)) => LikePattern::ignoring_case(pattern).matches(text),
        (Comparator::RLike, Literal::Text(pattern)) => {
            regex::Regex::new(pattern).is_ok_and(|regex| regex.is_match(text))
        }
        (_, Literal::Text(value)) => ordering_matches(comparator, text.cmp(value.as_str())),
        _ => false,
    }
}

fn integer_matches(number: i64, comparator: Comparator, value: &Literal) -> bool {
    match (comparator, value) {
        (Comparator::In, Literal::Integers(numbers)) => numbers.contains(&number),
        (Comparator::NotIn, Literal::Integers(numbers)) => !numbers.contains(&number),
        (Comparator::In, Literal::Texts(texts)) => texts.iter().any(|text| is_number(text, number)),
        (Comparator::NotIn, Literal::Texts(texts)) => !texts.iter().any(|text| is_number(text, number)),
        (Comparator::Like | Comparator::ILike, Literal::Text(_)) => {
            text_matches(&number.to_string(), comparator, value)
        }
        (_, Literal::Integer(value)) => ordering_matches(comparator, number.cmp(value)),
        (_, Literal::Float(value)) => {
            compare_mixed(number, *value).is_some_and(|ordering| ordering_matches(comparator, ordering))
        }
        (_, Literal::Text(text)) => match text.trim().parse::<f64>() {
            Ok(value) if value.is_finite() => {
                compare_mixed(number, value).is_some_and(|ordering| ordering_matches(comparator, ordering))
            }
            _ => ordering_matches(comparator, Ordering::Less),
        },
        _ => false,
    }
}

/// Tells whether a text is a number when it is compared with one.
fn is_number(text: &str, number: i64) -> bool {
    integer_matches(number, Comparator::Equal, &Literal::Text(text.to_owned()))
}

/// Compares a metric: NaN differs from every number, and is nothing else to any.
fn float_matches(number: f64, comparator: Comparator, value: &Literal) -> bool {
    let value = match value {
        Literal::Float(value) => *value,
        #[expect(
            clippy::cast_precision_loss,
            reason = "a metric is a float, and so becomes what it is compared with"
        )]
        Literal::Integer(value) => *value as f64,
        _ => return false,
    };
    if number.is_nan() {
        return comparator == Comparator::NotEqual && !value.is_nan();
    }
    number
        .partial_cmp(&value)
        .is_some_and(|ordering| ordering_matches(comparator, ordering))
}

fn ordering_matches(comparator: Comparator, ordering: Ordering) -> bool {
    match comparator {
        Comparator::Equal => ordering.is_eq(),
        Comparator::NotEqual => ordering.is_ne(),
        Comparator::Less => ordering.is_lt(),
        Comparator::LessOrEqual => ordering.is_le(),
        Comparator::Greater => ordering.is_gt(),
        Comparator::GreaterOrEqual => ordering.is_ge(),
        _ => false,
    }
}

/// Compares an integer with a float without rounding the integer.
pub(super) fn compare_mixed(integer: i64, float: f64) -> Option<Ordering> {
    const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;
    if float.is_nan() {
        return None;
    }
    if float >= TWO_TO_63 {
        return Some(Ordering::Less);
    }
    if float < -TWO_TO_63 {
        return Some(Ordering::Greater);
    }
    let whole = float.trunc();
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a whole number within the range of i64"
    )]
    let ordering = integer.cmp(&(whole as i64));
    Some(ordering.then(if float > whole {
        Ordering::Less
    } else if float < whole {
        Ordering::Greater
    } else {
        Ordering::Equal
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_and_floats_compare_exactly() {
        assert_eq!(compare_mixed(1, 1.0), Some(Ordering::Equal));
        assert_eq!(compare_mixed(1, 1.5), Some(Ordering::Less));
        assert_eq!(compare_mixed(-1, -1.5), Some(Ordering::Greater));
        assert_eq!(compare_mixed(0, -0.0), Some(Ordering::Equal));
        assert_eq!(
            compare_mixed(i64::MAX, 9_223_372_036_854_775_808.0),
            Some(Ordering::Less)
        );
        assert_eq!(
            compare_mixed(9_007_199_254_740_993, 9_007_199_254_740_992.0),
            Some(Ordering::Greater)
        );
        assert_eq!(
            compare_mixed(i64::MIN, f64::NEG_INFINITY),
            Some(Ordering::Greater)
        );
        assert_eq!(compare_mixed(0, f64::NAN), None);
    }
}
