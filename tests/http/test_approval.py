"""Approval as clients meet it: what waits for whom, who is told what when two act at once, what a page may show."""
import concurrent.futures
import os
import re

import pytest

import organizations

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


@pytest.fixture(scope="module", name="service")
def _service(cluster):
    with organizations.Service(cluster) as service:
        yield service


@pytest.fixture(name="acme")
def _acme(service):
    organization = service.sign_up(service.name("Acme"))
    organization.approve()
    return organization


def act(person, expense, action, **arguments):
    """Somebody's answer to an action with an expense."""
    return person.post(f"/api/v2/expenses/{expense['id']}/{action}", arguments or None)


def test_the_table_in_the_documentation_is_that_of_the_code(service):
    """Who relies on the page must not be told otherwise than the code decides."""
    with open(os.path.join(ROOT, "scripts", "permission-table.sql"), encoding="utf-8") as file:
        table = service.psql(file.read()).strip()
    with open(os.path.join(ROOT, "docs", "expenses.md"), encoding="utf-8") as file:
        assert table in file.read()
    assert table.count("\n") == 19


def test_an_expense_on_its_way(acme):
    """From draft to approved: whose turn it is, and what the budget has left at each step."""
    budget = acme.budget(amount="100.00")
    department = acme.owner.patch(f"/api/v2/departments/{budget['department_id']}", {"approver_id": acme.approver.id})
    assert department.json["approver_id"] == acme.approver.id

    def money():
        record = acme.owner.get(f"/api/v2/budgets/{budget['id']}").json
        return record["spent"], record["committed"], record["remaining"]

    draft = acme.member.post("/api/v2/expenses", {
        "budget_id": budget["id"], "amount": "30.00", "spent_on": "2024-03-14", "description": "Train", "draft": True})
    assert draft.status == 201 and draft.json["state"] == "draft" and money() == ("0.00", "0.00", "100.00")
    assert draft.json["can"] == ["update", "delete", "submit", "attach", "detach", "comment", "split"]
    submitted = act(acme.member, draft.json, "submit", version=draft.json["version"]).json
    assert (submitted["state"], submitted["waiting_for"]) == ("submitted", acme.approver.id)
    assert submitted["can"] == ["recall", "attach", "comment"] and money() == ("0.00", "30.00", "70.00")

    waiting = acme.approver.get("/api/v2/expenses?waiting_for=me").json["items"]
    assert [expense["id"] for expense in waiting] == [submitted["id"]]
    assert set(waiting[0]["can"]) == {"recode", "approve", "reject", "attach", "comment", "split"}
    assert acme.owner.get("/api/v2/expenses?waiting_for=me").json["items"] == []
    explained = acme.member.get(f"/api/v2/expenses/{submitted['id']}/explanation").json
    assert explained["rule"] == "department" and explained["allowed"] == ["recall", "attach", "comment"]
    assert explained["refused"]["approve"] == "own_expense"

    assert act(acme.owner, submitted, "approve").status == 403
    approved = act(acme.approver, submitted, "approve", version=submitted["version"]).json
    assert (approved["state"], approved["approved_by"]) == ("approved", acme.approver.id)
    assert money() == ("30.00", "0.00", "70.00")
    assert acme.member.patch(f"/api/v2/expenses/{approved['id']}", {"amount": "1.00"}).status == 412
    assert acme.owner.get("/api/v2/balance-check").json["items"] == []
    actions = [row["action"] for row in acme.owner.get(
        f"/api/v2/audit?entity=expense&entity_id={approved['id']}").json["items"]]
    assert actions == ["approved", "submitted", "created"]


def test_of_two_who_decide_at_once_one_is_told_who_was_first(acme):
    """412, with the name and the time; and the money is taken once."""
    budget = acme.budget(amount="100.00")
    for _ in range(5):
        expense = acme.expense(acme.member, budget=budget)
        act(acme.owner, expense, "reassign", member_id=acme.admin.id)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            answers = [answer.result() for answer in [
                pool.submit(act, acme.admin, expense, "approve"), pool.submit(act, acme.owner, expense, "reject", reason="No")]]
        lost = [answer for answer in answers if answer.status == 412]
        # Who rejects what was approved a moment before may do so: then both were carried out, one after the other.
        assert len(lost) <= 1 and [answer.status for answer in answers].count(200) == 2 - len(lost), answers
        for answer in lost:
            assert answer.json["code"] == "version_conflict"
            assert re.search(r"is rejected: .* rejected it at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", answer.json["detail"]), answer
    assert acme.owner.get("/api/v2/balance-check").json["items"] == []
    late = act(acme.admin, expense, "approve")
    assert late.status == 412 and late.json["code"] == "version_conflict"


def test_nobody_has_approved_what_was_changed_since(acme):
    """What is approved can be changed where approval is off: from then on it no longer says that somebody approved it,
    also when approval is on again. Of another budget an owner or admin may make it, and it stays approved."""
    expense = acme.expense(acme.member)
    assert act(acme.owner, expense, "reassign", member_id=acme.admin.id).status == 200
    approved = act(acme.admin, expense, "approve").json
    recoded = acme.owner.patch(f"/api/v2/expenses/{expense['id']}", {"budget_id": acme.budget()["id"]}).json
    assert recoded["approved_by"] == acme.admin.id and recoded["approved_at"] == approved["approved_at"]
    assert acme.owner.patch("/api/v2/organization", {"approval": "off"}).status == 200
    changed = acme.member.patch(f"/api/v2/expenses/{expense['id']}", {"amount": "99.00"}).json
    assert (changed["amount"], changed["state"], changed["approved_by"], changed["approved_at"]) == ("99.00", "approved", None, None)
    acme.approve()
    assert acme.owner.get(f"/api/v2/expenses/{expense['id']}").json["approved_by"] is None


def test_who_leaves_leaves_nothing_behind(acme):
    """What waits for a member who is deactivated waits for the next one, in the same change."""
    approver = acme.join("approver")
    assert acme.owner.patch(f"/api/v2/members/{acme.member.id}", {"approver_id": approver.id}).status == 200
    expense = acme.expense(acme.member, by=acme.member)
    assert expense["waiting_for"] == approver.id
    assert acme.owner.post(f"/api/v2/members/{approver.id}/deactivate").status == 200
    assert acme.owner.get(f"/api/v2/expenses/{expense['id']}").json["waiting_for"] not in (None, approver.id)
    refused = acme.owner.patch(f"/api/v2/members/{acme.member.id}", {"approver_id": approver.id})
    assert refused.status == 422 and refused.json["errors"][0]["code"] == "cannot_approve"


def test_a_deputy_decides_what_waited_before_there_was_one(acme):
    """What waits is with the deputy at once, in list, count and record, and goes back as soon as the days are over; both
    names are in the history, and nobody decides through a deputy what is their own."""
    away, deputy = acme.join("approver"), acme.join("approver")
    assert acme.owner.patch(f"/api/v2/members/{acme.member.id}", {"approver_id": away.id}).status == 200
    assert acme.owner.patch(f"/api/v2/members/{deputy.id}", {"approver_id": away.id}).status == 200
    expense, own = acme.expense(acme.member, by=acme.member), acme.expense(deputy, by=deputy)

    def seen(person):
        """What waits for somebody: the list, the sum, the inbox."""
        items = person.get("/api/v2/expenses?waiting_for=me").json["items"]
        total = person.get("/api/v2/expenses/total?waiting_for=me").json["items"][0]["count"]
        assert len(items) == total == person.get("/api/v2/inbox/count").json["waiting"]
        return [item["id"] for item in items if "approve" in item["can"]]

    assert seen(deputy) == [] and act(deputy, expense, "approve").status == 403
    today = acme.service.psql("SELECT outlay.today()", acme.slug).split()[-1]
    me = away.patch("/api/v2/me", {"deputy_id": deputy.id, "deputy_until": today})
    assert me.status == 200 and (me.json["deputy_id"], me.json["deputy_from"], me.json["deputy_until"]) == (deputy.id, None, today)
    assert seen(deputy) == [expense["id"]] and seen(away) == [own["id"], expense["id"]]
    explained = deputy.get(f"/api/v2/expenses/{expense['id']}/explanation").json
    assert (explained["waiting_for"], explained["deputy_id"]) == (away.id, deputy.id) and "approve" in explained["allowed"]
    assert deputy.get(f"/api/v2/expenses/{own['id']}/explanation").json["refused"]["approve"] == "own_expense"
    assert act(deputy, own, "approve").status == 403
    # By hand of an owner, and over.
    assert acme.owner.patch(f"/api/v2/members/{away.id}", {"deputy_from": "2024-03-01", "deputy_until": "2024-03-31"}).status == 200
    assert seen(deputy) == [] and act(deputy, expense, "approve").status == 403
    assert acme.owner.patch(f"/api/v2/members/{away.id}", {"deputy_until": None}).json["deputy_until"] is None
    approved = act(deputy, expense, "approve").json
    assert (approved["state"], approved["approved_by"]) == ("approved", deputy.id)
    last = deputy.get(f"/api/v2/expenses/{expense['id']}/history").json["items"][0]
    assert (last["action"], last["member_id"], last["before"]["waiting_for"]) == ("approved", deputy.id, away.id)
    refused = away.patch("/api/v2/me", {"deputy_id": acme.member.id})
    assert refused.status == 422 and refused.json["errors"][0]["code"] == "cannot_approve", refused
    assert acme.member.patch(f"/api/v2/members/{away.id}", {"deputy_id": None}).status == 403


def test_steps_by_amount(acme):
    """Who is asked above which amount: the record waits for one after the other, the explanation says which step of how
    many, who approved before and who is asked afterwards; nobody is asked twice, nor out of turn."""
    budget = acme.budget(amount="1000.00")
    department = acme.owner.patch(f"/api/v2/departments/{budget['department_id']}", {"approver_id": acme.approver.id})
    assert department.status == 200
    policy = {"approval": [{"by": "department"}, {"by": "role", "role": "admin", "above": "100.00"},
                           {"by": "person", "member_id": acme.approver.id, "above": "100.00"}, {"by": "role", "role": "owner", "above": "200.00"}]}
    assert acme.admin.put("/api/v2/policy", {"policy": policy}).status == 200
    small, large = (acme.expense(acme.member, by=acme.member, budget=budget, amount=amount) for amount in ("100.00", "200.01"))
    assert act(acme.approver, small, "approve").json["state"] == "approved"
    asked = [acme.approver.id, acme.admin.id, acme.owner.id]
    for number, person in enumerate((acme.approver, acme.admin, acme.owner)):
        explained = acme.member.get(f"/api/v2/expenses/{large['id']}/explanation").json
        assert (explained["step"], explained["steps"], explained["waiting_for"]) == (number + 1, 3, person.id), explained
        assert (explained["passed_by"], explained["still_to_ask"]) == (asked[:number], asked[number + 1:])
        assert [one["id"] for one in person.get("/api/v2/expenses?waiting_for=me").json["items"]] == [large["id"]]
        for other in {acme.approver, acme.admin, acme.owner} - {person}:
            assert act(other, large, "approve").status == 403
        large = act(person, large, "approve", version=large["version"]).json
        assert large["state"] == ("approved" if number == 2 else "submitted"), large
    assert large["approved_by"] == acme.owner.id and large["waiting_for"] is None
    actions = [row["action"] for row in acme.owner.get(f"/api/v2/expenses/{large['id']}/history").json["items"]]
    assert actions == ["approved", "passed", "passed", "created"]
    told = [item["action"] for item in acme.member.get("/api/v2/inbox").json["items"] if item["entity_id"] == large["id"]]
    assert told == ["approved", "passed", "passed"]
    assert acme.owner.get("/api/v2/balance-check").json["items"] == []
    refused = acme.owner.put("/api/v2/policy", {"policy": {"approval": [{"by": "role", "role": "member"}]}})
    assert refused.status == 422 and refused.json["errors"][0]["field"] == "policy.approval.0.role", refused
    assert acme.owner.put("/api/v2/policy", {"policy": {}}).status == 200
