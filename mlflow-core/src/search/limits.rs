//! How large a search may be.

use super::clause::{Comparator, Literal};
use crate::{Error, Result};

/// The longest filter, in bytes.
pub const MAX_FILTER_BYTES: usize = 64 * 1024;

/// The most clauses of a filter.
pub const MAX_CLAUSES: usize = 1000;

/// The most items of a list in a filter.
pub const MAX_LIST_ITEMS: usize = 10_000;

/// The longest pattern of `LIKE`, `ILIKE` and `RLIKE`, in bytes.
pub const MAX_LIKE_BYTES: usize = 1024;

/// The most elements of an order.
pub const MAX_ORDER_TERMS: usize = 32;

fn at_most(what: &str, limit: usize, actual: usize) -> Result<()> {
    if actual > limit {
        return Err(Error::invalid_parameter_value(format!(
            "{what} is limited to {limit}, got {actual}"
        )));
    }
    Ok(())
}

pub(super) fn check_text(what: &str, text: &str) -> Result<()> {
    at_most(
        &format!("The length of {what} in bytes"),
        MAX_FILTER_BYTES,
        text.len(),
    )?;
    if text.contains('\0') {
        return Err(Error::invalid_parameter_value(format!(
            "A {what} must not contain the NUL character"
        )));
    }
    Ok(())
}

pub(super) fn check_clauses(count: usize) -> Result<()> {
    at_most("The number of clauses of a filter", MAX_CLAUSES, count)
}

pub(super) fn check_order_terms(count: usize) -> Result<()> {
    at_most("The number of elements of an order_by", MAX_ORDER_TERMS, count)
}

pub(super) fn check_value(comparator: Comparator, value: &Literal) -> Result<()> {
    match value {
        Literal::Text(text) if comparator.is_pattern() => at_most(
            "The length of a LIKE pattern in bytes",
            MAX_LIKE_BYTES,
            text.len(),
        ),
        Literal::Texts(items) => at_most("The number of items of a list", MAX_LIST_ITEMS, items.len()),
        Literal::Integers(items) => at_most("The number of items of a list", MAX_LIST_ITEMS, items.len()),
        _ => Ok(()),
    }
}
