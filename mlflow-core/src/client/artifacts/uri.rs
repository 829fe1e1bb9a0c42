//! Artifact URIs.

use crate::artifact::ArtifactPath;
use crate::error::{Error, Result};

/// Where an artifact is, apart from who opens it.
///
/// ```
/// use mlflow_core::client::ArtifactUri;
///
/// let ArtifactUri::Run { run_id, path } = ArtifactUri::parse("runs:/4a1b/plots/loss.png")? else { panic!() };
/// assert_eq!((run_id.as_str(), path.unwrap().as_str()), ("4a1b", "plots/loss.png"));
///
/// let ArtifactUri::Below { root, name } = ArtifactUri::parse("s3://bucket/a/b.csv")? else { panic!() };
/// assert_eq!((root.as_str(), name.unwrap().as_str()), ("s3://bucket/a", "b.csv"));
/// # Ok::<(), mlflow_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArtifactUri {
    /// `runs:/<run id>/<path>`: an artifact of a run; all of them without a path.
    Run {
        /// The run.
        run_id: String,
        /// The artifact below the run's root.
        path: Option<ArtifactPath>,
    },
    /// Any other URI or path, cut before its last segment.
    Below {
        /// The URI or path of the directory.
        root: String,
        /// The last segment; `None` where nothing is above it.
        name: Option<ArtifactPath>,
    },
}

impl ArtifactUri {
    /// Takes a URI apart.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` for a `runs:` URI without a run, or with a path that is none.
    pub fn parse(uri: &str) -> Result<Self> {
        if let Some(rest) = uri.strip_prefix("runs:") {
            return ArtifactUri::of_run(uri, rest);
        }
        let trimmed = uri.trim_end_matches('/');
        let above = trimmed.rsplit_once('/').filter(|(root, _)| {
            let is_authority = root.ends_with(":/") || root.ends_with(':');
            !root.is_empty() && !is_authority
        });
        Ok(match above {
            Some((root, name)) if ArtifactPath::parse(name).is_ok() => ArtifactUri::Below {
                root: root.to_owned(),
                name: Some(ArtifactPath::parse(name)?),
            },
            _ if uri.contains(':') || uri.starts_with('/') => ArtifactUri::Below {
                root: uri.to_owned(),
                name: None,
            },
            _ => ArtifactUri::Below {
                root: ".".to_owned(),
                name: Some(ArtifactPath::parse(trimmed)?),
            },
        })
    }

    fn of_run(uri: &str, rest: &str) -> Result<Self> {
        let wrong = || {
            Error::invalid_parameter_value(format!(
                "Not a proper runs:/ URI: {uri}. Runs URIs must be of the form 'runs:/<run_id>/run-relative/path/to/artifact'"
            ))
        };
        let rest = rest.strip_prefix('/').ok_or_else(wrong)?;
        let rest = rest.trim_start_matches('/').trim_end_matches('/');
        let (run_id, path) = match rest.split_once('/') {
            Some((run_id, path)) => (run_id, Some(ArtifactPath::parse(path)?)),
            None => (rest, None),
        };
        if run_id.is_empty() {
            return Err(wrong());
        }
        Ok(ArtifactUri::Run {
            run_id: run_id.to_owned(),
            path,
        })
    }
}
