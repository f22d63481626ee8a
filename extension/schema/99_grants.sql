-- Nobody but operators may call a function, unless a file before this one has granted it.
DO $grants$
DECLARE
	function regprocedure;
BEGIN
	FOR function IN SELECT oid FROM pg_catalog.pg_proc WHERE pronamespace = 'outlay'::regnamespace LOOP
		EXECUTE pg_catalog.format('REVOKE ALL ON ROUTINE %s FROM PUBLIC', function);
		EXECUTE pg_catalog.format('GRANT EXECUTE ON ROUTINE %s TO outlay_operator', function);
	END LOOP;
END
$grants$;

-- It is in indexes of organizations' tables, whose roles call it.
GRANT EXECUTE ON FUNCTION outlay.fold(text) TO PUBLIC;

-- What statements of an organization call, as its own role: it reads no table.
GRANT EXECUTE ON FUNCTION outlay.month_of(date), outlay.page_look(bigint) TO PUBLIC;

-- Operators may look into the directory; only functions write it.
GRANT SELECT ON outlay.tenant, outlay.tenant_host, outlay.tenant_alias, outlay.tenant_snapshot, outlay.migration, outlay.template TO outlay_operator;
