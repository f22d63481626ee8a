"""Two servers in the connection string: when the first is lost the second takes over, and nothing else is."""
import contextlib
import http.client
import socket
import threading
import time

import harness
import mocked
import organizations
from standby import Standby


def write_until(stop, person, worker, budget, done, refusals):
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
                refusals.append(0)
                continue
            if answer.status == 201:
                assert answer.json["description"] == note
                done.append(note)
                break
            assert answer.status == 503 and answer.headers["retry-after"], answer
            refusals.append(answer.status)
            time.sleep(0.05)


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
            budget = acme.budget("1000.00")["id"]
            done, refusals, stop = [], [], threading.Event()
            threads = [threading.Thread(target=write_until, args=(stop, organizations.Person(acme, "", {
                "access_token": acme.owner.token, "member_id": 1, "role": "owner", "refresh_token": ""}),
                worker, budget, done, refusals)) for worker in range(4)]
            for thread in threads:
                thread.start()
            harness.wait_until(lambda: len(done) > 40, "writes are under way")
            primary.kill()
            killed = len(done)
            standby.run("pg_ctl", "promote", "-w", "-s", "-D", standby.data)
            back = harness.Watch()
            harness.wait_until(lambda: len(done) > killed, "a write is carried out")
            assert back.seconds() < 2
            harness.wait_until(lambda: len(done) > killed + 40, "writes go on")
            stop.set()
            for thread in threads:
                thread.join(harness.PATIENCE)
            assert refusals
            there = standby.psql("SELECT description FROM tenant_1.expense", service.database).split("\n")
            assert sorted(there) == sorted(done)
            assert standby.psql("DO $$ BEGIN PERFORM outlay.use_tenant('failover'); END $$;"
                                "SELECT * FROM outlay.check_balances()", service.database) == ""
            service.shim.await_ready()
            answers = {acme.owner.get("/api/v2/me").status for _ in range(20)}
            assert answers == {200}


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
