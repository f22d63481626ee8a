-- The history of one record: what was done to it, for whoever can read it.
SET datestyle = ISO, YMD;
SELECT slug FROM outlay.create_tenant('History Inc', 'office@history.example');
SELECT slug FROM outlay.use_tenant('historyinc');
SELECT id, role FROM unnest('{owner,approver,member,auditor}'::text[]) r,
	outlay.create_member(r || '@history.example', 'velvet umbrella', r);
SELECT id AS account FROM create_account('Bank', 1000) \gset
SELECT id AS department FROM create_department('Sales') \gset
SELECT id AS budget FROM create_budget(:account, :department, '2026-11-01', 400) \gset
SELECT id AS expense FROM create_expense(:budget, 12.5, '2026-11-03', 'Lunch', 3) \gset
SELECT id AS other FROM create_expense(:budget, 99, '2026-11-03', 'Train', 3) \gset
SELECT version FROM update_expense(:expense, amount => 13);
SELECT version FROM update_expense(:other, amount => 98);
SELECT version FROM update_expense(:expense, description => 'Dinner');
SELECT version FROM update_department(:department, name => 'Trade');

-- The latest first, before and after; nothing of another record, nor of another kind with the same number.
CREATE FUNCTION public.seen(record jsonb) RETURNS text LANGUAGE sql AS
	$$ SELECT concat_ws(' ', record ->> 'amount', record ->> 'description', record ->> 'name', record ->> 'email') $$;
SELECT action, entity_id = :expense AS its_own, public.seen(before) AS before, public.seen(after) AS after
FROM list_expense_history(:expense);
SELECT action, public.seen(before) AS before, public.seen(after) AS after FROM list_department_history(:department);
SELECT action, entity, public.seen(after) AS after FROM list_account_history(:account);
SELECT action, entity, public.seen(after) AS after FROM list_budget_history(:budget);
SELECT action, entity, public.seen(after) AS after FROM list_member_history(3);

-- In pages, and in the order in which it happened.
SELECT action, after ->> 'version' AS version FROM list_expense_history(:expense, page_size => 2);
SELECT action, after ->> 'version' AS version FROM list_expense_history(:expense, page_size => 2, after => next_page());
SELECT next_page();
SELECT action, after ->> 'version' AS version FROM list_expense_history(:expense, sort => 'id');
SELECT list_expense_history(:expense, sort => 'at', after => 'nonsense', page_size => 0);
\echo :LAST_ERROR_SQLSTATE

-- None of what is not there, or no longer: that one was deleted is for those who read the audit.
SELECT list_expense_history(4711);
\echo :LAST_ERROR_SQLSTATE
SELECT list_member_history(NULL);
SELECT id FROM delete_expense(:other);
SELECT list_expense_history(:other);
SELECT action FROM list_audit(entity => '{expense}', entity_id => ARRAY[:other]);

-- Everybody reads the history of what everybody reads; that of a member the member, and who reads the audit.
CREATE TABLE public.history_token AS
	SELECT r AS role, g.access_token AS token
	FROM unnest('{owner,approver,member,auditor}'::text[]) r, outlay.log_in(r || '@history.example', 'velvet umbrella') g;
GRANT SELECT ON public.history_token TO outlay_web;
CREATE FUNCTION public.try(token text, call text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	PERFORM outlay.enter((SELECT id FROM outlay.http_routes() WHERE path = '/api/v2/me' AND method = 'GET'),
		host => 'historyinc.localhost', token => token);
	EXECUTE 'SELECT count(*) FROM outlay.' || call;
	RETURN 'ok';
EXCEPTION
	WHEN OTHERS THEN RETURN SQLSTATE;
END
$$;
SET ROLE outlay_web;
SELECT call, string_agg(role || ': ' || public.try(token, call), ', ' ORDER BY role) AS came_of_it
FROM public.history_token, unnest(ARRAY['list_expense_history(1)', 'list_budget_history(1)', 'list_account_history(1)',
	'list_department_history(1)', 'list_member_history(1)', 'list_member_history(3)']) call
GROUP BY call ORDER BY call;
RESET ROLE;
DROP TABLE public.history_token;
DROP FUNCTION public.try, public.seen;
