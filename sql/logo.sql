-- The logo of an organization: an image by its first bytes, for everybody to see.
SELECT slug FROM outlay.create_tenant('Logo Ltd', 'office@logo.example');
SELECT slug FROM outlay.use_tenant('logoltd');
SELECT get_logo();
\echo :LAST_ERROR_SQLSTATE
SELECT delete_logo();
\echo :LAST_ERROR_SQLSTATE

-- Headers of images, and what is made of them: type and size, or the refusal.
CREATE FUNCTION pg_temp.png(width integer, height integer) RETURNS bytea LANGUAGE sql AS
$$SELECT '\x89504e470d0a1a0a0000000d49484452'::bytea || int4send(width) || int4send(height) || '\x080600000012345678'$$;
CREATE FUNCTION pg_temp.low_first(value integer, count integer) RETURNS bytea LANGUAGE sql AS
$$SELECT string_agg(substr(int4send(value), 5 - i, 1), '' ORDER BY i) FROM generate_series(1, count) i$$;
CREATE FUNCTION pg_temp.gif(width integer, height integer) RETURNS bytea LANGUAGE sql AS
$$SELECT 'GIF89a'::bytea || pg_temp.low_first(width, 2) || pg_temp.low_first(height, 2) || '\x800000'$$;
CREATE FUNCTION pg_temp.webp(chunk bytea) RETURNS bytea LANGUAGE sql AS
$$SELECT 'RIFF'::bytea || pg_temp.low_first(length(chunk) + 4, 4) || 'WEBP' || chunk$$;
CREATE FUNCTION pg_temp.jpeg(segments bytea, frame text DEFAULT 'c0') RETURNS bytea LANGUAGE sql AS
$$SELECT '\xffd8'::bytea || segments || ('\xff' || frame)::bytea || '\x001108' || '\x00300040' || '\x03012200021101031101'$$;
CREATE FUNCTION pg_temp.try_logo(content bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	lines text;
	o outlay.organization_record;
BEGIN
	SELECT * INTO o FROM outlay.set_logo(content);
	RETURN format('%s %sx%s', o.logo_type, o.logo_width, o.logo_height);
EXCEPTION WHEN invalid_parameter_value THEN
	GET STACKED DIAGNOSTICS lines = PG_EXCEPTION_DETAIL;
	RETURN 'refused: ' || lines;
END $$;
SELECT what, pg_temp.try_logo(content) FROM (VALUES
	('png', pg_temp.png(64, 48)),
	('gif', pg_temp.gif(64, 48)),
	('gif of 1987', overlay(pg_temp.gif(64, 48) PLACING 'GIF87a' FROM 1)),
	('webp, lossy', pg_temp.webp('VP8 '::bytea || '\x0a000000' || '\x000000' || '\x9d012a' || '\x40003000')),
	('webp, lossy, with scales', pg_temp.webp('VP8 '::bytea || '\x0a000000' || '\x000000' || '\x9d012a' || '\x40403080')),
	('webp, lossless', pg_temp.webp('VP8L'::bytea || '\x0a000000' || '\x2f3fc00b0000000000000000')),
	('webp, extended', pg_temp.webp('VP8X'::bytea || '\x0a000000' || '\x10000000' || '\x3f00002f0000')),
	('jpeg', pg_temp.jpeg('')),
	('jpeg with segments and filling', pg_temp.jpeg('\xffe000104a46494600010100000100010000ffffffdb00040000')),
	('jpeg, progressive', pg_temp.jpeg('', 'c2')),
	('largest sides', pg_temp.png(2048, 2048))) v (what, content);

-- Hostile ones.
SELECT what, pg_temp.try_logo(content) FROM (VALUES
	('nothing', ''::bytea),
	('null', NULL),
	('text', 'hello'),
	('svg', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
	('html', '<!DOCTYPE html><script>alert(1)</script>'),
	('pdf', '%PDF-1.7'),
	('bmp', 'BM'::bytea || repeat('\000', 60)::bytea),
	('html behind the magic of a gif', 'GIF89a/*<script>*/=1;'),
	('png, its signature alone', '\x89504e470d0a1a0a'),
	('png without its end', substr(pg_temp.png(64, 48), 1, 32)),
	('png that begins with another chunk', overlay(pg_temp.png(64, 48) PLACING 'tEXt'::bytea FROM 13)),
	('png, no width', pg_temp.png(0, 48)),
	('png, negative', pg_temp.png(-1, 48)),
	('png, too wide', pg_temp.png(2049, 48)),
	('png, a bomb', pg_temp.png(2147483647, 2147483647)),
	('gif, no height', pg_temp.gif(64, 0)),
	('gif, cut', substr(pg_temp.gif(64, 48), 1, 12)),
	('webp, cut', substr(pg_temp.webp('VP8X'::bytea || '\x0a000000' || '\x10000000' || '\x3f00002f0000'), 1, 29)),
	('webp that says it is longer', overlay(pg_temp.webp('VP8X'::bytea || '\x0a000000' || '\x10000000' || '\x3f00002f0000') PLACING '\xffffffff'::bytea FROM 5)),
	('webp of another kind', pg_temp.webp('VP9 '::bytea || '\x0a000000' || '\x10000000' || '\x3f00002f0000')),
	('webp, lossless without its mark', pg_temp.webp('VP8L'::bytea || '\x0a000000' || '\x003fc00b0000000000000000')),
	('webp, largest there can be', pg_temp.webp('VP8X'::bytea || '\x0a000000' || '\x10000000' || '\xffffffffffff')),
	('riff that is sound', 'RIFF'::bytea || '\x24000000' || 'WAVEfmt ' || repeat('\000', 20)::bytea),
	('jpeg, three bytes', '\xffd8ff'),
	('jpeg without a frame', '\xffd8ffe000104a46494600010100000100010000ffd9'),
	('jpeg, data before the frame', pg_temp.jpeg('\xffda00080101000000')),
	('jpeg, a segment of no length', pg_temp.jpeg('\xffe00000')),
	('jpeg, a segment beyond the end', pg_temp.jpeg('\xffe0ffff')),
	('jpeg, filling for ever', '\xffd8'::bytea || decode(repeat('ff', 60000), 'hex')),
	('jpeg, cut in its frame', substr(pg_temp.jpeg(''), 1, 12)),
	('jpeg, no height', overlay(pg_temp.jpeg('') PLACING '\x0000'::bytea FROM 8)),
	('arithmetic tables are no frame', pg_temp.jpeg('', 'cc'))) v (what, content);

-- The bound of size.
SELECT pg_temp.try_logo(pg_temp.png(64, 48) || decode(repeat('00', 65536 - 33), 'hex'));
SELECT pg_temp.try_logo(pg_temp.png(64, 48) || decode(repeat('00', 65536 - 32), 'hex'));

-- What is stored is what was given, and the version counts.
CREATE TEMPORARY TABLE logo AS SELECT pg_temp.gif(16, 9) || string_agg(sha256(int4send(i)), '' ORDER BY i) AS content
FROM generate_series(1, 1000) i;
SELECT logo_type, logo_width, logo_height FROM logo, set_logo(content);
SELECT media_type, name, length(f.content), f.content = logo.content AS is_equal FROM get_logo() f, logo;
SELECT version AS version FROM get_organization() \gset
SELECT logo_type, version - :version AS later FROM set_logo(pg_temp.png(1, 1), :version);
SELECT set_logo(pg_temp.png(1, 1), 1) IS NULL;
\echo :LAST_ERROR_SQLSTATE
SELECT delete_logo(1) IS NULL;
\echo :LAST_ERROR_SQLSTATE
SELECT logo_type, logo_width, logo_height FROM get_branding();
SELECT logo_type, logo_width, logo_height FROM delete_logo();
SELECT get_logo();
SELECT action, entity, before->>'logo_type' AS before, after->>'logo_type' AS after FROM list_audit(entity => '{logo}', page_size => 3);

-- An organization of its own has a logo of its own.
SELECT logo_type FROM logo, set_logo(content);
SELECT slug FROM outlay.create_tenant('Plain Ltd', 'office@plain.example');
SELECT slug FROM outlay.use_tenant('plainltd');
SELECT get_logo();

-- A sandbox has it, with data or without; a snapshot brings it back; export and import carry it.
CREATE FUNCTION pg_temp.has_logo(slug text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	PERFORM outlay.use_tenant(slug);
	RETURN (SELECT f.content = logo.content AND o.locale = 'pt-BR' FROM outlay.get_logo() f, outlay.get_organization() o, logo);
END $$;
SELECT slug FROM outlay.use_tenant('logoltd');
SELECT locale FROM update_organization(locale => 'pt-br');
SELECT slug FROM outlay.clone_tenant('logoltd', 'Logo copy');
SELECT pg_temp.has_logo('logocopy');
SELECT slug FROM outlay.clone_tenant('logoltd', 'Logo alone', with_data => false);
SELECT pg_temp.has_logo('logoalone');
SELECT label FROM outlay.create_snapshot('logoltd', 'With its logo');
SELECT slug FROM outlay.use_tenant('logoltd');
SELECT locale FROM update_organization(locale => '');
SELECT logo_type FROM delete_logo();
SELECT label FROM outlay.restore_snapshot('logoltd', 'With its logo');
SELECT label FROM outlay.drop_snapshot('logoltd', 'With its logo');
SELECT pg_temp.has_logo('logoltd');
CREATE TEMPORARY TABLE lines AS SELECT row_number() OVER () AS n, line FROM outlay.export_tenant('logoltd') line;
SELECT slug FROM outlay.import_tenant('lines', 'Logo imported');
SELECT pg_temp.has_logo('logoimported');
SELECT count(*) FROM outlay.drift();
SELECT count(*) FROM outlay.selftest() WHERE NOT ok AND slug IS NOT NULL;

-- Nor can an imported file bring in what the functions would refuse to show.
SELECT schema FROM outlay.list_tenants(contains => 'logoimported') \gset
\set VERBOSITY terse
UPDATE :schema.organization SET logo_type = 'text/html';
UPDATE :schema.organization SET logo_type = NULL;
UPDATE :schema.organization SET logo = decode(repeat('00', 65537), 'hex');
