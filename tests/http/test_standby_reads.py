"""GETs at a standby: none misses what was acknowledged before it came, and nobody need know that there is a standby.

The replay of the standby is paused and resumed here, so that what it has not replayed stays so for as long as a test
needs. Nothing depends on how quick it is: a read waits for it as long as it takes (read_patience), but in the tests of what
happens when it is late.
"""
import contextlib
import itertools
import os
import signal
import socket
import threading

import pytest

import harness
import organizations
import test_v2_routes
from standby import Standby, promote
from test_events import Listener
from test_standby_lost import Later, lost

ADMIN = {"admin_listen": "127.0.0.1", "admin_port": 0}
FOREVER = "30min"


@pytest.fixture(scope="module", name="standby")
def _standby():
    with harness.Cluster(synchronous_commit="on", wal_level="replica", hot_standby="on", autovacuum="off",
                         wal_retrieve_retry_interval="100ms") as primary:
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


def reading(server, world, read_patience=FOREVER, **settings):
    """An outlayd that reads at another server than that of the service."""
    service = world.service
    return harness.Outlayd(service.cluster, service.database, conninfo_read=server.conninfo(service.database),
                           read_patience=read_patience, loops=1, connections=3, **ADMIN,
                           **{"statement_timeout": "1h", **settings})


@pytest.fixture(scope="module", name="shim")
def _shim(standby, world):
    with reading(standby, world) as shim:
        await_readers(shim)
        yield shim


def counted(shim):
    """How many reads the standby has answered, and how many the primary in its place."""
    lines = harness.Client(shim.events("listening")[0]["admin_port"]).get("/metrics").body.decode().split("\n")
    numbers = dict(line.rsplit(" ", 1) for line in lines if line and line[0] != "#")
    return int(numbers["outlayd_standby_reads_total"]), int(numbers["outlayd_standby_passed_total"])


def await_readers(shim):
    """Returns when all connections are there: three to each server, the two that ask, and none that is opened."""
    shim.await_metric('outlayd_pg_connections{state="idle"}', 8)


def await_reads(shim, client):
    """Returns when reads come to the standby again."""
    before = counted(shim)[0]
    harness.wait_until(lambda: client.get("/api/v2/me").status == 200 and counted(shim)[0] > before,
                       "the standby is read at")
    await_readers(shim)


@contextlib.contextmanager
def paused(standby):
    """The standby replays nothing in the block."""
    standby.await_replay()
    standby.psql("SELECT pg_wal_replay_pause()")
    harness.wait_until(lambda: standby.psql("SELECT pg_get_wal_replay_pause_state()") == "paused", "the replay is paused")
    try:
        yield
    finally:
        standby.psql("SELECT pg_wal_replay_resume()")


def await_held(standby, count=1):
    """Returns when so many reads wait for the replay."""
    harness.wait_until(lambda: standby.psql("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' "
                                            "AND query ~ '^CALL outlay.reach_wal'") == str(count),
                       f"{count} reads wait at the standby")


def owner_at(shim, acme):
    """The owner of an organization, as a client of an outlayd."""
    return harness.Client(shim.port, acme.host, acme.owner.token)


@test_v2_routes.calls(lambda entry: entry.method == "GET" and entry.path != "/api/v2/events")
def test_every_read_is_answered_at_the_standby_as_by_the_primary(world, shim, call):
    """The whole API: what succeeds is answered there, what is refused is asked of the primary again."""
    entry = test_v2_routes.ROUTES[call]
    person = world.somebody(call)
    arguments = entry.arguments(world, person)
    expected = world.send(call, arguments, person)
    before = counted(shim)
    found = world.send(call, arguments, person, shim=shim)
    assert found.status == expected.status, (found, expected)
    assert found.headers.get("content-type") == expected.headers.get("content-type")
    assert found.code == expected.code if found.status >= 400 else found.body == expected.body
    read, passed = (after - early for after, early in zip(counted(shim), before))
    assert (read, passed) == ((1, 0) if found.status < 400 else (0, 1))


def test_who_writes_reads_what_he_has_written(world, shim):
    """Through the same outlayd, at once, a hundred times; by a member and by somebody else."""
    owner, colleague = owner_at(shim, world.acme), harness.Client(shim.port, world.acme.host, world.acme.admin.token)
    before = counted(shim)
    for number in range(100):
        made = owner.post("/api/v2/departments", {"name": f"Read {number}"})
        assert made.status == 201, made
        found = (colleague if number % 2 else owner).get(f"/api/v2/departments/{made.json['id']}")
        assert found.status == 200 and found.json == made.json, found
    assert counted(shim) == (before[0] + 100, before[1])


def test_a_read_waits_for_what_another_outlayd_wrote(standby, world, shim):
    """While the standby has not replayed it, the read is not answered; then it shows it."""
    owner = owner_at(shim, world.acme)
    with paused(standby):
        made = world.acme.owner.post("/api/v2/departments", {"name": "Written elsewhere"})
        read = Later(owner, "GET", f"/api/v2/departments/{made.json['id']}")
        await_held(standby)
        assert read.answer is None
    assert read.wait().json == made.json


def test_a_log_out_holds_at_once(standby, world, shim):
    """A session that was ended at the primary is no longer one for the standby, however far that is behind."""
    token = world.acme.owner.log_in_again().token
    assert harness.Client(shim.port, world.acme.host, token).get("/api/v2/me").status == 200
    with paused(standby):
        assert harness.Client(world.service.shim.port, world.acme.host, token).delete(
            "/api/v2/sessions/current").status == 204
        read = Later(harness.Client(shim.port, world.acme.host, token), "GET", "/api/v2/me")
        await_held(standby)
    assert read.wait().status == 401


def test_commits_that_do_not_wait_for_the_disk_are_not_missed(standby, world):
    """With synchronous_commit off a write is acknowledged before it is flushed."""
    setting = f"ALTER DATABASE {world.service.database} "
    world.service.psql(setting + "SET synchronous_commit = off")
    try:
        with reading(standby, world) as shim:
            await_readers(shim)
            owner = owner_at(shim, world.acme)
            for number in range(50):
                made = owner.post("/api/v2/departments", {"name": f"Unflushed {number}"})
                assert owner.get(f"/api/v2/departments/{made.json['id']}").json == made.json
            assert counted(shim) == (50, 0)
    finally:
        world.service.psql(setting + "RESET synchronous_commit")


@pytest.mark.parametrize("event", ["behind", "stopped"])
def test_the_primary_reads_where_the_standby_cannot(standby, world, event):
    """Behind or gone: every read is answered, with what was written last, and it is told; then the standby reads again."""
    with reading(standby, world, read_patience="1ms" if event == "behind" else FOREVER) as shim:
        owner = owner_at(shim, world.acme)
        await_readers(shim)
        with paused(standby) if event == "behind" else lost(standby):
            before = counted(shim)
            for number in range(20):
                made = owner.post("/api/v2/departments", {"name": f"{event} {number}"})
                found = owner.get(f"/api/v2/departments/{made.json['id']}")
                assert found.status == 200 and found.json == made.json, found
            assert counted(shim) == (before[0], before[1] + 20)
            assert len(shim.events("standby_left")) == 1 or event == "stopped"
        standby.await_replay()
        if event == "stopped":
            await_reads(shim, owner)


def test_sessions_ended_at_the_standby_cost_no_read(standby, world, shim):
    """Whoever ends all of them, again and again: each read is answered, by the standby or by the primary."""
    stop, found = threading.Event(), []

    def read():
        client = owner_at(shim, world.acme)
        while not stop.is_set():
            found.append(client.get("/api/v2/departments").status)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(10):
        so_far = len(found)
        standby.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'outlay_web'")
        harness.wait_until(lambda: len(found) > so_far + 8, "reads go on")  # pylint: disable=cell-var-from-loop
    stop.set()
    for thread in threads:
        thread.join(harness.PATIENCE)
    assert set(found) == {200}
    await_reads(shim, owner_at(shim, world.acme))


def test_a_client_that_goes_gives_its_connection_back(standby, world, shim):
    """What waits at the standby for somebody who has gone is cancelled."""
    await_readers(shim)
    with paused(standby):
        world.acme.department()
        clients = [socket.create_connection(("127.0.0.1", shim.port)) for _ in range(3)]
        for client in clients:
            client.sendall(f"GET /api/v2/me HTTP/1.1\r\nHost: {world.acme.host}\r\n"
                           f"Authorization: Bearer {world.acme.owner.token}\r\n\r\n".encode())
        await_held(standby, 3)
        for client in clients:
            client.close()
        await_readers(shim)
        await_held(standby, 0)
    before = counted(shim)
    assert owner_at(shim, world.acme).get("/api/v2/me").status == 200
    assert counted(shim) == (before[0] + 1, before[1])


@contextlib.contextmanager
def stopped(server, which):
    """Backends of a server do nothing in the block."""
    pids = [int(pid) for pid in server.psql(f"SELECT pid FROM pg_stat_activity WHERE {which}").split()]
    assert pids
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


def test_a_standby_that_hangs_holds_no_read(standby, world):
    """Its processes do nothing any more, and nobody says that they are gone: the primary reads, in time."""
    with reading(standby, world, read_patience="20ms", statement_timeout="10s") as shim:
        await_readers(shim)
        with stopped(standby, "usename = 'outlay_web'"):
            reads = [Later(owner_at(shim, world.acme), "GET", "/api/v2/me") for _ in range(5)]
            assert [read.wait().status for read in reads] == [200] * 5


def test_who_asks_the_primary_may_hang(standby, world):
    """The primary reads, and the standby does again when the question has been given up."""
    with reading(standby, world, read_patience="9s", statement_timeout="10s") as shim:
        owner = owner_at(shim, world.acme)
        await_reads(shim, owner)
        with stopped(standby.primary, "query ~ 'outlay.wal_position' AND usename = 'outlay_web'"):
            read = Later(owner, "GET", "/api/v2/me")
            assert read.wait().status == 200
            await_reads(shim, owner)


def test_a_read_that_waits_holds_up_no_replay(standby, world, shim):
    """What is replayed may wait for whoever could still see what it removes; a read that waits for it sees nothing yet."""
    await_readers(shim)
    before = counted(shim)
    with paused(standby):
        department = world.acme.department()["id"]
        world.service.psql(f"UPDATE department SET name = name || ' again' WHERE id = {department}", world.acme.slug)
        world.service.psql("VACUUM department", world.acme.slug)
        read = Later(owner_at(shim, world.acme), "GET", f"/api/v2/departments/{department}")
        await_held(standby)
    assert read.wait().json["name"].endswith(" again")
    assert counted(shim) == (before[0] + 1, before[1])


def test_more_reads_than_connections(standby, world, shim):
    """Those that find none idle go to the primary, at once."""
    await_readers(shim)
    with paused(standby):
        world.acme.department()
        waiting = [Later(owner_at(shim, world.acme), "GET", "/api/v2/me") for _ in range(3)]
        await_held(standby, 3)
        before = counted(shim)
        assert [owner_at(shim, world.acme).get("/api/v2/me").status for _ in range(5)] == [200] * 5
        assert counted(shim) == (before[0], before[1] + 5)
    assert [read.wait().status for read in waiting] == [200] * 3


def test_events_stay_with_the_primary(world, shim):
    """Their listeners are asked for together, each second or so, which is nothing that a standby need take over."""
    before = counted(shim)
    person = owner_at(shim, world.acme)
    with Listener(person) as listener:
        made = person.post("/api/v2/departments", {"name": "Told"})
        assert listener.take(1)[0]["entity_id"] == made.json["id"]
    assert counted(shim) == before


def test_another_server_is_never_read_at(standby, world):
    """A standby that has become a primary of its own, and one of another database system."""
    database, apart = world.service.database, Standby(standby.primary)
    with harness.Cluster() as stranger:
        stranger.psql(f"CREATE DATABASE {database}")
        stranger.psql("CREATE EXTENSION outlay", database)
        try:
            apart.start()
            promote(apart)
            for number, server in enumerate((apart, stranger)):
                with reading(server, world, read_patience="10ms") as shim:
                    await_readers(shim)
                    owner = owner_at(shim, world.acme)
                    for again in itertools.count():
                        made = owner.post("/api/v2/departments", {"name": f"Apart {number} {again}"})
                        assert owner.get(f"/api/v2/departments/{made.json['id']}").json == made.json
                        if shim.events("standby_left"):
                            break
                    assert counted(shim)[0] == 0
        finally:
            apart.remove()
