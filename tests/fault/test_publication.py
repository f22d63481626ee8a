"""Under a publication FOR ALL TABLES, as logical replication of a whole server makes one, everything works as without.

PostgreSQL refuses to update and delete in a published table whose rows nothing tells apart (55000).
"""
import pytest

import harness
import organizations
import walk

# The tables that a publication takes, of the extension, the template and organizations, whose rows nothing tells apart.
NAMELESS = """
SELECT c.oid::regclass FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND c.relpersistence = 'p' AND n.nspname ~ '^(outlay|outlay_template|tenant_[0-9]+)$'
	AND c.relreplident <> 'f' AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisvalid
		AND CASE c.relreplident WHEN 'd' THEN i.indisprimary WHEN 'i' THEN i.indisreplident END)
ORDER BY 1
"""


@pytest.fixture(scope="module", name="cluster")
def _cluster():
    with harness.Cluster(wal_level="logical") as cluster:
        yield cluster


@pytest.fixture(name="service")
def _service(cluster):
    with organizations.Service(cluster) as service:
        cluster.psql("CREATE PUBLICATION everything FOR ALL TABLES", service.database)
        yield service


def test_every_table_has_a_replica_identity(service):
    """Also those to come: whoever adds a table without a key is told here."""
    service.sign_up("Identity")
    assert int(service.psql("SELECT count(*) FROM pg_publication_tables WHERE schemaname = 'tenant_1'")) > 10
    assert service.psql(NAMELESS) == ""


def test_everything_works(service):
    """People sign up, set their organization up, spend; operators upgrade, repair, copy, put back, import, drop."""
    walk.walk(service, "published")
    web = service.sign_up("Settings")
    web.set_logo()
    for settings in ({"display_name": "Set", "primary_color": "#112233"}, {"display_name": ""}):
        answer = web.owner.patch("/api/v2/organization", settings)
        assert answer.status == 200, answer
    assert web.owner.delete("/api/v2/organization/logo").status == 204
