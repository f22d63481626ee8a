-- An organization from before approval: its expenses were spent without, and are. In a database of its own, since it is
-- about the versions of the template.
SELECT current_database() AS regression \gset
CREATE DATABASE outlay_approval;
\c outlay_approval
CREATE EXTENSION outlay;
CREATE TABLE public.later AS SELECT * FROM outlay.migration WHERE version >= (SELECT version FROM outlay.migration WHERE name = 'approval');
DELETE FROM outlay.migration m USING public.later l WHERE l.version = m.version;
SELECT slug, (SELECT min(version) FROM public.later) - template_version AS behind
FROM outlay.create_tenant('Before', 'office@before.example');
SELECT schema, role FROM outlay.list_tenants() l, LATERAL (SELECT nspowner::regrole AS role FROM pg_namespace WHERE nspname = l.schema) n \gset
-- As the functions of then did.
SET ROLE :role;
INSERT INTO :schema.department (name) VALUES ('Sales');
INSERT INTO :schema.account (name, balance) VALUES ('Bank', 900);
INSERT INTO :schema.deposit (account_id, amount) VALUES (1, 1000);
INSERT INTO :schema.budget (account_id, department_id, month, amount, spent) VALUES (1, 1, '2024-05-01', 100, 30);
INSERT INTO :schema.member (email, role, status) VALUES ('max@before.example', 'member', 'invited'), ('ada@before.example', 'admin', 'invited');
INSERT INTO :schema.expense (budget_id, amount, spent_on, description, member_id) VALUES (1, 10, '2024-05-02', 'One', NULL),
	(1, 15, '2024-05-03', 'Two', 1), (1, 5, '2024-05-03', 'Three', 1);
INSERT INTO :schema.audit (member_id, database_role, action, entity, entity_id) VALUES (1, 'outlay_web', 'created', 'expense', 2),
	(2, 'outlay_web', 'created', 'expense', 3), (2, 'outlay_web', 'updated', 'expense', 2), (2, 'outlay_web', 'created', 'expense', 1);
RESET ROLE;
INSERT INTO outlay.migration SELECT * FROM public.later;
SET client_min_messages = warning;
CALL outlay.upgrade_tenants();
RESET client_min_messages;
SELECT slug FROM outlay.use_tenant('before');
SELECT id, state, needs_approval, waiting_for, approved_by, approved_at, reason, version, outlay.can(e) FROM list_expenses() e;
SELECT spent, committed, remaining FROM get_budget(1);
-- Who entered it for another is known from the audit.
SELECT id, member_id, entered_by, submitted_by FROM expense ORDER BY id;
SELECT approval FROM get_organization();
SELECT * FROM check_balances();
SELECT count(*) FROM outlay.drift('before');
-- And goes on as any.
SELECT approval FROM update_organization(approval => 'on');
SELECT state FROM create_expense(1, 5, '2024-05-04', 'Four');
SELECT spent, committed, remaining FROM get_budget(1);

-- Roles outlive their database.
SET client_min_messages = error;
DO $$
DECLARE
	t record;
BEGIN
	FOR t IN SELECT n.oid::regnamespace AS schema, n.nspowner::regrole AS role FROM pg_namespace n WHERE nspname LIKE 'tenant\_%' LOOP
		EXECUTE format('DROP SCHEMA %s CASCADE', t.schema);
		EXECUTE format('DROP ROLE %s', t.role);
	END LOOP;
END
$$;
\c :regression
DROP DATABASE outlay_approval;
