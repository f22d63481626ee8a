/*-------------------------------------------------------------------------
 *
 * policy_read.c
 *	  A policy, read from its document.
 *
 * A document comes from anywhere. It is read by the tables of policy_form.c,
 * which know no depth: what a place does not expect is noted there, and not
 * looked into. What is wrong has its place in the document as its field, like
 * policy.rules.0.above, and nothing that the document says is repeated.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"

#include "core/compat.h"
#include "core/row.h"
#include "directory/member_role.h"
#include "policy/policy_read.h"
#include "value/currency.h"
#include "value/text.h"

/* What an object is read to. */
typedef struct Read
{
	int			kind;			/* PolicyKind; -1: none */
	PolicyRule	rule;
	Units		below;
	bool		receipt;
	int			step_kind;		/* PolicyStepKind; -1: none */
	PolicyStep	step;
} Read;

static bool is_name(const JsonbValue *value, const char *name);
static bool read_word(const JsonbValue *value, const char *(*name_of) (int), int count, int *number);
static const char *kind_name(int number);
static const char *effect_name(int number);
static const char *step_name(int number);
static bool read_role(const JsonbValue *value, int *role);
static Units *amount_of(PolicyKey key, Read *read);
static bool read_line(const JsonbValue *value, const char **line);
static bool read_integer(const JsonbValue *value, int64 min, int64 max, int64 *integer);
static bool read_ids(const JsonbValue *value, PolicyIds *ids);
static bool read_roles(const JsonbValue *value, int *roles);
static bool read_currencies(const JsonbValue *value, PolicyRule *rule);
static PolicyIds *ids_of(PolicyKey key, PolicyRule *rule);
static const char *read_value(PolicyKey key, const JsonbValue *value, Read *read);
static const char *key_names(PolicyKeys keys);
static JsonbContainer *object_of(const JsonbValue *value, const char *path, Problems *problems);
static void read_object(JsonbContainer *object, const PolicyObjectForm *form, const char *path, Read *read,
						Problems *problems);
static JsonbContainer *read_kind(const JsonbValue *value, PolicyKey key, const char *path, Read *read,
								 Problems *problems);
static void read_rule(const JsonbValue *value, const char *path, Policy *policy, Problems *problems);
static void read_step(const JsonbValue *value, const char *path, Policy *policy, Problems *problems);
static void read_list(const JsonbValue *value, const char *path, int max,
					  void (*read) (const JsonbValue *value, const char *path, Policy *policy, Problems *problems),
					  Policy *policy, Problems *problems);
static void check_known(Call *call, const Statement *find, const PolicyIds *ids, const char *list, int number,
						PolicyKey key);

/* Whether a value is a certain text. */
static bool
is_name(const JsonbValue *value, const char *name)
{
	return value->type == jbvString && value->val.string.len == strlen(name) &&
		memcmp(value->val.string.val, name, strlen(name)) == 0;
}

/* Reads one of so many words. */
static bool
read_word(const JsonbValue *value, const char *(*name_of) (int), int count, int *number)
{
	for (*number = 0; *number < count; (*number)++)
		if (is_name(value, name_of(*number)))
			return true;
	return false;
}

/* The name of a kind of rule. */
static const char *
kind_name(int number)
{
	return policy_kinds[number].name;
}

/* The name of an effect. */
static const char *
effect_name(int number)
{
	return policy_effects[number];
}

/* The name of a kind of step. */
static const char *
step_name(int number)
{
	return policy_steps[number].name;
}

/* Reads a role that approves. */
static bool
read_role(const JsonbValue *value, int *role)
{
	for (*role = ROLE_OWNER; *role <= ROLE_APPROVER; *role <<= 1)
		if (is_name(value, member_role_name(*role)))
			return true;
	return false;
}

/* Reads a line. It is kept as it is, so all of it has to be right. */
static bool
read_line(const JsonbValue *value, const char **line)
{
	char	   *text;
	TextFault	fault;
	int			characters;

	if (value->type != jbvString)
		return false;
	text = pnstrdup(value->val.string.val, value->val.string.len);
	*line = text_normalize(text, &characters, &fault);
	return fault == TEXT_FINE && characters >= 1 && characters <= POLICY_MAX_NAME && strcmp(*line, text) == 0;
}

/* Reads a whole number, however it is written. */
static bool
read_integer(const JsonbValue *value, int64 min, int64 max, int64 *integer)
{
	Datum		number;

	if (value->type != jbvNumeric)
		return false;
	number = NumericGetDatum(value->val.numeric);
	if (DatumGetInt32(DirectFunctionCall1(numeric_min_scale, number)) > 0 ||
		!DatumGetBool(DirectFunctionCall2(numeric_ge, number, DirectFunctionCall1(int8_numeric, Int64GetDatum(min)))) ||
		!DatumGetBool(DirectFunctionCall2(numeric_le, number, DirectFunctionCall1(int8_numeric, Int64GetDatum(max)))))
		return false;
	*integer = DatumGetInt64(DirectFunctionCall1(numeric_int8, number));
	return true;
}

/* Reads a list of numbers of records, each once. */
static bool
read_ids(const JsonbValue *value, PolicyIds *ids)
{
	JsonbContainer *list = value->type == jbvBinary ? value->val.binary.data : NULL;

	ids->count = 0;
	if (list == NULL || !JsonContainerIsArray(list) || JsonContainerSize(list) < 1 ||
		JsonContainerSize(list) > POLICY_MAX_IDS)
		return false;
	ids->ids = palloc(sizeof(int64) * JsonContainerSize(list));
	for (uint32 i = 0; i < JsonContainerSize(list); i++)
	{
		if (!read_integer(getIthJsonbValueFromContainer(list, i), 1, PG_INT64_MAX, &ids->ids[i]))
			return false;
		for (uint32 j = 0; j < i; j++)
			if (ids->ids[i] == ids->ids[j])
				return false;
	}
	ids->count = JsonContainerSize(list);
	return true;
}

/* Reads a list of roles, each once. */
static bool
read_roles(const JsonbValue *value, int *roles)
{
	JsonbContainer *list = value->type == jbvBinary ? value->val.binary.data : NULL;

	*roles = 0;
	if (list == NULL || !JsonContainerIsArray(list) || JsonContainerSize(list) < 1)
		return false;
	for (uint32 i = 0; i < JsonContainerSize(list); i++)
	{
		JsonbValue *name = getIthJsonbValueFromContainer(list, i);
		int			role = 0;

		for (int bit = ROLE_OWNER; bit <= ROLE_AUDITOR; bit <<= 1)
			if (is_name(name, member_role_name(bit)))
				role = bit;
		if (role == 0 || (*roles & role) != 0)
			return false;
		*roles |= role;
	}
	return true;
}

/* Reads a list of currencies, each once. */
static bool
read_currencies(const JsonbValue *value, PolicyRule *rule)
{
	JsonbContainer *list = value->type == jbvBinary ? value->val.binary.data : NULL;

	rule->currency_count = 0;
	if (list == NULL || !JsonContainerIsArray(list) || JsonContainerSize(list) < 1 ||
		JsonContainerSize(list) > POLICY_MAX_CURRENCIES)
		return false;
	for (uint32 i = 0; i < JsonContainerSize(list); i++)
	{
		JsonbValue *code = getIthJsonbValueFromContainer(list, i);
		char	   *own = rule->currencies[i];

		if (code->type != jbvString || code->val.string.len != 3)
			return false;
		memcpy(own, code->val.string.val, 3);
		own[3] = '\0';
		if (currency_decimals(own) < 0)
			return false;
		for (uint32 j = 0; j < i; j++)
			if (strcmp(rule->currencies[j], own) == 0)
				return false;
	}
	rule->currency_count = JsonContainerSize(list);
	return true;
}

/* Where the list of a key goes. */
static PolicyIds *
ids_of(PolicyKey key, PolicyRule *rule)
{
	if (key == KEY_ALLOWED_IDS)
		return &rule->allowed;
	return key == KEY_CATEGORY_IDS ? &rule->categories : &rule->members;
}

/* Where an amount goes. What is read is a rule, a step, or what is approved by itself, and only that is taken. */
static Units *
amount_of(PolicyKey key, Read *read)
{
	if (key == KEY_BELOW)
		return &read->below;
	return read->step_kind >= 0 ? &read->step.above : &read->rule.above;
}

/* Reads the value of a key; returns what is wrong with it, NULL: nothing. */
static const char *
read_value(PolicyKey key, const JsonbValue *value, Read *read)
{
	PolicyRule *rule = &read->rule;
	int64		integer = 0;
	int			number;

	switch (policy_keys[key].value)
	{
		case FORM_KIND:
			if (!read_word(value, kind_name, KIND_COUNT, &number))
				return "must be a kind of rule that there is";
			read->kind = number;
			return NULL;
		case FORM_EFFECT:
			if (!read_word(value, effect_name, lengthof(policy_effects), &number))
				return "must be warn, approve or block";
			rule->effect = number;
			return NULL;
		case FORM_LINE:
			return read_line(value, &rule->name) ? NULL : "must be one line of 1 to 100 characters";
		case FORM_AMOUNT:
			return value->type == jbvString && units_read(value->val.string.val, value->val.string.len,
														  amount_of(key, read)) ?
				NULL :
				"must be an amount as a text, like \"25.00\", of at most 15 digits and 4 decimals";
		case FORM_DAYS:
			if (!read_integer(value, 0, POLICY_MAX_DAYS, &integer))
				return "must be a whole number from 0 to 3660";
			rule->days = (int) integer;
			return NULL;
		case FORM_IDS:
			if (!read_ids(value, ids_of(key, rule)))
				return "must be a list of 1 to 100 numbers of records, each once";
			return NULL;
		case FORM_ROLES:
			return read_roles(value, &rule->roles) ? NULL : "must be a list of roles, each once";
		case FORM_CURRENCIES:
			return read_currencies(value, rule) ? NULL : "must be a list of 1 to 50 currencies of ISO 4217, each once";
		case FORM_BOOLEAN:
			read->receipt = value->type == jbvBool && value->val.boolean;
			return value->type == jbvBool ? NULL : "must be true or false";
		case FORM_STEP:
			if (!read_word(value, step_name, STEP_COUNT, &number))
				return "must be department, member, role or person";
			read->step_kind = number;
			return NULL;
		case FORM_APPROVING_ROLE:
			return read_role(value, &read->step.role) ? NULL : "must be owner, admin or approver";
		case FORM_ID:
			return read_integer(value, 1, PG_INT64_MAX, &read->step.member) ? NULL : "must be the number of a member";
	}
	return NULL;
}

/* The names of keys. */
static const char *
key_names(PolicyKeys keys)
{
	StringInfoData names;

	initStringInfo(&names);
	for (int key = 0; key < KEY_COUNT; key++)
		if (keys & KEY_BIT(key))
			appendStringInfo(&names, "%s%s", names.len ? ", " : "", policy_keys[key].name);
	return names.data;
}

/* The object that a value is; NULL, which is noted, where it is none. */
static JsonbContainer *
object_of(const JsonbValue *value, const char *path, Problems *problems)
{
	if (value->type == jbvBinary && JsonContainerIsObject(value->val.binary.data))
		return value->val.binary.data;
	problem_add(problems, path, "wrong_type", "must be an object");
	return NULL;
}

/* Reads an object, and notes what it should or should not have. */
static void
read_object(JsonbContainer *object, const PolicyObjectForm *form, const char *path, Read *read, Problems *problems)
{
	PolicyKeys	allowed = form->required | form->optional;
	uint32		found = 0;

	for (int key = 0; key < KEY_COUNT; key++)
	{
		const char *name = policy_keys[key].name;
		JsonbValue	value;
		const char *message;

		if (!(allowed & KEY_BIT(key)))
			continue;
		if (getKeyJsonValueFromContainer(object, name, strlen(name), &value) == NULL)
		{
			if (form->required & KEY_BIT(key))
				problem_add(problems, psprintf("%s.%s", path, name), "missing", "is required");
			continue;
		}
		found++;
		message = read_value(key, &value, read);
		if (message != NULL)
			problem_add(problems, psprintf("%s.%s", path, name), "malformed", "%s", message);
	}
	if (found < JsonContainerSize(object))
		problem_add(problems, path, "unknown_key", "may have no other keys than %s", key_names(allowed));
}

/*
 * Reads the key of an object on which the others depend; returns the object,
 * NULL, which is noted, where that key is not as it must be.
 */
static JsonbContainer *
read_kind(const JsonbValue *value, PolicyKey key, const char *path, Read *read, Problems *problems)
{
	JsonbContainer *object = object_of(value, path, problems);
	const char *name = policy_keys[key].name;
	JsonbValue	kind;
	const char *code = "missing";
	const char *message = "is required";

	if (object == NULL)
		return NULL;
	if (getKeyJsonValueFromContainer(object, name, strlen(name), &kind) != NULL)
	{
		code = "malformed";
		message = read_value(key, &kind, read);
	}
	if (message == NULL)
		return object;
	problem_add(problems, psprintf("%s.%s", path, name), code, "%s", message);
	return NULL;
}

/* Reads a rule. What else it may have follows from its kind. */
static void
read_rule(const JsonbValue *value, const char *path, Policy *policy, Problems *problems)
{
	Read		read = {.kind = -1,.step_kind = -1};
	JsonbContainer *object = read_kind(value, KEY_RULE, path, &read, problems);

	if (object == NULL)
		return;
	read_object(object, &policy_kinds[read.kind].form, path, &read, problems);
	read.rule.kind = read.kind;
	policy->rules[policy->count++] = read.rule;
}

/* Reads a step. What else it has follows from who is asked. */
static void
read_step(const JsonbValue *value, const char *path, Policy *policy, Problems *problems)
{
	Read		read = {.kind = -1,.step_kind = -1};
	JsonbContainer *object = read_kind(value, KEY_BY, path, &read, problems);

	if (object == NULL)
		return;
	read_object(object, &policy_steps[read.step_kind].form, path, &read, problems);
	read.step.kind = read.step_kind;
	policy->steps[policy->step_count++] = read.step;
}

/* Reads a list of so many objects at most. */
static void
read_list(const JsonbValue *value, const char *path, int max,
		  void (*read) (const JsonbValue *value, const char *path, Policy *policy, Problems *problems), Policy *policy,
		  Problems *problems)
{
	JsonbContainer *list = value->type == jbvBinary ? value->val.binary.data : NULL;

	if (list == NULL || !JsonContainerIsArray(list))
		problem_add(problems, path, "wrong_type", "must be a list");
	else if (JsonContainerSize(list) > max)
		problem_add(problems, path, "too_many", "may have at most %d entries", max);
	else
		for (uint32 i = 0; i < JsonContainerSize(list); i++)
			read(getIthJsonbValueFromContainer(list, i), psprintf("%s.%u", path, i), policy, problems);
}

/* Reads a document, in the current memory context, and notes what is wrong with it. */
void
policy_read(Jsonb *document, Policy *policy, Problems *problems)
{
	JsonbValue	value;
	uint32		found = 0;

	memset(policy, 0, sizeof(*policy));
	if (!JB_ROOT_IS_OBJECT(document))
	{
		problem_add(problems, "policy", "wrong_type", "must be an object");
		return;
	}
	if (VARSIZE(document) > 4 * POLICY_MAX_BYTES ||
		strlen(JsonbToCString(NULL, &document->root, VARSIZE(document))) > POLICY_MAX_BYTES)
	{
		problem_add(problems, "policy", "too_long", "must take at most %d bytes", POLICY_MAX_BYTES);
		return;
	}
	if (getKeyJsonValueFromContainer(&document->root, "rules", strlen("rules"), &value) != NULL)
	{
		found++;
		read_list(&value, "policy.rules", POLICY_MAX_RULES, read_rule, policy, problems);
	}
	if (getKeyJsonValueFromContainer(&document->root, POLICY_STEPS, strlen(POLICY_STEPS), &value) != NULL)
	{
		found++;
		read_list(&value, "policy." POLICY_STEPS, POLICY_MAX_STEPS, read_step, policy, problems);
	}
	if (getKeyJsonValueFromContainer(&document->root, "approve_below", strlen("approve_below"), &value) != NULL)
	{
		JsonbContainer *object = object_of(&value, "policy.approve_below", problems);
		Read		read = {.step_kind = -1};

		found++;
		if (object != NULL)
			read_object(object, &policy_automatic_form, "policy.approve_below", &read, problems);
		policy->automatic = true;
		policy->automatic_below = read.below;
		policy->automatic_receipt = read.receipt;
	}
	if (found < JsonContainerSize(&document->root))
		problem_add(problems, "policy", "unknown_key",
					"may have no other keys than rules, approve_below, " POLICY_STEPS);
}

/*
 * Notes the first of some numbers that no record has. The statement finds those
 * that records have.
 */
static void
check_known(Call *call, const Statement *find, const PolicyIds *ids, const char *list, int number, PolicyKey key)
{
	Datum	   *values = palloc(sizeof(Datum) * Max(ids->count, 1));
	Datum		wanted;
	uint64		known;

	if (ids->count == 0)
		return;
	for (int i = 0; i < ids->count; i++)
		values[i] = Int64GetDatum(ids->ids[i]);
	wanted = PointerGetDatum(construct_array(values, ids->count, INT8OID, sizeof(int64), FLOAT8PASSBYVAL,
											 TYPALIGN_DOUBLE));
	known = call_run(call, find, &wanted, NULL);
	for (int i = 0; i < ids->count; i++)
	{
		uint64		row = 0;

		while (row < known && row_int64(row, 1) != ids->ids[i])
			row++;
		if (row < known)
			continue;
		problem_add(&call->problems, psprintf("policy.%s.%d.%s", list, number, policy_keys[key].name), "unknown",
					"there is none with id " INT64_FORMAT, ids->ids[i]);
		return;
	}
}

/* Notes where a policy names categories or members that are not there. */
void
policy_check_references(Call *call, const Policy *policy)
{
	static const TenantStatement find_categories = {
		"SELECT id FROM category WHERE id = ANY ($1)", 1, {INT8ARRAYOID}
	};
	static const TenantStatement find_members = {
		"SELECT id FROM member WHERE id = ANY ($1)", 1, {INT8ARRAYOID}
	};

	for (int i = 0; i < policy->count; i++)
	{
		check_known(call, &find_categories, &policy->rules[i].allowed, "rules", i, KEY_ALLOWED_IDS);
		check_known(call, &find_categories, &policy->rules[i].categories, "rules", i, KEY_CATEGORY_IDS);
		check_known(call, &find_members, &policy->rules[i].members, "rules", i, KEY_MEMBER_IDS);
	}
	for (int i = 0; i < policy->step_count; i++)
	{
		PolicyStep	step = policy->steps[i];

		if (step.kind == STEP_PERSON)
			check_known(call, &find_members, &(PolicyIds) {1, &step.member}, POLICY_STEPS, i, KEY_MEMBER_ID);
	}
}

/* Reads the organization's policy; false where it has none. */
bool
policy_load(Call *call, Policy *policy)
{
	Problems	problems = {0};
	Datum		document = call_organization(call)->policy;

	if (document == 0)
		return false;
	policy_read(DatumGetJsonbP(document), policy, &problems);
	if (problems.count > 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("the organization's policy is damaged"),
				 errdetail_internal("%s", problems.lines.data)));
	return true;
}
