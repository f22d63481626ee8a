"""The worker that keeps spare organizations ready and empties the retention bin: it is there when it is needed, and never
in the way."""
import os
import signal
import time

import pytest
from harness import Cluster, wait_until
from test_tenant_create import kill_all
from test_tenant_life import start

# Spares without schema or role, schemas without organization or spare, roles without schema, spares unlike the template.
HALF_MADE = """
WITH schemas AS (
    SELECT n.nspname AS schema, r.rolname AS role FROM pg_namespace n JOIN pg_roles r ON r.oid = n.nspowner
    WHERE n.nspname LIKE 'tenant\\_%'
)
SELECT 'spare unlike the template', s.id::text FROM outlay.spare_tenant s
WHERE outlay.schema_fingerprint(to_regnamespace('tenant_' || s.id)) IS DISTINCT FROM
    outlay.schema_fingerprint('outlay_template')
UNION ALL
SELECT 'schema of nobody', s.schema FROM schemas s
WHERE NOT EXISTS (SELECT FROM outlay.tenant t WHERE t.schema = s.schema)
    AND NOT EXISTS (SELECT FROM outlay.spare_tenant t WHERE 'tenant_' || t.id = s.schema)
UNION ALL
SELECT 'role without schema', r.rolname FROM pg_roles r
WHERE r.rolname LIKE 'outlay\\_tenant\\_%' AND NOT EXISTS (SELECT FROM schemas s WHERE s.role = r.rolname)
"""


@pytest.fixture(name="cluster")
def fixture_cluster():
    """A server with the worker."""
    with Cluster(synchronous_commit="on", shared_preload_libraries="outlay",
                 **{"outlay.spare_tenants": "5", "outlay.worker_interval": "1"}) as cluster:
        yield cluster


def create(cluster, database, name):
    """Creates an organization; whether it was a spare."""
    return cluster.psql(f"""
        SELECT coalesce(max(id), 0) AS newest FROM outlay.spare_tenant \\gset
        SELECT id <= :newest FROM outlay.create_tenant('{name}', 'a@b.cd')""", database) == "t"


def spares(cluster, database):
    """The number of spares of the current version."""
    return int(cluster.psql("SELECT coalesce(sum(spares), 0) FROM outlay.spares WHERE current", database))


def wait_for_spares(cluster, database, count=5):
    """Waits until there are so many."""
    wait_until(lambda: spares(cluster, database) == count, f"{count} spares")


def worker_pids(cluster, kind="outlay worker"):
    """The processes of that type."""
    return [int(pid) for pid in
            cluster.psql(f"SELECT pid FROM pg_stat_activity WHERE backend_type = '{kind}'").split()]


def test_fills_and_refills(cluster):
    """Spares are there soon after the first organization, again after they were used, and of the new version after a
    migration; what is older goes."""
    # Without its template, which the worker does not build.
    database = cluster.create_database()
    cluster.psql("CREATE EXTENSION outlay", database)
    assert not create(cluster, database, "First")
    wait_for_spares(cluster, database)
    assert all(create(cluster, database, f"Warm {i}") for i in range(4))
    wait_for_spares(cluster, database)
    cluster.psql("SELECT outlay.add_migration('notes', 'CREATE TABLE note (note text)')", database)
    wait_for_spares(cluster, database)
    wait_until(lambda: cluster.psql("SELECT count(*) FROM outlay.spare_tenant", database) == "5", "old spares are gone")
    assert create(cluster, database, "After the migration")
    assert cluster.psql(HALF_MADE, database) == ""
    assert len(worker_pids(cluster, "outlay launcher")) == 1


def test_settings_follow(cluster):
    """Fewer spares after a reload, none in a database that says so."""
    database = cluster.create_database(extension=True)
    create(cluster, database, "First")
    wait_for_spares(cluster, database)
    cluster.configure(**{"outlay.spare_tenants": 2})
    wait_for_spares(cluster, database, 2)
    cluster.psql(f"ALTER DATABASE {database} SET outlay.spare_tenants = 0")
    wait_for_spares(cluster, database, 0)
    assert cluster.psql(HALF_MADE, database) == ""


def test_kill_leaves_no_half_spare(cluster):
    """After a kill -9 of the server, or of the worker, which restarts the server, every spare is whole and the worker
    goes on."""
    database = cluster.create_database(extension=True)
    create(cluster, database, "First")
    for count in (5, 10, 15):
        cluster.configure(**{"outlay.spare_tenants": count})
        wait_until(lambda count=count: spares(cluster, database) > count - 4, "some are there, one is being made")
        kill_all(cluster)
        cluster.start()
        assert cluster.psql(HALF_MADE, database) == ""
        wait_for_spares(cluster, database, count)
        assert create(cluster, database, f"After {count}")
    killed = wait_until(lambda: worker_pids(cluster), "a worker")
    os.kill(killed[0], signal.SIGKILL)
    wait_until(lambda: "reinitializing" in cluster.log_text(), "the server restarts")
    wait_until(lambda: cluster.run("pg_isready", "-h", cluster.directory, check=False).returncode == 0, "a restart")
    wait_for_spares(cluster, database, 15)
    assert cluster.psql(HALF_MADE, database) == ""


def test_is_in_nobodys_way(cluster):
    """The extension and the database can be dropped, the database can be a template, and the server stops at once."""
    database = cluster.create_database(extension=True)
    create(cluster, database, "First")
    cluster.create_database("copy", template=database)
    wait_for_spares(cluster, "copy")
    cluster.psql("DROP EXTENSION outlay CASCADE", "copy")
    cluster.psql("DROP DATABASE copy")
    wait_for_spares(cluster, database)
    # It would sleep for longer than pg_ctl waits.
    cluster.configure(**{"outlay.worker_interval": 3600})
    cluster.stop()


def test_backs_off_after_an_error(cluster):
    """What cannot be made is tried again, later and later, and said once each time; once it can be, it is made."""
    database = cluster.create_database(extension=True)
    cluster.configure(**{"outlay.spare_tenants": 0})
    create(cluster, database, "First")
    cluster.psql("CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS "
                 "$$ BEGIN RAISE 'no spares today'; END $$;"
                 "CREATE TRIGGER refuse BEFORE INSERT ON outlay.spare_tenant EXECUTE FUNCTION public.refuse()", database)
    begun = time.monotonic()
    cluster.configure(**{"outlay.spare_tenants": None})
    wait_until(lambda: cluster.log_text().count("ERROR:  no spares today") >= 3, "it is tried again")
    time.sleep(3)
    # At once, then after 1, 2, 4 ... seconds more: nobody's processor is burnt and nobody's log is filled.
    tries = cluster.log_text().count("ERROR:  no spares today")
    assert 2 ** (tries - 1) - 1 <= time.monotonic() - begun
    assert cluster.psql(HALF_MADE, database) == ""
    assert not create(cluster, database, "Cold")
    cluster.psql("DROP TRIGGER refuse ON outlay.spare_tenant", database)
    wait_for_spares(cluster, database)


def test_drops_damaged_spares(cluster):
    """A spare that somebody has damaged is never handed out: creations pass it over, and the worker, which compares each
    with the template's script now and then, replaces it. The log names it."""
    database = cluster.create_database(extension=True)
    create(cluster, database, "First")
    wait_for_spares(cluster, database)
    first, second, third = cluster.psql("SELECT id FROM outlay.spare_tenant ORDER BY id LIMIT 3", database).split()
    cluster.psql(f"DROP TABLE tenant_{first}.organization; DROP INDEX tenant_{second}.expense_newest_idx", database)
    assert create(cluster, database, "Whole")
    assert cluster.psql("SELECT id FROM outlay.tenant WHERE name = 'Whole'", database) == third
    wait_until(lambda: cluster.psql(f"SELECT to_regnamespace('tenant_{first}'), to_regnamespace('tenant_{second}')",
                                    database) == "|", "they are gone")
    wait_for_spares(cluster, database)
    changed = cluster.psql("SELECT max(id) FROM outlay.spare_tenant", database)
    cluster.psql(f"ALTER TABLE tenant_{changed}.expense ALTER version SET DEFAULT 5;"
                 "UPDATE outlay.spare_tenant SET checked_at = now() - interval '1 hour'", database)
    wait_until(lambda: cluster.psql(f"SELECT to_regnamespace('tenant_{changed}') IS NULL", database) == "t", "it is gone")
    wait_for_spares(cluster, database)
    assert cluster.psql(HALF_MADE, database) == ""
    warnings = cluster.log_text()
    for spare in (first, second, changed):
        assert warnings.count(f"spare organization tenant_{spare} is not used") == 1


def schema_of(cluster, database, name):
    """The schema of an organization: that of whichever spare was the first one just then, or a new one."""
    return cluster.psql(f"SELECT schema FROM outlay.tenant WHERE name = '{name}'", database)


def bin_of(cluster, database):
    """The slugs of dropped organizations that are still there."""
    return cluster.psql("SELECT slug FROM outlay.tenant WHERE status = 'dropped' ORDER BY id", database).split()


def test_purges_when_the_time_is_over(cluster):
    """A dropped organization is removed for good when outlay.purge_after is over, and not before; one with very many
    tables in several transactions; never where the setting says so."""
    database = cluster.create_database(extension=True)
    for i in range(12):
        create(cluster, database, f"Dropped {i}")
    cluster.psql(f"""
        DO $$ BEGIN
            FOR i IN 1 .. 300 LOOP
                EXECUTE format('CREATE TABLE {schema_of(cluster, database, "Dropped 0")}.extra_%s (id integer PRIMARY KEY)', i);
                IF i % 100 = 0 THEN COMMIT; END IF;
            END LOOP;
        END $$;
        SELECT outlay.drop_tenant(slug) FROM outlay.tenant WHERE name <> 'Dropped 11'""", database)
    wait_until(lambda: cluster.psql("SELECT count(*) FROM outlay.purge_watch", database) == "11", "the worker has seen them")
    time.sleep(2)
    assert len(bin_of(cluster, database)) == 11
    cluster.psql(f"ALTER DATABASE {database} SET outlay.purge_after = -1")
    time.sleep(2)
    assert len(bin_of(cluster, database)) == 11
    cluster.psql(f"ALTER DATABASE {database} SET outlay.purge_after = '3s'")
    wait_until(lambda: bin_of(cluster, database) == [], "the bin is empty")
    assert cluster.psql(HALF_MADE, database) == ""
    wait_until(lambda: cluster.psql("SELECT count(*) FROM outlay.purge_watch", database) == "0", "nothing is watched")
    assert cluster.psql("SELECT name FROM outlay.list_tenants()", database) == "Dropped 11"


def test_purges_where_no_spare_can_be_made(cluster):
    """What keeps spares from being made, a rule of the house against new tables say, keeps nobody's data in the bin."""
    database = cluster.create_database(extension=True)
    cluster.configure(**{"outlay.spare_tenants": 0})
    create(cluster, database, "First")
    cluster.psql("CREATE FUNCTION public.refuse() RETURNS event_trigger LANGUAGE plpgsql AS "
                 "$$ BEGIN RAISE 'no tables today'; END $$;"
                 "CREATE EVENT TRIGGER refuse ON ddl_command_start WHEN TAG IN ('CREATE TABLE') "
                 "EXECUTE FUNCTION public.refuse();"
                 f"ALTER DATABASE {database} SET outlay.purge_after = 0", database)
    cluster.configure(**{"outlay.spare_tenants": None})
    cluster.psql("SELECT outlay.drop_tenant('first')", database)
    wait_until(lambda: bin_of(cluster, database) == [], "the bin is empty")
    assert spares(cluster, database) == 0
    assert "no tables today" in cluster.log_text()
    cluster.psql("DROP EVENT TRIGGER refuse", database)
    wait_for_spares(cluster, database)


def test_restored_backup_keeps_its_bin(cluster):
    """In a restored database the time begins anew: what was dropped long before the backup can be brought back."""
    database = cluster.create_database(extension=True)
    create(cluster, database, "Wanted back")
    cluster.psql("SELECT outlay.drop_tenant('wantedback');"
                 "UPDATE outlay.tenant SET dropped_at = now() - interval '40 days'", database)
    file = os.path.join(cluster.directory, "bin.dump")
    cluster.run("pg_dump", "-h", cluster.directory, "-U", "postgres", "-Fc", "-f", file, database)
    restored = cluster.create_database()
    cluster.run("pg_restore", "-h", cluster.directory, "-U", "postgres", "-e", "-d", restored, file)
    wait_until(lambda: cluster.psql("SELECT count(*) FROM outlay.purge_watch", restored) == "1", "the worker has seen it")
    time.sleep(2)
    assert cluster.psql("SELECT status FROM outlay.restore_tenant('wantedback')", restored) == "active"
    wait_until(lambda: cluster.psql("SELECT count(*) FROM outlay.purge_watch", restored) == "0", "nothing is watched")


def test_purge_waits_for_who_is_in_the_way(cluster):
    """What cannot be removed, because somebody reads it, keeps neither others in the bin nor spares from being made; it
    is tried again later, and the reason is there to be read."""
    database = cluster.create_database(extension=True)
    for name in ("Read", "Other"):
        create(cluster, database, name)
    table = f"{schema_of(cluster, database, 'Read')}.expense"
    reader = start(cluster, database, "BEGIN", f"SELECT count(*) FROM {table}", "SELECT pg_sleep(600)")
    try:
        wait_until(lambda: cluster.psql(f"SELECT count(*) FROM pg_locks WHERE relation = '{table}'::regclass",
                                        database) != "0", "somebody reads")
        cluster.psql(f"ALTER DATABASE {database} SET outlay.purge_after = 0")
        cluster.psql("SELECT outlay.drop_tenant(slug) FROM outlay.tenant", database)
        wait_until(lambda: bin_of(cluster, database) == ["read"], "the other one is gone")
        wait_until(lambda: cluster.psql("SELECT failures, message FROM outlay.purge_watch", database) ==
                   "1|canceling statement due to lock timeout", "the reason is told")
        again, is_later = cluster.psql("SELECT not_before, not_before >= seen_at + interval '1 minute' FROM outlay.purge_watch "
                                       "WHERE failures = 1", database).split("|")
        assert is_later == "t"
        wait_for_spares(cluster, database)
        time.sleep(3)
        assert cluster.psql(f"SELECT failures = 1 OR now() > '{again}' FROM outlay.purge_watch", database) == "t"
    finally:
        cluster.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)'")
        reader.communicate()
    cluster.psql("UPDATE outlay.purge_watch SET not_before = now()", database)
    wait_until(lambda: bin_of(cluster, database) == [], "it is gone, too")
    assert cluster.psql(HALF_MADE, database) == ""


def test_kill_in_a_purge(cluster):
    """After a kill -9 in the middle of a purge every organization is there as a whole or gone, and the rest follows."""
    database = cluster.create_database(extension=True)
    for i in range(60):
        create(cluster, database, f"Dropped {i}")
    cluster.psql(f"ALTER DATABASE {database} SET outlay.purge_after = 0")
    cluster.psql("SELECT count(outlay.drop_tenant(slug)) FROM outlay.tenant", database)
    for limit in (50, 25):
        wait_until(lambda: len(bin_of(cluster, database)) < limit, "some are gone")
        kill_all(cluster)
        cluster.start()
        assert cluster.psql(HALF_MADE, database) == ""
    wait_until(lambda: bin_of(cluster, database) == [], "the bin is empty")
    assert cluster.psql(HALF_MADE, database) == ""
