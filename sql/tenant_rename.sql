-- Another name for an organization, and another slug.
SELECT slug FROM outlay.create_tenant('Renaming Ltd', 'office@renaming.example');
SELECT slug FROM outlay.create_tenant('Renaming Neighbour', 'office@neighbour.example', slug => 'neighbour');

-- Only the name: addresses stay as they are.
SELECT slug, name FROM outlay.rename_tenant('renamingltd', 'Renamed & Sons');
-- However it is written, a name is one organization's.
SELECT outlay.rename_tenant('neighbour', 'renamed & SONS');
SELECT slug, name FROM outlay.rename_tenant('renamingltd', 'RENAMED & Sons');

-- Another slug: the organization is found at both, by host name and by path. outlay.enter() is what every request begins with.
SELECT slug, name FROM outlay.rename_tenant('renamingltd', new_slug => 'renamed');
PREPARE request AS SELECT outlay.enter((SELECT id FROM outlay.route WHERE (method, path) = ('POST', '/api/v2/sessions')),
	host => $1, slug => $2);
BEGIN;
EXECUTE request('renamed.localhost', NULL);
EXECUTE request('renamingltd.localhost', NULL);
EXECUTE request('localhost', 'renamingltd');
SELECT split_part(current_setting('search_path'), ',', 1) = t.schema AS entered FROM outlay.tenant t WHERE slug = 'renamed';
COMMIT;

-- An operator says the present slug, so that nothing is done to an organization which was meant otherwise.
SELECT outlay.suspend_tenant('renamingltd');

-- A former slug is not free for others while it leads somewhere.
SELECT outlay.rename_tenant('neighbour', new_slug => 'renamingltd');
SELECT slug FROM outlay.create_tenant('Renaming Ltd', 'office@renaming.example');
SELECT outlay.create_tenant('Another one', 'office@renaming.example', slug => 'renamingltd');
SELECT outlay.add_host('neighbour', 'renamingltd.localhost');
SELECT a.slug, t.slug AS leads_to FROM outlay.tenant_alias a JOIN outlay.tenant t ON t.id = a.tenant_id;

-- Back again: what was the former slug is the present one, and the other way round.
SELECT slug FROM outlay.rename_tenant('renamed', new_slug => 'renamingltd');
SELECT a.slug, t.slug AS leads_to FROM outlay.tenant_alias a JOIN outlay.tenant t ON t.id = a.tenant_id;

-- An alias that nobody needs any more.
SELECT outlay.remove_alias('renamed');
SELECT outlay.remove_alias('renamed');
SELECT slug FROM outlay.rename_tenant('neighbour', new_slug => 'renamed', keep_alias => false);
BEGIN;
EXECUTE request('neighbour.localhost', NULL);
ROLLBACK;

-- What is refused, with nothing changed.
SELECT outlay.rename_tenant('nobody', 'Somebody');
SELECT outlay.rename_tenant('renamed');
SELECT outlay.rename_tenant('renamed', E'two\nlines', 'Not A Slug');
SELECT outlay.rename_tenant('renamed', new_slug => 'www');
SELECT outlay.rename_tenant('renamed', ' ', '');
SELECT outlay.rename_tenant('renamed', U&'\200B\2060 \FEFF');
SELECT slug, name FROM outlay.tenant WHERE slug IN ('renamed', 'renamingltd') ORDER BY slug;
DEALLOCATE request;
