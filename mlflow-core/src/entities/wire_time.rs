//! Times and durations as protobuf's JSON has them: `2024-05-01T00:00:00.250Z` and `1.500s`.

/// A time, kept in milliseconds since 1970.
pub(super) mod timestamp {
    use super::{Millis, read_timestamp, timestamp_text};
    use serde::{Deserializer, Serializer};

    pub(in super::super) fn serialize<S: Serializer>(ms: &i64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&timestamp_text(*ms))
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
        deserializer.deserialize_str(Millis(read_timestamp, "a time such as 2024-05-01T00:00:00.250Z"))
    }
}

/// A time that may be missing.
pub(super) mod optional_timestamp {
    use super::{read_optional, read_timestamp, timestamp_text};
    use serde::{Deserializer, Serializer};

    pub(in super::super) fn serialize<S: Serializer>(
        ms: &Option<i64>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&ms.map(timestamp_text).unwrap_or_default())
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<i64>, D::Error> {
        read_optional(deserializer, read_timestamp, "a time")
    }
}

/// A duration that may be missing, kept in milliseconds.
pub(super) mod optional_duration {
    use super::{duration_text, read_duration, read_optional};
    use serde::{Deserializer, Serializer};

    pub(in super::super) fn serialize<S: Serializer>(
        ms: &Option<i64>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&ms.map(duration_text).unwrap_or_default())
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<i64>, D::Error> {
        read_optional(deserializer, read_duration, "a duration such as 1.5s")
    }
}

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use std::fmt;

/// Reads a text as milliseconds.
struct Millis(fn(&str) -> Option<i64>, &'static str);

impl Visitor<'_> for Millis {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.1)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<i64, E> {
        self.0(text).ok_or_else(|| E::custom(format_args!("`{text}` is not {}", self.1)))
    }
}

fn read_optional<'de, D: Deserializer<'de>>(
    deserializer: D,
    read: fn(&str) -> Option<i64>,
    what: &'static str,
) -> Result<Option<i64>, D::Error> {
    match Option::<String>::deserialize(deserializer)? {
        None => Ok(None),
        Some(text) => Millis(read, what).visit_str(&text).map(Some),
    }
}

const MS_PER_DAY: i64 = 86_400_000;

/// Returns the number of a day of the Gregorian calendar, counted from 1970.
fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Returns year, month and day of a day that is counted from 1970.
fn date(day_number: i64) -> (i64, i64, i64) {
    let shifted = day_number + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

/// Writes a time as `2024-05-01T00:00:00.250Z`, without a fraction of full seconds.
pub(crate) fn timestamp_text(ms: i64) -> String {
    let (year, month, day) = date(ms.div_euclid(MS_PER_DAY));
    let of_day = ms.rem_euclid(MS_PER_DAY);
    let (hour, minute, second) = (of_day / 3_600_000, of_day / 60_000 % 60, of_day / 1000 % 60);
    let fraction = match of_day % 1000 {
        0 => String::new(),
        millis => format!(".{millis:03}"),
    };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

fn read_timestamp(text: &str) -> Option<i64> {
    let (date, time) = text.split_once(['T', 't'])?;
    let mut parts = date.splitn(3, '-');
    let mut part = |digits: usize, range: std::ops::RangeInclusive<i64>| number(parts.next()?, digits, range);
    let (year, month, day) = (part(4, 1..=9999)?, part(2, 1..=12)?, part(2, 1..=31)?);
    let zone = time.find(['Z', 'z', '+', '-'])?;
    let (time, zone) = time.split_at(zone);
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let mut parts = time.splitn(3, ':');
    let mut part = |range: std::ops::RangeInclusive<i64>| number(parts.next()?, 2, range);
    let (hour, minute, second) = (part(0..=23)?, part(0..=59)?, part(0..=60)?);
    let offset = match zone {
        "Z" | "z" => 0,
        _ => {
            let (hours, minutes) = zone.get(1..)?.split_once(':')?;
            let minutes = number(hours, 2, 0..=23)? * 60 + number(minutes, 2, 0..=59)?;
            if zone.starts_with('-') { -minutes } else { minutes }
        }
    };
    let days = day_number(year, month, day);
    if date_is_another(days, (year, month, day)) {
        return None;
    }
    let seconds = days * 86_400 + hour * 3600 + (minute - offset) * 60 + second;
    Some(seconds * 1000 + millis(fraction)?)
}

/// Tells whether a date, such as February 30, is none of the calendar.
fn date_is_another(day_number: i64, expected: (i64, i64, i64)) -> bool {
    date(day_number) != expected
}

fn duration_text(ms: i64) -> String {
    let sign = if ms < 0 { "-" } else { "" };
    let (seconds, millis) = (ms.unsigned_abs() / 1000, ms.unsigned_abs() % 1000);
    match millis {
        0 => format!("{sign}{seconds}s"),
        millis => format!("{sign}{seconds}.{millis:03}s"),
    }
}

fn read_duration(text: &str) -> Option<i64> {
    let text = text.strip_suffix('s')?;
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (seconds, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let seconds = number(seconds, seconds.len(), 0..=315_576_000_000)?;
    Some(sign * (seconds * 1000 + millis(fraction)?))
}

fn number(text: &str, digits: usize, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
    let is_number = !text.is_empty() && text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|n| is_number && range.contains(n))
}

/// Returns the milliseconds of the digits after a point; what is smaller is cut.
fn millis(fraction: &str) -> Option<i64> {
    let is_fraction = (1..=9).contains(&fraction.len()) && fraction.bytes().all(|b| b.is_ascii_digit());
    let three: String = fraction.chars().chain("000".chars()).take(3).collect();
    three.parse().ok().filter(|_| is_fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_and_written() {
        for (text, ms) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2024-05-01T00:00:00.250Z", 1_714_521_600_250),
            ("2000-02-29T23:59:59.001Z", 951_868_799_001),
            ("1969-12-31T23:59:59.999Z", -1),
            ("9999-12-31T23:59:59Z", 253_402_300_799_000),
        ] {
            assert_eq!(read_timestamp(text), Some(ms), "{text}");
            assert_eq!(timestamp_text(ms), text);
        }
        assert_eq!(
            read_timestamp("2024-05-01T02:00:00.2509+02:00"),
            Some(1_714_521_600_250)
        );
        assert_eq!(
            read_timestamp("2024-04-30T19:00:00.25-05:00"),
            Some(1_714_521_600_250)
        );
        for bad in [
            "",
            "yesterday",
            "2024-05-01",
            "2024-05-01T00:00:00",
            "2023-02-29T00:00:00Z",
            "2024-13-01T00:00:00Z",
            "2024-05-01T24:00:00Z",
            "2024-05-01T00:00:00.Z",
            "+024-05-01T00:00:00Z",
            "2024-05-01T00:00Z",
            "2024-05-01T00:00:00+2:00",
        ] {
            assert_eq!(read_timestamp(bad), None, "{bad}");
        }
    }

    #[test]
    fn every_day_is_its_own() {
        for day in -800_000..2_900_000 {
            let (year, month, of_month) = date(day);
            assert_eq!(day_number(year, month, of_month), day);
        }
    }

    #[test]
    fn durations_are_read_and_written() {
        for (text, ms) in [
            ("0s", 0),
            ("1.500s", 1500),
            ("0.022s", 22),
            ("-0.001s", -1),
            ("3600s", 3_600_000),
        ] {
            assert_eq!(read_duration(text), Some(ms), "{text}");
            assert_eq!(duration_text(ms), text);
        }
        assert_eq!(read_duration("1.5s"), Some(1500));
        assert_eq!(read_duration("0.0000019s"), Some(0));
        for bad in ["", "1", "s", ".5s", "1.s", "1e3s", "+1s", "1,5s", "999999999999s"] {
            assert_eq!(read_duration(bad), None, "{bad}");
        }
    }
}
