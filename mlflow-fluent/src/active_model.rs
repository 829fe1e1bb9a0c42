//! The active logged model: what logged metrics tell about.

use crate::active::{with_stack, ActiveModel};
use crate::{state, twins};
use mlflow_core::config::{self, settings};
use mlflow_core::entities::LoggedModel;
use mlflow_core::Result;

/// Returns the id of the active model: the one of [`set_active_model`] in this thread, else that of the
/// variable `MLFLOW_ACTIVE_MODEL_ID`.
pub fn get_active_model_id() -> Option<String> {
    match with_stack(|stack| stack.model.clone()).unwrap_or_default() {
        ActiveModel::Set(model_id) => Some(model_id),
        ActiveModel::Cleared => None,
        ActiveModel::Unset => {
            let config = config::current().and_then(|config| config.get(&settings::ACTIVE_MODEL_ID));
            config
                .ok()
                .and_then(|found| found.value)
                .filter(|id| !id.is_empty())
        }
    }
}

/// Makes no model the active one in this thread, also if `MLFLOW_ACTIVE_MODEL_ID` names one.
pub fn clear_active_model() {
    with_stack(|stack| stack.model = ActiveModel::Cleared);
}

twins::twins! {
    /// Makes a logged model the active one of this thread, so that metrics which name no other tell about it.
    ///
    /// A future that is put into a run takes the active model of the thread that puts it there along.
    ///
    /// # Errors
    ///
    /// `RESOURCE_DOES_NOT_EXIST` if there is no such model.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// let model = mlflow::initialize_logged_model("forest")?;
    /// mlflow::set_active_model(model.id())?;
    /// mlflow::log_metric("accuracy", 0.9)?;
    /// assert_eq!(mlflow::get_logged_model(model.id())?.data.metrics["accuracy"], 0.9);
    ///
    /// mlflow::clear_active_model();
    /// assert_eq!(mlflow::get_active_model_id(), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub async fn set_active_model(model_id: impl Into<String>) -> Result<LoggedModel> {
        let model = state::client()?.get_logged_model(model_id).await?;
        let model_id = model.id().to_owned();
        with_stack(|stack| stack.model = ActiveModel::Set(model_id));
        Ok(model)
    }
}
