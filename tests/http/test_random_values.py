"""The extension's own parsers, of tokens, positions and text, fed with made-up values: an error at worst.

The numbers of a run are the same each time; OUTLAY_RANDOM_VALUES says how many there are of each kind.
"""
import os
import random
import unicodedata
import urllib.parse

import pytest

import organizations

COUNT = int(os.environ.get("OUTLAY_RANDOM_VALUES", "250"))
# Letters, marks that combine, spaces, controls, directions, what escapes and what quotes, beyond the first plane.
PIECES = ["a", "B", "0", "-", "_", ".", "@", "+", "'", '"', "\\", ";", "%", "/", "\u0301", "\u0308", "\u00e9", "\u1e9b",
          "\u0323", "\u212b", "\ufb01", "\u1100", "\u1161", "\u11a8", "\u00a0", "\u2003", "\u200b", "\u202e", "\u2066",
          "\t", "\n", "\x01", "\x7f", "\u0085", "\u2028", "\U0001f600", "\U0010ffff", "\ufffe", "\ud55c", " ", " "]
SPACES = " \t\n\x0b\x0c\r\u00a0\u2003"


@pytest.fixture(scope="module", name="acme")
def _acme(cluster):
    with organizations.Service(cluster) as service:
        yield service.sign_up("Acme")


def mutated(numbers, text, alphabet):
    """Text with a few characters changed, left out, doubled or added."""
    characters = list(text)
    for _ in range(numbers.randint(1, 4)):
        at = numbers.randrange(len(characters) + 1)
        characters[at:at + numbers.randint(0, 2)] = numbers.choices(alphabet, k=numbers.randint(0, 2))
    return "".join(characters)


def test_tokens(acme):
    """Only a token that was given lets anybody in, and every other is told so in the same way."""
    numbers = random.Random(1)
    alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._~+/=-"
    token = acme.owner.token
    for _ in range(COUNT):
        wrong = mutated(numbers, token, alphabet)
        answer = acme.client().get("/api/v2/me", token=wrong)
        assert answer.status == (200 if wrong == token else 401), wrong


def test_positions(acme):
    """A position in a list is a client's to change; what is none is refused, and none shows another's rows."""
    numbers = random.Random(2)
    for number in range(3):
        acme.owner.post("/api/v2/departments", {"name": f"Department {number}"})
    position = acme.owner.get("/api/v2/departments?page_size=1").json["next"]
    assert position
    statuses = set()
    for _ in range(COUNT):
        wrong = mutated(numbers, position, "0123456789-_:,.abcdefXYZ =+\u00e9" + position)
        answer = acme.owner.get("/api/v2/departments?page_size=1&after=" + urllib.parse.quote(wrong))
        statuses.add(answer.status)
        assert answer.status == 200 or answer.fields() == {"after": answer.json["errors"][0]["code"]}, (wrong, answer)
    assert statuses == {200, 422}


def test_text(acme):
    """What is kept is in normal form, without control characters and trimmed, whatever was sent; or it is refused."""
    numbers = random.Random(3)
    kept = refused = 0
    for number in range(COUNT):
        name = "".join(numbers.choices(PIECES, k=numbers.randint(1, 20))) + str(number)
        answer = acme.owner.post("/api/v2/departments", {"name": name})
        assert answer.status in (201, 422), (name, answer)
        hostile = any(unicodedata.category(c) in ("Cc", "Zl", "Zp") or c in "\u202e\u2066" for c in name.strip(SPACES))
        assert (answer.status == 422) == hostile, (name, answer)
        if answer.status == 201:
            kept += 1
            stored = answer.json["name"]
            assert unicodedata.is_normalized("NFC", stored) and stored == stored.strip(SPACES), (name, stored)
            assert unicodedata.normalize("NFC", name.strip(SPACES)) == stored, (name, stored)
        else:
            refused += 1
    assert kept > COUNT / 10 and refused > COUNT / 10
