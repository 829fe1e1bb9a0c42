//! What the server has done and what it does, for Prometheus.

mod process;
mod text;

use axum::extract::{MatchedPath, Request};
use axum::http::{Extensions, Method};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

pub(crate) use text::write;

/// Upper ends of the classes of the histogram in seconds, those of official servers.
const CLASSES: [f64; 14] = [
    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0,
];

/// Counts of one server.
pub(crate) struct Metrics {
    since: SystemTime,
    requests: Mutex<BTreeMap<Kind, Times>>,
    connections: AtomicUsize,
}

/// What requests are told apart by; each part has few values, whatever clients send.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Kind {
    operation: String,
    method: &'static str,
    status: u16,
}

/// How long requests took.
#[derive(Clone, Debug, Default)]
struct Times {
    /// How many are in each class, and in none of those before it.
    classes: [u64; CLASSES.len()],
    count: u64,
    seconds: f64,
}

/// The name of an operation, on the answer that it gives.
#[derive(Clone, Copy)]
pub(crate) struct Called(pub(crate) &'static str);

/// What is known of a request before it is answered.
pub(crate) struct Begun {
    method: &'static str,
    route: String,
}

impl Begun {
    pub(crate) fn new(request: &Request) -> Self {
        let route = request.extensions().get::<MatchedPath>();
        Begun {
            method: name(request.method()),
            route: route.map_or_else(|| "none".to_owned(), |route| route.as_str().to_owned()),
        }
    }

    pub(crate) fn method(&self) -> &'static str {
        self.method
    }

    pub(crate) fn route(&self) -> &str {
        &self.route
    }
}

/// Names a method; clients may make up others.
fn name(method: &Method) -> &'static str {
    const KNOWN: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
    let mut known = KNOWN.into_iter();
    known.find(|known| *known == method.as_str()).unwrap_or("other")
}

impl Metrics {
    pub(crate) fn new() -> Self {
        Metrics {
            since: SystemTime::now(),
            requests: Mutex::default(),
            connections: AtomicUsize::new(0),
        }
    }

    /// Counts a request that is answered.
    pub(crate) fn answered(&self, begun: Begun, status: u16, answer: &Extensions, took: Duration) {
        let kind = Kind {
            operation: answer
                .get::<Called>()
                .map_or(begun.route, |called| called.0.to_owned()),
            method: begun.method,
            status,
        };
        let seconds = took.as_secs_f64();
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let times = requests.entry(kind).or_default();
        times.count += 1;
        times.seconds += seconds;
        if let Some(class) = CLASSES.iter().position(|end| seconds <= *end) {
            times.classes[class] += 1;
        }
    }

    /// Counts a connection until the answer is dropped.
    pub(crate) fn connected(self: &Arc<Self>) -> Connected {
        self.connections.fetch_add(1, Ordering::Relaxed);
        Connected(self.clone())
    }
}

/// A connection that is open.
pub(crate) struct Connected(Arc<Metrics>);

impl Drop for Connected {
    fn drop(&mut self) {
        self.0.connections.fetch_sub(1, Ordering::Relaxed);
    }
}
