-- Splits: what was paid at once and is booked apart.

CREATE FUNCTION outlay.share_out(amount numeric, decimals integer, weights numeric[]) RETURNS numeric[]
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'outlay_share_out';
COMMENT ON FUNCTION outlay.share_out(numeric, integer, numeric[]) IS
'Shares an amount out by weights, so that the shares come to it.
decimals: of its currency. Each is rounded down to the unit; the units that are left go to the largest remainders, of those that are the same to the
first; a negative amount is shared by its absolute value. 22023: a weight is negative, or all are zero. Internal';

CREATE FUNCTION outlay.split_expense(id bigint, parts jsonb DEFAULT NULL, version integer DEFAULT NULL) RETURNS SETOF outlay.expense_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_split_expense';
COMMENT ON FUNCTION outlay.split_expense(bigint, jsonb, integer) IS
'Splits an expense into parts that are booked apart, and returns them.
parts: 2 to 20 objects. Each has amount, or each has share: a weight, by which the amount is shared out to the unit. A part
may have budget_id, category_id, billable_to, tax_code, tax_rate and tax_amount; what it does not have is as it was. The
first part keeps the number of the expense; receipts and comments are of all. What was paid in another currency is shared
out by the amounts, and so is the tax, unless a part has one: then each has what its own amount comes to. Who may do so in
which state is in expense_permissions(). version: the one that the caller has seen. P0002: there is none; OT412: changed
meanwhile, or its state allows it to nobody; 42501: not allowed to the caller; 22023: a part is invalid, or they do not come
to the whole; 23514: more than is left of a budget, or it is for another day or category, or the policy does not allow it';

CREATE FUNCTION outlay.merge_split(id bigint, version integer DEFAULT NULL) RETURNS outlay.expense_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_merge_split';
COMMENT ON FUNCTION outlay.merge_split(bigint, integer) IS
'Makes one expense of the parts of a split again.
id: any of them. The whole has the number, the budget and the category of the first part, and the tax of all; its percent
where they have the same. P0002: there is none; OT412: changed meanwhile, or its state allows it to nobody; 42501: not
allowed to the caller; 55000: it is not split, or its parts do not all stand where the others do; 23514: more than is left of
the budget, or the policy does not allow it; 23503: something that the installation has added refers to a part';

CREATE FUNCTION outlay.approve_less(id bigint, amount numeric, reason text, version integer DEFAULT NULL)
	RETURNS outlay.expense_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_approve_less';
COMMENT ON FUNCTION outlay.approve_less(bigint, numeric, text, integer) IS
'Approves less than was submitted: a split whose rest is rejected.
amount: less than that of the expense, which becomes the part that is approved; the rest is another part, and rejected with
the reason, 1 to 150 characters. The budget has the rest back. P0002: there is none; OT412: changed meanwhile, or its state
allows it to nobody; 42501: it waits for somebody else, or is the caller''s own, or they entered or submitted it; 22023: the
amount is not less, or there is no reason; 23514: as with approve_expense()';

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	(NULL, 'parts', 'Two parts or more: of each the amount, or of each its share, and what is booked otherwise than the whole',
		'{"type": "array", "minItems": 2, "maxItems": 20, "items": {"type": "object", "additionalProperties": false, "properties": {
			"amount": {"type": "string", "pattern": "^-?[0-9]{1,15}([.][0-9]{1,4})?$"},
			"share": {"type": ["number", "string"], "minimum": 0, "pattern": "^[0-9]{1,15}([.][0-9]{1,6})?$"},
			"budget_id": {"type": "integer", "minimum": 1}, "category_id": {"type": ["integer", "null"], "minimum": 1},
			"billable_to": {"type": ["string", "null"], "maxLength": 200}, "tax_code": {"type": ["string", "null"], "maxLength": 20},
			"tax_rate": {"type": ["number", "string"]}, "tax_amount": {"type": ["number", "string", "null"]}}}}'),
	('approve_less', 'amount', 'What is approved, less than was submitted', NULL),
	('approve_less', 'reason', 'Why the rest is not, for whose expense it is', '{"minLength": 1, "maxLength": 150}');

SELECT outlay.publish('POST', '/api/v2/expenses/{id}/split', 'outlay.split_expense', 'Split an expense',
	'{owner,admin,approver,member}');
SELECT outlay.publish('POST', '/api/v2/expenses/{id}/merge', 'outlay.merge_split', 'Merge the parts of an expense',
	'{owner,admin,approver,member}');
SELECT outlay.publish('POST', '/api/v2/expenses/{id}/approve-less', 'outlay.approve_less', 'Approve less than was submitted',
	'{owner,admin,approver}');
