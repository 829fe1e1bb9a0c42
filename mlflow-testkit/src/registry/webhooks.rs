//! Webhooks. A registry that keeps none says so at every operation, and has nothing else to show.

use super::fixture::{invalid, refused};
use mlflow_core::contract::webhooks::*;
use mlflow_core::entities::{
    Webhook, WebhookAction, WebhookEntity, WebhookEvent, WebhookSecret, WebhookStatus,
};
use mlflow_core::{ErrorCode, RegistryStore};

/// An address that needs no look-up and that nothing is sent to here.
const URL: &str = "https://8.8.8.8/hook";
const MADE: WebhookEvent = WebhookEvent::new(WebhookEntity::ModelVersion, WebhookAction::Created);
const TAGGED: WebhookEvent = WebhookEvent::new(WebhookEntity::PromptTag, WebhookAction::Set);

async fn keeps(store: &dyn RegistryStore) -> bool {
    match store.list_webhooks(ListWebhooks::default()).await {
        Ok(_) => true,
        Err(error) => {
            assert_eq!(error.code(), ErrorCode::NotImplemented, "{error:?}");
            false
        }
    }
}

fn request(name: &str) -> CreateWebhook {
    CreateWebhook {
        name: name.to_owned(),
        url: URL.to_owned(),
        events: vec![MADE],
        ..CreateWebhook::default()
    }
}

fn by_id(id: &str) -> GetWebhook {
    GetWebhook {
        webhook_id: id.to_owned(),
    }
}

async fn create(store: &dyn RegistryStore, request: CreateWebhook) -> Webhook {
    store.create_webhook(request).await.unwrap().webhook
}

async fn read(store: &dyn RegistryStore, id: &str) -> Webhook {
    store.get_webhook(by_id(id)).await.unwrap().webhook
}

/// Checks the secret of a webhook; a registry on a server keeps it there.
async fn has_secret(store: &dyn RegistryStore, id: &str, expected: Option<&str>) {
    match store.get_webhook_secret(by_id(id)).await {
        Ok(answer) => assert_eq!(answer.secret.as_ref().map(WebhookSecret::expose), expected),
        Err(error) => assert_eq!(error.code(), ErrorCode::NotImplemented, "{error:?}"),
    }
}

/// A registry without webhooks says so.
pub async fn a_registry_keeps_them_or_says_so(store: &dyn RegistryStore) {
    if keeps(store).await {
        return;
    }
    let code = ErrorCode::NotImplemented;
    refused(store.create_webhook(request("ci")).await, code);
    refused(store.get_webhook(by_id("w")).await, code);
    refused(store.update_webhook(UpdateWebhook::default()).await, code);
    refused(store.delete_webhook(by_id("w")).await, code);
    refused(store.get_webhook_secret(by_id("w")).await, code);
}

/// A new webhook reads back as it was answered.
pub async fn creating_returns_what_reads_back(store: &dyn RegistryStore) {
    if !keeps(store).await {
        return;
    }
    let full = CreateWebhook {
        name: "CI-1.x_y".to_owned(),
        description: Some("for 日本".to_owned()),
        url: "https://8.8.8.8:8443/hook?token=a".to_owned(),
        events: vec![TAGGED, MADE],
        secret: Some("top".into()),
        status: Some(WebhookStatus::Disabled),
    };
    let made = create(store, full.clone()).await;
    assert_eq!((&made.name, &made.url), (&full.name, &full.url));
    assert_eq!(
        (&made.description, made.status),
        (&full.description, WebhookStatus::Disabled)
    );
    assert_eq!(made.events, [MADE, TAGGED]);
    assert!(made.creation_timestamp.is_some_and(|time| time > 0));
    assert_eq!(made.creation_timestamp, made.last_updated_timestamp);
    assert_eq!(read(store, &made.webhook_id).await, made);

    let plain = create(store, request("plain")).await;
    assert_eq!((&plain.description, plain.status), (&None, WebhookStatus::Active));
    assert_eq!(read(store, &plain.webhook_id).await, plain);
}

/// Several may have one name.
pub async fn names_may_repeat(store: &dyn RegistryStore) {
    if !keeps(store).await {
        return;
    }
    let (first, second) = (
        create(store, request("ci")).await,
        create(store, request("ci")).await,
    );
    assert_ne!(first.webhook_id, second.webhook_id);
}

/// A secret is kept for deliveries, and no part of what clients are told.
pub async fn secrets_stay_with_the_store(store: &dyn RegistryStore) {
    if !keeps(store).await {
        return;
    }
    for text in ["top", "ä 🔑", &"s".repeat(687)] {
        let mut signed = request("ci");
        signed.secret = Some(text.into());
        let made = create(store, signed).await;
        assert!(!serde_json::to_string(&made).unwrap().contains(text));
        has_secret(store, &made.webhook_id, Some(text)).await;
        let mut change = UpdateWebhook {
            webhook_id: made.webhook_id.clone(),
            secret: Some("other".into()),
            ..UpdateWebhook::default()
        };
        store.update_webhook(change.clone()).await.unwrap();
        has_secret(store, &made.webhook_id, Some("other")).await;
        change.secret = Some(WebhookSecret::default());
        store.update_webhook(change).await.unwrap();
        has_secret(store, &made.webhook_id, None).await;
    }
    let unsigned = create(store, request("ci")).await;
    has_secret(store, &unsigned.webhook_id, None).await;
}

/// A change touches what it names, and nothing else.
pub async fn changing_changes_what_is_named(store: &dyn RegistryStore) {
    if !keeps(store).await {
        return;
    }
    let mut signed = request("ci");
    signed.secret = Some("top".into());
    signed.description = Some("old".to_owned());
    let made = create(store, signed).await;
    let unchanged = UpdateWebhook {
        webhook_id: made.webhook_id.clone(),
        name: Some(String::new()),
        url: Some(String::new()),
        ..UpdateWebhook::default()
    };
    let mut expected = made.clone();
    for change in [
        unchanged.clone(),
        UpdateWebhook {
            description: Some("new".to_owned()),
            status: Some(WebhookStatus::Disabled),
            ..unchanged.clone()
        },
        UpdateWebhook {
            name: Some("cd".to_owned()),
            url: Some("https://1.1.1.1/".to_owned()),
            events: vec![TAGGED],
            ..unchanged.clone()
        },
        UpdateWebhook {
            description: Some(String::new()),
            ..unchanged
        },
    ] {
        expected.status = change.status.unwrap_or(expected.status);
        if let Some(text) = &change.description {
            expected.description = Some(text.clone()).filter(|text| !text.is_empty());
        }
        if !change.events.is_empty() {
            (expected.name, expected.url) = ("cd".to_owned(), "https://1.1.1.1/".to_owned());
            expected.events.clone_from(&change.events);
        }
        let changed = store.update_webhook(change).await.unwrap().webhook;
        assert!(changed.last_updated_timestamp >= expected.last_updated_timestamp);
        expected.last_updated_timestamp = changed.last_updated_timestamp;
        assert_eq!(changed, expected);
        assert_eq!(read(store, &made.webhook_id).await, expected);
    }
    has_secret(store, &made.webhook_id, Some("top")).await;
}

/// A deleted one is found by nothing.
pub async fn a_deleted_one_is_gone(store: &dyn RegistryStore) {
    if !keeps(store).await {
        return;
    }
    let made = create(store, request("ci")).await;
    store.delete_webhook(by_id(&made.webhook_id)).await.unwrap();
    let listed = store.list_webhooks(ListWebhooks::default()).await.unwrap();
    assert!(listed.webhooks.is_empty());
    let code = ErrorCode::ResourceDoesNotExist;
    for id in [made.webhook_id.as_str(), "nope"] {
        let change = UpdateWebhook {
            webhook_id: id.to_owned(),
            url: Some("not looked at".to_owned()),
            ..UpdateWebhook::default()
        };
        for error in [
            refused(store.get_webhook(by_id(id)).await, code),
            refused(store.delete_webhook(by_id(id)).await, code),
            refused(store.update_webhook(change).await, code),
        ] {
            assert_eq!(error.message(), format!("Webhook with ID {id} not found."));
        }
    }
}

/// Pages hold each webhook once, the newest first.
pub async fn pages_have_no_gaps_and_no_repeats(store: &dyn RegistryStore) {
    if !keeps(store).await {
        return;
    }
    for number in 0..5 {
        create(store, request(&format!("w{number}"))).await;
    }
    let all = store.list_webhooks(ListWebhooks::default()).await.unwrap();
    assert_eq!((all.webhooks.len(), all.next_page_token.as_str()), (5, ""));
    let times: Vec<_> = all
        .webhooks
        .iter()
        .map(|webhook| webhook.creation_timestamp)
        .collect();
    assert!(times.is_sorted_by(|newer, older| newer >= older));
    assert!(all.webhooks.iter().all(|webhook| webhook.events == [MADE]));
    let (mut found, mut page_token) = (Vec::new(), String::new());
    loop {
        let page = ListWebhooks {
            max_results: Some(2),
            page_token,
        };
        let page = store.list_webhooks(page).await.unwrap();
        found.extend(page.webhooks);
        page_token = page.next_page_token;
        if page_token.is_empty() {
            break;
        }
    }
    assert_eq!(found, all.webhooks);
    let none = ListWebhooks {
        max_results: Some(0),
        ..ListWebhooks::default()
    };
    assert_eq!(store.list_webhooks(none).await.unwrap().webhooks.len(), 5);
    for size in [-1, 1001] {
        let page = ListWebhooks {
            max_results: Some(size),
            ..ListWebhooks::default()
        };
        let error = invalid(store.list_webhooks(page).await);
        assert_eq!(error.message(), "max_results must be between 1 and 1000.");
    }
}

/// Requests that official MLflow refuses are refused in its words.
pub async fn bad_requests_are_refused(store: &dyn RegistryStore) {
    if !keeps(store).await {
        return;
    }
    let made = create(store, request("ci")).await;
    let odd = WebhookEvent::new(WebhookEntity::ModelVersionTag, WebhookAction::Created);
    let name = "It must start and end with a letter or digit, be less than 63 characters long, and contain only letters, \
                digits, dots (.), underscores (_), and hyphens (-).";
    let missing = "See the API docs for more information about request parameters.";
    let private = "Webhook URL must not resolve to a non-public IP address.";
    let change = |change: &dyn Fn(&mut CreateWebhook)| {
        let mut request = request("ci");
        change(&mut request);
        request
    };
    let url = |url: &'static str| change(&|request| request.url = url.to_owned());
    for (request, message) in [
        (
            request(""),
            format!("Missing value for required parameter 'name'. {missing}"),
        ),
        (
            url(""),
            format!("Missing value for required parameter 'url'. {missing}"),
        ),
        (
            request("-bad-"),
            format!("Webhook name '-bad-' is invalid. {name}"),
        ),
        (request("a b"), format!("Webhook name 'a b' is invalid. {name}")),
        (
            url("http://8.8.8.8/"),
            "Invalid webhook URL scheme: 'http'. Allowed schemes are: https.".to_owned(),
        ),
        (
            url("8.8.8.8"),
            "Invalid webhook URL scheme: ''. Allowed schemes are: https.".to_owned(),
        ),
        (
            url("https:///x"),
            "Webhook URL must include a hostname: 'https:///x'".to_owned(),
        ),
        (
            url("https://127.0.0.1/"),
            format!("{private} '127.0.0.1' resolves to 127.0.0.1."),
        ),
        (
            url("https://user@[FD00::1]:1/"),
            format!("{private} 'fd00::1' resolves to fd00::1."),
        ),
        (
            url("https://169.254.169.254/latest"),
            format!("{private} '169.254.169.254' resolves to 169.254.169.254."),
        ),
        (
            change(&|request| request.events.clear()),
            "Webhook events must be a non-empty list of WebhookEvent objects: [].".to_owned(),
        ),
        (
            change(&|request| request.events = vec![MADE, odd]),
            "Invalid action 'created' for entity 'model_version_tag'. Valid actions are: ['deleted', 'set']"
                .to_owned(),
        ),
    ] {
        let shown = format!("{request:?}");
        assert_eq!(
            invalid(store.create_webhook(request.clone()).await).message(),
            message,
            "{shown}"
        );
        let update = UpdateWebhook {
            webhook_id: made.webhook_id.clone(),
            name: Some(request.name),
            url: Some(request.url),
            description: request.description,
            events: request.events,
            secret: request.secret,
            status: None,
        };
        if !message.starts_with("Missing") && !update.events.is_empty() {
            assert_eq!(
                invalid(store.update_webhook(update).await).message(),
                message,
                "{shown}"
            );
        }
    }
    assert_eq!(read(store, &made.webhook_id).await, made);
}

/// An event that is named twice counts once.
pub async fn events_count_once(store: &dyn RegistryStore) {
    if !keeps(store).await {
        return;
    }
    let mut repeated = request("ci");
    repeated.events = vec![TAGGED, MADE, TAGGED];
    let made = create(store, repeated).await;
    assert_eq!(made.events, [MADE, TAGGED]);
    let change = UpdateWebhook {
        webhook_id: made.webhook_id.clone(),
        events: vec![TAGGED, TAGGED],
        ..UpdateWebhook::default()
    };
    assert_eq!(
        store.update_webhook(change).await.unwrap().webhook.events,
        [TAGGED]
    );
    assert_eq!(read(store, &made.webhook_id).await.events, [TAGGED]);
}

/// Texts that a database has no room for are refused, and the longest ones are kept.
pub async fn texts_have_limits(store: &dyn RegistryStore) {
    if !keeps(store).await {
        return;
    }
    let sized = |url: usize, description: usize, secret: usize| CreateWebhook {
        url: format!("{URL}{}", "u".repeat(url - URL.len())),
        description: Some("日".repeat(description)),
        secret: Some("s".repeat(secret).into()),
        ..request("ci")
    };
    let longest = create(store, sized(500, 1000, 687)).await;
    assert_eq!(read(store, &longest.webhook_id).await, longest);
    has_secret(store, &longest.webhook_id, Some(&"s".repeat(687))).await;
    for (request, message) in [
        (
            sized(501, 1, 1),
            "'url' exceeds the maximum length of 500 characters",
        ),
        (
            sized(500, 1001, 1),
            "'description' exceeds the maximum length of 1000 characters",
        ),
        (
            sized(500, 1, 688),
            "'secret' exceeds the maximum length of 687 bytes",
        ),
    ] {
        assert_eq!(
            invalid(store.create_webhook(request.clone()).await).message(),
            message
        );
        let update = UpdateWebhook {
            webhook_id: longest.webhook_id.clone(),
            url: Some(request.url),
            description: request.description,
            secret: request.secret,
            ..UpdateWebhook::default()
        };
        assert_eq!(invalid(store.update_webhook(update).await).message(), message);
    }
}
