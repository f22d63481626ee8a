"""A month of an organization with 50 people: each expense is entered and submitted by one, and approved by another.

pgbench logs in for both by outlay.enter() with their tokens, as outlayd does, without HTTP. Beside it what approving costs
against a transaction by hand that changes the same rows: the expense, its budget, the audit.
"""
import os
import re
import tempfile

from requests import median, write
from harness import give_away

PEOPLE = 50
APPROVERS = 5
EXPENSES = 3000
CLIENTS = 16

SEED = f"""
SELECT outlay.create_tenant('Month', 'office@month.example');
SELECT outlay.use_tenant('month');
SELECT outlay.create_account('Cash', 900000000);
SELECT outlay.create_member('owner@month.example', 'month-password-1', 'owner', 'Olive', 'Owner');
SELECT outlay.create_member('approver' || n || '@month.example', 'month-password-1', 'approver', 'A', 'No. ' || n)
	FROM generate_series(1, {APPROVERS}) n;
SELECT outlay.create_member('member' || n || '@month.example', 'month-password-1', 'member', 'M', 'No. ' || n)
	FROM generate_series(1, {PEOPLE - APPROVERS}) n;
SELECT outlay.create_department('Department ' || n) FROM generate_series(1, 3) n;
SELECT outlay.update_department(n, approver_id => 1 + n) FROM generate_series(1, 3) n;
SELECT outlay.create_category('Category ' || n) FROM generate_series(1, 10) n;
SELECT outlay.create_budget(1, 1 + n % 3, date_trunc('month', now())::date, 1000000) FROM generate_series(1, 12) n;
SELECT outlay.update_organization(approval => 'on');
CREATE TABLE public.token (n integer PRIMARY KEY, token text);
INSERT INTO public.token SELECT m, (outlay.log_in(email, 'month-password-1')).access_token
	FROM generate_series(1, {1 + PEOPLE}) m, LATERAL outlay.get_member(m) WHERE m > 1;
"""

ENTER = ("SELECT outlay.enter({route}, 'month.localhost', NULL, token, '127.0.0.1', 'bench', 'bench') FROM public.token "
         "WHERE n = {member};\n")

# The expenses of a category and of a budget of a department whose approver is asked.
MONTH = f"""\\set member random({2 + APPROVERS}, {1 + PEOPLE})
\\set budget random(1, 12)
\\set category random(1, 10)
BEGIN;
{{enter_create}}SELECT id, waiting_for FROM outlay.create_expense(:budget::bigint, 12.50, '{{day}}'::date, 'Train to the customer and back',
	category_id => :category::bigint) \\gset
COMMIT;
BEGIN;
{{enter_approve}}SELECT state FROM outlay.approve_expense(:id::bigint);
COMMIT;
"""

FILL = """SELECT outlay.use_tenant('month');
SELECT count(*) FROM generate_series(1, {count}) n, outlay.create_expense(1 + n % 12, 12.50, '{day}'::date,
	'Train to the customer and back', member_id => 7 + n % 40, category_id => 1 + n % 10);
"""

OURS = """\\set n :n + 1
\\set id :first + :n * {clients} + :client_id
SELECT state FROM outlay.approve_expense(:id::bigint);
"""

# The same rows without any of what the extension does for it.
BY_HAND = """\\set n :n + 1
\\set id :first + :n * {clients} + :client_id
BEGIN;
SELECT budget_id, amount FROM expense WHERE id = :id AND state = 'submitted' FOR UPDATE \\gset
UPDATE expense SET state = 'approved', waiting_for = NULL, approved_at = now(), version = version + 1, updated_at = now()
	WHERE id = :id;
UPDATE budget SET committed = committed - :amount, spent = spent + :amount WHERE id = :budget_id;
INSERT INTO audit (database_role, action, entity, entity_id, before, after)
	SELECT current_user, 'approved', 'expense', id, to_jsonb(e), to_jsonb(e) FROM expense e WHERE id = :id;
COMMIT;
"""


def run(cluster, database, script, transactions, first=0):
    """Transactions a second, and the 99th percentile of their latency in ms, of so many for each client."""
    directory = os.path.dirname(script)
    prefix = os.path.join(directory, f"log{len(os.listdir(directory))}")
    output = cluster.run(
        "pgbench", "-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "2", "-t", str(transactions), "-l",
        f"--log-prefix={prefix}", "-D", "n=-1", "-D", f"first={first}", "-f", script, "-h", cluster.directory, "-U", "postgres",
        database, timeout=600, env={**os.environ, "PGOPTIONS": "-c search_path=tenant_1,\\ outlay,\\ pg_temp"}).stdout
    if f"{transactions * CLIENTS}/{transactions * CLIENTS}" not in output:
        raise AssertionError("not every transaction was carried out\n" + output)
    taken = []
    for name in os.listdir(directory):
        if name.startswith(os.path.basename(prefix) + "."):
            with open(os.path.join(directory, name), encoding="ascii") as file:
                taken += [int(line.split()[2]) / 1000 for line in file]
    taken.sort()
    return float(re.search(r"tps = ([0-9.]+)", output).group(1)), taken[len(taken) * 99 // 100]


def fill(cluster, database, day, count):
    """Submits so many expenses; the id of the first."""
    first = int(cluster.psql("SELECT coalesce(max(id), 0) + 1 FROM tenant_1.expense", database))
    cluster.psql(FILL.format(count=count, day=day), database)
    return first


def measure(cluster, database, rounds=3):
    """{"tps", "p99_ms": of the month, "wrong": rows of check_balances(), "ratio": of approving to the same by hand}."""
    cluster.psql(SEED, database)
    day = cluster.psql("SELECT current_date", database)
    routes = {method: cluster.psql(f"SELECT id FROM outlay.route WHERE method = 'POST' AND path = '{path}'", database)
              for method, path in (("create", "/api/v2/expenses"), ("approve", "/api/v2/expenses/{id}/approve"))}
    transactions = -(-EXPENSES // CLIENTS)
    with tempfile.TemporaryDirectory(prefix="olb-") as directory:
        os.chmod(directory, 0o755)
        give_away(directory)
        month = write(directory, "month.sql", MONTH.format(
            day=day, enter_create=ENTER.format(route=routes["create"], member=":member"),
            enter_approve=ENTER.format(route=routes["approve"], member=":waiting_for")))
        figures = [run(cluster, database, month, transactions) for _ in range(rounds)]
        ways = [write(directory, name, text.format(clients=CLIENTS)) for name, text in (("ours.sql", OURS), ("hand.sql", BY_HAND))]
        ratios = []
        for _ in range(rounds):
            ours, hand = (run(cluster, database, way, transactions,
                              fill(cluster, database, day, transactions * CLIENTS))[0] for way in ways)
            ratios.append(ours / hand)
    wrong = cluster.psql("SELECT outlay.use_tenant('month'); SELECT count(*) FROM outlay.check_balances()", database).splitlines()[-1]
    return {"tps": median([f[0] for f in figures]), "p99_ms": median([f[1] for f in figures]), "wrong": int(wrong),
            "ratio": median(ratios)}
