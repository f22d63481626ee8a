"""What the tests of the shim alone share: a database that holds the stand-in mock.sql instead of the extension."""
import os
import subprocess

import pytest

import harness

MOCK = "@" + os.path.join(os.path.dirname(os.path.abspath(__file__)), "mock.sql")


def mock_database(cluster):
    """A new database with the stand-in in it."""
    database = cluster.create_database()
    cluster.psql(MOCK, database)
    return database


# So that nothing but the gate, or who gave the request up, ends what waits at it.
PATIENT = {"statement_timeout": "10min", "lock_timeout": "10min"}


class Gate:
    """Where requests for /api/hold wait until it is opened: what happens meanwhile happened before they ended, on a
    machine of any speed."""

    def __init__(self, cluster, database):
        self.cluster, self.database = cluster, database
        self.session = subprocess.Popen(
            [os.path.join(cluster.bin, "psql"), "-X", "-q", "-h", cluster.directory, "-U", "postgres", "-d", database],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, cwd="/", **harness.unprivileged())
        self.session.stdin.write("SELECT pg_advisory_lock(1);\n")
        self.session.stdin.flush()

    def _locks(self, granted):
        return int(self.cluster.psql("SELECT count(*) FROM pg_locks l, pg_database d WHERE d.oid = l.database "
                                     "AND d.datname = current_database() AND l.locktype = 'advisory' "
                                     f"AND l.granted = {granted}", self.database))

    def waiting(self):
        """How many requests wait at it."""
        return self._locks(False)

    def await_waiting(self, count):
        """Returns when so many wait."""
        harness.wait_until(lambda: self.waiting() == count, f"{count} requests wait at the gate")

    def open(self):
        """Lets all of them go on, and whoever comes later."""
        self.session.communicate(timeout=harness.PATIENCE)

    def __enter__(self):
        harness.wait_until(lambda: self._locks(True) == 1, "the gate is shut")
        return self

    def __exit__(self, *_):
        if self.session.poll() is None:
            self.open()


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
