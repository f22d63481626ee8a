-- Expenses that come again: on which days, made of which budget, for whom; caught up with, paused, refused and told of.
SELECT slug FROM outlay.create_tenant('Again Inc', 'office@again.example');
SELECT slug FROM outlay.use_tenant('againinc');
SELECT id FROM create_department('Sales');
SELECT id FROM create_department('Lab');
SELECT balance FROM create_account('Bank', 100000);
SELECT balance FROM create_account('Other bank', 100000);
SELECT id AS travel FROM create_category('Travel') \gset
SELECT id AS train FROM create_category('Train', parent_id => :travel) \gset
SELECT id AS sam FROM create_member('sam@again.example', 'correct horse battery', 'member') \gset
SELECT id AS flo FROM create_member('flo@again.example', 'correct horse battery', 'admin') \gset
SELECT id AS own FROM create_member('own@again.example', 'correct horse battery', 'owner') \gset
SELECT schema, id AS tenant FROM outlay.tenant WHERE slug = 'againinc' \gset
CREATE PROCEDURE pg_temp.try(statement text) LANGUAGE plpgsql AS $$
DECLARE
	state text; message text; detail text;
BEGIN
	EXECUTE 'SELECT FROM ' || statement;
	RAISE NOTICE 'done';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
	RAISE NOTICE '% %: %', state, message, detail;
END$$;
-- What follows is in days from today, which is another one each time; whole months of budgets are around it.
SELECT outlay.today() AS today \gset
SELECT count(*) FROM (SELECT create_budget(1, 1, (date_trunc('month', :'today'::date) + make_interval(months => m))::date, 1000)
	FROM generate_series(-3, 1) m) b;

-- The days: the 31st is the last of a shorter month, a quarter and a year begin with the first day's month, weekdays are kept.
-- From a 31st of January on, through four Februaries, one of them of 29 days.
SELECT bool_and(due_on = least(make_date(extract(year FROM due_on)::integer, extract(month FROM due_on)::integer, 1) + interval '1 month - 1 day',
	make_date(extract(year FROM due_on)::integer, extract(month FROM due_on)::integer, 1) + interval '30 days')) AS last_days, count(*),
	count(DISTINCT date_trunc('month', due_on))
FROM preview_recurring('month', '2024-01-31', count => 50);
SELECT bool_and(extract(isodow FROM due_on) = 3) AS wednesdays, max(due_on) - min(due_on) AS days, min(due_on) - :'today'::date BETWEEN 0 AND 6 AS soon
FROM preview_recurring('week', '2024-01-01', 3, count => 10);
SELECT string_agg(DISTINCT to_char(due_on, 'MM-DD'), ' ' ORDER BY to_char(due_on, 'MM-DD')) FROM preview_recurring('quarter', '2024-11-30', count => 8);
SELECT string_agg(DISTINCT to_char(due_on, 'MM-DD'), ' ' ORDER BY to_char(due_on, 'MM-DD')) FROM preview_recurring('year', '2024-02-29', count => 50);
SELECT min(due_on) = :'today' AS today, max(due_on) - min(due_on) AS days FROM preview_recurring('day', '2024-01-01');
SELECT count(*) FROM preview_recurring('day', '2024-01-01', until => :'today'::date + 2);
SELECT count(*) FROM preview_recurring('day', '2024-01-01', until => '2024-02-01');
CALL pg_temp.try('preview_recurring(''hour'', ''1999-01-01'', 32, ''1999-01-01'', 0)');
CALL pg_temp.try('preview_recurring(''week'', ''2024-01-01'', 8)');
CALL pg_temp.try('preview_recurring(''day'', ''2024-01-01'', 1)');
CALL pg_temp.try('preview_recurring(NULL, NULL)');

-- What is asked for, and what is wrong with it.
SELECT id AS rent, member_id, amount, currency, description, merchant, tags, paid_with, every, on_day = extract(day FROM :'today'::date) AS day_of_month, next_on = :'today' AS today,
	last_on, paused_at, problem, version
FROM create_recurring(1, 30, 'Rent', 'month', :'today', merchant => 'Landlord', tags => '{home,Home}', paid_with => 'company') \gset shown_
SELECT :'shown_amount' AS amount, :'shown_tags' AS tags, :'shown_day_of_month' AS day_of_month, :'shown_today' AS today, :'shown_version' AS version;
CALL pg_temp.try('create_recurring(4711, 0, '''', ''hour'', ''1999-01-01'', 32, ''1999-01-01'', 4711, 4711, 4711)');
CALL pg_temp.try('create_recurring(NULL, NULL, NULL, NULL, NULL)');
CALL pg_temp.try('get_recurring(4711)');
CALL pg_temp.try('list_recurring_history(4711)');
SELECT due_at <= now() AS due FROM outlay.recurring_watch WHERE tenant_id = :tenant;

-- It becomes an expense on its day, once; without approval that is approved. The expense says what it was made of.
SELECT run_recurring();
SELECT run_recurring();
SELECT amount, spent_on = :'today' AS today, description, merchant, tags, paid_with, state, member_id FROM list_expenses();
SELECT recurring_id = :shown_rent AS of_rent FROM explain_expense((SELECT max(id) FROM expense));
SELECT last_on = :'today' AS last, next_on > :'today'::date + 27 AS next, problem, version FROM get_recurring(:shown_rent);
SELECT due_at > now() AND due_at < now() + interval '32 days' AS later FROM outlay.recurring_watch WHERE tenant_id = :tenant;
SELECT spent FROM budget WHERE month = date_trunc('month', :'today'::date)::date;

-- Days that nobody was there for are made up for, each once, in the order of the days, and no more at once than is asked for.
SELECT id AS daily FROM create_recurring(1, 1, 'Coffee', 'day', :'today', member_id => :sam) \gset
UPDATE :schema.recurring SET first_on = '2024-01-01', next_on = :'today'::date - 5 WHERE id = :daily;
SELECT run_recurring(2);
SELECT run_recurring();
SELECT run_recurring();
SELECT :'today'::date - spent_on AS ago, count(*) FROM list_expenses(contains => 'coffee') GROUP BY 1 ORDER BY 1;
SELECT DISTINCT for_member_id = :sam AS for_sam, action FROM :schema.audit WHERE entity = 'expense' AND after ->> 'description' = 'Coffee';
CALL pg_temp.try('run_recurring(0)');

-- With approval on it is a draft, which waits for whose it is; who set it up for them never approves it.
SELECT approval FROM update_organization(approval => 'on');
UPDATE :schema.recurring SET next_on = :'today'::date, entered_by = :flo WHERE id = :daily;
SELECT run_recurring();
SELECT state, waiting_for FROM list_expenses(contains => 'coffee', sort => '-id', page_size => 1);
SELECT state, waiting_for = :own AS own FROM submit_expense((SELECT max(id) FROM expense));
SELECT approval FROM update_organization(approval => 'off');

-- The budget is found on the day: of the account and the nearest category, none that is archived.
SELECT month, until, category_id FROM create_budget(2, 2, :'today', 100, until => :'today', category_id => :travel) \gset
SELECT id AS wide FROM create_budget(2, 2, date_trunc('month', :'today'::date)::date, 100) \gset
SELECT id AS narrow FROM list_budgets(category_id => ARRAY[:travel]) \gset
SELECT id AS ticket FROM create_recurring(2, 2, 'Ticket', 'day', :'today', category_id => :train) \gset
SELECT id AS stamps FROM create_recurring(2, 3, 'Stamps', 'day', :'today', account_id => 2) \gset
SELECT id AS wrong FROM create_recurring(2, 4, 'Wrong account', 'day', :'today', account_id => 1, member_id => :sam) \gset
SELECT run_recurring();
SELECT description, CASE budget_id WHEN :wide THEN 'wide' WHEN :narrow THEN 'narrow' END AS budget FROM list_expenses(department_id => '{2}') ORDER BY 1;

-- What has no budget stays due, and its member is told once; then it is made when there is one.
SELECT problem, next_on = :'today' AS due, last_on FROM get_recurring(:wrong);
SELECT run_recurring();
SELECT run_recurring();
SELECT action, for_member_id = :sam AS for_sam, after ->> 'code' AS code, after ->> 'reason' AS reason, (after ->> 'due_on')::date = :'today' AS due
FROM :schema.audit WHERE entity = 'recurring' AND entity_id = :wrong AND action <> 'created' ORDER BY id;
SELECT due_at BETWEEN now() + interval '50 minutes' AND now() + interval '70 minutes' AS in_an_hour FROM outlay.recurring_watch WHERE tenant_id = :tenant;
SELECT problem, account_id FROM update_recurring(:wrong, account_id => NULL);
SELECT due_at <= now() AS now FROM outlay.recurring_watch WHERE tenant_id = :tenant;
SELECT run_recurring();
SELECT problem, last_on = :'today' AS made FROM get_recurring(:wrong);

-- What is nobody's is told to owners and admins. What the budget refuses is a reason, too; another reason is told again.
SELECT over_budget FROM update_organization(over_budget => 'refuse');
SELECT id AS dear FROM create_recurring(2, 5000, 'Dear', 'day', :'today') \gset
SELECT run_recurring();
SELECT archived_at IS NOT NULL AS archived FROM archive_department(2);
SELECT run_recurring();
SELECT a.action, split_part(m.email, '@', 1) AS who, a.after ->> 'code' AS code FROM :schema.audit a JOIN :schema.member m ON m.id = a.for_member_id
WHERE a.entity = 'recurring' AND a.entity_id = :dear ORDER BY a.id;
SELECT archived_at FROM archive_department(2, archived => false);
SELECT description FROM delete_recurring(:dear);

-- Paused, nothing is made; resumed, it goes on from today, and what was due meanwhile is not made.
SELECT paused_at IS NOT NULL AS paused FROM pause_recurring(:daily);
SELECT version AS paused_version FROM pause_recurring(:daily) \gset
UPDATE :schema.recurring SET next_on = :'today'::date - 3, last_on = :'today'::date - 4 WHERE id = :daily;
SELECT count(*) AS before FROM expense \gset
SELECT run_recurring();
SELECT paused_at, next_on = :'today' AS today, version - :paused_version AS changes FROM resume_recurring(:daily);
SELECT run_recurring();
SELECT count(*) - :before AS made FROM expense;
-- Of a day that one was made for there is no second, whatever the days become.
SELECT next_on = :'today'::date + 1 AS tomorrow FROM update_recurring(:daily, first_on => '2024-01-01');
SELECT every, on_day, extract(isodow FROM next_on) AS weekday FROM update_recurring(:daily, every => 'week', on_day => 5);
SELECT every, on_day FROM update_recurring(:daily, every => 'day');
SELECT every, on_day FROM update_recurring(:daily, every => 'month');
SELECT until, next_on FROM update_recurring(:daily, until => '2024-01-31');
SELECT until, next_on > :'today' AS next FROM update_recurring(:daily, until => NULL);
CALL pg_temp.try(format('update_recurring(%s, every => ''week'', on_day => 31)', :daily));
CALL pg_temp.try(format('update_recurring(%s, version => 1)', :daily));
CALL pg_temp.try('update_recurring(4711, amount => 1)');
SELECT version - (SELECT version FROM recurring WHERE id = :daily) AS unchanged FROM update_recurring(:daily, description => 'Coffee');

-- That of a member who has left is paused on its day, and owners and admins are told; another's it goes on as.
SELECT status FROM deactivate_member(:sam);
UPDATE :schema.recurring SET next_on = :'today', last_on = NULL WHERE id = :daily;
SELECT run_recurring();
SELECT paused_at IS NOT NULL AS paused, problem FROM get_recurring(:daily);
SELECT a.action, split_part(m.email, '@', 1) AS who FROM :schema.audit a JOIN :schema.member m ON m.id = a.for_member_id
WHERE a.entity = 'recurring' AND a.entity_id = :daily AND a.action IN ('paused', 'told') ORDER BY a.id;
CALL pg_temp.try(format('create_recurring(1, 1, ''X'', ''day'', current_date, member_id => %s)', :sam));
SELECT member_id = :flo AS flo, problem FROM update_recurring(:daily, member_id => :flo);
SELECT paused_at, problem FROM resume_recurring(:daily);

-- Everybody's own, and those of all for owners and admins. All read.
CREATE TABLE public.again_token AS
	SELECT who, access_token AS token FROM unnest('{flo}'::text[]) who, log_in(who || '@again.example', 'correct horse battery');
SELECT id AS tim FROM create_member('tim@again.example', 'correct horse battery', 'member') \gset
INSERT INTO public.again_token SELECT 'tim', access_token FROM log_in('tim@again.example', 'correct horse battery');
CREATE FUNCTION pg_temp.be(who text) RETURNS text LANGUAGE sql AS $$
	SELECT who FROM outlay.enter((SELECT min(id) FROM outlay.route WHERE path = '/api/v2/recurring' AND method = 'POST'), slug => 'againinc',
		token => (SELECT token FROM public.again_token t WHERE t.who = be.who)) entered $$;
BEGIN;
SELECT pg_temp.be('tim');
SELECT id AS tims FROM create_recurring(1, 1, 'Mine', 'week', :'today') \gset
SELECT outlay.can(r) FROM get_recurring(:tims) r;
SELECT outlay.can(r) FROM pause_recurring(:tims) r;
SELECT outlay.can(r) FROM get_recurring(:daily) r;
CALL pg_temp.try(format('update_recurring(%s, amount => 2)', :daily));
CALL pg_temp.try(format('delete_recurring(%s)', :daily));
CALL pg_temp.try(format('create_recurring(1, 1, ''X'', ''day'', current_date, member_id => %s)', :flo));
CALL pg_temp.try('run_recurring()');
COMMIT;
BEGIN;
SELECT pg_temp.be('flo');
SELECT amount FROM update_recurring(:tims, amount => 3);
COMMIT;
SELECT entered_by = :flo AS flo FROM recurring WHERE id = :tims;

-- Listed, in orders, by whom and of what; what was done to one.
SELECT description FROM list_recurring(sort => 'amount');
SELECT description FROM list_recurring(member_id => ARRAY[:tim]);
SELECT count(*) FROM list_recurring(department_id => '{2}');
SELECT count(*) > 0 AS some FROM list_recurring(sort => 'next_on', page_size => 2);
SELECT count(*) > 0 AS more FROM list_recurring(sort => 'next_on', page_size => 2, after => outlay.next_page());
SELECT action FROM list_recurring_history(:tims, sort => 'id');
-- What it refers to stays, and so does the currency.
CALL pg_temp.try('delete_department(2)');
SELECT id AS lonely FROM create_department('Lonely') \gset
SELECT id AS alone FROM create_recurring(:lonely, 1, 'Alone', 'year', :'today'::date + 300) \gset
CALL pg_temp.try(format('delete_department(%s)', :lonely));
CALL pg_temp.try('update_organization(currency => ''USD'')');

-- Deleted, it makes nothing, and what it made stays and is made of nothing.
SELECT description FROM delete_recurring(:shown_rent);
CALL pg_temp.try(format('delete_recurring(%s)', :shown_rent));
SELECT recurring_id FROM explain_expense((SELECT id FROM list_expenses(contains => 'rent')));
SELECT run_recurring() = 0 AS nothing;

-- A copy, an organization that goes back to a snapshot, and one that is imported go on; one that was purged is forgotten.
SELECT slug FROM outlay.clone_tenant('againinc', 'Again Copy');
SELECT w.due_at <= now() AS due FROM outlay.recurring_watch w JOIN outlay.tenant t ON t.id = w.tenant_id WHERE t.slug = 'againcopy';
SELECT slug FROM outlay.use_tenant('againcopy');
SELECT count(*) = (SELECT count(*) FROM :schema.recurring) AS all, max(id) <= (SELECT last_value FROM expense_id_seq) AS numbered FROM recurring;
SELECT run_recurring() >= 0 AS runs;
SELECT w.due_at > now() AS later FROM outlay.recurring_watch w JOIN outlay.tenant t ON t.id = w.tenant_id WHERE t.slug = 'againcopy';
SELECT rows > 0 AS rows FROM outlay.create_snapshot('againcopy', 'before');
SELECT count(*) FROM (SELECT delete_recurring(r.id) FROM recurring r) d;
SELECT run_recurring();
SELECT count(*) FROM outlay.recurring_watch w JOIN outlay.tenant t ON t.id = w.tenant_id WHERE t.slug = 'againcopy';
SELECT label FROM outlay.restore_snapshot('againcopy', 'before');
SELECT count(*) > 0 AS back, (SELECT w.due_at <= now() FROM outlay.recurring_watch w JOIN outlay.tenant t ON t.id = w.tenant_id WHERE t.slug = 'againcopy') AS due
FROM recurring;
SELECT slug FROM outlay.drop_tenant('againcopy');
CALL outlay.purge_tenants('0') \gset
SELECT count(*) FROM outlay.recurring_watch w WHERE NOT EXISTS (SELECT FROM outlay.tenant t WHERE t.id = w.tenant_id);
SELECT slug FROM outlay.use_tenant('againinc');
-- A file carries them, and what they made; compared with the template nothing is missing.
CREATE TABLE public.again_lines (n bigint GENERATED ALWAYS AS IDENTITY, line text);
INSERT INTO public.again_lines (line) SELECT outlay.export_tenant('againinc');
SELECT slug FROM outlay.import_tenant('public.again_lines', name => 'Again Filed', slug => 'againfiled');
DROP TABLE public.again_lines;
SELECT schema AS filed, w.due_at <= now() AS due FROM outlay.tenant t JOIN outlay.recurring_watch w ON w.tenant_id = t.id WHERE t.slug = 'againfiled' \gset
SELECT :'due' AS due, count(*) AS different FROM (
	(SELECT * FROM :schema.recurring EXCEPT SELECT * FROM :filed.recurring) UNION ALL (SELECT * FROM :filed.recurring EXCEPT SELECT * FROM :schema.recurring)) d;
SELECT count(*) AS different FROM (SELECT id, recurring_id FROM :schema.expense EXCEPT SELECT id, recurring_id FROM :filed.expense) d;
SELECT * FROM outlay.drift('againfiled');
-- The day begins where the organization is.
SELECT time_zone FROM update_organization(time_zone => 'Pacific/Kiritimati');
SELECT due_at <= now() AS looked_at FROM outlay.recurring_watch WHERE tenant_id = :tenant;
SELECT run_recurring() >= 0 AS runs;
SELECT count(*) > 0 AS some FROM (SELECT delete_recurring(r.id) FROM recurring r) d;
SELECT run_recurring();
SELECT every FROM create_recurring(1, 1, 'Later', 'year', :'today'::date + 40);
SELECT to_char(due_at AT TIME ZONE 'Pacific/Kiritimati', 'HH24:MI') AS at FROM outlay.recurring_watch WHERE tenant_id = :tenant;
SELECT * FROM check_balances();
DROP TABLE public.again_token;
