//! The list of the figures, with what each has to reach.

mod files;
mod server;
mod sql;

use std::borrow::Cow;

pub(super) use files::FILES;
pub(super) use server::server;
pub(super) use sql::{REGISTRY_CALLS, REGISTRY_ITEMS, SQL};

use super::figures::{Figure, Goal, Item};
use super::samples::Side::{Bare, Official, Ours};

const fn ratio(title: &'static str, item: Item, divided_by: Item, goal: Goal) -> Figure {
    Figure {
        title: Cow::Borrowed(title),
        item,
        divided_by: Some(divided_by),
        goal,
    }
}

const fn amount(title: &'static str, item: Item, goal: Goal) -> Figure {
    Figure {
        title: Cow::Borrowed(title),
        item,
        divided_by: None,
        goal,
    }
}

const fn speed_up(title: &'static str, item: &'static str, goal: Goal) -> Figure {
    ratio(title, (Official, item), (Ours, item), goal)
}

/// Of SQLite, in the order of the table.
pub(super) const TRACKING: [Figure; 16] = [
    speed_up(
        "log_metric, times official's speed",
        "log_metric",
        Goal::AtLeast(80.0),
    ),
    speed_up(
        "log_param, times official's speed",
        "log_param",
        Goal::AtLeast(60.0),
    ),
    speed_up(
        "start and end a run, times official's speed",
        "start_and_end_run",
        Goal::AtLeast(40.0),
    ),
    speed_up(
        "log_metrics of 1000, times official's speed",
        "log_metrics_1000",
        Goal::AtLeast(25.0),
    ),
    speed_up(
        "search in 10,000 runs, times official's speed",
        "search_10k",
        Goal::AtLeast(15.0),
    ),
    speed_up(
        "program that logs a run, times official's speed",
        "one_run_ms",
        Goal::None,
    ),
    ratio(
        "bare SQLite's log_metric, times official's speed",
        (Official, "log_metric"),
        (Bare, "log_metric"),
        Goal::None,
    ),
    ratio(
        "log_metric, share of bare SQLite's speed",
        (Bare, "log_metric"),
        (Ours, "log_metric"),
        Goal::None,
    ),
    ratio(
        "log_metrics of 1000, share of bare SQLite's speed",
        (Bare, "log_metrics_1000"),
        (Ours, "log_metrics_1000"),
        Goal::AtLeast(0.5),
    ),
    ratio(
        "search in 100,000 runs, times that in 10,000",
        (Ours, "search_100k"),
        (Ours, "search_10k"),
        Goal::AtMost(12.0),
    ),
    amount(
        "program that logs a run, ms",
        (Ours, "one_run_ms"),
        Goal::AtMost(30.0),
    ),
    amount(
        "the same in an empty folder, ms",
        (Ours, "first_run_ms"),
        Goal::None,
    ),
    amount(
        "its peak memory, MB",
        (Ours, "one_run_peak_mb"),
        Goal::AtMost(20.0),
    ),
    amount("official's program, ms", (Official, "one_run_ms"), Goal::None),
    amount(
        "official's peak memory, MB",
        (Official, "one_run_peak_mb"),
        Goal::None,
    ),
    amount(
        "`mlflow runs list`, ms",
        (Ours, "runs_list_ms"),
        Goal::AtMost(20.0),
    ),
];
