"""The examples in deploy/: a proxy passes on what it must, and systemd takes its units."""
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import time

import pytest

import certificates
import harness
import organizations

DEPLOY = os.path.join(harness.ROOT, "deploy")
NGINX = os.environ.get("NGINX_BINARY") or shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd-analyze")
def test_systemd_takes_the_units(tmp_path):
    """Every setting in them is one that it knows."""
    for name in ("outlayd.service", "outlayd.socket", "outlay-mail.service", "outlay-console.service"):
        with open(os.path.join(DEPLOY, "systemd", name), encoding="utf-8") as file:
            text = file.read().replace("/usr/local/bin/outlayd", harness.Outlayd.BINARY).replace(
                "/usr/local/bin/outlay-mail", os.path.join(harness.ROOT, "mailer", "outlay-mail"))
        (tmp_path / name).write_text(text)
    result = subprocess.run(["systemd-analyze", "verify", *map(str, tmp_path.iterdir())], capture_output=True, text=True,
                            check=False)
    assert result.returncode == 0 and "outlay" not in result.stderr, result.stderr


class Nginx:
    """nginx with the example, but for its ports and paths."""

    def __init__(self, shim):
        self.authority, self.port, self.plain = certificates.Authority(), harness.free_port(), harness.free_port()
        self.directory = self.authority.directory
        with open(os.path.join(DEPLOY, "nginx", "outlay.conf"), encoding="utf-8") as file:
            text = file.read()
        text = re.sub(r"\tlisten \[::\].*\n", "", text)
        for there, here in (("listen 443", f"listen 127.0.0.1:{self.port}"), ("listen 80", f"listen 127.0.0.1:{self.plain}"),
                            ("127.0.0.1:8080", f"127.0.0.1:{shim.port}"), ("/etc/ssl/expenses.crt", self.authority.certificate),
                            ("/etc/ssl/expenses.key", self.authority.key), ("expenses.example.com", "localhost")):
            assert there in text, there
            text = text.replace(there, here)
        temporary = "".join(f"{kind}_temp_path {self.directory}/{kind};\n"
                            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        self.conf = os.path.join(self.directory, "nginx.conf")
        with open(self.conf, "w", encoding="utf-8") as file:
            file.write(f"daemon off;\nmaster_process off;\npid {self.directory}/pid;\nerror_log {self.directory}/error;\n"
                       f"events {{}}\nhttp {{\naccess_log off;\n{temporary}{text}}}\n")
        self.process = None

    def __enter__(self):
        self.process = subprocess.Popen([NGINX, "-c", self.conf, "-p", self.directory, "-e", self.directory + "/error"],
                                        **harness.unprivileged())
        harness.wait_until(lambda: self.process.poll() is not None or not socket.socket().connect_ex(
            ("127.0.0.1", self.port)), "nginx listens")
        assert self.process.poll() is None
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(harness.PATIENCE)

    def browser(self, host):
        """A request function of a browser at a page of this host."""
        link = http.client.HTTPSConnection("127.0.0.1", self.port, context=certificates.context(), timeout=harness.PATIENCE,
                                           source_address=("127.0.0.2", 0))
        cookies = {}

        def ask(method, path, body=None, **headers):
            headers = {"Host": f"{host}:{self.port}", "Origin": f"https://{host}:{self.port}",
                       "Content-Type": "application/json", **{name.replace("_", "-"): value for name, value in headers.items()}}
            if cookies:
                headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
            link.request(method, path, body, headers)
            response = link.getresponse()
            for cookie in response.headers.get_all("Set-Cookie") or []:
                name, value = cookie.split(";")[0].split("=", 1)
                cookies[name] = value
            return response

        return ask


@pytest.mark.skipif(not NGINX, reason="there is no nginx")
def test_nginx_in_front(cluster):
    """Host, origin, address, cookies and events pass; a client cannot say that it is somebody else."""
    with organizations.Service(cluster, trusted_proxies="127.0.0.1") as service, Nginx(service.shim) as nginx:
        acme = service.sign_up("Acme")
        ask = nginx.browser(acme.host)
        answer = ask("POST", "/api/v2/sessions", f'{{"email":"{acme.owner.email}","password":"{organizations.PASSWORD}",'
                     '"cookies":true}', X_Forwarded_For="6.6.6.6")
        assert answer.status == 201 and answer.headers["Strict-Transport-Security"], answer.read()
        answer.read()
        assert service.shim.events("request")[-1]["address"] == "127.0.0.2"
        events = nginx.browser(acme.host)
        stream = events("GET", "/api/v2/events", Authorization=f"Bearer {acme.owner.token}")
        assert stream.status == 200 and stream.headers["Content-Type"].startswith("text/event-stream")
        time.sleep(0.3)
        answer = ask("POST", "/api/v2/departments", '{"name":"Sales"}')
        assert answer.status == 201
        answer.read()
        watch, line = harness.Watch(), b""
        while b"department" not in line:
            line = stream.readline()
            assert line and watch.seconds() < 5
        answer = ask("POST", "/api/v2/departments", '{"name":"Planted"}', Origin="https://evil.localhost")
        assert answer.status == 403
        answer.read()
        plain = http.client.HTTPConnection("127.0.0.1", nginx.plain, timeout=harness.PATIENCE)
        plain.request("GET", "/api/v2/me", headers={"Host": acme.host})
        assert plain.getresponse().headers["Location"] == f"https://{acme.host}/api/v2/me"
