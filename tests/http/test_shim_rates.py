"""Rate limits by address and by token: 429 before a connection to PostgreSQL is taken."""
import pytest

import harness
import mocked

_database, _shim = mocked.fixtures(loops=2, connections=1, rate_address=10, rate_token=2, rate_anonymous=6,
                                   trusted_proxies="127.0.0.1")


def statuses(shim, count, address, path="/api/rows/first", method="GET", **options):
    """How many of so many requests of an address got each status, and the last answer."""
    client, found, answer = shim.client(host="a.localhost", **options), {}, None
    for _ in range(count):
        body = {} if method == "POST" else None
        answer = client.request(method, path, body=body, headers={"X-Forwarded-For": address} if address else None)
        found[answer.status] = found.get(answer.status, 0) + 1
    client.close()
    return found, answer


def test_an_address_is_limited(shim):
    """Ten seconds' worth at once, on whichever of the loops its connections are; nobody else is concerned."""
    served = refused = 0
    for _ in range(6):
        found, _ = statuses(shim, 25, "192.0.2.1")
        served, refused = served + found.get(200, 0), refused + found.get(429, 0)
        assert set(found) <= {200, 429}
    assert 100 <= served < 125 and refused > 25
    found, answer = statuses(shim, 1, "192.0.2.1", "/api/nothing/here")
    if 429 in found:
        assert answer.code == "too_many_requests" and answer.headers["retry-after"] == "1"
        assert answer.headers["content-type"] == "application/problem+json"
    assert statuses(shim, 30, "192.0.2.2")[0] == {200: 30}


def test_what_no_path_has_is_limited_too(shim):
    """A method that nothing here has costs us as much as one that a path has not."""
    found, _ = statuses(shim, 230, "192.0.2.40", method="BREW")
    assert set(found) == {501, 429} and found[501] < 130


def test_an_ipv6_network_is_one_client(shim):
    """Whoever has a /64 has more addresses than any table."""
    total = {}
    for number in range(110):
        found, _ = statuses(shim, 1, f"2001:db8::{number:x}")
        total = {status: total.get(status, 0) + found.get(status, 0) for status in (200, 429)}
    assert 100 <= total[200] < 110 and total[429] >= 1
    assert statuses(shim, 1, "2001:db8:0:1::1")[0] == {200: 1}


def test_a_token_is_limited(shim):
    """From however many addresses it comes."""
    total = {200: 0, 429: 0}
    for number in range(30):
        found, answer = statuses(shim, 1, f"192.0.2.{100 + number}", token="mine")
        total[answer.status] += 1
    assert 20 <= total[200] < 26 and total[200] + total[429] == 30
    assert statuses(shim, 1, "192.0.2.3", token="another")[0] == {200: 1}


def test_a_token_is_limited_whatever_is_written_behind_it(shim):
    """A cookie is two tokens, and the first alone proves who is asking; an Authorization header has no second."""
    client, total = shim.client(host="a.localhost"), {200: 0, 429: 0}
    for number in range(30):
        total[client.get("/api/private", headers={"Cookie": f"__Host-outlay=bakers.{number}"}).status] += 1
    assert 20 <= total[200] < 26 and total[200] + total[429] == 30
    assert client.get("/api/private", token="other.1").status == 401
    assert client.get("/api/private", token="other").status == 200
    client.close()


@pytest.mark.parametrize("path,status", (("/api/entered", 200), ("/api/die", 503)))
def test_writes_without_a_token_are_limited_more(shim, path, status):
    """Log-in and sign-up are such: each costs much. What comes of it does not matter."""
    address = f"198.51.100.{status % 255}"
    found, answer = statuses(shim, 8, address, path, "POST")
    assert found == {status: 6, 429: 2} and 1 <= int(answer.headers["retry-after"]) <= 10
    assert statuses(shim, 5, address)[0] == {200: 5}, "reading is not concerned"


def test_looking_up_without_a_token_is_limited_like_writes(shim):
    """A path that names something, a public organization ID say, is asked for one after the other by whoever wants all."""
    found, answer = statuses(shim, 8, "198.51.100.77", "/api/rows/1")
    assert found == {200: 6, 429: 2} and 1 <= int(answer.headers["retry-after"]) <= 10
    assert statuses(shim, 5, "198.51.100.77")[0] == {200: 5}, "what names nothing is not concerned"


def test_nobody_chooses_an_address(shim):
    """The last address that a trusted proxy has not written itself counts, whatever stands before it."""
    total = {200: 0, 429: 0}
    for number in range(130):
        _, answer = statuses(shim, 1, f"203.0.113.{number}, 192.0.2.77")
        total[answer.status] += 1
    assert total[429] > 5


@pytest.mark.parametrize("form,address", (
    ("198.18.0.1:4711", "198.18.0.1"), ("[2001:db8:1::1]", "2001:db8:1::1"), ("[2001:db8:2::1]:443", "2001:db8:2::1"),
    ("unknown", "::")))
def test_an_address_is_limited_however_a_proxy_writes_it(shim, form, address):
    """With its port, or as nobody's: never as the proxy's own, whom no limit holds."""
    total = {200: 0, 429: 0}
    for number in range(130):
        _, answer = statuses(shim, 1, form)
        total[answer.status] += 1
    assert total[429] > 5 and shim.events("request")[-1]["address"] == address


def test_lines_of_addresses_are_one_list(shim):
    """A proxy may add a line of its own where there is one; the client's own line says nothing still."""
    lines = b"X-Forwarded-For: 192.0.2.50\r\nX-Forwarded-For: 192.0.2.51\r\nConnection: close\r\n\r\n"
    assert harness.statuses(shim.raw(b"GET /api/rows/1 HTTP/1.1\r\nHost: a.localhost\r\n" + lines)) == [200]
    harness.wait_until(lambda: shim.events("request")[-1]["address"] == "192.0.2.51", "it is logged")


def test_the_proxy_itself_and_probes_are_not_limited(shim):
    """Health checks come from there."""
    assert statuses(shim, 130, None)[0] == {200: 130}
    assert statuses(shim, 130, "192.0.2.9", "/healthz")[0] == {200: 130}
