"""An outlayd whose only server is a standby: it reads, says that it does not write, and writes once that is promoted."""
import pytest

import harness
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


def test_it_writes_once_promoted(standby, world, shim):
    """Promoted, the server is written to by the same connections, and changes of routes are told again."""
    with shim.routes_change():
        promote(standby)
    owner = shim.client(host=world.acme.host, token=world.acme.owner.token)
    assert owner.post("/api/v2/departments", {"name": "After"}).status == 201
    harness.wait_until(lambda: shim.client().get("/readyz").json == {"status": "ready"}, "it is known to take writes")
    with shim.routes_change():
        standby.psql("NOTIFY outlay_routes", world.service.database)
