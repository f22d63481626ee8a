"""New expenses per second with and without people who listen to the events of the same organization.

Everybody listens to the busiest organization there is, which is the worst case: each of them is sent every event. The
two take turns, so that a machine whose speed drifts treats both alike. What the listeners' own reading costs is theirs,
but on one machine it counts too.
"""
import os
import select
import socket
import tempfile
import threading
import time

from harness import Outlayd, give_away
from requests import BUDGETS, SEED, median, run_wrk, workloads, write


class Listeners:
    """So many open streams, read by a thread of their own."""

    def __init__(self, port, token, count):
        self.received, self.stopping, self.links = 0, False, []
        self.poll = select.epoll()
        for _ in range(count):
            link = socket.create_connection(("127.0.0.1", port))
            link.sendall(f"GET /api/v2/events HTTP/1.1\r\nHost: bench.localhost\r\nAuthorization: Bearer {token}\r\n\r\n"
                         .encode())
            answer = link.recv(4096)
            if b" 200 " not in answer:
                raise AssertionError(answer)
            self.poll.register(link, select.EPOLLIN)
            self.links.append(link)
        self.by_number = {link.fileno(): link for link in self.links}
        self.thread = threading.Thread(target=self.read)
        self.thread.start()

    def read(self):
        """Reads all streams until it is told to stop."""
        buffer = bytearray(1 << 18)
        while not self.stopping:
            for number, _ in self.poll.poll(0.2):
                length = self.by_number[number].recv_into(buffer)
                if length == 0:
                    raise AssertionError("a stream has ended")
                self.received += buffer.count(b"data: ", 0, length)

    def close(self):
        """Stops reading and closes all; how many events came."""
        self.stopping = True
        self.thread.join()
        for link in self.links:
            link.close()
        time.sleep(2)  # that they have gone is noticed once a second
        return self.received


def measure(cluster, database, seconds=4, rounds=5, connections=8, clients=16, count=100):
    """Seeds an organization and returns the medians of both and of their ratios, and events a second of all streams."""
    cluster.psql(SEED.format(budgets=BUDGETS, expenses=1000), database)
    cluster.psql("VACUUM ANALYZE", database)
    workload = list(workloads(cluster.psql("SELECT current_date", database)))[-1]
    directory = tempfile.mkdtemp(prefix="olb-")
    os.chmod(directory, 0o755)
    give_away(directory)
    lua = write(directory, "wrk.lua", workload.lua)
    pairs = []
    with Outlayd(cluster, database, loops=2, connections=connections // 2, tenant_share=100, log_level="warning",
                 max_streams_per_member=count) as shim:
        token = shim.client(host="bench.localhost").post(
            "/api/v2/sessions", {"email": "owner@example.com", "password": "bench-password-1"}).json["access_token"]
        for turn in range(rounds):
            rates = {}
            # Whoever comes second finds larger tables: they take turns in that, too.
            for listening in (False, True) if turn % 2 else (True, False):
                listeners = Listeners(shim.port, token, count) if listening else None
                rates[listening] = run_wrk(shim, workload, token, lua, clients, seconds)[0]
                if listening:
                    events = listeners.close() / seconds
            pairs.append((rates[False], rates[True], events))
    return {"count": count, "without": median([p[0] for p in pairs]), "with": median([p[1] for p in pairs]),
            "ratio": median([p[1] / p[0] for p in pairs]), "events": median([p[2] for p in pairs])}
