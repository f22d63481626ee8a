"""What an expense says of itself, over HTTP: given as it is shown, refused by name, and changed by whom the table of permissions
lets do it: what was spent as the amount is, how it is booked as the budget is."""
import pytest

import harness
import organizations

ALL = {"merchant": "Café Zürich", "notes": "First line\nsecond\tline", "tags": ["Berlin", "fair"], "paid_with": "company",
       "external_id": "INV-1", "billable_to": "Customer Ltd", "kind": "mileage"}
NONE = {"merchant": None, "notes": None, "tags": [], "paid_with": "own", "external_id": None, "billable_to": None, "kind": "expense"}
# What each field is changed to, and which field of old it goes with.
EDITED = {"merchant": "Other", "notes": "Other", "paid_with": "company", "external_id": "OTHER", "kind": "per_diem"}
RECODED = {"tags": ["other"], "billable_to": "Other"}


@pytest.fixture(scope="module", name="acme")
def _acme():
    with harness.Cluster() as cluster, organizations.Service(cluster) as service:
        yield service.sign_up("Acme")


def details(record):
    return {name: record[name] for name in NONE}


def enter(acme, person=None, **fields):
    """The answer to an expense that somebody enters."""
    body = {"budget_id": acme.budget()["id"], "amount": "10.00", "spent_on": "2024-03-14", "description": "Lunch", **fields}
    return (person or acme.member).post("/api/v2/expenses", body)


def test_what_is_given_is_shown(acme):
    """At once, alone, in the list, in the history; nothing where nothing is given."""
    plain = enter(acme)
    assert plain.status == 201 and details(plain.json) == NONE, plain
    made = enter(acme, **ALL)
    assert made.status == 201 and details(made.json) == ALL, made
    path = f"/api/v2/expenses/{made.json['id']}"
    assert details(acme.auditor.get(path).json) == ALL
    listed = [record for record in acme.auditor.get("/api/v2/expenses").json["items"] if record["id"] == made.json["id"]]
    assert [details(record) for record in listed] == [ALL]
    changed = acme.member.patch(path, {"tags": ["fair", "BERLIN", "Fair"], "notes": "a\r\nb"})
    assert changed.status == 200 and details(changed.json) == {**ALL, "tags": ["fair", "BERLIN"], "notes": "a\nb"}, changed
    history = acme.auditor.get(path + "/history").json["items"]
    assert history[0]["before"]["tags"] == ALL["tags"] and history[0]["after"]["tags"] == ["fair", "BERLIN"]
    emptied = acme.member.patch(path, {name: None for name in NONE if name not in ("paid_with", "kind")})
    assert emptied.status == 200 and details(emptied.json) == {**NONE, "paid_with": "company", "kind": "mileage"}, emptied
    for name in ("paid_with", "kind"):
        kept = acme.member.patch(path, {name: None})
        assert kept.status == 422 and kept.fields() == {name: "missing"}, kept


@pytest.mark.parametrize("fields, wrong", [
    ({"tags": "Berlin"}, {"tags": "wrong_type"}), ({"tags": [1]}, {"tags": "wrong_type"}), ({"tags": [["a"]]}, {"tags": "wrong_type"}),
    ({"tags": {"a": "b"}}, {"tags": "wrong_type"}), ({"tags": ["a\0"]}, {"tags": "wrong_type"}),
    ({"tags": ["a", None]}, {"tags": "malformed"}), ({"tags": ["a", ""]}, {"tags": "blank"}), ({"tags": ["a\nb"]}, {"tags": "control_character"}),
    ({"tags": ["x" * 51]}, {"tags": "too_long"}), ({"tags": [str(n) for n in range(21)]}, {"tags": "out_of_range"}),
    ({"merchant": 1}, {"merchant": "wrong_type"}), ({"merchant": ["a"]}, {"merchant": "wrong_type"}), ({"merchant": "a\0b"}, {"merchant": "wrong_type"}),
    ({"merchant": "\u2066a"}, {"merchant": "bidi_control"}), ({"notes": "x" * 4001}, {"notes": "too_long"}),
    ({"notes": "\x1b[31m"}, {"notes": "control_character"}), ({"notes": "x" * 50000}, {"notes": "too_long"}),
    ({"paid_with": "cash"}, {"paid_with": "unknown_choice"}), ({"paid_with": True}, {"paid_with": "wrong_type"}),
    ({"kind": "gift"}, {"kind": "unknown_choice"}), ({"kind": 1}, {"kind": "wrong_type"}), ({"external_id": 7}, {"external_id": "wrong_type"}), ({"billable_to": "x" * 201}, {"billable_to": "too_long"}),
])
def test_what_cannot_be_is_refused_by_name(acme, fields, wrong):
    """When it is entered as when it is changed, and nothing is changed then."""
    made = enter(acme, **{**ALL, "external_id": None})
    path = f"/api/v2/expenses/{made.json['id']}"
    for answer in (enter(acme, **fields), acme.member.patch(path, fields)):
        assert answer.status in (400, 422) and answer.fields() == wrong, answer
    assert acme.member.get(path).json == made.json


def test_texts_that_mean_something_elsewhere_are_texts(acme):
    """To SQL, to arrays, to a spreadsheet, to HTML."""
    for text in ("'; DROP TABLE expense; --", "{a,b}", 'a","b', "NULL", "null", "\\", '"', "=1+1", "<script>alert(1)</script>", "%s$1"):
        made = enter(acme, merchant=text, notes=text, tags=[text, "x"], external_id=text, billable_to=text)
        assert made.status == 201, made
        assert details(made.json) == {"merchant": text, "notes": text, "tags": [text, "x"], "paid_with": "own", "external_id": text,
                                      "billable_to": text, "kind": "expense"}


def test_an_external_id_is_one_expenses_alone(acme):
    """In its organization: another one has the same."""
    assert enter(acme, external_id="ONCE").status == 201
    again = enter(acme, external_id="ONCE")
    assert again.status == 409 and again.fields() == {"external_id": "taken"}, again
    other = enter(acme)
    changed = acme.member.patch(f"/api/v2/expenses/{other.json['id']}", {"external_id": "ONCE"})
    assert changed.status == 409 and changed.fields() == {"external_id": "taken"}, changed
    assert enter(acme.service.sign_up(acme.service.name("Beta")), external_id="ONCE").status == 201


def test_the_same_request_again_is_the_same_expense(acme):
    """With its key, though its external id is there by now; another list of tags is another request."""
    body = {"budget_id": acme.budget()["id"], "amount": "10.00", "spent_on": "2024-03-14", "description": "Lunch", **ALL, "external_id": "KEY"}
    first, second = (acme.member.request("POST", "/api/v2/expenses", body, headers={"Idempotency-Key": "details"}) for _ in "12")
    assert first.status == second.status == 201 and first.json == second.json
    other = acme.member.request("POST", "/api/v2/expenses", {**body, "tags": ["other"]}, headers={"Idempotency-Key": "details"})
    assert other.status == 422, other


def test_each_goes_with_what_it_is_like(acme):
    """Whoever may change the amount may change merchant, notes, who paid and the external id; whoever may change the budget
    tags and to whom it is billed."""
    acme.approve()
    try:
        count = 0
        for state in ("draft", "submitted", "approved", "rejected"):
            for role, own in (("member", True), ("approver", False), ("admin", False), ("member", False), ("auditor", False)):
                person = getattr(acme, role)
                owner = person if own else acme.owner
                made = enter(acme, owner, draft=True).json
                path = f"/api/v2/expenses/{made['id']}"
                second = acme.budget()["id"]
                if state != "draft":
                    assert owner.post(path + "/submit").status == 200
                    third = acme.approver if own or role != "approver" else person
                    waits = acme.service.psql(f"SELECT waiting_for FROM reassign_expense({made['id']}, {third.id})", acme.slug)
                    assert waits.strip().endswith(str(third.id))
                if state == "approved":
                    acme.service.psql(f"SELECT FROM approve_expense({made['id']})", acme.slug)
                if state == "rejected":
                    acme.service.psql(f"SELECT FROM reject_expense({made['id']}, 'Why')", acme.slug)
                for like, fields in (({"amount": "11.00"}, EDITED), ({"budget_id": second}, RECODED)):
                    expected = person.patch(path, like)
                    for name, value in fields.items():
                        value = f"{made['id']}" if name == "external_id" else value
                        answer = person.patch(path, {name: value})
                        assert answer.status == expected.status, (state, role, own, name, answer, expected)
                        assert answer.status != 200 or answer.json[name] == value
                        count += answer.status == 200
        assert count == 27
    finally:
        assert acme.owner.patch("/api/v2/organization", {"approval": "off"}).status == 200


def test_lists_and_totals_find_them(acme):
    """By merchant and tags in any case, and by who paid; the total is of what the list has."""
    other = acme.service.sign_up(acme.service.name("Gamma"))
    for merchant, tags, paid_with, kind in (("Railways", ["Fair", "Berlin"], "own", "mileage"), ("RAILWAYS", ["berlin"], "company", "expense"),
                                            ("Bistro", [], "own", "per_diem")):
        assert enter(other, merchant=merchant, tags=tags, paid_with=paid_with, kind=kind, amount="2.00").status == 201
    for query, expected in (("merchant=railways", 2), ("tag=BERLIN", 2), ("tag=fair&tag=nothing", 1), ("paid_with=company", 1),
                            ("paid_with=own&paid_with=company", 3), ("merchant=Rail", 0), ("contains=bist", 1),
                            ("merchant=Railways&tag=berlin&paid_with=own", 1), ("tag=%00", None), ("kind=mileage", 1),
                            ("kind=mileage&kind=expense&paid_with=own", 1), ("kind=gift", None), ("tag=%7Bfair%7D", 0)):
        listed = other.auditor.get(f"/api/v2/expenses?{query}")
        total = other.auditor.get(f"/api/v2/expenses/total?{query}")
        if expected is None:
            assert 400 <= listed.status < 500 and 400 <= total.status < 500, (query, listed, total)
            continue
        assert listed.status == total.status == 200, (query, listed, total)
        assert len(listed.json["items"]) == total.json["items"][0]["count"] == expected, query
    by_tag = other.auditor.get("/api/v2/expenses/total?by=tag").json["items"]
    assert [(row["tag"], row["count"], row["amount"]) for row in by_tag] == [("Berlin", 2, "4.00"), ("Fair", 1, "2.00"), (None, 1, "2.00")]
    by_kind = other.auditor.get("/api/v2/expenses/total?by=kind").json["items"]
    assert [(row["kind"], row["amount"]) for row in by_kind] == [("expense", "2.00"), ("mileage", "2.00"), ("per_diem", "2.00")]
    by_merchant = other.auditor.get("/api/v2/expenses/total?by=merchant&by=paid_with").json["items"]
    assert [(row["merchant"], row["paid_with"], row["count"]) for row in by_merchant] == [
        ("Bistro", "own", 1), ("RAILWAYS", "company", 1), ("Railways", "own", 1)]
