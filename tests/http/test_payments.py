"""Money out over HTTP: what is owed becomes a payment, the payment a file that a bank can read, and nobody sees an IBAN whole
but its holder and those who pay."""
import csv
import io
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree

import pytest

import organizations

XMLLINT = shutil.which("xmllint")
# The schemas are not ours to hand out: they are used where they are.
SCHEMAS = os.environ.get("OUTLAY_SEPA_SCHEMAS", "/work/shared/sepa")
OURS, MARA, ADA = "DE89370400440532013000", "AT611904300234573201", "FR1420041010050500013M02606"
NAMES = "{urn:iso:std:iso:20022:tech:xsd:pain.001.001.%s}"


@pytest.fixture(scope="module", name="service")
def _service(cluster):
    with organizations.Service(cluster) as service:
        yield service


@pytest.fixture(name="acme")
def _acme(service):
    return service.sign_up(service.name("Payer"))


@pytest.fixture(scope="module", name="debian_schema")
def _debian_schema(tmp_path_factory):
    """The schema of version 3 from a package of Debian's, which is unpacked and not installed."""
    folder = tmp_path_factory.mktemp("schema")
    package = "tryton-modules-account-payment-sepa"
    if not shutil.which("apt-get") or subprocess.run(["apt-get", "-q", "download", package], cwd=folder, check=False,
                                                     capture_output=True, timeout=120).returncode:
        pytest.skip(f"{package} cannot be had")
    for name in os.listdir(folder):
        if name.endswith(".deb"):
            subprocess.run(["dpkg", "-x", name, "."], cwd=folder, check=True, timeout=60)
    found = [os.path.join(path, name) for path, _, names in os.walk(folder) for name in names if name == "pain.001.001.03.xsd"]
    if not found:
        pytest.skip(f"{package} has no such schema any more")
    return found[0]


def name_member(acme, person, first, last, iban=None):
    """Gives somebody a name, and, by themselves, a bank account."""
    assert person.patch("/api/v2/me", {"first_name": first, "last_name": last}).status == 200
    if iban:
        answer = person.patch("/api/v2/me/bank-account", {"iban": iban})
        assert answer.status == 200 and answer.json["iban"] == iban.replace(" ", ""), answer


def ready(acme):
    """An organization that can pay: two with expenses and bank accounts, and one payment of both."""
    assert acme.owner.patch("/api/v2/organization/bank-account", {"iban": OURS, "holder": "Bäckerei Groß & Söhne <GmbH>"}).status == 200
    name_member(acme, acme.member, "Mára", "Đặng-Łuß", MARA)
    name_member(acme, acme.admin, "Ada", "Œuvre Ærø", ADA)
    for amount, person in (("10.00", acme.member), ("20.50", acme.member), ("999.99", acme.admin)):
        acme.expense(person, amount=amount)
    answer = acme.owner.post("/api/v2/payments", {})
    assert answer.status == 201, answer
    return answer.json


def export(acme, payment, status=200, **arguments):
    """The answer to an export."""
    answer = acme.owner.post(f"/api/v2/payments/{payment['id']}/export", arguments)
    assert answer.status == status, answer
    return answer


def check_file(body, version, schema):
    """Fails unless a file says what the payment is, in the characters of SEPA, and is as the schema has it."""
    name = NAMES % version
    root = xml.etree.ElementTree.fromstring(body)
    assert root.tag == name + "Document"

    def texts(path):
        return [element.text for element in root.findall(".//" + "/".join(name + part for part in path.split("/")))]
    assert texts("GrpHdr/NbOfTxs") == texts("PmtInf/NbOfTxs") == ["2"]
    assert texts("GrpHdr/CtrlSum") == texts("PmtInf/CtrlSum") == ["1030.49"]
    assert texts("InitgPty/Nm") == texts("Dbtr/Nm") == ["Backerei Gross + Sohne .GmbH."]
    assert texts("DbtrAcct/Id/IBAN") == [OURS] and texts("CdtrAcct/Id/IBAN") == [MARA, ADA]
    assert texts("Cdtr/Nm") == ["Mara Dang-Luss", "Ada OEuvre AEro"]
    assert texts("InstdAmt") == ["30.50", "999.99"]
    assert all(re.fullmatch(r"[A-Za-z0-9 /?:().,'+-]{1,140}", text) for text in texts("Ustrd"))
    assert texts("SvcLvl/Cd") == ["SEPA"] and texts("ChrgBr") == ["SLEV"] and texts("DbtrAgt/FinInstnId/Othr/Id") == ["NOTPROVIDED"]
    ends = texts("EndToEndId")
    assert len(set(ends)) == 2 and all(len(end) <= 35 for end in ends + texts("MsgId"))
    result = subprocess.run([XMLLINT, "--noout", "--nonet", "--schema", schema, "-"], input=body, check=False, capture_output=True, timeout=60)
    assert result.returncode == 0, result.stderr


@pytest.mark.skipif(not XMLLINT, reason="there is no xmllint")
@pytest.mark.skipif(not os.path.exists(f"{SCHEMAS}/pain.001.001.09.xsd"), reason="the schema of version 9 is not there")
def test_a_bank_reads_version_9(acme):
    """By default the file is pain.001.001.09, with what SEPA asks for; it leaves as a file to be saved."""
    answer = export(acme, ready(acme))
    assert answer.headers["content-type"] == "application/xml"
    assert re.fullmatch(r'attachment; filename="payment-\d+\.xml"', answer.headers["content-disposition"])
    assert answer.headers["cache-control"] == "no-store" or "no-store" in answer.headers["cache-control"]
    check_file(answer.body, "09", f"{SCHEMAS}/pain.001.001.09.xsd")


@pytest.mark.skipif(not XMLLINT, reason="there is no xmllint")
def test_a_bank_reads_version_3(acme, debian_schema):
    """On request it is pain.001.001.03, which some banks still want."""
    check_file(export(acme, ready(acme), format="pain.001.001.03").body, "03", debian_schema)


def test_the_same_file_each_time(acme):
    """One message id never means two files; a payment that has become another gets a new one when it is asked for."""
    payment = ready(acme)
    first = export(acme, payment).body
    assert export(acme, payment).body == first
    record = acme.owner.get(f"/api/v2/payments/{payment['id']}").json
    assert record["state"] == "exported" and record["message_id"].encode() in first
    assert acme.member.patch("/api/v2/me/bank-account", {"iban": ADA}).status == 200
    refused = export(acme, payment, status=409)
    assert record["message_id"] in refused.json["detail"] and "renew" in refused.json["hint"], refused
    renewed = export(acme, payment, renew=True).body
    assert record["message_id"].encode() not in renewed and renewed != first
    assert acme.owner.get(f"/api/v2/payments/{payment['id']}").json["message_id"].encode() in renewed
    assert acme.owner.get("/api/v2/balance-check").json["items"] == []


def test_no_second_file_has_a_name_after_going_back_to_a_snapshot(acme):
    """The bank would take it for the first, and pay nobody; the same file has the same name, and is paid once."""
    payment = ready(acme)
    acme.service.psql(f"SELECT outlay.create_snapshot('{acme.slug}', 'before')")

    def name_again(iban):
        acme.service.psql(f"SELECT outlay.restore_snapshot('{acme.slug}', 'before')")
        acme.people["owner"] = acme.owner.log_in_again()
        assert acme.owner.patch(f"/api/v2/members/{acme.member.id}/bank-account", {"iban": iban}).status == 200
        export(acme, payment)
        return acme.owner.get(f"/api/v2/payments/{payment['id']}").json["message_id"]
    first, other, same = name_again(MARA), name_again(ADA), name_again(MARA)
    assert first != other and first == same


@pytest.mark.skipif(not XMLLINT, reason="there is no xmllint")
@pytest.mark.skipif(not os.path.exists(f"{SCHEMAS}/pain.001.001.09.xsd"), reason="the schema of version 9 is not there")
@pytest.mark.parametrize("name", ["\u00a8", "\u0301", "\U0001f600", "&<>\"'", "//", "\u0645\u0627\u0631\u0627", "x" * 40])
def test_no_name_spoils_the_file_of_all(acme, name):
    """Of one without a single letter that a bank takes something is left: an empty name has a bank refuse everybody's."""
    payment = ready(acme)
    assert acme.owner.patch("/api/v2/organization/bank-account", {"holder": name}).status == 200
    assert acme.member.patch("/api/v2/me", {"first_name": name, "last_name": ""}).status == 200
    result = subprocess.run([XMLLINT, "--noout", "--nonet", "--schema", f"{SCHEMAS}/pain.001.001.09.xsd", "-"],
                            input=export(acme, payment).body, check=False, capture_output=True, timeout=60)
    assert result.returncode == 0, result.stderr


def test_what_keeps_a_payment_from_sepa_is_said_at_once(acme):
    """Everybody whose IBAN is missing is named in one answer; without euro there is CSV alone."""
    name_member(acme, acme.member, "Mara", "May")
    name_member(acme, acme.admin, "Ada", "Ash")
    assert acme.admin.patch("/api/v2/me/bank-account", {"iban": "BR15 0000 0000 0000 1093 2840 814P 2"}).status == 200
    for person in (acme.member, acme.admin):
        acme.expense(person)
    payment = acme.owner.post("/api/v2/payments", {}).json
    refused = export(acme, payment, status=422).json
    assert [(error["field"], error["code"], error["message"]) for error in refused["errors"]] == [
        ("iban", "no_iban", "of the organization is missing"), ("iban", "no_iban", "of Mara May is missing"),
        ("iban", "not_sepa", "of Ada Ash is in no country of SEPA")]
    assert acme.owner.get(f"/api/v2/payments/{payment['id']}").json["state"] == "open"
    acme.service.psql("UPDATE organization SET currency = 'CHF'", acme.slug)
    refused = export(acme, payment, status=409).json
    assert "CHF" in refused["detail"] and "csv" in refused["hint"], refused


def test_csv_runs_nothing(acme):
    """As RFC 4180 says, with a byte more before what a spreadsheet would take for a formula."""
    name_member(acme, acme.member, '=cmd|"x",', "@May")
    acme.expense(acme.member, amount="7.00")
    answer = export(acme, acme.owner.post("/api/v2/payments", {}).json, format="csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.body.endswith(b"\r\n") and answer.body.count(b"\r\n") == 2
    rows = list(csv.DictReader(io.StringIO(answer.body.decode(), newline="")))
    assert rows[0]["name"] == "'=cmd|\"x\", @May" and rows[0]["amount"] == "7.00" and rows[0]["iban"] == ""


@pytest.mark.parametrize("name", ["a;=1+1", "a;\"=1+1", "a;@b", "a;-1;+1"])
def test_csv_runs_nothing_where_semicolons_are_between_values(acme, name):
    """As in the spreadsheets of most of Europe, which split at each, within quotation marks that are not around a value too."""
    name_member(acme, acme.member, name, "May")
    acme.expense(acme.member)
    body = export(acme, acme.owner.post("/api/v2/payments", {}).json, format="csv").body.decode()
    assert ";" in body
    for values in csv.reader(io.StringIO(body, newline=""), delimiter=";"):
        assert not any(value.startswith(tuple("=+-@\t\r")) for value in values), values


def test_an_iban_is_whole_for_its_holder_and_finance_alone(acme):
    """Neither lists nor the audit, histories, events or what others may ask for show more than its end."""
    payment = ready(acme)
    export(acme, payment)
    number = acme.member.id
    for person, status in ((acme.owner, 200), (acme.admin, 200), (acme.approver, 403), (acme.member, 403), (acme.auditor, 403)):
        answer = person.get(f"/api/v2/members/{number}/bank-account")
        assert answer.status == status and (MARA.encode() in answer.body) == (status == 200), answer
        answer = person.get("/api/v2/organization/bank-account")
        assert answer.status == status and (OURS.encode() in answer.body) == (status == 200), answer
    assert acme.member.get("/api/v2/me/bank-account").json["iban"] == MARA
    for person in (acme.owner, acme.auditor, acme.approver, acme.member):
        for path in ("members", f"members/{number}", f"members/{number}/history", "me", "organization", "audit", "owed", "payments",
                     f"payments/{payment['id']}/transfers", f"payments/{payment['id']}/history", "expenses", "branding"):
            body = person.get(f"/api/v2/{path}").body
            assert not any(iban.encode() in body for iban in (OURS, MARA, ADA)), (person.role, path)
    transfers = acme.auditor.get(f"/api/v2/payments/{payment['id']}/transfers").json["items"]
    assert [(t["member_id"], t["amount"], t["iban"]) for t in transfers] == [
        (acme.admin.id, "999.99", "**** 2606"), (number, "30.50", "**** 3201")]
    audit = acme.owner.get("/api/v2/audit?entity=member&action=updated").json["items"]
    assert any((row["after"] or {}).get("iban") == "**** 3201" for row in audit)
    # Nothing of the kind in what PostgreSQL keeps of the changes, either.
    kept = acme.service.psql("SELECT count(*) FROM audit WHERE concat(before, after) ~ 'AT6119|DE8937|FR1420'", acme.slug)
    assert kept.split()[-1] == "0"


def test_a_wrong_iban_is_told_what_is_wrong(acme):
    """Length by country, check digits, and what is no IBAN at all; an auditor has a bank account as well."""
    for iban, code in (("DE89 3704 0044 0532 0130 0", "wrong_length"), ("DE88370400440532013000", "wrong_check_digits"),
                       ("DE89370400440532031000", "wrong_check_digits"), ("DE00370400440532013050", "wrong_check_digits"),
                       ("DE01370400440532013032", "wrong_check_digits"), ("DE99370400440532013014", "wrong_check_digits"),
                       ("ZZ89370400440532013000", "unknown_country"), ("8937", "malformed"),
                       ("DE89 3704 0044 ö", "malformed")):
        answer = acme.member.patch("/api/v2/me/bank-account", {"iban": iban})
        assert answer.status == 422 and [error["code"] for error in answer.json["errors"]] == [code], (iban, answer)
    assert acme.auditor.patch("/api/v2/me/bank-account", {"iban": "de89 3704-0044 0532 0130 00"}).json["iban"] == OURS
    assert acme.auditor.patch("/api/v2/me/bank-account", {"iban": None}).json["iban"] is None
    # An owner's is no admin's to change, and who changes where money goes has shown the password lately.
    assert acme.admin.patch(f"/api/v2/members/{acme.owner.id}/bank-account", {"iban": OURS}).status == 403
    acme.service.psql("UPDATE session SET confirmed_at = now() - interval '1 day'", acme.slug)
    for person, path in ((acme.member, "me"), (acme.owner, f"members/{acme.member.id}"), (acme.owner, "organization")):
        answer = person.patch(f"/api/v2/{path}/bank-account", {"iban": OURS})
        assert answer.status == 403 and answer.json["errors"][0]["code"] == "confirmation_required", answer


def test_a_payment_asked_for_twice_is_made_once(acme):
    """With an Idempotency-Key, as all that creates something; and what is owed is not paid twice without one."""
    acme.expense(acme.member)
    key = {"Idempotency-Key": "payment-of-november"}
    first, second = (acme.owner.post("/api/v2/payments", {}, headers=key) for _ in range(2))
    assert first.status == second.status == 201 and first.json["id"] == second.json["id"]
    assert acme.owner.post("/api/v2/payments", {}).status == 409
    assert len(acme.owner.get("/api/v2/payments").json["items"]) == 1


def test_payments_work_without_approval_too(acme):
    """What was approved before approval was switched off, and what is approved by being entered, is owed alike."""
    acme.approve()
    expense = acme.expense(acme.member)
    assert acme.owner.post(f"/api/v2/expenses/{expense['id']}/approve").status in (200, 403)
    assert acme.owner.patch("/api/v2/organization", {"approval": "off"}).status == 200
    acme.expense(acme.member, amount="5.00")
    payment = acme.owner.post("/api/v2/payments", {"member_id": [acme.member.id]}).json
    assert acme.owner.post(f"/api/v2/payments/{payment['id']}/confirm", {}).json["state"] == "paid"
    states = {row["state"] for row in acme.member.get(f"/api/v2/expenses?state=paid&member_id={acme.member.id}").json["items"]}
    assert states == {"paid"}
    assert acme.owner.get("/api/v2/balance-check").json["items"] == []
