"""Two want what only one can have, at the same moment: the one who is second is told which field is to blame, in the words
of whoever looks a minute later, whichever unique index decided it."""
import contextlib
import os
import select
import subprocess

import harness
import pytest

# Of each unique index over what people choose: who may be first, and who is second meanwhile, with the field that is named.
MEMBER, NAME, HOST = "email: taken: ", "name: taken: ", "host: taken: "
RACES = {
    "member_email_key": [
        ("invite_member('a@x.example')", "invite_member('A@x.example')", MEMBER),
        ("invite_member('b@x.example')", "change_member_email(1, 'b@x.example')", MEMBER),
        ("change_member_email(1, 'c@x.example')", "change_member_email(2, 'C@x.example')", MEMBER),
        ("change_member_email(2, 'd@x.example')", "create_member('d@x.example', 'wooden compass', 'member')", MEMBER),
        ("invite_member('right@x.example')", "confirm_email((SELECT token FROM public.kept))", MEMBER),
    ],
    "department_name_key": [
        ("create_department('One')", "create_department('ONE')", NAME),
        ("create_department('Two')", "update_department(1, name => 'Two')", NAME),
        ("update_department(1, name => 'Three')", "update_department(2, name => 'Three')", NAME),
        ("create_department('Former')", "archive_department(3, archived => false)", NAME),
    ],
    "account_name_key": [
        ("create_account('One')", "create_account('ONE')", NAME),
        ("create_account('Two')", "update_account(1, name => 'Two')", NAME),
        ("create_account('Former')", "archive_account(3, archived => false)", NAME),
    ],
    "category_name_key": [
        ("create_category('One')", "create_category('ONE')", NAME),
        ("create_category('Two')", "update_category(1, name => 'Two')", NAME),
        ("create_category('Former')", "archive_category(3, archived => false)", NAME),
    ],
    "category_code_key": [
        ("create_category('Of one', code => 'C1')", "create_category('Of another', code => 'c1')", "code: taken: "),
        ("create_category('Of two', code => 'C2')", "update_category(1, code => 'C2')", "code: taken: "),
        ("create_category('Of three', code => 'of late')", "archive_category(4, archived => false)", "code: taken: "),
    ],
    "expense_external_key": [
        ("create_expense(1, 1, '2024-05-02', 'One', external_id => 'E1')",
         "create_expense(2, 1, '2024-05-02', 'Two', external_id => 'E1')", "external_id: taken: "),
        ("create_expense(1, 1, '2024-05-02', 'Three', external_id => 'E2')", "update_expense(1, external_id => 'E2')",
         "external_id: taken: "),
    ],
    "tenant_name_key": [
        ("create_tenant('New', 'a@b.example')", "create_tenant('NEW', 'a@b.example')", NAME),
        ("create_tenant('Next', 'a@b.example')", "rename_tenant('other', 'Next')", NAME),
    ],
    "tenant_slug_key": [
        ("create_tenant('Slug 1', 'a@b.example', slug => 'slug')", "create_tenant('Slug 2', 'a@b.example', slug => 'slug')",
         "slug: taken: "),
        ("create_tenant('Slug 3', 'a@b.example', slug => 'three')", "rename_tenant('other', 'Other', 'three')",
         "new_slug: taken: "),
    ],
    "tenant_alias_pkey": [
        ("rename_tenant('third', 'Third', 'latest')", "create_tenant('Slug 4', 'a@b.example', slug => 'third')",
         "slug: taken: "),
    ],
    "tenant_host_pkey": [("add_host('keys', 'x.example')", "add_host('other', 'x.example')", HOST)],
    "migration_name_key": [("add_migration('m', 'SELECT 1')", "add_migration('m', 'SELECT 2')", NAME)],
    "tenant_snapshot_label_key": [("create_snapshot('keys', 's')", "create_snapshot('keys', 's')", "label: taken: ")],
}
# Those that nobody's choice can meet, and why.
ELSEWHERE = {
    "credential_pkey": "ON CONFLICT: the later one is what holds",
    "idempotency_pkey": "ON CONFLICT: the second waits for the first's answer",
    "request_key_pkey": "ON CONFLICT: the second waits for the first's answer",
    "login_failure_pkey": "ON CONFLICT: failures add up",
    "rate_pkey": "ON CONFLICT: the second changes what the first has set, tested with rates",
    "recurring_pkey": "numbered by a sequence, that of expenses",
    "recurring_watch_pkey": "ON CONFLICT: the earlier day counts",
    "receipt_pkey": "ON CONFLICT: content: duplicate, tested with receipts",
    "tenant_organization_id_key": "chosen by us, and chosen again",
    "tenant_snapshot_pkey": "numbered under the lock of the organization's row",
    "migration_pkey": "numbered under the lock of the template",
    "template_pkey": "numbered under the lock of the template",
    "template_migration_key": "numbered under the lock of the template",
    "upgrade_attempt_pkey": "ON CONFLICT: the latest failure",
    "purge_watch_pkey": "by the worker alone, of which a database has one",
    "spare_tenant_pkey": "ON CONFLICT",
    "route_key": "by superusers in psql, who know indexes",
    "operator_email_key": "ON CONFLICT: taken, by operators in psql",
    "operator_failure_pkey": "ON CONFLICT: failures add up",
    "openapi_hint_key": "by superusers in psql, who know indexes",
}
INDEXES = """
SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
WHERE i.indisunique AND t.relnamespace IN ('outlay'::regnamespace, 'outlay_template'::regnamespace)
AND NOT EXISTS (SELECT FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid = t.oid AND i.indnatts = 1 AND a.attnum = i.indkey[0]
    AND (a.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%'))
"""
WAITS = "SELECT wait_event_type FROM pg_stat_activity WHERE application_name = 'two'"
PATH = "SET search_path = tenant_1, outlay, pg_temp"


@pytest.fixture(name="database", scope="module")
def fixture_database():
    """A server with two organizations; the first has two members who are invited, and something archived of each kind."""
    with harness.Cluster() as cluster:
        database = cluster.create_database(extension=True)
        cluster.psql("""
            SELECT outlay.create_tenant('Keys', 'a@b.example');
            SELECT outlay.create_tenant('Other', 'a@b.example');
            SELECT outlay.create_tenant('Third', 'a@b.example');
            SELECT outlay.use_tenant('keys');
            SELECT outlay.invite_member(i || '@keys.example') FROM generate_series(1, 2) i;
            SELECT outlay.create_member('here@keys.example', 'wooden compass', 'member');
            CREATE TABLE public.kept AS SELECT token FROM outlay.change_member_email(3, 'right@x.example');
            SELECT outlay.create_department(n) FROM unnest(ARRAY['Sales', 'Travel', 'Former']) n;
            SELECT outlay.create_account(n) FROM unnest(ARRAY['Bank', 'Cash', 'Former']) n;
            SELECT outlay.create_category(n, code => 'OF ' || n) FROM unnest(ARRAY['Rail', 'Taxi', 'Former', 'Late']) n;
            SELECT outlay.update_organization(over_account => 'allow');
            SELECT outlay.create_budget(1, 1, '2024-05-01', 100) FROM generate_series(1, 2);
            SELECT outlay.create_expense(2, 1, '2024-05-02', 'Train');
            SELECT outlay.archive_department(3), outlay.archive_account(3), outlay.archive_category(3),
                outlay.archive_category(4);
            """, database)
        yield cluster, database


def test_every_unique_index_is_raced_for(database):
    """A unique index that is new has its races here, or its reason why there is none."""
    cluster, name = database
    assert sorted(cluster.psql(INDEXES, name).split("\n")) == sorted({**RACES, **ELSEWHERE})


@contextlib.contextmanager
def session(cluster, database, name):
    """A psql that reads statements from us up to the first error, known by a name in pg_stat_activity."""
    with subprocess.Popen(
            [os.path.join(cluster.bin, "psql"), "-X", "-A", "-t", "-q", "-v", "VERBOSITY=verbose", "-v", "ON_ERROR_STOP=1",
             "-h", cluster.directory, "-U", "postgres", "-d", database],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd="/",
            env={**os.environ, "PGAPPNAME": name}, **harness.unprivileged()) as psql:
        try:
            yield psql
        finally:
            psql.kill()


def say(psql, *lines):
    """Hands statements to a psql, which carries them out one after the other."""
    psql.stdin.write("".join(f"{line};\n" for line in lines))
    psql.stdin.flush()


def answered(psql):
    """Whether a psql has printed anything: who was to wait did not."""
    return bool(select.select([psql.stdout, psql.stderr], [], [], 0)[0])


@pytest.mark.parametrize("first, second, detail", [race for races in RACES.values() for race in races])
def test_the_second_of_two_is_told_the_field(database, first, second, detail):
    """The second waits for the first, and is refused with the field when that is committed."""
    cluster, name = database
    with session(cluster, name, "one") as one, session(cluster, name, "two") as two:
        say(one, PATH, "BEGIN", f"SELECT outlay.{first} IS NULL", "SELECT 'done'")
        assert one.stdout.readline() == "f\n" and one.stdout.readline() == "done\n", first
        say(two, PATH, f"SELECT outlay.{second}")
        harness.wait_until(lambda: answered(two) or cluster.psql(WAITS, name) == "Lock", "the second waits")
        say(one, "COMMIT")
        assert one.communicate(timeout=600) == ("", "")
        out, message = two.communicate(timeout=600)
    assert out == "" and "ERROR:  23505: " in message, message
    assert f"\nDETAIL:  {detail}" in message, message
