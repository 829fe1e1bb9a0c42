//! Settings of the process, which one test has at a time.

use mlflow_core::config::{self, Config, settings};
use std::sync::{Mutex, MutexGuard, PoisonError};

static ONE: Mutex<()> = Mutex::new(());

/// Sets what makes failures quick, and then what a test wants, as long as the answer lives.
pub(crate) fn set(more: impl FnOnce(&mut Config)) -> MutexGuard<'static, ()> {
    let one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    config::change(|config| {
        *config = Config::default();
        config.set(&settings::HTTP_REQUEST_BACKOFF_FACTOR, "0");
        config.set(&settings::HTTP_REQUEST_BACKOFF_JITTER, "0");
        more(config);
    })
    .unwrap();
    one
}
