"""`make run`, `make stop` and `make psql`: one command serves, and whatever ends it leaves nothing in the way."""
import contextlib
import os
import pty
import signal
import time

import pytest
from instance import ROOT, Instance, code_at, wait_until


@pytest.fixture(name="instance")
def _instance():
    with Instance() as instance:
        yield instance


def test_data_survive_a_restart(instance):
    """Stopped and started again, it goes on with the same data."""
    instance.start()
    assert instance.get("/readyz")[0] == 200
    instance.sql("CREATE TABLE keep AS SELECT 42 AS answer")
    assert instance.make("stop").returncode == 0
    assert instance.process.wait(30) == 0
    instance.start()
    assert instance.sql("SELECT answer FROM keep") == "42"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_and_closing_the_terminal_stop_both_servers(instance, number):
    """Ctrl-C, SIGTERM and a closed terminal end both servers cleanly: no process stays, no recovery is needed."""
    instance.start()
    assert instance.processes()
    instance.signal(number)
    assert wait_until(lambda: not instance.processes())
    with open(os.path.join(instance.run_dir, "log", "postgres.log"), encoding="utf-8") as log:
        assert "database system is shut down" in log.read()
    instance.start()
    with open(os.path.join(instance.run_dir, "log", "postgres.log"), encoding="utf-8") as log:
        assert "not properly shut down" not in log.read()


def test_a_terminal_that_runs_nothing_but_make_may_go_away(instance):
    """`ssh -t host make run`: the signal of the closed terminal reaches make alone; both servers stop even so."""
    number, terminal = pty.fork()
    if number == 0:
        os.chdir(ROOT)
        os.execvpe("make", ["make", "run"], instance.environment)
    output = b""
    while b"Ctrl-C stops it" not in output:
        output += os.read(terminal, 4096)
    time.sleep(1.5)
    assert instance.get("/readyz")[0] == 200
    os.close(terminal)
    os.waitpid(number, 0)
    assert not instance.processes()


def test_kill_9_of_everything_does_not_hinder_the_next_start(instance):
    """After a power cut there are stale files and perhaps other processes with the old numbers."""
    instance.start()
    instance.sql("CREATE TABLE keep AS SELECT 42 AS answer")
    for number in [instance.script(), *instance.processes()]:
        with contextlib.suppress(ProcessLookupError):   # PostgreSQL's children end with the first of them
            os.kill(number, signal.SIGKILL)
    instance.process.wait(30)
    assert wait_until(lambda: not instance.processes())
    # The worst case: the number in the lock files now belongs to somebody else of the same user.
    for name in ("data/postmaster.pid", "socket/.s.PGSQL.5432.lock"):
        path = os.path.join(instance.run_dir, name)
        with open(path, encoding="utf-8") as file:
            lines = file.read().split("\n")
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join([str(os.getpid()), *lines[1:]]))
    instance.start()
    assert instance.sql("SELECT answer FROM keep") == "42"


def test_kill_9_of_the_script_leaves_servers_that_stop_finds(instance):
    """The servers outlive the script that was killed; make stop and the next make run both find them."""
    instance.start()
    os.kill(instance.script(), signal.SIGKILL)
    instance.process.wait(30)
    assert instance.processes()
    instance.start()
    os.kill(instance.script(), signal.SIGKILL)
    instance.process.wait(30)
    assert instance.make("stop").returncode == 0
    assert not instance.processes()


def test_a_server_that_dies_is_started_again(instance):
    """Either server may crash; one goes on working."""
    instance.start()
    old = instance.outlayd()
    os.kill(old, signal.SIGKILL)
    instance.await_output("outlayd is back")
    assert instance.get("/readyz")[0] == 200
    os.kill(instance.postmaster(), signal.SIGKILL)
    instance.await_output("PostgreSQL is back")
    assert wait_until(lambda: instance.get("/readyz")[0] == 200)
    assert instance.sql("SELECT 1") == "1"


def test_second_factors_and_links_work_out_of_the_box(instance):
    """Somebody who tries it sets up an authenticator, and follows links: the key outlives a restart, the port is right."""
    instance.start()
    signed_up = instance.post("/api/v2/organizations", {
        "name": "Trial Inc", "business_email": "office@trial.example", "email": "olga@trial.example",
        "password": "three blue teapots", "first_name": "Olga", "last_name": "Owner", "slug": "trial"})
    invited = instance.post("/t/trial/api/v2/invitations", {"email": "max@trial.example", "role": "member"},
                            signed_up["access_token"])
    assert invited["link"].startswith(f"http://trial.localhost:{instance.port}/accept-invitation#"), invited
    begun = instance.post("/t/trial/api/v2/me/second-factor", {}, signed_up["access_token"])
    now = time.time()
    confirmed = instance.post("/t/trial/api/v2/me/second-factor/confirm", {"code": code_at(begun["secret"], now)},
                              signed_up["access_token"])
    assert len(confirmed["recovery_codes"]) > 5
    path = os.path.join(os.path.realpath(os.path.join(instance.run_dir, "home"))
                        if os.path.islink(os.path.join(instance.run_dir, "home")) else instance.run_dir, "keys")
    kept = read(os.path.join(path, "outlay.keys"))
    assert os.stat(os.path.join(path, "outlay.keys")).st_mode & 0o7777 == 0o600
    assert os.stat(path).st_mode & 0o7777 == 0o700
    assert os.listdir(path) == ["outlay.keys"]
    instance.make("stop")
    instance.start()
    assert read(os.path.join(path, "outlay.keys")) == kept
    ticket = instance.post("/t/trial/api/v2/sessions", {"email": "olga@trial.example", "password": "three blue teapots"})
    assert ticket["next"] == "second_factor"
    assert instance.post("/t/trial/api/v2/sessions/second-factor",
                         {"ticket": ticket["ticket"], "code": code_at(begun["secret"], now + 30)})["access_token"]


def read(path):
    """A file's bytes."""
    with open(path, "rb") as file:
        return file.read()


def test_what_is_in_the_way_is_named(instance):
    """A second start says that it runs already; a port in use is named with the way out."""
    instance.start()
    again = instance.make("run")
    assert again.returncode != 0 and "it runs already" in again.stderr
    with Instance() as other:
        other.environment["OUTLAY_PORT"] = str(instance.port)
        refused = other.make("run")
        assert refused.returncode != 0 and f"port {instance.port} is in use" in refused.stderr
        other.environment["OUTLAY_PORT"] = "web"
        assert "is no port" in other.make("run").stderr
    assert instance.get("/readyz")[0] == 200


def test_two_run_side_by_side(instance):
    """Two directories and ports, two databases: neither sees the other."""
    instance.start()
    with Instance() as other:
        other.start()
        other.sql("CREATE TABLE other (id integer)")
        assert instance.sql("SELECT count(*) FROM pg_tables WHERE tablename = 'other'") == "0"
        assert other.get("/readyz")[0] == 200
    assert instance.get("/readyz")[0] == 200


def test_psql_and_stop_say_when_nothing_runs(instance):
    """Both name what to do instead of failing with somebody else's message."""
    assert "make run" in instance.make("psql").stderr
    assert "nothing was ever started" in instance.make("stop").stderr
    instance.start()
    instance.make("stop")
    assert "nothing runs" in instance.make("psql").stderr
    assert "Nothing runs" in instance.make("stop").stdout


def test_a_deep_directory_does_not_break_the_socket(instance):
    """A socket's path holds 107 bytes; below a deep directory it stands elsewhere, closed to others."""
    instance.run_dir = os.path.join(instance.run_dir, *["a-rather-long-name"] * 7)
    instance.environment["OUTLAY_RUN_DIR"] = instance.run_dir
    instance.start()
    assert instance.sql("SELECT 1") == "1"
