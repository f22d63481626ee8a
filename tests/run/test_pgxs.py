"""The way of people with a server of their own: make, make install, make installcheck, in a private PostgreSQL."""
import os
import re
import shutil
import subprocess
import tempfile

import pytest

from instance import ROOT


def make(*arguments, **environment):
    """Runs make in the checkout; its result."""
    return subprocess.run(["make", "--no-print-directory", *arguments], cwd=ROOT, text=True, timeout=600, check=False,
                          env={**os.environ, **environment}, stdin=subprocess.DEVNULL, capture_output=True)


@pytest.fixture(name="server")
def _server():
    """pg_config of a PostgreSQL without the extension, and the directory of its running server's socket."""
    directory = tempfile.mkdtemp(prefix="pgxs-", dir=os.environ.get("OUTLAY_WORK"))
    environment = {name: value for name, value in os.environ.items() if name != "PG_CONFIG"}
    pg_config = subprocess.run(["scripts/private-postgres", directory + "/pg"], cwd=ROOT, env=environment, text=True,
                               check=True, capture_output=True).stdout.strip()
    programs, data = os.path.dirname(pg_config), directory + "/data"
    subprocess.run([programs + "/initdb", "-D", data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"], check=True,
                   capture_output=True)
    with open(data + "/postgresql.conf", "a", encoding="utf-8") as conf:
        conf.write(f"listen_addresses = ''\nunix_socket_directories = '{directory}'\nfsync = off\n")
    subprocess.run([programs + "/pg_ctl", "-D", data, "-w", "-s", "-l", directory + "/log", "start"], check=True)
    yield pg_config, directory
    subprocess.run([programs + "/pg_ctl", "-D", data, "-m", "immediate", "-s", "stop"], check=False)
    shutil.rmtree(directory, ignore_errors=True)


def test_installed_and_checked_in_ones_own_server(server):
    """The extension is built, installed and checked by PGXS alone; a failing check is a failing make."""
    pg_config, directory = server
    for goal in ("all", "install"):
        result = make(goal, "PG_CONFIG=" + pg_config, "with_llvm=no")
        assert result.returncode == 0, result.stderr
    staged = directory + "/staged"
    assert make("install", "PG_CONFIG=" + pg_config, "with_llvm=no", "DESTDIR=" + staged).returncode == 0
    installed = [name for _, _, names in os.walk(staged) for name in names]
    assert installed and not [name for name in installed if not re.fullmatch(r"outlay(\.so|\.control|--.*\.sql)", name)]
    spec = sorted(os.listdir(os.path.join(ROOT, "tests", "isolation", "specs")))[0].removesuffix(".spec")
    check = ["installcheck", "PG_CONFIG=" + pg_config, "ISOLATION=" + spec]
    result = make(*check, "REGRESS=department account", PGHOST=directory)
    assert result.returncode == 0, result.stdout + result.stderr
    assert make(*check, "REGRESS=no_such_test", PGHOST=directory).returncode != 0


def test_what_is_missing_is_said():
    """Where there is no PostgreSQL, plain make says what to do; the commands that install it first still work."""
    result = make(PG_CONFIG="/nonexistent/pg_config")
    assert result.returncode != 0 and "postgresql-server-dev" in result.stderr
    assert "make run" in result.stderr
    assert make("help", PG_CONFIG="/nonexistent/pg_config").returncode == 0
