"""The OpenAPI document, as a public linter reads it and as a client that is made from it lives with it.

That answers are as described is in tests/http: test_v2_routes.py and test_openapi_values.py.
"""
import json
import os
import shutil
import subprocess
import sys

import pytest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "http"))
import harness  # noqa: E402
import organizations  # noqa: E402


@pytest.fixture(scope="module", name="service")
def _service():
    with harness.Cluster() as cluster, organizations.Service(cluster) as service:
        yield service


@pytest.fixture(scope="module", name="document")
def _document(service):
    answer = service.base().get("/api/openapi.json")
    assert answer.status == 200, answer
    return answer.json


def lint(document, directory):
    """Runs the linter; its status and what it says."""
    path = os.path.join(directory, "openapi.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(document, file, indent=1)
    result = subprocess.run(["node", os.path.join(HERE, "lint.js"), path], capture_output=True, text=True, timeout=60,
                            check=False)
    return result.returncode, result.stdout + result.stderr


def test_the_linter_finds_nothing(document, tmp_path):
    """Whoever makes a client from the document relies on it."""
    status, text = lint(document, tmp_path)
    assert status == 0, text


def test_the_linter_would_find_it(document, tmp_path):
    """A linter that is silent because it does not work would prove nothing."""
    operation = document["paths"]["/api/v2/expenses"]["get"]
    for key, value, rule in (("operationId", None, "operation-operationId"), ("security", None, "security-defined"),
                             ("responses", {"200": {"$ref": "#/components/responses/Nothing"}}, "no-unresolved-refs")):
        broken = {name: part for name, part in {**operation, key: value}.items() if part is not None}
        paths = {**document["paths"], "/api/v2/expenses": {"get": broken}}
        status, text = lint({**document, "paths": paths}, tmp_path)
        assert status == 1 and rule in text, (rule, text)


def node(directory, program, *arguments):
    """Runs a program of node_modules, or a script; fails with what it says."""
    result = subprocess.run(["node", program, *arguments], cwd=directory, capture_output=True, text=True, timeout=80,
                            check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_a_generated_client_works(service, document, tmp_path):
    """Types made from the document compile strictly, find mistakes, and are true of what the server answers."""
    with open(tmp_path / "openapi.json", "w", encoding="utf-8") as file:
        json.dump(document, file)
    shutil.copy(os.path.join(HERE, "client.ts"), tmp_path)
    os.symlink(os.path.join(HERE, "node_modules"), tmp_path / "node_modules")
    with open(tmp_path / "package.json", "w", encoding="utf-8") as file:
        json.dump({"type": "module"}, file)
    node(tmp_path, "node_modules/openapi-typescript/bin/cli.js", "openapi.json", "-o", "outlay.d.ts")
    node(tmp_path, "node_modules/typescript/bin/tsc", "--strict", "--noUncheckedIndexedAccess", "--target", "es2022",
         "--lib", "es2022,dom,dom.iterable", "--module", "esnext", "--moduleResolution", "bundler",
         "--outDir", "out", "client.ts")
    said = node(tmp_path, "out/client.js", f"http://127.0.0.1:{service.shim.port}")
    assert said == "the generated client works\n"
