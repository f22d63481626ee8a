/*-------------------------------------------------------------------------
 *
 * unique_key.c
 *	  What is said where something of an organization that is there once is
 *	  taken.
 *
 * Who changes a record looks first whether another has what it is to have. Of
 * two who do so at once neither sees the other, and the unique index decides:
 * the second waits for the first, and then gets the index's error. That says
 * nothing of fields, so it is raised anew, in the words that looking finds.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "call/unique_key.h"
#include "core/problem.h"

static const struct
{
	const char *table;
	const char *index;
	const char *field;
	const char *message;
	const char *hint;
}			keys[] = {
	[KEY_MEMBER_EMAIL] = {"member", "member_email_key", "email",
	"a member with this e-mail address already exists"},
	[KEY_DEPARTMENT_NAME] = {"department", "department_name_key", "name",
		"a department with this name already exists",
	"Choose another name, or archive the other department."},
	[KEY_ACCOUNT_NAME] = {"account", "account_name_key", "name",
		"an account with this name already exists",
	"Choose another name, or archive the other account."},
	[KEY_CATEGORY_NAME] = {"category", "category_name_key", "name",
		"a category with this name already exists",
	"Choose another name, or archive the other category."},
	[KEY_CATEGORY_CODE] = {"category", "category_code_key", "code",
		"a category with this code already exists",
	"Choose another code, or archive the other category."},
	[KEY_EXPENSE_EXTERNAL_ID] = {"expense", "expense_external_key", "external_id",
		"an expense with this external id already exists",
	"It may be the same expense, entered before."},
};

/* See unique_key.h. */
void
unique_key_taken(UniqueKey key)
{
	problem_raise(ERRCODE_UNIQUE_VIOLATION, keys[key].field, "taken", keys[key].message, keys[key].hint);
}

/* See unique_key.h. */
void
unique_key_check_taken(void)
{
	MemoryContext caller;
	ErrorData  *error;

	if (geterrcode() != ERRCODE_UNIQUE_VIOLATION)
		return;
	caller = MemoryContextSwitchTo(CurTransactionContext);
	error = CopyErrorData();
	for (int i = 0; i < lengthof(keys); i++)
		if (error->constraint_name != NULL && strcmp(error->constraint_name, keys[i].index) == 0 &&
			error->table_name != NULL && strcmp(error->table_name, keys[i].table) == 0)
		{
			FlushErrorState();
			unique_key_taken(i);
		}
	FreeErrorData(error);
	MemoryContextSwitchTo(caller);
}
