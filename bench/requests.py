"""Requests per second of outlayd against pgbench.

Both send the same two statements (outlay.enter and the call) over the same number of database connections to the
same server: pgbench with the prepared protocol and a pipeline, outlayd as it always does. What pgbench reaches is what
PostgreSQL can give; the ratio is what HTTP costs. The two take turns, so that a machine whose speed drifts treats both
alike; medians are printed.
"""
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "http"))
from harness import Outlayd, give_away, unprivileged  # noqa: E402

ENTER = "SELECT outlay.enter({route}, 'bench.localhost', NULL, '{token}', '127.0.0.1', 'bench', 'bench');"
BUDGETS = 40

LUA_NEW = """
local budgets = {%s}
function request()
  local body = string.format('{"budget_id":%%d,"amount":"1.25","spent_on":"%s","description":"Coffee for a guest"}',
    budgets[math.random(#budgets)])
  return wrk.format("POST", "/api/v2/expenses", nil, body)
end
"""

SEED = """
SELECT outlay.create_tenant('Bench', 'bench@example.com');
SELECT outlay.use_tenant('bench');
SELECT outlay.create_account('Cash', 900000000);
SELECT outlay.create_department('Department ' || n) FROM generate_series(1, 10) n;
SELECT outlay.create_budget(1, 1 + n % 10, (date_trunc('month', now()) - n / 10 * interval '1 month')::date, 1000000)
	FROM generate_series(0, {budgets} - 1) n;
SELECT outlay.create_member('owner@example.com', 'bench-password-1', 'owner', 'Olive', 'Owner');
SELECT count(*) FROM generate_series(1, {expenses}) n, outlay.create_expense(1 + n % {budgets},
	(1 + n % 200)::numeric / 4, current_date - n % 300, 'Train to the customer and back, no. ' || n, 1);
"""


class Workload:
    """One kind of request: what pgbench and wrk send for it."""

    def __init__(self, name, aim, method, path, route, call, lua=None):
        self.name, self.aim, self.method, self.path, self.route, self.call, self.lua = (
            name, aim, method, path, route, call, lua)


def workloads(day):
    """The three kinds of request of the aims."""
    yield Workload("page of 50 expenses", 0.9, "GET", "/api/v2/expenses?page_size=50", "/api/v2/expenses",
                   "SELECT outlay.reply_page(f), outlay.reply_head() "
                   "FROM (SELECT outlay.list_expenses(page_size => 50) f OFFSET outlay.reply_taker()) rows;")
    yield Workload("one expense", 0.65, "GET", "/api/v2/expenses/77", "/api/v2/expenses/{id}",
                   "SELECT outlay.reply(f), outlay.reply_head() FROM outlay.get_expense(id => 77) f;")
    yield Workload("new expense", 0.85, "POST", "/api/v2/expenses", "/api/v2/expenses",
                   f"\\set b random(1, {BUDGETS})\n"
                   "SELECT outlay.reply(f), outlay.reply_head() FROM outlay.create_expense(budget_id => :b::bigint, "
                   f"amount => 1.25, spent_on => '{day}'::date, description => 'Coffee for a guest') f;",
                   LUA_NEW % (",".join(str(n) for n in range(1, BUDGETS + 1)), day))


def write(directory, name, text):
    """A file that the unprivileged user can read."""
    path = os.path.join(directory, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(path, 0o644)
    return path


def run_pgbench(cluster, database, script, connections, seconds):
    """Transactions per second."""
    output = cluster.run("pgbench", "-n", "-M", "prepared", "-c", str(connections), "-j", "2", "-T", str(seconds),
                         "-f", script, "-h", cluster.directory, "-U", "outlay_web", database,
                         timeout=seconds + 60).stdout
    return float(re.search(r"tps = ([0-9.]+)", output).group(1))


def run_wrk(shim, workload, token, lua, connections, seconds):
    """Requests per second, and the 50th and 99th percentile of their latency in ms."""
    command = ["wrk", "-t", "2", "-c", str(connections), "-d", f"{seconds}s", "--latency",
               "-H", "Host: bench.localhost", "-H", f"Authorization: Bearer {token}"]
    if lua:
        command += ["-H", "Content-Type: application/json", "-s", lua]
    output = subprocess.run([*command, f"http://127.0.0.1:{shim.port}{workload.path}"], check=True, text=True,
                            capture_output=True, timeout=seconds + 60).stdout
    if "Non-2xx" in output or "Socket errors" in output:
        raise AssertionError(output)
    units = {"us": 0.001, "ms": 1.0, "s": 1000.0}
    percentile = {p: float(v) * units[u] for p, v, u in re.findall(r"^\s+(50|99)%\s+([0-9.]+)(us|ms|s)$", output, re.M)}
    return float(re.search(r"Requests/sec:\s+([0-9.]+)", output).group(1)), percentile["50"], percentile["99"]


def median(values):
    """The middle one."""
    return sorted(values)[len(values) // 2]


def measure(cluster, database, seconds=4, rounds=3, connections=8, clients=(16,), expenses=5000):
    """Seeds an organization, measures each workload in turns, and yields a row of figures for each number of clients."""
    cluster.psql(SEED.format(budgets=BUDGETS, expenses=expenses), database)
    cluster.psql("VACUUM ANALYZE", database)
    day = cluster.psql("SELECT current_date", database)
    directory = tempfile.mkdtemp(prefix="olb-")
    os.chmod(directory, 0o755)
    give_away(directory)
    loops = ((os.cpu_count() or 1) + 1) // 2        # as by default
    with Outlayd(cluster, database, loops=loops, connections=max(connections // loops, 1), log_level="warning",
                 tenant_share=100, queue_length=1024) as shim:
        answer = shim.client(host="bench.localhost").post(
            "/api/v2/sessions", {"email": "owner@example.com", "password": "bench-password-1"})
        token = answer.json["access_token"]
        for workload in workloads(day):
            route = cluster.psql("SELECT id FROM outlay.route WHERE method = '%s' AND path = '%s'"
                                 % (workload.method, workload.route), database)
            sets = "".join(line + "\n" for line in workload.call.splitlines() if line.startswith("\\"))
            calls = "".join(line + "\n" for line in workload.call.splitlines() if not line.startswith("\\"))
            script = write(directory, "pgbench.sql", sets + "\\startpipeline\n"
                           + ENTER.format(route=route, token=token) + "\n" + calls + "\\endpipeline\n")
            lua = workload.lua and write(directory, "wrk.lua", workload.lua)
            pairs = {number: [] for number in clients}
            for _ in range(rounds):
                tps = run_pgbench(cluster, database, script, connections, seconds)
                for number, found in pairs.items():
                    found.append((tps, *run_wrk(shim, workload, token, lua, number, seconds)))
            for number, found in pairs.items():
                yield {"what": workload.name, "aim": workload.aim, "clients": number,
                       "pgbench_tps": median([p[0] for p in found]), "outlayd_rps": median([p[1] for p in found]),
                       "ratio": median([p[1] / p[0] for p in found]),
                       "p50_ms": median([p[2] for p in found]), "p99_ms": median([p[3] for p in found])}
