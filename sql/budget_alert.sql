-- A budget that comes to 80 or 100 percent is told of, once each time: to its department's approver, else to owners and admins.
SELECT slug FROM outlay.create_tenant('Mark Inc', 'office@mark.example');
SELECT slug FROM outlay.use_tenant('markinc');
SELECT id FROM create_department('Sales');
SELECT id FROM create_department('Lab');
SELECT balance FROM create_account('Bank', 10000);
SELECT id FROM create_budget(1, 1, '2024-05-01', 100);
SELECT id FROM create_budget(1, 2, '2024-05-01', 100);
SELECT id AS sam FROM create_member('sam@mark.example', 'correct horse battery', 'member') \gset
SELECT id AS ann FROM create_member('ann@mark.example', 'correct horse battery', 'approver') \gset
SELECT id AS flo FROM create_member('flo@mark.example', 'correct horse battery', 'admin') \gset
SELECT id AS own FROM create_member('own@mark.example', 'correct horse battery', 'owner') \gset
SELECT approver_id = :ann AS ann FROM update_department(1, approver_id => :ann);
SELECT schema FROM outlay.tenant WHERE slug = 'markinc' \gset
CREATE VIEW public.told AS
	SELECT a.id, a.action, a.entity_id AS budget, a.after ->> 'percent' AS percent, a.after ->> 'remaining' AS remaining,
		split_part(m.email, '@', 1) AS who
	FROM :schema.audit a LEFT JOIN :schema.member m ON m.id = a.for_member_id
	WHERE a.entity = 'budget' AND a.action IN ('reached', 'told');

-- One cent below says nothing; at the mark it is told, beyond it no more; then at all of it, and no more.
SELECT id FROM create_expense(1, 79.99, '2024-05-01', 'Nearly');
SELECT count(*) FROM public.told;
SELECT id FROM create_expense(1, 0.01, '2024-05-01', 'There');
SELECT id FROM create_expense(1, 19.99, '2024-05-01', 'Beyond');
SELECT id FROM create_expense(1, 0.01, '2024-05-01', 'All');
SELECT action, budget, percent, remaining, who FROM public.told ORDER BY id;

-- What falls below and comes there again is told again, by whatever way: an amount, a deletion, another budget.
SELECT amount FROM update_expense(1, amount => 30);
SELECT amount FROM update_expense(1, amount => 79.98);
SELECT id FROM delete_expense(1);
SELECT budget_id FROM update_expense(3, budget_id => 2);
SELECT id FROM create_expense(1, 99.98, '2024-05-01', 'At once');
SELECT action, budget, percent, remaining, who FROM public.told ORDER BY id OFFSET 2;

-- A draft takes nothing; what is submitted does, and being approved takes no more of it.
SELECT approval FROM update_organization(approval => 'on', over_budget => 'warn');
SELECT id AS draft FROM create_expense(2, 70, '2024-05-01', 'Draft', draft => true, member_id => :sam) \gset
SELECT count(*) FROM public.told WHERE budget = 2;
SELECT state FROM submit_expense(:draft);
SELECT action, budget, percent, remaining, who FROM public.told WHERE budget = 2 ORDER BY id;
SELECT state FROM approve_expense(:draft);
SELECT count(*) FROM public.told WHERE budget = 2;
SELECT state FROM unapprove_expense(:draft);
SELECT state FROM reject_expense(:draft, 'No');
SELECT state FROM submit_expense(:draft);
SELECT count(*) FROM public.told WHERE budget = 2;

-- Less money brings it there, too: an amount cut, a transfer. More does not, nor does the same.
SELECT amount FROM update_budget(2, amount => 200);
SELECT amount FROM update_budget(2, amount => 100);
SELECT amount FROM update_budget(2, amount => 100);
SELECT amount FROM update_budget(2, amount => 150);
SELECT amount FROM transfer_budget(2, 1, 61);
SELECT action, budget, percent, remaining, who FROM public.told WHERE budget = 2 ORDER BY id OFFSET 4;
-- Nothing taken of nothing is no mark, something of nothing is.
SELECT id FROM create_budget(1, 2, '2024-06-01', 10);
SELECT amount FROM transfer_budget(3, 1, 10);
SELECT count(*) FROM public.told WHERE budget = 3;
SELECT id FROM create_expense(3, 1, '2024-06-01', 'Something', member_id => :sam);
SELECT action, budget, percent, remaining, who FROM public.told WHERE budget = 3 ORDER BY id;

-- An approver who has left, or approves no more, is not asked; owners and admins are.
SELECT id FROM create_budget(1, 1, '2024-07-01', 10);
SELECT id FROM create_budget(1, 1, '2024-08-01', 10);
SELECT role FROM change_role(:ann, 'member');
SELECT id FROM create_expense(4, 8, '2024-07-01', 'A member', member_id => :sam);
SELECT role FROM change_role(:ann, 'approver');
SELECT status FROM deactivate_member(:ann);
SELECT id FROM create_expense(5, 8, '2024-08-01', 'Left', member_id => :sam);
SELECT action, budget, percent, remaining, who FROM public.told WHERE budget > 3 ORDER BY id;

-- It is in the inbox of who is told, also where they brought it there themselves, and an event.
CREATE TABLE public.mark_token AS
	SELECT who, access_token AS token FROM unnest('{sam,flo}'::text[]) who, log_in(who || '@mark.example', 'correct horse battery');
CREATE FUNCTION pg_temp.be(who text) RETURNS text LANGUAGE sql AS $$
	SELECT who FROM outlay.enter((SELECT min(id) FROM outlay.route WHERE path = '/api/v2/expenses' AND method = 'POST'), slug => 'markinc',
		token => (SELECT token FROM public.mark_token t WHERE t.who = be.who)) entered $$;
SELECT id FROM create_budget(1, 2, '2024-09-01', 10);
BEGIN;
SELECT pg_temp.be('flo');
SELECT id FROM create_expense(6, 9, '2024-09-01', 'My own');
SELECT action, entity, entity_id, description, amount, percent, day, unread FROM list_inbox(page_size => 1);
SELECT unread > 0 AS unread FROM inbox_count();
COMMIT;
BEGIN;
SELECT pg_temp.be('sam');
SELECT count(*) FROM list_inbox() WHERE entity = 'budget';
COMMIT;
SELECT entity, action, after ->> 'department_id' AS department FROM list_audit(entity => '{budget}', action => '{reached}', page_size => 1);
-- What is refused tells of nothing.
SELECT over_budget FROM update_organization(over_budget => 'refuse');
SELECT count(*) AS before FROM public.told \gset
SELECT id FROM create_expense(6, 2, '2024-09-01', 'Too much', member_id => :sam);
SELECT count(*) = :before AS same FROM public.told;
SELECT * FROM check_balances();

DROP VIEW public.told;
DROP TABLE public.mark_token;
