-- The table of permissions of docs/expenses.md, from the code: psql -XAtf scripts/permission-table.sql. A test compares.
WITH state (name, position) AS (VALUES ('draft', 1), ('submitted', 2), ('approved', 3), ('rejected', 4), ('paying', 5), ('paid', 6)),
cell AS (
	SELECT p.action, s.position, p.approval, array_to_string(ARRAY(SELECT CASE r WHEN 'self' THEN 'S' WHEN 'waited_for' THEN 'A'
		WHEN 'finance' THEN 'F' ELSE 'R' END FROM unnest(p.relations) r), ', ') || CASE WHEN p.open_only THEN '¹' ELSE '' END AS who
	FROM outlay.expense_permissions() p JOIN state s ON s.name = p.state
), written AS (
	SELECT action, position, CASE
		WHEN max(who) FILTER (WHERE approval) = max(who) FILTER (WHERE NOT approval) THEN max(who)
		ELSE concat_ws('; ', max(who) FILTER (WHERE approval), max(who) FILTER (WHERE NOT approval) || ' without approval') END AS text
	FROM cell GROUP BY 1, 2
), action (name, position) AS (
	SELECT action, min(n) FROM outlay.expense_permissions() WITH ORDINALITY p (action, state, approval, relations, next_state, open_only, n) GROUP BY 1
)
SELECT '| action | draft | submitted | approved | rejected | paying | paid |' UNION ALL SELECT '|---|---|---|---|---|---|---|' UNION ALL
SELECT line FROM (
	SELECT format('| %s | %s |', a.name, string_agg(coalesce(w.text, '–'), ' | ' ORDER BY s.position)) AS line
	FROM action a CROSS JOIN state s LEFT JOIN written w ON (w.action, w.position) = (a.name, s.position)
	GROUP BY a.name, a.position ORDER BY a.position) lines;
