/*-------------------------------------------------------------------------
 *
 * secret_log.c
 *	  Passwords and tokens stay out of the server's log.
 *
 * An administrator gives somebody a password in psql, the call fails, and the
 * server writes the statement below the error: log_min_error_statement is
 * error by default. With log_statement, auto_explain or pgaudit it is written
 * even if nothing fails. No setting of ours could know which statements those
 * are. But every message passes emit_log_hook before it is written, whoever
 * made it; so what calls a function that is given a secret, with values in it,
 * is taken out there.
 *
 * The hook is there when the library is: in every session where
 * shared_preload_libraries or session_preload_libraries names it, else from
 * the first call of one of its functions on.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <ctype.h>

#include "tcop/tcopprot.h"

#include "core/secret_log.h"

/* Functions that are given a password or a token; scripts/rules/secrets knows them by their arguments. */
static const char *const secret_functions[] = {
	"accept_invitation", "change_password", "confirm_email", "confirm_second_factor", "confirm_session",
	"continue_log_in", "create_member", "enter", "listeners_alike", "log_in", "refresh_session",
	"register_first_member", "renew_access", "reset_password", "set_member_password", "set_up_at_log_in",
	"sign_up", "v1_create_user", "v1_log_in", "v1_refresh",
};

static const char hidden[] = "(hidden: it calls a function that is given a password or a token)";

static emit_log_hook_type next_hook = NULL;

/* Whether a text has a value in it that is written as SQL writes texts: 'so' or $$so$$. */
static bool
has_literal(const char *text)
{
	for (const char *c = text; *c != '\0'; c++)
		if (*c == '\'' || (*c == '$' && (c[1] == '$' || c[1] == '_' || isalpha((unsigned char) c[1]))))
			return true;
	return false;
}

/* Whether a call of a function stands at a place in a text. */
static bool
is_call(const char *text, const char *place, const char *name)
{
	const char *rest = place + strlen(name);

	if (place > text && (isalnum((unsigned char) place[-1]) || place[-1] == '_'))
		return false;
	rest += *rest == '"';
	while (isspace((unsigned char) *rest))
		rest++;
	return *rest == '(';
}

/* Whether a text calls a function with a secret in it; NULL does not. */
static bool
has_secret(const char *text)
{
	if (text == NULL || !has_literal(text))
		return false;
	for (int i = 0; i < lengthof(secret_functions); i++)
	{
		const char *name = secret_functions[i];

		for (const char *c = text; *c != '\0'; c++)
			if (pg_strncasecmp(c, name, strlen(name)) == 0 && is_call(text, c, name))
				return true;
	}
	return false;
}

/* Takes a statement out of a message, and leaves what stands before it, like its duration. */
static char *
without_statement(const char *message)
{
	static const char *const labels[] = {"statement: ", "execute ", "parse ", "bind ", "plan:"};

	for (int i = 0; i < lengthof(labels); i++)
	{
		const char *label = strstr(message, labels[i]);

		if (label != NULL)
			return psprintf("%.*s%s%s", (int) (label - message), message, labels[i], hidden);
	}
	return pstrdup(hidden);
}

/* Replaces a text that has a secret in it. */
static void
hide(char **text)
{
	if (has_secret(*text))
		*text = pstrdup(hidden);
}

/* Takes secrets out of a message before it is written. */
static void
hide_secrets(ErrorData *message)
{
	if (message->output_to_server)
	{
		if (!message->hide_stmt && has_secret(debug_query_string))
		{
			message->hide_stmt = true;
		}
		if (has_secret(message->message))
			message->message = without_statement(message->message);
		hide(&message->detail);
		hide(&message->detail_log);
		hide(&message->context);
		hide(&message->internalquery);
	}
	if (next_hook != NULL)
		next_hook(message);
}

/* Called once, when the library is loaded. */
void
secret_log_init(void)
{
	next_hook = emit_log_hook;
	emit_log_hook = hide_secrets;
}
