-- Receipts of expenses: what is taken, who may add and remove them, what the audit says, and the same file elsewhere.
SELECT slug FROM outlay.create_tenant('Paper Inc', 'office@paper.example');
SELECT slug FROM outlay.use_tenant('paperinc');
SELECT id FROM create_department('Sales');
SELECT balance FROM create_account('Bank', 1000);
SELECT id FROM create_budget(1, 1, '2024-05-01', 500);
SELECT id FROM create_member('sam@paper.example', 'correct horse battery', 'member');
SELECT id, receipts FROM create_expense(1, 10, '2024-05-01', 'Taxi', 1);
SELECT id, receipts FROM create_expense(1, 20, '2024-05-02', 'Hotel', 1);

-- Files, as short as each kind can be.
CREATE TEMPORARY TABLE sample (kind text, content bytea);
INSERT INTO sample VALUES
	('png', '\x89504e470d0a1a0a0000000d4948445200000002000000030806000000b7bfe16c'),
	('jpeg', '\xffd8ffc000110800030002030122000211010311013fffd9'),
	('webp', '\x524946461e000000574542505650385820202020100000000100000200000000000000000000'),
	('heic', '\x00000018667479706d696631000000006d69663168656963000000086d646174'),
	('pdf', convert_to(E'%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n', 'UTF8')),
	('gif', convert_to('GIF89a', 'UTF8') || '\x02000300000000'),
	('avif', '\x00000018667479706d696631000000006d69663161766966000000086d646174'),
	('html', '<html><script>alert(1)</script></html>'),
	('html with a PDF', convert_to(E'<html>%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n', 'UTF8')),
	('half a PNG', '\x89504e470d0a1a0a0000000d49484452'),
	('no pixels', '\x89504e470d0a1a0a0000000d4948445200000000000000000806000000b7bfe16c'),
	('MZ', '\x4d5a90000300000004000000ffff0000b800000000000000');
CREATE FUNCTION pg_temp.file(kind text) RETURNS bytea LANGUAGE sql AS 'SELECT content FROM pg_temp.sample f WHERE f.kind = $1';
CREATE FUNCTION pg_temp.hash(kind text) RETURNS text LANGUAGE sql AS 'SELECT encode(sha256(pg_temp.file($1)), ''hex'')';

-- The type is what the content says.
SELECT f.kind, r.media_type, r.size, r.sha256 = pg_temp.hash(f.kind) AS hash, r.member_id, r.also_on, r.also_of
FROM sample f, LATERAL add_receipt(1, f.kind || '.exe', f.content) r WHERE f.kind IN ('png', 'jpeg', 'webp', 'heic', 'pdf');
CREATE PROCEDURE pg_temp.try(statement text) LANGUAGE plpgsql AS $$
DECLARE
	state text; message text; detail text; answer text;
BEGIN
	EXECUTE 'SELECT r::text FROM ' || statement || ' r' INTO answer;
	RAISE NOTICE '%', coalesce(answer, 'NULL');
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
	RAISE NOTICE '% %: %', state, regexp_replace(message, '\d{4}-\d\d-\d\d [\d:]+', 'DAY'), regexp_replace(detail, 'Line \d+', 'Line N');
END$$;
DO $$
DECLARE
	refused text;
BEGIN
	FOR refused IN SELECT kind FROM pg_temp.sample WHERE kind NOT IN ('png', 'jpeg', 'webp', 'heic', 'pdf') LOOP
		CALL pg_temp.try(format('add_receipt(1, %L, pg_temp.file(%1$L))', refused));
	END LOOP;
END$$;
CALL pg_temp.try('add_receipt(NULL, ''a'', ''a'')');
CALL pg_temp.try('add_receipt(99, ''a'', ''a'')');
CALL pg_temp.try('add_receipt(1, NULL, NULL)');
CALL pg_temp.try('add_receipt(1, ''  '', '''')');
CALL pg_temp.try('add_receipt(1, repeat(''a'', 201), pg_temp.file(''pdf''))');
CALL pg_temp.try('add_receipt(1, E''a\nb'', pg_temp.file(''pdf''))');
-- The same file a second time.
CALL pg_temp.try('add_receipt(1, ''again.pdf'', pg_temp.file(''pdf''))');
SELECT name, media_type, size FROM list_receipts(1);
SELECT id, receipts FROM list_expenses();

-- The same file with another expense: both say so, and whose it is.
SELECT also_on, also_of FROM add_receipt(2, 'copy.pdf', pg_temp.file('pdf'));
SELECT name, also_on, also_of FROM list_receipts(1) WHERE also_on <> '{}';

-- The content, and parts of it.
SELECT media_type, name, content = pg_temp.file('pdf') AS same FROM get_receipt(1, pg_temp.hash('pdf'));
SELECT asked, convert_from(content, 'UTF8') AS part
FROM unnest('{bytes=0-7,bytes=-6,bytes=26-,bytes=5-5,bytes=0-99999999999999999999,BYTES=1-2}'::text[]) asked,
	LATERAL get_receipt(1, pg_temp.hash('pdf'), asked);
SELECT asked, length(content) FROM unnest('{bytes=3-1,bytes=,bytes=-,bytes=0-1,lines=1-2,"bytes=0-1,3-4","bytes=0-1 ",bytes=a-b,""}'::text[]) asked,
	LATERAL get_receipt(1, pg_temp.hash('pdf'), asked);
SELECT length(f.content), reply_head() FROM get_receipt(1, pg_temp.hash('pdf'), 'bytes=-6') f;
-- A part of another file than the one that the rest is of is none.
SELECT length(content) FROM get_receipt(1, pg_temp.hash('pdf'), 'bytes=0-1', 'other');
SELECT length(content) FROM get_receipt(1, pg_temp.hash('pdf'), 'bytes=0-1', '"' || pg_temp.hash('pdf') || '"');
SELECT f.content IS NULL AS nothing, reply_head() FROM get_receipt(1, pg_temp.hash('pdf'), 'bytes=30-') f;
SELECT f.content IS NULL AS nothing FROM get_receipt(1, pg_temp.hash('pdf'), 'bytes=-0') f;
CALL pg_temp.try('get_receipt(2, pg_temp.hash(''png''))');
CALL pg_temp.try('get_receipt(1, ''x'')');
CALL pg_temp.try('get_receipt(NULL, NULL)');
CALL pg_temp.try('list_receipts(99)');
-- It lies in pieces, as it is.
SELECT attstorage FROM pg_attribute WHERE attrelid = 'receipt'::regclass AND attname = 'content';

-- The size is the organization's choice, up to what the operator allows by default and never more than 25.
SELECT receipt_megabytes, 'receipt_megabytes' = ANY (own_settings) AS own FROM get_organization();
CALL pg_temp.try('update_organization(receipt_megabytes => ''26'')');
CALL pg_temp.try('update_organization(receipt_megabytes => ''01'')');
CALL pg_temp.try('update_organization(receipt_megabytes => ''-1'')');
CALL pg_temp.try('update_organization(receipt_megabytes => ''many'')');
SELECT receipt_megabytes FROM update_organization(receipt_megabytes => '1');
SELECT size FROM add_receipt(2, 'large.pdf', pg_temp.file('pdf') || convert_to(repeat(' ', 1048576 - 31), 'UTF8'));
CALL pg_temp.try('add_receipt(2, ''larger.pdf'', pg_temp.file(''pdf'') || convert_to(repeat('' '', 1048576 - 29), ''UTF8''))');
SELECT receipt_megabytes FROM update_organization(receipt_megabytes => '');
SET outlay.default_receipt_megabytes = '26';
SET outlay.default_receipt_megabytes = '2';
SELECT receipt_megabytes FROM get_organization();
SELECT size FROM add_receipt(2, 'larger.pdf', pg_temp.file('pdf') || convert_to(repeat(' ', 1048576 - 29), 'UTF8'));
RESET outlay.default_receipt_megabytes;

-- Fifty are enough.
SELECT count(add_receipt(2, i || '.pdf', pg_temp.file('pdf') || convert_to(repeat(' ', i), 'UTF8'))) FROM generate_series(1, 47) i;
CALL pg_temp.try('add_receipt(2, ''a.pdf'', pg_temp.file(''pdf'') || ''\x0909'')');
SELECT receipts FROM get_expense(2);

-- Removing; what is gone is gone.
SELECT name, size FROM delete_receipt(1, pg_temp.hash('jpeg'));
CALL pg_temp.try('delete_receipt(1, pg_temp.hash(''jpeg''))');
CALL pg_temp.try('delete_receipt(99, pg_temp.hash(''jpeg''))');
CALL pg_temp.try('delete_receipt(1, NULL)');
SELECT receipts, version FROM get_expense(1);

-- What is submitted loses no receipt, and what is approved stays as it is.
SELECT approval FROM update_organization(approval => 'on');
SELECT state FROM get_expense(1);
CALL pg_temp.try('delete_receipt(1, pg_temp.hash(''png''))');
CALL pg_temp.try('add_receipt(1, ''a.jpg'', pg_temp.file(''jpeg''))');
SELECT id, state FROM create_expense(1, 10, '2024-05-01', 'Taxi', 1, draft => true);
SELECT name FROM add_receipt(3, 'taxi.png', pg_temp.file('png'));
SELECT state, receipts FROM submit_expense(3);
CALL pg_temp.try('delete_receipt(3, pg_temp.hash(''png''))');
SELECT name FROM add_receipt(3, 'more.jpg', pg_temp.file('jpeg'));
SELECT state, receipts FROM reject_expense(3, 'Which taxi?');
SELECT name FROM delete_receipt(3, pg_temp.hash('png'));
SELECT outlay.can(e) FROM get_expense(3) e;

-- With the expense its receipts go, and the audit says which; never what was in them.
SELECT receipts FROM delete_expense(3);
SELECT count(*) FROM receipt WHERE expense_id = 3;
SELECT action, before - 'created_at' AS before, after - 'created_at' AS after FROM list_audit(entity => '{expense}', entity_id => '{3}', sort => 'id') a
WHERE action IN ('attached', 'detached');
SELECT before->>'receipts' AS receipts FROM list_audit(entity => '{expense}', action => '{deleted}');
SELECT action, coalesce(after, before)->>'name' AS name FROM list_expense_history(1) WHERE action ~ 'tached';
SELECT * FROM check_balances();
-- A count that is wrong is found.
BEGIN;
UPDATE expense SET receipts = 3 WHERE id = 1;
SELECT * FROM check_balances();
ROLLBACK;

-- The table itself takes nothing else.
\set VERBOSITY terse
INSERT INTO receipt (expense_id, sha256, name, media_type, content) VALUES (1, '\x00', 'a', 'image/png', 'b');
INSERT INTO receipt (expense_id, sha256, name, media_type, content) VALUES (1, sha256('b'), 'a', 'text/html', 'b');
\set VERBOSITY default

-- A copy has them, and so has a snapshot; and what was there before is there again.
SELECT slug FROM outlay.clone_tenant('paperinc', 'Twin of Paper', slug => 'papertwin');
SELECT label FROM outlay.create_snapshot('paperinc', 'before');
SELECT approval FROM update_organization(approval => 'off');
SELECT count(delete_receipt(1, sha256)) FROM list_receipts(1);
SELECT receipts FROM get_expense(1);
SELECT label FROM outlay.restore_snapshot('paperinc', 'before');
SELECT label FROM outlay.drop_snapshot('paperinc', 'before');
SELECT slug FROM outlay.use_tenant('paperinc');
SELECT receipts, (SELECT array_agg(r.name ORDER BY r.name) FROM list_receipts(1) r) FROM get_expense(1);
SELECT slug FROM outlay.use_tenant('papertwin');
SELECT receipts, (SELECT array_agg(r.name ORDER BY r.name) FROM list_receipts(1) r) FROM get_expense(1);
SELECT count(*), sum(size) FROM list_receipts(2);
SELECT content = pg_temp.file('pdf') AS same FROM get_receipt(1, pg_temp.hash('pdf'));
SELECT * FROM check_balances();
SELECT * FROM outlay.drift('papertwin');

-- Out in a file, and in again; a file that says of a receipt what it is not is refused.
CREATE TEMPORARY TABLE line (n bigint GENERATED ALWAYS AS IDENTITY, line text);
INSERT INTO line (line) SELECT outlay.export_tenant('paperinc');
SELECT slug FROM outlay.import_tenant('line', 'Paper again', slug => 'again');
SELECT slug FROM outlay.use_tenant('again');
SELECT receipts, (SELECT array_agg(r.name ORDER BY r.name) FROM list_receipts(1) r) FROM get_expense(1);
SELECT count(*), sum(size) FROM list_receipts(2);
SELECT * FROM check_balances();
UPDATE line SET line = replace(line, 'application/pdf', 'image/png') WHERE n = (SELECT min(n) FROM line WHERE line LIKE '%application/pdf%' AND line LIKE '%copy.pdf%' AND line NOT LIKE '%attached%');
CALL pg_temp.try('outlay.import_tenant(''line'', ''Paper forged'', slug => ''forged'')');
