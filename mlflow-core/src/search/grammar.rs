//! What the grammars of all entities share.

use std::fmt;

use super::clause::{Clause, Comparator, Literal};
use super::entity::Entity;
use super::order::OrderTerm;
use super::syntax::{self, Broken, Comparison, Item, Operand, Piece};
use super::{limits, repr};
use crate::{Error, Result};

/// The keys that filters and orders of one entity may name.
///
/// Implemented by [`RunKey`](super::RunKey), [`ExperimentKey`](super::ExperimentKey) and the other key types of this
/// module, and by nothing else.
pub trait SearchKey: Grammar + Clone + fmt::Debug + PartialEq + 'static {}

impl<K: Grammar + Clone + fmt::Debug + PartialEq + 'static> SearchKey for K {}

/// How one entity reads comparisons and orders; out of reach for other crates, so that the list of keys stays fixed.
pub trait Grammar: Sized {
    #[doc(hidden)]
    const ENTITY: Entity;

    /// Whether leftovers are quoted in the message about them.
    #[doc(hidden)]
    const QUOTES_LEFTOVERS: bool;

    /// Whether missing values come last in both directions; if not, they count as smaller than all others.
    #[doc(hidden)]
    const MISSING_LAST: bool;

    /// Whether a repeated field of an order is refused; if not, the first one counts.
    #[doc(hidden)]
    const REFUSES_REPEATED_ORDER: bool = true;

    #[doc(hidden)]
    fn clauses(text: &str) -> Result<Vec<Clause<Self>>>;

    /// Reads the name in an element of an order.
    #[doc(hidden)]
    fn order_key(name: &str) -> Result<Self>;

    /// The order where none is asked for.
    #[doc(hidden)]
    fn default_order() -> Vec<OrderTerm<Self>> {
        Vec::new()
    }

    /// What decides between equals, unless the order already names it.
    #[doc(hidden)]
    fn tie_breaks() -> Vec<OrderTerm<Self>>;
}

/// A clause whose comparator is not checked yet: official MLflow reads all clauses before it looks at comparators.
pub(super) struct Draft<'a, K> {
    pub(super) key: K,
    pub(super) comparator: &'a str,
    pub(super) value: Literal,
}

/// Reads the clauses of a filter: all of them first, then their comparators.
pub(super) fn clauses<D, K: Grammar>(
    text: &str,
    read: impl for<'c> Fn(&'c Comparison<'_>) -> Result<Draft<'c, D>>,
    check: impl Fn(Draft<'_, D>) -> Result<(K, Comparator, Literal)>,
) -> Result<Vec<Clause<K>>> {
    let pieces =
        syntax::pieces(text, K::ENTITY == Entity::Traces).map_err(|broken| broken_statement(text, broken))?;
    refuse_leftovers(&pieces, K::QUOTES_LEFTOVERS)?;
    let comparisons: Vec<&Comparison<'_>> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Comparison(comparison) => Some(comparison),
            _ => None,
        })
        .collect();
    limits::check_clauses(comparisons.len())?;
    let drafts: Vec<_> = comparisons
        .iter()
        .map(|comparison| read(comparison).map_err(|error| at(error, comparison)))
        .collect::<Result<_>>()?;
    drafts
        .into_iter()
        .zip(comparisons)
        .map(|(draft, comparison)| {
            let (key, comparator, value) = check(draft).map_err(|error| at(error, comparison))?;
            check_clause(comparator, &value).map_err(|error| at(error, comparison))?;
            Ok(Clause {
                key,
                comparator,
                value,
                span: comparison.span.clone(),
            })
        })
        .collect()
}

/// Adds the place of a comparison to an error about it.
pub(super) fn at(error: Error, comparison: &Comparison<'_>) -> Error {
    let span = &comparison.span;
    error.with_context("span", format_args!("{}..{}", span.start, span.end))
}

/// Checks what holds for the clauses of every entity: a list goes with `IN`, and no value is too large.
pub(super) fn check_clause(comparator: Comparator, value: &Literal) -> Result<()> {
    let is_list = matches!(value, Literal::Texts(_) | Literal::Integers(_));
    if is_list != comparator.is_list() {
        return Err(invalid(format!(
            "Invalid comparator '{comparator}': a list of values goes with 'IN' and 'NOT IN', and only with them"
        )));
    }
    limits::check_value(comparator, value)
}

pub(super) fn broken_statement(text: &str, broken: Broken) -> Error {
    invalid(match broken {
        Broken::Empty => format!("Invalid filter '{text}'. Could not be parsed."),
        Broken::Several => format!(
            "Search filter contained multiple expression {}. Provide AND-ed expression list.",
            repr::string(text)
        ),
        Broken::TooDeep => format!("Error on parsing filter '{text}'"),
    })
}

pub(super) fn refuse_leftovers(pieces: &[Piece<'_>], quote: bool) -> Result<()> {
    let mut leftovers = Vec::new();
    let mut first = None;
    for piece in pieces {
        if let Piece::Other(operand) = piece {
            first.get_or_insert(&operand.span);
            leftovers.push(if quote {
                format!("'{}'", operand.text)
            } else {
                operand.text.to_string()
            });
        }
    }
    let Some(span) = first else { return Ok(()) };
    Err(invalid(format!(
        "Invalid clause(s) in filter string: {}",
        leftovers.join(", ")
    ))
    .with_context("span", format_args!("{}..{}", span.start, span.end)))
}

pub(super) fn invalid(message: impl Into<String>) -> Error {
    Error::invalid_parameter_value(message)
}

/// A comparison of the right shape.
pub(super) struct Parts<'c, 'a> {
    pub(super) key: &'c Operand<'a>,
    pub(super) comparator: &'c str,
    /// `None` for `IS NULL` and `IS NOT NULL`.
    pub(super) value: Option<&'c Operand<'a>>,
}

/// Takes a comparison apart.
pub(super) fn parts<'c, 'a>(comparison: &'c Comparison<'a>) -> Result<Parts<'c, 'a>> {
    use syntax::OperandKind::{Identifier, Other};
    let (key, comparator, value) = match comparison.operands.as_slice() {
        [key, presence] if ["IS NULL", "IS NOT NULL"].contains(&presence.text.to_uppercase().as_str()) => {
            (key, presence, None)
        }
        [key, comparator, value] => (key, comparator, Some(value)),
        operands => {
            return Err(invalid(format!(
                "Invalid comparison clause. Expected 3 tokens found {}",
                operands.len()
            )));
        }
    };
    let is_timestamp = key.kind == Other && key.text == "timestamp";
    if key.kind != Identifier && !is_timestamp {
        return Err(invalid(format!(
            "Invalid comparison clause. Expected 'Identifier' found '{}'",
            key.text
        )));
    }
    Ok(Parts {
        key,
        comparator: &comparator.text,
        value,
    })
}

fn is_quoted(text: &str, quote: char) -> bool {
    text.len() >= 2 * quote.len_utf8() && text.starts_with(quote) && text.ends_with(quote)
}

fn unquoted(text: &str, quote: char) -> Option<&str> {
    let inner = is_quoted(text, quote).then_some(text)?;
    inner.strip_prefix(quote)?.strip_suffix(quote)
}

/// Removes the quotes around a key.
pub(super) fn strip_key(text: &str) -> &str {
    let text = unquoted(text, '\'')
        .or_else(|| unquoted(text, '"'))
        .unwrap_or(text);
    strip_backticks(text)
}

pub(super) fn strip_backticks(text: &str) -> &str {
    unquoted(text, '`').unwrap_or(text)
}

/// Reads the text of a value, which must be quoted.
pub(super) fn quoted_text(operand: &Operand<'_>) -> Result<Literal> {
    let text = operand.text.as_ref();
    match unquoted(text, '\'').or_else(|| unquoted(text, '"')) {
        Some(inner) => Ok(Literal::Text(inner.to_owned())),
        None => Err(invalid(format!(
            "Parameter value is either not quoted or unidentified quote types used for string value {text}. \
             Use either single or double quotes."
        ))),
    }
}

/// Reads a value that must be a text, of a key whose kind goes into the message.
pub(super) fn text_value(kind: &str, operand: &Operand<'_>) -> Result<Literal> {
    if operand.is_textual() {
        return quoted_text(operand);
    }
    Err(invalid(format!(
        "Expected a quoted string value for {kind} (e.g. 'my-value'). Got value {}",
        operand.text
    )))
}

/// Reads a number as it is written: an integer, or else a float.
pub(super) fn number(operand: &Operand<'_>) -> Result<Literal> {
    let text = operand.text.as_ref();
    let value = match operand.kind {
        syntax::OperandKind::Integer => super::chars::integer(text).map(Literal::Integer),
        _ => super::chars::float(text).map(Literal::Float),
    };
    value.ok_or_else(|| {
        invalid(format!(
            "Invalid numeric value '{text}': it does not fit into 64 bits"
        ))
    })
}

/// Reads a list of texts.
pub(super) fn list_value(operand: &Operand<'_>) -> Result<Literal> {
    let items = syntax::list(&operand.text).ok_or_else(|| {
        invalid(
            "While parsing a list in the query, expected a non-empty list of string values, but got ill-formed list.",
        )
    })?;
    if items.is_empty() {
        return Err(invalid(
            "While parsing a list in the query, expected a non-empty list of string values, but got empty list",
        ));
    }
    let texts: Option<Vec<String>> = items
        .iter()
        .map(|item| match item {
            Item::Text(text) => Some(text.clone()),
            Item::Other(_) => None,
        })
        .collect();
    texts.map(Literal::Texts).ok_or_else(|| {
        invalid(format!(
            "While parsing a list in the query, expected string value, punctuation, or whitespace, \
             but got different type in list: {}",
            syntax::tuple_repr(&items)
        ))
    })
}

/// Says that only some keys take lists.
pub(super) fn list_unsupported(keys: &[&str]) -> Error {
    invalid(format!(
        "Only {} attributes support comparison with a list of quoted string values.",
        repr::list(keys)
    ))
}

/// Says that a key does not exist.
pub(super) fn unknown_attribute(key: &str, valid: &[&str]) -> Error {
    invalid(format!(
        "Invalid attribute key '{key}' specified. Valid keys are '{}'",
        repr::set(valid)
    ))
}

/// Says that a clause cannot ask whether a key is there.
pub(super) fn presence_unsupported() -> Error {
    invalid("IS NULL / IS NOT NULL is not supported by this search")
}
