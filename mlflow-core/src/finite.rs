//! Maps of numbers as JSON, where those that JSON does not have are texts: `"NaN"`, `"Infinity"`, `"-Infinity"`.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serializer};
use serde_json::Value;
use std::collections::BTreeMap;

pub(crate) fn serialize<S: Serializer>(
    numbers: &BTreeMap<String, f64>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(numbers.iter().map(|(name, number)| (name, shown(*number))))
}

fn shown(number: f64) -> Value {
    match number {
        number if number.is_finite() => number.into(),
        number if number.is_nan() => "NaN".into(),
        number if number > 0.0 => "Infinity".into(),
        _ => "-Infinity".into(),
    }
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, f64>, D::Error> {
    let values = BTreeMap::<String, Value>::deserialize(deserializer)?;
    let number = |(name, value): (String, Value)| {
        let number = match &value {
            Value::String(text) => text.parse().ok(),
            value => value.as_f64(),
        };
        match number {
            Some(number) => Ok((name, number)),
            None => Err(D::Error::custom(format!(
                "`{name}` is {value}, which is no number"
            ))),
        }
    };
    values.into_iter().map(number).collect()
}

#[cfg(test)]
mod tests {
    use crate::evaluator::EvaluationResult;

    #[test]
    fn every_number_reads_back() {
        let metrics = [
            ("a", 0.1),
            ("b", f64::INFINITY),
            ("c", f64::NEG_INFINITY),
            ("d", f64::NAN),
        ];
        let result = EvaluationResult {
            metrics: metrics.map(|(name, number)| (name.to_owned(), number)).into(),
            ..EvaluationResult::default()
        };
        let json = serde_json::to_string(&result).unwrap();
        let read: EvaluationResult = serde_json::from_str(&json).unwrap();
        assert!(read.metrics["d"].is_nan());
        assert!(
            metrics[..3]
                .iter()
                .all(|(name, number)| read.metrics[*name] == *number),
            "{json}"
        );
        assert!(serde_json::from_str::<EvaluationResult>(r#"{"metrics":{"a":"much"}}"#).is_err());
    }
}
