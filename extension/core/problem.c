/*-------------------------------------------------------------------------
 *
 * problem.c
 *	  Every violated field in one error.
 *
 * Who fills in a form wants to hear of all that is wrong with it at once, and
 * a program wants to know which field it was. So checks collect what they
 * find, and one error carries it in its DETAIL, a line for each violation:
 *
 *		amount: not_positive: must be greater than zero
 *
 * which a person reads in psql and outlayd turns into JSON.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "core/problem.h"

/* Notes that a field violates a rule: code names the rule for programs, the message says it to people. */
void
problem_add(Problems *problems, const char *field, const char *code, const char *format,...)
{
	if (problems->count++ == 0)
		initStringInfo(&problems->lines);
	else
		appendStringInfoChar(&problems->lines, '\n');
	appendStringInfo(&problems->lines, "%s: %s: ", field, code);
	for (;;)
	{
		va_list		args;
		int			needed;

		va_start(args, format);
		needed = appendStringInfoVA(&problems->lines, format, args);
		va_end(args);
		if (needed == 0)
			break;
		enlargeStringInfo(&problems->lines, needed);
	}
}

/* Raises 22023 if anything was noted; what says of which thing, as in "invalid expense". */
void
problem_check(const Problems *problems, const char *what)
{
	if (problems->count > 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid %s", what),
				 errdetail_internal("%s", problems->lines.data)));
}

/* Raises an error that one field is to blame for. */
void
problem_raise(int sqlstate, const char *field, const char *code, const char *message, const char *hint)
{
	ereport(ERROR,
			(errcode(sqlstate),
			 errmsg_internal("%s", message),
			 errdetail_internal("%s: %s: %s", field, code, message),
			 hint ? errhint("%s", hint) : 0));
}
