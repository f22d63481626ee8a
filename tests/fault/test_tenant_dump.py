"""A dump of a database with organizations, restored, is the same database, and goes on as one."""
import os
import subprocess

import pytest
from harness import Cluster, unprivileged

# Every row of every table of every organization, of the template and of the directory, as one checksum a table; and
# what each schema is made of.
CHECKSUMS = """
SELECT format(CASE c.relkind WHEN 'S' THEN 'SELECT %L, last_value, is_called FROM %s' ELSE
              'SELECT %L, md5(string_agg(t::text, ''|'' ORDER BY t::text)) FROM %s t' END, c.oid::regclass, c.oid::regclass)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'S') AND (n.nspname ~ '^(tenant_[0-9]+|outlay_template)$'
    OR c.oid::regclass::text IN ('outlay.tenant', 'outlay.tenant_host', 'outlay.template', 'outlay.spare_tenant',
        'outlay.tenant_id_seq'))
ORDER BY c.oid::regclass::text COLLATE "C"
\\gexec
SELECT version, name, builtin, md5(up_sql) FROM outlay.migration ORDER BY version;
SELECT n.nspname, r.rolname, outlay.schema_fingerprint(n.oid::regnamespace)
FROM pg_namespace n JOIN pg_roles r ON r.oid = n.nspowner
WHERE n.nspname ~ '^(tenant_[0-9]+|outlay_template)$' ORDER BY 1;
"""


@pytest.fixture(name="cluster")
def fixture_cluster():
    """A server of one's own."""
    with Cluster() as cluster:
        yield cluster


def test_restored_dump_is_equal(cluster):
    """Organizations, their rows, host names, spares, a DBA's migrations and the template are in a dump; the restored
    database takes the spare that was made before, which is made from the same template, and numbers go on."""
    database = cluster.create_database(extension=True)
    cluster.psql("""
        SELECT outlay.create_tenant('Before', 'a@b.cd');
        SELECT outlay.use_tenant('before');
        SELECT outlay.update_organization(locale => 'de-AT', time_zone => 'Europe/Vienna');
        SELECT outlay.set_policy('{"rules": [{"rule": "weekend", "effect": "warn"}]}');
        SELECT outlay.set_logo('\\x47494638396110000900800000' || string_agg(sha256(int4send(i)), ''))
        FROM generate_series(1, 1000) i;
        RESET search_path;
        SELECT outlay.add_migration('labels', $$
            CREATE TABLE label (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, expense_id bigint REFERENCES expense,
                                label text NOT NULL CHECK (label IN ('a', 'b')));
            INSERT INTO label (label) VALUES ('a');
            CREATE VIEW labelled AS SELECT e.id, l.label FROM expense e JOIN label l ON l.expense_id = e.id;
        $$);
        SELECT outlay.create_tenant('After', 'a@b.cd', currency => 'JPY');
        SELECT outlay.add_host('after', 'after.example');
        SELECT outlay.suspend_tenant('before');
        SELECT outlay.make_spare();
        """, database)
    restored = cluster.create_database()
    dump = subprocess.run([os.path.join(cluster.bin, "pg_dump"), "-h", cluster.directory, "-U", "postgres", database],
                          check=True, capture_output=True, text=True, timeout=600, cwd="/", **unprivileged()).stdout
    cluster.psql(dump, restored)
    assert cluster.psql(CHECKSUMS, restored) == cluster.psql(CHECKSUMS, database)

    assert cluster.psql("SELECT t.slug, t.id, t.template_version = (SELECT max(version) FROM outlay.template),"
                        " outlay.schema_fingerprint(t.schema::text::regnamespace)"
                        " = outlay.schema_fingerprint('outlay_template') FROM outlay.create_tenant('New', 'a@b.cd') t",
                        restored) == "new|3|t|t"
    assert cluster.psql("SELECT count(*) FROM outlay.spare_tenant", restored) == "0"
    assert cluster.psql("SELECT slug FROM outlay.use_tenant('new'); SELECT label FROM label", restored) == "new\na"


def test_restored_over_what_is_there(cluster):
    """pg_restore --clean puts a dump in the place of the database that it comes from: what keeps DROP EXTENSION from
    taking the directory by mistake is not in its way."""
    database = cluster.create_database(extension=True)
    cluster.psql("SELECT outlay.create_tenant('Acme', 'a@b.cd'); SELECT outlay.create_tenant('Other', 'a@b.cd')", database)
    before = cluster.psql(CHECKSUMS, database)
    file = os.path.join(cluster.directory, "all.dump")
    cluster.run("pg_dump", "-h", cluster.directory, "-U", "postgres", "-Fc", "-f", file, database)
    cluster.psql("SELECT outlay.drop_tenant('acme')", database)
    cluster.run("pg_restore", "-h", cluster.directory, "-U", "postgres", "-e", "--clean", "--if-exists", "-d", database,
                file)
    assert cluster.psql(CHECKSUMS, database) == before
