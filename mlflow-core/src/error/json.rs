//! The JSON form of an error, both ways.

use super::{Error, ErrorCode};
use serde_json::{Map, Value};

impl Error {
    /// Writes MLflow's JSON: `error_code`, `message`, `sqlstate`, `error_class` and the extra fields.
    ///
    /// ```
    /// use mlflow_core::Error;
    /// assert_eq!(
    ///     Error::does_not_exist("no run").serialize_as_json(),
    ///     r#"{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"no run","sqlstate":"KAM00","error_class":"RESOURCE_NOT_FOUND"}"#,
    /// );
    /// ```
    pub fn serialize_as_json(&self) -> String {
        let mut object = Map::new();
        object.insert("error_code".into(), self.code().name().into());
        object.insert("message".into(), self.message().into());
        if let Some((sqlstate, class)) = classification(self.code()) {
            object.insert("sqlstate".into(), sqlstate.into());
            object.insert("error_class".into(), class.into());
        }
        object.extend(self.extra().clone());
        Value::Object(object).to_string()
    }

    /// Reads the answer of a server: its JSON where it has one, else its HTTP status.
    ///
    /// An `error_code` that is itself an HTTP status, as some proxies send, is understood too.
    ///
    /// ```
    /// use mlflow_core::{Error, ErrorCode};
    /// let error = Error::from_response(404, r#"{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"no run"}"#);
    /// assert_eq!((error.code(), error.message()), (ErrorCode::ResourceDoesNotExist, "no run"));
    /// assert_eq!(Error::from_response(503, "<html>").code(), ErrorCode::TemporarilyUnavailable);
    /// assert_eq!(Error::from_response(400, r#"{"detail":"a directory"}"#).message(), "a directory");
    /// ```
    pub fn from_response(status: u16, body: &str) -> Self {
        let Ok(Value::Object(mut object)) = serde_json::from_str(body) else {
            let start: String = body.chars().take(200).collect();
            return Error::new(
                ErrorCode::from_http_status(status),
                format!("the server answered with HTTP status {status} and no MLflow error: `{start}`"),
            );
        };
        let code = match object.remove("error_code") {
            Some(Value::String(name)) => name
                .parse()
                .ok()
                .or_else(|| name.parse().ok().map(ErrorCode::from_http_status))
                .unwrap_or(ErrorCode::InternalError),
            Some(Value::Number(number)) => number
                .as_u64()
                .and_then(|status| u16::try_from(status).ok())
                .map_or(ErrorCode::InternalError, ErrorCode::from_http_status),
            _ => ErrorCode::from_http_status(status),
        };
        // Some of official MLflow's own answers have the form of its web framework.
        let detail = object.get("detail").and_then(Value::as_str).map(str::to_owned);
        let message = match object.remove("message") {
            Some(Value::String(message)) => message,
            _ => detail
                .unwrap_or_else(|| format!("the server answered with HTTP status {status} and no message")),
        };
        object.remove("sqlstate");
        object.remove("error_class");
        object
            .into_iter()
            .fold(Error::new(code, message), |error, (key, value)| {
                error.with_extra(key, value)
            })
    }
}

/// The SQL state and the error class that MLflow 3 adds for a code.
fn classification(code: ErrorCode) -> Option<(&'static str, &'static str)> {
    Some(match code {
        ErrorCode::BadRequest | ErrorCode::InvalidParameterValue => ("KAM00", "INVALID_PARAMETER_VALUE"),
        ErrorCode::CustomerUnauthorized | ErrorCode::PermissionDenied => ("KAM00", "PERMISSION_DENIED"),
        ErrorCode::EndpointNotFound | ErrorCode::NotFound | ErrorCode::ResourceDoesNotExist => {
            ("KAM00", "RESOURCE_NOT_FOUND")
        }
        ErrorCode::FeatureDisabled => ("KAM00", "FEATURE_DISABLED"),
        ErrorCode::ResourceAlreadyExists => ("KAM00", "RESOURCE_ALREADY_EXISTS"),
        ErrorCode::InternalError | ErrorCode::InvalidState | ErrorCode::TemporarilyUnavailable => {
            ("XXM00", "CLIENT_INTERNAL_ERROR")
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_survives_the_json_form() {
        for &code in ErrorCode::ALL {
            let sent = Error::new(code, "m").with_extra("detail", 7);
            let read = Error::from_response(code.http_status(), &sent.serialize_as_json());
            assert_eq!((read.code(), read.message()), (code, "m"));
            assert_eq!(read.extra()["detail"], 7);
            assert_eq!(ErrorCode::from_number(code.number()), Some(code));
        }
    }

    #[test]
    fn a_code_that_is_a_status_is_mapped() {
        assert_eq!(
            Error::from_response(500, r#"{"error_code":403}"#).code(),
            ErrorCode::PermissionDenied
        );
        assert_eq!(
            Error::from_response(500, r#"{"error_code":"403"}"#).code(),
            ErrorCode::PermissionDenied
        );
    }
}
