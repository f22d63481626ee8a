"""pg_dump beside a worker that drops what nobody needs: the dump wins, and what should go goes afterwards."""
import os
import subprocess
import time

import pytest
from harness import Cluster, unprivileged, wait_until
from test_tenant_life import start
from test_worker import bin_of, wait_for_spares

SPARES = 5
MANY = 60


@pytest.fixture(name="cluster")
def fixture_cluster():
    """A server with the worker."""
    with Cluster(shared_preload_libraries="outlay",
                 **{"outlay.spare_tenants": str(SPARES), "outlay.worker_interval": "1"}) as cluster:
        yield cluster


def wait_until_tidy(cluster, database):
    """Waits until the bin is empty and only spares of the newest version are left."""
    wait_for_spares(cluster, database, SPARES)
    wait_until(lambda: cluster.psql("SELECT count(*) FROM outlay.spare_tenant", database) == str(SPARES),
               "old spares are gone")
    wait_until(lambda: bin_of(cluster, database) == [], "the bin is empty")


def set_spares(cluster, count):
    """Has the worker keep so many spares from now on."""
    cluster.configure(**{"outlay.spare_tenants": count})


def test_dump_succeeds_while_the_worker_drops(cluster):
    """Dumps that begin while the worker drops one schema after the other come to their end, all of them; that the worker
    took a drop back is no error in the log."""
    database = cluster.create_database(extension=True)
    cluster.psql("SELECT outlay.create_tenant('Acme', 'a@b.cd')", database)
    for _ in range(3):
        set_spares(cluster, MANY)
        wait_for_spares(cluster, database, MANY)
        set_spares(cluster, 0)
        wait_until(lambda: cluster.psql("SELECT count(*) FROM outlay.spare_tenant", database) != str(MANY),
                   "the worker drops")
        dump = subprocess.run([os.path.join(cluster.bin, "pg_dump"), "-h", cluster.directory, "-U", "postgres", database],
                              check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=240,
                              cwd="/", **unprivileged())
        assert dump.returncode == 0, dump.stderr
    wait_for_spares(cluster, database, 0)
    assert "ERROR" not in cluster.log_text()


def test_nothing_is_dropped_while_somebody_may_be_dumping(cluster):
    """As long as a transaction that knows the schemas runs, spares are made but not dropped, and the bin keeps what is
    in it, without an error each time; purge_tenants() says why. When it has ended, all goes."""
    database = cluster.create_database(extension=True)
    cluster.psql("SELECT outlay.create_tenant('Acme', 'a@b.cd')", database)
    wait_until_tidy(cluster, database)
    cluster.psql(f"ALTER DATABASE {database} SET outlay.purge_after = 0")
    reader = start(cluster, database, "BEGIN", "SELECT count(*) FROM pg_namespace", "SELECT pg_sleep(600)")
    try:
        wait_until(lambda: cluster.psql("SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)'") == "1",
                   "somebody knows the schemas")
        cluster.psql("SELECT outlay.add_migration('more', 'CREATE TABLE more (note text)'); SELECT outlay.drop_tenant('acme')",
                     database)
        wait_for_spares(cluster, database, SPARES)
        wait_until(lambda: cluster.psql("SELECT count(*) FROM outlay.purge_watch", database) == "1", "the worker has seen it")
        time.sleep(2)
        assert cluster.psql("SELECT count(*) FROM outlay.spare_tenant", database) == str(2 * SPARES)
        assert cluster.psql("SELECT failures FROM outlay.purge_watch", database) == "0"
        assert "ERROR" not in cluster.log_text()
        purge = start(cluster, database, "CALL outlay.purge_tenants('0 s')")
        out, messages = purge.communicate(timeout=240)
        assert out.strip() == "0" and "a transaction that has read the list of schemas is still running" in messages
        assert bin_of(cluster, database) == ["acme"]
    finally:
        cluster.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)'")
        reader.communicate()
    wait_until_tidy(cluster, database)
