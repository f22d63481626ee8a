"""An outlayd whose only server is a standby: it reads, says that it does not write, and writes once that is promoted."""
import json
import os
import subprocess
import threading

import pytest

import harness
import mocked
import organizations
import test_v2_routes
from standby import Standby, promote

ADMIN = {"admin_listen": "127.0.0.1", "admin_port": 0}


@pytest.fixture(scope="module", name="standby")
def _standby():
    """A standby of a primary that says what is written at once."""
    with harness.Cluster(synchronous_commit="on", wal_level="replica", hot_standby="on") as primary:
        standby = Standby(primary)
        try:
            yield standby
        finally:
            standby.remove()


@pytest.fixture(scope="module", name="world")
def _world(standby):
    with organizations.Service(standby.primary) as service:
        standby.start()
        yield test_v2_routes.World(service)


@pytest.fixture(scope="module", name="shim")
def _shim(standby, world):
    standby.await_replay()
    with harness.Outlayd(standby, world.service.database, **ADMIN) as shim:
        yield shim


@test_v2_routes.calls(lambda entry: entry.method == "GET")
def test_every_read_is_answered_as_by_the_primary(standby, world, shim, call):
    """Nothing that a GET does needs to be written: a standby answers each of them, and as its primary does."""
    entry = test_v2_routes.ROUTES[call]
    person = world.somebody(call)
    arguments = entry.arguments(world, person)
    standby.await_replay()
    expected = world.send(call, arguments, person)
    found = world.send(call, arguments, person, shim=shim)
    assert found.status == expected.status == (entry.success or world.facts[call]["status"]), (found, expected)
    assert found.headers.get("content-type") == expected.headers.get("content-type")
    if entry.success:               # a refusal, which names the request
        assert found.code == expected.code
    else:
        assert found.body == expected.body


def test_writes_are_refused_with_what_to_do(standby, world, shim):
    """A write is told at once that this is a standby, whoever sends it, and whatever else might be wrong with it; and
    the connections, and with them what they have prepared, outlast it."""
    standby.await_replay()
    owner, lost = world.acme.owner, "outlayd_pg_lost_total 0"
    admin = harness.Client(shim.events("listening")[0]["admin_port"])
    for call in (("POST", "/api/v2/departments", {"name": "New"}, owner.token),
                 ("PATCH", "/api/v2/me", {"first_name": ""}, owner.token),
                 ("POST", "/api/v2/sessions", {"email": "nobody@acme.example", "password": "wrong"}, None),
                 ("DELETE", "/api/v2/sessions/current", None, "not-a-token")):
        method, path, body, token = call
        answer = shim.client(host=world.acme.host, token=token).request(method, path, body)
        assert answer.status == 503 and answer.code == "read_only", answer
        assert answer.headers["retry-after"] and "primary" in answer.json["hint"], answer
    assert lost in admin.get("/metrics").body.decode().split("\n")
    assert shim.client(host=world.acme.host, token=owner.token).get("/api/v2/me").status == 200


def test_it_is_told(shim):
    """Who sends requests here is told where they may go, and who watches what this is."""
    assert shim.client().get("/readyz").json == {"status": "ready", "writes": "refused"}
    admin = harness.Client(shim.events("listening")[0]["admin_port"])
    assert admin.get("/readyz").json == {"status": "ready", "writes": "refused"}
    assert "outlayd_standby 1" in admin.get("/metrics").body.decode().split("\n")
    assert len(shim.events("standby")) == 1


def test_routes_are_followed(standby, world, shim):
    """Nobody tells a standby that a route was published; it is served there all the same, before long."""
    world.service.psql("""
        CREATE FUNCTION public.answer_of_ours() RETURNS text LANGUAGE sql STABLE AS $$ SELECT 'ours'::text $$;
        SELECT outlay.publish('GET', '/api/ours', 'public.answer_of_ours', 'Ours', '{owner}')""")
    client = shim.client(host=world.acme.host, token=world.acme.owner.token)
    harness.wait_until(lambda: client.get("/api/ours").status == 200, "the standby's routes are read again")
    assert client.get("/api/ours").json == "ours"


def test_a_read_in_the_way_of_the_replay_is_to_be_sent_again(standby, world, shim):
    """PostgreSQL ends a query on a standby that what is replayed cannot wait for; the client is told to ask again."""
    database, answers = world.service.database, []
    world.service.psql("""
        CREATE TABLE public.watched (id int);
        CREATE FUNCTION public.watch() RETURNS bigint LANGUAGE plpgsql STABLE AS $$
            BEGIN PERFORM pg_advisory_xact_lock_shared(1); RETURN (SELECT count(*) FROM public.watched); END $$;
        CREATE FUNCTION public.look() RETURNS bigint LANGUAGE sql STABLE AS
            $$ SELECT count(*) + public.watch() FROM public.watched $$;
        GRANT SELECT ON public.watched TO PUBLIC;
        SELECT outlay.publish('GET', '/api/look', 'public.look', 'Look', '{owner}')""")
    client = shim.client(host=world.acme.host, token=world.acme.owner.token)
    harness.wait_until(lambda: client.get("/api/look").status == 200, "the standby's routes are read again")
    standby.configure(max_standby_streaming_delay="0")
    try:
        with mocked.Gate(standby, database) as gate:
            reader = threading.Thread(target=lambda: answers.append(client.get("/api/look")))
            reader.start()
            gate.await_waiting(1)
            world.service.psql("TRUNCATE public.watched")
            reader.join(harness.PATIENCE)
    finally:
        standby.configure(max_standby_streaming_delay=None)
    assert answers[0].status == 503 and answers[0].code == "busy" and answers[0].headers["retry-after"], answers
    assert client.get("/api/look").status == 200


def both(standby, world, sql):
    """What an operator is answered to a query by the primary, and by the standby when it has caught up."""
    standby.await_replay()
    return [server.psql(sql, world.service.database) for server in (standby.primary, standby)]


@pytest.mark.parametrize("sql", [
    "SELECT * FROM outlay.across_tenants('SELECT id, email FROM member ORDER BY id')",
    "SELECT slug, status, template_version, members > 0, bytes > 0 FROM outlay.fleet ORDER BY id",
    "SELECT slug, check_name, ok, detail FROM outlay.selftest()",
    "SELECT * FROM outlay.drift()",
    "SELECT count(*) FROM outlay.list_tenants()",
    "DO $$ BEGIN PERFORM outlay.use_tenant('acme'); END $$; SELECT * FROM outlay.check_balances()",
], ids=["across", "fleet", "selftest", "drift", "list", "balances"])
def test_what_operators_ask_is_answered_as_by_the_primary(standby, world, sql):
    """An operator may ask the standby, so as not to burden the primary: each answer is the same."""
    world.service.psql("ANALYZE")
    primary, answer = both(standby, world, sql)
    assert answer == primary
    assert primary or "drift" in sql or "balances" in sql


def lines_of_export(server, world):
    """What is in an export of acme, but for its time, the positions of sequences, and its checksum."""
    lines = [json.loads(line) for line in
             server.psql("SELECT * FROM outlay.export_tenant('acme')", world.service.database).split("\n")]
    del lines[0]["exported_at"], lines[-1]["sha256"]
    return [line for line in lines if "sequence" not in line]


def test_an_export_is_that_of_the_primary(standby, world):
    """All rows of an organization, as the primary has them; and the file is taken in elsewhere."""
    standby.await_replay()
    expected = lines_of_export(standby.primary, world)
    assert lines_of_export(standby, world) == expected and len(expected) > 20
    text = standby.psql("SELECT * FROM outlay.export_tenant('acme')", world.service.database)
    answer = world.service.psql(
        "CREATE TEMPORARY TABLE file (n bigint GENERATED ALWAYS AS IDENTITY, line text);\nCOPY file (line) FROM STDIN;\n"
        + text.replace("\\", "\\\\") + "\n\\.\n"
        "SELECT (outlay.import_tenant('file', name => 'Moved', slug => 'moved')).slug")
    assert answer == "moved"


def test_an_export_never_mixes_two_versions(standby, world):
    """An upgrade that comes to the standby while an export reads there is noticed at the end, since it cannot be held off."""
    tenant = "outlay.tenant SET template_version = template_version"
    database, failures = world.service.database, []

    def export():
        try:
            standby.psql("SELECT count(*) FROM outlay.export_tenant('acme')", database)
        except AssertionError as error:
            failures.append(str(error))

    def psql_waits():
        return standby.psql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ~ 'export_tenant'")

    with subprocess.Popen([os.path.join(standby.bin, "psql"), "-X", "-q", "-h", standby.primary.directory, "-U", "postgres",
                           "-d", database], stdin=subprocess.PIPE, text=True, cwd="/", **harness.unprivileged()) as upgrade:
        upgrade.stdin.write("BEGIN; LOCK TABLE tenant_1.member;\n")
        upgrade.stdin.flush()
        harness.wait_until(lambda: standby.primary.psql("SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' "
                                                        "AND relation IS NOT NULL", database) != "0", "the table is locked")
        standby.primary.psql("CREATE TABLE public.flush(); DROP TABLE public.flush", database)
        standby.await_replay()
        reader = threading.Thread(target=export)
        reader.start()
        harness.wait_until(lambda: psql_waits() != "0", "the export waits for the table")
        upgrade.stdin.write(f"UPDATE {tenant} + 1 WHERE slug = 'acme'; COMMIT;\n")
        upgrade.stdin.close()
        reader.join(harness.PATIENCE)
    assert failures and "upgraded or removed meanwhile" in failures[0], failures
    world.service.psql(f"UPDATE {tenant} - 1 WHERE slug = 'acme'")


def test_drift_is_told_as_by_the_primary(standby, world):
    """What has drifted, and what would mend it; but where the template itself has, only the primary can tell."""
    world.service.psql("COMMENT ON TABLE tenant_1.expense IS 'changed'; CREATE INDEX mine ON tenant_1.expense (amount)")
    primary, answer = both(standby, world, "SELECT * FROM outlay.drift()")
    assert answer == primary and "acme|index|mine" in answer and len(answer.split("\n")) == 2
    primary, answer = both(standby, world, "SELECT * FROM outlay.repair('acme')")
    assert answer == primary and "DROP INDEX" in answer
    world.service.psql("UPDATE outlay.tenant SET template_version = 1 WHERE slug = 'bolt'")
    standby.await_replay()
    with pytest.raises(AssertionError, match="cannot be built on a standby"):
        standby.psql("SELECT * FROM outlay.drift('bolt')", world.service.database)
    world.service.psql("UPDATE outlay.tenant SET template_version = (SELECT max(version) FROM outlay.template) WHERE slug = 'bolt';"
                       "COMMENT ON TABLE outlay_template.expense IS 'changed'")
    standby.await_replay()
    with pytest.raises(AssertionError, match="the template differs from its newest version"):
        standby.psql("SELECT * FROM outlay.drift('bolt')", world.service.database)
    world.service.psql(world.service.psql("SELECT * FROM outlay.repair(NULL)"))
    primary, answer = both(standby, world, "SELECT * FROM outlay.drift('bolt')")
    assert answer == primary == ""


def test_it_writes_once_promoted(standby, world, shim):
    """Promoted, the server is written to by the same connections, and changes of routes are told again."""
    with shim.routes_change():
        promote(standby)
    owner = shim.client(host=world.acme.host, token=world.acme.owner.token)
    assert owner.post("/api/v2/departments", {"name": "After"}).status == 201
    harness.wait_until(lambda: shim.client().get("/readyz").json == {"status": "ready"}, "it is known to take writes")
    with shim.routes_change():
        standby.psql("NOTIFY outlay_routes", world.service.database)
