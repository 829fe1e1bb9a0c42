"""Official MLflow's side of the upgrade tests.

    official.py starts FOLDER REVISIONS...   FOLDER/REVISION.db of the recorded databases there, stopped at each revision
    official.py to URL REVISION              a database at a revision; an empty one gets the tables of 2019 first
    official.py heads URL...                 each database at the last revision
    official.py use URL                      a run in the database, written and read
    official.py fill URL SQLITE_URL          the rows of a SQLite database of the same revision
    official.py make SERVER_URL NAMES...     new databases of a server
    official.py drop SERVER_URL NAMES...     these databases no more
    official.py dump URL FILE                all rows and definitions of a server's database, one a line

Several commands are parted by ` ; `.
"""

import json
import re
import shutil
import sys
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from mlflow.store.db.utils import _get_alembic_config, _is_empty_database
from mlflow.store.tracking.dbmodels.initial_models import Base


def with_driver(url):
    url = re.sub(r"^postgresql:", "postgresql+psycopg2:", url)
    return re.sub(r"^mysql:", "mysql+pymysql:", url)


def engine_of(url):
    return sa.create_engine(with_driver(url))


def to(url, revision):
    engine = engine_of(url)
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


def fill(url, source):
    source, target = engine_of(source), engine_of(url)
    metadata = sa.MetaData()
    metadata.reflect(target)
    with source.connect() as rows, target.begin() as connection:
        for table in metadata.sorted_tables:
            if table.name in ("alembic_version", "workspaces"):
                continue
            names = [c.name for c in table.columns if c.computed is None]
            quoted = ", ".join(f'"{name}"' for name in names)
            for row in rows.execute(sa.text(f"SELECT {quoted} FROM {table.name}")).mappings():
                if target.dialect.name == "mysql" and row.get("experiment_id") == 0:
                    connection.execute(sa.text("SET sql_mode = CONCAT(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO')"))
                connection.execute(table.insert(), [{n: fitting(table.c[n], row[n]) for n in names}])
        if target.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT setval('experiments_experiment_id_seq', 1000)"))


def fitting(column, value):
    if value is not None and isinstance(column.type, sa.Boolean):
        return bool(value)
    if isinstance(column.type, sa.FLOAT) and isinstance(value, float) and column.table.name == "metrics":
        # The tables of 2019 have floats of 32 bits in MySQL.
        return max(min(value, 1e38), -1e38)
    if isinstance(column.type, sa.JSON) and isinstance(value, str):
        return json.loads(value)
    return value


def administer(server, verb, names):
    with engine_of(server).connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for name in names:
            connection.execute(sa.text(f"{verb} {name}"))


def dump(url, file):
    engine = engine_of(url)
    lines = []
    with engine.connect() as connection:
        for table in sa.inspect(engine).get_table_names():
            key = sa.inspect(engine).get_columns(table)
            columns = ", ".join(engine.dialect.identifier_preparer.quote(c["name"]) for c in key)
            for row in connection.execute(sa.text(f"SELECT {columns} FROM {table}")):
                lines.append(f"{table} row {json.dumps(list(row), default=str, sort_keys=True)}")
        lines += definitions(engine, connection)
    Path(file).write_text("\n".join(sorted(lines)))
    engine.dispose()


def definitions(engine, connection):
    if engine.dialect.name == "mysql":
        for table in sa.inspect(engine).get_table_names():
            text = connection.execute(sa.text(f"SHOW CREATE TABLE {table}")).one()[1]
            for line in re.sub(r" AUTO_INCREMENT=\d+", "", text).splitlines():
                yield f"{table} {line.rstrip(',')}"
            for place, column in enumerate(sa.inspect(engine).get_columns(table)):
                yield f"{table} column {place} {column['name']}"
        for row in connection.execute(sa.text("SHOW TRIGGERS")):
            yield f"trigger {' '.join(str(row[:5]).split())}"
        return
    for sql in (
        "SELECT table_name, ordinal_position, column_name, data_type, character_maximum_length, is_nullable, "
        "column_default, is_identity, generation_expression FROM information_schema.columns "
        "WHERE table_schema = 'public'",
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace",
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
        "SELECT prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    ):
        for row in connection.execute(sa.text(sql)):
            yield f"definition {' '.join(str(tuple(row)).split())}"


def use(url):
    from mlflow import MlflowClient

    client = MlflowClient(with_driver(url))
    experiment = client.create_experiment("after the upgrade")
    run = client.create_run(experiment)
    client.log_metric(run.info.run_id, "loss", 0.5, step=1)
    client.set_terminated(run.info.run_id)
    assert client.get_run(run.info.run_id).data.metrics == {"loss": 0.5}
    runs = client.search_runs([e.experiment_id for e in client.search_experiments()])
    print(len(runs))


def obey(what, *rest):
    if what == "starts":
        starts(*rest)
    elif what == "to":
        to(*rest)
    elif what == "heads":
        for url in rest:
            to(url, "head")
    elif what == "make":
        administer(rest[0], "CREATE DATABASE", rest[1:])
    elif what == "drop":
        force = " WITH (FORCE)" if rest[0].startswith("postgres") else ""
        administer(rest[0], "DROP DATABASE", [name + force for name in rest[1:]])
    else:
        {"use": use, "fill": fill, "dump": dump}[what](*rest)


if __name__ == "__main__":
    for line in " ".join(sys.argv[1:]).split(" ; "):
        obey(*line.split(" "))
