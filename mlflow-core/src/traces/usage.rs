//! Tokens and cost of a trace: the sum over its spans, where a span that says them speaks for those below it.

use serde_json::{Map, Number, Value};
use std::collections::{HashMap, HashSet};

/// What one span says, and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    pub(super) span_id: String,
    pub(super) parent_id: Option<String>,
    pub(super) data: Option<Map<String, Value>>,
}

/// Adds up what spans say, `required` keys in any case; `None` if no span says anything.
pub(super) fn total(nodes: &[&Node], required: &[&str], optional: &[&str]) -> Option<Map<String, Value>> {
    let known: HashSet<&str> = nodes.iter().map(|node| node.span_id.as_str()).collect();
    let mut children: HashMap<&str, Vec<&Node>> = HashMap::new();
    let mut open: Vec<(&Node, bool)> = Vec::new();
    for node in nodes {
        match node.parent_id.as_deref().filter(|parent| known.contains(parent)) {
            Some(parent) => children.entry(parent).or_default().push(node),
            None => open.push((node, false)),
        }
    }
    let mut totals: Map<String, Value> = required.iter().map(|key| ((*key).to_owned(), 0.into())).collect();
    let mut is_said = false;
    while let Some((node, mut is_counted)) = open.pop() {
        if let Some(data) = node.data.as_ref().filter(|_| !is_counted) {
            is_said = true;
            for key in required.iter().chain(optional) {
                if let Some(value) = data.get(*key) {
                    let before = totals.get(*key).cloned().unwrap_or_else(|| 0.into());
                    totals.insert((*key).to_owned(), sum(&before, value));
                }
            }
        }
        is_counted |= node.data.is_some();
        let below = children.remove(node.span_id.as_str()).unwrap_or_default();
        open.extend(below.into_iter().map(|child| (child, is_counted)));
    }
    is_said.then_some(totals)
}

fn sum(left: &Value, right: &Value) -> Value {
    if let (Some(left), Some(right)) = (left.as_i64(), right.as_i64()) {
        return left.saturating_add(right).into();
    }
    let sum = left.as_f64().unwrap_or(0.0) + right.as_f64().unwrap_or(0.0);
    Number::from_f64(sum).map_or(Value::Null, Value::Number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn node(span_id: &str, parent_id: Option<&str>, data: Value) -> Node {
        Node {
            span_id: span_id.into(),
            parent_id: parent_id.map(str::to_owned),
            data: data.as_object().cloned(),
        }
    }

    #[test]
    fn a_span_speaks_for_those_below_it() {
        let nodes = [
            node("leaf", Some("agent"), json!({"n": 5})),
            node("root", None, json!(null)),
            node("agent", Some("root"), json!({"n": 7, "more": 1})),
            node("other", Some("root"), json!({"n": 2})),
            node("lost", Some("elsewhere"), json!({"n": 10})),
        ];
        let nodes: Vec<_> = nodes.iter().collect();
        let totals = total(&nodes, &["n", "m"], &["more", "never"]).unwrap();
        assert_eq!(Value::Object(totals), json!({"n": 19, "m": 0, "more": 1}));
        assert_eq!(total(&nodes[1..2], &["n"], &[]), None);
    }
}
