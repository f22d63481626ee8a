"""The policy over HTTP: who reads and sets it, what it does to expenses, and that the JSON Schema which is published takes
what the server takes. Clients check a policy by that schema; where the two differ, a form offers what is refused, or keeps
people from what would be taken."""
import random

import jsonschema
import pytest

import harness
import organizations

# What the schema cannot say, and so the documents of the test below do not have: records that are not there.
KNOWN_IDS = [1, 2]


@pytest.fixture(scope="module", name="acme")
def _acme():
    with harness.Cluster() as cluster, organizations.Service(cluster) as service:
        acme = service.sign_up("Acme")
        acme.category()
        acme.category()
        yield acme


@pytest.fixture(name="budget")
def _budget(acme):
    """A budget with much in it, where there is no policy before and after."""
    yield acme.budget()
    answer = acme.owner.put("/api/v2/policy", {"policy": {}})
    assert answer.status == 200, answer


def put(acme, *rules, **more):
    """Puts rules in force."""
    answer = acme.owner.put("/api/v2/policy", {"policy": {"rules": list(rules), **more}})
    assert answer.status == 200, answer
    return answer.json


def errors(answer):
    return {error["field"]: error["code"] for error in answer.json["errors"]}


def spend(acme, person, budget, amount, **more):
    return person.post("/api/v2/expenses", {"budget_id": budget["id"], "amount": amount, "spent_on": budget["month"],
                                            "description": "Lunch", **more})


def test_everybody_reads_it_and_owners_and_admins_set_it(acme, budget):
    """Members have to know the rules; who spends does not make them."""
    rule = {"rule": "expense_limit", "above": "50.00", "effect": "block", "name": "Nothing large"}
    put(acme, rule)
    for role in organizations.ROLES:
        person = getattr(acme, role)
        assert person.get("/api/v2/policy").json["policy"] == {"rules": [rule]}, role
        assert person.get("/api/v2/policy/schema").json["type"] == "object", role
        answer = person.put("/api/v2/policy", {"policy": {}})
        assert answer.status == (200 if role in ("owner", "admin") else 403), (role, answer)
        put(acme, rule)


def test_two_editors_do_not_overwrite_each_other(acme, budget):
    """The version is that of the organization, by body or by If-Match."""
    seen = acme.owner.get("/api/v2/policy")
    put(acme, {"rule": "weekend", "effect": "warn"})
    late = acme.admin.put("/api/v2/policy", {"policy": {}, "version": seen.json["version"]})
    assert late.status == 412 and late.json["code"] == "version_conflict", late
    late = acme.admin.put("/api/v2/policy", {"policy": {}}, headers={"If-Match": seen.headers["etag"]})
    assert late.status == 412, late
    assert acme.owner.get("/api/v2/policy").json["policy"]["rules"]


def test_what_is_blocked_says_which_field_and_why(acme, budget):
    """A form shows it where it can be mended; the explanation of a draft says it beforehand, with the figures."""
    put(acme, {"rule": "expense_limit", "above": "50", "effect": "block", "name": "Nothing large"},
        {"rule": "merchant", "above": "20", "effect": "block"}, {"rule": "notes", "effect": "warn"})
    answer = spend(acme, acme.member, budget, "60.00")
    assert answer.status == 422, answer
    assert errors(answer) == {"amount": "expense_limit", "merchant": "merchant_missing"}
    assert "60.00" in answer.json["errors"][0]["message"] and "Nothing large" in answer.json["errors"][0]["message"]
    draft = spend(acme, acme.member, budget, "60.00", draft=True)
    assert draft.status == 201, draft
    explained = acme.member.get(f"/api/v2/expenses/{draft.json['id']}/explanation").json["findings"]
    assert [(one["path"], one["code"], one["effect"]) for one in explained] == [
        ("rules.0", "expense_limit", "block"), ("rules.1", "merchant_missing", "block"), ("rules.2", "notes_missing", "warn")]
    assert explained[0]["params"] == {"limit": "50.00", "amount": "60.00"} and explained[0]["name"] == "Nothing large"
    answer = acme.member.post(f"/api/v2/expenses/{draft.json['id']}/submit")
    assert answer.status == 422 and errors(answer) == {"amount": "expense_limit", "merchant": "merchant_missing"}, answer
    changed = acme.member.patch(f"/api/v2/expenses/{draft.json['id']}", {"amount": "50.00", "merchant": "Café"})
    assert changed.status == 200, changed
    assert acme.member.post(f"/api/v2/expenses/{draft.json['id']}/submit").status == 200


def test_a_change_of_it_is_an_event_for_all(acme, budget):
    """Whoever has a form open learns that other rules hold."""
    put(acme, {"rule": "weekend", "effect": "warn"})
    answer = acme.owner.get("/api/v2/audit?entity=policy")
    assert answer.json["items"][0]["action"] == "updated", answer
    assert answer.json["items"][0]["after"]["policy"]["rules"][0]["rule"] == "weekend"


def maybe(values, chance, make):
    return make() if values.random() < chance else None


def random_value(values, key):
    """A value that a key may have, or one beside it."""
    good = {
        "effect": ["warn", "approve", "block"], "name": ["Meals", "ä", "x" * 100, "a b"], "above": ["0", "25", "25.5", "999999999999999.9999"],
        "days": [0, 30, 3660], "category_ids": [[1], [1, 2], [2]], "allowed_ids": [[1], [2, 1]], "member_ids": [[1], [2, 1]],
        "roles": [["member"], ["owner", "auditor"]], "currencies": [["USD"], ["JPY", "KWD"]], "below": ["25.00", "0"], "receipt": [True, False],
        "by": ["department"], "role": ["owner", "admin", "approver"], "member_id": [1, 2]}
    bad = {
        "effect": ["refuse", "", None, 1], "name": ["", " a", "a ", "a\nb", "x" * 101, 1, None, "a\u0000b"[:1] + "\u0007"],
        "above": [25, "-1", "1.23456", "1234567890123456", "1e3", "", " 1", None, "1.", ".5"], "days": [-1, 3661, 1.5, "30", None, True],
        "category_ids": [[], [0], [1, 1], [1, 1.0], ["1"], {}, None, 1, [-1], [1.5], [[1]]], "allowed_ids": [[], [None], "1"],
        "member_ids": [[], [2, 2], [True]], "currencies": [[], ["usd"], ["USD", "USD"], "USD", [1], ["EURO"]], "roles": [[], ["boss"], ["member", "member"], "member", [1]], "below": [25, None, "25,00"],
        "receipt": ["true", 0, None], "by": ["boss", "", None, 1, []], "role": ["member", "auditor", "Admin", None, ["admin"]],
        "member_id": [0, -1, 1.5, "1", None, [1], True]}
    return values.choice(good[key] if values.random() < 0.9 else bad[key])


def random_object(values, keys, required, often=0.3):
    """An object that has what it must, mostly, and some of what it may; seldom what it may not."""
    made = {}
    for key in ["effect", "name", "above", "days", "category_ids", "allowed_ids", "member_ids", "roles", "currencies", "below", "receipt", "role", "member_id"]:
        if values.random() < (0.97 if key in required else often if key in keys else 0.01):
            made[key] = random_value(values, key)
    if values.random() < 0.03:
        made["more"] = 1
    return made


def random_steps(values, steps):
    """Steps of approval, or nearly."""
    made = []
    for _ in range(values.choice([0, 1, 2, 3, 10, 11])):
        kind = values.choice(sorted(steps))
        step = {"by": kind if values.random() < 0.98 else random_value(values, "by"), **random_object(values, steps[kind][1], steps[kind][0])}
        made.append(step if values.random() < 0.99 else values.choice([1, None, [], {}]))
    return made if values.random() < 0.95 else values.choice([{}, None, "department"])


def random_policy(values, kinds, steps):
    """A document that is a policy, or nearly one."""
    document = {}
    if values.random() < 0.3:
        document["approval"] = random_steps(values, steps)
    if values.random() < 0.8:
        rules = []
        for _ in range(values.choice([0, 1, 1, 2, 3, 32, 33] if values.random() < 0.1 else [1, 1, 2])):
            kind = values.choice(sorted(kinds))
            required, keys = kinds[kind]
            rule = {"rule": kind, **random_object(values, keys, required, 0.15)}
            if values.random() < 0.02:
                rule = values.choice([1, None, [], {}, {"rule": "none"}, {"rule": None}])
            rules.append(rule)
        document["rules"] = rules if values.random() < 0.98 else values.choice([{}, None, 1])
    if values.random() < 0.4:
        document["approve_below"] = (random_object(values, {"below", "receipt"}, {"below"}) if values.random() < 0.95
                                     else values.choice([None, [], "25"]))
    if values.random() < 0.02:
        document["more"] = {}
    return document if values.random() < 0.98 else values.choice([[], 1, "x"])


def test_the_schema_takes_what_the_server_takes(acme, budget):
    """Hundreds of documents, most of them nearly right: each is taken by both or by neither, and what the server refuses
    names a place in it."""
    schema = acme.owner.get("/api/v2/policy/schema").json
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    kinds = {}
    for form in schema["properties"]["rules"]["items"]["oneOf"]:
        kinds[form["properties"]["rule"]["const"]] = (set(form["required"]) - {"rule"}, set(form["properties"]) - {"rule"})
    assert len(kinds) == 12
    steps = {form["properties"]["by"]["const"]: (set(form["required"]) - {"by"}, set(form["properties"]) - {"by"})
             for form in schema["properties"]["approval"]["items"]["oneOf"]}
    assert sorted(steps) == ["department", "member", "person", "role"]
    values = random.Random(20261130)
    taken = 0
    for number in range(600):
        document = random_policy(values, kinds, steps)
        valid = validator.is_valid(document)
        answer = acme.owner.put("/api/v2/policy", {"policy": document})
        assert answer.status == (200 if valid else 422), (number, document, answer, list(validator.iter_errors(document)))
        if valid:
            taken += 1
            assert answer.json["policy"] == document, document
        else:
            assert all(field == "policy" or field.startswith("policy.") for field in errors(answer)), (document, answer)
    assert 100 < taken < 500, taken


def test_no_document_takes_the_server_down(acme, budget):
    """Deep, long, wide, large: each is refused with a reason, and the next request is served."""
    hostile = ["[" * 2000 + "]" * 2000, "{\"rules\":" * 200 + "1" + "}" * 200, "[" + "9" * 60000 + "]", "1e999999", "{\"rules\": [{\"rule\": \"age\", "
               "\"effect\": \"warn\", \"days\": 1e400}]}", "{\"rules\": NaN}", "{\"rules\": [], \"rules\": []}", "\"\\ud800\"", "\"\\u0000\"",
               "{\"rules\": [" + ",".join(["{}"] * 5000) + "]}"]
    for text in hostile:
        answer = acme.owner.put("/api/v2/policy", '{"policy": ' + text + "}")
        assert 400 <= answer.status < 500, (text[:60], answer)
        assert acme.owner.get("/api/v2/policy").json["policy"] == {}
