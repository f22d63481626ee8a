-- A policy goes where its organization goes: into a sandbox, a snapshot and back, a file and another organization.
SELECT slug FROM outlay.create_tenant('Carried Ltd', 'office@carried.example');
SELECT slug FROM outlay.use_tenant('carriedltd');
SELECT id FROM outlay.create_category('Meals');
SELECT version FROM outlay.set_policy('{"rules": [{"rule": "day_limit", "above": "50", "effect": "block", "category_ids": [1], "name": "Essen ü"}], "approve_below": {"below": "5"}}');
SELECT label FROM outlay.create_snapshot('carriedltd', 'With a policy');
SELECT policy FROM outlay.set_policy('{}');
SELECT label FROM outlay.restore_snapshot('carriedltd', 'With a policy');
SELECT policy FROM outlay.get_policy();
SELECT slug FROM outlay.clone_tenant('carriedltd', 'Sandbox of Carried', slug => 'carriedsandbox');
SELECT slug FROM outlay.use_tenant('carriedsandbox');
SELECT policy FROM outlay.get_policy();
SELECT policy FROM outlay.set_policy('{}');
CREATE TEMPORARY TABLE lines AS SELECT row_number() OVER () AS n, line FROM outlay.export_tenant('carriedltd') line;
SELECT slug FROM outlay.import_tenant('lines', 'Carried on Ltd');
SELECT slug FROM outlay.use_tenant('carriedonltd');
SELECT policy FROM outlay.get_policy();
-- Somebody who was not there when it was set is held to it.
SELECT id FROM outlay.create_department('Sales');
SELECT balance FROM outlay.create_account('Bank', 1000);
SELECT id FROM outlay.create_budget(1, 1, '2026-05-01', 500);
SELECT id FROM outlay.create_member('mia@carried.example', 'wooden compass', 'member');
SELECT outlay.create_expense(1, 51, '2026-05-04', 'Dinner', 1, category_id => 1);
