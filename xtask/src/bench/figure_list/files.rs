//! The figures of `cargo xtask bench files`.

use super::super::figures::{Figure, Goal};
use super::super::samples::Side::{Official, OfficialTwo, Ours};
use super::{amount, ratio, speed_up};

/// In the order of the table. Official MLflow keeps nothing between searches, so that its first one is like the others.
pub(in crate::bench) const FILES: [Figure; 12] = [
    amount(
        "first page of 10,000 runs, seconds",
        (Ours, "file_first_page"),
        Goal::AtMost(1.5),
    ),
    speed_up(
        "first page, times official's speed",
        "file_first_page",
        Goal::None,
    ),
    speed_up(
        "search of a new process, times official's speed",
        "file_search_cold",
        Goal::AtLeast(20.0),
    ),
    ratio(
        "search of a new process, times 2.22.5's speed",
        (OfficialTwo, "file_search_cold"),
        (Ours, "file_search_cold"),
        Goal::AtLeast(20.0),
    ),
    speed_up(
        "later searches, times official's speed",
        "file_search_warm",
        Goal::AtLeast(200.0),
    ),
    ratio(
        "later searches, times 2.22.5's speed",
        (OfficialTwo, "file_search_warm"),
        (Ours, "file_search_warm"),
        Goal::AtLeast(200.0),
    ),
    speed_up(
        "log_metric, times official's speed",
        "file_log_metric",
        Goal::AtLeast(10.0),
    ),
    ratio(
        "log_metric, times 2.22.5's speed",
        (OfficialTwo, "file_log_metric"),
        (Ours, "file_log_metric"),
        Goal::AtLeast(10.0),
    ),
    speed_up(
        "migration per point, times official's speed",
        "migrate_point",
        Goal::AtLeast(10.0),
    ),
    amount(
        "migration to PostgreSQL, seconds",
        (Ours, "migrate_s"),
        Goal::None,
    ),
    amount(
        "migration to PostgreSQL, MB at its peak",
        (Ours, "migrate_mb"),
        Goal::AtMost(200.0),
    ),
    amount(
        "official's migration to SQLite, MB at its peak",
        (Official, "migrate_mb"),
        Goal::None,
    ),
];
