"""Official MLflow as a peer: carries out operations of MLflow's REST contract, a line of JSON each.

    python official.py sqlite:///mlflow.db

A request is {"operation": …, "request": …}, an answer is {"answer": …} or {"error": …}. Requests and
answers have the form that they have on the wire, although no server is between: MlflowClient works on
the database itself.
"""

import json
import os
import sys

answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
sys.stdout = sys.stderr

from mlflow import MlflowClient, entities
from mlflow.entities import Dataset, DatasetInput, InputTag, Metric, Param, RunTag
from mlflow.utils.proto_json_utils import message_to_json

client = MlflowClient(sys.argv[1])


def wire(entity):
    return json.loads(message_to_json(entity.to_proto()))


def page(name, entities):
    answer = {name: [wire(entity) for entity in entities]} if entities else {}
    token = getattr(entities, "token", None)
    if token:
        answer["next_page_token"] = token.decode() if isinstance(token, bytes) else token
    return answer


def pairs(items):
    return {item["key"]: item["value"] for item in items}


def views(name):
    return {"ACTIVE_ONLY": 1, "DELETED_ONLY": 2, "ALL": 3}[name]


def metric(item):
    return Metric(item["key"], float(item["value"]), item["timestamp"], item.get("step", 0))


def dataset_input(item):
    return DatasetInput(Dataset(**item["dataset"]), [InputTag(**tag) for tag in item.get("tags", [])])


def logged_models(entity, items):
    """Version 2 has none of these entities."""
    return [getattr(entities, entity)(**item) for item in items]


class Operations:
    def create_experiment(self, name, artifact_location=None, tags=()):
        return {"experiment_id": client.create_experiment(name, artifact_location, pairs(tags))}

    def get_experiment(self, experiment_id):
        return {"experiment": wire(client.get_experiment(experiment_id))}

    def update_experiment(self, experiment_id, new_name):
        client.rename_experiment(experiment_id, new_name)

    def search_experiments(self, filter="", order_by=(), view_type="ACTIVE_ONLY", max_results=1000, page_token=None):
        found = client.search_experiments(views(view_type), max_results, filter, list(order_by), page_token)
        return page("experiments", found)

    def create_run(self, experiment_id, start_time=None, tags=(), run_name=None):
        return {"run": wire(client.create_run(experiment_id, start_time, pairs(tags), run_name))}

    def get_run(self, run_id):
        return {"run": wire(client.get_run(run_id))}

    def update_run(self, run_id, status=None, end_time=None, run_name=None):
        if run_name is not None:
            client.update_run(run_id, name=run_name)
        if status is not None:
            client.set_terminated(run_id, status, end_time)

    def search_runs(
        self, experiment_ids, filter="", run_view_type="ACTIVE_ONLY", max_results=1000, order_by=(), page_token=None
    ):
        found = client.search_runs(
            experiment_ids, filter, views(run_view_type), max_results, list(order_by), page_token
        )
        return page("runs", found)

    def log_metric(self, run_id, key, value, timestamp, step=0, **about):
        client.log_metric(run_id, key, float(value), timestamp, step, **about)

    def log_batch(self, run_id, metrics=(), params=(), tags=()):
        client.log_batch(
            run_id, [metric(m) for m in metrics], [Param(**p) for p in params], [RunTag(**t) for t in tags]
        )

    def log_inputs(self, run_id, datasets=(), models=()):
        more = {"models": logged_models("LoggedModelInput", models)} if models else {}
        client.log_inputs(run_id, datasets=[dataset_input(d) for d in datasets], **more)

    def log_outputs(self, run_id, models):
        client.log_outputs(run_id, logged_models("LoggedModelOutput", models))

    def log_model(self, run_id, model_json):
        from mlflow.models import Model

        client._record_logged_model(run_id, Model.from_dict(json.loads(model_json)))

    def create_logged_model(self, experiment_id, name=None, model_type=None, source_run_id=None, params=(), tags=()):
        model = client.create_logged_model(
            experiment_id, name, source_run_id, pairs(tags), pairs(params), model_type
        )
        return {"model": wire(model)}

    def finalize_logged_model(self, model_id, status):
        status = entities.LoggedModelStatus[status.removeprefix("LOGGED_MODEL_").removeprefix("UPLOAD_")]
        return {"model": wire(client.finalize_logged_model(model_id, status))}

    def get_logged_model(self, model_id):
        return {"model": wire(client.get_logged_model(model_id))}

    def search_logged_models(
        self, experiment_ids, filter=None, datasets=None, max_results=None, order_by=None, page_token=None
    ):
        found = client.search_logged_models(experiment_ids, filter, datasets, max_results, order_by, page_token)
        return page("models", found)

    def log_logged_model_params(self, model_id, params):
        client.log_model_params(model_id, pairs(params))

    def set_logged_model_tags(self, model_id, tags):
        client.set_logged_model_tags(model_id, pairs(tags))

    def delete_logged_model_tag(self, model_id, tag_key):
        client.delete_logged_model_tag(model_id, tag_key)

    def get_metric_history(self, run_id, metric_key):
        return page("metrics", client.get_metric_history(run_id, metric_key))

    def list_artifacts(self, run_id, path=None):
        """The wire has no size 0: an empty file has one here, as MlflowClient shows it."""
        files = [dict(file) for file in client.list_artifacts(run_id, path)]
        return {"files": [{key: value for key, value in file.items() if value is not None} for file in files]}

    def download_artifacts(self, run_id, path, dst_path):
        return {"path": client.download_artifacts(run_id, path, dst_path)}

    def log_points(self, run_id, key, count):
        """Not of the contract: many points one by one, so that both sides write at the same time."""
        for step in range(count):
            client.log_metric(run_id, key, step / 7, 1_700_000_000_000 + step, step)

    def __getattr__(self, name):
        """All others have the client's own arguments: log_param, set_tag, delete_run, …"""
        return getattr(client, name)


for line in sys.stdin:
    call = json.loads(line)
    try:
        answer = {"answer": getattr(Operations(), call["operation"])(**call["request"]) or {}}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), file=answers, flush=True)
