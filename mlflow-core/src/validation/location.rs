//! Artifact locations of experiments.

use super::{MAX_ARTIFACT_LOCATION, text};
use crate::config::{self, settings};
use crate::error::{Error, Result};
use percent_encoding::percent_decode_str;

/// The schemes whose last path segment may carry parameters behind a semicolon.
const WITH_PARAMETERS: &[&str] = &[
    "",
    "ftp",
    "hdl",
    "prospero",
    "http",
    "https",
    "imap",
    "itms-services",
    "mms",
    "rtsp",
    "rtsps",
    "rtspu",
    "sftp",
    "shttp",
    "sip",
    "sips",
    "tel",
];

/// Checks the location of an experiment's artifacts.
pub(super) fn artifact_location(location: &str) -> Result<()> {
    text::no_nul("artifact_location", location)?;
    let (location_only, fragment) = location.split_once('#').unwrap_or((location, ""));
    let (path, query) = location_only.split_once('?').unwrap_or((location_only, ""));
    if !fragment.is_empty() || has_parameters(path) {
        return Err(Error::invalid_parameter_value(
            "'artifact_location' URL can't include fragments or params.",
        ));
    }
    if decoded(query).contains("..") {
        return Err(Error::invalid_parameter_value("Invalid query string"));
    }
    if location.starts_with("runs:") {
        return Err(Error::invalid_parameter_value(format!(
            "Artifact location cannot be a runs:/ URI. Given: '{location}'"
        )));
    }
    let limit = longest()?;
    if location.chars().count() > limit {
        return Err(Error::invalid_parameter_value(format!(
            "Invalid artifact path length. The length of the artifact path cannot be greater than {limit} \
             characters. To configure this limit, please set the MLFLOW_ARTIFACT_LOCATION_MAX_LENGTH environment \
             variable."
        )));
    }
    Ok(())
}

fn longest() -> Result<usize> {
    let limit = config::current()?.get(&settings::ARTIFACT_LOCATION_MAX_LENGTH)?;
    let limit = limit.value.map(|limit| usize::try_from(limit).unwrap_or(0));
    Ok(limit.unwrap_or(MAX_ARTIFACT_LOCATION))
}

fn has_parameters(path: &str) -> bool {
    let scheme = path.split_once(':').map_or("", |(scheme, _)| scheme);
    let last = path.rsplit('/').next().unwrap_or_default();
    let parameters = last.split_once(';').map_or("", |(_, parameters)| parameters);
    !parameters.is_empty() && WITH_PARAMETERS.contains(&scheme.to_ascii_lowercase().as_str())
}

/// Decodes percent escapes until none is left.
fn decoded(query: &str) -> String {
    let mut query = query.to_owned();
    for _ in 0..10 {
        let next = percent_decode_str(&query).decode_utf8_lossy().into_owned();
        if next == query {
            break;
        }
        query = next;
    }
    query
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_are_held_to_the_reference() {
        let longest = format!("s3://{}", "b".repeat(MAX_ARTIFACT_LOCATION - 5));
        for good in [
            "",
            "s3://b/../x",
            "file:///data/x",
            "/data;x/y",
            "s3://b/x;y",
            "http://h/x?a=b",
            "a#",
            &longest,
        ] {
            assert!(artifact_location(good).is_ok(), "{good}");
        }
        let too_long = format!("{longest}b");
        for bad in [
            "file:///a#frag",
            "http://h/x;p",
            "/data/x;p",
            "http://h/x?a=../b",
            "http://h/x?a=%252e%252e/b",
            "runs:/x",
            "s3://b/\0",
            &too_long,
        ] {
            assert!(artifact_location(bad).is_err(), "{bad}");
        }
    }
}
