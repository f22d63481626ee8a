"""An adversary with an account: tokens that are not theirs, ids of others, two readings of one request, and the logs.

Everything here goes over HTTP, as a member of one organization who wants another one's data, or the owner's rights."""
import base64

import pytest

import harness
import organizations


@pytest.fixture(scope="module", name="service")
def _service(cluster):
    service = organizations.Service(cluster)
    # What an administrator who looks for slow statements sets.
    service.psql(f"ALTER DATABASE {service.database} SET log_statement = 'all'; "
                 f"ALTER DATABASE {service.database} SET log_min_duration_statement = 0")
    with service:
        yield service


@pytest.fixture(scope="module", name="mine")
def _mine(service):
    return service.sign_up("Mine")


@pytest.fixture(scope="module", name="theirs")
def _theirs(service):
    return service.sign_up("Theirs")


def get(service, path, host, token, headers=""):
    """The status of a GET whose request line and headers go out exactly as written."""
    answer = service.shim.raw(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Authorization: Bearer {token}\r\n"
                              "Connection: close\r\n\r\n".encode())
    return harness.statuses(answer)


def test_no_other_token_opens_an_organization(mine, theirs):
    """The id in a token is readable, so everything rests on its secret, its kind and its organization."""
    token = theirs.owner.token
    raw = base64.urlsafe_b64decode(token[3:] + "==")
    forged = [mine.owner.token, theirs.owner.refresh_token, "oa_" + theirs.owner.refresh_token[3:], "oi_" + token[3:],
              token.swapcase(), token[:-1], token + "A", token + "=", token[3:],
              "oa_" + base64.urlsafe_b64encode(raw[:8] + bytes(32)).decode().rstrip("="),
              "oa_" + base64.urlsafe_b64encode(b"\xff" * 40).decode().rstrip("=")]
    forged += [token[:n] + ("A" if token[n] != "A" else "B") + token[n + 1:] for n in range(3, len(token))]
    for wrong in forged:
        answer = theirs.client().get("/api/v2/organization", token=wrong)
        assert (answer.status, answer.code) == (401, "unauthenticated"), (wrong, answer)
    assert theirs.owner.get("/api/v2/organization").status == 200


@pytest.mark.parametrize("end", ["log-out", "password", "deactivation"])
def test_a_token_ends_with_what_it_stands_for(mine, end):
    """Who has been shut out must be out at once, with the access token as with the refresh token."""
    somebody = mine.join("member")
    other = somebody.log_in_again()
    if end == "log-out":
        assert other.delete("/api/v2/sessions/current").status == 204
    elif end == "password":
        assert somebody.put("/api/v2/me/password", {"old_password": organizations.PASSWORD,
                                                    "new_password": "three green teapots"}).status == 200
    else:
        assert mine.owner.post(f"/api/v2/members/{somebody.id}/deactivate", {}).status == 200
    assert other.get("/api/v2/me").status == 401
    assert mine.client().post("/api/v2/sessions/refresh", {"refresh_token": other.refresh_token}).status == 401


def test_a_member_does_not_become_more(mine):
    """Roles are given, never taken: not through one's own record, nor through fields that no route has."""
    member = mine.member
    for method, path, body in [
            ("PUT", f"/api/v2/members/{member.id}/role", {"role": "owner"}),
            ("PATCH", f"/api/v2/members/{member.id}", {"first_name": "Boss"}),
            ("POST", f"/api/v2/members/{mine.owner.id}/deactivate", {}),
            ("POST", "/api/v2/invitations", {"email": "friend@mine.example", "role": "owner"}),
            ("POST", "/api/v2/accounts", {"name": "Slush fund"}),
            ("GET", "/api/v2/audit", None)]:
        answer = member.request(method, path, body)
        assert (answer.status, answer.code) == (403, "forbidden"), (method, path, answer)
    for extra in ({"role": "owner"}, {"member_id": mine.owner.id}, {"id": mine.owner.id}, {"status": "active"}):
        answer = member.patch("/api/v2/me", {"first_name": "Max", **extra})
        assert answer.status == 422 and list(answer.fields().values()) == ["unknown_field"], answer
    me = member.get("/api/v2/me").json
    assert (me["id"], me["role"], me["first_name"]) == (member.id, "member", "Member")


def test_an_admin_does_not_touch_owners(mine):
    """Otherwise an admin would be the owner after one request."""
    owner, admin = mine.owner, mine.admin
    for method, path, body in [
            ("PUT", f"/api/v2/members/{owner.id}/role", {"role": "member"}),
            ("PUT", f"/api/v2/members/{admin.id}/role", {"role": "owner"}),
            ("POST", f"/api/v2/members/{owner.id}/deactivate", {}),
            ("POST", "/api/v2/invitations", {"email": "friend@mine.example", "role": "owner"})]:
        assert admin.request(method, path, body).status == 403, (method, path)


def test_an_expense_of_somebody_else_stays(mine):
    """A member spends in their own name, whatever the id in path or body says."""
    expense = mine.expense()
    path = f"/api/v2/expenses/{expense['id']}"
    assert mine.member.patch(path, {"amount": "0.01"}).status == 403
    assert mine.member.delete(path).status == 403
    assert mine.member.post("/api/v2/expenses", {
        "budget_id": expense["budget_id"], "amount": "1.00", "spent_on": "2024-03-14", "description": "Lunch",
        "member_id": mine.owner.id}).status == 403
    assert mine.owner.get(path).json["version"] == expense["version"]


def test_one_name_has_one_value(mine):
    """Where a path, a query and a body name the same argument, two readers could take different ones."""
    expense = mine.expense()
    path = f"/api/v2/expenses/{expense['id']}"
    for method, target, body in [("GET", path + "?id=1", None), ("PATCH", path, {"id": 1, "amount": "5.00"}),
                                 ("PATCH", path + "?amount=5", {"amount": "6.00"}),
                                 ("GET", "/api/v2/expenses?page_size=1&page_size=2", None)]:
        assert mine.owner.request(method, target, body).status in (400, 422), (method, target)
    assert mine.owner.get(path).json["version"] == expense["version"]


@pytest.mark.parametrize("body", [
    '{"name":"a","name":"b"}', '{"name":"a"}{}', '{"name":"\\u0000"}', '{"name":"\\ud800"}', b'\xef\xbb\xbf{"name":"a"}',
    b'{"name":"\xff"}', '{"name":1e999}', '{"name":' + "9" * 5000 + "}", "[" * 5000, '{"a":' * 500, "null", '"name"'])
def test_hostile_json_is_refused(mine, body):
    """What two parsers read differently, or what costs without an end, stops before PostgreSQL."""
    answer = mine.owner.post("/api/v2/departments", body)
    assert answer.status in (400, 413, 422), answer
    assert answer.code in ("malformed", "invalid", "body_too_large", "bad_request"), answer


def test_the_address_names_one_organization(service, mine, theirs):
    """Host and /t/<slug> are all that chooses the organization, and whatever could be read in two ways chooses none."""
    path, token = "/api/v2/organization", mine.owner.token
    for host in (mine.host, mine.host.upper(), mine.host + ":80", mine.host + "."):
        assert get(service, path, host, token) == [200], host
    assert get(service, f"/t/{mine.slug}{path}", theirs.host, token) == [200]
    assert get(service, f"/t/{theirs.slug}{path}", mine.host, token) == [401]
    for host in (f"x@{mine.host}", f"{mine.host}:80@{theirs.host}", f"{theirs.host}/{mine.host}", f"{mine.host}:x",
                 f"{mine.host}\t{theirs.host}"):
        assert get(service, path, host, token) == [400], host
    for target in (f"/t/{mine.slug}%2F..%2F{theirs.slug}{path}", f"/t/../t/{mine.slug}{path}", f"/t/.{path}",
                   f"/t/{mine.slug}/t/{theirs.slug}{path}", f"/t/{mine.slug.upper()}{path}", f"/t/{path}",
                   f"//{theirs.host}{path}", "/api/v2/../v2/organization", "/api/v2/%6frganization"):
        assert get(service, target, mine.host, token) == [404], target
    assert get(service, f"http://{theirs.host}{path}", mine.host, token) == [400]
    assert get(service, path, mine.host, token, f"Host: {theirs.host}\r\n") == [400]
    assert get(service, path, mine.host, token, f"Authorization: Bearer {theirs.owner.token}\r\n") == [400]


def test_a_session_is_seen_from_where_it_came(mine):
    """X-Forwarded-For counts from a trusted proxy alone: else guesses would come from as many addresses as one likes."""
    somebody = mine.join("member")
    grant = mine.client().post("/api/v2/sessions", {"email": somebody.email, "password": organizations.PASSWORD},
                               headers={"X-Forwarded-For": "192.0.2.7"})
    sessions = somebody.get("/api/v2/sessions", token=grant.json["access_token"]).json["items"]
    assert {session["address"] for session in sessions} == {"127.0.0.1"}


def test_a_key_is_the_members_own(mine, theirs):
    """An idempotency key that somebody else has used gives the guesser nothing of the answer."""
    headers = {"Idempotency-Key": "same-key"}
    first = mine.owner.post("/api/v2/departments", {"name": "Secret plans"}, headers=headers)
    assert first.status == 201
    for person, status in ((mine.admin, 409), (mine.member, 403), (theirs.owner, 201)):
        answer = person.post("/api/v2/departments", {"name": "Secret plans"}, headers=headers)
        assert answer.status == status and "idempotent-replayed" not in answer.headers, answer


def test_no_log_has_a_password_or_token(service, mine):
    """Logs are read by more people than the database; PostgreSQL's logs all statements of this service."""
    somebody = mine.join("member")
    mine.client().post("/api/v2/sessions", {"email": somebody.email, "password": "a wrong teapot"})
    mine.client().post("/api/v2/sessions/refresh", {"refresh_token": somebody.refresh_token})
    somebody.get(f"/api/v2/me?access_token={somebody.token}")
    with open(service.cluster.log, encoding="utf-8", errors="replace") as file:
        statements = file.read()
    with open(service.shim.log, encoding="utf-8") as file:
        requests = file.read()
    assert "FROM outlay.log_in(" in statements, "statements are not logged, so this tests nothing"
    for secret in ("teapot", somebody.token, somebody.refresh_token, mine.owner.token):
        assert secret not in statements, secret
        assert secret not in requests, secret
