//! Page tokens of logged models, which repeat the query that they belong to.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::grammar::invalid;
use super::logged_models::LoggedModelOrder;
use super::{page, repr};
use crate::Result;

/// Where the next page of logged models begins, and of which query.
///
/// ```
/// use mlflow_core::search::LoggedModelPageToken;
///
/// let token = LoggedModelPageToken::new(&["1"], Some("metrics.loss < 1"), &[]).at(50);
/// let query = LoggedModelPageToken::new(&["1"], Some("metrics.loss < 1"), &[]);
/// assert_eq!(query.offset_in(&token.encode())?, 50);
///
/// let other = LoggedModelPageToken::new(&["2"], Some("metrics.loss < 1"), &[]);
/// assert!(other.offset_in(&token.encode()).is_err());
/// # Ok::<(), mlflow_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoggedModelPageToken {
    experiment_ids: Vec<String>,
    filter: Option<String>,
    order_by: Vec<LoggedModelOrder>,
    offset: u64,
}

impl LoggedModelPageToken {
    /// Makes the token of a query's first page.
    pub fn new<S: AsRef<str>>(
        experiment_ids: &[S],
        filter: Option<&str>,
        order_by: &[LoggedModelOrder],
    ) -> Self {
        let known = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        LoggedModelPageToken {
            experiment_ids: experiment_ids.iter().map(|id| id.as_ref().to_owned()).collect(),
            filter: filter.filter(|filter| !filter.is_empty()).map(str::to_owned),
            order_by: order_by
                .iter()
                .map(|order| LoggedModelOrder {
                    dataset_name: known(&order.dataset_name),
                    dataset_digest: known(&order.dataset_digest),
                    ..order.clone()
                })
                .collect(),
            offset: 0,
        }
    }

    /// Returns the token of a later page of the same query.
    #[must_use]
    pub fn at(mut self, offset: u64) -> Self {
        self.offset = offset;
        self
    }

    /// Returns the text of the token, in official MLflow's form.
    pub fn encode(&self) -> String {
        let order_by = match self.order_by.as_slice() {
            [] => "null".to_owned(),
            terms => format!(
                "[{}]",
                terms.iter().map(order_json).collect::<Vec<_>>().join(", ")
            ),
        };
        let ids: Vec<String> = self.experiment_ids.iter().map(|id| json_text(id)).collect();
        let json = format!(
            "{{\"experiment_ids\": [{}], \"filter_string\": {}, \"order_by\": {order_by}, \"offset\": {}}}",
            ids.join(", "),
            optional_json(self.filter.as_deref()),
            self.offset
        );
        STANDARD.encode(json)
    }

    /// Reads the offset of a token that must belong to this query; the empty text stands for the first page.
    pub fn offset_in(&self, token: &str) -> Result<u64> {
        if token.is_empty() {
            return Ok(0);
        }
        let unreadable = |reason: &str| invalid(format!("Invalid page token: {token}. {reason}"));
        let decoded = page::decode(token).ok_or_else(|| unreadable("It could not be base64-decoded"))?;
        let parsed: Value = serde_json::from_slice(&decoded)
            .map_err(|_| unreadable("Expecting value: line 1 column 1 (char 0)"))?;
        let Value::Object(entries) = &parsed else {
            return Err(unreadable("Expected an object"));
        };
        let entry = |name: &str| entries.get(name).filter(|value| is_truthy(value));
        let differs = |what: &str, expected: String, found: String| {
            invalid(format!("{what} Expected: {expected}. Found: {found}"))
        };
        let null = Value::Null;
        let ids = entries.get("experiment_ids").unwrap_or(&null);
        if *ids != Value::from(self.experiment_ids.clone()) {
            return Err(differs(
                "Experiment IDs in the page token do not match the requested experiment IDs.",
                repr::list(&self.experiment_ids),
                repr::json(ids),
            ));
        }
        let filter = entry("filter_string").unwrap_or(&null);
        let expected = self.filter.clone().map_or(Value::Null, Value::String);
        if *filter != expected {
            return Err(differs(
                "Filter string in the page token does not match the requested filter string.",
                self.filter.clone().unwrap_or_else(|| "None".to_owned()),
                filter.as_str().map_or_else(|| repr::json(filter), str::to_owned),
            ));
        }
        let order_by = entry("order_by").unwrap_or(&null);
        let expected = self.order_value();
        if *order_by != expected {
            return Err(differs(
                "Order by in the page token does not match the requested order by.",
                repr::json(&expected),
                repr::json(order_by),
            ));
        }
        match entry("offset") {
            None => Ok(0),
            Some(offset) => offset
                .as_u64()
                .ok_or_else(|| unreadable("The offset is not a natural number")),
        }
    }

    fn order_value(&self) -> Value {
        if self.order_by.is_empty() {
            return Value::Null;
        }
        let terms = self.order_by.iter().map(|order| {
            serde_json::json!({
                "field_name": order.field_name,
                "ascending": order.ascending,
                "dataset_name": order.dataset_name,
                "dataset_digest": order.dataset_digest,
            })
        });
        Value::Array(terms.collect())
    }
}

fn is_truthy(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(entries) => !entries.is_empty(),
        Value::Bool(true) => true,
    }
}

fn order_json(order: &LoggedModelOrder) -> String {
    format!(
        "{{\"field_name\": {}, \"ascending\": {}, \"dataset_name\": {}, \"dataset_digest\": {}}}",
        json_text(&order.field_name),
        order.ascending,
        optional_json(order.dataset_name.as_deref()),
        optional_json(order.dataset_digest.as_deref())
    )
}

fn optional_json(text: Option<&str>) -> String {
    text.map_or_else(|| "null".to_owned(), json_text)
}

/// Writes a text as JSON in ASCII.
fn json_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for c in Value::from(text).to_string().chars() {
        if c.is_ascii() && c != '\x7f' {
            out.push(c);
        } else {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}
