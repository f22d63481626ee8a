"""New expenses a second when all are of one budget, against those of many, with outlay.early_release off and on.

pgbench calls the function as the role of the organization's members would through outlayd, without HTTP, so that what is
measured is the lock on the budget's row and the flush of the log. The four ways take turns, so that a disk whose speed
drifts treats them alike; the ratio is that of each turn.
"""
import os
import re
import tempfile

from requests import SEED, median, write
from harness import give_away

MANY = 40
SPEND = """\\set b random(1, {budgets})
SELECT id FROM outlay.create_expense(:b::bigint, 1.25, '{day}'::date, 'Coffee for a guest');
"""
WAYS = tuple((budgets, early) for early in ("off", "on") for budgets in (1, MANY))


def run(cluster, database, script, clients, early, seconds):
    """Transactions a second, and the 99th percentile of their latency in ms, from pgbench's log of each transaction."""
    directory = os.path.dirname(script)
    prefix = os.path.join(directory, f"log{len(os.listdir(directory))}")
    output = cluster.run(
        "pgbench", "-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", str(seconds), "-l", f"--log-prefix={prefix}",
        "-f", script, "-h", cluster.directory, "-U", "postgres", database, timeout=seconds + 120,
        env={**os.environ, "PGOPTIONS": f"-c search_path=tenant_1,\\ outlay,\\ pg_temp -c outlay.early_release={early}"}).stdout
    if "tps" not in output:
        raise AssertionError("not one transaction was carried out: give it more --seconds\n" + output)
    taken = []
    for name in os.listdir(directory):
        if name.startswith(os.path.basename(prefix) + "."):
            with open(os.path.join(directory, name), encoding="ascii") as file:
                taken += [int(line.split()[2]) / 1000 for line in file]
    taken.sort()
    return float(re.search(r"tps = ([0-9.]+)", output).group(1)), taken[len(taken) * 99 // 100]


def measure(cluster, database, seconds=4, rounds=3, clients=(16, 64)):
    """Seeds an organization; yields for each number of clients {(budgets, early_release): (a second, p99 ms)} and the
    ratio of one budget to many, {early_release: ratio}; medians."""
    cluster.psql(SEED.format(budgets=MANY, expenses=1000), database)
    cluster.psql("VACUUM ANALYZE", database)
    day = cluster.psql("SELECT current_date", database)
    with tempfile.TemporaryDirectory(prefix="olb-") as directory:
        os.chmod(directory, 0o755)
        give_away(directory)
        scripts = {budgets: write(directory, f"of{budgets}.sql", SPEND.format(budgets=budgets, day=day))
                   for budgets in (1, MANY)}
        for number in clients:
            turns = [{way: run(cluster, database, scripts[way[0]], number, way[1], seconds) for way in WAYS}
                     for _ in range(rounds)]
            yield (number, {way: tuple(median([turn[way][i] for turn in turns]) for i in (0, 1)) for way in WAYS},
                   {early: median([turn[1, early][0] / turn[MANY, early][0] for turn in turns]) for early in ("off", "on")})
