"""Servers that are killed, stopped and started again while people spend money.

What must hold whatever happens: an expense that was acknowledged is there, none is there in half (every balance is what
its entries add up to), and with an idempotency key none is there twice. synchronous_commit is on here, since
it is what an acknowledgement means.
"""
import concurrent.futures
import http.client
import itertools
import os
import signal
import threading
import time

import pytest

import harness
import organizations

# The time in which everything must work again by itself once PostgreSQL does.
BACK_WITHIN = 2.0
# A client that is told "not now" must be told so at once.
AT_ONCE = 1.0


@pytest.fixture(scope="module", name="service")
def _service():
    with harness.Cluster(synchronous_commit="on") as cluster:
        with organizations.Service(cluster, may_fail=True) as service:
            yield service


@pytest.fixture(name="acme")
def _acme(service):
    service.shim.await_ready()
    return service.sign_up(service.name("Acme"))


class Spenders:
    """Members who enter one expense after the other, whatever happens; each with a description of its own.

    keys: every request has an idempotency key, and is sent again until it is answered.
    """

    def __init__(self, acme, count=4, keys=False):
        self.acme, self.keys = acme, keys
        self.budget = acme.budget("1000000.00")["id"]
        self.acknowledged, self.unknown, self.refused = set(), set(), set()
        self.slowest_refusal = 0.0
        self.stopping = threading.Event()
        self.threads = [threading.Thread(target=self.spend, args=(n,)) for n in range(count)]

    def send(self, client, description):
        """One attempt; the status, 0 for a connection that broke, None for one that did not come about."""
        headers = {"Idempotency-Key": description} if self.keys else {}
        watch = harness.Watch()
        try:
            status = client.post("/api/v2/expenses", {
                "budget_id": self.budget, "amount": "1.00", "spent_on": "2024-03-14", "description": description},
                headers=headers).status
        except ConnectionRefusedError:
            client.close()
            return None
        except (OSError, http.client.HTTPException):
            client.close()
            return 0
        if status == 503:
            self.slowest_refusal = max(self.slowest_refusal, watch.seconds())
        return status

    def spend(self, number):
        """What one of them does."""
        shim = self.acme.service.shim
        for n in itertools.count():
            description = f"{number}-{n}"
            client = harness.Client(shim.port, self.acme.host, self.acme.owner.token)
            status = self.send(client, description)
            while self.keys and status != 201:
                assert status in (None, 0, 503), status
                time.sleep(0.02)
                status = self.send(client, description)
            client.close()
            {201: self.acknowledged, 0: self.unknown, 504: self.unknown}.get(status, self.refused).add(description)
            assert status in (201, 503, 504, 0, None), status
            if self.stopping.is_set():
                return
            if status != 201:
                time.sleep(0.02)

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        self.wait_for_more()
        return self

    def wait_for_more(self, count=20):
        """Returns when so many more have been acknowledged."""
        target = len(self.acknowledged) + count
        harness.wait_until(lambda: len(self.acknowledged) >= target, "expenses are acknowledged")

    def __exit__(self, *_):
        self.stopping.set()
        for thread in self.threads:
            thread.join(harness.PATIENCE)
            assert not thread.is_alive()

    def check(self):
        """Compares what was acknowledged with what is there."""
        entered = self.acme.service.psql("SELECT description FROM expense WHERE budget_id = "
                                         f"{self.budget}", self.acme.slug).splitlines()
        assert len(entered) == len(set(entered)), "an expense is there twice"
        assert self.acknowledged <= set(entered), f"lost: {self.acknowledged - set(entered)}"
        assert set(entered) <= self.acknowledged | self.unknown, "an expense is there that was refused"
        left = self.acme.owner.get(f"/api/v2/budgets/{self.budget}").json
        assert left["spent"] == f"{len(entered)}.00"
        assert self.acme.owner.get("/api/v2/balance-check").json["items"] == []
        assert len(self.acknowledged) >= 40
        return len(entered)


def status_of(service, path="/readyz"):
    """What a new connection gets; None for none at all."""
    client = service.shim.client(host="localhost")
    try:
        return client.get(path).status
    except OSError:
        return None
    finally:
        client.close()


def start_again(service):
    """Starts outlayd on the same port."""
    service.shim.settings["port"] = service.shim.port
    os.unlink(service.shim.log)
    service.shim.start()


def check_service_returns(service, acme):
    """Fails unless everything works again in time."""
    watch = harness.Watch()
    harness.wait_until(lambda: status_of(service) == 200, "outlayd serves again")
    # Whichever event loop a connection comes to.
    for _ in range(8):
        assert status_of(service, "/api/v2/organizations/ZZZ-0000") == 404
    assert acme.owner.get("/api/v2/me").status == 200
    assert watch.seconds() < BACK_WITHIN


def test_outlayd_is_killed(service, acme):
    """kill -9 of outlayd loses nothing that was acknowledged, and sessions go on after its start."""
    with Spenders(acme) as spenders:
        for _ in range(3):
            service.shim.process.kill()
            service.shim.process.wait(harness.PATIENCE)
            assert status_of(service) is None
            start_again(service)
            spenders.wait_for_more()
    spenders.check()


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_postgresql_is_restarted(service, acme, mode):
    """While PostgreSQL is away the answer is 503 at once; when it is there again so is the service, by itself."""
    with Spenders(acme) as spenders:
        service.cluster.stop(mode)
        watch = harness.Watch()
        for path in ("/readyz", "/api/openapi.json"):
            assert status_of(service, path) == 503
        answer = acme.owner.get("/api/v2/expenses")
        assert answer.status == 503 and answer.code == "unavailable" and answer.headers["retry-after"] == "1"
        assert b"socket" not in answer.body and b"server" not in answer.body
        assert watch.seconds() < AT_ONCE
        assert status_of(service, "/healthz") == 200
        time.sleep(1)
        service.cluster.start()
        check_service_returns(service, acme)
        spenders.wait_for_more()
    spenders.check()
    assert spenders.slowest_refusal < AT_ONCE


def test_postgresql_is_killed(service, acme):
    """kill -9 of PostgreSQL loses nothing that was acknowledged, and leaves nothing in half."""
    with Spenders(acme) as spenders:
        for _ in range(2):
            service.cluster.kill()
            assert status_of(service) == 503
            service.cluster.start()
            check_service_returns(service, acme)
            spenders.wait_for_more()
    spenders.check()
    assert spenders.slowest_refusal < AT_ONCE


def test_everything_is_killed_and_nothing_is_there_twice(service, acme):
    """Clients that send again with their key until they are answered enter each expense exactly once."""
    with Spenders(acme, keys=True) as spenders:
        service.shim.process.kill()
        service.shim.process.wait(harness.PATIENCE)
        start_again(service)
        spenders.wait_for_more()
        service.cluster.kill()
        service.cluster.start()
        spenders.wait_for_more()
        for _ in range(5):
            service.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'outlay_web'")
            spenders.wait_for_more(10)
    assert not spenders.unknown and not spenders.refused
    assert spenders.check() == len(spenders.acknowledged)


def test_a_write_with_a_key_waits_for_the_server(acme):
    """Whatever became of it when PostgreSQL was stopped: it is sent again when it is back, answered, and there once."""
    budget, service = acme.budget()["id"], acme.service
    key = {"Idempotency-Key": "survives"}
    with harness.Outlayd(service.cluster, service.database, queue_timeout="1h") as shim:
        client = harness.Client(shim.port, acme.host, acme.owner.token)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            held = pool.submit(service.psql, f"BEGIN; SELECT FROM budget WHERE id = {budget} FOR UPDATE; "
                                             "SELECT pg_sleep(600)", acme.slug)
            harness.wait_until(lambda: service.psql(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'") == "1", "the budget is held")
            expense = pool.submit(client.post, "/api/v2/expenses", {
                "budget_id": budget, "amount": "1.00", "spent_on": "2024-03-14", "description": "Survives"}, headers=key)
            harness.wait_until(lambda: service.psql(
                "SELECT count(*) FROM pg_stat_activity WHERE usename = 'outlay_web' AND wait_event_type = 'Lock'") == "1",
                "the expense waits")
            service.cluster.stop("immediate")
            assert held.exception() is not None
            service.cluster.start()
            answer = expense.result(harness.PATIENCE)
    assert answer.status == 201, answer
    service.shim.await_ready()
    assert acme.owner.get(f"/api/v2/expenses?budget_id={budget}").json["items"] == [answer.json]


def test_a_write_with_a_key_outlives_all_old_connections(acme):
    """One connection after the other is lost under it, more than attempts are allowed, and none can be opened anew: that
    is one outage, as when a server is stopped and its processes end in turn."""
    budget, service = acme.budget()["id"], acme.service
    waiting = ("SELECT string_agg(pid::text, ' ') FROM pg_stat_activity WHERE usename = 'outlay_web' "
               "AND wait_event_type = 'Lock'")
    with harness.Outlayd(service.cluster, service.database, loops=1, connections=7, queue_timeout="1h",
                         admin_listen="127.0.0.1", admin_port=0) as shim:
        client = harness.Client(shim.port, acme.host, acme.owner.token)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            held = pool.submit(service.psql, f"BEGIN; SELECT FROM budget WHERE id = {budget} FOR UPDATE; "
                                             "SELECT pg_sleep(600)", acme.slug)
            harness.wait_until(lambda: service.psql(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'") == "1", "the budget is held")
            shim.await_metric('outlayd_pg_connections{state="idle"}', 7 + 1)
            try:
                service.psql("ALTER ROLE outlay_web CONNECTION LIMIT 0")
                expense = pool.submit(client.post, "/api/v2/expenses", {
                    "budget_id": budget, "amount": "1.00", "spent_on": "2024-03-14", "description": "Survives"},
                    headers={"Idempotency-Key": "outlives"})
                for _ in range(5):
                    harness.wait_until(lambda: service.psql(waiting) != "" or expense.done(), "the expense waits")
                    assert not expense.done(), expense.result()
                    pid = service.psql(waiting)
                    service.psql(f"SELECT pg_terminate_backend({pid})")
                    harness.wait_until(lambda: pid not in service.psql(waiting), "the connection is lost")
            finally:
                service.psql("ALTER ROLE outlay_web CONNECTION LIMIT -1")
                service.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
            assert held.exception() is not None
            answer = expense.result(harness.PATIENCE)
    assert answer.status == 201, answer
    assert acme.owner.get(f"/api/v2/expenses?budget_id={budget}").json["items"] == [answer.json]


def test_sigterm_finishes_what_is_under_way(service, acme):
    """An expense that waits for a lock when outlayd is told to stop is entered and answered; then outlayd ends with 0."""
    budget = acme.budget()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        held = pool.submit(service.psql, f"BEGIN; SELECT FROM budget WHERE id = {budget['id']} FOR UPDATE; "
                                         "SELECT pg_sleep(600)", acme.slug)
        harness.wait_until(lambda: service.psql(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'") == "1", "the budget is held")
        expense = pool.submit(acme.owner.post, "/api/v2/expenses", {
            "budget_id": budget["id"], "amount": "1.00", "spent_on": "2024-03-14", "description": "At the last moment"})
        harness.wait_until(lambda: service.psql(
            "SELECT count(*) FROM pg_stat_activity WHERE usename = 'outlay_web' AND wait_event_type = 'Lock'") == "1",
            "the expense waits")
        service.shim.process.send_signal(signal.SIGTERM)
        harness.wait_until(lambda: status_of(service) is None, "outlayd takes no new connection")
        assert not expense.done()
        service.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
        answer = expense.result()
        assert held.exception() is not None
    assert answer.status == 201, answer
    assert service.shim.process.wait(harness.PATIENCE) == 0
    start_again(service)
    assert acme.owner.get(f"/api/v2/expenses/{answer.json['id']}").json == answer.json


def test_sigterm_under_load(service, acme):
    """Whoever was answered 201 while outlayd stopped finds the expense."""
    with Spenders(acme) as spenders:
        spenders.wait_for_more()
        service.shim.process.send_signal(signal.SIGTERM)
        assert service.shim.process.wait(harness.PATIENCE) == 0
        start_again(service)
        spenders.wait_for_more()
    spenders.check()
