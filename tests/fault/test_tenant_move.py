"""One organization moves to another server in a file: scripts/outlay-tenant."""
import os
import subprocess

import pytest
import harness
import organizations
from test_tenant_dump_cluster import spend

COMMAND = os.path.join(harness.ROOT, "scripts", "outlay-tenant")
# What must be the same inside: every row of every table but the one that says that it was imported.
STATE = """
SELECT format('SELECT %L, count(*), md5(string_agg(t::text, ''|'' ORDER BY t::text)) FROM %s t %s', c.relname,
              c.oid::regclass, CASE c.relname WHEN 'audit' THEN 'WHERE action <> ''imported''' END)
FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = :'schema'::regnamespace
    AND c.relname NOT IN ('session', 'login_failure', 'idempotency') ORDER BY c.relname
\\gexec
"""


def tenant(cluster, *arguments, **options):
    """Runs the command on one of the servers."""
    environment = {**os.environ, "PATH": cluster.bin + os.pathsep + os.environ["PATH"], "PGHOST": cluster.directory,
                   "PGUSER": "postgres"}
    return subprocess.run([COMMAND, *arguments], env=environment, capture_output=True, text=True, timeout=600,
                          check=False, **options)


@pytest.fixture(name="servers")
def _servers():
    """Two servers."""
    with harness.Cluster() as source, harness.Cluster() as target:
        yield source, target


def test_organization_moves_with_everything(servers, tmp_path):
    """The organization is the same on the other server, its people log in with their passwords and spend; names with
    quotes and line breaks in texts survive the way through files and pipes."""
    source, target = servers
    database = target.create_database(extension=True)
    target.psql("SELECT outlay.create_tenant('Here already', 'a@b.cd', slug => 'moving')", database)
    with organizations.Service(source) as service:
        moving = service.sign_up("Moving")
        spend(moving)
        moving.owner.post("/api/v2/departments", {"name": "R&D 'n\" \\\\ “é”"})
        service.psql("SELECT outlay.rename_tenant('moving', 'O''Neill \"&\" Sons')")
        file = str(tmp_path / "moving's file")
        answer = tenant(source, "export", "-d", service.database, "moving", file)
        assert answer.returncode == 0, answer.stderr
        assert os.stat(file).st_mode & 0o077 == 0
        assert os.listdir(tmp_path) == ["moving's file"]
        piped = tenant(source, "export", "-d", service.database, "moving").stdout.splitlines()
        with open(file, encoding="utf-8") as lines:
            assert lines.read().splitlines()[1:-1] == piped[1:-1]
        before = service.psql(STATE.replace(":'schema'", "'tenant_1'"))

    answer = tenant(target, "import", "-d", database, file)
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.startswith("O'Neill \"&\" Sons is here as organization "), answer.stdout
    assert target.psql(STATE.replace(":'schema'", "'tenant_2'"), database) == before
    slug = target.psql("SELECT slug FROM outlay.tenant WHERE id = 2", database)
    assert slug == "oneillsons"
    with harness.Outlayd(target, database) as shim:
        client = shim.client(host=slug + ".localhost")
        session = client.post("/api/v2/sessions", {"email": "owner@moving.example", "password": organizations.PASSWORD})
        assert session.status == 201, session
        answer = client.post("/api/v2/expenses", {"budget_id": 1, "amount": "1.00", "spent_on": "2026-11-22",
                                                  "description": "After the move"}, token=session.json["access_token"])
        assert (answer.status, answer.json["id"]) == (201, 3), answer
    assert target.psql("SELECT count(*) FROM outlay.selftest() WHERE NOT ok AND slug IS NOT NULL", database) == "0"

    with open(file, encoding="utf-8") as lines:
        answer = tenant(target, "import", "-d", database, "--name", "Twice", "--slug", "twice", stdin=lines)
    assert answer.returncode == 0, answer.stderr
    assert target.psql("SELECT name FROM outlay.tenant WHERE slug = 'twice'", database) == "Twice"


def test_nothing_comes_of_a_failure(servers, tmp_path):
    """A failed export leaves no file, a failed import no organization, and both say so by their status."""
    source, _ = servers
    database = source.create_database(extension=True)
    source.psql("SELECT outlay.create_tenant('Whole', 'a@b.cd')", database)
    file = str(tmp_path / "file")
    answer = tenant(source, "export", "-d", database, "nobody", file)
    assert answer.returncode != 0 and 'there is no organization "nobody"' in answer.stderr
    assert os.listdir(tmp_path) == []
    assert tenant(source, "export", "-d", database, "whole", file).returncode == 0

    with open(file, encoding="utf-8") as lines:
        text = lines.read()
    for damaged in (text[:len(text) // 2], "", text + text, text.replace("Whole", "Hole"), "\\.\n" + text):
        answer = tenant(source, "import", "-d", database, "--name", "Damaged", input=damaged)
        assert answer.returncode != 0 and "ERROR" in answer.stderr, answer
    assert source.psql("SELECT string_agg(name, ',') FROM outlay.tenant", database) == "Whole"
    for wrong in ([], ["export"], ["import", "a", "b"], ["export", "--what"], ["move"]):
        assert tenant(source, *wrong).returncode != 0
    assert "outlay-tenant export" in tenant(source, "--help").stdout
