"""Budgets of another span than a month, and of a category, over HTTP: given as they are shown, found by what they cover, refused
by name; API v1 goes on as if each were of the month in which it begins."""
import os
import re

import pytest

import harness
import organizations


@pytest.fixture(scope="module", name="acme")
def _acme():
    with harness.Cluster() as cluster, organizations.Service(cluster) as service:
        yield service.sign_up("Acme")


def make(acme, **fields):
    """The answer to a new budget."""
    body = {"account_id": acme.account()["id"], "department_id": acme.department()["id"], "month": "2024-02-15", "amount": "100.00", **fields}
    return acme.owner.post("/api/v2/budgets", body)


def days(record):
    return record["month"], record["until"]


def codes(answer):
    return [(error["field"], error["code"]) for error in answer.json["errors"]]


def test_a_span_is_given_as_it_is_shown(acme):
    """A month by any day of it, another span by its first and last day; null makes a month of it again."""
    assert days(make(acme).json) == ("2024-02-01", "2024-02-29")
    made = make(acme, until="2024-05-14").json
    assert days(made) == ("2024-02-15", "2024-05-14")
    path = f"/api/v2/budgets/{made['id']}"
    assert days(acme.auditor.get(path).json) == days(made)
    assert days(acme.owner.patch(path, {"until": "2024-12-31"}).json) == ("2024-02-15", "2024-12-31")
    assert days(acme.owner.patch(path, {"amount": "90.00"}).json) == ("2024-02-15", "2024-12-31")
    assert days(acme.owner.patch(path, {"until": None}).json) == ("2024-02-01", "2024-02-29")


def test_a_span_that_ends_before_it_begins_is_refused(acme):
    answer = make(acme, until="2024-02-14")
    assert answer.status == 422 and codes(answer) == [("until", "before_month")], answer
    path = f"/api/v2/budgets/{make(acme, until='2024-03-14').json['id']}"
    answer = acme.owner.patch(path, {"month": "2024-03-15"})
    assert answer.status == 422 and codes(answer) == [("until", "before_month")], answer


def test_a_budget_is_found_by_the_days_of_its_span(acme):
    """Whoever enters an expense of a day gets the budgets that have it, and the page of a month those with a day in it."""
    made = make(acme, until="2024-05-14").json
    only = f"account_id={made['account_id']}"
    for query, found in (("day=2024-02-14", False), ("day=2024-02-15", True), ("day=2024-05-14", True), ("day=2024-05-15", False),
                         ("month=2024-05-31", True), ("month=2024-06-01", False), ("from_month=2024-05-31", True), ("to_month=2024-01-31", False)):
        items = acme.member.get(f"/api/v2/budgets?{only}&{query}").json["items"]
        assert [one["id"] for one in items] == [made["id"]] * found, query
        total = acme.member.get(f"/api/v2/budgets/total?{only}&{query}").json["items"]
        assert total[0]["count"] == int(found), query


def test_a_budget_of_a_category_takes_only_what_is_of_it(acme):
    """Also from API v1, which knows no categories; what is wrong is told beside the category."""
    travel = acme.create("categories", name="Travel")["id"]
    train = acme.create("categories", name="Train", parent_id=travel)["id"]
    budget = make(acme, month="2024-03-01", category_id=travel).json
    assert budget["category_id"] == travel
    expense = {"budget_id": budget["id"], "amount": "1.00", "spent_on": "2024-03-02", "description": "To the fair"}
    assert acme.member.post("/api/v2/expenses", {**expense, "category_id": train}).status == 201
    refused = acme.member.post("/api/v2/expenses", expense)
    assert refused.status == 422 and codes(refused) == [("category_id", "outside_category")], refused
    draft = acme.member.post("/api/v2/expenses", {**expense, "draft": True})
    assert draft.status == 201
    submitted = acme.member.post(f"/api/v2/expenses/{draft.json['id']}/submit", {})
    assert codes(submitted) == [("category_id", "outside_category")], submitted
    old = acme.owner.post("/api/v1/expenses", {"budget": budget["id"], "amount": 1, "date": "2024-03-02", "use": "Lunch"})
    assert old.status in (400, 409, 422), old
    assert acme.owner.get(f"/api/v2/budgets/{budget['id']}").json["spent"] == "1.00"
    found = acme.auditor.get(f"/api/v2/budgets?category_id={travel}").json["items"]
    assert [one["id"] for one in found] == [budget["id"]]
    freed = acme.owner.patch(f"/api/v2/budgets/{budget['id']}", {"category_id": None})
    assert freed.status == 200 and freed.json["category_id"] is None, freed


def test_version_one_leaves_a_span_as_it_is(acme):
    """It has no word for a span: what it does not say, the month included, stays as it is."""
    made = make(acme, until="2024-05-14").json
    shown = acme.owner.get(f"/api/v1/budgets/{made['id']}").json
    assert (shown["month"], shown["year"]) == ("February", 2024), shown
    changed = acme.owner.put(f"/api/v1/budgets/{made['id']}", {"amount": 50})
    assert changed.status == 200, changed
    after = acme.owner.get(f"/api/v2/budgets/{made['id']}").json
    assert days(after) == days(made) and after["amount"] == "50.00", after


def test_money_goes_from_one_budget_to_another(acme):
    """Owners and admins move it and carry it over, as `can` says; what was changed meanwhile is told."""
    budget, other = make(acme).json, make(acme).json
    path = f"/api/v2/budgets/{budget['id']}"
    assert {"transfer", "carry_over"} <= set(budget["can"]) and not acme.member.get(path).json["can"]
    body = {"to_id": other["id"], "amount": "30.00"}
    assert acme.approver.post(f"{path}/transfer", body).status == 403
    moved = acme.admin.post(f"{path}/transfer", {**body, "version": budget["version"]})
    assert moved.status == 200 and moved.json["amount"] == "70.00", moved
    assert acme.owner.get(f"/api/v2/budgets/{other['id']}").json["amount"] == "130.00"
    assert acme.admin.post(f"{path}/transfer", {**body, "version": budget["version"]}).status == 412
    assert codes(acme.admin.post(f"{path}/transfer", {**body, "amount": "70.01"})) == [("amount", "over_budget")]
    assert codes(acme.admin.post(f"{path}/carry-over", {})) == [("id", "no_next")]
    following = make(acme, account_id=budget["account_id"], department_id=budget["department_id"], month="2024-03-01").json
    assert acme.approver.post(f"{path}/carry-over", {}).status == 403
    carried = acme.owner.post(f"{path}/carry-over", {})
    assert carried.status == 200 and carried.json["amount"] == "0.00", carried
    assert acme.owner.get(f"/api/v2/budgets/{following['id']}").json["amount"] == "170.00"
    history = acme.auditor.get(f"{path}/history").json["items"]
    assert [(row["action"], row["after"].get("other_budget_id")) for row in history[:2]] == [("transferred", following["id"]), ("transferred", other["id"])]
    assert acme.owner.get("/api/v2/balance-check").json["items"] == []


def test_budgets_are_copied_for_another_period(acme):
    """Owners and admins see what would be made, then make it; what is there already stays, and all or none is made."""
    department = acme.department()["id"]
    accounts = [acme.account(money=money)["id"] for money in ("1000.00", "100.00")]
    sources = [make(acme, account_id=account, department_id=department, month="2025-03-01", amount="33.33").json["id"] for account in accounts]
    body = {"from_day": "2025-03-31", "to_day": "2025-04-15", "factor": "1.5"}
    assert acme.approver.post("/api/v2/budgets/copy", body).status == 403
    seen = acme.admin.post("/api/v2/budgets/copy", {**body, "preview": True})
    assert seen.status == 200, seen
    rows = [row for row in seen.json["items"] if row["source_id"] in sources]
    assert [(row["outcome"], row["budget_id"], row["amount"], row["account_left"]) for row in rows] == [
        ("made", None, "50.00", "916.67"), ("made", None, "50.00", "16.67")]
    refused = acme.admin.post("/api/v2/budgets/copy", {**body, "factor": "2.0102"})
    assert refused.status == 422 and codes(refused) == [("factor", "over_account")], refused
    query = f"/api/v2/budgets?department_id={department}&month=2025-04-01"
    assert acme.owner.get(query).json["items"] == []
    made = acme.admin.post("/api/v2/budgets/copy", body)
    assert made.status == 200, made
    found = acme.owner.get(f"{query}&sort=id").json["items"]
    assert [(one["amount"], one["account_id"]) for one in found] == [("50.00", account) for account in accounts]
    assert {row["budget_id"] for row in made.json["items"] if row["source_id"] in sources} == {one["id"] for one in found}
    again = acme.owner.post("/api/v2/budgets/copy", {**body, "factor": "7"})
    assert {(row["outcome"], row["budget_id"]) for row in again.json["items"] if row["source_id"] in sources} == {
        ("exists", one["id"]) for one in found}
    wrong = acme.owner.post("/api/v2/budgets/copy", {**body, "to_day": "2025-03-01"})
    assert codes(wrong) == [("to_day", "same_period")], wrong
    assert acme.owner.get("/api/v2/balance-check").json["items"] == []


def test_the_documented_commands_work():
    """What docs/expenses.md says of budgets can be typed as it stands, where there is a department with a budget."""
    with open(os.path.join(harness.ROOT, "docs", "expenses.md"), encoding="utf-8") as file:
        section = re.search(r"^## Budgets\n(.*?)^## ", file.read(), re.M | re.S)[1]
    commands = "".join(re.findall(r"^```sql\n(.*?)^```$", section, re.M | re.S))
    assert "create_budget" in commands
    with harness.Cluster() as cluster, organizations.Service(cluster) as service:
        fresh = service.sign_up("Documented")
        department = fresh.department()
        account = fresh.create("accounts", name="Bank", initial_deposit="5000.00")
        assert (department["id"], account["id"]) == (1, 1)
        service.psql(f"SELECT create_budget(1, 1, '2026-11-01', 500);\n{commands}", fresh.slug)
