//! Ages such as `30d` and `1d2h3m4.5s`.

use std::str::FromStr;

/// How long ago something was deleted, at least.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Age {
    pub(super) milliseconds: i64,
    /// As it was given.
    pub(super) text: String,
}

const UNITS: [(char, f64); 4] = [('d', 86_400.0), ('h', 3_600.0), ('m', 60.0), ('s', 1.0)];

impl FromStr for Age {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "Could not parse any time information from '{text}'. Examples of valid strings: '8h', '2d8h5m20s', '2m4s'"
            )
        };
        let (mut rest, mut seconds, mut units) = (text, 0.0, UNITS.iter());
        while !rest.is_empty() {
            let end = rest.find(|c: char| c.is_ascii_alphabetic()).ok_or_else(wrong)?;
            let (number, after) = rest.split_at(end);
            let is_number = number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
            let number: f64 = number.parse().ok().filter(|_| is_number).ok_or_else(wrong)?;
            let unit = after.chars().next().unwrap_or_default();
            let (_, length) = units.find(|(name, _)| *name == unit).ok_or_else(wrong)?;
            seconds += number * length;
            rest = &after[unit.len_utf8()..];
        }
        let milliseconds = seconds * 1000.0;
        if text.is_empty() || !milliseconds.is_finite() || milliseconds > 9e15 {
            return Err(wrong());
        }
        #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
        Ok(Age {
            milliseconds: milliseconds as i64,
            text: text.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_come_in_their_order() {
        for (text, milliseconds) in [
            ("8h", 28_800_000),
            ("1d2h3m4s", 93_784_000),
            ("1.5d", 129_600_000),
            ("0.25s", 250),
            ("2m4s", 124_000),
        ] {
            assert_eq!(text.parse::<Age>().unwrap().milliseconds, milliseconds, "{text}");
        }
        for wrong in ["", "d", "5", "5x", "4s2m", "1d1d", "-1d", "1 d", "1e3d", "1..2d"] {
            assert!(wrong.parse::<Age>().is_err(), "{wrong}");
        }
    }
}
