"""Official MLflow's server as a peer for traces: answers requests, a line of JSON each, in this process.

    python traces.py sqlite:///mlflow.db

A request is {"method": …, "path": …, "body": …}; a method "OTLP" takes spans of OpenTelemetry's protocol for an
experiment, in the JSON of protobuf. An answer is {"status": …, "body": …}.
"""

import json
import os
import sys

answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
sys.stdout = sys.stderr

os.environ["_MLFLOW_SERVER_FILE_STORE"] = sys.argv[1]
os.environ["_MLFLOW_SERVER_ARTIFACT_ROOT"] = "mlflow-artifacts:/"

from google.protobuf.json_format import ParseDict
from mlflow.entities.span import Span
from mlflow.server import app
from mlflow.server.handlers import _get_tracking_store
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

client = app.test_client()


def log_spans(body):
    request = ParseDict({"resource_spans": body["resource_spans"]}, ExportTraceServiceRequest())
    spans = [
        Span.from_otel_proto(span, resource=of_resource.resource)
        for of_resource in request.resource_spans
        for of_scope in of_resource.scope_spans
        for span in of_scope.spans
    ]
    _get_tracking_store().log_spans(body["experiment_id"], spans)
    return {"status": 200, "body": {}}


def call(method, path, body):
    if method == "OTLP":
        return log_spans(body)
    answer = client.open("/api/" + path, method=method, json=body)
    return {"status": answer.status_code, "body": answer.get_json(silent=True)}


for line in sys.stdin:
    request = json.loads(line)
    answers.write(json.dumps(call(request["method"], request["path"], request.get("body"))) + "\n")
    answers.flush()
