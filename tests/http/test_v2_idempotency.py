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
    """Too long or empty is refused; other methods, and answers with secrets in them, are not kept."""
    for key in ("k" * 101, "k" * 300, ""):
        assert post(acme.owner, lunch, key).status in (400, 422), key
    assert post(acme.owner, lunch, "k" * 100).status == 201
    path = f"/api/v2/budgets/{lunch['budget_id']}"
    for amount in ("900.00", "800.00"):
        answer = acme.owner.patch(path, {"amount": amount}, headers={"Idempotency-Key": "patch"})
        assert answer.status == 200 and answer.json["amount"] == amount
    body = {"email": acme.owner.email, "password": organizations.PASSWORD}
    first, second = (post(acme.client(), body, "log-in", "/api/v2/sessions") for _ in range(2))
    assert first.status == second.status == 201 and first.json["access_token"] != second.json["access_token"]
    assert first.json["access_token"] not in acme.service.psql("SELECT body FROM idempotency", acme.slug)


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


def test_where_no_answer_is_kept(acme):
    """Signing up is not sent a second time behind the client's back: that would say that the name is taken."""
    service = acme.service
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        answer = pool.submit(post, service.base(), {
            "name": "Cut Off", "business_email": "x@cut.example", "email": "x@cut.example",
            "password": organizations.PASSWORD}, "cut off", "/api/v2/organizations")
        harness.wait_until(lambda: service.psql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'outlay_web' "
            "AND state = 'active' AND query ~ 'sign_up'"), "signing up is under way", pause=0)
        assert answer.result().status == 503
