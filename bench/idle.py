"""Memory of outlayd with idle kept-alive connections: what each client costs that is connected and asks nothing."""
import os
import resource
import socket
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "http"))
from harness import Outlayd, wait_until  # noqa: E402

COUNTS = (1000, 10000)
REQUEST = (b"GET /api/v2/me HTTP/1.1\r\nHost: localhost\r\nUser-Agent: Mozilla/5.0 (X11; Linux)\r\n"
           b"Accept: application/json\r\nAccept-Language: en\r\n\r\n")


def resident_mb(pid):
    """Resident memory in MB."""
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS")) / 1024


def connect(port):
    """A connection that has had one answer and is kept alive."""
    link = socket.create_connection(("127.0.0.1", port), timeout=30)
    link.sendall(REQUEST)
    return link


def measure(cluster, database):
    """Yields how many connections are idle and the MB that outlayd takes, for each of COUNTS as far as the system lets."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    links = []
    with Outlayd(cluster, database, max_connections=max(COUNTS) + 100, max_connections_per_address=60000,
                 idle_timeout="10min", log_level="warning") as shim:
        yield 0, resident_mb(shim.process.pid)
        for count in COUNTS:
            if count + 200 > hard:
                break
            while len(links) < count:
                fresh = [connect(shim.port) for _ in range(min(200, count - len(links)))]
                for link in fresh:
                    answer = link.recv(1 << 20)
                    while b"\r\n\r\n" not in answer:
                        answer += link.recv(1 << 20)
                    assert answer.startswith(b"HTTP/1.1 401 "), answer[:200]
                links += fresh
            wait_until(lambda: shim.client().get("/healthz").status == 200, "it still answers")
            yield count, resident_mb(shim.process.pid)
        for link in links:
            link.close()
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
