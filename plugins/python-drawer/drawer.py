#!/usr/bin/env python3
"""A plugin of MLflow for Rust in one file of Python: artifacts in memory, at `drawer://anything`.

As plugins/python-shelf it reads messages and answers them. Requests of artifacts are a line of JSON, and what is written stands behind it;
so are the answers, with what is read. docs/plugin-abi.md explains them. It keeps everything until it ends.
"""

import json
import sys

MANIFEST = {
    "name": "drawer",
    "version": "0.1.0",
    "abi": 1,
    "offers": [{"kind": "artifact_repo", "schemes": ["drawer"]}],
}
OK, ERROR, UNKNOWN = 0, 1, 2


class Refused(Exception):
    """An error with one of MLflow's codes."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def wrong(message):
    return Refused("INVALID_PARAMETER_VALUE", message)


class Drawer:
    """A repository: each method without an underscore is an operation. It returns what is told, and bytes."""

    def __init__(self):
        self._files, self._writers = {}, {}

    def _is_folder(self, path):
        return any(file.startswith(path + "/") for file in self._files)

    def _store(self, path, content):
        if self._is_folder(path):
            raise wrong(f"'{path}' is a directory")
        parts = path.split("/")
        for end in range(1, len(parts)):
            if "/".join(parts[:end]) in self._files:
                raise wrong(f"cannot write '{path}': a file is in its way")
        self._files[path] = content

    def list_artifacts(self, request, _):
        folder = request["path"] + "/" if "path" in request else ""
        rows = {}
        for file, content in self._files.items():
            if not file.startswith(folder):
                continue
            name, _, below = file[len(folder):].partition("/")
            path = folder + name
            rows[path] = {"path": path, "is_dir": True} if below else {"path": path, "file_size": len(content)}
        return {"files": list(rows.values())}, b""

    def read_artifact(self, request, _):
        path, offset = request["path"], request["offset"]
        if path not in self._files:
            if self._is_folder(path):
                raise wrong(f"'{path}' is a directory")
            raise Refused("RESOURCE_DOES_NOT_EXIST", f"No such artifact: '{path}'")
        content = self._files[path]
        end = offset + request["length"]
        return {"size": len(content), "end": end >= len(content)}, content[offset:end]

    def write_artifact(self, request, content):
        self._store(request["path"], content)
        return {}, b""

    def create_write(self, request, _):
        self._writers[request["writer"]] = (request["path"], [])
        return {}, b""

    def write_chunk(self, request, content):
        self._writers[request["writer"]][1].append(content)
        return {}, b""

    def complete_write(self, request, _):
        path, pieces = self._writers.pop(request["writer"])
        self._store(path, b"".join(pieces))
        return {}, b""

    def abort_write(self, request, _):
        self._writers.pop(request["writer"], None)
        return {}, b""

    def delete_artifacts(self, request, _):
        path = request["path"]
        self._files = {f: c for f, c in self._files.items() if f != path and not f.startswith(path + "/")}
        return {}, b""


def send(head, body=b""):
    sys.stdout.buffer.write(json.dumps({**head, "length": len(body)}).encode() + b"\n" + body)
    sys.stdout.buffer.flush()


def call(repo, operation, request):
    method = None if operation.startswith("_") else getattr(repo, operation, None)
    if method is None:
        return UNKNOWN, b""
    line, _, content = request.partition(b"\n")
    try:
        told, content = method(json.loads(line), content)
        return OK, json.dumps(told).encode() + b"\n" + content
    except Refused as refused:
        error = {"error_code": refused.code, "message": str(refused)}
    except Exception as failure:
        error = {"error_code": "INTERNAL_ERROR", "message": f"{type(failure).__name__}: {failure}"}
    return ERROR, json.dumps(error).encode()


def main():
    repos = {}
    send({"do": "ready"}, json.dumps(MANIFEST).encode())
    for line in sys.stdin.buffer:
        head = json.loads(line)
        request = sys.stdin.buffer.read(head["length"])
        if head["do"] == "open":
            instance = len(repos) + 1
            repos[instance] = Drawer()
            send({"do": "opened", "call": head["call"], "instance": instance})
        elif head["do"] == "call":
            status, answer = call(repos[head["instance"]], head["operation"], request)
            send({"do": "done", "call": head["call"], "status": status}, answer)
        elif head["do"] == "close":
            repos[head["instance"]] = None


main()
