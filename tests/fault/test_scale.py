"""What an organization costs does not depend on how many there are: nothing that is done for one reads a table that
grows with all of them from its beginning to its end. A test by the clock would fail on a busy machine; PostgreSQL's own
count of the rows that it has read in sequence does not."""
import pytest
from harness import Cluster

# Catalogues and tables of the directory that have rows for each organization.
GROWING = """pg_class pg_attribute pg_namespace pg_authid pg_depend pg_shdepend pg_type pg_index pg_constraint pg_attrdef
    pg_trigger pg_sequence pg_description pg_init_privs pg_statistic pg_auth_members
    outlay.tenant outlay.tenant_host outlay.tenant_alias""".split()

# Rows read in sequence, by table. Not by the view pg_stat_all_tables, which reads pg_class itself.
READ = "SELECT name, pg_stat_get_tuples_returned(name::regclass) FROM unnest('{%s}'::text[]) name" % ",".join(GROWING)

# What is done for one organization.
DONE_FOR_ONE = {
    "create_tenant() without a spare": "SELECT outlay.create_tenant('{name}', 'a@b.cd')",
    "make_spare()": "SET outlay.spare_tenants = 4; SELECT outlay.make_spare()",
    "create_tenant() from a spare": "SELECT outlay.create_tenant('{name}', 'a@b.cd')",
    "use_tenant()": "SELECT outlay.use_tenant('{slug}'); SELECT outlay.create_department('{name}');"
                    "SELECT outlay.list_departments(); SELECT outlay.list_expenses(); SELECT outlay.get_organization()",
    "enter()": "BEGIN; SELECT outlay.enter((SELECT id FROM outlay.route WHERE method = 'POST' AND path = '/api/v2/sessions'),"
               " slug => '{slug}'); COMMIT; BEGIN; SELECT outlay.enter((SELECT id FROM outlay.route WHERE method = 'POST'"
               " AND path = '/api/v2/sessions'), host => '{slug}.localhost'); COMMIT",
    "rename_tenant()": "SELECT outlay.rename_tenant('{slug}', new_slug => '{slug}-renamed');"
                       "SELECT outlay.rename_tenant('{slug}-renamed', new_slug => '{slug}')",
    "suspend and resume": "SELECT outlay.suspend_tenant('{slug}'); SELECT outlay.resume_tenant('{slug}')",
    "drop and restore": "SELECT outlay.drop_tenant('{slug}'); SELECT outlay.restore_tenant('{slug}')",
}


@pytest.fixture(name="cluster")
def fixture_cluster():
    """A server without autovacuum, which reads pg_class."""
    with Cluster(autovacuum="off") as cluster:
        yield cluster


def rows_read(cluster, database):
    """Rows read in sequence so far, by table."""
    return {name: int(count) for name, count in
            (line.split("|") for line in cluster.psql(READ, database).splitlines())}


def test_what_one_organization_costs_does_not_depend_on_their_number(cluster):
    """At ten thousand organizations one scan of pg_attribute would take a second. Some have schemas, so that every
    catalogue is larger than a page; the directory has some thousand more, since PostgreSQL does read small tables whole."""
    database = cluster.create_database(extension=True)
    cluster.psql("""SELECT outlay.create_tenant('Organization ' || n, 'a@b.cd') FROM generate_series(1, 40) n;
        INSERT INTO outlay.tenant (organization_id, slug, name, business_email, template_version, status, dropped_at)
        SELECT 'ZZZ-' || 10000 + n, 'gone' || n, 'Gone ' || n, 'a@b.cd', 1, 'dropped', now() FROM generate_series(1, 3000) n;
        ANALYZE""", database)
    scans = {}
    for number, (what, sql) in enumerate(DONE_FOR_ONE.items()):
        before = rows_read(cluster, database)
        for time in ("First", "Second"):
            cluster.psql(sql.format(name=f"{time} {number}", slug=f"organization{number + 1}"), database)
        after = rows_read(cluster, database)
        scans[what] = {name: after[name] - before[name] for name in GROWING if after[name] != before[name]}
    assert scans == {what: {} for what in DONE_FOR_ONE}


def test_a_scan_is_noticed(cluster):
    """The test above proves something only if a sequential scan is counted."""
    database = cluster.create_database(extension=True)
    before = rows_read(cluster, database)
    cluster.psql("SELECT count(*) FROM pg_class WHERE relnamespace = 'outlay'::regnamespace", database)
    assert rows_read(cluster, database)["pg_class"] > before["pg_class"]
