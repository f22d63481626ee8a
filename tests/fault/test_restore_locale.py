"""A database comes back in another locale with all that it had: every unique index, every look-up, the same answers.

A locale decides what lower() makes of a text and in which order texts are. An index over either, built again elsewhere, is
another one: two who were two are one, and the restore loses the index; or two who were one are two, and one cannot log in.
"""
import pytest

import harness

# What each database is made with. The library's Turkish is left out where the machine has none.
LOCALES = {
    "C": "LOCALE 'C'",
    "icu_tr": "LOCALE 'C.UTF-8' LOCALE_PROVIDER icu ICU_LOCALE 'tr-TR'",
    "icu_en": "LOCALE 'C.UTF-8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US-u-ks-level2'",
    "libc_tr": "LOCALE '{libc}'",
}
TURKISH = r"SELECT collcollate FROM pg_collation WHERE collprovider = 'c' AND collcollate ~* '^tr_TR\.utf-?8$' LIMIT 1"

# Two who are one by our own folding in some locale only, in either writing.
MAKE = """
SELECT 1 FROM outlay.create_tenant('IŞIK & Söhne', 'office@identity.example', slug => 'isik');
DO $$ BEGIN PERFORM outlay.use_tenant('isik'); END $$;
SELECT 1 FROM outlay.create_member('INFO@IDENTITY.example', 'a fine long secret', 'owner');
SELECT 1 FROM outlay.create_member('ilker@identity.example', 'a fine long secret');
SELECT 1 FROM outlay.create_department('ÜBERSETZUNG İI');
SELECT 1 FROM outlay.create_department('Straße');
SELECT 1 FROM outlay.create_account('Café', 1000);
SELECT 1 FROM outlay.create_budget(1, 1, '2026-03-01', 500);
SELECT 1 FROM outlay.create_expense(1, 12.50, '2026-03-14', 'TIGHT ΣΊΣΥΦΟΣ', 1);
SELECT 1 FROM outlay.create_snapshot('isik', 'before');
"""
# Each line of the output is what the first database says, too.
LOOK = """
SELECT format('%s.%s %s', schemaname, indexname, indexdef) FROM pg_indexes
	WHERE schemaname ~ '^(outlay|outlay_template|tenant_[0-9]+)$' AND indexdef ~ 'UNIQUE' ORDER BY schemaname, indexname COLLATE "C";
SELECT count(*) FROM pg_index WHERE NOT indisvalid;
SET enable_seqscan = off;
DO $$ BEGIN PERFORM outlay.use_tenant('isik'); END $$;
SELECT member_id FROM outlay.log_in('info@identity.EXAMPLE', 'a fine long secret');
SELECT member_id FROM outlay.log_in('ILKER@identity.example', 'a fine long secret');
SELECT name FROM outlay.list_departments(contains => 'übersetzung i̇i');
SELECT name FROM outlay.list_departments(contains => 'STRASSE');
SELECT name FROM outlay.list_accounts(contains => E'CAFE\\u0301');
SELECT id FROM outlay.list_expenses(contains => 'tight σίσυφος');
SELECT string_agg(name, ', ') FROM outlay.list_departments(sort => 'name');
CREATE PROCEDURE pg_temp.refused(statement text) LANGUAGE plpgsql AS $$
BEGIN EXECUTE statement; RAISE EXCEPTION 'not refused: %', statement;
EXCEPTION WHEN unique_violation THEN NULL; END $$;
CALL pg_temp.refused($$SELECT outlay.create_tenant('IşIK & söhne', 'a@b.example', slug => 'other')$$);
CALL pg_temp.refused($$SELECT outlay.create_member('Info@Identity.example', 'a fine long secret')$$);
CALL pg_temp.refused($$SELECT outlay.create_department('Übersetzung İi')$$);
CALL pg_temp.refused($$SELECT outlay.create_department('STRASSE')$$);
CALL pg_temp.refused($$SELECT outlay.create_account(E'CAFE\\u0301')$$);
SELECT count(*) FROM outlay.drift();
SELECT count(*) FROM outlay.check_balances();
SELECT label FROM outlay.restore_snapshot('isik', 'before');
SELECT count(*) FROM outlay.selftest() WHERE NOT ok AND slug IS NOT NULL;
"""
# And what is carried there in a file.
MOVE = """
CREATE TEMPORARY TABLE lines (n integer GENERATED ALWAYS AS IDENTITY, line text);
\\copy lines (line) from '{file}' with (format csv, delimiter E'\\x01', quote E'\\x02')
SELECT 1 FROM outlay.import_tenant('lines', 'Moved', 'moved');
DO $$ BEGIN PERFORM outlay.use_tenant('moved'); END $$;
SELECT member_id FROM outlay.log_in('info@identity.EXAMPLE', 'a fine long secret');
SELECT name FROM outlay.list_departments(contains => 'STRASSE');
"""


@pytest.fixture(scope="module", name="cluster")
def _cluster():
    with harness.Cluster() as cluster:
        yield cluster


@pytest.fixture(scope="module", name="source")
def _source(cluster):
    """The database, what it answers, its dump, and the file of its organization."""
    database = cluster.create_database(extension=True)
    cluster.psql(MAKE, database)
    exported = cluster.psql("SELECT line FROM outlay.export_tenant('isik') line", database)
    with open(f"{cluster.directory}/isik.outlay", "w", encoding="utf-8") as file:
        file.write(exported + "\n")
    cluster.run("pg_dump", "-Fc", "-f", f"{cluster.directory}/dump", "-h", cluster.directory, "-U", "postgres", database)
    return cluster.psql(LOOK, database)


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_restored_in_another_locale_is_the_same(cluster, source, locale):
    """pg_restore ends without an error, and everything is found and refused as before."""
    libc = cluster.psql(TURKISH)
    if locale == "libc_tr" and not libc:
        pytest.skip("this machine has no tr_TR.UTF-8")
    cluster.psql(f"CREATE DATABASE {locale.lower()} TEMPLATE template0 ENCODING 'UTF8' {LOCALES[locale].format(libc=libc)}")
    cluster.run("pg_restore", "--exit-on-error", "-d", locale.lower(), "-h", cluster.directory, "-U", "postgres",
                f"{cluster.directory}/dump")
    assert cluster.psql(LOOK, locale.lower()) == source
    assert cluster.psql(MOVE.format(file=f"{cluster.directory}/isik.outlay"), locale.lower()) == "1\n1\nStraße"
