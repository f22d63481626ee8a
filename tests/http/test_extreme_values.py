"""Values at the ends of their types, in every argument of every operation: a mistake is told by its field, and none is PostgreSQL's.

The shim takes what a type can hold. What the function then computes with it can be more: a day after the last one, a sum beyond
its column. PostgreSQL's own error for that names no field, and says nothing of what to send instead.
"""
import urllib.parse

import pytest

import organizations
from schema_values import kind_of
from test_openapi_values import calls, inputs
from test_v2_routes import ROUTES, World

INTEGERS = {"int64": (2 ** 63 - 1, -2 ** 63), "int32": (2 ** 31 - 1, -2 ** 31), None: (2 ** 63 - 1,)}
TEXTS = {"decimal": ("9" * 1000, "-" + "9" * 1000, "0." + "0" * 1000 + "1", "999999999999999.9999", "1000000000000000"),
         "date": ("0001-01-01", "9999-12-31"), "date-time": ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"),
         None: ("x" * 500000,)}


@pytest.fixture(scope="module", name="world")
def _world(cluster):
    with organizations.Service(cluster, loops=1) as service:
        yield World(service)


def extremes(schema, in_query):
    """Values at the ends of the type of a schema."""
    kind = kind_of(schema)
    if kind == "array":
        return [[value] for value in extremes(schema["items"], in_query)]
    if kind == "integer":
        return INTEGERS[schema.get("format")]
    if kind == "string" and "enum" not in schema:
        found = TEXTS.get(schema.get("format"), TEXTS[None])
        return [value[:1500] for value in found] if in_query else found
    return []


@calls(lambda call: "/v2/" in call)
def test_the_ends_of_each_type(world, call):
    """It is served, or refused for what it is."""
    entry = ROUTES[call]
    in_query = entry.method in ("GET", "DELETE") or world.takes_bytes(call)
    person = world.somebody(call)
    for name, schema in inputs(world, call).items():
        for value in extremes(schema, in_query):
            arguments = dict(entry.arguments(world, person))
            quoted = [urllib.parse.quote(str(one)) for one in value] if isinstance(value, list) else urllib.parse.quote(str(value))
            arguments[name] = quoted if in_query or f"{{{name}}}" in entry.path else value
            answer = world.send(call, arguments, person=person)
            assert answer.status < 500, (name, str(value)[:50], answer)
            assert answer.status != 422 or answer.fields(), (name, str(value)[:50], answer)
