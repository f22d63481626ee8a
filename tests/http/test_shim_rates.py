"""Rate limits by address and by token: 429 before a connection to PostgreSQL is taken."""
import time

import pytest

import harness
import mocked

# A second. Ten seconds' worth are let through at once; so low, that even a slow machine sends more.
ADDRESS, TOKEN = 4, 2
_database, _shim = mocked.fixtures(loops=2, connections=1, rate_address=ADDRESS, rate_token=TOKEN, rate_anonymous=6,
                                   trusted_proxies="127.0.0.1")


class Tries:
    """Requests that count for one client, and what its limit lets through in the time that they took."""

    def __init__(self, rate):
        self.rate, self.begun, self.found = rate, time.monotonic(), {}

    def add(self, found):
        """Counts answers by their status."""
        for status, count in found.items():
            self.found[status] = self.found.get(status, 0) + count

    def check(self, status=200):
        """What was at once is let through, and what the time since has added; the rest is refused."""
        assert set(self.found) == {status, 429}, self.found
        assert 10 * self.rate <= self.found[status] <= self.rate * (10 + time.monotonic() - self.begun) + 1


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
    tries = Tries(ADDRESS)
    for _ in range(6):
        tries.add(statuses(shim, 25, "192.0.2.1")[0])
    tries.check()
    found, answer = statuses(shim, 1, "192.0.2.1", "/api/nothing/here")
    if 429 in found:
        assert answer.code == "too_many_requests" and answer.headers["retry-after"] == "1"
        assert answer.headers["content-type"] == "application/problem+json"
    assert statuses(shim, 30, "192.0.2.2")[0] == {200: 30}


def test_what_no_path_has_is_limited_too(shim):
    """A method that nothing here has costs us as much as one that a path has not."""
    tries = Tries(ADDRESS)
    tries.add(statuses(shim, 150, "192.0.2.40", method="BREW")[0])
    tries.check(501)


def test_an_ipv6_network_is_one_client(shim):
    """Whoever has a /64 has more addresses than any table."""
    tries = Tries(ADDRESS)
    for number in range(110):
        tries.add(statuses(shim, 1, f"2001:db8::{number:x}")[0])
    tries.check()
    assert statuses(shim, 1, "2001:db8:0:1::1")[0] == {200: 1}


def test_a_token_is_limited(shim):
    """From however many addresses it comes."""
    tries = Tries(TOKEN)
    for number in range(60):
        tries.add(statuses(shim, 1, f"192.0.2.{100 + number}", token="mine")[0])
    tries.check()
    assert statuses(shim, 1, "192.0.2.3", token="another")[0] == {200: 1}


def test_a_token_is_limited_whatever_is_written_behind_it(shim):
    """A cookie is two tokens, and the first alone proves who is asking; an Authorization header has no second."""
    client, tries = shim.client(host="a.localhost"), Tries(TOKEN)
    for number in range(60):
        tries.add({client.get("/api/private", headers={"Cookie": f"__Host-outlay=bakers.{number}"}).status: 1})
    tries.check()
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
    tries = Tries(ADDRESS)
    for number in range(130):
        tries.add(statuses(shim, 1, f"203.0.113.{number}, 192.0.2.77")[0])
    tries.check()


@pytest.mark.parametrize("form,address", (
    ("198.18.0.1:4711", "198.18.0.1"), ("[2001:db8:1::1]", "2001:db8:1::1"), ("[2001:db8:2::1]:443", "2001:db8:2::1"),
    ("unknown", "::")))
def test_an_address_is_limited_however_a_proxy_writes_it(shim, form, address):
    """With its port, or as nobody's: never as the proxy's own, whom no limit holds."""
    tries = Tries(ADDRESS)
    for _ in range(130):
        tries.add(statuses(shim, 1, form)[0])
    tries.check()
    assert shim.events("request")[-1]["address"] == address


def test_lines_of_addresses_are_one_list(shim):
    """A proxy may add a line of its own where there is one; the client's own line says nothing still."""
    lines = b"X-Forwarded-For: 192.0.2.50\r\nX-Forwarded-For: 192.0.2.51\r\nConnection: close\r\n\r\n"
    assert harness.statuses(shim.raw(b"GET /api/rows/1 HTTP/1.1\r\nHost: a.localhost\r\n" + lines)) == [200]
    harness.wait_until(lambda: shim.events("request")[-1]["address"] == "192.0.2.51", "it is logged")


def test_the_proxy_itself_and_probes_are_not_limited(shim):
    """Health checks come from there."""
    assert statuses(shim, 130, None)[0] == {200: 130}
    assert statuses(shim, 130, "192.0.2.9", "/healthz")[0] == {200: 130}
