//! The configuration that the whole process shares.

use super::Config;
use crate::error::Result;
use std::sync::{Arc, PoisonError, RwLock};

static CURRENT: RwLock<Option<Arc<Config>>> = RwLock::new(None);

/// Returns the configuration of this process, which validation, stores, the facade and the command
/// line share. The first use reads `mlflow.toml`.
///
/// # Errors
///
/// Those of [`Config::load`]; the next use reads the file again.
///
/// ```
/// use mlflow_core::config::{self, Source, settings};
///
/// config::change(|config| config.set(&settings::TRUNCATE_LONG_VALUES, "false"))?;
/// let truncates = config::current()?.get(&settings::TRUNCATE_LONG_VALUES)?;
/// assert_eq!((truncates.value, truncates.source), (Some(false), Source::Call));
/// # Ok::<(), mlflow_core::Error>(())
/// ```
pub fn current() -> Result<Arc<Config>> {
    if let Some(config) = &*CURRENT.read().unwrap_or_else(PoisonError::into_inner) {
        return Ok(config.clone());
    }
    let mut current = CURRENT.write().unwrap_or_else(PoisonError::into_inner);
    loaded(&mut current).map(|config| config.clone())
}

/// Changes the configuration of this process, as explicit calls do.
///
/// # Errors
///
/// Those of [`Config::load`], if this is the first use.
pub fn change(change: impl FnOnce(&mut Config)) -> Result<()> {
    let mut current = CURRENT.write().unwrap_or_else(PoisonError::into_inner);
    change(Arc::make_mut(loaded(&mut current)?));
    Ok(())
}

fn loaded(current: &mut Option<Arc<Config>>) -> Result<&mut Arc<Config>> {
    match current {
        Some(config) => Ok(config),
        none => Ok(none.insert(Arc::new(Config::load()?))),
    }
}
