//! The suite of the tracking stores: one public function per behaviour.
//!
//! [`tracking_suite!`](crate::tracking_suite) makes tests of all of them, named after the store and
//! the behaviour: `sqlite::runs::restore_brings_a_deleted_run_back`.
//!
//! ```
//! use mlflow_core::MemoryStore;
//!
//! mlflow_testkit::tracking_suite!(memory, async { MemoryStore::default() });
//! ```
//!
//! A single behaviour can be called as well:
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
//! use mlflow_testkit::tracking::runs;
//! runs::restore_brings_a_deleted_run_back(&mlflow_core::MemoryStore::default()).await;
//! # });
//! ```

pub mod batch;
pub mod concurrency;
pub mod errors;
pub mod experiments;
pub mod fixture;
pub mod histories;
pub mod inputs;
pub mod logged_model_metrics;
pub mod logged_model_search;
pub mod logged_models;
pub mod metrics;
pub mod params;
pub mod runs;
pub mod search;
pub mod tags;

use futures::future::BoxFuture;
use mlflow_core::TrackingStore;
use std::sync::Arc;

/// What stores may differ in.
#[derive(Clone, Copy, Debug)]
pub struct Capabilities {
    /// Whether -0.0 is read back as -0.0; SQLite makes it 0.0.
    pub keeps_negative_zero: bool,
    /// Whether an infinite metric is read back as it is; SQL stores keep the largest finite double.
    pub keeps_infinity: bool,
    /// Whether names and keys are told apart, and put in order, by their bytes: the usual collations of MySQL take
    /// `a`, `A` and `a ` for the same.
    pub minds_case: bool,
    /// How many characters the name of an experiment may have; the columns of PostgreSQL and MySQL hold 256.
    pub longest_experiment_name: usize,
    /// Whether the ids of experiments grow; those of file stores are random.
    pub counts_experiments: bool,
    /// Whether every point of a metric that is logged is kept, in the order of arrival: file stores append lines. The
    /// others keep a repeated point once, and order a history by time. Of a logged model file stores then show the
    /// latest point of each dataset alone, and NaN as it is.
    pub keeps_every_point: bool,
}

impl Default for Capabilities {
    /// What the store in memory does.
    fn default() -> Self {
        Capabilities {
            keeps_negative_zero: true,
            keeps_infinity: false,
            minds_case: true,
            longest_experiment_name: 500,
            counts_experiments: true,
            keeps_every_point: false,
        }
    }
}

/// A store under test, perhaps with something that must live as long.
pub trait Subject {
    /// Returns the store.
    fn store(&self) -> &dyn TrackingStore;

    /// Tells whether there is a store here: without the server that it needs, its tests have nothing to do.
    fn is_available(&self) -> bool {
        true
    }
}

impl<S: TrackingStore> Subject for S {
    fn store(&self) -> &dyn TrackingStore {
        self
    }
}

/// A store and what it lives in, such as a temporary directory.
#[derive(Debug)]
pub struct Guarded<S, G>(pub S, pub G);

impl<S: TrackingStore, G> Subject for Guarded<S, G> {
    fn store(&self) -> &dyn TrackingStore {
        &self.0
    }
}

/// One behaviour of the suite, for those who run all of them in turn, on a store that is costly to start.
#[derive(Clone, Copy, Debug)]
pub struct Behaviour {
    /// The noun and the behaviour, as in `runs::a_run_begins_running`.
    pub name: &'static str,
    run: for<'s> fn(&'s dyn TrackingStore, Capabilities) -> BoxFuture<'s, ()>,
}

impl Behaviour {
    /// Checks it on an empty store; it panics where the store behaves otherwise.
    pub async fn check(&self, store: &dyn TrackingStore, capabilities: Capabilities) {
        (self.run)(store, capabilities).await;
    }
}

/// Returns every behaviour that [`tracking_suite!`](crate::tracking_suite) makes a test of.
pub fn behaviours() -> Vec<Behaviour> {
    crate::tracking_suite! { @each [list] }
}

/// Checks every behaviour, each on a store that was opened for it, and returns those that fail with the reasons.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
/// use mlflow_core::{MemoryStore, TrackingStore};
/// use std::sync::Arc;
///
/// let failures = mlflow_testkit::tracking::failures(async || {
///     Ok(Arc::new(MemoryStore::default()) as Arc<dyn TrackingStore>)
/// });
/// assert_eq!(failures.await, []);
/// # });
/// ```
pub async fn failures(
    open: impl AsyncFn() -> mlflow_core::Result<Arc<dyn TrackingStore>>,
) -> Vec<(&'static str, String)> {
    let mut failures = Vec::new();
    for behaviour in behaviours() {
        let checked = match open().await {
            Ok(store) => {
                let test = async move {
                    behaviour.check(&*store, Capabilities::default()).await;
                    Ok(())
                };
                crate::verdict(test).await
            }
            Err(error) => Err(format!("the store does not open: {error}")),
        };
        failures.extend(checked.err().map(|why| (behaviour.name, why)));
    }
    failures
}

/// Makes a test of every behaviour of a tracking store.
///
/// The second argument is a future that makes a new, empty store (or a
/// [`Guarded`](crate::tracking::Guarded) one) for each test; the third, where the store
/// differs from the default, its [`Capabilities`](crate::tracking::Capabilities).
#[macro_export]
macro_rules! tracking_suite {
    ($name:ident, $new_store:expr) => {
        $crate::tracking_suite!($name, $new_store, $crate::tracking::Capabilities::default());
    };
    ($name:ident, $new_store:expr, $capabilities:expr) => {
        $crate::tracking_suite! { @each [modules $name, $new_store, $capabilities] }
    };
    (@each $then:tt) => {
        $crate::tracking_suite! { @then $then;
            experiments {
                the_default_one_exists, creating_returns_an_id_that_reads_back,
                names_are_unique_among_deleted_ones, the_artifact_location_is_kept_or_made, reading_by_name_finds_deleted_ones,
                renaming_changes_the_name, renaming_to_its_own_name_is_no_error,
                renaming_to_a_taken_name_is_refused, deleting_takes_its_runs_along,
                restoring_brings_all_runs_back, deleting_twice_is_refused, restoring_a_live_one_is_refused,
                a_deleted_one_takes_no_writes, tags_are_written_and_overwritten, tags_are_removed,
                times_follow_changes
            }
            runs {
                creating_returns_what_reads_back, a_run_begins_running, names_come_from_the_request_or_the_tag,
                names_that_differ_are_refused, a_name_is_made_if_none_is_given, artifacts_are_below_the_experiment,
                start_times_have_no_limits, updating_changes_what_is_set, updating_the_name_changes_its_tag,
                deleting_is_seen_in_the_stage, deleting_twice_is_no_error, restore_brings_a_deleted_run_back,
                restoring_a_live_run_is_no_error, a_deleted_run_takes_no_writes, a_deleted_run_is_still_read
            }
            metrics {
                a_point_reads_back, the_latest_is_by_step_then_time_then_value,
                nan_reads_back, nan_counts_as_zero_among_equals, finite_values_keep_their_bits,
                integers_of_64_bits_read_back, a_point_names_its_model_and_dataset
            }
            experiments with capabilities { ids_are_counted_up, names_are_unique_among_live_ones, names_may_be_any_text }
            search with capabilities { experiments_are_ordered }
            metrics with capabilities {
                a_repeated_point_is_stored_once, keys_are_apart, infinities_are_kept_as_far_as_can_be, negative_zero_is_one_point_with_zero
            }
            histories with capabilities { points_are_by_time_step_and_value }
            batch with capabilities { a_repeated_batch_adds_nothing, repeated_points_in_it_are_one }
            logged_model_metrics with capabilities {
                metrics_of_runs_are_kept_with_their_dataset, a_batch_reaches_its_models, a_repeated_point_is_kept_once
            }
            concurrency with capabilities { equal_points_at_once_are_one }
            histories {
                a_history_of_nothing_is_empty, pages_have_no_gaps_and_no_repeats,
                a_full_last_page_has_no_successor, bulk_histories_are_by_run, bulk_histories_have_a_limit,
                samples_hold_both_ends, samples_of_few_points_are_whole, samples_keep_to_a_range_of_steps,
                samples_follow_the_order_of_runs
            }
            params {
                a_param_reads_back, the_same_value_again_is_no_error, another_value_is_refused,
                an_empty_value_is_a_value, long_values_are_cut, unicode_reads_back
            }
            tags {
                a_tag_reads_back, a_tag_is_overwritten, a_tag_is_removed, removing_a_missing_tag_is_refused,
                the_tag_of_the_name_is_the_name, an_empty_name_changes_nothing, long_values_are_cut,
                models_of_the_old_kind_are_noted
            }
            batch {
                everything_reads_back, an_empty_batch_is_no_error, a_changed_param_leaves_nothing,
                every_changed_param_is_named, a_bad_metric_leaves_nothing, the_last_of_two_tags_counts, the_largest_batch_is_taken,
                one_more_is_refused, the_name_is_changed_by_its_tag
            }
            inputs {
                datasets_read_back, a_dataset_is_used_once, a_dataset_is_known_by_name_and_digest,
                models_read_back, outputs_read_back, empty_inputs_are_no_error, a_bad_input_leaves_nothing,
                datasets_are_listed_with_their_contexts, datasets_of_nothing_are_none
            }
            logged_models {
                creating_returns_what_reads_back, a_name_is_made_if_none_is_given, names_have_forbidden_characters,
                several_may_share_a_name, an_experiment_must_be_there_and_live, artifacts_are_below_the_experiment,
                finalizing_changes_the_status, a_status_must_be_given, deleting_hides_it, deleting_twice_is_no_error,
                what_is_not_there_is_not_found, params_are_written_once, a_changed_param_leaves_nothing,
                a_key_given_twice_is_refused, tags_are_written_and_overwritten, tags_are_removed,
                lists_are_by_key
            }
            logged_model_metrics {
                another_value_in_its_place_leaves_nothing,
                a_metric_of_an_unknown_model_leaves_nothing, outputs_keep_their_step
            }
            logged_model_search {
                the_newest_comes_first, they_are_filtered_by_what_they_hold, datasets_narrow_metrics,
                they_are_ordered_by_the_latest_metric, missing_values_come_last, pages_have_no_gaps_and_no_repeats,
                a_token_of_another_search_is_refused, bad_searches_are_refused
            }
            search {
                runs_are_found_in_their_experiments, the_newest_run_comes_first, runs_are_filtered_by_what_they_hold,
                runs_are_ordered_by_a_metric, nan_and_missing_metrics_come_last, views_show_their_stage,
                pages_of_runs_have_no_gaps_and_no_repeats, found_runs_are_whole, experiments_are_filtered,
                pages_of_experiments_have_no_gaps_and_no_repeats,
                a_bad_filter_is_refused, a_bad_token_is_refused
            }
            errors {
                what_is_missing_is_named, unknown_runs_are_not_found, unknown_experiments_are_not_found,
                ids_of_another_form_are_refused, keys_of_another_form_are_refused, nul_is_refused,
                negative_times_are_refused, page_sizes_have_limits
            }
            concurrency {
                many_tasks_log_one_run, one_of_racing_creates_wins, one_of_racing_params_wins,
                racing_tags_leave_one_of_them, experiments_at_once_have_different_ids,
                writers_at_once_get_answers_of_their_own
            }
        }
    };
    (@then [modules $name:ident, $new_store:expr, $capabilities:expr]; $(
        $noun:ident $(with $capable:ident)? { $($behaviour:ident),+ }
    )+) => {
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            $( $crate::tracking_suite! {
                @module $noun $($capable)?, $new_store, $capabilities, [ $($behaviour)+ ]
            } )+
        }
    };
    (@then [list]; $( $noun:ident $(with $capable:ident)? { $($behaviour:ident),+ } )+) => {
        [ $( $crate::tracking_suite! { @of $noun [ $($capable)? ] $($behaviour)+ } ),+ ].concat()
    };
    (@of $noun:ident [] $($behaviour:ident)+) => {
        vec![ $( Behaviour {
            name: concat!(stringify!($noun), "::", stringify!($behaviour)),
            run: |store, _| Box::pin($noun::$behaviour(store)),
        } ),+ ]
    };
    (@of $noun:ident [ capabilities ] $($behaviour:ident)+) => {
        vec![ $( Behaviour {
            name: concat!(stringify!($noun), "::", stringify!($behaviour)),
            run: |store, capabilities| Box::pin($noun::$behaviour(store, capabilities)),
        } ),+ ]
    };
    (@module $noun:ident, $new_store:expr, $capabilities:expr, [ $($behaviour:ident)+ ]) => {
        mod $noun {
            #[allow(unused_imports)]
            use super::*;

            $(
                #[$crate::__private::tokio::test(crate = "::mlflow_testkit::__private::tokio")]
                async fn $behaviour() {
                    let subject = $new_store.await;
                    if !$crate::tracking::Subject::is_available(&subject) {
                        return;
                    }
                    $crate::tracking::$noun::$behaviour($crate::tracking::Subject::store(&subject)).await;
                }
            )+
        }
    };
    (@module $noun:ident capabilities, $new_store:expr, $capabilities:expr, [ $($behaviour:ident)+ ]) => {
        $(
            #[$crate::__private::tokio::test(crate = "::mlflow_testkit::__private::tokio")]
            async fn $behaviour() {
                let subject = $new_store.await;
                if !$crate::tracking::Subject::is_available(&subject) {
                    return;
                }
                let store = $crate::tracking::Subject::store(&subject);
                $crate::tracking::$noun::$behaviour(store, $capabilities).await;
            }
        )+
    };
}
