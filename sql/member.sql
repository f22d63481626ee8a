-- Members: the people of an organization. Here they are looked after by an operator, in psql; member_roles shows who of
-- them may do what over HTTP.
SELECT slug FROM outlay.create_tenant('Member Test', 'office@member.example');
SELECT slug FROM outlay.use_tenant('membertest');
SELECT name AS department, id AS department_id FROM outlay.create_department('Field Work') \gset

-- A member with a password.
SELECT id, email, first_name, last_name, role, status, department_id, employee_number, version
FROM outlay.create_member('Olga.Owner@member.example', 'violet staircase', 'owner', ' Olga ', 'Owner',
	department_id => :department_id, employee_number => 'E-1');
-- Nothing but e-mail address and password is needed; the role is then member.
SELECT id, first_name, last_name, role FROM outlay.create_member('max@member.example', 'violet staircase');

-- All that is wrong is said at once.
SELECT * FROM outlay.create_member('max@@member', 'short', 'chief', repeat('x', 41), E'Line\nbreak', 4711,
	repeat('9', 21));
SELECT * FROM outlay.create_member(NULL, NULL, NULL);
-- An address belongs to one member, however it is written.
SELECT * FROM outlay.create_member('MAX@member.example', 'violet staircase');

-- The rule for passwords: 10 to 200 characters (not bytes), and nothing that is guessed first.
SELECT * FROM outlay.create_member('pia@member.example', 'nine char');
SELECT * FROM outlay.create_member('pia@member.example', repeat('long', 51));
SELECT * FROM outlay.create_member('pia@member.example', 'Pia@Member.example');
SELECT * FROM outlay.create_member('pia@member.example', 'MEMBER TEST');
SELECT * FROM outlay.create_member('pia@member.example', 'Password1234');
SELECT * FROM outlay.create_member('pia@member.example', E'violet\tstaircase');
SELECT email FROM outlay.create_member('pia@member.example', repeat('ü', 200));

-- Invitations: the token is shown once, to whoever invites.
SELECT member_id, email, role, left(invitation_token, 3) AS prefix, length(invitation_token),
	expires_at - now() AS valid_for
FROM outlay.invite_member('ivo@member.example', 'approver', 'Ivo') \gx
SELECT id AS ivo, status FROM outlay.list_members(contains => 'IVO') \gset
SELECT invitation_token AS token FROM outlay.reinvite_member(:ivo) \gset
-- The new token takes the place of the one before, and whoever accepts is logged in.
SELECT left(access_token, 3) AS access, left(refresh_token, 3) AS refresh, role, failure
FROM outlay.accept_invitation(:'token', 'violet staircase', last_name => 'Invited');
SELECT first_name, last_name, role, status, version FROM outlay.get_member(:ivo);
-- It is good for once.
SELECT * FROM outlay.accept_invitation(:'token', 'violet staircase');
SELECT * FROM outlay.reinvite_member(:ivo);
SELECT * FROM outlay.accept_invitation('oi_made-up', 'violet staircase');
SELECT * FROM outlay.accept_invitation(NULL, 'violet staircase');
-- And for seven days.
SELECT member_id AS uta, invitation_token AS token FROM outlay.invite_member('uta@member.example') \gset
UPDATE member SET invited_until = now() WHERE id = :uta;
SELECT * FROM outlay.accept_invitation(:'token', 'violet staircase');
SELECT invitation_token AS token FROM outlay.reinvite_member(:uta) \gset
SELECT * FROM outlay.accept_invitation(:'token', 'uta@member.example', repeat('x', 41));

-- Reading.
SELECT id, email, role, status FROM outlay.get_member(:ivo);
SELECT * FROM outlay.get_member(4711);
SELECT * FROM outlay.get_member(NULL);
SELECT email, role, status FROM outlay.list_members();
SELECT email FROM outlay.list_members(role => '{owner}');
SELECT email FROM outlay.list_members(status => '{invited}');
SELECT email FROM outlay.list_members(department_id => ARRAY[:department_id]);
SELECT email FROM outlay.list_members(contains => 'olga own');
SELECT * FROM outlay.list_members(role => '{chief}', status => '{absent}', page_size => 0);
SELECT email FROM outlay.list_members(page_size => 2);
SELECT email FROM outlay.list_members(after => outlay.next_page(), page_size => 2);

-- Changing: what is not given stays; department 0 and an empty employee number take away what is there.
SELECT id AS olga FROM outlay.list_members(contains => 'olga') \gset
SELECT first_name, last_name, department_id IS NULL AS no_department, employee_number, version
FROM outlay.update_member(:olga, 1, last_name => 'Oak');
SELECT first_name, last_name, department_id IS NULL AS no_department, employee_number, version
FROM outlay.update_member(:olga, 2, department_id => 0, employee_number => '');
SELECT * FROM outlay.update_member(:olga, 2, first_name => 'Late');
SELECT * FROM outlay.update_member(:olga, 3, first_name => repeat('x', 41), department_id => 4711);
SELECT * FROM outlay.update_member(4711, first_name => 'Nobody');

-- The last active owner can be neither demoted nor deactivated.
SELECT * FROM outlay.change_role(:olga, 'admin');
SELECT * FROM outlay.deactivate_member(:olga);
SELECT role, version FROM outlay.change_role(:ivo, 'owner', 2);
SELECT role, version FROM outlay.change_role(:olga, 'admin', 3);
SELECT * FROM outlay.change_role(:olga, 'member', 3);
SELECT * FROM outlay.change_role(:olga, 'chief');
SELECT * FROM outlay.change_role(4711, 'member');
-- An owner who has not accepted yet is none who could keep the others in.
SELECT member_id AS future_owner FROM outlay.invite_member('fay@member.example', 'owner') \gset
SELECT * FROM outlay.deactivate_member(:ivo);

-- Who leaves is deactivated: the sessions end, and log-in is refused like that of a stranger.
SELECT failure FROM outlay.log_in('olga.owner@member.example', 'violet staircase');
SELECT count(*) FROM session WHERE member_id = :olga;
SELECT status, version FROM outlay.deactivate_member(:olga, 4);
SELECT count(*) FROM session WHERE member_id = :olga;
SELECT failure FROM outlay.log_in('olga.owner@member.example', 'violet staircase');
SELECT * FROM outlay.deactivate_member(:olga);
-- Who comes back has the old password.
SELECT status, version FROM outlay.reactivate_member(:olga, 5);
SELECT failure FROM outlay.log_in('olga.owner@member.example', 'violet staircase');
SELECT * FROM outlay.reactivate_member(:olga);
-- Deactivation makes an invitation void; whoever comes back without a password is invited again.
SELECT status FROM outlay.deactivate_member(:uta);
SELECT * FROM outlay.accept_invitation(:'token', 'violet staircase');
SELECT * FROM outlay.reinvite_member(:uta);
SELECT status FROM outlay.reactivate_member(:uta);
SELECT * FROM outlay.accept_invitation(:'token', 'violet staircase');

-- An operator sets a password without knowing the old one; that ends all sessions.
SELECT status FROM outlay.set_member_password(:olga, 'amber staircase');
SELECT count(*) FROM session WHERE member_id = :olga;
SELECT failure FROM outlay.log_in('olga.owner@member.example', 'violet staircase');
SELECT failure FROM outlay.log_in('olga.owner@member.example', 'amber staircase');
SELECT status FROM outlay.set_member_password(:uta, 'amber staircase');
SELECT * FROM outlay.set_member_password(:uta, 'short');
SELECT * FROM outlay.set_member_password(4711, 'amber staircase');

-- An operator is no member.
SELECT * FROM outlay.get_me();
SELECT * FROM outlay.update_me(first_name => 'Nobody');
SELECT * FROM outlay.change_password('violet staircase', 'amber staircase');

-- A member's department cannot be deleted.
SELECT id FROM outlay.update_member(:olga, department_id => :department_id) \gset
SELECT * FROM outlay.delete_department(:department_id);
-- In an archived one nobody is put anew, while whoever is there can still be changed.
SELECT archived_at IS NOT NULL AS archived FROM outlay.archive_department(:department_id);
SELECT * FROM outlay.update_member(:ivo, department_id => :department_id);
SELECT first_name FROM outlay.update_member(:olga, department_id => :department_id, first_name => 'O.');

-- Every change is on record, without passwords, tokens or hashes.
SELECT action, entity, after ->> 'email' AS email, before ->> 'role' AS old_role, after ->> 'role' AS role,
	before ->> 'status' AS old_status, after ->> 'status' AS status
FROM (SELECT * FROM outlay.list_audit(entity => '{member}', page_size => 200)) a ORDER BY id;
SELECT count(*) FROM audit WHERE after::text ~ 'argon2|hash|token|staircase' OR before::text ~ 'argon2|hash|token|staircase';
-- What holds no large values needs no toast table, so each organization is smaller by one. Members have one for their
-- preferences alone.
SELECT relname FROM pg_class
WHERE oid IN ('member'::regclass, 'session'::regclass, 'login_failure'::regclass)
	AND reltoastrelid <> 0;
