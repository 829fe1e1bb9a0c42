//! The whole suite of tracking stores against official MLflow's server.

use crate::official_server::{Difference, OfficialServer, Outcome};
use mlflow_core::Remote;
use mlflow_core::config::{self, settings};
use mlflow_stores::rest::Http;
use mlflow_testkit::tracking::{Capabilities, behaviours};

const OFFICIAL: Capabilities = Capabilities {
    keeps_negative_zero: false,
    keeps_infinity: false,
    minds_case: true,
    longest_experiment_name: 500,
    counts_experiments: true,
    keeps_every_point: false,
};

const CRASHES: &str = "it answers by status 500 to what it did not expect";
const LOOSER: &str = "it takes what we refuse, so that a mistake is not found";

const DIGEST: &str = "it asks for a digest beside the name of each dataset";

const DIFFERENCES: &[Difference] = &[
    (
        "experiments::renaming_to_a_taken_name_is_refused",
        "the code is that of the database's refusal",
    ),
    (
        "runs::start_times_have_no_limits",
        "a run that ended in 1970, at 0, is sent without an end",
    ),
    (
        "inputs::outputs_read_back",
        "outputs that are logged again are refused, which a retry does",
    ),
    (
        "logged_models::params_are_written_once",
        "parameters that are logged again are refused, which a retry does",
    ),
    ("logged_models::a_key_given_twice_is_refused", LOOSER),
    (
        "logged_models::lists_are_by_key",
        "metrics come in the order in which they were logged",
    ),
    (
        "logged_models::tags_are_removed",
        "no route leads to a key with a slash",
    ),
    (
        "logged_model_metrics::a_metric_of_an_unknown_model_leaves_nothing",
        "the code is that of the database's refusal",
    ),
    (
        "logged_model_metrics::another_value_in_its_place_leaves_nothing",
        DIGEST,
    ),
    ("logged_model_search::datasets_narrow_metrics", DIGEST),
    (
        "logged_model_search::a_token_of_another_search_is_refused",
        CRASHES,
    ),
    ("logged_model_search::bad_searches_are_refused", CRASHES),
    ("search::a_bad_token_is_refused", CRASHES),
    ("errors::ids_of_another_form_are_refused", LOOSER),
    ("errors::nul_is_refused", LOOSER),
    ("errors::page_sizes_have_limits", LOOSER),
];

/// It may refuse all but one of those that write one row at once.
const RACES: &[&str] = &[
    "concurrency::many_tasks_log_one_run",
    "concurrency::racing_tags_leave_one_of_them",
    "concurrency::writers_at_once_get_answers_of_their_own",
];

#[tokio::test]
async fn it_is_a_tracking_store() {
    let Some(server) = OfficialServer::start() else {
        return;
    };
    // What crashes is asked again, and need not wait in between.
    config::change(|config| {
        config.set(&settings::HTTP_REQUEST_BACKOFF_FACTOR, "0");
        config.set(&settings::HTTP_REQUEST_BACKOFF_JITTER, "0");
    })
    .unwrap();
    let store = Remote(Http::open(&server.uri()).unwrap());
    let mut outcome = Outcome::default();
    for behaviour in behaviours()
        .into_iter()
        .filter(|behaviour| !RACES.contains(&behaviour.name))
    {
        server.empty();
        let check = behaviour.check(&store, OFFICIAL);
        outcome.check(behaviour.name, DIFFERENCES, check).await;
    }
    outcome.assert_as_expected(140);
}
