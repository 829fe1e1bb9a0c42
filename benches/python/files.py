"""Official MLflow's side of `mlflow-bench files`: prints one JSON line for each item of work.

The first page is asked for first, by a process that knows nothing of the folder.
"""

import argparse
import json
import logging
import os
import shutil
import time

os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"

import mlflow  # noqa: E402

FILTER = "metrics.loss < 0.5 and params.depth = '3'"
ORDER = ["metrics.loss ASC"]
PAGE = 500


def measure(item, operations, operation, warm_up):
    for index in range(warm_up):
        operation(index)
    started = time.perf_counter()
    for index in range(warm_up, warm_up + operations):
        operation(index)
    seconds = time.perf_counter() - started
    print(json.dumps({"item": item, "seconds_per_op": seconds / operations, "operations": operations}), flush=True)


def search(_index):
    found = mlflow.search_runs(
        experiment_ids=["0"], filter_string=FILTER, order_by=ORDER, max_results=PAGE, output_format="list"
    )
    assert found, "no runs found"


def first_page(_index):
    found = mlflow.search_runs(experiment_ids=["0"], max_results=100, output_format="list")
    assert len(found) == 100, f"{len(found)} runs found"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", required=True, help="made by `mlflow-bench fill-files`")
    parser.add_argument("--searches", type=int, default=1)
    parser.add_argument("--metrics", type=int, default=1000)
    counts = parser.parse_args()
    logging.disable(logging.WARNING)

    mlflow.set_tracking_uri(counts.folder)
    measure("file_first_page", 1, first_page, 0)
    measure("file_search_cold", 1, search, 0)
    measure("file_search_warm", counts.searches, search, 0)
    with mlflow.start_run(experiment_id="0", run_name="bench") as run:
        measure("file_log_metric", counts.metrics, lambda i: mlflow.log_metric("loss", 1 / (i + 1), step=i), 20)
    shutil.rmtree(os.path.join(counts.folder, "0", run.info.run_id))


if __name__ == "__main__":
    main()
