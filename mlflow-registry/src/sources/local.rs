//! Sources in the server's file system.

use super::{SourceRules, decoded, invalid, root_of_owner, scheme};
use mlflow_core::contract::model_versions::CreateModelVersion;
use mlflow_core::{Client, Error, Result};
use std::path::{Component, Path, PathBuf};

/// Checks that a local source is among the artifacts of the run or the model that the request names.
pub(super) async fn check(
    request: &CreateModelVersion,
    client: &Client,
    rules: &SourceRules,
    owner: &str,
) -> Result<()> {
    let source = request.source.as_str();
    let refuse = || outside(source, owner);
    let path = path_of(source).ok_or_else(refuse)?;
    let root = root_of_owner(request, client, source, owner)
        .await
        .map_err(|error| match error.http_status() {
            400..500 => refuse(),
            _ => error,
        })?;
    let root = path_of(&root).ok_or_else(refuse)?;
    let is_inside = resolved(&path).starts_with(resolved(&root));
    let is_served = rules
        .local_root
        .as_ref()
        .is_none_or(|folder| resolved(&path).starts_with(resolved(folder)));
    if is_inside && is_served {
        Ok(())
    } else {
        Err(refuse())
    }
}

/// Returns the absolute path that a path or a `file:` URI means; none if it is of another form.
fn path_of(uri: &str) -> Option<PathBuf> {
    let is_file = scheme(uri).as_deref() == Some("file");
    if scheme(uri).is_some() && !is_file {
        return None;
    }
    let text = match uri.split_once(':').filter(|_| is_file) {
        Some((_, rest)) => {
            let path = match rest.strip_prefix("//") {
                Some(rest) => rest.strip_prefix("localhost").unwrap_or(rest),
                None => rest,
            };
            decoded(path)
        }
        None => uri.to_owned(),
    };
    let is_odd = decoded(&text).contains(['\0', '?', '#', ';']) || text.chars().any(char::is_control);
    let path = PathBuf::from(text);
    let leads_up = |path: &Path| path.components().any(|part| part == Component::ParentDir);
    let is_plain = path.is_absolute() && !is_odd && !leads_up(&path) && !leads_up(Path::new(&decoded(uri)));
    is_plain.then_some(path)
}

/// Follows the links of a path, as far as it is there.
fn resolved(path: &Path) -> PathBuf {
    for above in path.ancestors() {
        if let Ok(real) = above.canonicalize() {
            return match path.strip_prefix(above) {
                Ok(rest) => real.join(rest),
                Err(_) => real,
            };
        }
    }
    path.to_owned()
}

fn outside(source: &str, owner: &str) -> Error {
    let what = if owner == "model_id" {
        "run specified by the model_id"
    } else {
        "run specified by the run_id"
    };
    let rule = format!(
        " To use a local path as a model version source, the {owner} request parameter has to be specified and the \
         local path has to be contained within the artifact directory of the {what}."
    );
    invalid(source, &rule)
}
