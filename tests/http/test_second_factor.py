"""The second factor: setting up an authenticator, logging in with it in two steps, recovery codes, and what an
organization and its admins do about it. The codes are computed here, from RFC 6238 and nothing of ours."""
import base64
import time

import pytest

import organizations
from organizations import PASSWORD
from second_factor import Authenticator, KeyFile, code_at, enrol


@pytest.fixture(scope="module", name="keys")
def _keys(cluster):
    return KeyFile(cluster, "other-keys")


@pytest.fixture(scope="module", name="service")
def _service(cluster, keys):
    service = organizations.Service(cluster, may_fail=True)
    service.psql(f"ALTER DATABASE {service.database} SET outlay.secret_key_file = '{keys.path}'")
    with service:
        yield service


@pytest.fixture(scope="module", name="acme")
def _acme(service):
    return service.sign_up("Acme Factor")


def log_in(person, **more):
    return person.organization.client().post("/api/v2/sessions", {"email": person.email, "password": PASSWORD, **more})


def show(person, ticket, code, **more):
    return person.organization.client().post("/api/v2/sessions/second-factor", {"ticket": ticket, "code": code, **more})


def test_codes_are_those_of_rfc_6238():
    """The vectors of appendix B, so that this test's own codes are right."""
    secret = base64.b32encode(b"12345678901234567890").decode()
    assert [code_at(secret, at) for at in (59, 1111111109, 2000000000)] == ["287082", "081804", "279037"]


def test_log_in_takes_two_steps(acme):
    """With a second factor a password opens nothing: it is worth a ticket, and the ticket with a code one session."""
    person = acme.join("member")
    before = person.get("/api/v2/me/second-factor").json
    assert before == {"available": True, "enabled": False, "enabled_at": None, "required": False, "recovery_codes": 0}
    authenticator, codes = enrol(person)
    after = person.get("/api/v2/me/second-factor").json
    assert after["enabled"] and after["recovery_codes"] == 10 and len(set(codes)) == 10
    begun = log_in(person)
    assert begun.status == 201 and begun.json["next"] == "second_factor", begun
    assert begun.json["access_token"] is None and begun.json["refresh_token"] is None
    wrong = show(person, begun.json["ticket"], "000000")
    assert wrong.status == 401 and wrong.json["code"] == "wrong_code", wrong
    right = show(person, begun.json["ticket"], authenticator.code())
    assert right.status == 201 and right.json["member_id"] == person.id and right.json["access_token"], right
    again = show(person, begun.json["ticket"], authenticator.code())
    assert again.status == 401 and again.json["code"] == "invalid_ticket", "a ticket is good once"


def test_a_code_is_good_once_and_near_its_time(acme):
    """A code that was used is refused even in its own half minute, and one of five minutes ago always."""
    person = acme.join("member")
    authenticator, _ = enrol(person)
    ticket = log_in(person).json["ticket"]
    for stale in (code_at(authenticator.secret, authenticator.last * 30), code_at(authenticator.secret, time.time() - 300)):
        assert show(person, ticket, stale).status == 401
    assert show(person, ticket, authenticator.code()).status == 201


def test_a_recovery_code_is_good_once(acme):
    """Written with hyphens or without, in any case of letters; then it is used up."""
    person = acme.join("member")
    _, codes = enrol(person)
    ticket = log_in(person).json["ticket"]
    assert show(person, ticket, codes[3].lower().replace("-", " ")).status == 201
    assert show(person, log_in(person).json["ticket"], codes[3]).status == 401
    rows = acme.service.psql("SELECT count(*) FROM credential WHERE kind = 'recovery' AND member_id = "
                             f"{person.id}; SELECT count(*) FROM credential WHERE secret ~ '{codes[5]}'", acme.slug)
    assert rows.split() == ["9", "0"], "the codes are there as hashes, and the used one is not"


def test_cookies_come_with_the_second_step(acme):
    """A browser asks for a cookie in both steps and gets its session with the last; the first one knows the device."""
    person = acme.join("member")
    authenticator, _ = enrol(person)
    begun = log_in(person, cookies=True)
    device = begun.headers["set-cookie"].split(";")[0].split("=", 1)[1]
    assert device.startswith("..od_")
    done = show(person, begun.json["ticket"], authenticator.code(), cookies=True)
    assert done.status == 201 and done.json["access_token"] is None and "__Host-outlay" in done.headers["set-cookie"]


def test_guessing_codes_is_slowed_down(acme):
    """Whatever number of tickets: after five wrong codes of a member the next has to wait."""
    person = acme.join("member")
    enrol(person)
    statuses = []
    with acme.held_waits():
        for _ in range(8):
            statuses.append(show(person, log_in(person).json["ticket"], "123456").status)
    assert statuses[:5] == [401] * 5 and 429 in statuses[5:], statuses


def test_a_confirmed_session_is_asked_for(acme):
    """With a session that is older than the setting says, nothing changes that one logs in with, until it is confirmed."""
    person = acme.join("admin")
    acme.service.psql(f"UPDATE session SET confirmed_at = now() - interval '1 hour' WHERE member_id = {person.id}",
                      acme.slug)
    refused = person.post("/api/v2/me/second-factor", {})
    assert refused.status == 403 and refused.json["errors"][0]["code"] == "confirmation_required", refused
    assert person.patch("/api/v2/organization", {"second_factor_roles": "owner"}).status == 403
    wrong = person.post("/api/v2/sessions/confirm", {"password": "not the password"})
    assert wrong.status == 422 and wrong.json["code"] == "wrong_password"
    confirmed = person.post("/api/v2/sessions/confirm", {"password": PASSWORD})
    assert confirmed.status == 200, confirmed
    assert person.get("/api/v2/me").status == 401, "a copied token is not confirmed: there are new ones"
    assert person.organization.client().post("/api/v2/sessions/refresh",
                                             {"refresh_token": person.refresh_token}).status == 401
    person.token = confirmed.json["access_token"]
    authenticator, _ = enrol(person)
    missing = person.post("/api/v2/sessions/confirm", {"password": PASSWORD})
    assert missing.status == 422 and missing.fields() == {"code": "missing"}
    assert person.post("/api/v2/sessions/confirm", {"password": PASSWORD, "code": "000000"}).status == 422
    assert person.post("/api/v2/sessions/confirm", {"password": PASSWORD, "code": authenticator.code()}).status == 200


def test_owners_are_made_in_confirmed_sessions(acme):
    """Making an owner, or doing something to one, is for a session that was confirmed."""
    owner, other = acme.owner, acme.join("admin")
    acme.service.psql(f"UPDATE session SET confirmed_at = now() - interval '1 hour' WHERE member_id = {owner.id}",
                      acme.slug)
    try:
        for answer in (owner.put(f"/api/v2/members/{other.id}/role", {"role": "owner"}),
                       owner.post("/api/v2/invitations", {"email": "new-owner@factor.example", "role": "owner"}),
                       owner.delete(f"/api/v2/members/{other.id}/second-factor")):
            assert answer.status == 403 and answer.json["errors"][0]["code"] == "confirmation_required", answer
    finally:
        acme.service.psql(f"UPDATE session SET confirmed_at = now() WHERE member_id = {owner.id}", acme.slug)
    assert owner.put(f"/api/v2/members/{other.id}/role", {"role": "owner"}).status == 200


def test_an_organization_requires_it(service):
    """Who must have a second factor sets it up with the log-in, not after it; sessions without one end at a refresh."""
    strict = service.sign_up("Strict Factor")
    person = strict.join("approver")
    assert strict.owner.patch("/api/v2/organization", {"second_factor_roles": "approver king"}).fields() == {
        "second_factor_roles": "unknown_role"}
    changed = strict.owner.patch("/api/v2/organization", {"second_factor_roles": "approver admin"})
    assert changed.json["second_factor_roles"] == "admin approver", changed
    refused = strict.client().post("/api/v2/sessions/refresh", {"refresh_token": person.refresh_token})
    assert refused.status == 401 and refused.json["code"] == "second_factor_required", refused
    begun = log_in(person)
    assert begun.json["next"] == "second_factor_setup" and begun.json["access_token"] is None
    ticket = begun.json["ticket"]
    setup = strict.client().post("/api/v2/sessions/second-factor/setup", {"ticket": ticket})
    assert setup.status == 201 and setup.json["uri"].startswith("otpauth://totp/Strict%20Factor%3Aapprover"), setup
    authenticator = Authenticator(setup.json["secret"], person)
    assert show(person, ticket, "000000").status == 401
    done = show(person, ticket, authenticator.code())
    assert done.status == 201, done
    inside = organizations.Person(strict, person.email, done.json)
    kept = inside.delete("/api/v2/me/second-factor")
    assert kept.status == 409 and kept.fields() == {"second_factor": "required"}, kept
    assert len(inside.post("/api/v2/me/recovery-codes", {}).json["recovery_codes"]) == 10
    invited = strict.owner.post("/api/v2/invitations", {"email": "ada@strict.example", "role": "admin"})
    accepted = strict.client().post("/api/v2/invitations/accept", {
        "invitation_token": invited.json["invitation_token"], "password": PASSWORD})
    assert accepted.json["next"] == "second_factor_setup" and accepted.json["access_token"] is None, accepted


def test_an_admin_resets_it(acme):
    """Who has lost everything gets in again after an admin has taken the second factor away, and the audit says who did."""
    person = acme.join("member")
    enrol(person)
    assert acme.admin.delete(f"/api/v2/members/{person.id}/second-factor").status == 204
    assert person.get("/api/v2/me").status == 401, "and the sessions have ended"
    assert log_in(person).json["access_token"]
    assert acme.admin.delete(f"/api/v2/members/{person.id}/second-factor").status == 404
    audit = acme.owner.get(f"/api/v2/audit?entity=member&entity_id={person.id}").json["items"]
    assert {row["action"]: row["member_id"] for row in audit}["factor_reset"] == acme.admin.id
    assert {"factor_added", "factor_reset"} <= {row["action"] for row in audit}
    boss = acme.join("owner")
    enrol(boss)
    assert acme.admin.delete(f"/api/v2/members/{boss.id}/second-factor").status == 403


def test_api_v1_cannot_go_round_it(acme):
    """The old interface has no second step, so it refuses."""
    person = acme.join("member")
    enrol(person)
    answer = acme.client().post("/api/v1/auth/jwt/create", {"email": person.email, "password": PASSWORD})
    assert answer.status == 401 and "second factor" in answer.json["detail"]


def test_secrets_are_sealed_and_keys_replaced(acme, keys):
    """At rest the secret is unreadable; a new key takes over with the first code, and the old one can go then."""
    person = acme.join("member")
    authenticator, _ = enrol(person)

    def sealed():
        return acme.service.psql(f"SELECT secret FROM credential WHERE kind = 'totp' AND member_id = {person.id}", acme.slug)

    first = sealed()
    assert authenticator.secret not in first and len(first) == 89
    old, new = keys.keys[0], keys.new()
    try:
        keys.write(new, old)
        assert show(person, log_in(person).json["ticket"], authenticator.code()).status == 201
        assert sealed()[:8] != first[:8]
        keys.write(old)
        lost = show(person, log_in(person).json["ticket"], "000000")
        assert lost.status == 409 and lost.fields() == {"second_factor": "unreadable"}, lost
        keys.write(new, old)
        other = acme.join("member")
        other_authenticator, _ = enrol(other)
        acme.service.psql(f"UPDATE credential SET secret = (SELECT secret FROM credential WHERE kind = 'totp' AND member_id "
                          f"= {other.id}) WHERE kind = 'totp' AND member_id = {person.id}", acme.slug)
        moved = show(person, log_in(person).json["ticket"], other_authenticator.code())
        assert moved.status == 409, "what is sealed for one member does not open in the row of another"
        keys.write(new, mode=0o644)
        assert log_in(other).status == 201, "a log-in reads no key"
        assert show(other, log_in(other).json["ticket"], other_authenticator.code()).status == 500
    finally:
        keys.write(old)


def test_without_a_key_it_says_so(cluster):
    """Where the server has no key there is no second factor, and none can be required."""
    service = organizations.Service(cluster)
    service.psql(f"ALTER DATABASE {service.database} RESET outlay.secret_key_file")
    with service:
        acme = service.sign_up("Keyless")
        assert acme.owner.get("/api/v2/me/second-factor").json["available"] is False
        for answer in (acme.owner.post("/api/v2/me/second-factor", {}),
                       acme.owner.patch("/api/v2/organization", {"second_factor_roles": "owner"})):
            assert answer.status == 409 and answer.fields() == {"second_factor": "not_configured"}, answer
