"""Backup and restore: a dump of everything, restored on another server, is the same installation and goes on as one.

This is the promise behind "everything of an organization is in its schema": what an operator's ordinary backup holds
is enough, and nothing that outlay adds (roles, the template, a DBA's own migrations and routes) is lost on the way.
"""
import os

import pytest
import harness
import organizations

# What two equal databases answer alike: every row of every table and the position of every sequence of every
# organization, of the template and of the directory; routes and migrations; owners and catalogues of the schemas.
STATE = """
SELECT format(CASE c.relkind WHEN 'S' THEN 'SELECT %L, last_value, is_called FROM %s' ELSE
              'SELECT %L, count(*), md5(string_agg(t::text, ''|'' ORDER BY t::text)) FROM %s t' END,
              c.oid::regclass, c.oid::regclass)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'S') AND n.nspname ~ '^(tenant_[0-9]+|outlay_template|outlay)$'
    AND c.oid::regclass::text <> 'outlay.migration'
ORDER BY c.oid::regclass::text COLLATE "C"
\\gexec
SELECT version, name, builtin, md5(up_sql) FROM outlay.migration ORDER BY version;
SELECT n.nspname, r.rolname, r.rolcanlogin, outlay.schema_fingerprint(n.oid::regnamespace)
FROM pg_namespace n JOIN pg_roles r ON r.oid = n.nspowner
WHERE n.nspname ~ '^(tenant_[0-9]+|outlay_template)$' ORDER BY 1;
SELECT id, method, path, call, roles FROM outlay.http_routes() JOIN (SELECT id, roles FROM outlay.route) r USING (id)
ORDER BY id;
"""

MIGRATION = """
SELECT outlay.add_migration('labels', $$
    CREATE TABLE label (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, expense_id bigint REFERENCES expense,
                        label text NOT NULL CHECK (label IN ('a', 'b')));
    INSERT INTO label (label) VALUES ('a');
    CREATE VIEW labelled AS SELECT e.id, l.label FROM expense e JOIN label l ON l.expense_id = e.id;
$$);
CREATE FUNCTION public.hello() RETURNS text LANGUAGE sql AS $$ SELECT 'hello from ' || split_part(current_setting('search_path'), ',', 1) $$;
SELECT outlay.publish('GET', '/api/v2/hello', 'public.hello', 'Say hello', '{owner}');
CREATE ROLE accountant LOGIN;
GRANT outlay_operator TO accountant;
"""


def spend(organization):
    """Gives an organization a department, money and two expenses over HTTP."""
    owner = organization.owner
    department = owner.post("/api/v2/departments", {"name": "Sales"}).json["id"]
    account = owner.post("/api/v2/accounts", {"name": "Bank", "initial_deposit": "1000"}).json["id"]
    budget = owner.post("/api/v2/budgets", {"account_id": account, "department_id": department,
                                            "month": "2026-11-01", "amount": "500"}).json["id"]
    for amount in ("12.50", "99.99"):
        assert owner.post("/api/v2/expenses", {"budget_id": budget, "amount": amount, "spent_on": "2026-11-22",
                                               "description": "Zoë's “taxi”"}).status == 201


def dump_and_restore(source, database, target):
    """Takes a dump as docs/operations.md says and restores it on another server, into a database of the same name."""
    roles = source.run("pg_dumpall", "--roles-only", "-h", source.directory, "-U", "postgres").stdout
    file = os.path.join(source.directory, "outlay.dump")
    source.run("pg_dump", "-h", source.directory, "-U", "postgres", "-Fc", "-f", file, database)
    # The new server has the superuser already; every other line must work.
    target.psql("\n".join(line for line in roles.splitlines() if line != "CREATE ROLE postgres;"))
    target.create_database(database)
    target.run("pg_restore", "-h", target.directory, "-U", "postgres", "--exit-on-error", "-j", "2", "-d", database, file)


@pytest.fixture(name="servers")
def _servers():
    """Two servers: one that is backed up, and a new one."""
    with harness.Cluster() as source, harness.Cluster() as target:
        yield source, target


def test_backup_restored_on_another_server_is_equal(servers):
    """Directory, schemas, rows, sequences, roles, routes, migrations and template are what they were; people log in
    with their passwords and go on spending, and every check of the installation is right."""
    source, target = servers
    with organizations.Service(source) as service:
        first = service.sign_up("First")
        spend(first)
        service.psql(MIGRATION)
        second, third = service.sign_up("Second"), service.sign_up("Third")
        spend(second)
        spend(third)
        service.psql("SELECT outlay.suspend_tenant('third'); SELECT outlay.add_host('second', 'money.second.example');"
                     "SELECT outlay.make_spare()")
        database = service.database
    dump_and_restore(source, database, target)

    assert target.psql(STATE, database) == source.psql(STATE, database)
    assert target.psql("SELECT count(*), min(slug) FROM outlay.selftest() WHERE NOT ok AND slug IS NOT NULL", database) == "0|"
    assert int(target.psql("SELECT count(*) FROM outlay.selftest()", database)) > 20
    with harness.Outlayd(target, database) as shim:
        client = shim.client(host="money.second.example")
        session = client.post("/api/v2/sessions", {"email": "owner@second.example", "password": organizations.PASSWORD})
        assert session.status == 201, session
        token = session.json["access_token"]
        answer = client.post("/api/v2/expenses", {"budget_id": 1, "amount": "1.00", "spent_on": "2026-11-22",
                                                  "description": "After the restore"}, token=token)
        assert (answer.status, answer.json["id"]) == (201, 3), answer
        assert client.get("/api/v2/hello", token=token).body.decode() == '"hello from tenant_2"'
        assert shim.client(host="third.localhost").get("/api/v2/departments", token=token).code == "suspended"
    # Numbers go on, and what is new is made from the template that was restored.
    assert target.psql("SET SESSION AUTHORIZATION accountant; SELECT t.id,"
                       " t.template_version = (SELECT max(version) FROM outlay.template),"
                       " outlay.schema_fingerprint(t.schema::text::regnamespace)"
                       " = outlay.schema_fingerprint('outlay_template')"
                       " FROM outlay.create_tenant('Fourth', 'a@b.cd') t", database) == "4|t|t"
    assert target.psql("SELECT slug FROM outlay.use_tenant('fourth'); SELECT label FROM label", database) == "fourth\na"


def test_restored_without_owners(servers):
    """A dump restored with --no-owner on a server without the roles serves nobody as its superuser; the script that
    docs/operations.md takes from repair() gives every organization its own role again."""
    source, target = servers
    with organizations.Service(source) as service:
        spend(service.sign_up("First"))
        service.sign_up("Second")
        service.psql(MIGRATION)
        database = service.database
    file = os.path.join(source.directory, "outlay.dump")
    source.run("pg_dump", "-h", source.directory, "-U", "postgres", "-Fc", "-f", file, database)
    target.create_database(database)
    target.psql("CREATE ROLE outlay_web LOGIN; CREATE ROLE outlay_operator", "postgres")
    target.run("pg_restore", "-h", target.directory, "-U", "postgres", "--no-owner", "-d", database, file)

    refused = ("SELECT string_agg(slug || ' ' || check_name, ',' ORDER BY slug) FROM outlay.selftest() WHERE NOT ok AND slug IS NOT NULL")
    assert target.psql(refused, database) == "first owner,second owner"
    script = target.psql("SELECT outlay.repair(NULL) UNION ALL SELECT outlay.repair(slug) FROM outlay.tenant"
                         " WHERE to_regnamespace(schema::text) IS NOT NULL", database)
    target.psql(script, database)
    assert target.psql("SELECT count(*) FROM outlay.drift()", database) == "0"
    assert target.psql(refused, database) == ""
    assert target.psql("SELECT slug FROM outlay.use_tenant('first'); SELECT count(*) FROM outlay.list_expenses()",
                       database) == "first\n2"


@pytest.mark.parametrize("part", [[], ["-n", "tenant_1"]], ids=["out of all", "dumped alone"])
def test_one_organization_restored_by_itself(servers, part):
    """One organization is brought back out of a dump while the others go on: what was lost by mistake in one does not
    cost everybody a day."""
    source, _ = servers
    with organizations.Service(source) as service:
        lost, other = service.sign_up("Lost"), service.sign_up("Other")
        spend(lost)
        spend(other)
        state = ("SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM tenant_1.expense t;"
                 "SELECT outlay.schema_fingerprint('tenant_1')")
        before = service.psql(state)
        file = os.path.join(source.directory, "dump")
        source.run("pg_dump", "-h", source.directory, "-U", "postgres", "-Fc", *part, "-f", file, service.database)
        service.psql("DELETE FROM tenant_1.expense")
        assert lost.owner.post("/api/v2/departments", {"name": "Too late"}).status == 201
        assert other.owner.post("/api/v2/departments", {"name": "Stays"}).status == 201

        source.run("pg_restore", "-h", source.directory, "-U", "postgres", "-n", "tenant_1", "--clean",
                   "--exit-on-error", "--single-transaction", "-d", service.database, file)
        assert service.psql(state) == before
        assert [item["name"] for item in lost.owner.get("/api/v2/departments").json["items"]] == ["Sales"]
        assert len(other.owner.get("/api/v2/departments").json["items"]) == 2
        assert service.psql("SELECT count(*) FROM outlay.selftest() WHERE NOT ok AND slug IS NOT NULL") == "0"
