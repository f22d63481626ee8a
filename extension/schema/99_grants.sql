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

-- They are in indexes of organizations' tables, whose roles call them.
GRANT EXECUTE ON FUNCTION outlay.fold(text), outlay.fold_each(text[]) TO PUBLIC;

-- What statements of an organization call, as its own role: it reads no table.
GRANT EXECUTE ON FUNCTION outlay.contains_folded(text, text), outlay.month_of(date), outlay.page_look(bigint),
	outlay.expense_state_holds(text, bigint, bigint, bigint, timestamptz, text, bigint, bigint),
	outlay.expense_state_holds(text, bigint, bigint, bigint, timestamptz, text, bigint, bigint, text, bigint),
	outlay.expense_state_holds(text, bigint, bigint, bigint, timestamptz, text, bigint, bigint, text, bigint, date, date),
	outlay.expense_details_hold(text, text, text[], text, text, text),
	outlay.expense_details_hold(text, text, text[], text, text, text, numeric, numeric, text, numeric, text, numeric, numeric),
	outlay.expense_kind_holds(text), outlay.expense_kind_holds(text, numeric, text, jsonb),
	outlay.rate_holds(text, text, date, numeric, numeric), outlay.rate_holds(text, text, date, numeric, numeric, text), outlay.currency_decimals(text) TO PUBLIC;

-- What looks into a tenant's or the template's schema runs as the role that owns it, and that is a member of nothing. These
-- functions read PostgreSQL's catalogues, which everybody can read, and run as whoever calls.
GRANT EXECUTE ON FUNCTION outlay.is_role_of_tenant(name, bigint), outlay.schema_role(oid),
	outlay.schema_members(oid, regclass), outlay.schema_relations(oid), outlay.schema_types(oid), outlay.schema_constraints(oid),
	outlay.schema_functions(oid), outlay.schema_statistics(oid),
	outlay.ddl_role(oid, oid), outlay.ddl_options(text[], text), outlay.ddl_column_options(text[]), outlay.ddl_collation(oid, oid),
	outlay.ddl_sequence(oid), outlay.ddl_grants(text, text, aclitem[], "char", oid), outlay.ddl_columns(oid),
	outlay.ddl_constraints(oid), outlay.ddl_settings(oid), outlay.ddl_labels(oid), outlay.ddl_privileges(oid),
	outlay.ddl_pieces(oid), outlay.ddl_dependencies(oid),
	outlay.catalogue_acl(aclitem[], "char", oid), outlay.catalogue_columns(oid, smallint[]),
	outlay.catalogue_object(oid, oid, integer), outlay.catalogue_normal(text), outlay.catalogue_record(text),
	outlay.catalogue_members(oid), outlay.catalogue_strangers(oid), outlay.catalogue_unclonable(oid), outlay.catalogue_lines(oid),
	outlay.copied_tables(oid), outlay.reference_checks(oid), outlay.sequence_checks(oid)
TO PUBLIC;

-- A published function runs as the organization's role. What it calls of ours finds out itself who is calling.
DO $grants$
DECLARE
	function regprocedure;
BEGIN
	FOR function IN
		SELECT p.oid FROM pg_catalog.pg_proc p
		WHERE p.pronamespace = 'outlay'::regnamespace AND (
			p.proname IN ('current_member', 'current_role_name', 'current_organization', 'today', 'set_reply', 'next_page', 'unchanged')
			OR p.prolang = (SELECT l.oid FROM pg_catalog.pg_language l WHERE l.lanname = 'c') AND EXISTS (
				SELECT FROM outlay.route r WHERE r.for_tenant AND r.roles IS NOT NULL
					AND outlay.route_function(r.function, r.arguments) = p.oid))
	LOOP
		EXECUTE pg_catalog.format('GRANT EXECUTE ON FUNCTION %s TO PUBLIC', function);
	END LOOP;
END
$grants$;

-- Operators may look into the directory; only functions write it.
GRANT SELECT ON outlay.tenant, outlay.tenant_host, outlay.tenant_alias, outlay.tenant_snapshot, outlay.migration, outlay.template TO outlay_operator;
