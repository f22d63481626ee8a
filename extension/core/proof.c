/*-------------------------------------------------------------------------
 *
 * proof.c
 *	  All statements on an organization's tables, to be tried.
 *
 * A migration may add to the tables that the statements here are about. A
 * column whose name another table has makes a statement ambiguous; a function
 * or an operator that fits better is called in place of PostgreSQL's own. That
 * shows when the statement is prepared, and then in every organization. So all
 * of them can be prepared beforehand. The linker keeps the list of them: one
 * that nobody remembers to add would be the one that breaks.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "core/proof.h"

SECTION_BOUNDS(outlay_statement);
SECTION_BOUNDS(outlay_written);

/* What proof_run() is at. */
static const char **current;
static int	count;

static void prepare(const char *sql, int nargs, const Oid *types);
static void prepare_variant(const void *definition, uint64 variant, StatementWriter write);

/* Prepares a statement as far as its names and types are looked up, and forgets it. */
static void
prepare(const char *sql, int nargs, const Oid *types)
{
	SPIPlanPtr	plan;

	*current = sql;
	count++;
	plan = SPI_prepare(sql, nargs, unconstify(Oid *, types));
	if (plan == NULL)
		elog(ERROR, "could not prepare \"%s\": %s", sql, SPI_result_code_string(SPI_result));
	SPI_freeplan(plan);
}

/* Prepares a statement that is put together. */
static void
prepare_variant(const void *definition, uint64 variant, StatementWriter write)
{
	StringInfoData sql;
	Oid			types[STATEMENT_MAX_ARGS];
	int			nargs;

	initStringInfo(&sql);
	write(definition, variant, &sql, &nargs, types);
	prepare(sql.data, nargs, types);
}

/*
 * Prepares every statement on an organization's tables, as whoever and with
 * the search_path that is set, while SPI is connected; raises the error of the
 * first that cannot be. *statement is that text then. Returns how many there
 * are.
 */
int
proof_run(const char **statement)
{
	current = statement;
	count = 0;
	foreach_in_section(Statement, one, outlay_statement)
		prepare(one->sql, one->nargs, one->types);
	foreach_in_section(WrittenStatements, one, outlay_written)
		one->give(prepare_variant);
	return count;
}
