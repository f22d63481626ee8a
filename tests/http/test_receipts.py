"""Receipts over HTTP: uploads and downloads as they are, in parts, with names that are no headers, and within bounds of memory."""
import hashlib
import os
import socket

import pytest

import harness
import organizations

MEGABYTE = 1024 * 1024
PDF = organizations.RECEIPT
NAMES = ["Taxi.pdf", 'a"b\\c.pdf', "a; filename=evil.html", "Beleg Köln 2024.pdf", "領収書.pdf", "../../etc/passwd", "50%.pdf", "a'b.pdf"]


@pytest.fixture(scope="module", name="service")
def _service(cluster):
    with organizations.Service(cluster, loops=1, max_spool="64MB") as service:
        yield service


@pytest.fixture(scope="module", name="acme")
def _acme(service):
    acme = service.sign_up(service.name("Paper"))
    assert acme.owner.patch("/api/v2/organization", {"receipt_megabytes": "25"}).status == 200
    return acme


def content(size, seed=0):
    """A PDF of so many bytes, unlike those of other seeds."""
    return (b"%%PDF-1.4\n%%%08d\n" % seed).ljust(size, b"\n")


def path(receipt):
    """Where a receipt is."""
    return f"/api/v2/expenses/{receipt['expense_id']}/receipts/{receipt['sha256']}"


def test_what_is_sent_comes_back(acme):
    """Byte by byte, whatever the size, under the type of the content and the name, as something to save and not to show."""
    expense = acme.expense()["id"]
    for number, size in enumerate((31, 262144 - 1, 262144, 262144 + 1, 3 * MEGABYTE + 7, 25 * MEGABYTE)):
        sent = content(size, number)
        receipt = acme.receipt(expense, name=f"{size}.html", content=sent)
        assert (receipt["size"], receipt["sha256"]) == (size, hashlib.sha256(sent).hexdigest())
        answer = acme.member.get(path(receipt))
        assert answer.status == 200 and answer.body == sent
        assert answer.headers["content-type"] == "application/pdf" and answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-disposition"] == f'attachment; filename="{size}.html.pdf"'
        assert answer.headers["etag"] == f'"{receipt["sha256"]}"' and answer.headers["content-length"] == str(size)
        head = acme.member.request("HEAD", path(receipt))
        assert head.status == 200 and head.body == b"" and head.headers["content-length"] == str(size)
        assert acme.member.get(path(receipt), headers={"If-None-Match": answer.headers["etag"]}).status == 304
    assert acme.owner.get(f"/api/v2/expenses/{expense}").json["receipts"] == 6
    assert len(acme.auditor.get(f"/api/v2/expenses/{expense}/receipts").json["items"]) == 6


def test_a_part_is_a_part(acme):
    """Of a file of several pieces: the bytes asked for, and no others."""
    size = MEGABYTE
    sent = PDF + os.urandom(size - len(PDF))
    receipt = acme.receipt(acme.expense()["id"], content=sent)
    etag = f'"{receipt["sha256"]}"'
    for asked, first, last in (("0-0", 0, 0), ("5-262150", 5, 262150), ("262144-524288", 262144, 524288), ("-3", size - 3, size - 1),
                               ("1048575-", size - 1, size - 1), ("0-99999999", 0, size - 1)):
        answer = acme.owner.get(path(receipt), headers={"Range": f"bytes={asked}", "If-Range": etag})
        assert answer.status == 206 and answer.body == sent[first:last + 1], asked
        assert answer.headers["content-range"] == f"bytes {first}-{last}/{size}" and answer.headers["etag"] == etag
    for headers in ({"Range": "bytes=0-1,3-4"}, {"Range": "bytes=9-3"}, {"Range": "bytes=0-1", "If-Range": '"another"'}):
        answer = acme.owner.get(path(receipt), headers=headers)
        assert answer.status == 200 and answer.body == sent and "content-range" not in answer.headers, headers
    answer = acme.owner.get(path(receipt), headers={"Range": f"bytes={size}-"})
    assert answer.status == 416 and answer.headers["content-range"] == f"bytes */{size}", answer
    assert answer.json["code"] == "range_not_satisfiable" and answer.headers["content-type"] == "application/problem+json"
    assert acme.owner.request("HEAD", path(receipt), headers={"Range": "bytes=0-0"}).headers["content-length"] == str(size)


def test_a_name_is_no_header(acme):
    """Quotes, semicolons, other scripts: one header with one name, in the form that every client reads."""
    expense = acme.expense()["id"]
    for number, name in enumerate(NAMES):
        receipt = acme.receipt(expense, name=name, content=content(40, number))
        assert receipt["name"] == name
        given = acme.owner.get(path(receipt)).headers["content-disposition"]
        assert given.startswith('attachment; filename="') and given.isascii() and given.count('"') == 2, given
        assert "/" not in given and "\\" not in given and "evil.html.pdf\"" in given or "evil" not in given, given
    for name in ("a%0d%0aX-Evil:%201", "a%00", "", "%20", "%E2%80%AEfdp.exe", "x" * 201):
        answer = acme.owner.post(f"/api/v2/expenses/{expense}/receipts?name={name}", PDF, headers={"Content-Type": "application/pdf"})
        assert answer.status in (400, 422) and "x-evil" not in answer.headers, (name, answer)


@pytest.mark.parametrize("name, plain, whole", [
    ("Taxi.pdf", "Taxi.pdf", None),
    ("SCAN.PDF", "SCAN.PDF", None),
    ("Invoice.hta", "Invoice.hta.pdf", None),
    ("Invoice.html", "Invoice.html.pdf", None),
    ("run.bat", "run.bat.pdf", None),
    ("invoice.pdf.js", "invoice.pdf.js.pdf", None),
    ("invoice.pdf.", "invoice.pdf..pdf", None),
    ("pdf", "pdf.pdf", None),
    ("Köln.exe", "K_ln.exe.pdf", "K%C3%B6ln.exe.pdf"),
    ("a.pdf\u200c.exe", "a.pdf_.exe.pdf", "a.pdf%E2%80%8C.exe.pdf"),
    ("a.pdf\u200c", "a.pdf_.pdf", "a.pdf%E2%80%8C.pdf"),
    ("\U0001F9FE" * 100 + ".hta", "_" * 62 + ".pdf", "%F0%9F%A7%BE" * 62 + ".pdf"),
])
def test_a_pdf_is_saved_as_a_pdf(acme, name, plain, whole):
    """Its name decides what opens it once it is saved, so it ends as its content is; the record has the uploader's name."""
    receipt = acme.receipt(acme.expense()["id"], name=name, content=content(40))
    assert receipt["name"] == name and receipt["media_type"] == "application/pdf"
    answer = acme.owner.get(path(receipt))
    assert answer.headers["content-disposition"] == f'attachment; filename="{plain}"' + (
        f"; filename*=UTF-8''{whole}" if whole else "")


def test_what_a_client_calls_it_does_not_count(acme):
    """A page of HTML is none, whatever its type; a PDF is one under any."""
    expense = acme.expense()["id"]
    url = f"/api/v2/expenses/{expense}/receipts?name=a.pdf"
    answer = acme.owner.post(url, b"<html><script>alert(1)</script></html>", headers={"Content-Type": "application/pdf"})
    assert answer.status == 422 and answer.json["errors"][0]["code"] == "unknown_type", answer
    answer = acme.owner.post(url, PDF, headers={"Content-Type": "text/html"})
    assert answer.status == 201 and answer.json["media_type"] == "application/pdf", answer
    again = acme.owner.post(url, PDF, headers={"Content-Type": "text/html"})
    assert again.status == 409 and again.json["errors"][0]["code"] == "duplicate", again


def test_the_same_file_is_told(acme):
    """On which expense it is already, and whose that is; whoever reads either learns of the other."""
    first, second = acme.expense(acme.member), acme.expense(acme.approver)
    sent = content(50, 99)
    acme.receipt(first["id"], content=sent)
    receipt = acme.receipt(second["id"], by=acme.approver, content=sent)
    assert receipt["also_on"] == [first["id"]] and receipt["also_of"] == [acme.member.id]
    listed = acme.member.get(f"/api/v2/expenses/{first['id']}/receipts").json["items"][0]
    assert listed["also_on"] == [second["id"]] and listed["also_of"] == [acme.approver.id]


def test_a_key_makes_one_receipt(acme):
    """An upload that is sent again is answered as before, also where it comes in pieces."""
    expense = acme.expense()["id"]
    headers = {"Content-Type": "application/pdf", "Idempotency-Key": f"upload-{expense}"}
    sent = content(MEGABYTE, 5)
    answers = [acme.owner.post(f"/api/v2/expenses/{expense}/receipts?name=a.pdf", sent, headers=headers) for _ in range(2)]
    assert [answer.status for answer in answers] == [201, 201] and answers[0].json == answers[1].json
    other = acme.owner.post(f"/api/v2/expenses/{expense}/receipts?name=a.pdf", sent + b" ", headers=headers)
    assert other.status in (409, 422), other
    assert acme.owner.get(f"/api/v2/expenses/{expense}").json["receipts"] == 1


def test_the_size_is_the_organizations(service, acme):
    """Up to what it says 422 tells, beyond what any may send 413, and no other route takes more than before."""
    small = service.sign_up(service.name("Small"))
    expense = small.expense()["id"]
    url = f"/api/v2/expenses/{expense}/receipts?name=a.pdf"
    headers = {"Content-Type": "application/pdf"}
    assert small.owner.post(url, content(10 * MEGABYTE), headers=headers).status == 201
    answer = small.owner.post(url, content(10 * MEGABYTE + 1), headers=headers)
    assert answer.status == 422 and answer.json["errors"][0]["code"] == "too_large", answer
    for way, size in ((f"/api/v2/expenses/{acme.expense()['id']}/receipts?name=a.pdf", 25 * MEGABYTE + 1), ("/api/v2/departments", MEGABYTE + 1)):
        assert refused(service, acme, way, size) == 413


def test_json_is_never_larger_than_elsewhere(service, acme):
    """Taken apart it is many times its size, and so is refused before it comes, also where a file may be larger."""
    way = f"/api/v2/expenses/{acme.expense()['id']}/receipts?name=a.pdf"
    assert refused(service, acme, way, MEGABYTE + 1, "application/json") == 413
    assert refused(service, acme, way, MEGABYTE + 1) == 100


def test_conditions_come_before_ranges(acme):
    """Who has it is told so, and who names another is, whatever part is asked for (RFC 9110, 13.2.2)."""
    receipt = acme.receipt(acme.expense()["id"], content=content(1000, 77))
    url = path(receipt)
    tag = acme.owner.get(url).headers["etag"]
    for part in ("bytes=0-0", "bytes=5000-"):
        answer = acme.owner.get(url, headers={"If-None-Match": tag, "Range": part})
        assert answer.status == 304 and "content-range" not in answer.headers, answer
        assert acme.owner.get(url, headers={"If-Match": '"another"', "Range": part}).status == 412
        assert acme.owner.get(url, headers={"If-None-Match": '"another"', "Range": part}).status == (206 if part.endswith("0") else 416)


def test_room_of_an_upload_that_is_given_up(cluster):
    """It is free at once, also where the end comes right behind the data: nobody waits for body_timeout."""
    with organizations.Service(cluster, may_fail=True, loops=1, max_spool="50MB", body_timeout="30min") as service:
        acme = service.sign_up(service.name("Cancel"))
        way = f"/api/v2/expenses/{acme.expense()['id']}/receipts?name=a.pdf"
        given_up = [connect(service, acme, way, 1200 * 1024) for _ in range(20)]
        for number, connection in enumerate(given_up):
            connection.sendall(b"%PDF-1.4\n".ljust(number * 50_000, b"\n"))
            connection.close()
        # Half of 50 MB is for one address: with one of them still there this one would find none.
        harness.wait_until(lambda: refused(service, acme, way, 24 * MEGABYTE + 512 * 1024) == 100, "room for another upload")


def connect(service, organization, way, size, media_type="application/pdf"):
    """A connection with the header of an upload of so many bytes, of which none is sent yet."""
    connection = socket.create_connection(("127.0.0.1", service.shim.port), timeout=60)
    connection.sendall(f"POST {way} HTTP/1.1\r\nHost: {organization.host}\r\nAuthorization: Bearer {organization.owner.token}\r\n"
                       f"Content-Type: {media_type}\r\nContent-Length: {size}\r\nExpect: 100-continue\r\n\r\n".encode())
    return connection


def status_of(connection):
    """The status of the next answer."""
    return int(connection.recv(65536).split(b" ")[1])


def refused(service, organization, way, size, media_type="application/pdf"):
    """The status that an upload of so many bytes is answered with before any of it has come."""
    with connect(service, organization, way, size, media_type) as connection:
        return status_of(connection)


def memory(service):
    """What the shim has held at most, in bytes."""
    with open(f"/proc/{service.shim.process.pid}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM"))


def test_uploads_find_room_or_are_told_to_come_later(cluster):
    """Who sends slowly, or not at all, takes his share of the room and no more; what he gives up others have."""
    with organizations.Service(cluster, may_fail=True, loops=1, max_spool="64MB") as service:
        acme = service.sign_up(service.name("Crowd"))
        way = f"/api/v2/expenses/{acme.expense()['id']}/receipts?name=a.pdf"
        held = connect(service, acme, way, 20 * MEGABYTE)
        assert status_of(held) == 100
        # Half of 64 MB is for one address.
        assert refused(service, acme, way, 20 * MEGABYTE) == 503
        assert acme.receipt(acme.expense()["id"], content=content(900 * 1024, 7))["size"] == 900 * 1024
        held.close()
        harness.wait_until(lambda: refused(service, acme, way, 20 * MEGABYTE) == 100, "room for another upload")


def test_a_body_is_in_memory_once(service, acme):
    """However often and however large: neither uploads nor downloads leave a second copy behind on any connection."""
    receipts = []
    before = memory(service)
    for number in range(12):
        receipts.append(acme.receipt(acme.expense()["id"], content=content(25 * MEGABYTE, 100 + number)))
        assert acme.owner.get(path(receipts[-1])).body == content(25 * MEGABYTE, 100 + number)
    # The test before may have left a body's worth; what was there before any came is far below this.
    assert memory(service) - before < 25 * MEGABYTE + 8 * MEGABYTE
