//! The settings that this program reads, by their name in MLflow.

use super::{Config, Setting, Source};

macro_rules! settings {
    ($( $(#[$doc:meta])* $NAME:ident : $T:ty = $name:literal, $env:literal $(, $default:literal)? ; )+) => {
        $( $(#[$doc])* #[doc = concat!("\n\nVariable `", $env, "`, in `mlflow.toml` `", $name, "`.")]
        pub static $NAME: Setting<$T> = Setting {
            name: $name,
            env: $env,
            default: settings!(@default $($default)?),
            kind: std::marker::PhantomData,
        }; )+

        /// Returns every setting that some layer sets: name, value as text, and where it was set.
        pub fn all_set(config: &Config) -> Vec<(&'static str, String, Source)> {
            let mut set = Vec::new();
            $( if let Some((value, source)) = config.text($name, $env) {
                set.push(($env, value, source));
            } )+
            set
        }

        /// The names of all settings in `mlflow.toml`.
        pub const NAMES: &[&str] = &[ $( $name ),+ ];
    };
    (@default) => { None };
    (@default $default:literal) => { Some($default) };
}

settings! {
    /// Where runs are kept.
    TRACKING_URI: String = "tracking_uri", "MLFLOW_TRACKING_URI";
    /// Where models are registered; the tracking URI if not set.
    REGISTRY_URI: String = "registry_uri", "MLFLOW_REGISTRY_URI";
    /// The experiment that runs go to, by name; made if absent.
    EXPERIMENT_NAME: String = "experiment_name", "MLFLOW_EXPERIMENT_NAME";
    /// The experiment that runs go to, by id.
    EXPERIMENT_ID: String = "experiment_id", "MLFLOW_EXPERIMENT_ID";
    /// The run that the next `start_run` resumes.
    RUN_ID: String = "run_id", "MLFLOW_RUN_ID";
    /// Tags for every run, as a JSON object.
    RUN_CONTEXT: String = "run_context", "MLFLOW_RUN_CONTEXT";
    /// The user's name, for the tag `mlflow.user` and for servers.
    TRACKING_USERNAME: String = "tracking_username", "MLFLOW_TRACKING_USERNAME";
    /// The user's password for servers.
    TRACKING_PASSWORD: String = "tracking_password", "MLFLOW_TRACKING_PASSWORD";
    /// The bearer token for servers.
    TRACKING_TOKEN: String = "tracking_token", "MLFLOW_TRACKING_TOKEN";
    /// Below which folder or URI new experiments keep their artifacts.
    DEFAULT_ARTIFACT_ROOT: String = "default_artifact_root", "MLFLOW_DEFAULT_ARTIFACT_ROOT";
    /// Whether over-long values of parameters and tags are cut, not refused.
    TRUNCATE_LONG_VALUES: bool = "truncate_long_values", "MLFLOW_TRUNCATE_LONG_VALUES", "true";
    /// Whether transfers of artifacts show a progress bar.
    ENABLE_ARTIFACTS_PROGRESS_BAR: bool = "enable_artifacts_progress_bar", "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "true";
    /// Whether `log_*` calls return before the store has answered.
    ENABLE_ASYNC_LOGGING: bool = "enable_async_logging", "MLFLOW_ENABLE_ASYNC_LOGGING", "false";
    /// How many characters an artifact location may have.
    ARTIFACT_LOCATION_MAX_LENGTH: i64 = "artifact_location_max_length", "MLFLOW_ARTIFACT_LOCATION_MAX_LENGTH", "2048";
    /// How often a failed HTTP request is sent again.
    HTTP_REQUEST_MAX_RETRIES: i64 = "http_request_max_retries", "MLFLOW_HTTP_REQUEST_MAX_RETRIES", "7";
    /// How many seconds an HTTP request may take.
    HTTP_REQUEST_TIMEOUT: i64 = "http_request_timeout", "MLFLOW_HTTP_REQUEST_TIMEOUT", "120";
    /// How much the binaries log: `DEBUG`, `INFO`, `WARNING`, `ERROR`.
    LOGGING_LEVEL: String = "logging_level", "MLFLOW_LOGGING_LEVEL";
}
