//! Numbers come off the wire as they went onto it, bit by bit.

#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests may stop at the first surprise"
)]

use mlflow_core::contract::proto_json;
use mlflow_core::contract::runs::{LogBatch, LogMetric};
use mlflow_core::entities::Metric;
use proptest::prelude::*;

fn read_back(value: f64) -> [f64; 3] {
    let request = LogMetric {
        run_id: "f00".into(),
        key: "loss".into(),
        value,
        ..LogMetric::default()
    };
    let written = proto_json::write(&request).unwrap();
    let single: LogMetric = proto_json::read(&written).unwrap();
    let as_text = format!(r#"{{"run_id":"f00","key":"loss","value":"{value:?}","timestamp":0}}"#);
    let as_text: LogMetric = proto_json::read(as_text.as_bytes()).unwrap();
    let batch = LogBatch {
        run_id: "f00".into(),
        metrics: vec![Metric::new("loss", value, 0, 0)],
        ..LogBatch::default()
    };
    let batch: LogBatch = proto_json::read(&proto_json::write(&batch).unwrap()).unwrap();
    [single.value, as_text.value, batch.metrics[0].value]
}

proptest! {
    /// R-04, R-21: doubles come as numbers and as text, and stay what they are.
    #[test]
    fn prop_doubles_keep_every_bit(
        value in prop_oneof![prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO, 0.0..1.0f64],
    ) {
        for read in read_back(value) {
            prop_assert_eq!(read.to_bits(), value.to_bits(), "{:?} became {:?}", value, read);
        }
    }
}

#[test]
fn a_loss_keeps_its_last_bit() {
    let loss = 0.187_241_582_701_356_19;
    assert_eq!(read_back(loss).map(f64::to_bits), [loss.to_bits(); 3]);
}
