/*-------------------------------------------------------------------------
 *
 * logo.c
 *	  The organization's logo.
 *
 * Everybody may see it, also before a log-in, so nothing is stored that is
 * not an image by its first bytes, and it is small: it stands above every
 * page.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/detoast.h"
#include "catalog/pg_type.h"
#include "utils/builtins.h"

#include "call/audit.h"
#include "call/call.h"
#include "call/reply.h"
#include "core/compat.h"
#include "people/organization.h"
#include "value/image.h"

PG_FUNCTION_INFO_V1(outlay_set_logo);
PG_FUNCTION_INFO_V1(outlay_get_logo);
PG_FUNCTION_INFO_V1(outlay_delete_logo);

#define MAX_BYTES	65536
#define MAX_PIXELS	2048

static const TenantStatement update_logo = {
	"UPDATE organization SET logo = $1, logo_type = $2, logo_width = $3, logo_height = $4, "
	"version = version + 1, updated_at = now() WHERE logo IS DISTINCT FROM $1",
	4, {BYTEAOID, TEXTOID, INT4OID, INT4OID}
};

static void pg_attribute_noreturn() no_logo(void);
static void check_content(Call *call, int arg, Image *image);

/* Raises P0002: there is no logo. */
static void pg_attribute_noreturn()
no_logo(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_NO_DATA_FOUND),
			 errmsg("the organization has no logo")));
}

/* Notes what is wrong with the content among the call's problems; else fills image. */
static void
check_content(Call *call, int arg, Image *image)
{
	bytea	   *content;

	if (!call_has(call, arg) || toast_raw_datum_size(call_arg(call, arg)) == VARHDRSZ)
	{
		problem_add(&call->problems, "content", "missing", "is required");
		return;
	}
	if (toast_raw_datum_size(call_arg(call, arg)) - VARHDRSZ > MAX_BYTES)
	{
		problem_add(&call->problems, "content", "too_large", "must have at most %d bytes", MAX_BYTES);
		return;
	}
	content = DatumGetByteaPP(call_arg(call, arg));
	if (!image_read_header((unsigned char *) VARDATA_ANY(content), VARSIZE_ANY_EXHDR(content), image))
		problem_add(&call->problems, "content", "unknown_type", "must be an image: PNG, JPEG, WebP or GIF");
	else if (image->width < 1 || image->width > MAX_PIXELS || image->height < 1 || image->height > MAX_PIXELS)
		problem_add(&call->problems, "content", "out_of_range", "must have 1 to %d pixels in width and height",
					MAX_PIXELS);
}

/*
 * set_logo(content bytea, version integer) returns outlay.organization_record.
 * 22023: no image, too large; OT412.
 */
Datum
outlay_set_logo(PG_FUNCTION_ARGS)
{
	Call		call;
	Image		image;
	Datum		before;
	Datum		row;

	call_begin(&call, fcinfo);
	check_content(&call, 0, &image);
	problem_check(&call.problems, "logo");
	before = organization_lock(&call, 1);
	if (call_run(&call, &update_logo,
				 (Datum[]) {call_arg(&call, 0), CStringGetTextDatum(image.type), Int32GetDatum((int32) image.width),
				 Int32GetDatum((int32) image.height)}, NULL) == 0)
		return call_end(&call, before);
	row = organization_read(&call);
	audit_record(&call, "updated", "logo", 0, audit_row(before), audit_row(row));
	return call_end(&call, row);
}

/* get_logo() returns outlay.file, for anybody. P0002: there is none. */
Datum
outlay_get_logo(PG_FUNCTION_ARGS)
{
	static const TenantStatement get_logo = {
		"SELECT ROW(logo_type, 'logo.' || substr(logo_type, 7), logo)::outlay.file FROM organization "
		"WHERE logo IS NOT NULL", 0
	};
	Call		call;
	Datum		row;

	call_begin(&call, fcinfo);
	if (!call_row(&call, &get_logo, NULL, NULL, &row))
		no_logo();
	reply_add_header(ORGANIZATION_PUBLIC_CACHING);
	return call_end(&call, row);
}

/* delete_logo(version integer) returns outlay.organization_record. P0002: there is none; OT412. */
Datum
outlay_delete_logo(PG_FUNCTION_ARGS)
{
	static const TenantStatement find = {"SELECT FROM organization WHERE logo IS NOT NULL", 0};
	Call		call;
	Datum		before;
	Datum		row;

	call_begin(&call, fcinfo);
	before = organization_lock(&call, 0);
	if (call_run(&call, &find, NULL, NULL) == 0)
		no_logo();
	call_run(&call, &update_logo, (Datum[]) {0, 0, 0, 0}, "nnnn");
	row = organization_read(&call);
	audit_record(&call, "deleted", "logo", 0, audit_row(before), audit_row(row));
	return call_end(&call, row);
}
