//! The text of a prompt.

use mlflow_core::{Error, Result};
use regex::Regex;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::sync::LazyLock;

/// What stands between double braces: a name, perhaps with parts behind dots.
static VARIABLE: LazyLock<Regex> = LazyLock::new(|| {
    #[expect(
        clippy::expect_used,
        reason = "the expression is a constant, which the tests compile"
    )]
    Regex::new(r"\{\{\s*([a-zA-Z_][a-zA-Z0-9_]*(?:\.[a-zA-Z_][a-zA-Z0-9_]*)*)\s*\}\}").expect("an expression")
});

/// A text, or the messages of a chat, with variables in double braces.
///
/// ```
/// use mlflow_registry::prompts::Template;
/// let template = Template::from("Dear {{ name }}, {{greeting}} {{name}}");
/// assert_eq!(template.variables(), ["name", "greeting"]);
/// let filled = template.format(&[("name", "Ann"), ("greeting", "hello")])?;
/// assert_eq!(filled.as_text(), Some("Dear Ann, hello Ann"));
/// # Ok::<(), mlflow_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Template {
    /// A text.
    Text(String),
    /// Messages.
    Chat(Vec<ChatMessage>),
}

/// A message of a chat.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ChatMessage {
    /// Who speaks: `system`, `user`, `assistant`.
    pub role: String,
    /// What is said: mostly a text.
    #[serde(default)]
    pub content: Value,
    /// Other parts of the message.
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

impl ChatMessage {
    /// Makes a message of a text.
    pub fn new(role: impl Into<String>, content: impl Into<String>) -> Self {
        ChatMessage {
            role: role.into(),
            content: Value::String(content.into()),
            others: Map::new(),
        }
    }
}

impl Template {
    /// Returns the text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Template::Text(text) => Some(text),
            Template::Chat(_) => None,
        }
    }

    /// Returns the names of the variables, each once, in the order of the text.
    pub fn variables(&self) -> Vec<String> {
        let written = self.written().unwrap_or_default();
        let mut names: Vec<String> = Vec::new();
        for found in VARIABLE.captures_iter(&written) {
            if !names.iter().any(|name| *name == found[1]) {
                names.push(found[1].to_owned());
            }
        }
        names
    }

    /// Fills in variables.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` that names the variables without a value.
    pub fn format(&self, values: &[(&str, &str)]) -> Result<Template> {
        let value = |name: &str| {
            values
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| *value)
        };
        let missing: Vec<_> = self
            .variables()
            .into_iter()
            .filter(|name| value(name).is_none())
            .collect();
        if !missing.is_empty() {
            return Err(Error::invalid_parameter_value(format!(
                "Missing variables: {}. Each variable needs a value.",
                missing.join(", ")
            )));
        }
        let fill = |text: &str| -> String {
            let filled = VARIABLE.replace_all(text, |found: &regex::Captures<'_>| {
                value(&found[1]).unwrap_or_default().to_owned()
            });
            filled.into_owned()
        };
        Ok(match self {
            Template::Text(text) => Template::Text(fill(text)),
            Template::Chat(messages) => {
                let messages = messages.iter().cloned().map(|mut message| {
                    if let Value::String(text) = &message.content {
                        message.content = Value::String(fill(text));
                    }
                    message
                });
                Template::Chat(messages.collect())
            }
        })
    }

    pub(super) fn kind(&self) -> &'static str {
        match self {
            Template::Text(_) => "text",
            Template::Chat(_) => "chat",
        }
    }

    /// Returns the template as its tag holds it.
    pub(super) fn written(&self) -> Result<String> {
        match self {
            Template::Text(text) => Ok(text.clone()),
            Template::Chat(messages) => serde_json::to_string(messages)
                .map_err(|e| Error::internal("messages cannot be written as JSON").with_source(e)),
        }
    }

    pub(super) fn read(kind: Option<&str>, text: &str) -> Result<Self> {
        if kind != Some("chat") {
            return Ok(Template::Text(text.to_owned()));
        }
        serde_json::from_str(text).map(Template::Chat).map_err(|e| {
            Error::invalid_parameter_value(format!(
                "the messages of a prompt are no list of role and content: {e}"
            ))
            .with_source(e)
        })
    }
}

impl From<&str> for Template {
    fn from(text: &str) -> Self {
        Template::Text(text.to_owned())
    }
}

impl From<String> for Template {
    fn from(text: String) -> Self {
        Template::Text(text)
    }
}

impl From<Vec<ChatMessage>> for Template {
    fn from(messages: Vec<ChatMessage>) -> Self {
        Template::Chat(messages)
    }
}
