//! Registries behind HTTP: the whole suite against official MLflow's server.

#![cfg(all(feature = "http", unix))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "helpers of tests may stop at the first surprise, and say what is left out"
)]

#[path = "../../mlflow-stores/tests/common/official_server.rs"]
mod official_server;

/// Its name puts the tests into the group of those that start Python.
mod interop {
    use super::official_server::{Difference, OfficialServer, Outcome};
    use mlflow_core::artifact::TransferOptions;
    use mlflow_core::config::{self, settings};
    use mlflow_core::contract::runs::{CreateRun, GetMetricHistoryBulk};
    use mlflow_core::{Client, Remote};
    use mlflow_registry::prompts::{self, NewPrompt};
    use mlflow_registry::{RegisterOptions, register_model};
    use mlflow_stores::rest::Http;
    use mlflow_testkit::registry::behaviours;

    const LOOSER: &str = "it takes what we refuse, so that a mistake is not found";

    const DIFFERENCES: &[Difference] = &[
        ("aliases::reserved_names_are_refused", LOOSER),
        (
            "stages::archiving_is_for_active_stages",
            "the refusal has the code of a fault of the server",
        ),
        (
            "sources::any_uri_is_its_own_place",
            "the server asks for the run that a source belongs to",
        ),
        (
            "sources::a_version_is_where_its_source_is",
            "the server puts the number of a version in the place of its alias",
        ),
        (
            "sources::a_source_that_is_not_there_is_refused",
            "the refusal names the version, and not the source",
        ),
        (
            "errors::versions_are_integers",
            "it answers by status 500 to what it did not expect",
        ),
        ("errors::nul_is_refused", LOOSER),
        ("errors::page_sizes_have_limits", LOOSER),
        (
            "webhooks::events_count_once",
            "it hands on what its database says",
        ),
        ("webhooks::texts_have_limits", LOOSER),
    ];

    /// It may refuse all but one of those that write one row at once.
    const RACES: &[&str] = &["concurrency::racing_aliases_point_to_one"];

    #[tokio::test]
    async fn it_is_a_registry() {
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
            outcome
                .check(behaviour.name, DIFFERENCES, behaviour.check(&store))
                .await;
        }
        outcome.assert_as_expected(55);
    }

    /// A client of one URI tracks a run, keeps its files, and registers and reads what they make, all of it on the server.
    #[tokio::test]
    async fn one_uri_is_enough() {
        let Some(server) = OfficialServer::start() else {
            return;
        };
        mlflow_registry::link();
        let client = Client::new(server.uri().as_str()).unwrap();
        let experiment_id = client.create_experiment("wine").await.unwrap();
        let request = CreateRun {
            experiment_id,
            ..CreateRun::default()
        };
        let run = client.create_run(request).await.unwrap();
        client.log_metric(run.id(), "loss", (f64::NAN, 1)).await.unwrap();
        client.log_metric(run.id(), "loss", (0.5, 2)).await.unwrap();
        let bulk = GetMetricHistoryBulk {
            run_id: vec![run.id().to_owned()],
            metric_key: "loss".into(),
            ..GetMetricHistoryBulk::default()
        };
        let points = client
            .store()
            .await
            .unwrap()
            .get_metric_history_bulk(bulk)
            .await
            .unwrap()
            .metrics;
        assert!(points.len() == 2 && points[0].value.is_nan(), "{points:?}");

        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("model")).unwrap();
        std::fs::write(folder.path().join("model/MLmodel"), "flavors: {}").unwrap();
        client
            .log_artifact(run.id(), folder.path().join("model"), None)
            .await
            .unwrap();
        let source = format!("runs:/{}/model", run.id());
        let version = register_model(&client, &source, "wine", RegisterOptions::new())
            .await
            .unwrap();
        assert_eq!(
            (version.version.as_str(), version.run_id.as_deref()),
            ("1", Some(run.id()))
        );
        client
            .set_registered_model_alias("wine", "champ", "1")
            .await
            .unwrap();
        let rows = client.list_artifact_uri("models:/wine@champ").await.unwrap();
        assert_eq!(
            rows.iter().map(|row| row.path.as_str()).collect::<Vec<_>>(),
            ["MLmodel"]
        );
        let options = TransferOptions::new();
        let file = client
            .download_artifact_uri("models:/wine/1/MLmodel", None, options)
            .await
            .unwrap();
        assert_eq!(std::fs::read_to_string(file).unwrap(), "flavors: {}");

        let prompt = NewPrompt::new("greeting", "Hello {{name}}");
        prompts::register(&client, prompt).await.unwrap();
        let loaded = prompts::load(&client, "prompts:/greeting/1").await.unwrap();
        assert_eq!(loaded.variables(), ["name"]);
    }
}
