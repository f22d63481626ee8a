"""An instance of `make run` in a directory and on a port of its own, driven as a person at a terminal would."""
import base64
import hashlib
import hmac
import json
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def free_port():
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def code_at(secret, seconds):
    """The code of an authenticator's secret at a time (RFC 6238)."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(seconds) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7fffffff) % 1000000:06}"


class Instance:
    """One run directory; start() and the ways to end it may follow each other."""

    def __init__(self, demo=False):
        self.directory = tempfile.mkdtemp(prefix="run-", dir=os.environ.get("OUTLAY_WORK"))
        self.run_dir = os.path.join(self.directory, "r")
        self.log = os.path.join(self.directory, "output")
        self.port = free_port()
        self.environment = {**os.environ, "OUTLAY_PORT": str(self.port), "OUTLAY_RUN_DIR": self.run_dir,
                            "OUTLAY_DEMO": "1" if demo else "0", "OUTLAY_INSTALL": "0", "OUTLAY_WEB": "0"}
        self.environment.pop("PG_CONFIG", None)     # a new user has none
        self.process = None

    def start(self, wait=True):
        """`make run` in a session of its own, as a terminal makes one; returns the seconds until it is up."""
        begin = time.monotonic()
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(["make", "--no-print-directory", "run"], cwd=ROOT, env=self.environment,
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        if wait:
            self.await_output("Ctrl-C stops it")
        return time.monotonic() - begin

    def output(self):
        """What it printed."""
        with open(self.log, encoding="utf-8") as log:
            return log.read()

    def await_output(self, text, seconds=300):
        """Waits until it has printed the text."""
        end = time.monotonic() + seconds
        while text not in self.output():
            assert time.monotonic() < end, f"not printed: {text}\n{self.output()}"
            assert self.process.poll() is None or text in self.output(), \
                f"ended with {self.process.returncode}:\n{self.output()}"
            time.sleep(0.02)

    def signal(self, number):
        """What a terminal does: the signal goes to the whole process group. Returns the exit status."""
        os.killpg(self.process.pid, number)
        return self.process.wait(300)

    def make(self, goal, **options):
        """Another make for the same instance, from another terminal."""
        return subprocess.run(["make", "--no-print-directory", goal], cwd=ROOT, env=self.environment, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=600, check=False, **options)

    def sql(self, text):
        """Rows as text, by scripts/psql."""
        result = subprocess.run(["scripts/psql", "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1"], cwd=ROOT, input=text,
                                env=self.environment, capture_output=True, text=True, timeout=600, check=False)
        assert result.returncode == 0, result.stderr
        return result.stdout.strip()

    def get(self, path):
        """Status and body of a GET; status 0 if nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=600) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except OSError:
            return 0, b""

    def post(self, path, body, token=None):
        """What a POST is answered with; it has to succeed."""
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", json.dumps(body).encode(), headers)
        request.add_header("Host", f"localhost:{self.port}")
        try:
            with urllib.request.urlopen(request, timeout=600) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{path}: {error.code} {error.read()}") from None

    def script(self):
        """The number of the script that looks after the servers."""
        with open(os.path.join(self.run_dir, "pid"), encoding="utf-8") as file:
            return int(file.read())

    def processes(self):
        """{number: program} of the servers of this instance."""
        found = {}
        for name in os.listdir("/proc"):
            try:
                program = os.readlink(f"/proc/{name}/exe") if name.isdigit() else ""
            except OSError:
                continue
            if program.startswith(os.path.realpath(self.run_dir) + "/"):
                found[int(name)] = os.path.basename(re.sub(r" \(deleted\)$", "", program))
        return found

    def postmaster(self):
        """The number of PostgreSQL's first process."""
        with open(os.path.join(self.run_dir, "data", "postmaster.pid"), encoding="utf-8") as file:
            return int(file.readline())

    def outlayd(self):
        """The number of the shim."""
        return next(number for number, program in self.processes().items() if program == "outlayd")

    def remove(self):
        """Stops it whatever its state, and removes everything."""
        self.make("stop")
        if self.process is not None and self.process.poll() is None:
            self.signal(signal.SIGKILL)
        shutil.rmtree(self.directory, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.remove()


def wait_until(condition, seconds=30):
    """Waits for a condition to hold; False if it does not in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
