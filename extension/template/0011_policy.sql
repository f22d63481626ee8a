-- What members may spend: one document of rules, as extension/policy/policy_form.c has them; NULL: no rules. The table has
-- a toast table already, so no file more.
ALTER TABLE organization ADD COLUMN policy jsonb
	CONSTRAINT organization_policy_object CHECK (jsonb_typeof(policy) = 'object');
