"""A thousand clients that take their time, with or without TLS, do not delay one that does not."""
import resource
import socket
import threading
import time

import pytest

import certificates
import harness
import mocked

HOST = b"Host: acme.localhost\r\n"
# What a client begins with; then it sends a byte of its drip, or reads a little, once a second.
HEADER = (b"GET /healthz HTTP/1.1\r\nX-Slow: ", b"x")
BODY = (b"POST /api/echo/7 HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n" + HOST + b"\r\n{", b" ")
READER = (b"GET /api/big?size=500000 HTTP/1.1\r\n" + HOST + b"\r\n", None)
HANDSHAKE = (b"\x16\x03\x01\x01\x00\x01\x00", b"\x00")


class Slow:
    """So many clients of each kind: (begin, drip, through TLS) -> how many."""

    def __init__(self, shim, kinds):
        self.shim, self.stopping, self.links = shim, False, []
        for (begin, drip, tls), count in kinds.items():
            for _ in range(count):
                self.links.append((self.open(begin, drip, tls), drip))
        self.thread = threading.Thread(target=self.run, daemon=True)

    def open(self, begin, drip, tls):
        """One of them."""
        link = socket.socket()
        link.settimeout(harness.PATIENCE)
        if drip is None:
            link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        link.connect(("127.0.0.1", self.shim.port))
        if tls:
            link = certificates.context().wrap_socket(link)
        link.sendall(begin)
        link.setblocking(False)
        return link

    def run(self):
        """Each of them does a little once a second, one after the other."""
        while not self.stopping:
            for link, drip in self.links:
                try:
                    if drip:
                        link.send(drip)
                    else:
                        link.recv(500)
                except OSError:
                    pass
                time.sleep(0.8 / len(self.links))

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.stopping = True
        self.thread.join(harness.PATIENCE)
        for link, _ in self.links:
            link.close()


def status(shim, tls, path):
    """What a client gets that takes no time, on a connection of its own."""
    with certificates.connect(shim.port) if tls else socket.create_connection(("127.0.0.1", shim.port)) as link:
        return harness.statuses(certificates.exchange(
            link, b"GET " + path + b" HTTP/1.1\r\nConnection: close\r\n" + HOST + b"\r\n"))


def p99(shim, tls, seconds):
    """What the slowest but one in a hundred requests took, each on a connection of its own, but for the waits of a busy
    machine."""
    taken, end, watch = [], time.monotonic() + seconds, harness.Watch()
    while time.monotonic() < end or len(taken) < 100:
        begun = time.monotonic()
        assert status(shim, tls, b"/api/rows/1") == [200]
        taken.append(time.monotonic() - begun)
        time.sleep(0.01)
    return max(0.0, sorted(taken)[-1 - len(taken) // 100] - watch.waited())


@pytest.mark.parametrize("tls", [False, True], ids=["plain", "tls"])
def test_a_thousand_slow_clients(cluster, tls):
    """p99 stays below half a second, or near to what it is without them where the machine itself is slow."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < 3000:
        pytest.skip("too few descriptors are allowed")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 3000), hard))
    kinds = {(*HEADER, tls): 400, (*BODY, tls): 400, (*READER, tls): 200}
    if tls:
        kinds = {(*HANDSHAKE, False): 600, (*HEADER, True): 200, (*BODY, True): 150, (*READER, True): 50}
    settings = certificates.Authority().settings() if tls else {}
    with harness.Outlayd(cluster, mocked.mock_database(cluster), wait="listening", header_timeout="1h", body_timeout="1h",
                         send_timeout="1h", max_connections_per_address=3000, rate_address=0,
                         queue_timeout="60s", **settings) as shim:
        harness.wait_until(lambda: status(shim, tls, b"/readyz") == [200], "it serves")
        alone = p99(shim, tls, 2)
        with Slow(shim, kinds) as slow:
            among_them = p99(shim, tls, 4)
            alive = sum(1 for link, drip in slow.links if drip and not closed(link))
        print(f"p99 {alone * 1000:.1f} ms alone, {among_them * 1000:.1f} ms among {alive} slow clients")
        assert alive >= 800
        assert among_them < max(0.5, 3 * alone)


def closed(link):
    """Whether the server has ended a connection."""
    try:
        return link.recv(1) == b""
    except (BlockingIOError, certificates.ssl.SSLWantReadError):
        return False
    except OSError:
        return True
