-- The policy: what an organization's members may spend.

CREATE TYPE outlay.policy_record AS (
	policy				jsonb,
	version				integer,
	updated_at			timestamptz
);
COMMENT ON TYPE outlay.policy_record IS 'The policy in force';
COMMENT ON COLUMN outlay.policy_record.policy IS 'The document, as get_policy_schema() has it; an empty object: there are no rules';
COMMENT ON COLUMN outlay.policy_record.version IS 'That of the organization; send it along with a change to be told if somebody else was faster';
COMMENT ON COLUMN outlay.policy_record.updated_at IS 'When the organization was last changed, UTC';

CREATE FUNCTION outlay.get_policy() RETURNS outlay.policy_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_get_policy';
COMMENT ON FUNCTION outlay.get_policy() IS 'The policy in force: what members may spend, for all of them to know';

CREATE FUNCTION outlay.get_policy_schema() RETURNS jsonb
	LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'outlay_get_policy_schema';
COMMENT ON FUNCTION outlay.get_policy_schema() IS 'What a policy may say, as a JSON Schema';

CREATE FUNCTION outlay.set_policy(policy jsonb DEFAULT outlay.unchanged(NULL::jsonb),
		version integer DEFAULT outlay.unchanged(NULL::integer))
	RETURNS outlay.policy_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_set_policy';
COMMENT ON FUNCTION outlay.set_policy(jsonb, integer) IS
'Puts a policy in force, in place of the one before.
policy: as get_policy_schema() has it, at most 16,384 bytes; an empty object has no rules. It holds for what is
submitted, approved and changed from then on. OT412: the organization was changed meanwhile; 22023: not a policy, or it
names a category or member that is not there, the field says where';

CREATE TYPE outlay.policy_trial AS (
	looked_at			bigint,
	found				bigint,
	amount				numeric,
	in_force_found		bigint,
	in_force_amount		numeric,
	only_draft_found	bigint,
	only_draft_amount	numeric,
	only_in_force_found	bigint,
	only_in_force_amount numeric,
	both_found			bigint,
	both_amount			numeric,
	currency			text,
	rules				jsonb,
	members				jsonb,
	expenses			jsonb,
	next				text
);
COMMENT ON TYPE outlay.policy_trial IS 'What a draft of a policy finds in expenses, beside what the policy in force finds';
COMMENT ON COLUMN outlay.policy_trial.looked_at IS 'How many expenses were looked at: those submitted, approved and so on, not drafts and what was rejected';
COMMENT ON COLUMN outlay.policy_trial.found IS 'In how many of them the draft finds something';
COMMENT ON COLUMN outlay.policy_trial.amount IS 'Their sum, in the currency';
COMMENT ON COLUMN outlay.policy_trial.in_force_found IS 'In how many the policy in force finds something';
COMMENT ON COLUMN outlay.policy_trial.in_force_amount IS 'Their sum';
COMMENT ON COLUMN outlay.policy_trial.only_draft_found IS 'In how many only the draft does';
COMMENT ON COLUMN outlay.policy_trial.only_draft_amount IS 'Their sum';
COMMENT ON COLUMN outlay.policy_trial.only_in_force_found IS 'In how many only the policy in force does';
COMMENT ON COLUMN outlay.policy_trial.only_in_force_amount IS 'Their sum';
COMMENT ON COLUMN outlay.policy_trial.both_found IS 'In how many both do';
COMMENT ON COLUMN outlay.policy_trial.both_amount IS 'Their sum';
COMMENT ON COLUMN outlay.policy_trial.currency IS 'ISO 4217, the organization''s: EUR';
COMMENT ON COLUMN outlay.policy_trial.rules IS 'What each rule finds, a list of objects: in (draft, in_force), path, rule, effect, name, found (count, amount)';
COMMENT ON COLUMN outlay.policy_trial.members IS 'The 100 members in whose expenses the draft finds most, a list of objects: member_id (null: nobody''s), draft and in_force (count, amount)';
COMMENT ON COLUMN outlay.policy_trial.expenses IS 'A page of the expenses in which something is found, the newest first, a list of objects: id, member_id, spent_on, amount, draft and in_force (paths of rules)';
COMMENT ON COLUMN outlay.policy_trial.next IS 'What to pass as after for the next page; NULL: this is the last';

CREATE FUNCTION outlay.try_policy(policy jsonb DEFAULT NULL, from_date date DEFAULT NULL, to_date date DEFAULT NULL,
		change text DEFAULT NULL, after text DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS outlay.policy_trial
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_try_policy';
COMMENT ON FUNCTION outlay.try_policy(jsonb, date, date, text, text, integer) IS
'Tries a draft of a policy over the expenses that there are; changes nothing.
policy: as for set_policy(), by default the one in force; from_date, to_date: days of the expenses, both included, NULL for no bound; change: of the
expenses that are listed, those that only_draft, only_in_force or both find, by default all; after, page_size: which
of them. A limit of a day or month counts in the order of days and numbers. 22023: invalid, the field says where';

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	(NULL, 'policy', 'Rules, as GET /api/v2/policy/schema has them', NULL),
	('try_policy', 'change', 'Which expenses are listed: those that the draft alone finds something in, the policy in force alone, or both',
		'{"enum": ["only_draft", "only_in_force", "both"]}');

SELECT outlay.publish('GET', '/api/v2/policy', 'outlay.get_policy', 'Get the policy',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('GET', '/api/v2/policy/schema', 'outlay.get_policy_schema', 'Get the JSON Schema of policies',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('PUT', '/api/v2/policy', 'outlay.set_policy', 'Set the policy', '{owner,admin}');
SELECT outlay.publish('POST', '/api/v2/policy/try', 'outlay.try_policy', 'Try a policy', '{owner,admin,auditor}');
