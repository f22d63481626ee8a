-- Where an expense stands among the steps, and who stands in for whom, go where their organization goes: into a snapshot and
-- back, a sandbox, a file and another organization.
SELECT slug FROM outlay.create_tenant('Steps Carried', 'office@stepscarried.example');
SELECT slug FROM outlay.use_tenant('stepscarried');
SELECT id FROM unnest('{owner,approver,member}'::text[]) r, outlay.create_member(r || '@stepscarried.example', 'correct horse battery', r);
SELECT id FROM outlay.create_department('Sales');
SELECT balance FROM outlay.create_account('Bank', 1000);
SELECT id FROM outlay.create_budget(1, 1, '2024-05-01', 500);
SELECT approval FROM outlay.update_organization(approval => 'on');
SELECT approver_id FROM outlay.update_department(1, approver_id => 2);
SELECT deputy_id FROM outlay.update_member(1, deputy_id => 2, deputy_from => '2024-05-01', deputy_until => '2024-05-31');
SELECT version > 0 AS set FROM outlay.set_policy('{"approval": [{"by": "department"}, {"by": "role", "role": "owner"}]}');
SELECT id, waiting_for FROM outlay.create_expense(1, 10, '2024-05-04', 'Dinner', 3);
UPDATE expense SET waiting_for = 1, step = 2, passed_by = '{2}' WHERE id = 1;
CREATE VIEW pg_temp.stand AS SELECT x.waiting_for, x.step, x.steps, x.passed_by, x.rule FROM outlay.explain_expense(1) x;
CREATE FUNCTION pg_temp.deputies() RETURNS TABLE (id bigint, deputy_id bigint, deputy_from date, deputy_until date, is_deputy boolean) LANGUAGE plpgsql AS
	$$BEGIN RETURN QUERY SELECT m.id, m.deputy_id, m.deputy_from, m.deputy_until, m.is_deputy FROM member m ORDER BY m.id; END$$;
SELECT * FROM pg_temp.stand;
SELECT label FROM outlay.create_snapshot('stepscarried', 'At the second step');
SELECT state, passed_by FROM outlay.approve_expense(1) e, outlay.explain_expense(1) x (i, s, n, w, r, a, re, f, p, d, st, sts, passed_by);
SELECT deputy_id FROM outlay.update_member(1, deputy_id => NULL);
SELECT label FROM outlay.restore_snapshot('stepscarried', 'At the second step');
SELECT * FROM pg_temp.stand;
SELECT * FROM pg_temp.deputies();
SELECT slug FROM outlay.clone_tenant('stepscarried', 'Sandbox of Steps', slug => 'stepssandbox');
SELECT slug FROM outlay.use_tenant('stepssandbox');
SELECT * FROM pg_temp.stand;
SELECT * FROM pg_temp.deputies();
CREATE TEMPORARY TABLE lines AS SELECT row_number() OVER () AS n, line FROM outlay.export_tenant('stepscarried') line;
SELECT slug FROM outlay.import_tenant('lines', 'Steps carried on');
SELECT slug FROM outlay.use_tenant('stepscarriedon');
SELECT * FROM pg_temp.stand;
SELECT * FROM pg_temp.deputies();
-- It goes on there as it would have here.
SELECT state, approved_at IS NOT NULL AS approved FROM outlay.approve_expense(1);
SELECT * FROM outlay.check_balances();
