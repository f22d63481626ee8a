"""The built web app, a server with it, and the Node that runs its tests."""
import pathlib
import subprocess
import sys

import pytest

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "http"))

import harness  # noqa: E402


@pytest.fixture(scope="session", name="node")
def _node():
    """The folder of the Node that the app is built with."""
    return subprocess.run(["scripts/web", "node"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture(scope="session", name="site")
def _site():
    """The folder that outlayd serves."""
    return pathlib.Path(subprocess.run(["scripts/web"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.strip())


@pytest.fixture(scope="session", name="shim")
def _shim(site):
    """A server with the app, and nobody in it."""
    with harness.Cluster() as cluster:
        database = cluster.create_database(extension=True)
        with harness.Outlayd(cluster, database, static_dir=str(site)) as shim:
            yield shim
