"""pg_dump beside a worker that drops what nobody needs: the dump wins, and what should go goes afterwards."""
import contextlib
import os
import signal
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


def start_dump(cluster, database):
    """Starts a pg_dump whose output nobody wants."""
    return subprocess.Popen([os.path.join(cluster.bin, "pg_dump"), "-h", cluster.directory, "-U", "postgres", database],
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd="/", **unprivileged())


@contextlib.contextmanager
def holding(cluster, database, *statements, user="postgres"):
    """While this lasts a session stands behind these statements, in the last of which it sleeps."""
    session = start(cluster, database, *statements, user=user)
    try:
        wait_until(lambda: cluster.psql("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query = "
                                        "'SELECT pg_sleep(600)'") == "1", "the session sleeps")
        yield
    finally:
        cluster.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)'")
        session.communicate(timeout=600)


def purge(cluster, database):
    """What purge_tenants() answers, and what it warns of."""
    session = start(cluster, database, "CALL outlay.purge_tenants('0 s')")
    out, messages = session.communicate(timeout=600)
    return out.strip(), messages


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
        dump = start_dump(cluster, database)
        _, messages = dump.communicate(timeout=600)
        assert dump.returncode == 0, messages
    wait_for_spares(cluster, database, 0)
    assert "ERROR" not in cluster.log_text()


def test_nothing_is_dropped_while_somebody_may_be_dumping(cluster):
    """As long as a transaction that knows the schemas runs, spares are made but not dropped, and the bin keeps what is
    in it, without an error each time; purge_tenants() says why. When it has ended, all goes."""
    database = cluster.create_database(extension=True)
    cluster.psql("SELECT outlay.create_tenant('Acme', 'a@b.cd')", database)
    wait_until_tidy(cluster, database)
    cluster.psql(f"ALTER DATABASE {database} SET outlay.purge_after = 0")
    with holding(cluster, database, "BEGIN", "SELECT count(*) FROM pg_namespace", "SELECT pg_sleep(600)"):
        cluster.psql("SELECT outlay.add_migration('more', 'CREATE TABLE more (note text)'); SELECT outlay.drop_tenant('acme')",
                     database)
        wait_for_spares(cluster, database, SPARES)
        wait_until(lambda: cluster.psql("SELECT count(*) FROM outlay.purge_watch", database) == "1", "the worker has seen it")
        time.sleep(2)
        assert cluster.psql("SELECT count(*) FROM outlay.spare_tenant", database) == str(2 * SPARES)
        assert cluster.psql("SELECT failures FROM outlay.purge_watch", database) == "0"
        assert "ERROR" not in cluster.log_text()
        out, messages = purge(cluster, database)
        assert out == "0" and "a transaction that has read the list of schemas is still running" in messages
        assert bin_of(cluster, database) == ["acme"]
    wait_until_tidy(cluster, database)


@contextlib.contextmanager
def stopped_worker(cluster, database):
    """While this lasts the worker stands still in a transaction in which it has read the list of schemas."""
    readers = ("SELECT pid FROM pg_stat_activity JOIN pg_locks USING (pid) WHERE backend_type = 'outlay worker' AND granted"
               " AND relation = 'pg_namespace'::regclass AND database = (SELECT oid FROM pg_database WHERE datname ="
               f" '{database}')")

    def stop_reader():
        """Stops the worker where it reads the list; one that has ended the transaction before goes on."""
        pid = cluster.psql(readers, database)
        if pid:
            os.kill(int(pid), signal.SIGSTOP)
            if cluster.psql(readers, database) == pid:
                return int(pid)
            os.kill(int(pid), signal.SIGCONT)
        return None

    schema = cluster.psql("SELECT 'tenant_' || min(id) FROM outlay.spare_tenant", database)
    with holding(cluster, database, "UPDATE outlay.spare_tenant SET checked_at = '-infinity'", "BEGIN",
                 f"LOCK TABLE {schema}.organization IN ACCESS EXCLUSIVE MODE", "SELECT pg_sleep(600)"):
        pid = wait_until(stop_reader, "the worker looks at a spare")
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def test_the_worker_puts_no_purge_off(cluster):
    """The worker reads the list of schemas whenever it looks at a spare; it dumps nothing, and purge_tenants() does not take
    it for somebody who does."""
    database = cluster.create_database(extension=True)
    cluster.psql("SELECT outlay.create_tenant('Acme', 'a@b.cd')", database)
    wait_until_tidy(cluster, database)
    cluster.psql("SELECT outlay.drop_tenant('acme')", database)
    with stopped_worker(cluster, database):
        assert purge(cluster, database) == ("1", "")
        assert bin_of(cluster, database) == []
    wait_for_spares(cluster, database, SPARES)


def test_who_looks_names_up_puts_no_purge_off():
    """Every session locks the list of schemas for a moment whenever it meets a name that it does not know yet."""
    look_up = ("DO $$ BEGIN FOR i IN 1 .. 1000000000 LOOP PERFORM to_regnamespace('none' || i); "
               "IF i % 1000 = 0 THEN PERFORM pg_sleep(0.001); END IF; END LOOP; END $$")
    with Cluster() as cluster:
        database = cluster.create_database(extension=True)
        cluster.psql("SELECT outlay.create_tenant('Acme ' || i, 'a@b.cd') FROM generate_series(1, 10) i;"
                     "SELECT outlay.drop_tenant(slug) FROM outlay.tenant", database)
        session = start(cluster, database, look_up)
        wait_until(lambda: cluster.psql("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query ~ '^DO'") == "1",
                   "it looks names up")
        assert purge(cluster, database) == ("10", "")
        cluster.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query ~ '^DO'")
        session.communicate(timeout=600)


def test_a_purge_makes_way_for_who_may_dump():
    """A session that is called pg_dump, also before it has begun a transaction, and somebody who has the database
    locked, so that nobody can be kept from connecting, put a purge off, with the reason; a session like any other does
    not. Nobody waits for the purge meanwhile."""
    with Cluster() as cluster:
        database = cluster.create_database(extension=True)
        cluster.psql("SELECT outlay.create_tenant('Acme', 'a@b.cd'); SELECT outlay.create_tenant('Beta', 'a@b.cd');"
                     "SELECT outlay.drop_tenant('acme')", database)
        with holding(cluster, database, "SET application_name = pg_dump", "SELECT pg_sleep(600)"):
            out, messages = purge(cluster, database)
            assert out == "0" and "a dump of this database is running" in messages
        with holding(cluster, database, "BEGIN", f"COMMENT ON DATABASE {database} IS 'mine'", "SELECT pg_sleep(600)"):
            out, messages = purge(cluster, database)
            assert out == "0" and "sessions are connecting to this database, or somebody changes it" in messages
        assert bin_of(cluster, database) == ["acme"]
        with holding(cluster, database, "SET application_name = report", "SELECT pg_sleep(600)"):
            out, messages = purge(cluster, database)
            assert (out, messages) == ("1", "")
        assert bin_of(cluster, database) == []


@pytest.mark.parametrize("role", ["outlay_web", "outlay_mail"])
def test_roles_that_can_dump_nothing_put_no_purge_off(role):
    """Somebody with the password of one of them would keep what is in the bin for ever, without anybody being told."""
    with Cluster() as cluster:
        database = cluster.create_database(extension=True)
        cluster.psql("SELECT outlay.create_tenant('Acme', 'a@b.cd'); SELECT outlay.drop_tenant('acme')", database)
        with holding(cluster, database, "SET application_name = pg_dump", "BEGIN", "LOCK TABLE pg_namespace IN ACCESS SHARE MODE",
                     "SELECT pg_sleep(600)", user=role):
            assert purge(cluster, database) == ("1", "")
        assert bin_of(cluster, database) == []


def test_nobody_is_kept_out_for_long():
    """A drop in a transaction that goes on keeps nobody out, and one that commits waits for no standby that is lost."""
    with Cluster(synchronous_commit="on") as cluster:
        database = cluster.create_database(extension=True)
        cluster.psql("SELECT outlay.create_tenant('Acme', 'a@b.cd'); SELECT outlay.create_tenant('Beta', 'a@b.cd');"
                     "SELECT outlay.drop_tenant('acme'); SET outlay.spare_tenants = 1; SELECT outlay.make_spare()", database)
        with holding(cluster, database, "SET outlay.spare_tenants = 0", "BEGIN", "SELECT outlay.make_spare()",
                     "SELECT pg_sleep(600)"):
            assert cluster.psql("SELECT count(*) FROM outlay.spare_tenant", database) == "1", "it comes in, and sees no drop yet"
        cluster.configure(synchronous_standby_names="nobody")
        assert purge(cluster, database) == ("1", "")
        cluster.configure(synchronous_standby_names=None)
        assert bin_of(cluster, database) == []
