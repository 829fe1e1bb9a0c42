//! Artifacts of one side, listed and read by the other.

use super::reading::items;
use super::scenario::{new_experiment, new_run};
use super::sides::{Official, Ours, Python, Side, folder};
use mlflow_core::artifact::{ArtifactPath, ArtifactRepo, ArtifactRepoExt, FileInfo};
use mlflow_stores::artifacts::LocalArtifactRepo;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

const NAMES: &[&str] = &[
    "plain.txt",
    "two words.txt",
    "ünï/日本 🦀.txt",
    "100%.txt",
    "a+b&c=d;e,f.txt",
    "it's \"quoted\".txt",
    "[x]{y}(z)~!@$^`.txt",
    ".hidden",
    "no extension",
    "deep/er/and/deeper/still.bin",
    "empty/file",
];

/// Official MLflow lists such a file and cannot read it: it takes the name for an encoded one.
const ENCODED: &str = "a%20b.txt";

fn content(name: &str) -> Vec<u8> {
    match name {
        "empty/file" => Vec::new(),
        _ => name.bytes().cycle().take(70_000).collect(),
    }
}

/// The files below a directory, as the contents say.
fn files(directory: &Path) -> BTreeMap<String, Vec<u8>> {
    let (mut found, mut left) = (BTreeMap::new(), vec![directory.to_owned()]);
    while let Some(next) = left.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                left.push(path);
            } else {
                let name = path.strip_prefix(directory).unwrap().to_str().unwrap().to_owned();
                found.insert(name, std::fs::read(path).unwrap());
            }
        }
    }
    found
}

fn expected() -> BTreeMap<String, Vec<u8>> {
    NAMES
        .iter()
        .map(|name| ((*name).to_owned(), content(name)))
        .collect()
}

/// Every directory's listing, from the root down.
async fn official_listing(official: &mut Official, run: &str) -> BTreeMap<String, Value> {
    let (mut all, mut left) = (BTreeMap::new(), vec![None]);
    while let Some(path) = left.pop() {
        let answer = official
            .call("list_artifacts", json!({"run_id": run, "path": path}))
            .await;
        let below = items(&answer, "files").filter(|file| file["is_dir"] == true);
        left.extend(below.map(|file| Some(file["path"].as_str().unwrap().to_owned())));
        all.insert(path.unwrap_or_default(), answer["files"].clone());
    }
    all
}

async fn our_listing(repo: &LocalArtifactRepo) -> BTreeMap<String, Value> {
    let (mut all, mut left) = (BTreeMap::new(), vec![None]);
    while let Some(path) = left.pop() {
        let parsed = path
            .as_deref()
            .map(|path: &str| ArtifactPath::parse(path).unwrap());
        let rows: Vec<FileInfo> = repo.list(parsed.as_ref()).await.unwrap();
        left.extend(
            rows.iter()
                .filter(|row| row.is_dir)
                .map(|row| Some(row.path.clone())),
        );
        all.insert(path.unwrap_or_default(), serde_json::to_value(rows).unwrap());
    }
    all
}

/// Runs whose artifacts are at the default place and below a location with an odd name.
async fn runs(side: &mut impl Side, folder: &Path) -> Vec<(String, String)> {
    let mut runs = Vec::new();
    let location = folder.join("my data ü 100%/artifacts");
    for location in [None, Some(location.to_str().unwrap())] {
        let name = format!("at {location:?}");
        let experiment = new_experiment(side, json!({"name": name, "artifact_location": location})).await;
        let run = new_run(side, &experiment, json!({"start_time": 1_700_000_000_000_i64})).await;
        let answer = side.call("get_run", json!({"run_id": run})).await;
        let uri = answer["run"]["info"]["artifact_uri"].as_str().unwrap();
        runs.push((run, uri.to_owned()));
    }
    runs
}

#[tokio::test]
async fn official_reads_our_artifacts() {
    let Some(python) = Python::version_3() else { return };
    let (folder, database) = folder();
    let mut ours = Ours::open(&database).await;
    let mut official = python.open(&database);
    for (run, uri) in runs(&mut ours, folder.path()).await {
        let repo = LocalArtifactRepo::open(&uri).unwrap();
        for name in NAMES {
            repo.write_bytes(&ArtifactPath::parse(name).unwrap(), content(name))
                .await
                .unwrap();
        }
        assert_eq!(
            official_listing(&mut official, &run).await,
            our_listing(&repo).await
        );
        let copy = folder.path().join(format!("copy of {run}"));
        std::fs::create_dir(&copy).unwrap();
        official
            .call(
                "download_artifacts",
                json!({"run_id": run, "path": "", "dst_path": copy}),
            )
            .await;
        assert_eq!(files(&copy), expected());
        for name in NAMES {
            let one = folder.path().join("one").join(&run).join(name);
            std::fs::create_dir_all(&one).unwrap();
            let answer = official
                .call(
                    "download_artifacts",
                    json!({"run_id": run, "path": name, "dst_path": one}),
                )
                .await;
            assert_eq!(
                std::fs::read(answer["path"].as_str().unwrap()).unwrap(),
                content(name),
                "{name}"
            );
        }
        let encoded = ArtifactPath::parse(ENCODED).unwrap();
        repo.write_bytes(&encoded, content(ENCODED)).await.unwrap();
        assert_eq!(
            official_listing(&mut official, &run).await,
            our_listing(&repo).await
        );
    }
}

#[tokio::test]
async fn we_read_artifacts_of_official() {
    let Some(python) = Python::version_3() else { return };
    let (folder, database) = folder();
    let tree = folder.path().join("tree");
    for name in NAMES.iter().chain([&ENCODED]) {
        let file = tree.join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, content(name)).unwrap();
    }
    let mut official = python.open(&database);
    let mut ours = Ours::open(&database).await;
    for (run, uri) in runs(&mut official, folder.path()).await {
        official
            .call("log_artifacts", json!({"run_id": run, "local_dir": tree}))
            .await;
        let single =
            json!({"run_id": run, "local_path": tree.join("100%.txt"), "artifact_path": "in/a folder ü"});
        official.call("log_artifact", single).await;
        let text = json!({"run_id": run, "text": "a text 🦀", "artifact_file": "texts/a b.txt"});
        official.call("log_text", text).await;

        let ours_uri = ours.call("get_run", json!({"run_id": run})).await;
        assert_eq!(ours_uri["run"]["info"]["artifact_uri"], uri);
        let repo = LocalArtifactRepo::open(&uri).unwrap();
        assert_eq!(
            our_listing(&repo).await,
            official_listing(&mut official, &run).await
        );
        let mut all = expected();
        all.insert(ENCODED.into(), content(ENCODED));
        all.insert("in/a folder ü/100%.txt".into(), content("100%.txt"));
        all.insert("texts/a b.txt".into(), "a text 🦀".into());
        let copy = folder.path().join(format!("copy of {run}"));
        std::fs::create_dir(&copy).unwrap();
        repo.download(None, Some(&copy), &Default::default())
            .await
            .unwrap();
        assert_eq!(files(&copy), all);
        for (name, content) in all {
            let read = repo
                .read_bytes(&ArtifactPath::parse(&name).unwrap())
                .await
                .unwrap();
            assert_eq!(read, content, "{name}");
        }
    }
}
