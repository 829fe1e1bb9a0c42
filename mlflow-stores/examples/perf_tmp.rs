use mlflow_core::contract::{experiments::*, runs::*, *};
use mlflow_core::entities::*;
use mlflow_stores::sql::SqlStore;
use std::time::Instant;
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).unwrap();
    let t = Instant::now();
    let store = SqlStore::open(&format!("sqlite:///{dir}/x.db")).await.unwrap();
    println!("open {:?}", t.elapsed());
    let e = store
        .create_experiment(CreateExperiment {
            name: "a".into(),
            ..Default::default()
        })
        .await
        .unwrap();
    let t = Instant::now();
    let r = store
        .create_run(CreateRun {
            experiment_id: e.experiment_id.clone(),
            ..Default::default()
        })
        .await
        .unwrap()
        .run;
    println!("create_run {:?}", t.elapsed());
    let id = r.id().to_string();
    for round in 0..3 {
        let n = 5000;
        let t = Instant::now();
        for i in 0..n {
            store
                .log_metric(LogMetric {
                    run_id: id.clone(),
                    key: "loss".into(),
                    value: i as f64 * 0.5,
                    timestamp: 1700000000000 + i,
                    step: i + round * n,
                    ..Default::default()
                })
                .await
                .unwrap();
        }
        println!("log_metric {:?}", t.elapsed() / n as u32);
        let n = 2000;
        let t = Instant::now();
        for i in 0..n {
            store
                .log_param(LogParam {
                    run_id: id.clone(),
                    key: format!("p{round}{i}"),
                    value: "x".into(),
                })
                .await
                .unwrap();
        }
        println!("log_param {:?}", t.elapsed() / n as u32);
        let n = 500;
        let t = Instant::now();
        for _ in 0..n {
            let r = store
                .create_run(CreateRun {
                    experiment_id: e.experiment_id.clone(),
                    ..Default::default()
                })
                .await
                .unwrap()
                .run;
            store
                .update_run(UpdateRun {
                    run_id: r.id().into(),
                    status: Some(RunStatus::Finished),
                    end_time: Some(5),
                    run_name: None,
                })
                .await
                .unwrap();
        }
        println!("start_end {:?}", t.elapsed() / n as u32);
        let n = 20;
        let t = Instant::now();
        for b in 0..n {
            let metrics = (0..1000)
                .map(|i| Metric::new(format!("m{i}"), i as f64, 1700000000000, b + round * n))
                .collect();
            store
                .log_batch(LogBatch {
                    run_id: id.clone(),
                    metrics,
                    ..Default::default()
                })
                .await
                .unwrap();
        }
        println!("log_metrics1000 {:?}", t.elapsed() / n as u32);
    }
    let t = Instant::now();
    let run = store.get_run(GetRun { run_id: id.clone() }).await.unwrap().run;
    println!(
        "get_run {:?} {} {}",
        t.elapsed(),
        run.data.metrics.len(),
        run.data.params.len()
    );
    println!("{}", serde_json::to_string(&run.info).unwrap());
}
