"""With outlay.early_release many spend from one budget at once, and still nobody is told of what is not yet safe.

Without it a flush of the log lasts as long as the lock on the budget's row, and flushes come one after the other. So
locks end before the wait; what must not change is that an answer tells of a commit that lasts, and that a budget is
never overspent.
"""
import contextlib
import os
import subprocess

import pytest

import harness

TENANT = """
SELECT outlay.create_tenant('Early Ltd', 'office@early.example');
SELECT outlay.use_tenant('earlyltd');
SELECT outlay.create_department('Sales');
SELECT outlay.create_account('Bank', 1000000);
SELECT outlay.create_budget(1, 1, '2024-05-01', 900000);
SELECT outlay.create_budget(1, 1, '2024-05-01', 7);
"""
PATH = "tenant_1, outlay, pg_temp"
SPEND = "SELECT id FROM create_expense({budget}, 1, '2024-05-02', 'Early');\n"


@pytest.fixture(name="cluster")
def _cluster():
    with harness.Cluster(synchronous_commit="on", wal_writer_delay="10s", **{"outlay.early_release": "on"}) as cluster:
        yield cluster


@pytest.fixture(name="database")
def _database(cluster):
    """A database with an organization that has a budget with much and one with little."""
    name = cluster.create_database(extension=True)
    cluster.psql(TENANT, name)
    return name


def ask(cluster, database, sql):
    """The answer of one query for the organization."""
    return cluster.psql(f"SET search_path = {PATH}; {sql}", database)


@contextlib.contextmanager
def spending(cluster, database, settings, text, count):
    """Sessions that send a text each; gives them with the files of what they have been answered. Ends them."""
    sessions = []
    commands = os.path.join(cluster.directory, f"{database}.sql")
    with open(commands, "w", encoding="ascii") as file:
        file.write(text)
    os.chmod(commands, 0o644)
    try:
        for number in range(count):
            path = os.path.join(cluster.directory, f"{database}.answers{number}")
            with open(path, "w", encoding="ascii") as answers:
                session = subprocess.Popen(
                    [os.path.join(cluster.bin, "psql"), "-X", "-A", "-t", "-q", "-h", cluster.directory, "-U", "postgres",
                     "-d", database, "-f", commands], stdin=subprocess.DEVNULL, stdout=answers, stderr=subprocess.DEVNULL,
                    env={**os.environ, "PGOPTIONS": "-c search_path=" + PATH.replace(" ", "\\ ") + settings})
            sessions.append((session, path))
        yield sessions
    finally:
        for session, _ in sessions:
            session.kill()
            session.wait()


def answered(path):
    """The lines that a session was answered whole."""
    with open(path, encoding="ascii") as file:
        return [line for line in file.read().split("\n")[:-1] if line]


def waiting(cluster, event):
    """How many sessions wait for something."""
    return int(cluster.psql(f"SELECT count(*) FROM pg_stat_activity WHERE wait_event = '{event}'"))


@pytest.mark.parametrize("early", ["on", "off"])
def test_only_the_wait_for_a_standby_is_shared(cluster, database, early):
    """A standby that does not come holds up both who spend, one behind the row of the other unless locks end early."""
    cluster.configure(synchronous_standby_names="nobody")
    # Until the checkpointer has told of the standby nobody waits for it.
    with spending(cluster, database, f" -c outlay.early_release={early}", SPEND.format(budget=1) * 20000, 2) as sessions:
        if early == "on":
            harness.wait_until(lambda: waiting(cluster, "SyncRep") == 2, "both wait for the standby")
        else:
            harness.wait_until(lambda: waiting(cluster, "SyncRep") == 1 and waiting(cluster, "transactionid") == 1,
                               "one waits for the standby and one for the first")
        told = [len(answered(path)) for _, path in sessions]
        spent = int(ask(cluster, database, "SELECT spent::integer FROM get_budget(1)"))
        assert sum(told) <= spent - (2 if early == "on" else 0)
        cluster.configure(synchronous_standby_names=None)
        harness.wait_until(lambda: all(len(answered(path)) > before for (_, path), before in zip(sessions, told)),
                           "both are answered")


def test_a_crash_keeps_what_was_answered(cluster, database):
    """kill -9 while many spend from one budget: every expense that somebody was told of is there, the balance is right."""
    with spending(cluster, database, "", SPEND.format(budget=1) * 20000, 6) as sessions:
        harness.wait_until(lambda: all(len(answered(path)) > 20 for _, path in sessions), "all have spent")
        cluster.kill()
        for session, _ in sessions:
            session.wait(harness.PATIENCE)
        told = {line for _, path in sessions for line in answered(path)}
    cluster.start()
    there = set(ask(cluster, database, "SELECT id FROM expense").split())
    assert told <= there, sorted(told - there)
    assert ask(cluster, database, "SELECT count(*) FROM check_balances()") == "0"


def test_a_budget_is_never_overspent(cluster, database):
    """Of many who spend at once just as many succeed as there is money for."""
    with spending(cluster, database, "", SPEND.format(budget=2) * 5, 6) as sessions:
        for session, _ in sessions:
            session.wait(harness.PATIENCE)
        assert sum(len(answered(path)) for _, path in sessions) == 7
    assert ask(cluster, database, "SELECT spent::integer FROM get_budget(2)") == "7"
    assert ask(cluster, database, "SELECT count(*) FROM check_balances()") == "0"


def test_what_fails_at_its_end_leaves_the_session_as_it_was(cluster, database):
    """A commit that is refused puts synchronous_commit back, so that what the session commits next is safe, too."""
    text = f"""SET search_path = {PATH};
        BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT sum(spent) FROM budget; {SPEND.format(budget=1)}
        SAVEPOINT s; {SPEND.format(budget=1)} ROLLBACK TO s; COMMIT; SHOW synchronous_commit;
        BEGIN; {SPEND.format(budget=1)} ROLLBACK; SHOW synchronous_commit;
        CREATE TABLE late (id int PRIMARY KEY DEFERRABLE INITIALLY DEFERRED);
        BEGIN; {SPEND.format(budget=1)} INSERT INTO late VALUES (1), (1);
        \\set ON_ERROR_STOP 0
        COMMIT;
        SHOW synchronous_commit;
        SELECT pg_current_wal_insert_lsn() AS before \\gset
        {SPEND.format(budget=1)}
        SELECT pg_current_wal_flush_lsn() > :'before'::pg_lsn;"""
    lines = cluster.psql(text, database).split("\n")
    assert lines.count("on") == 3 and lines[-1] == "t", lines
