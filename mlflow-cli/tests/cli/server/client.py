"""What a Python program does with its tracking server, in official MLflow's words; both generations of clients run it."""

import math
import os
import pathlib
import tempfile

import mlflow
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException

client = MlflowClient()
experiment_id = mlflow.set_experiment("wine").experiment_id
with mlflow.start_run(run_name="first", tags={"team": "red"}) as run:
    mlflow.log_params({"depth": 3, "name": "ü"})
    for step in range(5):
        mlflow.log_metric("loss", 1 / (step + 1), step=step)
    mlflow.log_metrics({"nan": math.nan, "acc": 0.5})
    mlflow.log_text("hello", "notes/hello ü.txt")
    mlflow.log_dict({"a": 1}, "config.json")
run_id = run.info.run_id

found = client.get_run(run_id)
assert found.info.status == "FINISHED" and found.info.run_name == "first", found
assert found.data.params == {"depth": "3", "name": "ü"}, found.data.params
assert found.data.metrics["acc"] == 0.5 and math.isnan(found.data.metrics["nan"]), found.data.metrics
assert [m.value for m in client.get_metric_history(run_id, "loss")] == [1 / (s + 1) for s in range(5)]
assert found.info.artifact_uri == f"mlflow-artifacts:/{experiment_id}/{run_id}/artifacts", found.info.artifact_uri

assert [f.path for f in client.list_artifacts(run_id)] == ["config.json", "notes"]
assert mlflow.artifacts.load_text(f"runs:/{run_id}/notes/hello ü.txt") == "hello"
with tempfile.TemporaryDirectory() as folder:
    big = pathlib.Path(folder, "big.bin")
    big.write_bytes(os.urandom(3_000_000))
    client.log_artifact(run_id, str(big), "files")
    again = client.download_artifacts(run_id, "files/big.bin", folder)
    assert pathlib.Path(again).read_bytes() == big.read_bytes()

runs = client.search_runs([experiment_id], "metrics.loss < 0.5 AND params.depth = '3' AND tags.team = 'red'")
assert [r.info.run_id for r in runs] == [run_id]
assert len(mlflow.search_runs(experiment_names=["wine"])) == 1

client.create_registered_model("wine", tags={"a": "b"})
version = client.create_model_version("wine", f"runs:/{run_id}/files", run_id)
client.set_registered_model_alias("wine", "best", version.version)
assert client.get_model_version_by_alias("wine", "best").run_id == run_id
client.transition_model_version_stage("wine", version.version, "Production")
assert client.get_latest_versions("wine", ["Production"])[0].version == version.version
assert mlflow.artifacts.list_artifacts("models:/wine@best")[0].path.endswith("big.bin")
assert [m.name for m in client.search_registered_models("name LIKE 'w%'")] == ["wine"]
client.delete_registered_model_alias("wine", "best")

try:
    client.log_param(run_id, "depth", 4)
    raise AssertionError("another value of a param is refused")
except MlflowException as refusal:
    assert refusal.error_code == "INVALID_PARAMETER_VALUE", refusal
try:
    client.get_run("0" * 32)
    raise AssertionError("there is no such run")
except MlflowException as refusal:
    assert refusal.error_code == "RESOURCE_DOES_NOT_EXIST", refusal

client.delete_run(run_id)
assert client.search_runs([experiment_id]) == []
client.restore_run(run_id)
client.delete_experiment(experiment_id)
assert client.get_experiment(experiment_id).lifecycle_stage == "deleted"
print("all as expected")
