"""Official MLflow's side of `cargo xtask bench sql`: prints one JSON line for each item of work.

Sixteen writers are sixteen processes, so that Python's lock does not hold them up.
"""

import argparse
import json
import logging
import multiprocessing
import time

WRITERS = 16
BATCH = 100
PAGE = 100


def log_batch(client, run, index):
    from mlflow.entities import Metric

    now = int(time.time() * 1000)
    metrics = [Metric(f"metric_{key}", key + index / 7, now, index) for key in range(BATCH)]
    client.log_batch(run, metrics=metrics)


def log_metric(client, run, index):
    client.log_metric(run, "loss", 1 / (index + 1), step=index)


def writer(uri, experiment, operation, operations, ready, done):
    from mlflow import MlflowClient

    client = MlflowClient(uri)
    run = client.create_run(experiment).info.run_id
    operation(client, run, 0)
    ready.wait()
    for index in range(1, operations + 1):
        operation(client, run, index)
    done.wait()


def at_once(uri, experiment, item, operations, operation):
    ready, done = multiprocessing.Barrier(WRITERS + 1), multiprocessing.Barrier(WRITERS + 1)
    arguments = (uri, experiment, operation, operations, ready, done)
    writers = [multiprocessing.Process(target=writer, args=arguments) for _ in range(WRITERS)]
    for process in writers:
        process.start()
    ready.wait()
    started = time.perf_counter()
    done.wait()
    report(item, time.perf_counter() - started, operations * WRITERS)
    for process in writers:
        process.join()


def report(item, seconds, operations):
    print(json.dumps({"item": item, "seconds_per_op": seconds / operations, "operations": operations}), flush=True)


def write(counts):
    # The parent must not hold connections that its children would share.
    context = multiprocessing.get_context("spawn")
    name = context.Queue()
    process = context.Process(target=make_experiment, args=(counts.uri, name))
    process.start()
    experiment = name.get()
    process.join()
    at_once(counts.uri, experiment, "log_batch_100_by_16", counts.batches, log_batch)
    at_once(counts.uri, experiment, "log_metric_by_16", counts.metrics, log_metric)


def make_experiment(uri, name):
    from mlflow import MlflowClient

    name.put(MlflowClient(uri).create_experiment("bench writers of Python"))


def search(options):
    from mlflow import MlflowClient

    client = MlflowClient(options.uri)

    def page():
        found = client.search_runs(["0"], "metrics.m0 < 0.9", order_by=["metrics.m0 ASC"], max_results=PAGE)
        assert len(found) == PAGE, f"{len(found)} runs found, {PAGE} expected"

    page()
    started = time.perf_counter()
    for _ in range(options.searches):
        page()
    report(f"search_{options.runs // 1000}k", time.perf_counter() - started, options.searches)


def main():
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(required=True)
    writes = commands.add_parser("writes")
    writes.set_defaults(do=write)
    writes.add_argument("--uri", required=True)
    writes.add_argument("--batches", type=int, required=True)
    writes.add_argument("--metrics", type=int, required=True)
    searches = commands.add_parser("searches")
    searches.set_defaults(do=search)
    searches.add_argument("--uri", required=True, help="filled by our side")
    searches.add_argument("--runs", type=int, required=True)
    searches.add_argument("--searches", type=int, required=True)
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    options.do(options)


if __name__ == "__main__":
    main()
