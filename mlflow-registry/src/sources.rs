//! What a server accepts as the source of a new version.
//!
//! A version's files are read by whoever asks for them, with the server's rights. So a client may only name what it
//! could reach anyway: files of a run or a model that it names too, another version, or an object store.

mod local;

use mlflow_core::config::{self, settings};
use mlflow_core::contract::model_versions::CreateModelVersion;
use mlflow_core::model_uri::{ModelTarget, ModelUri};
use mlflow_core::validation::{Validate, is_prompt_request};
use mlflow_core::{Client, Error, Result, prompt_tags};
use percent_encoding::percent_decode_str;
use regex::Regex;
use std::path::PathBuf;

/// What a server adds to the rules.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct SourceRules {
    /// An expression that every source must match somewhere.
    pub allowed: Option<Regex>,
    /// The folder below which local sources must be, beside being artifacts of their run or model.
    pub local_root: Option<PathBuf>,
}

impl SourceRules {
    /// Makes rules that add nothing.
    pub fn new() -> Self {
        SourceRules::default()
    }

    /// Reads the expression of `MLFLOW_CREATE_MODEL_VERSION_SOURCE_VALIDATION_REGEX`.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` if it is no expression.
    pub fn from_settings() -> Result<Self> {
        let setting = &settings::CREATE_MODEL_VERSION_SOURCE_VALIDATION_REGEX;
        let expression = config::current()?
            .get(setting)?
            .value
            .filter(|text| !text.is_empty());
        let allowed = expression.map(|text| {
            Regex::new(&text)
                .map_err(|e| Error::invalid_parameter_value(format!("{}: {e}", setting.env)).with_source(e))
        });
        Ok(SourceRules {
            allowed: allowed.transpose()?,
            local_root: None,
        })
    }

    /// Sets the folder below which local sources must be.
    #[must_use]
    pub fn local_root(mut self, folder: impl Into<PathBuf>) -> Self {
        self.local_root = Some(folder.into());
        self
    }
}

/// Checks the source of a version that somebody asks a server for, and returns the request as the store may take it:
/// a `models:` source by number, with the run of that version.
///
/// The client finds runs and models for the server itself.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` for a source that is not allowed.
pub async fn check(
    request: CreateModelVersion,
    client: &Client,
    rules: &SourceRules,
) -> Result<CreateModelVersion> {
    let mut request = request.validated()?;
    let source = request.source.clone();
    if rules
        .allowed
        .as_ref()
        .is_some_and(|allowed| !allowed.is_match(&source))
    {
        return Err(invalid(&source, ""));
    }
    if is_prompt_request(&request) {
        return match prompt_tags::SOURCES.contains(&source.as_str()) {
            true => Ok(request),
            false => Err(Error::invalid_parameter_value(format!(
                "Invalid prompt source: '{source}'. Prompt sources must use an MLflow placeholder."
            ))),
        };
    }
    let scheme = scheme(&source);
    if let Some(scheme @ ("http" | "https" | "ftp" | "sftp" | "hdfs" | "viewfs")) = scheme.as_deref() {
        return Err(Error::invalid_parameter_value(format!(
            "'source' cannot use the '{scheme}' scheme: the '{scheme}' scheme addresses a host other than the \
             tracking server's configured artifact storage, so the server would connect to the host named in the URI. \
             Set the MLFLOW_ALLOWED_HOST_ADDRESSED_ARTIFACT_SCHEMES environment variable on the server to allow it."
        )));
    }
    let model_id = request.model_id.clone().filter(|id| !id.is_empty());
    let owner = match &model_id {
        Some(_) => "model_id",
        None => "run_id",
    };
    match scheme.as_deref() {
        None | Some("file") => local::check(&request, client, rules, owner).await?,
        Some("models") => return of_model(request, client, owner).await,
        Some("runs") => {
            plain(&source)?;
            let run_id = request.run_id.as_deref().unwrap_or_default();
            let prefix = format!("runs:/{run_id}/");
            if model_id.is_some() || run_id.is_empty() || !source.starts_with(&prefix) {
                return Err(not_of(&source, owner));
            }
        }
        Some("mlflow-artifacts") => {
            plain(&source)?;
            let root = root_of_owner(&request, client, &source, owner).await?;
            if !is_below(&source, &root) {
                return Err(not_of(&source, owner));
            }
        }
        Some(_) => plain(&source)?,
    }
    request.source = source;
    Ok(request)
}

async fn of_model(
    mut request: CreateModelVersion,
    client: &Client,
    owner: &str,
) -> Result<CreateModelVersion> {
    let source = request.source.clone();
    plain(&source)?;
    let uri = ModelUri::parse(&source).map_err(|_| not_of(&source, "model_id"))?;
    if uri.authority.is_some() {
        return Err(invalid(
            &source,
            " Registered model sources must use the active model registry.",
        ));
    }
    if let ModelTarget::Logged { model_id } = &uri.target {
        return match owner == "model_id" && request.model_id.as_ref() == Some(model_id) {
            true => Ok(request),
            false => Err(not_of(&source, "model_id")),
        };
    }
    let version = client.resolve_model_version(&uri).await?;
    if version.is_prompt() {
        return Err(invalid(
            &source,
            " Prompt versions cannot be used as model version sources.",
        ));
    }
    let differs = |given: &Option<String>, of_source: &Option<String>| {
        given.is_some() && given.as_deref().unwrap_or_default() != of_source.as_deref().unwrap_or_default()
    };
    if differs(&request.run_id, &version.run_id) || differs(&request.model_id, &version.model_id) {
        return Err(invalid(
            &source,
            " The run_id and model_id request parameters must match the referenced model version.",
        ));
    }
    request.source = ModelUri::of_version(&version.name, &version.version).to_string();
    request.run_id = request.run_id.or(version.run_id);
    request.model_id = request.model_id.or(version.model_id);
    Ok(request)
}

/// Returns where the artifacts of the run or the model are that a request names.
async fn root_of_owner(
    request: &CreateModelVersion,
    client: &Client,
    source: &str,
    owner: &str,
) -> Result<String> {
    let found = match (owner, &request.model_id, &request.run_id) {
        ("model_id", Some(id), _) => client
            .get_logged_model(id)
            .await
            .map(|model| model.info.artifact_uri),
        (_, _, Some(id)) if !id.is_empty() => client.get_run(id).await.map(|run| run.info.artifact_uri),
        _ => return Err(not_of(source, owner)),
    };
    found.map_err(|error| match error.http_status() {
        400..500 => not_of(source, owner),
        _ => error,
    })
}

/// Checks that a URI means what it seems to: no parts that lead up, no parameters, whatever the encoding.
fn plain(source: &str) -> Result<()> {
    let decoded = decoded(source);
    let path = decoded.split_once(':').map_or(decoded.as_str(), |(_, rest)| rest);
    let path = match path.strip_prefix("//") {
        Some(rest) => rest.find('/').map_or("", |slash| &rest[slash..]),
        None => path,
    };
    let leads_up = decoded.split('/').any(|part| matches!(part, "." | ".."));
    let is_odd = decoded.contains(['\0', '?', '#', ';', '\\']) || decoded.chars().any(char::is_control);
    if path.trim_matches('/').is_empty() || leads_up || is_odd {
        return Err(invalid(
            source,
            " If supplying a source as an http, https, local file path, ftp, objectstore, or mlflow-artifacts uri, an \
             absolute path must be provided without relative path references present. Please provide an absolute path.",
        ));
    }
    Ok(())
}

/// Tells whether a URI is a root or below it: same scheme, same authority, and the root's parts first.
fn is_below(source: &str, root: &str) -> bool {
    let parts = |uri: &str| -> Option<(String, String, Vec<String>)> {
        let (scheme, rest) = uri.split_once(':')?;
        let (authority, path) = match rest.strip_prefix("//") {
            Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
            None => ("", rest),
        };
        let segments = path.split('/').filter(|part| !part.is_empty()).map(decoded);
        Some((
            scheme.to_ascii_lowercase(),
            authority.to_ascii_lowercase(),
            segments.collect(),
        ))
    };
    match (parts(source), parts(root)) {
        (Some(source), Some(root)) => {
            let same_place = source.0 == root.0 && source.1 == root.1;
            same_place && !root.2.is_empty() && source.2.starts_with(&root.2)
        }
        _ => false,
    }
}

/// Decodes percent escapes until none is left, or they have gone on for too long to be meant well.
fn decoded(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..10 {
        let next = percent_decode_str(&text).decode_utf8_lossy().into_owned();
        if next == text {
            return text;
        }
        text = next;
    }
    // Such a text fits no rule: a NUL is refused everywhere.
    text + "\0"
}

/// Returns the scheme of a URI in lower case; a path has none.
fn scheme(source: &str) -> Option<String> {
    let (scheme, _) = source.split_once(':')?;
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+-._".contains(&b));
    is_scheme.then(|| scheme.to_ascii_lowercase())
}

fn invalid(source: &str, rule: &str) -> Error {
    Error::invalid_parameter_value(format!("Invalid model version source: '{source}'.{rule}"))
}

fn not_of(source: &str, owner: &str) -> Error {
    let rule = format!(" The {owner} request parameter must identify the resource that contains the source.");
    invalid(source, &rule)
}
