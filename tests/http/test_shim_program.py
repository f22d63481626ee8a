"""outlayd as a program: settings, help, version, what it says when something is wrong."""
import os
import re
import socket
import subprocess

import pytest

import harness
import mocked

_database, _shim = mocked.fixtures(loops=1, trusted_proxies="127.0.0.1, 10.0.0.0/8")
SAMPLE = os.path.join(harness.ROOT, "shim", "outlayd.conf.sample")


def run(*arguments, environment=None):
    """Runs outlayd to its end."""
    return subprocess.run([harness.Outlayd.BINARY, *arguments], capture_output=True, text=True, timeout=harness.PATIENCE,
                          env={**os.environ, "ASAN_OPTIONS": "detect_leaks=0", **(environment or {})})


def test_version():
    """It is the extension's."""
    with open(os.path.join(harness.ROOT, "outlay.control"), encoding="utf-8") as control:
        version = re.search(r"default_version = '(.*)'", control.read()).group(1)
    result = run("--version")
    assert (result.returncode, result.stdout) == (0, f"outlayd {version}\n")


def test_help_names_every_setting():
    """And the sample file says the same."""
    sample = run("--print-config").stdout
    names = re.findall(r"^#(\w+) =", sample, re.MULTILINE)
    assert len(names) > 20
    shown = run("--help").stdout
    assert all(f"--{name} " in shown for name in names)
    with open(SAMPLE, encoding="utf-8") as file:
        assert file.read() == sample, "shim/outlayd.conf.sample: write it anew with outlayd --print-config"


def test_settings_come_from_file_environment_and_flags(tmp_path):
    """Each overrides the one before."""
    conf = tmp_path / "outlayd.conf"
    conf.write_text("# comment\n\nport = 70000\n")
    assert "port" in run(f"--config={conf}", "--check").stderr
    assert "line 3" in run(f"--config={conf}", "--check").stderr
    conf.write_text("port = 0\nconninfo = 'host=/tmp dbname=x'\nqueue_timeout = 500 ms\nmax_body = 2MB\n")
    assert run(f"--config={conf}", "--check").returncode == 0
    result = run(f"--config={conf}", "--check", environment={"OUTLAYD_PORT": "x"})
    assert result.returncode == 1 and "OUTLAYD_PORT" in result.stderr
    taken = socket.create_server(("127.0.0.1", 0))
    port = str(taken.getsockname()[1])
    for flags, environment, told in ((), {}, False), ((), {"OUTLAYD_PORT": port}, True), (("--port=0",), {"OUTLAYD_PORT": port}, False):
        result = run(f"--config={conf}", "--check", *flags, environment=environment)
        assert result.returncode == 0 and (f"port {port}" in result.stdout) is told, result
    taken.close()


def test_a_misspelt_setting_is_refused_wherever_it_stands(tmp_path):
    """A limit or a trusted proxy that is passed over in silence is one that somebody relies on."""
    conf = tmp_path / "outlayd.conf"
    conf.write_text("max_bdy = 2MB\n")
    told = run(f"--config={conf}", "--check").stderr
    assert told == f'outlayd: unknown setting "max_bdy"; did you mean "max_body"? ({conf}, line 1)\n'
    for name, nearest in (("OUTLAYD_TRUSTED_PROXY", "trusted_proxies"), ("OUTLAYD_RATE_ADRESS", "rate_address"),
                          ("OUTLAYD_log-levels", "log_level"), ("OUTLAYD_", None), ("OUTLAYD_SERVICE_HOST", None),
                          ("OUTLAYD_" + "X" * 5000, None)):
        result = run("--check", "--port=0", environment={name: "1"})
        assert result.returncode == 1 and f"(environment, {name})" in result.stderr, result
        assert (f'did you mean "{nearest}"?' in result.stderr) is (nearest is not None), result
    assert 'did you mean "port"?' in run("--ports=1").stderr
    # our own, and what only begins alike
    assert run("--check", "--port=0", environment={"OUTLAYD": "x", "OUTLAYDX_PORT": "x"}).returncode == 0


def test_check_tries_the_log_and_leaves_no_file(tmp_path):
    """One made by whoever tries, root say, would be closed to the account that serves."""
    log = tmp_path / "outlayd.log"
    assert run("--check", "--port=0", f"--log={log}").returncode == 0 and not log.exists()
    log.write_text("before\n")
    assert run("--check", "--port=0", f"--log={log}").returncode == 0 and log.read_text() == "before\n"
    for wrong in (tmp_path, f"{tmp_path}/", f"{tmp_path}/none/outlayd.log", f"{log}/x", ""):
        result = run("--check", "--port=0", f"--log={wrong}")
        assert result.returncode == 1 and result.stderr.startswith(f'outlayd: setting "log": cannot open "{wrong}": '), result
        assert run("--port=0", f"--log={wrong}").returncode == 1


def test_check_tries_both_addresses():
    """Those that are no address of this machine; one that is taken is taken by the server that is to be replaced."""
    for flags, setting in ((("--listen=nowhere",), "listen"), (("--listen=192.0.2.1",), "listen"),
                           (("--admin-listen=192.0.2.1", "--admin-port=0"), "admin_listen"),
                           (("--admin-listen=x",), "admin_listen")):
        told = {run("--port=0", *flags, *check).stderr for check in ((), ("--check",))}
        assert len(told) == 1 and told.pop().startswith(f'outlayd: setting "{setting}": cannot listen on '), flags
    port = harness.free_port()
    same = (f"--port={port}", "--admin-listen=127.0.0.1", f"--admin-port={port}")
    assert 'setting "admin_listen"' in run("--check", *same).stderr and 'setting "admin_listen"' in run(*same).stderr


@pytest.mark.parametrize("flag, complaint", [
    ("--nonsense=1", "unknown setting"), ("nonsense", "--setting=value"), ("--port=-1", "port"),
    ("--idle-timeout=5", "a time (ms"), ("--max-body=1TB", "max_body"), ("--log-level=loud", "log_level"),
    ("--conninfo=nonsense", "conninfo"), ("--trusted-proxies=1.2.3", "trusted_proxies"), ("--loops=100000", "loops"),
    ("--config=/nonexistent", "/nonexistent"), ("--config=/tmp", "/tmp"), ("--hsts=max-age=1\r\nX: y", "hsts"), ("--log=/nonexistent/x", "log"), ("--listen=nowhere", "listen"),
])
def test_wrong_settings_are_told(flag, complaint):
    """One line that names the setting, status 1."""
    result = run("--port=0", flag)
    assert result.returncode == 1 and result.stderr.startswith("outlayd: ") and complaint in result.stderr
    assert result.stderr.count("\n") == 1


def test_forwarded_for_is_believed_from_trusted_proxies(shim):
    """The last address that no trusted proxy has written is the client's."""
    client = shim.client(host="a.localhost")
    for header, seen in (("1.2.3.4", "1.2.3.4"), ("6.6.6.6, 1.2.3.4", "1.2.3.4"), ("1.2.3.4, 10.1.1.1", "1.2.3.4"),
                         ("2001:db8::1", "2001:db8::1"), ("nonsense", "::"), ("", "::"),
                         ("1.2.3.4, nonsense, 10.0.0.1", "::")):
        assert client.get("/api/entered", headers={"X-Forwarded-For": header}).json["address"] == seen, header


def test_forwarded_for_is_not_believed_from_others(cluster, database):
    """Anybody can write it."""
    with harness.Outlayd(cluster, database, loops=1, trusted_proxies="10.0.0.0/8") as shim:
        answer = shim.client(host="a.localhost").get("/api/entered", headers={"X-Forwarded-For": "1.2.3.4"})
        assert answer.json["address"] == "127.0.0.1"


def test_listening_on_ipv6(cluster, database):
    """An IPv6 address is an address."""
    with harness.Outlayd(cluster, database, loops=2, listen="::", wait="listening") as shim:
        assert shim.client().get("/healthz").status == 200
