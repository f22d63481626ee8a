"""The contract between database and shim (ARCHITECTURE.md), seen from both sides of the shim."""
import json

import pytest

import harness
import mocked

_database, _shim = mocked.fixtures()


@pytest.fixture(name="client")
def _client(shim):
    client = shim.client(host="acme.localhost:8080")
    yield client
    client.close()


def echo(client, body, path="/api/echo/7"):
    """What the function saw."""
    answer = client.post(path, body)
    assert answer.status == 201, answer
    return answer.json


# ---- Who and where: what enter() is told ----------------------------------------------------------------------------

def test_enter_is_told_everything_about_the_request(client):
    """The database decides by these values who is calling and for which tenant."""
    answer = client.get("/api/entered", token="t0ken", headers={
        "User-Agent": "tester/1", "X-Request-Id": "req-1",
        "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"})
    assert answer.json == {"route": 1, "host": "acme.localhost", "slug": None, "token": "t0ken",
                           "address": "127.0.0.1", "request_id": "req-1", "user_agent": "tester/1",
                           "idempotency_key": None, "request_hash": None,
                           "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736"}


@pytest.mark.parametrize("host, seen", [("ACME.Localhost", "acme.localhost"), ("acme.localhost.:99", "acme.localhost"),
                                        ("[::1]:8080", "[::1]"), ("127.0.0.1", "127.0.0.1")])
def test_host_arrives_in_one_form(client, host, seen):
    """One tenant must not be two because of how a client writes its host."""
    assert client.get("/api/entered", host=host).json["host"] == seen


def test_slug_in_the_path_chooses_the_tenant(client):
    """Where there is no wildcard DNS, /t/<slug>/ stands for the host name."""
    assert client.get("/t/acme-2/api/entered").json["slug"] == "acme-2"
    assert client.get("/t/unknown/api/entered").status == 404
    assert client.get("/t/Bad_Slug/api/entered").status == 404


def test_a_trailing_slash_makes_no_difference(client):
    """Clients of API v1 write one."""
    assert client.get("/api/entered/").status == 200


def test_a_private_route_needs_a_token(client):
    """401 without a token comes from the shim, without a connection; with a wrong one, from the database."""
    for answer in (client.get("/api/private"), client.get("/api/private", token="wrong"),
                   client.get("/api/private", headers={"Authorization": "Basic abc"})):
        assert answer.status == 401 and answer.code == "unauthenticated"
        assert answer.headers["www-authenticate"] == "Bearer"
    assert client.get("/api/private", token="good").status == 200


def test_the_idempotency_key_travels_with_a_hash_of_the_request(client):
    """The database recognises a repetition by the key, and another request under the same key by the hash."""
    def sent(path, body, key="k-1", media_type="application/json"):
        answer = client.post(path, body, headers={"Idempotency-Key": key, "Content-Type": media_type})
        return answer.json["idempotency_key"], answer.json["request_hash"]
    key, first = sent("/api/entered", {})
    assert key == "k-1" and len(first) == 32
    assert sent("/api/entered", {})[1] == first
    assert sent("/api/entered", " {}")[1] != first
    assert sent("/api/entered", {}, media_type="application/json; charset=utf-8")[1] == first
    file = sent("/api/entered", "{}", media_type="text/plain")[1]
    assert sent("/api/entered", "{}", media_type="text/plain")[1] == file != first
    assert sent("/api/entered", "{}", media_type="image/png")[1] not in (file, first), "the type is an argument"
    assert client.get("/api/entered", headers={"Idempotency-Key": "k"}).json["idempotency_key"] is None
    assert client.post("/api/entered", {}, headers={"Idempotency-Key": "k" * 256}).status == 400


# ---- Arguments ------------------------------------------------------------------------------------------------------

def test_only_present_arguments_are_passed(client):
    """SQL defaults work; null is a value."""
    assert echo(client, {})["whole"] == 7
    assert echo(client, {"whole": None})["whole"] is None
    assert echo(client, {"whole": 3})["whole"] == 3


@pytest.mark.parametrize("source, seen", [
    ('{"amount": 12345678901234567890123.4500}', "12345678901234567890123.4500"),
    ('{"amount": "0.10"}', "0.10"),
    ('{"amount": -0.000000000000000000001}', "-0.000000000000000000001"),
    ('{"amount": 1e3}', "1000"),
    ('{"amount": 123456789012345678901234567890}', "123456789012345678901234567890"),
])
def test_numbers_arrive_exactly(client, source, seen):
    """A decimal never passes through a double."""
    assert echo(client, source)["amount"] == seen


@pytest.mark.parametrize("field, value, seen", [
    ("name", "\u00e9\u4e16\U0001F600 \"quoted\" \\ \n\t", "\u00e9\u4e16\U0001F600 \"quoted\" \\ \n\t"),
    ("name", "", ""),
    ("name", "'; DROP TABLE x; --", "'; DROP TABLE x; --"),
    ("day", "2024-02-29", "2024-02-29"),
    ("at", "2024-05-06T07:08:09.5+02:00", "2024-05-06T05:08:09.5"),
    ("flag", True, True),
    ("doc", {"a": [1, None]}, '{"a": [1, null]}'),
    ("doc", "text", '"text"'),
    ("doc", None, "null"),
    ("docb", {"b": 1}, {"b": 1}),
    ("docb", None, None),
    ("tags", ["a", "b,c", "\"d\"", "{e}", "\\", None, "NULL", ""], ["a", "b,c", "\"d\"", "{e}", "\\", None, "NULL", ""]),
    ("tags", [], []),
    ("numbers", [1, -9223372036854775808], [1, -9223372036854775808]),
    ("small", -32768, -32768),
    ("uid", "11111111-2222-3333-4444-55555555555A", "11111111-2222-3333-4444-55555555555a"),
    ("net", "10.0.0.0/8", "10.0.0.0/8"),
])
def test_json_values_of_every_type(client, field, value, seen):
    """Every type that the contract names, in JSON."""
    assert echo(client, {field: value})[field] == seen
    assert echo(client, json.dumps({field: value}, ensure_ascii=False))[field] == seen


@pytest.mark.parametrize("query, field, seen", [
    ("name=a%20b+c%26", "name", "a b c&"), ("amount=-1.5", "amount", "-1.5"), ("day=2024-01-31", "day", "2024-01-31"),
    ("flag=false", "flag", False), ("tags=a&tags=b%2C", "tags", ["a", "b,"]), ("whole=5&", "whole", 5),
    ("name=", "name", ""), ("name", "name", ""), ("at=2024-01-01T00:00:00Z", "at", "2024-01-01T00:00:00"),
])
def test_query_values_of_every_type(client, query, field, seen):
    """Every type that the contract names, in a query."""
    answer = client.get("/api/echo/7?" + query)
    assert answer.status == 200 and answer.json[field] == seen, answer


@pytest.mark.parametrize("field, value", [
    ("name", 5), ("name", True), ("name", ["a"]), ("name", {"a": 1}), ("name", "a\u0000b"),
    ("amount", "1e5"), ("amount", "NaN"), ("amount", "Infinity"), ("amount", ""), ("amount", "1."), ("amount", ".5"),
    ("amount", "+1"), ("amount", "1,5"), ("amount", True), ("amount", " 1"),
    ("day", "2023-02-29"), ("day", "infinity"), ("day", "now"), ("day", "yesterday"), ("day", "2024-1-1"),
    ("day", "0000-01-01"), ("day", "2024-01-01 BC"), ("day", "2024-13-01"), ("day", 20240101),
    ("at", "2024-01-01"), ("at", "2024-01-01T25:00:00Z"), ("at", "2024-01-01T00:00:00"), ("at", "now"),
    ("at", "2024-01-01T00:00:00+16:00"), ("at", "0001-01-01T00:00:00+15:00"),
    ("flag", "true"), ("flag", 1), ("flag", "yes"),
    ("tags", "a"), ("tags", [1]), ("tags", [["a"]]), ("numbers", ["1"]), ("numbers", [1.5]), ("numbers", {}),
    ("small", 32768), ("whole", 2147483648), ("whole", "5"), ("whole", 1.0), ("whole", 1e2),
    ("uid", "x"), ("uid", "11111111-2222-3333-4444-5555555555"), ("net", {}),
])
def test_wrong_shapes_name_their_field(client, field, value):
    """Before PostgreSQL rounds, guesses or reports one field at a time."""
    answer = client.post("/api/echo/7", {field: value})
    assert answer.status == 422 and answer.fields() == {field: "wrong_type"}, answer


def test_numbers_beyond_numeric_name_their_field(client):
    """Where PostgreSQL would say no more than that some value overflows; what it takes, it gets."""
    for source in ("1e-99999", "0e99999999999", '"' + "9" * 150000 + '"', '"0.' + "1" * 16384 + '"'):
        assert client.post("/api/echo/7", '{"amount": %s}' % source).fields() == {"amount": "wrong_type"}, source[:20]
    assert echo(client, '{"amount": %s.%se-999}' % ("9" * 1000, "9" * 8995))["amount"].endswith("9")
    assert echo(client, '{"amount": 1e308}')["amount"] == "1" + "0" * 308


def test_every_violated_field_is_reported_at_once(client):
    """A form shows all its errors together."""
    answer = client.post("/api/echo/x?name=1", {"amount": "x", "day": "x", "name": "twice", "id": 3, "bogus": 1})
    assert answer.status == 422 and answer.code == "invalid"
    assert answer.fields() == {"id": "unknown_field", "name": "wrong_type", "amount": "wrong_type",
                               "day": "wrong_type", "bogus": "unknown_field"}
    assert [error["field"] for error in answer.json["errors"]].count("id") == 2
    assert client.post("/api/fail", {}).fields() == {"state": "missing_field"}


def test_a_long_unknown_name_is_cut_between_characters(client):
    """What is told of a request is text still."""
    (field,) = client.post("/api/echo/7", {"xx" + "\u00e9" * 40: 1}).fields()
    assert field == "xx" + "\u00e9" * 30


def test_the_path_cannot_be_overruled(client):
    """PUT /x/1 with {"id": 2} must not touch 2."""
    assert client.post("/api/echo/7", {"id": 8}).fields() == {"id": "unknown_field"}
    assert client.get("/api/echo/7?id=8").fields() == {"id": "unknown_field"}
    assert client.post("/api/lenient/7", {"id": 8, "more": 1}).json["id"] == 7


@pytest.mark.parametrize("path, seen", [("/api/echo/-5", -5), ("/api/echo/%37", 7)])
def test_path_values_are_decoded(client, path, seen):
    """And checked like any other."""
    assert client.get(path).json["id"] == seen


@pytest.mark.parametrize("body", ['{"name": ', "{'name': 1}", '{"name": 01}', '{"a":1}x', "[]", '"x"', "null", "1",
                                  '{"name":"a","name":"b"}', '{"name":"\\ud800"}', b'{"name":"\xff"}',
                                  '{"doc":' + "[" * 40 + "]" * 40 + "}", '{"amount": 1e400}', "\ufeff{}", "{" * 5000])
def test_what_is_not_json_is_refused(client, body):
    """Grammar, encoding, duplicate keys, depth: 400, and the connection goes on."""
    answer = client.post("/api/echo/7", body)
    assert answer.status == 400 and answer.code == "malformed", answer
    assert client.get("/api/entered").status == 200


# ---- Answers --------------------------------------------------------------------------------------------------------

def test_the_bytes_of_the_database_are_the_body(client):
    """Not re-encoded, whatever their number."""
    for size in (0, 1, 8191, 100_000, 3_000_000):
        answer = client.get(f"/api/big?size={size}")
        assert answer.status == 200 and answer.body == b"x" * size
        assert int(answer.headers["content-length"]) == size


def test_the_head_chooses_status_and_headers(client):
    """reply_head(): a status or nothing in the first line, then headers."""
    answer = client.post("/api/answer", {"head": "202\nLocation: /x/1\nContent-Type: text/csv", "body": "a,b"})
    assert (answer.status, answer.body) == (202, b"a,b")
    assert answer.headers["location"] == "/x/1" and answer.headers["content-type"] == "text/csv"
    answer = client.post("/api/answer", {"head": "\nETag: W/\"x\"\nCache-Control: private", "body": "{}"})
    assert answer.status == 200 and answer.headers["etag"] == 'W/"x"' and answer.headers["cache-control"] == "private"
    answer = client.post("/api/answer", {"head": "204\nContent-Length: 9\nTransfer-Encoding: chunked\nnonsense"})
    assert answer.status == 204 and answer.body == b"" and "transfer-encoding" not in answer.headers


def test_routes_have_their_own_status(client):
    """201 for what creates, 204 for what returns nothing to see."""
    assert client.post("/api/echo/1", {}).status == 201
    answer = client.delete("/api/rows/5")
    assert (answer.status, answer.body) == (204, b"")


def test_lists_and_rows(client):
    """reply_page for a set, reply for one row; a literal segment wins over a parameter."""
    assert len(client.get("/api/rows?max_rows=3").json) == 3
    assert client.get("/api/rows/77").json["id"] == 77
    assert len(client.get("/api/rows/first?max_rows=2").json) == 2


def test_headers_that_every_answer_has(client):
    """Nothing may be cached, framed or guessed at; each answer can be found in the log."""
    for answer in (client.get("/api/entered"), client.get("/nothing"), client.get("/healthz"),
                   client.post("/api/fail", {"state": "XX000"}), client.post("/api/echo/7", "{")):
        headers = answer.headers
        assert headers["x-content-type-options"] == "nosniff" and headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer" and headers["x-frame-options"] == "DENY"
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert len(headers["x-request-id"]) == 16
        assert "server" not in headers


def test_request_id(client):
    """A sane one is taken over, anything else replaced."""
    assert client.get("/api/entered", headers={"X-Request-Id": "a.B-1_2:3"}).headers["x-request-id"] == "a.B-1_2:3"
    for bad in ("a b", "x" * 65, "", "é", "<script>"):
        answer = client.get("/api/entered", headers={"X-Request-Id": bad.encode("utf-8").decode("latin-1")})
        assert answer.headers["x-request-id"] == answer.json["request_id"] != bad
    problem = client.get("/nothing", headers={"X-Request-Id": "mine"})
    assert problem.json["request_id"] == "mine"


def test_methods(client):
    """404 against 405 with Allow; 501 where no path has it; HEAD is GET without a body; OPTIONS tells the methods."""
    answer = client.request("PATCH", "/api/rows/5", body={})
    assert answer.status == 405 and answer.code == "method_not_allowed" and answer.headers["allow"] == "DELETE, GET, HEAD"
    for path in ("/api/rows/5", "/api/none", "/healthz"):
        answer = client.request("FOO", path)
        assert answer.status == 501 and answer.code == "not_implemented", answer
    assert client.get("/api/none").status == 404 and client.get("/api/none").code == "not_found"
    assert client.get("/api/rows/5/6").status == 404
    get, head = client.get("/api/rows/5"), client.request("HEAD", "/api/rows/5")
    assert head.status == 200 and head.body == b"" and head.headers["content-length"] == str(len(get.body))
    answer = client.request("OPTIONS", "/api/rows/5")
    assert (answer.status, answer.body) == (204, b"") and answer.headers["allow"] == "DELETE, GET, HEAD"
    assert client.request("OPTIONS", "/api/none").status == 404
    assert client.post("/healthz", {}).status == 405
    answer = client.request("OPTIONS", "/healthz")
    assert (answer.status, answer.headers["allow"]) == (204, "GET, HEAD")


def test_lines_of_a_list_are_one_list(shim):
    """Accept in two lines, as clients and proxies may send it (RFC 9110, 5.3), is what it would be in one."""
    for lines, status in ((b"Accept: text/html\r\nAccept: application/json\r\n", 200),
                          (b"Accept: text/html\r\nAccept: image/png\r\n", 406),
                          (b"Accept: */*;q=0\r\nX: y\r\naccept: application/json;q=0.1\r\n", 200)):
        answer = shim.raw(b"GET /api/entered HTTP/1.1\r\nHost: acme.localhost\r\nConnection: close\r\n" + lines +
                          b"\r\n")
        assert harness.statuses(answer) == [status], (lines, answer)


def test_content_negotiation(client):
    """406 and 415 instead of a guess."""
    for accept, status in (("text/html", 406), ("application/json", 200), ("text/html, */*;q=0.1", 200),
                           ("application/*", 200), ("image/png,application/problem+json", 200), ("", 200)):
        assert client.get("/api/entered", headers={"Accept": accept}).status == status, accept
    for kind, status in (("text/plain", 415), ("application/x-www-form-urlencoded", 415), ("", 415),
                         ("application/json; charset=latin1", 415), ("application/json;charset=UTF-8", 201),
                         ("application/merge-patch+json", 201)):
        assert client.post("/api/echo/7", "{}", headers={"Content-Type": kind}).status == status, kind
    assert client.post("/api/echo/7", "{}", headers={"Content-Encoding": "gzip"}).status == 415
    assert client.get("/api/entered", body="{}").status == 400
    assert client.post("/api/echo/7").status == 201


def test_cors(cluster, database, shim, client):
    """Preflight and answers, by the origins that the database allows."""
    asked = {"Origin": "https://app.example", "Access-Control-Request-Method": "POST"}
    answer = client.request("OPTIONS", "/api/rows/5", headers=asked)
    assert answer.status == 204 and answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-methods"] == "DELETE, GET, HEAD"
    assert "authorization" in answer.headers["access-control-allow-headers"].lower()
    assert "access-control-allow-credentials" not in answer.headers
    answer = client.get("/api/rows/5", headers={"Origin": "https://app.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "X-Request-Id" in answer.headers["access-control-expose-headers"]
    assert "access-control-allow-origin" not in client.get("/api/rows/5").headers

    with shim.routes_change():
        cluster.psql("UPDATE mock.origin SET origin = 'https://app.example'; NOTIFY outlay_routes", database)
    answer = client.get("/api/rows/5", headers=asked)
    assert answer.headers["access-control-allow-origin"] == "https://app.example"
    for origin, allowed in (("https://app.example", True), ("https://evil.example", False)):
        answer = client.get("/api/rows/5", headers={"Origin": origin})
        assert ("access-control-allow-origin" in answer.headers) is allowed and answer.headers["vary"] == "Origin"


def test_new_routes_are_served_after_a_notification(cluster, database, shim, client):
    """A DBA publishes a function of their own; nobody restarts anything."""
    assert client.get("/api/mine").status == 404
    with shim.routes_change():
        cluster.psql("CREATE FUNCTION mock.mine(x integer) RETURNS integer LANGUAGE sql AS 'SELECT x * 2';"
                     "INSERT INTO mock.route (id, method, path, call) VALUES (90, 'GET', '/api/mine', 'mock.mine'),"
                     "(91, 'GET', '/api/bad/{nope}', 'mock.mine'); NOTIFY outlay_routes", database)
    for _ in range(4):
        assert client.get("/api/mine?x=21").body == b"42"
        client.close()
    # another definition: the statement prepared before must not be used
    with shim.routes_change():
        cluster.psql("DROP FUNCTION mock.mine; CREATE FUNCTION mock.mine(x text) RETURNS text LANGUAGE sql AS 'SELECT x';"
                     "NOTIFY outlay_routes", database)
    assert client.get("/api/mine?x=abc").body == b"abc"


# ---- Errors ---------------------------------------------------------------------------------------------------------

ERRORS = [
    ("22023", 422, "invalid"), ("22001", 422, "invalid"), ("22P02", 422, "invalid"), ("23502", 422, "invalid"),
    ("23514", 422, "invalid"), ("23505", 409, "conflict"), ("23503", 409, "conflict"), ("55000", 409, "conflict"),
    ("28000", 401, "unauthenticated"), ("28P01", 401, "unauthenticated"), ("42501", 403, "forbidden"),
    ("3D000", 404, "not_found"), ("P0002", 404, "not_found"), ("40001", 503, "busy"), ("40P01", 503, "busy"),
    ("55P03", 503, "busy"), ("57014", 504, "timeout"), ("53100", 503, "unavailable"), ("53300", 503, "unavailable"),
    ("57P01", 503, "unavailable"), ("57P05", 503, "unavailable"), ("08006", 503, "unavailable"),
    ("25006", 503, "unavailable"), ("OT403", 403, "suspended"), ("OT412", 412, "version_conflict"),
    ("OT429", 429, "too_many_attempts"), ("OT503", 503, "unavailable"), ("OT418", 418, "refused"),
    ("XX000", 500, "internal"), ("42P01", 500, "internal"), ("P0001", 500, "internal"), ("OTXYZ", 500, "internal"),
]


@pytest.mark.parametrize("sqlstate", ("22003", "55000"))
def test_what_names_no_field_is_no_mistake_of_the_client(client, sqlstate):
    """PostgreSQL raises these by itself, for a sum beyond its type or a table without a key: nothing to mend for a client."""
    answer = client.post("/api/fail", {"state": sqlstate, "message": "numeric field overflow", "hint": "", "detail": "of type x"})
    assert (answer.status, answer.code) == (500, "internal"), answer
    assert "overflow" not in answer.body.decode()


@pytest.mark.parametrize("sqlstate, status, code", ERRORS)
def test_every_row_of_the_error_table(client, sqlstate, status, code):
    """SQLSTATE decides status and code; nothing internal leaves the server."""
    answer = client.post("/api/fail", {"state": sqlstate, "message": "secret text", "hint": "wait 12 seconds",
                                       "detail": "amount: not_positive: must be > \"0\"\nsecret: Line\nx.y_2: b: c"})
    assert (answer.status, answer.code) == (status, code), answer
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json
    assert problem["type"] == "about:blank" and problem["status"] == status and problem["title"]
    assert problem["request_id"] == answer.headers["x-request-id"]
    if status < 500:
        assert problem["detail"] == "secret text" and problem["hint"] == "wait 12 seconds"
        assert problem["errors"] == [{"field": "amount", "code": "not_positive", "message": "must be > \"0\""},
                                     {"field": "x.y_2", "code": "b", "message": "c"}]
    else:
        # OT503 is the extension's own, in words for clients
        assert problem.get("hint") == ("wait 12 seconds" if sqlstate == "OT503" else None) and "errors" not in problem
        hidden = {} if sqlstate == "OT503" else {"internal": "internal error",
                                                 "unavailable": "the database is not available"}
        assert problem["detail"] == hidden.get(code, "secret text")
    assert ("www-authenticate" in answer.headers) is (status == 401)
    retry = "12" if sqlstate in ("OT429", "OT503") else "1" if status == 503 else None
    assert answer.headers.get("retry-after") == retry


def test_out_of_service_for_a_minute(client):
    """An organization that is being upgraded is not there again in a second: where no number is said it is a minute."""
    answer = client.post("/api/fail", {"state": "OT503", "message": "it is being upgraded", "hint": "Try again in a minute."})
    assert answer.headers["retry-after"] == "60" and answer.json["detail"] == "it is being upgraded"
    assert answer.json["hint"] == "Try again in a minute."


def test_a_read_that_writes(client):
    """Is a function's mistake; a write that meets a read-only server has met one that was taken over from."""
    assert client.get("/api/fail?state=25006").code == "internal"


def test_the_real_text_of_a_500_is_in_the_log(client, shim):
    """With the request id that the client was told."""
    answer = client.post("/api/fail", {"state": "XX000", "message": "the real text", "hint": "the way out"})
    assert "hint" not in answer.json
    event = harness.wait_until(lambda: [e for e in shim.events("database_error")
                                        if e["request_id"] == answer.headers["x-request-id"]], "the log line")[0]
    assert event["message"] == "the real text" and event["hint"] == "the way out" and event["sqlstate"] == "XX000" and event["route"] == "/api/fail"


def test_an_error_at_commit_is_an_error(cluster, database, client):
    """2xx only after the Sync: a deferred constraint fails when the function has returned already."""
    assert client.post("/api/notes", {"note": "once"}).status == 201
    answer = client.post("/api/notes", {"note": "once"})
    assert answer.status == 409 and answer.code == "conflict"
    assert cluster.psql("SELECT count(*) FROM mock.note WHERE note = 'once'", database) == "1"
    assert client.post("/api/notes", {"note": "twice"}).status == 201


def test_nothing_of_a_request_stays_on_its_connection(client):
    """Settings made for one request are gone at its end."""
    client.post("/api/answer", {"head": "202", "body": "x"})
    for _ in range(8):
        assert client.get("/api/entered").status == 200


# ---- The log --------------------------------------------------------------------------------------------------------

def test_access_log(client, shim):
    """One line of JSON for each request; no query values, no token."""
    answer = client.get("/api/private/?", token="s3cret-token")
    client.get("/api/rows?max_rows=1&x=s3cret-query")
    line = harness.wait_until(lambda: [e for e in shim.events("request")
                                       if e["request_id"] == answer.headers["x-request-id"]], "the log line")[0]
    assert line["method"] == "GET" and line["path"] == "/api/private/" and line["route"] == "/api/private"
    assert line["status"] == 200 and line["bytes"] == len(answer.body) and line["tenant"] == "acme.localhost"
    assert 0 < line["pg_ms"] <= line["ms"] and line["address"] == "127.0.0.1" and line["time"].endswith("Z")
    with open(shim.log, encoding="utf-8") as log:
        assert "s3cret" not in log.read()


def test_probes(client):
    """/healthz: the process is up; /readyz: it can serve."""
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json == {"status": "ready"}
