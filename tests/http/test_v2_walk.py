"""Walks through API v2 as its clients make them: an organization's first day, its people, its money, its sessions."""
import re

import pytest

import organizations
from organizations import PASSWORD

NEW_PASSWORD = "seven green kettles"


@pytest.fixture(scope="module", name="service")
def _service(cluster):
    with organizations.Service(cluster) as service:
        yield service


@pytest.fixture(name="acme")
def _acme(service):
    return service.sign_up(service.name("Acme"))


def ids(answer):
    """The ids of a list."""
    assert answer.status == 200, answer
    return [item["id"] for item in answer.json["items"]]


def pages(client, path):
    """The items of all pages of a list."""
    items, after = [], ""
    while True:
        answer = client.get(path + after)
        assert answer.status == 200, answer
        items += answer.json["items"]
        if answer.json["next"] is None:
            return items
        after = f"{'&' if '?' in path else '?'}after={answer.json['next']}"


def test_two_organizations_from_sign_up_to_expense(service):
    """Two organizations do the same things side by side, and neither sees anything of the other."""
    spent = {}
    for name, slug in (("North Wind", "north-wind"), ("South Sea", "south-sea")):
        signed_up = service.base().post("/api/v2/organizations", {
            "name": name, "business_email": f"office@{slug}.example", "business_phone": "+49 30 1234567",
            "email": f"boss@{slug}.example", "password": PASSWORD, "first_name": "Bo", "currency": "EUR", "slug": slug})
        assert signed_up.status == 201, signed_up
        assert signed_up.json["host"] == f"{slug}.localhost"
        assert re.fullmatch(r"[A-Z]{3}-\d{4,}", signed_up.json["organization_id"])
        found = service.base().get(f"/api/v2/organizations/{signed_up.json['organization_id']}")
        assert found.json == {key: signed_up.json[key] for key in ("organization_id", "slug", "host", "name")}

        boss = service.shim.client(host=found.json["host"], token=signed_up.json["access_token"])
        assert boss.get("/api/v2/me").json["role"] == "owner"
        assert boss.get("/api/v2/organization").json["name"] == name
        account = boss.post("/api/v2/accounts", {"name": f"{name}'s bank", "initial_deposit": "1000"}).json
        department = boss.post("/api/v2/departments", {"name": f"{name}'s sales"}).json
        budget = boss.post("/api/v2/budgets", {"account_id": account["id"], "department_id": department["id"],
                                               "month": "2024-03-01", "amount": "400.00"}).json
        expense = boss.post("/api/v2/expenses", {"budget_id": budget["id"], "amount": "12.50",
                                                 "spent_on": "2024-03-14", "description": f"{name}'s lunch"})
        assert expense.status == 201, expense
        assert boss.get(f"/api/v2/accounts/{account['id']}").json["balance"] == "600.00"
        assert boss.get(f"/api/v2/budgets/{budget['id']}").json["remaining"] == "387.50"
        spent[slug] = (boss, expense.json, signed_up.json["access_token"])

    (north, north_expense, north_token), (south, south_expense, south_token) = spent.values()
    # The first of each organization's has the same number; what it leads to is their own.
    assert north_expense["id"] == south_expense["id"]
    for path, expected in ((f"/api/v2/expenses/{north_expense['id']}", "South Sea"), ("/api/v2/expenses", "South Sea"),
                           ("/api/v2/accounts", "South Sea"), ("/api/v2/departments", "South Sea"),
                           ("/api/v2/members", "south-sea"), ("/api/v2/audit", "South Sea")):
        assert expected.encode() in south.get(path).body
        assert b"orth" not in south.get(path).body
        assert b"outh" not in north.get(path).body

    # The same by path, at the base host or at anybody's: the path wins.
    for host in ("localhost", "127.0.0.1", "north-wind.localhost", "south-sea.localhost"):
        client = service.shim.client(host=host)
        answer = client.get("/t/south-sea/api/v2/expenses", token=south_token)
        assert answer.status == 200 and b"South Sea" in answer.body
        assert client.get("/t/south-sea/api/v2/expenses", token=north_token).status == 401
        assert client.get("/t/nobody/api/v2/expenses", token=north_token).status == 404
    assert south.get("/api/v2/expenses", token=north_token).status == 401
    assert south.delete(f"/api/v2/expenses/{south_expense['id']}", token=north_token).status == 401
    assert north.get("/api/v2/expenses", token=south_token).status == 401
    assert len(south.get("/api/v2/expenses").json["items"]) == 1


def test_signing_up_twice_with_one_name(service, acme):
    """A name or slug is taken by whoever is first; the second is told which, and nothing of theirs stays behind."""
    before = service.psql("SELECT count(*) FROM outlay.tenant")
    person = {"business_email": "x@acme.example", "email": "x@acme.example", "password": PASSWORD}
    answer = service.base().post("/api/v2/organizations", {"name": acme.name.upper(), **person})
    assert answer.status == 409 and list(answer.fields()) == ["name"], answer
    answer = service.base().post("/api/v2/organizations", {"name": "Other", "slug": acme.slug, **person})
    assert answer.status == 409 and list(answer.fields()) == ["slug"], answer
    assert service.psql("SELECT count(*) FROM outlay.tenant") == before


def test_members_join_by_invitation(acme):
    """A person of every role comes by invitation: once, with the newest token, with a password of their own."""
    for role in organizations.ROLES:
        department = acme.department()["id"]
        invited = acme.owner.post("/api/v2/invitations", {
            "email": f"{role}@join.example", "role": role, "first_name": "Jo", "department_id": department,
            "employee_number": f"E-{role}"})
        assert invited.status == 201, invited
        member = invited.json["member_id"]
        assert acme.owner.get(f"/api/v2/members/{member}").json["status"] == "invited"
        assert acme.client().post("/api/v2/sessions", {"email": f"{role}@join.example",
                                                       "password": PASSWORD}).status == 401
        again = acme.owner.post(f"/api/v2/members/{member}/invitation")
        assert again.status == 201, again
        accept = {"invitation_token": again.json["invitation_token"], "password": PASSWORD, "last_name": "Doe"}
        assert acme.client().post("/api/v2/invitations/accept",
                                  {**accept, "invitation_token": invited.json["invitation_token"]}).status == 404
        accepted = acme.client().post("/api/v2/invitations/accept", accept)
        assert accepted.status == 201, accepted
        assert acme.client().post("/api/v2/invitations/accept", accept).status == 404

        me = acme.client().get("/api/v2/me", token=accepted.json["access_token"]).json
        assert (me["id"], me["role"], me["status"]) == (member, role, "active")
        assert (me["first_name"], me["last_name"], me["department_id"]) == ("Jo", "Doe", department)
        logged_in = acme.client().post("/api/v2/sessions", {"email": f"{role}@JOIN.example", "password": PASSWORD})
        assert logged_in.status == 201 and logged_in.json["role"] == role
    taken = acme.owner.post("/api/v2/invitations", {"email": "Member@join.example"})
    assert taken.status == 409 and taken.fields() == {"email": "taken"}


def test_members_are_found(acme):
    """The list of members is filtered by text, role, status and department."""
    department = acme.department()["id"]
    anna = acme.create("members", email="anna@find.example", password=PASSWORD, first_name="Anna", last_name="Ünal",
                       role="auditor", department_id=department)
    ben = acme.create("invitations", email="ben@find.example", role="approver")["member_id"]
    for query, expected in (("contains=anna%20%C3%BCnal", [anna["id"]]), ("contains=FIND.example", [ben, anna["id"]]),
                            ("role=auditor", [anna["id"]]), ("status=invited", [ben]),
                            (f"department_id={department}", [anna["id"]]),
                            ("role=auditor&status=invited", []), ("contains=%25", [])):
        assert ids(acme.owner.get(f"/api/v2/members?{query}")) == expected, query
    assert acme.owner.get("/api/v2/members?role=king").fields() == {"role": "unknown_choice"}


def test_who_leaves_is_out_at_once(acme):
    """Deactivating a member ends every session at once; reactivated, they log in with the old password."""
    joined = acme.join("approver")
    other = joined.log_in_again()
    assert acme.owner.post(f"/api/v2/members/{joined.id}/deactivate").json["status"] == "deactivated"
    assert joined.get("/api/v2/me").status == other.get("/api/v2/me").status == 401
    assert acme.client().post("/api/v2/sessions", {"email": joined.email, "password": PASSWORD}).status == 401
    assert acme.client().post("/api/v2/sessions/refresh", {"refresh_token": joined.refresh_token}).status == 401
    assert acme.owner.post(f"/api/v2/members/{joined.id}/deactivate").status == 409
    assert acme.owner.post(f"/api/v2/members/{joined.id}/reactivate").json["status"] == "active"
    assert joined.get("/api/v2/me").status == 401
    assert joined.log_in_again().get("/api/v2/me").status == 200


def test_a_role_changes_at_once(acme):
    """A role that was taken away is gone with the next request; owners are changed by owners, and one stays."""
    joined = acme.join("admin")
    assert joined.post("/api/v2/departments", {"name": "By an admin"}).status == 201
    assert joined.put(f"/api/v2/members/{acme.owner.id}/role", {"role": "member"}).status == 403
    assert joined.put(f"/api/v2/members/{joined.id}/role", {"role": "owner"}).status == 403
    assert joined.post("/api/v2/invitations", {"email": "o@role.example", "role": "owner"}).status == 403
    assert acme.owner.put(f"/api/v2/members/{joined.id}/role", {"role": "auditor"}).json["role"] == "auditor"
    assert joined.post("/api/v2/departments", {"name": "By an auditor"}).status == 403
    assert joined.get("/api/v2/departments").status == 200
    assert acme.owner.put(f"/api/v2/members/{acme.owner.id}/role", {"role": "member"}).status == 403
    assert acme.owner.post(f"/api/v2/members/{acme.owner.id}/deactivate").status == 409
    second = acme.join("owner")
    assert second.put(f"/api/v2/members/{acme.owner.id}/role", {"role": "member"}).json["role"] == "member"
    assert second.post(f"/api/v2/members/{second.id}/deactivate").status == 409


def test_a_member_spends_only_in_their_own_name(acme):
    """A member sees expenses, and changes their own alone; an approver may change others', an auditor none."""
    budget = acme.budget()
    body = {"budget_id": budget["id"], "amount": "5.00", "spent_on": "2024-03-02", "description": "Pens"}
    own = acme.member.post("/api/v2/expenses", body)
    assert own.status == 201 and own.json["member_id"] == acme.member.id
    assert acme.member.post("/api/v2/expenses", {**body, "member_id": acme.owner.id}).status == 403
    others = acme.expense(acme.owner, budget=budget)["id"]
    assert acme.member.get(f"/api/v2/expenses/{others}").status == 200
    for person, expense, status in ((acme.member, others, 403), (acme.member, own.json["id"], 200),
                                    (acme.approver, own.json["id"], 200), (acme.auditor, own.json["id"], 403)):
        answer = person.patch(f"/api/v2/expenses/{expense}", {"description": "Pencils"})
        assert answer.status == status, (person.role, answer)
    assert acme.member.delete(f"/api/v2/expenses/{others}").status == 403
    assert acme.member.delete(f"/api/v2/expenses/{own.json['id']}").status == 204


def test_money_moves_by_the_difference(acme):
    """From deposit to account to budget to expense and back, every balance is right after every step."""
    account, other = acme.account(money=None), acme.account("50.00")
    department = acme.department()

    def balances(budget=None):
        balance = acme.owner.get(f"/api/v2/accounts/{account['id']}").json["balance"]
        if budget is None:
            return balance
        record = acme.owner.get(f"/api/v2/budgets/{budget}").json
        assert record["month"] == "2024-02-01"
        return balance, record["amount"], record["spent"], record["remaining"]

    assert balances() == "0.00"
    assert acme.create(f"accounts/{account['id']}/deposits", amount="500.00", description="Sale")["currency"] == "EUR"
    acme.create(f"accounts/{account['id']}/deposits", amount="-100")
    assert balances() == "400.00"
    assert [d["amount"] for d in acme.owner.get(f"/api/v2/accounts/{account['id']}/deposits").json["items"]] == \
        ["-100.00", "500.00"]
    budget = acme.create("budgets", account_id=account["id"], department_id=department["id"], month="2024-02-15",
                         amount="300")["id"]
    assert balances(budget) == ("100.00", "300.00", "0.00", "300.00")
    expense = acme.expense(amount="120.10", budget={"id": budget})
    assert balances(budget) == ("100.00", "300.00", "120.10", "179.90")

    path = f"/api/v2/expenses/{expense['id']}"
    changed = acme.owner.patch(path, {"amount": "100.05", "version": expense["version"]}).json
    assert (changed["amount"], changed["version"]) == ("100.05", expense["version"] + 1)
    assert balances(budget) == ("100.00", "300.00", "100.05", "199.95")
    second = acme.budget("200.00")
    moved = acme.owner.patch(path, {"budget_id": second["id"]}).json
    assert moved["department_id"] == second["department_id"]
    assert balances(budget) == ("100.00", "300.00", "0.00", "300.00")
    assert acme.owner.get(f"/api/v2/budgets/{second['id']}").json["spent"] == "100.05"
    assert acme.owner.delete(path).status == 204
    assert acme.owner.get(path).status == 404
    assert acme.owner.get(f"/api/v2/budgets/{second['id']}").json["spent"] == "0.00"

    path = f"/api/v2/budgets/{budget}"
    assert acme.owner.patch(path, {"amount": "350.00"}).status == 200
    assert balances(budget) == ("50.00", "350.00", "0.00", "350.00")
    assert acme.owner.patch(path, {"account_id": other["id"], "amount": "50"}).status == 200
    assert balances() == "400.00"
    assert acme.owner.get(f"/api/v2/accounts/{other['id']}").json["balance"] == "0.00"
    assert acme.owner.delete(path).status == 204
    assert acme.owner.get(f"/api/v2/accounts/{other['id']}").json["balance"] == "50.00"
    assert acme.owner.get("/api/v2/balance-check").json == {"items": [], "next": None}


def test_more_than_there_is_by_the_organizations_rule(acme):
    """Beyond budget or account: refused, and after the owner has said so, allowed."""
    budget = acme.budget("100.00")
    path = f"/api/v2/budgets/{budget['id']}"
    expense = {"budget_id": budget["id"], "amount": "100.01", "spent_on": "2024-03-14", "description": "Too much"}
    answer = acme.owner.post("/api/v2/expenses", expense)
    assert answer.status == 422 and answer.fields() == {"amount": "over_budget"}, answer
    assert "100.00" in answer.json["errors"][0]["message"]
    assert acme.owner.get(path).json["spent"] == "0.00"
    account = acme.account("10.00")
    transfer = {"account_id": account["id"], "department_id": budget["department_id"], "month": "2024-03-01",
                "amount": "10.01"}
    answer = acme.owner.post("/api/v2/budgets", transfer)
    assert answer.status == 422 and answer.fields() == {"amount": "over_account"}, answer

    organization = acme.owner.get("/api/v2/organization").json
    assert acme.admin.patch("/api/v2/organization", {"version": organization["version"], "over_budget": "warn",
                                                     "over_account": "allow"}).status == 200
    answer = acme.owner.post("/api/v2/expenses", expense)
    assert answer.status == 201 and answer.json["over_budget"] is True
    assert acme.owner.get(path).json["remaining"] == "-0.01"
    assert acme.owner.post("/api/v2/budgets", transfer).status == 201
    assert acme.owner.get(f"/api/v2/accounts/{account['id']}").json["balance"] == "-0.01"
    assert acme.owner.patch("/api/v2/organization", {"currency": "JPY"}).status == 409
    assert acme.owner.get("/api/v2/balance-check").json["items"] == []


def test_amounts_are_what_was_written(acme):
    """An amount may be a number or a string; it never passes through a float, and is never rounded in silence."""
    account = acme.account("999999999999999.99")
    assert account["balance"] == "999999999999999.99"
    for amount in ("0.005", "1e2", "NaN", "Infinity", "0x10", "", " 1", "1,50"):
        answer = acme.owner.post("/api/v2/accounts", {"name": "A", "initial_deposit": amount})
        assert answer.status == 422 and list(answer.fields()) == ["initial_deposit"], (amount, answer)
    for number, code in (("0.10000000000000000001", "too_many_decimals"), ("1000000000000000", "too_large"),
                         ("1e300", "too_large"), ("1e-400", "too_many_decimals"), ("-0", "not_positive")):
        answer = acme.owner.post("/api/v2/accounts", f'{{"name": "A", "initial_deposit": {number}}}')
        assert answer.status == 422 and answer.fields() == {"initial_deposit": code}, (number, answer)
    # The last two are beyond what a double tells apart.
    for number, kept in (("0.10", "0.10"), ("9007199254740993", None), ("900719925474099.33", "900719925474099.33"),
                         ("999999999999999.99", "999999999999999.99")):
        answer = acme.owner.post("/api/v2/accounts", f'{{"name": "Number {number}", "initial_deposit": {number}}}')
        assert answer.status == (201 if kept else 422) and answer.json.get("balance") == kept, answer


def test_text_is_kept_as_people_mean_it(acme):
    """Names in any script, with quotes and SQL in them, come back as they were, trimmed and in normal form."""
    for name, kept in (("Robert'); DROP TABLE department; --", None), ("  Küche  ", "Küche"),
                       ("Ku\u0308che 2", "Küche 2"), ("営業部", None), ("قسم المبيعات", None), ('"quoted" \\ {}', None), ("🚀" * 100, None)):
        answer = acme.owner.post("/api/v2/departments", {"name": name})
        assert answer.status == 201, (name, answer)
        assert acme.owner.get(f"/api/v2/departments/{answer.json['id']}").json["name"] == (kept or name)
    for name in ("🚀" * 101, "\u202eevil", "a\u0000b", "a\nb", " \t "):
        assert acme.owner.post("/api/v2/departments", {"name": name}).status == 422, name
    assert acme.owner.post("/api/v2/departments", {"name": "KÜCHE"}).status == 409


def test_pages(acme):
    """Pages of 50 show every expense once, newest first, though others come in while somebody reads."""
    budget = acme.budget("100000.00")
    made = [acme.create("expenses", budget_id=budget["id"], amount="1.00", description=f"No. {n}",
                        spent_on=f"2024-03-{1 + n % 9:02}") for n in range(120)]
    expected = [e["id"] for e in sorted(made, key=lambda e: (e["spent_on"], e["id"]), reverse=True)]
    first = acme.owner.get("/api/v2/expenses")
    assert ids(first) == expected[:50]
    newer = acme.create("expenses", budget_id=budget["id"], amount="1.00", description="New", spent_on="2024-03-20")
    second = acme.owner.get(f"/api/v2/expenses?after={first.json['next']}")
    assert ids(second) == expected[50:100]
    last = acme.owner.get(f"/api/v2/expenses?after={second.json['next']}")
    assert ids(last) == expected[100:] and last.json["next"] is None
    assert [item["id"] for item in pages(acme.owner, "/api/v2/expenses?page_size=7")] == [newer["id"]] + expected
    assert ids(acme.owner.get("/api/v2/expenses?page_size=121")) == [newer["id"]] + expected
    for query, field in (("page_size=0", "page_size"), ("page_size=201", "page_size"), ("after=nonsense", "after"),
                         ("page_size=1&page_size=2", "page_size")):
        answer = acme.owner.get(f"/api/v2/expenses?{query}")
        assert answer.status == 422 and list(answer.fields()) == [field], (query, answer)


def test_filters(acme):
    """Every filter alone and together, of expenses and of budgets; an empty result is an empty list."""
    one, two = acme.budget(month="2024-03-01"), acme.budget(month="2024-05-01")
    a, b, c = (acme.create("expenses", budget_id=budget["id"], amount=amount, spent_on=day, description=text,
                           member_id=person.id)["id"]
               for budget, amount, day, text, person in (
                   (one, "10.00", "2024-03-10", "Hotel Ritz", acme.owner), (one, "20.00", "2024-03-20", "Taxi", acme.owner),
                   (two, "30.00", "2024-05-05", "100% hotel_x", acme.member)))
    for query, expected in (("", [c, b, a]), (f"budget_id={one['id']}", [b, a]),
                            (f"department_id={two['department_id']}", [c]), (f"member_id={acme.member.id}", [c]),
                            ("from_date=2024-03-20", [c, b]), ("to_date=2024-03-20", [b, a]),
                            ("from_date=2024-03-20&to_date=2024-03-20", [b]), ("min_amount=20", [c, b]),
                            ("max_amount=20.00", [b, a]), ("min_amount=20&max_amount=20", [b]),
                            ("contains=HOTEL", [c, a]), ("contains=100%25", [c]), ("contains=l_x", [c]),
                            ("contains=%25", [c]), (f"contains=hotel&budget_id={one['id']}&max_amount=10", [a]),
                            ("budget_id=999999", []), ("from_date=2025-01-01", [])):
        assert ids(acme.owner.get(f"/api/v2/expenses?{query}")) == expected, query
    for query, expected in (("", [two["id"], one["id"]]), (f"account_id={one['account_id']}", [one["id"]]),
                            (f"department_id={two['department_id']}", [two["id"]]), ("month=2024-03-31", [one["id"]]),
                            ("from_month=2024-04-15", [two["id"]]), ("to_month=2024-04-15", [one["id"]])):
        assert ids(acme.owner.get(f"/api/v2/budgets?{query}")) == expected, query


def test_two_who_change_the_same_thing(acme):
    """The second of two who read the same version is told, and what the first wrote stays."""
    department = acme.department()
    path = f"/api/v2/departments/{department['id']}"
    first = acme.owner.patch(path, {"name": "First", "version": department["version"]})
    assert first.status == 200 and first.json["version"] == department["version"] + 1
    second = acme.admin.patch(path, {"name": "Second", "version": department["version"]})
    assert second.status == 412 and second.code == "version_conflict"
    assert str(first.json["version"]) in second.json["hint"]
    assert acme.admin.get(path).json == first.json
    assert acme.admin.patch(path, {"name": "Second", "version": first.json["version"]}).status == 200
    assert acme.admin.patch(path, {"name": "Third"}).json["name"] == "Third"
    assert acme.admin.delete(f"{path}?version=1").status == 412
    assert acme.admin.delete(f"{path}?version=4").status == 204


def test_what_is_in_use_is_archived_not_deleted(acme):
    """What anything refers to is not deleted; archived, it is out of the way, and it can come back."""
    expense = acme.expense()
    budget = acme.owner.get(f"/api/v2/budgets/{expense['budget_id']}").json
    department, account = budget["department_id"], budget["account_id"]
    for path in (f"budgets/{budget['id']}", f"departments/{department}", f"accounts/{account}"):
        answer = acme.owner.delete(f"/api/v2/{path}")
        assert answer.status == 409 and answer.fields() == {"id": "referenced"}, answer
    for kind, number in (("departments", department), ("accounts", account)):
        name = acme.owner.get(f"/api/v2/{kind}/{number}").json["name"]
        assert acme.owner.post(f"/api/v2/{kind}/{number}/archive").json["archived_at"]
        assert number not in ids(acme.owner.get(f"/api/v2/{kind}"))
        assert number in ids(acme.owner.get(f"/api/v2/{kind}?archived=true"))
        again = acme.create(kind, name=name)
        assert acme.owner.post(f"/api/v2/{kind}/{number}/archive", {"archived": False}).status == 409
        assert acme.owner.delete(f"/api/v2/{kind}/{again['id']}").status == 204
        body = {"account_id": account, "department_id": department, "month": "2024-03-01", "amount": "1"}
        answer = acme.owner.post("/api/v2/budgets", body)
        assert answer.status == 422 and set(answer.fields().values()) == {"archived"}, answer
        assert acme.owner.post(f"/api/v2/{kind}/{number}/archive", {"archived": False}).json["archived_at"] is None
    assert acme.owner.post("/api/v2/budgets", body).status == 201


def test_audit(acme):
    """Every change is on record, with who and what, before and after, and without any secret."""
    department = acme.admin.post("/api/v2/departments", {"name": "Audited"}).json
    changed = acme.owner.patch(f"/api/v2/departments/{department['id']}", {"name": "Changed"}).json
    acme.admin.delete(f"/api/v2/departments/{department['id']}")
    for record in (department, changed):
        del record["can"]       # is the answer's, not the record's
    entries = acme.auditor.get(f"/api/v2/audit?entity=department&entity_id={department['id']}").json["items"]
    assert [(e["action"], e["member_id"], e["before"], e["after"]) for e in entries] == [
        ("deleted", acme.admin.id, changed, None), ("updated", acme.owner.id, department, changed),
        ("created", acme.admin.id, None, department)]
    assert {e["database_role"] for e in entries} == {"outlay_web"}
    assert ids(acme.owner.get(f"/api/v2/audit?member_id={acme.admin.id}&entity=department")) == \
        [entries[0]["id"], entries[2]["id"]]
    since = entries[1]["at"].replace("+", "%2B")
    assert ids(acme.owner.get(f"/api/v2/audit?entity=department&since={since}")) == [entries[0]["id"], entries[1]["id"]]
    assert ids(acme.owner.get(f"/api/v2/audit?entity=department&until={since}")) == [entries[2]["id"]]
    everything = pages(acme.owner, "/api/v2/audit?page_size=3")
    assert [e["id"] for e in everything] == sorted((e["id"] for e in everything), reverse=True)
    text = repr(everything)
    assert "argon2" not in text and PASSWORD not in text and acme.owner.token not in text


def test_sessions(acme):
    """Somebody sees where they are logged in, ends one session, or all but the one at hand."""
    person = acme.join("member")
    phone = acme.client().post("/api/v2/sessions", {"email": person.email, "password": PASSWORD},
                               headers={"User-Agent": "Phone/1.0"})
    assert phone.status == 201, phone
    sessions = person.get("/api/v2/sessions").json["items"]
    assert [(s["user_agent"], s["current"]) for s in sessions] == [("Phone/1.0", False), (None, True)]
    assert {s["address"] for s in sessions} == {"127.0.0.1"}
    assert acme.owner.delete(f"/api/v2/sessions/{sessions[0]['id']}").status == 404
    assert person.delete(f"/api/v2/sessions/{sessions[0]['id']}").status == 204
    assert acme.client().get("/api/v2/me", token=phone.json["access_token"]).status == 401

    others = [person.log_in_again() for _ in range(2)]
    assert person.delete("/api/v2/sessions").status == 204
    assert [other.get("/api/v2/me").status for other in others] == [401, 401]
    assert person.get("/api/v2/me").status == 200
    assert person.delete("/api/v2/sessions/current").status == 204
    assert person.get("/api/v2/me").status == 401
    answer = acme.client().post("/api/v2/sessions/refresh", {"refresh_token": person.refresh_token})
    assert answer.status == 401 and answer.code == "invalid_refresh_token"


def test_refresh(acme):
    """A refresh token is good once; an old one used again ends the session, since somebody has a copy."""
    person = acme.join("member")
    refresh = lambda token, path="refresh": acme.client().post(f"/api/v2/sessions/{path}", {"refresh_token": token})
    first = refresh(person.refresh_token)
    assert first.status == 200 and first.json["failure"] is None
    assert person.get("/api/v2/me").status == 401
    assert person.get("/api/v2/me", token=first.json["access_token"]).status == 200
    alone = refresh(first.json["refresh_token"], "access")
    assert alone.status == 200 and alone.json["refresh_token"] is None
    second = refresh(first.json["refresh_token"])
    assert second.status == 200
    stolen = refresh(first.json["refresh_token"])
    assert stolen.status == 401 and stolen.code == "refresh_token_reused"
    assert refresh(second.json["refresh_token"]).status == 401
    assert person.get("/api/v2/me", token=second.json["access_token"]).status == 401
    for other in (second.json["access_token"], "", "or_1_x_y", "x" * 5000):
        assert refresh(other).status == 401, other


def test_change_of_password(acme):
    """A new password needs the old one, and ends the sessions of everybody else who had it."""
    person = acme.join("auditor")
    other = person.log_in_again()
    change = {"old_password": PASSWORD, "new_password": NEW_PASSWORD}
    answer = person.put("/api/v2/me/password", {**change, "old_password": "not the old one"})
    assert answer.status == 422 and answer.code == "wrong_password"
    assert answer.fields() == {"old_password": "wrong_password"}
    answer = person.put("/api/v2/me/password", {**change, "new_password": "password1234"})
    assert answer.status == 422 and answer.fields() == {"new_password": "too_common"}
    answer = person.put("/api/v2/me/password", change)
    assert answer.status == 200
    assert (answer.json["changed"], answer.json["sessions_ended"]) == (True, 1)
    assert other.get("/api/v2/me").status == 401 and person.get("/api/v2/me").status == 200
    assert acme.client().post("/api/v2/sessions", {"email": person.email, "password": PASSWORD}).status == 401
    assert person.log_in_again(NEW_PASSWORD).get("/api/v2/me").status == 200


def test_guessing_passwords_is_slowed_down(service, acme):
    """After some wrong passwords the next attempt has to wait, whether or not the address exists; others need not."""
    victim = acme.join("member")
    for email in (victim.email, "nobody@acme.example"):
        with acme.held_waits():
            answers = [acme.client().post("/api/v2/sessions", {"email": email, "password": f"guess number {n}"})
                       for n in range(7)]
        assert [answer.status for answer in answers[:5]] == [401] * 5
        assert {answer.code for answer in answers[:5]} == {"wrong_credentials"}
        assert answers[-1].status == 429 and answers[-1].code == "too_many_attempts"
        assert int(answers[-1].headers["retry-after"]) >= 1
    assert acme.owner.log_in_again().get("/api/v2/me").status == 200
    service.psql("DELETE FROM login_failure", acme.slug)


def test_suspended_organization(service, acme):
    """A suspended organization answers nobody until it is resumed; then everything is as it was."""
    expense = acme.expense()
    service.psql(f"SELECT outlay.suspend_tenant('{acme.slug}', 'The invoice is open')")
    answer = acme.owner.get("/api/v2/expenses")
    assert answer.status == 403 and answer.code == "suspended"
    assert answer.json["detail"].endswith(" is suspended: The invoice is open")
    strangers = [acme.client().post("/api/v2/sessions", {"email": acme.owner.email, "password": PASSWORD}),
                 service.base().get(f"/api/v2/organizations/{acme.organization_id}")]
    for answer in strangers:
        assert answer.status == 403 and answer.json["detail"].endswith(" is suspended"), "why is told to members only"
    service.psql(f"SELECT outlay.resume_tenant('{acme.slug}')")
    assert acme.owner.get(f"/api/v2/expenses/{expense['id']}").json == expense


def test_psql_and_http_see_the_same(service, acme):
    """What a DBA does in psql, a member sees over HTTP, and the other way round."""
    service.psql("SELECT outlay.create_department('From psql')", acme.slug)
    assert [d["name"] for d in acme.owner.get("/api/v2/departments").json["items"]] == ["From psql"]
    acme.department()
    assert service.psql("SELECT count(*) FROM outlay.list_departments()", acme.slug).splitlines()[-1] == "2"
    entry = acme.owner.get("/api/v2/audit?entity=department").json["items"][-1]
    assert entry["member_id"] is None and entry["database_role"] == "postgres"


def test_a_function_of_ones_own(service, acme):
    """A DBA publishes a function of their own, and it is served at once, to the roles that it is for."""
    with service.shim.routes_change():
        service.psql("""
            CREATE FUNCTION public.greet(name text DEFAULT 'world') RETURNS text LANGUAGE sql
                RETURN 'Hello, ' || name || ' of ' || outlay.current_role_name();
            SELECT outlay.publish('GET', '/api/greeting', 'public.greet', 'Greet somebody', '{owner}')""")
    assert acme.owner.get("/api/greeting?name=Ann").json == "Hello, Ann of owner"
    assert acme.member.get("/api/greeting").status == 403
    assert "/api/greeting" in service.base().get("/api/openapi.json").json["paths"]
    service.psql("SELECT outlay.unpublish('GET', '/api/greeting'); DROP FUNCTION public.greet")


def test_every_balance_is_right_at_the_end(service, acme):
    """After all of the above no organization has a balance that differs, and every wall stands."""
    assert acme.slug
    assert service.psql("SELECT * FROM outlay.selftest() WHERE NOT ok AND slug IS NOT NULL") == ""
