"""Official MLflow's side of `cargo xtask bench tracking`: prints one JSON line for each item of work.

The counts come from the command line, so that both sides do the same. Each item is warmed up, then timed as a whole.
"""

import argparse
import json
import logging
import time

import mlflow

BATCH = 1000
FILTER = "metrics.loss < 0.5 and params.depth = '3'"
ORDER = ["metrics.loss ASC"]
PAGE = 1000


def measure(item, operations, operation, warm_up):
    """Calls `operation` with 0, 1, 2, …, and prints what one call took after the first `warm_up` ones."""
    for index in range(warm_up):
        operation(index)
    started = time.perf_counter()
    for index in range(warm_up, warm_up + operations):
        operation(index)
    seconds = time.perf_counter() - started
    print(json.dumps({"item": item, "seconds_per_op": seconds / operations, "operations": operations}), flush=True)


def log_one_run(index):
    with mlflow.start_run(run_name=f"run {index}"):
        pass


def log_batch(index):
    mlflow.log_metrics({f"metric_{key}": key + index / 7 for key in range(BATCH)}, step=index)


def search(_index):
    found = mlflow.search_runs(
        experiment_ids=["0"], filter_string=FILTER, order_by=ORDER, max_results=PAGE, output_format="list"
    )
    assert len(found) == PAGE, f"{len(found)} runs found, {PAGE} expected"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", required=True, help="a database file that need not exist")
    parser.add_argument("--search-database", required=True, help="made by runs_database.py")
    parser.add_argument("--artifacts", required=True)
    for name in ("metrics", "params", "runs", "batches", "searches"):
        parser.add_argument(f"--{name}", type=int, required=True)
    counts = parser.parse_args()
    logging.disable(logging.WARNING)

    mlflow.set_tracking_uri(f"sqlite:///{counts.database}")
    mlflow.set_experiment(experiment_id=mlflow.create_experiment("bench", artifact_location=counts.artifacts))
    with mlflow.start_run():
        measure("log_metric", counts.metrics, lambda i: mlflow.log_metric("loss", 1 / (i + 1), step=i), 20)
        measure("log_param", counts.params, lambda i: mlflow.log_param(f"param_{i}", i), 20)
        measure("log_metrics_1000", counts.batches, log_batch, 1)
    measure("start_and_end_run", counts.runs, log_one_run, 3)

    mlflow.set_tracking_uri(f"sqlite:///{counts.search_database}")
    measure("search_10k", counts.searches, search, 1)


if __name__ == "__main__":
    main()
