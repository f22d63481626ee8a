\set ECHO none
-- Puts the extension's own migrations together into one, before the first organization: a test that counts versions
-- counts from 1, however many files there are in extension/template.
WITH own AS (DELETE FROM outlay.migration WHERE builtin RETURNING version, up_sql)
INSERT INTO outlay.migration (version, name, up_sql, builtin)
SELECT max(version), 'organization', string_agg(up_sql, E'\n' ORDER BY version), true FROM own;
\set ECHO all
