"""Members and sessions as a client meets them: sign-up, log-in, the two tokens, roles, invitations, guessing."""
import concurrent.futures
import itertools

import pytest

import harness
import organizations

PASSWORD = "marble fountain"
ROLES = ("owner", "admin", "approver", "member", "auditor")
NUMBERS = itertools.count(1)


@pytest.fixture(scope="module", name="database")
def _database(cluster):
    return cluster.create_database(extension=True)


@pytest.fixture(scope="module", name="shim")
def _shim(cluster, database):
    with harness.Outlayd(cluster, database) as shim:
        yield shim


class Organization:
    """An organization that has just signed up, with clients for whoever belongs to it."""

    def __init__(self, shim, **fields):
        self.shim = shim
        self.number = next(NUMBERS)
        body = {"name": f"People {self.number}", "business_email": "office@people.example",
                "email": "owner@people.example", "password": PASSWORD, **fields}
        self.answer = shim.client(host="localhost").post("/api/v2/organizations", body)
        assert self.answer.status == 201, self.answer
        self.signed_up = self.answer.json
        self.host = self.signed_up["host"]
        self.owner = shim.client(host=self.host, token=self.signed_up["access_token"])
        self.anybody = shim.client(host=self.host)

    def add(self, role):
        """Adds a member of a role."""
        answer = self.owner.post("/api/v2/members", {"email": f"{role}{next(NUMBERS)}@people.example",
                                                     "password": PASSWORD, "role": role})
        assert answer.status == 201, answer
        return answer.json

    def log_in(self, email, password=PASSWORD, **options):
        """Tries to log in."""
        return self.anybody.post("/api/v2/sessions", {"email": email, "password": password}, **options)

    def client(self, role):
        """A client of a member of a role."""
        answer = self.log_in(self.add(role)["email"])
        assert answer.status == 201, answer
        return self.shim.client(host=self.host, token=answer.json["access_token"])


@pytest.fixture(scope="module", name="organization")
def _organization(shim):
    return Organization(shim)


# ---- Signing up -----------------------------------------------------------------------------------------------------

def test_one_call_signs_up_and_the_token_works_at_the_new_host(organization):
    """A new user must get from nothing to their own organization without a second form."""
    assert organization.signed_up["role"] == "owner" and "failure" not in organization.signed_up
    me = organization.owner.get("/api/v2/me")
    assert (me.status, me.json["email"], me.json["role"]) == (200, "owner@people.example", "owner")


def test_sign_up_tells_all_violated_fields_of_both(shim):
    """Who fills in a form wants to hear of everything at once, be it the organization's or the owner's."""
    answer = shim.client(host="localhost").post(
        "/api/v2/organizations", {"name": " ", "business_email": "x", "email": "y", "password": "short"})
    assert answer.status == 422
    assert answer.fields() == {"name": "blank", "business_email": "not_an_email", "email": "not_an_email",
                               "password": "too_short"}


def test_a_name_in_use_is_a_conflict(shim, organization):
    """Two organizations of one name could not be told apart."""
    answer = shim.client(host="localhost").post(
        "/api/v2/organizations", {"name": organization.signed_up["name"].upper(), "password": PASSWORD,
                                  "business_email": "a@b.example", "email": "a@b.example"})
    assert (answer.status, answer.fields()) == (409, {"name": "taken"})


def test_sign_up_belongs_to_the_base_host(organization):
    """At an organization's host it would look as if it were about that organization."""
    answer = organization.anybody.post("/api/v2/organizations", {
        "name": "x", "password": PASSWORD, "business_email": "a@b.example", "email": "a@b.example"})
    assert answer.status == 404


def test_an_organization_is_found_by_its_id(shim, organization):
    """People know the ID from a letter, the client needs the host."""
    client = shim.client(host="localhost")
    answer = client.get("/api/v2/organizations/" + organization.signed_up["organization_id"].lower())
    assert (answer.status, answer.json["host"]) == (200, organization.host)
    assert client.get("/api/v2/organizations/QQQ-0000").status == 404


# ---- Logging in -----------------------------------------------------------------------------------------------------

def test_who_is_refused_learns_nothing_from_the_answer(organization):
    """A difference would tell which addresses are members'."""
    left = organization.add("member")
    assert organization.owner.post(f"/api/v2/members/{left['id']}/deactivate").status == 200
    answers = [organization.log_in("owner@people.example", "a wrong password"),
               organization.log_in("nobody@people.example"), organization.log_in(left["email"])]
    for answer in answers:
        answer.json.pop("request_id", None)
        assert (answer.status, answer.code) == (401, "wrong_credentials")
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.json["detail"] == answers[0].json["detail"]


def test_a_refused_log_in_is_counted_though_it_failed(cluster, database, shim):
    """Were the count rolled back with the failure, guessing would cost nothing."""
    organization = Organization(shim)
    with organizations.held_waits(cluster, database, organization.signed_up["slug"]):
        refused = [organization.log_in("owner@people.example", f"wrong password {n}") for n in range(6)]
        assert [answer.status for answer in refused[:5]] == [401] * 5
        waiting = [answer for answer in refused[5:] + [organization.log_in("owner@people.example")] if answer.status == 429]
    assert waiting and waiting[0].code == "too_many_attempts"
    assert int(waiting[0].headers["retry-after"]) >= 1


def test_parallel_guesses_get_no_more_attempts(cluster, database, shim):
    """Otherwise an attacker only had to send them all at once."""
    organization = Organization(shim)

    def guess(n):
        client = shim.client(host=organization.host)
        # On a busy machine a request finds no connection in time (503), and was no attempt: it is sent again.
        for _ in range(20):
            status = client.post("/api/v2/sessions", {"email": "owner@people.example", "password": f"a wrong one {n}"}).status
            if status != 503:
                break
        return status

    with organizations.held_waits(cluster, database, organization.signed_up["slug"]), \
            concurrent.futures.ThreadPoolExecutor(8) as pool:
        statuses = sorted(pool.map(guess, range(12)))
    assert statuses[:5] == [401] * 5 and statuses.count(401) <= 7, statuses
    assert set(statuses) == {401, 429}


# ---- Tokens ---------------------------------------------------------------------------------------------------------

def test_refreshing_replaces_both_tokens_and_reuse_ends_the_session(organization):
    """A refresh token that comes twice has been copied; nobody knows by whom."""
    first = organization.log_in("owner@people.example").json
    second = organization.anybody.post("/api/v2/sessions/refresh", {"refresh_token": first["refresh_token"]})
    assert second.status == 200
    assert organization.anybody.get("/api/v2/me", token=first["access_token"]).status == 401
    assert organization.anybody.get("/api/v2/me", token=second.json["access_token"]).status == 200
    again = organization.anybody.post("/api/v2/sessions/refresh", {"refresh_token": first["refresh_token"]})
    assert (again.status, again.code) == (401, "refresh_token_reused")
    assert organization.anybody.get("/api/v2/me", token=second.json["access_token"]).status == 401
    third = organization.anybody.post("/api/v2/sessions/refresh", {"refresh_token": second.json["refresh_token"]})
    assert (third.status, third.code) == (401, "invalid_refresh_token")


def test_a_token_is_good_in_its_own_organization_only(shim, organization):
    """The original let a token of one tenant read and write in another."""
    other = Organization(shim)
    answer = other.anybody.get("/api/v2/me", token=organization.signed_up["access_token"])
    assert (answer.status, answer.code) == (401, "unauthenticated")
    answer = other.anybody.get("/api/v2/me")
    assert answer.status == 401 and answer.headers["www-authenticate"].startswith("Bearer")


def test_sessions_are_listed_and_ended(organization):
    """Who has lost a telephone ends its session from the desk."""
    email = organization.add("member")["email"]
    phone = organization.log_in(email, headers={"User-Agent": "phone"}).json["access_token"]
    desk = organization.log_in(email, headers={"User-Agent": "desk"}).json["access_token"]
    sessions = organization.anybody.get("/api/v2/sessions", token=desk).json["items"]
    assert [(s["user_agent"], s["current"], s["address"]) for s in sessions] == [
        ("desk", True, "127.0.0.1"), ("phone", False, "127.0.0.1")]
    assert organization.anybody.delete(f"/api/v2/sessions/{sessions[1]['id']}", token=desk).status == 204
    assert organization.anybody.get("/api/v2/me", token=phone).status == 401
    assert organization.anybody.delete("/api/v2/sessions/current", token=desk).status == 204
    assert organization.anybody.get("/api/v2/me", token=desk).status == 401


def test_a_new_password_ends_the_other_sessions(organization):
    """Whoever knew the old password must be out."""
    email = organization.add("auditor")["email"]
    other = organization.log_in(email).json["access_token"]
    mine = organization.log_in(email).json["access_token"]
    change = {"old_password": "not the password", "new_password": "granite fountain"}
    answer = organization.anybody.put("/api/v2/me/password", change, token=mine)
    assert (answer.status, answer.code) == (422, "wrong_password")
    change["old_password"] = PASSWORD
    answer = organization.anybody.put("/api/v2/me/password", change, token=mine)
    assert (answer.status, answer.json["changed"], answer.json["sessions_ended"]) == (200, True, 1)
    assert organization.anybody.get("/api/v2/me", token=other).status == 401
    assert organization.anybody.get("/api/v2/me", token=mine).status == 200
    assert organization.log_in(email).status == 401
    assert organization.log_in(email, "granite fountain").status == 201


# ---- Members --------------------------------------------------------------------------------------------------------

def test_an_invitation_is_accepted_once(organization):
    """The token is the whole proof, so it must not work twice."""
    invited = organization.owner.post("/api/v2/invitations", {"email": f"i{next(NUMBERS)}@people.example",
                                                              "role": "approver", "first_name": "Ivy"})
    assert invited.status == 201
    body = {"invitation_token": invited.json["invitation_token"], "password": PASSWORD}
    accepted = organization.anybody.post("/api/v2/invitations/accept", body)
    assert (accepted.status, accepted.json["role"]) == (201, "approver")
    me = organization.anybody.get("/api/v2/me", token=accepted.json["access_token"]).json
    assert (me["first_name"], me["status"]) == ("Ivy", "active")
    assert organization.anybody.post("/api/v2/invitations/accept", body).status == 404


@pytest.mark.parametrize("method, path, body, allowed", [
    ("GET", "/api/v2/members", None, ROLES),
    ("GET", "/api/v2/members/1", None, ROLES),
    ("GET", "/api/v2/sessions", None, ROLES),
    ("PATCH", "/api/v2/me", {"last_name": "Same"}, ROLES),
    ("POST", "/api/v2/invitations", {"email": "no address"}, ROLES[:2]),
    ("POST", "/api/v2/members", {"email": "no address", "password": PASSWORD}, ROLES[:2]),
    ("PATCH", "/api/v2/members/4711", {"last_name": "x"}, ROLES[:2]),
    ("PUT", "/api/v2/members/4711/role", {"role": "member"}, ROLES[:2]),
    ("POST", "/api/v2/members/4711/deactivate", None, ROLES[:2]),
    ("POST", "/api/v2/members/4711/reactivate", None, ROLES[:2]),
    ("POST", "/api/v2/members/4711/invitation", None, ROLES[:2]),
])
def test_each_role_may_do_what_is_its_own(organization, everybody, method, path, body, allowed):
    """The table of routes decides; a role that slips through could take the organization over."""
    assert organization.anybody.request(method, path, body=body).status == 401
    for role, client in everybody.items():
        status = client.request(method, path, body=body).status
        assert (status in (200, 404, 422)) == (role in allowed), (role, status)
        assert (status == 403) == (role not in allowed), (role, status)


@pytest.fixture(scope="module", name="everybody")
def _everybody(organization):
    return {role: organization.client(role) for role in ROLES}


def test_the_last_owner_stays(organization):
    """An organization without an owner could be managed by nobody."""
    organization = Organization(organization.shim)
    answer = organization.owner.post("/api/v2/members/1/deactivate")
    assert (answer.status, answer.fields()) == (409, {"id": "last_owner"})
    assert organization.owner.put("/api/v2/members/1/role", {"role": "admin"}).status == 403


def test_a_stale_version_is_refused(organization):
    """Two people editing the same member must not undo each other's work unseen."""
    member = organization.add("member")
    path = f"/api/v2/members/{member['id']}"
    assert organization.owner.patch(path, {"version": 1, "first_name": "Ann"}).json["version"] == 2
    answer = organization.owner.patch(path, {"version": 1, "first_name": "Bea"})
    assert (answer.status, answer.code) == (412, "version_conflict")


def test_nobody_registers_in_an_organization_that_has_a_member(organization):
    """In the original anyone could register as Admin in any tenant."""
    answer = organization.anybody.post("/api/v2/members/first", {"email": "eve@people.example", "password": PASSWORD})
    assert (answer.status, answer.code) == (403, "forbidden")


def test_neither_passwords_nor_tokens_are_stored_or_logged(cluster, database, shim, organization):
    """What is not there cannot leak with a backup or a log."""
    secrets = [PASSWORD, organization.signed_up["access_token"], organization.signed_up["refresh_token"]]
    dump = cluster.run("pg_dump", "-h", cluster.directory, "-U", "postgres", "--data-only", database).stdout
    log = "\n".join(str(line) for line in shim.lines())
    for secret in secrets:
        assert secret not in dump and secret not in log
