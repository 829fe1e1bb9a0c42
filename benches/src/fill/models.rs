//! Registered models, each with ten versions; models and versions have tags and aliases.

use anyhow::Result;

use super::{make_tables, postgres, table_of};

pub(crate) const VERSIONS: u32 = 10;

/// The database to fill.
#[derive(clap::Args)]
pub(crate) struct Options {
    #[arg(long)]
    uri: String,
    #[arg(long)]
    models: u32,
}

/// Lets the store make its tables, then adds the rows.
pub(crate) fn run(options: &Options) -> Result<()> {
    make_tables(&options.uri)?;
    postgres(&options.uri, &statements(options.models))
}

/// The name of a model, counted from 1.
pub(crate) fn name_of(model: u32) -> String {
    format!("model {model}")
}

fn statements(models: u32) -> Vec<String> {
    let mut statements = Vec::from(table_of("numbers", "n", models));
    statements.extend(table_of("numbers_of_versions", "v", VERSIONS));
    let versions = "FROM numbers CROSS JOIN numbers_of_versions";
    statements.extend([
        "INSERT INTO registered_models (name, creation_time, last_updated_time, description) \
         SELECT 'model ' || n, 1700000000000 + n, 1700000000000 + n, 'a model' FROM numbers ORDER BY n"
            .to_owned(),
        "INSERT INTO registered_model_tags (name, key, value) \
         SELECT 'model ' || n, 'tag ' || k, 'value' FROM numbers CROSS JOIN generate_series(1, 2) AS k ORDER BY n, k"
            .to_owned(),
        "INSERT INTO registered_model_aliases (name, alias, version) \
         SELECT 'model ' || n, 'alias' || k, k FROM numbers CROSS JOIN generate_series(1, 2) AS k ORDER BY n, k"
            .to_owned(),
        format!(
            "INSERT INTO model_versions (name, version, creation_time, last_updated_time, description, current_stage, \
             source, storage_location, run_id, run_link, status) \
             SELECT 'model ' || n, v, 1700000000000 + v, 1700000000000 + v, 'a version', \
             (ARRAY['None', 'Staging', 'Production', 'Archived'])[v % 4 + 1], 's3://bucket/' || n || '/' || v, \
             's3://bucket/' || n || '/' || v, '', '', 'READY' {versions} ORDER BY n, v"
        ),
        format!(
            "INSERT INTO model_version_tags (name, version, key, value) \
             SELECT 'model ' || n, v, 'tag ' || k, 'value' {versions} CROSS JOIN generate_series(1, 2) AS k \
             ORDER BY n, v, k"
        ),
    ]);
    statements
}
