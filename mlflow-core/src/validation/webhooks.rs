//! Requests of webhooks.

use super::text::{at_most, no_nul};
use super::{
    MAX_WEBHOOK_DESCRIPTION, MAX_WEBHOOK_NAME, MAX_WEBHOOK_SECRET, MAX_WEBHOOK_URL, Validate, required,
};
use crate::contract::webhooks::{CreateWebhook, GetWebhook, ListWebhooks, TestWebhook, UpdateWebhook};
use crate::entities::WebhookSecret;
use crate::error::{Error, Result};
use crate::search::python_repr;

impl Validate for CreateWebhook {
    /// Leaves what needs the host of the URL to [`check_new`](crate::webhooks::check_new); empty texts become none.
    fn validated(mut self) -> Result<Self> {
        required("name", &self.name)?;
        required("url", &self.url)?;
        self.events.iter().try_for_each(|event| event.check())?;
        self.description.take_if(|text| text.is_empty());
        self.secret.take_if(|secret| secret.is_empty());
        Ok(self)
    }
}

impl Validate for ListWebhooks {
    /// Takes no results for as many as there are by default, as official MLflow does.
    fn validated(mut self) -> Result<Self> {
        self.max_results.take_if(|size| *size == 0);
        if self.max_results.is_some_and(|size| !(1..=1000).contains(&size)) {
            return Err(Error::invalid_parameter_value(
                "max_results must be between 1 and 1000.",
            ));
        }
        no_nul("page_token", &self.page_token)?;
        Ok(self)
    }
}

impl Validate for GetWebhook {
    fn validated(self) -> Result<Self> {
        required("webhook_id", &self.webhook_id)?;
        Ok(self)
    }
}

impl Validate for UpdateWebhook {
    /// Leaves the rest to [`check_change`](crate::webhooks::check_change); an empty name or URL changes nothing.
    fn validated(mut self) -> Result<Self> {
        required("webhook_id", &self.webhook_id)?;
        self.events.iter().try_for_each(|event| event.check())?;
        self.name.take_if(|name| name.is_empty());
        self.url.take_if(|url| url.is_empty());
        Ok(self)
    }
}

impl Validate for TestWebhook {
    fn validated(self) -> Result<Self> {
        required("webhook_id", &self.webhook_id)?;
        if let Some(event) = &self.event {
            event.check()?;
        }
        Ok(self)
    }
}

/// Checks the name of a webhook.
pub(crate) fn check_name(name: &str) -> Result<()> {
    let is_end = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let is_middle = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let is_name = is_end(name.chars().next())
        && is_end(name.chars().next_back())
        && name.chars().all(is_middle)
        && name.len() <= MAX_WEBHOOK_NAME;
    match is_name {
        true => Ok(()),
        false => Err(Error::invalid_parameter_value(format!(
            "Webhook name {} is invalid. It must start and end with a letter or digit, be less than 63 characters long, \
             and contain only letters, digits, dots (.), underscores (_), and hyphens (-).",
            python_repr(name)
        ))),
    }
}

/// Checks what databases have limits for; official MLflow leaves that to them.
pub(crate) fn check_lengths(
    url: &str,
    description: Option<&str>,
    secret: Option<&WebhookSecret>,
) -> Result<()> {
    at_most("url", MAX_WEBHOOK_URL, url)?;
    at_most(
        "description",
        MAX_WEBHOOK_DESCRIPTION,
        description.unwrap_or_default(),
    )?;
    if secret.is_some_and(|secret| secret.expose().len() > MAX_WEBHOOK_SECRET) {
        return Err(Error::invalid_parameter_value(format!(
            "'secret' exceeds the maximum length of {MAX_WEBHOOK_SECRET} bytes"
        )));
    }
    Ok(())
}
