-- How a member wants the application to look: one small document of a known shape, which follows from device to device.
SELECT slug FROM outlay.create_tenant('Preferences Inc', 'office@preferences.example');
SELECT slug, schema FROM outlay.use_tenant('preferencesinc') \gset
SELECT id, role FROM unnest('{owner,auditor}'::text[]) r, outlay.create_member(r || '@preferences.example', 'velvet umbrella', r);
SELECT access_token AS owner FROM outlay.log_in('owner@preferences.example', 'velvet umbrella') \gset
SELECT access_token AS auditor FROM outlay.log_in('auditor@preferences.example', 'velvet umbrella') \gset

-- An operator in psql is no member.
SELECT * FROM get_preferences();
\echo :LAST_ERROR_SQLSTATE
SELECT * FROM update_preferences(theme => 'dark');
\echo :LAST_ERROR_SQLSTATE

-- Nothing is chosen at first. What is given stays beside what was there before, list by list; null takes a list away.
BEGIN;
SELECT outlay.enter(id, 'preferencesinc.localhost', token => :'owner') FROM outlay.http_routes()
	WHERE path = '/api/v2/me/preferences' AND method = 'PATCH' \gset
SELECT * FROM outlay.get_preferences();
SELECT * FROM outlay.update_preferences(language => 'DE-at', theme => 'dark');
SELECT * FROM outlay.update_preferences(columns => '{"expenses": ["amount", "spent_on"], "budgets": ["spent"]}');
SELECT * FROM outlay.update_preferences(views => '{"expenses": [{"name": "Travel", "query": "q=train&sort=-amount"}]}');
SELECT * FROM outlay.update_preferences(theme => 'light', columns => '{"budgets": null, "people": []}');
SELECT * FROM outlay.update_preferences();
SELECT version FROM outlay.get_me();
COMMIT;

-- Each has their own, which no record of the member shows, and which is not in the audit.
BEGIN;
SELECT outlay.enter(id, 'preferencesinc.localhost', token => :'auditor') FROM outlay.http_routes()
	WHERE path = '/api/v2/me/preferences' AND method = 'PATCH' \gset
SELECT * FROM outlay.get_preferences();
SELECT theme FROM outlay.update_preferences(theme => 'system');
COMMIT;
SELECT m::text ~ 'light' AS shown FROM get_member(1) m;
SELECT action, count(*) FROM list_audit(entity => '{member}') GROUP BY action;

-- What has another shape, or is more than anybody needs, is refused, all of it at once.
BEGIN;
SELECT outlay.enter(id, 'preferencesinc.localhost', token => :'owner') FROM outlay.http_routes()
	WHERE path = '/api/v2/me/preferences' AND method = 'PATCH' \gset
SAVEPOINT before;
SELECT outlay.update_preferences('german', 'pink', '[]', '{"expenses": [1]}');
\echo :LAST_ERROR_SQLSTATE
ROLLBACK TO before;
CREATE TEMPORARY TABLE shape (n integer GENERATED ALWAYS AS IDENTITY, columns jsonb, views jsonb);
INSERT INTO shape (columns, views) VALUES
	('"text"', NULL), ('{"Expenses": []}', NULL), ('{"": []}', NULL), ('{"expenses": "amount"}', NULL), ('{"expenses": {"amount": 1}}', NULL),
	('{"expenses": [["amount"]]}', NULL), ('{"expenses": ["a b"]}', NULL), ('{"expenses": [null]}', NULL),
	(jsonb_build_object(repeat('x', 41), '[]'::jsonb), NULL),
	(jsonb_build_object('expenses', (SELECT jsonb_agg('amount'::text) FROM generate_series(1, 41))), NULL),
	((SELECT jsonb_object_agg('list' || repeat('x', n), '[]'::jsonb) FROM generate_series(1, 21) n), NULL),
	(NULL, 'null'), (NULL, '{"expenses": [{"name": "A"}]}'), (NULL, '{"expenses": [{"name": "A", "query": 1}]}'),
	(NULL, '{"expenses": [{"name": " ", "query": ""}]}'), (NULL, '{"expenses": [{"name": "two\nlines", "query": ""}]}'),
	(NULL, '{"expenses": [{"name": "A", "query": "", "more": 1}]}'), (NULL, '{"expenses": [{"name": null, "query": ""}]}'),
	(NULL, jsonb_build_object('expenses', jsonb_build_array(jsonb_build_object('name', repeat('é', 61), 'query', '')))),
	(NULL, jsonb_build_object('expenses', jsonb_build_array(jsonb_build_object('name', 'A', 'query', repeat('x', 2001))))),
	(NULL, jsonb_build_object('expenses', (SELECT jsonb_agg(jsonb_build_object('name', 'A', 'query', '')) FROM generate_series(1, 51)))),
	(NULL, jsonb_build_object('expenses', (SELECT jsonb_agg(jsonb_build_object('name', 'A', 'query', repeat('x', 400))) FROM generate_series(1, 50)))),
	(NULL, '{"expenses": [{"name": "A line\n", "query": ""}]}'), (NULL, '{"expenses": [{"name": "\u202eA", "query": ""}]}'),
	(NULL, '{"expenses": [{"name": "A", "query": "\u202e"}]}');
CREATE FUNCTION pg_temp.refused(columns jsonb, views jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	detail text;
BEGIN
	PERFORM outlay.update_preferences(columns => columns, views => views);
	RETURN 'taken';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN SQLSTATE || ' ' || detail;
END $$;
\pset format unaligned
SELECT n, left(coalesce(columns, views)::text, 50) AS given, pg_temp.refused(columns, views) FROM shape ORDER BY n;
\pset format aligned

-- The largest of each is taken.
SELECT pg_temp.refused(jsonb_build_object('expenses', (SELECT jsonb_agg(repeat('c', 40)) FROM generate_series(1, 40))),
	jsonb_build_object('expenses', (SELECT jsonb_agg(jsonb_build_object('name', repeat('é', 60), 'query', 'q')) FROM generate_series(1, 50))));
-- Not beside what is there already, if it is too much together.
SELECT pg_temp.refused(NULL, jsonb_build_object('budgets', (SELECT jsonb_agg(jsonb_build_object('name', 'B', 'query', repeat('x', 250))) FROM generate_series(1, 50))));
ROLLBACK;
