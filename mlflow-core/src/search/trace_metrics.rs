//! The filters of metrics of traces: one clause each, which compares for equality.

use super::clause::{Clause, Comparator, Literal};
use super::grammar::{
    at, broken_statement, invalid, parts, quoted_text, refuse_leftovers, strip_backticks, strip_key,
};
use super::syntax::{self, Comparison, Piece};
use super::traces::{SpanField, TraceAttribute, TraceKey};
use super::{limits, repr};
use crate::Result;

/// What a filter of metrics says.
#[derive(Clone, Debug, PartialEq)]
pub enum TraceMetricFilter {
    /// Of the trace, as a search for traces says it.
    Trace(Clause<TraceKey>),
    /// Of the span.
    Span(SpanField, String),
    /// That the assessment has a name.
    AssessmentName(String),
    /// That the assessment is of a type: `feedback`, `expectation` or `issue`.
    AssessmentType(String),
}

impl TraceMetricFilter {
    /// Parses a filter such as `trace.status = 'OK'`, `trace.tag.env = 'prod'` or `span.name = 'call'`.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for anything else.
    pub fn parse(text: &str) -> Result<Self> {
        limits::check_text("filter", text)?;
        let pieces = syntax::pieces(text, false).map_err(|broken| broken_statement(text, broken))?;
        refuse_leftovers(&pieces, false)?;
        let mut comparisons = pieces.iter().filter_map(|piece| match piece {
            Piece::Comparison(comparison) => Some(comparison),
            _ => None,
        });
        match (comparisons.next(), comparisons.next()) {
            (Some(comparison), None) => read(comparison).map_err(|error| at(error, comparison)),
            _ => Err(invalid(format!(
                "Invalid filter: '{text}'. Expected one filter clause."
            ))),
        }
    }
}

fn read(comparison: &Comparison<'_>) -> Result<TraceMetricFilter> {
    let parts = parts(comparison)?;
    let (view, entity, key) = identifier(&parts.key.text)?;
    if parts.comparator != "=" {
        return Err(invalid(format!(
            "Invalid comparator: '{}', only '=' operator is supported",
            parts.comparator
        )));
    }
    let value = match parts.value {
        Some(value) if value.is_textual() => quoted_text(value)?,
        other => {
            let found = other.map_or("", |value| &value.text);
            return Err(invalid(format!(
                "Expected a quoted string value for {entity} value (e.g. 'my-value'). Got value {found}"
            )));
        }
    };
    let Literal::Text(text) = &value else {
        return Err(invalid("a filter of metrics compares with one text"));
    };
    let of_trace = |key| {
        TraceMetricFilter::Trace(Clause {
            key,
            comparator: Comparator::Equal,
            value: value.clone(),
            span: comparison.span.clone(),
        })
    };
    Ok(match (view, entity) {
        ("trace", "tag") => of_trace(TraceKey::Tag(key)),
        ("trace", "metadata") => of_trace(TraceKey::Metadata(key)),
        ("trace", _) => of_trace(TraceKey::Attribute(TraceAttribute::Status)),
        ("span", "name") => TraceMetricFilter::Span(SpanField::Name, text.clone()),
        ("span", "type") => TraceMetricFilter::Span(SpanField::Type, text.clone()),
        ("span", _) => TraceMetricFilter::Span(SpanField::Status, text.clone()),
        (_, "name") => TraceMetricFilter::AssessmentName(text.clone()),
        _ => TraceMetricFilter::AssessmentType(text.clone()),
    })
}

/// Takes a name apart into what it is of, its entity and its key, which is empty if the entity has none.
fn identifier(text: &str) -> Result<(&str, &str, String)> {
    let mut tokens = text.splitn(3, '.');
    let (Some(view), Some(entity)) = (tokens.next(), tokens.next()) else {
        return Err(invalid(format!(
            "Invalid identifier {}. Columns should be specified as 'trace.<key>', 'span.<key>', 'assessment.<key>'.",
            repr::string(text)
        )));
    };
    let view = strip_backticks(view);
    let (plain, keyed): (&[&str], &[&str]) = match view {
        "trace" => (&["status"], &["tag", "metadata"]),
        "span" => (&["name", "status", "type"], &[]),
        "assessment" => (&["name", "type"], &[]),
        _ => {
            return Err(invalid(format!(
                "Invalid view type '{view}'. Valid values are {}",
                repr::list(&["trace", "span", "assessment"])
            )));
        }
    };
    match tokens.next() {
        Some(key) if keyed.contains(&entity) => Ok((view, entity, strip_key(key).to_owned())),
        None if plain.contains(&entity) => Ok((view, entity, String::new())),
        None if keyed.contains(&entity) => Err(invalid(format!(
            "Filtering by {entity} requires a key, e.g. '{view}.{entity}.<key> = <value>'"
        ))),
        Some(_) if plain.contains(&entity) => Err(invalid(format!(
            "Filtering by {entity} does not require a key, use '{view}.{entity}' instead"
        ))),
        _ => Err(invalid(format!(
            "Invalid entity '{entity}' specified for view type '{view}'. Valid entities are {}",
            repr::list(&[plain, keyed].concat())
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_read_or_refused() {
        for text in [
            "trace.status = 'OK'",
            "trace.tag.env = 'a.b'",
            "trace.tag.`mlflow.traceName` = \"x\"",
            "trace.metadata.mlflow.sourceRun = 'r'",
            "span.name = 'x'",
            "span.status = 'ERROR'",
            "span.type = 'LLM'",
            "assessment.name = 'x'",
            "assessment.type = 'feedback'",
        ] {
            assert!(TraceMetricFilter::parse(text).is_ok(), "{text}");
        }
        for (text, message) in [
            ("", "Invalid filter"),
            ("status = 'OK'", "Invalid identifier 'status'."),
            (
                "trace.status != 'OK'",
                "Invalid comparator: '!=', only '=' operator is supported",
            ),
            (
                "trace.status = 5",
                "Expected a quoted string value for status value",
            ),
            (
                "trace.tag = 'x'",
                "Filtering by tag requires a key, e.g. 'trace.tag.<key> = <value>'",
            ),
            (
                "trace.status.x = 'x'",
                "Filtering by status does not require a key, use 'trace.status' instead",
            ),
            (
                "trace.name = 'x'",
                "Invalid entity 'name' specified for view type 'trace'.",
            ),
            ("run.name = 'x'", "Invalid view type 'run'."),
            (
                "trace.status = 'a' AND trace.status = 'b'",
                "Invalid filter: 'trace.status = 'a' AND",
            ),
        ] {
            let error = TraceMetricFilter::parse(text).unwrap_err();
            assert!(error.message().starts_with(message), "{text}: {error}");
        }
        let Ok(TraceMetricFilter::Trace(clause)) = TraceMetricFilter::parse("trace.tag.`a.b` = 'c'") else {
            panic!("a filter of a trace");
        };
        assert_eq!(clause.key, TraceKey::Tag("a.b".into()));
    }
}
