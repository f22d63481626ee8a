"""A new binary takes over the listening sockets; sockets and questions of a service manager.

Nobody is refused or cut off meanwhile, and a new binary that cannot serve changes nothing.
"""
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import threading
import time

import pytest

import harness
import mocked

HOST = b"Host: acme.localhost\r\n"


@pytest.fixture(scope="module", name="database")
def _database(cluster):
    return mocked.mock_database(cluster)


class Adopted:
    """A process that is not our child, with what the harness asks of one."""

    def __init__(self, pid):
        self.pid, self.returncode = pid, None

    def poll(self):
        """None while it runs; an exit status that only its parent knows is taken for good."""
        try:
            with open(f"/proc/{self.pid}/stat", encoding="utf-8") as file:
                if file.read().split(")")[1].split()[0] != "Z":
                    return None
        except OSError:
            pass
        self.returncode = 0
        return 0

    def wait(self, seconds=harness.PATIENCE):
        """Returns when it has ended."""
        harness.wait_until(lambda: self.poll() is not None, f"process {self.pid} ends", seconds)
        return 0

    def send_signal(self, number):
        """Sends a signal."""
        os.kill(self.pid, number)

    def kill(self):
        """Ends it by force."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)


class Replaceable(harness.Outlayd):
    """An outlayd whose binary is a copy that can be replaced, and which follows whoever takes over."""

    def __init__(self, *arguments, **settings):
        super().__init__(*arguments, **settings)
        self.BINARY = os.path.join(self.directory, "outlayd")
        shutil.copy(harness.Outlayd.BINARY, self.BINARY)

    def replace(self, script):
        """Puts a shell script in place of the binary."""
        os.unlink(self.BINARY)
        with open(self.BINARY, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\n" + script)
        os.chmod(self.BINARY, 0o755)

    def take_over(self):
        """Lets the present binary take over; returns the process that was there before."""
        count, before = len(self.events("taken_over")), self.process
        before.send_signal(signal.SIGUSR2)
        harness.wait_until(lambda: len(self.events("taken_over")) > count, "somebody takes over")
        self.process = Adopted(self.events("listening")[-1]["pid"])
        assert self.process.pid != before.pid and self.process.poll() is None
        return before

    def fail_to_take_over(self):
        """Lets it try; returns what the log says."""
        count = len(self.events("takeover_failed"))
        self.process.send_signal(signal.SIGUSR2)
        harness.wait_until(lambda: len(self.events("takeover_failed")) > count, "nobody takes over")
        return self.events("takeover_failed")[-1]["message"]


class Crowd:
    """Clients that ask all the time, each request on a connection of its own or all on one, and note what goes wrong."""

    def __init__(self, shim, fresh=4, kept=3):
        self.port, self.errors, self.served, self.stopping = shim.port, [], 0, False
        self.threads = [threading.Thread(target=self.run, args=(n >= fresh,), daemon=True) for n in range(fresh + kept)]

    def run(self, keep):
        """What one of them does. A connection that is kept may be closed only behind an answer that says so."""
        link, number = None, 0
        while not self.stopping:
            number += 1
            request = b"POST /api/echo/%d HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n" % number
            request += (b"" if keep else b"Connection: close\r\n") + HOST + b"\r\n{}"
            try:
                link = link or socket.create_connection(("127.0.0.1", self.port), timeout=harness.PATIENCE)
                link.sendall(request)
                answer = b""
                while not (b"\r\n\r\n" in answer and answer.endswith(b"}")):
                    piece = link.recv(65536)
                    if not piece:
                        raise AssertionError(f"cut off after {answer!r}")
                    answer += piece
                if not answer.startswith(b"HTTP/1.1 201 "):
                    raise AssertionError(answer)
                self.served += 1
                if b"Connection: close" in answer or not keep:
                    link.close()
                    link = None
            except (OSError, AssertionError) as error:
                self.errors.append(error)
                link = None
            if keep:
                time.sleep(0.02)

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        self.wait_for_more()
        return self

    def wait_for_more(self, count=100):
        """Returns when so many more were served."""
        target = self.served + count
        harness.wait_until(lambda: self.served >= target or self.errors, "clients are served")

    def __exit__(self, *_):
        self.stopping = True
        for thread in self.threads:
            thread.join(harness.PATIENCE)
        assert not self.errors, self.errors[:5]


def test_nobody_notices_a_new_binary(cluster, database):
    """Not one connection refused or reset, not one request lost, again and again; the old process ends with 0."""
    with Replaceable(cluster, database, drain_timeout="5s") as shim, Crowd(shim) as crowd:
        first = shim.process
        for _ in range(3):
            crowd.wait_for_more()
            before = shim.take_over()
            crowd.wait_for_more()
            assert before.wait(10) == 0
            assert not crowd.errors
        assert first.returncode == 0
        crowd.wait_for_more()


def test_what_is_under_way_is_finished(cluster, database):
    """A slow request, one that waits for its body, one whose client has only connected: the old process answers them."""
    with Replaceable(cluster, database) as shim:
        links = [socket.create_connection(("127.0.0.1", shim.port), timeout=harness.PATIENCE) for _ in range(4)]
        slow, body, header, silent = links
        slow.sendall(b"GET /api/sleep?seconds=1.5 HTTP/1.1\r\n" + HOST + b"\r\n")
        body.sendall(b"POST /api/echo/7 HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n" + HOST + b"\r\n{")
        header.sendall(b"GET /healthz HTTP/1.1\r\n")
        time.sleep(0.2)
        before = shim.take_over()
        time.sleep(0.3)
        body.sendall(b"}")
        header.sendall(HOST + b"\r\n")
        silent.sendall(b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n")
        for link, status in ((body, 201), (header, 200), (silent, 200), (slow, 200)):
            answer = b""
            while piece := link.recv(65536):
                answer += piece
            assert harness.statuses(answer) == [status] and b"Connection: close" in answer
            link.close()
        assert before.wait(5) == 0


@pytest.mark.parametrize("script", ["exit 3", "kill -SEGV $$", "exec /nonexistent", "exec 1>&-; sleep 0.1; exit 0"])
def test_a_binary_that_cannot_serve_changes_nothing(cluster, database, script):
    """It ends at once: the old one serves on, says so, and lets a better one take over."""
    with Replaceable(cluster, database) as shim, Crowd(shim, 2, 2) as crowd:
        shim.replace(script)
        assert "serves on" in shim.fail_to_take_over()
        crowd.wait_for_more()
        os.unlink(shim.BINARY)
        assert "serves on" in shim.fail_to_take_over()
        shutil.copy(harness.Outlayd.BINARY, shim.BINARY)
        shim.take_over()
        crowd.wait_for_more()


def test_wrong_settings_change_nothing(cluster, database, tmp_path):
    """The new process reads the settings anew; if it cannot, the old one serves on with its own."""
    os.chmod(tmp_path, 0o755)
    conf = tmp_path / "outlayd.conf"
    conf.write_text("max_body = 1kB\n")
    with Replaceable(cluster, database, config=conf) as shim, Crowd(shim, 2, 2) as crowd:
        conf.write_text("max_body = nonsense\n")
        assert "serves on" in shim.fail_to_take_over()
        assert "max_body" in shim.stderr()
        conf.write_text("max_body = 2kB\nloops = 7\n")
        shim.take_over().wait(15)
        answer = shim.client("acme.localhost").post("/api/echo/7", {"name": "x" * 1500})
        assert answer.status == 201
        crowd.wait_for_more()
    assert not crowd.errors


def test_it_takes_over_when_it_has_postgresql(cluster, database):
    """A new process that cannot reach the database has taken nobody's place; as soon as it can, it does."""
    with Replaceable(cluster, database) as shim, Crowd(shim, 2, 2) as crowd:
        cluster.psql(f"ALTER DATABASE {database} ALLOW_CONNECTIONS false")
        try:
            shim.process.send_signal(signal.SIGUSR2)
            harness.wait_until(lambda: shim.events("takeover"), "it tries")
            shim.process.send_signal(signal.SIGUSR2)  # once is enough
            crowd.wait_for_more(300)
            assert not shim.events("taken_over") and len(shim.events("takeover")) == 1
        finally:
            cluster.psql(f"ALTER DATABASE {database} ALLOW_CONNECTIONS true")
        before = shim.process
        harness.wait_until(lambda: shim.events("taken_over"), "it takes over")
        shim.process = Adopted(shim.events("listening")[-1]["pid"])
        assert before.wait(15) == 0


def test_told_to_stop_meanwhile_both_stop(cluster, database):
    """Somebody who stops the service does not want the new one either."""
    with Replaceable(cluster, database) as shim:
        shim.replace(f"echo $$ > {shim.directory}/pid; exec sleep 600")
        shim.process.send_signal(signal.SIGUSR2)
        path = os.path.join(shim.directory, "pid")
        harness.wait_until(lambda: os.path.exists(path) and os.path.getsize(path), "the new one runs")
        with open(path, encoding="utf-8") as file:
            successor = Adopted(int(file.read()))
        assert shim.stop() == 0
        successor.wait(harness.PATIENCE)
        assert shim.events("stopping") and not shim.events("takeover_failed"), "nobody serves on"


# ---- A service manager ----------------------------------------------------------------------------------------------

def activated(shim, listening, names=""):
    """Makes outlayd start with a listening socket as systemd would hand it."""
    binary = os.path.join(shim.directory, "activated")
    with open(binary, "w", encoding="utf-8") as file:
        file.write(f"#!/bin/bash\nexec 3<&{listening.fileno()}\n"
                   f"LISTEN_PID=$$ LISTEN_FDS=1 LISTEN_FDNAMES={names} exec -a {harness.Outlayd.BINARY} "
                   f"{harness.Outlayd.BINARY} \"$@\"\n")
    os.chmod(binary, 0o755)
    shim.BINARY = binary
    os.set_inheritable(listening.fileno(), True)
    run = subprocess.Popen

    def popen(*arguments, **options):
        return run(*arguments, pass_fds=[listening.fileno()], **options)

    return popen


def test_systemd_can_hold_the_port(cluster, database, monkeypatch):
    """A socket that was handed over is used, by all loops, whatever the settings say; and handed on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        shim = harness.Outlayd(cluster, database, port=1, loops=3)
        with monkeypatch.context() as patch:
            patch.setattr(subprocess, "Popen", activated(shim, listening))
            shim.start()
        with shim_of(shim), Crowd(shim, 2, 2) as crowd:
            assert shim.port == listening.getsockname()[1] and shim.events("listening")[0]["loops"] == 3
            listening.close()
            before = shim.process
            before.send_signal(signal.SIGUSR2)
            harness.wait_until(lambda: shim.events("taken_over"), "it takes over")
            shim.process = Adopted(shim.events("listening")[-1]["pid"])
            assert before.wait(15) == 0
            crowd.wait_for_more()


@contextlib.contextmanager
def shim_of(shim):
    """Stops an outlayd that was started before."""
    try:
        yield shim
        assert shim.stop() == 0
    finally:
        shim.remove()


def test_the_service_manager_is_told(cluster, database):
    """sd_notify: that it serves, who is the main process now, that it stops."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        name = f"\0outlay-test-{os.getpid()}"
        manager.bind(name)
        manager.settimeout(10)
        with Replaceable(cluster, database, environment={"NOTIFY_SOCKET": "@" + name[1:]}) as shim:
            assert manager.recv(100) == b"READY=1"
            before = shim.take_over()
            told = {manager.recv(100), manager.recv(100)}
            assert told == {b"READY=1", b"MAINPID=%d" % shim.process.pid}
            before.wait(15)
        assert manager.recv(100) == b"STOPPING=1"


def test_the_admin_port_is_taken_over_too(cluster, database):
    """Whoever watches finds the new process at the same place."""
    with Replaceable(cluster, database, admin_listen="127.0.0.1", admin_port=0) as shim:
        port = shim.events("listening")[0]["admin_port"]
        shim.take_over().wait(15)
        assert shim.events("listening")[-1]["admin_port"] == port
        for _ in range(5):
            assert harness.Client(port).get("/healthz").status == 200
