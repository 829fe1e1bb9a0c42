//! The figures of `cargo xtask bench sql`.

use super::super::figures::{Figure, Goal};
use super::super::samples::Side::{Bare, Official, Ours};
use super::{amount, ratio, speed_up};

/// The geometric mean of what the calls of [`REGISTRY_ITEMS`] take.
pub(in crate::bench) const REGISTRY_CALLS: &str = "registry_calls";

/// The calls of the model registry.
pub(in crate::bench) const REGISTRY_ITEMS: [&str; 11] = [
    "create_registered_model",
    "create_model_version",
    "get_model_version",
    "set_registered_model_tag",
    "set_model_version_tag",
    "set_registered_model_alias",
    "get_model_version_by_alias",
    "transition_model_version_stage",
    "get_latest_versions",
    "search_model_versions",
    "search_registered_models",
];

const REGISTRY: Goal = Goal::AtLeast(20.0);

/// Of PostgreSQL, in the order of the table.
pub(in crate::bench) const SQL: [Figure; 36] = [
    speed_up(
        "log_batch of 100 by 16 writers, times official's speed",
        "log_batch_100_by_16",
        Goal::AtLeast(10.0),
    ),
    speed_up(
        "log_metric by 16 writers, times official's speed",
        "log_metric_by_16",
        Goal::AtLeast(10.0),
    ),
    speed_up(
        "first 100 of 10,000 runs, times official's speed",
        "search_10k",
        Goal::None,
    ),
    speed_up(
        "first 100 of 100,000 runs, times official's speed",
        "search_100k",
        Goal::AtLeast(10.0),
    ),
    ratio(
        "the same with `mlflow db index`, times official's speed",
        (Official, "search_100k"),
        (Ours, "search_100k_indexed"),
        Goal::AtLeast(10.0),
    ),
    ratio(
        "page 300 of 100,000 runs, times page 1",
        (Ours, "search_100k_page_300"),
        (Ours, "search_100k"),
        Goal::AtMost(2.0),
    ),
    ratio(
        "page 1 of 100,000 runs, times that of 10,000",
        (Ours, "search_100k"),
        (Ours, "search_10k"),
        Goal::AtMost(3.0),
    ),
    speed_up(
        "create_registered_model, times official's speed",
        "create_registered_model",
        REGISTRY,
    ),
    speed_up(
        "create_model_version, times official's speed",
        "create_model_version",
        REGISTRY,
    ),
    speed_up(
        "get_model_version, times official's speed",
        "get_model_version",
        REGISTRY,
    ),
    speed_up(
        "set_registered_model_tag, times official's speed",
        "set_registered_model_tag",
        REGISTRY,
    ),
    speed_up(
        "set_model_version_tag, times official's speed",
        "set_model_version_tag",
        REGISTRY,
    ),
    speed_up(
        "set_registered_model_alias, times official's speed",
        "set_registered_model_alias",
        REGISTRY,
    ),
    speed_up(
        "get_model_version_by_alias, times official's speed",
        "get_model_version_by_alias",
        REGISTRY,
    ),
    speed_up(
        "transition_model_version_stage, times official's speed",
        "transition_model_version_stage",
        REGISTRY,
    ),
    speed_up(
        "get_latest_versions, times official's speed",
        "get_latest_versions",
        REGISTRY,
    ),
    speed_up(
        "first 100 of 2,000 versions, times official's speed",
        "search_model_versions",
        REGISTRY,
    ),
    speed_up(
        "first 100 of 200 models, times official's speed",
        "search_registered_models",
        REGISTRY,
    ),
    speed_up(
        "registry calls, geometric mean of the speeds above",
        REGISTRY_CALLS,
        REGISTRY,
    ),
    ratio(
        "a bare statement and its commit, times official's tag",
        (Official, "set_registered_model_tag"),
        (Bare, "commit"),
        Goal::None,
    ),
    ratio(
        "set_registered_model_tag, share of that speed",
        (Bare, "commit"),
        (Ours, "set_registered_model_tag"),
        Goal::None,
    ),
    speed_up(
        "upgrade from 2.22.5, SQLite, times official's speed",
        "upgrade_sqlite_s",
        Goal::AtLeast(1.0),
    ),
    amount("its time, s", (Ours, "upgrade_sqlite_s"), Goal::None),
    amount("official's time, s", (Official, "upgrade_sqlite_s"), Goal::None),
    amount(
        "its peak memory, MB",
        (Ours, "upgrade_sqlite_mb"),
        Goal::AtMost(100.0),
    ),
    amount(
        "official's peak memory, MB",
        (Official, "upgrade_sqlite_mb"),
        Goal::None,
    ),
    speed_up(
        "upgrade from 2.22.5, PostgreSQL, times official's speed",
        "upgrade_postgresql_s",
        Goal::AtLeast(1.0),
    ),
    amount("its time, s", (Ours, "upgrade_postgresql_s"), Goal::None),
    amount(
        "official's time, s",
        (Official, "upgrade_postgresql_s"),
        Goal::None,
    ),
    amount(
        "its peak memory, MB",
        (Ours, "upgrade_postgresql_mb"),
        Goal::AtMost(100.0),
    ),
    amount(
        "official's peak memory, MB",
        (Official, "upgrade_postgresql_mb"),
        Goal::None,
    ),
    speed_up(
        "upgrade from 2019, SQLite, times official's speed",
        "upgrade_oldest_s",
        Goal::AtLeast(1.0),
    ),
    amount("its time, s", (Ours, "upgrade_oldest_s"), Goal::None),
    amount("official's time, s", (Official, "upgrade_oldest_s"), Goal::None),
    amount(
        "its peak memory, MB",
        (Ours, "upgrade_oldest_mb"),
        Goal::AtMost(100.0),
    ),
    amount(
        "official's peak memory, MB",
        (Official, "upgrade_oldest_mb"),
        Goal::None,
    ),
];
