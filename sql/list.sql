-- Lists: every order leads through all rows, several values of a filter, positions that are none, totals, what one may do.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS outlay;
RESET client_min_messages;
-- Expenses of another month than their budget's are as good as others here.
SET outlay.default_outside_month = 'allow';
SELECT slug FROM outlay.create_tenant('List Ltd', 'office@list.example');
SELECT slug FROM outlay.create_tenant('Other Ltd', 'office@other.example');
SELECT slug FROM outlay.use_tenant('otherltd');
SELECT name FROM outlay.create_department('Elsewhere');
SELECT balance FROM outlay.create_account('Elsewhere', 1000);
SELECT amount FROM outlay.create_budget(1, 1, '2024-05-01', 1000);
SELECT amount FROM outlay.create_expense(1, 999, '2024-05-01', 'of another organization');
SELECT slug FROM outlay.use_tenant('listltd');
SELECT name FROM outlay.create_department('zebra');
SELECT name FROM outlay.create_department('Ängste');
SELECT name FROM outlay.create_department('apple');
SELECT balance FROM outlay.create_account('Bank', 100000);
SELECT id, month FROM outlay.create_budget(1, 1, '2024-05-01', 5000);
SELECT id, month FROM outlay.create_budget(1, 2, '2024-06-01', 5000);
SELECT id, month FROM outlay.create_budget(1, 2, '2024-07-01', 400);
SELECT count(outlay.create_expense(1 + i % 2, 1 + i * 7 % 10, date '2024-05-01' + i % 40, 'Expense ' || i))
FROM generate_series(1, 120) i;

-- Through all of it in each order, by pages that do not fit: every row once, and in order.
CREATE FUNCTION public.regress_walk(sort text, OUT rows bigint, OUT distinct_rows bigint, OUT pages integer, OUT ids bigint[])
LANGUAGE plpgsql AS $$
DECLARE
	position text;
	page bigint[];
BEGIN
	pages := 0;
	ids := '{}';
	LOOP
		SELECT coalesce(array_agg(e.id), '{}') INTO page
		FROM outlay.list_expenses(sort => regress_walk.sort, after => position, page_size => 17) e;
		ids := ids || page;
		pages := pages + 1;
		position := outlay.next_page();
		EXIT WHEN position IS NULL;
	END LOOP;
	SELECT count(*), count(DISTINCT i) INTO rows, distinct_rows FROM unnest(ids) i;
END
$$;
CREATE TABLE public.regress_expense AS SELECT (outlay.get_expense(i)).* FROM generate_series(1, 120) i;
SELECT s.sort, w.rows, w.distinct_rows, w.pages, w.ids = x.ids AS in_order
FROM unnest('{spent_on,-spent_on,amount,-amount,updated_at,-updated_at,id,-id}'::text[]) s (sort)
CROSS JOIN LATERAL public.regress_walk(s.sort) w
CROSS JOIN LATERAL (
	SELECT CASE s.sort
		WHEN 'spent_on' THEN array_agg(id ORDER BY spent_on, id)
		WHEN '-spent_on' THEN array_agg(id ORDER BY spent_on DESC, id DESC)
		WHEN 'amount' THEN array_agg(id ORDER BY amount, id)
		WHEN '-amount' THEN array_agg(id ORDER BY amount DESC, id DESC)
		WHEN 'updated_at' THEN array_agg(id ORDER BY updated_at, id)
		WHEN '-updated_at' THEN array_agg(id ORDER BY updated_at DESC, id DESC)
		WHEN 'id' THEN array_agg(id ORDER BY id)
		ELSE array_agg(id ORDER BY id DESC) END AS ids
	FROM public.regress_expense) x;
SELECT ids = (public.regress_walk('-spent_on')).ids AS the_usual_order FROM public.regress_walk(NULL);

-- Names are in order as people expect it, whatever the database's locale.
SELECT name FROM outlay.list_departments(sort => 'name');
SELECT name FROM outlay.list_departments(sort => '-name', page_size => 2);
SELECT name FROM outlay.list_departments(sort => '-name', page_size => 2, after => outlay.next_page());
SELECT month, remaining FROM outlay.list_budgets(sort => 'remaining');
SELECT name, balance FROM outlay.list_accounts(sort => '-balance');
SELECT amount FROM outlay.list_deposits(1, sort => 'amount');
SELECT id FROM outlay.list_audit(sort => 'id', page_size => 2);
SELECT outlay.list_expenses(sort => 'description');
SELECT outlay.list_members(sort => '--name');
SELECT outlay.list_audit(sort => '');

-- A position is of one order, and what is none is refused before anything believes it.
SELECT count(*) FROM outlay.list_expenses(sort => 'amount', page_size => 5);
SELECT outlay.next_page() AS position \gset
SELECT outlay.list_expenses(sort => '-amount', after => :'position');
SELECT outlay.list_expenses(after => :'position');
SELECT (outlay.list_budgets(sort => 'amount', after => :'position', page_size => 1)).id IS NOT NULL AS same_order;
CREATE FUNCTION public.regress_position(plain text) RETURNS text LANGUAGE sql AS
	$$ SELECT rtrim(translate(encode(convert_to(plain, 'UTF8'), 'base64'), '+/', '-_'), '=') $$;
CREATE FUNCTION public.regress_try(sort text, plain text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	detail text;
BEGIN
	RETURN (SELECT count(*) FROM outlay.list_expenses(sort => regress_try.sort, after => public.regress_position(plain)));
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN SQLSTATE || ' ' || detail;
END
$$;
SELECT p.plain, public.regress_try(p.sort, p.plain)
FROM (VALUES ('amount', 'amount,5,3.5'), ('amount', 'amount,5,NaN'), ('amount', 'amount,5,1e99999'), ('amount', 'amount,5,'),
	('amount', 'amount,5,' || repeat('9', 50)), ('amount', 'amount,,3'), ('amount', 'amount,99999999999999999999,3'),
	('amount', 'amount,5,3)--'), ('amount', 'amount,5'), ('amount', ''), ('amount', 'amount,5,3.'),
	('-spent_on', '-spent_on,5,2147483648'), ('-spent_on', '-spent_on,5,-2147483648'), ('-spent_on', '-spent_on,5,2024-05-01'),
	('-spent_on', '-spent_on,-9223372036854775808,8895'), ('updated_at', 'updated_at,1,9223372036854775807'),
	('updated_at', 'updated_at,1,infinity'), ('id', 'id,5,'), ('id', 'id,5,6'), ('id', 'id,5'), ('id', 'id,0x5,')) p (sort, plain);
SELECT outlay.list_departments(sort => 'name', after => rtrim(encode('\x6e616d652c312cff'::bytea, 'base64'), '='));
SELECT outlay.list_departments(sort => 'name', after => repeat('A', 3000));

-- Several values of a filter: any of them, each once; no value finds nothing, and NULL is none.
SELECT count(*) FROM outlay.list_expenses(budget_id => '{1,2,2,1,4711}', page_size => 200);
SELECT count(*) FROM outlay.list_expenses(department_id => '{1}', page_size => 200);
SELECT count(*) FROM outlay.list_expenses(department_id => '{1,2}', page_size => 200);
SELECT count(*) FROM outlay.list_expenses(department_id => '{}');
SELECT count(*) FROM outlay.list_expenses(department_id => '{1}', budget_id => '{2}');
SELECT outlay.list_expenses(budget_id => '{1,NULL}', member_id => (SELECT array_agg(i) FROM generate_series(1, 51) i));
SELECT outlay.list_members(role => '{owner,king}', status => '{active,gone}');
SELECT action, count(*) FROM outlay.list_audit(entity => '{budget,account}', action => '{created}') GROUP BY action;

-- Totals are of just the rows that the list with the same filters has.
SELECT count, amount, currency FROM outlay.total_expenses();
SELECT t.count = l.count AND t.amount = l.amount AS same
FROM outlay.total_expenses(min_amount => 3, max_amount => 8, contains => 'expense 1', department_id => '{1,2}') t,
	(SELECT count(*), sum(amount) AS amount
	FROM outlay.list_expenses(min_amount => 3, max_amount => 8, contains => 'expense 1', department_id => '{1,2}', page_size => 200)) l;
SELECT month, department_id, budget_id, count, amount FROM outlay.total_expenses(by => '{department,month}');
SELECT month, department_id, member_id, budget_id, count FROM outlay.total_expenses(by => '{budget,member}', from_date => '2024-05-30');
SELECT * FROM outlay.total_expenses(department_id => '{4711}');
SELECT * FROM outlay.total_expenses(department_id => '{4711}', by => '{month}');
SELECT outlay.total_expenses(by => '{month,year}');
SELECT count, amount, spent, remaining FROM outlay.total_budgets();
SELECT month, department_id, account_id, count, spent FROM outlay.total_budgets(by => '{month,account}', from_month => '2024-06-15');

-- Where a filter finds little, a list looks at so many rows and then has them found: the same rows, in the same order.
-- Five thousand, more than it looks at, of which the oldest have what is looked for.
INSERT INTO expense (budget_id, amount, spent_on, description, member_id)
SELECT 1 + i % 2, CASE WHEN i % 100 = 0 THEN 777 ELSE 1 + i % 50 END, date '2020-01-01' + i / 10,
	CASE WHEN i <= 60 THEN 'needle ' ELSE 'hay ' END || i, NULL
FROM generate_series(1, 5000) i;
ANALYZE expense;
CREATE FUNCTION public.regress_filtered(sort text, contains text, min_amount numeric, department bigint[],
	budget bigint[], since date) RETURNS bigint[]
LANGUAGE plpgsql AS $$
DECLARE
	position text;
	page bigint[];
	ids bigint[] := '{}';
BEGIN
	LOOP
		SELECT coalesce(array_agg(e.id), '{}') INTO page
		FROM outlay.list_expenses(sort => regress_filtered.sort, contains => regress_filtered.contains,
			min_amount => regress_filtered.min_amount, department_id => department, budget_id => budget, from_date => since,
			after => position, page_size => 23) e;
		ids := ids || page;
		position := outlay.next_page();
		EXIT WHEN position IS NULL;
	END LOOP;
	RETURN ids;
END
$$;
SELECT s.sort, f.what, cardinality(l.ids) AS rows, l.ids = x.ids AS same
FROM unnest('{spent_on,-spent_on,amount,-updated_at,id}'::text[]) s (sort)
CROSS JOIN (VALUES ('needle', 'NEEDLE', NULL::numeric, NULL::bigint[], NULL::bigint[], NULL::date),
	('nothing', 'pitchfork', NULL, NULL, NULL, NULL), ('amount', NULL, 777, NULL, NULL, NULL),
	('department and text', 'needle', NULL, '{2}', NULL, NULL), ('three', 'hay', 777, '{1,2}', NULL, NULL),
	('department', NULL, NULL, '{1}', NULL, NULL), ('departments', NULL, NULL, '{1,2}', NULL, '2021-03-01'),
	('budgets', NULL, NULL, NULL, '{2,4711,1}', NULL), ('budgets and days', NULL, NULL, NULL, '{1,2}', '2021-03-01'),
	('no budget', NULL, NULL, NULL, '{}', NULL), ('department and budgets', NULL, NULL, '{1}', '{1,2}', NULL))
	f (what, contains, min_amount, department, budget, since)
CROSS JOIN LATERAL public.regress_filtered(s.sort, f.contains, f.min_amount, f.department, f.budget, f.since) l (ids)
CROSS JOIN LATERAL (
	SELECT coalesce(CASE s.sort
		WHEN 'spent_on' THEN array_agg(e.id ORDER BY e.spent_on, e.id)
		WHEN '-spent_on' THEN array_agg(e.id ORDER BY e.spent_on DESC, e.id DESC)
		WHEN 'amount' THEN array_agg(e.id ORDER BY e.amount, e.id)
		WHEN '-updated_at' THEN array_agg(e.id ORDER BY e.updated_at DESC, e.id DESC)
		ELSE array_agg(e.id ORDER BY e.id) END, '{}') AS ids
	FROM expense e JOIN budget b ON b.id = e.budget_id
	WHERE coalesce(strpos(lower(e.description), lower(f.contains)) > 0, true) AND coalesce(e.amount >= f.min_amount, true)
		AND coalesce(b.department_id = ANY (f.department), true) AND coalesce(b.id = ANY (f.budget), true)
		AND coalesce(e.spent_on >= f.since, true)) x
ORDER BY s.sort, f.what;
DROP FUNCTION public.regress_filtered(text, text, numeric, bigint[], bigint[], date);

-- What may be done, here by an operator.
SELECT outlay.can(e) FROM outlay.get_expense(1) e;
SELECT b.id, outlay.can(b) FROM outlay.list_budgets(sort => 'id') b;
SELECT outlay.can(d) FROM outlay.archive_department(3) d;
SELECT outlay.can(a) FROM outlay.get_account(1) a;
SELECT outlay.can(1) IS NULL AS number, outlay.can(r) IS NULL AS row FROM (SELECT 1 AS id) r;

DROP TABLE public.regress_expense;
DROP FUNCTION public.regress_walk(text);
DROP FUNCTION public.regress_try(text, text);
DROP FUNCTION public.regress_position(text);
RESET search_path;
SELECT count(outlay.drop_tenant(slug)) FROM outlay.tenant WHERE slug IN ('listltd', 'otherltd');
