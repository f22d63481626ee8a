"""What every answer tells a browser, and what no log tells anybody."""
import json

import pytest

import harness
import organizations

NAME = "__Host-outlay"


@pytest.fixture(scope="module", name="service")
def _service(cluster):
    with organizations.Service(cluster, may_fail=True) as service:
        yield service


@pytest.fixture(scope="module", name="acme")
def _acme(service):
    return service.sign_up(service.name("Acme"))


def test_every_kind_of_answer_is_guarded(service, acme):
    """Nothing is to be guessed at, framed, leaked to the next page or kept by a cache that others read."""
    owner, base = acme.owner, service.base()
    etag = owner.get("/api/v2/departments").headers["etag"]
    page = base.get("/")
    answers = {
        "record": owner.get("/api/v2/me"), "list": owner.get("/api/v2/departments"),
        "head": owner.request("HEAD", "/api/v2/departments"),
        "not modified": owner.get("/api/v2/departments", headers={"If-None-Match": etag}),
        "created": owner.post("/api/v2/departments", {"name": "Sales"}),
        "log-in": acme.client().post("/api/v2/sessions", {"email": owner.email, "password": organizations.PASSWORD}),
        "nothing": owner.log_in_again().delete("/api/v2/sessions/current"),
        "not logged in": acme.client().get("/api/v2/me"), "no path": owner.get("/api/v2/nothing"),
        "no row": owner.get("/api/v2/departments/999"), "invalid": owner.post("/api/v2/departments", {"name": ""}),
        "no method": owner.put("/api/v2/departments", {}), "preflight": owner.request("OPTIONS", "/api/v2/departments"),
        "origin": acme.client().post("/api/v2/departments", {}, headers={"Cookie": NAME + "=x"}),
        "malformed": owner.post("/api/v2/departments", "{"), "not acceptable": owner.get("/api/v2/me", headers={"Accept": "a/b"}),
        "too long": owner.get("/" + "x" * 3000), "v1": owner.get("/api/v1/departments/"),
        "v1 error": owner.post("/api/v1/departments/", {}), "health": base.get("/healthz"), "readiness": base.get("/readyz"),
        "description": base.get("/api/openapi.json"), "page": page, "no file": base.get("/nothing.js"),
    }
    expected = {"record": 200, "head": 200, "not modified": 304, "created": 201, "nothing": 204, "not logged in": 401,
                "invalid": 422, "no method": 405, "origin": 403, "malformed": 400, "not acceptable": 406, "too long": 414,
                "page": 200}
    assert {what: answers[what].status for what in expected} == expected
    for what, answer in answers.items():
        headers = answer.headers
        assert headers.get("x-content-type-options") == "nosniff", (what, answer)
        assert "frame-ancestors 'none'" in headers["content-security-policy"], (what, headers)
        assert "default-src 'none'" in headers["content-security-policy"] or "page" in what, (what, headers)
        assert headers["x-frame-options"] == "DENY" and headers["referrer-policy"] == "no-referrer", (what, headers)
        assert "x-request-id" in headers and "server" not in headers and "x-powered-by" not in headers, (what, headers)
        kept = headers["cache-control"]
        public = what in ("description", "page", "no file")
        assert public or "no-store" in kept or "private" in kept, (what, kept)
        assert answer.body == b"" or answer.status != 304
        for name in set(headers) - {"set-cookie", "vary", "link"}:
            assert sum(1 for other, _ in answer.header_list if other == name) == 1, (what, name)


def test_no_log_holds_a_secret(cluster, service, acme):
    """Whatever was sent, rightly or wrongly, and whatever went wrong: no token, password or cookie is written down."""
    secrets = {"a sekret passphrase", "oa_misplaced", "sekret-cookie", "sekret-header", organizations.PASSWORD}
    owner, client = acme.owner, acme.client()

    def log_in(**more):
        return client.post("/api/v2/sessions", {"email": owner.email, "password": organizations.PASSWORD, **more})

    answer = log_in(cookies=True)
    cookie = answer.headers["set-cookie"].split(";")[0]
    own = {"Origin": f"http://{acme.host}"}
    secrets |= set(cookie.split("=", 1)[1].split("."))
    answer = client.post("/api/v2/sessions/refresh", headers={"Cookie": cookie, **own})
    secrets |= set(answer.headers["set-cookie"].split(";")[0].split("=", 1)[1].split("."))
    client.post("/api/v2/sessions/refresh", headers={"Cookie": cookie, **own})
    grant = log_in().json
    secrets |= {grant["access_token"], grant["refresh_token"], owner.token, owner.refresh_token}
    invited = owner.post("/api/v2/invitations", {"email": "new@secrets.example", "role": "member"}).json
    secrets.add(invited["invitation_token"])
    wrong = {"email": owner.email, "password": "a sekret passphrase"}
    for path, body in (("/api/v2/sessions", wrong), ("/api/v2/sessions", {**wrong, "unknown": 1}), ("/api/v1/auth/jwt/create/", wrong),
                       ("/api/v2/sessions", json.dumps(wrong)[:-1]), ("/api/v2/sessions?password=a+sekret+passphrase", wrong),
                       ("/api/v2/nothing?token=oa_misplaced", wrong), ("/api/v2/sessions/refresh", grant),
                       ("/api/v2/sessions/access", {"refresh_token": grant["refresh_token"]}),
                       ("/api/v2/invitations/accept", {"invitation_token": invited["invitation_token"], "password": "short"}),
                       ("/api/v2/members/first", wrong), ("/api/v2/me/password", wrong)):
        client.post(path, body)
        client.post(path, body, headers={"Cookie": f"{NAME}=sekret-cookie; other=sekret-cookie", **own})
        client.post(path, body, token="oa_misplaced")
    for headers in ({"Authorization": "Basic sekret-header"}, {"Authorization": "Bearer sekret-header,x"},
                    {"X-Request-Id": "sekret header"}, {"Cookie": "sekret-cookie"}, {"Referer": "http://x/?sekret-header"},
                    {"Cookie": f"{NAME}=sekret-cookie; {NAME}=sekret-cookie"}, {"traceparent": "sekret-header"}):
        client.get("/api/v2/me?access_token=oa_misplaced", headers=headers)
    for request in (b"GET http://u:sekret-header@h/ HTTP/1.1\r\n\r\n", b"oa_misplaced / HTTP/1.1\r\nHost: a\r\n\r\n",
                    b"GET oa_misplaced HTTP/1.1\r\nHost: a\r\n\r\n", b"GET / oa_misplaced\r\n\r\n"):
        service.shim.raw(request, seconds=1)
    # The database is in trouble in the middle of it all.
    service.psql("ALTER TABLE session RENAME TO session_away", acme.slug)
    assert log_in().status == 500 and client.get("/api/v2/me", token=grant["access_token"]).status == 500
    service.psql("ALTER TABLE session_away RENAME TO session", acme.slug)

    harness.wait_until(lambda: [line for line in service.shim.events("request") if line["status"] == 500], "the log is there")
    with open(service.shim.log, encoding="utf-8") as file:
        logs = {"outlayd's": file.read(), "its standard error": service.shim.stderr()}
    with open(cluster.log, encoding="utf-8", errors="replace") as file:
        logs["PostgreSQL's"] = file.read()
    found = [(whose, secret) for whose, log in logs.items() for secret in secrets
             for form in (secret, secret.replace(" ", "+"), secret.replace(" ", "%20")) if form in log]
    assert not found, found


def test_what_an_administrator_types_is_not_logged_either():
    """Whoever sets a password in psql finds it neither below the error nor among the statements of a server that logs all
    of them, nor in what auto_explain says; what holds no secret is logged as ever."""
    secret = "quiet elevator seven"
    with harness.Cluster(session_preload_libraries="'outlay,auto_explain'", log_statement="all",
                         log_min_duration_statement="0", log_min_messages="error", log_min_error_statement="error",
                         **{"auto_explain.log_min_duration": "0"}) as cluster:
        database = cluster.create_database(extension=True)
        cluster.psql("SELECT outlay.create_tenant('Acme', 'office@secret.example')", database)
        calls = [f"SELECT outlay.create_member('anna@secret.example', '{secret}', 'owner')",
                 f"SELECT outlay.create_member('anna@secret.example', '{secret}')",
                 f"SELECT outlay. \"create_member\" ('anna', $${secret}$$)",
                 f"SELECT outlay.CREATE_MEMBER(1, '{secret}')",
                 f"WITH p AS (SELECT '{secret}' AS p) SELECT outlay.set_member_password(99, p.p) FROM p",
                 f"DO $x$ BEGIN PERFORM outlay.log_in('anna@secret.example', '{secret}'); PERFORM 1/0; END $x$",
                 f"SELECT outlay.set_member_password(1, '{secret}'), 1/0"]
        failed = 0
        for call in calls:
            try:
                cluster.psql(f"SELECT FROM outlay.use_tenant('acme'); {call}", database)
            except AssertionError:
                failed += 1
        assert failed == len(calls) - 1
        cluster.psql("SELECT 'nothing to hide'", database)
        with open(cluster.log, encoding="utf-8") as file:
            log = file.read()
    assert secret not in log
    assert "statement: (hidden: it calls a function" in log and "e-mail address already exists" in log
    assert "duration: " in log and "SELECT 'nothing to hide'" in log and "Query Text: " in log
