//! Rows of webhooks and of their events.

use crate::sql::pages::chunks;
use crate::sql::tables::{WebhookEvents as Events, Webhooks as Table};
use crate::sql::{WORKSPACE, rows};
use mlflow_core::entities::{Webhook, WebhookEvent};
use mlflow_core::{Result, refusals};
use mlflow_stores::sql::search::Dialect;
use mlflow_stores::sql::{Row, Tx};
use sea_query::{Expr, ExprTrait, LockType, Order, Query, SelectStatement};
use std::collections::HashMap;

const COLUMNS: [Table; 7] = [
    Table::WebhookId,
    Table::Name,
    Table::Description,
    Table::Url,
    Table::Status,
    Table::CreationTimestamp,
    Table::LastUpdatedTimestamp,
];

fn webhook(row: &Row<'_>) -> Result<Webhook> {
    Ok(Webhook {
        webhook_id: row.string(0)?,
        name: row.string(1)?,
        description: row.optional_string(2)?.filter(|text| !text.is_empty()),
        url: row.string(3)?,
        events: Vec::new(),
        status: row.text(4)?.parse()?,
        creation_timestamp: row.optional_integer(5)?,
        last_updated_timestamp: row.optional_integer(6)?,
    })
}

fn live() -> SelectStatement {
    Query::select()
        .from(Table::Table)
        .and_where(Expr::col(Table::Workspace).eq(WORKSPACE))
        .and_where(Expr::col(Table::DeletedTimestamp).is_null())
        .to_owned()
}

fn of_id(dialect: Dialect, id: &str) -> SelectStatement {
    live()
        .and_where(rows::exact(dialect, Table::WebhookId, id))
        .to_owned()
}

/// Reads a webhook with its events.
pub(super) async fn read(tx: &mut Tx<'_>, id: &str) -> Result<Webhook> {
    let select = of_id(tx.dialect(), id).columns(COLUMNS).to_owned();
    let found = tx.row(&select, webhook).await?;
    let mut found = [found.ok_or_else(|| refusals::webhook_not_found(id))?];
    read_events(tx, &mut found).await?;
    let [webhook] = found;
    Ok(webhook)
}

/// Locks a webhook and reads it without its events.
pub(super) async fn lock(tx: &mut Tx<'_>, id: &str) -> Result<Webhook> {
    let select = of_id(tx.dialect(), id)
        .columns(COLUMNS)
        .lock(LockType::Update)
        .to_owned();
    let found = tx.row(&select, webhook).await?;
    found.ok_or_else(|| refusals::webhook_not_found(id))
}

/// Reads a page of webhooks, the newest first, without their events.
pub(super) async fn page(tx: &mut Tx<'_>, limit: u64, offset: u64) -> Result<Vec<Webhook>> {
    let select = live()
        .columns(COLUMNS)
        .order_by(Table::CreationTimestamp, Order::Desc)
        .order_by(Table::WebhookId, Order::Asc)
        .limit(limit)
        .offset(offset)
        .to_owned();
    tx.rows(&select, webhook).await
}

/// Reads the secret of a webhook as it is kept.
pub(super) async fn secret(tx: &mut Tx<'_>, id: &str) -> Result<Option<String>> {
    let select = of_id(tx.dialect(), id).column(Table::Secret).to_owned();
    let found = tx.row(&select, |row| row.optional_string(0)).await?;
    found.ok_or_else(|| refusals::webhook_not_found(id))
}

/// Reads the events of webhooks.
pub(super) async fn read_events(tx: &mut Tx<'_>, webhooks: &mut [Webhook]) -> Result<()> {
    let places = webhooks.iter().enumerate();
    let places: HashMap<String, usize> = places
        .map(|(i, webhook)| (webhook.webhook_id.clone(), i))
        .collect();
    let mut events: Vec<Vec<WebhookEvent>> = vec![Vec::new(); webhooks.len()];
    for ids in chunks(places.keys().map(String::as_str)) {
        let select = Query::select()
            .columns([Events::WebhookId, Events::Entity, Events::Action])
            .from(Events::Table)
            .and_where(Expr::col(Events::WebhookId).is_in(ids))
            .to_owned();
        tx.rows(&select, |row| {
            if let Some(place) = places.get(row.text(0)?) {
                events[*place].push(WebhookEvent::from_names(row.text(1)?, row.text(2)?)?);
            }
            Ok(())
        })
        .await?;
    }
    for (webhook, events) in webhooks.iter_mut().zip(events) {
        webhook.set_events(events);
    }
    Ok(())
}

/// Inserts a webhook without its events.
pub(super) async fn insert(tx: &mut Tx<'_>, webhook: &Webhook, secret: Option<String>) -> Result<()> {
    let insert = Query::insert()
        .into_table(Table::Table)
        .columns([
            Table::Workspace,
            Table::WebhookId,
            Table::Name,
            Table::Description,
            Table::Url,
            Table::Status,
            Table::Secret,
            Table::CreationTimestamp,
            Table::LastUpdatedTimestamp,
        ])
        .values_panic([
            WORKSPACE.into(),
            webhook.webhook_id.as_str().into(),
            webhook.name.as_str().into(),
            webhook.description.clone().into(),
            webhook.url.as_str().into(),
            webhook.status.as_str().into(),
            secret.into(),
            webhook.creation_timestamp.into(),
            webhook.last_updated_timestamp.into(),
        ])
        .to_owned();
    tx.execute(&insert).await.map(drop)
}

/// Inserts the events of a webhook.
pub(super) async fn insert_events(tx: &mut Tx<'_>, webhook: &Webhook) -> Result<()> {
    let insert = Query::insert()
        .into_table(Events::Table)
        .columns([Events::WebhookId, Events::Entity, Events::Action])
        .to_owned();
    let rows = webhook.events.iter().map(|event| {
        vec![
            webhook.webhook_id.as_str().into(),
            event.entity_name().into(),
            event.action_name().into(),
        ]
    });
    tx.insert_all(insert, rows.collect()).await.map(drop)
}

/// Deletes the events of a webhook.
pub(super) async fn delete_events(tx: &mut Tx<'_>, id: &str) -> Result<()> {
    let delete = Query::delete()
        .from_table(Events::Table)
        .and_where(Expr::col(Events::WebhookId).eq(id))
        .to_owned();
    tx.execute(&delete).await.map(drop)
}

/// Writes what may change of a webhook; the secret only if there is another one, or none from now on.
pub(super) async fn update(tx: &mut Tx<'_>, webhook: &Webhook, secret: Option<Option<String>>) -> Result<()> {
    let mut update = Query::update()
        .table(Table::Table)
        .value(Table::Name, webhook.name.as_str())
        .value(Table::Description, webhook.description.clone())
        .value(Table::Url, webhook.url.as_str())
        .value(Table::Status, webhook.status.as_str())
        .value(Table::LastUpdatedTimestamp, webhook.last_updated_timestamp)
        .and_where(Expr::col(Table::WebhookId).eq(webhook.webhook_id.as_str()))
        .to_owned();
    if let Some(secret) = secret {
        update.value(Table::Secret, secret);
    }
    tx.execute(&update).await.map(drop)
}

/// Marks a webhook as deleted, and tells whether there was one.
pub(super) async fn mark_deleted(tx: &mut Tx<'_>, id: &str, now: i64) -> Result<bool> {
    let update = Query::update()
        .table(Table::Table)
        .value(Table::DeletedTimestamp, now)
        .value(Table::LastUpdatedTimestamp, now)
        .and_where(Expr::col(Table::Workspace).eq(WORKSPACE))
        .and_where(rows::exact(tx.dialect(), Table::WebhookId, id))
        .and_where(Expr::col(Table::DeletedTimestamp).is_null())
        .to_owned();
    Ok(tx.execute(&update).await? > 0)
}
