//! The one error type of the workspace: an MLflow error code, a message, context and a source.

mod code;
mod json;

use std::fmt;

pub use code::ErrorCode;

/// The result of every fallible call of this workspace.
pub type Result<T, E = Error> = std::result::Result<T, E>;

type Source = Box<dyn std::error::Error + Send + Sync + 'static>;

/// What went wrong, in MLflow's terms.
///
/// The [`code`](Error::code) says what a caller can do about it and decides the HTTP status; the
/// [`message`](Error::message) names the offending value; context pairs say where it happened.
/// `Display` is one line, `Debug` is the whole story with context and sources.
///
/// ```
/// use mlflow_core::{Error, ErrorCode};
///
/// let error = Error::invalid_parameter_value("Invalid experiment name: ''").with_context("name", "");
/// assert_eq!(error.code(), ErrorCode::InvalidParameterValue);
/// assert_eq!(error.http_status(), 400);
/// assert_eq!(error.to_string(), "INVALID_PARAMETER_VALUE: Invalid experiment name: ''");
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    code: ErrorCode,
    message: String,
    context: Vec<(&'static str, String)>,
    extra: serde_json::Map<String, serde_json::Value>,
    source: Option<Source>,
}

impl Error {
    /// Makes an error of any code.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Error(Box::new(Inner {
            code,
            message: message.into(),
            context: Vec::new(),
            extra: serde_json::Map::new(),
            source: None,
        }))
    }

    /// Makes an `INVALID_PARAMETER_VALUE` error: the caller's input is at fault.
    pub fn invalid_parameter_value(message: impl Into<String>) -> Self {
        Error::new(ErrorCode::InvalidParameterValue, message)
    }

    /// Makes a `RESOURCE_DOES_NOT_EXIST` error.
    pub fn does_not_exist(message: impl Into<String>) -> Self {
        Error::new(ErrorCode::ResourceDoesNotExist, message)
    }

    /// Makes a `RESOURCE_ALREADY_EXISTS` error.
    pub fn already_exists(message: impl Into<String>) -> Self {
        Error::new(ErrorCode::ResourceAlreadyExists, message)
    }

    /// Makes an `INTERNAL_ERROR`: a defect, or a peer that broke the protocol.
    pub fn internal(message: impl Into<String>) -> Self {
        Error::new(ErrorCode::InternalError, message)
    }

    /// Makes a `TEMPORARILY_UNAVAILABLE` error: the same call may succeed later.
    pub fn unavailable(message: impl Into<String>) -> Self {
        Error::new(ErrorCode::TemporarilyUnavailable, message)
    }

    /// Makes a `NOT_IMPLEMENTED` error that names the operation and the implementer without it.
    pub fn not_implemented(operation: &str, implementer: &str) -> Self {
        Error::new(
            ErrorCode::NotImplemented,
            format!("`{operation}` is not implemented by {implementer}"),
        )
    }

    /// Adds where it happened: shown by `Debug`, never sent to a peer.
    #[must_use]
    pub fn with_context(mut self, key: &'static str, value: impl fmt::Display) -> Self {
        self.0.context.push((key, value.to_string()));
        self
    }

    /// Adds the error that caused this one.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Source>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// Replaces the message, and keeps everything else.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<String>) -> Self {
        self.0.message = message.into();
        self
    }

    /// Adds a field to the JSON form, as the keyword arguments of Python's `MlflowException` do.
    #[must_use]
    pub fn with_extra(mut self, key: impl Into<String>, value: impl Into<serde_json::Value>) -> Self {
        self.0.extra.insert(key.into(), value.into());
        self
    }

    /// Returns MLflow's error code.
    pub fn code(&self) -> ErrorCode {
        self.0.code
    }

    /// Returns the message, without the code.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Returns the context pairs, innermost first.
    pub fn context(&self) -> &[(&'static str, String)] {
        &self.0.context
    }

    /// Returns the additional fields of the JSON form.
    pub fn extra(&self) -> &serde_json::Map<String, serde_json::Value> {
        &self.0.extra
    }

    /// Returns the HTTP status that a server answers with.
    pub fn http_status(&self) -> u16 {
        self.0.code.http_status()
    }

    /// The same as [`http_status`](Error::http_status), under MLflow's name.
    pub fn get_http_status_code(&self) -> u16 {
        self.http_status()
    }

    /// Tells whether the call may succeed when it is simply made again later.
    pub fn is_retryable(&self) -> bool {
        matches!(
            self.code(),
            ErrorCode::TemporarilyUnavailable | ErrorCode::RequestLimitExceeded | ErrorCode::DeadlineExceeded
        )
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.code, self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")?;
        for (key, value) in &self.0.context {
            write!(f, "\n  {key}: {value}")?;
        }
        let mut source = std::error::Error::source(self);
        while let Some(error) = source {
            write!(f, "\n  caused by: {error}")?;
            source = error.source();
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0
            .source
            .as_ref()
            .map(|s| &**s as &(dyn std::error::Error + 'static))
    }
}

impl From<std::io::Error> for Error {
    /// Chooses the code from the kind, so that a full disk and a missing file read differently.
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind as Kind;
        let code = match error.kind() {
            Kind::NotFound => ErrorCode::ResourceDoesNotExist,
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => ErrorCode::PermissionDenied,
            Kind::AlreadyExists => ErrorCode::ResourceAlreadyExists,
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => ErrorCode::ResourceExhausted,
            Kind::TimedOut | Kind::WouldBlock | Kind::Interrupted => ErrorCode::TemporarilyUnavailable,
            Kind::InvalidInput | Kind::InvalidFilename | Kind::InvalidData => {
                ErrorCode::InvalidParameterValue
            }
            _ => ErrorCode::IoError,
        };
        Error::new(code, error.to_string()).with_source(error)
    }
}
