"""The fleet: adding a column to every organization by upgrade_tenants(), with one session and with two; and asking all.

Organizations are created in a transaction each. Each round adds a migration and brings all of them to it, durable.
"""
import time


def create(cluster, database, count):
    """Creates organizations in one psql session."""
    cluster.psql("".join(f"SELECT outlay.create_tenant('Fleet {n}', 'bench@example.com');\n" for n in range(count)),
                 database)


def upgraded_per_second(cluster, database, name, workers, count):
    """Organizations that upgrade_tenants() brings to a new column in a second."""
    cluster.psql(f"SELECT outlay.add_migration('{name}', 'ALTER TABLE expense ADD COLUMN {name} varchar(20)'); CHECKPOINT",
                 database)
    taken = seconds(cluster, database,
                    f"SET client_min_messages = warning; CALL outlay.upgrade_tenants(workers => {workers})")
    assert cluster.psql("SELECT sum(behind) FROM outlay.upgrade_progress WHERE version = "
                        "(SELECT max(version) FROM outlay.template)", database) == "0"
    return count / taken


def seconds(cluster, database, sql):
    """Seconds of a statement in a session of its own."""
    start = time.monotonic()
    cluster.psql(sql, database)
    return time.monotonic() - start


def measure(cluster, database, count=1000, rounds=3):
    """Rates, as medians over rounds, milliseconds of a call that finds nothing to do, seconds of what asks all."""
    create(cluster, database, count)
    rates = {workers: sorted(upgraded_per_second(cluster, database, f"w{workers}_{n}", workers, count)
                             for n in range(rounds))[rounds // 2] for workers in (1, 2)}
    nothing = cluster.psql("SET client_min_messages = warning;\n\\timing on\nCALL outlay.upgrade_tenants();", database)
    assert cluster.psql("SELECT * FROM outlay.drift()", database) == ""
    return {"count": count, "rates": rates,
            "drift_s": seconds(cluster, database, "SELECT count(*) FROM outlay.drift()"),
            "across_s": seconds(cluster, database, "SELECT count(*) FROM outlay.across_tenants('SELECT count(*) FROM expense')"),
            "view_s": seconds(cluster, database, "SELECT count(bytes) FROM outlay.fleet"), "nothing_ms": float(nothing.split("Time: ")[-1].split(" ms")[0])}
