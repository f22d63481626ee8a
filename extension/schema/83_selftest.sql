-- The walls between organizations, tried (selftest.c).

CREATE TYPE outlay.selftest_record AS (
	slug				text,
	check_name			text,
	ok					boolean,
	detail				text
);
COMMENT ON TYPE outlay.selftest_record IS 'Outcome of a check for an organization';
COMMENT ON COLUMN outlay.selftest_record.slug IS 'The organization; NULL for what was checked of the database';
COMMENT ON COLUMN outlay.selftest_record.check_name IS 'What was checked';
COMMENT ON COLUMN outlay.selftest_record.ok IS 'Whether it is as it must be';
COMMENT ON COLUMN outlay.selftest_record.detail IS 'What was found';

-- No other statement runs beside its own: the checks switch role and search_path.
CREATE FUNCTION outlay.selftest(slug text DEFAULT NULL) RETURNS SETOF outlay.selftest_record
	LANGUAGE c PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'outlay_selftest';
COMMENT ON FUNCTION outlay.selftest(text) IS
'Proves the walls of one organization or of all (NULL).
That its schema and all in it belong to its own role, which is no superuser; that nobody else may write or can read
what is its own; that functions answer for the organization of search_path; that balances are right. For all, also who
may connect to the database, whose the extension is, whether the library is loaded everywhere, and what outlay_web has
set, each with what to do. Reads only. 42501: not an operator; 3D000: no such organization. For
operators';
