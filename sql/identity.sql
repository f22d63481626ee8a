-- What is the same name and who is the same person is decided by outlay.fold(), whatever the locale of the database:
-- with lower() two members could have one address, one could be guessed at twice as often, and a dump could not be
-- restored into another database.
SELECT outlay.fold(E'U\u0308BER\u00adSETZUNG') = outlay.fold('  übersetzung ') AS same,
	outlay.fold(E' a\u00a0\u3000\u2003b\tc ') AS blanks, outlay.fold('ΟΔΟΣ') = outlay.fold('οδος') AS final_sigma,
	outlay.fold('STRASSE') = outlay.fold('straße') AS sharp_s, outlay.fold('ＡＢＣ①') AS compatible,
	outlay.fold(E'\u200b\u2060\ufe0f') = '' AS invisible, outlay.fold('İIıi') AS turkish, outlay.fold(NULL) IS NULL AS of_null;
-- Marks in any order, syllables of Hangul in pieces, and what was composed stays one character.
SELECT outlay.fold(E'a\u0323\u0301') = outlay.fold(E'a\u0301\u0323') AS marks,
	outlay.fold(E'\u1112\u1161\u11ab') = '한' AS hangul, position(outlay.fold('e') in outlay.fold('é')) AS of_e_in_e_acute,
	outlay.fold(outlay.fold('ﬃ Ǆ ΐ')) = outlay.fold('ﬃ Ǆ ΐ') AS idempotent;
-- The table is the same whatever the server brings along: every character that there is.
SELECT md5(string_agg(outlay.fold('a' || chr(c) || 'b'), ',' ORDER BY c)) AS every_character
FROM generate_series(1, x'10ffff'::integer) c WHERE c NOT BETWEEN x'd800'::integer AND x'dfff'::integer;
SELECT provolatile, proparallel, proisstrict FROM pg_proc WHERE oid = 'outlay.fold(text)'::regprocedure;

SELECT slug FROM outlay.create_tenant(E'Caf\u00e9 Übersetzung', 'office@identity.example', slug => 'identity');
SELECT outlay.create_tenant(E'CAFE\u0301  \u00dcBERSETZUNG', 'office@identity.example');
\echo :LAST_ERROR_SQLSTATE
SELECT name FROM outlay.list_tenants(contains => E'cafe\u0301 ü');
SELECT slug FROM outlay.use_tenant('identity');

-- Departments and accounts.
SELECT name FROM outlay.create_department('Übersetzung Süd');
SELECT outlay.create_department(E'U\u0308BERSETZUNG\u00a0 SÜD');
SELECT outlay.create_department(E'Über\u00adsetzung Süd');
SELECT name FROM outlay.create_department('Ubersetzung Süd');
SELECT name FROM outlay.create_account(E'Caf\u00e9');
SELECT outlay.create_account(E'CAFE\u0301');

-- A search is for what is stored, however it is typed.
SELECT name FROM outlay.list_departments(contains => E' u\u0308bersetzung  ');
SELECT name FROM outlay.list_accounts(contains => E'E\u0301');
SELECT count(*) FROM outlay.list_accounts(contains => 'fe');

-- Members. Nobody else's guesses count for them, and theirs do, however they write it.
SELECT email FROM outlay.create_member('Info@Identity.example', 'a fine long secret', 'owner');
SELECT outlay.create_member('INFO@identity.EXAMPLE', 'a fine long secret');
SELECT email FROM outlay.list_members(contains => 'ＩＮＦＯ@');
SELECT member_id IS NOT NULL AS logged_in FROM outlay.log_in(E' iNFO\u200b@identity.example ', 'a fine long secret');
SELECT failure FROM outlay.log_in('İnfo@identity.example', 'a fine long secret');
SELECT count(*) FROM login_failure;
SELECT count(outlay.log_in(email, 'wrong')) FROM unnest(ARRAY['info@identity.example', 'INFO@identity.example',
	E'info\u00ad@identity.example', 'ｉｎｆｏ@identity.example', 'Info@Identity.Example', ' info@identity.example']) AS email;
SELECT failures FROM login_failure ORDER BY failures;

-- Every index by which something is found or unique says the same in every locale.
SELECT indexrelid::regclass AS lower_decides FROM pg_index
WHERE pg_get_indexdef(indexrelid) ~ 'lower\(|upper\(' AND indrelid::regclass::text !~ '^pg_';

-- An organization from before: what it has, follows; what counts as the same now is named, all of it.
RESET search_path;
SELECT current_database() AS regression \gset
CREATE DATABASE outlay_identity;
\c outlay_identity
SET client_min_messages = error;
CREATE EXTENSION outlay;
CREATE TABLE later AS SELECT * FROM outlay.migration WHERE version > 1;
DELETE FROM outlay.migration WHERE version > 1;
SELECT count(outlay.create_tenant(name, 'office@identity.example')) FROM unnest('{Fine,Twice}'::text[]) AS name;
INSERT INTO tenant_1.department (name) VALUES ('Übersetzung'), ('Einkauf');
INSERT INTO tenant_1.member (email, role, status) VALUES ('Info@identity.example', 'owner', 'invited');
INSERT INTO tenant_2.department (name) VALUES (E'Caf\u00e9'), (E'Cafe\u0301'), ('Einkauf');
INSERT INTO tenant_2.account (name) VALUES ('Kasse'), (E'Kas\u00adse');
INSERT INTO tenant_2.member (email, role, status) VALUES ('info@identity.example', 'owner', 'invited'),
	(E'ınfo@identity.example', 'owner', 'invited'), ('ｉnfo@identity.example', 'owner', 'invited');
INSERT INTO outlay.migration SELECT * FROM later;
CALL outlay.upgrade_tenants(canaries => 0);
SELECT slug, template_version = (SELECT max(version) FROM outlay.template) AS current FROM outlay.tenant ORDER BY id;
\pset format unaligned
SELECT slug, sqlstate, message FROM outlay.upgrade_failure;
\pset format aligned
SELECT slug FROM outlay.use_tenant('fine');
SELECT outlay.create_department('ÜBERSETZUNG');
RESET search_path;
UPDATE tenant_2.department SET archived_at = now() WHERE id = 2;
UPDATE tenant_2.account SET archived_at = now() WHERE id = 2;
DELETE FROM tenant_2.member WHERE id = 3;
CALL outlay.upgrade_tenants(canaries => 0);
SELECT slug, template_version = (SELECT max(version) FROM outlay.template) AS current,
	(SELECT count(*) FROM outlay.drift(slug)) AS drift FROM outlay.tenant ORDER BY id;

\c :regression
DROP DATABASE outlay_identity;

-- Texts are folded character by character where that is the same as folding them whole, which a text does that ends with marks
-- out of order: of every character.
SELECT count(*) AS characters, count(*) FILTER (WHERE outlay.fold('e' || chr(c) || E'xa\u0301\u0323') <> outlay.fold('e' || chr(c) || 'x') || 'ạ́') AS different,
	count(*) FILTER (WHERE outlay.fold(chr(c) || chr(c) || E'xa\u0301\u0323') <> outlay.fold(chr(c) || chr(c) || 'x') || 'ạ́') AS twice,
	count(*) FILTER (WHERE outlay.fold('가' || chr(c) || E'xa\u0301\u0323') <> outlay.fold('가' || chr(c) || 'x') || 'ạ́') AS behind_a_syllable,
	count(*) FILTER (WHERE NOT outlay.contains_folded('Me' || chr(c) || 'X', outlay.fold('e' || chr(c) || 'x'))) AS not_found
FROM generate_series(1, x'20010'::integer) c WHERE c NOT BETWEEN x'd800'::integer AND x'dfff'::integer;
-- A search finds what the folded text holds, in long texts, too, and in those whose characters depend on each other.
SELECT t.name, outlay.contains_folded(t.text, outlay.fold('Genève')) AS found, position(outlay.fold('Genève') in outlay.fold(t.text)) > 0 AS the_same,
	outlay.contains_folded(t.text, '') AS nothing, outlay.contains_folded(t.text, 'Genève') AS not_folded
FROM (VALUES ('capitals', 'À GENÈVE'), ('marks', E'a\u0300 gene\u0300ve'), ('accent is a letter', 'Geneve'), ('long', repeat('x', 5000) || ' Genève'),
	('long in marks', repeat(E'e\u0301', 2000) || ' genève'), ('half', 'Genèv'), ('empty', '')) t (name, text);
SELECT outlay.contains_folded(NULL, 'a') IS NULL AND outlay.contains_folded('a', NULL) IS NULL AS of_null;
