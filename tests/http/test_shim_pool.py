"""Who gets a connection: tenants take turns and keep to their share, and no backend serves too many of them."""
import threading
import time

import pytest

import harness
import mocked

_database, _shim = mocked.fixtures(loops=1, connections=4, queue_length=64, queue_timeout="5s", **mocked.PATIENT)


class Flood:
    """Requests of one host that are sent at once, and again as long as it lasts."""

    def __init__(self, shim, host, count, path):
        self.answers, self.over = [], threading.Event()
        self.threads = [threading.Thread(target=self._send, args=(shim, host, path)) for _ in range(count)]

    def served(self):
        """The answers with 200."""
        return [answer for answer in self.answers if answer.status == 200]

    def refused(self):
        """The other ones."""
        return [answer for answer in self.answers if answer.status != 200]

    def _send(self, shim, host, path):
        client = shim.client(host=host)
        while not self.over.is_set():
            self.answers.append(client.get(path))
            if self.answers[-1].status != 200:
                time.sleep(0.02)

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        for thread in self.threads:
            thread.join(harness.PATIENCE)


def latencies(client, count, pause=0.02):
    """Milliseconds that each of so many small requests took; all are answered."""
    found = []
    for _ in range(count):
        watch = harness.Watch()
        answer = client.get("/api/rows/1")
        found.append(watch.seconds() * 1000)
        assert answer.status == 200, answer
        time.sleep(pause)
    return sorted(found)


def check_served_meanwhile(shim, gate, floods):
    """While no query of theirs ends, a tenant that waits for its turn included, somebody else is answered every time."""
    harness.wait_until(lambda: all(flood.refused() for flood in floods), "their part of the queue is full")
    client = shim.client(host="quick.example")
    assert [client.get("/api/rows/1").status for _ in range(40)] == [200] * 40
    assert gate.waiting() == 3 and not any(flood.served() for flood in floods)


def test_a_flood_of_slow_requests_leaves_others_quick(cluster, database, shim):
    """One tenant cannot take all connections: what the others send is answered at once, not after its queries."""
    with mocked.Gate(cluster, database) as gate, Flood(shim, "slow.example", 60, "/api/hold") as flood:
        check_served_meanwhile(shim, gate, [flood])
        gate.open()
        harness.wait_until(lambda: len(flood.served()) > 10, "those that waited go on")
    assert all(answer.status == 503 and answer.code == "overloaded" and answer.headers["retry-after"] == "1"
               for answer in flood.refused())


@pytest.mark.parametrize("host, prefix", [("localhost", "/t/twice"), ("www.twice.example", ""), ("before.localhost", "")])
def test_two_addresses_of_a_tenant_have_one_share(cluster, database, shim, host, prefix):
    """Who asks at two addresses at once gets no more connections than who asks at one, whatever these are."""
    head = "" if prefix else "\nTenant: twice"
    answer = shim.client(host=host).post(prefix + "/api/answer", {"head": head, "body": "1"})
    assert answer.status == 200 and "tenant" not in answer.headers
    with mocked.Gate(cluster, database) as gate, Flood(shim, "twice.localhost", 40, "/api/hold") as one, \
            Flood(shim, host, 40, prefix + "/api/hold") as two:
        check_served_meanwhile(shim, gate, [one, two])
        gate.open()


def test_two_floods_leave_room_in_the_queue(shim):
    """Even when the connections are all taken nobody finds the queue full whose tenant has nothing in it."""
    with Flood(shim, "one.example", 60, "/api/sleep?seconds=0.1"), Flood(shim, "two.example", 60,
                                                                         "/api/sleep?seconds=0.1"):
        found = latencies(shim.client(host="quick.example"), 20)
    assert found[len(found) // 2] < 250, found


def test_tenants_take_turns(cluster, database):
    """With one connection: the second request of a newcomer is not behind all that were there before."""
    with harness.Outlayd(cluster, database, loops=1, connections=1, queue_timeout="10s") as shim:
        with Flood(shim, "many.example", 30, "/api/sleep?seconds=0.05"):
            found = latencies(shim.client(host="few.example"), 10)
    assert found[len(found) // 2] < 200, found


@pytest.mark.parametrize("connections", (1, 3))
def test_backends_are_replaced_after_so_many_tenants(cluster, connections):
    """A backend keeps something of every tenant, for ever: none sees more than the limit and its tolerance, and
    clients see nothing of that: no error, no more connections than one beyond the number."""
    limit, known, counts, over = 20, {}, [], threading.Event()
    database = mocked.mock_database(cluster)

    def watch():
        while not over.is_set():
            counts.append(int(cluster.psql("SELECT count(*) FROM pg_stat_activity WHERE usename = 'outlay_web' "
                                           f"AND datname = '{database}'")))
            time.sleep(0.05)

    def ask(shim, first):
        client = shim.client()
        for number in range(first, first + 200):
            answer = client.get("/api/pid", host=f"t{number * 7 % 211}.example")
            assert answer.status == 200, answer
            known.setdefault(int(answer.body), set()).add(number * 7 % 211)

    with harness.Outlayd(cluster, database, loops=1, connections=connections, tenants_per_connection=limit) as shim:
        before = sum(1 for _ in shim.events("postgres_lost"))
        threads = [threading.Thread(target=ask, args=(shim, 50 * n)) for n in range(4)]
        watcher = threading.Thread(target=watch)
        for thread in (*threads, watcher):
            thread.start()
        for thread in threads:
            thread.join(harness.PATIENCE)
        over.set()
        watcher.join(20)
        assert sum(1 for _ in shim.events("postgres_lost")) == before
        assert all(line["status"] == 200 for line in shim.events("request") if line["path"] == "/api/pid")
        assert len(shim.events("request")) > 800
    assert len(known) > 3 * connections and max(len(tenants) for tenants in known.values()) <= limit * 5 // 4 + 1
    assert 1 < max(counts) <= connections + 3       # the one that listens, the one too many, and one that is ending


def test_hosts_that_are_nobodys_wear_nothing_out(shim):
    """Whoever makes up host names makes no backend be replaced."""
    client = shim.client()
    pids = {client.get("/api/pid", host=f"t{n}.example").body for n in range(40)}
    for _ in range(700):
        assert client.get("/api/rows/1", host="unknown.localhost").status == 404
    assert {client.get("/api/pid", host=f"t{n}.example").body for n in range(40)} == pids
