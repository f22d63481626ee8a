"""What it costs to try a policy over 1,000,000 expenses, and what a policy costs a new expense.

The expenses are those of growth.py, with categories and receipts beside them. A trial reads every one of them whatever the
draft says, so drafts are tried that look at different things, up to as many rules as a policy can have, each beside a
policy in force. New expenses are entered by one session, in turns without a policy, with an empty one and with ten rules;
what counts is processor time, as in growth.py: of trials the least of some turns, of entries the median.
"""
import growth
import scale

EXPENSES = 1000000
LIMIT_S = 3.0

RULES = {
    "one limit": """'[{"rule": "expense_limit", "above": "400", "effect": "warn"}]'""",
    "days and months": """'[{"rule": "day_limit", "above": "500", "effect": "warn"}, {"rule": "month_limit", "above": "5000", "effect": "warn"}]'""",
    "by category": """(SELECT jsonb_agg(jsonb_build_object('rule', 'month_limit', 'above', '900', 'effect', 'warn',
        'category_ids', jsonb_build_array(n))) FROM generate_series(1, 32) n)""",
    "all kinds, 32 rules": """(SELECT jsonb_agg(r) FROM (SELECT r FROM generate_series(1, 4) n, LATERAL jsonb_array_elements(format('[
        {"rule": "expense_limit", "above": "%s00", "effect": "warn", "roles": ["member"]}, {"rule": "day_limit", "above": "%s00", "effect": "block"},
        {"rule": "month_limit", "above": "%s000", "effect": "approve", "category_ids": [%s]}, {"rule": "receipt", "above": "%s5", "effect": "block"},
        {"rule": "weekend", "effect": "warn", "member_ids": [%s, 100]}, {"rule": "age", "days": %s0, "effect": "warn"},
        {"rule": "notes", "above": "%s00", "effect": "warn"}, {"rule": "allowed_categories", "allowed_ids": [%s], "effect": "warn"}]',
        n, n, n, n, n, n, n, n, n)::jsonb) r) x)""",
}
TEN = """jsonb_build_object('rules', '[{"rule": "expense_limit", "above": "400", "effect": "warn"},
    {"rule": "expense_limit", "above": "300", "effect": "warn", "category_ids": [1]}, {"rule": "expense_limit", "above": "200", "effect": "warn", "roles": ["admin"]},
    {"rule": "receipt", "above": "100", "effect": "block"}, {"rule": "merchant", "above": "100", "effect": "warn"}, {"rule": "notes", "above": "100", "effect": "warn"},
    {"rule": "category", "above": "100", "effect": "warn"}, {"rule": "age", "days": 900, "effect": "warn"}, {"rule": "weekend", "effect": "warn", "above": "100"},
    {"rule": "day_limit", "above": "100000000", "effect": "block"}]'::jsonb)"""
POLICIES = {"none": "'{}'", "no rules": """'{"approve_below": {"below": "1"}}'""", "ten rules": TEN}

FILL = """
SELECT outlay.use_tenant('{slug}') \\g /dev/null
INSERT INTO category (name, parent_id) SELECT 'Category ' || n, nullif(n / 4, 0) FROM generate_series(1, 50) n;
UPDATE expense SET category_id = nullif(id % 51, 0), receipts = id % 2;
"""
ENTER = """SELECT public.bench_time($call$(SELECT outlay.create_expense(1, 1.25, CURRENT_DATE - i % 28, 'Coffee for a guest',
    1 + i * 7 % 1900, category_id => 5) FROM generate_series(1, 200 + 0 * n) i)$call$, 7)"""


def fill(cluster, database, expenses=EXPENSES):
    """Creates the organization; returns its slug."""
    cluster.psql(growth.CLOCK, database)
    growth.fill(cluster, database, "tried", expenses)
    scale.run(cluster, database, FILL.format(slug="tried"))
    cluster.psql("VACUUM ANALYZE", database)


def call(cluster, database, sql):
    """The last line that statements print for the organization."""
    return cluster.psql(f"DO $d$ BEGIN PERFORM outlay.use_tenant('tried'); END $d$; SET client_min_messages = error; {sql}", database)


def trials(cluster, database):
    """Yields what is tried, the seconds of processor time it takes, and in how many expenses something is found."""
    call(cluster, database, f"SELECT version FROM set_policy({TEN})")
    for what, rules in RULES.items():
        text = f"outlay.try_policy(jsonb_build_object('rules', {rules}::jsonb), NULL, NULL)"
        found = call(cluster, database, f"SELECT found FROM {text}").splitlines()[-1]
        taken = call(cluster, database, f"SET max_parallel_workers_per_gather = 0; SELECT public.bench_time($call${text}$call$, 2)")
        yield what, float(taken.splitlines()[-1]) / 1000, int(found)


def entries(cluster, database):
    """Yields the policy in force, and the microseconds of a new expense."""
    call(cluster, database, "SELECT version FROM update_organization(over_budget => 'allow', outside_month => 'allow')")
    times = {name: [] for name in POLICIES}
    for _ in range(5):
        for name, policy in POLICIES.items():
            times[name].append(float(call(cluster, database, f"SELECT version FROM set_policy({policy}); {ENTER}").splitlines()[-1]))
    for name, taken in times.items():
        yield name, sorted(taken)[len(taken) // 2] * 1000 / 200
