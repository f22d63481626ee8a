/*-------------------------------------------------------------------------
 *
 * payment_export.c
 *	  A payment as a file: for a bank, or to be looked at.
 *
 * To export pays nothing, and can be repeated: a file has the same name for the
 * bank each time (the message id), so that one which is sent twice is carried
 * out once. For that it must say the same each time. What a file says is kept
 * as a hash; where it would say something else now, since a member has another
 * bank account or something has bounced, nothing is exported unless somebody
 * asks for a new file, which has a new name.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <sodium.h>

#include "catalog/pg_type.h"

#include "call/validate.h"
#include "core/row.h"
#include "directory/tenant.h"
#include "payment/bank_account.h"
#include "payment/payment.h"
#include "value/amount.h"
#include "value/csv.h"
#include "value/iban.h"
#include "value/sepa.h"
#include "value/sepa_text.h"

PG_FUNCTION_INFO_V1(outlay_export_payment);

#define FORMATS			"pain.001.001.09 pain.001.001.03 csv"
#define MAX_SEPA		"999999999.99"
#define HASH_SIZE \
	sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING)

/* One transfer of a payment; texts as people write them, iban NULL for none. */
typedef struct Transfer
{
	int64		member;
	int32		count;
	Datum		sum;			/* numeric */
	const char *amount;
	const char *name;
	const char *iban;
	const char *expenses;		/* their numbers, with commas */
} Transfer;

/* What a file says. */
typedef struct Export
{
	const char *message_id;
	const char *made_at;
	const char *execute_on;
	const char *sum;
	const char *payer_name;
	const char *payer_iban;
	int			count;
	Transfer   *transfers;
} Export;

static void read_transfers(Call *call, const Payment *payment, Export *export);
static void read_payer(Call *call, Export *export);
static void check_sepa(Call *call, const Export *export);
static char *hash_of(const Export *export);
static void keep_export(Call *call, const Payment *payment, Export *export, bool renew);
static const char *transfer_id(const Export *export, const Transfer *transfer);
static void write_sepa(StringInfo out, const Export *export, int version);
static void write_csv(Call *call, StringInfo out, const Export *export);
static Datum make_file(Call *call, const Payment *payment, const char *format, const Export *export);

/* Reads what is to be transferred to whom. */
static void
read_transfers(Call *call, const Payment *payment, Export *export)
{
	static const TenantStatement find = {
		"SELECT m.id, t.count, t.amount, round(t.amount, " DECIMALS ")::text, " HOLDER_OF_MEMBER ", m.iban::text, "
		"t.expenses FROM (SELECT member_id, count(*)::integer AS count, sum(amount) AS amount, "
		"string_agg(id::text, ', ' ORDER BY id) AS expenses FROM expense WHERE payment_id = $1 GROUP BY member_id) t "
		"JOIN member m ON m.id = t.member_id ORDER BY m.id",
		1, {INT8OID}
	};
	Datum		id = Int64GetDatum(payment->id);

	export->sum = money_text(call, payment->amount);
	export->count = (int) call_run(call, &find, &id, NULL);
	export->transfers = palloc(sizeof(Transfer) * export->count);
	for (int i = 0; i < export->count; i++)
	{
		export->transfers[i] = (Transfer)
		{
			.member = row_int64(i, 1),
			.count = row_int32(i, 2),
			.sum = row_datum(i, 3),
			.amount = row_text(i, 4),
			.name = row_text(i, 5),
			.iban = row_text(i, 6),
			.expenses = row_text(i, 7),
		};
	}
}

/* Reads who pays, from which account. */
static void
read_payer(Call *call, Export *export)
{
	static const TenantStatement find = {
		"SELECT coalesce(payer_name, display_name)::text, iban::text FROM organization"
	};
	TenantRow	tenant;

	call_check_settings(call, call_run(call, &find, NULL, NULL));
	export->payer_name = call_text(1);
	export->payer_iban = call_text(2);
	if (export->payer_name == NULL && tenant_lookup_id(call->tenant, &tenant))
		export->payer_name = tenant.name;
}

/* Raises 55000 where something keeps a payment from being made by SEPA: of all members at once what is missing. */
static void
check_sepa(Call *call, const Export *export)
{
	Datum		bound = DirectFunctionCall3(numeric_in, CStringGetDatum(MAX_SEPA), 0, Int32GetDatum(-1));

	if (strcmp(call_organization(call)->currency, "EUR") != 0)
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "currency", "not_eur",
					  psprintf("SEPA transfers are in EUR, and this organization's currency is %s",
							   call_organization(call)->currency),
					  "Export it as csv.");
	if (export->payer_iban == NULL)
		problem_add(&call->problems, "iban", "no_iban", "of the organization is missing");
	else if (!iban_is_sepa(export->payer_iban))
		problem_add(&call->problems, "iban", "not_sepa", "of the organization is in no country of SEPA");
	for (int i = 0; i < export->count; i++)
	{
		const Transfer *transfer = &export->transfers[i];

		if (transfer->iban == NULL)
			problem_add(&call->problems, "iban", "no_iban", "of %s is missing", transfer->name);
		else if (!iban_is_sepa(transfer->iban))
			problem_add(&call->problems, "iban", "not_sepa", "of %s is in no country of SEPA", transfer->name);
		if (amount_sign(amount_subtract(transfer->sum, bound)) > 0)
			problem_add(&call->problems, "amount", "too_large", "for %s is more than " MAX_SEPA, transfer->name);
	}
	problem_check(&call->problems, "payment");
}

/* The SHA-256 of all that a file says but its name and the moment, in base64url. */
static char *
hash_of(const Export *export)
{
	StringInfoData said;
	unsigned char digest[crypto_hash_sha256_BYTES];
	char	   *hash = palloc(HASH_SIZE);

	initStringInfo(&said);
	appendStringInfo(&said, "%s\n%s\n%s\n", export->execute_on, export->payer_name,
					 export->payer_iban ? export->payer_iban : "");
	for (int i = 0; i < export->count; i++)
	{
		const Transfer *transfer = &export->transfers[i];

		appendStringInfo(&said, INT64_FORMAT "\n%s\n%s\n%s\n%s\n", transfer->member, transfer->amount, transfer->name,
						 transfer->iban ? transfer->iban : "", transfer->expenses);
	}
	crypto_hash_sha256(digest, (const unsigned char *) said.data, said.len);
	sodium_bin2base64(hash, HASH_SIZE, digest, sizeof(digest), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return hash;
}

/*
 * Notes what is exported, and when it was for the first time, and gives the
 * rest of what the file says. 55000 where it is not what was exported before,
 * unless that is to be another file.
 */
static void
keep_export(Call *call, const Payment *payment, Export *export, bool renew)
{
	static const TenantStatement update = {
		"UPDATE payment p SET exported_hash = $2, exported_at = now(), "
		"revision = p.revision + (p.exported_hash IS NOT NULL)::integer "
		"WHERE p.id = $1 AND (p.exported_hash IS NULL OR (p.exported_hash <> $2 AND $3))",
		3, {INT8OID, TEXTOID, BOOLOID}
	};
	static const TenantStatement find = {
		"SELECT p.exported_hash = $2, " PAYMENT_MESSAGE_ID ", "
		"to_char(p.exported_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') FROM payment p WHERE p.id = $1",
		2, {INT8OID, TEXTOID}
	};
	Datum		values[] = {Int64GetDatum(payment->id), CStringGetTextDatum(hash_of(export)), BoolGetDatum(renew)};

	call_run(call, &update, values, NULL);
	call_run(call, &find, values, NULL);
	if (!row_bool(0, 1))
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "renew", "changed",
					  psprintf("the file of payment " INT64_FORMAT " would not be what was exported at %s as %s",
							   payment->id, call_text(3), call_text(2)),
					  "A name, a bank account or what is in it has changed. If that file was not carried out, ask for "
					  "a new one with renew: it gets a new message id.");
	export->message_id = call_text(2);
	export->made_at = call_text(3);
}

/* How payer and payee find one transfer again; what SEPA has for nothing where the numbers are too long for it. */
static const char *
transfer_id(const Export *export, const Transfer *transfer)
{
	const char *id = psprintf("%s-" INT64_FORMAT, export->message_id, transfer->member);

	return strlen(id) <= SEPA_ID_MAX ? id : "NOTPROVIDED";
}

/* Writes the file for a bank, in version 9 or 3 of the message. */
static void
write_sepa(StringInfo out, const Export *export, int version)
{
	SepaTransfer *transfers = palloc(sizeof(SepaTransfer) * export->count);
	SepaFile	file = {
		.message_id = export->message_id,
		.made_at = export->made_at,
		.execute_on = export->execute_on,
		.payer_name = sepa_text(export->payer_name, SEPA_NAME_MAX),
		.payer_iban = export->payer_iban,
		.sum = export->sum,
		.count = export->count,
		.transfers = transfers,
	};

	for (int i = 0; i < export->count; i++)
	{
		const Transfer *transfer = &export->transfers[i];

		transfers[i] = (SepaTransfer)
		{
			.id = transfer_id(export, transfer),
			.name = sepa_text(transfer->name, SEPA_NAME_MAX),
			.iban = transfer->iban,
			.amount = transfer->amount,
			.text = sepa_text(psprintf("Expenses %s", transfer->expenses), SEPA_TEXT_MAX),
		};
	}
	sepa_write(out, &file, version);
}

/* Writes the same for a spreadsheet, with the IBANs as they are known, or without. */
static void
write_csv(Call *call, StringInfo out, const Export *export)
{
	static const char *const head[] = {
		"transfer", "member_id", "name", "iban", "amount", "currency", "execute_on", "expenses"
	};

	csv_write(out, head, lengthof(head));
	for (int i = 0; i < export->count; i++)
	{
		const Transfer *transfer = &export->transfers[i];
		const char *values[] = {
			transfer_id(export, transfer),
			psprintf(INT64_FORMAT, transfer->member),
			transfer->name,
			transfer->iban,
			transfer->amount,
			call_organization(call)->currency,
			export->execute_on,
			transfer->expenses,
		};

		csv_write(out, values, lengthof(values));
	}
}

/* The file in a format, as outlay.file. */
static Datum
make_file(Call *call, const Payment *payment, const char *format, const Export *export)
{
	static const Statement make = {
		"SELECT ROW($1, $2, convert_to($3, 'UTF8'))::outlay.file", 3, {TEXTOID, TEXTOID, TEXTOID}
	};
	bool		is_csv = strcmp(format, "csv") == 0;
	StringInfoData content;
	Datum		values[3];
	Datum		row;

	initStringInfo(&content);
	if (is_csv)
		write_csv(call, &content, export);
	else
		write_sepa(&content, export, strcmp(format, "pain.001.001.03") == 0 ? 3 : 9);
	values[0] = CStringGetTextDatum(is_csv ? "text/csv; charset=utf-8" : "application/xml");
	values[1] = CStringGetTextDatum(psprintf("payment-" INT64_FORMAT ".%s", payment->id, is_csv ? "csv" : "xml"));
	values[2] = CStringGetTextDatum(content.data);
	(void) call_row(call, &make, values, NULL, &row);
	return row;
}

/*
 * export_payment(id bigint, format text, renew boolean, version integer)
 * returns outlay.file, and the payment is exported. The same each time, under
 * the same message id; renew: where it has become another, a new one. P0002,
 * OT412; 22023: what keeps it from being a SEPA transfer; 55000: it has no
 * expenses or too little to transfer, is not in EUR, or would not be what was
 * exported before.
 */
Datum
outlay_export_payment(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{1, "format", RULE_CHOICE, false, 0, 0, FORMATS},
	};
	PaymentChange change = {.to = PAYMENT_STATE_EXPORTED,.action = "exported"};
	Call		call;
	Payment		payment;
	Export		export = {0};
	const char *format = "pain.001.001.09";

	call_begin(&call, fcinfo);
	validate(&call, rules, lengthof(rules));
	problem_check(&call.problems, "export");
	if (call_has(&call, 1))
		format = TextDatumGetCString(call_arg(&call, 1));
	payment_begin(&call, 0, 3, PAYMENT_EXPORT, &payment);
	export.execute_on = payment.execute_on;
	read_payer(&call, &export);
	payment_check_sums(&call, &payment);
	read_transfers(&call, &payment, &export);
	if (strcmp(format, "csv") != 0)
		check_sepa(&call, &export);
	keep_export(&call, &payment, &export, call_has(&call, 2) && DatumGetBool(call_arg(&call, 2)));
	(void) payment_change(&call, &payment, &change);
	return call_end(&call, make_file(&call, &payment, format, &export));
}
