-- Expenses that may be one and the same, entered twice.

CREATE FUNCTION outlay.list_similar_expenses(spent_on date, amount numeric DEFAULT NULL, original_amount numeric DEFAULT NULL,
		original_currency text DEFAULT NULL, except_id bigint DEFAULT NULL, kind text DEFAULT NULL,
		after text DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS SETOF outlay.expense_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_similar_expenses';
COMMENT ON FUNCTION outlay.list_similar_expenses(date, numeric, numeric, text, bigint, text, text, integer) IS
'Expenses of the same amount and about the same day, the newest first.
They may be one, entered twice. spent_on: they are at most 3 days from it; amount, or original_amount and original_currency, which count then alone: as
it was paid; except_id: one that is not meant, as it is this; kind: of this kind alone; after: the position that the page before gave; page_size:
1 to 200. What was rejected is not among them. 22023: invalid';

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	('list_similar_expenses', 'spent_on', 'The day; those of 3 days before and after it are looked at', NULL),
	('list_similar_expenses', 'except_id', 'Number of an expense that is left out', NULL),
	('list_similar_expenses', 'kind', 'What they are', '{"enum": ["expense", "mileage", "per_diem"]}');

SELECT outlay.publish('GET', '/api/v2/expenses/similar', 'outlay.list_similar_expenses', 'List similar expenses',
	'{owner,admin,approver,member,auditor}');
