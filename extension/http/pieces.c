/*-------------------------------------------------------------------------
 *
 * pieces.c
 *	  Large bodies on their way between outlayd and the database.
 *
 * The client library keeps a copy of whatever is sent or received at once, and
 * the memory of it for as long as the connection lasts. So a large body comes
 * here in pieces ahead of the call that takes it, and a file leaves in pieces,
 * each a row.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "funcapi.h"
#include "utils/memutils.h"

#include "call/caller.h"
#include "call/request.h"
#include "core/compat.h"
#include "http/reply_rows.h"

PG_FUNCTION_INFO_V1(outlay_gather);
PG_FUNCTION_INFO_V1(outlay_gathered);
PG_FUNCTION_INFO_V1(outlay_reply_pieces);

#define GATHERED_MAX	(512 * 1024 * 1024)
#define PIECE_BYTES		(256 * 1024)

/* gather(whole integer, piece bytea) returns void: the next piece of a body that has so many bytes. 22023: too many. */
Datum
outlay_gather(PG_FUNCTION_ARGS)
{
	int32		whole = PG_GETARG_INT32(0);
	bytea	   *piece = PG_GETARG_BYTEA_PP(1);
	Size		size = VARSIZE_ANY_EXHDR(piece);
	GatheredBody *body = &request_change()->body;

	if (!caller_get()->entered)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_AUTHORIZATION_SPECIFICATION),
				 errmsg("nobody has entered")));
	if (body->content == NULL && whole >= 0 && whole <= GATHERED_MAX)
	{
		body->content = MemoryContextAlloc(TopTransactionContext, VARHDRSZ + whole);
		SET_VARSIZE(body->content, VARHDRSZ + whole);
		body->filled = 0;
	}
	if (body->content == NULL || size > VARSIZE(body->content) - VARHDRSZ - body->filled)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a body has more bytes than it was said to have")));
	memcpy(VARDATA(body->content) + body->filled, VARDATA_ANY(piece), size);
	body->filled += size;
	PG_RETURN_VOID();
}

/* gathered() returns bytea: the body that has come in pieces. 22023: it is not whole. */
Datum
outlay_gathered(PG_FUNCTION_ARGS)
{
	const GatheredBody *body = &request_get()->body;

	if (body->content == NULL || body->filled != VARSIZE(body->content) - VARHDRSZ)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("no whole body has come")));
	PG_RETURN_BYTEA_P(body->content);
}

/*
 * reply_pieces(file outlay.file) returns setof bytea: the content, of which
 * each row has a part, whose type and name become headers. One empty row for an
 * empty file. P0002: there is no file.
 */
Datum
outlay_reply_pieces(PG_FUNCTION_ARGS)
{
	FuncCallContext *call;
	bytea	   *content;
	uint64		begin;
	Size		size;
	bytea	   *piece;

	if (SRF_IS_FIRSTCALL())
	{
		MemoryContext previous;

		call = SRF_FIRSTCALL_INIT();
		previous = MemoryContextSwitchTo(call->multi_call_memory_ctx);
		content = DatumGetByteaPP(reply_file(PG_ARGISNULL(0) ? NULL : PG_GETARG_HEAPTUPLEHEADER(0)));
		call->user_fctx = content;
		call->max_calls = Max(1, (VARSIZE_ANY_EXHDR(content) + PIECE_BYTES - 1) / PIECE_BYTES);
		MemoryContextSwitchTo(previous);
	}
	call = SRF_PERCALL_SETUP();
	if (call->call_cntr >= call->max_calls)
		SRF_RETURN_DONE(call);
	content = call->user_fctx;
	begin = call->call_cntr * PIECE_BYTES;
	size = Min(VARSIZE_ANY_EXHDR(content) - begin, PIECE_BYTES);
	piece = palloc(VARHDRSZ + size);
	SET_VARSIZE(piece, VARHDRSZ + size);
	memcpy(VARDATA(piece), VARDATA_ANY(content) + begin, size);
	SRF_RETURN_NEXT(call, PointerGetDatum(piece));
}
