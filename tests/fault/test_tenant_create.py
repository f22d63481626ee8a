"""Creating organizations while things go wrong: whatever happens, an organization is there as a whole or not at all."""
import os
import random
import signal
import subprocess

import pytest
from harness import Cluster, unprivileged, wait_until

# What is half made: a row without schema or role, a schema or a role without a row, a schema unlike the template.
HALF_MADE = """
WITH schemas AS (
    SELECT n.nspname AS schema, r.rolname AS role FROM pg_namespace n JOIN pg_roles r ON r.oid = n.nspowner
    WHERE n.nspname LIKE 'tenant\\_%'
), template AS MATERIALIZED (
    SELECT outlay.schema_fingerprint(to_regnamespace('outlay_template')) AS fingerprint
)
SELECT 'row without schema', t.schema::text FROM outlay.tenant t WHERE to_regnamespace(t.schema) IS NULL
UNION ALL
SELECT 'schema without row', s.schema FROM schemas s WHERE NOT EXISTS (
    SELECT FROM outlay.tenant t WHERE t.schema = s.schema)
UNION ALL
SELECT 'role without schema', r.rolname FROM pg_roles r WHERE r.rolname LIKE 'outlay\\_tenant\\_%' AND NOT EXISTS (
    SELECT FROM schemas s WHERE s.role = r.rolname)
UNION ALL
SELECT 'schema unlike the template', t.schema
FROM (SELECT schema FROM outlay.tenant ORDER BY id DESC LIMIT :newest) t, template
WHERE outlay.schema_fingerprint(t.schema::text::regnamespace) <> template.fingerprint
"""


@pytest.fixture(name="cluster")
def fixture_cluster():
    """A server where a commit that was answered is written; fsync matters to a machine's crash alone."""
    with Cluster(synchronous_commit="on", max_connections="130", log_min_messages="fatal") as cluster:
        yield cluster


def half_made(cluster, database, newest):
    """What is half made in a database; so many of the newest schemas are compared with the template."""
    return cluster.psql(HALF_MADE, database, variables={"newest": newest})


def check_indexes(cluster, database):
    """Has PostgreSQL check every B-tree of the newest organizations, and uses indexes of one table, and the one of tags."""
    if cluster.psql("SELECT count(*) FROM pg_available_extensions WHERE name = 'amcheck'", database) == "1":
        cluster.psql("""
            CREATE EXTENSION IF NOT EXISTS amcheck;
            SELECT bt_index_parent_check(i.indexrelid, true)
            FROM (SELECT schema FROM outlay.tenant ORDER BY id DESC LIMIT 10) t
                JOIN pg_class c ON c.relnamespace = t.schema::text::regnamespace
                JOIN pg_index i ON i.indrelid = c.oid JOIN pg_class x ON x.oid = i.indexrelid AND x.relkind = 'i'
                JOIN pg_am a ON a.oid = x.relam AND a.amname = 'btree';
            """, database)
    assert cluster.psql("""
        BEGIN;
        SELECT FROM outlay.tenant t, outlay.use_tenant(t.slug) WHERE t.id = (SELECT max(id) FROM outlay.tenant);
        INSERT INTO department (name) SELECT 'Department ' || i FROM generate_series(1, 1000) i;
        SET LOCAL enable_seqscan = off;
        SELECT count(*) FROM department WHERE lower(name) LIKE 'department %' AND archived_at IS NULL;
        SELECT count(*) FROM department WHERE id IN (SELECT id FROM department WHERE lower(name) = 'department 777');
        INSERT INTO account (name) VALUES ('Bank');
        INSERT INTO budget (account_id, department_id, month, amount)
            SELECT a.id, (SELECT max(id) FROM department), '2026-11-01', 1 FROM account a WHERE a.name = 'Bank';
        INSERT INTO expense (budget_id, amount, spent_on, description, tags)
            SELECT b.id, 1, '2026-11-01', 'Tagged', ARRAY['Tag ' || i, 'All'] FROM (SELECT max(id) AS id FROM budget) b, generate_series(1, 1000) i;
        SET LOCAL enable_indexscan = off;
        SELECT count(*) FROM expense WHERE outlay.fold_each(tags) && '{all}';
        SELECT count(*) FROM expense WHERE outlay.fold_each(tags) && '{tag 777,nothing}';
        ROLLBACK;
        """, database).split() == ["1000", "1", "1000", "1"]


def names(cluster, database):
    """The organizations that are there."""
    return set(cluster.psql("SELECT name FROM outlay.tenant", database).splitlines())


def start_creation(cluster, database, name, timeout=0):
    """Starts a psql that creates one organization; it is cancelled after so many milliseconds."""
    return subprocess.Popen(
        [os.path.join(cluster.bin, "psql"), "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-v", "VERBOSITY=verbose",
         "-h", cluster.directory, "-U", "postgres", "-d", database,
         "-c", f"SET statement_timeout = {timeout}",
         "-c", f"SELECT name FROM outlay.create_tenant('{name}', 'office@example.org')"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd="/", **unprivileged())


def kill_all(cluster):
    """kill -9 of the postmaster and of every process of it, as a machine that stops would."""
    pid = cluster.pid()
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
        pids = [pid, *map(int, file.read().split())]
    for process in pids:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            pass
    wait_until(lambda: not any(is_alive(process) for process in pids), "the server's processes are gone")


def is_alive(pid):
    """Whether a process runs; a zombie does not."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_kill_leaves_no_half_tenant(cluster):
    """After a kill -9 in the middle of a hundred creations all that was answered is there, whole, and nothing else is
    there in part; creating goes on."""
    database = cluster.create_database(extension=True)
    random.seed(20)
    answered = set()
    for round_number in range(3):
        goal = len(names(cluster, database)) + random.randint(1, 40)
        creations = [start_creation(cluster, database, f"Round {round_number} number {i}") for i in range(100)]
        wait_until(lambda goal=goal: len(names(cluster, database)) >= goal, "some of them are there")
        kill_all(cluster)
        for creation in creations:
            answered.update(line for line in creation.communicate(timeout=600)[0].splitlines() if line)
        cluster.start()
        assert half_made(cluster, database, 50) == ""
        check_indexes(cluster, database)
        assert answered <= names(cluster, database)
        assert cluster.psql(f"SELECT slug FROM outlay.create_tenant('After round {round_number}', 'a@b.cd')",
                            database) == f"afterround{round_number}"


def test_cancel_leaves_no_half_tenant(cluster):
    """A creation that is cancelled at any moment, also while the template is built, leaves nothing."""
    database = cluster.create_database(extension=True)
    random.seed(21)
    results = []
    for batch in range(20):
        creations = [start_creation(cluster, database, f"Cancelled {batch}-{i}", timeout=random.randint(1, 150))
                     for i in range(8)]
        results += [creation.communicate(timeout=600) for creation in creations]
        assert half_made(cluster, database, 8) == ""
        if batch == 5:
            results.append(start_creation(cluster, database, "Not cancelled").communicate(timeout=600))
    assert all(out or "57014" in err for out, err in results)
    assert half_made(cluster, database, 80) == ""
    assert int(cluster.psql("SELECT count(*) FROM outlay.tenant", database)) == sum(bool(out) for out, err in results)
    assert cluster.psql("SELECT slug FROM outlay.create_tenant('Last', 'a@b.cd')", database) == "last"
    assert half_made(cluster, database, 5) == ""


def test_one_name_a_hundred_times(cluster):
    """Of a hundred sessions that want the same name, one gets it and the others are told so; also when none of them
    finds the template there yet."""
    database = cluster.create_database(extension=True)
    creations = [start_creation(cluster, database, "Wanted") for _ in range(100)]
    results = [creation.communicate(timeout=600) for creation in creations]
    assert sum(out == "Wanted\n" for out, err in results) == 1
    refused = [err for out, err in results if not out]
    assert len(refused) == 99
    for err in refused:
        assert 'ERROR:  23505: organization name "Wanted" is in use' in err
        assert "DETAIL:  name: taken: tenant with this name already exists." in err
    assert half_made(cluster, database, 1) == ""
