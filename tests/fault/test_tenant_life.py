"""Cloning, snapshots, drops and purges while the server is killed: each is there as a whole or not at all, nothing that
was answered is lost, and calling again finishes the work."""
import os
import random
import subprocess

import pytest

import harness
from harness import Cluster, unprivileged
from test_tenant_create import HALF_MADE, kill_all

ORIGINAL = """
SELECT outlay.create_tenant('Original', 'office@original.example');
SELECT outlay.use_tenant('original');
SELECT outlay.create_department('Sales'), outlay.create_account('Bank', 2000000);
SELECT outlay.create_budget(1, 1, '2026-03-01', 1900000);
SELECT count(outlay.create_expense(1, i, '2026-03-01', 'Expense ' || i)) FROM generate_series(1, 1500) i;
SELECT outlay.create_snapshot('original', 'First');
"""

# Besides what is half made: a clone or a snapshot that lacks rows, a snapshot without a schema or the other way round.
LACKING = HALF_MADE.replace("LIKE 'tenant\\_%'", "~ '^tenant_[0-9]+$'") + """
UNION ALL
SELECT 'clone without rows', t.schema FROM outlay.tenant t
WHERE t.name LIKE 'Clone%' AND (xpath('/row/c/text()', query_to_xml(format(
    'SELECT count(*) AS c FROM %I.expense', t.schema), false, true, '')))[1]::text <> '1500'
UNION ALL
SELECT 'snapshot without rows', s.schema FROM outlay.tenant_snapshot s
WHERE to_regnamespace(s.schema) IS NULL OR (xpath('/row/c/text()', query_to_xml(format(
    'SELECT count(*) AS c FROM %I.expense', s.schema), false, true, '')))[1]::text <> '1500'
UNION ALL
SELECT 'schema without snapshot', n.nspname FROM pg_namespace n
WHERE n.nspname LIKE '%\\_snapshot\\_%' AND NOT EXISTS (SELECT FROM outlay.tenant_snapshot s WHERE s.schema = n.nspname)
"""

# What the original has must never change: not by a restored snapshot that was interrupted, either.
CHECKSUM = "SELECT md5(string_agg(e::text, '|' ORDER BY id)), count(*) FROM tenant_1.expense e"


@pytest.fixture(name="cluster")
def fixture_cluster():
    """A server where a commit that was answered is written; fsync matters to a machine's crash alone."""
    with Cluster(synchronous_commit="on", max_connections="130", log_min_messages="fatal") as cluster:
        yield cluster


def start(cluster, database, *statements, user="postgres"):
    """Starts a psql; what it prints was answered."""
    arguments = [argument for statement in statements for argument in ("-c", statement)]
    return subprocess.Popen(
        [os.path.join(cluster.bin, "psql"), "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1",
         "-h", cluster.directory, "-U", user, "-d", database, *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd="/", **unprivileged())


def test_kill_leaves_whole_organizations(cluster):
    """After a kill -9 in the middle of clones, snapshots, restores, drops and purges everything that is there is whole,
    and what was answered is done."""
    database = cluster.create_database(extension=True)
    cluster.psql(ORIGINAL, database)
    checksum = cluster.psql(CHECKSUM, database)
    random.seed(22)
    answers = set()
    for number in range(3):
        for i in range(6):
            cluster.psql(f"SELECT outlay.create_tenant('Drop {number} {i}', 'a@b.cd', slug => 'drop-{number}-{i}')", database)
        work = [start(cluster, database, f"SELECT name FROM outlay.clone_tenant('original', 'Clone {number} {i}')")
                for i in range(6)]
        work += [start(cluster, database, f"SELECT label FROM outlay.create_snapshot('original', 'Snapshot {number} {i}')")
                 for i in range(3)]
        work += [start(cluster, database, f"SELECT slug FROM outlay.drop_tenant('drop-{number}-{i}')") for i in range(6)]
        work += [start(cluster, database, *["CALL outlay.purge_tenants('0 s')"] * 3)]
        work += [start(cluster, database, *["SELECT 'x' FROM outlay.restore_snapshot('original', 'First')"] * 5)]
        ended = random.randint(6, 10)
        harness.wait_until(lambda: sum(process.poll() is not None for process in work) >= ended, "some of it is done")
        kill_all(cluster)
        for process in work:
            answers.update(process.communicate(timeout=600)[0].splitlines())
        cluster.start()

        assert cluster.psql(LACKING, database, variables={"newest": 1000}) == ""
        assert cluster.psql(CHECKSUM, database) == checksum
        known = set(cluster.psql("SELECT name FROM outlay.tenant UNION SELECT label FROM outlay.tenant_snapshot",
                                 database).splitlines())
        assert {answer for answer in answers if answer.startswith(("Clone", "Snapshot"))} <= known
        kept = set(cluster.psql("SELECT slug FROM outlay.tenant WHERE status <> 'dropped'", database).splitlines())
        assert not {answer for answer in answers if answer.startswith("drop-")} & kept
    assert len(answers) > 10

    cluster.psql("CALL outlay.purge_tenants('0 s')", database)
    assert cluster.psql("SELECT count(*) FROM outlay.tenant WHERE status = 'dropped'", database) == "0"
    cluster.psql("SELECT outlay.drop_tenant(slug) FROM outlay.tenant WHERE slug <> 'original'", database)
    cluster.psql("CALL outlay.purge_tenants('0 s')", database)
    assert cluster.psql("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'tenant%'"
                        " AND nspname NOT LIKE 'tenant\\_1%'", database) == "0"
    assert cluster.psql("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'outlay_tenant%'", database) == "1"
    assert cluster.psql("SELECT count(*) FROM outlay.selftest() WHERE NOT ok AND slug IS NOT NULL", database) == "0"


def test_purge_of_many_tables_goes_on_after_a_kill(cluster):
    """An organization with more tables than one transaction should lock is removed in parts; half of it gone, it cannot
    be restored, and the next purge removes the rest. The lock table is no larger than a new server's."""
    database = cluster.create_database(extension=True)
    cluster.psql("""
        SELECT outlay.create_tenant('Large', 'a@b.cd');
        DO $$ BEGIN
            FOR i IN 1 .. 600 LOOP
                EXECUTE format('CREATE TABLE tenant_1.extra_%s (id integer PRIMARY KEY)', i);
                IF i % 100 = 0 THEN COMMIT; END IF;
            END LOOP;
        END $$;
        SELECT outlay.drop_tenant('large');""", database)
    purge = start(cluster, database, "CALL outlay.purge_tenants('0 s', relations_per_transaction => 40)")
    left = "SELECT count(*) FROM pg_class WHERE relname LIKE 'extra%'"
    harness.wait_until(lambda: int(cluster.psql(left, database)) <= 1100, "some of it is gone")
    kill_all(cluster)
    purge.communicate(timeout=600)
    cluster.start()
    assert 0 < int(cluster.psql(left, database)) <= 1100
    with pytest.raises(AssertionError, match="is being purged"):
        cluster.psql("SELECT outlay.restore_tenant('large')", database)
    assert cluster.psql("CALL outlay.purge_tenants()", database) == "1"
    assert cluster.psql("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'tenant%'", database) == "0"
