"""From one server to another by logical replication, as docs/operations.md walks through it ("To a new server with little
downtime"): the way to a newer PostgreSQL.

The new server gets the schema, then the rows while the old one serves. What replication does not carry comes by the
commands of the document: an organization that was made meanwhile, and where the sequences are.
"""
import pytest

import harness
import organizations

# The document's queries: on the old server, what is at which row; on the new one, what the extension's script has filled.
SEQUENCES = """
SELECT format('SELECT setval(%L, %s);', format('%I.%I', schemaname, sequencename), last_value)
FROM pg_sequences WHERE last_value IS NOT NULL AND schemaname ~ '^(outlay|outlay_template|tenant_[0-9]+)$'
"""
EMPTY = """
SELECT format('TRUNCATE %s', string_agg(c.oid::regclass::text, ', ')) FROM pg_class c
WHERE c.relnamespace = 'outlay'::regnamespace AND c.relkind = 'r' \\gexec
"""
BEHIND = """
SELECT count(*) FROM pg_replication_slots WHERE slot_name = 'outlay' AND confirmed_flush_lsn >= '{lsn}'::pg_lsn
"""
# A line for each table: its rows, whatever their order.
CONTENT = """
SELECT format('SELECT %L, count(*), md5(string_agg(t::text, E''\\n'' ORDER BY t::text COLLATE "C")) FROM %s t', c.oid::regclass, c.oid::regclass)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname ~ '^(outlay|outlay_template|tenant_[0-9]+)$' ORDER BY n.nspname, c.relname \\gexec
"""


@pytest.fixture(scope="module", name="old")
def _old():
    with harness.Cluster(wal_level="logical") as cluster:
        yield cluster


@pytest.fixture(scope="module", name="new")
def _new():
    with harness.Cluster() as cluster:
        yield cluster


@pytest.fixture(name="service")
def _service(old):
    with organizations.Service(old) as service:
        yield service


def copy_schema(old, new, database, *options):
    """The roles of the old server, those that are there already left alone, and tables without rows."""
    roles = old.run("pg_dumpall", "--roles-only", "-h", old.directory, "-U", "postgres").stdout
    new.run("psql", "-X", "-q", "-h", new.directory, "-U", "postgres", "-d", "postgres", "-f", "-", input=roles)
    dump = old.run("pg_dump", "--schema-only", "--no-publications", "--no-subscriptions", *options, "-h", old.directory,
                   "-U", "postgres", database).stdout
    new.psql(dump, database)


def await_copy(new, database):
    """Returns when each table of the subscription has been copied and follows."""
    harness.wait_until(lambda: new.psql("SELECT count(*) > 0 AND bool_and(srsubstate = 'r') FROM pg_subscription_rel",
                                        database) == "t", "all tables are copied")


def await_changes(old, database):
    """Returns when the new server has all that was committed on the old one: what was so without waiting for the disk, too,
    which a commit that waits brings there."""
    old.psql("SET synchronous_commit = local; SELECT pg_current_xact_id()", database)
    lsn = old.psql("SELECT pg_current_wal_flush_lsn()", database)
    harness.wait_until(lambda: old.psql(BEHIND.format(lsn=lsn), database) == "1", "all changes have arrived")


def spend(organization, amount):
    """An expense, with all that it takes."""
    return organization.expense(amount=amount, budget=organization.budget())


def test_to_a_new_server_with_little_downtime(service, old, new):
    """Rows of before, changes of several organizations, one that is made meanwhile, and numbers that go on."""
    database = service.database
    acme, bolt = service.sign_up("Acme"), service.sign_up("Bolt")
    spend(acme, "10.00")
    acme.set_logo()

    # 1 to 3: a publication, roles and schema, the copy.
    service.psql("CREATE PUBLICATION outlay FOR ALL TABLES")
    new.create_database(database)
    copy_schema(old, new, database)
    new.psql(EMPTY, database)
    new.psql(f"CREATE SUBSCRIPTION outlay CONNECTION '{old.conninfo(database, 'postgres')}' PUBLICATION outlay", database)
    await_copy(new, database)

    # It goes on: changes of several, and of the directory.
    for organization in (acme, bolt):
        spend(organization, "20.00")
    assert bolt.owner.patch("/api/v2/organization", {"locale": "de-AT"}).status == 200
    assert acme.owner.delete("/api/v2/organization/logo").status == 204
    service.psql("SELECT outlay.rename_tenant('bolt', new_slug => 'bolts')")
    await_changes(old, database)

    # 4: an organization that was made since stops what comes, until its tables are there.
    core = service.sign_up("Core")
    spend(core, "30.00")
    copy_schema(old, new, database, "-n", "tenant_3")
    new.psql("ALTER SUBSCRIPTION outlay REFRESH PUBLICATION", database)
    await_copy(new, database)
    spend(core, "40.00")

    # 5: nobody writes any more; the rest arrives, sequences go to where they are, and the new one stands alone.
    service.shim.stop()
    await_changes(old, database)
    new.psql(service.psql(SEQUENCES), database)
    assert new.psql(CONTENT, database) == old.psql(CONTENT, database)
    new.psql("DROP SUBSCRIPTION outlay", database)

    assert new.psql("SELECT * FROM outlay.drift()", database) == ""
    assert new.psql("SELECT * FROM outlay.selftest() WHERE NOT ok AND slug IS NOT NULL", database) == ""
    assert new.psql("SELECT count(*) FROM outlay.across_tenants('SELECT 1 AS n')", database) == "3"
    for number in (1, 2, 3):
        assert new.psql(f"SET search_path = tenant_{number}, outlay, pg_temp; SELECT * FROM outlay.check_balances()", database) == ""

    # It serves: people log in as before, numbers go on where they were.
    with harness.Outlayd(new, database) as shim:
        client = shim.client(host="core.localhost")
        answer = client.post("/api/v2/sessions", {"email": core.owner.email, "password": organizations.PASSWORD})
        assert answer.status == 201, answer
        token = answer.json["access_token"]
        listed = client.get("/api/v2/expenses?sort=id", token=token).json["items"]
        assert [item["amount"] for item in listed] == ["30.00", "40.00"]
        made = client.post("/api/v2/departments", {"name": "New"}, token=token)
        assert made.status == 201 and made.json["id"] > max(item["id"] for item in client.get(
            "/api/v2/departments", token=token).json["items"][1:]), made
    assert new.psql("SELECT schema FROM outlay.create_tenant('Dock', 'office@dock.example')", database) == "tenant_4"
