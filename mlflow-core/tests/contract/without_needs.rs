use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub struct Ping {}

mlflow_core::contract! {
    /// Says hello.
    pub trait Pings {
        /// Answers.
        ping: Ping => Ping, GET "2.0/mlflow/ping";
    }
}

fn main() {}
