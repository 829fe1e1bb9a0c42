"""Official MLflow's side of the registry calls of `cargo xtask bench sql`: prints one JSON line for each item of work.

The database was filled by our side.
"""

import argparse
import logging
import warnings

from tracking import measure

VERSIONS = 10
PAGE = 100
WARM_UP = 3
STAGES = ["Staging", "Production", "Archived"]


def name_of(index, models):
    return f"model {index % models + 1}"


def number_of(index):
    return str(index % VERSIONS + 1)


def calls(client, models):
    """The calls about one model or version, by the names of their items."""

    def get_model_version(index):
        version = client.get_model_version(name_of(index, models), number_of(index))
        assert len(version.tags) == 2, f"{len(version.tags)} tags found, 2 expected"

    def get_model_version_by_alias(index):
        version = client.get_model_version_by_alias(name_of(index, models), "alias2")
        assert str(version.version) == "2", f"version {version.version} found, 2 expected"

    def get_latest_versions(index):
        found = len(client.get_latest_versions(name_of(index, models)))
        assert 2 <= found <= 4, f"{found} versions found, 2 to 4 expected"

    return {
        "create_registered_model": lambda i: client.create_registered_model(f"new {i}"),
        "create_model_version": lambda i: client.create_model_version(
            f"new {i % VERSIONS}", f"s3://bucket/new/{i}", await_creation_for=None
        ),
        "get_model_version": get_model_version,
        "set_registered_model_tag": lambda i: client.set_registered_model_tag(name_of(i, models), "owner", str(i)),
        "set_model_version_tag": lambda i: client.set_model_version_tag(
            name_of(i, models), number_of(i), "owner", str(i)
        ),
        "set_registered_model_alias": lambda i: client.set_registered_model_alias(
            name_of(i, models), "champion", number_of(i)
        ),
        "get_model_version_by_alias": get_model_version_by_alias,
        "transition_model_version_stage": lambda i: client.transition_model_version_stage(
            name_of(i, models), number_of(i), STAGES[i % len(STAGES)]
        ),
        "get_latest_versions": get_latest_versions,
    }


def searches(client):
    def search_model_versions(_index):
        found = client.search_model_versions(max_results=PAGE)
        assert len(found) == PAGE, f"{len(found)} versions found, {PAGE} expected"

    def search_registered_models(_index):
        found = client.search_registered_models(max_results=PAGE)
        assert len(found) == PAGE, f"{len(found)} models found, {PAGE} expected"

    return {"search_model_versions": search_model_versions, "search_registered_models": search_registered_models}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--uri", required=True, help="filled by our side")
    for name in ("models", "calls", "searches"):
        parser.add_argument(f"--{name}", type=int, required=True)
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    # Stages are deprecated.
    warnings.simplefilter("ignore", FutureWarning)

    from mlflow import MlflowClient

    client = MlflowClient(options.uri)
    for item, call in calls(client, options.models).items():
        measure(item, options.calls, call, WARM_UP)
    for item, search in searches(client).items():
        measure(item, options.searches, search, 2)


if __name__ == "__main__":
    main()
