"""What others would write instead, on the same server, rows and cores: Fastify, Django REST framework, and plain SQL.

Each service answers the same three requests of the same client: host to organization, log-in by the same token, a page
of 50 expenses, one of them, a new one with the budget's row locked and an entry in an audit. They have tables of their own
with the same rows (peers.sql), without what Outlay's functions check, and as many connections to PostgreSQL. Each is
asked in turns, so that a machine whose speed drifts treats all alike; medians are printed.

Processor time is that of the service's processes and of PostgreSQL's; the client is not counted. Memory is the
proportional share (Pss) of the service's processes. Plain SQL is what pgbench gets by a prepared statement that makes
the same page by json_agg(), without a log-in and without HTTP.
"""
import contextlib
import os
import signal
import socket
import subprocess
import tempfile
import urllib.request

from harness import Outlayd, give_away, unprivileged, wait_until
from requests import BUDGETS, ENTER, SEED, median, run_pgbench, run_wrk, workloads, write

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "peers")
TICK = os.sysconf("SC_CLK_TCK")

PLAIN_PAGE = """SELECT json_agg(r) FROM (SELECT e.id, e.budget_id, b.department_id, e.member_id,
round(e.amount, o.decimals)::text AS amount, o.currency, e.spent_on, e.description, e.category_id, e.merchant, e.notes,
coalesce(e.tags, '{{}}') AS tags, e.paid_with, e.external_id, e.billable_to, e.original_amount::text, e.original_currency,
e.rate::text, e.tax_code, e.tax_rate::text, e.tax_amount::text, b.spent + b.committed > b.amount AS over_budget, e.state,
e.waiting_for, e.approved_by, e.approved_at, e.reason, e.receipts, e.version, e.created_at, e.updated_at
FROM {schema}.expense e JOIN {schema}.budget b ON b.id = e.budget_id CROSS JOIN {schema}.organization o
ORDER BY e.spent_on DESC, e.id DESC LIMIT 50) r;""".replace("\n", " ")


def processes():
    """{number: (parent, processor time in s)} of all that run; with the time of children that have ended."""
    found = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(FileNotFoundError, ProcessLookupError), \
                    open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                fields = file.read().rsplit(")", 1)[1].split()
                found[int(name)] = int(fields[1]), sum(int(fields[n]) for n in (11, 12, 13, 14)) / TICK
    return found


def family(root, known):
    """The processes below one, itself included."""
    members = {root}
    while True:
        more = {number for number, (parent, _) in known.items() if parent in members} - members
        if not more:
            return members
        members |= more


def processor_time(roots):
    """Seconds of all processes below these."""
    known = processes()
    return sum(known[number][1] for root in roots for number in family(root, known) if number in known)


def memory_mb(root):
    """The proportional share of memory of all processes below one."""
    total = 0
    for number in family(root, processes()):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError), \
                open(f"/proc/{number}/smaps_rollup", encoding="utf-8") as file:
            total += sum(int(line.split()[1]) for line in file if line.startswith("Pss:"))
    return total / 1024


class Service:
    """One that listens on a port of its own, which is what run_wrk() asks of outlayd, too."""

    def __init__(self, cluster, database, command, directory, connections):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        environment = {**os.environ, "DATABASE": database, "DATABASE_HOST": cluster.directory, "DATABASE_USER": "postgres",
                       "PORT": str(self.port), "CONNECTIONS": str(connections), "PYTHONDONTWRITEBYTECODE": "1"}
        self.process = subprocess.Popen([part.format(port=self.port) for part in command], cwd=directory, env=environment,
                                        start_new_session=True, **unprivileged())

    def answers(self):
        """Whether it does."""
        with contextlib.suppress(OSError):
            with socket.create_connection(("127.0.0.1", self.port), 1):
                return True
        return False

    def close(self):
        """Ends all of its processes."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(30)


@contextlib.contextmanager
def service(*arguments):
    """One that runs until the block ends."""
    one = Service(*arguments)
    try:
        wait_until(one.answers, "the service listens")
        yield one
    finally:
        one.close()


def check(port, path, token):
    """Raises where a service does not answer a page of expenses as the others do."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Host": "bench.localhost",
                                                                               "Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        body = answer.read()
    if body.count(b'"description"') != (50 if "page_size" in path else 1):
        raise AssertionError(body[:500])


def measure(cluster, database, seconds=4, rounds=3, connections=8, clients=16, expenses=5000):
    """Yields a row for each service and request, then what pgbench gets for the page by plain SQL and by Outlay's functions."""
    cluster.psql(SEED.format(budgets=BUDGETS, expenses=expenses), database)
    day = cluster.psql("SELECT current_date", database)
    directory = tempfile.mkdtemp(prefix="olb-")
    os.chmod(directory, 0o755)
    give_away(directory)
    with open(os.path.join(cluster.data, "postmaster.pid"), encoding="utf-8") as file:
        postmaster = int(file.readline())
    loops = ((os.cpu_count() or 1) + 1) // 2
    with contextlib.ExitStack() as stack:
        shim = stack.enter_context(Outlayd(cluster, database, loops=loops, connections=max(connections // loops, 1),
                                           log_level="warning", tenant_share=100, queue_length=1024))
        token = shim.client(host="bench.localhost").post(
            "/api/v2/sessions", {"email": "owner@example.com", "password": "bench-password-1"}).json["access_token"]
        schema = cluster.psql("SELECT schema FROM outlay.tenant WHERE slug = 'bench'", database)
        with open(os.path.join(HERE, "peers.sql"), encoding="utf-8") as file:
            cluster.psql(file.read().replace(":tenant", schema), database)
        node = os.environ.get("OUTLAY_NODE", "node")
        services = {
            "outlayd": shim,
            "Fastify": stack.enter_context(service(cluster, database, [node, "server.mjs"],
                                                   os.path.join(HERE, "fastify"), connections)),
            "Django REST": stack.enter_context(service(
                cluster, database, ["gunicorn", "--bind", "127.0.0.1:{port}", "--workers", str(connections), "--log-level", "error",
                                    "--worker-tmp-dir", directory, "expenses:application"],
                os.path.join(HERE, "django"), connections)),
        }
        for workload in workloads(day):
            lua = workload.lua and write(directory, "wrk.lua", workload.lua)
            found = {name: [] for name in services}
            for _ in range(rounds):
                for name, one in services.items():
                    if not lua:
                        check(one.port, workload.path, token)
                    before = processor_time([one.process.pid, postmaster])
                    rate, p50, p99 = run_wrk(one, workload, token, lua, clients, seconds)
                    spent = processor_time([one.process.pid, postmaster]) - before
                    found[name].append((rate, p50, p99, spent / (rate * seconds) * 1000000))
            for name, values in found.items():
                yield {"what": workload.name, "who": name, "memory_mb": memory_mb(services[name].process.pid),
                       **{key: median([value[n] for value in values])
                          for n, key in enumerate(("rps", "p50_ms", "p99_ms", "cpu_us"))}}
        page = next(workloads(day))
        route = cluster.psql(f"SELECT id FROM outlay.route WHERE method = 'GET' AND path = '{page.route}'", database)
        ours = write(directory, "ours.sql", "\\startpipeline\n" + ENTER.format(route=route, token=token) + "\n" +
                     page.call + "\n\\endpipeline\n")
        plain = write(directory, "plain.sql", PLAIN_PAGE.format(schema="peer_bench") + "\n")
        cluster.psql("GRANT USAGE ON SCHEMA peer_bench TO outlay_web; "
                     "GRANT SELECT ON ALL TABLES IN SCHEMA peer_bench TO outlay_web", database)
        pairs = [(run_pgbench(cluster, database, plain, connections, seconds),
                  run_pgbench(cluster, database, ours, connections, seconds)) for _ in range(rounds)]
        yield {"what": page.name, "who": "plain SQL, pgbench", "rps": median([p[0] for p in pairs])}
        yield {"what": page.name, "who": "Outlay, pgbench", "rps": median([p[1] for p in pairs])}
