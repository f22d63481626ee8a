"""Limits of size, time and number: each has an end, and none takes others with it."""
import socket
import threading
import time

import pytest

import harness
import mocked

_database, _shim = mocked.fixtures(
    loops=1, connections=2, queue_length=4, queue_timeout="600ms", statement_timeout="2s", lock_timeout="5s",
    header_timeout="500ms", body_timeout="700ms", idle_timeout="900ms", send_timeout="800ms", max_body="10kB", max_uri=300, max_header="2kB",
    max_connections=60, max_connections_per_address=40)

HOST = b"Host: acme.localhost\r\n"


@pytest.fixture(name="client")
def _client(shim):
    client = shim.client(host="acme.localhost")
    yield client
    client.close()


def seconds_until_closed(shim, data, every=None, piece=b"x"):
    """Sends data, then a piece every so often; how long the server let that go on, and what it said."""
    start, received = time.monotonic(), b""
    with socket.create_connection(("127.0.0.1", shim.port), timeout=harness.PATIENCE) as link:
        link.sendall(data)
        link.settimeout(every or 10)
        while time.monotonic() - start < 10:
            try:
                got = link.recv(65536)
                if not got:
                    break
                received += got
            except socket.timeout:
                try:
                    link.sendall(piece)
                except OSError:
                    break
            except OSError:
                break
    return time.monotonic() - start, received


def in_background(count, function):
    """Runs a function so many times at once; the list of results once all have ended."""
    results = []
    threads = [threading.Thread(target=lambda: results.append(function())) for _ in range(count)]
    for thread in threads:
        thread.start()
    return results, lambda: [thread.join(harness.PATIENCE) for thread in threads]


# ---- Size -----------------------------------------------------------------------------------------------------------

def test_sizes(shim, client):
    """413, 414, 431 in the problem format, before anything is kept."""
    body = '{"name":"%s"}' % ("x" * 11000)
    answer = client.post("/api/echo/7", body)
    assert answer.status == 413 and answer.code == "body_too_large"
    assert client.post("/api/echo/7", '{"name":"%s"}' % ("x" * 9000)).status == 201
    answer = client.get("/api/rows?x=" + "y" * 400)
    assert answer.status == 414 and answer.code == "uri_too_long"
    answer = client.get("/api/rows", headers={"X-Long": "y" * 2000})
    assert answer.status == 431 and answer.code == "header_too_large"
    assert harness.statuses(shim.raw(b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n" + HOST + b"\r\n")) == [414]
    assert 431 in harness.statuses(shim.raw(b"GET / HTTP/1.1\r\n" + HOST + b"A: " + b"b" * 90000 + b"\r\n\r\n"))


def test_a_query_of_many_parameters(shim):
    """As many as fit into max_uri are read and answered, and at once, whatever the library keeps of them."""
    for query in (b"&" * 200, b"&".join(b"numbers=%d" % n for n in range(20)), b"a=1&" * 60):
        data = b"GET /api/echo/7?" + query + b" HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"
        assert harness.statuses(shim.raw(data, seconds=2)) in ([200], [422]), query
    numbers = "&".join(f"numbers={n}" for n in range(20))
    assert shim.client().get(f"/api/echo/7?{numbers}").json["numbers"] == list(range(20))


def test_a_chunked_body_is_bounded_too(shim):
    """It has no length to be refused by; the answer comes while it is still being sent."""
    head = b"POST /api/echo/7 HTTP/1.1\r\n" + HOST + b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer = shim.raw(head + b"1000\r\n" + b" " * 4096 + b"\r\n" + (b"1000\r\n" + b" " * 4096 + b"\r\n") * 500)
    assert harness.statuses(answer) in ([413 if harness.takes_chunks() else 411], [])
    assert shim.client().get("/healthz").status == 200


FAILURES = {
    "404": (b"GET /api/nothing HTTP/1.1\r\n", b"\r\n"),
    "400": (b"GET /api/rows HTTP/1.1\r\nX(: y\r\n", b"\r\n"),
    "408": (b"POST /api/echo/7 HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 9\r\n", b"\r\n{"),
    "413" if harness.takes_chunks() else "411": (b"POST /api/echo/7 HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n",
            b"\r\n2800\r\n" + b" " * 10240 + b"\r\n1\r\n "),
    "431": (b"GET /api/rows HTTP/1.1\r\n", b"A: b\r\n" * 34 + b"B: " + b"x" * 100 + b"\r\n\r\n"),
}


@pytest.mark.parametrize("status", FAILURES)
def test_failures_have_the_same_headers(shim, status):
    """Also where the answer is sent past libmicrohttpd, or before a route is known: a page has to see what it was."""
    def headers(name):
        first, last = FAILURES[name]
        answer = shim.raw(first + HOST + b"Origin: https://app.example\r\nX-Request-Id: mine\r\nConnection: close\r\n"
                          + last)
        assert harness.statuses(answer) == [int(name)], answer
        lines = answer.split(b"\r\n\r\n")[0].decode().split("\r\n")[1:]
        return {line.split(":")[0]: line.split(": ", 1)[1] for line in lines}

    expected, found = headers("404"), headers(status)
    assert {"Date", "X-Request-Id", "X-Content-Type-Options", "Access-Control-Allow-Origin"} <= set(expected)
    assert found["X-Request-Id"] == "mine" and int(found["Content-Length"]) > 0
    for one in (expected, found):
        del one["Content-Length"]
        time.strptime(one.pop("Date"), "%a, %d %b %Y %H:%M:%S GMT")
    assert found == expected


# ---- Time -----------------------------------------------------------------------------------------------------------

def test_a_slow_header_ends(shim):
    """A byte now and then does not keep a connection alive."""
    seconds, answer = seconds_until_closed(shim, b"GET /healthz HTTP/1.1\r\nX-A: ", every=0.1)
    assert 0.3 < seconds < 2 and harness.statuses(answer) == [408]
    seconds, answer = seconds_until_closed(shim, b"GE", every=0.1)
    assert 0.3 < seconds < 2 and harness.statuses(answer) in ([408], [])


def test_a_slow_body_ends(shim):
    """Neither does it with a body."""
    seconds, answer = seconds_until_closed(
        shim, b"POST /api/echo/7 HTTP/1.1\r\n" + HOST + b"Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{",
        every=0.1, piece=b" ")
    assert 0.5 < seconds < 3 and harness.statuses(answer) == [408]


def test_an_idle_connection_ends(shim):
    """After an answer, after no request at all."""
    seconds, answer = seconds_until_closed(shim, b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n")
    assert 0.6 < seconds < 3 and harness.statuses(answer) == [200]
    seconds, answer = seconds_until_closed(shim, b"")
    assert 0.3 < seconds < 2 and answer == b""


def test_a_client_that_does_not_read_ends(shim):
    """Its answer is not kept for ever."""
    def ended(after):
        return [event for event in shim.events("request") if event["path"] == "/api/big"][after:]

    # A busy machine may not have the answer made within statement_timeout.
    tries, event = 0, {"status": 504}
    while event["status"] == 504:
        with socket.create_connection(("127.0.0.1", shim.port)) as link:
            link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            link.sendall(b"GET /api/big?size=10000000 HTTP/1.1\r\n" + HOST + b"\r\n")
            event = harness.wait_until(lambda tries=tries: ended(tries), "the answer is given up")[0]
        tries += 1
    assert event.get("aborted")
    assert shim.client().get("/healthz").status == 200


def test_statement_timeout(client):
    """A slow statement is cut by PostgreSQL: 504."""
    answer = client.get("/api/sleep?seconds=5")
    assert answer.status == 504 and answer.code == "timeout"
    assert client.get("/api/rows/1").status == 200


def test_settings_reach_postgresql(client):
    """Time-outs are set on each connection."""
    assert client.get("/api/setting?name=statement_timeout").body == b"2s"
    assert client.get("/api/setting?name=lock_timeout").body == b"5s"
    assert client.get("/api/setting?name=idle_in_transaction_session_timeout").body == b"15s"


# ---- Number ---------------------------------------------------------------------------------------------------------

def test_the_queue_is_bounded_in_length_and_time(cluster, database):
    """Two connections, two places of four in the queue for one tenant, five seconds: what does not fit is told so while
    the others wait, what waits too long when its time is over."""
    with harness.Outlayd(cluster, database, loops=1, connections=2, queue_length=4, queue_timeout="5s",
                         admin_listen="127.0.0.1", admin_port=0, **mocked.PATIENT) as shim:

        def send(count):
            return in_background(count, lambda: shim.client(host="a.localhost").get("/api/hold"))

        with mocked.Gate(cluster, database) as gate:
            served, join_served = send(2)
            gate.await_waiting(2)
            later, join_later = send(2)
            shim.await_queue(2)
            at_once, join_at_once = send(5)
            join_at_once()
            assert not later
            join_later()
            assert not served
        join_served()
        assert [answer.status for answer in served] == [200] * 2
        for answer in at_once + later:
            assert answer.status == 503 and answer.code == "overloaded" and answer.headers["retry-after"] == "1"
        assert {answer.json["detail"] for answer in at_once} == {"too many requests are waiting"} and len(at_once) == 5
        millis = {line["request_id"]: line["ms"] for line in shim.events("request")}
        assert all(answer.json["detail"] not in at_once[0].json["detail"] and millis[answer.json["request_id"]] > 4990
                   for answer in later) and len(later) == 2


def test_the_queue_serves_in_order(shim):
    """Who came first is served first."""
    results, join = in_background(4, lambda: shim.client(host="a.localhost").get("/api/sleep?seconds=0.1").status)
    join()
    assert results == [200] * 4


def test_connections_are_bounded_by_address(cluster, database):
    """One address cannot take all of them; when it lets go, it is served again."""
    with harness.Outlayd(cluster, database, loops=1, connections=2, header_timeout="60s", max_connections=60,
                         max_connections_per_address=40) as shim:
        take_all_connections(shim)


def take_all_connections(shim):
    """Opens more connections than one address may have, asks on each, and closes them."""
    links = [socket.create_connection(("127.0.0.1", shim.port)) for _ in range(45)]
    try:
        alive = 0
        for link in links:
            link.settimeout(harness.PATIENCE)
            try:
                link.sendall(b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n")
                alive += bool(link.recv(100))
            except OSError:
                pass
        assert alive == 40
    finally:
        for link in links:
            link.close()
    harness.wait_until(lambda: _status(shim) == 200, "connections are free again")


def _status(shim):
    try:
        return shim.client().get("/healthz").status
    except OSError:
        return None


def test_half_sent_headers_do_not_block_others(shim):
    """Slow clients cost a descriptor each, no more."""
    links = [socket.create_connection(("127.0.0.1", shim.port)) for _ in range(30)]
    try:
        for link in links:
            link.sendall(b"GET /healthz HTTP/1.1\r\nHo")
        client = shim.client(host="acme.localhost")
        watch = harness.Watch()
        for _ in range(50):
            assert client.get("/api/rows/1").status == 200
        assert watch.seconds() < 1
    finally:
        for link in links:
            link.close()


# ---- Clients that go away -------------------------------------------------------------------------------------------

@pytest.mark.parametrize("reset", [False, True], ids=["FIN", "RST"])
def test_a_client_that_goes_away_cancels_its_query(cluster, database, reset):
    """Nobody waits for the answer: the connection is free although the query would never end by itself, and the cancel
    hits nobody else."""
    with harness.Outlayd(cluster, database, loops=1, connections=2, queue_length=4, **mocked.PATIENT) as shim, \
            mocked.Gate(cluster, database) as gate:
        client = shim.client(host="acme.localhost")
        for _ in range(5):
            links = [socket.create_connection(("127.0.0.1", shim.port)) for _ in range(4)]
            for link in links:
                if reset:
                    link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
                link.sendall(b"GET /api/hold HTTP/1.1\r\n" + HOST + b"\r\n")
            gate.await_waiting(2)
            for link in links:
                link.close()
            gate.await_waiting(0)
            for _ in range(10):
                assert client.get("/api/rows/1").status == 200
        assert [e for e in shim.events("request") if e["path"] == "/api/hold" and e.get("aborted")]
