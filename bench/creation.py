"""Creation of an organization against the same DDL as a hand-written script.

The script does what a DBA would write: one transaction with CREATE ROLE, CREATE SCHEMA and the files of the template.
Both run in one psql session each, a transaction for each organization, in turns, with fsync on: the kernel's work of
creating files and flushing the log is part of what a creation costs.
"""
import glob
import os
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def script(number):
    """The hand-written script of one organization."""
    ddl = "".join(open(path, encoding="utf-8").read()
                  for path in sorted(glob.glob(os.path.join(ROOT, "extension/template/[0-9]*.sql"))))
    return f"""BEGIN;
CREATE ROLE script_{number} NOLOGIN;
CREATE SCHEMA script_{number} AUTHORIZATION script_{number};
SET LOCAL ROLE script_{number};
SET LOCAL search_path = script_{number};
{ddl}
COMMIT;
"""


def timed(cluster, database, sql):
    """Seconds that psql takes for a text."""
    start = time.monotonic()
    cluster.psql("SET client_min_messages = warning;\n" + sql, database)
    return time.monotonic() - start


def footprint(cluster, database):
    """Relations, files and bytes of an organization that has just been created."""
    relations, files, size = cluster.psql("""
WITH own AS (
	SELECT c.oid, c.reltoastrelid FROM pg_class c
	WHERE c.relnamespace = (SELECT schema::text::regnamespace FROM outlay.tenant WHERE name = 'Footprint')
), every AS (
	SELECT oid FROM own
	UNION SELECT reltoastrelid FROM own WHERE reltoastrelid <> 0
	UNION SELECT indexrelid FROM pg_index WHERE indrelid IN (SELECT reltoastrelid FROM own)
)
SELECT count(*), count(pg_relation_filenode(oid)), sum(pg_relation_size(oid)) FROM every""", database).split("|")
    return {"relations": int(relations), "files": int(files), "bytes": int(size)}


def measure(cluster, database, count=20, rounds=5):
    """Milliseconds for one organization, cold and by script, and their ratio, as medians over rounds."""
    number = 0
    pairs = []
    cluster.psql("SELECT outlay.create_tenant('Footprint', 'bench@example.com')", database)
    for _ in range(rounds):
        names = range(number, number + count)
        by_script = timed(cluster, database, "".join(script(n) for n in names))
        by_call = timed(cluster, database, "".join(
            f"SELECT outlay.create_tenant('Organization {n}', 'bench@example.com');\n" for n in names))
        pairs.append((by_call / count * 1000, by_script / count * 1000))
        number += count
    calls, scripts = sorted(p[0] for p in pairs), sorted(p[1] for p in pairs)
    ratios = sorted(p[0] / p[1] for p in pairs)
    return {"create_tenant_ms": calls[rounds // 2], "script_ms": scripts[rounds // 2], "ratio": ratios[rounds // 2],
            **footprint(cluster, database)}
