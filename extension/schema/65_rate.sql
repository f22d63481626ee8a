-- Dated numbers: exchange rates and percents of tax.

-- In a constraint of every organization's table.
CREATE FUNCTION outlay.rate_holds(kind text, code text, since date, from_quantity numeric, value numeric)
	RETURNS boolean
	LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'outlay_rate_holds';
COMMENT ON FUNCTION outlay.rate_holds(text, text, date, numeric, numeric) IS
'Whether these may be the columns of a rate.
An exchange rate is of three letters and greater than zero; the percent of a tax is at least zero and less than 1,000;
neither has tiers. Internal';

CREATE FUNCTION outlay.currency_decimals(code text) RETURNS integer
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'outlay_currency_decimals';
COMMENT ON FUNCTION outlay.currency_decimals(text) IS
'How many decimals amounts of a currency have by ISO 4217.
NULL: there is no such currency. Internal';

CREATE TYPE outlay.rate_record AS (
	kind				text,
	code				text,
	since				date,
	value				numeric,
	decimals			integer
);
COMMENT ON TYPE outlay.rate_record IS 'A number that is so from a day on: an exchange rate, or the percent of a tax';
COMMENT ON COLUMN outlay.rate_record.kind IS 'exchange or tax';
COMMENT ON COLUMN outlay.rate_record.code IS 'Of exchange: the currency, ISO 4217: USD; of tax: what the organization calls it, 1 to 20 characters';
COMMENT ON COLUMN outlay.rate_record.since IS 'First day on which it is so';
COMMENT ON COLUMN outlay.rate_record.value IS 'Of exchange: what one unit of the currency is in the organization''s; of tax: percent of the net';
COMMENT ON COLUMN outlay.rate_record.decimals IS 'Of exchange: how many decimals amounts of the currency have; NULL: of tax';

CREATE FUNCTION outlay.set_rate(kind text, code text, since date, value numeric) RETURNS outlay.rate_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_set_rate';
COMMENT ON FUNCTION outlay.set_rate(text, text, date, numeric) IS
'Says what a rate is from a day on, until the next one.
kind: exchange or tax; code: of exchange the currency, of tax what the organization calls it, 1 to 20 characters; since:
the first day; value: of exchange what one unit of the currency is in the organization''s, up to 12 digits before and
behind the point; of tax percent of the net, below 1,000, up to 4 decimals. What there is of that day becomes this.
Expenses that are there already stay as they are. 22023: invalid; OT412: deleted at the same time';

CREATE FUNCTION outlay.list_rates(kind text[] DEFAULT NULL, code text[] DEFAULT NULL, from_date date DEFAULT NULL,
		to_date date DEFAULT NULL, sort text DEFAULT NULL, after text DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS SETOF outlay.rate_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_rates';
COMMENT ON FUNCTION outlay.list_rates(text[], text[], date, date, text, text, integer) IS
'Rates, the latest first.
kind: exchange or tax, code: any of these; from_date, to_date: those that began between these days, inclusive; sort: since
or code, with - before it the largest first, by default -since; after: the position that the page before gave; page_size:
1 to 200. 22023: invalid';

CREATE FUNCTION outlay.delete_rate(kind text, code text, since date) RETURNS outlay.rate_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_delete_rate';
COMMENT ON FUNCTION outlay.delete_rate(text, text, date) IS
'Deletes a rate; the one before it goes on.
Expenses that were entered with it stay as they are. P0002: there is none';

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	('set_rate', 'kind', 'What the rate is of', '{"enum": ["exchange", "tax"]}'),
	('delete_rate', 'kind', 'What the rate is of', '{"enum": ["exchange", "tax"]}'),
	('list_rates', 'kind', 'What the rate is of', '{"enum": ["exchange", "tax"]}'),
	('set_rate', 'code', 'The currency, or what the organization calls the tax', '{"minLength": 1, "maxLength": 20, "examples": ["USD"]}'),
	('delete_rate', 'code', 'The currency, or what the organization calls the tax', '{"minLength": 1, "maxLength": 20, "examples": ["USD"]}'),
	('list_rates', 'code', 'Currencies, or what the organization calls taxes: any of these', NULL),
	('set_rate', 'since', 'First day on which it is so', NULL),
	('delete_rate', 'since', 'First day on which it is so', NULL),
	('set_rate', 'value', 'What one unit of the currency is in the organization''s, or percent of the net',
		'{"pattern": "^[0-9]{1,12}([.][0-9]{1,12})?$", "examples": ["0.9213"]}'),
	('list_rates', 'from_date', 'Rates that began on this day or later', NULL),
	('list_rates', 'to_date', 'Rates that began on this day or earlier', NULL),
	('list_rates', 'sort', 'Order: with - before it the largest come first',
		'{"enum": ["since", "-since", "code", "-code"], "default": "-since"}');

SELECT outlay.publish('GET', '/api/v2/rates', 'outlay.list_rates', 'List rates', '{owner,admin,approver,member,auditor}');
SELECT outlay.publish('PUT', '/api/v2/rates', 'outlay.set_rate', 'Set a rate', '{owner,admin}');
SELECT outlay.publish('DELETE', '/api/v2/rates/{kind}/{code}/{since}', 'outlay.delete_rate', 'Delete a rate', '{owner,admin}', 204);
