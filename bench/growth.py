"""What a list costs in an organization with 1,000,000 expenses, and in one with 5,000.

Two organizations of one database, filled by SQL beside the functions: departments, members and budgets grow with the
expenses as they do in life. Of everything that can be filtered by there is what is common, what is rare and old, and
what finds nothing; each is listed alone and in pairs, the first page and one deep in the list, in every order.

What counts is processor time of the backend (/proc/self/schedstat), the least of some turns: other work on the machine
makes some longer, and none shorter. Parallel workers are switched off, since their time would not be counted. A list
that an index serves may take twice the time that it takes with 5,000 expenses, and any other LIMIT_MS.
"""
import itertools
import re

import scale

SMALL, LARGE = 5000, 1000000
LIMIT_MS = 300
LIMIT_RATIO = 2
# Below this much, what differs is that 50 rows lie on as many pages, or that each of several values has a page full.
UNCERTAIN_MS = 1

WORDS = ("train taxi hotel lunch dinner coffee paper printer screen licence ticket parking fuel rental flight customer "
         "project meeting workshop fair Zürich Genève København São_Paulo book cable chair desk phone plan postage "
         "courier cleaning repair insurance visa training course snacks flowers").split()

FILL = """
SET synchronous_commit = off;
SELECT setseed(0.5);
SELECT outlay.create_tenant('Organization {slug}', 'bench@example.com', slug => '{slug}') \\g /dev/null
SELECT outlay.use_tenant('{slug}') \\g /dev/null
INSERT INTO account (name, balance) VALUES ('Cash', 0);
INSERT INTO department (name) SELECT 'Department ' || n FROM generate_series(1, {departments}) n;
INSERT INTO member (email, first_name, last_name, role, status, department_id)
SELECT 'member' || n || '@example.com', 'First' || n % 97, 'Last' || n, (ARRAY['member', 'approver', 'auditor'])[1 + n % 3],
	'invited', nullif(n % {departments}, 0) FROM generate_series(1, {members}) n;
-- 24 months for each department but the last, which has budgets and no expenses.
INSERT INTO budget (account_id, department_id, month, amount)
SELECT 1, 1 + n % {departments}, date '2023-01-01' + n / {departments} * interval '1 month', 100000000
FROM generate_series(0, {departments} * 24 - 1) n;
INSERT INTO category (name) SELECT 'Category ' || n FROM generate_series(1, 22) n;
INSERT INTO expense (budget_id, member_id, amount, spent_on, description, merchant, tags, paid_with, category_id, state,
	waiting_for, reason, original_amount, original_currency, rate, updated_at)
SELECT e.*, e.spent_on + random() * interval '30 days' FROM (SELECT
	1 + m * {departments} + (CASE WHEN i = 7 THEN {departments} - 2 ELSE floor(random() * ({departments} - 2)) END)::integer,
	CASE WHEN i = 11 THEN {members} - 1 ELSE 1 + floor(random() * ({members} - 3))::integer END,
	CASE WHEN i % 100 = 13 AND i < 1000 THEN 5000 + i % 7 ELSE round((1 + random() * 499)::numeric, 2) END,
	(date '2023-01-01' + m * interval '1 month')::date + floor(random() * 28)::integer AS spent_on,
	CASE WHEN i % 100 = 17 AND i < 1000 THEN 'needle ' ELSE '' END ||
		w.words[1 + floor(random() * {words})::integer] || ' ' || w.words[1 + floor(random() * {words})::integer] || ' ' ||
		w.words[1 + floor(random() * {words})::integer] || ' ' || w.words[1 + floor(random() * {words})::integer] || ' ' || i,
	CASE WHEN i = 21 THEN 'Rare Ltd' WHEN i % 2 = 0 THEN 'Merchant ' || floor(random() * 20) END,
	CASE WHEN i = 23 THEN '{{Rare}}' WHEN i % 3 = 0 THEN ARRAY['Common', 'tag' || floor(random() * 50)] END,
	CASE WHEN i = 25 THEN 'company' ELSE 'own' END,
	CASE WHEN i = 31 THEN 21 ELSE 1 + i % 20 END,
	CASE WHEN i = 27 THEN 'rejected' WHEN i % 40 = 3 OR i = 35 THEN 'submitted' ELSE 'approved' END,
	CASE WHEN i = 35 THEN {members} - 2 WHEN i % 40 = 3 THEN {members} END,
	CASE WHEN i = 27 THEN 'No receipt' END,
	CASE WHEN i % 10 = 5 OR i = 33 THEN 10 END, CASE WHEN i = 33 THEN 'CHF' WHEN i % 10 = 5 THEN 'USD' END,
	CASE WHEN i % 10 = 5 OR i = 33 THEN 0.9 END
FROM (SELECT i, (i::bigint * 24 / ({expenses} + 1))::integer AS m FROM generate_series(1, {expenses}) i) e,
	(SELECT string_to_array('{vocabulary}', ' ') AS words) w) e;
UPDATE budget b SET spent = s.spent, committed = s.committed FROM (SELECT budget_id,
	coalesce(sum(amount) FILTER (WHERE state = 'approved'), 0) AS spent,
	coalesce(sum(amount) FILTER (WHERE state = 'submitted'), 0) AS committed FROM expense GROUP BY 1) s WHERE s.budget_id = b.id;
UPDATE account SET balance = 0;
INSERT INTO rate (kind, code, since, value) SELECT 'exchange', c, date '2000-01-01' + n, 0.9
FROM generate_series(1, {expenses} / 250) n, unnest('{{USD,CHF,GBP,SEK,NOK}}'::text[]) c;
INSERT INTO audit (at, member_id, database_role, action, entity, entity_id, before, after)
SELECT timestamptz '2025-01-01' - ({expenses} - e.id) * interval '10 s', e.member_id, 'outlay_web', CASE WHEN e.id = 19 THEN 'deleted' ELSE 'created' END,
	'expense', e.id, NULL, jsonb_build_object('id', e.id, 'budget_id', e.budget_id, 'department_id', e.budget_id % 50,
		'member_id', e.member_id, 'amount', e.amount, 'currency', 'EUR', 'spent_on', e.spent_on, 'description', e.description,
		'over_budget', false, 'version', 1, 'created_at', e.created_at, 'updated_at', e.updated_at)
FROM expense e ORDER BY e.id;
"""

# Milliseconds of processor time of a call: the least of some turns. The kernel brings a process's schedstat up to date
# when it looks at its stat.
CLOCK = """
CREATE FUNCTION public.bench_clock() RETURNS bigint LANGUAGE sql VOLATILE AS
$$ SELECT pg_catalog.split_part(pg_catalog.pg_read_file('/proc/self/schedstat'), ' ', 1)::bigint
FROM (SELECT pg_catalog.length(pg_catalog.pg_read_file('/proc/self/stat')) AS told OFFSET 0) s WHERE told > 0 $$;
CREATE FUNCTION public.bench_time(call text, turns integer) RETURNS double precision LANGUAGE plpgsql VOLATILE AS $$
DECLARE
	text text := pg_catalog.format('SELECT pg_catalog.count(*) FROM pg_catalog.generate_series(1, $1) n, LATERAL %s l', call);
	repeated integer := 1;
	begun bigint;
	taken bigint;
	best bigint;
BEGIN
	EXECUTE text USING 1;
	FOR turn IN 0 .. turns LOOP
		begun := public.bench_clock();
		EXECUTE text USING repeated;
		taken := (public.bench_clock() - begun) / repeated;
		best := least(best, taken);
		EXIT WHEN taken > 600000000;
		IF turn = 0 THEN
			repeated := greatest(1, least(20, 10000000 / greatest(taken, 1)));
		END IF;
	END LOOP;
	RETURN best / 1000000.0;
END
$$;
"""


def fill(cluster, database, slug, expenses):
    """Creates an organization with so many expenses."""
    departments, members = shape(expenses)
    scale.run(cluster, database, FILL.format(slug=slug, expenses=expenses, departments=departments, members=members,
                                             words=len(WORDS), vocabulary=" ".join(WORDS)))


def shape(expenses):
    """Departments and members of an organization with so many expenses."""
    return max(10, expenses // 5000), max(25, expenses // 500)


class Filter:
    """What one argument of a list can be given: {kind: value}; served: an index has the rows of its values in order."""

    def __init__(self, name, served, **values):
        self.name, self.served, self.values = name, served, values


def expense_filters(expenses):
    """The filters of expenses; the last department has none, the one before it one, and likewise members."""
    departments, members = shape(expenses)
    # The budget of a month and a department, see FILL.
    budget = lambda month, department: 1 + month * departments + department - 1   # noqa: E731
    return (
        Filter("department_id", True, common="'{2}'", rare=f"'{{{departments - 1}}}'", none=f"'{{{departments}}}'",
               several="'{2,3,4,5,6}'"),
        Filter("budget_id", True, common=f"'{{{budget(23, 2)}}}'", rare=f"'{{{budget(0, departments - 1)}}}'",
               none=f"'{{{budget(23, departments)}}}'",
               several="'{%s}'" % ",".join(str(budget(m, 3)) for m in range(14, 24))),
        Filter("member_id", True, common="'{3}'", rare=f"'{{{members - 1}}}'", none=f"'{{{members}}}'",
               several="'{3,5,7,9,11,13,15,17}'"),
        Filter("from_date", True, common="'2024-01-01'", rare="'2024-12-28'", none="'2030-01-01'"),
        Filter("to_date", True, common="'2024-06-01'", rare="'2023-01-01'", none="'2020-01-01'"),
        Filter("min_amount", False, common="10", rare="5000", none="6000"),
        Filter("max_amount", False, common="400", rare="1.01", none="0.5"),
        Filter("merchant", True, common="'merchant 3'", rare="'RARE LTD'", none="'Nobody'"),
        Filter("tag", False, common="'{common}'", rare="'{rare}'", none="'{nothing}'", several="'{tag1,tag2,rare}'"),
        Filter("paid_with", False, common="'{own}'", rare="'{company}'", none="'{}'"),
        Filter("category_id", True, common="'{3}'", rare="'{21}'", none="'{22}'", several="'{3,5,21}'"),
        Filter("state", False, common="'{approved}'", rare="'{rejected}'", none="'{draft}'", several="'{submitted,rejected}'"),
        Filter("waiting_for", True, common=f"'{members}'", rare=f"'{members - 2}'", none="'1'"),
        Filter("original_currency", False, common="'{USD}'", rare="'{CHF}'", none="'{JPY}'"),
        Filter("contains", False, common="'TRAIN'", rare="'Needle'", none="'haystack'", accent="'GENÈVE'"),
    )


def deep(order, row):
    """The argument for a page behind a row, for an order (call/position.c): SQL."""
    key = {"spent_on": "(e.spent_on - date '2000-01-01')::text", "amount": "e.amount::text", "id": "''",
           "updated_at": "(extract(epoch FROM e.updated_at - timestamptz '2000-01-01 00:00+00') * 1000000)::bigint::text"}
    name = order.lstrip("-")
    return (f"SELECT rtrim(translate(encode(convert_to('{order},' || e.id || ',' || {key[name]}, 'UTF8'), 'base64'), "
            f"E'+/\\n', '-_'), '=') AS position FROM expense e ORDER BY e.{name}{' DESC' if order[0] == '-' else ''}, "
            f"e.id{' DESC' if order[0] == '-' else ''} OFFSET {row} LIMIT 1")


def expense_lists(expenses):
    """The lists of expenses: (name, whether an index serves them, arguments, order)."""
    filters = expense_filters(expenses)
    for order in ("-spent_on", "id", "amount", "-updated_at"):
        yield f"sort {order}", order in ("-spent_on", "id"), "", order
    for one in filters:
        for kind, value in one.values.items():
            # Of several departments a page of up to 51 of their budgets is read, which with few expenses none has full.
            served = one.served and (one.name, kind) != ("department_id", "several")
            yield f"{one.name} {kind}", served, f"{one.name} => {value}, ", "-spent_on"
            yield f"{one.name} {kind}, sort amount", False, f"{one.name} => {value}, ", "amount"
    for one, other in itertools.combinations(filters, 2):
        for kind, other_kind in itertools.product(("common", "rare", "none"), repeat=2):
            yield (f"{one.name} {kind} and {other.name} {other_kind}", False,
                   f"{one.name} => {one.values[kind]}, {other.name} => {other.values[other_kind]}, ", "-spent_on")


OTHERS = (
    ("list_audit", "none", "", True), ("list_audit", "entity common", "entity => '{expense}', ", True),
    ("list_audit", "entity none", "entity => '{deposit}', ", False),
    ("list_audit", "entity_id", "entity => '{expense}', entity_id => '{77}', ", True),
    ("list_audit", "member_id common", "member_id => '{3}', ", False), ("list_audit", "member_id none", "member_id => '{999999}', ", False),
    ("list_audit", "action rare", "action => '{deleted}', ", False), ("list_audit", "action none", "action => '{nothing}', ", False),
    ("list_audit", "since", "since => '2024-12-31 23:55', ", False),
    ("list_audit", "until", "until => '2001-01-01', ", False),
    ("list_members", "none", "", False), ("list_members", "sort name", "sort => 'name', ", False),
    ("list_members", "contains none", "contains => 'nobody of that name', ", False),
    ("list_members", "role", "role => '{auditor}', ", False), ("list_members", "department_id", "department_id => '{2}', ", False),
    ("list_budgets", "none", "", False), ("list_budgets", "sort remaining", "sort => 'remaining', ", False),
    ("list_budgets", "department_id", "department_id => '{2}', ", False), ("list_budgets", "month", "month => '2024-01-01', ", False),
    ("list_departments", "none", "", False), ("list_departments", "contains none", "contains => 'nothing', ", False),
    ("list_accounts", "none", "", False), ("list_categories", "none", "", False),
    ("list_categories", "contains none", "contains => 'nothing', ", False),
    ("list_rates", "none", "", False), ("list_rates", "code common", "code => '{USD}', ", False),
    ("list_rates", "code none", "code => '{JPY}', ", False),
)


def lists(expenses):
    """All lists of an organization with so many expenses: (name, whether an index serves it, call, SQL of a position)."""
    for name, served, arguments, order in expense_lists(expenses):
        call = f"outlay.list_expenses({arguments}sort => '{order}', page_size => 50 + 0 * n%s)"
        yield name, served, call, None
        # No list gives a position that is outside of its own span of days.
        if not re.search("_date (rare|none)", name):
            yield name + ", deep", served, call, deep(order, expenses * 4 // 10)
    for function, name, arguments, served in OTHERS:
        yield f"{function}: {name}", served, f"outlay.{function}({arguments}page_size => 50 + 0 * n%s)", None


def times(cluster, database, slug, expenses, turns):
    """Milliseconds of each list, in order."""
    text = ("SET max_parallel_workers_per_gather = 0; SET jit = off;\n"
            f"SELECT outlay.use_tenant('{slug}') \\g /dev/null\n")
    known = {None: ""}
    for _, _, call, position in lists(expenses):
        if position not in known:
            known[position] = f":'at{len(known)}_position'"
            text += f"{position} \\gset at{len(known) - 1}_\n"
        before, behind = (part.replace("'", "''") for part in call.split("%s"))
        after = f", after => ''' || {known[position]} || '''" if position else ""
        text += f"SELECT public.bench_time('{before}{after}{behind}', {turns});\n"
    return [float(line) for line in scale.run(cluster, database, text).split()]


def judge(served, small, large):
    """Whether a list grows no more than it may."""
    return large <= max(LIMIT_RATIO * small, UNCERTAIN_MS) if served else large <= LIMIT_MS


def prepare(cluster, database):
    """Fills the two organizations."""
    cluster.psql(CLOCK, database)
    for slug, expenses in (("small", SMALL), ("large", LARGE)):
        fill(cluster, database, slug, expenses)
    scale.run(cluster, database, "VACUUM ANALYZE")


def measure(cluster, database, turns=3):
    """Yields for each list: its name, whether an index serves it, milliseconds with few and with many expenses, whether
    that is within the bound."""
    small = times(cluster, database, "small", SMALL, turns)
    large = times(cluster, database, "large", LARGE, turns)
    for (name, served, _, _), few, many in zip(lists(LARGE), small, large, strict=True):
        yield name, served, few, many, judge(served, few, many)


def shown(rows):
    """Of the rows of measure() those to print: of each pair of filters the one that took longest, and all that grow."""
    pairs = {}
    for row in rows:
        name = row[0].partition(",")[0]
        if " and " not in name:
            yield row
            continue
        one, other = name.split(" and ")
        pair = (one.split()[0], other.split()[0])
        if not row[4]:
            yield row
        elif pair not in pairs or pairs[pair][3] < row[3]:
            pairs[pair] = row
    yield from pairs.values()
