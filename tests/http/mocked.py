"""What the tests of the shim alone share: a database that holds the stand-in mock.sql instead of the extension."""
import os

import pytest

import harness

MOCK = "@" + os.path.join(os.path.dirname(os.path.abspath(__file__)), "mock.sql")


def mock_database(cluster):
    """A new database with the stand-in in it."""
    database = cluster.create_database()
    cluster.psql(MOCK, database)
    return database


def fixtures(**settings):
    """The fixtures database and shim of a module, the shim with these settings."""

    @pytest.fixture(scope="module", name="database")
    def database(cluster):
        return mock_database(cluster)

    @pytest.fixture(scope="module", name="shim")
    def shim(cluster, database):
        with harness.Outlayd(cluster, database, **settings) as running:
            yield running

    return database, shim
