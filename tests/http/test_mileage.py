"""Mileage and per diems over HTTP: rates in tiers by owners and admins, amounts worked out and explained, refused by name, and
nothing that a client sends back as it was changes one."""
import decimal

import pytest

import harness
import organizations

TRIP = {"amount": None, "kind": "mileage", "quantity": "60", "rate_code": "car"}


@pytest.fixture(scope="module", name="service")
def _service():
    with harness.Cluster() as cluster, organizations.Service(cluster) as service:
        yield service


def with_rates(service, name):
    acme = service.sign_up(service.name(name))
    for kind, code, begins, value in (("mileage", "car", "0", "0.42"), ("mileage", "car", "100", "0.305"), ("per_diem", "DE", "0", "28"),
                                      ("reduction", "breakfast", "0", "20")):
        answer = acme.owner.put("/api/v2/rates", {"kind": kind, "code": code, "since": "2024-01-01", "value": value, "from_quantity": begins})
        assert answer.status == 200 and answer.json["from_quantity"] == begins, answer
    return acme


@pytest.fixture(scope="module", name="acme")
def _acme(service):
    return with_rates(service, "Acme")


def enter(acme, person=None, **fields):
    """The answer to an expense that somebody enters."""
    body = {"budget_id": acme.budget(amount="100000.00")["id"], "amount": "10.00", "spent_on": "2024-03-14", "description": "Trip", **fields}
    return (person or acme.member).post("/api/v2/expenses", body)


def basis(acme, expense):
    return acme.auditor.get(f"/api/v2/expenses/{expense['id']}/explanation").json["basis"]


def test_a_distance_is_asked_entered_and_explained_alike(service):
    """What the form shows beforehand is what is entered, and the explanation adds up to it."""
    acme = with_rates(service, "Miles")
    first = enter(acme, **TRIP)
    assert first.status == 201 and (first.json["amount"], first.json["quantity"], first.json["unit"]) == ("25.20", "60", "km"), first
    asked = acme.member.get("/api/v2/expenses/price?spent_on=2024-03-14&kind=mileage&quantity=60.5&rate_code=car&tax_rate=19")
    assert asked.status == 200 and asked.json["amount"] == "23.05" and asked.json["tax_amount"] == "3.68", asked
    second = enter(acme, **{**TRIP, "quantity": "60.5"})
    assert second.json["amount"] == "23.05" and basis(acme, second.json) == asked.json["basis"], second
    parts = asked.json["basis"]["parts"]
    assert asked.json["basis"]["before"] == "60" and parts == [
        {"from": "0", "quantity": "40", "value": "0.42"}, {"from": "100", "quantity": "20.5", "value": "0.305"}]
    assert sum(decimal.Decimal(part["quantity"]) * decimal.Decimal(part["value"]) for part in parts) == decimal.Decimal("23.0525")
    # Whoever asks for another is told of theirs.
    other = acme.member.get(f"/api/v2/expenses/price?spent_on=2024-03-14&kind=mileage&quantity=60&rate_code=car&member_id={acme.admin.id}")
    assert other.json["amount"] == "25.20" and other.json["basis"]["before"] == "0", other


def test_days_and_what_is_taken_off(acme):
    """A list in the body, and several of one name in an address, are the same."""
    made = enter(acme, amount=None, kind="per_diem", quantity="3", rate_code="DE", reductions=["breakfast", "breakfast"])
    assert made.status == 201 and (made.json["amount"], made.json["unit"]) == ("72.80", "day"), made
    asked = acme.member.get("/api/v2/expenses/price?spent_on=2024-03-14&kind=per_diem&quantity=3&rate_code=DE&reductions=breakfast&reductions=breakfast")
    assert asked.json["amount"] == "72.80" and asked.json["basis"] == basis(acme, made.json), asked
    path = f"/api/v2/expenses/{made.json['id']}"
    assert acme.member.patch(path, {"quantity": "2"}).json["amount"] == "44.80"
    assert acme.member.patch(path, {"reductions": None}).json["amount"] == "56.00"


def test_sent_back_as_it_was_it_stays(acme):
    """Though the distance of the year has become more since."""
    first = enter(acme, acme.admin, **{**TRIP, "quantity": "90"}).json
    assert enter(acme, acme.admin, **TRIP).status == 201
    path = f"/api/v2/expenses/{first['id']}"
    same = {name: first[name] for name in ("kind", "quantity", "rate_code", "amount", "spent_on", "member_id")}
    answer = acme.owner.patch(path, same)
    assert answer.status == 200 and answer.json["version"] == first["version"] and answer.json["amount"] == "37.80", answer
    less = acme.owner.patch(path, {"quantity": "10"})
    assert less.json["amount"] == "4.20" and basis(acme, less.json)["before"] == "60", less
    free = acme.owner.patch(path, {"quantity": None})
    assert free.status == 200 and (free.json["amount"], free.json["quantity"], free.json["rate_code"]) == ("4.20", None, None), free


@pytest.mark.parametrize("fields, wrong", [
    ({"quantity": "-1"}, {"quantity": "negative"}), ({"quantity": "0.0001"}, {"quantity": "too_many_decimals"}), ({"quantity": "1000000000"}, {"quantity": "too_large"}),
    ({"quantity": "far"}, {"quantity": "wrong_type"}), ({"quantity": "0.01"}, {"quantity": "not_positive"}), ({"rate_code": "plane"}, {"rate_code": "no_rate"}),
    ({"rate_code": "x" * 21}, {"rate_code": "too_long"}), ({"quantity": None}, {"quantity": "missing"}), ({"rate_code": None}, {"rate_code": "missing"}),
    ({"kind": "expense"}, {"quantity": "not_of_kind"}), ({"spent_on": "2023-12-31"}, {"rate_code": "no_rate"}), ({"amount": "25.21"}, {"amount": "not_the_product"}),
    ({"reductions": ["breakfast"]}, {"reductions": "not_of_kind"}), ({"reductions": "breakfast"}, {"reductions": "wrong_type"}),
    ({"original_amount": "5", "original_currency": "USD"}, {"original_amount": "with_quantity"}),
    ({"kind": "per_diem", "rate_code": "DE", "reductions": ["lunch"]}, {"reductions": "unknown"}),
    ({"kind": "per_diem", "rate_code": "DE", "reductions": [""]}, {"reductions": "malformed"}),
    ({"kind": "per_diem", "rate_code": "DE", "quantity": "1", "reductions": ["breakfast"] * 5}, {"quantity": "not_positive"}),
])
def test_what_cannot_be_is_refused_by_name(acme, fields, wrong):
    answer = enter(acme, **{**TRIP, **fields})
    assert answer.status in (400, 422) and answer.fields() == wrong, answer


def test_tiers_are_set_and_deleted_by_those_who_may(acme):
    """By their distance; a tier that is there stays where another is deleted."""
    for begins in ("0", "10"):
        assert acme.admin.put("/api/v2/rates", {"kind": "mileage", "code": "bike", "since": "2024-01-01", "value": "0.2", "from_quantity": begins,
                                                "unit": "mile"}).status == 200
    assert acme.member.delete("/api/v2/rates/mileage/bike/2024-01-01?from_quantity=10").status == 403
    wrong = acme.admin.put("/api/v2/rates", {"kind": "mileage", "code": "bike", "since": "2024-06-01", "value": "0.2", "unit": "km"})
    assert wrong.status == 422 and wrong.fields() == {"unit": "not_of_code"}, wrong
    assert acme.admin.delete("/api/v2/rates/mileage/bike/2024-01-01?from_quantity=10").status == 204
    assert acme.admin.delete("/api/v2/rates/mileage/bike/2024-01-01?from_quantity=10").status == 404
    left = acme.auditor.get("/api/v2/rates?kind=mileage&code=bike").json["items"]
    assert [(rate["from_quantity"], rate["unit"]) for rate in left] == [("0", "mile")]


def test_a_draft_has_its_tiers_when_it_is_handed_in(service):
    """And the budget what that is; who approves sees it."""
    acme = with_rates(service, "Drafts")
    acme.approve()
    drafts = [enter(acme, **{**TRIP, "quantity": "100"}, draft=True, tax_rate="19").json for _ in range(2)]
    assert [one["amount"] for one in drafts] == ["42.00", "42.00"]
    for one, amount, tax in zip(drafts, ("42.00", "30.50"), ("6.71", "4.87")):
        handed = acme.member.post(f"/api/v2/expenses/{one['id']}/submit", {})
        assert handed.status == 200 and (handed.json["amount"], handed.json["tax_amount"]) == (amount, tax), handed
        budget = acme.auditor.get(f"/api/v2/budgets/{one['budget_id']}").json
        assert budget["committed"] == amount, budget
