"""One PostgreSQL cluster for the whole run; each test module makes the databases that it needs."""
import sys

import pytest

import harness

sys.dont_write_bytecode = True


@pytest.fixture(scope="session", name="cluster")
def _cluster():
    with harness.Cluster() as cluster:
        yield cluster
