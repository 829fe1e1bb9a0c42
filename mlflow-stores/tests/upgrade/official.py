"""Official MLflow's side of the upgrade tests.

    official.py starts FOLDER REVISIONS...   FOLDER/REVISION.db of the recorded databases there, stopped at each revision
    official.py to URL REVISION              a database at a revision; an empty one gets the tables of 2019 first
    official.py heads URL...                 each database at the last revision
    official.py use URL                      a run in the database, written and read
"""

import shutil
import sys
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from mlflow.store.db.utils import _get_alembic_config, _is_empty_database
from mlflow.store.tracking.dbmodels.initial_models import Base


def to(url, revision):
    engine = sa.create_engine(url)
    if _is_empty_database(engine):
        Base.metadata.create_all(engine)
    config = _get_alembic_config(url)
    if revision != "base":
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    engine.dispose()


def starts(folder):
    folder = Path(folder)
    script = ScriptDirectory.from_config(_get_alembic_config(""))
    revisions = [step.revision for step in script.walk_revisions()][::-1]
    current = folder / "current.db"
    shutil.copy(folder / "00-base.db", current)
    shutil.copy(current, folder / "base.db")
    recorded = {path.stem.split("-")[1]: path for path in folder.glob("[0-9][0-9]-*.db")}
    for revision in revisions:
        if revision in recorded:
            shutil.copy(recorded[revision], current)
        else:
            to(f"sqlite:///{current}", revision)
        shutil.copy(current, folder / f"{revision}.db")


def use(url):
    from mlflow import MlflowClient

    client = MlflowClient(url)
    experiment = client.create_experiment("after the upgrade")
    run = client.create_run(experiment)
    client.log_metric(run.info.run_id, "loss", 0.5, step=1)
    client.set_terminated(run.info.run_id)
    assert client.get_run(run.info.run_id).data.metrics == {"loss": 0.5}
    runs = client.search_runs([e.experiment_id for e in client.search_experiments()])
    print(len(runs))


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    if what == "starts":
        starts(*rest)
    elif what == "to":
        to(*rest)
    elif what == "heads":
        for url in rest:
            to(url, "head")
    else:
        use(*rest)
