//! The connection to Redis.

use mlflow_core::{Error, Result, StoreUri, blocking};
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{FromRedisValue, RedisError, RedisResult};
use std::time::Duration;

/// How long an answer may take.
const ANSWER: Duration = Duration::from_secs(30);

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(10);

/// A connection that all calls share, and that is made again when it breaks.
pub(crate) struct Client {
    connection: ConnectionManager,
    server: String,
}

impl Client {
    /// Connects, on the runtime of MLflow, so that the connection outlives the caller's.
    pub(crate) async fn connect(uri: &StoreUri) -> Result<Self> {
        let server = uri.to_string();
        let text = uri.as_str().split('?').next().unwrap_or_default().to_owned();
        let client = redis::Client::open(text).map_err(|e| {
            let message = format!("`{server}` is no URI of a Redis server: {e}");
            Error::invalid_parameter_value(message)
        })?;
        let config = ConnectionManagerConfig::new()
            .set_response_timeout(Some(ANSWER))
            .set_connection_timeout(Some(CONNECT))
            .set_number_of_retries(2);
        let connected = blocking::spawn(async move {
            let connecting = tokio::time::timeout(CONNECT, client.get_connection_manager_with_config(config));
            match connecting.await {
                Ok(connected) => connected
                    .map_err(|e| failed(&server, &e))
                    .map(|connection| (connection, server)),
                Err(_) => Err(Error::unavailable(format!(
                    "no answer from the Redis server `{server}` within {} s",
                    CONNECT.as_secs()
                ))),
            }
        });
        let (connection, server) = connected.await?;
        Ok(Client { connection, server })
    }

    /// Sends something, from whichever runtime.
    pub(crate) async fn ask<T: FromRedisValue>(
        &self,
        send: impl AsyncFnOnce(&mut ConnectionManager) -> RedisResult<T>,
    ) -> Result<T> {
        let mut connection = self.connection.clone();
        let sent = blocking::within(async { Ok(send(&mut connection).await) }).await?;
        sent.map_err(|e| failed(&self.server, &e))
    }
}

fn failed(server: &str, error: &RedisError) -> Error {
    let message = format!("the Redis server `{server}`: {error}");
    match error.is_connection_refusal()
        || error.is_connection_dropped()
        || error.is_timeout()
        || error.is_io_error()
    {
        true => Error::unavailable(message),
        false => Error::internal(message),
    }
}
