"""PostgreSQL away, restarted, killed; outlayd stopped: no wrong answer, no lost one, service back by itself."""
import concurrent.futures
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time

import pytest

import harness
import mocked
import organizations


@pytest.fixture(scope="module", name="own")
def _own():
    """A cluster of this module's own: it is stopped and killed."""
    with harness.Cluster() as cluster:
        yield cluster, mocked.mock_database(cluster)


@pytest.fixture(name="shim")
def _shim(own):
    cluster, database = own
    if not cluster.running():
        cluster.start()
    with harness.Outlayd(cluster, database, loops=2, connections=2, **mocked.PATIENT) as running:
        yield running


def statuses_of(shim, path, method="GET", count=1, **options):
    """The set of statuses of so many requests on fresh connections."""
    found = set()
    for _ in range(count):
        client = shim.client(host="acme.localhost")
        found.add(client.request(method, path, **options).status)
        client.close()
    return found


def test_postgresql_away_and_back(own, shim):
    """503 at once with Retry-After while it is away; service within two seconds of its return."""
    cluster, _ = own
    assert statuses_of(shim, "/api/rows/1", count=8) == {200}
    for mode in ("fast", "immediate"):
        cluster.stop(mode)
        harness.wait_until(lambda: statuses_of(shim, "/api/rows/1", count=4) == {503}, "all loops have noticed")
        watch = harness.Watch()
        answer = shim.client(host="acme.localhost").get("/api/rows/1")
        assert answer.status == 503 and answer.code == "unavailable" and answer.headers["retry-after"] == "1"
        assert watch.seconds() < 0.2
        assert shim.client().get("/healthz").status == 200 and shim.client().get("/readyz").status == 503
        time.sleep(1.5)
        cluster.start()
        watch = harness.Watch()
        shim.await_ready()
        assert watch.seconds() < 2
        assert statuses_of(shim, "/api/rows/1", count=6) == {200}


def test_started_before_postgresql(own):
    """The order of starting does not matter."""
    cluster, database = own
    cluster.stop()
    with harness.Outlayd(cluster, database, wait="listening") as shim:
        assert statuses_of(shim, "/api/rows/1", count=4) == {503}
        assert statuses_of(shim, "/healthz", count=4) == {200}
        cluster.start()
        shim.await_ready()
        assert statuses_of(shim, "/api/rows/1", count=6) == {200}


def test_started_before_the_extension(own):
    """It waits for the functions to be there."""
    cluster, _ = own
    empty = cluster.create_database()
    with harness.Outlayd(cluster, empty, user="postgres", wait="listening", loops=1) as shim:
        assert statuses_of(shim, "/api/rows/1") == {503}
        cluster.psql(mocked.MOCK, empty)
        harness.wait_until(lambda: statuses_of(shim, "/api/rows/1") == {200}, "service begins")
        assert [e for e in shim.events("routes_error") if "outlay" in e["message"]]


def test_a_backend_that_dies_in_mid_request(own, shim):
    """Its request gets 503; one that may be repeated is, on another connection; the pool is whole again."""
    cluster, database = own
    answer = shim.client(host="a.localhost").post("/api/die")
    assert answer.status == 503 and answer.code == "unavailable"
    results = []
    threads = [threading.Thread(target=lambda: results.append(
        shim.client(host="a.localhost").get("/api/hold").status)) for _ in range(2)]
    with mocked.Gate(cluster, database) as gate:
        for thread in threads:
            thread.start()
        gate.await_waiting(2)
        killed = cluster.psql("SELECT array_agg(pid) FROM (SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity "
                              "WHERE wait_event = 'advisory') k", database)
        harness.wait_until(lambda: cluster.psql("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'advisory' "
                                                f"AND pid <> ALL ('{killed}')", database) == "2", "both are sent again")
    for thread in threads:
        thread.join(harness.PATIENCE)
    assert results == [200, 200]
    harness.wait_until(lambda: cluster.psql(
        f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{database}' AND usename = 'outlay_web'") == "6",
        "all connections are open again")


KILL_ALL = "SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity WHERE usename = 'outlay_web'"


def test_all_sessions_are_ended_at_once(own):
    """No read is refused: what was under way is sent again, what comes meets no dead connection, nor an outage."""
    cluster, database = own
    with harness.Outlayd(cluster, database, loops=1, connections=8, **mocked.PATIENT) as shim:
        for _ in range(5):
            # They come while outlayd knows of nothing yet.
            shim.process.send_signal(signal.SIGSTOP)
            try:
                with concurrent.futures.ThreadPoolExecutor(16) as pool:
                    cluster.psql(KILL_ALL, database)
                    answers = [pool.submit(statuses_of, shim, "/api/rows/1") for _ in range(16)]
                    shim.process.send_signal(signal.SIGCONT)
                    assert [answer.result() for answer in answers] == [{200}] * 16
            finally:
                shim.process.send_signal(signal.SIGCONT)
            shim.await_ready()


def test_what_was_under_way_waits_for_the_server(own):
    """A read that PostgreSQL was working for when it went is answered when it is back; what comes meanwhile is refused."""
    cluster, database = own
    with harness.Outlayd(cluster, database, loops=1, connections=2, **{**mocked.PATIENT, "queue_timeout": "1h"}) as shim:
        with concurrent.futures.ThreadPoolExecutor(2) as pool, mocked.Gate(cluster, database) as gate:
            answers = [pool.submit(statuses_of, shim, "/api/hold") for _ in range(2)]
            gate.await_waiting(2)
            cluster.stop("immediate")
            harness.wait_until(lambda: statuses_of(shim, "/api/rows/1") == {503}, "the loss is known")
            assert not any(answer.done() for answer in answers)
            cluster.start()
            assert [answer.result(harness.PATIENCE) for answer in answers] == [{200}] * 2


def test_what_was_under_way_does_not_wait_for_ever(own):
    """Where the server stays away it is refused after queue_timeout like whatever comes."""
    cluster, database = own
    with harness.Outlayd(cluster, database, loops=1, connections=2, **{**mocked.PATIENT, "queue_timeout": "50ms"}) as shim:
        with concurrent.futures.ThreadPoolExecutor(1) as pool, mocked.Gate(cluster, database) as gate:
            answer = pool.submit(shim.client(host="acme.localhost").get, "/api/hold")
            gate.await_waiting(1)
            cluster.stop("immediate")
            assert answer.result(harness.PATIENCE).status == 503
    cluster.start()


def test_writes_under_kills_are_acknowledged_or_not_there_twice(own, shim):
    """201 means committed, and no note is there twice, whatever happens to backends meanwhile."""
    cluster, database = own
    acknowledged, unknown, stop = set(), set(), threading.Event()

    def write(worker):
        client, number = shim.client(host="a.localhost"), 0
        while not stop.is_set():
            note, number = f"{worker}-{number}", number + 1
            try:
                status = client.post("/api/notes", {"note": note}).status
            except OSError:
                status = None
            (acknowledged if status == 201 else unknown).add(note)

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    kills, end = 0, time.monotonic() + harness.PATIENCE
    while kills < 10 or ((not unknown or len(acknowledged) <= 20) and time.monotonic() < end):
        time.sleep(0.15)
        cluster.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'outlay_web' "
                     "ORDER BY random() LIMIT 2", database)
        kills += 1
    stop.set()
    for thread in threads:
        thread.join(harness.PATIENCE)
    there = set(cluster.psql("SELECT note FROM mock.note", database).split("\n"))
    assert acknowledged <= there and len(acknowledged) > 20
    assert unknown, "the kills have hit nothing"
    shim.await_ready()
    assert statuses_of(shim, "/api/rows/1", count=4) == {200}


def test_lost_prepared_statements(own, shim):
    """Somebody between us and PostgreSQL (DISCARD ALL) has dropped them: the request is sent once more."""
    cluster, database = own
    with shim.routes_change():
        cluster.psql("CREATE OR REPLACE FUNCTION mock.discard() RETURNS text LANGUAGE plpgsql AS "
                     "$$ BEGIN EXECUTE 'DEALLOCATE ALL'; RETURN 'gone'; END $$;"
                     "INSERT INTO mock.route (id, method, path, call) VALUES (70, 'GET', '/api/discard', 'mock.discard');"
                     "NOTIFY outlay_routes", database)
    assert statuses_of(shim, "/api/discard", count=8) == {200}
    assert statuses_of(shim, "/api/rows/1", count=20) == {200}
    cluster.psql("DELETE FROM mock.route WHERE id = 70; NOTIFY outlay_routes", database)


def test_sigterm_finishes_what_is_in_flight(own):
    """Requests under way are answered, idle connections closed, new ones refused, status 0."""
    cluster, database = own
    # Whichever loop a connection comes to, each has room for all.
    shim = harness.Outlayd(cluster, database, loops=2, tenant_share=100, drain_timeout="10min", **mocked.PATIENT).start()
    idle = socket.create_connection(("127.0.0.1", shim.port))
    results = []
    threads = [threading.Thread(target=lambda: results.append(
        shim.client(host="a.localhost").get("/api/hold"))) for _ in range(4)]
    with mocked.Gate(cluster, database) as gate:
        for thread in threads:
            thread.start()
        gate.await_waiting(4)
        shim.process.send_signal(signal.SIGTERM)
        idle.settimeout(harness.PATIENCE)
        assert idle.recv(10) == b""
        with contextlib.suppress(OSError):
            assert socket.create_connection(("127.0.0.1", shim.port), timeout=harness.PATIENCE).recv(1) == b""
        assert not results
    for thread in threads:
        thread.join(harness.PATIENCE)
    assert [answer.status for answer in results] == [200] * 4
    assert all(answer.headers["connection"] == "close" for answer in results)
    assert shim.stop() == 0
    shim.remove()


def test_the_drain_has_an_end(own):
    """What does not finish in time gets 503."""
    cluster, database = own
    shim = harness.Outlayd(cluster, database, loops=1, drain_timeout="300ms", connections=1, queue_timeout="10min",
                           admin_listen="127.0.0.1", admin_port=0, **mocked.PATIENT).start()
    results = []
    threads = [threading.Thread(target=lambda: results.append(
        shim.client(host="a.localhost").get("/api/hold").status)) for _ in range(3)]
    with mocked.Gate(cluster, database) as gate:
        for thread in threads:
            thread.start()
        gate.await_waiting(1)
        shim.await_queue(2)
        assert shim.stop() == 0
        for thread in threads:
            thread.join(harness.PATIENCE)
        assert results == [503] * 3
    shim.remove()


def test_sighup_reopens_the_log(own, shim):
    """After logrotate has moved it."""
    os.rename(shim.log, shim.log + ".1")
    shim.process.send_signal(signal.SIGHUP)
    harness.wait_until(lambda: os.path.exists(shim.log), "a new file")
    shim.client().get("/healthz")
    harness.wait_until(lambda: shim.events("request"), "a line in it")


def test_a_log_that_cannot_be_opened_again_goes_on(own, shim):
    """Where it was, and says so: whoever looks into the new place would find nothing, and no reason."""
    os.rename(shim.log, shim.log + ".1")
    os.mkdir(shim.log)
    shim.process.send_signal(signal.SIGHUP)

    def told():
        with open(shim.log + ".1", encoding="utf-8") as file:
            return '"event":"log_error"' in file.read()
    harness.wait_until(told, "it is told")
    os.rmdir(shim.log)
    os.rename(shim.log + ".1", shim.log)


def test_old_connections_are_replaced(own):
    """A backend's caches never shrink, so no backend lives for ever; clients notice nothing."""
    cluster, database = own
    with harness.Outlayd(cluster, database, loops=1, connections=1, connection_age="1s") as shim:
        client, pids, begun = shim.client(host="a.localhost"), set(), time.monotonic()
        while len(pids) < 4:
            answer = client.get("/api/pid")
            assert answer.status == 200
            pids.add(answer.body)
            assert len(pids) <= 2 + (time.monotonic() - begun), "each lives for a second"
            assert time.monotonic() - begun < harness.PATIENCE
            time.sleep(0.01)


def test_prepared_statements_are_bounded(own):
    """Calls beyond the bound work, and nothing grows."""
    cluster, database = own
    cluster.psql("CREATE OR REPLACE FUNCTION mock.prepared() RETURNS integer LANGUAGE sql AS "
                 "'SELECT count(*)::int FROM pg_prepared_statements';"
                 "INSERT INTO mock.route (id, method, path, call) VALUES (71, 'GET', '/api/prepared', 'mock.prepared')",
                 database)
    with harness.Outlayd(cluster, database, loops=1, connections=1, prepared_statements=3) as shim:
        client = shim.client(host="a.localhost")
        for query in ("", "?name=a", "?whole=1", "?flag=true", "?name=a&whole=1", "?small=1", "", "?name=b"):
            assert client.get("/api/echo/7" + query).status == 200
        assert int(client.get("/api/prepared").body) == 4
    cluster.psql("DELETE FROM mock.route WHERE id = 71", database)


def test_a_port_that_is_taken(own, shim):
    """A second server on it is an error, not a silent division of the requests."""
    cluster, database = own
    second = harness.Outlayd(cluster, database, port=shim.port)
    result = subprocess.run(second.arguments(), capture_output=True, text=True, timeout=harness.PATIENCE)
    second.remove()
    assert result.returncode == 1 and "cannot listen" in result.stderr


def test_tenants_keep_their_connections(own):
    """A backend that knows a tenant serves it faster."""
    cluster, database = own
    with harness.Outlayd(cluster, database, loops=1, connections=4) as shim:
        pids = {host: set() for host in ("a.localhost", "b.localhost", "c.localhost")}
        client = shim.client()
        for _ in range(10):
            for host, seen in pids.items():
                seen.add(client.get("/api/pid", host=host).body)
        assert all(len(seen) == 1 for seen in pids.values())


class CuttingProxy:
    """A Unix socket before PostgreSQL's that cuts a connection after so many bytes of the server's."""

    def __init__(self, cluster):
        self.directory = tempfile.mkdtemp(prefix="olc-", dir="/tmp")
        os.chmod(self.directory, 0o755)
        self.target = os.path.join(cluster.directory, ".s.PGSQL.5432")
        self.left = None            # bytes until the cut; None: no cut
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(os.path.join(self.directory, ".s.PGSQL.5432"))
        os.chmod(os.path.join(self.directory, ".s.PGSQL.5432"), 0o777)
        self.listener.listen(20)
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                link, _ = self.listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            server.connect(self.target)
            threading.Thread(target=self._copy, args=(link, server, False), daemon=True).start()
            threading.Thread(target=self._copy, args=(server, link, True), daemon=True).start()

    def _copy(self, source, sink, answers):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if answers and self.left is not None:
                    data, rest = data[:self.left], data[self.left:]
                    self.left -= len(data)
                    sink.sendall(data)
                    if rest or self.left == 0:
                        self.left = None
                        break
                else:
                    sink.sendall(data)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def conninfo(self, database):
        """How outlayd connects through it."""
        return f"host={self.directory} dbname={database} user=outlay_web"

    def close(self):
        """Ends it."""
        self.listener.close()
        shutil.rmtree(self.directory, ignore_errors=True)


def test_the_connection_is_cut_at_every_byte(own):
    """A read is repeated and answered; a write is acknowledged only if it is there, is never there twice, and where it may
    be there nobody is told to try again."""
    cluster, database = own
    proxy = CuttingProxy(cluster)
    try:
        with harness.Outlayd(cluster, database, loops=1, connections=1, conninfo=proxy.conninfo(database)) as shim:
            client = shim.client(host="a.localhost")
            whole = client.get("/api/rows/1").body
            acknowledged, cuts = set(), 0
            for left in list(range(0, 420, 6)):
                for method, path, body in (("GET", "/api/rows/1", None), ("POST", "/api/notes", {"note": f"cut {left}"})):
                    shim.await_ready()
                    proxy.left = left
                    answer = client.request(method, path, body=body)
                    cuts += proxy.left is None
                    proxy.left = None
                    if method == "GET":
                        assert (answer.status, answer.body) == (200, whole), answer
                    elif answer.status == 201:
                        acknowledged.add(f"cut {left}")
                    else:
                        assert answer.status == 504 and answer.code == "outcome_unknown", answer
            there = cluster.psql("SELECT note FROM mock.note WHERE note LIKE 'cut%'", database).split("\n")
            assert acknowledged <= set(there) and len(there) == len(set(there))
            assert cuts > 60
    finally:
        proxy.close()


def test_a_write_with_a_key_happens_once_wherever_it_is_cut(own):
    """The idempotency key is kept in the same transaction: the request is repeated, and each key is one expense."""
    cluster, _ = own
    proxy = CuttingProxy(cluster)
    service = organizations.Service(cluster, may_fail=True, loops=1, connections=1)
    service.shim.settings["conninfo"] = proxy.conninfo(service.database)
    try:
        with service:
            owner = service.sign_up("Cut").owner
            account = owner.post("/api/v2/accounts", {"name": "Cash", "initial_deposit": "1000.00"}).json
            department = owner.post("/api/v2/departments", {"name": "Sales"}).json
            budget = owner.post("/api/v2/budgets", {"account_id": account["id"], "department_id": department["id"],
                                                    "month": "2026-11-01", "amount": "900.00"}).json
            numbers = list(range(0, 640, 16))
            for left in numbers:
                service.shim.await_ready()
                proxy.left = left
                answer = owner.request("POST", "/api/v2/expenses", headers={"Idempotency-Key": f"cut-{left}"}, body={
                    "budget_id": budget["id"], "amount": "1.00", "spent_on": "2026-11-02", "description": f"cut {left}"})
                proxy.left = None
                assert answer.status == 201 and answer.json["description"] == f"cut {left}", answer
            there = service.psql("SELECT description FROM tenant_1.expense", None).split("\n")
            assert sorted(there) == sorted(f"cut {left}" for left in numbers)
    finally:
        proxy.close()
