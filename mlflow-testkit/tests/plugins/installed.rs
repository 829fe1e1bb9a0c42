//! Plugins that are installed in a folder: their schemes are known before anything is loaded.

use crate::example::example;
use crate::library::strange;
use mlflow_core::Registry;
use mlflow_core::config::{self, settings};
use mlflow_core::contract::runs::CreateRun;
use mlflow_core::plugin;
use std::path::Path;
use std::time::{Duration, Instant};

fn install(folder: &Path, name: &str, scheme: &str, library: &str) {
    let manifest = format!(
        r#"{{"name":"{name}","version":"1","abi":1,"library":"{library}",
            "offers":[{{"kind":"tracking_store","schemes":["{scheme}"]}}]}}"#
    );
    std::fs::write(folder.join(format!("{name}.plugin.json")), manifest).unwrap();
}

fn look_in(folder: &Path) -> Registry {
    config::change(|config| config.set(&settings::PLUGIN_PATH, folder.to_string_lossy())).unwrap();
    Registry::default()
}

/// One test, since the folders are the process's: what is found, what is not, and how quickly.
#[tokio::test]
async fn installed_plugins_are_found_by_their_schemes() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(example("memory_plugin"), folder.path().join("libmemo.so")).unwrap();
    install(folder.path(), "memo", "memo", "libmemo.so");
    install(folder.path(), "missing", "missing", "libmissing.so");
    install(folder.path(), "other-memo", "memo", "libmemo.so");
    std::fs::write(folder.path().join("broken.plugin.json"), "{").unwrap();
    let deeper = folder.path().join("deeper");
    std::fs::create_dir(&deeper).unwrap();
    strange(&deeper, &[]);
    install(&deeper, "liar", "lie", "libstrange.so");

    let registry = look_in(folder.path());
    let owner = |scheme| {
        registry
            .tracking_schemes()
            .find(|(s, _)| *s == scheme)
            .map(|(_, by)| by.to_owned())
    };
    assert!(owner("memo").unwrap().starts_with("plugin memo "));
    assert!(owner("lie").unwrap().starts_with("plugin liar "));
    let rejected = plugin::rejected();
    assert!(
        rejected
            .iter()
            .any(|r| r.path.ends_with("broken.plugin.json") && r.why.contains("no manifest"))
    );

    let store = registry.tracking_store("memo://x").await.unwrap();
    let run = CreateRun {
        experiment_id: "0".into(),
        ..CreateRun::default()
    };
    store.create_run(run).await.unwrap();

    let error = registry.tracking_store("missing://x").await.err().unwrap();
    assert!(error.message().contains("libmissing.so"), "{error}");
    let error = registry.tracking_store("lie://x").await.err().unwrap();
    assert!(
        error
            .message()
            .contains("offers no tracking store for the scheme of `lie://x`"),
        "{error}"
    );
    assert!(error.message().contains("it offers strange"), "{error}");
    let error = registry.tracking_store("unheard://x").await.err().unwrap();
    assert!(error.message().contains("MLFLOW_PLUGIN_PATH"), "{error}");

    let many = tempfile::tempdir().unwrap();
    for number in 0..100 {
        install(
            many.path(),
            &format!("p{number}"),
            &format!("p{number}"),
            "libp.so",
        );
    }
    let begun = Instant::now();
    let registry = look_in(many.path());
    let taken = begun.elapsed();
    assert_eq!(
        registry
            .tracking_schemes()
            .filter(|(scheme, _)| scheme.starts_with('p'))
            .count(),
        100
    );
    println!("100 plugins known after {taken:?}");
    assert!(taken < Duration::from_millis(500), "{taken:?}");
}
