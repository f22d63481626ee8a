-- In every locale the same two are one: of Turkish by ICU and, where the machine has it, by its own library; of C, in
-- which lower() knows ASCII alone.
SELECT current_database() AS regression \gset

CREATE DATABASE outlay_locale_icu TEMPLATE template0 LOCALE 'C.UTF-8' LOCALE_PROVIDER icu ICU_LOCALE 'tr';
\c outlay_locale_icu
SELECT lower('I') AS lower_here;
\i tests/identity_walk.sql
\c :regression
DROP DATABASE outlay_locale_icu;

CREATE DATABASE outlay_locale_c TEMPLATE template0 LOCALE 'C';
\c outlay_locale_c
SELECT lower('Ü') AS lower_here;
\i tests/identity_walk.sql
\c :regression
DROP DATABASE outlay_locale_c;

SELECT coalesce((SELECT collcollate FROM pg_collation WHERE collcollate ~* '^tr_TR\.utf-?8$' AND collprovider = 'c' LIMIT 1), 'C')
	AS turkish \gset
CREATE DATABASE outlay_locale_libc TEMPLATE template0 LOCALE :'turkish';
\c outlay_locale_libc
\i tests/identity_walk.sql
\c :regression
DROP DATABASE outlay_locale_libc;

-- Another encoding cannot hold what people write, and is refused before anything is made.
-- Which line of the script refuses is nobody's business.
\set SHOW_CONTEXT never
CREATE DATABASE outlay_locale_latin TEMPLATE template0 LOCALE 'C' ENCODING 'LATIN1';
\c outlay_locale_latin
CREATE EXTENSION outlay;
\echo :LAST_ERROR_SQLSTATE
\c :regression
DROP DATABASE outlay_locale_latin;

-- So is a schema of somebody else's, who would own what privileged code looks into.
CREATE DATABASE outlay_locale_foreign;
\c outlay_locale_foreign
CREATE ROLE regress_squatter;
CREATE SCHEMA outlay AUTHORIZATION regress_squatter;
CREATE EXTENSION outlay;
\echo :LAST_ERROR_SQLSTATE
DROP SCHEMA outlay;
DROP ROLE regress_squatter;
CREATE EXTENSION outlay;
\c :regression
DROP DATABASE outlay_locale_foreign;
