-- The policy: what members may spend, as one document.
SET datestyle = ISO, YMD;
SELECT slug FROM outlay.create_tenant('Policy Ltd', 'office@policy.example', currency => 'EUR');
SELECT slug FROM outlay.use_tenant('policyltd');
SELECT outside_month FROM update_organization(outside_month => 'allow', over_budget => 'allow');
SELECT id FROM create_member('olga@policy.example', 'wooden compass', 'owner', 'Olga');
SELECT id FROM create_member('mia@policy.example', 'wooden compass', 'member', 'Mia');
SELECT id FROM create_member('max@policy.example', 'wooden compass', 'member', 'Max');
SELECT id FROM create_department('Sales');
SELECT balance FROM create_account('Bank', 100000);
SELECT id FROM create_budget(1, 1, '2026-05-01', 10000);
SELECT id FROM create_budget(1, 1, '2026-05-01', 100);
SELECT id AS travel FROM create_category('Travel') \gset
SELECT id AS train FROM create_category('Train', :travel) \gset
SELECT id AS meals FROM create_category('Meals') \gset
SELECT id AS drinks FROM create_category('Drinks', :meals) \gset
SELECT version FROM get_organization() \gset

-- None: an empty document, and nothing is found.
SELECT policy, version = :version AS same FROM get_policy();
SELECT state FROM create_expense(1, 9999, '2026-05-02', 'Anything', 2);
SELECT findings FROM explain_expense(1);

-- Set as a whole, with a version; the same again changes nothing.
SELECT policy -> 'rules' -> 0 AS rule FROM set_policy(jsonb_build_object('rules', jsonb_build_array(jsonb_build_object(
	'rule', 'expense_limit', 'above', '500.00', 'effect', 'block', 'name', 'Big things'))), :version);
SELECT set_policy('{}', :version);
\echo :LAST_ERROR_SQLSTATE
SELECT version - :version AS changes FROM set_policy((SELECT policy FROM get_policy()));
SELECT action, entity, entity_id, before -> 'policy' AS before, after -> 'policy' AS after FROM list_audit(entity => '{policy}');

-- What is wrong is told by its place, all of it at once; nothing that a document says is repeated.
CREATE TABLE public.wrong (n integer GENERATED ALWAYS AS IDENTITY, document jsonb);
INSERT INTO public.wrong (document) VALUES ('[]'), ('"x"'), ('null'), ('{"rules": {}}'), ('{"rules": [1, [], null, {}]}'), ('{"evil: code: text": 1}'),
	('{"rules": [{"rule": "none", "effect": "warn"}]}'), ('{"rules": [{"rule": "day_limit"}]}'),
	('{"rules": [{"rule": "day_limit", "above": 5, "effect": "refuse", "name": " x", "days": 3}]}'),
	('{"rules": [{"rule": "day_limit", "above": "-1", "effect": "warn", "roles": [], "category_ids": [1, 1.0], "member_ids": [0]}]}'),
	('{"rules": [{"rule": "day_limit", "above": "1.23456", "effect": "warn", "roles": ["boss"], "category_ids": 1, "member_ids": ["1"]}]}'),
	('{"rules": [{"rule": "day_limit", "above": "1e3", "effect": "warn", "roles": ["member", "member"], "category_ids": [1.5], "member_ids": [9223372036854775808]}]}'),
	('{"rules": [{"rule": "age", "days": 1.5, "effect": "warn"}, {"rule": "age", "days": -1, "effect": "warn"}, {"rule": "age", "days": 3661, "effect": "warn"}, {"rule": "age", "days": 1e300, "effect": "warn"}]}'),
	('{"rules": [{"rule": "allowed_categories", "effect": "warn"}, {"rule": "allowed_categories", "effect": "warn", "allowed_ids": [4711], "member_ids": [4711]}]}'),
	('{"rules": [{"rule": "weekend", "effect": "warn", "category_ids": [1, 4711]}, {"rule": "allowed_categories", "effect": "warn", "allowed_ids": [4712], "member_ids": [4713, 1]}]}'),
	('{"rules": [{"rule": "weekend", "effect": "warn"}], "approve_below": {"below": "10", "receipt": 1, "more": {}}}'),
	('{"rules": [{"rule": "allowed_currencies", "effect": "warn"}, {"rule": "allowed_currencies", "effect": "warn", "currencies": ["usd"]}, {"rule": "allowed_currencies", "effect": "warn", "currencies": ["USD", "USD"]}, {"rule": "allowed_currencies", "effect": "warn", "currencies": []}]}'),
	('{"approve_below": []}'), (jsonb_build_object('rules', (SELECT jsonb_agg('{"rule": "weekend", "effect": "warn"}'::jsonb) FROM generate_series(1, 33)))),
	(jsonb_build_object('rules', repeat('x', 20000))), (jsonb_build_object('rules', repeat('[', 5000) || repeat(']', 5000))),
	((repeat('[', 3000) || repeat(']', 3000))::jsonb), (jsonb_build_object('rules', ('[' || repeat('9', 100000) || ']')::jsonb)),
	(jsonb_build_object('rules', jsonb_build_array(jsonb_build_object('rule', 'weekend', 'effect', 'warn', 'name', E'two\nlines')))),
	(jsonb_build_object('rules', jsonb_build_array(jsonb_build_object('rule', 'weekend', 'effect', 'warn', 'name', repeat('n', 101))))),
	(jsonb_build_object('rules', jsonb_build_array(jsonb_build_object('rule', 'weekend', 'effect', 'warn', 'category_ids', (SELECT jsonb_agg(n) FROM generate_series(1, 101) n)))));
CREATE FUNCTION pg_temp.refused(document jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE detail text;
BEGIN
	PERFORM outlay.set_policy(document);
	RETURN 'taken';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN format(E'%s %s\n%s', sqlstate, sqlerrm, detail);
END $$;
\pset format unaligned
SELECT n, pg_temp.refused(document) FROM public.wrong ORDER BY n;
SELECT set_policy(NULL);
SELECT policy = (SELECT policy FROM get_policy()) AS stays FROM set_policy();
\pset format aligned
DROP TABLE public.wrong;
SELECT policy -> 'rules' -> 0 ->> 'name' AS still FROM get_policy();

-- A limit of an expense: refused, and a draft says so beforehand.
SELECT create_expense(1, 500.01, '2026-05-04', 'Desk', 2);
\echo :LAST_ERROR_SQLSTATE
SELECT state FROM create_expense(1, 500, '2026-05-04', 'Desk', 2);
SELECT id AS draft, state FROM create_expense(1, 501, '2026-05-04', 'Desk', 2, draft => true) \gset
SELECT jsonb_pretty(findings) FROM explain_expense(:draft);
SELECT submit_expense(:draft);
\echo :LAST_ERROR_SQLSTATE
SELECT state FROM get_expense(:draft);
-- What is there stays as it is, and can be made less or be said better, but not more.
SELECT description, amount FROM update_expense(1, description => 'Anything else');
SELECT amount FROM update_expense(1, amount => 600);
SELECT update_expense(1, amount => 601);
SELECT amount FROM update_expense(1, amount => 400);
SELECT update_expense(1, amount => 501);
SELECT count(*) AS wrong FROM check_balances();

-- A policy for the rest: rules by category with what is below it, by member, by role.
CREATE FUNCTION pg_temp.rules(VARIADIC rules jsonb[]) RETURNS bigint LANGUAGE sql AS
	$$ SELECT jsonb_array_length((outlay.set_policy(jsonb_build_object('rules', to_jsonb(rules)))).policy -> 'rules') $$;
SELECT pg_temp.rules(
	jsonb_build_object('rule', 'day_limit', 'above', '50', 'effect', 'block', 'category_ids', jsonb_build_array(:meals), 'name', 'Meals'),
	jsonb_build_object('rule', 'month_limit', 'above', '120.5', 'effect', 'block', 'category_ids', jsonb_build_array(:meals), 'member_ids', jsonb_build_array(2)),
	jsonb_build_object('rule', 'expense_limit', 'above', '1000', 'effect', 'warn', 'roles', '["member"]'::jsonb));
SELECT state FROM create_expense(1, 30, '2026-05-05', 'Lunch', 2, category_id => :meals);
SELECT create_expense(1, 20.01, '2026-05-05', 'Beer', 2, category_id => :drinks);
SELECT state FROM create_expense(1, 20.01, '2026-05-05', 'Train', 2, category_id => :train);
SELECT state FROM create_expense(1, 20, '2026-05-05', 'Beer', 2, category_id => :drinks);
SELECT state FROM create_expense(1, 50, '2026-05-05', 'Beer', 3, category_id => :drinks);
SELECT state FROM create_expense(1, 50, '2026-05-31', 'Dinner', 2, category_id => :meals);
SELECT create_expense(1, 20.51, '2026-05-01', 'Dinner', 2, category_id => :meals);
SELECT state FROM create_expense(1, 20.50, '2026-05-01', 'Dinner', 2, category_id => :meals);
SELECT state FROM create_expense(1, 50, '2026-06-01', 'Dinner', 2, category_id => :meals);
SELECT state FROM create_expense(1, 50, '2026-05-30', 'Dinner', 3, category_id => :meals);
-- An expense of another member, category or day counts there.
SELECT update_expense(11, member_id => 2);
SELECT spent_on FROM update_expense(11, spent_on => '2026-06-02');
SELECT member_id FROM update_expense(11, member_id => 2);
SELECT update_expense(11, spent_on => '2026-06-01');
-- Warned: a member, not the owner. What is nobody's has no limit of a day.
SELECT state FROM create_expense(1, 1001, '2026-05-06', 'Chair', 2);
SELECT state FROM create_expense(1, 1001, '2026-05-06', 'Chair', 1);
SELECT state FROM create_expense(1, 60, '2026-05-06', 'Nobody''s', category_id => :meals);
SELECT e.id, x.findings -> 0 ->> 'effect' AS effect FROM list_expenses(sort => 'id', min_amount => 1001) e, explain_expense(e.id) x;

-- What is needed, and what is allowed; an empty text is nothing said.
SELECT pg_temp.rules('{"rule": "receipt", "above": "25", "effect": "block"}', '{"rule": "merchant", "effect": "block"}',
	'{"rule": "notes", "above": "100", "effect": "block", "name": "Why"}', '{"rule": "category", "effect": "block", "above": "10"}',
	jsonb_build_object('rule', 'allowed_categories', 'allowed_ids', jsonb_build_array(:travel), 'effect', 'block', 'member_ids', jsonb_build_array(3)));
SELECT create_expense(1, 101, '2026-05-07', 'Much', 2);
SELECT create_expense(1, 10, '2026-05-07', 'Little', 2, merchant => '');
SELECT state FROM create_expense(1, 10, '2026-05-07', 'Little', 2, merchant => 'Shop');
SELECT create_expense(1, 10, '2026-05-07', 'Little', 3, merchant => 'Shop', category_id => :drinks);
SELECT state FROM create_expense(1, 10, '2026-05-07', 'Little', 3, merchant => 'Shop', category_id => :train);
SELECT id AS draft, state FROM create_expense(1, 101, '2026-05-07', 'Much', 2, merchant => 'Shop', notes => 'Broken', category_id => :meals, draft => true) \gset
SELECT findings -> 0 -> 'params' AS params, jsonb_array_length(findings) AS found FROM explain_expense(:draft);
SELECT submit_expense(:draft);
SELECT media_type FROM add_receipt(:draft, 'r.png', decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'));
SELECT state FROM submit_expense(:draft);

-- Currencies: the organization's own always, and those that are named.
SELECT pg_temp.rules('{"rule": "allowed_currencies", "effect": "block", "currencies": ["USD", "CHF"], "name": "Dollars"}');
SELECT state, original_currency FROM create_expense(1, NULL, '2026-05-07', 'Hotel', 2, original_amount => 5, original_currency => 'USD', rate => 0.9);
SELECT create_expense(1, NULL, '2026-05-07', 'Hotel', 2, original_amount => 5, original_currency => 'GBP', rate => 1.2);
SELECT id AS draft, state FROM create_expense(1, NULL, '2026-05-07', 'Hotel', 2, original_amount => 5, original_currency => 'GBP', rate => 1.2, draft => true) \gset
SELECT findings -> 0 -> 'params' AS params FROM explain_expense(:draft);
SELECT submit_expense(:draft);
SELECT original_currency FROM update_expense(:draft, original_amount => NULL);
SELECT state FROM submit_expense(:draft);

-- Days: how long ago, a weekend. In the future is not long ago.
SELECT pg_temp.rules('{"rule": "age", "days": 10, "effect": "block"}', '{"rule": "weekend", "effect": "warn", "above": "5.0000"}');
SELECT state FROM create_expense(1, 5, today() - 10, 'Ten days', 2);
SELECT state FROM create_expense(1, 5, today() + 10, 'In ten days', 2);
DO $$ BEGIN PERFORM outlay.create_expense(1, 5, outlay.today() - 11, 'Eleven days', 2);
EXCEPTION WHEN check_violation THEN RAISE NOTICE '%', sqlerrm; END $$;
SELECT pg_temp.rules('{"rule": "weekend", "effect": "warn", "above": "5.0000"}');
SELECT state FROM create_expense(1, 5.01, '2026-05-09', 'Saturday', 2);
SELECT state FROM create_expense(1, 5.01, '2026-05-10', 'Sunday', 2);
SELECT state FROM create_expense(1, 5.01, '2026-05-11', 'Monday', 2);
SELECT state FROM create_expense(1, 5, '2026-05-10', 'Sunday', 2);

-- Budgets: what they have left, for each expense that is submitted.
SELECT pg_temp.rules('{"rule": "over_budget", "effect": "block"}');
SELECT state FROM create_expense(2, 100, '2026-05-11', 'All', 2);
SELECT create_expense(2, 0.01, '2026-05-11', 'More', 2);
SELECT id AS draft, state FROM create_expense(2, 1, '2026-05-11', 'More', 2, draft => true) \gset
SELECT findings -> 0 ->> 'code' AS code FROM explain_expense(:draft);
SELECT create_expense(4711, 1, '2026-05-11', 'Of none', 2);

-- Approval: small amounts are approved by themselves, unless a rule sends them to somebody.
SELECT approval FROM update_organization(approval => 'on');
SELECT policy -> 'approve_below' AS below FROM set_policy('{"approve_below": {"below": "25"}, "rules": [{"rule": "weekend", "effect": "approve"}]}');
SELECT state, waiting_for, approved_by, approved_at FROM create_expense(1, 24.99, '2026-05-12', 'Small', 2);
SELECT state, waiting_for FROM create_expense(1, 25, '2026-05-12', 'Not small', 2);
SELECT id AS weekend, state, waiting_for FROM create_expense(1, 24.99, '2026-05-10', 'Small, on Sunday', 2) \gset
SELECT :'weekend' <> '' AS there, state, waiting_for, findings -> 0 ->> 'code' AS found FROM explain_expense(:weekend);
SELECT policy -> 'approve_below' AS below FROM set_policy('{"approve_below": {"below": "25", "receipt": true}, "rules": [{"rule": "expense_limit", "above": "20", "effect": "block"}]}');
SELECT id AS draft, state FROM create_expense(1, 19, '2026-05-12', 'Small', 2, draft => true) \gset
SELECT state FROM create_expense(1, 19, '2026-05-12', 'Small', 2);
SELECT media_type FROM add_receipt(:draft, 'r.png', decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'));
SELECT state FROM submit_expense(:draft);
-- What blocks is looked at again when it is approved; a rejection needs no policy.
SELECT approve_expense(:weekend);
\echo :LAST_ERROR_SQLSTATE
SELECT state FROM reject_expense(:weekend, 'Too much');
SELECT count(*) AS wrong FROM check_balances();

-- A category that the policy names is not deleted, but can be archived, and means what it did.
SELECT pg_temp.rules(jsonb_build_object('rule', 'weekend', 'effect', 'warn', 'category_ids', jsonb_build_array(:train)));
SELECT id AS unused FROM create_category('Unused') \gset
SELECT pg_temp.rules(jsonb_build_object('rule', 'allowed_categories', 'effect', 'warn', 'allowed_ids', jsonb_build_array(:unused)));
SELECT delete_category(:unused);
\echo :LAST_ERROR_SQLSTATE
SELECT archived_at IS NOT NULL AS archived FROM archive_category(:unused);
SELECT jsonb_array_length(policy -> 'rules') FROM set_policy((SELECT policy FROM get_policy()));
SELECT policy FROM set_policy('{}');
SELECT name FROM delete_category(:unused);
-- A member who has left may still be named.
SELECT pg_temp.rules('{"rule": "weekend", "effect": "warn", "member_ids": [3]}');
SELECT status FROM deactivate_member(3);
SELECT policy FROM set_policy((SELECT policy || '{"approve_below": {"below": "0"}}' FROM get_policy()));

-- What is beyond a limit already may stay there, but is not moved to where it makes another day, member or budget go beyond.
SELECT approval FROM update_organization(approval => 'off');
SELECT policy FROM set_policy('{}');
SELECT id AS spare FROM create_budget(1, 1, '2026-07-01', 100) \gset
SELECT id AS other FROM create_budget(1, 1, '2026-07-01', 100) \gset
SELECT id AS beyond FROM create_expense(:spare, 300, '2026-07-01', 'Beyond', 2) \gset
SELECT state FROM create_expense(:spare, 300, '2026-07-01', 'Beyond', 2);
SELECT state FROM create_expense(:spare, 40, '2026-07-02', 'Within', 2);
SELECT pg_temp.rules('{"rule": "day_limit", "above": "50", "effect": "block"}');
SELECT spent_on FROM update_expense(:beyond, spent_on => '2026-07-01', amount => 299);
SELECT update_expense(:beyond, spent_on => '2026-07-02');
\echo :LAST_ERROR_SQLSTATE
SELECT update_expense(:beyond, member_id => 1);
SELECT pg_temp.rules('{"rule": "month_limit", "above": "200", "effect": "block"}');
SELECT spent_on FROM update_expense(:beyond, spent_on => '2026-07-03');
SELECT update_expense(:beyond, spent_on => '2026-09-01');
SELECT pg_temp.rules('{"rule": "over_budget", "effect": "block"}');
SELECT amount FROM update_expense(:beyond, amount => 298);
SELECT update_expense(:beyond, budget_id => :other);
SELECT count(*) AS wrong FROM check_balances();

-- A receipt that is needed stays with what counts; one that is not goes.
SELECT pg_temp.rules('{"rule": "receipt", "above": "25", "effect": "block"}');
SELECT id AS proved FROM create_expense(1, 26, '2026-07-20', 'Proved', 2, draft => true) \gset
SELECT sha256 AS proof FROM add_receipt(:proved, 'r.png', decode('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')) \gset
SELECT state FROM submit_expense(:proved);
SELECT delete_receipt(:proved, :'proof');
\echo :LAST_ERROR_SQLSTATE
SELECT receipts FROM get_expense(:proved);
SELECT amount FROM update_expense(:proved, amount => 25);
SELECT name FROM delete_receipt(:proved, :'proof');
SELECT receipts FROM get_expense(:proved);

-- How late one was handed in hangs on the day that it was where the organization is, as when it was submitted.
SELECT pg_temp.rules('{"rule": "age", "days": 10, "effect": "warn"}');
UPDATE expense SET created_at = (spent_on + 11 + time '05:00') AT TIME ZONE 'UTC' WHERE id = :beyond;
SELECT findings -> 0 -> 'params' AS found FROM explain_expense(:beyond);
SELECT time_zone FROM update_organization(time_zone => 'Pacific/Niue');
SELECT findings FROM explain_expense(:beyond);
UPDATE expense SET created_at = created_at + interval '6 hours' WHERE id = :beyond;
SELECT findings -> 0 -> 'params' AS found FROM explain_expense(:beyond);
SELECT time_zone FROM update_organization(time_zone => 'Pacific/Kiritimati');
UPDATE expense SET created_at = created_at + interval '1 hour' WHERE id = :beyond;
SELECT findings -> 0 -> 'params' AS found FROM explain_expense(:beyond);
SELECT time_zone FROM update_organization(time_zone => 'UTC');

-- Sums beyond what one amount may be are added up as well.
SELECT over_account FROM update_organization(over_account => 'allow');
SELECT id AS large FROM create_budget(1, 1, '2026-08-01', 1) \gset
SELECT id AS larger FROM create_budget(1, 1, '2026-08-01', 1) \gset
SELECT pg_temp.rules('{"rule": "month_limit", "above": "1", "effect": "warn"}', '{"rule": "over_budget", "effect": "warn"}');
SELECT state FROM create_expense(:large, 900000000000000, '2026-08-03', 'Large', 2);
SELECT state FROM create_expense(:larger, 900000000000000.01, '2026-08-03', 'Larger', 2);
SELECT state FROM create_expense(1, 1, '2026-08-04', 'Small', 2);

-- A document that only an administrator can have put there.
UPDATE organization SET policy = '{"rules": 1}';
SELECT policy FROM get_policy();
SELECT create_expense(1, 1, '2026-05-12', 'Damaged', 2);
\echo :LAST_ERROR_SQLSTATE
SELECT policy FROM set_policy('{}');
