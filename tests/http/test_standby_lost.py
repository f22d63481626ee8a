"""A synchronous standby is lost: commits wait for it, and nothing of PostgreSQL's ends that wait.

A write is then answered in time with what is known of it, is never acknowledged before the standby has it, and reads go
on. Nothing here depends on when something happens: while the standby is away no commit can end by itself.
"""
import contextlib
import threading

import pytest

import harness
import mocked
import organizations
from standby import Standby

ADMIN = {"admin_listen": "127.0.0.1", "admin_port": 0}
FOREVER = "10min"


@pytest.fixture(scope="module", name="standby")
def _standby():
    """A standby that its primary waits for; it runs between the tests."""
    with harness.Cluster(synchronous_commit="on", wal_level="replica", hot_standby="on",
                         wal_retrieve_retry_interval="100ms") as primary:
        database = mocked.mock_database(primary)
        # What is refused to be told is told to us all the same.
        primary.psql(f"ALTER DATABASE {database} SET client_min_messages = 'error'")
        standby = Standby(primary)
        try:
            standby.start().database = database
            primary.configure(synchronous_standby_names="*")
            yield standby
        finally:
            standby.remove()


@contextlib.contextmanager
def lost(standby):
    """The standby is away in the block, and back behind it."""
    standby.stop()
    try:
        yield
    finally:
        standby.start()


def waiting(standby):
    """The backends whose commit waits for it."""
    return standby.primary.psql("SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'").split()


def await_waiting(standby, count):
    """Returns when so many wait."""
    harness.wait_until(lambda: len(waiting(standby)) == count, f"{count} commits wait for the standby")


class Later(threading.Thread):
    """A request under way; its answer when it has come."""

    def __init__(self, client, *request, **options):
        super().__init__()
        self.client, self.request, self.options, self.answer = client, request, options, None
        self.start()

    def run(self):
        self.answer = self.client.request(*self.request, **self.options)

    def wait(self):
        """The answer."""
        self.join(harness.PATIENCE)
        return self.answer


def metrics(shim):
    """The lines of /metrics."""
    return harness.Client(shim.events("listening")[0]["admin_port"]).get("/metrics").body.decode().split("\n")


@pytest.mark.parametrize("hosts, held", [(["a"], 2), (["a", "b", "c", "d"], 3)])
def test_reads_go_on_while_writes_stand_still(standby, hosts, held):
    """Neither one organization's writes nor all of theirs take the connections that reads need, nor their turns: reads
    are answered although more writes wait than there are connections, and the writes end well when the standby is back."""
    with harness.Outlayd(standby.primary, standby.database, loops=1, connections=4, commit_timeout=FOREVER,
                         queue_timeout=FOREVER, **ADMIN) as shim:
        with lost(standby):
            writes = [Later(shim.client(host=f"{hosts[n % len(hosts)]}.localhost"), "POST", "/api/notes",
                            {"note": f"{len(hosts)} {n}"}) for n in range(12)]
            await_waiting(standby, held)
            shim.await_queue(12 - held)
            for host in [*hosts, "somebody"]:
                client = shim.client(host=f"{host}.localhost")
                assert [client.get("/api/rows/1").status for _ in range(20)] == [200] * 20
            assert f'outlayd_pg_connections{{state="committing"}} {held}' in metrics(shim)
            assert len(waiting(standby)) == held and not any(write.answer for write in writes)
        assert [write.wait().status for write in writes] == [201] * 12


@pytest.mark.parametrize("writers, fitting", [(["a"], 3), (["a", "b", "c", "d", "e", "f", "g"], 6)])
def test_writes_leave_reads_their_places_in_the_queue(standby, writers, fitting):
    """Nor do they take all places of the queue: a read that has to wait a moment is not turned away because of them,
    neither of whose writes they are nor of others. Of eight places writes have six, one organization's half of those."""
    with harness.Outlayd(standby.primary, standby.database, loops=1, connections=2, queue_length=8, commit_timeout=FOREVER,
                         queue_timeout=FOREVER, **ADMIN, **mocked.PATIENT) as shim:
        with lost(standby), mocked.Gate(standby.primary, standby.database) as gate:
            writes = [Later(shim.client(host="first.localhost"), "POST", "/api/notes", {"note": f"places {len(writers)}"})]
            await_waiting(standby, 1)
            reads = [Later(shim.client(host="reader.localhost"), "GET", "/api/hold")]
            gate.await_waiting(1)
            for number in range(fitting):
                writes.append(Later(shim.client(host=f"{writers[number % len(writers)]}.localhost"), "POST", "/api/notes",
                                    {"note": f"places {len(writers)} {number}"}))
                shim.await_queue(number + 1)
            for host in writers:
                answer = shim.client(host=f"{host}.localhost").post("/api/notes", {"note": "no place"})
                assert answer.status == 503 and answer.code == "overloaded", answer
            reads.append(Later(shim.client(host="a.localhost"), "GET", "/api/hold"))
            shim.await_queue(fitting + 1)
            gate.open()
            assert [read.wait().status for read in reads] == [200] * 2
        assert [write.wait().status for write in writes] == [201] * (fitting + 1)


def test_a_write_is_answered_with_what_is_known(standby):
    """Its commit is given up after commit_timeout: it is there, no standby has it, and the client is told just that;
    readiness, metrics and log tell whoever watches, and that it is over."""
    with harness.Outlayd(standby.primary, standby.database, loops=1, connections=2, commit_timeout="200ms", **ADMIN) as shim:
        client = shim.client(host="a.localhost")
        with lost(standby):
            for number in range(3):
                answer = client.post("/api/notes", {"note": f"known {number}"})
                assert answer.status == 504 and answer.code == "outcome_unknown" and "carried out" in answer.json["detail"]
                assert "retry-after" not in answer.headers
            assert client.get("/api/rows/1").status == 200
            assert standby.primary.psql("SELECT count(*) FROM mock.note WHERE note LIKE 'known%'", standby.database) == "3"
            ready = client.get("/readyz")
            assert ready.status == 200 and ready.json == {"status": "ready", "writes": "unconfirmed"}
            assert {"outlayd_outcome_unknown_total 3", "outlayd_commits_unconfirmed 1",
                    'outlayd_pg_connections{state="committing"} 0'} <= set(metrics(shim))
            assert client.post("/api/notes", {"note": "known 0"}).status == 409     # what fails still fails
        harness.wait_until(lambda: client.post("/api/answer", {"body": "1"}).status == 200
                           and client.get("/readyz").json == {"status": "ready"}, "writes are confirmed again")
        assert "outlayd_commits_unconfirmed 0" in metrics(shim)
        assert len(shim.events("commits_unconfirmed")) >= 1 and len(shim.events("commits_confirmed")) >= 1


@pytest.mark.parametrize("end", ["cancel", "terminate"])
def test_whoever_ends_the_wait_a_write_is_not_acknowledged(standby, end):
    """A DBA cancels or terminates the backend that waits: PostgreSQL goes on as if all were well, and says so only in a
    warning, in whatever language and however few messages the database's settings let through."""
    with harness.Outlayd(standby.primary, standby.database, loops=1, connections=2, commit_timeout=FOREVER) as shim:
        with lost(standby):
            write = Later(shim.client(host="a.localhost"), "POST", "/api/notes", {"note": end})
            await_waiting(standby, 1)
            standby.primary.psql(f"SELECT pg_{end}_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
            answer = write.wait()
            assert answer.status == 504 and answer.code == "outcome_unknown" and "carried out" in answer.json["detail"]
            assert shim.client(host="a.localhost").get("/api/rows/1").status == 200


def test_a_key_tells_when_it_is_safe(standby):
    """Repeated with its key a request is told to be carried out when the standby has it, and not before: also where
    nothing is left to do but to say so."""
    primary = standby.primary
    with organizations.Service(primary, may_fail=True, loops=1, connections=3, commit_timeout=FOREVER,
                               statement_timeout=FOREVER, lock_timeout=FOREVER) as service:
        acme = service.sign_up("Lost")
        expense = {"budget_id": acme.budget()["id"], "amount": "1.00", "spent_on": "2024-03-14", "description": "Once"}
        log_in = {"email": acme.owner.email, "password": organizations.PASSWORD}
        with lost(standby):
            for person, path, body in ((acme.owner, "expenses", expense), (acme.client(), "sessions", log_in)):
                for _ in range(3):
                    write = Later(person, "POST", f"/api/v2/{path}", body, headers={"Idempotency-Key": path})
                    await_waiting(standby, 1)
                    assert primary.psql("SELECT pg_cancel_backend(pid) FROM pg_stat_activity "
                                        "WHERE wait_event = 'SyncRep'") == "t"
                    answer = write.wait()
                    assert answer.status == 504 and answer.code == "outcome_unknown", answer
        again = acme.owner.post("/api/v2/expenses", expense, headers={"Idempotency-Key": "expenses"})
        assert again.status == 201 and again.headers["idempotent-replayed"] == "true", again
        assert [item["id"] for item in acme.owner.get("/api/v2/expenses").json["items"]] == [again.json["id"]]
        again = acme.client().post("/api/v2/sessions", log_in, headers={"Idempotency-Key": "sessions"})
        assert again.status == 409 and again.fields() == {"idempotency_key": "carried_out"}, again
