//! Times as people read them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Writes a time in the time zone of this machine, such as `2026-11-24 18:42:33 UTC`.
pub(crate) fn local(milliseconds: Option<i64>) -> String {
    let Some(time) = milliseconds.and_then(|ms| Timestamp::from_millisecond(ms).ok()) else {
        return String::new();
    };
    let zone = TimeZone::try_system().unwrap_or(TimeZone::UTC);
    time.to_zoned(zone).strftime("%Y-%m-%d %H:%M:%S %Z").to_string()
}

/// Writes a time as pandas does, such as `2026-11-24 18:42:33.306+00:00`.
pub(crate) fn for_csv(milliseconds: Option<i64>, with_fraction: bool) -> String {
    let Some(time) = milliseconds.and_then(|ms| Timestamp::from_millisecond(ms).ok()) else {
        return String::new();
    };
    let seconds = time.strftime("%Y-%m-%d %H:%M:%S");
    match with_fraction {
        true => format!("{seconds}.{:03}+00:00", time.as_millisecond().rem_euclid(1000)),
        false => format!("{seconds}+00:00"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn milliseconds_are_written_where_the_column_has_some() {
        assert_eq!(for_csv(Some(1306), true), "1970-01-01 00:00:01.306+00:00");
        assert_eq!(for_csv(Some(-1), true), "1969-12-31 23:59:59.999+00:00");
        assert_eq!(for_csv(Some(2000), false), "1970-01-01 00:00:02+00:00");
        assert_eq!(for_csv(None, true), "");
        assert_eq!(for_csv(Some(i64::MAX), true), "");
    }
}
