//! The settings that this program reads, by their name in MLflow.

use super::{Config, FromSetting, Kind, Setting};
use crate::error::Error;

macro_rules! settings {
    ($( $(#[$doc:meta])* $NAME:ident : $T:ty = $name:literal, $env:literal $(, $default:literal)? ; )+) => {
        $( $(#[$doc])* #[doc = concat!("\n\nVariable `", $env, "`, in `mlflow.toml` `", $name, "`.")]
        pub static $NAME: Setting<$T> = Setting {
            name: $name,
            env: $env,
            default: settings!(@default $($default)?),
            kind: std::marker::PhantomData,
        }; )+

        /// Returns every value that cannot be read: the setting's variable, and the error.
        pub fn wrong(config: &Config) -> Vec<(&'static str, Error)> {
            let mut wrong = Vec::new();
            $( if let Err(error) = config.get(&$NAME) {
                wrong.push(($env, error));
            } )+
            wrong
        }

        /// Returns the variable of a setting by its name in `mlflow.toml`.
        pub(crate) fn variable(name: &str) -> Option<&'static str> {
            let all = [ $( ($name, $env) ),+ ];
            all.into_iter().find(|(known, _)| *known == name).map(|(_, env)| env)
        }

        /// The names of all settings in `mlflow.toml`, with their types.
        pub(super) const KINDS: &[(&str, Kind)] = &[ $( ($name, <$T as FromSetting>::KIND) ),+ ];
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
    /// The logged model that metrics tell about, by id.
    ACTIVE_MODEL_ID: String = "active_model_id", "MLFLOW_ACTIVE_MODEL_ID";
    /// Tags for every run, as a JSON object.
    RUN_CONTEXT: String = "run_context", "MLFLOW_RUN_CONTEXT";
    /// The user's name, for the tag `mlflow.user` and for servers.
    TRACKING_USERNAME: String = "tracking_username", "MLFLOW_TRACKING_USERNAME";
    /// The name of the registered provider that proves to a server who asks.
    TRACKING_AUTH: String = "tracking_auth", "MLFLOW_TRACKING_AUTH";
    /// Whether requests should be signed for Amazon; a provider of `MLFLOW_TRACKING_AUTH` can do it.
    TRACKING_AWS_SIGV4: bool = "tracking_aws_sigv4", "MLFLOW_TRACKING_AWS_SIGV4", "false";
    /// Whether any certificate of a server is taken.
    TRACKING_INSECURE_TLS: bool = "tracking_insecure_tls", "MLFLOW_TRACKING_INSECURE_TLS", "false";
    /// The file with the certificates of the authorities that a server's certificate is checked against.
    TRACKING_SERVER_CERT_PATH: String = "tracking_server_cert_path", "MLFLOW_TRACKING_SERVER_CERT_PATH";
    /// The file with this client's certificate and its key.
    TRACKING_CLIENT_CERT_PATH: String = "tracking_client_cert_path", "MLFLOW_TRACKING_CLIENT_CERT_PATH";
    /// How many seconds a server may stay silent.
    HTTP_REQUEST_TIMEOUT: i64 = "http_request_timeout", "MLFLOW_HTTP_REQUEST_TIMEOUT", "120";
    /// How often a request is repeated.
    HTTP_REQUEST_MAX_RETRIES: i64 = "http_request_max_retries", "MLFLOW_HTTP_REQUEST_MAX_RETRIES", "7";
    /// How many seconds pass before the first repetition at most; each further one doubles it.
    HTTP_REQUEST_BACKOFF_FACTOR: i64 = "http_request_backoff_factor", "MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR", "2";
    /// How many random seconds are added to each pause at most.
    HTTP_REQUEST_BACKOFF_JITTER: f64 = "http_request_backoff_jitter", "MLFLOW_HTTP_REQUEST_BACKOFF_JITTER", "1.0";
    /// Whether a server tells by `Retry-After` when a request is repeated.
    HTTP_RESPECT_RETRY_AFTER_HEADER: bool = "http_respect_retry_after_header", "MLFLOW_HTTP_RESPECT_RETRY_AFTER_HEADER", "true";
    /// Whether requests go where a server redirects them.
    ALLOW_HTTP_REDIRECTS: bool = "allow_http_redirects", "MLFLOW_ALLOW_HTTP_REDIRECTS", "true";
    /// Below which folder or URI new experiments keep their artifacts.
    DEFAULT_ARTIFACT_ROOT: String = "default_artifact_root", "MLFLOW_DEFAULT_ARTIFACT_ROOT";
    /// Where a server keeps the artifacts that it hands out, which runs name by `mlflow-artifacts:` URIs.
    ARTIFACTS_DESTINATION: String = "artifacts_destination", "MLFLOW_ARTIFACTS_DESTINATION";
    /// Whether large files are uploaded to servers in parts.
    ENABLE_PROXY_MULTIPART_UPLOAD: bool = "enable_proxy_multipart_upload", "MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD", "false";
    /// How many bytes a file has at least that is uploaded in parts.
    MULTIPART_UPLOAD_MINIMUM_FILE_SIZE: i64 = "multipart_upload_minimum_file_size", "MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE", "524288000";
    /// How many bytes such a part has.
    MULTIPART_UPLOAD_CHUNK_SIZE: i64 = "multipart_upload_chunk_size", "MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE", "10485760";
    /// Whether a database is divided into workspaces.
    ENABLE_WORKSPACES: bool = "enable_workspaces", "MLFLOW_ENABLE_WORKSPACES", "false";
    /// The workspace that is worked in.
    WORKSPACE: String = "workspace", "MLFLOW_WORKSPACE";
    /// Where workspaces are listed, if not in the database of the runs.
    WORKSPACE_STORE_URI: String = "workspace_store_uri", "MLFLOW_WORKSPACE_STORE_URI";
    /// Whether over-long values of parameters and tags are cut, not refused.
    TRUNCATE_LONG_VALUES: bool = "truncate_long_values", "MLFLOW_TRUNCATE_LONG_VALUES", "true";
    /// Whether transfers of artifacts show a progress bar.
    ENABLE_ARTIFACTS_PROGRESS_BAR: bool = "enable_artifacts_progress_bar", "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "true";
    /// Whether `log_*` calls should return before the store has answered; they never do yet, and a warning says so.
    ENABLE_ASYNC_LOGGING: bool = "enable_async_logging", "MLFLOW_ENABLE_ASYNC_LOGGING", "false";
    /// How many characters an artifact location may have.
    ARTIFACT_LOCATION_MAX_LENGTH: i64 = "artifact_location_max_length", "MLFLOW_ARTIFACT_LOCATION_MAX_LENGTH", "2048";
    /// A regular expression that the sources of new versions of models must match where a server checks them.
    CREATE_MODEL_VERSION_SOURCE_VALIDATION_REGEX: String = "create_model_version_source_validation_regex", "MLFLOW_CREATE_MODEL_VERSION_SOURCE_VALIDATION_REGEX";
    /// The schemes that URLs of webhooks may have, between commas.
    WEBHOOK_ALLOWED_SCHEMES: String = "webhook_allowed_schemes", "MLFLOW_WEBHOOK_ALLOWED_SCHEMES", "https";
    /// Whether webhooks may be at private addresses, such as this machine's.
    WEBHOOK_ALLOW_PRIVATE_IPS: bool = "webhook_allow_private_ips", "MLFLOW_WEBHOOK_ALLOW_PRIVATE_IPS", "false";
    /// How many seconds a webhook may take to answer.
    WEBHOOK_REQUEST_TIMEOUT: i64 = "webhook_request_timeout", "MLFLOW_WEBHOOK_REQUEST_TIMEOUT", "30";
    /// How often a delivery to a webhook is tried again.
    WEBHOOK_REQUEST_MAX_RETRIES: i64 = "webhook_request_max_retries", "MLFLOW_WEBHOOK_REQUEST_MAX_RETRIES", "3";
    /// After how many seconds a server asks anew which webhooks there are.
    WEBHOOK_CACHE_TTL: i64 = "webhook_cache_ttl", "MLFLOW_WEBHOOK_CACHE_TTL", "60";
    /// How many deliveries to webhooks a server makes at once.
    WEBHOOK_DELIVERY_MAX_WORKERS: i64 = "webhook_delivery_max_workers", "MLFLOW_WEBHOOK_DELIVERY_MAX_WORKERS", "10";
    /// How many connections to a PostgreSQL or MySQL database are kept; 10 if not set, without limit if 0.
    SQLALCHEMYSTORE_POOL_SIZE: i64 = "sqlalchemystore_pool_size", "MLFLOW_SQLALCHEMYSTORE_POOL_SIZE";
    /// How many more connections may be made when all of them are in use.
    SQLALCHEMYSTORE_MAX_OVERFLOW: i64 = "sqlalchemystore_max_overflow", "MLFLOW_SQLALCHEMYSTORE_MAX_OVERFLOW";
    /// After how many seconds a connection is made anew.
    SQLALCHEMYSTORE_POOL_RECYCLE: i64 = "sqlalchemystore_pool_recycle", "MLFLOW_SQLALCHEMYSTORE_POOL_RECYCLE";
    /// SQLAlchemy's class of the pool: `NullPool` keeps no connections, `StaticPool` one.
    SQLALCHEMYSTORE_POOLCLASS: String = "sqlalchemystore_poolclass", "MLFLOW_SQLALCHEMYSTORE_POOLCLASS";
    /// Whether statements are logged at the level `INFO`, without their values.
    SQLALCHEMYSTORE_ECHO: bool = "sqlalchemystore_echo", "MLFLOW_SQLALCHEMYSTORE_ECHO", "false";
    /// The file with the certificates of authorities that a MySQL server's certificate is checked against.
    MYSQL_SSL_CA: String = "mysql_ssl_ca", "MLFLOW_MYSQL_SSL_CA";
    /// The file with this client's certificate for MySQL.
    MYSQL_SSL_CERT: String = "mysql_ssl_cert", "MLFLOW_MYSQL_SSL_CERT";
    /// The file with the key of that certificate.
    MYSQL_SSL_KEY: String = "mysql_ssl_key", "MLFLOW_MYSQL_SSL_KEY";
    /// The folders that plugins are looked for in, beside the user's own; not read from the `mlflow.toml` of a project.
    PLUGIN_PATH: String = "plugin_path", "MLFLOW_PLUGIN_PATH";
    /// Whether installed plugins run in processes of their own: `process` or `none`; not read from the `mlflow.toml` of a project.
    PLUGIN_ISOLATION: String = "plugin_isolation", "MLFLOW_PLUGIN_ISOLATION";
    /// How much the binaries log: `DEBUG`, `INFO`, `WARNING`, `ERROR`.
    LOGGING_LEVEL: String = "logging_level", "MLFLOW_LOGGING_LEVEL";
}

/// The run that the next `start_run` resumes: the variable `MLFLOW_RUN_ID`, which counts once, and therefore
/// does not stand in `mlflow.toml`.
pub static RUN_ID: Setting<String> = Setting {
    name: "run_id",
    env: "MLFLOW_RUN_ID",
    default: None,
    kind: std::marker::PhantomData,
};
