"""The header Idempotency-Key: what is sent twice with one key is carried out once, and answered twice.

A client that lost its connection cannot know whether its expense was entered; with a key it sends it again.
"""
import concurrent.futures

import pytest

import harness
import organizations


@pytest.fixture(scope="module", name="acme")
def _acme(cluster):
    with organizations.Service(cluster, may_fail=True) as service:
        yield service.sign_up("Acme")


@pytest.fixture(name="lunch")
def _lunch(acme):
    budget = acme.budget()
    return {"budget_id": budget["id"], "amount": "12.50", "spent_on": "2024-03-14", "description": "Lunch"}


def post(client, body, key, path="/api/v2/expenses"):
    """A POST with a key."""
    return client.post(path, body, headers={"Idempotency-Key": key})


def spent(acme, lunch):
    """What is spent of the budget of a lunch."""
    return acme.owner.get(f"/api/v2/budgets/{lunch['budget_id']}").json["spent"]


def test_sent_twice(acme, lunch):
    """The same answer, byte for byte, with a mark; the money is spent once."""
    first, second = post(acme.owner, lunch, "twice"), post(acme.owner, lunch, "twice")
    assert first.status == second.status == 201, (first, second)
    assert first.body == second.body and first.headers["content-type"] == second.headers["content-type"]
    assert "idempotent-replayed" not in first.headers and second.headers["idempotent-replayed"] == "true"
    assert spent(acme, lunch) == "12.50"
    third = post(acme.owner, lunch, "another key")
    assert third.json["id"] != first.json["id"] and spent(acme, lunch) == "25.00"


def test_another_request_with_the_same_key(acme, lunch):
    """A key that was for another body, path or query is refused, and nothing is done."""
    assert post(acme.owner, lunch, "reused").status == 201
    for body, path in (({**lunch, "amount": "99.00"}, "/api/v2/expenses"), ({"name": "X"}, "/api/v2/departments")):
        answer = post(acme.owner, body, "reused", path)
        assert answer.status == 422 and answer.fields() == {"idempotency_key": "reused"}, answer
    assert spent(acme, lunch) == "12.50"


def test_keys_of_others(acme, lunch):
    """A key is the member's own: nobody finds another's answer by guessing it."""
    mine = post(acme.owner, lunch, "shared")
    theirs = post(acme.member, lunch, "shared")
    assert mine.status == theirs.status == 201
    assert theirs.json["member_id"] == acme.member.id and theirs.json["id"] != mine.json["id"]
    assert post(acme.auditor, lunch, "shared").status == 403
    assert post(acme.client(), lunch, "shared").status == 401


def test_what_failed_can_be_tried_again(acme, lunch):
    """An error is not kept: the same key works once the reason is gone."""
    assert post(acme.owner, {**lunch, "amount": "5000.00"}, "retry").status == 422
    assert acme.owner.patch(f"/api/v2/budgets/{lunch['budget_id']}", {"amount": "5000.00"}).status == 200
    answer = post(acme.owner, {**lunch, "amount": "5000.00"}, "retry")
    assert answer.status == 201 and "idempotent-replayed" not in answer.headers


def test_sent_many_times_at_once(acme, lunch):
    """Of many with one key at the same moment one is carried out, and all get its answer."""
    def send(_):
        client = acme.service.shim.client(host=acme.host, token=acme.owner.token)
        answer = post(client, lunch, "at once")
        client.close()
        return answer.status, answer.body

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(send, range(16)))
    assert len(answers) == 1 and answers.pop()[0] == 201
    assert spent(acme, lunch) == "12.50"


def test_what_a_key_may_be(acme, lunch):
    """Too long or empty is refused, cleanly; on methods that are idempotent by themselves a key means nothing."""
    for key in ("k" * 101, "k" * 300, "", b"\xff", "é".encode() * 51):
        answer = post(acme.owner, lunch, key)
        assert answer.status == 400 and answer.code == "bad_request", key
    assert post(acme.owner, lunch, "k" * 100).status == post(acme.owner, lunch, "é".encode() * 50).status == 201
    path = f"/api/v2/budgets/{lunch['budget_id']}"
    for amount in ("900.00", "800.00"):
        answer = acme.owner.patch(path, {"amount": amount}, headers={"Idempotency-Key": "patch"})
        assert answer.status == 200 and answer.json["amount"] == amount


def test_answers_with_secrets(acme):
    """A token is told once and kept nowhere: who asks again is told that it was done, and nothing is done twice."""
    log_in = {"email": acme.owner.email, "password": organizations.PASSWORD}
    first = post(acme.client(), log_in, "log-in", "/api/v2/sessions")
    sessions = len(acme.owner.get("/api/v2/sessions").json["items"])
    second = post(acme.client(), log_in, "log-in", "/api/v2/sessions")
    assert first.status == 201 and second.status == 409 and second.code == "conflict"
    assert second.fields() == {"idempotency_key": "carried_out"}
    assert len(acme.owner.get("/api/v2/sessions").json["items"]) == sessions
    other = post(acme.client(), {**log_in, "email": "x@y.example"}, "log-in", "/api/v2/sessions")
    assert other.status == 422 and other.fields() == {"idempotency_key": "reused"}
    assert first.json["access_token"] not in acme.service.psql("SELECT i FROM idempotency i", acme.slug)
    # A refresh token that is sent again would end the session; with a key it does not.
    refresh = {"refresh_token": first.json["refresh_token"]}
    renewed = post(acme.client(), refresh, "refresh", "/api/v2/sessions/refresh")
    assert post(acme.client(), refresh, "refresh", "/api/v2/sessions/refresh").status == 409
    assert acme.client().get("/api/v2/me", token=renewed.json["access_token"]).status == 200


def test_a_log_in_that_failed_can_be_tried_again(acme):
    """What was answered with an error is not done, although the attempt is counted."""
    for _ in range(2):
        answer = post(acme.client(), {"email": acme.owner.email, "password": "wrong"}, "wrong", "/api/v2/sessions")
        assert answer.status == 401 and answer.code == "wrong_credentials"


def test_signing_up_twice(acme):
    """The base host has keys too: one organization, not two of one name or an error that says nothing."""
    service = acme.service
    body = {"name": "Twice Ltd", "business_email": "x@twice.example", "email": "x@twice.example",
            "password": organizations.PASSWORD}
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: post(service.base(), body, "sign-up", "/api/v2/organizations"), range(4)))
    assert sorted(answer.status for answer in answers) == [201, 409, 409, 409]
    assert all(a.fields() == {"idempotency_key": "carried_out"} for a in answers if a.status == 409)
    assert service.psql("SELECT count(*) FROM outlay.tenant WHERE name = 'Twice Ltd'") == "1"
    assert service.psql("SELECT count(*), count(body), count(head) FROM outlay.request_key"
                        " WHERE key = rtrim(translate(encode(sha256('sign-up'), 'base64'), '+/', '-_'), '=')") == "1|0|0"
    # A backup tells neither the key nor, without it, what a password in the request may have been.
    assert "sign-up" not in service.psql("SELECT k FROM outlay.request_key k")
    assert post(service.base(), {**body, "name": ""}, "sign-up 2", "/api/v2/organizations").status == 422
    assert post(service.base(), {**body, "name": "Second Ltd"}, "sign-up 2", "/api/v2/organizations").status == 201
    found = [post(service.base(), {"tenant_id": acme.organization_id}, "info", "/api/v1/tenants/info") for _ in "12"]
    assert [f.status for f in found] == [200, 200] and found[0].body == found[1].body
    assert found[1].headers["idempotent-replayed"] == "true"


def test_a_backend_that_dies(acme, lunch):
    """Whenever the connection to the database is lost, a request with a key is carried out exactly once."""
    for number in range(20):
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            answer = pool.submit(post, acme.service.shim.client(host=acme.host, token=acme.owner.token), lunch,
                                 f"kill {number}")
            acme.service.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                              "WHERE usename = 'outlay_web' AND state <> 'idle'")
            answer = answer.result()
        while answer.status == 503:
            answer = post(acme.owner, lunch, f"kill {number}")
        assert answer.status == 201, answer
    assert spent(acme, lunch) == "250.00"


def test_signing_up_while_a_backend_dies(acme):
    """Without a key it is not sent a second time behind the client's back; with one it is, and is carried out once."""
    service = acme.service
    for number, key in enumerate((None, "cut off")):
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            answer = pool.submit(service.base().post, "/api/v2/organizations", {
                "name": f"Cut Off {number}", "business_email": "x@cut.example", "email": "x@cut.example",
                "password": organizations.PASSWORD}, headers={"Idempotency-Key": key} if key else None)
            harness.wait_until(lambda: service.psql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'outlay_web' "
                "AND state = 'active' AND query ~ 'sign_up'"), "signing up is under way", pause=0)
            assert answer.result().status == (201 if key else 503)
        assert service.psql(f"SELECT count(*) FROM outlay.tenant WHERE name = 'Cut Off {number}'") == str(number)
