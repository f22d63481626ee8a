"""TLS: what it speaks, what it makes of those who do not, and certificates that change under way."""
import os
import random
import signal
import socket
import ssl
import subprocess
import threading
import time
import warnings

import pytest

import certificates
import harness
import mocked

LIMITS = {"idle_timeout": "60s", "max_body": "1MB", "max_connections_per_address": 60}
HOST = b"Host: acme.localhost\r\n"
GET = b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n"
LAST = b"GET /healthz HTTP/1.1\r\nConnection: close\r\n" + HOST + b"\r\n"


@pytest.fixture(scope="module", name="authority")
def _authority():
    return certificates.Authority()


def running(cluster, authority, **settings):
    """An outlayd that speaks TLS, once it is ready."""
    return harness.Outlayd(cluster, mocked.mock_database(cluster), wait="listening", loops=1, **LIMITS, **settings,
                           **authority.settings())


def await_ready(shim):
    """Returns it when it answers."""
    harness.wait_until(lambda: b"ready" in get(shim, b"/readyz"), "outlayd is ready")
    return shim


@pytest.fixture(scope="module", name="shim")
def _shim(cluster, authority):
    with running(cluster, authority) as started:
        yield await_ready(started)


@pytest.fixture(scope="module", name="impatient")
def _impatient(cluster, authority):
    """One that soon gives up on clients which do not go on."""
    with running(cluster, authority, header_timeout="700ms", body_timeout="800ms") as started:
        yield await_ready(started)


def get(shim, path):
    """The answer to one request of a connection of its own."""
    with certificates.connect(shim.port) as link:
        return certificates.exchange(link, b"GET " + path + b" HTTP/1.1\r\nConnection: close\r\n" + HOST + b"\r\n")


def post(body, path=b"/api/echo/7", more=b"Connection: close\r\n"):
    """The bytes of a POST."""
    return (b"POST " + path + b" HTTP/1.1\r\nContent-Type: application/json\r\n" + more + HOST
            + b"Content-Length: %d\r\n\r\n" % len(body) + body)


def test_requests_and_answers_of_any_size(shim):
    """Several records long, in pieces, one behind the other: TLS changes nothing but the wire."""
    answer = get(shim, b"/api/rows?max_rows=200")
    assert harness.statuses(answer) == [200] and b"Strict-Transport-Security: max-age=31536000\r\n" in answer
    assert len(get(shim, b"/api/big?size=5000000")) > 5000000
    with certificates.connect(shim.port) as link:
        answer = certificates.exchange(link, GET + GET + post(b'{"name":"' + b"x" * 900000 + b'"}', more=b"") + LAST)
    assert harness.statuses(answer) == [200, 200, 201, 200] and len(answer) > 900000
    with certificates.connect(shim.port) as link:
        for byte in LAST[:20]:
            link.sendall(bytes([byte]))
        assert harness.statuses(certificates.exchange(link, LAST[20:])) == [200]


@pytest.mark.parametrize("path, status", [(b"/nothing", 404), (b"/api/private", 401), (b"/api/fail?state=XX000", 500)])
def test_every_answer_tells_browsers_to_stay_with_tls(shim, path, status):
    """Errors too: they are what an attacker can provoke."""
    answer = get(shim, path)
    assert harness.statuses(answer) == [status] and b"Strict-Transport-Security: " in answer


def test_only_versions_that_are_safe(shim):
    """TLS 1.2 and 1.3; older ones have known holes."""
    for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
        with certificates.connect(shim.port, certificates.context(minimum_version=version,
                                                                  maximum_version=version)) as link:
            assert harness.statuses(certificates.exchange(link, LAST)) == [200]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        old = certificates.context(minimum_version=ssl.TLSVersion.TLSv1, maximum_version=ssl.TLSVersion.TLSv1_1)
        old.set_ciphers("ALL:@SECLEVEL=0")
        with pytest.raises(OSError):
            certificates.connect(shim.port, old).close()


@pytest.mark.parametrize("suite, good", [
    ("ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256", True),
    ("ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305", True),
    ("AES128-GCM-SHA256:AES256-GCM-SHA384", False), ("AES128-SHA:AES256-SHA256", False),
    ("ECDHE-ECDSA-AES128-SHA256:ECDHE-RSA-AES128-SHA:ECDHE-RSA-AES256-SHA384", False),
])
def test_under_1_2_only_what_is_kept_secret_later_too(shim, suite, good):
    """Forward secrecy and authenticated encryption: a key that is stolen later opens nothing that was recorded."""
    context = certificates.context(maximum_version=ssl.TLSVersion.TLSv1_2)
    context.set_ciphers(suite)
    if good:
        with certificates.connect(shim.port, context) as link:
            assert harness.statuses(certificates.exchange(link, LAST)) == [200]
    else:
        with pytest.raises(OSError):
            certificates.connect(shim.port, context).close()


def test_hosts_of_ours_speak_for_those_below_them(cluster, authority):
    """HSTS holds for every organization's host below the base domain; of somebody else's domain only for the one name."""
    database = mocked.mock_database(cluster)
    cluster.psql("CREATE OR REPLACE FUNCTION outlay.http_base_domain() RETURNS text LANGUAGE sql AS "
                 "$$ SELECT 'ours.example'::text $$", database)
    with harness.Outlayd(cluster, database, wait="listening", loops=1, **authority.settings()) as shim:
        harness.wait_until(lambda: b"ready" in get(shim, b"/readyz"), "outlayd is ready")
        for host, ours in ((b"ours.example", True), (b"acme.ours.example", True), (b"acme.ours.example:8443", True),
                           (b"notours.example", False), (b"expenses.acme.example", False), (b"example", False)):
            with certificates.connect(shim.port) as link:
                answer = certificates.exchange(
                    link, b"GET /healthz HTTP/1.1\r\nConnection: close\r\nHost: " + host + b"\r\n\r\n")
            line = b"Strict-Transport-Security: max-age=31536000" + (b"; includeSubDomains" if ours else b"") + b"\r\n"
            assert line in answer, host


def test_whatever_is_not_tls_is_cut_off(shim):
    """Plain HTTP, noise, half a greeting: no answer in clear but TLS's own alert, and others are served on."""
    random.seed(7)
    greeting = bytes.fromhex("160301010001000100fc0303") + bytes(32)
    for data in (LAST, b"\r\n" * 50, b"\x80\x2e\x01\x03\x01", b"\x16\x03\x01\xff\xff" + b"x" * 20000,
                 greeting + b"\xff" * 300, b"\x17\x03\x03\x00\x10" + bytes(16), b"SSH-2.0-x\r\n",
                 *(bytes(random.randrange(256) for _ in range(random.randrange(1, 3000))) for _ in range(30))):
        answer = shim.raw(data, seconds=3)
        assert b"HTTP" not in answer and len(answer) < 100, (data[:40], answer)
    with certificates.connect(shim.port) as link:
        assert harness.statuses(certificates.exchange(link, LAST)) == [200]


def test_records_that_were_tampered_with_end_the_connection(shim):
    """Bytes put between two records are no request."""
    with certificates.connect(shim.port) as link:
        link.sendall(GET)
        assert link.recv(65536)
        with socket.socket(fileno=os.dup(link.fileno())) as wire:
            wire.sendall(LAST)
        assert b"HTTP" not in certificates.exchange(link, b"", seconds=3)


def test_a_handshake_that_does_not_end_is_ended(impatient):
    """It falls under the limit of time for a header, whether it stands still or creeps."""
    for creep in (False, True):
        begun, watch = time.monotonic(), harness.Watch()
        with socket.create_connection(("127.0.0.1", impatient.port), timeout=harness.PATIENCE) as link:
            link.sendall(b"\x16\x03\x01\x01\x00\x01\x00")
            link.settimeout(0.1)
            while watch.seconds() < 5:
                try:
                    if not link.recv(100):
                        break
                except TimeoutError:
                    if creep:
                        link.sendall(b"\x00")
                except OSError:
                    break
        assert time.monotonic() - begun > 0.5 and watch.seconds() < 2


def test_half_open_handshakes_count_for_their_address(shim):
    """One address cannot take all connections by never getting through; another one is served meanwhile."""
    links = [socket.create_connection(("127.0.0.1", shim.port)) for _ in range(60)]
    try:
        with pytest.raises(OSError):
            certificates.connect(shim.port).close()
        with certificates.connect(shim.port, source="127.0.0.2") as link:
            assert harness.statuses(certificates.exchange(link, LAST)) == [200]
    finally:
        for link in links:
            link.close()
    harness.wait_until(lambda: _served(shim), "connections are free again")


def processor_seconds(shim):
    """What outlayd has worked until now."""
    with open(f"/proc/{shim.process.pid}/stat", encoding="utf-8") as file:
        fields = file.read().split(")")[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_half_a_handshake_keeps_no_core_busy(shim):
    """libmicrohttpd would read nothing from it again and again until its time is over."""
    links = [socket.create_connection(("127.0.0.1", shim.port)) for _ in range(20)]
    for link in links:
        link.sendall(b"\x16\x03\x01\x01\x00\x01\x00")
    before = processor_seconds(shim)
    time.sleep(0.6)
    used = processor_seconds(shim) - before
    for link in links:
        link.close()
    assert used < 0.2


def _served(shim):
    try:
        return harness.statuses(get(shim, b"/healthz")) == [200]
    except OSError:
        return False


def test_slow_requests_are_answered_inside_tls(impatient):
    """408 and 413, which we send past libmicrohttpd, are encrypted like everything."""
    with certificates.connect(impatient.port) as link:
        assert harness.statuses(certificates.exchange(link, GET[:-2], seconds=3)) == [408]
    with certificates.connect(impatient.port) as link:
        assert harness.statuses(certificates.exchange(link, post(b"x" * 100)[:-50], seconds=3)) == [408]
    chunked = post(b"", more=b"").replace(b"Content-Length: 0\r\n", b"Transfer-Encoding: chunked\r\n")
    with certificates.connect(impatient.port) as link:
        answer = certificates.exchange(link, chunked + (b"4000\r\n" + b" " * 0x4000 + b"\r\n") * 80, seconds=3)
    assert harness.statuses(answer) in ([413 if harness.takes_chunks() else 411], [])


def test_a_client_that_goes_away_is_noticed(shim):
    """With TLS's own goodbye, without it, and by a reset."""
    for leave in (lambda link: link.unwrap(), lambda link: link.close(),
                  lambda link: (link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0"), link.close())):
        link = certificates.connect(shim.port)
        link.sendall(GET.replace(b"/healthz", b"/api/sleep?seconds=0.3"))
        time.sleep(0.05)
        try:
            leave(link)
        except OSError:
            pass
        link.close()
    assert _served(shim)


def test_pages_without_tls_do_not_write_with_the_cookie(shim):
    """Whoever sits on the wire makes pages of http://; those of https:// are ours."""
    for origin, status in ((b"http", 403), (b"https", 200)):
        with certificates.connect(shim.port) as link:
            answer = certificates.exchange(link, post(
                b"{}", b"/api/entered", b"Connection: close\r\nCookie: __Host-outlay=x\r\nOrigin: " + origin
                + b"://acme.localhost\r\n"))
        assert harness.statuses(answer) == [status]


# ---- Certificates ---------------------------------------------------------------------------------------------------

def reload(shim, event):
    """SIGHUP; returns when the log says what came of it."""
    before = len(shim.events(event))
    shim.process.send_signal(signal.SIGHUP)
    harness.wait_until(lambda: len(shim.events(event)) > before, f"the log has {event}")


def one_answer(link):
    """The answer of a connection that is kept."""
    answer = b""
    while not answer.endswith(b"}"):
        piece = link.recv(65536)
        assert piece, "the connection was closed"
        answer += piece
    return answer


def certificate_of(shim):
    """Whom a new connection is shown."""
    with certificates.connect(shim.port) as link:
        assert harness.statuses(certificates.exchange(link, LAST)) == [200]
        return certificates.shown(link)


def test_a_new_certificate_needs_no_restart(shim, authority):
    """SIGHUP: new connections see it, those that run go on, and none is lost meanwhile."""
    stop, errors, served = threading.Event(), [], [0]

    def ask():
        """New connections, one after the other."""
        while not stop.is_set():
            try:
                assert harness.statuses(get(shim, b"/api/rows/1")) == [200]
                served[0] += 1
            except (OSError, AssertionError) as error:
                errors.append(error)

    threads = [threading.Thread(target=ask, daemon=True) for _ in range(3)]
    with certificates.connect(shim.port) as kept, socket.create_connection(("127.0.0.1", shim.port)):
        kept.sendall(GET)
        for thread in threads:
            thread.start()
        try:
            for name in ("second", "third", "fourth"):
                authority.issue(name)
                assert harness.statuses(one_answer(kept)) == [200]
                reload(shim, "tls_loaded")
                assert certificate_of(shim) == name
                kept.sendall(GET)
        finally:
            stop.set()
            for thread in threads:
                thread.join(harness.PATIENCE)
        assert harness.statuses(one_answer(kept)) == [200]
    assert not errors and served[0] > 0


def test_a_broken_certificate_changes_nothing(shim, authority):
    """The one before stays, and the log says why."""
    authority.issue("good")
    reload(shim, "tls_loaded")
    for damage, complaint in ((lambda: authority.write("nonsense"), "tls_certificate"),
                              (lambda: authority.write(""), "tls_certificate"),
                              (lambda: os.unlink(authority.certificate), "tls_certificate"),
                              (lambda: authority.issue("other", key=False), "is not the key")):
        damage()
        reload(shim, "tls_error")
        assert complaint in shim.events("tls_error")[-1]["message"]
        assert certificate_of(shim) == "good"
    authority.issue("better")
    reload(shim, "tls_loaded")
    assert certificate_of(shim) == "better"


@pytest.mark.parametrize("certificate, key, complaint", [
    ("tls.crt", "", "need each other"), ("", "tls.key", "need each other"), ("nothing", "tls.key", "nothing"),
    ("tls.key", "tls.key", "tls_certificate"), ("tls.crt", "tls.crt", "tls_key"), ("tls.crt", "other.key", "not the key"),
])
def test_wrong_settings_are_told(certificate, key, complaint):
    """One line at the start, and by --check, which names the setting."""
    authority = certificates.Authority()
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", authority.directory + "/other.key"], check=True)
    paths = [name and os.path.join(authority.directory, name) for name in (certificate, key)]
    result = subprocess.run([harness.Outlayd.BINARY, "--check", "--port=0", f"--tls-certificate={paths[0]}",
                             f"--tls-key={paths[1]}"], capture_output=True, text=True, timeout=harness.PATIENCE, check=False)
    assert result.returncode == 1 and complaint in result.stderr and result.stderr.count("\n") == 1, result


def test_no_header_without_tls(cluster):
    """It would lock browsers out of a server that speaks HTTP only; and with TLS it can be turned off."""
    with harness.Outlayd(cluster, mocked.mock_database(cluster), loops=1) as shim:
        assert "strict-transport-security" not in shim.client().get("/healthz").headers
    with harness.Outlayd(cluster, mocked.mock_database(cluster), loops=1, wait="listening", hsts="",
                         **certificates.Authority().settings()) as shim:
        assert b"Strict-Transport" not in get(shim, b"/healthz")
