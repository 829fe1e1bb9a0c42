//! URLs of webhooks, taken apart as Python does.

use crate::config::{self, settings};
use crate::error::{Error, Result};
use crate::search::python_repr;

/// Checks that a URL has a scheme that webhooks may have, and a host, and returns the host.
///
/// # Errors
///
/// `INVALID_PARAMETER_VALUE` in MLflow's words. `MLFLOW_WEBHOOK_ALLOWED_SCHEMES` says which schemes there may be.
///
/// ```
/// use mlflow_core::webhooks::check_scheme;
/// assert_eq!(check_scheme("https://me@Hooks.example:8443/x")?, "hooks.example");
/// assert_eq!(
///     check_scheme("ftp://x").unwrap_err().message(),
///     "Invalid webhook URL scheme: 'ftp'. Allowed schemes are: https."
/// );
/// # Ok::<(), mlflow_core::Error>(())
/// ```
pub fn check_scheme(url: &str) -> Result<String> {
    if url.trim().is_empty() {
        return Err(Error::invalid_parameter_value(format!(
            "Webhook URL cannot be empty or just whitespace: {}",
            python_repr(url)
        )));
    }
    let parts = Parts::of(url)?;
    let allowed = config::current()?.get(&settings::WEBHOOK_ALLOWED_SCHEMES)?.value;
    let allowed = allowed.unwrap_or_default();
    let allowed: Vec<_> = allowed
        .split(',')
        .map(str::trim)
        .filter(|scheme| !scheme.is_empty())
        .collect();
    if !allowed.contains(&parts.scheme.as_str()) {
        return Err(Error::invalid_parameter_value(format!(
            "Invalid webhook URL scheme: {}. Allowed schemes are: {}.",
            python_repr(&parts.scheme),
            allowed.join(", ")
        )));
    }
    if parts.host.is_empty() {
        return Err(Error::invalid_parameter_value(format!(
            "Webhook URL must include a hostname: {}",
            python_repr(url)
        )));
    }
    Ok(parts.host)
}

struct Parts {
    /// In lower case; empty if there is none.
    scheme: String,
    /// In lower case, without brackets; empty if there is none.
    host: String,
}

impl Parts {
    fn of(url: &str) -> Result<Self> {
        let kept: String = url
            .trim_start_matches(|c: char| c <= ' ')
            .chars()
            .filter(|c| !matches!(c, '\t' | '\r' | '\n'))
            .collect();
        let is_scheme = |text: &str| {
            text.starts_with(|c: char| c.is_ascii_alphabetic())
                && text
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        };
        let (scheme, rest) = match kept.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) {
            Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
            None => (String::new(), kept.as_str()),
        };
        let place = rest.strip_prefix("//").unwrap_or_default();
        let place = place.split(['/', '?', '#']).next().unwrap_or_default();
        if place.contains('[') != place.contains(']') {
            return Err(Error::invalid_parameter_value(format!(
                "Invalid webhook URL {}: ValueError('Invalid IPv6 URL')",
                python_repr(url)
            )));
        }
        let place = place.rsplit_once('@').map_or(place, |(_, host)| host);
        let host = match place.split_once('[') {
            Some((_, bracketed)) => bracketed.split(']').next(),
            None => place.split(':').next(),
        };
        Ok(Parts {
            scheme,
            host: host.unwrap_or_default().to_lowercase(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_found_and_odd_urls_refused() {
        for (url, host) in [
            ("https://a.example", "a.example"),
            ("HTTPS://A.Example:443/p?q#f", "a.example"),
            ("https://user:pass@h/@x", "h"),
            ("https://[::1]:8/x", "::1"),
            (" https://h\t.example", "h.example"),
        ] {
            assert_eq!(check_scheme(url).unwrap(), host, "{url}");
        }
        let texts = [
            "  ",
            "https://",
            "https:h",
            "//h",
            "a b",
            "https://[::1",
            "https:///x",
        ];
        let refused = texts.map(|url| check_scheme(url).unwrap_err().message().to_owned());
        insta::assert_snapshot!(refused.join("\n"), @r"
        Webhook URL cannot be empty or just whitespace: '  '
        Webhook URL must include a hostname: 'https://'
        Webhook URL must include a hostname: 'https:h'
        Invalid webhook URL scheme: ''. Allowed schemes are: https.
        Invalid webhook URL scheme: ''. Allowed schemes are: https.
        Invalid webhook URL 'https://[::1': ValueError('Invalid IPv6 URL')
        Webhook URL must include a hostname: 'https:///x'
        ");
    }
}
