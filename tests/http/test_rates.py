"""Amounts of other currencies and the tax inside of an amount, over HTTP: exact to the last unit by another arithmetic than
the server's, changed by whom the table of permissions lets do it, refused by name."""
import decimal
import random

import pytest

import harness
import organizations

NONE = {"original_amount": None, "original_currency": None, "rate": None, "tax_code": None, "tax_rate": None, "tax_amount": None}
FOREIGN = {"amount": None, "original_amount": "120.50", "original_currency": "USD"}
DECIMALS = {"JPY": 0, "EUR": 2, "KWD": 3}
# What may be changed with the amount, and what with the budget.
EDITED = {"original_amount": "99.00", "original_currency": "KWD", "rate": "0.5"}
RECODED = {"tax_code": "full", "tax_rate": "7", "tax_amount": None}


@pytest.fixture(scope="module", name="service")
def _service():
    with harness.Cluster() as cluster, organizations.Service(cluster) as service:
        yield service


@pytest.fixture(scope="module", name="acme")
def _acme(service):
    acme = service.sign_up("Acme")
    for kind, code, since, value in (("exchange", "USD", "2024-03-11", "0.93"), ("exchange", "KWD", "2024-03-11", "2.8"),
                                     ("tax", "full", "2020-01-01", "19"), ("tax", "reduced", "2020-01-01", "7")):
        answer = put(acme.owner, kind, code, since, value)
        assert answer.status == 200 and answer.json["value"] == value, answer
    return acme


def put(person, kind, code, since, value):
    """The answer to a rate that somebody sets."""
    return person.put("/api/v2/rates", {"kind": kind, "code": code, "since": since, "value": value})


def price(record):
    return {name: record[name] for name in NONE}


def enter(acme, person=None, **fields):
    """The answer to an expense that somebody enters."""
    body = {"budget_id": acme.budget(amount="100000.00")["id"], "amount": "10.00", "spent_on": "2024-03-14", "description": "Hotel", **fields}
    return (person or acme.member).post("/api/v2/expenses", body)


def test_what_was_paid_is_shown_with_what_it_is(acme):
    """At once, alone, in the list, in the history; nothing where nothing is given; and as it was asked before."""
    plain = enter(acme)
    assert plain.status == 201 and price(plain.json) == NONE, plain
    asked = acme.member.get("/api/v2/expenses/price?spent_on=2024-03-14&original_amount=120.5&original_currency=USD&tax_code=full")
    assert asked.status == 200, asked
    expected = {"original_amount": "120.50", "original_currency": "USD", "rate": "0.93", "tax_code": "full", "tax_rate": "19",
                "tax_amount": "17.89"}
    assert price(asked.json) == expected and asked.json["amount"] == "112.07", asked
    assert asked.json["net_amount"] == "94.18" and asked.json["rate_since"] == "2024-03-11" and asked.json["currency"] == "EUR"
    made = enter(acme, **FOREIGN, tax_code="full")
    assert made.status == 201 and price(made.json) == expected and made.json["amount"] == "112.07", made
    path = f"/api/v2/expenses/{made.json['id']}"
    assert price(acme.auditor.get(path).json) == expected
    listed = acme.auditor.get("/api/v2/expenses?original_currency=USD").json["items"]
    assert [price(record) for record in listed if record["id"] == made.json["id"]] == [expected]
    changed = acme.member.patch(path, {"amount": "113.00"})
    assert changed.status == 200 and changed.json["rate"] is None and changed.json["tax_amount"] == "18.04", changed
    history = acme.auditor.get(path + "/history").json["items"]
    assert history[0]["before"]["rate"] == "0.93" and history[0]["after"]["rate"] is None
    total = acme.auditor.get("/api/v2/expenses/total?by=tax_code&by=tax_rate&original_currency=USD").json["items"]
    assert [(t["tax_code"], t["tax_rate"], t["amount"], t["tax_amount"], t["net_amount"]) for t in total] == [
        ("full", "19", "113.00", "18.04", "94.96")]


@pytest.mark.parametrize("fields, wrong", [
    ({"original_amount": [1], "original_currency": "USD"}, {"original_amount": "wrong_type"}),
    ({"original_amount": "1", "original_currency": "usd"}, {"original_currency": "unknown_currency"}),
    ({"original_amount": "1", "original_currency": "EUR"}, {"original_currency": "own_currency"}),
    ({"original_amount": "1", "original_currency": "CHF"}, {"rate": "no_rate"}),
    ({"original_amount": "1.005", "original_currency": "USD"}, {"original_amount": "too_many_decimals"}),
    ({"original_amount": "-1", "original_currency": "USD"}, {"original_amount": "negative"}),
    ({"original_amount": "0.01", "original_currency": "USD", "rate": "0.1"}, {"original_amount": "too_small"}),
    ({"original_amount": "9" * 15, "original_currency": "USD", "rate": "9"}, {"original_amount": "too_large"}),
    ({"original_amount": "1", "original_currency": "USD", "rate": "0.0000000000001"}, {"rate": "too_many_decimals"}),
    ({"original_amount": "1", "original_currency": "USD", "rate": "NaN"}, {"rate": "wrong_type"}),
    ({"tax_code": "luxury"}, {"tax_code": "unknown"}), ({"tax_code": "full", "tax_rate": "7"}, {"tax_rate": "not_of_code"}),
    ({"tax_rate": "1000"}, {"tax_rate": "too_large"}), ({"tax_rate": "19", "tax_amount": "1.58"}, {"tax_amount": "not_of_rate"}),
    ({"tax_amount": "10.01"}, {"tax_amount": "exceeds_amount"}), ({"tax_amount": "1.001"}, {"tax_amount": "too_many_decimals"}),
])
def test_what_cannot_be_is_refused_by_name(acme, fields, wrong):
    """When it is entered as when it is changed, and nothing is changed then."""
    made = enter(acme)
    path = f"/api/v2/expenses/{made.json['id']}"
    amount = {"amount": None} if "original_amount" in fields else {}
    for answer in (enter(acme, **{**fields, **amount}), acme.member.patch(path, fields)):
        assert answer.status in (400, 422) and answer.fields() == wrong, answer
    assert acme.member.get(path).json == made.json


def test_rates_are_for_finance(acme):
    """Everybody reads them, owners and admins set and delete them; what was entered with one stays."""
    made = enter(acme, **FOREIGN).json
    path = "/api/v2/rates/exchange/CAD/2024-03-14"
    rate = ("exchange", "CAD", "2024-03-14", "0.68")
    for role in ("approver", "member", "auditor"):
        person = getattr(acme, role)
        assert put(person, *rate).status == 403 and person.delete(path).status == 403
    assert put(acme.admin, *rate).json["can"] == ["update", "delete"]
    for role, can in (("admin", ["update", "delete"]), ("member", []), ("auditor", [])):
        items = getattr(acme, role).get("/api/v2/rates?code=CAD").json["items"]
        assert items == [{"kind": "exchange", "code": "CAD", "since": "2024-03-14", "from_quantity": "0", "value": "0.68", "unit": None,
                          "decimals": 2, "can": can}]
    assert acme.admin.delete(path).status == 204 and acme.admin.delete(path).status == 404
    events = [row for row in acme.owner.get("/api/v2/audit?entity=rate").json["items"] if "CAD" in str(row)]
    assert [row["action"] for row in events] == ["deleted", "created"]
    assert put(acme.owner, "exchange", "USD", "2024-03-11", "2").status == 200
    try:
        assert acme.member.get(f"/api/v2/expenses/{made['id']}").json == made
        assert acme.member.patch(f"/api/v2/expenses/{made['id']}", {"notes": "x"}).json["amount"] == made["amount"]
    finally:
        assert put(acme.owner, "exchange", "USD", "2024-03-11", "0.93").status == 200


def test_each_goes_with_what_it_is_like(acme):
    """Whoever may change the amount may change in which currency it was; whoever may change the budget may change the tax."""
    acme.approve()
    try:
        count = 0
        for state in ("draft", "submitted", "approved", "rejected"):
            for role, own in (("member", True), ("approver", False), ("admin", False), ("member", False), ("auditor", False)):
                person = getattr(acme, role)
                owner = person if own else acme.owner
                made = enter(acme, owner, draft=True, **FOREIGN).json
                path = f"/api/v2/expenses/{made['id']}"
                second = acme.budget(amount="100000.00")["id"]
                if state != "draft":
                    assert owner.post(path + "/submit").status == 200
                    waited = acme.approver if own or role != "approver" else person
                    acme.service.psql(f"SELECT FROM reassign_expense({made['id']}, {waited.id})", acme.slug)
                if state == "approved":
                    acme.service.psql(f"SELECT FROM approve_expense({made['id']})", acme.slug)
                if state == "rejected":
                    acme.service.psql(f"SELECT FROM reject_expense({made['id']}, 'Why')", acme.slug)
                for like, fields in (({"description": "Inn"}, EDITED), ({"budget_id": second}, RECODED)):
                    expected = person.patch(path, like)
                    for name, value in fields.items():
                        answer = person.patch(path, {name: value})
                        assert answer.status == expected.status, (state, role, own, name, answer, expected)
                        count += answer.status == 200
        assert count == 27
    finally:
        assert acme.owner.patch("/api/v2/organization", {"approval": "off"}).status == 200


def exact(numerator, denominator, decimals):
    """A quotient of two numbers, rounded once, half away from zero: by integers, of fractions as they are written."""
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    with decimal.localcontext() as context:
        context.prec = 200
        top, bottom = abs(numerator) * 10 ** decimals, abs(denominator)
        scale = max(-top.as_tuple().exponent, -bottom.as_tuple().exponent, 0)
        top, bottom = int(top.scaleb(scale)), int(bottom.scaleb(scale))
        return (decimal.Decimal(sign * ((2 * top + bottom) // (2 * bottom)))).scaleb(-decimals)


def number(source, digits, decimals):
    """A random number with up to so many digits before and behind the point, often at its bounds."""
    whole = source.choice([0, 1, 10 ** digits - 1, source.randrange(10 ** source.randint(1, digits))])
    part = source.choice([0, 10 ** decimals - 1, 5 * 10 ** max(decimals - 1, 0), source.randrange(10 ** decimals)]) % 10 ** decimals
    return decimal.Decimal(f"{whole}.{part:0{decimals}d}") if decimals else decimal.Decimal(whole)


@pytest.mark.parametrize("base", DECIMALS)
def test_amounts_and_taxes_are_exact(service, base):
    """Thousands of made-up ones come to what Python's decimal says, in currencies of 0, 2 and 3 decimals, up to what columns
    hold, with halves that have to be rounded up."""
    source = random.Random(base)
    slug = service.psql(f"SELECT slug FROM outlay.create_tenant('Base {base}', 'office@{base.lower()}.example')")
    service.psql(f"SELECT FROM update_organization(currency => '{base}')", slug)
    decimals = DECIMALS[base]
    wanted, rows, refused = [], [], 0
    while len(rows) < 3000:
        currency = source.choice([code for code in DECIMALS if code != base])
        original, rate = number(source, 15, DECIMALS[currency]), number(source, 12, 12)
        percent = number(source, 3, 4)
        if not original or not rate:
            continue
        if source.random() < 0.2:	# a half of the smallest unit
            original, rate = decimal.Decimal(1), decimal.Decimal(source.randrange(10 ** 6)).scaleb(-decimals) + decimal.Decimal(5).scaleb(-decimals - 1)
        amount = exact(original * rate, decimal.Decimal(1), decimals)
        if not amount or amount >= 10 ** 15:
            refused += 1
            continue
        tax = exact(amount * percent, 100 + percent, decimals)
        rows.append(f"({original}, '{currency}', {rate}, {percent})")
        wanted.append((amount, tax, amount - tax))
    assert refused > 100
    found = service.psql(f"""
        SELECT string_agg(concat_ws(' ', p.amount, p.tax_amount, p.net_amount), E'\\n' ORDER BY n)
        FROM (SELECT row_number() OVER () AS n, v.* FROM (VALUES {', '.join(rows)}) v (o, c, r, t)) v,
            LATERAL price_expense('2024-03-14', original_amount => v.o, original_currency => v.c, rate => v.r, tax_rate => v.t) p""", slug)
    found = [tuple(decimal.Decimal(word) for word in line.split()) for line in found.split("\n")]
    assert len(found) == len(wanted)
    for row, one, other in zip(rows, found, wanted):
        assert one == other, row
        assert -one[0].as_tuple().exponent == decimals, row


def upload(person, content, **query):
    """The answer to a file of rates."""
    said = "&".join(f"{name}={value}" for name, value in query.items())
    return person.request("POST", f"/api/v2/rates/import?{said}", content, headers={"Content-Type": "text/csv"})


def test_a_file_is_previewed_and_confirmed(service):
    """The same bytes with the hash of the preview; another file with it is refused, and a preview leaves nothing."""
    acme = service.sign_up("Imports")
    content = b"Date,USD,JPY,\n2024-03-14,1.0925,N/A,\n2024-03-13,1.0939,161.83,\n"
    for role in ("approver", "member", "auditor"):
        assert upload(getattr(acme, role), content).status == 403
    seen = upload(acme.admin, content)
    assert seen.status == 200 and (seen.json["rates"], seen.json["made"], seen.json["imported"]) == (3, 3, False), seen
    assert acme.owner.get("/api/v2/rates").json["items"] == []
    other = upload(acme.admin, content + b"2024-03-12,1.1,1,\n", hash=seen.json["hash"])
    assert other.status == 422 and other.fields() == {"hash": "another_file"}, other
    done = upload(acme.admin, content, hash=seen.json["hash"])
    assert done.status == 200 and done.json["imported"], done
    for rate in acme.member.get("/api/v2/rates").json["items"]:
        units = {("USD", "2024-03-14"): "1.0925", ("USD", "2024-03-13"): "1.0939", ("JPY", "2024-03-13"): "161.83"}[rate["code"], rate["since"]]
        exact = (1 / decimal.Decimal(units)).quantize(decimal.Decimal("1e-12"), decimal.ROUND_HALF_UP)
        assert decimal.Decimal(rate["value"]) == exact, rate
    asked = acme.member.get("/api/v2/expenses/price?spent_on=2024-03-14&original_amount=100&original_currency=USD")
    assert asked.json["amount"] == "91.53", asked


@pytest.mark.parametrize("content", [b"", b"\0", b"\xff\xfe", b"Date,USD\n2024-03-14," + b"1" * 1000000, b"Date" + b",USD" * 1000000,
                                     b"Date,USD\n2024-03-14,1\0", b"\n" * 5000000, b'"' * 5000000])
def test_hostile_files_are_refused(acme, content):
    """With their line and column, at once, and the service goes on."""
    answer = upload(acme.admin, content)
    assert answer.status in (400, 422) and set(answer.fields()) == {"content"}, answer
    assert acme.admin.get("/api/v2/rates").status == 200
