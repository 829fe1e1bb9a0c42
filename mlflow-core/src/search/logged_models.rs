//! The search grammar of logged models.

use super::chars;
use super::clause::{Clause, Comparator, Literal};
use super::entity::Entity;
use super::grammar::{Grammar, at, check_clause, invalid, strip_backticks, unknown_attribute};
use super::order::{Direction, OrderBy, OrderTerm};
use super::syntax::{self, Comparison, Item, Operand, Piece};
use super::{limits, repr};
use crate::Result;
use crate::entities::Metric;

/// What a filter or an order of logged models may name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum LoggedModelKey {
    /// A field of the model itself.
    Attribute(LoggedModelAttribute),
    /// A metric; in a filter, any value that was logged for the model counts.
    Metric(String),
    /// The latest value of a metric, perhaps only on one data set; only in orders.
    MetricOn {
        /// The metric's name.
        name: String,
        /// The data set's name.
        dataset_name: Option<String>,
        /// The data set's digest.
        dataset_digest: Option<String>,
    },
    /// A parameter; only in filters.
    Param(String),
    /// A tag; only in filters.
    Tag(String),
}

/// A field of a logged model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LoggedModelAttribute {
    /// `name`
    Name,
    /// `model_id`
    ModelId,
    /// `model_type`
    ModelType,
    /// `experiment_id`
    ExperimentId,
    /// `source_run_id`
    SourceRunId,
    /// `status`; a number in the databases, which no text equals.
    Status,
    /// `status_message`
    StatusMessage,
    /// `artifact_location`
    ArtifactLocation,
    /// `lifecycle_stage`
    LifecycleStage,
    /// `creation_timestamp_ms`, also written `creation_timestamp` and `creation_time`.
    CreationTimestamp,
    /// `last_updated_timestamp_ms`, also written `last_updated_timestamp`.
    LastUpdatedTimestamp,
}

use LoggedModelAttribute as Attribute;

impl LoggedModelAttribute {
    const ALL: &[(&str, Attribute)] = &[
        ("name", Attribute::Name),
        ("model_id", Attribute::ModelId),
        ("model_type", Attribute::ModelType),
        ("experiment_id", Attribute::ExperimentId),
        ("source_run_id", Attribute::SourceRunId),
        ("status", Attribute::Status),
        ("status_message", Attribute::StatusMessage),
        ("artifact_location", Attribute::ArtifactLocation),
        ("lifecycle_stage", Attribute::LifecycleStage),
        ("creation_timestamp_ms", Attribute::CreationTimestamp),
        ("last_updated_timestamp_ms", Attribute::LastUpdatedTimestamp),
    ];

    /// Tells whether the field is a number.
    pub fn is_numeric(self) -> bool {
        matches!(
            self,
            Attribute::CreationTimestamp | Attribute::LastUpdatedTimestamp
        )
    }

    fn read(name: &str) -> Option<Self> {
        let name = without_alias(name);
        Self::ALL
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, attribute)| *attribute)
    }
}

fn without_alias(name: &str) -> &str {
    match name {
        "creation_time" | "creation_timestamp" => "creation_timestamp_ms",
        "last_updated_timestamp" => "last_updated_timestamp_ms",
        name => name,
    }
}

/// An element of the order of logged models, as requests hold it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct LoggedModelOrder {
    /// A field's name, or `metrics.` and a metric's name.
    #[serde(default)]
    pub field_name: String,
    /// Whether small values come first; they do unless told otherwise.
    #[serde(default = "ascending")]
    pub ascending: bool,
    /// The data set on which the metric was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dataset_name: Option<String>,
    /// The digest of that data set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dataset_digest: Option<String>,
}

fn ascending() -> bool {
    true
}

impl OrderBy<LoggedModelKey> {
    /// Reads an order of logged models.
    ///
    /// ```
    /// use mlflow_core::search::{LoggedModelKey, LoggedModelOrder, OrderBy};
    ///
    /// let accuracy = LoggedModelOrder {
    ///     field_name: "metrics.accuracy".into(),
    ///     ascending: false,
    ///     dataset_name: Some("test".into()),
    ///     dataset_digest: None,
    /// };
    /// let order = OrderBy::<LoggedModelKey>::from_fields(&[accuracy])?;
    /// assert_eq!(order.terms().len(), 3);
    /// # Ok::<(), mlflow_core::Error>(())
    /// ```
    pub fn from_fields(fields: &[LoggedModelOrder]) -> Result<Self> {
        limits::check_order_terms(fields.len())?;
        let terms = fields
            .iter()
            .map(LoggedModelOrder::term)
            .collect::<Result<Vec<_>>>()?;
        Ok(OrderBy::of(terms))
    }
}

impl LoggedModelOrder {
    /// Orders by a field or a metric, small values first.
    ///
    /// ```
    /// use mlflow_core::search::LoggedModelOrder;
    /// let best_first = LoggedModelOrder::descending("metrics.accuracy").on_dataset("test", None);
    /// assert_eq!((best_first.ascending, best_first.dataset_name.as_deref()), (false, Some("test")));
    /// ```
    pub fn ascending(field_name: impl Into<String>) -> Self {
        LoggedModelOrder {
            field_name: field_name.into(),
            ascending: true,
            dataset_name: None,
            dataset_digest: None,
        }
    }

    /// Orders by a field or a metric, large values first.
    pub fn descending(field_name: impl Into<String>) -> Self {
        LoggedModelOrder {
            ascending: false,
            ..LoggedModelOrder::ascending(field_name)
        }
    }

    /// Looks only at values that were measured on a data set, of one digest or of any.
    #[must_use]
    pub fn on_dataset(mut self, name: impl Into<String>, digest: Option<&str>) -> Self {
        self.dataset_name = Some(name.into());
        self.dataset_digest = digest.map(str::to_owned);
        self
    }

    fn term(&self) -> Result<OrderTerm<LoggedModelKey>> {
        let field = self.field_name.as_str();
        let direction = if self.ascending {
            Direction::Ascending
        } else {
            Direction::Descending
        };
        let wanted = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        let key = match field.split_once('.') {
            None => Attribute::read(field).map(LoggedModelKey::Attribute),
            Some(("metrics", name)) => Some(LoggedModelKey::MetricOn {
                name: name.to_owned(),
                dataset_name: wanted(&self.dataset_name),
                dataset_digest: wanted(&self.dataset_digest),
            }),
            Some(_) => {
                return Err(invalid(format!(
                    "Invalid order by field name: {field}. Only metrics are supported."
                )));
            }
        };
        let key = key.ok_or_else(|| invalid(format!("Invalid order by field name: {field}")))?;
        Ok(OrderTerm::new(key, direction))
    }
}

/// A data set that a search of logged models is about: metric clauses look only at values measured on it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct LoggedModelDataset {
    /// The data set's name.
    #[serde(default)]
    pub dataset_name: String,
    /// The data set's digest. Official MLflow compares it even if it is missing: a name alone finds
    /// only values that were logged without a digest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dataset_digest: Option<String>,
}

impl LoggedModelDataset {
    /// Tells whether a point was measured on the data set.
    pub fn is_of(&self, point: &Metric) -> bool {
        let known = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        point.dataset_name.as_ref() == Some(&self.dataset_name)
            && point.dataset_digest == known(&self.dataset_digest)
    }

    /// Checks that every data set has a name.
    pub fn check(datasets: &[LoggedModelDataset]) -> Result<()> {
        if datasets.iter().any(|dataset| dataset.dataset_name.is_empty()) {
            return Err(invalid(
                "`dataset_name` in the `datasets` clause must be specified.",
            ));
        }
        Ok(())
    }
}

const NUMERIC_COMPARATORS: &[&str] = &["<", "<=", ">", ">=", "=", "!="];
const TEXT_COMPARATORS: &[&str] = &["=", "!=", "LIKE", "ILIKE", "IN", "NOT IN"];

/// A key as it is written, before its attribute is looked up.
struct Name<'t> {
    kind: &'static str,
    key: &'t str,
}

impl<'t> Name<'t> {
    fn read(text: &'t str) -> Result<Self> {
        let prefixed = text.split_once('.').filter(|(kind, key)| {
            let word = !kind.is_empty() && kind.bytes().all(|b| b.is_ascii_lowercase());
            word && !key.is_empty() && !key.contains('\n')
        });
        let Some((kind, key)) = prefixed else {
            return Ok(Name {
                kind: "attributes",
                key: without_alias(text).trim_matches('`'),
            });
        };
        let kinds = ["attributes", "metrics", "params", "tags"];
        let Some(kind) = kinds.into_iter().find(|known| *known == kind) else {
            return Err(invalid(format!(
                "Invalid entity type: '{kind}'. Expected one of ['attributes', 'metrics', 'params', 'tags']."
            )));
        };
        Ok(Name {
            kind,
            key: key.trim_matches('`'),
        })
    }

    fn is_numeric(&self) -> bool {
        self.kind == "metrics"
            || self.kind == "attributes" && Attribute::read(self.key).is_some_and(Attribute::is_numeric)
    }

    fn key(&self) -> Result<LoggedModelKey> {
        let name = self.key.to_owned();
        Ok(match self.kind {
            "metrics" => LoggedModelKey::Metric(name),
            "params" => LoggedModelKey::Param(name),
            "tags" => LoggedModelKey::Tag(name),
            _ => {
                let valid: Vec<&str> = Attribute::ALL.iter().map(|(name, _)| *name).collect();
                let found = Attribute::read(&name).ok_or_else(|| unknown_attribute(&name, &valid))?;
                LoggedModelKey::Attribute(found)
            }
        })
    }
}

/// Reads a comparison; its attribute is looked up later, after all comparisons were read.
fn read<'c>(source: &str, comparison: &'c Comparison<'_>) -> Result<(Name<'c>, Comparator, Literal)> {
    let [key, operator, value] = comparison.operands.as_slice() else {
        return Err(invalid(format!(
            "Invalid comparison: {}. Expected a comparison with 3 tokens.",
            shown(source, comparison)
        )));
    };
    let name = Name::read(&key.text)?;
    let operator = operator.text.to_uppercase();
    let valid = if name.is_numeric() {
        NUMERIC_COMPARATORS
    } else {
        TEXT_COMPARATORS
    };
    let comparator = Comparator::read(&operator).filter(|_| valid.contains(&operator.as_str()));
    let Some(comparator) = comparator else {
        return Err(invalid(format!(
            "Invalid comparison operator for {}.{}: {}. Expected one of {}.",
            name.kind,
            name.key,
            repr::string(&operator),
            repr::tuple(valid)
        )));
    };
    let value = if name.is_numeric() {
        numeric_value(value)?
    } else {
        textual_value(value)?
    };
    Ok((name, comparator, value))
}

/// Returns a comparison as official MLflow shows it, which forgets the space before `IS NULL`.
fn shown(source: &str, comparison: &Comparison<'_>) -> String {
    match comparison.operands.as_slice() {
        [_, _] => comparison.squeezed(),
        _ => source.get(comparison.span.clone()).unwrap_or_default().to_owned(),
    }
}

fn numeric_value(operand: &Operand<'_>) -> Result<Literal> {
    let value = chars::float(&operand.text).map(Literal::Float);
    value.ok_or_else(|| invalid(format!("Expected a numeric value. Found {}", operand.text)))
}

/// Reads a text, which needs no quotes here; only single quotes are taken off.
fn textual_value(operand: &Operand<'_>) -> Result<Literal> {
    let text = operand.text.as_ref();
    if !(text.starts_with('(') && text.ends_with(')')) {
        return Ok(Literal::Text(text.trim_matches('\'').to_owned()));
    }
    let items = syntax::list(text).filter(|items| !items.is_empty());
    let items = items.ok_or_else(|| invalid(format!("Invalid list of values: {text}")))?;
    let texts = items.into_iter().map(|item| match item {
        Item::Text(text) | Item::Other(text) => text,
    });
    Ok(Literal::Texts(texts.collect()))
}

impl Grammar for LoggedModelKey {
    const ENTITY: Entity = Entity::LoggedModels;
    const QUOTES_LEFTOVERS: bool = false;
    const MISSING_LAST: bool = true;
    const REFUSES_REPEATED_ORDER: bool = false;

    fn clauses(text: &str) -> Result<Vec<Clause<Self>>> {
        let wrong = |expected: &str| {
            invalid(format!(
                "Invalid filter string: {}. {expected}",
                repr::string(text)
            ))
        };
        let pieces = syntax::pieces(text, false).map_err(|_| wrong("Expected a single SQL expression."))?;
        limits::check_clauses(
            pieces
                .iter()
                .filter(|piece| matches!(piece, Piece::Comparison(_)))
                .count(),
        )?;
        let mut drafts = Vec::new();
        for piece in &pieces {
            match piece {
                Piece::Comparison(comparison) => {
                    drafts.push((
                        read(text, comparison).map_err(|error| at(error, comparison))?,
                        comparison,
                    ));
                }
                Piece::Other(operand) if !operand.text.trim().eq_ignore_ascii_case("AND") => {
                    let span = &operand.span;
                    return Err(wrong(
                        "Expected a list of comparisons separated by 'AND' \
                         (e.g. 'metrics.loss > 0.1 AND params.lr = 0.01').",
                    )
                    .with_context("span", format_args!("{}..{}", span.start, span.end)));
                }
                Piece::Other(_) | Piece::And => {}
            }
        }
        let clause = |((name, comparator, value), comparison): ((Name<'_>, _, _), &Comparison<'_>)| {
            let key = name.key().map_err(|error| at(error, comparison))?;
            check_clause(comparator, &value).map_err(|error| at(error, comparison))?;
            Ok(Clause {
                key,
                comparator,
                value,
                span: comparison.span.clone(),
            })
        };
        drafts.into_iter().map(clause).collect()
    }

    fn order_key(name: &str) -> Result<Self> {
        let name = strip_backticks(name);
        let field = LoggedModelOrder {
            field_name: name.to_owned(),
            ascending: true,
            dataset_name: None,
            dataset_digest: None,
        };
        Ok(field.term()?.key)
    }

    fn tie_breaks() -> Vec<OrderTerm<Self>> {
        vec![
            OrderTerm::new(
                LoggedModelKey::Attribute(Attribute::CreationTimestamp),
                Direction::Descending,
            ),
            OrderTerm::new(
                LoggedModelKey::Attribute(Attribute::ModelId),
                Direction::Ascending,
            ),
        ]
    }
}
