"""Upgrading the fleet while things go wrong: an organization is at one version or the next, whole, and a second call
finishes what the first one did not."""
import os
import random
import subprocess

import pytest
from harness import ROOT, Cluster, unprivileged, wait_until
from test_tenant_create import kill_all
from test_tenant_dump_worker import holding

TENANTS = 200

# Organizations whose schema is not that of the version that the directory names. There are two versions.
NOT_WHOLE = """
SELECT t.slug FROM outlay.tenant t
WHERE EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass(t.schema || '.expense') AND attname = 'purpose')
    <> (t.template_version = 2)
   OR (to_regclass(t.schema || '.trip') IS NOT NULL) <> (t.template_version = 2)
   OR to_regclass(t.schema || '.expense') IS NULL
"""
BEHIND = "SELECT count(*) FROM outlay.tenant WHERE template_version < 2"
# Each step takes a while, so that there is something to interrupt.
MIGRATION = """
SELECT outlay.add_migration('trips', $$
    ALTER TABLE expense ADD COLUMN purpose varchar(20);
    CREATE TABLE trip (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name varchar(100) NOT NULL);
    DO 'BEGIN PERFORM pg_sleep(0.01); END';
$$)"""


@pytest.fixture(name="cluster", scope="module")
def fixture_cluster():
    """A server where a commit that was answered is written."""
    with Cluster(synchronous_commit="on", log_min_messages="fatal") as cluster:
        yield cluster


@pytest.fixture(name="database")
def fixture_database(cluster):
    """A database with many organizations at version 1 of a template that has two."""
    if "fleet" not in cluster.psql("SELECT datname FROM pg_database"):
        cluster.create_database("fleet")
        cluster.psql("CREATE EXTENSION outlay", "fleet")
        cluster.psql(f"@{ROOT}/tests/one_migration.sql", "fleet")
        cluster.psql("".join(f"SELECT outlay.create_tenant('Org {i}', 'a@b.cd');\n" for i in range(TENANTS)), "fleet")
        cluster.psql(MIGRATION, "fleet")
    return cluster.create_database(template="fleet")


def start_upgrade(cluster, database, arguments=""):
    """Starts a psql that upgrades."""
    return subprocess.Popen(
        [os.path.join(cluster.bin, "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=verbose",
         "-h", cluster.directory, "-U", "postgres", "-d", database, "-c", f"CALL outlay.upgrade_tenants({arguments})"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd="/", **unprivileged())


def behind(cluster, database):
    """How many organizations are behind."""
    return int(cluster.psql(BEHIND, database))


def assert_finished(cluster, database):
    """All are at the new version, whole, and equal to the template."""
    assert cluster.psql(NOT_WHOLE, database) == ""
    assert behind(cluster, database) == 0
    assert cluster.psql("""SELECT DISTINCT outlay.schema_fingerprint(schema::text::regnamespace) =
        outlay.schema_fingerprint('outlay_template') FROM outlay.tenant WHERE id % 20 = 0""", database) == "t"
    assert cluster.psql("SELECT * FROM outlay.upgrade_failure", database) == ""


def test_kill_leaves_no_half_tenant_and_a_second_call_finishes(cluster, database):
    """kill -9 of the whole server in the middle: everybody is at one version or the other, and the next call goes on."""
    random.seed(31)
    for _ in range(2):
        before = behind(cluster, database)
        upgrade = start_upgrade(cluster, database)
        wait_until(lambda: behind(cluster, database) < before - random.randint(10, 60), "the upgrade is on its way")
        kill_all(cluster)
        upgrade.communicate(timeout=600)
        assert upgrade.returncode != 0
        cluster.start()
        assert cluster.psql(NOT_WHOLE, database) == ""
        assert 0 < behind(cluster, database) <= before
    _, messages = start_upgrade(cluster, database).communicate(timeout=600)
    assert "organizations brought to version 2" in messages
    assert_finished(cluster, database)


def test_cancel_and_terminate_leave_no_half_tenant(cluster, database):
    """A call that is cancelled, or whose session is terminated, leaves whole organizations, and ends its workers."""
    for end, arguments in (("pg_cancel_backend", ""), ("pg_terminate_backend", "workers => 2")):
        before = behind(cluster, database)
        upgrade = start_upgrade(cluster, database, arguments)
        wait_until(lambda: behind(cluster, database) < before - 10, "the upgrade is on its way")
        cluster.psql(f"SELECT {end}(pid) FROM pg_stat_activity WHERE query LIKE 'CALL%' AND datname = '{database}'")
        upgrade.communicate(timeout=600)
        assert upgrade.returncode != 0
        wait_until(lambda: cluster.psql(f"""SELECT count(*) FROM pg_stat_activity
            WHERE datname = '{database}' AND pid <> pg_backend_pid()""") == "0", "the workers have ended")
        assert cluster.psql(NOT_WHOLE, database) == ""
        assert 0 < behind(cluster, database) < before
    start_upgrade(cluster, database).communicate(timeout=600)
    assert_finished(cluster, database)


def test_sessions_side_by_side_do_each_tenant_once(cluster, database):
    """Four calls at once share the work: what they did adds up to the number of organizations."""
    upgrades = [start_upgrade(cluster, database, "canaries => 0") for _ in range(4)]
    messages = [upgrade.communicate(timeout=600)[1] for upgrade in upgrades]
    assert all(upgrade.returncode == 0 for upgrade in upgrades), messages
    assert cluster.psql("SELECT sum(done) FROM outlay.upgrade_run", database) == str(TENANTS)
    assert_finished(cluster, database)


def test_a_worker_that_is_ended_leaves_its_share_to_the_others(cluster, database):
    """A worker that somebody terminates does not keep the call from finishing."""
    upgrade = start_upgrade(cluster, database, "workers => 3")
    wait_until(lambda: cluster.psql("""SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE backend_type = 'outlay upgrade'""") != "0", "there are workers")
    _, messages = upgrade.communicate(timeout=600)
    assert upgrade.returncode == 0, messages
    assert_finished(cluster, database)


# Every third organization takes the first two of three migrations and not the last one.
PARTLY = """
SELECT outlay.add_migration('trips', 'CREATE TABLE trip (id bigint PRIMARY KEY)');
SELECT outlay.add_migration('first trip', 'INSERT INTO trip VALUES (1)');
SELECT outlay.add_migration('small', 'ALTER TABLE department ADD CONSTRAINT small CHECK (name <> ''large'')')"""
PARTLY_TENANTS = 30
# Version, and whether the tables are what it says, of those where the last one fails and of the others.
PARTLY_STATE = """
CREATE FUNCTION pg_temp.state() RETURNS TABLE (fails boolean, version integer, whole boolean) LANGUAGE plpgsql AS $$
DECLARE
    t record;
    trips bigint;
BEGIN
    FOR t IN SELECT * FROM outlay.tenant ORDER BY id LOOP
        fails := t.id % 3 = 0;
        version := t.template_version;
        trips := NULL;
        IF to_regclass(t.schema || '.trip') IS NOT NULL THEN
            EXECUTE format('SELECT count(*) FROM %I.trip', t.schema) INTO trips;
        END IF;
        whole := trips IS NOT DISTINCT FROM CASE version WHEN 1 THEN NULL WHEN 2 THEN 0 ELSE 1 END
            AND EXISTS (SELECT FROM pg_constraint
                WHERE conname = 'small' AND conrelid = (t.schema || '.department')::regclass) = (version = 4);
        RETURN NEXT;
    END LOOP;
END $$;
SELECT fails, version, whole, count(*) FROM pg_temp.state() GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""


def partly_state(cluster, database):
    """Rows of whether the last migration fails, version, whether the tables are those of it, organizations."""
    return [tuple(line.split("|")) for line in cluster.psql(PARTLY_STATE, database).split("\n")]


@pytest.fixture(name="partly")
def fixture_partly(cluster):
    """A database with organizations at version 1 of a template that has four, a third of which fail at the last."""
    if "partly" not in cluster.psql("SELECT datname FROM pg_database"):
        cluster.create_database("partly")
        cluster.psql("CREATE EXTENSION outlay", "partly")
        cluster.psql(f"@{ROOT}/tests/one_migration.sql", "partly")
        cluster.psql("".join(f"SELECT outlay.create_tenant('Org {i}', 'a@b.cd');\n" for i in range(PARTLY_TENANTS)), "partly")
        cluster.psql("".join(f"""SELECT outlay.use_tenant(slug) FROM outlay.tenant WHERE id = {i};
            SELECT outlay.create_department('large');\n""" for i in range(3, PARTLY_TENANTS + 1, 3)), "partly")
        cluster.psql(PARTLY, "partly")
    return cluster.create_database(template="partly")


def assert_partly(cluster, database):
    """Those that fail at the last migration have the two before it, and the failure is told; the others have all."""
    assert partly_state(cluster, database) == [("f", "4", "t", "20"), ("t", "3", "t", "10")]
    assert cluster.psql("""SELECT DISTINCT version, name, sqlstate, given_up, count(*) OVER ()
        FROM outlay.upgrade_failure""", database) == "4|small|23514|t|10"


def test_what_fails_keeps_what_came_before_in_each_session_and_worker(cluster, partly):
    """Three calls side by side, one of them with workers: no organization is held back, and none is done twice."""
    upgrades = [start_upgrade(cluster, partly, f"canaries => 0, max_failures => 1000, workers => {n}") for n in (1, 1, 2)]
    messages = [upgrade.communicate(timeout=600)[1] for upgrade in upgrades]
    assert all(upgrade.returncode == 0 for upgrade in upgrades), messages
    assert_partly(cluster, partly)
    assert cluster.psql("SELECT sum(done) FROM outlay.upgrade_run", partly) == "20"


def test_kill_leaves_whole_versions_where_some_have_failed(cluster, partly):
    """kill -9 while the last migration of one waits for a lock: each is what its version says, and the next call goes on."""
    with holding(cluster, partly, "BEGIN", "LOCK TABLE tenant_20.department", "SELECT pg_sleep(600)"):
        upgrade = start_upgrade(cluster, partly, "canaries => 0, max_failures => 1000, lock_timeout => '1 hour'")
        wait_until(lambda: cluster.psql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
                                        "AND query LIKE 'CALL%'") == "1", "the upgrade waits for the lock")
        kill_all(cluster)
        upgrade.communicate(timeout=600)
        assert upgrade.returncode != 0
        cluster.start()
    assert all(whole == "t" for _, _, whole, _ in partly_state(cluster, partly))
    assert cluster.psql("SELECT template_version FROM outlay.tenant WHERE id = 20", partly) == "1"
    _, messages = start_upgrade(cluster, partly, "canaries => 0, max_failures => 1000").communicate(timeout=600)
    assert "10 organizations failed" in messages
    assert_partly(cluster, partly)


def test_a_lock_that_is_never_free_holds_back_one_migration(cluster, partly):
    """Given up after its retries, an organization has what needs no such lock. Once it is free it gets the rest."""
    with holding(cluster, partly, "BEGIN", "LOCK TABLE tenant_1.department", "SELECT pg_sleep(600)"):
        _, messages = start_upgrade(cluster, partly, "slugs => '{org0}', canaries => 0, retries => 1, "
                                                     "lock_timeout => '10 ms'").communicate(timeout=600)
        assert "1 organization failed" in messages
        assert cluster.psql("SELECT template_version FROM outlay.tenant WHERE id = 1", partly) == "3"
        assert cluster.psql("SELECT version, attempts, given_up, sqlstate FROM outlay.upgrade_failure", partly) == "4|2|t|55P03"
    cluster.psql("CALL outlay.upgrade_tenants(slugs => '{org0}', lock_timeout => '1 hour')", partly)
    assert cluster.psql("SELECT template_version FROM outlay.tenant WHERE id = 1", partly) == "4"
    assert cluster.psql("SELECT * FROM outlay.upgrade_failure", partly) == ""
