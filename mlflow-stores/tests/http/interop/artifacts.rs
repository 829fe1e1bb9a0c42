//! The whole suite of artifact repositories against official MLflow's server.

use crate::official_server::{Difference, OfficialServer, Outcome};
use mlflow_core::StoreUri;
use mlflow_core::registry::OpenOptions;
use mlflow_stores::artifacts::ServedArtifactRepo;
use mlflow_testkit::artifacts::behaviours;

const DIFFERENCES: &[Difference] = &[(
    "odd_names",
    "it decodes a path twice: `a%20b.txt` is stored as `a b.txt`",
)];

#[tokio::test]
async fn it_keeps_artifacts() {
    let Some(server) = OfficialServer::start() else {
        return;
    };
    let options = OpenOptions::new().tracking_uri(server.uri().as_str());
    let mut outcome = Outcome::default();
    for behaviour in behaviours() {
        let root = StoreUri::parse(&format!("mlflow-artifacts:/1/{}/the artifacts", behaviour.name)).unwrap();
        let repo = ServedArtifactRepo::open(&root, &options).unwrap();
        outcome
            .check(behaviour.name, DIFFERENCES, behaviour.check(&repo))
            .await;
    }
    outcome.assert_as_expected(25);
}
