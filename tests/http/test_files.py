"""Binary contents: bodies that are no JSON, answers that are files, and parts of them (RFC 9110, RFC 6266).

A logo or a receipt is whatever somebody has uploaded: it comes in as its bytes and goes out as a file to be saved,
never as a page of this host.
"""
import hashlib

import pytest

import harness
import mocked
import organizations

_database, _shim = mocked.fixtures(max_body="4MB")
CONTENT = bytes(i % 256 for i in range(1000))


@pytest.fixture(name="client")
def _client(shim):
    client = shim.client(host="acme.localhost")
    yield client
    client.close()


# ---- Bodies that are no JSON ----------------------------------------------------------------------------------------

@pytest.mark.parametrize("content", [b"\0", bytes(range(256)), b"{}", b"\xff" * 3_000_000])
def test_a_body_arrives_as_it_is(client, content):
    """Every byte, of any value and number."""
    answer = client.put("/api/files?note=a%20b", content, headers={"Content-Type": "image/png; q=1"})
    assert answer.json == {"size": len(content), "md5": hashlib.md5(content).hexdigest(), "media_type": "image/png",
                           "note": "a b"}


def test_bodies_of_any_type(client):
    """The function looks at the first bytes; the type that a client claims is an argument like others."""
    for kind, seen in (("image/svg+xml", "image/svg+xml"), ("text/plain;charset=latin1", "text/plain"), ("x", "x"),
                       ("", "")):
        assert client.put("/api/files", b"abc", headers={"Content-Type": kind}).json["media_type"] == seen
    # In one piece: who refuses chunks does not wait for the others.
    answer = harness.raw(client.port, b"PUT /api/files HTTP/1.1\r\nHost: acme.localhost\r\nConnection: close\r\n"
                         b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n", seconds=harness.PATIENCE)
    assert b'"size" : 3' in answer if harness.takes_chunks() else harness.statuses(answer) == [411]


def test_a_body_must_be_there(client):
    """No body and an empty one are a missing field; content has no other way in."""
    for options in ({}, {"body": b"", "headers": {"Content-Type": "image/png"}}, {"body": {}}):
        answer = client.put("/api/files", **options)
        assert answer.status == 422 and answer.fields() == {"content": "missing_field"}, answer
    for answer in (client.put("/api/files?content=x"), client.put("/api/files", {"content": "x"})):
        assert answer.status == 422 and [e["code"] for e in answer.json["errors"]] == ["unknown_field", "missing_field"]
    answer = client.put("/api/files?media_type=x", b"x", headers={"Content-Type": "image/png"})
    assert answer.fields() == {"media_type": "unknown_field"}
    assert client.put("/api/files", b"x", headers={"Content-Type": "a/b", "Content-Encoding": "gzip"}).status == 415


def test_a_file_of_several_pieces(client):
    """Is the same as one of one piece: whole, in part, by its entity tag, and without its body."""
    whole = bytes(i % 256 for i in range(600_000))
    answer = client.get("/api/files/600000")
    assert answer.status == 200 and answer.body == whole and answer.headers["content-length"] == "600000"
    assert client.get("/api/files/600000", headers={"If-None-Match": answer.headers["etag"]}).status == 304
    head = client.request("HEAD", "/api/files/600000")
    assert (head.status, head.headers["content-length"], head.headers["etag"]) == (200, "600000", answer.headers["etag"])
    for first, last in ((0, 0), (262143, 262144), (262144, 524287), (1, 599_999)):
        part = client.get("/api/files/600000", headers={"Range": f"bytes={first}-{last}", "If-Range": answer.headers["etag"]})
        assert part.status == 206 and part.body == whole[first:last + 1], (first, last)
        assert part.headers["content-range"] == f"bytes {first}-{last}/600000" and part.headers["etag"] == answer.headers["etag"]
    assert client.get("/api/files/600000", headers={"Range": "bytes=600000-"}).status == 416


def test_a_body_that_is_too_large(shim):
    """Is refused by its length, before it is sent."""
    answer = shim.raw(b"PUT /api/files HTTP/1.1\r\nHost: a\r\nContent-Type: a/b\r\nContent-Length: 4200000\r\n\r\n")
    assert harness.statuses(answer) == [413]


# ---- Parts of a file ------------------------------------------------------------------------------------------------

def fetch(client, method="GET", path="/api/files/1000", **headers):
    """A request with headers written as identifiers."""
    return client.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_a_file_is_its_bytes(client):
    """Its type is the database's, its length is told, and so is that parts can be had."""
    answer = fetch(client, Accept="image/png")
    assert answer.status == 200 and answer.body == CONTENT and answer.headers["content-type"] == "image/x-test"
    assert answer.headers["accept-ranges"] == "bytes" and answer.headers["x-content-type-options"] == "nosniff"
    head = fetch(client, "HEAD", Range="bytes=0-1")
    assert head.status == 200 and head.body == b"" and head.headers["content-length"] == "1000"
    assert head.headers["etag"] == answer.headers["etag"] and answer.headers["etag"].startswith('"')
    assert fetch(client, path="/api/files/0").body == b""
    big = fetch(client, path="/api/files/300000")
    assert len(big.body) == 300000 and big.body[:1000] == (CONTENT * 2)[:1000]


@pytest.mark.parametrize("wanted, first, last", [
    ("bytes=0-0", 0, 0), ("bytes=0-", 0, 999), ("bytes=990-2000", 990, 999), ("bytes=-1", 999, 999),
    ("bytes=-5000", 0, 999), ("BYTES=10-19", 10, 19), ("bytes=1-99999999999999999999999999", 1, 999),
])
def test_a_part(client, wanted, first, last):
    """206, which part of how much, and exactly those bytes."""
    answer = fetch(client, Range=wanted)
    assert answer.status == 206 and answer.body == CONTENT[first:last + 1]
    assert answer.headers["content-range"] == f"bytes {first}-{last}/1000"
    assert answer.headers["content-length"] == str(last + 1 - first)
    assert answer.headers["etag"] == fetch(client).headers["etag"] and answer.headers["content-type"] == "image/x-test"


@pytest.mark.parametrize("wanted", ["bytes=1000-", "bytes=1000-2000", "bytes=-0", "bytes=18446744073709551616-",
                                    "bytes=99999999999999999999999-99999999999999999999999"])
def test_a_part_that_is_not_there(client, wanted):
    """416 says how long the file is."""
    answer = fetch(client, Range=wanted)
    assert answer.status == 416 and answer.code == "range_not_satisfiable" and CONTENT[:5] not in answer.body
    assert answer.headers["content-range"] == "bytes */1000"


@pytest.mark.parametrize("wanted", [
    "bytes=5-3", "bytes=", "bytes=-", "bytes=--5", "bytes=a-b", "bytes=0-1x", "bytes=0x0-9", "bytes=+1-2", "bytes= 1-2",
    "bytes=1 -2", "lines=0-1", "none", "", "bytes", "bytes=0-\u00b2", "bytes=0-0,1-1", "bytes=0-1, 5-9",
    "bytes=" + ",".join("0-" for _ in range(500)), "bytes=" + "9" * 2000 + "-1", "bytes=0-0,-1", "bytes=,0-0",
])
def test_hostile_ranges(client, wanted):
    """What is malformed, of another unit or of several parts is answered with the whole: never with less or more."""
    answer = fetch(client, Range=wanted)
    assert answer.status == 200 and answer.body == CONTENT and "content-range" not in answer.headers


def test_ranges_of_what_is_no_file(client):
    """JSON is answered whole; an error too; an empty file has no parts."""
    answer = fetch(client, path="/api/rows/5", Range="bytes=0-1")
    assert answer.status == 200 and answer.json["id"] == 5 and "accept-ranges" not in answer.headers
    assert fetch(client, path="/api/files/x", Range="bytes=0-1").status == 422
    assert fetch(client, path="/api/files/0", Range="bytes=0-1").headers["content-range"] == "bytes */0"
    assert fetch(client, path="/api/files/0", Range="bytes=-1").status == 200


def test_a_part_of_the_same_file_only(client):
    """If-Range: what has changed since is sent whole, or two halves of two files would be put together."""
    etag = fetch(client).headers["etag"]
    assert fetch(client, Range="bytes=0-1", If_Range=etag).status == 206
    for other in ('"x"', "W/" + etag, "Mon, 23 Nov 2026 00:00:00 GMT", f"{etag}, {etag}", "*", ""):
        answer = fetch(client, Range="bytes=0-1", If_Range=other)
        assert answer.status == 200 and answer.body == CONTENT, other
    assert fetch(client, Range="bytes=0-1", If_None_Match=etag).status == 304


# ---- Published for an organization ----------------------------------------------------------------------------------

@pytest.fixture(scope="module", name="acme")
def _acme(cluster):
    with organizations.Service(cluster, loops=1) as service:
        acme = service.sign_up("Acme")
        service.psql("""
            CREATE TABLE public.stored (name text, media_type text, content bytea);
            CREATE FUNCTION public.put_stored(name text, content bytea, media_type text DEFAULT NULL) RETURNS bigint
                LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
                'DELETE FROM public.stored WHERE name = $1; INSERT INTO public.stored VALUES ($1, $3, $2) RETURNING length(content)::bigint';
            CREATE FUNCTION public.get_stored(name text) RETURNS outlay.file LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
                'SELECT s.media_type, s.name, s.content FROM public.stored s WHERE s.name = $1';
            SELECT outlay.publish('PUT', '/api/v2/stored', 'public.put_stored', 'Keep a file', '{owner}');
            SELECT outlay.publish('GET', '/api/v2/stored', 'public.get_stored', 'A file', '{owner,member}');
        """, acme.slug)
        harness.wait_until(lambda: acme.owner.get("/api/v2/stored?name=x").status == 404 and
                           acme.owner.put("/api/v2/stored?name=x").status == 422, "the new routes are known")
        yield acme


@pytest.mark.parametrize("name, plain, whole", [
    ("receipt.pdf", "receipt.pdf", None),
    ("Reçu 5€.pdf", "Re_u 5_.pdf", "Re%C3%A7u%205%E2%82%AC.pdf"),
    ("a\"b\\c/../d%41.pdf", "a_b_c_.._d_41.pdf", "a%22b_c_.._d%2541.pdf"),
    ("x\r\nSet-Cookie: a=b", "x__Set-Cookie: a=b.pdf", None),
    ("領収書", "___.pdf", "%E9%A0%98%E5%8F%8E%E6%9B%B8.pdf"),
    ("it's (1); x=y", "it's (1); x=y.pdf", None),
])
def test_a_name_in_every_script(acme, name, plain, whole):
    """Old clients get ASCII, others the whole name; none gets a path, a second header or a page to show."""
    content = b"%PDF-" + name.encode()
    query = "/api/v2/stored?name=" + "".join(f"%{byte:02X}" for byte in name.encode())
    assert acme.owner.put(query, content, headers={"Content-Type": "application/pdf"}).status == 200
    answer = acme.owner.get(query)
    assert answer.status == 200 and answer.body == content and answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == f'attachment; filename="{plain}"' + (
        f"; filename*=UTF-8''{whole}" if whole else "")
    assert "set-cookie" not in answer.headers and answer.headers["x-content-type-options"] == "nosniff"
    assert acme.owner.get(query, headers={"Range": "bytes=1-3"}).body == b"PDF"


@pytest.mark.parametrize("media_type, name, saved", [
    ("image/jpeg", "a.jpg", "a.jpg"),
    ("image/jpeg", "a.JPEG", "a.JPEG"),
    ("image/jpeg", "a.png", "a.png.jpg"),
    ("IMAGE/PNG; x=y", "a.hta", "a.hta.png"),
    ("image/png", "apng", "apng.png"),
    ("image/webp", "a.webp.", "a.webp..webp"),
    ("image/heic", "a.HEIF", "a.HEIF"),
    ("image/heic", "a.heic.lnk", "a.heic.lnk.heic"),
    ("image/heif", "a", "a.heif"),
    ("image/gif", "a.Gif", "a.Gif"),
    ("image/gif", "a.js", "a.js.gif"),
    ("application/pdf", "n" * 300 + ".pdf", "n" * 251 + ".pdf"),
    ("application/pdf", "n" * 251 + ".hta", "n" * 251 + ".pdf"),
    ("application/pdfx", "a.bin", "a.bin"),
    ("text/html", "a.html", "a.html"),
])
def test_a_name_ends_as_its_type_does(acme, media_type, name, saved):
    """Any published file: its ending is one of its media type where that has some, within the length of a name."""
    acme.service.psql(f"INSERT INTO public.stored VALUES ('{name}', '{media_type}', 'x')")
    answer = acme.owner.get(f"/api/v2/stored?name={name}")
    assert answer.status == 200 and answer.headers["content-disposition"] == f'attachment; filename="{saved}"'
    acme.service.psql("DELETE FROM public.stored")


def test_what_is_not_there_and_who_may_not(acme):
    """404 for no file, 401 and 403 as everywhere."""
    answer = acme.owner.get("/api/v2/stored?name=nothing")
    assert answer.status == 404 and answer.code == "not_found"
    assert acme.client().get("/api/v2/stored?name=x").status == 401
    assert acme.admin.get("/api/v2/stored?name=x").status == 403
    assert acme.member.put("/api/v2/stored?name=x", b"x", headers={"Content-Type": "a/b"}).status == 403


@pytest.mark.parametrize("claimed", ["nonsense", "a/b\x7f", "", "text/html; charset=\u00e9"])
def test_a_type_that_is_none(acme, claimed):
    """Whatever the table holds, the answer's Content-Type is one."""
    acme.service.psql("INSERT INTO public.stored VALUES ('odd', $type$" + claimed + "$type$, 'x')")
    answer = acme.owner.get("/api/v2/stored?name=odd")
    assert answer.status == 200 and answer.headers["content-type"] == "application/octet-stream"
    acme.service.psql("DELETE FROM public.stored WHERE name = 'odd'")


def test_the_document_says_so(acme):
    """A generated client sends and gets bytes."""
    path = acme.owner.get("/api/openapi.json").json["paths"]["/api/v2/stored"]
    binary = {"*/*": {"schema": {"type": "string", "format": "binary"}}}
    assert path["put"]["requestBody"] == {"required": True, "content": binary}
    assert [p["name"] for p in path["put"]["parameters"] if "name" in p] == ["name"]
    assert path["get"]["responses"]["200"]["content"] == binary and "206" in path["get"]["responses"]
