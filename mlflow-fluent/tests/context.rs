//! What runs say of their surroundings.

mod common;

use common::TestResult;
use mlflow::context::{self, RunContextProvider};

struct Fixed(&'static str, &'static [(&'static str, &'static str)]);

impl RunContextProvider for Fixed {
    fn name(&self) -> &str {
        self.0
    }

    fn tags(&self) -> mlflow::Result<Vec<(String, String)>> {
        let own = |(key, value): &(&str, &str)| (key.to_string(), value.to_string());
        Ok(self.1.iter().map(own).collect())
    }
}

struct Broken;

impl RunContextProvider for Broken {
    fn name(&self) -> &str {
        "broken"
    }

    fn tags(&self) -> mlflow::Result<Vec<(String, String)>> {
        Err(mlflow::Error::invalid_parameter_value("no tags today"))
    }
}

#[test]
fn later_providers_win_and_the_user_wins_over_all() -> TestResult {
    let alone = common::alone();
    std::env::set_var("MLFLOW_TRACKING_USERNAME", "alice");
    let commit = common::repository(alone.path());
    std::env::set_var("CARGO_MANIFEST_DIR", alone.path());
    let run = mlflow::start_run()?;
    let tags = &run.run().data.tags;
    assert_eq!(
        (&tags["mlflow.user"], &tags["mlflow.source.type"]),
        ("alice", "LOCAL")
    );
    assert_eq!(run.run().info.user_id, "alice");
    assert_eq!(tags["mlflow.source.name"], *std::env::args().next().unwrap());
    assert_eq!(tags["mlflow.source.git.commit"], commit);
    run.end()?;

    context::register(Fixed(
        "first",
        &[
            ("a", "1"),
            ("b", "1"),
            ("c", "1"),
            ("d", "1"),
            ("mlflow.user", "bob"),
        ],
    ));
    context::register(Broken);
    context::register(Fixed("second", &[("b", "2"), ("c", "2"), ("d", "2")]));
    std::env::set_var("MLFLOW_RUN_CONTEXT", r#"{"c": "3", "d": 3}"#);
    let run = mlflow::start_run_with(mlflow::RunOptions::new().tag("d", "4"))?;
    let tags = &run.run().data.tags;
    let seen = ["a", "b", "c", "d", "mlflow.user"].map(|key| &tags[key]);
    assert_eq!(seen, ["1", "2", "3", "4", "bob"]);
    run.end()?;

    std::env::set_var("MLFLOW_RUN_CONTEXT", "no JSON");
    let run = mlflow::start_run()?;
    assert_eq!(&run.run().data.tags["c"], "2");
    Ok(())
}
