"""What is told over HTTP can be done over HTTP: hints name operations of the API, by method and path, and no SQL functions.

scripts/rules/hints finds the texts that would; here those that help by an operation are provoked.
"""
import re

import pytest

import harness
import organizations


@pytest.fixture(scope="module", name="acme")
def _acme():
    with harness.Cluster() as cluster, organizations.Service(cluster) as service:
        yield service.sign_up("Acme")


def check_hint(acme, answer, operation):
    """Fails unless an answer's hint names an operation that there is, and no function."""
    assert answer.status >= 400 and operation in answer.json["hint"], answer
    assert "()" not in answer.body.decode(), answer
    paths = acme.owner.get("/api/openapi.json").json["paths"]
    named = re.findall(r"\b(GET|POST|PUT|PATCH|DELETE) (/[^ ;,.]+)", answer.json["hint"])
    assert named
    for method, path in named:
        assert method.lower() in paths[path], (method, path)


def test_an_address_that_is_taken(acme):
    """It is told where members are found."""
    body = {"email": acme.member.get("/api/v2/me").json["email"], "password": "a fine long secret", "role": "member"}
    check_hint(acme, acme.owner.post("/api/v2/members", body), "GET /api/v2/members")
    check_hint(acme, acme.owner.post("/api/v2/invitations", {"email": body["email"], "role": "member"}), "GET /api/v2/members")


def test_who_may_not_decide(acme):
    """Whose expense it is, and who comes too late, is told where to read for whom it waits and what can be done."""
    assert acme.owner.patch("/api/v2/organization", {"approval": "on"}).status == 200
    answer = acme.member.post("/api/v2/expenses", {"budget_id": acme.budget()["id"], "amount": "5.00", "description": "Taxi",
                                                   "spent_on": "2024-03-14"})
    assert (answer.status, answer.json["state"]) == (201, "submitted"), answer
    path = f"/api/v2/expenses/{answer.json['id']}"
    owners = acme.expense(acme.member)
    check_hint(acme, acme.owner.post(f"/api/v2/expenses/{owners['id']}/approve", {}), "GET /api/v2/expenses/{id}/explanation")
    assert acme.member.post(path + "/recall", {}).status == 200
    answer = acme.member.post(path + "/recall", {})
    assert answer.status == 412
    check_hint(acme, answer, "GET /api/v2/expenses/{id}/explanation")
