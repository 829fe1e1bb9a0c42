//! The suite of the trace stores: one public function per behaviour.
//!
//! [`trace_suite!`](crate::trace_suite) makes tests of all of them, named after the store and the behaviour. Traces are
//! kept in the experiment `0`, which every store has; datasets belong to it.
//!
//! ```
//! use mlflow_core::MemoryStore;
//!
//! mlflow_testkit::trace_suite!(memory, async { MemoryStore::default() });
//! ```

pub mod assessments;
pub mod concurrency;
pub mod dataset_search;
pub mod datasets;
pub mod deletion;
pub mod errors;
pub mod fixture;
pub mod infos;
pub mod links;
pub mod metrics;
pub mod scorers;
pub mod search;
pub mod search_spans;
pub mod second_generation;
pub mod spans;
pub mod tags;
pub mod totals;

use futures::future::BoxFuture;
use mlflow_core::TraceStore;

/// A store under test, perhaps with something that must live as long.
pub trait Subject {
    /// Returns the store.
    fn store(&self) -> &dyn TraceStore;

    /// Tells whether there is a store here: without the server that it needs, its tests have nothing to do.
    fn is_available(&self) -> bool {
        true
    }
}

impl<S: TraceStore> Subject for S {
    fn store(&self) -> &dyn TraceStore {
        self
    }
}

/// A store and what it lives in, such as a temporary directory.
#[derive(Debug)]
pub struct Guarded<S, G>(pub S, pub G);

impl<S: TraceStore, G> Subject for Guarded<S, G> {
    fn store(&self) -> &dyn TraceStore {
        &self.0
    }
}

/// One behaviour of the suite, for those who run all of them in turn, on a store that is costly to start.
#[derive(Clone, Copy, Debug)]
pub struct Behaviour {
    /// The noun and the behaviour, as in `tags::a_tag_is_removed`.
    pub name: &'static str,
    run: for<'s> fn(&'s dyn TraceStore) -> BoxFuture<'s, ()>,
}

impl Behaviour {
    /// Checks it on a store without traces; it panics where the store behaves otherwise.
    pub async fn check(&self, store: &dyn TraceStore) {
        (self.run)(store).await;
    }
}

/// Returns every behaviour that [`trace_suite!`](crate::trace_suite) makes a test of.
pub fn behaviours() -> Vec<Behaviour> {
    crate::trace_suite! { @each [list] }
}

/// Makes a test of every behaviour of a trace store.
///
/// The second argument is a future that makes a new store without traces (or a
/// [`Guarded`](crate::traces::Guarded) one) for each test.
#[macro_export]
macro_rules! trace_suite {
    ($name:ident, $new_store:expr) => {
        $crate::trace_suite! { @each [modules $name, $new_store] }
    };
    (@each $then:tt) => {
        $crate::trace_suite! { @then $then;
            infos {
                starting_returns_what_reads_back, starting_again_takes_over_what_is_new, long_values_are_cut_in_answers,
                reading_in_batches_keeps_the_order, what_is_promoted_is_metadata_again, a_trace_comes_with_assessments
            }
            second_generation {
                a_trace_begins_and_ends, ends_add_tags_and_metadata, both_generations_read_both, pages_are_found
            }
            tags { a_tag_reads_back, a_tag_is_removed, the_name_is_a_tag, reserved_tags_are_refused }
            spans {
                spans_begin_a_trace, a_root_ends_a_trace, spans_are_merged, a_span_is_replaced,
                one_request_may_hold_several_traces, spans_read_back_as_they_were, a_whole_trace_is_told_by_its_size,
                what_the_client_wrote_stays, sources_and_roots_give_tags, previews_are_those_of_the_root,
                a_request_is_all_or_nothing
            }
            totals { tokens_are_added_up, parents_speak_for_their_children, the_client_s_totals_stay }
            search {
                the_newest_come_first, attributes_are_compared, tags_and_metadata_are_compared,
                names_and_sessions_are_tags_and_metadata, runs_are_found_by_both_links, prompts_are_found,
                feedback_is_compared, expectations_and_issues_are_found, sessions_share_their_assessments,
                tokens_are_equal_as_text, orders_put_missing_values_last, pages_have_no_gaps, only_experiments_hold_traces,
                bad_requests_are_refused
            }
            search_spans {
                spans_are_found_by_their_fields, one_span_meets_all_clauses, attributes_of_spans_are_found,
                the_text_of_a_trace_is_found
            }
            deletion { ids_are_deleted, the_oldest_are_deleted_first, other_experiments_are_left_alone, everything_goes_along }
            links { linking_again_is_no_error, there_is_a_limit }
            metrics {
                traces_are_counted, values_are_aggregated, times_narrow_and_group, spans_have_metrics,
                assessments_have_metrics, metrics_of_nothing_are_few, bad_metrics_are_refused, filters_correlate
            }
            assessments {
                creating_returns_what_reads_back, every_kind_has_its_value, numbers_become_doubles,
                a_correction_takes_the_place, only_masked_fields_change, kinds_do_not_change, deleting_twice_is_no_error,
                ids_are_given_once
            }
            datasets {
                a_dataset_reads_back, equal_inputs_are_one_record, records_read_back_as_they_were,
                pages_of_records_have_no_gaps, records_are_deleted, tags_of_datasets_are_merged,
                a_dataset_belongs_to_experiments, deleting_a_dataset_takes_all_along, bad_datasets_are_refused
            }
            dataset_search {
                datasets_are_found, datasets_have_an_order, pages_of_datasets_have_no_gaps,
                bad_searches_for_datasets_are_refused
            }
            scorers {
                versions_of_scorers_are_numbered, the_latest_of_each_scorer_is_listed, versions_of_scorers_are_deleted,
                a_rate_of_nothing_is_kept, bad_scorers_are_refused, racing_scorers_get_numbers_of_their_own
            }
            errors { what_is_missing_is_named, unknown_traces_are_not_found, unknown_assessments_are_not_found,
                contradictions_are_refused }
            concurrency { racing_spans_are_all_kept, a_client_may_race_with_spans, opposite_orders_come_through }
        }
    };
    (@then [list]; $( $noun:ident { $($behaviour:ident),+ } )+) => {
        vec![ $( $( Behaviour {
            name: concat!(stringify!($noun), "::", stringify!($behaviour)),
            run: |store| Box::pin($noun::$behaviour(store)),
        } ),+ ),+ ]
    };
    (@then [modules $name:ident, $new_store:expr]; $( $noun:ident { $($behaviour:ident),+ } )+) => {
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            $( $crate::trace_suite! { @module $noun, $new_store, [ $($behaviour)+ ] } )+
        }
    };
    (@module $noun:ident, $new_store:expr, [ $($behaviour:ident)+ ]) => {
        mod $noun {
            #[allow(unused_imports)]
            use super::*;

            $(
                #[$crate::__private::tokio::test(crate = "::mlflow_testkit::__private::tokio")]
                async fn $behaviour() {
                    let subject = $new_store.await;
                    if !$crate::traces::Subject::is_available(&subject) {
                        return;
                    }
                    $crate::traces::$noun::$behaviour($crate::traces::Subject::store(&subject)).await;
                }
            )+
        }
    };
}
