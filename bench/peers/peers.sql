-- The same rows once more, in tables as somebody else would have them: without what Outlay's functions check.
CREATE SCHEMA peer;
CREATE TABLE peer.tenant (host text PRIMARY KEY, schema_name text NOT NULL);
INSERT INTO peer.tenant VALUES ('bench.localhost', 'peer_bench');
CREATE SCHEMA peer_bench;
CREATE TABLE peer_bench.organization AS SELECT currency, decimals FROM :tenant.organization;
CREATE TABLE peer_bench.member (LIKE :tenant.member INCLUDING DEFAULTS INCLUDING IDENTITY INCLUDING INDEXES);
CREATE TABLE peer_bench.session (LIKE :tenant.session INCLUDING DEFAULTS INCLUDING IDENTITY INCLUDING INDEXES);
CREATE TABLE peer_bench.budget (LIKE :tenant.budget INCLUDING DEFAULTS INCLUDING IDENTITY INCLUDING INDEXES INCLUDING STORAGE);
CREATE TABLE peer_bench.expense (LIKE :tenant.expense INCLUDING DEFAULTS INCLUDING IDENTITY INCLUDING INDEXES);
CREATE TABLE peer_bench.audit (LIKE :tenant.audit INCLUDING DEFAULTS INCLUDING IDENTITY INCLUDING INDEXES);
INSERT INTO peer_bench.member OVERRIDING SYSTEM VALUE SELECT * FROM :tenant.member;
INSERT INTO peer_bench.session OVERRIDING SYSTEM VALUE SELECT * FROM :tenant.session;
INSERT INTO peer_bench.budget OVERRIDING SYSTEM VALUE SELECT * FROM :tenant.budget;
INSERT INTO peer_bench.expense OVERRIDING SYSTEM VALUE SELECT * FROM :tenant.expense;
SELECT setval(pg_get_serial_sequence('peer_bench.expense', 'id'), max(id)) FROM peer_bench.expense;
ALTER TABLE peer_bench.expense ADD CHECK (amount > 0), ADD FOREIGN KEY (budget_id) REFERENCES peer_bench.budget,
	ADD FOREIGN KEY (member_id) REFERENCES peer_bench.member;
ALTER TABLE peer_bench.session ADD FOREIGN KEY (member_id) REFERENCES peer_bench.member;
VACUUM ANALYZE;
