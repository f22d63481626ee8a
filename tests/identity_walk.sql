\set ECHO none
-- What sql/identity_locale.sql does in a database of each locale.
CREATE EXTENSION outlay;
SELECT slug FROM outlay.create_tenant('IŞIK', 'office@identity.example', slug => 'isik') \gset
SELECT slug FROM outlay.use_tenant('isik') \gset
SELECT count(*) AS members FROM outlay.create_member('INFO@IDENTITY.example', 'a fine long secret', 'owner') \gset
SELECT name FROM outlay.create_department('ÜBERSETZUNG İI') \gset
SELECT slug <> 'isik' AS dotless_is_another FROM outlay.create_tenant('ışık', 'office@identity.example');
SELECT outlay.create_tenant('IşIK', 'office@identity.example');
SELECT outlay.create_member('info@identity.example', 'a fine long secret');
SELECT member_id FROM outlay.log_in('info@identity.example', 'a fine long secret');
SELECT outlay.create_department('Übersetzung İi');
SELECT name FROM outlay.list_departments(contains => 'ÜBERSETZUNG İi');
SELECT outlay.fold('İIıi ÜSς') AS folded;
\set ECHO all
