"""Makes a database of many runs: official MLflow creates the tables, then rows go in directly, which takes seconds.

The content depends on the number of runs alone. Half of the runs have `metrics.loss < 0.5`, a fifth of those have
`params.depth = '3'`, in no order that an index would happen to have.
"""

import argparse
import logging
import pathlib
import sqlite3

CREATED = 1_700_000_000_000
HISTORY = 3

ROWS = {
    "runs": (
        "insert into runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time,"
        " end_time, source_version, lifecycle_stage, artifact_uri, experiment_id)"
        " values (?, ?, 'LOCAL', 'train.py', '', 'bench', 'FINISHED', ?, ?, '', 'active', ?, 0)"
    ),
    "metrics": (
        "insert into metrics (key, value, timestamp, step, is_nan, run_uuid) values (?, ?, ?, ?, 0, ?)"
    ),
    "latest_metrics": (
        "insert into latest_metrics (key, value, timestamp, step, is_nan, run_uuid) values (?, ?, ?, ?, 0, ?)"
    ),
    "params": "insert into params (key, value, run_uuid) values (?, ?, ?)",
    "tags": "insert into tags (key, value, run_uuid) values (?, ?, ?)",
}


def create_tables(database):
    logging.disable(logging.WARNING)
    from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore

    SqlAlchemyStore(f"sqlite:///{database}", str(database.parent / "artifacts"))


def rows_of(index):
    """All rows of one run, by table."""
    run = f"{index * 0x9E3779B97F4A7C15 % 2**128:032x}"
    loss = index * 7919 % 10_007 / 10_007
    start = CREATED + index * 1000
    history = [
        (key, value + HISTORY - step, start + step, step, run)
        for key, value in (("loss", loss), ("accuracy", 1 - loss), ("f1", loss / 2))
        for step in range(1, HISTORY + 1)
    ]
    return {
        "runs": [(run, f"run {index}", start, start + 500, f"artifacts/0/{run}/artifacts")],
        "metrics": history,
        "latest_metrics": [point for point in history if point[3] == HISTORY],
        "params": [("depth", str(index % 5), run), ("lr", str(0.1 / (1 + index % 3)), run), ("trees", "100", run)],
        "tags": [("mlflow.runName", f"run {index}", run), ("mlflow.user", "bench", run), ("team", "ab"[index % 2], run)],
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", type=pathlib.Path, required=True)
    parser.add_argument("--runs", type=int, required=True)
    arguments = parser.parse_args()
    create_tables(arguments.database)
    connection = sqlite3.connect(arguments.database)
    with connection:
        for first in range(0, arguments.runs, 5000):
            runs = [rows_of(index) for index in range(first, min(first + 5000, arguments.runs))]
            for table, statement in ROWS.items():
                connection.executemany(statement, [row for run in runs for row in run[table]])
    connection.close()


if __name__ == "__main__":
    main()
