//! What belongs to a call and not to its operation.

use std::future::Future;
use std::time::Duration;

tokio::task_local! {
    static CURRENT: CallContext;
}

/// Who calls, and how long the answer may take.
///
/// It travels beside a request: a server fills it in, a [`Transport`](super::Transport) passes it
/// on, and a store that wants it asks for [`CallContext::current`].
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use mlflow_core::contract::CallContext;
/// let context = CallContext { user: Some("alice".into()), ..CallContext::default() };
/// context.scope(async { assert_eq!(CallContext::current().user.as_deref(), Some("alice")) }).await;
/// assert_eq!(CallContext::current(), CallContext::default());
/// # });
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallContext {
    /// The authenticated user.
    pub user: Option<String>,
    /// The workspace that names are looked up in.
    pub workspace: Option<String>,
    /// The client's id of this request: a create that is repeated with the same id is one create.
    pub request_id: Option<String>,
    /// How long the caller will wait, from the moment that the call is made.
    pub deadline: Option<Duration>,
}

impl CallContext {
    /// Returns the context of the call that this code runs in; an empty one outside of any.
    pub fn current() -> Self {
        CURRENT.try_with(Clone::clone).unwrap_or_default()
    }

    /// Runs a future within this context.
    pub async fn scope<F: Future>(&self, call: F) -> F::Output {
        if *self == CallContext::default() {
            return call.await;
        }
        CURRENT.scope(self.clone(), call).await
    }
}
