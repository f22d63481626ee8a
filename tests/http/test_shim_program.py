"""outlayd as a program: settings, help, version, what it says when something is wrong."""
import os
import re
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
    conf.write_text("port = 8081\nconninfo = 'host=/tmp dbname=x'\nqueue_timeout = 500 ms\nmax_body = 2MB\n")
    assert run(f"--config={conf}", "--check").returncode == 0
    result = run(f"--config={conf}", "--check", environment={"OUTLAYD_PORT": "x"})
    assert result.returncode == 1 and "OUTLAYD_PORT" in result.stderr
    assert run(f"--config={conf}", "--check", "--port=1", environment={"OUTLAYD_PORT": "2"}).returncode == 0


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
