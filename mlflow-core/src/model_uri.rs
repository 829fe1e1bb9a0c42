//! The URIs of models and prompts.

use crate::artifact::ArtifactPath;
use crate::error::{Error, Result};
use std::fmt;

/// Which model, or which prompt, a URI means, and perhaps which file of it.
///
/// ```
/// use mlflow_core::model_uri::{ModelTarget, ModelUri};
///
/// let version = ModelUri::parse("models:/wine/3/data/model.bin")?;
/// assert_eq!(version.target, ModelTarget::Version { name: "wine".into(), version: "3".into() });
/// assert_eq!(version.path.unwrap().as_str(), "data/model.bin");
///
/// let alias = ModelUri::parse("models:/wine@champion")?;
/// assert_eq!(alias.target, ModelTarget::Alias { name: "wine".into(), alias: "champion".into() });
/// assert_eq!(alias.to_string(), "models:/wine@champion");
/// # Ok::<(), mlflow_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelUri {
    scheme: &'static str,
    /// The registry, where the URI names one: `profile@databricks`.
    pub authority: Option<String>,
    /// The model.
    pub target: ModelTarget,
    /// The file or folder of the model; all of it without a path.
    pub path: Option<ArtifactPath>,
}

/// How a model is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModelTarget {
    /// `name/3`: a version.
    Version {
        /// The name.
        name: String,
        /// The version's number.
        version: String,
    },
    /// `name/latest`: the version with the highest number.
    Latest {
        /// The name.
        name: String,
    },
    /// `name/Production`: the version with the highest number of a stage.
    Stage {
        /// The name.
        name: String,
        /// The stage, in any case.
        stage: String,
    },
    /// `name@alias`: the version that an alias points to.
    Alias {
        /// The name.
        name: String,
        /// The alias.
        alias: String,
    },
    /// `m-…`: a logged model.
    Logged {
        /// The model's id.
        model_id: String,
    },
}

const MODELS: &str = "models";
const PROMPTS: &str = "prompts";

impl ModelUri {
    /// Tells whether a text is a URI of a model, well formed or not.
    pub fn is_one(uri: &str) -> bool {
        uri.split_once(':')
            .is_some_and(|(scheme, _)| scheme.eq_ignore_ascii_case(MODELS))
    }

    /// Takes a `models:` URI apart.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` that names the forms there are.
    pub fn parse(uri: &str) -> Result<Self> {
        let (authority, rest) = split(uri, MODELS)?;
        let wrong = || not_proper(uri, MODELS);
        let (first, rest) = head(rest);
        let (second, below) = match rest {
            Some(rest) => head(rest),
            None => ("", None),
        };
        let is_blank = |part: &str| part.trim().is_empty();
        if is_blank(first) || rest.is_some_and(|_| is_blank(second)) {
            return Err(wrong());
        }
        let name = first.to_owned();
        let (target, path) = match rest {
            None => (single(first).ok_or_else(wrong)?, None),
            Some(_) if is_number(second) => {
                let version = second.to_owned();
                (ModelTarget::Version { name, version }, below)
            }
            Some(_) if second.eq_ignore_ascii_case("latest") => (ModelTarget::Latest { name }, below),
            Some(rest) if !is_stage(second) && (first.contains('@') || is_model_id(first)) => {
                (single(first).ok_or_else(wrong)?, Some(rest))
            }
            Some(_) => {
                let stage = second.to_owned();
                (ModelTarget::Stage { name, stage }, below)
            }
        };
        Ok(ModelUri {
            scheme: MODELS,
            authority,
            target,
            path: path.map(ArtifactPath::parse).transpose()?,
        })
    }

    /// Takes a `prompts:` URI apart: `prompts:/name/3`, `prompts:/name@alias`, or `prompts:/name` for the latest.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` that names the forms there are.
    pub fn parse_prompt(uri: &str) -> Result<Self> {
        let (authority, rest) = split(uri, PROMPTS)?;
        let wrong = || not_proper(uri, PROMPTS);
        let target = match head(rest) {
            (name, Some(version)) if !name.trim().is_empty() && is_number(version) => ModelTarget::Version {
                name: name.to_owned(),
                version: version.to_owned(),
            },
            (name, None) if name.contains('@') => single(name).ok_or_else(wrong)?,
            (name, None) if !name.trim().is_empty() => ModelTarget::Latest {
                name: name.to_owned(),
            },
            _ => return Err(wrong()),
        };
        Ok(ModelUri {
            scheme: PROMPTS,
            authority,
            target,
            path: None,
        })
    }

    /// Makes the URI of a version.
    pub fn of_version(name: impl Into<String>, version: impl Into<String>) -> Self {
        ModelUri {
            scheme: MODELS,
            authority: None,
            target: ModelTarget::Version {
                name: name.into(),
                version: version.into(),
            },
            path: None,
        }
    }
}

impl fmt::Display for ModelUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.scheme)?;
        if let Some(authority) = &self.authority {
            write!(f, "//{authority}")?;
        }
        match &self.target {
            ModelTarget::Version { name, version } => write!(f, "/{name}/{version}")?,
            ModelTarget::Latest { name } if self.scheme == PROMPTS => write!(f, "/{name}")?,
            ModelTarget::Latest { name } => write!(f, "/{name}/latest")?,
            ModelTarget::Stage { name, stage } => write!(f, "/{name}/{stage}")?,
            ModelTarget::Alias { name, alias } => write!(f, "/{name}@{alias}")?,
            ModelTarget::Logged { model_id } => write!(f, "/{model_id}")?,
        }
        match &self.path {
            Some(path) => write!(f, "/{}", path.as_str()),
            None => Ok(()),
        }
    }
}

/// Splits off scheme and authority; what is left has no leading slash and is not empty.
fn split<'u>(uri: &'u str, scheme: &str) -> Result<(Option<String>, &'u str)> {
    let wrong = || not_proper(uri, scheme);
    let (given, rest) = uri.split_once(':').ok_or_else(wrong)?;
    if !given.eq_ignore_ascii_case(scheme) {
        return Err(wrong());
    }
    let (authority, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/').ok_or_else(wrong)?),
        None => ("", rest),
    };
    let path = path.strip_prefix('/').ok_or_else(wrong)?.trim_start_matches('/');
    if path.is_empty() {
        return Err(wrong());
    }
    Ok(((!authority.is_empty()).then(|| authority.to_owned()), path))
}

fn head(path: &str) -> (&str, Option<&str>) {
    match path.split_once('/') {
        Some((first, rest)) => (first, Some(rest)),
        None => (path, None),
    }
}

/// Reads what stands alone: an alias, or the id of a logged model.
fn single(part: &str) -> Option<ModelTarget> {
    match part.rsplit_once('@') {
        Some((name, alias)) if name.trim().is_empty() || alias.trim().is_empty() => None,
        Some((name, alias)) => Some(ModelTarget::Alias {
            name: name.to_owned(),
            alias: alias.to_owned(),
        }),
        None => Some(ModelTarget::Logged {
            model_id: part.to_owned(),
        }),
    }
}

fn is_number(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())
}

fn is_stage(part: &str) -> bool {
    part.parse::<crate::entities::ModelStage>().is_ok()
}

fn is_model_id(part: &str) -> bool {
    let id = part.strip_prefix("m-").unwrap_or_default();
    id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit())
}

fn not_proper(uri: &str, scheme: &str) -> Error {
    let (kind, one, stages) = match scheme {
        PROMPTS => ("Prompts", "prompt", ""),
        _ => ("Models", "model", ", stage, or the string 'latest'"),
    };
    Error::invalid_parameter_value(format!(
        "Not a proper {scheme}:/ URI: {uri}. {kind} URIs must be of the form '{scheme}:/name/suffix' or \
         '{scheme}:/name@alias' where suffix is a version{stages} and where alias is a registered {one} alias. Only one \
         of suffix or alias can be defined at a time."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(uri: &str) -> String {
        match ModelUri::parse(uri) {
            Ok(ModelUri { target, path, .. }) => {
                let path = path.map(|path| path.as_str().to_owned()).unwrap_or_default();
                let (kind, name, detail) = match target {
                    ModelTarget::Version { name, version } => ("version", name, version),
                    ModelTarget::Latest { name } => ("latest", name, String::new()),
                    ModelTarget::Stage { name, stage } => ("stage", name, stage),
                    ModelTarget::Alias { name, alias } => ("alias", name, alias),
                    ModelTarget::Logged { model_id } => ("logged", model_id, String::new()),
                };
                format!("{kind}|{name}|{detail}|{path}")
            }
            Err(error) => {
                assert!(
                    error.message().starts_with("Not a proper models:/ URI: "),
                    "{error}"
                );
                "refused".to_owned()
            }
        }
    }

    #[test]
    fn every_form() {
        let id = format!("m-{}", "0a".repeat(16));
        for (uri, expected) in [
            ("models:/wine/12", "version|wine|12|"),
            ("models:/wine/LATEST", "latest|wine||"),
            ("models:/wine/production", "stage|wine|production|"),
            ("models:/wine/Bogus", "stage|wine|Bogus|"),
            ("models:/wine@champ", "alias|wine|champ|"),
            ("models:/a@b@c", "alias|a@b|c|"),
            ("models:/a@b/3", "version|a@b|3|"),
            ("models:/a@b/Staging", "stage|a@b|Staging|"),
            ("models:/a@b/data/x", "alias|a|b|data/x"),
            ("models:/wine/3/data/x", "version|wine|3|data/x"),
            ("models:/wine/latest/MLmodel", "latest|wine||MLmodel"),
            ("models:/wine/Staging/MLmodel", "stage|wine|Staging|MLmodel"),
            ("models:/my model 日本/1", "version|my model 日本|1|"),
            ("models://work@databricks/wine/1", "version|wine|1|"),
            ("models:/wine", "logged|wine||"),
        ] {
            assert_eq!(shown(uri), expected, "{uri}");
        }
        assert_eq!(shown(&format!("models:/{id}")), format!("logged|{id}||"));
        assert_eq!(
            shown(&format!("models:/{id}/MLmodel")),
            format!("logged|{id}||MLmodel")
        );
    }

    #[test]
    fn other_forms_are_refused() {
        for uri in [
            "",
            "models",
            "models:",
            "models:/",
            "models://",
            "models:wine/1",
            "models:/wine/",
            "models:/ /1",
            "models:/wine@",
            "models:/@a",
            "models:/wine/ ",
            "runs:/wine/1",
            "/wine/1",
        ] {
            assert_eq!(shown(uri), "refused", "{uri}");
        }
        assert!(ModelUri::parse("models:/wine/1/../x").is_err());
    }

    #[test]
    fn prompts_have_versions_and_aliases() {
        let shown = |uri| ModelUri::parse_prompt(uri).map(|uri| uri.to_string()).ok();
        for good in ["prompts:/p/3", "prompts:/p@a", "prompts:/p"] {
            assert_eq!(shown(good).as_deref(), Some(good));
        }
        for bad in [
            "prompts:/p/Production",
            "prompts:/p/latest",
            "prompts:/p/3/x",
            "prompts:/",
            "models:/p/3",
            "p",
        ] {
            assert_eq!(shown(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn prop_what_is_parsed_is_written_again(uri in "models:/{1,3}[a-z@/0-9. -]{0,20}") {
            if let Ok(parsed) = ModelUri::parse(&uri) {
                let again = parsed.to_string();
                prop_assert_eq!(ModelUri::parse(&again).unwrap(), parsed, "{} {}", uri, again);
            }
        }
    }
}
