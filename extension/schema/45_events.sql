-- What changed since: the audit as a stream of events.

CREATE TYPE outlay.event AS (
	id					bigint,
	type				text,
	entity_id			bigint,
	version				integer
);
COMMENT ON TYPE outlay.event IS
	'Something has changed; what it is now, the API tells those who may read it. A published function that returns a set of these is served as text/event-stream';
COMMENT ON COLUMN outlay.event.id IS 'Number of the change in the audit, rising';
COMMENT ON COLUMN outlay.event.type IS
	'What was done to what: expense.created, member.role_changed, …; stream.reset: what was seen before is not what there is, read everything anew';
COMMENT ON COLUMN outlay.event.entity_id IS 'Number of what was changed; NULL: the organization, which has none';
COMMENT ON COLUMN outlay.event.version IS 'Its version since, or its last one if it was deleted; NULL: it has none';

CREATE FUNCTION outlay.list_events(last_event_id bigint DEFAULT NULL) RETURNS SETOF outlay.event
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_list_events';
COMMENT ON FUNCTION outlay.list_events(bigint) IS
'What has changed after an event, the earliest first, at most 500.
last_event_id: NULL: nothing now, but what changes from now on follows. Each role sees what it may read. Over HTTP the
stream goes on, and last_event_id is also the header Last-Event-ID. 0A000: in a transaction whose snapshot stays';

CREATE FUNCTION outlay.reply_events_step(internal, outlay.event) RETURNS internal
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_reply_events_step';
CREATE FUNCTION outlay.reply_events_final(internal) RETURNS text
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_reply_events_final';
COMMENT ON FUNCTION outlay.reply_events_step(internal, outlay.event) IS 'Part of the aggregate reply_events. Internal';
COMMENT ON FUNCTION outlay.reply_events_final(internal) IS 'Part of the aggregate reply_events. Internal';
CREATE AGGREGATE outlay.reply_events(outlay.event) (
	SFUNC = outlay.reply_events_step, STYPE = internal, FINALFUNC = outlay.reply_events_final
);
COMMENT ON AGGREGATE outlay.reply_events(outlay.event) IS
'Events as text/event-stream has them.
At the end an id without data: after which to go on. Internal';
GRANT EXECUTE ON FUNCTION outlay.reply_events(outlay.event) TO outlay_web;

CREATE FUNCTION outlay.listeners_alike(tokens text[]) RETURNS text
	LANGUAGE c STRICT AS 'MODULE_PATHNAME', 'outlay_listeners_alike';
COMMENT ON FUNCTION outlay.listeners_alike(text[]) IS
'Who may hear what the caller hears of events.
For each access token one character, y where its session lasts and its member has the role of the caller in the same
organization, else n. NULL where no member has entered. Internal';
GRANT EXECUTE ON FUNCTION outlay.listeners_alike(text[]) TO outlay_web;

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	(NULL, 'last_event_id', 'Number of the last change that was seen, to go on behind it', NULL);

SELECT outlay.publish('GET', '/api/v2/events', 'outlay.list_events', 'Follow what changes',
	'{owner,admin,approver,member,auditor}');
