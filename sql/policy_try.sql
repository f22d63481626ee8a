-- A draft of a policy, tried over the expenses that there are: compared with what plain SQL makes of the same rules.
SET datestyle = ISO, YMD;
SET intervalstyle = postgres;
SELECT slug FROM outlay.create_tenant('Try Ltd', 'office@try.example', currency => 'EUR');
SELECT slug FROM outlay.use_tenant('tryltd');
SELECT outside_month, time_zone FROM update_organization(outside_month => 'allow', over_budget => 'allow', time_zone => 'Pacific/Niue');
SELECT count(*) FROM generate_series(1, 6) n, create_member('m' || n || '@try.example', 'wooden compass',
	(ARRAY['owner', 'approver', 'member', 'member', 'member', 'auditor'])[n]);
SELECT id FROM create_department('Sales');
SELECT balance FROM create_account('Bank', 1000000);
SELECT id FROM create_budget(1, 1, '2026-03-01', 100000);
SELECT id FROM create_budget(1, 1, '2026-03-01', 10);
SELECT id FROM create_category('Travel');
SELECT id FROM create_category('Train', 1);
SELECT id FROM create_category('First class', 2);
SELECT id FROM create_category('Meals');
-- Nothing yet.
SELECT looked_at, found, amount, rules, members, expenses, next FROM try_policy('{"rules": [{"rule": "expense_limit", "above": "0", "effect": "warn"}]}');

-- A thousand, by a rule that is no clock: members (and nobody), days, categories (and none), amounts to the cent.
INSERT INTO expense (budget_id, member_id, amount, spent_on, description, category_id, merchant, notes, receipts, state, created_at, reason)
	SELECT CASE WHEN n % 29 = 0 THEN 2 ELSE 1 END, nullif(n * 7 % 7, 0), (n * 7919 % 9973) / 100.0 + 0.01, date '2026-01-01' + n * 31 % 120,
		'Expense ' || n, nullif(n * 13 % 5, 0), CASE WHEN n % 3 > 0 THEN 'Shop' END, CASE WHEN n % 11 = 0 THEN 'Why' END, n % 2,
		(ARRAY['approved', 'submitted', 'draft', 'rejected', 'approved'])[1 + n * 17 % 5], timestamptz '2026-05-01 00:00Z' - n * interval '1 hour',
		CASE WHEN n * 17 % 5 = 3 THEN 'No' END
	FROM generate_series(1, 1000) n;
UPDATE expense SET member_id = nullif(id % 7, 0);
UPDATE expense SET original_amount = ceil(amount), original_currency = (ARRAY['USD', 'GBP', 'JPY'])[1 + id % 3] WHERE id % 4 = 1;
UPDATE budget b SET spent = (SELECT coalesce(sum(amount), 0) FROM expense e WHERE e.budget_id = b.id AND state = 'approved'),
	committed = (SELECT coalesce(sum(amount), 0) FROM expense e WHERE e.budget_id = b.id AND state = 'submitted');

\set draft '{"rules": [{"rule": "expense_limit", "above": "80.00", "effect": "warn"}, {"rule": "day_limit", "above": "90", "effect": "block", "category_ids": [1]}, {"rule": "month_limit", "above": "300.5", "effect": "approve", "roles": ["member"], "member_ids": [1]}, {"rule": "receipt", "above": "25", "effect": "block"}, {"rule": "merchant", "effect": "warn", "category_ids": [4]}, {"rule": "notes", "above": "95", "effect": "warn"}, {"rule": "category", "effect": "warn", "above": "10", "roles": ["owner"]}, {"rule": "allowed_categories", "allowed_ids": [2, 4], "effect": "warn"}, {"rule": "age", "days": 75, "effect": "warn"}, {"rule": "weekend", "effect": "warn", "above": "50"}, {"rule": "over_budget", "effect": "warn", "member_ids": [2]}, {"rule": "allowed_currencies", "effect": "warn", "currencies": ["USD", "CHF"], "category_ids": [1]}]}'
\set force '{"rules": [{"rule": "expense_limit", "above": "70.00", "effect": "warn", "category_ids": [2]}, {"rule": "month_limit", "above": "200", "effect": "warn"}]}'
SELECT jsonb_array_length(policy -> 'rules') FROM set_policy(:'force');

-- The same in SQL: one row for each rule and expense that it finds.
CREATE FUNCTION pg_temp.expected(document jsonb, from_date date, to_date date)
	RETURNS TABLE (id bigint, path text, member_id bigint, amount numeric) LANGUAGE sql AS $$
	WITH RECURSIVE rule AS (
		SELECT r, 'rules.' || (n - 1) AS path, r ->> 'rule' AS what, coalesce((r ->> 'above')::numeric, 0) AS above
		FROM jsonb_array_elements(document -> 'rules') WITH ORDINALITY x (r, n)
	), above (id, top) AS (
		SELECT c.id, c.id FROM category c UNION ALL SELECT above.id, c.parent_id FROM above JOIN category c ON c.id = above.top WHERE c.parent_id > 0
	), scoped AS (
		SELECT e.*, rule.path, rule.what, rule.above, rule.r, sum(e.amount) OVER (PARTITION BY rule.path, e.member_id,
			CASE rule.what WHEN 'day_limit' THEN e.spent_on WHEN 'month_limit' THEN date_trunc('month', e.spent_on)::date END ORDER BY e.spent_on, e.id) AS total
		FROM expense e CROSS JOIN rule LEFT JOIN member m ON m.id = e.member_id
		WHERE e.state IN ('submitted', 'approved') AND (NOT rule.r ? 'category_ids' OR EXISTS (
				SELECT FROM above a, jsonb_array_elements(rule.r -> 'category_ids') c WHERE a.id = e.category_id AND a.top = c::bigint))
			AND (NOT rule.r ?| '{roles,member_ids}' OR rule.r -> 'roles' ? m.role OR rule.r -> 'member_ids' @> to_jsonb(e.member_id))
	)
	SELECT s.id, s.path, s.member_id, s.amount FROM scoped s JOIN budget b ON b.id = s.budget_id
	WHERE s.spent_on BETWEEN coalesce(from_date, '-infinity') AND coalesce(to_date, 'infinity') AND CASE s.what
		WHEN 'expense_limit' THEN s.amount > s.above
		WHEN 'day_limit' THEN s.member_id > 0 AND s.total > s.above
		WHEN 'month_limit' THEN s.member_id > 0 AND s.total > s.above
		WHEN 'receipt' THEN s.receipts = 0 AND s.amount > s.above
		WHEN 'merchant' THEN s.merchant IS NULL AND s.amount > s.above
		WHEN 'notes' THEN s.notes IS NULL AND s.amount > s.above
		WHEN 'category' THEN s.category_id IS NULL AND s.amount > s.above
		WHEN 'allowed_categories' THEN s.category_id IS NOT NULL AND NOT EXISTS (
			SELECT FROM above a, jsonb_array_elements(s.r -> 'allowed_ids') c WHERE a.id = s.category_id AND a.top = c::bigint)
		WHEN 'age' THEN (s.created_at AT TIME ZONE 'Pacific/Niue')::date - s.spent_on > (s.r ->> 'days')::integer
		WHEN 'weekend' THEN extract(isodow FROM s.spent_on) > 5 AND s.amount > s.above
		WHEN 'allowed_currencies' THEN s.original_currency IS NOT NULL AND NOT s.r -> 'currencies' ? s.original_currency
		WHEN 'over_budget' THEN b.amount < b.spent + b.committed
	END $$;

-- By rule, of both.
SELECT t.rule ->> 'in' AS policy, t.rule ->> 'path' AS path, t.rule ->> 'rule' AS rule, t.rule -> 'found' ->> 'count' AS found, t.rule -> 'found' ->> 'amount' AS amount,
	(x.count, round(x.amount, 2)) = ((t.rule -> 'found' ->> 'count')::bigint, (t.rule -> 'found' ->> 'amount')::numeric) AS as_expected
FROM (SELECT jsonb_array_elements(rules) AS rule FROM try_policy(:'draft', '2026-01-15', '2026-04-10')) t,
	LATERAL (SELECT count(*), coalesce(sum(amount), 0) AS amount FROM pg_temp.expected(CASE t.rule ->> 'in' WHEN 'draft' THEN :'draft'::jsonb ELSE :'force' END,
		'2026-01-15', '2026-04-10') e WHERE e.path = t.rule ->> 'path') x;
-- As a whole, and what changes; then without bounds.
CREATE FUNCTION pg_temp.difference(draft jsonb, force jsonb, from_date date, to_date date) RETURNS TABLE (trial text, expected text) LANGUAGE sql AS $$
	WITH d AS (SELECT DISTINCT id, amount, member_id FROM pg_temp.expected(draft, from_date, to_date)),
		f AS (SELECT DISTINCT id, amount, member_id FROM pg_temp.expected(force, from_date, to_date)),
		b AS (SELECT id, amount, d.id IS NOT NULL AS in_draft, f.id IS NOT NULL AS in_force FROM d FULL JOIN f USING (id, amount, member_id))
	SELECT concat_ws(' ', looked_at, found, t.amount, in_force_found, in_force_amount, only_draft_found, only_draft_amount, only_in_force_found,
			only_in_force_amount, both_found, both_amount),
		concat_ws(' ', (SELECT count(*) FROM expense e WHERE e.state IN ('submitted', 'approved')
				AND e.spent_on BETWEEN coalesce(from_date, '-infinity') AND coalesce(to_date, 'infinity')),
			count(*) FILTER (WHERE in_draft), round(coalesce(sum(b.amount) FILTER (WHERE in_draft), 0), 2), count(*) FILTER (WHERE in_force), round(coalesce(sum(b.amount) FILTER (WHERE in_force), 0), 2),
			count(*) FILTER (WHERE in_draft AND NOT in_force), round(coalesce(sum(b.amount) FILTER (WHERE in_draft AND NOT in_force), 0), 2),
			count(*) FILTER (WHERE in_force AND NOT in_draft), round(coalesce(sum(b.amount) FILTER (WHERE in_force AND NOT in_draft), 0), 2),
			count(*) FILTER (WHERE in_draft AND in_force), round(coalesce(sum(b.amount) FILTER (WHERE in_draft AND in_force), 0), 2))
	FROM outlay.try_policy(draft, from_date, to_date) t, b
	GROUP BY t.looked_at, t.found, t.amount, in_force_found, in_force_amount, only_draft_found, only_draft_amount, only_in_force_found, only_in_force_amount,
		both_found, both_amount $$;
SELECT trial, trial = expected AS as_expected FROM pg_temp.difference(:'draft', :'force', '2026-01-15', '2026-04-10');
SELECT trial, trial = expected AS as_expected FROM pg_temp.difference(:'draft', :'force', NULL, NULL);
SELECT trial = expected AS as_expected FROM pg_temp.difference(:'force', :'force', NULL, '2026-02-20');
-- By member.
SELECT t.member ->> 'member_id' AS member, t.member -> 'draft' AS draft, x.draft = t.member -> 'draft' AS as_expected
FROM (SELECT jsonb_array_elements(members) AS member FROM try_policy(:'draft')) t, LATERAL (
	SELECT jsonb_build_object('count', count(*), 'amount', round(coalesce(sum(amount), 0), 2)::text) AS draft
	FROM (SELECT DISTINCT id, amount, member_id FROM pg_temp.expected(:'draft', NULL, NULL)) e
	WHERE e.member_id IS NOT DISTINCT FROM (t.member ->> 'member_id')::bigint) x;

-- Page by page, the newest first: every expense that is found comes once, with the rules that find it.
CREATE FUNCTION pg_temp.pages(draft jsonb, size integer, which text) RETURNS TABLE (n bigint, expense jsonb) LANGUAGE plpgsql AS $$
DECLARE place text; page record; seen bigint := 0;
BEGIN
	LOOP
		SELECT t.expenses, t.next INTO page FROM outlay.try_policy(draft, change => which, after => place, page_size => size) t;
		RETURN QUERY SELECT seen + o, e FROM jsonb_array_elements(page.expenses) WITH ORDINALITY x (e, o);
		seen := seen + jsonb_array_length(page.expenses);
		place := page.next;
		EXIT WHEN place IS NULL;
	END LOOP;
END $$;
SELECT size, which, count(*) AS expenses, count(DISTINCT expense ->> 'id') AS distinct, bool_and(coalesce(ordered, true)) AS newest_first FROM (
	SELECT size, which, p.expense, (lag(p.expense ->> 'spent_on') OVER w, lag((p.expense ->> 'id')::bigint) OVER w) > (p.expense ->> 'spent_on', (p.expense ->> 'id')::bigint) AS ordered
	FROM (VALUES (1, 'only_in_force'), (7, 'both'), (50, 'only_draft'), (200, NULL), (50, NULL)) v (size, which), pg_temp.pages(:'draft', size, which) p
	WINDOW w AS (PARTITION BY size, which ORDER BY n)) x GROUP BY size, which ORDER BY size, which;
SELECT count(*) AS wrong FROM pg_temp.pages(:'draft', 100, NULL) p
	WHERE p.expense -> 'draft' <> (SELECT coalesce(jsonb_agg(e.path ORDER BY split_part(e.path, '.', 2)::integer), '[]') FROM pg_temp.expected(:'draft', NULL, NULL) e WHERE e.id = (p.expense ->> 'id')::bigint);
SELECT expenses -> 0 AS newest FROM try_policy(:'draft', page_size => 1);
-- The same for whoever writes days otherwise.
SET datestyle = 'German';
SELECT expenses -> 0 ->> 'spent_on' AS newest FROM try_policy(:'draft', page_size => 1);
RESET datestyle;

-- Nothing was changed by it; what is wrong is told by its place.
SELECT policy = :'force'::jsonb AS same FROM get_policy();
SELECT try_policy('{"rules": [{"rule": "weekend"}]}', '1999-12-31', 'infinity', 'none', 'nonsense', 201);
SELECT try_policy('{"rules": [{"rule": "weekend", "effect": "warn", "category_ids": [4711]}]}');
SELECT found = in_force_found AND only_draft_found + only_in_force_found = 0 AS same FROM try_policy();
SELECT found FROM try_policy(:'draft', '2026-04-10', '2026-01-15');
