//! The files of what is different.

use super::read::{DELETED, META};
use cap_std::fs::Dir;
use mlflow_core::Result;
use mlflow_core::memory::{ModelContents, RegistryContents, VersionContents};
use mlflow_stores::file::disk;
use mlflow_stores::file::yaml::{Yaml, from_text, to_text};
use std::collections::BTreeMap;

/// Writes what is different, the files of new models and versions last, so that nobody sees one without its tags.
pub(super) fn differences(dir: &Dir, before: &RegistryContents, after: &RegistryContents) -> Result<()> {
    for (name, model) in &after.models {
        write_model(dir, name, before.models.get(name), model)?;
    }
    for name in before.models.keys() {
        if !after.models.contains_key(name) {
            dir.remove_dir_all(name)
                .map_err(|error| disk::failed("remove", name, error))?;
        }
    }
    Ok(())
}

fn write_model(dir: &Dir, name: &str, before: Option<&ModelContents>, after: &ModelContents) -> Result<()> {
    if before == Some(after) {
        return Ok(());
    }
    disk::make_folder(dir, name)?;
    let nothing = ModelContents::default();
    let known = before.unwrap_or(&nothing);
    write_texts(dir, name, &format!("{name}/tags"), &known.tags, &after.tags)?;
    for (number, version) in &after.versions {
        let folder = format!("{name}/version-{number}");
        write_version(dir, name, &folder, *number, known.versions.get(number), version)?;
    }
    let numbers = |aliases: &BTreeMap<String, i64>| -> BTreeMap<String, String> {
        aliases
            .iter()
            .map(|(alias, number)| (alias.clone(), number.to_string()))
            .collect()
    };
    let aliases = numbers(&after.aliases);
    write_texts(
        dir,
        name,
        &format!("{name}/aliases"),
        &numbers(&known.aliases),
        &aliases,
    )?;
    let meta = Yaml::map([
        (
            "aliases",
            Yaml::map(aliases.into_iter().map(|(alias, number)| (alias, number.into()))),
        ),
        ("creation_timestamp", after.created.into()),
        ("deployment_job_id", Yaml::Null),
        ("deployment_job_state", Yaml::Null),
        ("description", given(&after.description)),
        ("last_updated_timestamp", after.updated.into()),
        ("name", name.into()),
        ("workspace", "default".into()),
    ]);
    disk::replace(dir, name, &format!("{name}/{META}"), &to_text(&meta))
}

fn given(text: &str) -> Yaml {
    if text.is_empty() { Yaml::Null } else { text.into() }
}

fn write_version(
    dir: &Dir,
    name: &str,
    folder: &str,
    number: i64,
    before: Option<&VersionContents>,
    after: &VersionContents,
) -> Result<()> {
    if before == Some(after) {
        return Ok(());
    }
    disk::make_folder(dir, folder)?;
    let nothing = BTreeMap::new();
    let tags = before.map_or(&nothing, |before| &before.tags);
    write_texts(dir, folder, &format!("{folder}/tags"), tags, &after.tags)?;
    let file = format!("{folder}/{META}");
    let mut entries = kept_entries(dir, &file)?;
    let mut set = |key: &str, value: Yaml| drop(entries.insert(key.to_owned(), value));
    set("creation_timestamp", after.created.into());
    set("last_updated_timestamp", after.updated.into());
    set("name", name.into());
    set("version", number.into());
    match after.stage {
        None => set("current_stage", DELETED.into()),
        Some(stage) => {
            set("current_stage", stage.as_str().into());
            set("description", after.description.as_ref().into());
            set("run_id", after.run_id.as_ref().into());
            set("run_link", given(&after.run_link));
            set("source", (&after.source).into());
            set("storage_location", (&after.storage_location).into());
        }
    }
    disk::replace(dir, folder, &file, &to_text(&Yaml::Map(entries)))
}

/// Returns what the file of a version says already, or what that of a new one says of things that nobody sets here.
fn kept_entries(dir: &Dir, file: &str) -> Result<BTreeMap<String, Yaml>> {
    let mut entries: BTreeMap<String, Yaml> = [
        ("deployment_job_state", Yaml::Null),
        ("model_id", Yaml::Null),
        ("status", "READY".into()),
        ("status_message", Yaml::Null),
        ("user_id", Yaml::Null),
        ("workspace", "default".into()),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .into();
    if let Some(text) = disk::read_text(dir, file)? {
        let kept: BTreeMap<String, serde_json::Value> =
            from_text(&text).map_err(|why| disk::damaged(file, why))?;
        entries.extend(kept.iter().map(|(key, value)| (key.clone(), value.into())));
        entries.remove("aliases");
    }
    Ok(entries)
}

/// Writes, replaces and removes the files of keys with texts.
fn write_texts(
    dir: &Dir,
    staging: &str,
    folder: &str,
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
) -> Result<()> {
    for (key, value) in after
        .iter()
        .filter(|(key, value)| before.get(*key) != Some(value))
    {
        disk::replace(dir, staging, &format!("{folder}/{key}"), value)?;
    }
    for key in before.keys().filter(|key| !after.contains_key(*key)) {
        disk::remove_file(dir, &format!("{folder}/{key}"))?;
    }
    Ok(())
}
