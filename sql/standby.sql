-- What reads at a standby stand on: how far the primary is, and waiting for it.
\set VERBOSITY terse
SELECT outlay.wal_position() ~ '^\d+/\d+/[0-9A-F]+/[0-9A-F]+$' AS printed;
SELECT outlay.wal_position() AS now \gset
CALL outlay.reach_wal(:'now', 0);
CALL outlay.reach_wal(:'now');

-- What is not written yet, and what no server that replays this one's log comes to.
SELECT regexp_replace(:'now', '/[^/]+/[^/]+$', '/FFFFFFFF/0') AS far \gset
CALL outlay.reach_wal(:'far', 1);
SELECT regexp_replace(:'now', '^(\d+)/\d+', '\1/4711') AS apart \gset
CALL outlay.reach_wal(:'apart', 0);
SELECT regexp_replace(:'now', '^\d+', '42') AS elsewhere \gset
CALL outlay.reach_wal(:'elsewhere', 0);

-- What is no position.
CALL outlay.reach_wal('', 0);
CALL outlay.reach_wal('0/1/2', 0);
CALL outlay.reach_wal(:'now' || '/', 0);
CALL outlay.reach_wal(NULL, 0);
CALL outlay.reach_wal(:'now', NULL);
CALL outlay.reach_wal(:'now', -1);
CALL outlay.reach_wal(:'now', 3600001);

-- A wait ends with the statement's time.
BEGIN;
SET LOCAL statement_timeout = '10ms';
CALL outlay.reach_wal(:'far', 3600000);
ROLLBACK;

-- outlayd calls them.
SET ROLE outlay_web;
CALL outlay.reach_wal(outlay.wal_position(), 0);
RESET ROLE;
