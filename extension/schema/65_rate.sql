-- Dated numbers: exchange rates, percents of tax, mileage, per diems.

-- In a constraint of every organization's table.
CREATE FUNCTION outlay.rate_holds(kind text, code text, since date, from_quantity numeric, value numeric)
	RETURNS boolean
	LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'outlay_rate_holds';
COMMENT ON FUNCTION outlay.rate_holds(text, text, date, numeric, numeric) IS
'Whether these may be the columns of a rate.
An exchange rate is of three letters and greater than zero; the percent of a tax is at least zero and less than 1,000;
neither has tiers. Internal';

-- The same with the unit of mileage. Tables from before there was mileage have the one above until they are upgraded.
CREATE FUNCTION outlay.rate_holds(kind text, code text, since date, from_quantity numeric, value numeric, unit text)
	RETURNS boolean
	LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'outlay_rate_holds';
COMMENT ON FUNCTION outlay.rate_holds(text, text, date, numeric, numeric, text) IS
'Whether these may be the columns of a rate.
The same; mileage has a unit, km or mile, and may have tiers; a per diem is not below zero, a reduction from 0 to 100 percent.
Internal';

CREATE FUNCTION outlay.currency_decimals(code text) RETURNS integer
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'outlay_currency_decimals';
COMMENT ON FUNCTION outlay.currency_decimals(text) IS
'How many decimals amounts of a currency have by ISO 4217.
NULL: there is no such currency. Internal';

CREATE TYPE outlay.rate_record AS (
	kind				text,
	code				text,
	since				date,
	from_quantity		numeric,
	value				numeric,
	unit				text,
	decimals			integer
);
COMMENT ON TYPE outlay.rate_record IS 'A number that is so from a day on: an exchange rate, the percent of a tax, what a kilometre or a day comes to, or the percent of a day that is taken off';
COMMENT ON COLUMN outlay.rate_record.kind IS 'exchange, tax, mileage, per_diem or reduction';
COMMENT ON COLUMN outlay.rate_record.code IS 'Of exchange: the currency, ISO 4217: USD; of others: what the organization calls it, 1 to 20 characters';
COMMENT ON COLUMN outlay.rate_record.since IS 'First day on which it is so';
COMMENT ON COLUMN outlay.rate_record.from_quantity IS 'Of mileage: from which distance of the year on; 0: of the first tier, and of others';
COMMENT ON COLUMN outlay.rate_record.value IS 'Of exchange: what one unit of the currency is in the organization''s; of tax: percent of the net; of mileage and per_diem: what one comes to; of reduction: percent of a day';
COMMENT ON COLUMN outlay.rate_record.unit IS 'Of mileage: km or mile; NULL: of others';
COMMENT ON COLUMN outlay.rate_record.decimals IS 'Of exchange: how many decimals amounts of the currency have; NULL: of others';

CREATE FUNCTION outlay.set_rate(kind text, code text, since date, value numeric, from_quantity numeric DEFAULT 0,
		unit text DEFAULT NULL)
	RETURNS outlay.rate_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_set_rate';
COMMENT ON FUNCTION outlay.set_rate(text, text, date, numeric, numeric, text) IS
'Says what a rate is from a day on, until the next one.
kind: exchange, tax, mileage, per_diem or reduction; code: of exchange the currency, of others what the organization calls it, 1 to 20 characters; since:
the first day; value: of exchange what one unit of the currency is in the organization''s, up to 12 digits before and
behind the point; of tax percent of the net, below 1,000, up to 4 decimals, of mileage and per_diem what
one comes to, of reduction percent of a day, at most 100. from_quantity: of mileage the distance of the year from which on
it is so; the tiers of a code of one day are one table, at most 50; unit: of mileage km or mile, as others of the code.
What there is of that day, from that quantity on, becomes this.
Expenses that are there already stay as they are. 22023: invalid; OT412: deleted at the same time';

CREATE FUNCTION outlay.list_rates(kind text[] DEFAULT NULL, code text[] DEFAULT NULL, from_date date DEFAULT NULL,
		to_date date DEFAULT NULL, sort text DEFAULT NULL, after text DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS SETOF outlay.rate_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_rates';
COMMENT ON FUNCTION outlay.list_rates(text[], text[], date, date, text, text, integer) IS
'Rates, the latest first.
kind: exchange, tax, mileage, per_diem or reduction, code: any of these; from_date, to_date: those that began between these days, inclusive; sort: since
or code, with - before it the largest first, by default -since; after: the position that the page before gave; page_size:
1 to 200. 22023: invalid';

CREATE FUNCTION outlay.delete_rate(kind text, code text, since date, from_quantity numeric DEFAULT 0)
	RETURNS outlay.rate_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_delete_rate';
COMMENT ON FUNCTION outlay.delete_rate(text, text, date, numeric) IS
'Deletes a rate; the one before it goes on.
Expenses that were entered with it stay as they are. from_quantity: of mileage the tier. P0002: there is none; 22023: invalid';

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	('set_rate', 'kind', 'What the rate is of', '{"enum": ["exchange", "tax", "mileage", "per_diem", "reduction"]}'),
	('delete_rate', 'kind', 'What the rate is of', '{"enum": ["exchange", "tax", "mileage", "per_diem", "reduction"]}'),
	('list_rates', 'kind', 'What the rate is of', '{"enum": ["exchange", "tax", "mileage", "per_diem", "reduction"]}'),
	('set_rate', 'code', 'The currency, or what the organization calls the tax', '{"minLength": 1, "maxLength": 20, "examples": ["USD"]}'),
	('delete_rate', 'code', 'The currency, or what the organization calls the tax', '{"minLength": 1, "maxLength": 20, "examples": ["USD"]}'),
	('list_rates', 'code', 'Currencies, or what the organization calls taxes: any of these', NULL),
	('set_rate', 'since', 'First day on which it is so', NULL),
	('delete_rate', 'since', 'First day on which it is so', NULL),
	(NULL, 'from_quantity', 'Of mileage: the distance of the year from which on it is so', '{"pattern": "^[0-9]{1,9}([.][0-9]{1,3})?$", "default": "0"}'),
	('set_rate', 'unit', 'Of mileage: of what a distance is, by default as others of the code, else km', '{"enum": ["km", "mile"]}'),
	('set_rate', 'value', 'What one unit of the currency is in the organization''s, or percent of the net',
		'{"pattern": "^[0-9]{1,12}([.][0-9]{1,12})?$", "examples": ["0.9213"]}'),
	('list_rates', 'from_date', 'Rates that began on this day or later', NULL),
	('list_rates', 'to_date', 'Rates that began on this day or earlier', NULL),
	('list_rates', 'sort', 'Order: with - before it the largest come first',
		'{"enum": ["since", "-since", "code", "-code"], "default": "-since"}');

SELECT outlay.publish('GET', '/api/v2/rates', 'outlay.list_rates', 'List rates', '{owner,admin,approver,member,auditor}');
SELECT outlay.publish('PUT', '/api/v2/rates', 'outlay.set_rate', 'Set a rate', '{owner,admin}');
SELECT outlay.publish('DELETE', '/api/v2/rates/{kind}/{code}/{since}', 'outlay.delete_rate', 'Delete a rate', '{owner,admin}', 204);

CREATE TYPE outlay.rate_import AS (
	hash				text,
	form				text,
	base				text,
	rates				bigint,
	made				bigint,
	changed				bigint,
	first_day			date,
	last_day			date,
	currencies			text[],
	left_out			text[],
	imported			boolean
);
COMMENT ON TYPE outlay.rate_import IS 'What a file of exchange rates has, and what it makes of the rates that there are';
COMMENT ON COLUMN outlay.rate_import.hash IS 'SHA-256 of the file and of how it is read, in hexadecimal digits: sent along it confirms';
COMMENT ON COLUMN outlay.rate_import.form IS 'wide: a line for each day, as the European Central Bank has it; long: a line for each rate';
COMMENT ON COLUMN outlay.rate_import.base IS 'Currency that the file is in, ISO 4217';
COMMENT ON COLUMN outlay.rate_import.rates IS 'How many rates it has of other currencies, from since on';
COMMENT ON COLUMN outlay.rate_import.made IS 'How many of them there were not';
COMMENT ON COLUMN outlay.rate_import.changed IS 'How many were another';
COMMENT ON COLUMN outlay.rate_import.first_day IS 'First day of them';
COMMENT ON COLUMN outlay.rate_import.last_day IS 'Last day of them';
COMMENT ON COLUMN outlay.rate_import.currencies IS 'Currencies that it has, in order';
COMMENT ON COLUMN outlay.rate_import.left_out IS 'Codes that are no currency of today, in order: their rates are left out';
COMMENT ON COLUMN outlay.rate_import.imported IS 'Whether that is done; false: it is a preview';

CREATE FUNCTION outlay.import_rates(content bytea, base text DEFAULT NULL, since date DEFAULT NULL, decimal_mark text DEFAULT 'point',
		days text DEFAULT 'yyyy-mm-dd', encoding text DEFAULT 'utf-8', hash text DEFAULT NULL)
	RETURNS outlay.rate_import
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_import_rates';
COMMENT ON FUNCTION outlay.import_rates(bytea, text, date, text, text, text, text) IS
'Takes exchange rates from a file; without hash it only says what it would do.
content: lines of a day and units of each currency for one of the base (Date,USD,JPY), or lines of day,currency,rate with
what one unit is in the base; separated by ; , or tab. base: by default EUR of the first, of the second the organization''s
own; what is in another is converted, divided once to 12 decimals. since: days before it are left out; decimal_mark: point or
comma; days: how they are written; encoding: utf-8, which UTF-16 with its mark is told from, or windows-1252; hash: that of the preview,
which confirms it. What there is of a day becomes what the file says; expenses stay as they are. 22023: something is
wrong, with line and column, or the hash is of another file';

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	('import_rates', 'base', 'Currency that the file is in, ISO 4217; by default EUR, or of lines for each rate the organization''s own', '{"minLength": 3, "maxLength": 3, "examples": ["EUR"]}'),
	('import_rates', 'since', 'First day that is taken; those before it are left out', NULL),
	('import_rates', 'decimal_mark', 'What stands before the decimals', '{"enum": ["point", "comma"], "default": "point"}'),
	('import_rates', 'days', 'How days are written', '{"enum": ["yyyy-mm-dd", "dd.mm.yyyy", "dd/mm/yyyy", "mm/dd/yyyy"], "default": "yyyy-mm-dd"}'),
	('import_rates', 'encoding', 'Character set; UTF-16 is known by its mark', '{"enum": ["utf-8", "windows-1252"], "default": "utf-8"}'),
	('import_rates', 'hash', 'Hash of the preview, which confirms it', '{"pattern": "^[0-9a-f]{64}$"}');

SELECT outlay.publish('POST', '/api/v2/rates/import', 'outlay.import_rates', 'Import exchange rates', '{owner,admin}',
	max_body => 8388608);
