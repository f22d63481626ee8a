"""What HTTP offers beyond asking and answering: entity tags and conditions, preferences, links, compression (RFC 9110).

A client that asks again should get nothing new for nothing; one that changes what it has read should not undo what
somebody else did meanwhile; and none of it may ever be wrong.
"""
import concurrent.futures
import gzip
import re

import pytest

import harness
import mocked
import organizations

_database, _shim = mocked.fixtures()


@pytest.fixture(name="client")
def _client(shim):
    client = shim.client(host="acme.localhost")
    yield client
    client.close()


@pytest.fixture(scope="module", name="acme")
def _acme(cluster):
    with organizations.Service(cluster, loops=1) as service:
        acme = service.sign_up("Acme")
        service.psql("""
            CREATE FUNCTION public.rename_department(id bigint, name text, version integer DEFAULT NULL)
                RETURNS outlay.department_record LANGUAGE sql AS
                'SELECT * FROM outlay.update_department(id => $1, version => coalesce($3, outlay.unchanged($3)), name => $2)';
            CREATE FUNCTION public.forget(id bigint) RETURNS bigint LANGUAGE sql AS 'SELECT $1';
            SELECT outlay.publish('PUT', '/api/v2/renamed/{id}', 'public.rename_department', 'Rename', '{owner}',
                match_required => true);
            SELECT outlay.publish('DELETE', '/api/v2/renamed/{id}', 'public.forget', 'Forget', '{owner}');
        """, acme.slug)
        harness.wait_until(lambda: acme.owner.delete("/api/v2/renamed/1").status == 200, "the new routes are known")
        yield acme


@pytest.fixture(name="department")
def _department(acme):
    record = acme.department()
    return f"/api/v2/departments/{record['id']}", record


def same(client, path, etag, method="GET", **headers):
    """A read of what the client has already."""
    return client.request(method, path, headers={"If-None-Match": etag, **headers})


# ---- Reading again --------------------------------------------------------------------------------------------------

def test_what_has_not_changed_is_not_sent_again(acme, department):
    """304 without a body, with the tag and the headers of the answer; HEAD likewise; another tag gets it all."""
    path, record = department
    answer = acme.owner.get(path)
    etag = answer.headers["etag"]
    assert answer.status == 200 and etag.startswith(f'"{record["version"]}-'), answer.headers
    for given in (etag, "W/" + etag, f'"x", {etag}', f'{etag},"y"', "*"):
        for method in ("GET", "HEAD"):
            again = same(acme.owner, path, given, method)
            assert again.status == 304 and again.body == b"" and again.headers["etag"] == etag, given
            assert again.headers["cache-control"] == "no-store" and "content-range" not in again.headers
    for given in ('"x"', f'"{record["version"]}"', etag[:-1], "", "x", etag.replace('"', "")):
        assert same(acme.owner, path, given).status == 200, given


def test_what_has_changed_is_sent(acme, department):
    """The tag changes with what is shown, also where another record was changed and the version was not."""
    path, _ = department
    etag = acme.owner.get(path).headers["etag"]
    assert acme.owner.patch(path, {"name": acme.service.name("Department")}).status == 200
    changed = same(acme.owner, path, etag)
    assert changed.status == 200 and changed.headers["etag"] != etag
    budget = acme.budget()
    path = f"/api/v2/budgets/{budget['id']}"
    before = acme.owner.get(path)
    acme.expense(budget=budget)
    after = same(acme.owner, path, before.headers["etag"])
    assert after.status == 200 and after.json["spent"] == "10.00" != before.json["spent"]


def test_lists_and_other_answers_have_tags_too(acme):
    """Of what has no version it is a hash of the bytes."""
    for path in ("/api/v2/departments", "/api/openapi.json", "/api/v1/departments"):
        answer = acme.owner.get(path)
        assert answer.headers["etag"].startswith('"-') and same(acme.owner, path, answer.headers["etag"]).status == 304
    answer = acme.owner.get("/api/v2/departments/999999")
    assert answer.status == 404 and "etag" not in answer.headers
    assert same(acme.owner, "/api/v2/departments/999999", "*").status == 404
    assert same(acme.client(), "/api/v2/departments", "*").status == 401


def test_if_match_of_a_read(acme, department):
    """A read with If-Match is for one state alone, by the strong comparison."""
    path, _ = department
    etag = acme.owner.get(path).headers["etag"]
    assert acme.owner.get(path, headers={"If-Match": etag}).status == 200
    assert acme.owner.get(path, headers={"If-Match": "*"}).status == 200
    for given in ('"x"', "W/" + etag, ""):
        answer = acme.owner.get(path, headers={"If-Match": given})
        assert answer.status == 412 and answer.code == "precondition_failed", given


# ---- Changing what was read -----------------------------------------------------------------------------------------

def rename(acme, path, match, **arguments):
    """A change of a department's name with a condition."""
    return acme.owner.patch(path, {"name": acme.service.name("Department"), **arguments}, headers={"If-Match": match})


def test_a_change_of_what_was_read(acme, department):
    """If-Match with the tag of the record: done if nobody was faster, else 412 and nothing done."""
    path, _ = department
    etag = acme.owner.get(path).headers["etag"]
    first = rename(acme, path, etag)
    assert first.status == 200 and first.json["version"] == 2 and first.headers["etag"] != etag
    assert first.headers["etag"] == acme.owner.get(path).headers["etag"]
    late = rename(acme, path, etag)
    assert late.status == 412 and late.code == "version_conflict"
    assert acme.owner.get(path).json["name"] == first.json["name"]
    assert rename(acme, path, first.headers["etag"]).status == 200
    assert acme.owner.delete(path, headers={"If-Match": etag}).status == 412
    assert acme.owner.delete(path, headers={"If-Match": '"3"'}).status == 204


def test_tags_of_every_form(acme, department):
    """A list, the bare version, any version; a weak tag or a strange one can never be the one."""
    path, _ = department
    for version, match in enumerate(('"1"', '"x", "2-anything", W/"9"', "*", '"4", "4-0123456789abcdef-gzip"'), 2):
        answer = rename(acme, path, match)
        assert answer.status == 200 and answer.json["version"] == version, (match, answer)
    for match in ('W/"5"', '"x"', "5", '"-5"', '"99999999999999999999"', "", '"5', "*, \"5\""):
        answer = rename(acme, path, match)
        assert answer.status == 412 and answer.code == "precondition_failed", (match, answer)
    assert rename(acme, path, '"5", "6"').status == 400
    assert rename(acme, path, '"5"', version=5).json["version"] == 6
    assert rename(acme, path, '"6"', version=7).status == 412
    assert rename(acme, path, '"6"', version=None).json["version"] == 7
    assert rename(acme, path, '"7"', bogus=1).status == 422
    both = acme.service.shim.raw(
        f"PATCH {path} HTTP/1.1\r\nHost: {acme.host}\r\nIf-Match: *\r\nIf-Match: \"1\"\r\n\r\n".encode(), seconds=2)
    assert harness.statuses(both) == [400]


def test_conditions_that_cannot_be_kept(acme, department):
    """Where there is no version to compare, a condition is refused and not passed over in silence."""
    path, _ = department
    refused = acme.owner.post("/api/v2/departments", {"name": "Conditional"}, headers={"If-Match": '"1"'})
    assert refused.status == 412 and refused.code == "precondition_failed"
    assert acme.owner.patch(path, {"name": "Conditional"}, headers={"If-None-Match": "*"}).status == 412
    assert acme.owner.delete("/api/v2/renamed/1", headers={"If-Match": '"1"'}).status == 412
    assert acme.owner.delete("/api/v2/renamed/1", headers={"If-Match": "*"}).status == 200
    assert "Conditional" not in {d["name"] for d in acme.owner.get("/api/v2/departments").json["items"]}


def test_a_condition_that_is_required(acme, department):
    """428 where a function was published so that nobody overwrites by accident."""
    path, record = department[0].replace("departments", "renamed"), department[1]
    answer = acme.owner.put(path, {"name": "Required"})
    assert answer.status == 428 and answer.code == "precondition_required"
    assert acme.owner.put(path, {"name": "Required", "version": None}).status == 428
    assert acme.owner.put(path, {}).status == 422
    answer = acme.owner.put(path, {"name": acme.service.name("Required")}, headers={"If-Match": f'"{record["version"]}"'})
    assert answer.status == 200 and answer.headers["etag"].startswith('"2-')
    assert acme.owner.put(path, {"name": "Required", "version": 1}).status == 412
    assert acme.owner.put(path, {"name": "Required", "version": 2}).status == 200
    assert acme.owner.put(path, {"name": "Required 2"}, headers={"If-Match": "*"}).status == 200


def test_of_many_at_once_one_wins(acme, department):
    """Eight changes of one state at the same moment: one is made, seven are told."""
    path, _ = department
    etag = acme.owner.get(path).headers["etag"]

    def change(number):
        client = acme.service.shim.client(host=acme.host, token=acme.owner.token)
        status = client.patch(path, {"name": f"At once {number}"}, headers={"If-Match": etag}).status
        client.close()
        return status

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(change, range(8))) == [200] + [412] * 7


# ---- Preferences, places, pages -------------------------------------------------------------------------------------

def test_a_client_that_wants_no_body(acme, department):
    """Prefer: return=minimal leaves the body out of the answer to a change, and nothing else."""
    path, _ = department
    minimal = {"Prefer": "respond-async, return=minimal"}
    created = acme.owner.post("/api/v2/departments", {"name": acme.service.name("Minimal")}, headers=minimal)
    assert created.status == 201 and created.body == b"" and created.headers["preference-applied"] == "return=minimal"
    read = acme.owner.get(created.headers["location"], headers=minimal)
    assert read.status == 200 and read.json["name"] and "preference-applied" not in read.headers
    assert read.headers["etag"] == created.headers["etag"]
    changed = acme.owner.patch(path, {"name": acme.service.name("Minimal")}, headers=minimal)
    assert (changed.status, changed.body) == (204, b"") and "content-type" not in changed.headers
    assert changed.headers["etag"] == acme.owner.get(path).headers["etag"]
    assert acme.owner.patch(path, {"name": ""}, headers=minimal).fields() == {"name": "blank"}
    whole = acme.owner.patch(path, {"name": acme.service.name("Whole")}, headers={"Prefer": "return=representation"})
    assert whole.status == 200 and whole.json["name"] and "preference-applied" not in whole.headers


def test_a_token_is_told_whatever_is_preferred(acme):
    """Without the body of a log-in there is no log-in."""
    answer = acme.client().post("/api/v2/sessions", {"email": acme.owner.email, "password": organizations.PASSWORD},
                                headers={"Prefer": "return=minimal"})
    assert answer.status == 201 and answer.json["access_token"]


def test_a_repetition_has_the_same_headers(acme):
    """A request that is sent again with its key is told place and tag again."""
    body, key = {"name": acme.service.name("Twice")}, {"Idempotency-Key": acme.service.name("key")}
    first, second = (acme.owner.post("/api/v2/departments", body, headers=key) for _ in range(2))
    assert first.headers["location"] == second.headers["location"] == f"/api/v2/departments/{first.json['id']}"
    assert first.headers["etag"] == second.headers["etag"] and second.headers["idempotent-replayed"] == "true"
    again = acme.owner.post("/api/v2/departments", body, headers={**key, "Prefer": "return=minimal"})
    assert again.status == 201 and again.body == b"" and again.headers["location"] == first.headers["location"]


def test_where_something_is(acme):
    """Location where what was created can be read, below /t/ too; none where it cannot."""
    slug = f"/t/{acme.slug}/api/v2/departments"
    created = acme.service.base().post(slug + "/", {"name": acme.service.name("Slug")}, token=acme.owner.token)
    assert created.headers["location"] == f"{slug}/{created.json['id']}"
    assert acme.service.base().get(created.headers["location"], token=acme.owner.token).json == created.json
    account = acme.account()
    deposit = acme.owner.post(f"/api/v2/accounts/{account['id']}/deposits", {"amount": "1.00"})
    assert deposit.status == 201 and "location" not in deposit.headers


def test_pages_are_linked(acme):
    """Link leads through a list, each row once, whatever else is in the query; the last page has none."""
    for _ in range(3):
        acme.department()
    everything = [d["id"] for d in acme.owner.get("/api/v2/departments?page_size=200").json["items"]]
    path, seen = f"/t/{acme.slug}/api/v2/departments?page_size=2&archived=false&", []
    while path:
        answer = acme.owner.get(path)
        assert answer.status == 200, (path, answer)
        seen += [d["id"] for d in answer.json["items"]]
        link = answer.headers.get("link")
        assert (link is None) is (answer.json["next"] is None) and len(seen) <= len(everything)
        assert link is None or (link.startswith("<") and link.endswith('>; rel="next"'))
        path = link and link[1:link.index(">")]
        assert path is None or path.count("after=") == 1 and "page_size=2&archived=false" in path
    assert seen == everything


# ---- Compression ----------------------------------------------------------------------------------------------------

def test_large_answers_are_compressed(client):
    """By gzip, from a kilobyte on, where the client asks for it and it is text; bytes come back the same."""
    for size in (1024, 50_000, 1024 * 1024):
        plain = client.get(f"/api/text?size={size}")
        zipped = client.get(f"/api/text?size={size}", headers={"Accept-Encoding": "br, gzip;q=0.8"})
        assert zipped.headers["content-encoding"] == "gzip" and gzip.decompress(zipped.body) == plain.body
        assert int(zipped.headers["content-length"]) == len(zipped.body) < size / 3
        assert plain.headers["vary"] == zipped.headers["vary"] == "Accept-Encoding"
        assert "content-encoding" not in plain.headers and zipped.headers["content-type"] == "text/plain"
        head = client.request("HEAD", f"/api/text?size={size}", headers={"Accept-Encoding": "gzip"})
        assert head.body == b"" and head.headers["content-length"] == zipped.headers["content-length"]
        assert head.headers["etag"] == zipped.headers["etag"] != plain.headers["etag"]


@pytest.mark.parametrize("path, encoding", [
    ("/api/text?size=1023", "gzip"), ("/api/text?size=1048577", "gzip"), ("/api/text?size=5000", "gzip;q=0"),
    ("/api/text?size=5000", "br"), ("/api/text?size=5000", ""), ("/api/text?size=5000", "identity, gzip;q=0.1"),
    ("/api/text?size=5000&media_type=image/png", "gzip"), ("/api/secret?size=5000", "gzip"),
    ("/api/files/5000?media_type=text/plain", "gzip"),
])
def test_what_is_not_compressed(client, path, encoding):
    """Small and very large answers, other types, other wishes; and never what holds a secret (BREACH)."""
    answer = client.get(path, headers={"Accept-Encoding": encoding})
    assert answer.status == 200 and "content-encoding" not in answer.headers, answer.headers


def test_no_token_is_compressed(acme):
    """Of what is written nothing is; a log-in's answer with a long e-mail of the caller's beside it least of all."""
    answer = acme.client().post("/api/v2/sessions", {"email": acme.owner.email, "password": organizations.PASSWORD},
                                headers={"Accept-Encoding": "gzip"})
    assert answer.status == 201 and "content-encoding" not in answer.headers and "vary" not in answer.headers


def test_compressed_and_conditional(acme):
    """The compressed answer has a tag of its own, which is as good for 304 and for a change."""
    for number in range(20):
        acme.department()
    zip_it = {"Accept-Encoding": "gzip"}
    zipped = acme.owner.get("/api/v2/departments", headers=zip_it)
    assert zipped.headers["content-encoding"] == "gzip" and zipped.headers["etag"].endswith('-gzip"')
    assert gzip.decompress(zipped.body) == acme.owner.get("/api/v2/departments").body
    again = same(acme.owner, "/api/v2/departments", zipped.headers["etag"], **zip_it)
    assert again.status == 304 and again.headers["etag"] == zipped.headers["etag"] and again.body == b""
    assert "content-encoding" not in again.headers and again.headers["vary"] == "Accept-Encoding"
    assert same(acme.owner, "/api/v2/departments", zipped.headers["etag"]).status == 200


# ---- What the document says -----------------------------------------------------------------------------------------

def test_the_document_tells_of_it(acme):
    """Conditions, preferences and links stand where they work."""
    paths = acme.owner.get("/api/openapi.json").json["paths"]

    def parameters(path, method):
        return {p.get("$ref", "/").rsplit("/", 1)[1] for p in paths[path][method]["parameters"]}

    one, many = "/api/v2/departments/{id}", "/api/v2/departments"
    assert "IfNoneMatch" in parameters(one, "get") and "304" in paths[one]["get"]["responses"]
    assert {"IfMatch", "Prefer"} <= parameters(one, "patch") and "204" in paths[one]["patch"]["responses"]
    assert "IfMatch" in parameters(one, "delete") and "IfMatch" not in parameters(many, "post")
    assert set(paths[many]["get"]["responses"]["200"]["headers"]) == {"ETag", "Link"}
    assert set(paths[many]["post"]["responses"]["201"]["headers"]) == {"ETag", "Location"}
    assert "Prefer" not in parameters("/api/v2/sessions", "post")


# ---- Methods --------------------------------------------------------------------------------------------------------

def test_every_path_tells_its_methods(acme):
    """OPTIONS and a refused method name the same ones, and all that the document has; HEAD is where GET is."""
    for path, operations in acme.owner.get("/api/openapi.json").json["paths"].items():
        path = re.sub(r"\{[a-z0-9_]*\}", "1", path)
        options = acme.client().request("OPTIONS", path)
        allowed = set(options.headers["allow"].split(", "))
        refused = acme.client().request(({"PATCH", "PUT", "DELETE", "POST", "GET"} - allowed).pop(), path)
        assert (options.status, options.body, refused.status) == (204, b"", 405), path
        assert options.headers["allow"] == refused.headers["allow"]
        assert {method.upper() for method in operations} <= allowed and ("HEAD" in allowed) is ("GET" in allowed), path


def test_head_is_get_without_the_body(acme):
    """The same status and headers, of every list and record that needs no id."""
    for path, operations in acme.owner.get("/api/openapi.json").json["paths"].items():
        if "get" not in operations or "{" in path or path.endswith("/events"):
            continue
        get, head = acme.owner.get(path), acme.owner.request("HEAD", path)
        assert (head.status, head.body) == (get.status, b""), path
        passing = {"date", "x-request-id"} | ({"content-length", "etag"} if get.status >= 400 else set())
        assert {k: v for k, v in head.headers.items() if k not in passing} == {
            k: v for k, v in get.headers.items() if k not in passing}, path
