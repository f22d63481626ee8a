"""Every SQL block of docs/ is typed by a role that has outlay_operator and nothing else. Those that begin with the comment
`-- as a superuser` are refused, all others are not: so the documents say who can do what, and a new block is held to it."""
import glob
import os
import re
import subprocess

import pytest
from harness import ROOT, Cluster, unprivileged

FENCE = re.compile(r"^( *)```sql\n(.*?)^ *```$", re.M | re.S)
MARK = "-- as a superuser\n"
# What a block says of a large installation is tried with a small one, and in a database of its own.
SMALLER = ((r"\btenant_4711\b", "tenant_1"), (r"\btenant_4712\b", "tenant_2"), (r"\borganization7777\b", "acmeltd"),
           (r"generate_series\(1, 10000\)", "generate_series(1, 2)"), (r"\b(DATABASE) outlay\b", r"\1 {database}"))
# Nobody may do it: an error that says so, or a warning that nothing was granted or revoked.
REFUSED = re.compile(r"^(?:psql:\S+ )?(?:ERROR:  42501|WARNING:  0100[67])", re.M)
# What an example cannot have for any reason but what a small installation lacks: there is no such thing, it reads wrong.
WRONG = re.compile(r"^(?:psql:\S+ )?ERROR:  (?:42(?!710|704)|22|0A|25|XX)\w+", re.M)
WORLD = """
SELECT outlay.create_tenant('Acme Ltd', 'office@acme.example', slug => 'acmeltd');
SELECT outlay.create_tenant('Acme', 'office@acme.example', slug => 'acme');
SELECT outlay.create_snapshot('acme', 'before the import');
SELECT outlay.use_tenant('acmeltd');
SELECT outlay.create_department('Sales'), outlay.create_account('Bank', 1000);
SELECT outlay.create_budget(1, 1, '2026-11-01', 500);
SELECT outlay.create_member('anna@acme.example', 'three blue teapots', 'member');
SELECT outlay.create_expense(1, 10, '2026-11-03', 'Stamps', member_id => 1);
CREATE ROLE docs_operator LOGIN;
GRANT outlay_operator TO docs_operator;
"""


def needed(block, earlier):
    """What of earlier blocks of a page a block needs: those that set a variable of psql which it uses, and what they need."""
    used = set(re.findall(r"(?<!:):'?([a-z_]+)", block)) - set(re.findall(r"\bAS ([a-z_]+)", block))
    for number in range(len(earlier) - 1, -1, -1):
        if "\\gset" in earlier[number] and used & set(re.findall(r"\bAS ([a-z_]+)", earlier[number])):
            return needed(earlier[number] + block, earlier[:number]) + earlier[number]
    return ""


def blocks():
    """Each block of SQL: where it stands, its text, and what of the page has to be typed before it."""
    found = []
    for path in sorted(glob.glob(os.path.join(ROOT, "docs", "*.md"))):
        earlier = []
        with open(path, encoding="utf-8") as file:
            text = file.read()
        for match in FENCE.finditer(text):
            indent = match.group(1)
            block = "".join(line.removeprefix(indent) for line in match.group(2).splitlines(keepends=True))
            found.append(pytest.param(block, needed(block, earlier),
                                      id=f"{os.path.basename(path)}:{text.count(chr(10), 0, match.start()) + 1}"))
            earlier.append(block)
    return found


@pytest.fixture(name="cluster", scope="module")
def fixture_cluster():
    """A server with a database to copy."""
    with Cluster() as cluster:
        cluster.create_database("world", extension=True)
        cluster.psql(WORLD, "world")
        yield cluster


def typed(cluster, database, text):
    """What psql says of errors and warnings, by SQLSTATE, of what the operator types."""
    return subprocess.run(
        [os.path.join(cluster.bin, "psql"), "-X", "-q", "-v", "VERBOSITY=sqlstate", "-h", cluster.directory,
         "-U", "docs_operator", "-d", database, "-f", "-"],
        input=text, capture_output=True, text=True, cwd="/", check=False, **unprivileged()).stderr


@pytest.mark.parametrize("block, before", blocks())
def test_block_needs_whom_it_says(cluster, block, before):
    """An operator may do what is not marked, and not what is."""
    database = cluster.create_database(template="world")
    text = before + block
    for pattern, smaller in SMALLER:
        text = re.sub(pattern, smaller.format(database=database), text)
    said = typed(cluster, database, "SELECT FROM outlay.use_tenant('acmeltd');\n" + text)
    cluster.psql(f"DROP DATABASE {database} WITH (FORCE)")
    if block.startswith(MARK):
        assert REFUSED.search(said), f"an operator may do this, so it is not for superusers alone:\n{said}"
    else:
        assert REFUSED.search(said) is None, f"mark it with '{MARK.strip()}', or let operators do it:\n{said}"
        assert WRONG.search(said) is None, said


def test_the_mark_has_one_wording():
    """Who looks for it finds every place."""
    for parameter in blocks():
        block = parameter.values[0]
        rest = block.removeprefix(MARK)
        assert not re.search(r"^--.*superuser", rest, re.M | re.I), block


def test_examples_name_the_columns_of_records(cluster):
    """`SELECT f(…)` of a function that returns a record prints it in parentheses, which nobody reads: FROM names its columns."""
    records = set(cluster.psql("""SELECT DISTINCT p.proname FROM pg_proc p JOIN pg_type t ON t.oid = p.prorettype
        WHERE p.pronamespace = 'outlay'::regnamespace AND (t.typtype = 'c' OR t.typname = 'record')""", "world").split("\n"))
    assert "create_tenant" in records
    bad = []
    for path in sorted(glob.glob(os.path.join(ROOT, "docs", "*.md"))) + [os.path.join(ROOT, "README.md")]:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        for match in re.finditer(r"\bSELECT (?:outlay\.)?(\w+)\(", text):
            if match.group(1) in records:
                bad.append(f"{os.path.relpath(path, ROOT)}:{text.count(chr(10), 0, match.start()) + 1}: {match.group(1)}()")
    assert not bad, bad


def test_the_roles_of_a_dropped_database_are_found(cluster):
    """DROP DATABASE leaves the roles of its organizations behind. The query of the documents prints what drops them, and
    nothing of a database that is there, whether or not it has an organization of the same number."""
    query, = (parameter.values[0] for parameter in blocks() if "DROP ROLE" in parameter.values[0])
    there = set(cluster.psql("SELECT 'DROP ROLE ' || quote_ident(nspowner::regrole::text) || ';' FROM pg_namespace "
                             "WHERE nspname LIKE 'tenant%'", "world").split("\n"))
    database = cluster.create_database(extension=True)
    cluster.psql("SELECT outlay.create_tenant('Forsaken', 'a@b.example')", database)
    drop = "DROP ROLE " + cluster.psql("SELECT nspowner::regrole FROM pg_namespace WHERE nspname = 'tenant_1'", database) + ";"
    assert drop not in cluster.psql(query).split("\n")
    cluster.psql(f"DROP DATABASE {database}")
    forsaken = cluster.psql(query).split("\n")
    assert drop in forsaken and not there & set(forsaken)
    cluster.psql("\n".join(forsaken))
    assert cluster.psql(query) == ""
