//! The whole suite of artifact repositories against official MLflow's server.

use crate::official_server::{Difference, OfficialServer, Outcome};
use crate::settings;
use mlflow_core::StoreUri;
use mlflow_core::artifact::{ArtifactPath, ArtifactRepo, ArtifactRepoExt, Meter};
use mlflow_core::config::settings::{
    ENABLE_PROXY_MULTIPART_UPLOAD, MULTIPART_UPLOAD_CHUNK_SIZE, MULTIPART_UPLOAD_MINIMUM_FILE_SIZE,
};
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

/// It does not put parts together in a local folder, and says so: the file goes as a whole.
#[tokio::test]
async fn it_takes_files_as_a_whole_where_it_takes_no_parts() {
    let Some(server) = OfficialServer::start() else {
        return;
    };
    let _one = settings::set(|config| {
        config.set(&ENABLE_PROXY_MULTIPART_UPLOAD, "true");
        config.set(&MULTIPART_UPLOAD_MINIMUM_FILE_SIZE, "10");
        config.set(&MULTIPART_UPLOAD_CHUNK_SIZE, "1000");
    });
    let options = OpenOptions::new().tracking_uri(server.uri().as_str());
    let repo =
        ServedArtifactRepo::open(&StoreUri::parse("mlflow-artifacts:/1/r").unwrap(), &options).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let local = folder.path().join("large.bin");
    std::fs::write(&local, [7; 5000]).unwrap();
    let path = ArtifactPath::parse("a/large.bin").unwrap();
    repo.upload_file(&local, &path, &Meter::default()).await.unwrap();
    assert_eq!(repo.read_bytes(&path).await.unwrap(), vec![7; 5000]);
}
