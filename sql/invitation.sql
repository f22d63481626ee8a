-- Invitations that are taken back, or were sent to a wrong address. How they are made and accepted is in member; what
-- becomes of their mail in tests/http/test_mail.py; who comes first in the isolation test invitation_withdrawn.
SELECT slug FROM outlay.create_tenant('Invitation Test', 'office@invitation.example');
SELECT slug FROM outlay.use_tenant('invitationtest');
SELECT id AS olga FROM outlay.create_member('olga@invitation.example', 'violet staircase', 'owner') \gset
SELECT member_id AS ivo, invitation_token AS token FROM outlay.invite_member('ivo@invitation.example', 'admin') \gset

-- Withdrawn, an invitation is void at once, and the member to be is gone: nothing brings the token back.
SELECT * FROM outlay.withdraw_invitation(:ivo, 2);
SELECT email, status FROM outlay.withdraw_invitation(:ivo, 1);
SELECT * FROM outlay.accept_invitation(:'token', 'violet staircase');
SELECT * FROM outlay.get_member(:ivo);
SELECT * FROM outlay.reinvite_member(:ivo);
SELECT * FROM outlay.reactivate_member(:ivo);
-- A second time there is none, as with everything that is deleted.
SELECT * FROM outlay.withdraw_invitation(:ivo);
SELECT * FROM outlay.withdraw_invitation(NULL);
-- The address is free again, and the new invitation is another one: the old token is not good for it.
SELECT member_id AS ivo, invitation_token AS new_token FROM outlay.invite_member('IVO@invitation.example') \gset
SELECT * FROM outlay.accept_invitation(:'token', 'violet staircase');
SELECT role, failure FROM outlay.accept_invitation(:'new_token', 'violet staircase');

-- Who has accepted, or was deactivated, is not taken away by that.
SELECT * FROM outlay.withdraw_invitation(:ivo);
SELECT member_id AS uta FROM outlay.invite_member('uta@invitation.example') \gset
SELECT status FROM outlay.deactivate_member(:uta);
SELECT * FROM outlay.withdraw_invitation(:uta);
SELECT status FROM outlay.reactivate_member(:uta);

-- Whose expenses somebody has entered already stays, and is deactivated instead; that makes the invitation void, too.
SELECT id AS sales FROM outlay.create_department('Sales') \gset
SELECT id AS bank FROM outlay.create_account('Bank', 100) \gset
SELECT id AS budget FROM outlay.create_budget(:bank, :sales, '2026-11-01', 100) \gset
SELECT id FROM outlay.create_expense(:budget, 1, '2026-11-02', 'Train', member_id => :uta) \gset
SELECT invitation_token AS token FROM outlay.reinvite_member(:uta) \gset
SELECT * FROM outlay.withdraw_invitation(:uta);
SELECT status FROM outlay.deactivate_member(:uta);
SELECT * FROM outlay.accept_invitation(:'token', 'violet staircase');

-- A wrong address is corrected at once, as nobody has accepted at it: the invitation goes to the new one, and what the old
-- one has got is void. Only what was sent to the new address makes an active member.
SELECT member_id AS pia, invitation_token AS token FROM outlay.invite_member('pai@invitation.example') \gset
SELECT * FROM outlay.change_member_email(:pia, 'Olga@invitation.example');
SELECT * FROM outlay.change_member_email(:pia, 'nobody');
SELECT email, sent, left(token, 3) AS prefix, link ~ '/accept-invitation#oi_' AS page, expires_at - now() AS valid_for, token AS new_token
FROM outlay.change_member_email(:pia, 'pia@invitation.example') \gset changed_
SELECT :'changed_email' AS email, :'changed_sent' AS sent, :'changed_prefix' AS prefix, :'changed_page' AS page, :'changed_valid_for' AS valid_for;
SELECT email, status, version FROM outlay.get_member(:pia);
SELECT * FROM outlay.accept_invitation(:'token', 'violet staircase');
-- The same address once more is another token for it, and no change.
SELECT token FROM outlay.change_member_email(:pia, 'pia@invitation.example') \gset
SELECT email, version FROM outlay.get_member(:pia);
SELECT * FROM outlay.accept_invitation(:'changed_new_token', 'violet staircase');
SELECT role FROM outlay.accept_invitation(:'token', 'violet staircase');
SELECT failure FROM outlay.log_in('pia@invitation.example', 'violet staircase');
SELECT failure FROM outlay.log_in('pai@invitation.example', 'violet staircase');
-- From then on the address has to be confirmed, and that of who was deactivated stays.
SELECT left(token, 3) AS prefix FROM outlay.change_member_email(:pia, 'pia.new@invitation.example');
SELECT email FROM outlay.get_member(:pia);
SELECT * FROM outlay.change_member_email(:uta, 'uta.new@invitation.example');

-- What a DBA's own tables refer to is not taken away either.
SELECT member_id AS eva FROM outlay.invite_member('eva@invitation.example') \gset
CREATE TABLE badge (member_id bigint REFERENCES member);
INSERT INTO badge VALUES (:eva);
\set VERBOSITY sqlstate
SELECT * FROM outlay.withdraw_invitation(:eva);
\set VERBOSITY default
DROP TABLE badge;

-- Only an owner does either to an owner; admins to the others; nobody else to anybody.
CREATE FUNCTION pg_temp.withdraws(role text, invited text, address text DEFAULT NULL) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	member bigint;
BEGIN
	PERFORM outlay.enter((SELECT id FROM outlay.http_routes() WHERE method = 'DELETE' AND path ~ '/invitation$'),
		slug => 'invitationtest', token => (SELECT access_token FROM outlay.log_in(role || '@invitation.example', 'violet staircase')));
	SELECT id INTO member FROM outlay.list_members(contains => invited || '@invitation.example');
	IF address IS NOT NULL THEN
		RETURN (outlay.change_member_email(member, address)).email;
	END IF;
	RETURN (outlay.withdraw_invitation(member)).email;
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE || ': ' || SQLERRM;
END;
$$;
SELECT count(outlay.create_member(role || '@invitation.example', 'violet staircase', role))
FROM unnest(ARRAY['owner', 'admin', 'approver', 'member', 'auditor']) role;
SELECT count(outlay.invite_member(name || '@invitation.example', CASE name WHEN 'chief' THEN 'owner' ELSE 'member' END))
FROM unnest(ARRAY['chief', 'one', 'two']) name;
BEGIN;
SELECT pg_temp.withdraws('member', 'one');
ROLLBACK;
BEGIN;
SELECT pg_temp.withdraws('approver', 'one');
ROLLBACK;
BEGIN;
SELECT pg_temp.withdraws('auditor', 'one');
ROLLBACK;
BEGIN;
SELECT pg_temp.withdraws('admin', 'chief');
ROLLBACK;
BEGIN;
SELECT pg_temp.withdraws('admin', 'chief', 'admin.again@invitation.example');
ROLLBACK;
BEGIN;
SELECT pg_temp.withdraws('admin', 'two', 'second@invitation.example');
ROLLBACK;
BEGIN;
SELECT pg_temp.withdraws('admin', 'one');
COMMIT;
BEGIN;
SELECT pg_temp.withdraws('owner', 'chief');
COMMIT;

-- What can be done with whom, as each record says; and the audit.
SELECT email, status, outlay.can(m) FROM outlay.list_members(status => '{invited,deactivated}') m;
SELECT action, before ->> 'email' AS before, before ->> 'status' AS status, after ->> 'email' AS after
FROM outlay.list_audit(action => '{invited,invited_again,email_changed,withdrawn,accepted}', page_size => 200) a WHERE entity = 'member' ORDER BY id;

-- Going back to a snapshot from before does not make the invitation good again.
SELECT member_id AS lea, invitation_token AS token FROM outlay.invite_member('lea@invitation.example') \gset
SELECT label FROM outlay.create_snapshot('invitationtest', 'With Lea');
SELECT email FROM outlay.withdraw_invitation(:lea);
SELECT label FROM outlay.restore_snapshot('invitationtest', 'With Lea');
SELECT status, version FROM outlay.get_member(:lea);
SELECT * FROM outlay.accept_invitation(:'token', 'violet staircase');
