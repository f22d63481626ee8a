"""/metrics: what is counted is what happened, in a form that Prometheus' own parser reads, on a port of its own."""
import json
import os
import re
import socket
import threading

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

import harness
import mocked
import organizations

_database, _shim = mocked.fixtures(loops=2, connections=1, queue_length=1, queue_timeout="300ms",
                                   admin_listen="127.0.0.1", admin_port=0, body_timeout="300ms", max_body="1kB", **mocked.PATIENT)


@pytest.fixture(name="client")
def _client(shim):
    client = shim.client(host="acme.localhost")
    yield client
    client.close()


def admin(shim):
    """A client of the admin port."""
    return harness.Client(shim.events("listening")[0]["admin_port"])


class Numbers:
    """All samples of one look at /metrics: {(name, sorted labels): value}."""

    def __init__(self, shim):
        client = admin(shim)
        answer = client.get("/metrics")
        client.close()
        assert answer.status == 200
        assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
        self.families = list(text_string_to_metric_families(answer.body.decode()))
        self.samples = {(sample.name, tuple(sorted(sample.labels.items()))): sample.value
                        for family in self.families for sample in family.samples}

    def get(self, name, **labels):
        """One value; 0 where there is none yet."""
        return self.samples.get((name, tuple(sorted(labels.items()))), 0)

    def total(self, name, **labels):
        """The sum of all samples that have these labels."""
        return sum(value for (found, have), value in self.samples.items()
                   if found == name and set(labels.items()) <= set(have))


def settled(shim):
    """The numbers when nothing is under way: a request is counted just after its last byte has been sent."""
    return harness.wait_until(
        lambda: next((now for now in [Numbers(shim)] if now.get("outlayd_requests_in_flight") == 0), None), "it is quiet")


def grown(shim, before, name, **labels):
    """By how much a number has grown."""
    return settled(shim).total(name, **labels) - before.total(name, **labels)


def test_known_requests_are_counted_by_pattern(shim, client):
    """Pattern, method and status, and never the path: else whoever asks for new paths fills the watcher's disk."""
    before = settled(shim)
    for number in range(1, 8):
        assert client.get(f"/api/rows/{number}").status == 200
    for _ in range(3):
        assert client.post("/api/fail", {"state": "22023"}).status == 422
    assert client.get("/nowhere/1").status == client.get("/nowhere/2").status == 404
    assert client.request("BREW", "/pot").status == 501
    after = settled(shim)
    assert after.total("outlayd_requests_total") - before.total("outlayd_requests_total") == 13
    row = {"route": "/api/rows/{id}", "method": "GET"}
    assert after.get("outlayd_requests_total", status="200", **row) - \
        before.get("outlayd_requests_total", status="200", **row) == 7
    assert after.get("outlayd_requests_total", status="422", route="/api/fail", method="POST") == 3
    assert after.get("outlayd_requests_total", status="404", route="other", method="other") >= 2
    assert "nowhere" not in str(after.samples) and "BREW" not in str(after.samples)
    count = after.get("outlayd_request_seconds_count", **row)
    assert count == after.get("outlayd_request_seconds_bucket", le="+Inf", **row) == 7
    assert 0 < after.get("outlayd_request_seconds_sum", **row) < 7
    assert after.get("outlayd_response_bytes_total") > before.get("outlayd_response_bytes_total")
    assert after.get("outlayd_request_bytes_total") > before.get("outlayd_request_bytes_total")
    assert grown(shim, before, "outlayd_pg_seconds_count") >= 10


def test_every_family_is_whole(shim, client):
    """Buckets never fall, every family has a type and a help, the process is described by the usual names."""
    client.get("/api/rows/1")
    numbers = settled(shim)
    for family in numbers.families:
        assert family.type in ("counter", "gauge", "histogram") and family.documentation.endswith("."), family.name
        assert family.samples, family.name
        buckets = {}
        for sample in family.samples:
            if sample.name.endswith("_bucket"):
                labels = {key: value for key, value in sample.labels.items() if key != "le"}
                buckets.setdefault(str(labels), []).append(sample.value)
        assert all(row == sorted(row) and len(row) == 16 for row in buckets.values())
    assert len({family.name for family in numbers.families}) == len(numbers.families)
    assert numbers.get("process_resident_memory_bytes") > 1e6
    assert 10 < numbers.get("process_open_fds") < numbers.get("process_max_fds")
    assert numbers.get("process_start_time_seconds") > 1.7e9
    assert numbers.total("outlayd_build_info") == 1
    assert numbers.total("outlayd_pg_connections") == 4, "one and the one that reads the routes, of each loop"
    assert numbers.get("outlayd_pg_connections", state="idle") == 4


def test_numbers_survive_a_reload(shim, client, cluster, database):
    """Routes are read again at any time; what was counted of them goes on, and a new one begins."""
    client.get("/api/rows/1")
    row = {"route": "/api/rows/{id}", "method": "GET", "status": "200"}
    count = settled(shim).get("outlayd_requests_total", **row)
    with shim.routes_change():
        cluster.psql("INSERT INTO mock.route VALUES (50, 'GET', '/api/odd\"\\name', 'mock.pid'); NOTIFY outlay_routes",
                     database)
    client.get("/api/rows/1")
    assert settled(shim).get("outlayd_requests_total", **row) == count + 1 > 1


def test_queue_and_refusals(cluster, database, shim, client):
    """Who waits, how long, and who is turned away for what reason, is what a DBA tunes the pool by."""
    before = settled(shim)
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(
        shim.client(host="acme.localhost").get("/api/hold").status)) for _ in range(12)]
    with mocked.Gate(cluster, database):
        for thread in threads:
            thread.start()
        harness.wait_until(lambda: answers.count(503) >= 8, "those that found no room, or waited too long, are refused")
        assert Numbers(shim).get("outlayd_pg_connections", state="busy") > 0
        assert Numbers(shim).get("outlayd_requests_in_flight") > 0
    for thread in threads:
        thread.join()
    assert client.get("/api/rows/1?" + "x" * 1000 + "=%").status == 400
    assert client.post("/api/notes", {"note": "x" * 2000}).status == 413
    assert grown(shim, before, "outlayd_requests_total") == 14
    refused = grown(shim, before, "outlayd_rejected_total", reason="queue_full") + \
        grown(shim, before, "outlayd_rejected_total", reason="queue_timeout")
    assert refused == answers.count(503) > 0
    assert grown(shim, before, "outlayd_rejected_total", reason="bad_request") == 1
    assert grown(shim, before, "outlayd_rejected_total", reason="body_too_large") == 1
    assert Numbers(shim).get("outlayd_queue_length") == 0


def test_a_client_that_goes(cluster, database, shim):
    """What nobody waited for is no error of the server's, and its cancelling is counted."""
    before = settled(shim)
    with mocked.Gate(cluster, database) as gate, socket.create_connection(("127.0.0.1", shim.port)) as link:
        link.sendall(b"GET /api/hold HTTP/1.1\r\nHost: acme.localhost\r\n\r\n")
        gate.await_waiting(1)
        link.close()
        gate.await_waiting(0)
    harness.wait_until(lambda: grown(shim, before, "outlayd_requests_total", status="0") == 1, "it is noticed")
    assert grown(shim, before, "outlayd_pg_cancels_total") == 1
    assert grown(shim, before, "outlayd_requests_total") == 1
    assert grown(shim, before, "outlayd_response_bytes_total") == 0
    line = shim.events("request")[-1]
    assert line["path"] == "/api/hold" and (line["status"], line["bytes"], line["aborted"]) == (0, 0, True)


POST = b"POST /api/notes HTTP/1.1\r\nHost: acme.localhost\r\nContent-Type: application/json\r\n"


@pytest.mark.parametrize("status,reason,data", (
    (400, "bad_request", POST + b"Content-Length: abc\r\n\r\n"),
    *([(400, "bad_request", POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n")] if harness.takes_chunks() else []),
    (413, "body_too_large", POST + b"Content-Length: 99999999999999999999\r\n\r\n"),
    (431, "header_too_large", POST + b"A: " + b"x" * 20000 + b"\r\n\r\n")))
def test_what_libmicrohttpd_answers_is_counted_as_that(shim, status, reason, data):
    """A flood of broken requests must not look like clients that lose their patience."""
    before = settled(shim)
    assert set(harness.statuses(shim.raw(data, seconds=3))) == {status}
    harness.wait_until(lambda: grown(shim, before, "outlayd_requests_total", status=str(status)) == 1, "it is counted")
    assert grown(shim, before, "outlayd_requests_total") == 1
    assert grown(shim, before, "outlayd_rejected_total", reason=reason) == 1
    line = shim.events("request")[-1]
    assert line["path"] == "/api/notes" and line["status"] == status and "aborted" not in line


def test_slow_clients(shim):
    """A phase that took too long is counted by its name, and the gauge of phases returns to what it was."""
    before = settled(shim)
    shim.raw(b"POST /api/notes HTTP/1.1\r\nHost: acme.localhost\r\nContent-Type: application/json\r\n"
             b"Content-Length: 5\r\n\r\n{", seconds=2)
    harness.wait_until(lambda: grown(shim, before, "outlayd_client_timeouts_total", phase="body") >= 1, "it is counted")
    harness.wait_until(lambda: Numbers(shim).get("outlayd_clients", phase="body") == 0, "it has gone")


def test_lost_connections(shim, client):
    """A backend that dies is seen in the numbers, and so is the connection that replaces it."""
    before = settled(shim)
    client.post("/api/die", {})
    harness.wait_until(lambda: grown(shim, before, "outlayd_pg_lost_total") == 1, "the loss is counted")
    harness.wait_until(lambda: grown(shim, before, "outlayd_pg_connects_total") >= 1, "it connects again")


def test_the_admin_port(shim):
    """Health is told there too; nothing else is, and nothing can be changed."""
    client = admin(shim)
    assert client.get("/healthz").json == {"status": "ok"}
    harness.wait_until(lambda: client.get("/readyz").json == {"status": "ready"}, "ready after what others have done")
    assert client.get("/api/rows").status == 404
    assert client.post("/metrics", "x" * 100000).status == 405
    assert client.request("HEAD", "/metrics").status == 200
    client.close()
    assert harness.statuses(harness.raw(shim.port, b"GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))[0] == 404


def test_it_is_off_by_default(cluster, database):
    """Nobody gets a second port that he has not asked for."""
    with harness.Outlayd(cluster, database) as shim:
        assert "admin_port" not in shim.events("listening")[0]


def test_a_stream_has_no_time(cluster):
    """Somebody who listens for an hour must not look like a request that took one."""
    with organizations.Service(cluster, admin_listen="127.0.0.1", admin_port=0) as service:
        acme = service.sign_up("Acme")
        service.shim.raw(f"GET /api/v2/events HTTP/1.1\r\nHost: {acme.host}\r\n"
                         f"Authorization: Bearer {acme.owner.token}\r\n\r\n".encode(), seconds=0.7)
        row = {"route": "/api/v2/events", "method": "GET"}
        numbers = harness.wait_until(lambda: next((now for now in [settled(service.shim)] if now.get(
            "outlayd_requests_total", status="200", **row) == 1), None), "it is counted")
        assert numbers.get("outlayd_request_seconds_count", **row) == 0
        assert numbers.get("outlayd_clients", phase="stream") == 0


def expressions(node):
    """Everything below a node of JSON or YAML that is an expression in Prometheus' language."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from [value] if key in ("expr", "query") and isinstance(value, str) else expressions(value)
    elif isinstance(node, list):
        for value in node:
            yield from expressions(value)


def deployed(name):
    """The expressions of a file in deploy/."""
    with open(os.path.join(harness.ROOT, "deploy", name), encoding="utf-8") as file:
        return list(expressions(json.load(file) if name.endswith(".json") else yaml.safe_load(file)))


def test_dashboard_and_alerts_know_the_metrics(shim, client):
    """A panel or an alert on a name that nobody exports is empty, and silent when it should not be."""
    client.get("/api/rows/1")
    numbers = settled(shim)
    known = {name for name, _ in numbers.samples}
    labels = {label for _, pairs in numbers.samples for label, _ in pairs} | {"job", "instance"}
    used = {}
    for name in ("grafana/outlayd.json", "prometheus/outlayd.rules.yml"):
        found = deployed(name)
        assert found
        used[name] = {word for text in found for word in re.findall(r"(?:outlayd|process)_[a-z_]+", text)}
        assert used[name] <= known, used[name] - known
        grouped = {word for text in found for group in re.findall(r"by \(([^)]*)\)", text)
                   for word in group.split(", ")}
        matched = {word for text in found for word in re.findall(r"[{,](\w+)=", text)}
        assert grouped | matched <= labels, (grouped | matched) - labels
    shown = {re.sub(r"_(bucket|sum|count)$", "", name) for name in used["grafana/outlayd.json"]}
    missing = {re.sub(r"_(bucket|sum|count)$", "", name) for name in known if name.startswith("outlayd_")} - shown
    assert not missing, f"nobody sees {missing}"
