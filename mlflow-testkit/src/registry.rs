//! The suite of the model registries: one public function per behaviour.
//!
//! [`registry_suite!`](crate::registry_suite) makes tests of all of them, named after the store and the behaviour.
//!
//! ```
//! use mlflow_core::MemoryStore;
//!
//! mlflow_testkit::registry_suite!(memory, async { MemoryStore::default() });
//! ```

pub mod aliases;
pub mod concurrency;
pub mod errors;
pub mod fixture;
pub mod model_tags;
pub mod models;
pub mod prompts;
pub mod search;
pub mod sources;
pub mod stages;
pub mod version_tags;
pub mod versions;
pub mod webhooks;

use futures::future::BoxFuture;
use mlflow_core::RegistryStore;

/// A registry under test, perhaps with something that must live as long.
pub trait Subject {
    /// Returns the registry.
    fn store(&self) -> &dyn RegistryStore;

    /// Tells whether there is a registry here: without the server that it needs, its tests have nothing to do.
    fn is_available(&self) -> bool {
        true
    }
}

impl<S: RegistryStore> Subject for S {
    fn store(&self) -> &dyn RegistryStore {
        self
    }
}

/// A registry and what it lives in, such as a temporary directory.
#[derive(Debug)]
pub struct Guarded<S, G>(pub S, pub G);

impl<S: RegistryStore, G> Subject for Guarded<S, G> {
    fn store(&self) -> &dyn RegistryStore {
        &self.0
    }
}

/// One behaviour of the suite, for those who run all of them in turn, on a registry that is costly to start.
#[derive(Clone, Copy, Debug)]
pub struct Behaviour {
    /// The noun and the behaviour, as in `aliases::an_alias_moves`.
    pub name: &'static str,
    run: for<'s> fn(&'s dyn RegistryStore) -> BoxFuture<'s, ()>,
}

impl Behaviour {
    /// Checks it on an empty registry; it panics where the registry behaves otherwise.
    pub async fn check(&self, store: &dyn RegistryStore) {
        (self.run)(store).await;
    }
}

/// Returns every behaviour that [`registry_suite!`](crate::registry_suite) makes a test of.
pub fn behaviours() -> Vec<Behaviour> {
    crate::registry_suite! { @each [list] }
}

/// Makes a test of every behaviour of a model registry.
///
/// The second argument is a future that makes a new, empty registry (or a
/// [`Guarded`](crate::registry::Guarded) one) for each test.
#[macro_export]
macro_rules! registry_suite {
    ($name:ident, $new_store:expr) => {
        $crate::registry_suite! { @each [modules $name, $new_store] }
    };
    (@each $then:tt) => {
        $crate::registry_suite! { @then $then;
            models {
                creating_returns_what_reads_back, names_are_unique, names_may_be_any_text_that_is_no_path,
                names_of_paths_are_refused, renaming_takes_everything_along, renaming_to_its_own_name_is_no_error,
                renaming_to_a_taken_name_is_refused, describing_changes_the_description, deleting_takes_everything_along,
                a_deleted_name_is_free, times_follow_changes
            }
            model_tags {
                a_tag_reads_back, a_tag_is_overwritten, a_tag_is_removed, removing_a_missing_tag_is_no_error,
                the_last_of_two_tags_counts, long_values_have_a_limit
            }
            versions {
                creating_returns_what_reads_back, numbers_are_counted_up_by_model, a_deleted_number_is_not_given_again,
                describing_changes_the_description, deleting_hides_it_and_its_aliases, deleting_twice_is_refused,
                the_latest_are_those_of_each_stage
            }
            version_tags { a_tag_reads_back, a_tag_is_removed, tags_are_those_of_one_version }
            aliases {
                an_alias_points_to_a_version, an_alias_moves, a_version_has_many, removing_is_no_error_twice,
                latest_is_the_highest_number, reserved_names_are_refused, case_matters, a_missing_alias_is_refused
            }
            stages {
                a_version_begins_in_none, stages_are_read_in_any_case, others_are_archived_if_asked_for,
                archiving_is_for_active_stages, other_stages_are_refused
            }
            search {
                models_are_found_by_name, models_are_found_by_tags, versions_are_found_by_what_they_hold,
                deleted_versions_are_not_found, models_are_ordered, versions_are_ordered,
                pages_of_models_have_no_gaps_and_no_repeats, pages_of_versions_have_no_gaps_and_no_repeats,
                found_models_are_whole, a_bad_filter_is_refused, a_bad_token_is_refused
            }
            prompts {
                they_share_names_with_models, models_are_searched_without_them, versions_are_searched_without_them,
                they_are_found_if_asked_for
            }
            sources {
                any_uri_is_its_own_place, a_version_is_where_its_source_is, a_source_that_is_not_there_is_refused
            }
            errors {
                what_is_missing_is_named, unknown_models_are_not_found, unknown_versions_are_not_found,
                versions_are_integers, nul_is_refused, page_sizes_have_limits
            }
            webhooks {
                a_registry_keeps_them_or_says_so, creating_returns_what_reads_back, names_may_repeat,
                secrets_stay_with_the_store, changing_changes_what_is_named, a_deleted_one_is_gone,
                pages_have_no_gaps_and_no_repeats, bad_requests_are_refused, events_count_once, texts_have_limits
            }
            concurrency { every_racing_version_gets_a_number, one_of_racing_models_wins, racing_aliases_point_to_one }
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

            $( $crate::registry_suite! { @module $noun, $new_store, [ $($behaviour)+ ] } )+
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
                    if !$crate::registry::Subject::is_available(&subject) {
                        return;
                    }
                    $crate::registry::$noun::$behaviour($crate::registry::Subject::store(&subject)).await;
                }
            )+
        }
    };
}
