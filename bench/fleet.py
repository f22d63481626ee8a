"""The fleet: adding a column to every organization by upgrade_tenants(), with one session and with two; asking all;
a dump of all; and dropping and purging them.

Organizations are created in a transaction each. Each round adds a migration and brings all of them to it, durable.
"""
import os
import time

import scale


def upgraded_per_second(cluster, database, name, workers, count):
    """Organizations that upgrade_tenants() brings to a new column in a second."""
    scale.run(cluster, database, f"SELECT outlay.add_migration('{name}', 'ALTER TABLE expense ADD COLUMN {name} varchar(20)'); CHECKPOINT")
    taken = seconds(cluster, database,
                    f"SET client_min_messages = warning; CALL outlay.upgrade_tenants(workers => {workers})")
    assert cluster.psql("SELECT sum(behind) FROM outlay.upgrade_progress WHERE version = "
                        "(SELECT max(version) FROM outlay.template)", database) == "0"
    return count / taken


def seconds(cluster, database, sql):
    """Seconds of a statement in a session of its own."""
    start = time.monotonic()
    scale.run(cluster, database, sql)
    return time.monotonic() - start


def dumped(cluster, database):
    """Seconds of a dump of everything, and its bytes."""
    path = os.path.join(cluster.directory, "bench.dump")
    start = time.monotonic()
    cluster.run("pg_dump", "-Fc", "-h", cluster.directory, "-U", "postgres", "-f", path, database, timeout=7200)
    taken, size = time.monotonic() - start, os.path.getsize(path)
    os.remove(path)
    return taken, size


def measure(cluster, database, count=1000, rounds=3):
    """Rates, as medians over rounds, milliseconds of a call that finds nothing to do, seconds of what asks all, of a dump
    of all, and of dropping and purging 1,000. The database has so many organizations."""
    rates = {workers: sorted(upgraded_per_second(cluster, database, f"w{workers}_{n}", workers, count)
                             for n in range(rounds))[rounds // 2] for workers in (1, 2)}
    nothing = cluster.psql("SET client_min_messages = warning;\n\\timing on\nCALL outlay.upgrade_tenants();", database)
    figures = {"count": count, "rates": rates, "nothing_ms": float(nothing.split("Time: ")[-1].split(" ms")[0])}
    for name, sql in (("drift_s", "SELECT 1 / (count(*) = 0)::integer FROM outlay.drift()"),
                      ("across_s", "SELECT count(*) FROM outlay.across_tenants('SELECT count(*) FROM expense')"),
                      ("view_s", "SELECT count(bytes) FROM outlay.fleet"),
                      ("capacity_s", "SELECT count(*) FROM outlay.capacity()")):
        figures[name] = seconds(cluster, database, sql)
    figures["dump_s"], figures["dump_bytes"] = dumped(cluster, database)
    figures["drop_s"] = seconds(cluster, database, "SELECT count(outlay.drop_tenant(slug)) FROM (SELECT slug FROM outlay.tenant "
                                "WHERE status = 'active' ORDER BY id LIMIT 1000) t")
    figures["purge_s"] = seconds(cluster, database, "CALL outlay.purge_tenants('0 s')")
    return figures
