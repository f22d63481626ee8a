"""The console for operators: who gets in, who does not, what stands in the audit."""
import concurrent.futures
import contextlib
import os
import re
import subprocess
import threading

import harness
import organizations
import pytest
from second_factor import code_at

HOST = "console.localhost"
PASSWORD = "seven green umbrellas"
C = "/api/console"


class Console:
    """The console's outlayd beside that of the organizations, and operators in psql."""

    def __init__(self, service, may_fail=False, **settings):
        self.service, self.may_fail = service, may_fail
        service.psql(f"ALTER DATABASE {service.database} SET outlay.console_host = '{HOST}'")
        self.shim = harness.Outlayd(service.cluster, service.database, user="outlay_console", **settings)

    def __enter__(self):
        self.shim.start()
        return self

    def __exit__(self, *error):
        failures = [line for line in self.shim.events("request") if line["status"] >= 500 and line["path"] != "/readyz"]
        self.shim.__exit__(*error)
        assert self.may_fail or not failures, failures

    def client(self, host=HOST, token=None):
        return self.shim.client(host, token)

    def psql(self, sql):
        return self.service.psql(sql)

    def operator(self, name, set_up=True):
        return Operator(self, name, set_up)

    def audit(self, columns="action, organization, result", where="true"):
        return self.psql(f"SELECT {columns} FROM outlay.operator_audit WHERE {where} ORDER BY id").split("\n")


class Operator:
    """Somebody with an account; set_up: with an authenticator, and logged in."""

    def __init__(self, console, name, set_up):
        self.console, self.email, self.secret, self.token = console, f"{name}@outlay.example", None, None
        console.psql(f"SELECT outlay.create_operator('{self.email}', 'Op {name}', '{PASSWORD}')")
        if set_up:
            self.log_in()

    def ticket(self):
        answer = self.console.client().post(f"{C}/log-in", {"email": self.email, "password": PASSWORD})
        assert answer.status == 200, answer
        return answer.json

    def code(self):
        """One that was not used before: the database is made to forget, since half a minute is long for a test."""
        self.console.psql(f"UPDATE outlay.operator SET factor_step = 0 WHERE email = '{self.email}'")
        return code_at(self.secret)

    def log_in(self, **more):
        ticket = self.ticket()
        if ticket["next"] == "second_factor_setup":
            self.secret = self.console.client().post(f"{C}/log-in/set-up", {"ticket": ticket["ticket"]}).json["secret"]
        answer = self.console.client().post(f"{C}/log-in/code", {"ticket": ticket["ticket"], "code": self.code(), **more})
        assert answer.status == 200, answer
        self.token = answer.json["token"]
        return answer

    def get(self, path):
        return self.console.client().get(f"{C}{path}", token=self.token)

    def post(self, path, body=None):
        return self.console.client().post(f"{C}{path}", {} if body is None else body, token=self.token)


@pytest.fixture(scope="module", name="service")
def _service(cluster):
    with organizations.Service(cluster) as service:
        yield service


@pytest.fixture(scope="module", name="console")
def _console(service):
    with Console(service) as console:
        yield console


@pytest.fixture(scope="module", name="ada")
def _ada(console):
    """Somebody who is logged in, and there is an organization."""
    ada = console.operator("ada")
    assert ada.post("/organizations", {"name": "Twice", "business_email": "a@twice.example", "slug": "twice"}).status == 201
    return ada


def test_the_first_log_in_sets_up_an_authenticator_and_nothing_is_open_before_its_code(console):
    bea = console.operator("bea", set_up=False)
    ticket = bea.ticket()
    assert ticket["next"] == "second_factor_setup"
    # The ticket opens nothing, and neither does a password alone.
    assert console.client().get(f"{C}/session", token=ticket["ticket"]).status == 401
    assert console.client().get(f"{C}/organizations").status == 401
    refused = console.client().post(f"{C}/log-in/code", {"ticket": ticket["ticket"], "code": "123456"})
    assert (refused.status, refused.code) == (401, "wrong_code")
    answer = bea.log_in()
    assert answer.json["email"] == bea.email and answer.json["token"].startswith("oc_")
    assert bea.get("/session").json["email"] == bea.email
    # From then on it is asked for, and no other can be set up.
    ticket = bea.ticket()
    assert ticket["next"] == "second_factor"
    assert console.client().post(f"{C}/log-in/set-up", {"ticket": ticket["ticket"]}).status == 404
    # A code is good once, and so is a ticket.
    code = bea.code()
    right = console.client().post(f"{C}/log-in/code", {"ticket": ticket["ticket"], "code": code})
    assert right.status == 200
    again = console.client().post(f"{C}/log-in/code", {"ticket": ticket["ticket"], "code": code})
    assert (again.status, again.code) == (401, "invalid_ticket")
    replay = console.client().post(f"{C}/log-in/code", {"ticket": bea.ticket()["ticket"], "code": code})
    assert (replay.status, replay.code) == (401, "wrong_code")


def test_a_password_alone_ends_no_session(console):
    """Ten sessions are the most, and ten log-ins that wait for their code: these do not take the place of those."""
    roy = console.operator("roy")
    tickets = [roy.ticket()["ticket"] for _ in range(11)]
    assert roy.get("/session").status == 200
    kept = console.psql("SELECT waits, count(*) FROM outlay.operator_session s JOIN outlay.operator o ON o.id = s.operator_id "
                        f"WHERE o.email = '{roy.email}' GROUP BY 1 ORDER BY 1")
    assert kept == "f|1\nt|10"
    assert console.client().post(f"{C}/log-in/code", {"ticket": tickets[0], "code": "123456"}).code == "invalid_ticket"
    assert console.client().post(f"{C}/log-in/code", {"ticket": tickets[1], "code": "x"}).code == "wrong_code"
    for _ in range(10):
        before, _ = roy.token, roy.log_in()
    assert console.client().get(f"{C}/session", token=before).status == 200
    assert console.psql("SELECT count(*) FROM outlay.operator_session s JOIN outlay.operator o ON o.id = s.operator_id "
                        f"WHERE o.email = '{roy.email}' AND NOT waits") == "10"


def test_what_is_stored_lets_nobody_in(console, ada):
    rows = console.psql("SELECT o::text FROM outlay.operator o UNION ALL SELECT s::text FROM outlay.operator_session s")
    assert "$argon2id$" in rows
    for secret in (PASSWORD, ada.token, ada.secret):
        assert secret not in rows


def test_members_and_operators_do_not_exist_for_each_other(service, console, ada):
    acme = service.sign_up("Acme")
    # A member's token at the console, an operator's at an organization and at the base host.
    assert console.client(token=acme.owner.token).get(f"{C}/organizations").status == 401
    assert service.shim.client(host="acme.localhost", token=ada.token).get("/api/v2/expenses").status == 401
    # What is one's is not even at the other's host.
    for host in ("acme.localhost", "localhost", HOST, None):
        client = service.shim.client(host=host, token=ada.token)
        for path in (f"{C}/organizations", f"/t/console{C}/organizations", f"/t/acme{C}/organizations"):
            assert client.get(path).status == 404, (host, path)
        assert client.post(f"{C}/log-in", {"email": ada.email, "password": PASSWORD}).status == 404, host
    assert console.client(token=ada.token).get("/api/v2/expenses").status == 404
    assert console.client(token=acme.owner.token).get("/t/acme/api/v2/expenses").status == 404
    assert console.client(token=ada.token).get(f"/t/acme{C}/organizations").status == 404
    assert console.client(token=ada.token).get(f"/t/console{C}/organizations").status == 404


@pytest.mark.parametrize("host", ["localhost", "acme.localhost", "console.localhost.example", "console", "xconsole.localhost", "127.0.0.1", None])
def test_no_other_host_is_the_console(console, ada, host):
    client = console.client(host=host, token=ada.token)
    assert client.get(f"{C}/session").status == 404
    assert client.post(f"{C}/log-in", {"email": ada.email, "password": PASSWORD}).status == 404


def test_games_with_the_host_header(console, ada):
    assert console.client(host="CONSOLE.LOCALHOST:8450", token=ada.token).get(f"{C}/session").status == 200
    request = f"GET {C}/session HTTP/1.1\r\nHost: acme.localhost\r\nHost: {HOST}\r\nAuthorization: Bearer {ada.token}\r\n\r\n"
    assert b" 400 " in console.shim.raw(request.encode()).split(b"\r\n")[0]
    request = f"GET http://{HOST}{C}/session HTTP/1.1\r\nHost: acme.localhost\r\nAuthorization: Bearer {ada.token}\r\n\r\n"
    assert b" 200 " not in console.shim.raw(request.encode()).split(b"\r\n")[0]
    forwarded = console.client(host="acme.localhost", token=ada.token).get(f"{C}/session", headers={"X-Forwarded-Host": HOST})
    assert forwarded.status == 404


def test_nobody_is_served_the_console_as_outlay_web(service, console, ada):
    """Whoever has taken a connection of outlay_web wholly calls none of it, and does not get a password tried."""
    def refused(sql, user):
        with pytest.raises(AssertionError) as error:
            service.cluster.psql(sql, service.database, user=user)
        return str(error.value)

    route = console.psql("SELECT id FROM outlay.route WHERE path = '/api/console/organizations' AND method = 'GET'")
    log_in = console.psql("SELECT id FROM outlay.route WHERE path = '/api/console/log-in'")
    base = console.psql("SELECT min(id) FROM outlay.route WHERE for_tenant IS NULL")
    assert "there is no such route" in refused(f"SELECT outlay.enter({route}, '{HOST}', token => '{ada.token}')", "outlay_web")
    assert "there is no such route" in refused(f"SELECT outlay.enter({log_in}, '{HOST}')", "outlay_web")
    for called in (route, log_in):
        assert "for operators" in refused(
            f"BEGIN; SELECT outlay.enter({base}, '{HOST}'); SELECT outlay.call_published({called}, '{{}}'::text[])", "outlay_web")
    for call in ("outlay.console_log_in('a', 'b')", "outlay.list_operators()", "outlay.suspend_tenant('acme')",
                 "outlay.create_operator('a@a.example', 'a', 'three green umbrellas')"):
        for user in ("outlay_web", "outlay_console"):
            assert "permission denied" in refused(f"SELECT {call}", user)
    for table in ("operator", "operator_session", "operator_audit", "operator_failure", "tenant"):
        for user in ("outlay_web", "outlay_console"):
            assert "permission denied" in refused(f"SELECT FROM outlay.{table}", user)
    assert service.cluster.psql("SELECT count(*) FROM outlay.http_routes() WHERE path ~ 'console'", service.database,
                                user="outlay_web") == "0"
    # Nor does outlay_console do anything without an operator's session, or for members.
    page = console.psql("SELECT min(id) FROM outlay.route WHERE path = '/api/v2/expenses'")
    assert "there is no such route" in refused(f"SELECT outlay.enter({page}, 'acme.localhost')", "outlay_console")
    assert "for operators" in refused(
        f"BEGIN; SELECT outlay.enter({log_in}, '{HOST}'); SELECT outlay.call_published({route}, '{{}}'::text[])", "outlay_console")
    assert "may not change itself" in refused("ALTER ROLE outlay_console SET search_path = public", "outlay_console")


def as_console(console, operator, path, sql):
    """Says something as outlay_console in a transaction that an operator has entered for a POST of a path; {route} is its number."""
    route = console.psql(f"SELECT id FROM outlay.route WHERE method = 'POST' AND path = '{C}{path}'")
    return console.service.cluster.psql(
        f"BEGIN; SELECT outlay.enter({route}, '{HOST}', token => '{operator.token}'); {sql.format(route=route)}; COMMIT",
        console.service.database, user="outlay_console")


@contextlib.contextmanager
def held(console, sql, waiting, what):
    """Holds what a transaction locks while something waits for it: waiting is called beside, and its future is given."""
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        holder = pool.submit(console.psql, f"BEGIN; {sql}; SELECT pg_sleep(600)")
        harness.wait_until(lambda: console.psql("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'") == "1", what)
        future = pool.submit(waiting)
        try:
            harness.wait_until(lambda: console.psql(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()") == "1"
                or future.done(), f"something waits where {what}")
            yield future
        finally:
            console.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
        assert holder.exception() is not None


def test_a_new_password_waits_for_a_log_in_that_is_under_way(console):
    """Both lock the counter of failures first, then the operator. The other way around they would wait for each other."""
    liv = console.operator("liv", set_up=False)
    assert console.client().post(f"{C}/log-in", {"email": liv.email, "password": "wrong"}).status == 401
    with held(console, "SELECT FROM outlay.operator_failure FOR UPDATE", lambda: console.psql(
            f"SELECT outlay.set_operator_password('{liv.email}', 'eleven grey bicycles')"), "the counters are held") as future:
        assert not future.done()
        console.psql(f"SELECT FROM outlay.operator WHERE email = '{liv.email}' FOR NO KEY UPDATE NOWAIT")
    assert future.exception() is None


def test_no_log_has_what_a_log_in_is_given(console):
    """Where a call of outlay_console fails, its statement is in the server's log; what it was given is not."""
    secret = "hushed violet stairs"
    with pytest.raises(AssertionError, match="division by zero"):
        console.service.cluster.psql(
            f"SELECT outlay.call_published(1, '{{email,password}}', 'a@a.example'::text, '{secret}'::text), 1/0",
            console.service.database, user="outlay_console")
    assert secret not in console.service.cluster.log_text()


def test_what_is_published_as_secret_has_no_arguments_in_the_audit(console, ada):
    """The audit cannot be emptied of a password."""
    console.psql("CREATE FUNCTION public.turn_key(slug text, password text) RETURNS text LANGUAGE sql AS $$ SELECT 'turned' $$; "
                 "REVOKE ALL ON FUNCTION public.turn_key FROM PUBLIC; GRANT EXECUTE ON FUNCTION public.turn_key TO outlay_operator; "
                 f"SELECT outlay.publish_at_console('POST', '{C}/keys', 'public.turn_key', 'Turn a key', secret => true)")
    try:
        sent = {"slug": "twice", "password": "tall copper chimney"}
        harness.wait_until(lambda: ada.post("/keys", sent).status == 200, "the route is known")
    finally:
        console.psql(f"SELECT outlay.unpublish('POST', '{C}/keys'); DROP FUNCTION public.turn_key")
    assert console.audit("action, organization, arguments IS NULL, result")[-1] == "turn_key|twice|t|done"
    assert "copper" not in console.psql("SELECT a::text FROM outlay.operator_audit a")


def test_a_transaction_that_is_kept_open_keeps_no_session(console, ada):
    """Whoever has taken outlay_console enters for an operator, and acts when the operator is one no more."""
    abe = console.operator("abe")
    call = "SELECT pg_advisory_lock(77); SELECT outlay.call_published({route}, '{{slug}}', 'twice'::text)"
    with held(console, "SELECT pg_advisory_lock(77)", lambda: as_console(console, abe, "/organizations/{slug}/suspend", call),
              "the operator has entered") as future:
        assert not future.done()
        console.psql(f"SELECT outlay.deactivate_operator('{abe.email}')")
    assert ada.get("/session").status == 200
    assert "no longer valid" in str(future.exception())
    assert console.psql("SELECT status FROM outlay.tenant WHERE slug = 'twice'") == "active"
    with pytest.raises(AssertionError, match="snapshot that stays"):
        console.service.cluster.psql(f"BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT outlay.enter(id, '{HOST}') FROM outlay.http_routes() "
                                     f"WHERE path = '{C}/log-in'", console.service.database, user="outlay_console")


def test_without_the_setting_there_is_no_console(cluster):
    with organizations.Service(cluster) as service:
        with harness.Outlayd(cluster, service.database, user="outlay_console") as shim:
            assert shim.client(host=HOST).post(f"{C}/log-in", {"email": "a", "password": "b"}).status == 404
            assert shim.client(host=HOST).get(f"{C}/openapi.json").status == 404


def test_the_life_of_an_organization_through_the_console(service, console, ada):
    made = ada.post("/organizations", {"name": "Delta Ltd", "business_email": "office@delta.example", "slug": "delta"})
    assert (made.status, made.json["status"]) == (201, "active"), made.json
    assert console.audit(where=f"tenant_id = {made.json['id']}") == ["create_tenant|delta|done"]
    volga = service.sign_up("Volga")
    row = ada.get("/organizations/volga").json
    assert row["bytes"] > 0 and row["members"] == 1 and row["organization_id"].startswith("VOL-")
    assert [found["slug"] for found in ada.get("/organizations?contains=volga").json["items"]] == ["volga"]

    assert ada.post("/organizations/volga/suspend", {"reason": "unpaid"}).json["suspend_reason"] == "unpaid"
    refused = volga.owner.get("/api/v2/expenses")
    assert (refused.status, refused.code) == (403, "suspended")
    assert ada.post("/organizations/volga/resume").json["status"] == "active"
    assert ada.post("/organizations/volga/rename", {"name": "Blue Volga", "new_slug": "blue-volga"}).json["slug"] == "blue-volga"
    assert ada.post("/organizations/blue-volga/drop").json["status"] == "dropped"
    assert ada.get("/organizations/blue-volga").json["dropped_at"]
    assert [row["slug"] for row in ada.get("/organizations?status=dropped").json["items"]] == ["blue-volga"]
    assert ada.post("/organizations/blue-volga/restore").json["status"] == "active"

    number = row["id"]
    assert console.audit(where=f"tenant_id = {number}") == [
        "suspend_tenant|volga|done", "resume_tenant|volga|done", "rename_tenant|volga|done",
        "drop_tenant|blue-volga|done", "restore_tenant|blue-volga|done"]
    shown = ada.get("/audit?organization=blue-volga").json["items"]
    assert [entry["action"] for entry in shown] == [
        "restore_tenant", "drop_tenant", "rename_tenant", "resume_tenant", "suspend_tenant"]
    assert shown[4]["arguments"] == {"slug": "volga", "reason": "unpaid"}
    assert shown[4]["operator"] == ada.email and shown[4]["address"] == "127.0.0.1" and shown[4]["request_id"]
    assert ada.get(f"/audit?before={shown[0]['id']}&page_size=1").json["items"][0]["id"] == shown[1]["id"]


def test_what_is_refused_stands_in_the_audit_and_changes_nothing(console, ada):
    answer = ada.post("/organizations", {"name": "", "business_email": "nobody"})
    assert answer.status == 422 and {"name", "business_email"} <= set(answer.fields()), answer
    missing = ada.post("/organizations/nobody-there/suspend")
    assert (missing.status, missing.code) == (404, "not_found") and missing.json["detail"] and missing.json["request_id"]
    twice = ada.post("/organizations", {"name": "Twice", "business_email": "a@twice.example", "slug": "twice"})
    assert (twice.status, twice.code) == (409, "conflict")
    assert ada.post("/organizations/twice/restore").status == 409
    assert console.audit("action, organization, result", "result <> 'done' AND action <> 'log_in'") == [
        "create_tenant||22023", "suspend_tenant|nobody-there|3D000", "create_tenant|twice|23505", "restore_tenant|twice|55000"]
    assert console.psql("SELECT count(*) FROM outlay.tenant WHERE slug = 'twice'") == "1"


@pytest.mark.parametrize("given", ["NULL", "NULL, 'twice'::text", "'{slug,slug}', 'twice'::text, 'a'::text",
                                   "'{slug,reason}', 'twice'::text", "'{}', 'twice'::text"])
def test_arguments_of_an_odd_shape_are_refused(console, ada, given):
    """outlayd sends none, but whoever has taken its connection may: the server goes on, and nothing has happened."""
    as_console(console, ada, "/organizations/{slug}/suspend",
               "SELECT outlay.call_published({route}, " + given.replace("{", "{{").replace("}", "}}") + ")")
    assert console.psql("SELECT status FROM outlay.tenant WHERE slug = 'twice'") == "active"
    assert console.audit("action, result ~ '^(22|42)'")[-1] == "suspend_tenant|t"


def test_reading_leaves_no_entry_and_the_fleet_is_shown(console, ada):
    before = console.psql("SELECT count(*) FROM outlay.operator_audit")
    assert any(row["what"] == "library" for row in ada.get("/status").json["items"])
    newest = ada.get("/upgrades").json["items"][0]
    assert newest["version"] >= 1 and newest["behind"] == 0 and newest["failed"] == 0
    assert ada.get("/upgrades/failures").json["items"] == []
    assert any(row["what"] == "disk" and row["enough"] for row in ada.get("/capacity").json["items"])
    checks = ada.get("/selftest").json["items"]
    assert checks and any(row["slug"] is None for row in checks)
    assert [row["email"] for row in ada.get("/operators").json["items"]].count(ada.email) == 1
    assert console.psql("SELECT count(*) FROM outlay.operator_audit") == before
    # Comparing builds a version and takes it back, so it is a POST, and stands there.
    assert ada.post("/drift", {"slug": "twice"}).json["items"] == []
    assert console.audit(where="action = 'drift' AND organization = 'twice'") == ["drift|twice|done"]


def test_the_audit_is_append_only(console, ada):
    assert ada.get("/session").status == 200
    for statement in ("UPDATE outlay.operator_audit SET result = 'x'", "DELETE FROM outlay.operator_audit",
                      "TRUNCATE outlay.operator_audit"):
        with pytest.raises(AssertionError, match="append-only"):
            console.psql(statement)
    with pytest.raises(AssertionError, match="permission denied"):
        console.psql("SET ROLE outlay_operator; INSERT INTO outlay.operator_audit (action, result) VALUES ('a', 'b')")


def test_an_operator_who_is_deactivated_is_out_at_once(console):
    eve = console.operator("eve")
    assert eve.get("/session").status == 200
    ticket = eve.ticket()["ticket"]
    console.psql(f"SELECT outlay.deactivate_operator('{eve.email}')")
    assert eve.get("/session").status == 401
    assert eve.post("/organizations", {"name": "Eve", "business_email": "eve@eve.example"}).status == 401
    assert console.client().post(f"{C}/log-in/code", {"ticket": ticket, "code": eve.code()}).code == "invalid_ticket"
    refused = console.client().post(f"{C}/log-in", {"email": eve.email, "password": PASSWORD})
    assert (refused.status, refused.code) == (401, "wrong_credentials")
    console.psql(f"SELECT outlay.activate_operator('{eve.email}')")
    assert eve.get("/session").status == 401
    eve.log_in()
    assert eve.get("/session").status == 200
    console.psql(f"SELECT outlay.reset_operator_factor('{eve.email}')")
    assert eve.get("/session").status == 401 and eve.ticket()["next"] == "second_factor_setup"
    console.psql(f"SELECT outlay.set_operator_password('{eve.email}', 'eleven grey bicycles')")
    assert console.client().post(f"{C}/log-in", {"email": eve.email, "password": PASSWORD}).status == 401
    assert console.audit("action", f"operator = '{eve.email}' AND database_role = 'postgres'") == [
        "create_operator", "deactivate_operator", "activate_operator", "reset_operator_factor", "set_operator_password"]


def test_a_session_ends_by_rest_and_by_age_and_by_log_out(console):
    ida = console.operator("ida")
    mine = f"operator_id = (SELECT id FROM outlay.operator WHERE email = '{ida.email}')"
    # Use is noted once a minute, also by what reads only.
    console.psql(f"UPDATE outlay.operator_session SET used_at = now() - interval '5 minutes' WHERE {mine}")
    assert ida.get("/session").status == 200
    assert console.psql(f"SELECT used_at > now() - interval '1 minute' FROM outlay.operator_session WHERE {mine}") == "t"
    console.psql(f"UPDATE outlay.operator_session SET used_at = now() - interval '30 minutes' WHERE {mine}")
    assert ida.get("/session").status == 401
    ida.log_in()
    console.psql(f"UPDATE outlay.operator_session SET began_at = now() - interval '12 hours' WHERE {mine}")
    assert ida.get("/session").status == 401
    ida.log_in()
    assert console.client().delete(f"{C}/session", token=ida.token).status == 204
    assert ida.get("/session").status == 401
    assert console.audit("action", f"operator = '{ida.email}'")[-1] == "console_log_out"


def test_a_browser_has_its_session_in_a_cookie_that_only_its_own_pages_write_with(console):
    answer = console.operator("joe").log_in(cookies=True)
    assert answer.json["token"] is None
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-outlay=oc_") and all(
        part in cookie for part in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/"))
    sent = {"Cookie": cookie.split(";")[0]}
    client = console.client()
    assert client.get(f"{C}/session", headers=sent).json["email"] == "joe@outlay.example"
    drop = f"{C}/organizations/twice/suspend"
    for origin in ({}, {"Origin": "https://acme.localhost"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        refused = client.post(drop, {}, headers={**sent, **origin})
        assert (refused.status, refused.code) == (403, "origin_refused"), origin
    assert console.psql("SELECT status FROM outlay.tenant WHERE slug = 'twice'") == "active"
    gone = client.delete(f"{C}/session", headers={**sent, "Origin": f"http://{HOST}"})
    assert gone.status == 204 and "Max-Age=0" in gone.headers["set-cookie"]
    assert client.get(f"{C}/session", headers=sent).status == 401


def test_guesses_are_slowed_down_and_noted(console):
    kim = console.operator("kim")
    client = console.client()
    answers = [client.post(f"{C}/log-in", {"email": "KIM@outlay.example", "password": f"guess {i}"}) for i in range(8)]
    assert [answer.status for answer in answers[:5]] == [401] * 5
    assert 429 in [answer.status for answer in answers[5:]]
    late = answers[[answer.status for answer in answers].index(429)]
    assert late.code == "too_many_attempts" and int(late.headers["retry-after"]) >= 1
    noted = console.audit("action, operator, result, message", f"operator = '{kim.email}' AND result <> 'done'")
    assert noted[0] == f"log_in|{kim.email}|28P01|wrong credentials" and len(noted) >= 5
    # An unknown address is answered alike, and is not in the audit: it may be a password.
    unknown = client.post(f"{C}/log-in", {"email": "my secret", "password": "x"})
    assert (unknown.status, unknown.code) == (401, "wrong_credentials")
    assert "my secret" not in console.psql("SELECT a::text FROM outlay.operator_audit a")
    console.psql(f"SELECT outlay.set_operator_password('{kim.email}', '{PASSWORD}')")
    assert kim.ticket()["next"] == "second_factor"


def test_two_operators_who_suspend_and_drop_the_same_organization(console, ada):
    """Whoever comes second waits for the first, and is told what is left to do."""
    max_ = console.operator("max")
    for round_ in range(4):
        slug = f"race-{round_}"
        ada.post("/organizations", {"name": f"Race {round_}", "business_email": "a@race.example", "slug": slug})
        answers = {}

        def act(who, path):
            answers[path] = who.post(f"/organizations/{slug}/{path}")  # noqa: B023

        threads = [threading.Thread(target=act, args=(ada, "suspend")), threading.Thread(target=act, args=(max_, "drop"))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert answers["drop"].status == 200
        entry = console.audit("action, result", f"organization = '{slug}' AND action <> 'create_tenant'")
        if answers["suspend"].status == 200:
            assert entry == ["suspend_tenant|done", "drop_tenant|done"]
            assert console.psql(f"SELECT restore_as FROM outlay.tenant WHERE slug = '{slug}'") == "suspended"
        else:
            assert answers["suspend"].status == 404 and entry == ["drop_tenant|done", "suspend_tenant|3D000"]
        dropped_twice = max_.post(f"/organizations/{slug}/drop")
        assert dropped_twice.status == 404


def test_the_document_of_the_console_is_its_own(service, console, ada):
    document = console.client().get(f"{C}/openapi.json").json
    routes = console.psql("SELECT count(*) FROM outlay.route WHERE console IS NOT NULL")
    assert sum(len(operations) for operations in document["paths"].values()) == int(routes)
    assert all(path.startswith(C) for path in document["paths"])
    assert "expense_record" not in document["components"]["schemas"]
    assert document["paths"][f"{C}/log-in"]["post"]["security"] == []
    assert document["paths"][f"{C}/audit"]["get"]["security"] != []
    other = service.shim.client(host="localhost").get("/api/openapi.json").json
    assert not [path for path in other["paths"] if "console" in path]
    assert "console_organization" not in other["components"]["schemas"]
    # Every route of an operator's refuses who is not logged in.
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if operation["security"]:
                sent = getattr(console.client(), method)(path.replace("{slug}", "twice"),
                                                         *([{}] if method == "post" else []))
                assert sent.status in (401, 422), (method, path, sent)


def test_an_entry_and_what_it_tells_of_survive_a_crash_together_or_not_at_all():
    with harness.Cluster(fsync="on", synchronous_commit="on", full_page_writes="on") as cluster, \
            organizations.Service(cluster, may_fail=True) as service:
        console = Console(service, may_fail=True)
        with console:
            ada = console.operator("ada")
            for i in range(6):
                ada.post("/organizations", {"name": f"Org {i}", "business_email": "a@o.example", "slug": f"org-{i}"})
            acknowledged = []

            def work():
                with contextlib.suppress(OSError):
                    for i in range(6):
                        acknowledged.extend(f"org-{i}|{what}_tenant" for what in ("suspend", "drop")
                                            if ada.post(f"/organizations/org-{i}/{what}").status == 200)

            worker = threading.Thread(target=work)
            worker.start()
            harness.wait_until(lambda: len(acknowledged) >= 3, "some are acknowledged")
            cluster.kill()
            cluster.start()
            worker.join()
            done = "EXISTS (SELECT FROM outlay.operator_audit a WHERE a.tenant_id = t.id AND a.action = '{}_tenant' AND a.result = 'done')"
            assert service.psql("SELECT t.slug FROM outlay.tenant t WHERE "
                                f"(t.status = 'dropped') <> {done.format('drop')} "
                                f"OR (coalesce(t.restore_as, t.status) = 'suspended') <> {done.format('suspend')}") == ""
            kept = console.audit("organization, action", "result = 'done' AND organization IS NOT NULL")
            assert set(acknowledged) <= set(kept)


def test_accounts_have_rules(console):
    for call, field in (("'nobody', 'N', 'seven green umbrellas'", "email: "), ("'n@n.example', '', 'seven green umbrellas'", "name: "),
                        ("'n@n.example', 'N', 'short'", "password: too_short"), ("'n@n.example', 'N', 'n@n.example'", "password: is_email")):
        with pytest.raises(AssertionError, match=field):
            console.psql(f"SELECT outlay.create_operator({call})")
    console.psql(f"SELECT outlay.create_operator('once@n.example', 'N', '{PASSWORD}')")
    with pytest.raises(AssertionError, match="email: taken"):
        console.psql(f"SELECT outlay.create_operator('ONCE@n.example', 'N', '{PASSWORD}')")
    with pytest.raises(AssertionError, match="no operator with the e-mail address"):
        console.psql("SELECT outlay.deactivate_operator('none@n.example')")
    assert PASSWORD not in console.service.cluster.log_text()


def test_a_worker_thread_of_requests_uses_one_session(console, ada):
    """Requests side by side do not wait for each other to note that the session is used."""
    console.psql("UPDATE outlay.operator_session SET used_at = now() - interval '10 minutes'")
    statuses = []
    threads = [threading.Thread(target=lambda: statuses.append(ada.get("/session").status)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 8


def test_the_commands_of_the_document_do_what_it_says(console):
    """docs/console.md is typed: the blocks of sh one after the other, with the port and a code of this test."""
    with open(os.path.join(harness.ROOT, "docs", "console.md"), encoding="utf-8") as file:
        typed = "".join(re.findall(r"^```sh\n(.*?)^```$", file.read(), re.M | re.S))
    ada = Operator.__new__(Operator)
    ada.console, ada.email = console, "ada@example.com"
    console.psql(f"SELECT outlay.create_operator('{ada.email}', 'Ada Byron', '{PASSWORD}')")
    assert "code=123456" in typed and "localhost:8090" in typed and "grey" not in typed
    typed = typed.replace("localhost:8090", f"127.0.0.1:{console.shim.port}").replace(
        "code=123456", "echo; read -r code")
    with subprocess.Popen(["bash", "-euo", "pipefail", "-c", typed], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True) as shell:
        ada.secret = re.search(r'"secret":"(\w+)"', shell.stdout.readline())[1]
        printed = shell.communicate(ada.code() + "\n", timeout=harness.PATIENCE)[0]
    assert shell.returncode == 0, printed
    for shown in ('"suspend_reason":"unpaid since May"', '"slug":"blue-nile"', '"status":"dropped"',
                  '"what":"library"', '"what":"disk"', '"action":"restore_tenant"'):
        assert shown in printed, shown
    assert console.audit("action", f"operator = '{ada.email}'")[-1] == "console_log_out"
