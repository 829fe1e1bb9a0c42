//! Searches for traces.

use crate::contract::traces::SearchTraces;
use crate::entities::{Assessment, TraceInfoV3};
use crate::error::Result;
use crate::python_json;
use crate::search::{
    Clause, Comparator, Field, Filter, Literal, OrderBy, PageToken, Record, SpanField, TraceAttribute,
    TraceKey,
};
use crate::traces::assessments::{Kind, aggregate, metadata_json, value_json};
use crate::traces::{
    AnalyticsMatch, SESSION, SOURCE_RUN, SpanRow, TRACE_NAME, TraceEntry, analytics, span_attribute_pattern,
};
use crate::validation::experiment_number;
use std::collections::BTreeSet;

type TraceClause = Clause<TraceKey>;

/// Finds a page of traces, and the token of the next one, which a full page has.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` for a filter, an order, a token or an id that cannot be read.
///
/// ```
/// use mlflow_core::contract::traces::SearchTraces;
/// use mlflow_core::search::select_traces;
/// use mlflow_core::traces::{StoredTrace, TraceEntry};
///
/// let trace = StoredTrace::new("tr-1", 3, "/artifacts");
/// let all = [TraceEntry { trace, ..TraceEntry::default() }];
/// let request = SearchTraces { experiment_ids: vec!["3".into()], ..SearchTraces::default() };
/// assert_eq!(select_traces(&all, &request)?.0[0].trace_id, "tr-1");
/// # Ok::<(), mlflow_core::Error>(())
/// ```
pub fn select_traces<'t>(
    all: impl IntoIterator<Item = &'t TraceEntry>,
    request: &SearchTraces,
) -> Result<(Vec<TraceInfoV3>, String)> {
    let filter = Filter::<TraceKey>::parse(&request.filter)?;
    let order = OrderBy::<TraceKey>::parse(&request.order_by)?;
    let token = PageToken::parse(&request.page_token)?;
    let ids = request.experiment_ids.iter().map(|id| experiment_number(id));
    let ids: BTreeSet<i64> = ids.collect::<Result<_>>()?;
    let all = all.into_iter();
    let scope: Vec<&TraceEntry> = all
        .filter(|entry| ids.contains(&entry.trace.experiment_id))
        .collect();
    let search = TraceSearch {
        clauses: filter.clauses(),
        scope: &scope,
    };
    let mut found: Vec<_> = scope
        .iter()
        .filter(|entry| search.finds(entry))
        .copied()
        .collect();
    found.sort_by(|a, b| order.compare(*a, *b));
    let size = request
        .max_results
        .map_or(u32::MAX, |size| u32::try_from(size).unwrap_or(u32::MAX));
    let skip = usize::try_from(token.skip()).unwrap_or(usize::MAX);
    let take = usize::try_from(size).unwrap_or(usize::MAX);
    let page = found.into_iter().skip(skip).take(take);
    let page: Vec<TraceInfoV3> = page.map(TraceEntry::info).collect();
    let next = match page.len() == take {
        true => token.after(size).to_string(),
        false => String::new(),
    };
    Ok((page, next))
}

/// What a search asks for.
pub(crate) struct TraceSearch<'s> {
    pub(crate) clauses: &'s [TraceClause],
    /// Every trace of the experiments that are searched.
    pub(crate) scope: &'s [&'s TraceEntry],
}

impl TraceSearch<'_> {
    pub(crate) fn finds(&self, entry: &TraceEntry) -> bool {
        let (of_spans, others): (Vec<_>, Vec<_>) = self.clauses.iter().partition(|clause| is_of_span(clause));
        let spans_match = || {
            let mut spans = entry.spans.values();
            of_spans.is_empty() || spans.any(|span| of_spans.iter().all(|clause| span_matches(span, clause)))
        };
        others.iter().all(|clause| self.clause_matches(entry, clause)) && spans_match()
    }

    fn clause_matches(&self, entry: &TraceEntry, clause: &TraceClause) -> bool {
        let value = text(&clause.value);
        match &clause.key {
            TraceKey::Metadata(key) if key == SOURCE_RUN && clause.comparator == Comparator::Equal => {
                entry.runs.contains(value) || entry.trace.metadata.get(key).is_some_and(|run| run == value)
            }
            TraceKey::Metadata(key) => match analytics(key, clause.comparator, value) {
                Some(wanted) => analytics_match(entry, key, &wanted),
                None => clause.matches(entry),
            },
            TraceKey::Prompt => entry.prompts.contains(value),
            TraceKey::Issue => entry.assessments.iter().any(|one| {
                Kind::of(one).is_ok_and(|kind| kind == Kind::Issue) && one.assessment_name == value
            }),
            TraceKey::Feedback(name) => self.assessed(entry, Kind::Feedback, name, clause),
            TraceKey::Expectation(name) => self.assessed(entry, Kind::Expectation, name, clause),
            _ => clause.matches(entry),
        }
    }

    /// Tells whether an assessment of the trace, or one of its whole session, meets a clause.
    fn assessed(&self, entry: &TraceEntry, kind: Kind, name: &str, clause: &TraceClause) -> bool {
        let meets = |one: &Assessment| {
            one.valid
                && one.assessment_name == name
                && Kind::of(one).is_ok_and(|of| of == kind)
                && value_matches(one, clause)
        };
        let of_session = |one: &Assessment| {
            metadata_json(one).is_some_and(|json| json.contains(&format!("\"{SESSION}\":")))
        };
        let session = &entry.trace.promoted.session_id;
        let in_session = |other: &&&TraceEntry| other.trace.promoted.session_id == *session;
        let found = entry.assessments.iter().any(meets)
            || session.is_some()
                && self
                    .scope
                    .iter()
                    .filter(in_session)
                    .any(|other| other.assessments.iter().any(|one| meets(one) && of_session(one)));
        found != (clause.comparator == Comparator::IsNull)
    }
}

fn is_of_span(clause: &TraceClause) -> bool {
    matches!(
        clause.key,
        TraceKey::Span(_) | TraceKey::SpanAttribute(_) | TraceKey::SpanContent
    )
}

fn span_matches(span: &SpanRow, clause: &TraceClause) -> bool {
    let compare = |field: Option<&str>| clause.matches(&One(Field::optional_text(field)));
    match &clause.key {
        TraceKey::Span(SpanField::Name) => compare(Some(&span.name)),
        TraceKey::Span(SpanField::Type) => compare(span.kind.as_deref()),
        TraceKey::Span(SpanField::Status) => compare(Some(span.status.short_name())),
        TraceKey::SpanAttribute(key) => {
            let pattern = span_attribute_pattern(key, clause.comparator, text(&clause.value));
            let clause = Clause {
                value: Literal::Text(pattern),
                ..clause.clone()
            };
            clause.matches(&One(Field::text(&span.content)))
        }
        _ => compare(Some(&span.content)),
    }
}

/// Compares the JSON of a value with a text, which may be the JSON itself.
fn value_matches(assessment: &Assessment, clause: &TraceClause) -> bool {
    let json = value_json(assessment);
    let value = text(&clause.value);
    let is_same = || json == value || json == python_json::ascii(value);
    match clause.comparator {
        Comparator::IsNull | Comparator::IsNotNull => true,
        Comparator::Equal => is_same(),
        Comparator::NotEqual => !is_same(),
        Comparator::Less | Comparator::LessOrEqual | Comparator::Greater | Comparator::GreaterOrEqual => {
            match aggregate(assessment) {
                (Some(number), true) => clause.matches(&One(Field::Float(number))),
                _ => false,
            }
        }
        _ => clause.matches(&One(Field::text(&json))),
    }
}

fn analytics_match(entry: &TraceEntry, key: &str, wanted: &AnalyticsMatch) -> bool {
    let has = &entry.trace.promoted;
    let is_usage = key == crate::traces::TOKEN_USAGE;
    let known = if is_usage {
        has.usage_text()
    } else {
        has.cost_text()
    }
    .is_some();
    let equals = |meant: &crate::traces::Promoted| match is_usage {
        true => has.tokens == meant.tokens,
        false => has.cost == meant.cost,
    };
    match wanted {
        AnalyticsMatch::Exactly(meant) => equals(meant),
        AnalyticsMatch::Other(meant) => known && !equals(meant),
        AnalyticsMatch::Something => known,
        AnalyticsMatch::Nothing => !known,
        AnalyticsMatch::Never => false,
    }
}

fn text(value: &Literal) -> &str {
    match value {
        Literal::Text(text) => text,
        _ => "",
    }
}

/// One field, whatever the key.
struct One<'f>(Field<'f>);

impl Record<TraceKey> for One<'_> {
    fn field(&self, _: &TraceKey) -> Field<'_> {
        self.0.clone()
    }
}

impl Record<TraceKey> for TraceEntry {
    fn field(&self, key: &TraceKey) -> Field<'_> {
        let trace = &self.trace;
        match key {
            TraceKey::Attribute(attribute) => match attribute {
                TraceAttribute::RequestId => Field::text(&trace.trace_id),
                TraceAttribute::ClientRequestId => Field::optional_text(trace.client_request_id.as_deref()),
                TraceAttribute::ExperimentId => Field::Integer(trace.experiment_id),
                TraceAttribute::Status => Field::text(trace.state.as_str()),
                TraceAttribute::Timestamp => Field::Integer(trace.timestamp_ms),
                TraceAttribute::ExecutionTime => Field::optional_integer(trace.execution_time_ms),
                TraceAttribute::EndTime => {
                    Field::Integer(trace.timestamp_ms + trace.execution_time_ms.unwrap_or(0))
                }
            },
            TraceKey::Tag(key) if key == TRACE_NAME => Field::optional_text(trace.name.as_deref()),
            TraceKey::Tag(key) => Field::optional_text(trace.tags.get(key).map(String::as_str)),
            TraceKey::Metadata(key) if key == SESSION => {
                Field::optional_text(trace.promoted.session_id.as_deref())
            }
            TraceKey::Metadata(key) => Field::optional_text(trace.metadata.get(key).map(String::as_str)),
            _ => Field::Missing,
        }
    }
}
