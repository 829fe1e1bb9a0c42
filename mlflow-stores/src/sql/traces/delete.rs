//! Traces and their tags are deleted.

use super::read;
use crate::sql::execute::Tx;
use crate::sql::search_pages::chunks;
use mlflow_core::contract::traces::{DeleteTraceTag, DeleteTraces};
use mlflow_core::traces::TRACE_NAME;
use mlflow_core::validation::experiment_number;
use mlflow_core::{ErrorCode, Result, refusals};
use sea_query::{Expr, ExprTrait, LockType, Order, Query};

pub(super) async fn tag(tx: &mut Tx<'_>, request: DeleteTraceTag) -> Result<()> {
    let DeleteTraceTag { request_id, key } = request;
    let missing = || refusals::trace_tag_not_found(&key, &request_id);
    match read::require(tx, &request_id).await {
        Err(error) if error.code() == ErrorCode::ResourceDoesNotExist => return Err(missing()),
        found => found.map(|_| ())?,
    }
    let removed = if key == TRACE_NAME {
        let update = Query::update()
            .table("trace_info")
            .value("trace_name", Option::<String>::None)
            .and_where(Expr::col("request_id").eq(request_id.as_str()))
            .and_where(Expr::col("trace_name").is_not_null())
            .to_owned();
        tx.execute(&update).await?
    } else {
        let delete = Query::delete()
            .from_table("trace_tags")
            .and_where(Expr::col("request_id").eq(request_id.as_str()))
            .and_where(Expr::col("key").eq(key.as_str()))
            .to_owned();
        tx.execute(&delete).await?
    };
    match removed {
        0 => Err(missing()),
        _ => Ok(()),
    }
}

/// Deletes traces, and tells how many; the database deletes what belongs to them.
pub(super) async fn traces(tx: &mut Tx<'_>, request: DeleteTraces) -> Result<u64> {
    let mut meant = Query::select()
        .column("request_id")
        .from("trace_info")
        .and_where(Expr::col("experiment_id").eq(experiment_number(&request.experiment_id)?))
        .order_by("timestamp_ms", Order::Asc)
        .order_by("request_id", Order::Asc)
        .lock(LockType::Update)
        .to_owned();
    if let Some(most) = request.max_timestamp_millis {
        meant.and_where(Expr::col("timestamp_ms").lte(most));
    }
    if let Some(most) = request.max_traces.and_then(|most| u64::try_from(most).ok()) {
        meant.limit(most);
    }
    let mut ids = Vec::new();
    if request.request_ids.is_empty() {
        ids = tx.rows(&meant, |row| row.string(0)).await?;
    }
    for given in chunks(request.request_ids.iter().map(String::as_str)) {
        let mut meant = meant.clone();
        meant.and_where(Expr::col("request_id").is_in(given));
        ids.extend(tx.rows(&meant, |row| row.string(0)).await?);
    }
    let mut deleted = 0;
    for ids in chunks(ids.iter().map(String::as_str)) {
        let delete = Query::delete()
            .from_table("trace_info")
            .and_where(Expr::col("request_id").is_in(ids.iter().copied()))
            .to_owned();
        deleted += tx.execute(&delete).await?;
        let reviews = Query::delete()
            .from_table("review_queue_items")
            .and_where(Expr::col("item_type").eq("trace"))
            .and_where(Expr::col("item_id").is_in(ids))
            .to_owned();
        tx.execute(&reviews).await?;
    }
    Ok(deleted)
}
