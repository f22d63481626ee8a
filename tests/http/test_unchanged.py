"""A change that changes nothing is none: it raises no version and leaves no line in the audit, nor an event.

Clients save forms as they are. Each such save would make the version that somebody else has seen an old one, and fill the
audit with lines that tell nothing. All routes that change a record are tried, as the OpenAPI document has them: one that is
new is here by itself, and where its record is not known, the test says so.
"""
import pytest

import harness
import organizations

# Not changes of a record that can be sent back as it was read: passwords; the logo and rates, below.
OTHERS = {"/api/v2/me/password", "/api/v2/organization/logo", "/api/v2/rates"}


@pytest.fixture(scope="module", name="acme")
def _acme():
    with harness.Cluster() as cluster, organizations.Service(cluster) as service:
        yield service.sign_up("Acme")


IBAN = "DE89370400440532013000"


def audit(acme):
    """The number of lines in the audit."""
    return int(acme.service.psql("SELECT count(*) FROM tenant_1.audit"))


def records(acme):
    """The path of one record of each kind with its id, with something in every field that may be empty."""
    approver, member = acme.approver, acme.member
    department = acme.department()
    changed = acme.owner.patch(f"/api/v2/departments/{department['id']}", {"approver_id": approver.id})
    assert changed.status == 200, changed
    budget = acme.budget()
    assert acme.owner.put("/api/v2/rates", {"kind": "tax", "code": "full", "since": "2020-01-01", "value": "19"}).status == 200
    category = acme.create("categories", name="Flights", code="4670", parent_id=acme.create("categories", name="Travel")["id"])
    assert acme.owner.patch(f"/api/v2/budgets/{budget['id']}", {"until": "2024-12-31", "category_id": category["id"]}).status == 200
    expense = acme.expense(member, budget=budget, category_id=category["id"], merchant="Railways", notes="Two\nlines", tags=["Berlin", "fair"],
                           paid_with="company", external_id="INV-1", billable_to="Customer", amount=None, original_amount="10.50",
                           original_currency="USD", rate="0.93", tax_code="full", kind="per_diem")
    deputy = {"deputy_id": approver.id, "deputy_from": "2024-03-01", "deputy_until": "2024-03-31"}
    changed = acme.owner.patch(f"/api/v2/members/{member.id}", {
        "first_name": "Mona", "last_name": "Member", "department_id": department["id"], "employee_number": "E-7",
        "approver_id": approver.id, **deputy})
    assert changed.status == 200, changed
    for path, body in (("/api/v2/organization", {
                           "locale": "de-AT", "display_name": "Acme & Co", "over_budget": "warn", "over_account": "allow",
                           "primary_color": "#123456", "accent_color": "#fedcba", "time_zone": "Europe/Vienna",
                           "second_factor_roles": "none", "approval": "off", "receipt_megabytes": "12", "outside_month": "allow"}),
                       ("/api/v2/me", {"first_name": "Olga", "last_name": "Owner", **deputy}),
                       ("/api/v2/me/bank-account", {"iban": IBAN}), (f"/api/v2/members/{member.id}/bank-account", {"iban": IBAN}),
                       ("/api/v2/organization/bank-account", {"iban": IBAN, "holder": "Acme & Co"}),
                       ("/api/v2/me/preferences", {
                           "language": "de", "theme": "dark", "columns": {"expenses": ["member"]},
                           "views": {"expenses": [{"name": "Travel", "query": "q=train"}]}})):
        answer = acme.owner.patch(path, body)
        assert answer.status == 200, answer
    answer = acme.owner.put("/api/v2/policy", {"policy": {"rules": [{"rule": "weekend", "effect": "warn"}], "approve_below": {"below": "5"}}})
    assert answer.status == 200, answer
    recurring = acme.create("recurring", department_id=department["id"], amount="5.00", description="Coffee", every="month",
                            first_on="2024-01-31", on_day=30, until="2030-12-31", account_id=budget["account_id"],
                            category_id=category["id"], merchant="Roastery", notes="Two\nlines", tags=["kitchen"], paid_with="company",
                            billable_to="Customer")
    return {"/api/v2/recurring/{id}": recurring["id"], "/api/v2/departments/{id}": department["id"], "/api/v2/accounts/{id}": budget["account_id"],
            "/api/v2/budgets/{id}": budget["id"], "/api/v2/expenses/{id}": expense["id"],
            "/api/v2/categories/{id}": category["id"], "/api/v2/members/{id}": member.id, "/api/v2/organization": None, "/api/v2/me": None,
            "/api/v2/me/preferences": None, "/api/v2/policy": None, "/api/v2/me/bank-account": None,
            "/api/v2/members/{id}/bank-account": member.id, "/api/v2/organization/bank-account": None}


@pytest.fixture(scope="module", name="paths")
def _paths(acme):
    return records(acme)


def changing_routes(acme):
    """Path, method and fields of each route that changes a record in its place."""
    document = acme.owner.get("/api/openapi.json").json
    for path, methods in document["paths"].items():
        for method in ("patch", "put"):
            if path.startswith("/api/v2/") and method in methods and path not in OTHERS:
                schema = methods[method]["requestBody"]["content"]["application/json"]["schema"]
                if "$ref" in schema:
                    schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
                yield path, method, schema["properties"]


def test_every_change_to_what_is_there_is_none(acme, paths):
    """What was read is sent back: every field of every record that can be changed."""
    tried = set()
    for path, method, properties in changing_routes(acme):
        fields = set(properties) - {"version"}
        record = path.removesuffix("/role")
        assert record in paths, f"the test has no record for {method} {path}"
        url = record.replace("{id}", str(paths[record]))
        before = acme.owner.get(url)
        assert before.status == 200, before
        # A setting that is the default until now would be the organization's own.
        fields &= set(before.json.get("own_settings", fields)) | {"currency"}
        body = {name: value for name, value in before.json.items() if name in fields and value is not None}
        assert body, (path, fields)
        lines = audit(acme)
        answer = acme.owner.request(method.upper(), url + path[len(record):], body)
        assert answer.status == 200, (path, answer)
        assert answer.json == before.json, (path, body)
        assert audit(acme) == lines, (path, body)
        tried.add(path)
    assert len(tried) >= 10, tried


def test_nor_is_archiving_what_is_archived(acme):
    """Also the other way: what is in use is brought back."""
    for kind, record in (("departments", acme.department()), ("accounts", acme.account()),
                         ("categories", acme.create("categories", name="Post"))):
        for archived in (False, True, True, False):
            before, lines = acme.owner.get(f"/api/v2/{kind}/{record['id']}").json, audit(acme)
            answer = acme.owner.post(f"/api/v2/{kind}/{record['id']}/archive", {"archived": archived})
            assert answer.status == 200, answer
            same = archived == (before["archived_at"] is not None)
            assert (answer.json["version"] == before["version"]) is same, (before, answer)
            assert (audit(acme) == lines) is same


def test_nor_is_the_same_logo(acme):
    """The same bytes again."""
    acme.set_logo()
    version, lines = acme.owner.get("/api/v2/organization").json["version"], audit(acme)
    acme.set_logo()
    assert acme.owner.get("/api/v2/organization").json["version"] == version and audit(acme) == lines


def test_nor_is_the_same_rate(acme):
    """However many zeros it is written with."""
    key = {"kind": "exchange", "code": "USD", "since": "2024-03-14"}
    first = acme.owner.put("/api/v2/rates", {**key, "value": "0.93"})
    lines = audit(acme)
    for value in ("0.93", "0.930", "00.93"):
        again = acme.owner.put("/api/v2/rates", {**key, "value": value})
        assert again.status == 200 and again.json == first.json, again
    assert audit(acme) == lines
