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
 * is taken out there, and so are the parameters of such a statement.
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

/*
 * Functions that are given a password or a token; scripts/rules/secrets knows
 * them by their arguments. call_published() is given those of any other.
 */
static const char *const secret_functions[] = {
	"accept_invitation", "call_published", "change_password", "confirm_email", "confirm_second_factor",
	"confirm_session", "console_continue_log_in", "console_log_in", "console_set_up_factor", "continue_log_in",
	"create_member", "create_operator", "enter", "listeners_alike", "log_in", "refresh_session",
	"register_first_member", "renew_access", "reset_password", "set_member_password", "set_operator_password",
	"set_up_at_log_in", "sign_up", "v1_create_user", "v1_log_in", "v1_refresh",
};

static const char hidden[] = "(hidden: it calls a function that is given a password or a token)";

static emit_log_hook_type next_hook = NULL;

static bool has_literal(const char *text);
static bool is_call(const char *text, const char *place, const char *name);
static bool calls_secret_function(const char *text);
static bool has_secret(const char *text);
static bool is_audit_line(const char *message);
static int	length_before_statement(const char *line);
static char *without_statement(const char *message);
static void hide(char **text, bool given);
static void hide_secrets(ErrorData *message);

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

/* Whether a text calls a function that is given a secret; NULL does not. */
static bool
calls_secret_function(const char *text)
{
	if (text == NULL)
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

/* Whether a text calls a function with a secret in it; NULL does not. */
static bool
has_secret(const char *text)
{
	return text != NULL && has_literal(text) && calls_secret_function(text);
}

/* Whether a message is a line of pgaudit's, which has parameters as they are, without quotes. */
static bool
is_audit_line(const char *message)
{
	return message != NULL && strncmp(message, "AUDIT: ", strlen("AUDIT: ")) == 0;
}

/* How much of a line of pgaudit's stands before the statement, which is the eighth field of a CSV. */
static int
length_before_statement(const char *line)
{
	int			fields = 0;
	bool		quoted = false;
	int			i;

	for (i = 0; line[i] != '\0' && fields < 7; i++)
	{
		if (line[i] == '"')
			quoted = !quoted;
		fields += line[i] == ',' && !quoted;
	}
	return i;
}

/* Takes a statement out of a message, and leaves what stands before it, like its duration. */
static char *
without_statement(const char *message)
{
	static const char *const labels[] = {"statement: ", "execute ", "parse ", "bind ", "plan:"};

	if (is_audit_line(message))
		return psprintf("%.*s%s", length_before_statement(message), message, hidden);
	for (int i = 0; i < lengthof(labels); i++)
	{
		const char *label = strstr(message, labels[i]);

		if (label != NULL)
			return psprintf("%.*s%s%s", (int) (label - message), message, labels[i], hidden);
	}
	return pstrdup(hidden);
}

/* Replaces a text that has a secret in it, or parameters where the statement is given one. */
static void
hide(char **text, bool given)
{
	if (has_secret(*text) || (given && *text != NULL && strstr(*text, "arameters: ") != NULL))
		*text = pstrdup(hidden);
}

/* Takes secrets out of a message before it is written. */
static void
hide_secrets(ErrorData *message)
{
	if (message->output_to_server)
	{
		bool		given = calls_secret_function(debug_query_string);

		if (given && has_literal(debug_query_string))
			message->hide_stmt = true;
		if (has_secret(message->message) ||
			(is_audit_line(message->message) && calls_secret_function(message->message)))
			message->message = without_statement(message->message);
		hide(&message->detail, given);
		hide(&message->detail_log, given);
		hide(&message->context, given);
		hide(&message->internalquery, given);
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
