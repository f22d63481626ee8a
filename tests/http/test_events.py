"""Live events: who hears what, that nothing is lost whatever breaks, and that listeners cost what they may."""
import concurrent.futures
import http.client
import json
import os
import signal
import socket
import time

import pytest

import harness
import organizations

# How often the server looks here, and how soon a change must be heard of then.
SETTINGS = {"stream_interval": "50ms", "stream_heartbeat": "400ms", "send_timeout": "1s"}


@pytest.fixture(scope="module", name="service")
def _service():
    with harness.Cluster(synchronous_commit="on") as cluster:
        with organizations.Service(cluster, may_fail=True, **SETTINGS) as service:
            yield service


@pytest.fixture(name="acme")
def _acme(service):
    return service.sign_up(service.name("Acme"))


class Listener:
    """One stream: reads events one by one, and knows the last id, as a browser's EventSource does."""

    def __init__(self, person, last=None, token=None, host=None, seconds=harness.PATIENCE, query="", path="/api/v2/events"):
        self.connection = http.client.HTTPConnection("127.0.0.1", person.port, timeout=seconds)
        headers = {"Host": host or person.host, "Authorization": f"Bearer {token or person.token}"}
        if last is not None:
            headers["Last-Event-ID"] = str(last)
        self.connection.request("GET", path + query, headers=headers)
        self.response = self.connection.getresponse()
        self.status, self.last, self.comments = self.response.status, last, 0

    def __enter__(self):
        self.read()
        return self

    def __exit__(self, *_):
        self.connection.close()

    def read(self):
        """The next block: its data decoded, {} for an id or a comment alone, None at the end of the stream."""
        assert self.status == 200, (self.status, self.response.read())
        data = {}
        while True:
            line = self.response.readline().decode()
            if not line:
                return None
            name, _, value = line.rstrip("\n").partition(": ")
            if name == "id":
                self.last = value
            elif name == "data":
                data = json.loads(value)
            elif line == ":\n":
                self.comments += 1
            elif line == "\n":
                return data

    def next(self):
        """The next event; None at the end of the stream."""
        begun = time.monotonic()
        while (data := self.read()) == {}:
            assert time.monotonic() - begun < harness.PATIENCE
        return data

    def take(self, count):
        """The next so many events."""
        return [self.next() for _ in range(count)]

    def ends(self, seconds=3.0):
        """Whether the stream ends by itself, soon and properly."""
        watch = harness.Watch()
        while self.read() is not None:
            assert watch.seconds() < seconds
        return True


def kinds(events):
    """Type and number of events."""
    return [(event["type"], event["entity_id"]) for event in events]


def test_a_change_is_heard_of(acme):
    """Something changes, and whoever listens knows at once what, but not how it looks: that the API tells."""
    with Listener(acme.owner) as listener:
        assert listener.response.getheader("Content-Type") == "text/event-stream"
        assert listener.response.getheader("Cache-Control") == "no-store"
        department = acme.department()
        watch = harness.Watch()
        event = listener.next()
        assert watch.seconds() < 2
        assert event == {"id": int(listener.last), "type": "department.created", "entity_id": department["id"],
                         "version": 1}
        assert acme.owner.delete(f"/api/v2/departments/{department['id']}").status == 204
        assert listener.next()["type"] == "department.deleted"


def test_each_role_hears_what_it_may_read(acme):
    """A log-in stands in the audit, which members cannot read; so they do not hear of it either."""
    people = [acme.member, acme.auditor]
    with Listener(people[0]) as member, Listener(people[1]) as auditor:
        acme.client().post("/api/v2/sessions", {"email": acme.owner.email, "password": organizations.PASSWORD})
        acme.department()
        assert auditor.next()["type"] == "session.logged_in"
        assert auditor.next()["type"] == member.next()["type"] == "department.created"


def test_another_organization_hears_nothing(service, acme):
    """Neither a token from elsewhere nor the same moment leads into another organization's stream."""
    bolt = service.sign_up(service.name("Bolt"))
    assert Listener(acme.owner, token=bolt.owner.token).status == 401
    with Listener(bolt.owner) as bolts, Listener(acme.owner) as acmes:
        mine, other = acme.department(), bolt.department()
        assert kinds(acmes.take(1)) == [("department.created", mine["id"])]
        assert kinds(bolts.take(1)) == [("department.created", other["id"])]


def test_resume(acme):
    """Whoever comes back with the last id gets what happened meanwhile, each event once, in order."""
    with Listener(acme.owner) as listener:
        acme.department()
        listener.next()
        last = listener.last
    made = [acme.department()["id"] for _ in range(5)]
    for resumed in (Listener(acme.owner, last), Listener(acme.owner, query=f"?last_event_id={last}"),
                    # An EventSource whose address has a position sends its newer one as a header.
                    Listener(acme.owner, last, query="?last_event_id=1")):
        events = resumed.take(5)
        assert kinds(events) == [("department.created", id) for id in made]
        assert [event["id"] for event in events] == sorted(event["id"] for event in events)
        resumed.connection.close()


def test_many_missed_events(service, acme):
    """More than one answer's worth is caught up with, piece by piece."""
    with Listener(acme.owner) as listener:
        last = listener.last
    service.psql("SELECT count(outlay.create_department('D' || n)) FROM generate_series(1, 1700) n", acme.slug)
    with concurrent.futures.ThreadPoolExecutor() as pool:
        def read(start):
            resumed = Listener(acme.owner, start)
            ids = [event["id"] for event in resumed.take(1700)]
            resumed.connection.close()
            return ids
        lists = list(pool.map(read, [last] * 4))
    assert all(ids == list(range(int(last) + 1, int(last) + 1701)) for ids in lists)


@pytest.mark.parametrize("last", ["x", "-", "1.5", "99999999999999999999", "1 OR 1=1", ""])
def test_malformed_position(acme, last):
    """What is no id is refused, like any other argument of a wrong type."""
    answer = acme.owner.get("/api/v2/events", headers={"Last-Event-ID": last})
    assert answer.status == 422 and answer.fields() == {"last_event_id": "wrong_type"}, answer


def test_position_that_is_not_there(acme):
    """After the restoration of an older backup the client must know that what it has seen is void."""
    with Listener(acme.owner, 10 ** 9) as listener:
        assert int(listener.last) < 10 ** 9
    assert Listener(acme.owner, 10 ** 9).next()["type"] == "stream.reset"


def test_negotiation(acme):
    """A client that takes no stream is told so before it gets one; HEAD has no body and opens nothing."""
    assert acme.owner.get("/api/v2/events", headers={"Accept": "application/json"}).status == 406
    assert acme.owner.get("/api/v2/events", headers={"Accept": "text/event-stream"}).status == 200
    for _ in range(30):
        answer = acme.owner.request("HEAD", "/api/v2/events")
        assert answer.status == 200 and answer.headers["content-type"] == "text/event-stream"
    assert acme.owner.post("/api/v2/events", {}).status == 405


def test_heartbeat(acme):
    """A silent stream shows that it lives, so that proxies keep it and clients notice when it does not."""
    with Listener(acme.owner) as listener:
        begun, watch = time.monotonic(), harness.Watch()
        while listener.comments < 3:
            assert listener.read() == {}
        assert time.monotonic() - begun > 0.7 and watch.seconds() < 5


@pytest.mark.parametrize("others", [0, 1])
def test_a_session_that_ends(acme, others):
    """Who logs out, or is logged out, hears nothing more, also where another of his role goes on listening."""
    grant = acme.client().post("/api/v2/sessions", {"email": acme.owner.email, "password": organizations.PASSWORD}).json
    more = [Listener(acme.owner) for _ in range(others)]
    with Listener(acme.owner, token=grant["access_token"]) as listener:
        assert acme.client().delete("/api/v2/sessions/current", token=grant["access_token"]).status == 204
        assert listener.ends()
    for listener in more:
        acme.department()
        while listener.next()["type"] != "department.created":
            pass
        listener.connection.close()


def test_a_role_that_changes(acme):
    """Who may no longer read the audit hears no more of what only its readers hear."""
    with Listener(acme.auditor) as listener:
        assert acme.owner.put(f"/api/v2/members/{acme.auditor.id}/role", {"role": "member"}).status == 200
        deadline = time.monotonic() + 1.5
        while time.monotonic() < deadline and listener.read() is not None:
            pass
        acme.client().post("/api/v2/sessions", {"email": acme.owner.email, "password": organizations.PASSWORD})
        acme.department()
        while (event := listener.next()) and event["type"] != "department.created":
            assert event["type"] != "session.logged_in"


def test_a_role_that_rises_is_shared_with_nobody(service, acme):
    """Who may read more from now on does not bring it to those with whom the stream has shared its questions."""
    risen, other = acme.member, acme.join("member")
    with harness.Outlayd(service.cluster, service.database, **SETTINGS, loops=1) as shim:
        risen.port = other.port = shim.port
        with Listener(risen) as more, Listener(other) as less:
            assert acme.owner.put(f"/api/v2/members/{risen.id}/role", {"role": "auditor"}).status == 200
            assert more.ends()
            assert less.next()["type"] == "member.role_changed"
            acme.client().post("/api/v2/sessions", {"email": acme.owner.email, "password": organizations.PASSWORD})
            acme.department()
            assert less.next()["type"] == "department.created"
            resumed = Listener(risen, more.last)
            assert [event["type"] for event in resumed.take(3)] == [
                "member.role_changed", "session.logged_in", "department.created"]
            resumed.connection.close()


def log_out(_, person, __):
    assert person.delete("/api/v2/sessions/current").status == 204


def end_one_session(_, person, again):
    mine = [session["id"] for session in again.get("/api/v2/sessions").json["items"] if not session["current"]]
    assert person.id and all(again.delete(f"/api/v2/sessions/{id}").status == 204 for id in mine)


def end_other_sessions(_, __, again):
    assert again.delete("/api/v2/sessions").status == 204


def end_member_sessions(acme, person, _):
    assert acme.owner.delete(f"/api/v2/members/{person.id}/sessions").status == 204


def deactivate(acme, person, _):
    assert acme.owner.post(f"/api/v2/members/{person.id}/deactivate").status == 200


def change_role(acme, person, _):
    assert acme.owner.put(f"/api/v2/members/{person.id}/role", {"role": "auditor"}).status == 200


def change_password(_, __, again):
    assert again.put("/api/v2/me/password", {"old_password": organizations.PASSWORD,
                                             "new_password": "four green kettles"}).status in (200, 204)


def reset_password(acme, person, _):
    issued = acme.owner.post(f"/api/v2/members/{person.id}/password-reset")
    assert issued.status == 201, issued
    assert acme.client().post("/api/v2/password-resets/accept", {
        "reset_token": issued.json["token"], "password": "five white bowls"}).status in (200, 201, 204)


def refresh(acme, person, _):
    assert acme.client().post("/api/v2/sessions/refresh", {"refresh_token": person.refresh_token}).status in (200, 201)


def expire(acme, person, _):
    acme.service.psql(f"""UPDATE session SET access_until = now() + interval '1 s' WHERE id = (
                          SELECT min(id) FROM session WHERE member_id = {person.id})""", acme.slug)


@pytest.mark.parametrize("way", [log_out, end_one_session, end_other_sessions, end_member_sessions, deactivate,
                                 change_role, change_password, reset_password, refresh, expire],
                         ids=lambda way: way.__name__)
def test_the_end_of_a_session_is_the_end_of_its_stream(service, acme, way):
    """However a session, a membership or a role ends: its stream ends with it, though another asks for both."""
    leader, person, last = acme.join("member"), acme.join("member"), acme.join("member")
    again = person.log_in_again()
    # No sign of life and no other news shall be the reason; the first in the list asks for all three.
    with harness.Outlayd(service.cluster, service.database, loops=1, stream_interval="50ms",
                         stream_heartbeat="10min") as shim:
        leader.port = person.port = last.port = shim.port
        with Listener(leader) as one, Listener(person) as two, Listener(last) as three:
            department = acme.department()
            for listener in (one, two, three):
                while listener.next()["entity_id"] != department["id"]:
                    pass
            person.port = acme.owner.port
            way(acme, person, again)
            assert two.ends()
            seen = acme.department()
            for listener in (one, three):
                while (event := listener.next())["entity_id"] != seen["id"] or event["type"] != "department.created":
                    assert event["type"].startswith(("member.", "session."))


def test_nobody_hears_what_came_behind_his_end(service, acme):
    """What happens after the end of a session is not heard in its stream, however soon it follows."""
    leader, person = acme.join("auditor"), acme.join("auditor")
    with harness.Outlayd(service.cluster, service.database, loops=1, stream_interval="300ms",
                         stream_heartbeat="10min") as shim:
        with Listener(leader, seconds=20) as _:
            pass
        leader.port = person.port = shim.port
        with Listener(leader) as one, Listener(person) as two:
            service.psql(f"DO $$ BEGIN PERFORM outlay.end_member_sessions({person.id}); END $$;"
                         "SELECT outlay.create_department('Behind the end')", acme.slug)
            while (event := one.next())["type"] != "department.created":
                pass
            while (event := two.next()) is not None:
                assert event["type"] != "department.created"


def test_a_locked_organization_holds_up_its_own_streams_alone(service, acme):
    """While one organization's tables are locked, a session that ends elsewhere still ends its stream."""
    bolt = service.sign_up(service.name("Bolt"))
    leader, person = acme.join("member"), acme.join("member")
    with harness.Outlayd(service.cluster, service.database, loops=1, stream_interval="50ms", stream_heartbeat="10min",
                         statement_timeout="20s", lock_timeout="20s") as shim:
        bolt.owner.port = leader.port = person.port = shim.port
        with Listener(bolt.owner) as held, Listener(leader) as one, Listener(person) as two:
            with concurrent.futures.ThreadPoolExecutor() as pool:
                lock = pool.submit(service.psql, "BEGIN; LOCK TABLE audit; SELECT pg_sleep(600)", bolt.slug)
                harness.wait_until(lambda: service.psql("SELECT count(*) FROM pg_stat_activity WHERE usename = "
                                                        "'outlay_web' AND wait_event_type = 'Lock'") != "0",
                                   "its stream waits for the lock")
                person.port = acme.owner.port
                log_out(acme, person, None)
                assert two.ends()
                department = acme.department()
                while one.next()["entity_id"] != department["id"]:
                    pass
                service.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
                assert lock.exception() is not None
            bolt.department()
            assert held.next()["type"] == "department.created"


def test_suspended(service, acme):
    """A suspended organization's streams all end, and none begins."""
    with Listener(acme.owner) as listener, Listener(acme.member) as member, Listener(acme.join("member")) as other:
        service.psql(f"SELECT outlay.suspend_tenant('{acme.slug}')")
        assert listener.ends() and member.ends() and other.ends()
    assert Listener(acme.owner).status == 403


def test_dropped(service, acme):
    """The streams of an organization in the bin end."""
    with Listener(acme.owner) as listener, Listener(acme.member) as member, Listener(acme.join("member")) as other:
        service.psql(f"SELECT outlay.drop_tenant('{acme.slug}')")
        assert listener.ends() and member.ends() and other.ends()
    assert Listener(acme.owner).status == 404


def test_limit_of_a_member(service, acme):
    """One member cannot use up the streams of all; a stream that has ended makes room."""
    with harness.Outlayd(service.cluster, service.database, **{**SETTINGS, "max_streams_per_member": 3,
                                                               "max_streams": 5}) as shim:
        acme.owner.port = acme.member.port = acme.admin.port = shim.port
        open_streams = [Listener(acme.owner) for _ in range(3)]
        refused = Listener(acme.owner)
        assert refused.status == 429 and json.loads(refused.response.read())["code"] == "too_many_streams"
        open_streams += [Listener(acme.member) for _ in range(2)]
        assert Listener(acme.admin).status == 503
        open_streams.pop(0).connection.close()
        harness.wait_until(lambda: Listener(acme.admin).status == 200, "there is room again")
        for listener in open_streams:
            listener.connection.close()


def test_a_slow_client(service, acme):
    """Who does not take what he is sent is cut off, costs no memory meanwhile, and resumes without loss."""
    with Listener(acme.owner) as listener:
        start = int(listener.last)
    slow = socket.socket()
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    slow.connect(("127.0.0.1", acme.owner.port))
    slow.sendall(f"GET /api/v2/events HTTP/1.1\r\nHost: {acme.host}\r\nAuthorization: Bearer {acme.owner.token}\r\n"
                 f"Last-Event-ID: {start}\r\n\r\n".encode())
    before = memory(service.shim)
    for n in range(30):
        service.psql(f"SELECT count(outlay.create_department('S{n} ' || n)) FROM generate_series(1, 500) n", acme.slug)
    assert memory(service.shim) - before < 4 * 1024
    harness.wait_until(lambda: service.shim.events("request")[-1]["path"] == "/api/v2/events"
                       and service.shim.events("request")[-1].get("aborted"), "it is cut off")
    with Listener(acme.owner, start) as resumed:
        pass
    slow.close()
    resumed = Listener(acme.owner, start)
    assert [event["id"] for event in resumed.take(2000)] == list(range(start + 1, start + 2001))
    resumed.connection.close()


def memory(shim):
    """Resident memory of an outlayd, in kB."""
    with open(f"/proc/{shim.process.pid}/status", encoding="utf-8") as status:
        return int(next(line for line in status if line.startswith("VmRSS")).split()[1])


@pytest.mark.parametrize("how", ["restart", "kill", "terminate"])
def test_postgres_goes_away(service, acme, how):
    """A stream outlives PostgreSQL's restart, or ends; either way what was committed comes once."""
    listener = Listener(acme.owner)
    last, seen = listener.last, []
    acme.department()
    seen.append(listener.next()["id"])
    if how == "terminate":
        service.psql("SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity "
                     "WHERE usename = 'outlay_web'")
    elif how == "restart":
        service.cluster.restart("immediate")
    else:
        service.cluster.kill()
        service.cluster.start()
    service.shim.await_ready()
    made = [acme.department()["id"] for _ in range(3)]
    events = []
    while len(events) < 3:
        event = listener.next()
        if event is None:
            listener = Listener(acme.owner, listener.last)
            continue
        events.append(event)
    assert kinds(events) == [("department.created", id) for id in made]
    listener.connection.close()
    # The whole once more, in one piece.
    again = Listener(acme.owner, seen[0])
    assert [event["entity_id"] for event in again.take(3)] == made
    again.connection.close()
    assert last is None or int(last) < seen[0]


def test_clients_that_come_and_go(service, acme):
    """Streams that are opened and broken off at any moment leave nothing behind."""
    def come_and_go(n):
        with socket.create_connection(("127.0.0.1", acme.owner.port)) as link:
            link.sendall(f"GET /api/v2/events HTTP/1.1\r\nHost: {acme.host}\r\nAuthorization: Bearer "
                         f"{acme.owner.token}\r\n\r\n".encode())
            time.sleep(n % 10 * 0.01)
            link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(come_and_go, range(80)))

    def listen():
        listener = Listener(acme.owner)
        return listener if listener.status == 200 else listener.connection.close()

    with harness.wait_until(listen, "there is room again") as listener:
        acme.department()
        assert listener.next()["type"] == "department.created"


def test_changes_in_parallel_arrive_in_order(service, acme):
    """However transactions overlap, every committed one is heard of exactly once, in the order of the ids."""
    listeners = [Listener(acme.owner) for _ in range(3)] + [Listener(acme.admin)]
    budget = acme.budget("1000000.00")["id"]

    def spend(n):
        client = service.shim.client(acme.host, acme.owner.token)
        return [client.post("/api/v2/expenses", {"budget_id": budget, "amount": "1.00", "spent_on": "2024-03-14",
                                                 "description": f"{n}"}).json["id"] for _ in range(50)]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        made = sorted(id for ids in pool.map(spend, range(4)) for id in ids)
    for listener in listeners:
        events = []
        while len(events) < 200:
            event = listener.next()
            if event["type"] == "expense.created":
                events.append(event)
        assert sorted(event["entity_id"] for event in events) == made
        assert [event["id"] for event in events] == sorted(event["id"] for event in events)
        listener.connection.close()


def test_listeners_share_one_question(service, acme):
    """Fifty listeners of one role cost the database hardly more than one."""
    with harness.Outlayd(service.cluster, service.database, stream_interval="50ms", max_streams_per_member=100,
                         loops=1) as shim:
        acme.owner.port = shim.port
        listeners = [Listener(acme.owner) for _ in range(50)]
        asked = "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"
        time.sleep(1.2)
        before = int(service.psql(asked))
        time.sleep(2)
        # Twenty rounds a second, and what else there may be.
        assert int(service.psql(asked)) - before < 200
        for listener in listeners:
            listener.connection.close()


def test_a_function_of_ones_own(service, acme):
    """Whatever published function returns events is a stream; without a word from it, no stream gets another's."""
    with service.shim.routes_change():
        service.psql("""
            CREATE FUNCTION public.pulse(last_event_id bigint DEFAULT 0) RETURNS SETOF outlay.event LANGUAGE sql STABLE
            AS $$ SELECT n, outlay.current_organization(), outlay.current_member(), NULL::integer
                  FROM generate_series(last_event_id + 1, last_event_id + 2) n WHERE last_event_id < 6 $$;
            SELECT outlay.publish('GET', '/api/v2/pulse', 'public.pulse', 'Pulse', '{owner,member}')""")
    bolt = service.sign_up(service.name("Bolt"))
    try:
        listeners = [(person, Listener(person, path="/api/v2/pulse")) for person in (acme.owner, acme.member, bolt.owner)]
        for person, listener in listeners:
            assert [(event["id"], event["type"], event["entity_id"]) for event in listener.take(6)] == [
                (n, person.organization.name, person.id) for n in range(1, 7)]
            listener.connection.close()
    finally:
        service.psql("SELECT outlay.unpublish('GET', '/api/v2/pulse')")


def test_an_ended_stream_leaves_nothing(service, acme):
    """What the server ends it also forgets, while an older connection goes on: else each log-out would cost a place."""
    with harness.Outlayd(service.cluster, service.database, **SETTINGS, loops=1) as shim:
        acme.owner.port = shim.port
        assert acme.owner.get("/api/v2/me").status == 200
        before = descriptors(shim)
        for _ in range(3):
            token = shim.client(acme.host).post("/api/v2/sessions", {
                "email": acme.owner.email, "password": organizations.PASSWORD}).json["access_token"]
            listeners = [Listener(acme.owner, token=token) for _ in range(5)]
            assert shim.client(acme.host).delete("/api/v2/sessions/current", token=token).status == 204
            for listener in listeners:
                assert listener.ends()
                listener.connection.close()
        harness.wait_until(lambda: descriptors(shim) <= before, "the connections are given back")
        assert acme.owner.get("/api/v2/me").status == 200


def descriptors(shim):
    """How many an outlayd has open."""
    return len(os.listdir(f"/proc/{shim.process.pid}/fd"))


def test_sigterm_with_a_stream_and_others(service, acme):
    """Nor does it wait for a stream whose client does not go by itself, while another connection is idle."""
    with harness.Outlayd(service.cluster, service.database, **SETTINGS, loops=1, drain_timeout="10min") as shim:
        acme.owner.port = shim.port
        assert acme.owner.get("/api/v2/me").status == 200
        listener = Listener(acme.owner)
        shim.process.send_signal(signal.SIGTERM)
        assert listener.ends()
        listener.connection.close()
        assert shim.process.wait(harness.PATIENCE) == 0


def test_sigterm_ends_streams_at_once(service, acme):
    """A server that is to stop does not wait for people who listen for ever."""
    with harness.Outlayd(service.cluster, service.database, **SETTINGS, drain_timeout="10min") as shim:
        acme.owner.port = shim.port
        listeners = [Listener(acme.owner) for _ in range(5)]
        shim.process.send_signal(signal.SIGTERM)
        assert all(listener.ends() for listener in listeners)
        assert shim.process.wait(harness.PATIENCE) == 0
