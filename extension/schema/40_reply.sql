-- What a call answers over HTTP; see ARCHITECTURE.md, "Contract between database and shim".

CREATE FUNCTION outlay.reply_step(internal, anyelement) RETURNS internal
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_reply_step';
CREATE FUNCTION outlay.reply_page_step(internal, anyelement) RETURNS internal
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_reply_page_step';
CREATE FUNCTION outlay.reply_final(internal) RETURNS text
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_reply_final';
CREATE FUNCTION outlay.reply_page_final(internal) RETURNS text
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_reply_page_final';
COMMENT ON FUNCTION outlay.reply_step(internal, anyelement) IS 'Part of the aggregate reply. Internal';
COMMENT ON FUNCTION outlay.reply_page_step(internal, anyelement) IS 'Part of the aggregate reply_page. Internal';
COMMENT ON FUNCTION outlay.reply_final(internal) IS 'Part of the aggregate reply. Internal';
COMMENT ON FUNCTION outlay.reply_page_final(internal) IS 'Part of the aggregate reply_page. Internal';

CREATE AGGREGATE outlay.reply(anyelement) (
	SFUNC = outlay.reply_step, STYPE = internal, FINALFUNC = outlay.reply_final
);
COMMENT ON AGGREGATE outlay.reply(anyelement) IS
'JSON of the one row of a function; NULL where it gave none.
Amounts are strings, times are UTC. Internal';
CREATE AGGREGATE outlay.reply_page(anyelement) (
	SFUNC = outlay.reply_page_step, STYPE = internal, FINALFUNC = outlay.reply_page_final
);
COMMENT ON AGGREGATE outlay.reply_page(anyelement) IS
'JSON of the rows of a list and the position of the next page.
{"items": […], "next": what to pass as after for the next page, or null}. Internal';

CREATE FUNCTION outlay.reply_taker() RETURNS bigint
	LANGUAGE c VOLATILE AS 'MODULE_PATHNAME', 'outlay_reply_taker';
COMMENT ON FUNCTION outlay.reply_taker() IS
'Zero, and has the list below this OFFSET write its rows to reply_page() itself.
Internal';

CREATE FUNCTION outlay.can(record anyelement) RETURNS text[]
	LANGUAGE c STABLE STRICT AS 'MODULE_PATHNAME', 'outlay_can';
COMMENT ON FUNCTION outlay.can(anyelement) IS
'What the caller may do with a record of the extension.
As "can" of each record of an answer over HTTP has it: SELECT e.*, outlay.can(e) FROM outlay.list_expenses() e. NULL
for what is no such record. For published functions';

CREATE FUNCTION outlay.can_actions(type oid) RETURNS text[]
	LANGUAGE c STABLE STRICT AS 'MODULE_PATHNAME', 'outlay_can_actions';
COMMENT ON FUNCTION outlay.can_actions(oid) IS
'What can be done at all with the records of a type.
NULL where nothing is known of them. Internal';

CREATE TYPE outlay.file AS (
	media_type			text,
	name				text,
	content				bytea
);
COMMENT ON TYPE outlay.file IS
	'What a published function returns to be answered with bytes instead of JSON; without content it is answered with 404';
COMMENT ON COLUMN outlay.file.media_type IS 'The answer''s Content-Type; NULL and what is none: application/octet-stream';
COMMENT ON COLUMN outlay.file.name IS 'Under which it is saved, ending as its media type does; NULL: the client finds one';
COMMENT ON COLUMN outlay.file.content IS 'The bytes; NULL: there is no file';

CREATE FUNCTION outlay.reply_file_step(bytea, outlay.file) RETURNS bytea
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_reply_file_step';
COMMENT ON FUNCTION outlay.reply_file_step(bytea, outlay.file) IS
'Part of the aggregate reply for files. P0002: there is no file. Internal';
CREATE AGGREGATE outlay.reply(outlay.file) (
	SFUNC = outlay.reply_file_step, STYPE = bytea
);
COMMENT ON AGGREGATE outlay.reply(outlay.file) IS
'Bytes of the one file of a function, whose type and name become headers.
P0002: there is no file. Internal';

-- Large bodies in pieces, see pieces.c.
CREATE FUNCTION outlay.reply_pieces(file outlay.file) RETURNS SETOF bytea
	LANGUAGE c ROWS 10 AS 'MODULE_PATHNAME', 'outlay_reply_pieces';
COMMENT ON FUNCTION outlay.reply_pieces(outlay.file) IS
'Bytes of a file in pieces, each a row; its type and name become headers.
P0002: there is no file. Internal';
CREATE FUNCTION outlay.gather(whole integer, piece bytea) RETURNS void
	LANGUAGE c STRICT AS 'MODULE_PATHNAME', 'outlay_gather';
COMMENT ON FUNCTION outlay.gather(integer, bytea) IS
'Takes the next piece of a body that has so many bytes.
For gathered(), in the same transaction. 22023: more bytes than that; 28000: nobody has entered. Internal';
CREATE FUNCTION outlay.gathered() RETURNS bytea
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_gathered';
COMMENT ON FUNCTION outlay.gathered() IS
'The body that has come in pieces.
22023: it is not whole. Internal';

CREATE FUNCTION outlay.reply_head() RETURNS text
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_reply_head';
COMMENT ON FUNCTION outlay.reply_head() IS
'Status and headers that the function of this transaction chose.
A line with the status or nothing, then a line for each header; NULL where it chose nothing. Internal';

CREATE FUNCTION outlay.set_reply(status integer, VARIADIC headers text[] DEFAULT NULL) RETURNS void
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_set_reply';
COMMENT ON FUNCTION outlay.set_reply(integer, text[]) IS
'Chooses status and headers of the answer.
From inside a published function. status: NULL for that of the route; headers: "Name: value". 22023: not a status from
200 to 599, not a header. For published functions';

CREATE FUNCTION outlay.next_page() RETURNS text
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_next_page';
COMMENT ON FUNCTION outlay.next_page() IS
'What to pass as "after" for the page after the one that was listed last.
In this session; NULL: that was the last page. For published functions';

CREATE FUNCTION outlay.page_look(id bigint) RETURNS boolean
	LANGUAGE c VOLATILE COST 0.0001 AS 'MODULE_PATHNAME', 'outlay_page_look';
COMMENT ON FUNCTION outlay.page_look(bigint) IS 'Counts the rows that a list looks at; true. Internal';

CREATE FUNCTION outlay.replaying() RETURNS boolean
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_replaying';
COMMENT ON FUNCTION outlay.replaying() IS
'Whether the answer is known under the idempotency key of the request.
enter() has found it then, and the function must not be called again. Internal';

-- A function that somebody else has published, see published.c. VARIADIC "any" takes at least one argument.
CREATE FUNCTION outlay.call_published(route integer, names text[], VARIADIC arguments "any") RETURNS text
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_call_published';
CREATE FUNCTION outlay.call_published(route integer, names text[]) RETURNS text
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_call_published';
CREATE FUNCTION outlay.call_published_file(route integer, names text[], VARIADIC arguments "any") RETURNS bytea
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_call_published_file';
CREATE FUNCTION outlay.call_published_file(route integer, names text[]) RETURNS bytea
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_call_published_file';
COMMENT ON FUNCTION outlay.call_published(integer, text[], "any") IS
'Calls the published function of a route, and returns the body of the answer.
As the role of the organization that was entered, with arguments of these names. 28000: nobody has entered; 42501: not
for this role; P0002: no such route; 42883: no such argument, or one is missing. Internal';
COMMENT ON FUNCTION outlay.call_published(integer, text[]) IS 'The same without arguments. Internal';
COMMENT ON FUNCTION outlay.call_published_file(integer, text[], "any") IS
'call_published() for a function that returns outlay.file: its bytes.
P0002: there is no file. Internal';
COMMENT ON FUNCTION outlay.call_published_file(integer, text[]) IS 'The same without arguments. Internal';
GRANT EXECUTE ON FUNCTION outlay.call_published(integer, text[], "any"), outlay.call_published(integer, text[]),
	outlay.call_published_file(integer, text[], "any"), outlay.call_published_file(integer, text[]) TO outlay_web;

GRANT EXECUTE ON FUNCTION outlay.reply(anyelement), outlay.reply(outlay.file), outlay.reply_pieces(outlay.file),
	outlay.gather(integer, bytea), outlay.gathered(), outlay.reply_page(anyelement), outlay.reply_taker(),
	outlay.reply_head(),
	outlay.replaying(), outlay.set_reply(integer, text[]), outlay.next_page() TO outlay_web;
