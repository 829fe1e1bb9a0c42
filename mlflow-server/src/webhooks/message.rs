//! The body of a delivery, and the headers that prove where it comes from.

use super::events::Happened;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use mlflow_core::entities::WebhookSecret;
use mlflow_core::python_json;
use serde_json::json;
use sha2::Sha256;
use uuid::Uuid;

/// A delivery; every try sends the same one.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) body: String,
    /// Names and values.
    pub(super) headers: Vec<(&'static str, String)>,
}

impl Message {
    /// Writes what happened, and signs it if there is a secret.
    pub(super) fn new(happened: &Happened, secret: Option<&WebhookSecret>) -> Self {
        Message::at(happened, secret, Timestamp::now(), Uuid::new_v4().to_string())
    }

    fn at(happened: &Happened, secret: Option<&WebhookSecret>, now: Timestamp, id: String) -> Self {
        let body = python_json::ascii(&json!({
            "entity": happened.event.entity_name(),
            "action": happened.event.action_name(),
            "timestamp": now.strftime("%Y-%m-%dT%H:%M:%S.%6f+00:00").to_string(),
            "data": happened.data,
        }));
        let seconds = now.as_second().to_string();
        let secret = secret.filter(|secret| !secret.is_empty());
        let signature = secret.and_then(|secret| signature(secret, &format!("{id}.{seconds}.{body}")));
        let mut headers = vec![
            ("Content-Type", "application/json".to_owned()),
            ("X-MLflow-Delivery-Id", id),
            ("X-MLflow-Timestamp", seconds),
        ];
        headers.extend(signature.map(|signature| ("X-MLflow-Signature", signature)));
        Message { body, headers }
    }
}

/// Keys of HMAC have any length, so that there always is a signature.
fn signature(secret: &WebhookSecret, signed: &str) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes()).ok()?;
    mac.update(signed.as_bytes());
    Some(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use mlflow_core::entities::{WebhookAction, WebhookEntity, WebhookEvent};

    /// What official MLflow's `json.dumps` and `_generate_hmac_signature` give for the same.
    #[test]
    fn bodies_and_signatures_are_those_of_official_mlflow() {
        let happened = Happened {
            event: WebhookEvent::new(WebhookEntity::RegisteredModel, WebhookAction::Created),
            data: json!({"name": "wein", "tags": {"team": "ä"}, "description": ""}),
        };
        let now = Timestamp::from_microsecond(1_735_689_600_000_250).unwrap();
        let id = "6a9e29ae-5a1b-4ee9-9d4c-5a0e2f2d1a11".to_owned();
        let message = Message::at(&happened, Some(&"top".into()), now, id);
        insta::assert_snapshot!(message.body, @r#"{"entity": "registered_model", "action": "created", "timestamp": "2025-01-01T00:00:00.000250+00:00", "data": {"name": "wein", "tags": {"team": "\u00e4"}, "description": ""}}"#);
        let (name, signature) = message.headers.last().unwrap();
        assert_eq!(
            (*name, signature.as_str()),
            (
                "X-MLflow-Signature",
                "v1,YkmjblU/h/YIZGRhIZRre4RPeCq915RAwV80mvITMYM="
            )
        );
        let unsigned = Message::at(&happened, None, now, String::new());
        assert_eq!(unsigned.headers.len(), 3);
    }
}
