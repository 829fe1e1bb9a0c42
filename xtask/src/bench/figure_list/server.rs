//! The figures of `cargo xtask bench server`.

use std::borrow::Cow;

use super::super::figures::{Figure, Goal};
use super::super::samples::Side::{self, FastTrackMl, Official, OfficialTwo, Ours};

const RIVALS: [(Side, &str); 3] = [
    (Official, "official 3.17.2"),
    (OfficialTwo, "official 2.22.5"),
    (FastTrackMl, "fasttrackml"),
];

/// Of servers with SQLite, in the order of the table.
pub(in crate::bench) fn server() -> Vec<Figure> {
    let least = Goal::AtLeast;
    let mut list = Vec::new();
    list.extend(item("log-metric", "log_metric", least(30.0), least(3.0)));
    list.push(ours(
        "  99 of 100 within, ms",
        "log_metric_p99_ms",
        Goal::AtMost(20.0),
    ));
    list.extend(others("  99 of 100 within, ms", "log_metric_p99_ms"));
    list.extend(item("log-batch of 1000", "log_batch", least(100.0), least(5.0)));
    list.extend(item("create a run", "create_run", Goal::None, least(2.0)));
    list.extend(item(
        "search in 10,000 runs",
        "search_runs",
        least(30.0),
        Goal::None,
    ));
    list.extend(item("get a run", "get_run", least(100.0), Goal::None));
    list.extend(item(
        "history of 10,000 points",
        "metric_history",
        least(30.0),
        Goal::None,
    ));
    for (title, item) in [("artifact in", "artifact_put"), ("artifact out", "artifact_get")] {
        list.extend(speed_ups(title, item, least(3.0), Goal::None));
        list.push(ours(&format!("  {title}, s"), item, Goal::None));
        list.extend(others(&format!("  {title}, s"), item));
    }
    list.push(ours(
        "memory before artifacts, MB",
        "artifact_before_mb",
        Goal::None,
    ));
    list.push(ours(
        "  the most that they add, MB",
        "artifact_growth_mb",
        Goal::AtMost(16.0),
    ));
    list.push(ours("  after them, MB", "artifact_after_mb", Goal::None));
    list.extend(others("  the most that they add, MB", "artifact_growth_mb"));
    for (title, item, goal) in [
        ("first answer after the start, ms", "start_ms", 50.0),
        ("the same with a new database, ms", "start_new_ms", 50.0),
        ("memory idle, MB", "idle_mb", 20.0),
        ("memory after the load, MB", "after_load_mb", 60.0),
    ] {
        list.push(ours(title, item, Goal::AtMost(goal)));
        list.extend(others(title, item));
    }
    list.push(Figure {
        title: Cow::Borrowed("two servers on PostgreSQL, times one's log-metric"),
        item: (Ours, "two_servers"),
        divided_by: Some((Ours, "one_server")),
        goal: least(1.5),
    });
    list.push(ours("  log-metric of one, a second", "one_server", Goal::None));
    list.push(ours("  log-metric of two, a second", "two_servers", Goal::None));
    list
}

/// How many times as fast as others, then the answers a second of each.
fn item(title: &str, item: &'static str, official: Goal, fasttrackml: Goal) -> Vec<Figure> {
    let per_second = match item {
        "log_metric" => "log_metric_per_second",
        "log_batch" => "log_batch_per_second",
        "create_run" => "create_run_per_second",
        "search_runs" => "search_runs_per_second",
        "get_run" => "get_run_per_second",
        _ => "metric_history_per_second",
    };
    let mut list = speed_ups(title, item, official, fasttrackml);
    list.push(ours("  a second", per_second, Goal::None));
    list.extend(others("  a second", per_second));
    list
}

fn speed_ups(title: &str, item: &'static str, official: Goal, fasttrackml: Goal) -> Vec<Figure> {
    let goal_of = |side| {
        if side == FastTrackMl {
            fasttrackml
        } else {
            official
        }
    };
    let figure = |(side, name): (Side, &str)| Figure {
        title: Cow::Owned(format!("{title}, times the speed of {name}")),
        item: (side, item),
        divided_by: Some((Ours, item)),
        goal: goal_of(side),
    };
    RIVALS.map(figure).into()
}

fn ours(title: &str, item: &'static str, goal: Goal) -> Figure {
    Figure {
        title: Cow::Owned(title.to_owned()),
        item: (Ours, item),
        divided_by: None,
        goal,
    }
}

fn others(title: &str, item: &'static str) -> [Figure; 3] {
    let indent = if title.starts_with(' ') { "" } else { "  " };
    RIVALS.map(|(side, name)| Figure {
        title: Cow::Owned(format!("{indent}{title}, {name}")),
        item: (side, item),
        divided_by: None,
        goal: Goal::None,
    })
}
