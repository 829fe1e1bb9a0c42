//! What MLflow's texts of JSON mean as numbers.

use serde_json::{Map, Value};

/// Returns the object of a JSON text; what is none counts as empty.
pub(super) fn object(text: &str) -> Map<String, Value> {
    let parsed = serde_json::from_str(text).or_else(|_| serde_json::from_str(&without_nan(text)));
    match parsed {
        Ok(Value::Object(object)) => object,
        _ => Map::new(),
    }
}

/// Writes `null` for the numbers that Python writes and JSON has not.
fn without_nan(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_string = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let word = ["-Infinity", "Infinity", "NaN"]
            .into_iter()
            .find(|word| !in_string && rest.starts_with(word));
        let length = match (word, c) {
            (Some(word), _) => word.len(),
            (None, '\\') if in_string => c.len_utf8() + rest[1..].chars().next().map_or(0, char::len_utf8),
            (None, _) => c.len_utf8(),
        };
        in_string ^= c == '"';
        out.push_str(if word.is_some() { "null" } else { &rest[..length] });
        rest = &rest[length..];
    }
    out
}

/// Returns a finite double: a number, or a text of one.
pub(super) fn double(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => double_of(text),
        _ => None,
    };
    number.filter(|number| number.is_finite())
}

fn double_of(text: &str) -> Option<f64> {
    let text = text.trim();
    let bytes = text.as_bytes();
    let between_digits = |at: usize| {
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        at > 0 && digit(at - 1) && digit(at + 1)
    };
    let is_fine = (0..bytes.len()).all(|at| bytes[at] != b'_' || between_digits(at));
    is_fine.then(|| text.replace('_', "").parse().ok()).flatten()
}

/// Returns a whole number of 64 bits: a number, or a text of one, however it is written.
pub(super) fn count(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(int), _) => Some(int),
            (None, Some(real)) => count_of(real),
            _ => None,
        },
        Value::String(text) => whole(&text.trim().replace('_', "")),
        _ => None,
    }
}

/// Returns the whole number that a double is written as.
pub(super) fn count_of(real: f64) -> Option<i64> {
    real.is_finite().then(|| whole(&format!("{real:e}"))).flatten()
}

/// Reads a decimal number without loss, if it is whole and fits.
fn whole(text: &str) -> Option<i64> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => (text, 0),
    };
    let (negative, mantissa) = match mantissa.as_bytes().first()? {
        b'-' => (true, &mantissa[1..]),
        b'+' => (false, &mantissa[1..]),
        _ => (false, mantissa),
    };
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{before}{after}");
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let significant = digits.trim_start_matches('0').trim_end_matches('0');
    if significant.is_empty() {
        return Some(0);
    }
    let zeros = digits.len() - digits.trim_end_matches('0').len();
    let shift = exponent
        .checked_sub(i64::try_from(after.len()).ok()?)?
        .checked_add(i64::try_from(zeros).ok()?)?;
    let shift = u32::try_from(shift).ok().filter(|shift| *shift < 20)?;
    let number = significant
        .parse::<i128>()
        .ok()?
        .checked_mul(10_i128.pow(shift))?;
    i64::try_from(if negative { -number } else { number }).ok()
}

/// Returns the number that an assessment's value counts as, and whether it is a number itself.
pub(super) fn aggregate(text: &str) -> (Option<f64>, bool) {
    let parsed = serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()));
    match &parsed {
        Value::Bool(bool) => (Some(f64::from(u8::from(*bool))), false),
        Value::Number(_) => {
            let number = double(&parsed);
            (number, number.is_some())
        }
        Value::String(word) => match word.trim().to_lowercase().as_str() {
            "yes" => (Some(1.0), false),
            "no" => (Some(0.0), false),
            _ => (None, false),
        },
        _ => (None, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn counts() {
        for (value, expected) in [
            (json!(3), Some(3)),
            (json!(3.0), Some(3)),
            (json!("12"), Some(12)),
            (json!(" 1_2e1 "), Some(120)),
            (json!("1.50e1"), Some(15)),
            (json!("-0.0"), Some(0)),
            (json!(2.5), None),
            (json!(1e19), None),
            (json!(9.223372036854775e18), Some(9_223_372_036_854_775_000)),
            (json!(i64::MIN), Some(i64::MIN)),
            (json!(u64::MAX), None),
            (json!(true), None),
            (json!("NaN"), None),
            (json!("1e999999999999"), None),
            (json!(""), None),
            (json!([1]), None),
        ] {
            assert_eq!(count(&value), expected, "{value}");
        }
    }

    #[test]
    fn doubles() {
        for (value, expected) in [
            (json!(3), Some(3.0)),
            (json!("1_0.5"), Some(10.5)),
            (json!("1__0"), None),
            (json!("inf"), None),
            (json!(false), None),
            (json!(null), None),
        ] {
            assert_eq!(double(&value), expected, "{value}");
        }
    }

    #[test]
    fn objects_hold_what_python_writes() {
        let text = r#"{"a": NaN, "b": [-Infinity, Infinity], "NaN \" NaN": 1, "c": 2}"#;
        let expected = json!({"a": null, "b": [null, null], "NaN \" NaN": 1, "c": 2});
        assert_eq!(Value::Object(object(text)), expected);
        assert!(object("[1]").is_empty() && object("{").is_empty() && object("\"\\").is_empty());
    }

    #[test]
    fn aggregates() {
        for (text, expected) in [
            ("true", (Some(1.0), false)),
            ("0.25", (Some(0.25), true)),
            ("\" YES\"", (Some(1.0), false)),
            ("No", (Some(0.0), false)),
            ("NaN", (None, false)),
            ("\"maybe\"", (None, false)),
            ("{}", (None, false)),
            ("null", (None, false)),
        ] {
            assert_eq!(aggregate(text), expected, "{text}");
        }
    }
}
