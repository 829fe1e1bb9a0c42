import json, sys
from mlflow import MlflowClient
uri = sys.argv[1]
c = MlflowClient(tracking_uri=uri, registry_uri=uri)


def version(v):
    return {"name": v.name, "version": str(v.version), "created": v.creation_timestamp, "updated": v.last_updated_timestamp,
            "stage": v.current_stage, "description": v.description or "", "source": v.source, "run_id": v.run_id or "",
            "status": v.status, "tags": dict(v._tags), "aliases": sorted(v.aliases), "run_link": v.run_link or ""}


def read_all(_):
    store = c._get_registry_client().store
    models = []
    for m in store.search_registered_models(max_results=1000):
        m = store.get_registered_model(m.name)
        models.append({"name": m.name, "created": m.creation_timestamp, "updated": m.last_updated_timestamp,
                       "description": m.description or "", "tags": dict(m._tags), "aliases": {a: str(v) for a, v in m._aliases.items()},
                       "latest": sorted(str(v.version) for v in m.latest_versions)})
    versions = [version(store.get_model_version(v.name, v.version)) for v in store.search_model_versions()]
    uris = [store.get_model_version_download_uri(v["name"], v["version"]) for v in versions]
    prompts = []
    for p in c.search_prompts():
        found = c.search_model_versions(f"name='{p.name}' AND tags.`mlflow.prompt.is_prompt` = 'true'")
        for v in sorted(int(v.version) for v in found):
            q = c.load_prompt(f"prompts:/{p.name}/{v}")
            prompts.append({"name": q.name, "version": q.version, "template": q.template, "message": q.commit_message or "",
                            "tags": dict(q.tags), "variables": sorted(q.variables), "aliases": sorted(q.aliases)})
    return {"models": models, "versions": versions, "uris": uris, "prompts": prompts}


def write(_):
    c.create_registered_model("wine", tags={"team": "a", "日": "本"}, description="red")
    for i in range(4):
        c.create_model_version("wine", f"s3://b/{i}", run_id=f"run{i}", tags={"i": str(i)}, description=f"d{i}", run_link="https://x")
    c.transition_model_version_stage("wine", "1", "Staging")
    c.transition_model_version_stage("wine", "2", "Production")
    c.transition_model_version_stage("wine", "3", "production", archive_existing_versions=True)
    c.set_registered_model_alias("wine", "champ", "2")
    c.set_registered_model_alias("wine", "champ", "3")
    c.set_registered_model_alias("wine", "old", "1")
    c.delete_model_version("wine", "4")
    c.create_registered_model("port")
    c.copy_model_version("models:/wine/3", "port")
    c.rename_registered_model("port", "sherry")
    c.set_model_version_tag("sherry", "1", "k", "v")
    c.delete_model_version_tag("sherry", "1", "i")
    c.update_registered_model("sherry", "dry")
    c.create_registered_model("gone")
    c.delete_registered_model("gone")
    c.register_prompt("greeting", "Hello {{ name }}", commit_message="first", tags={"t": "1"})
    c.register_prompt("greeting", "Dear {{name}}, {{ x }}", tags={"t": "2"})
    c.register_prompt("talk", [{"role": "system", "content": "You are {{ style }}"}, {"role": "user", "content": "{{q}}"}])
    c.set_prompt_alias("greeting", "live", 1)
    return {}


print("ready", flush=True)
for line in sys.stdin:
    r = json.loads(line)
    print("ANSWER " + json.dumps({"read": read_all, "write": write}[r](None)), flush=True)
