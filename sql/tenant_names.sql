-- Names in any script, with quotes, hyphens, digits and SQL in them are names like any other; the slug is one label of
-- a host name and always a different one.
CREATE TEMP TABLE named (ordinal integer GENERATED ALWAYS AS IDENTITY, name text, slug text, letters text);
INSERT INTO named (name, slug, letters)
SELECT t.name, t.slug, rtrim(left(t.organization_id, 3), 'X')
FROM unnest(ARRAY[
	'Acme Gijwt',
	'Gamma x',
	'Gammax',
	'gAm-max',
	'3M & Söhne GmbH',
	'O''Reilly "Books"',
	'Robert''); DROP SCHEMA outlay CASCADE; --',
	'Łódź Œuvre Straße',
	'株式会社アウトレイ',
	'Ελληνικά',
	'--',
	'-Edge- -of--a-name-',
	'www',
	'API',
	'ﬁnance',
	'②③',
	'🦊',
	'  spaced   out  ',
	'tenant_1',
	'outlay_template',
	repeat('long', 25)
]) WITH ORDINALITY n (name, ordinal), LATERAL outlay.create_tenant(n.name, 'a@b.example') t
ORDER BY n.ordinal;
-- Those of whose name nothing is left have their number in the slug; X stands for the letters that are missing.
SELECT name, regexp_replace(slug, '^org\d+$', 'org<id>') AS slug, letters FROM named ORDER BY ordinal;

-- Two spellings of one text are one name.
SELECT slug FROM outlay.create_tenant(U&'So\0308hne', 'a@b.example');
SELECT outlay.create_tenant(U&'S\00F6hne', 'a@b.example');

-- A slug of one's own.
SELECT slug FROM outlay.create_tenant('Slug of its own', 'a@b.example', slug => 'its-own-1');
SELECT outlay.create_tenant('Slug 2', 'a@b.example', slug => 'its--own');
SELECT outlay.create_tenant('Slug 3', 'a@b.example', slug => '-own');
SELECT outlay.create_tenant('Slug 4', 'a@b.example', slug => 'admin');
SELECT outlay.create_tenant('Slug 5', 'a@b.example', slug => repeat('x', 51));

-- A public number that is taken is never given again: more digits come when four are not enough.
SELECT count(*) = count(DISTINCT organization_id) AS all_different FROM outlay.tenant;
