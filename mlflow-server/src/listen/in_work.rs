//! Requests of a connection that are not answered to their end yet.

use axum::body::Body;
use axum::http::Response;
use bytes::Bytes;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

/// Counts the requests of a connection.
#[derive(Clone, Default)]
pub(super) struct InWork(Arc<AtomicUsize>);

/// A request that counts until it is dropped.
pub(super) struct One(InWork);

impl InWork {
    pub(super) fn begin(&self) -> One {
        self.0.fetch_add(1, Ordering::AcqRel);
        One(self.clone())
    }

    pub(super) fn is_none(&self) -> bool {
        self.0.load(Ordering::Acquire) == 0
    }
}

impl Drop for One {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// Lets a request count until its answer is written.
pub(super) fn until_written(response: Response<Body>, one: One) -> Response<Counted> {
    response.map(|body| Counted { body, _one: one })
}

/// The body of an answer that counts.
pub(super) struct Counted {
    body: Body,
    _one: One,
}

impl HttpBody for Counted {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
