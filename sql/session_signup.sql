-- The first steps: signing up, finding an organization, and its first member; called as outlayd does, at the base host.
SELECT max(id) FILTER (WHERE path = '/api/v2/organizations') AS sign_up,
	max(id) FILTER (WHERE path = '/api/v2/organizations/{organization_id}') AS find,
	max(id) FILTER (WHERE path = '/api/v2/organization-address') AS address,
	max(id) FILTER (WHERE path = '/api/v2/members/first') AS first,
	max(id) FILTER (WHERE call LIKE '%v1_create_user%') AS first_v1,
	max(id) FILTER (WHERE method || path = 'GET/api/v2/me') AS get_me
FROM outlay.http_routes() \gset

-- One call makes the organization, its owner, and the owner's first session.
SET ROLE outlay_web;
BEGIN;
SELECT outlay.enter(:sign_up, 'localhost', address => '192.0.2.7') \gset
SELECT * FROM outlay.sign_up(name => 'Signup Test', business_email => 'office@signup.example', email => 'sue@signup.example',
	password => 'silent harbour', first_name => 'Sue', last_name => 'Signer', currency => 'JPY') \gset
SELECT :'organization_id' ~ '^SIG-\d{4}$' AS id_ok, :'slug' AS slug, :'host' AS host, :'name' AS name, :'role' AS role,
	left(:'access_token', 3) AS access, left(:'refresh_token', 3) AS refresh;
COMMIT;
-- The search_path of the new organization ends with the transaction.
SHOW search_path;
BEGIN;
SELECT outlay.enter(:get_me, :'host', token => :'access_token') \gset
SELECT id, email, first_name, last_name, role, status FROM outlay.get_me();
COMMIT;
RESET ROLE;
SELECT slug FROM outlay.use_tenant('signuptest');
SELECT currency, decimals FROM organization;
SELECT member_id, action, entity FROM outlay.list_audit() ORDER BY id;

-- What a name would lead to is told before: the address from the name, the first that is free, and who has been quicker.
SET ROLE outlay_web;
BEGIN;
SELECT outlay.enter(:address) \gset
SELECT n.name, c.* FROM (VALUES ('Signup Test'), ('SIGNUP  test'), ('Åse & Söhne'), ('東京'), ('Admin'),
	(repeat('a', 60))) n (name), LATERAL outlay.check_address(n.name) c;
SELECT c.* FROM outlay.check_address('Another', 'signuptest') c;
SELECT c.* FROM outlay.check_address('Another', 'another') c;
SELECT c.* FROM outlay.check_address('Another', '') c;
ROLLBACK;
BEGIN;
SELECT outlay.enter(:address) \gset
SELECT outlay.check_address(E'two\nlines', 'admin');
ROLLBACK;
BEGIN;
SELECT outlay.enter(:address) \gset
SELECT outlay.check_address(NULL);
ROLLBACK;
-- Not at an organization's host, and not where nobody may sign up.
SELECT outlay.enter(:address, :'host');
RESET ROLE;
SET outlay.allow_sign_up = off;
SET ROLE outlay_web;
BEGIN;
SELECT outlay.enter(:address) \gset
SELECT outlay.check_address('Another');
ROLLBACK;
RESET ROLE;
RESET outlay.allow_sign_up;

-- All that is wrong with either is said at once, and nothing is left behind.
SET ROLE outlay_web;
BEGIN;
SELECT outlay.enter(:sign_up) \gset
SELECT * FROM outlay.sign_up(name => ' ', business_email => 'office', email => 'sue@signup', password => 'secret',
	first_name => repeat('x', 41), business_phone => repeat('1', 41), slug => 'No Slug', currency => 'XYZ');
ROLLBACK;
BEGIN;
SELECT outlay.enter(:sign_up) \gset
SELECT * FROM outlay.sign_up(NULL, NULL, NULL, NULL);
ROLLBACK;
BEGIN;
SELECT outlay.enter(:sign_up) \gset
SELECT * FROM outlay.sign_up('Quiet Company', 'office@signup.example', 'sue@signup.example', 'quiet company');
ROLLBACK;
-- A name is given once; the slug is made unique, unless the caller wants a certain one.
BEGIN;
SELECT outlay.enter(:sign_up) \gset
SELECT * FROM outlay.sign_up('SIGNUP TEST', 'office@signup.example', 'sue@signup.example', 'silent harbour');
ROLLBACK;
BEGIN;
SELECT outlay.enter(:sign_up) \gset
SELECT * FROM outlay.sign_up('Another', 'office@signup.example', 'sue@signup.example', 'silent harbour', slug => 'signuptest');
ROLLBACK;
BEGIN;
SELECT outlay.enter(:sign_up) \gset
SELECT slug, host FROM outlay.sign_up('Signup Test!', 'office@signup.example', 'sue@signup.example', 'silent harbour');
ROLLBACK;
-- It is called at the base host, and by nobody without enter() but an operator.
SELECT outlay.enter(:sign_up, 'signuptest.localhost');
SELECT outlay.enter(:get_me, 'localhost');
SELECT slug FROM outlay.sign_up('Another', 'office@signup.example', 'sue@signup.example', 'silent harbour');
-- Whoever runs the service can switch it off.
RESET ROLE;
SET outlay.allow_sign_up = off;
SET ROLE outlay_web;
BEGIN;
SELECT outlay.enter(:sign_up) \gset
SELECT * FROM outlay.sign_up('Another', 'office@signup.example', 'sue@signup.example', 'silent harbour');
ROLLBACK;
RESET ROLE;
RESET outlay.allow_sign_up;

-- Who knows an organization's public ID finds its host.
SET ROLE outlay_web;
BEGIN READ ONLY;
SELECT outlay.enter(:find) \gset
SELECT slug, host, name FROM outlay.find_organization(:'organization_id');
SELECT slug FROM outlay.find_organization(lower(' ' || :'organization_id' || ' '));
SELECT slug FROM outlay.find_organization('QQQ-0000');
ROLLBACK;
BEGIN;
SELECT outlay.enter(:find) \gset
SELECT slug FROM outlay.find_organization(NULL);
ROLLBACK;
RESET ROLE;
SELECT status FROM outlay.suspend_tenant('signuptest');
SELECT slug FROM outlay.find_organization(:'organization_id');

-- An organization that an operator made, or API v1, has no member: who registers first is its owner.
SELECT slug FROM outlay.create_tenant('First Test', 'office@first.example');
SET ROLE outlay_web;
-- API v1 has no other way to an owner; in API v2, where sign_up() makes one, it has to be switched on.
BEGIN;
SELECT outlay.enter(:first, 'firsttest.localhost') \gset
SELECT id FROM outlay.register_first_member('fay@first.example', 'silent harbour', 'Fay');
ROLLBACK;
BEGIN;
SELECT outlay.enter(:first_v1, 'firsttest.localhost') \gset
SELECT outlay.v1_create_user('"fay@first.example"', '"silent harbour"') ->> 'email' AS email;
ROLLBACK;
RESET ROLE;
SET outlay.first_member_in_v2 = on;
SET ROLE outlay_web;
BEGIN;
SELECT outlay.enter(:first, 'firsttest.localhost') \gset
SELECT * FROM outlay.register_first_member('fay@first', 'first test', repeat('x', 41));
ROLLBACK;
BEGIN;
SELECT outlay.enter(:first, 'firsttest.localhost') \gset
SELECT id, email, role, status FROM outlay.register_first_member('fay@first.example', 'silent harbour', 'Fay');
SELECT * FROM outlay.register_first_member('eve@first.example', 'silent harbour');
ROLLBACK;
-- Ten minutes are enough for that; no time at all switches it off.
RESET ROLE;
SELECT slug FROM outlay.use_tenant('firsttest');
UPDATE organization SET created_at = now() - interval '601 s';
SET ROLE outlay_web;
BEGIN;
SELECT outlay.enter(:first, 'firsttest.localhost') \gset
SELECT * FROM outlay.register_first_member('fay@first.example', 'silent harbour', 'Fay');
ROLLBACK;
RESET ROLE;
UPDATE organization SET created_at = now();
SET outlay.first_member_window = 0;
SET ROLE outlay_web;
BEGIN;
SELECT outlay.enter(:first, 'firsttest.localhost') \gset
SELECT * FROM outlay.register_first_member('fay@first.example', 'silent harbour', 'Fay');
ROLLBACK;
RESET ROLE;
RESET outlay.first_member_window;
SET ROLE outlay_web;
BEGIN;
SELECT outlay.enter(:first, 'firsttest.localhost') \gset
SELECT id, email, role, status FROM outlay.register_first_member('fay@first.example', 'silent harbour', 'Fay');
COMMIT;
RESET ROLE;
SELECT member_id, action, entity, entity_id FROM outlay.list_audit();
