/*-------------------------------------------------------------------------
 *
 * policy_schema.c
 *	  What a policy may say, as a JSON Schema: get_policy_schema().
 *
 * Made from the tables that the reader walks. What a schema cannot say is in
 * its descriptions: that the records which a policy names are there, and how
 * long it may be as a whole.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"
#include "lib/stringinfo.h"
#include "utils/fmgrprotos.h"
#include "utils/json.h"

#include "directory/member_role.h"
#include "policy/policy_form.h"

PG_FUNCTION_INFO_V1(outlay_get_policy_schema);

/* Text in normal form, as far as a pattern says it: no control characters, and nothing blank around it. */
#define FORBIDDEN "\\\\u0000-\\\\u001f\\\\u007f-\\\\u009f\\\\u200e\\\\u200f\\\\u202a-\\\\u202e\\\\u2066-\\\\u2069"
#define LINE_PATTERN "^[^\\\\s" FORBIDDEN "]([^" FORBIDDEN "]*[^\\\\s" FORBIDDEN "])?$"

static void write_words(StringInfo json, const char *const *words, int count);
static void write_roles(StringInfo json, int last);
static void write_value(StringInfo json, PolicyKey key, const char *kind);
static void write_object(StringInfo json, const PolicyObjectForm *form, const char *what, const char *kind);

/* Adds words as a list. */
static void
write_words(StringInfo json, const char *const *words, int count)
{
	for (int i = 0; i < count; i++)
		appendStringInfo(json, "%s\"%s\"", i ? "," : "", words[i]);
}

/* Adds the roles up to one as a list. */
static void
write_roles(StringInfo json, int last)
{
	for (int role = ROLE_OWNER; role <= last; role <<= 1)
		appendStringInfo(json, "%s\"%s\"", role > ROLE_OWNER ? "," : "", member_role_name(role));
}

/* Adds what the value of a key is; kind: of the rule or step that it is in. */
static void
write_value(StringInfo json, PolicyKey key, const char *kind)
{
	switch (policy_keys[key].value)
	{
		case FORM_KIND:
		case FORM_STEP:
			appendStringInfo(json, "{\"const\":\"%s\"", kind);
			break;
		case FORM_EFFECT:
			appendStringInfoString(json, "{\"enum\":[");
			write_words(json, policy_effects, lengthof(policy_effects));
			appendStringInfoChar(json, ']');
			break;
		case FORM_LINE:
			appendStringInfo(json, "{\"type\":\"string\",\"minLength\":1,\"maxLength\":%d,\"pattern\":\"%s\"",
							 POLICY_MAX_NAME, LINE_PATTERN);
			break;
		case FORM_AMOUNT:
			appendStringInfo(json, "{\"type\":\"string\",\"pattern\":\"%s\"", POLICY_AMOUNT_PATTERN);
			break;
		case FORM_DAYS:
			appendStringInfo(json, "{\"type\":\"integer\",\"minimum\":0,\"maximum\":%d", POLICY_MAX_DAYS);
			break;
		case FORM_IDS:
			appendStringInfo(json, "{\"type\":\"array\",\"minItems\":1,\"maxItems\":%d,\"uniqueItems\":true,"
							 "\"items\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":" INT64_FORMAT "}",
							 POLICY_MAX_IDS, PG_INT64_MAX);
			break;
		case FORM_ROLES:
			appendStringInfoString(json, "{\"type\":\"array\",\"minItems\":1,\"uniqueItems\":true,"
								   "\"items\":{\"enum\":[");
			write_roles(json, ROLE_AUDITOR);
			appendStringInfoString(json, "]}");
			break;
		case FORM_CURRENCIES:
			appendStringInfo(json, "{\"type\":\"array\",\"minItems\":1,\"maxItems\":%d,\"uniqueItems\":true,"
							 "\"items\":{\"type\":\"string\",\"pattern\":\"^[A-Z]{3}$\"}",
							 POLICY_MAX_CURRENCIES);
			break;
		case FORM_BOOLEAN:
			appendStringInfoString(json, "{\"type\":\"boolean\"");
			break;
		case FORM_APPROVING_ROLE:
			appendStringInfoString(json, "{\"enum\":[");
			write_roles(json, ROLE_APPROVER);
			appendStringInfoChar(json, ']');
			break;
		case FORM_ID:
			appendStringInfo(json, "{\"type\":\"integer\",\"minimum\":1,\"maximum\":" INT64_FORMAT, PG_INT64_MAX);
			break;
	}
	appendStringInfoString(json, ",\"description\":");
	escape_json(json, policy_keys[key].what);
	appendStringInfoChar(json, '}');
}

/* Adds what an object has. */
static void
write_object(StringInfo json, const PolicyObjectForm *form, const char *what, const char *kind)
{
	const char *separator = "";

	appendStringInfoString(json, "{\"type\":\"object\",\"additionalProperties\":false,\"description\":");
	escape_json(json, what);
	appendStringInfoString(json, ",\"required\":[");
	for (int key = 0; key < KEY_COUNT; key++)
		if (form->required & KEY_BIT(key))
		{
			appendStringInfo(json, "%s\"%s\"", separator, policy_keys[key].name);
			separator = ",";
		}
	appendStringInfoString(json, "],\"properties\":{");
	separator = "";
	for (int key = 0; key < KEY_COUNT; key++)
		if ((form->required | form->optional) & KEY_BIT(key))
		{
			appendStringInfo(json, "%s\"%s\":", separator, policy_keys[key].name);
			write_value(json, key, kind);
			separator = ",";
		}
	appendStringInfoString(json, "}}");
}

/* get_policy_schema() returns jsonb: what set_policy() takes, as a JSON Schema. */
Datum
outlay_get_policy_schema(PG_FUNCTION_ARGS)
{
	StringInfoData json;

	initStringInfo(&json);
	appendStringInfo(&json, "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"title\":\"Policy of an "
					 "organization\",\"description\":\"What its members may spend, in at most %d bytes. The categories "
					 "and members that it names are the organization's\",\"type\":\"object\",\"additionalProperties\":"
					 "false,\"properties\":{\"rules\":{\"type\":\"array\",\"maxItems\":%d,\"items\":{\"oneOf\":[",
					 POLICY_MAX_BYTES, POLICY_MAX_RULES);
	for (int kind = 0; kind < KIND_COUNT; kind++)
	{
		if (kind > 0)
			appendStringInfoChar(&json, ',');
		write_object(&json, &policy_kinds[kind].form, policy_kinds[kind].what, policy_kinds[kind].name);
	}
	appendStringInfoString(&json, "]}},\"approve_below\":");
	write_object(&json, &policy_automatic_form, "What is approved by itself, where approval is on", NULL);
	appendStringInfo(&json, ",\"%s\":{\"type\":\"array\",\"maxItems\":%d,\"description\":\"Who approves, one after the "
					 "other, where approval is on: all whose amount is passed, each once\",\"items\":{\"oneOf\":[",
					 POLICY_STEPS, POLICY_MAX_STEPS);
	for (int kind = 0; kind < STEP_COUNT; kind++)
	{
		if (kind > 0)
			appendStringInfoChar(&json, ',');
		write_object(&json, &policy_steps[kind].form, policy_steps[kind].what, policy_steps[kind].name);
	}
	appendStringInfoString(&json, "]}}}}");
	PG_RETURN_DATUM(DirectFunctionCall1(jsonb_in, CStringGetDatum(json.data)));
}
