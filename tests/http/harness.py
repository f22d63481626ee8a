"""What every HTTP test stands on: a private PostgreSQL cluster, an outlayd in front of it, a small JSON client.

Nothing here is shared between two runs: directories come from mkdtemp, PostgreSQL listens on a Unix socket in
its own directory alone, and outlayd takes a free port of 127.0.0.1 and tells which. Everything that waits has an
end. Standard library only.

The programs are found by two environment variables:
    PG_CONFIG   the pg_config of the PostgreSQL to test with (default: the newest below /usr/lib/postgresql)
    OUTLAYD     the shim's binary (default: shim/outlayd of this tree)
    OUTLAY_TEST_WRAPPER    a program to run it with (tests/suites/valgrind)
    OUTLAY_TEST_PATIENCE   seconds to wait for what should happen (300)

    cluster = Cluster().start()
    database = cluster.create_database(extension=True)
    with Outlayd(cluster, database) as shim:
        answer = shim.client(host="acme.localhost").get("/api/v2/expenses", token=token)
        assert answer.status == 200 and answer.json["items"]
"""
import contextlib
import ctypes
import glob
import http.client
import json
import os
import pwd
import re
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# Short, because a socket's name is; `make test` removes its own whatever happens.
PARENT = os.environ.get("OUTLAY_WORK", "/tmp")
PATIENCE = float(os.environ.get("OUTLAY_TEST_PATIENCE", "300"))


def wait_until(condition, what, seconds=PATIENCE, pause=0.02):
    """Returns the first true value of condition(); fails with what was awaited when the time is over."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"timed out after {seconds} s: {what}")
        time.sleep(pause)


def stalls():
    """Seconds in which something on this machine waited for a processor or a disk; None where the kernel does not tell.

    The waits of the threads that there are, added up, would not do: those of processes that have ended are no longer
    in the sum.
    """
    total = 0
    try:
        for resource in ("cpu", "io"):
            with open(f"/proc/pressure/{resource}", encoding="ascii") as file:
                total += int(re.match(r"some .* total=(\d+)", file.readline())[1])
    except OSError:
        return None
    return total / 1e6


class Watch:
    """How long something takes, for tests of what answers at once or within a limit.

    Other tests run beside, and a busy machine makes everything late: the time in which anything had to wait for it is
    left out.
    """

    def __init__(self):
        self.stalls, self.begun = stalls(), time.monotonic()

    def waited(self):
        """Seconds in which something has waited since the beginning; most of it where that is not told."""
        now = stalls()
        if now is None or self.stalls is None:
            return 0.95 * (time.monotonic() - self.begun)
        return max(0.0, now - self.stalls)

    def seconds(self):
        """Seconds since the beginning, of a machine with nothing else to do."""
        return max(0.0, time.monotonic() - self.begun - self.waited())


def takes_chunks():
    """Whether a body may come in chunks: libmicrohttpd before 1.0 reads them too kindly, and they are refused (411)."""
    library = ctypes.CDLL("libmicrohttpd.so.12")
    library.MHD_get_version.restype = ctypes.c_char_p
    return not library.MHD_get_version().startswith(b"0.")


def unprivileged():
    """Arguments for subprocess that leave root behind: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("postgres")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def give_away(path):
    """Makes a directory the unprivileged user's."""
    if os.geteuid() == 0:
        account = pwd.getpwnam("postgres")
        os.chown(path, account.pw_uid, account.pw_gid)


def bindir():
    """The directory of PostgreSQL's programs."""
    pg_config = os.environ.get("PG_CONFIG")
    if not pg_config:
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin/pg_config"), key=lambda p: int(p.split("/")[4]))
        pg_config = found[-1] if found else "pg_config"
    return subprocess.run([pg_config, "--bindir"], check=True, capture_output=True, text=True).stdout.strip()


class Cluster:
    """A PostgreSQL server of one's own in a directory of one's own, reached by Unix socket alone."""

    SETTINGS = {
        "listen_addresses": "''",
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "max_connections": "60",
        "shared_buffers": "64MB",
        "max_locks_per_transaction": "256",
        "log_min_messages": "warning",
    }

    def __init__(self, **settings):
        self.bin = bindir()
        self.directory = tempfile.mkdtemp(prefix="olt-", dir=PARENT)
        os.chmod(self.directory, 0o755)
        give_away(self.directory)
        self.data = os.path.join(self.directory, "data")
        self.log = os.path.join(self.directory, "postgres.log")
        self.settings = {**self.SETTINGS, "unix_socket_directories": f"'{self.directory}'", **settings}
        self.databases = 0

    def run(self, program, *arguments, **options):
        """Runs one of PostgreSQL's programs as the unprivileged user; its output as text."""
        options = {"check": True, "capture_output": True, "text": True, "timeout": 600, "cwd": "/",
                   **unprivileged(), **options}
        try:
            return subprocess.run([os.path.join(self.bin, program), *arguments], **options)
        except subprocess.CalledProcessError as error:
            raise AssertionError(f"{program} failed: {error.stderr or error.stdout}") from None

    def start(self):
        """Creates the cluster the first time, starts it, returns self."""
        if not os.path.exists(self.data):
            self.run("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8",
                     "-N")
            with open(os.path.join(self.data, "postgresql.conf"), "a", encoding="utf-8") as conf:
                conf.writelines(f"{name} = {value}\n" for name, value in self.settings.items())
        # After a kill -9 the old postmaster may not have been reaped yet.
        for attempt in range(5):
            result = self.run("pg_ctl", "start", "-w", "-t", "60", "-s", "-D", self.data, "-l", self.log,
                              check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              capture_output=False)
            if result.returncode == 0:
                return self
            time.sleep(0.5 * (attempt + 1))
        raise AssertionError("PostgreSQL does not start:\n" + self.log_text()[-4000:])

    def stop(self, mode="fast"):
        """Stops the server; the data stay."""
        if self.running():
            self.run("pg_ctl", "stop", "-w", "-t", "60", "-s", "-D", self.data, "-m", mode)

    def restart(self, mode="fast"):
        """Stops and starts."""
        self.stop(mode)
        return self.start()

    def pid(self):
        """The postmaster's process id, or None."""
        try:
            with open(os.path.join(self.data, "postmaster.pid"), encoding="utf-8") as file:
                return int(file.readline())
        except (OSError, ValueError):
            return None

    def running(self):
        """Whether the server runs."""
        return self.run("pg_ctl", "status", "-s", "-D", self.data, check=False).returncode == 0

    def kill(self):
        """kill -9 of the postmaster, as a crash would; waits until its children are gone too."""
        os.kill(self.pid(), signal.SIGKILL)
        wait_until(lambda: not self._processes(), "the server's processes have ended")

    def _processes(self):
        """The server's processes: each works in the data directory."""
        found = []
        for entry in glob.glob("/proc/[0-9]*/cwd"):
            with contextlib.suppress(OSError):
                if os.readlink(entry).removesuffix(" (deleted)") == os.path.realpath(self.data):
                    found.append(entry)
        return found

    def remove(self):
        """Stops the server and removes its directory."""
        with contextlib.suppress(Exception):
            self.stop("immediate")
        shutil.rmtree(self.directory, ignore_errors=True)

    def conninfo(self, database, user="outlay_web"):
        """A libpq connection string."""
        return f"host={self.directory} dbname={database} user={user}"

    def create_database(self, name=None, template=None, extension=False):
        """A new database; with the extension and its template in it if asked. Returns its name.

        The template is built by whoever needs it first. That takes a second or two of a processor, which a request with
        its time limit may not get where many tests run at once.
        """
        self.databases += 1
        name = name or f"t{self.databases}"
        self.run("createdb", "-h", self.directory, "-U", "postgres", *(["-T", template] if template else []), name)
        if extension:
            self.psql("CREATE EXTENSION outlay", name)
            self.psql("CALL outlay.upgrade_tenants()", name)
        return name

    def psql(self, sql, database="postgres", user="postgres", variables=None):
        """Runs SQL text (or the file given as @path); stops at the first error. Returns unaligned output."""
        arguments = ["-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-h", self.directory, "-U", user, "-d", database]
        for key, value in (variables or {}).items():
            arguments += ["-v", f"{key}={value}"]
        if sql.startswith("@"):
            with open(sql[1:], encoding="utf-8") as file:
                sql = file.read()
        return self.run("psql", *arguments, "-f", "-", input=sql).stdout.rstrip("\n")

    def configure(self, **settings):
        """Changes settings of the running server, None to the value it started with; returns when every process of it
        has been told, whatever it does next.

        A reload is carried out some time after it was asked for. The postmaster reads the file, then signals its
        processes, and takes no new session in between: once one session knows the new time, the next one was begun
        after all signals were sent. A process heeds one before the next command that it reads.
        """
        loaded = "SELECT pg_conf_load_time()"
        before = self.psql(loaded)
        for name, value in settings.items():
            self.psql(f"ALTER SYSTEM RESET {name}" if value is None else f"ALTER SYSTEM SET {name} = '{value}'")
        self.psql("SELECT pg_reload_conf()")
        wait_until(lambda: self.psql(loaded) != before, "the server's configuration is read")
        self.psql(loaded)

    def log_text(self):
        """The server's log until now."""
        with open(self.log, encoding="utf-8", errors="replace") as log:
            return log.read()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.remove()


class Outlayd:
    """One outlayd process on a free port of 127.0.0.1; settings are its options: Outlayd(c, db, loops=1)."""

    BINARY = os.environ.get("OUTLAYD", os.path.join(ROOT, "shim", "outlayd"))
    WRAPPER = os.environ.get("OUTLAY_TEST_WRAPPER", "").split()
    # A test sends from one address what a hundred people would; those of the limits have their own.
    UNLIMITED = {"rate_address": 0, "rate_token": 0, "rate_anonymous": 0}
    # A machine that many tests share takes its time; those of the limits of time have their own.
    UNHURRIED = {"statement_timeout": "60s", "lock_timeout": "60s", "queue_timeout": "30s",
                 "commit_timeout": "60s"}

    def __init__(self, cluster, database, user="outlay_web", wait="ready", environment=None, **settings):
        self.directory = tempfile.mkdtemp(prefix="old-", dir=PARENT)
        os.chmod(self.directory, 0o755)
        give_away(self.directory)
        self.log = os.path.join(self.directory, "outlayd.log")
        self.settings = {"conninfo": cluster.conninfo(database, user), "port": 0, "loops": 2, "connections": 4,
                         "log": self.log, **self.UNLIMITED, **self.UNHURRIED, **settings}
        self.log = self.settings["log"]
        self.environment = {**os.environ, **(environment or {})}
        self.wait = wait
        self.port = None
        self.process = None

    def arguments(self):
        """The command line."""
        return [*self.WRAPPER, self.BINARY] + [f"--{name.replace('_', '-')}={value}"
                                               for name, value in self.settings.items()]

    def start(self):
        """Starts; returns when it answers /readyz with 200 (wait='ready') or listens (wait='listening')."""
        with open(os.path.join(self.directory, "stderr"), "ab") as stderr:
            self.process = subprocess.Popen(self.arguments(), stdin=subprocess.DEVNULL, stdout=stderr, stderr=stderr,
                                            cwd="/", env=self.environment, **unprivileged())
        try:
            self.port = wait_until(self._port, "outlayd listens")
            if self.wait == "ready":
                self.await_ready()
        except BaseException:
            self.remove()
            raise
        return self

    def _port(self):
        if self.process.poll() is not None:
            raise AssertionError(f"outlayd ended with {self.process.returncode}: {self.stderr()}")
        for event in self.events("listening"):
            return event["port"]
        return None

    def await_ready(self, seconds=PATIENCE):
        """Returns when every loop serves: any answer but that of /readyz tells of the loop that it came from alone."""
        wait_until(lambda: self.client().get("/readyz").status == 200, "every loop is ready", seconds)

    def await_metric(self, name, value):
        """Returns when one of its numbers has a value; needs the admin port."""
        client = Client(self.events("listening")[0]["admin_port"])
        wait_until(lambda: f"\n{name} {value}\n".encode() in client.get("/metrics").body, f"{name} is {value}")
        client.close()

    def await_queue(self, length):
        """Returns when so many requests wait for a connection to PostgreSQL; needs the admin port."""
        self.await_metric("outlayd_queue_length", length)

    @contextlib.contextmanager
    def routes_change(self):
        """Returns when every loop has read the routes, which the block changes and tells of with one NOTIFY."""
        before = len(self.events("routes_loaded"))
        yield
        wait_until(lambda: len({line["message"].split(":")[0] for line in self.events("routes_loaded")[before:]})
                   == self.settings["loops"], "every loop has read the routes")

    def stop(self, number=signal.SIGTERM, seconds=PATIENCE):
        """Sends a signal, waits for the end, returns the exit status."""
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.send_signal(number)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(PATIENCE)
                raise AssertionError(f"outlayd did not stop: {self.stderr()}") from None
        return self.process.returncode

    def remove(self):
        """Ends it, by force if need be, and removes its directory."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait(PATIENCE)
        shutil.rmtree(self.directory, ignore_errors=True)

    def stderr(self):
        """What it printed: a sanitizer's report, for example."""
        with open(os.path.join(self.directory, "stderr"), encoding="utf-8", errors="replace") as file:
            return file.read()

    def lines(self):
        """The log's lines, decoded; every one must be JSON."""
        try:
            with open(self.log, encoding="utf-8") as file:
                text = file.read()
        except FileNotFoundError:
            return []
        return [json.loads(line) for line in text[:text.rfind("\n") + 1].splitlines()]

    def events(self, name):
        """The log's lines of one event ('request' is the access log)."""
        return [line for line in self.lines() if line.get("event") == name]

    def client(self, host=None, token=None):
        """A client of this server; host is the Host header."""
        return Client(self.port, host, token)

    def raw(self, data, seconds=5.0, pieces=None, pause=0.0):
        """Sends bytes as they are, returns everything until the server closes or seconds pass."""
        return raw(self.port, data, seconds, pieces, pause)

    def __enter__(self):
        return self.start()

    def __exit__(self, kind, *_):
        try:
            status = self.stop()
            if kind is None:
                assert status == 0, f"outlayd ended with {status}: {self.stderr()}"
        finally:
            self.remove()


class Answer:
    """One response: status, headers (names in lower case), body as bytes, json decoded on demand."""

    def __init__(self, status, headers, body):
        self.status = status
        self.headers = {name.lower(): value for name, value in headers}
        self.header_list = [(name.lower(), value) for name, value in headers]
        self.body = body

    @property
    def json(self):
        """The body decoded; decimals stay text, so that a test sees what was really sent."""
        return json.loads(self.body, parse_float=str)

    @property
    def code(self):
        """A problem's code."""
        return self.json.get("code")

    def fields(self):
        """A problem's errors as {field: code}."""
        return {error["field"]: error["code"] for error in self.json.get("errors", [])}

    def __repr__(self):
        return f"<{self.status} {self.body[:600]!r}>"


class Client:
    """JSON over one kept connection. A body that is bytes or str goes out as it is, anything else as JSON."""

    def __init__(self, port, host=None, token=None, seconds=PATIENCE):
        self.port, self.host, self.token, self.seconds = port, host, token, seconds
        self.connection = None

    def request(self, method, path, body=None, token=None, headers=None, host=None):
        """One request, one answer. A connection that the server has closed meanwhile is opened again."""
        headers = dict(headers or {})
        host = host or self.host
        token = token if token is not None else self.token
        if host:
            headers.setdefault("Host", host)
        if token:
            headers.setdefault("Authorization", f"Bearer {token}")
        if body is not None:
            headers.setdefault("Content-Type", "application/json")
            if not isinstance(body, (bytes, str)):
                body = json.dumps(body)
            if isinstance(body, str):
                body = body.encode()
        for attempt in (1, 2):
            fresh = self.connection is None
            if fresh:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.seconds)
            try:
                self.connection.request(method, path, body=body, headers=headers)
                response = self.connection.getresponse()
                endless = response.getheader("Content-Type") == "text/event-stream"
                answer = Answer(response.status, response.getheaders(),
                                response.readline() + response.readline() if endless else response.read())
                if endless or response.will_close:
                    self.close()
                return answer
            except (ConnectionError, http.client.BadStatusLine):
                self.close()
                if fresh or attempt == 2:
                    raise
        raise AssertionError("unreachable")

    def get(self, path, **options):
        """GET."""
        return self.request("GET", path, **options)

    def post(self, path, body=None, **options):
        """POST."""
        return self.request("POST", path, body=body, **options)

    def put(self, path, body=None, **options):
        """PUT."""
        return self.request("PUT", path, body=body, **options)

    def patch(self, path, body=None, **options):
        """PATCH."""
        return self.request("PATCH", path, body=body, **options)

    def delete(self, path, **options):
        """DELETE."""
        return self.request("DELETE", path, **options)

    def close(self):
        """Closes the connection."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def free_port():
    """A port of 127.0.0.1 that nothing listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as link:
        return link.getsockname()[1]


def raw(port, data, seconds=5.0, pieces=None, pause=0.0):
    """Sends bytes as they are (in pieces of that size, with a pause between), returns all that comes back until the server
    ends the connection, or seconds have passed: four times as many on a busy machine, on which an answer comes late."""
    received = b""
    end, watch = time.monotonic() + 4 * seconds, Watch()
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as link:
        step = pieces or len(data) or 1
        for start in range(0, len(data), step):
            try:
                link.sendall(data[start:start + step])
            except OSError:
                break
            if pause:
                time.sleep(pause)
        while time.monotonic() < end and (left := seconds - watch.seconds()) > 0:
            ready, _, _ = select.select([link], [], [], left)
            if not ready:
                continue
            try:
                piece = link.recv(65536)
            except OSError:
                break
            if not piece:
                break
            received += piece
    return received


def statuses(data):
    """The status codes of all responses in a byte string."""
    return [int(code) for code in re.findall(rb"HTTP/1\.1 (\d{3}) ", data)]
