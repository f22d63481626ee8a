"""traceparent: one id leads from a client's trace to outlayd's log, and on to the query and the server's log."""
import threading

import pytest

import harness
import mocked
import organizations

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = f"00-{TRACE}-00f067aa0ba902b7-01"


@pytest.fixture(scope="module", name="acme")
def _acme():
    with harness.Cluster(log_line_prefix="'%a|'", log_min_duration_statement="0") as cluster, \
            organizations.Service(cluster, **mocked.PATIENT) as service:
        acme = service.sign_up("Acme")
        with service.shim.routes_change():
            service.psql("""
                CREATE FUNCTION public.slow() RETURNS text LANGUAGE sql AS
                    $$SELECT current_setting('application_name') FROM pg_advisory_xact_lock_shared(1)$$;
                SELECT outlay.publish('GET', '/api/v2/slow', 'public.slow', 'Slow', '{owner}')""", acme.slug)
        yield acme


def running(acme, **headers):
    """Asks for the slow function; what pg_stat_activity calls the query meanwhile, and the answer."""
    answers = []
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    # A client of its own: connections are not shared between threads.
    client = acme.service.shim.client(host=acme.host, token=acme.owner.token)
    thread = threading.Thread(target=lambda: answers.append(client.get("/api/v2/slow", headers=names)))
    with mocked.Gate(acme.service.cluster, acme.service.database):
        thread.start()
        seen = harness.wait_until(lambda: acme.service.psql(
            "SELECT application_name FROM pg_stat_activity WHERE wait_event = 'advisory'"), "it runs")
    thread.join()
    return seen, answers[0]


def test_the_trace_is_seen_everywhere(acme):
    """While the query runs, in the server's log of slow statements, and in our own log; afterwards nowhere."""
    seen, answer = running(acme, traceparent=PARENT, x_request_id="mine-1")
    assert seen == f"outlayd {TRACE}" == answer.json
    line = harness.wait_until(lambda: [line for line in acme.service.shim.events("request")
                                       if line["request_id"] == "mine-1"], "it is logged")[0]
    assert line["trace_id"] == TRACE
    with open(acme.service.cluster.log, encoding="utf-8") as log:
        assert any(entry.startswith(f"outlayd {TRACE}|LOG:  duration") for entry in log)
    assert acme.service.psql("SELECT DISTINCT application_name FROM pg_stat_activity WHERE usename = 'outlay_web'") \
        == "outlayd"


def test_without_a_trace_it_is_the_request(acme):
    """The id that is in the answer finds the query."""
    seen, answer = running(acme, x_request_id="mine-2")
    assert seen == "outlayd mine-2"
    seen, answer = running(acme)
    assert seen == f"outlayd {answer.headers['x-request-id']}"


@pytest.mark.parametrize("value", ["", "00", PARENT.upper(), PARENT + "-x", "ff" + PARENT[2:], PARENT[:-1],
                                   PARENT.replace(TRACE, "0" * 32), "'; SELECT 1 --"])
def test_a_broken_traceparent_is_as_none(acme, value):
    """Nothing that a client writes there gets into the log or the database unless it is an id."""
    client = acme.service.shim.client(host=acme.host, token=acme.owner.token)
    answer = client.get("/api/v2/me", headers={"traceparent": value, "X-Request-Id": f"broken-{len(value)}"})
    assert answer.status == 200
    line = harness.wait_until(lambda: [line for line in acme.service.shim.events("request")
                                       if line["request_id"] == f"broken-{len(value)}"], "it is logged")[0]
    assert "trace_id" not in line
