import json, os, queue, threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from mlflow import MlflowClient
from mlflow.entities.webhook import VALID_ENTITY_ACTIONS, Webhook, WebhookEvent
from mlflow.store.model_registry.sqlalchemy_store import SqlAlchemyStore
from mlflow.webhooks import delivery

received = queue.Queue()


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        received.put((self.path, self.headers, body))
        self.send_response(202)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"taken")

    def log_message(self, *_):
        pass


receiver = HTTPServer(("127.0.0.1", 0), Receiver)
threading.Thread(target=receiver.serve_forever, daemon=True).start()
place = f"http://127.0.0.1:{receiver.server_port}"
client = MlflowClient()
store = SqlAlchemyStore("sqlite:///mlflow.db")


def told(secrets):
    """Takes as many deliveries as there are secrets by path, and checks their signatures as receivers do."""
    bodies = {}
    for _ in secrets:
        path, headers, body = received.get(timeout=20)
        signature = delivery._generate_hmac_signature(
            secrets[path], headers["X-MLflow-Delivery-Id"], headers["X-MLflow-Timestamp"], body
        )
        assert headers["X-MLflow-Signature"] == signature, (path, dict(headers))
        bodies[path] = json.loads(body)
    assert bodies.keys() == secrets.keys(), bodies
    return bodies


# Ours keeps a secret, and official MLflow reads it.
ours = client.create_webhook("ours", f"{place}/ours", ["registered_model.created", "prompt.created"], secret="sécret")
assert store.get_webhook(ours.webhook_id).secret == "sécret"
client.create_registered_model("wine", tags={"team": "a"})
body = told({"/ours": "sécret"})["/ours"]
assert (body["entity"], body["action"]) == ("registered_model", "created"), body
assert body["data"] == {"name": "wine", "tags": {"team": "a"}, "description": ""}, body

# Official MLflow keeps a secret, and ours signs with it.
events = [WebhookEvent.from_str(e) for e in ("registered_model.created", "prompt.created", "model_version.created")]
theirs = store.create_webhook("theirs", f"{place}/theirs", events, secret="hush")
listed = {w.webhook_id: w for w in client.list_webhooks()}
assert listed.keys() == {ours.webhook_id, theirs.webhook_id}
assert sorted(map(str, listed[theirs.webhook_id].events)) == sorted(map(str, events))
client.register_prompt("greeting", "Hello {{ name }}", commit_message="first")
bodies = told({"/ours": "sécret", "/theirs": "hush"})
assert all(body["data"]["name"] == "greeting" for body in bodies.values()), bodies
assert all(body["entity"] == "prompt" for body in bodies.values()), bodies

client.update_webhook(theirs.webhook_id, secret="", status="ACTIVE")
assert not store.get_webhook(theirs.webhook_id).secret
client.create_model_version("wine", "s3://bucket/wine", description="d", tags={"k": "v"})
path, headers, body = received.get(timeout=20)
assert path == "/theirs" and "X-MLflow-Signature" not in headers
expected = {"name": "wine", "version": "1", "source": "s3://bucket/wine", "run_id": None, "tags": {"k": "v"}, "description": "d"}
assert json.loads(body)["data"] == expected, body

# Both send the same examples.
session = delivery._get_or_create_webhook_session()
for event in [WebhookEvent(entity, action) for entity, actions in VALID_ENTITY_ACTIONS.items() for action in actions]:
    result = client.test_webhook(ours.webhook_id, event)
    assert (result.success, result.response_status, result.response_body) == (True, 202, "taken"), result
    _, _, of_ours = received.get(timeout=20)
    example = delivery.get_example_payload_for_event(event)
    delivery._send_webhook_request(store.get_webhook(ours.webhook_id), example, event, session)
    _, _, of_theirs = received.get(timeout=20)
    timeless = lambda body: body.replace(json.loads(body)["timestamp"], "")
    assert timeless(of_ours) == timeless(of_theirs), (of_ours, of_theirs)

store.delete_webhook(theirs.webhook_id)
client.delete_webhook(ours.webhook_id)
assert not client.list_webhooks() and not store.list_webhooks()
print("all as expected")
