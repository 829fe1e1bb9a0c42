//! What plugins offer beside stores, found by name: each trait's operations as JSON, and the [`Proxy`] that implements all of the
//! traits by asking a plugin.

mod messages;
mod project;
mod proxy;

pub(super) use messages::*;
pub(super) use proxy::Proxy;

/// The operations.
pub(super) mod operation {
    pub(crate) const TAGS: &str = "tags";
    pub(crate) const EXPERIMENT_ID: &str = "experiment_id";
    pub(crate) const HEADERS: &str = "headers";
    pub(crate) const AUTH_HEADERS: &str = "auth_headers";
    pub(crate) const CAN_EVALUATE: &str = "can_evaluate";
    pub(crate) const EVALUATE: &str = "evaluate";
    pub(crate) const CAN_RESOLVE: &str = "can_resolve";
    pub(crate) const RESOLVE: &str = "resolve";
    pub(crate) const LOAD: &str = "load";
    pub(crate) const RUN_PROJECT: &str = "run_project";
    pub(crate) const WAIT_RUN: &str = "wait_run";
    pub(crate) const RUN_STATUS: &str = "run_status";
    pub(crate) const CANCEL_RUN: &str = "cancel_run";
    pub(crate) const FORGET_RUN: &str = "forget_run";
}
