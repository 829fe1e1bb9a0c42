use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub struct Ping {
    pub run_id: String,
}

mlflow_core::contract! {
    /// Says hello.
    pub trait Pings {
        /// Answers.
        ping: Ping => Ping, GET "2.0/mlflow/ping" | POST "2.0/mlflow/ping", needs Read on Run(run_id);
        /// Answers within the process alone.
        whisper: Ping => Ping, -, needs Read on Run(run_id);
    }
}

fn main() {
    assert_eq!(OPERATIONS[0].routes.len(), 2);
    assert!(OPERATIONS[1].routes.is_empty());
}
