"""Two servers in the connection string: when the first is lost the second takes over, and nothing else is."""
import contextlib
import http.client
import shutil
import socket
import threading
import time

import pytest

import harness
import mocked
import organizations
from standby import Standby, follow, promote

KILLS = 20


def write_until(stop, person, worker, budget, done):
    """Posts one expense after the other, each with its key until it is acknowledged, like a careful client."""
    number = 0
    while not stop.is_set():
        note = f"{worker}-{number}"
        number += 1
        while True:
            try:
                answer = person.post("/api/v2/expenses", {
                    "budget_id": budget, "amount": "0.01", "spent_on": "2024-03-14", "description": note},
                    headers={"Idempotency-Key": note})
            except (OSError, http.client.HTTPException):
                continue
            if answer.status == 201:
                assert answer.json["description"] == note
                done.append(note)
                break
            assert answer.status == 503 and answer.headers["retry-after"], answer
            time.sleep(0.05)


class Writers:
    """Clients that write for as long as this lasts; what is acknowledged to them."""

    def __init__(self, acme, count):
        self.done, self.stop = [], threading.Event()
        budget = acme.budget("1000000.00")["id"]
        self.threads = [threading.Thread(target=write_until, args=(self.stop, organizations.Person(acme, "", {
            "access_token": acme.owner.token, "member_id": 1, "role": "owner", "refresh_token": ""}),
            worker, budget, self.done)) for worker in range(count)]

    def await_more(self, count):
        """Returns when so many more writes are acknowledged than were before."""
        before = len(self.done)
        harness.wait_until(lambda: len(self.done) >= before + count, f"{count} more writes are acknowledged")

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        for thread in self.threads:
            thread.join(harness.PATIENCE)


def test_the_standby_takes_over(request):
    """The primary is killed in the middle of writes, the standby promoted: each acknowledged write is there, each key
    is one expense, and service is back two seconds after the server."""
    with harness.Cluster(synchronous_commit="on", wal_level="replica", hot_standby="on") as primary:
        service = organizations.Service(primary, may_fail=True, loops=2, connections=2)
        standby = Standby(primary)
        request.addfinalizer(standby.remove)
        standby.start()
        primary.configure(synchronous_standby_names="*")
        service.shim.settings["conninfo"] = standby.conninfo_of_both(service.database)
        with service:
            acme = service.sign_up("Failover")
            with Writers(acme, 4) as writers:
                writers.await_more(41)
                primary.kill()
                killed = len(writers.done)
                promote(standby)
                back = harness.Watch()
                harness.wait_until(lambda: len(writers.done) > killed, "a write is carried out")
                assert back.seconds() < 2
                writers.await_more(40)
            assert service.shim.events("postgres_lost")
            there = standby.psql("SELECT description FROM tenant_1.expense", service.database).split("\n")
            assert sorted(there) == sorted(writers.done)
            assert standby.psql("DO $$ BEGIN PERFORM outlay.use_tenant('failover'); END $$;"
                                "SELECT * FROM outlay.check_balances()", service.database) == ""
            service.shim.await_ready()
            answers = {acme.owner.get("/api/v2/me").status for _ in range(20)}
            assert answers == {200}


@pytest.mark.timeout(1800)
def test_no_kill_costs_an_acknowledged_write(request):
    """The primary is killed again and again in the middle of writes, and each time its synchronous standby takes over and
    gets another one: no acknowledged write is lost, and none that was sent again with its key is there twice."""
    with harness.Cluster(synchronous_commit="on", wal_level="replica", hot_standby="on") as primary:
        service = organizations.Service(primary, may_fail=True, loops=2, connections=2)
        standby = Standby(primary)
        request.addfinalizer(standby.remove)
        service.shim.settings["conninfo"] = standby.conninfo_of_both(service.database)
        with service:
            acme = service.sign_up("Killed")
            with Writers(acme, 4) as writers:
                for _ in range(KILLS):
                    shutil.rmtree(standby.data, ignore_errors=True)
                    follow(standby, primary)
                    standby.start()
                    # The copy does not have this: promoted, it goes on alone.
                    primary.configure(synchronous_standby_names="*")
                    harness.wait_until(lambda: primary.psql("SELECT sync_state FROM pg_stat_replication") == "sync",
                                       "commits wait for the standby")
                    writers.await_more(20)
                    primary.kill()
                    promote(standby)
                    writers.await_more(1)
                    primary, standby = standby, primary
            there = primary.psql("SELECT description FROM tenant_1.expense", service.database).split("\n")
            assert sorted(there) == sorted(writers.done)
            assert len(writers.done) >= 21 * KILLS
            assert len(service.shim.events("postgres_lost")) >= KILLS
            assert primary.psql("DO $$ BEGIN PERFORM outlay.use_tenant('killed'); END $$;"
                                "SELECT * FROM outlay.check_balances()", service.database) == ""


def test_a_server_that_becomes_read_only_is_left(request):
    """Before another one takes over it is fenced: no write fails for it, and no read comes from it, once that is told."""
    with harness.Cluster() as primary:
        database = mocked.mock_database(primary)
        with harness.Outlayd(primary, database, loops=1, connections=3, queue_timeout="300ms",
                             conninfo=primary.conninfo(database) + " target_session_attrs=read-write") as shim:
            client = shim.client(host="a.localhost")
            assert client.post("/api/notes", {"note": "before"}).status == 201
            primary.configure(default_transaction_read_only="on")
            for number in range(3):
                assert client.post("/api/notes", {"note": f"meanwhile {number}"}).status == 503
            harness.wait_until(lambda: client.get("/api/rows/1").status == 503, "reads are refused too")
            primary.configure(default_transaction_read_only=None)
            watch = harness.Watch()
            harness.wait_until(lambda: client.post("/api/notes", {"note": "after"}).status == 201, "it is back")
            assert watch.seconds() < 2.5
            assert primary.psql("SELECT string_agg(note, ' ' ORDER BY id) FROM mock.note", database) == "before after"


def test_a_server_that_says_nothing_is_passed_over(request, monkeypatch):
    """A machine that is gone refuses nothing: the next server of the string is tried in time."""
    silent = socket.socket()
    request.addfinalizer(silent.close)
    silent.bind(("127.0.0.1", 0))
    silent.listen(0)
    links = []
    for _ in range(4):              # a full queue of a socket that nobody accepts from: what comes next hears nothing
        links.append(socket.socket())
        links[-1].settimeout(0.1)
        with contextlib.suppress(OSError):
            links[-1].connect(silent.getsockname())
    port = harness.free_port()
    monkeypatch.setenv("PGPORT", str(port))
    with harness.Cluster(listen_addresses="'127.0.0.1'", port=port) as cluster:
        database = mocked.mock_database(cluster)
        with harness.Outlayd(cluster, database, loops=1, connections=1, connect_timeout="2s", conninfo=(
                f"host=127.0.0.1,127.0.0.1 port={silent.getsockname()[1]},{port} dbname={database} "
                "user=outlay_web")) as shim:
            assert shim.client(host="a.localhost").get("/api/rows/1").status == 200
    for link in links:
        link.close()
