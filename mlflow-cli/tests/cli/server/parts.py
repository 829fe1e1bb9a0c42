"""Large files in parts, in official MLflow's words; both generations of clients run it, told so by variables."""

import os
import pathlib
import tempfile
from unittest import mock

import mlflow
from mlflow import MlflowClient
from mlflow.store.artifact.http_artifact_repo import HttpArtifactRepository

client = MlflowClient()
run_id = client.create_run("0").info.run_id
sent = []
upload_part = HttpArtifactRepository._upload_part


def counted(*args, **kwargs):
    part = upload_part(*args, **kwargs)
    sent.append(part.part_number)
    return part


with tempfile.TemporaryDirectory() as folder:
    big = pathlib.Path(folder, "big ü.bin")
    big.write_bytes(os.urandom(12_000_000))
    small = pathlib.Path(folder, "small.bin")
    small.write_bytes(b"small")
    with mock.patch.object(HttpArtifactRepository, "_upload_part", staticmethod(counted)):
        client.log_artifact(run_id, str(big), "files of it")
        client.log_artifact(run_id, str(small), "files of it")
        assert sorted(sent) == [1, 2, 3], sent
        client.log_artifact(run_id, str(big))
        assert sorted(sent) == [1, 1, 2, 2, 3, 3], sent
    for path in ["files of it/big ü.bin", "big ü.bin"]:
        again = client.download_artifacts(run_id, path, folder)
        assert pathlib.Path(again).read_bytes() == big.read_bytes(), path
    found = [(f.path, f.file_size) for f in client.list_artifacts(run_id, "files of it")]
    assert found == [("files of it/big ü.bin", 12_000_000), ("files of it/small.bin", 5)], found

    # What goes wrong with a part is told, and nothing of the file is there.
    broken = mock.Mock(side_effect=ConnectionError("on purpose"))
    with mock.patch.object(HttpArtifactRepository, "_upload_part", broken):
        try:
            client.log_artifact(run_id, str(big), "broken")
        except Exception as error:
            assert "on purpose" in str(error), error
        else:
            raise AssertionError("an upload without parts")
    assert client.list_artifacts(run_id, "broken") == []

print(mlflow.__version__, "all as expected")
