"""Every cell of the table of permissions over HTTP: each action in each state, with approval and without, by everybody who
could be something to the expense. What is expected is the table of sql/approval_cells.sql, which tries the same in SQL."""
import collections
import hashlib
import itertools
import json
import os
import re
import urllib.parse

import pytest

import organizations

SQL = os.path.join(os.path.dirname(__file__), "..", "..", "sql", "approval_cells.sql")
STATES = ("draft", "submitted", "approved", "rejected", "paying", "paid")
BOOKED = ("approved", "paying", "paid")
# How each action is asked for, and by whom at all.
REQUESTS = {
    "update": ("PATCH", "", {"amount": "2.00"}, "owner admin approver member"),
    "recode": ("PATCH", "", {"budget_id": None}, "owner admin approver member"),
    "delete": ("DELETE", "", None, "owner admin approver member"),
    "submit": ("POST", "/submit", None, "owner admin approver member"),
    "recall": ("POST", "/recall", None, "owner admin approver member"),
    "approve": ("POST", "/approve", None, "owner admin approver"),
    "reject": ("POST", "/reject", {"reason": "Why not"}, "owner admin approver"),
    "unapprove": ("POST", "/unapprove", None, "owner admin"),
    "reassign": ("POST", "/reassign", {"member_id": None}, "owner admin"),
    "attach": ("POST", "/receipts?name=New", organizations.RECEIPT + b" ", "owner admin approver member"),
    "comment": ("POST", "/comments", {"comment": "Why"}, "owner admin approver member"),
    "detach": ("DELETE", f"/receipts/{hashlib.sha256(organizations.RECEIPT).hexdigest()}", None, "owner admin approver member"),
    "schedule": ("POST", "", None, "owner admin"), "unschedule": ("DELETE", "", None, "owner admin"),
    "confirm": ("POST", "", None, "owner admin"), "bounce": ("POST", "", None, "owner admin"),
    "approve_less": ("POST", "/approve-less", {"amount": "0.40", "reason": "Why more"}, "owner admin approver"),
    "split": ("POST", "/split", {"parts": [{"share": 1}, {"share": 1}]}, "owner admin approver member"),
    "merge": ("POST", "/merge", None, "owner admin approver member"),
}
# What is asked of a payment: its path, and what the body says of the expense.
PAYMENTS = {"schedule": ("", lambda expense: {"expense_id": [expense]}), "unschedule": ("/{payment}/expenses/{expense}", lambda expense: None),
            "confirm": ("/{payment}/confirm", lambda expense: {}), "bounce": ("/{payment}/bounce", lambda expense: {"expense_id": expense})}
# Who acts is whose it is, or it waits for them or for whom they stand in, or they entered or submitted it for another, or
# nothing of that.
Cell = collections.namedtuple("Cell", "action state role hand")
HANDS = ("self", "waits", "deputy", "entered", "submitted", "none")
MAKE = """
    CREATE FUNCTION pg_temp.make(cell jsonb) RETURNS bigint LANGUAGE plpgsql AS $$
    DECLARE
        made bigint := (outlay.create_expense((cell->>'budget')::bigint, 1, '2024-03-14', 'Cell', (cell->>'member')::bigint, true)).id;
        payment bigint;
    BEGIN
        PERFORM outlay.add_receipt(made, 'There', decode(cell->>'receipt', 'hex'));
        UPDATE expense SET entered_by = (cell->>'entered_by')::bigint WHERE id = made;
        IF cell->>'state' <> 'draft' THEN
            PERFORM outlay.submit_expense(made);
            UPDATE expense SET submitted_by = (cell->>'submitted_by')::bigint, waiting_for = (cell->>'waiting_for')::bigint
            WHERE id = made;
        END IF;
        IF cell->>'state' IN ('approved', 'paying', 'paid') THEN
            PERFORM outlay.approve_expense(made);
        ELSIF cell->>'state' = 'rejected' THEN
            PERFORM outlay.reject_expense(made, 'Why not');
        END IF;
        IF cell->>'state' IN ('paying', 'paid') THEN
            payment := (outlay.create_payment(expense_id => ARRAY[made])).id;
        END IF;
        IF cell->>'state' = 'paid' THEN
            PERFORM outlay.confirm_payment(payment);
        END IF;
        IF cell->>'action' = 'merge' AND payment IS NULL THEN
            PERFORM outlay.split_expense(made, '[{"share": 1}, {"share": 1}]');
        END IF;
        RETURN made;
    END$$;
    SELECT pg_temp.make(cell) FROM jsonb_array_elements('%s') WITH ORDINALITY c (cell, n) ORDER BY n;"""


@pytest.fixture(scope="module", name="service")
def _service(cluster):
    with organizations.Service(cluster) as service:
        yield service


def expected():
    """Who may, by action, state and whether there is approval."""
    with open(SQL, encoding="utf-8") as file:
        rows = re.search(r"INSERT INTO allowed VALUES(.*?);", file.read(), re.S).group(1)
    table = {}
    for action, state, approval, who in re.findall(r"\('(\w+)', '(\w+)', (NULL|'\w+'), '(\w+)'\)", rows):
        for each in ("on", "off") if approval == "NULL" else (approval.strip("'"),):
            table[action, state, each] = set(who)
    assert len(table) == rows.count("('") + rows.count("NULL") > 20
    return table


def open_only():
    """Actions that nobody does any more once the day on which an expense is booked is closed."""
    with open(SQL, encoding="utf-8") as file:
        return set(re.findall(r"'(\w+)'", re.search(r"INSERT INTO open_only VALUES(.*?);", file.read()).group(1)))


def cells():
    """All cells that there can be, for one of the two settings of approval."""
    for action, state, role, hand in itertools.product(REQUESTS, STATES, organizations.ROLES, HANDS):
        if hand in ("waits", "deputy") and (state != "submitted" or role in ("member", "auditor")):
            continue
        # There is nothing to confirm where there is no payment.
        if action == "confirm" and state not in ("paying", "paid"):
            continue
        # For others only owners and admins enter and submit.
        if hand in ("entered", "submitted") and role not in ("owner", "admin") or hand == "submitted" and state == "draft":
            continue
        yield Cell(action, state, role, hand)


def relations(cell):
    """What who acts is to the expense: S whose it is, A for whom it waits or who stands in for them, F finance, R of the
    role approver."""
    if cell.role == "auditor":
        return set()
    if cell.hand == "self":
        return {"S"}
    return ({"A"} if cell.hand in ("waits", "deputy") else set()) | {"owner": {"F"}, "admin": {"F"}, "approver": {"R"}}.get(cell.role, set())


def make(acme, chosen, others):
    """An expense for each cell, by an operator; its id by the cell."""
    wanted = []
    for cell in chosen:
        person = getattr(acme, cell.role).id
        wanted.append({"budget": others["budget"], "state": cell.state, "action": cell.action,
                       "member": person if cell.hand == "self" else others["other"],
                       "waiting_for": ({"waits": person, "deputy": others["away"].get(cell.role)}.get(cell.hand, others["third"])
                                       if cell.state == "submitted" else None),
                       "entered_by": person if cell.hand == "entered" else None,
                       "submitted_by": person if cell.hand == "submitted" else None,
                       "receipt": organizations.RECEIPT.hex()})
        if cell.state in ("approved", "rejected", "paying", "paid"):
            wanted[-1]["waiting_for"] = others["third"]
    answer = acme.service.psql(MAKE % json.dumps(wanted), acme.slug).split()
    ids = [int(line) for line in answer if line.isdigit()]
    assert len(ids) == len(chosen)
    return dict(zip(chosen, ids))


def shown(person):
    """All expenses as somebody sees them, by id."""
    found, after = {}, ""
    while after is not None:
        page = person.get(f"/api/v2/expenses?page_size=200&sort=id{after and '&after=' + urllib.parse.quote(after)}").json
        found.update({record["id"]: record for record in page["items"]})
        after = page["next"]
    return found


def ask(person, cell, expense, others):
    """Somebody's answer to the action of a cell."""
    method, path, body, _ = REQUESTS[cell.action]
    if cell.action in PAYMENTS:
        path, body = PAYMENTS[cell.action]
        payment = others["payments"].get(expense, others["payment"])
        return person.request(method, "/api/v2/payments" + path.format(payment=payment, expense=expense), body(expense))
    if isinstance(body, bytes):
        return person.request(method, f"/api/v2/expenses/{expense}{path}", body, headers={"Content-Type": "application/pdf"})
    if body:
        body = {name: {"budget_id": others["second"], "member_id": others["third"]}.get(name, value) for name, value in body.items()}
    return person.request(method, f"/api/v2/expenses/{expense}{path}", body)


def test_every_cell(service):
    """Done where the table says so; else 403 by who asks, 412 by the state and 409 where the day on which it is booked is
    closed, with what to do, and nothing is changed."""
    acme, table, shut = service.sign_up(service.name("Cells")), expected(), open_only()
    others = {"other": acme.join("member").id, "third": acme.join("approver").id, "budget": acme.budget(amount="100000.00")["id"],
              "second": acme.budget(amount="100000.00")["id"]}
    others["away"] = {role: acme.join("approver").id for role in ("owner", "admin", "approver")}
    for role, away in others["away"].items():
        assert acme.owner.patch(f"/api/v2/members/{away}", {"deputy_id": getattr(acme, role).id}).status == 200
    chosen = list(cells())
    for approval, closed in itertools.product(("on", "off"), (False, True)):
        acme.approve()
        made = make(acme, [cell for cell in chosen if not closed or cell.state in BOOKED and cell.hand in ("self", "none")], others)
        rows = acme.service.psql("SELECT id, payment_id FROM expense WHERE payment_id IS NOT NULL", acme.slug).splitlines()
        others["payments"] = {int(key): int(value) for key, value in (row.split("|") for row in rows if "|" in row)}
        # For what is in none: one that another is in.
        others["payment"] = int(acme.service.psql(f"""
            SELECT (outlay.create_payment(expense_id => ARRAY[made])).id FROM (
                SELECT (outlay.approve_expense((outlay.create_expense({others["budget"]}, 1, '2024-03-14', 'Another',
                    member_id => {others["other"]})).id)).id) m (made)""", acme.slug).split()[-1])
        assert acme.owner.patch("/api/v2/organization", {"approval": approval}).status == 200
        if closed:
            assert acme.owner.post("/api/v2/periods/close", {"until": "2024-03-31"}).status == 200
        before = {role: shown(getattr(acme, role)) for role in organizations.ROLES}
        answers, wrong = {}, []
        for cell, expense in made.items():
            who = table.get((cell.action, cell.state, approval), set())
            allowed = bool(who & relations(cell))
            may = allowed and not (closed and cell.action in shut)
            can = before[cell.role][expense]["can"]
            # Whoever may approve may approve less.
            if (cell.action.replace("_less", "") in can or cell.action == "recode" and "update" in can) != may:
                wrong.append((cell, approval, can))
            answer = answers[cell] = ask(getattr(acme, cell.role), cell, expense, others)
            done = {"delete": 204, "attach": 201, "detach": 204, "comment": 201, "schedule": 201}.get(cell.action, 200)
            status = done if may else 409 if allowed else 403 if who or cell.role not in REQUESTS[cell.action][3].split() else 412
            if answer.status != status:
                wrong.append((cell, approval, status, answer))
            elif not may:
                assert answer.json["code"] == {403: "forbidden", 409: "conflict", 412: "version_conflict"}[status], answer
                assert status != 409 or answer.fields() == {"booked_on": "closed"}, answer
                assert status != 412 or re.search(rf"(payment|is {cell.state}).*: .*:\d\d UTC$", answer.json["detail"]), answer
        assert not wrong, wrong
        after = shown(acme.owner)
        for cell, expense in made.items():
            if answers[cell].status >= 400:
                assert after[expense]["version"] == before["owner"][expense]["version"], cell
                assert after[expense]["state"] == cell.state, cell
        if closed:
            assert acme.owner.post("/api/v2/periods/reopen", {"until": None, "reason": "Tried"}).status == 200
    assert acme.owner.get("/api/v2/balance-check").json["items"] == []


def test_what_is_not_there_is_told_apart_from_nothing(service):
    """404 for a number that only another organization has, word for word as for one that nobody has."""
    acme, other = service.sign_up(service.name("Here")), service.sign_up(service.name("There"))
    there = other.expense()["id"]
    others = {"second": acme.budget()["id"], "third": acme.approver.id, "payment": None,
              "payments": {there: there, there + 1000: there + 1000}}
    for action, (_, _, _, roles) in REQUESTS.items():
        for role in roles.split():
            cell = Cell(action, None, role, "none")
            missing, foreign = (ask(getattr(acme, role), cell, expense, others) for expense in (there + 1000, there))
            assert missing.status == foreign.status == 404, (cell, missing, foreign)
            assert foreign.json["code"] == "not_found"
            assert missing.json["detail"].replace(str(there + 1000), str(there)) == foreign.json["detail"], (missing, foreign)


def test_nobody_approves_what_they_entered(service):
    """Neither by approving, nor by having it given to them; and they are told why."""
    acme = service.sign_up(service.name("Hands"))
    acme.approve()
    assert acme.owner.patch(f"/api/v2/members/{acme.member.id}", {"approver_id": acme.admin.id}).status == 200
    expense = acme.expense(acme.member, by=acme.admin)
    assert expense["state"] == "submitted" and expense["waiting_for"] == acme.owner.id and "approve" not in expense["can"]
    path = f"/api/v2/expenses/{expense['id']}"
    refused = acme.admin.post(f"{path}/approve")
    assert refused.status == 403 and refused.json["detail"] == "nobody approves what they entered", refused
    assert acme.admin.get(f"{path}/explanation").json["refused"]["approve"] == "entered_it"
    refused = acme.owner.post(f"{path}/reassign", {"member_id": acme.admin.id})
    assert refused.status == 422 and refused.json["errors"][0]["code"] == "entered_it", refused
    assert acme.owner.post(f"{path}/approve").json["approved_by"] == acme.owner.id
