-- What was paid at once and is booked apart: parts of one whole.
SET datestyle = ISO, YMD;
SELECT slug FROM outlay.create_tenant('Splits Inc', 'office@splits.example', categories => 'en');
SELECT slug FROM outlay.use_tenant('splitsinc');
SELECT create_department('Sales'), create_department('Lab') \gset
SELECT id AS bank FROM create_account('Bank', 10000) \gset
SELECT id AS sales FROM create_budget(:bank, 1, '2026-11-01', 1000) \gset
SELECT id AS lab FROM create_budget(:bank, 2, '2026-11-01', 500) \gset
SELECT m.id, m.role FROM unnest('{owner,approver,member}'::text[]) r, create_member(r || '@splits.example', 'velvet umbrella', r) m;
CREATE FUNCTION pg_temp.sums() RETURNS TABLE (budget bigint, spent numeric, committed numeric) LANGUAGE sql AS
	$$ SELECT id, spent, committed FROM list_budgets(sort => 'id') $$;

-- Shares are rounded down to the unit; what is left goes to the largest remainders, of the same to the first.
SELECT share_out(100, 2, '{1,1,1}'), share_out(0.05, 2, '{1,1,1}'), share_out(-100, 2, '{1,1,1}'), share_out(10, 0, '{1,2,4}'),
	share_out(0.01, 2, '{0,1}'), share_out(1, 2, '{0.000001,999999}');
SELECT share_out(1, 2, '{0,0}');
\echo :LAST_ERROR_SQLSTATE
SELECT share_out(1, 2, '{1,-1}');
\echo :LAST_ERROR_SQLSTATE
-- Of whatever amount and weights: the shares come to it, and none is a unit or more from what it would be exactly.
WITH tried AS (
	SELECT n, sign * (n * 7919 % 100003) * 0.01 AS amount,
		ARRAY(SELECT ((n * 31 + i * 17) % 13 + CASE WHEN i = 1 THEN 1 ELSE 0 END)::numeric FROM generate_series(1, n % 7 + 2) i) AS weights
	FROM generate_series(1, 400) n, unnest('{1,-1}'::integer[]) sign
), shared AS (SELECT *, share_out(amount, 2, weights) AS shares FROM tried)
SELECT count(*), count(*) FILTER (WHERE (SELECT sum(s) FROM unnest(shares) s) <> amount) AS not_the_sum,
	count(*) FILTER (WHERE EXISTS (SELECT FROM unnest(shares, weights) u (share, weight)
		WHERE abs(share - amount * weight / (SELECT sum(w) FROM unnest(weights) w)) >= 0.01)) AS far
FROM shared;

-- Amounts that are given: over budgets and categories. The first part keeps the number.
SELECT id AS hotel FROM create_expense(:sales, 300, '2026-11-12', 'Hotel', category_id => 2, merchant => 'Inn', notes => 'Two nights',
	tags => '{fair}', external_id => 'CARD-1', kind => 'expense') \gset
SELECT * FROM pg_temp.sums();
SELECT id - :hotel AS behind, budget_id, amount, category_id, description, merchant, notes, tags, external_id, billable_to,
	split_id = :hotel AS of_it, state, version FROM split_expense(:hotel,
	format('[{"amount": "250.00"}, {"amount": 49.97, "budget_id": %s, "category_id": 3}, {"amount": "0.03", "category_id": null, "billable_to": "Acme"}]', :lab)::jsonb);
SELECT * FROM pg_temp.sums();
SELECT * FROM check_balances();
-- Whatever columns an expense has, a new part has them as the whole had, but for these.
SELECT string_agg(key, ' ' ORDER BY key) FROM jsonb_each((SELECT to_jsonb(e) FROM expense e WHERE id = :hotel)) a
JOIN jsonb_each((SELECT to_jsonb(e) FROM expense e WHERE id = :hotel + 1)) b USING (key) WHERE a.value IS DISTINCT FROM b.value;
-- Each knows the others.
SELECT jsonb_pretty(parts) FROM explain_expense(:hotel + 1);
SELECT parts IS NULL AS whole FROM explain_expense((SELECT id FROM create_expense(:sales, 1, '2026-11-12', 'Pen', draft => true)));

-- What was spent is the whole's; how a part is booked is its own.
SELECT update_expense(:hotel + 1, amount => 50);
\echo :LAST_ERROR_SQLSTATE
SELECT update_expense(:hotel, merchant => 'Another');
\echo :LAST_ERROR_SQLSTATE
SELECT category_id, budget_id, tags FROM update_expense(:hotel + 1, category_id => 4, tags => '{lab}');
SELECT * FROM pg_temp.sums();

-- A part is split like any expense, and its parts are the whole's.
SELECT id - :hotel AS behind, amount, split_id = :hotel AS of_it, category_id FROM split_expense(:hotel + 1, '[{"share": 1}, {"share": 2}]');
SELECT * FROM pg_temp.sums();

-- Merged, it is what it was, but for how its first part is booked.
SELECT id = :hotel AS same, budget_id, amount, category_id, external_id, split_id, version FROM merge_split(:hotel + 2);
SELECT count(*) FROM expense WHERE description = 'Hotel';
SELECT * FROM pg_temp.sums();
SELECT * FROM check_balances();
SELECT merge_split(:hotel);
\echo :LAST_ERROR_SQLSTATE
SELECT action, entity_id - :hotel AS behind, before ->> 'amount' AS before, after ->> 'amount' AS after, after ->> 'split_id' IS NOT NULL AS split
FROM list_audit(entity => '{expense}', sort => 'id') WHERE entity_id BETWEEN :hotel AND :hotel + 3 AND action IN ('split', 'merged');

-- What is wrong with parts is said of each, with its place; nothing is changed.
SELECT split_expense(:hotel, '[{"amount": "250"}, {"amount": "49"}]');
\echo :LAST_ERROR_SQLSTATE
SELECT split_expense(:hotel, '[{"amount": "250"}, {"share": 1}]');
SELECT split_expense(:hotel, '[{"amount": "300"}]');
SELECT split_expense(:hotel, '{"amount": "300"}');
SELECT split_expense(:hotel, '"no"');
SELECT split_expense(:hotel, NULL);
SELECT split_expense(:hotel, '[{"amount": "301"}, {"amount": "-1"}]');
SELECT split_expense(:hotel, '[{"share": 0}, {"share": 0}]');
SELECT split_expense(:hotel, '[{"share": 1}, {"share": 0}]');
SELECT split_expense(:hotel, '[7, {"amount": "1.001", "category_id": 4711, "colour": 1}, {"amount": "x", "budget_id": 4711, "tax_code": 7},
	{"share": -1, "billable_to": "a\nb", "tax_rate": "1e9"}, {}, {"share": 1, "amount": 1, "budget_id": 1.5}]');
SELECT split_expense(4711, '[{"share": 1}, {"share": 1}]');
\echo :LAST_ERROR_SQLSTATE
SELECT split_expense(:hotel, '[{"share": 1}, {"share": 1}]', version => 1);
\echo :LAST_ERROR_SQLSTATE
-- What does not fit its budget, or is more than that has, where that is refused.
SELECT over_budget FROM update_organization(over_budget => 'refuse', outside_month => 'refuse');
SELECT split_expense(:hotel, format('[{"amount": "200"}, {"amount": "100", "budget_id": %s}]', b.id)::jsonb)
FROM create_budget(:bank, 1, '2026-12-01', 1000) b;
\echo :LAST_ERROR_SQLSTATE
SELECT split_expense(:hotel, format('[{"amount": "200"}, {"amount": "100", "budget_id": %s}]', b.id)::jsonb)
FROM create_budget(:bank, 1, '2026-11-01', 99.99) b;
\echo :LAST_ERROR_SQLSTATE
SELECT split_expense(:hotel, format('[{"amount": "200"}, {"amount": "100", "budget_id": %s}]', b.id)::jsonb)
FROM create_budget(:bank, 1, '2026-11-01', 500, category_id => 5) b;
\echo :LAST_ERROR_SQLSTATE
SELECT over_budget FROM update_organization(over_budget => NULL, outside_month => NULL);
SELECT * FROM pg_temp.sums();

-- What was paid in another currency and the tax are shared out by themselves.
SELECT value FROM set_rate('exchange', 'USD', '2026-11-11', 0.9) UNION ALL SELECT value FROM set_rate('tax', 'full', '2020-01-01', 19)
UNION ALL SELECT value FROM set_rate('tax', 'low', '2020-01-01', 7);
SELECT id AS trip, amount, original_amount, rate, tax_amount FROM create_expense(:sales, NULL, '2026-11-12', 'Trip', original_amount => 100,
	original_currency => 'USD', tax_code => 'full') \gset
SELECT amount, original_amount, original_currency, rate, tax_code, tax_rate, tax_amount FROM split_expense(:trip, '[{"share": 1}, {"share": 1}, {"share": 1}]');
SELECT amount, original_amount, original_currency, rate, tax_code, tax_rate, tax_amount FROM merge_split(:trip);
-- Where a part has another tax, each has what its own amount comes to.
SELECT amount, tax_code, tax_rate, tax_amount FROM split_expense(:trip, '[{"amount": "60.00"}, {"amount": "20.00", "tax_code": "low"}, {"amount": "10.00", "tax_amount": null}]');
SELECT amount, tax_code, tax_rate, tax_amount FROM merge_split(:trip);
SELECT split_expense(:trip, '[{"amount": "60.00"}, {"amount": "30.00", "tax_code": "none such"}]');
SELECT split_expense(:trip, '[{"amount": "60.00", "tax_rate": 19, "tax_amount": "20"}, {"amount": "30.00"}]');
-- Nothing of what was paid is left for a part.
SELECT id AS yen FROM create_expense(:sales, 1, '2026-11-12', 'Sweets', original_amount => 1, original_currency => 'JPY') \gset
SELECT split_expense(:yen, '[{"amount": "0.60"}, {"amount": "0.40"}]');

-- The receipts and comments are the whole's, whichever part they are asked of.
SELECT id AS meal FROM create_expense(:sales, 90, '2026-11-13', 'Meal', draft => true) \gset
SELECT expense_id = :meal AS of_it FROM add_receipt(:meal, 'One.pdf', convert_to('%PDF-1.4' || repeat(E'\n1', 10), 'UTF8'));
SELECT comment FROM add_comment(:meal, 'Before');
SELECT count(*) FROM split_expense(:meal, '[{"share": 1}, {"share": 1}]');
SELECT id AS other FROM expense WHERE split_id = :meal AND id <> :meal \gset
SELECT receipts FROM get_expense(:other);
SELECT expense_id = :meal AS of_the_first FROM add_receipt(:other, 'Two.pdf', convert_to('%PDF-1.4' || repeat(E'\n2', 10), 'UTF8'));
SELECT id = :meal AS first, receipts FROM expense WHERE split_id = :meal ORDER BY id;
SELECT name FROM list_receipts(:other);
SELECT (get_receipt(:other, sha256)).name FROM list_receipts(:meal) WHERE name = 'One.pdf';
SELECT comment FROM add_comment(:other, 'After');
SELECT comment, expense_id = :meal AS of_the_first FROM list_comments(:other);
SELECT name FROM delete_receipt(:other, (SELECT sha256 FROM list_receipts(:other) WHERE name = 'One.pdf'));
SELECT * FROM check_balances();
-- What is similar does not tell of the other parts, but of whatever else is alike.
SELECT count(*) FROM list_similar_expenses('2026-11-13', 45, except_id => :other);
SELECT count(*) FROM list_similar_expenses('2026-11-13', 45);
SELECT id AS like_it FROM create_expense(:sales, 45, '2026-11-13', 'Meal again', draft => true) \gset
SELECT id = :like_it AS it FROM list_similar_expenses('2026-11-13', 45, except_id => :meal);

-- Submitted and deleted together.
SELECT state FROM submit_expense(:other);
SELECT state FROM expense WHERE split_id = :meal;
SELECT * FROM pg_temp.sums();
SELECT id = :other AS named FROM delete_expense(:other);
SELECT count(*) FROM expense WHERE id IN (:meal, :other);
SELECT count(*) FROM receipt WHERE expense_id = :meal;
SELECT * FROM pg_temp.sums();
SELECT * FROM check_balances();

-- With approval: each part waits for whom its budget names, and they are approved apart.
SELECT approval FROM update_organization(approval => 'on');
SELECT approver_id FROM update_department(1, approver_id => 1) UNION ALL SELECT approver_id FROM update_department(2, approver_id => 2);
SELECT id AS fair FROM create_expense(:sales, 100, '2026-11-14', 'Fair', member_id => 3, draft => true) \gset
SELECT count(*) FROM split_expense(:fair, format('[{"amount": "70", "budget_id": %s}, {"amount": "30", "budget_id": %s}]', :lab, :sales)::jsonb);
SELECT id AS rest FROM expense WHERE split_id = :fair AND id <> :fair \gset
SELECT state, waiting_for FROM submit_expense(:rest);
SELECT id = :fair AS first, state, waiting_for FROM expense WHERE split_id = :fair ORDER BY id;
SELECT * FROM pg_temp.sums();
SELECT state FROM approve_expense(:fair);
SELECT state FROM reject_expense(:rest, 'Not for sales');
SELECT * FROM pg_temp.sums();
SELECT merge_split(:fair);
\echo :LAST_ERROR_SQLSTATE
\set VERBOSITY sqlstate
SELECT delete_expense(:rest);
\set VERBOSITY default
\echo :LAST_ERROR_SQLSTATE
SELECT state, waiting_for FROM submit_expense(:rest);
SELECT state FROM recall_expense(:rest);
SELECT id = :fair AS first, state FROM expense WHERE split_id = :fair ORDER BY id;
SELECT state FROM submit_expense(:rest);
SELECT state FROM approve_expense(:rest);
SELECT amount, budget_id = :lab AS lab, state, split_id FROM merge_split(:rest);
SELECT * FROM pg_temp.sums();
SELECT * FROM check_balances();

-- Approving less: the part is spent, the rest is rejected, and the budget has it back.
SELECT id AS taxi, state FROM create_expense(:sales, 80, '2026-11-15', 'Taxi', member_id => 3, tax_code => 'full') \gset
SELECT * FROM pg_temp.sums();
SELECT approve_less(:taxi, 80, 'All of it');
\echo :LAST_ERROR_SQLSTATE
SELECT approve_less(:taxi, -1, 'Less than nothing');
SELECT approve_less(:taxi, 50, ' ');
\set VERBOSITY sqlstate
SELECT approve_less(:taxi, 50, 'Stale', version => 7);
\set VERBOSITY default
\echo :LAST_ERROR_SQLSTATE
SELECT id = :taxi AS same, state, amount, tax_amount, split_id = :taxi AS split, reason FROM approve_less(:taxi, 50, 'The bus goes there, too');
SELECT id = :taxi AS first, state, amount, tax_amount, reason FROM expense WHERE split_id = :taxi ORDER BY id;
SELECT * FROM pg_temp.sums();
\set VERBOSITY sqlstate
SELECT approve_less(:taxi, 20, 'Again');
\set VERBOSITY default
\echo :LAST_ERROR_SQLSTATE
SELECT action, before ->> 'amount' AS before, after ->> 'amount' AS after, for_member_id FROM audit
WHERE entity = 'expense' AND entity_id IN (SELECT id FROM expense WHERE split_id = :taxi) ORDER BY id;
-- Where a budget was cut, less may be approved of what would be too much.
SELECT over_budget FROM update_organization(over_budget => 'allow');
SELECT id AS tight FROM create_budget(:bank, 1, '2026-11-01', 100) \gset
SELECT id AS tools FROM create_expense(:tight, 90, '2026-11-16', 'Tools', member_id => 3) \gset
SELECT amount FROM update_budget(:tight, amount => 60);
SELECT over_budget FROM update_organization(over_budget => 'refuse');
SELECT approve_expense(:tools);
\echo :LAST_ERROR_SQLSTATE
SELECT state, amount FROM approve_less(:tools, 60, 'No more is left');
SELECT spent, committed, remaining FROM get_budget(:tight);
SELECT over_budget FROM update_organization(over_budget => NULL);

-- A limit of one expense is that of the whole, so none is passed by splitting; of a day, the parts count one by one.
SELECT version > 0 AS set FROM set_policy('{"rules": [{"rule": "expense_limit", "above": "50", "effect": "block"}, {"rule": "day_limit", "above": "70", "effect": "block"}],
	"approve_below": {"below": "40"}}');
SELECT id AS big FROM create_expense(:sales, 60, '2026-11-17', 'Big', member_id => 3, draft => true) \gset
SELECT count(*) FROM split_expense(:big, '[{"share": 1}, {"share": 1}]');
SELECT submit_expense(:big);
\echo :LAST_ERROR_SQLSTATE
SELECT findings -> 0 -> 'params' AS params FROM explain_expense(:big);
SELECT version > 0 AS set FROM set_policy('{"approve_below": {"below": "40"}}');
SELECT state FROM submit_expense(:big);
SELECT looked_at, found, amount FROM try_policy('{"rules": [{"rule": "expense_limit", "above": "59.99", "effect": "warn"}]}', '2026-11-17', '2026-11-17');
SELECT looked_at, found, amount FROM try_policy('{"rules": [{"rule": "day_limit", "above": "59.99", "effect": "warn"}]}', '2026-11-17', '2026-11-17');
-- Less than that is approved of the whole, so what was blocked is not.
SELECT version > 0 AS set FROM set_policy('{"rules": [{"rule": "expense_limit", "above": "50", "effect": "block"}]}');
SELECT amount FROM merge_split(:big);
SELECT approve_expense(:big);
\echo :LAST_ERROR_SQLSTATE
SELECT state, amount FROM approve_less(:big, 50, 'That is the limit');
SELECT submit_expense(id) FROM expense WHERE split_id = :big AND state = 'rejected';
\echo :LAST_ERROR_SQLSTATE
-- A part is held to the rules of its category.
SELECT version > 0 AS set FROM set_policy('{"rules": [{"rule": "allowed_categories", "allowed_ids": [1], "effect": "block"}]}');
SELECT id AS mixed FROM create_expense(:sales, 10, '2026-11-18', 'Mixed', member_id => 3, category_id => 1) \gset
SELECT split_expense(:mixed, '[{"share": 1}, {"share": 1, "category_id": 2}]');
\echo :LAST_ERROR_SQLSTATE
SELECT version > 0 AS set FROM set_policy('{}');

-- Who is asked above an amount is asked of the whole, so no step is passed by splitting; and of what is left of it.
SELECT version > 0 AS set FROM set_policy('{"approval": [{"by": "department"}, {"by": "person", "member_id": 2, "above": "50.00"}]}');
SELECT id AS stepped FROM create_expense(:sales, 60, '2026-11-19', 'Stepped', member_id => 3, draft => true) \gset
SELECT count(*) FROM split_expense(:stepped, '[{"share": 1}, {"share": 1}]');
SELECT state, waiting_for FROM submit_expense(:stepped);
SELECT step, steps, still_to_ask FROM explain_expense(:stepped);
SELECT state, waiting_for FROM approve_expense(:stepped);
SELECT state FROM reject_expense(:stepped + 1, 'Not this one');
SELECT state, approved_by IS NULL AS by_operator FROM approve_expense(:stepped);
SELECT id AS goes_on FROM create_expense(:sales, 80, '2026-11-19', 'Goes on', member_id => 3) \gset
SELECT state, amount, waiting_for FROM approve_less(:goes_on, 60, 'Less');
SELECT state, amount, waiting_for FROM approve_less(:goes_on, 40, 'And less');
SELECT amount, state, reason FROM list_expenses(from_date => '2026-11-19', to_date => '2026-11-19', sort => 'id');
SELECT * FROM check_balances();
SELECT version > 0 AS set FROM set_policy('{}');

-- What is booked on a closed day stays in one piece, or in the parts that it has.
SELECT count(*) AS closed FROM close_period('2026-11-12');
SELECT split_expense(:hotel, '[{"share": 1}, {"share": 1}]');
\echo :LAST_ERROR_SQLSTATE
SELECT merge_split(:trip);
\echo :LAST_ERROR_SQLSTATE

-- What has a quantity is not split: its amount is what that comes to.
SELECT value FROM set_rate('mileage', 'car', '2026-01-01', 0.5);
SELECT id AS drive, amount FROM create_expense(:sales, NULL, '2026-11-20', 'Drive', member_id => 3, kind => 'mileage', quantity => 20, rate_code => 'car') \gset
SELECT split_expense(:drive, '[{"share": 1}, {"share": 1}]');
\echo :LAST_ERROR_SQLSTATE
SELECT approve_less(:drive, 5, 'Half the way');
\echo :LAST_ERROR_SQLSTATE

-- A whole has at most 50 parts.
SELECT count(*) FROM split_expense(:mixed, (SELECT jsonb_agg(jsonb_build_object('share', 1)) FROM generate_series(1, 20)));
SELECT count(*) FROM split_expense(:mixed, (SELECT jsonb_agg(jsonb_build_object('share', 1)) FROM generate_series(1, 20)));
SELECT split_expense(:mixed, (SELECT jsonb_agg(jsonb_build_object('amount', '0.01')) FROM generate_series(1, 13)));
\echo :LAST_ERROR_SQLSTATE
SELECT amount, tax_amount FROM merge_split(:mixed);
SELECT * FROM check_balances();

-- Carried elsewhere, it is the same.
SELECT slug FROM outlay.clone_tenant('splitsinc', name => 'Splits Copy', slug => 'splitscopy');
SELECT schema AS copy FROM outlay.use_tenant('splitscopy') \gset
SELECT count(*), sum(amount) FROM expense WHERE split_id IS NOT NULL;
SELECT * FROM check_balances();
SELECT slug FROM outlay.use_tenant('splitsinc');
SELECT count(*), sum(amount) FROM expense WHERE split_id IS NOT NULL;

-- Recoding the tax of a part leaves its amount, which is a share: the parts still come to the whole.
SELECT id AS abroad, amount FROM create_expense(:sales, NULL, '2026-11-21', 'Abroad', member_id => 3, original_amount => 10, original_currency => 'USD', rate => 0.9) \gset
SELECT amount, original_amount FROM split_expense(:abroad, '[{"share": 1}, {"share": 1}, {"share": 1}]');
SELECT amount, original_amount, rate, tax_amount FROM update_expense(:abroad, tax_rate => 20);
SELECT amount, original_amount, rate, tax_amount FROM merge_split(:abroad);
SELECT * FROM check_balances();

-- Parts that others submitted do not become one, which would forget one of them: they could approve it then.
SELECT id AS twice FROM create_expense(:sales, 10, '2026-11-22', 'Twice', member_id => 3, draft => true) \gset
SELECT count(*) FROM split_expense(:twice, '[{"share": 1}, {"share": 1}]');
BEGIN;
UPDATE expense SET state = 'submitted', waiting_for = 2, submitted_by = CASE WHEN id <> :twice THEN 1 END WHERE split_id = :twice;
SELECT merge_split(:twice);
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;
-- Who leaves is replaced at the step of the whole.
BEGIN;
SELECT set_policy('{"approval": [{"by": "role", "role": "approver", "above": "5"}]}') IS NOT NULL AS set;
SELECT state, waiting_for FROM submit_expense(:twice);
SELECT status FROM deactivate_member(2);
SELECT waiting_for, step FROM expense WHERE split_id = :twice ORDER BY id;
ROLLBACK;

-- A row that names another first part than the one that there is, is found.
BEGIN;
UPDATE expense SET split_id = :hotel WHERE split_id = :taxi;
SELECT entity, id - :taxi AS behind, kept, computed FROM check_balances();
ROLLBACK;
