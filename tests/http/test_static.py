"""Static files: what is served, to whom it stays hidden, how long it is kept, and that a new release is there at once."""
import base64
import gzip
import hashlib
import html.parser
import os
import re
import shutil
import socket
import time

import pytest

import harness
import mocked

_database, _ = mocked.fixtures()

PAGE = "<!DOCTYPE html><title>App</title><div id=app></div>"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(scope="module", name="folder")
def _folder(tmp_path_factory):
    top = tmp_path_factory.mktemp("web", numbered=True)
    folder = top / "current"
    for directory in (top.parent, top, folder, folder / "_nuxt", folder / "_nuxt" / "builds", folder / "about",
                      folder / "empty", folder / ".git"):
        directory.mkdir(exist_ok=True)
        directory.chmod(0o755)
    for name, content in {
            "index.html": PAGE, "about/index.html": "<title>About</title>", "favicon.ico": "icon",
            "_nuxt/entry.BxK3v9aQ.js": "console.log(1)\n" * 100, "_nuxt/entry.css": "a{}",
            "_nuxt/builds/latest.json": "{}", "robots.txt": "User-agent: *\n", "logo.svg": "<svg/>",
            "strange name é+%25.txt": "strange", "data.bin": "0123456789", ".env": "SECRET", ".git/config": "SECRET",
            "nothing.txt": ""}.items():
        (folder / name).write_bytes(content.encode())
    (top / "secret.txt").write_text("SECRET")
    os.symlink(top / "secret.txt", folder / "link.txt")
    os.symlink(top, folder / "up")
    os.mkfifo(folder / "pipe")
    (folder / "unreadable.txt").write_text("SECRET")
    (folder / "unreadable.txt").chmod(0)
    return folder


def reachable(folder):
    """Lets the unprivileged user of the servers look into a directory of the tests."""
    while folder != folder.parent and folder.stat().st_uid == os.geteuid() and str(folder) != "/tmp":
        folder.chmod(folder.stat().st_mode | 0o55)
        folder = folder.parent


@pytest.fixture(scope="module", name="shim")
def _shim(cluster, database, folder):
    reachable(folder)
    with harness.Outlayd(cluster, database, static_dir=str(folder)) as shim:
        yield shim


@pytest.fixture(name="client")
def _client(shim):
    return shim.client("acme.localhost")


@pytest.mark.parametrize("path, kind, keep", [
    ("/", "text/html; charset=utf-8", "no-cache"),
    ("/index.html", "text/html; charset=utf-8", "no-cache"),
    ("/about", "text/html; charset=utf-8", "no-cache"),
    ("/about/", "text/html; charset=utf-8", "no-cache"),
    ("/favicon.ico", "image/vnd.microsoft.icon", "no-cache"),
    ("/logo.svg", "image/svg+xml", "no-cache"),
    ("/_nuxt/entry.BxK3v9aQ.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"),
    ("/_nuxt/builds/latest.json", "application/json", "no-cache"),
    ("/data.bin", "application/octet-stream", "no-cache"),
    ("/nothing.txt", "text/plain; charset=utf-8", "no-cache"),
    ("/strange%20name%20%C3%A9+%2525.txt", "text/plain; charset=utf-8", "no-cache"),
])
def test_files(client, folder, path, kind, keep):
    """Each file with its type; what has its contents' hash in its name is kept for ever, all else is asked for again."""
    answer = client.get(path)
    assert answer.status == 200, answer
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == (kind, keep)
    assert answer.headers["x-content-type-options"] == "nosniff" and answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert ("script-src" not in answer.headers["content-security-policy"]) and "unsafe-eval" not in str(answer.headers)
    head = client.request("HEAD", path)
    assert head.status == 200 and head.body == b""
    assert {**head.headers, "date": "", "x-request-id": ""} == {**answer.headers, "date": "", "x-request-id": ""}
    assert client.get("/t/acme" + path).body == answer.body


HIDDEN = [
    "/.env", "/.git/config", "/.git", "/%2eenv", "/%2Eenv", "/about/../.env", "/about/%2e%2e/.env", "/../secret.txt",
    "/%2e%2e/secret.txt", "/%2e%2e%2fsecret.txt", "/..%2fsecret.txt", "/about/..%2f..%2fsecret.txt", "/..%5csecret.txt",
    "/%252e%252e/secret.txt", "/%252e%252e%252fsecret.txt", "/about%2findex.html", "/%2fetc/passwd", "//etc/passwd",
    "/about//index.html", "/./robots.txt", "/about/./index.html", "/link.txt", "/up/secret.txt", "/pipe",
    "/unreadable.txt", "/empty", "/robots.txt%00", "/robots.txt%0a", "/robots.txt%7f", "/%c0%ae%c0%ae/secret.txt",
    "/%e0%80%ae%e0%80%ae/secret.txt", "/%ff", "/robots.txt.", "/robots.txt%20", "/robots.txt/x", "/ROBOTS.TXT",
    "/t/acme/../secret.txt", "/t/acme/%2e%2e/secret.txt", "/t/ACME/robots.txt", "/t/%2e%2e/secret.txt", "/t/../secret.txt",
    "/" + "x" * 300 + ".txt", "/" + "y" * 1500, "/" + "a/" * 200 + "b.txt", "/" + "%2e%2e/" * 10 + "etc/passwd",
]


@pytest.mark.parametrize("path", HIDDEN)
def test_hidden(client, path):
    """Nothing above the folder, behind a link, or with a dot before its name is served, however the path is written."""
    answer = client.get(path)
    assert answer.status in (400, 404) and b"SECRET" not in answer.body, answer


@pytest.mark.parametrize("line", [
    b"/../secret.txt", b"/..\\secret.txt", b"\\..\\secret.txt", b"/about\\..\\..\\secret.txt", b"/%", b"/%2", b"/%zz",
    b"/robots.txt\x00", b"/robots.txt\xff", b"/%00/../robots.txt", b"../secret.txt", b"/robots.txt#x", b"file:///etc/passwd",
    b"//../../etc/passwd", b"/;/../secret.txt", b"/_nuxt/../../secret.txt", b"/_nuxt/%2e%2e/%2e%2e/secret.txt",
])
def test_hidden_from_raw_bytes(shim, line):
    """A client that does not tidy its paths gets no further; libmicrohttpd 1.0 closes at a NUL without a word."""
    answer = shim.raw(b"GET " + line + b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert harness.statuses(answer)[:1] in ([400], [404]) or (b"\0" in line and answer == b""), answer
    assert b"SECRET" not in answer and b"root:" not in answer


def test_no_listing(client):
    """A folder without a page of its own is not told of."""
    for path in ("/_nuxt", "/_nuxt/", "/empty/"):
        answer = client.get(path)
        assert answer.status == 404 and answer.code == "not_found", answer


def test_deep_links(client):
    """An address that the application makes up is its page; a missing file is missing, and the API is never a page."""
    for path in ("/expenses", "/expenses/12", "/t/acme", "/t/acme/", "/t/acme/expenses/12", "/x" * 14, "/empty"):
        answer = client.get(path, headers=BROWSER)
        assert answer.status == 200 and answer.body.decode() == PAGE, (path, answer)
        assert client.get(path).status == (200 if path.rstrip("/") == "/t/acme" else 404), path
    for accept in ("text/html;q=0", "application/json, text/html;q=0.0", "x/text/html", "*/*"):
        assert client.get("/expenses", headers={"Accept": accept}).status == 404, accept
    for path in ("/missing.js", "/_nuxt/old.js", "/a/missing.css"):
        assert client.get(path, headers=BROWSER).status == 404
    for path in ("/api/nothing", "/api", "/api/", "/t/acme/api/nothing", "/t/acme/api", "/%61pi/nothing", "/ap%69"):
        answer = client.get(path, headers={"Accept": "text/html, */*"})
        assert answer.status == 404 and answer.headers["content-type"] == "application/problem+json", path


def test_methods(client):
    """Files are read only."""
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = client.request(method, "/robots.txt")
        assert answer.status == 405 and answer.headers["allow"] == "GET, HEAD"
        assert client.request(method, "/missing.txt").status == 404
    answer = client.request("OPTIONS", "/robots.txt")
    assert answer.status == 204 and answer.headers["allow"] == "GET, HEAD"
    assert client.get("/healthz").json == {"status": "ok"}


def test_conditions(client):
    """What the client has already is not sent again."""
    answer = client.get("/robots.txt")
    etag, modified = answer.headers["etag"], answer.headers["last-modified"]
    for headers in ({"If-None-Match": etag}, {"If-None-Match": f'"x", {etag}'}, {"If-None-Match": "*"},
                    {"If-Modified-Since": modified}, {"If-Modified-Since": "Friday, 01-Jan-60 00:00:00 GMT"},
                    {"If-Match": etag, "If-None-Match": etag}, {"If-None-Match": etag, "If-Modified-Since": "nonsense"}):
        again = client.get("/robots.txt", headers=headers)
        assert again.status == 304 and again.body == b"" and again.headers["etag"] == etag, headers
    for headers in ({"If-None-Match": '"x"'}, {"If-None-Match": '"x"', "If-Modified-Since": modified},
                    {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}, {"If-Modified-Since": "yesterday"},
                    {"If-Modified-Since": modified + "x"}, {"If-Match": "*"}, {"If-Match": f'"x", {etag}'},
                    {"If-Unmodified-Since": modified}, {"If-Unmodified-Since": "yesterday"},
                    {"If-Match": etag, "If-Unmodified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}):
        assert client.get("/robots.txt", headers=headers).status == 200, headers
    for headers in ({"If-Match": '"x"'}, {"If-Match": "W/" + etag}, {"If-Match": '"x"', "If-None-Match": etag},
                    {"If-Unmodified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}):
        again = client.get("/robots.txt", headers=headers)
        assert again.status == 412 and again.code == "precondition_failed", headers


def test_ranges(client):
    """A download that broke off goes on, unless the file is another by now."""
    whole = client.get("/data.bin")
    for value, part, said in (("bytes=2-4", b"234", "2-4"), ("bytes=7-", b"789", "7-9"), ("bytes=-3", b"789", "7-9"),
                              ("bytes=0-99", b"0123456789", "0-9")):
        answer = client.get("/data.bin", headers={"Range": value})
        assert (answer.status, answer.body, answer.headers["content-range"]) == (206, part, f"bytes {said}/10")
    for same, status in ((whole.headers["etag"], 206), (whole.headers["last-modified"], 206), ('"other"', 200),
                         ("Thu, 01 Jan 1970 00:00:00 GMT", 200)):
        assert client.get("/data.bin", headers={"Range": "bytes=1-2", "If-Range": same}).status == status, same
    beyond = client.get("/data.bin", headers={"Range": "bytes=10-"})
    assert beyond.status == 416 and beyond.headers["content-range"] == "bytes */10"
    assert client.get("/data.bin", headers={"Range": "bytes=0-1,3-4"}).body == b"0123456789"
    assert client.get("/nothing.txt", headers={"Range": "bytes=0-1"}).status == 416


def test_compressed_siblings(client, folder):
    """What was compressed beforehand is sent to who takes it, and each form is a thing of its own to caches."""
    script = folder / "_nuxt" / "app.js"
    script.write_text("export default 1\n" * 50)
    (folder / "_nuxt" / "app.js.gz").write_bytes(gzip.compress(script.read_bytes()))
    (folder / "_nuxt" / "app.js.br").write_bytes(b"brotli")
    plain = client.get("/_nuxt/app.js")
    assert plain.body == script.read_bytes() and "content-encoding" not in plain.headers
    tags = {plain.headers["etag"]}
    for accept, coding in (("gzip, deflate, br", "br"), ("gzip", "gzip"), ("gzip;q=1.0, br;q=0", "gzip"),
                           ("br;q=0.0, gzip;q=0", None), ("brotli, xgzip", None), ("identity", None),
                           ("deflate, gzip;q=0.5", "gzip"), ("GZIP", "gzip")):
        answer = client.get("/_nuxt/app.js", headers={"Accept-Encoding": accept})
        assert answer.headers.get("content-encoding") == coding, (accept, answer)
        assert answer.headers["content-type"] == plain.headers["content-type"]
        assert answer.headers["vary"] == "Accept-Encoding"
        tags.add(answer.headers["etag"])
    assert len(tags) == 3
    # One that was forgotten when its original was changed is not believed.
    later = time.time() + 10
    os.utime(script, (later, later))
    assert "content-encoding" not in client.get("/_nuxt/app.js", headers={"Accept-Encoding": "br, gzip"}).headers


def test_policy(client, folder):
    """A page runs no script but its own files; a build that needs more says so in the file .csp."""
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "script" not in policy
    own = "default-src 'self'; script-src 'self' 'sha256-abc='"
    (folder / ".csp").write_text(own + "\nX-Evil: 1\n")
    try:
        answer = client.get("/")
        assert answer.headers["content-security-policy"] == own and "x-evil" not in answer.headers
        # A worker obeys the policy of its own script.
        assert client.get("/_nuxt/entry.BxK3v9aQ.js").headers["content-security-policy"] == own
        # Not for what is no page: an image is opened by itself with no rights at all.
        assert client.get("/logo.svg").headers["content-security-policy"].startswith("default-src 'none'")
        (folder / ".csp").write_text("x" * 100000)
        assert client.get("/").status == 200
        (folder / ".csp").write_text("\n")
        assert client.get("/").headers["content-security-policy"] == policy
    finally:
        (folder / ".csp").unlink()
    assert client.get("/.csp").status == 404


def test_a_new_release_is_there_at_once(cluster, database, folder, tmp_path):
    """Files that change, and a link to the folder that is switched, need no restart."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(name)
    os.symlink("one", tmp_path / "current")
    reachable(tmp_path / "one")
    with harness.Outlayd(cluster, database, static_dir=str(tmp_path / "current")) as shim:
        client = shim.client()
        first = client.get("/")
        assert first.body == b"one"
        (tmp_path / "one" / "index.html").write_text("one, mended")
        assert client.get("/", headers={"If-None-Match": first.headers["etag"]}).body == b"one, mended"
        os.symlink("two", tmp_path / "next")
        os.rename(tmp_path / "next", tmp_path / "current")
        assert client.get("/").body == b"two"
        shutil.rmtree(tmp_path / "two")
        assert client.get("/").status == 404
        assert client.get("/healthz").status == 200


def test_a_file_that_shrinks_while_it_is_sent(cluster, database, folder):
    """The client sees that bytes are missing: the connection ends, after send_timeout; nobody else is disturbed."""
    big = folder / "big.bin"
    big.write_bytes(b"x" * (64 << 20))
    with harness.Outlayd(cluster, database, static_dir=str(folder), send_timeout="1s") as shim:
        with socket.create_connection(("127.0.0.1", shim.port), timeout=harness.PATIENCE) as link:
            link.sendall(b"GET /big.bin HTTP/1.1\r\nHost: a\r\n\r\n")
            received = len(link.recv(65536))
            os.truncate(big, 1 << 20)
            while piece := link.recv(1 << 20):
                received += len(piece)
                assert shim.client().get("/robots.txt").status == 200
        assert received < 64 << 20


def test_large_files_take_no_memory(shim, folder):
    """Many who download at once cost descriptors, not memory."""
    big = folder / "large.bin"
    big.write_bytes(b"y" * (32 << 20))

    def memory():
        with open(f"/proc/{shim.process.pid}/status", encoding="utf-8") as status:
            return int(next(line for line in status if line.startswith("VmRSS")).split()[1])
    shim.client().get("/robots.txt")
    before = memory()
    links = [socket.create_connection(("127.0.0.1", shim.port), timeout=harness.PATIENCE) for _ in range(50)]
    for link in links:
        link.sendall(b"GET /large.bin HTTP/1.1\r\nHost: a\r\n\r\n")
        assert link.recv(12) == b"HTTP/1.1 200"
    assert memory() - before < 8 * 1024
    for link in links:
        link.close()
    open_files = f"/proc/{shim.process.pid}/fd"
    harness.wait_until(lambda: not [fd for fd in os.listdir(open_files) if "large" in link_target(open_files, fd)],
                       "all files are closed")


def link_target(directory, name):
    """Where a link leads; empty if it has gone meanwhile."""
    try:
        return os.readlink(os.path.join(directory, name))
    except OSError:
        return ""


def test_without_a_database(cluster, folder):
    """The application is there when PostgreSQL is not, and can say so."""
    with harness.Outlayd(cluster, "none_of_this_name", wait="listening", static_dir=str(folder)) as shim:
        client = shim.client()
        assert client.get("/").body.decode() == PAGE
        assert client.get("/api/v2/me").status == 503
        assert client.get("/missing.js").status in (404, 503)


@pytest.fixture(scope="module", name="bare")
def _bare(cluster, database):
    with harness.Outlayd(cluster, database) as shim:
        yield shim


def test_the_page_without_a_folder(bare):
    """Whoever opens a new server in a browser learns what it is."""
    answer = bare.client().get("/")
    assert answer.status == 200 and answer.headers["content-type"] == "text/html; charset=utf-8"
    text = answer.body.decode()
    html.parser.HTMLParser().feed(text)
    assert "/api/openapi.json" in text and "curl" in text and "<script" not in text and "http-equiv" not in text
    style = re.search("<style>(.*?)</style>", text, re.S)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "prefers-color-scheme: dark" in style and 'style="' not in text
    assert bare.client().get("/t/acme/").body == answer.body
    tag = answer.headers["etag"]
    assert bare.client().get("/", headers={"If-None-Match": tag}).status == 304
    assert bare.client().get("/", headers={"If-None-Match": '"other"'}).status == 200
    short = bare.client().get("/", headers={"Accept-Encoding": "gzip"})
    assert short.headers["content-encoding"] == "gzip" and gzip.decompress(short.body) == answer.body
    assert short.headers["etag"] != tag and short.headers["vary"] == "Accept-Encoding"
    assert bare.client().get("/", headers={"Accept-Encoding": "gzip", "If-None-Match": short.headers["etag"]}).status == 304
    for path in ("/index.html", "/expenses", "/etc/passwd"):
        assert bare.client().get(path, headers=BROWSER).status == 404
    assert bare.client().post("/", {}).status == 405


def test_a_folder_that_is_none(cluster, database, tmp_path):
    """A mistyped folder is told at the start, not by pages that are missing."""
    shim = harness.Outlayd(cluster, database, static_dir=str(tmp_path / "nothing"))
    with pytest.raises(AssertionError, match="static_dir"):
        shim.start()
