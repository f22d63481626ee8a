-- A table of a DBA's that refers to ours, of which nothing in the extension knows, keeps what it refers to: whoever deletes
-- that is told which table it is, which field is to blame, and what to do instead.
\set VERBOSITY terse
SELECT slug FROM outlay.create_tenant('Referenced Ltd', 'office@referenced.example', slug => 'referencedltd') \gset
SELECT slug FROM outlay.use_tenant('referencedltd');
SELECT id AS department FROM outlay.create_department('Sales') \gset
SELECT id AS account FROM outlay.create_account('Bank') \gset
SELECT id AS category FROM outlay.create_category('Rail') \gset
SELECT outlay.update_organization(over_account => 'allow') IS NULL;
SELECT id AS budget FROM outlay.create_budget((SELECT id FROM outlay.create_account('Cash')), (SELECT id FROM outlay.create_department('Rest')), '2026-03-01', 10) \gset
SELECT id AS expense FROM outlay.create_expense((SELECT id FROM outlay.create_budget(2, 2, '2026-03-01', 10)), 1, '2026-03-14', 'Train', draft => true) \gset
SELECT member_id AS member FROM outlay.invite_member('ann@referenced.example') \gset
CREATE TABLE timesheet (
	department bigint REFERENCES department,
	account bigint REFERENCES account ON DELETE RESTRICT,
	category bigint REFERENCES category,
	budget bigint REFERENCES budget,
	expense bigint REFERENCES expense,
	member bigint REFERENCES member
);
INSERT INTO timesheet VALUES (:department, :account, :category, :budget, :expense, :member);
\set VERBOSITY default
SELECT outlay.delete_department(:department);
\echo :LAST_ERROR_SQLSTATE
SELECT outlay.delete_account(:account);
\echo :LAST_ERROR_SQLSTATE
SELECT outlay.delete_category(:category);
\echo :LAST_ERROR_SQLSTATE
SELECT outlay.delete_budget(:budget);
\echo :LAST_ERROR_SQLSTATE
SELECT outlay.delete_expense(:expense);
\echo :LAST_ERROR_SQLSTATE
SELECT outlay.withdraw_invitation(:member);
\echo :LAST_ERROR_SQLSTATE
-- A trigger of theirs that refuses for a reason of its own says that itself, with or without a table's name, and so does the
-- foreign key between two other tables that a trigger breaks.
CREATE FUNCTION refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN
	IF tg_argv[0] = 'own' THEN
		RAISE foreign_key_violation USING MESSAGE = 'the auditors are here', HINT = 'Wait for them to leave.';
	ELSIF tg_argv[0] = 'named' THEN
		RAISE foreign_key_violation USING MESSAGE = 'the auditors read timesheets', SCHEMA = tg_table_schema, TABLE = 'timesheet';
	END IF;
	DELETE FROM project;
	RETURN old;
END$$;
CREATE TRIGGER refuse BEFORE DELETE ON department FOR EACH ROW EXECUTE FUNCTION refuse_delete('own');
SELECT outlay.delete_department(:department);
\echo :LAST_ERROR_SQLSTATE
DROP TRIGGER refuse ON department;
CREATE TRIGGER refuse BEFORE DELETE ON department FOR EACH ROW EXECUTE FUNCTION refuse_delete('named');
SELECT outlay.delete_department(:department);
\echo :LAST_ERROR_SQLSTATE
DROP TRIGGER refuse ON department;
CREATE TABLE project (id bigint PRIMARY KEY);
CREATE TABLE task (project bigint REFERENCES project);
GRANT DELETE ON project TO public;
INSERT INTO project VALUES (1);
INSERT INTO task VALUES (1);
CREATE TRIGGER refuse BEFORE DELETE ON department FOR EACH ROW EXECUTE FUNCTION refuse_delete('other');
SELECT outlay.delete_department(:department);
\echo :LAST_ERROR_SQLSTATE
DROP TRIGGER refuse ON department;
DROP FUNCTION refuse_delete();
DROP TABLE task, project;
-- One that is checked at the end of the transaction would run as whoever's that is: nothing is deleted with such a key.
CREATE TABLE visit (department bigint REFERENCES department INITIALLY DEFERRED);
SELECT outlay.delete_department(:department);
\echo :LAST_ERROR_SQLSTATE
DROP TABLE visit;
-- What the hints say helps.
SELECT outlay.archive_department(:department) IS NULL, outlay.archive_account(:account) IS NULL, outlay.archive_category(:category) IS NULL;
SELECT status FROM outlay.deactivate_member(:member);
DELETE FROM timesheet;
SELECT count(outlay.delete_expense(:expense)), count(outlay.delete_budget(:budget)), count(outlay.delete_department(:department)),
	count(outlay.delete_account(:account)), count(outlay.delete_category(:category));
-- A table that the template has not is drift, which other tests look for in all organizations.
DROP TABLE timesheet;
RESET search_path;
