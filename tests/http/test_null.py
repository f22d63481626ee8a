"""What is not given stays; null empties a field, or is refused by its name where the field cannot be empty.

A form that is emptied sends null. Where one field took that for "not given", and another for empty, a client had to know of
each which it was. Every route that changes a record is tried with every field that the OpenAPI document has for it: one that
is new is here by itself. What the document says of null is what the route does.
"""
import pytest

import harness
import organizations
from test_unchanged import changing_routes, records


@pytest.fixture(scope="module", name="acme")
def _acme():
    with harness.Cluster() as cluster, organizations.Service(cluster) as service:
        yield service.sign_up("Acme")


def test_null_empties_or_is_refused(acme):
    """Alike everywhere; the rest of the record stays as it is."""
    paths = records(acme)
    assert acme.owner.put("/api/v2/rates", {"kind": "per_diem", "code": "DE", "since": "2020-01-01", "value": "28"}).status == 200
    counted = f"/api/v2/expenses/{acme.expense(amount=None, kind='per_diem', quantity='2', rate_code='DE')['id']}"
    emptied, refused = set(), set()
    for path, method, properties in changing_routes(acme):
        record = path.removesuffix("/role")
        assert record in paths, f"the test has no record for {method} {path}"
        for name, schema in properties.items():
            if name in NOT_SHOWN:
                continue
            url = counted if name in OF_QUANTITY else record.replace("{id}", str(paths[record]))
            before = acme.owner.get(url).json
            answer = acme.owner.request(method.upper(), url + path[len(record):], {**required(acme, path), name: None})
            if "null" not in schema.get("type", ()):
                assert answer.status == 422 and set(answer.fields()) == {name}, (path, name, answer)
                assert acme.owner.get(url).json == before
                refused.add((path, name))
                continue
            assert answer.status == 200, (path, name, answer)
            assert is_empty(name, answer.json), (path, name, answer)
            assert answer.json.get("version", 0) == before.get("version", -1) + 1, "there was nothing to empty"
            along = TOGETHER.get(name, set()) & set(properties)
            assert all(is_empty(other, answer.json) for other in along), (path, name, answer)
            others = {key: value for key, value in answer.json.items() if key not in (name, "version", "updated_at", *DERIVED, *along)}
            assert others == {key: before[key] for key in others}, (path, name)
            emptied.add((path, name))
            if along:
                again = acme.owner.patch(url, {other: before[other] for other in (name, *along)})
                assert again.status == 200, again
    assert len(emptied) >= 20 and len(refused) >= 20, (emptied, refused)


# What is nothing without the other, and goes with it.
TOGETHER = {"original_amount": {"original_currency", "rate"}, "original_currency": {"original_amount", "rate"},
            "tax_amount": {"tax_code", "tax_rate"}, "deputy_id": {"deputy_from", "deputy_until"},
            "quantity": {"rate_code"}, "rate_code": {"quantity"}}
# What an expense has in the place of a foreign amount; and what a record does not show, which test_mileage.py empties.
OF_QUANTITY, NOT_SHOWN = {"quantity", "rate_code"}, {"reductions"}
# What follows from other fields of a record.
DERIVED = {"own_settings", "primary_text_color", "accent_text_color", "can", "unit"}


def required(acme, path):
    """What a route asks for, whatever is changed."""
    return {"role": "member"} if path.endswith("/role") else {}


def is_empty(name, record):
    """Whether a field is empty. Settings of an organization are the operator's default then, a budget without a last day ends with its month, and
    what comes again on no day of its own does so on that of the first."""
    if "own_settings" in record:
        return name not in record["own_settings"]
    if name == "on_day":
        return record[name] == int(record["first_on"][-2:])
    if name == "until" and "month" in record:
        return (record["month"], record["until"]) == ("2024-03-01", "2024-03-31")
    return record[name] in (None, "", {}, [])


def test_what_is_not_given_stays(acme):
    """A change of one field leaves those alone that null would empty."""
    department = acme.department()
    changed = acme.owner.patch(f"/api/v2/departments/{department['id']}", {"approver_id": acme.approver.id})
    renamed = acme.owner.patch(f"/api/v2/departments/{department['id']}", {"name": "Renamed"})
    assert changed.status == renamed.status == 200
    assert renamed.json["approver_id"] == acme.approver.id


def test_a_null_version_is_no_way_around_the_lock(acme):
    """A client that has lost the version it has seen is told so; If-Match says it as well."""
    url = f"/api/v2/departments/{acme.department()['id']}"
    answer = acme.owner.patch(url, {"version": None, "name": "Late"})
    assert (answer.status, answer.fields()) == (422, {"version": "missing"})
    answer = acme.owner.request("PATCH", url, {"version": None, "name": "In time"}, headers={"If-Match": '"1"'})
    assert answer.status == 200, answer


def test_api_v1_takes_null_as_ever(acme):
    """There null in a change is as good as nothing."""
    department = acme.department()
    url = f"/api/v1/departments/{department['id']}"
    for body in ({"name": None}, {}):
        answer = acme.owner.patch(url, body)
        assert answer.status == 200 and answer.json["name"] == department["name"], answer
