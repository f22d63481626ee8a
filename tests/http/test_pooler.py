"""Behind PgBouncer: each answer is the request's own, limits hold on every backend, new routes are served.

PgBouncer is the one of the machine, or what PGBOUNCER names; without one the tests are skipped. ANSWERS says how many
are compared.
"""
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import threading

import pytest

import harness
import mocked

PROGRAM = os.environ.get("PGBOUNCER") or shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
ANSWERS = int(os.environ.get("ANSWERS", "20000"))
VERSION = re.search(r"PgBouncer (\d+)\.(\d+)", subprocess.run(
    [PROGRAM, "--version"], capture_output=True, text=True, check=True).stdout) if PROGRAM else None
KEEPS_NAMES = VERSION and (int(VERSION[1]), int(VERSION[2])) >= (1, 21)

pytestmark = pytest.mark.skipif(not PROGRAM, reason="there is no pgbouncer")


class Bouncer:
    """One PgBouncer before a cluster."""

    def __init__(self, cluster, mode="transaction", **settings):
        self.directory = tempfile.mkdtemp(prefix="olb-", dir=harness.PARENT)
        os.chmod(self.directory, 0o755)
        harness.give_away(self.directory)
        settings = {"pool_mode": mode, "auth_type": "any", "unix_socket_dir": self.directory, "listen_port": 6543,
                    "unix_socket_mode": "0777", "default_pool_size": 4, "max_client_conn": 200,
                    "logfile": f"{self.directory}/log", "ignore_startup_parameters": "extra_float_digits", **settings}
        with open(f"{self.directory}/ini", "w", encoding="utf-8") as file:
            file.write(f"[databases]\n* = host={cluster.directory} user=outlay_web\n[pgbouncer]\n")
            file.writelines(f"{name} = {value}\n" for name, value in settings.items())
        self.process = None

    def conninfo(self, database):
        """A libpq connection string."""
        return f"host={self.directory} port=6543 dbname={database} user=outlay_web"

    def __enter__(self):
        with open(f"{self.directory}/output", "ab") as output:
            self.process = subprocess.Popen([PROGRAM, f"{self.directory}/ini"], stdin=subprocess.DEVNULL,
                                            stdout=output, stderr=output, cwd="/", **harness.unprivileged())
        harness.wait_until(lambda: os.path.exists(f"{self.directory}/.s.PGSQL.6543"), "PgBouncer listens")
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait(harness.PATIENCE)
        shutil.rmtree(self.directory, ignore_errors=True)


def walk(number):
    """A request of one of five kinds, and what its answer has to hold."""
    kind = number % 5
    if kind == 0:
        return f"/api/rows/{number % 10000 + 1}", {"id": number % 10000 + 1}
    if kind == 1:
        return f"/api/echo/{number}?name=n{number}", {"id": number, "name": f"n{number}", "small": None}
    if kind == 2:
        return f"/api/echo/{number}?small={number % 30000}", {"id": number, "small": number % 30000, "name": None}
    if kind == 3:
        return f"/api/entered?x={number}", None
    return f"/api/echo/{number}?whole={number}&name=w{number}", {"id": number, "whole": number, "name": f"w{number}"}


def ask(port, numbers, wrong):
    """Sends requests a hundred at a time on one connection, and compares each answer with its request."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as link, link.makefile("rb") as answers:
        for start in range(0, len(numbers), 100):
            batch = [number for number in numbers[start:start + 100] if number % 5 != 3]
            link.sendall("".join(f"GET {walk(number)[0]} HTTP/1.1\r\nHost: t{number % 7}.localhost\r\n\r\n"
                                 for number in batch).encode())
            for number in batch:
                status = answers.readline()
                length = 0
                while (line := answers.readline()) not in (b"\r\n", b""):
                    if line.lower().startswith(b"content-length:"):
                        length = int(line.split(b":")[1])
                body = answers.read(length)
                expected = walk(number)[1]
                if b" 200 " not in status or not expected.items() <= json.loads(body).items():
                    wrong.append((number, status, body[:200]))


@pytest.mark.parametrize("mode", ["transaction", "session"])
def test_no_answer_is_anothers(cluster, mode):
    """Two servers share PgBouncer's four backends: no answer is another request's, and none is an error."""
    database = mocked.mock_database(cluster)
    each = ANSWERS // 8 if mode == "transaction" else 1000
    with Bouncer(cluster, mode, default_pool_size=4 if mode == "transaction" else 40) as bouncer, \
            harness.Outlayd(cluster, database, loops=2, connections=6, conninfo=bouncer.conninfo(database)) as one, \
            harness.Outlayd(cluster, database, loops=1, connections=6, conninfo=bouncer.conninfo(database)) as other:
        wrong = []
        threads = [threading.Thread(target=ask, args=((one if i % 2 else other).port, range(i, each * 10, 10), wrong))
                   for i in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(harness.PATIENCE)
        assert wrong == []


@pytest.fixture(scope="module", name="pooled")
def _pooled(cluster):
    """A server behind PgBouncer in transaction mode, whose database has settings that are not ours."""
    database = mocked.mock_database(cluster)
    cluster.psql(f"ALTER DATABASE {database} SET default_transaction_isolation = 'serializable';"
                 f"ALTER DATABASE {database} SET statement_timeout = '1h'")
    with Bouncer(cluster, server_lifetime=1) as bouncer, harness.Outlayd(
            cluster, database, loops=1, connections=3, statement_timeout="400ms", lock_timeout="333ms",
            conninfo=bouncer.conninfo(database)) as shim:
        yield database, shim


def test_settings_hold_on_every_backend(pooled):
    """Limits of time and the level of isolation travel with each request: PgBouncer's backends come and go."""
    _, shim = pooled
    client = shim.client(host="a.localhost")
    seen = {name: set() for name in ("statement_timeout", "lock_timeout", "transaction_isolation")}
    pids = set()

    def enough():
        for name, values in seen.items():
            values.add(client.get(f"/api/setting?name={name}").body.decode())
        pids.add(client.get("/api/pid").json)
        return len(pids) > 2

    harness.wait_until(enough, "three backends have served")
    assert seen == {"statement_timeout": {"400ms"}, "lock_timeout": {"333ms"},
                    "transaction_isolation": {"read committed"}}
    assert client.get("/api/sleep?seconds=3").status == 504


def test_new_routes_are_served(cluster, pooled):
    """Nobody can listen behind a pooler; the routes are looked at every few seconds, and read anew if they differ."""
    database, shim = pooled
    before = len(shim.events("routes_loaded"))
    cluster.psql("INSERT INTO mock.route (id, method, path, call) VALUES (990, 'GET', '/api/new', 'mock.pid')", database)
    harness.wait_until(lambda: shim.client(host="a.localhost").get("/api/new").status == 200, "the new route is served")
    assert len(shim.events("routes_loaded")) == before + 1
    assert shim.events("routes_polled")


def test_a_write_is_carried_out_once(cluster, pooled):
    """A request that met a backend without its statement did nothing there: it is sent again, and there is one note."""
    database, shim = pooled
    threads = [threading.Thread(target=lambda i=i: [shim.client(host=f"h{i}.localhost").post(
        "/api/notes", {"note": f"{i}-{j}"}) for j in range(50)]) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(harness.PATIENCE)
    assert cluster.psql("SELECT count(*), count(DISTINCT note) FROM mock.note", database) == "300|300"


@pytest.mark.skipif(not KEEPS_NAMES, reason="PgBouncer before 1.21 keeps no track of prepared statements")
def test_statements_stay_prepared(cluster):
    """Where PgBouncer keeps track of names nothing is sent twice."""
    database = mocked.mock_database(cluster)
    with Bouncer(cluster, max_prepared_statements=100) as bouncer, harness.Outlayd(
            cluster, database, loops=1, connections=4, admin_listen="127.0.0.1", admin_port=0,
            conninfo=bouncer.conninfo(database)) as shim:
        ask(shim.port, range(2000), wrong := [])
        metrics = harness.Client(shim.events("listening")[0]["admin_port"]).get("/metrics").body.decode()
        assert wrong == [] and "\noutlayd_pg_retries_total 0\n" in metrics


def test_limits_hold_without_a_pooler(cluster):
    """The level of isolation is the server's own choice, whatever the database says."""
    database = mocked.mock_database(cluster)
    cluster.psql(f"ALTER DATABASE {database} SET default_transaction_isolation = 'repeatable read';"
                 f"ALTER DATABASE {database} SET idle_session_timeout = '200ms'")
    with harness.Outlayd(cluster, database, loops=1, connections=1) as shim:
        client = shim.client(host="a.localhost")
        assert client.get("/api/setting?name=transaction_isolation").body == b"read committed"
        assert client.get("/api/setting?name=idle_session_timeout").body == b"0"
