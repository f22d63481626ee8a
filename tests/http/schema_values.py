"""Values that a JSON Schema allows, and values that it forbids, as far as the OpenAPI document uses JSON Schema."""
import random
import re
import string

try:
    from re import _parser as sre_parse
except ImportError:                                         # Python before 3.11
    import sre_parse

LETTERS = string.ascii_letters + string.digits + "äßçñøžЖ中é-_.,'"


def kind_of(schema):
    """The type of a schema's values that are not null; None where it has none."""
    kind = schema.get("type")
    return next(one for one in kind if one != "null") if isinstance(kind, list) else kind


class Values:
    """A source of values; the same seed gives the same ones."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def allowed(self, schema):
        """A value that the schema allows."""
        kind = kind_of(schema)
        if kind != schema.get("type") and self.random.random() < 0.2:
            return None
        if "enum" in schema:
            return self.random.choice(schema["enum"])
        if "examples" in schema:
            return self.random.choice(schema["examples"])
        if kind == "array":
            return [self.allowed(schema["items"]) for _ in range(self.random.randint(1, 3))]
        if kind == "boolean":
            return self.random.random() < 0.5
        if kind == "integer":
            return self.random.randint(schema.get("minimum", 1), schema.get("maximum", 1000))
        assert kind == "string", schema
        return self._text(schema)

    def _text(self, schema):
        made = {"date": self._day, "date-time": lambda: self._day() + "T12:34:56Z", "email": self._email,
                "decimal": lambda: f"{self.random.randint(1, 99)}.{self.random.randint(10, 99)}"}
        if schema.get("format") in made:
            return made[schema["format"]]()
        if "pattern" in schema:
            return self._match(schema["pattern"])
        least, most = schema.get("minLength", 0), schema.get("maxLength", 60)
        length = self.random.choice([least, most, self.random.randint(least, most)])
        return "".join(self.random.choice(LETTERS) for _ in range(length))

    def _day(self):
        return f"20{self.random.randint(10, 24)}-{self.random.randint(1, 12):02}-{self.random.randint(1, 28):02}"

    def _email(self):
        return "".join(self.random.choice(string.ascii_lowercase) for _ in range(20)) + "@values.example"

    def _match(self, pattern):
        """A text that a pattern matches; what looks ahead is left to chance."""
        for _ in range(100):
            text = "".join(self._part(op, value) for op, value in sre_parse.parse(pattern))
            if re.search(pattern, text):
                return text
        raise AssertionError(f"no text found for {pattern}")

    def _part(self, op, value):
        name = str(op)
        if name == "LITERAL":
            return chr(value)
        if name == "IN":
            kind, chosen = self.random.choice(value)
            return chr(chosen if str(kind) == "LITERAL" else self.random.randint(*chosen))
        if name == "MAX_REPEAT":
            least, most, what = value
            count = self.random.randint(least, min(int(most), least + 3))
            return "".join(self._part(*part) for _ in range(count) for part in what)
        if name == "SUBPATTERN":
            return "".join(self._part(*part) for part in value[-1])
        if name == "BRANCH":
            return "".join(self._part(*part) for part in self.random.choice(value[1]))
        assert name in ("AT", "ASSERT_NOT"), name
        return ""

    def forbidden(self, schema, in_query):
        """Values that the schema forbids, each with why."""
        kind = kind_of(schema)
        if kind == "array" and in_query:
            # One of its values, and too many of them; short ones, for an address has a limit too.
            for why, value in self.forbidden(schema["items"], in_query):
                yield why, [value]
            few = schema["items"] if schema["items"].get("enum") else {**schema["items"], "maxLength": 3}
            yield "too many", [self.allowed(few)] * (schema["maxItems"] + 1)
            return
        if not in_query:
            wrong = {"string": [[], {}, True], "integer": ["one", 1.5, [], True], "boolean": ["true", 1, {}]}
            for value in wrong.get(kind, []):
                yield "another type", value
        elif kind in ("integer", "boolean"):
            yield "another type", "one"
        if kind == "integer":
            yield "beyond its format", 2 ** 63 if schema.get("format") == "int64" else 2 ** 31
            if "minimum" in schema:
                yield "too small", schema["minimum"] - 1
            if "maximum" in schema:
                yield "too large", schema["maximum"] + 1
        if kind != "string":
            return
        yield "no text of UTF-8's", "%FF" if in_query else "a\0b"
        if "enum" in schema:
            yield "none of those allowed", "".join(one or "" for one in schema["enum"]) + "x"
        if schema.get("minLength", 0) > 0:
            yield "too short", "x" * (schema["minLength"] - 1)
        if "maxLength" in schema:
            yield "too long", "x" * (schema["maxLength"] + 1)
        for value in {"date": ["2024-02-30", "infinity"], "date-time": ["today"], "email": ["nobody", "a@", "@b.cd"],
                      "decimal": ["1e3", "NaN", "", "1,5"]}.get(schema.get("format"), []):
            yield "not of its format", value
        if "pattern" in schema:
            for value in ("?", "0", "-1.00", "x" * 20 + "!", "#12345", "a b"):
                if not re.search(schema["pattern"], value):
                    yield "not of its pattern", value
