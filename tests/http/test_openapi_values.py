"""Every operation of the OpenAPI document, called with values that its schemas allow and with values that they forbid.

Who makes a client from the document has nothing else: what it allows must be accepted, what it forbids must be refused
with the field's name, and every answer must be one that it describes. What a schema cannot know, ids and tokens, is as
in test_v2_routes.py.
"""
import json
import urllib.parse
import zlib

import jsonschema
import pytest

import organizations
from schema_values import Values
from test_v2_routes import ROUTES, World

# What refers to something that has to be there, is counted, or depends on what was sent before or beside it.
REFERENCES = {"id", "deputy_id", "deputy_from", "deputy_until", "to_id", "account_id", "approver_id", "budget_id", "department_id", "category_id", "parent_id", "member_id", "mentions", "entity_id", "organization_id", "version",
              "expense_id", "sha256", "after", "last_event_id", "refresh_token", "invitation_token", "reset_token",
              "email_token", "ticket", "code", "old_password", "content", "cookies",
              "original_amount", "original_currency", "rate", "tax_code", "tax_rate", "tax_amount", "parts",
              "base", "hash", "quantity", "rate_code", "reductions", "unit", "from_quantity", "on_day"}
# Wrong passwords are counted, and log everybody out in the end; the parts of a price or of a key go together.
AS_THEY_ARE = {"POST /api/v2/sessions", "POST /api/v2/sessions/confirm", "GET /api/v2/expenses/price", "GET /api/v2/expenses/similar", "GET /api/v2/recurring/days",
               "DELETE /api/v2/rates/{kind}/{code}/{since}",
               # Any day would close what the others go on with.
               "GET /api/v2/periods/preview", "POST /api/v2/periods/close", "POST /api/v2/periods/reopen"}
# Rules that need more than the value itself to be known: other rows, the currency, a list of bad passwords.
RULES = {"before_month", "before_from", "no_deputy", "cannot_approve", "own_expense", "outside_month", "over_budget", "over_account", "unknown_currency", "reserved", "taken", "in_use", "malformed",
         "not_less", "passed", "to_come", "no_iban", "not_sepa"}
# What HTTP itself may answer, which the document has under 4XX.
OF_HTTP = {"400", "405", "406", "408", "413", "414", "415", "429", "431"}


@pytest.fixture(scope="module", name="service_world")
def _service_world(cluster):
    with organizations.Service(cluster, loops=1) as service:
        yield World(service)


@pytest.fixture(name="world")
def _world(service_world):
    """The organizations, with everybody logged in: the log-ins of one test can end the sessions of others."""
    for role in organizations.ROLES:
        person = getattr(service_world.acme, role)
        if person.get("/api/v2/me").status == 401:
            setattr(service_world.acme, role, person.log_in_again())
    return service_world


def calls(condition=lambda call: True):
    """Runs a test for every operation that fulfils a condition."""
    chosen = [call for call in ROUTES if condition(call)]
    return pytest.mark.parametrize("call", chosen, ids=[call.replace(" ", "") for call in chosen])


def inputs(world, call):
    """The schemas of an operation's arguments by name: of path and query, and of the body."""
    operation = world.operation(call)
    found = {p["name"]: p["schema"] for p in operation["parameters"] if "name" in p}
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    return {**found, **body.get("properties", {})}


def make_arguments(world, call, person, values):
    """Arguments that the schemas allow, with references that lead somewhere."""
    arguments = dict(ROUTES[call].arguments(world, person))
    reads = ROUTES[call].method == "GET"
    if call in AS_THEY_ARE:
        return arguments
    for name, schema in inputs(world, call).items():
        known = name in arguments
        # API v1 checks its values itself: their schema allows everything.
        if not schema.get("type") or (name in REFERENCES and (known or not reads or name in ("after", "cookies", "last_event_id"))):
            continue
        if known or values.random.random() < 0.7:
            value = values.allowed(schema)
            # What others stand for where it is null is not null alone.
            if value is None and name == "amount":
                continue
            quoted = (reads or world.takes_bytes(call)) and isinstance(value, str)
            arguments[name] = urllib.parse.quote(str(value)) if quoted else value
            if reads and isinstance(value, list):
                arguments[name] = [urllib.parse.quote(str(one)) for one in value]
            if reads and isinstance(value, bool):
                arguments[name] = str(value).lower()
    return arguments


def response_of(world, operation, status):
    """What an operation answers with a status, wherever that is described."""
    response = operation["responses"][status]
    if "$ref" in response:
        return world.document["components"]["responses"][response["$ref"].rsplit("/", 1)[1]]
    return response


def check_described(world, call, answer):
    """Fails unless an answer is as the document says: its status, its type, its body."""
    assert answer.status < 500, answer
    status = str(answer.status)
    if status not in world.operation(call)["responses"]:
        assert status in OF_HTTP, (call, answer)
        status = "4XX"
    described = response_of(world, world.operation(call), status)
    content = described.get("content", {})
    if not content:
        assert answer.body == b"", answer
        return
    kind = answer.headers["content-type"]
    assert kind in content or "*/*" in content, (call, kind)
    if kind not in content or kind == "text/event-stream":
        return
    value = json.loads(answer.body)
    world.check_schema(content[kind]["schema"], value)
    check_complete(world, content[kind]["schema"], value)


def check_complete(world, schema, value):
    """Fails where a record has what its schema does not tell of."""
    if "$ref" in schema:
        schema = world.document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    if schema.get("type") == "object" and "properties" in schema:
        assert set(value) <= set(schema["properties"]), set(value) - set(schema["properties"])
        for name, part in value.items():
            check_complete(world, schema["properties"][name], part)
    if schema.get("type") == "array":
        for part in value:
            check_complete(world, schema["items"], part)


def test_the_document_says_enough(world):
    """Every operation has a summary and a description, every argument a description, every failure a reason."""
    for path, item in world.document["paths"].items():
        for method, operation in item.items():
            call = f"{method.upper()} {path}"
            assert operation["summary"] and operation["description"], call
            for name, schema in inputs(world, call).items():
                described = schema.get("description") or next(
                    p["description"] for p in operation["parameters"] if p.get("name") == name)
                assert described and not described.startswith("See"), (call, name)
            for status in operation["responses"]:
                assert response_of(world, operation, status)["description"], (call, status)
            if operation["security"]:
                assert "401" in operation["responses"] and "403" in operation["responses"], call
            jsonschema.Draft202012Validator.check_schema(
                operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {}))


@calls()
def test_what_is_allowed(world, call):
    """Each role sends what the document allows: who may is served, or told a rule that the document cannot know; who
    may not is refused; every answer is described."""
    values = Values(zlib.crc32(call.encode()))
    served = 0
    # What everybody may call is called by nobody in particular.
    for role in organizations.ROLES if world.roles(call) else organizations.ROLES[:1]:
        person = getattr(world.acme, role)
        for _ in range(2):
            answer = world.send(call, make_arguments(world, call, person, values), person=person)
            check_described(world, call, answer)
            if world.roles(call) and role not in world.roles(call):
                assert answer.status == 403, (role, answer)
                continue
            served += answer.status < 300
            if answer.status == 422:
                assert set(answer.fields().values()) <= RULES, answer
            else:
                assert answer.status < 300 or answer.status in (403, 409) or ROUTES[call].success, answer
    assert served > 0 or ROUTES[call].success
    if world.roles(call):
        answer = world.send(call, make_arguments(world, call, world.somebody(call), values), token="")
        check_described(world, call, answer)
        assert answer.status == 401


@calls(lambda call: "/v2/" in call)
def test_what_is_forbidden(world, call):
    """Each value that the document forbids is refused, under the name of its field, and so is a field that is missing
    or that it does not have."""
    values = Values(1)
    entry = ROUTES[call]
    in_query = entry.method in ("GET", "DELETE") or world.takes_bytes(call)
    base = entry.arguments(world, world.somebody(call))
    wrong = [("an unknown field", "no_such_field", "1")]
    for name, schema in inputs(world, call).items():
        if f"{{{name}}}" in entry.path:
            continue
        wrong += [(why, name, value) for why, value in values.forbidden(schema, in_query)]
    for why, name, value in wrong:
        if in_query and why != "no text of UTF-8's":
            value = [urllib.parse.quote(str(one)) for one in value] if isinstance(value, list) else \
                urllib.parse.quote(str(value))
        answer = world.send(call, {**base, name: value})
        check_described(world, call, answer)
        assert answer.status == 422 and name in answer.fields() or why == "no text of UTF-8's" and answer.status in (
            400, 422), (why, name, value, answer)
    schema = world.operation(call).get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    for name in (schema or {}).get("required", []):
        answer = world.send(call, {key: value for key, value in base.items() if key != name})
        check_described(world, call, answer)
        assert answer.status == 422 and answer.fields() == {name: "missing_field"}, answer
