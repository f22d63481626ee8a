"""Everything that makes, changes or removes an organization, cancelled at random moments or ended by kill -9: nothing is
there by half, nothing that was answered is lost, and a second call finishes the work."""
import random
import time

import pytest
from harness import Cluster, wait_until
from test_tenant_create import kill_all
from test_tenant_life import CHECKSUM, LACKING, ORIGINAL, start

IMPORT = """
CREATE TABLE public.file (n bigint GENERATED ALWAYS AS IDENTITY, line text);
INSERT INTO public.file (line) SELECT outlay.export_tenant('original');
"""
# Cancels whoever is called a victim, now and then.
CANCELLER = """
DO $$ BEGIN
    LOOP
        PERFORM pg_cancel_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'victim' AND state = 'active' AND random() < 0.2;
        PERFORM pg_stat_clear_snapshot(), pg_sleep(0.02 + random() * 0.1);
    END LOOP;
END $$"""


@pytest.fixture(name="cluster")
def fixture_cluster():
    """A server where a commit that was answered is written; fsync matters to a machine's crash alone."""
    with Cluster(synchronous_commit="on", max_connections="130", log_min_messages="fatal") as cluster:
        yield cluster


@pytest.fixture(name="database")
def fixture_database(cluster):
    """A database with an organization that has rows, a snapshot of it, and its export in a table."""
    name = cluster.create_database(extension=True)
    cluster.psql(ORIGINAL + IMPORT, name)
    return name


def lacking(cluster, database):
    """What is there by half; of the newest organizations the catalogues, too."""
    return cluster.psql(LACKING, database, variables={"newest": 12})


def names(cluster, database, condition="true"):
    """The names of organizations."""
    return set(cluster.psql(f"SELECT name FROM outlay.tenant WHERE {condition}", database).splitlines())


def test_cancel_leaves_nothing_by_half(cluster, database):
    """Creations, clones, imports, snapshots, restores, renames, drops and purges are cancelled at random moments; the
    original is never touched, and each call that was not answered can be made again."""
    checksum = cluster.psql(CHECKSUM, database)
    statements = [[f"SELECT name FROM outlay.create_tenant('Created {i} {{0}}', 'a@b.cd', slug => 'created-{i}-{{0}}')",
                   f"SELECT name FROM outlay.clone_tenant('original', 'Clone {i} {{0}}')",
                   f"SELECT name FROM outlay.import_tenant('public.file', 'Clone imported {i} {{0}}')",
                   f"SELECT label FROM outlay.create_snapshot('original', 'Snapshot {i} {{0}}')",
                   "SELECT count(*) FROM outlay.restore_snapshot('original', 'First')",
                   f"SELECT name FROM outlay.rename_tenant('created-{i}-{{0}}', 'Renamed {i} {{0}}')",
                   f"SELECT name FROM outlay.drop_tenant('created-{i}-{{0}}')",
                   "CALL outlay.purge_tenants('0 s')"] for i in range(4)]
    canceller = start(cluster, database, CANCELLER)
    victims = []
    for i in range(4):
        rounds = [statement.format(round_number) for round_number in range(3) for statement in statements[i]]
        victims.append(start(cluster, database, "SET application_name = victim", "\\set ON_ERROR_STOP off",
                             "SET client_min_messages = error", *rounds))
    outputs = [victim.communicate(timeout=600) for victim in victims]
    cluster.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'DO $$ BEGIN%LOOP%'"
                 " OR query LIKE '%pg_cancel_backend(pid) FROM%' AND pid <> pg_backend_pid()")
    canceller.communicate(timeout=600)

    assert sum(errors.count("canceling statement due to user request") for _, errors in outputs) >= 10
    assert lacking(cluster, database) == ""
    assert cluster.psql(CHECKSUM, database) == checksum
    answered = {line for out, _ in outputs for line in out.splitlines() if line.startswith("Clone")}
    assert answered <= names(cluster, database)
    cluster.psql("SELECT count(outlay.drop_tenant(slug)) FROM outlay.tenant WHERE name <> 'Original' AND status <> 'dropped'",
                 database)
    cluster.psql("CALL outlay.purge_tenants('0 s')", database)
    assert names(cluster, database) == {"Original"}
    assert lacking(cluster, database) == ""
    assert cluster.psql("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'outlay_tenant%'", database) == "1"
    assert cluster.psql("SELECT count(*) FROM outlay.drift()", database) == "0"


def test_kill_in_200_imports(cluster, database):
    """kill -9 in the middle of 200 imports."""
    random.seed(41)
    work = [start(cluster, database, *[f"SELECT name FROM outlay.import_tenant('public.file', 'Clone {i} {j}')"
                                       for j in range(25)]) for i in range(8)]
    wait_until(lambda: len(names(cluster, database)) > 10, "imports are on their way")
    time.sleep(random.uniform(0, 1))
    kill_all(cluster)
    answered = {line for process in work for line in process.communicate(timeout=600)[0].splitlines()}
    cluster.start()
    assert lacking(cluster, database) == ""
    assert len(answered) > 5 and answered <= names(cluster, database)
    assert cluster.psql("SELECT name FROM outlay.import_tenant('public.file', 'After the kill')", database) == "After the kill"


RESTORED = """
SELECT slug, outlay.create_department('Sales') IS NULL, outlay.create_account('Bank', 1000) IS NULL,
    outlay.create_budget(1, 1, '2026-03-01', 900) IS NULL FROM outlay.use_tenant('{0}');
SELECT count(outlay.create_expense(1, 1, '2026-03-01', 'Expense ' || i)) FROM generate_series(1, 100) i;
SELECT outlay.create_snapshot('{0}', 'First');
"""
# Of each organization: its expenses, those of the snapshot, what the budget says.
STATES = """
SELECT row ->> 'expenses', row ->> 'kept', row ->> 'spent' FROM outlay.across_tenants($$
    SELECT count(*) AS expenses, count(*) FILTER (WHERE description LIKE 'Expense%') AS kept,
        (SELECT sum(spent)::integer FROM budget) AS spent FROM expense$$)
"""


def restores(cluster, database):
    """How often each organization went back to its snapshot."""
    counts = cluster.psql("SELECT slug, row ->> 'n' FROM outlay.across_tenants("
                          "$$SELECT count(*) AS n FROM audit WHERE action = 'restored'$$)", database)
    return {slug: int(count) for slug, count in (line.split("|") for line in counts.splitlines())}


def test_kill_in_200_restores(cluster):
    """kill -9 in the middle of 200 restores of snapshots, twice: each organization is as in its snapshot, or as it was
    before the restore, and no restore that was answered is lost."""
    database = cluster.create_database(extension=True)
    slugs = [f"restored{i}" for i in range(8)]
    for slug in slugs:
        cluster.psql(f"SELECT outlay.create_tenant('{slug}', 'a@b.cd'); {RESTORED.format(slug)}", database)
    random.seed(19)
    for _ in range(2):
        before = restores(cluster, database)
        work = {slug: start(cluster, database, f"SELECT count(*) FROM outlay.use_tenant('{slug}')",
                            *[f"SELECT '{slug}' FROM outlay.restore_snapshot('{slug}', 'First')",
                              "SELECT count(outlay.create_expense(1, 1, '2026-03-02', 'Later ' || i)) "
                              "FROM generate_series(1, 5) i"] * 25) for slug in slugs}
        goal = sum(before.values()) + 10
        wait_until(lambda goal=goal: sum(restores(cluster, database).values()) > goal, "restores are on their way")
        time.sleep(random.uniform(0, 0.3))
        kill_all(cluster)
        answered = {slug: process.communicate(timeout=600)[0].splitlines().count(slug) for slug, process in work.items()}
        cluster.start()
        after = restores(cluster, database)
        assert all(after[slug] >= before[slug] + answered[slug] for slug in slugs)
        assert 5 < sum(answered.values()) < 200
        assert set(cluster.psql(STATES, database).splitlines()) <= {"100|100|100", "105|100|105"}
        assert cluster.psql("SELECT count(*) FROM outlay.selftest() WHERE NOT ok AND slug IS NOT NULL", database) == "0"


def test_kill_in_200_drops_and_their_purge(cluster):
    """kill -9 in the middle of 200 drops, and then of their purge."""
    database = cluster.create_database(extension=True)
    cluster.psql("SELECT outlay.create_tenant('Original', 'a@b.cd')", database)
    cluster.psql("".join(f"SELECT outlay.create_tenant('Dropped {i}', 'a@b.cd');\n" for i in range(200)), database)
    slugs = cluster.psql("SELECT slug FROM outlay.tenant WHERE name <> 'Original'", database).split()
    work = [start(cluster, database, *[f"SELECT name FROM outlay.drop_tenant('{slug}')" for slug in slugs[i::4]])
            for i in range(4)]
    wait_until(lambda: len(names(cluster, database, "status = 'dropped'")) > 10, "drops are on their way")
    kill_all(cluster)
    answered = {line for process in work for line in process.communicate(timeout=600)[0].splitlines()}
    cluster.start()
    assert answered <= names(cluster, database, "status = 'dropped'")
    assert lacking(cluster, database) == ""

    cluster.psql("SELECT count(outlay.drop_tenant(slug)) FROM outlay.tenant WHERE name <> 'Original' AND status <> 'dropped'",
                 database)
    for left in (150, 100):
        purges = [start(cluster, database, "CALL outlay.purge_tenants('0 s')") for _ in range(2)]
        wait_until(lambda: len(names(cluster, database)) < left, "a purge is on its way")
        kill_all(cluster)
        for purge in purges:
            purge.communicate(timeout=600)
        cluster.start()
        assert lacking(cluster, database) == ""
    cluster.psql("CALL outlay.purge_tenants('0 s')", database)
    assert names(cluster, database) == {"Original"}
    assert lacking(cluster, database) == ""
