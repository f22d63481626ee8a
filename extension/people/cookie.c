/*-------------------------------------------------------------------------
 *
 * cookie.c
 *	  A browser's session in a cookie.
 *
 * A script that keeps tokens loses them to whoever gets a script of their own
 * into the page. So a browser can have them in a cookie, which no script
 * reads (HttpOnly). It holds both tokens, "<access>.<refresh>": they come and
 * go together, and one cookie cannot be half a session. Behind them stands
 * the device's, ".<device>", by which the next log-in is known (throttle.c);
 * it stays when the session ends.
 *
 * The prefix __Host- makes browsers keep it only if it came over TLS (or from
 * localhost), for this one host and for all of its paths; no other host, not
 * even one below or beside it, can set it. Since organizations behind
 * /t/<slug>/ share a host, theirs have the slug in their name. SameSite=Strict
 * costs nothing: the pages are files for everybody, and their scripts' calls
 * come from the site itself. outlayd reads the cookie, and asks of whatever
 * writes with it to come from its own pages.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/timestamp.h"

#include "call/reply.h"
#include "people/cookie.h"
#include "people/throttle.h"

#define COOKIE_NAME		"__Host-outlay"

/* Cuts a cookie's value into its access token, which text is then, and its refresh token; NULL: it is no cookie's. */
char *
cookie_split(char *text)
{
	char	   *dot = strchr(text, '.');

	if (dot == NULL)
		return NULL;
	*dot = '\0';
	return dot + 1;
}

/* Adds the header that sets the cookie of the address that was called, for some seconds. */
void
cookie_set(const char *value, int seconds)
{
	const char *slug = caller_get()->slug;

	reply_add_header(psprintf("Set-Cookie: " COOKIE_NAME "%s%s=%s; Max-Age=%d; Path=/; Secure; HttpOnly; "
							  "SameSite=Strict", *slug ? "-" : "", slug, value, seconds));
}

/*
 * Gives the tokens of a grant to the browser as its cookie and takes them out
 * of the answer, if the call's boolean argument of that number asks for it.
 * In psql there is no browser, and nothing happens.
 */
void
cookie_send(Call *call, int arg, Grant *grant)
{
	const char *device;
	int			seconds;

	if (!caller_get()->entered ||
		(arg != COOKIE_ALWAYS && (!call_has(call, arg) || !DatumGetBool(call_arg(call, arg)))))
		return;
	if (grant->next != NULL)
	{
		/* The second half of the log-in finds the device's own token in the cookie. */
		if (grant->device_token != NULL)
			cookie_set(psprintf("..%s", grant->device_token), THROTTLE_DEVICE_LIFETIME);
		grant->device_token = NULL;
		return;
	}
	device = grant->device_token ? grant->device_token : call->caller.device_token;
	seconds = (int) ((grant->refresh_until - GetCurrentTransactionStartTimestamp()) / USECS_PER_SEC);
	if (device[0] != '\0')
		cookie_set(psprintf("%s.%s.%s", grant->access_token, grant->refresh_token, device),
				   Max(seconds, THROTTLE_DEVICE_LIFETIME));
	else
		cookie_set(psprintf("%s.%s", grant->access_token, grant->refresh_token), seconds);
	grant->access_token = grant->refresh_token = grant->device_token = NULL;
}

/* Takes the session out of the browser's cookie, if the caller came with one. */
void
cookie_forget(void)
{
	const Caller *caller = caller_get();

	if (caller->refresh_token[0] == '\0')
		return;
	if (caller->device_token[0] != '\0')
		cookie_set(psprintf("..%s", caller->device_token), THROTTLE_DEVICE_LIFETIME);
	else
		cookie_set("", 0);
}
