"""Expenses that come again, made by the worker: each day once, whoever is killed, suspended or in the way."""
import pytest
from harness import Cluster, wait_until
from test_tenant_create import kill_all
from test_tenant_life import start

# Days of an organization's recurring expenses that have not exactly one expense, from the first that was due to today.
NOT_ONCE = """
SELECT count(*) FROM generate_series((SELECT min(first_on) FROM recurring), outlay.today(), interval '1 day') d
WHERE (SELECT count(*) FROM expense e WHERE e.spent_on = d AND e.recurring_id IS NOT NULL) <> (SELECT count(*) FROM recurring)
"""


@pytest.fixture(name="cluster")
def fixture_cluster():
    """A server with the worker, which makes no spares meanwhile."""
    with Cluster(synchronous_commit="on", shared_preload_libraries="outlay",
                 **{"outlay.spare_tenants": "0", "outlay.worker_interval": "1"}) as cluster:
        yield cluster


def organization(cluster, database, slug, days=0, recurring=1):
    """An organization with expenses that come again every day, the first of them so many days ago, as if nobody had been there."""
    cluster.psql(f"""
        SELECT schema FROM outlay.create_tenant('{slug}', 'a@b.cd', slug => '{slug}') \\gset
        SELECT FROM outlay.use_tenant('{slug}');
        SELECT FROM create_department('Sales');
        SELECT FROM create_account('Bank', 1000000);
        SELECT FROM create_budget(1, 1, (outlay.today() - 400), 100000, until => outlay.today() + 40);
        BEGIN;
        SELECT create_recurring(1, 1, 'Coffee ' || n, 'day', outlay.today()) FROM generate_series(1, {recurring}) n;
        UPDATE :schema.recurring SET first_on = outlay.today() - {days}, next_on = outlay.today() - {days};
        COMMIT;""", database)


def ask(cluster, database, slug, question):
    """What one organization answers."""
    return cluster.psql(f"DO $$ BEGIN PERFORM outlay.use_tenant('{slug}'); END $$; {question}", database)


def wait_until_made(cluster, database, slug):
    """Waits until each day has its expenses."""
    wait_until(lambda: ask(cluster, database, slug, NOT_ONCE) == "0", f"what is due in {slug} is made")
    assert ask(cluster, database, slug, "SELECT count(*) FROM check_balances()") == "0"


def test_makes_what_is_due_and_looks_nowhere_else(cluster):
    """What is due is made soon, and days that nobody was there for are made up for. An organization without any is not
    looked at; one that is suspended waits until it is back, and one in the bin until it is restored."""
    database = cluster.create_database(extension=True)
    cluster.psql("SELECT outlay.create_tenant('Nothing', 'a@b.cd')", database)
    organization(cluster, database, "busy", days=3)
    wait_until_made(cluster, database, "busy")
    assert cluster.psql("SELECT slug FROM outlay.recurring_watch w JOIN outlay.tenant t ON t.id = w.tenant_id", database) == "busy"
    for away, back in (("suspend_tenant", "resume_tenant"), ("drop_tenant", "restore_tenant")):
        cluster.psql(f"SELECT FROM outlay.{away}('busy')", database)
        schema = cluster.psql("SELECT schema FROM outlay.tenant WHERE slug = 'busy'", database)
        cluster.psql(f"DELETE FROM {schema}.expense; UPDATE {schema}.budget SET spent = 0;"
                     f"UPDATE {schema}.recurring SET next_on = first_on, last_on = NULL;"
                     "UPDATE outlay.recurring_watch SET due_at = '-infinity'", database)
        # Another one is made meanwhile, so the worker has been there and passed it over.
        organization(cluster, database, f"beside-{away[:4]}")
        wait_until_made(cluster, database, f"beside-{away[:4]}")
        assert cluster.psql(f"SELECT count(*) FROM {schema}.expense", database) == "0"
        cluster.psql(f"SELECT FROM outlay.{back}('busy')", database)
        wait_until_made(cluster, database, "busy")


def test_kill_makes_no_day_twice(cluster):
    """After kill -9 of everything, in the middle and beside an operator who does the same by hand, each day has exactly
    one expense."""
    database = cluster.create_database(extension=True)
    for i in range(3):
        organization(cluster, database, f"killed{i}", days=150, recurring=2)
    made = "SELECT count(*) FROM expense WHERE recurring_id IS NOT NULL"
    for limit in (20, 160):
        hands = [start(cluster, database, "SELECT FROM outlay.use_tenant('killed1')", *["SELECT run_recurring(5)"] * 20) for _ in range(2)]
        wait_until(lambda limit=limit: int(ask(cluster, database, "killed1", made)) > limit, "some are made")
        kill_all(cluster)
        for hand in hands:
            hand.communicate()
        cluster.start()
    for i in range(3):
        wait_until_made(cluster, database, f"killed{i}")
        assert ask(cluster, database, f"killed{i}", made) == str(2 * 151)


def test_one_that_fails_keeps_nobody_from_theirs(cluster):
    """An organization in which it cannot be done, because a trigger of somebody's refuses, say, is tried later and later,
    with the reason to be read; others have theirs, and so has it, once it can be done."""
    database = cluster.create_database(extension=True)
    cluster.configure(**{"outlay.worker_interval": 3600})
    organization(cluster, database, "failing", days=-1)
    schema = cluster.psql("SELECT schema FROM outlay.tenant WHERE slug = 'failing'", database)
    cluster.psql(f"CREATE FUNCTION {schema}.refuse() RETURNS trigger LANGUAGE plpgsql AS "
                 "$$ BEGIN RAISE 'not today' USING ERRCODE = 'XX001'; END $$; "
                 f"CREATE TRIGGER refuse BEFORE INSERT ON {schema}.expense EXECUTE FUNCTION {schema}.refuse();"
                 f"UPDATE {schema}.recurring SET first_on = first_on - 1, next_on = next_on - 1;"
                 "UPDATE outlay.recurring_watch SET due_at = now()", database)
    cluster.configure(**{"outlay.worker_interval": 1})
    organization(cluster, database, "fine")
    wait_until_made(cluster, database, "fine")
    wait_until(lambda: cluster.psql("SELECT message FROM outlay.recurring_watch w JOIN outlay.tenant t ON t.id = w.tenant_id "
                                    "WHERE slug = 'failing' AND failures > 0", database) == "not today", "the reason is told")
    assert "expenses that come again could not be made" in cluster.log_text()
    cluster.psql(f"DROP FUNCTION {schema}.refuse() CASCADE; UPDATE outlay.recurring_watch SET due_at = now()", database)
    wait_until_made(cluster, database, "failing")
    assert cluster.psql("SELECT count(*) FROM outlay.recurring_watch WHERE failures > 0", database) == "0"


def test_ten_thousand_organizations_are_one_look(cluster):
    """Where nothing is due the worker reads no row of those that have something later, however many they are."""
    database = cluster.create_database(extension=True)
    organization(cluster, database, "only")
    wait_until_made(cluster, database, "only")
    cluster.psql("""
        INSERT INTO outlay.tenant (organization_id, slug, name, business_email, template_version)
            SELECT 'ZZZ-' || n, 'many' || n, 'Many ' || n, 'a@b.cd', 1 FROM generate_series(10001, 20000) n;
        INSERT INTO outlay.recurring_watch (tenant_id, due_at) SELECT id, now() + interval '1 day' FROM outlay.tenant WHERE slug LIKE 'many%';
        ANALYZE outlay.tenant, outlay.recurring_watch""", database)
    read = "SELECT seq_tup_read + coalesce(idx_tup_fetch, 0), idx_scan FROM pg_stat_all_tables WHERE relid = 'outlay.recurring_watch'::regclass"
    before, scans = map(int, cluster.psql(read, database).split("|"))
    wait_until(lambda: int(cluster.psql(read, database).split("|")[1]) >= scans + 3, "the worker has looked three times")
    after, scans_now = map(int, cluster.psql(read, database).split("|"))
    assert after - before <= 10 * (scans_now - scans)


def test_dump_goes_on(cluster):
    """A restored database makes what became due since the dump, and no day twice."""
    database = cluster.create_database(extension=True)
    organization(cluster, database, "dumped", days=2)
    wait_until_made(cluster, database, "dumped")
    file = f"{cluster.directory}/again.dump"
    cluster.run("pg_dump", "-h", cluster.directory, "-U", "postgres", "-Fc", "-f", file, database)
    restored = cluster.create_database()
    cluster.run("pg_restore", "-h", cluster.directory, "-U", "postgres", "-e", "-d", restored, file)
    assert cluster.psql("SELECT count(*) FROM outlay.recurring_watch WHERE due_at > now()", restored) == "1"
    schema = cluster.psql("SELECT schema FROM outlay.tenant", restored)
    cluster.psql(f"DELETE FROM {schema}.expense WHERE spent_on = (SELECT max(last_on) FROM {schema}.recurring);"
                 f"UPDATE {schema}.budget SET spent = spent - 1;"
                 f"UPDATE {schema}.recurring SET next_on = last_on, last_on = last_on - 1;"
                 "UPDATE outlay.recurring_watch SET due_at = now()", restored)
    wait_until_made(cluster, restored, "dumped")
