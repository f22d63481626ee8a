"""A browser's session in a cookie: what it gets, what it may with it, and what other pages may not."""
import re

import pytest

import harness
import organizations

NAME = "__Host-outlay"


@pytest.fixture(scope="module", name="service")
def _service(cluster):
    with organizations.Service(cluster) as service:
        yield service


@pytest.fixture(scope="module", name="acme")
def _acme(service):
    return service.sign_up(service.name("Acme"))


class Browser(harness.Client):
    """A client that keeps cookies as a browser does, and sends them and the origin of its page with each request."""

    def __init__(self, service, host, prefix=""):
        super().__init__(service.shim.port, host)
        self.origin, self.prefix, self.jar, self.set_cookies = f"http://{host}", prefix, {}, []

    def request(self, method, path, body=None, headers=None, **options):
        headers = dict(headers or {})
        if self.jar:
            headers.setdefault("Cookie", "; ".join(f"{name}={value}" for name, value in self.jar.items()))
        if self.origin and method != "GET":
            headers.setdefault("Origin", self.origin)
        answer = super().request(method, self.prefix + path, body, headers=headers, **options)
        self.set_cookies = [value for name, value in answer.header_list if name == "set-cookie"]
        for cookie in self.set_cookies:
            name, value = cookie.split(";")[0].split("=", 1)
            self.jar.pop(name, None)
            if value:
                self.jar[name] = value
        return answer

    def log_in(self, organization, **more):
        """Logs the owner in."""
        answer = self.post("/api/v2/sessions", {"email": organization.owner.email,
                                                "password": organizations.PASSWORD, "cookies": True, **more})
        assert answer.status == 201, answer
        return answer


def knows_the_device_alone(value):
    """Whether a cookie is that of a browser whose session has ended."""
    return re.fullmatch(r"\.\.od_[\w-]+", value)


@pytest.fixture(name="browser")
def _browser(service, acme):
    browser = Browser(service, acme.host)
    browser.log_in(acme)
    return browser


def test_a_browser_gets_its_tokens_where_no_script_reads_them(service, acme):
    """In one cookie with every guard that there is, and not in the answer."""
    browser = Browser(service, acme.host)
    answer = browser.log_in(acme)
    assert answer.json["access_token"] is None and answer.json["refresh_token"] is None
    assert answer.json["member_id"] == acme.owner.id and answer.json["access_expires_at"]
    (cookie,) = browser.set_cookies
    assert re.fullmatch(NAME + r"=oa_[\w-]+\.or_[\w-]+\.od_[\w-]+; Max-Age=15552000; Path=/; Secure; HttpOnly; SameSite=Strict", cookie)
    assert browser.get("/api/v2/me").json["email"] == acme.owner.email
    assert answer.headers["cache-control"] == "no-store"


def test_programs_get_no_cookie(acme):
    """Who does not ask for it has the tokens."""
    answer = acme.client().post("/api/v2/sessions", {"email": acme.owner.email, "password": organizations.PASSWORD})
    assert answer.json["access_token"] and "set-cookie" not in answer.headers


def test_an_invitation_is_accepted_into_a_cookie(service, acme):
    """The first session of a new member is one like any other."""
    invited = acme.owner.post("/api/v2/invitations", {"email": "new@cookies.example", "role": "member"}).json
    browser = Browser(service, acme.host)
    answer = browser.post("/api/v2/invitations/accept", {
        "invitation_token": invited["invitation_token"], "password": organizations.PASSWORD, "cookies": True})
    assert answer.status == 201 and answer.json["refresh_token"] is None
    assert browser.get("/api/v2/me").json["email"] == "new@cookies.example"
    # And the browser is one that has been here before: others' guesses do not keep it out at the next log-in.
    assert re.fullmatch(r"oa_[\w-]+\.or_[\w-]+\.od_[\w-]+", browser.jar[NAME])
    service.psql("INSERT INTO login_failure SELECT 'e' || translate(rtrim(encode(sha256('new@cookies.example'), 'base64'), '='), "
                 "'+/', '-_'), 15, clock_timestamp() + interval '1 hour'", acme.slug)
    assert browser.delete("/api/v2/sessions/current").status == 204
    again = {"email": "new@cookies.example", "password": organizations.PASSWORD, "cookies": True}
    assert acme.client().post("/api/v2/sessions", again).status == 429
    assert browser.post("/api/v2/sessions", again).status == 201


def test_a_session_is_refreshed_by_its_cookie_alone(browser):
    """And its tokens never come to light, whatever a script asks for."""
    before = dict(browser.jar)
    for body in ({}, {"cookies": False}, None):
        answer = browser.post("/api/v2/sessions/refresh", body)
        assert answer.status == 200, answer
        assert answer.json["access_token"] is None and answer.json["refresh_token"] is None
        assert browser.get("/api/v2/me").status == 200
        assert browser.jar != before
    # The old one is void; its reuse ends the session and takes the cookie away.
    browser.jar = before
    assert browser.get("/api/v2/me").status == 401
    answer = browser.post("/api/v2/sessions/refresh")
    assert (answer.status, answer.code) == (401, "refresh_token_reused")
    assert knows_the_device_alone(browser.jar[NAME])


def test_tokens_can_be_exchanged_for_a_cookie(service, acme):
    """Somebody who signed up at the base host goes on at the organization's without logging in again."""
    browser = Browser(service, acme.host)
    answer = browser.post("/api/v2/sessions/refresh", {"refresh_token": acme.owner.log_in_again().refresh_token,
                                                       "cookies": True})
    assert answer.status == 200 and answer.json["access_token"] is None
    assert browser.get("/api/v2/me").status == 200


def test_log_out_takes_the_session_out_of_the_cookie(browser):
    """And ends the session, should somebody have kept a copy."""
    kept = dict(browser.jar)
    answer = browser.delete("/api/v2/sessions/current")
    assert answer.status == 204 and knows_the_device_alone(browser.jar[NAME])
    assert browser.set_cookies[0].endswith("; Max-Age=15552000; Path=/; Secure; HttpOnly; SameSite=Strict")
    answer = browser.get("/api/v2/me")
    assert answer.status == 401 and answer.json["detail"] == "not logged in"
    browser.jar = kept
    assert browser.get("/api/v2/me").status == 401
    assert browser.post("/api/v2/sessions/refresh").code == "invalid_refresh_token"


def test_a_cookie_without_a_device_goes_with_its_session(service, acme):
    """What was exchanged for tokens knows no device, so nothing is left of it."""
    browser = Browser(service, acme.host)
    browser.post("/api/v2/sessions/refresh", {"refresh_token": acme.owner.log_in_again().refresh_token, "cookies": True})
    assert browser.delete("/api/v2/sessions/current").status == 204 and browser.jar == {}
    assert browser.set_cookies == [f"{NAME}=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Strict"]


def test_guesses_of_others_keep_no_browser_out(service, acme, browser):
    """Neither logged in nor out does one that has logged in before wait for a stranger's guesses."""
    for _ in range(2):
        browser.delete("/api/v2/sessions/current")
        service.psql(f"SELECT FROM outlay.use_tenant('{acme.slug}'); INSERT INTO login_failure (counted_for, failures, last_at)"
                     " SELECT 'e' || translate(rtrim(encode(sha256(convert_to(outlay.fold(email), 'UTF8')), 'base64'), '='),"
                     " '+/', '-_'), 15, clock_timestamp() + interval '1 hour' FROM member ON CONFLICT DO NOTHING")
        credentials = {"email": acme.owner.email, "password": organizations.PASSWORD}
        assert acme.client().post("/api/v2/sessions", credentials).status == 429
        before = browser.jar[NAME].split(".")[2]
        browser.log_in(acme)
        assert browser.jar[NAME].split(".")[2] == before and browser.get("/api/v2/me").status == 200
        service.psql(f"SELECT FROM outlay.use_tenant('{acme.slug}'); DELETE FROM login_failure WHERE counted_for LIKE 'e%'")


@pytest.mark.parametrize("headers", [
    {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://localhost"}, {"Origin": "http://evil.{host}"},
    {"Origin": "http://{host}.evil.example"}, {"Origin": "http://{host}:81"}, {"Origin": "{host}"}, {"Origin": ""}, {},
    {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "none"},
    {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
])
def test_other_pages_do_not_write_with_the_cookie(acme, browser, headers):
    """Not even where the browser sends it along: 403, and nothing has happened."""
    browser.origin = None
    headers = {name: value.replace("{host}", acme.host) for name, value in headers.items()}
    for method, path, body in (("POST", "/api/v2/departments", {"name": "Planted"}),
                               ("POST", "/api/v2/sessions/refresh", {}), ("DELETE", "/api/v2/sessions/current", None),
                               ("PATCH", "/api/v2/me", {"first_name": "Mallory"})):
        answer = browser.request(method, path, body, headers=headers)
        assert (answer.status, answer.code) == (403, "origin_refused"), (method, path, answer)
        assert "set-cookie" not in answer.headers
    assert browser.get("/api/v2/me").json["first_name"] == "Olga"
    assert "Planted" not in [row["name"] for row in browser.get("/api/v2/departments").json["items"]]


def test_own_pages_write(acme, browser):
    """Whether the browser tells the origin, behind TLS or not, or how the request came about."""
    browser.origin = None
    for number, headers in enumerate(({"Origin": f"http://{acme.host}"}, {"Origin": f"https://{acme.host}"},
                                      {"Origin": f"http://{acme.host.upper()}"}, {"Sec-Fetch-Site": "same-origin"})):
        assert browser.post("/api/v2/departments", {"name": f"Own {number}"}, headers=headers).status == 201, headers


@pytest.mark.parametrize("headers, foreign", [
    ({"Origin": "https://evil.example"}, True), ({"Origin": "null"}, True), ({"Sec-Fetch-Site": "cross-site"}, True),
    ({"Sec-Fetch-Site": "same-site"}, True), ({}, False), ({"Sec-Fetch-Site": "none"}, False),
    ({"Origin": "http://{host}"}, False),
])
def test_other_pages_give_nobody_a_session(service, acme, headers, foreign):
    """Nor does a page that knows tokens of its own make them somebody's cookie: its victim would work in its account."""
    headers = {name: value.replace("{host}", acme.host) for name, value in headers.items()}
    login = {"email": acme.owner.email, "password": organizations.PASSWORD}
    client = service.shim.client(host=acme.host)
    pair = client.post("/api/v2/sessions", login).json
    for path, body, status in (("/api/v2/sessions", login, 201),
                               ("/api/v2/sessions/refresh", {"refresh_token": pair["refresh_token"]}, 200)):
        answer = client.post(path, {**body, "cookies": True}, headers=headers)
        assert (answer.status, answer.json.get("code")) == ((403, "origin_refused") if foreign else (status, None))
        assert ("set-cookie" in answer.headers) is not foreign
    if foreign:
        # Refused before anything was done, so the pair is still good; what asks for no cookie needs no origin.
        answer = client.post("/api/v2/sessions/refresh", {"refresh_token": pair["refresh_token"]}, headers=headers)
        assert answer.status == 200


def test_a_token_needs_no_origin(acme, browser):
    """A program that sends a token means it; the cookie beside it counts for nothing."""
    browser.origin = None
    answer = browser.post("/api/v2/departments", {"name": "By token"}, token=acme.owner.token)
    assert answer.status == 201
    assert browser.get("/api/v2/me", headers={"Authorization": "Basic eDp5"}).status == 401
    assert browser.get("/api/v2/me", token="oa_wrong").status == 401


def test_a_cookie_is_good_in_its_own_organization_only(service, acme, browser):
    """A browser would not send it elsewhere; a thief could."""
    other = service.sign_up(service.name("Other"))
    stranger = Browser(service, other.host)
    stranger.jar = dict(browser.jar)
    assert stranger.get("/api/v2/me").status == 401
    assert stranger.post("/api/v2/sessions/refresh").code == "invalid_refresh_token"
    # At the same host behind /t/<slug>, the cookie of the host is not that of the organization.
    stranger = Browser(service, "localhost", f"/t/{acme.slug}")
    stranger.jar = dict(browser.jar)
    assert stranger.get("/api/v2/me").status == 401


def test_organizations_that_share_a_host_do_not_share_a_cookie(service, acme):
    """Behind /t/<slug>/ somebody can be logged in at both at once, and out of one."""
    other = service.sign_up(service.name("Other"))
    one = Browser(service, "127.0.0.1", f"/t/{acme.slug}")
    one.log_in(acme)
    two = Browser(service, "127.0.0.1", f"/t/{other.slug}")
    two.jar = one.jar
    two.log_in(other)
    assert set(one.jar) == {f"{NAME}-{acme.slug}", f"{NAME}-{other.slug}"}
    assert one.get("/api/v2/me").json["email"] == acme.owner.email
    assert two.get("/api/v2/me").json["email"] == other.owner.email
    assert one.post("/api/v2/sessions/refresh").status == 200 and two.get("/api/v2/me").status == 200
    assert two.delete("/api/v2/sessions/current").status == 204
    assert knows_the_device_alone(one.jar[f"{NAME}-{other.slug}"]) and one.get("/api/v2/me").status == 200
    # The cookie of one under the name of the other is a wrong token.
    two.jar = {f"{NAME}-{other.slug}": one.jar[f"{NAME}-{acme.slug}"]}
    assert two.get("/api/v2/me").status == 401


def test_named_origins_write_with_cookies(cluster, service, acme, browser):
    """No other origin may call unless it is allowed, and with credentials only if it is named; a star means nobody."""
    app = "https://app.example"
    preflight = {"Origin": app, "Access-Control-Request-Method": "POST"}
    answer = browser.request("OPTIONS", "/api/v2/departments", headers=preflight)
    assert answer.status == 204 and not [name for name in answer.headers if name.startswith("access-control")]
    cluster.psql(f"ALTER DATABASE {service.database} SET outlay.allowed_origins = '*, {app}'")
    try:
        with harness.Outlayd(cluster, service.database) as shim:
            browser = Browser(service, acme.host)
            browser.port, browser.origin = shim.port, app
            answer = browser.log_in(acme)
            assert answer.headers["access-control-allow-origin"] == app
            assert answer.headers["access-control-allow-credentials"] == "true" and answer.headers["vary"] == "Origin"
            answer = browser.request("OPTIONS", "/api/v2/departments", headers=preflight)
            assert answer.headers["access-control-allow-credentials"] == "true"
            assert browser.post("/api/v2/departments", {"name": "From the app"}).status == 201
            answer = browser.get("/api/v2/me", headers={"Origin": "https://evil.example"})
            assert answer.headers["access-control-allow-origin"] == "*"
            assert "access-control-allow-credentials" not in answer.headers
            browser.origin = "https://evil.example"
            assert browser.post("/api/v2/departments", {"name": "Planted"}).code == "origin_refused"
    finally:
        cluster.psql(f"ALTER DATABASE {service.database} RESET outlay.allowed_origins")


def test_an_absolute_target_is_judged_by_its_own_host(service, acme, browser):
    """Who names one host in the target and another in the header gets neither's cookie to write with."""
    host, body = acme.host.encode(), b'{"name": "By its address"}'
    for named, origin, status in ((host, host, 201), (host, b"evil.example", 403), (b"evil.example", b"evil.example", 400),
                                  (b"evil.example", host, 400)):
        data = (b"POST http://" + host + b"/api/v2/departments HTTP/1.1\r\nHost: " + named + b"\r\nOrigin: http://" + origin
                + b"\r\nCookie: " + f"{NAME}={browser.jar[NAME]}".encode() + b"\r\nContent-Type: application/json\r\n"
                + b"Connection: close\r\nContent-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body)
        assert harness.statuses(service.shim.raw(data, harness.PATIENCE)) == [status], (named, origin)


def raw_me(service, host, lines):
    """The status of GET /me with header lines as bytes."""
    data = b"GET /api/v2/me HTTP/1.1\r\nHost: " + host.encode() + b"\r\nConnection: close\r\n" + lines + b"\r\n"
    return harness.statuses(service.shim.raw(data))


def test_hostile_cookies(service, acme, browser):
    """Two headers or two values are two readings; what is no cookie of ours is nobody's; nothing is too strange."""
    good = f"{NAME}={browser.jar[NAME]}".encode()
    name = NAME.encode()
    for lines, status in (
            (b"Cookie: " + good, 200), (b"cookie:" + good, 200), (b"Cookie: a=b; " + good + b"; c=\"d\"", 200),
            (b"Cookie: ;;; =x; a; a=; " + good + b";", 200), (b"Cookie: a=\xff\xfe; " + good, 200),
            (b"Cookie: " + good + b" \t", 200), (b"Cookie: " + b"x=y; " * 20 + good, 200),
            (b"Cookie: " + good + b"; " + good, 400), (b"Cookie: " + name + b"=x; " + good, 400),
            (b"Cookie: " + good + b"\r\nCookie: a=b", 400), (b"Cookie: a=b\r\ncookie: " + good, 400),
            (b"Cookie: a=\x00; " + good, 400), (b"Cookie: a=\x01; " + good, 400),
            (b"Cookie: \"" + good + b"\"", 401), (b"Cookie: " + name + b"=\"" + good.split(b"=")[1] + b"\"", 401),
            (b"Cookie: " + good.lower().replace(b"oa_", b"oA_"), 401), (b"Cookie: X" + good, 401),
            (b"Cookie: __Host-outlay-" + acme.slug.encode() + good[len(name):], 401),
            (b"Cookie: " + name + b"=", 401), (b"Cookie: " + name, 401), (b"Cookie:", 401),
            (b"Cookie: " + name + b"=.", 401), (b"Cookie: " + name + b"=." + good.split(b".")[1], 401),
            (b"Cookie: " + name + b"=" + b"x" * 1000, 401), (b"Cookie: " + name + b"=oa_" + b"." * 500, 401),
            (b"Cookie: a=" + b"x" * 3000, 431), (b"Cookie: a=" + b"x" * 4000, 431), (b"Cookie: " + b"x" * 60000, 431),
    ):
        got = raw_me(service, acme.host, lines + b"\r\n")
        # What libmicrohttpd refuses by itself may be told twice, or end without a word.
        assert got == [status] or (status in (400, 431) and set(got) <= {400, 431}), (lines[:80], status, got)
    assert browser.get("/api/v2/me").status == 200


def test_secrets_are_not_taken_from_an_address(service, acme):
    """An address is written down in many logs: a token there is no token, and a password there is refused."""
    client = acme.client()
    for query in (f"access_token={acme.owner.token}", f"token={acme.owner.token}"):
        assert client.get(f"/api/v2/me?{query}").status == 401
        answer = acme.owner.get(f"/api/v2/me?{query}")
        assert answer.status == 422 and list(answer.fields().values()) == ["unknown_field"]
    password = organizations.PASSWORD.replace(" ", "+")
    for path in (f"/api/v2/sessions?email={acme.owner.email}&password={password}",
                 f"/api/v2/sessions/refresh?refresh_token={acme.owner.refresh_token}",
                 f"/api/v2/sessions/refresh?refresh_token={acme.owner.refresh_token}&cookies=true"):
        answer = client.post(path)
        assert (answer.status, answer.code) == (400, "bad_request") and "body alone" in answer.json["detail"]
    answer = client.post(f"/api/v1/auth/jwt/create/?email={acme.owner.email}&password={password}")
    assert answer.status == 400 and set(answer.json) == {"email", "password"}
    assert acme.owner.get("/api/v2/me").status == 200
