//! Logging: to the active run, and by the methods of a handle to its own.

pub(crate) mod dict;
pub(crate) mod params;
mod tree;

use crate::active::current_or_start;
use crate::handle::{AsyncRunHandle, RunHandle};
use mlflow_core::blocking;
use mlflow_core::entities::{MetricPoint, ModelOutput};
use mlflow_core::{MetricOptions, Result};
use serde::Serialize;
use std::fmt::Display;
use std::path::Path;

/// Defines each function four times over `Target`: blocking and async, for the active run and for a
/// handle's own.
macro_rules! logging {
    ($( $(#[$doc:meta])* fn $name:ident $(<$($T:ident : $Bound:path),+>)? (
        $($arg:ident : $Arg:ty),* $(,)?
    ) -> $Answer:ty; )+) => {
        $(
            $(#[$doc])*
            ///
            /// Starts a run, and leaves it active, if the calling thread has none.
            pub fn $name $(<$($T: $Bound),+>)? ($($arg: $Arg),*) -> Result<$Answer> {
                blocking::run(async { current_or_start().await?.$name($($arg),*).await })
            }
        )+

        /// The same functions as `async` ones.
        pub(crate) mod aio {
            use super::*;
            $(
                #[doc = concat!("Does what [`mlflow::", stringify!($name), "`](crate::", stringify!($name),
                    ") does, without blocking.")]
                pub async fn $name $(<$($T: $Bound),+>)? ($($arg: $Arg),*) -> Result<$Answer> {
                    blocking::within(async { current_or_start().await?.$name($($arg),*).await }).await
                }
            )+
        }

        impl RunHandle { $(
            #[doc = concat!("Does to this run what [`mlflow::", stringify!($name), "`](crate::", stringify!($name),
                ") does to the active one.")]
            pub fn $name $(<$($T: $Bound),+>)? (&self, $($arg: $Arg),*) -> Result<$Answer> {
                blocking::run(self.0.$name($($arg),*))
            }
        )+ }

        impl AsyncRunHandle { $(
            #[doc = concat!("Does to this run what [`mlflow::", stringify!($name), "`](crate::", stringify!($name),
                ") does to the active one, without blocking.")]
            pub async fn $name $(<$($T: $Bound),+>)? (&self, $($arg: $Arg),*) -> Result<$Answer> {
                blocking::within(self.0.$name($($arg),*)).await
            }
        )+ }
    };
}

logging! {
    /// Adds a point to a metric: a value, `(value, step)`, or a [`MetricPoint`] with a time of its own.
    ///
    /// The step is 0 and the time is now if not given. NaN and the infinities are values.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// let run = mlflow::start_run()?;
    /// mlflow::log_metric("loss", 0.5)?;
    /// mlflow::log_metric("loss", (0.25, 1))?;
    /// mlflow::log_metric("loss", mlflow::MetricPoint::new(0.1).step(2).timestamp(1_700_000_000_000))?;
    /// assert_eq!(mlflow::get_run(run.id())?.data.metrics["loss"], 0.1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn log_metric(key: impl Into<String>, point: impl Into<MetricPoint>) -> ();

    /// Adds a point to a metric, and says which logged model and which dataset it tells about.
    ///
    /// # Errors
    ///
    /// `RESOURCE_DOES_NOT_EXIST` if there is no such model; `BAD_REQUEST` if the run logged another value to the
    /// model at the same time and step.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// let model = mlflow::initialize_logged_model("forest")?;
    /// let about = mlflow::MetricOptions::new().model_id(model.id()).dataset("test", "abc");
    /// mlflow::log_metric_with("accuracy", 0.9, about)?;
    /// assert_eq!(mlflow::get_logged_model(model.id())?.data.metrics["accuracy"], 0.9);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn log_metric_with(
        key: impl Into<String>, point: impl Into<MetricPoint>, options: MetricOptions
    ) -> ();

    /// Notes which logged models the run made, and at which steps, all or none.
    ///
    /// # Errors
    ///
    /// `BAD_REQUEST` if the run made one of them at another step.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// let run = mlflow::start_run()?;
    /// let model_id = mlflow::initialize_logged_model("forest")?.info.model_id;
    /// mlflow::log_outputs([mlflow::ModelOutput { model_id, step: 3 }])?;
    /// assert_eq!(mlflow::get_run(run.id())?.outputs.model_outputs[0].step, 3);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn log_outputs(models: impl IntoIterator<Item = ModelOutput>) -> ();

    /// Adds a point to each of several metrics: one time, one batch.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// # let run = mlflow::start_run()?;
    /// mlflow::log_metrics([("acc", 0.9), ("f1", 0.8)])?;
    /// mlflow::log_metrics([("acc", (0.91, 1)), ("f1", (0.83, 1))])?;
    /// # assert_eq!(mlflow::get_run(run.id())?.data.metrics["f1"], 0.83);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn log_metrics<K: Into<String>, P: Into<MetricPoint>>(metrics: impl IntoIterator<Item = (K, P)>) -> ();

    /// Writes a parameter: anything that can be displayed, up to 6,000 characters.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` if the run holds another value of it; the same value again is fine.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// # let run = mlflow::start_run()?;
    /// mlflow::log_param("lr", 0.1)?;
    /// assert!(mlflow::log_param("lr", 0.2).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn log_param(key: impl Into<String>, value: impl Display) -> ();

    /// Writes several parameters in one batch.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// # let run = mlflow::start_run()?;
    /// mlflow::log_params([("depth", 3), ("trees", 100)])?;
    /// # assert_eq!(&mlflow::get_run(run.id())?.data.params["trees"], "100");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn log_params<K: Into<String>, V: Display>(params: impl IntoIterator<Item = (K, V)>) -> ();

    /// Writes the fields of any serde struct or map as parameters, nested keys joined by dots.
    ///
    /// Text and numbers are written as they are, lists as JSON; what is not set is left out.
    ///
    /// # Errors
    ///
    /// `INVALID_PARAMETER_VALUE` if the value is neither a struct nor a map.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// #[derive(serde::Serialize)]
    /// struct Config { lr: f32, optimizer: Optimizer }
    /// #[derive(serde::Serialize)]
    /// struct Optimizer { name: String, betas: [f64; 2] }
    ///
    /// let config = Config { lr: 0.1, optimizer: Optimizer { name: "adam".into(), betas: [0.9, 0.999] } };
    /// let run = mlflow::start_run()?;
    /// mlflow::log_params_of(&config)?;
    /// let params = mlflow::get_run(run.id())?.data.params;
    /// assert_eq!((&params["lr"], &params["optimizer.name"]), ("0.1", "adam"));
    /// assert_eq!(&params["optimizer.betas"], "[0.9,0.999]");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn log_params_of(config: &(impl Serialize + ?Sized)) -> ();

    /// Writes a tag: up to 8,000 characters. The tag `mlflow.runName` renames the run.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// # let run = mlflow::start_run()?;
    /// mlflow::set_tag("stage", "trial")?;
    /// # assert_eq!(&mlflow::get_run(run.id())?.data.tags["stage"], "trial");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn set_tag(key: impl Into<String>, value: impl Display) -> ();

    /// Writes several tags in one batch.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// # let run = mlflow::start_run()?;
    /// mlflow::set_tags([("team", "a"), ("host", "b")])?;
    /// # assert_eq!(&mlflow::get_run(run.id())?.data.tags["host"], "b");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn set_tags<K: Into<String>, V: Display>(tags: impl IntoIterator<Item = (K, V)>) -> ();

    /// Removes a tag.
    ///
    /// # Errors
    ///
    /// `RESOURCE_DOES_NOT_EXIST` if the run does not have it.
    fn delete_tag(key: impl Into<String>) -> ();

    /// Uploads a file, or a directory with its name, to the root of the artifacts.
    fn log_artifact(file: impl AsRef<Path>) -> ();

    /// Uploads a file, or a directory with its name, into a directory of the artifacts.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// # std::fs::write("plot.png", "a plot")?;
    /// let run = mlflow::start_run()?;
    /// mlflow::log_artifact_with("plot.png", "plots")?;
    /// assert_eq!(mlflow::artifacts::list(run.id(), Some("plots"))?[0].path, "plots/plot.png");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn log_artifact_with(file: impl AsRef<Path>, directory: impl AsRef<str>) -> ();

    /// Uploads what is in a directory to the root of the artifacts.
    fn log_artifacts(tree: impl AsRef<Path>) -> ();

    /// Uploads what is in a directory into a directory of the artifacts.
    fn log_artifacts_with(tree: impl AsRef<Path>, directory: impl AsRef<str>) -> ();

    /// Stores a text as an artifact.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// let run = mlflow::start_run()?;
    /// mlflow::log_text("hello", "notes/hello.txt")?;
    /// let file = mlflow::artifacts::download(format!("runs:/{}/notes/hello.txt", run.id()))?;
    /// assert_eq!(std::fs::read_to_string(file)?, "hello");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn log_text(text: impl AsRef<str>, path: impl AsRef<str>) -> ();

    /// Stores any serde value as an artifact: YAML with sorted keys for `.yaml` and `.yml`, else JSON.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// # let config = std::collections::BTreeMap::from([("depth", 3)]);
    /// let run = mlflow::start_run()?;
    /// mlflow::log_dict(&config, "config.yaml")?;
    /// # let file = mlflow::artifacts::download(format!("runs:/{}/config.yaml", run.id()))?;
    /// # assert_eq!(std::fs::read_to_string(file)?, "depth: 3\n");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn log_dict(value: &(impl Serialize + ?Sized), path: impl AsRef<str>) -> ();

    /// Stores bytes as an artifact.
    fn log_bytes(bytes: impl AsRef<[u8]>, path: impl AsRef<str>) -> ();

    /// Returns the URI of the root of the artifacts.
    fn get_artifact_uri() -> String;

    /// Returns the URI of an artifact, whether it is there or not.
    ///
    /// ```
    /// # let dir = tempfile::tempdir()?; std::env::set_current_dir(&dir)?;
    /// let run = mlflow::start_run()?;
    /// assert_eq!(mlflow::get_artifact_uri_with("a/b")?, format!("{}/a/b", mlflow::get_artifact_uri()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn get_artifact_uri_with(path: impl AsRef<str>) -> String;
}
