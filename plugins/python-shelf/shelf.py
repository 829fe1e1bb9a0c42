#!/usr/bin/env python3
"""A plugin of MLflow for Rust in one file of Python: runs in memory, at `shelf://anything`.

It is a program that reads messages from its standard input and answers on its standard output: a line of JSON, and as many
bytes as the line's "length" says. docs/plugin-abi.md explains them. It keeps everything until it ends.
"""

import json
import sys
import time
import uuid

MANIFEST = {
    "name": "shelf",
    "version": "0.1.0",
    "abi": 1,
    "offers": [{"kind": "tracking_store", "schemes": ["shelf"]}],
}
OK, ERROR, UNKNOWN = 0, 1, 2


class Refused(Exception):
    """An error with one of MLflow's codes."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


class Shelf:
    """A store: each method without an underscore is an operation of MLflow's contract."""

    def __init__(self):
        self._experiments, self._runs = {}, {}
        self.create_experiment({"name": "Default"})

    def _find(self, things, key, what):
        if key not in things:
            raise Refused("RESOURCE_DOES_NOT_EXIST", f"no {what} `{key}` on this shelf")
        return things[key]

    def create_experiment(self, request):
        if any(e["name"] == request["name"] for e in self._experiments.values()):
            raise Refused("RESOURCE_ALREADY_EXISTS", f"there is an experiment `{request['name']}`")
        number = str(len(self._experiments))
        now = int(time.time() * 1000)
        self._experiments[number] = {
            "experiment_id": number, "name": request["name"], "lifecycle_stage": "active",
            "artifact_location": request.get("artifact_location", f"./mlruns/{number}"),
            "creation_time": now, "last_update_time": now, "tags": request.get("tags", []),
        }  # fmt: skip
        return {"experiment_id": number}

    def get_experiment(self, request):
        return {"experiment": self._find(self._experiments, request["experiment_id"], "experiment")}

    def get_experiment_by_name(self, request):
        by_name = {e["name"]: e for e in self._experiments.values()}
        return {"experiment": self._find(by_name, request["experiment_name"], "experiment")}

    def create_run(self, request):
        experiment = self.get_experiment(request)["experiment"]
        run_id = uuid.uuid4().hex
        tags = {tag["key"]: tag for tag in request.get("tags", [])}
        name = request.get("run_name") or tags.get("mlflow.runName", {}).get("value") or f"run-{run_id[:8]}"
        tags["mlflow.runName"] = {"key": "mlflow.runName", "value": name}
        info = {
            "run_id": run_id, "run_uuid": run_id, "run_name": name, "status": "RUNNING", "lifecycle_stage": "active",
            "experiment_id": experiment["experiment_id"], "user_id": request.get("user_id", ""),
            "start_time": request.get("start_time", 0), "artifact_uri": f"{experiment['artifact_location']}/{run_id}/artifacts",
        }  # fmt: skip
        self._runs[run_id] = {"info": info, "metrics": {}, "params": {}, "tags": tags}
        return self.get_run({"run_id": run_id})

    def get_run(self, request):
        run = self._find(self._runs, request["run_id"], "run")
        data = {kind: list(run[kind].values()) for kind in ("metrics", "params", "tags")}
        return {"run": {"info": run["info"], "data": data}}

    def update_run(self, request):
        info = self._find(self._runs, request["run_id"], "run")["info"]
        info.update({key: request[key] for key in ("status", "end_time", "run_name") if key in request})
        return {"run_info": info}

    def log_batch(self, request):
        run = self._find(self._runs, request["run_id"], "run")
        for kind in ("metrics", "params", "tags"):
            run[kind].update({item["key"]: item for item in request.get(kind, [])})
        return {}

    def log_metric(self, request):
        return self.log_batch({"run_id": request.pop("run_id"), "metrics": [request]})

    def log_param(self, request):
        return self.log_batch({"run_id": request["run_id"], "params": [{k: request[k] for k in ("key", "value")}]})

    def set_tag(self, request):
        return self.log_batch({"run_id": request["run_id"], "tags": [{k: request[k] for k in ("key", "value")}]})


def send(head, answer=None):
    body = b"" if answer is None else json.dumps(answer).encode()
    sys.stdout.buffer.write(json.dumps({**head, "length": len(body)}).encode() + b"\n" + body)
    sys.stdout.buffer.flush()


def call(store, operation, request):
    method = None if operation.startswith("_") else getattr(store, operation, None)
    if method is None:
        return UNKNOWN, None
    try:
        return OK, method(request)
    except Refused as refused:
        return ERROR, {"error_code": refused.code, "message": str(refused)}
    except Exception as error:
        return ERROR, {"error_code": "INTERNAL_ERROR", "message": f"{type(error).__name__}: {error}"}


def main():
    stores = {}
    send({"do": "ready"}, MANIFEST)
    for line in sys.stdin.buffer:
        head = json.loads(line)
        request = json.loads(sys.stdin.buffer.read(head["length"]) or b"{}")
        if head["do"] == "open":
            instance = len(stores) + 1
            stores[instance] = Shelf()
            send({"do": "opened", "call": head["call"], "instance": instance})
        elif head["do"] == "call":
            status, answer = call(stores[head["instance"]], head["operation"], request)
            send({"do": "done", "call": head["call"], "status": status}, answer)
        elif head["do"] == "close":
            stores[head["instance"]] = None


main()
