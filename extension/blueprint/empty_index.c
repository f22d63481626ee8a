/*-------------------------------------------------------------------------
 *
 * empty_index.c
 *	  Creating indexes of empty tables without building them.
 *
 * A new tenant's tables have some two dozen indexes and no rows. CREATE INDEX
 * scans and sorts nothing, writes one page past the shared buffers, and, up to
 * PostgreSQL 16, waits for the disk: two dozen times. That was 40 % of the
 * time of a creation, and more on a busy disk. So while a clone runs, CREATE
 * INDEX on a table without blocks stops before the build, and the one page
 * that an empty B-tree has, or the two of an empty GIN index, are written
 * through the shared buffers and the log, like any other page.
 *
 * It is done from ProcessUtility_hook because CREATE TABLE creates the indexes
 * of its constraints that way, too. Who else wants to see CREATE INDEX comes
 * first: where another module has the inner hook, or there is an event
 * trigger for it, indexes are built as ever. (Name outlay before others in
 * shared_preload_libraries, and theirs are outer ones.)
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/gin_private.h"
#include "access/nbtree.h"
#include "access/table.h"
#include "access/xloginsert.h"
#include "catalog/index.h"
#include "catalog/namespace.h"
#include "catalog/pg_am_d.h"
#include "commands/event_trigger.h"
#include "commands/tablecmds.h"
#include "miscadmin.h"
#include "parser/parse_utilcmd.h"
#include "storage/bufmgr.h"
#include "tcop/utility.h"
#include "utils/evtcache.h"
#include "utils/rel.h"

#include "blueprint/empty_index.h"
#include "core/compat.h"

static ProcessUtility_hook_type inner_hook = NULL;

/* Whether a clone runs. */
static bool active = false;

static void process_utility(PlannedStmt *plan, const char *text, bool read_only_tree, ProcessUtilityContext context,
							ParamListInfo params, QueryEnvironment *environment, DestReceiver *dest,
							QueryCompletion *completion);
static bool has_trigger(EventTriggerEvent event);
static bool is_watched(void);
static bool is_known(const IndexStmt *statement);
static Oid	lock_empty_table(const IndexStmt *statement);
static void create_empty_index(Oid table, IndexStmt *statement, const char *text);
static void write_empty_btree(Relation index);
static void write_empty_gin(Relation index);

/* Takes its place among the hooks. */
void
empty_index_init(void)
{
	inner_hook = ProcessUtility_hook;
	ProcessUtility_hook = process_utility;
}

/* Starts leaving builds out, unless somebody watches. It returns what empty_index_end() needs. */
bool
empty_index_begin(void)
{
	bool		before = active;

	active = !is_watched();
	return before;
}

/* Undoes empty_index_begin(). */
void
empty_index_end(bool before)
{
	active = before;
}

/* Handles CREATE INDEX on an empty table while a clone runs, and passes everything else on. */
static void
process_utility(PlannedStmt *plan, const char *text, bool read_only_tree, ProcessUtilityContext context,
				ParamListInfo params, QueryEnvironment *environment, DestReceiver *dest, QueryCompletion *completion)
{
	Oid			table = InvalidOid;

	if (active && IsA(plan->utilityStmt, IndexStmt))
		table = lock_empty_table((IndexStmt *) plan->utilityStmt);

	if (OidIsValid(table))
		create_empty_index(table, (IndexStmt *) (read_only_tree ? copyObject(plan->utilityStmt) : plan->utilityStmt),
						   text);
	else if (inner_hook != NULL)
		inner_hook(plan, text, read_only_tree, context, params, environment, dest, completion);
	else
		standard_ProcessUtility(plan, text, read_only_tree, context, params, environment, dest, completion);
}

/* Tells whether an event trigger may fire for CREATE INDEX: one without tags fires for every command. */
static bool
has_trigger(EventTriggerEvent event)
{
	ListCell   *cell;

	foreach(cell, EventCacheLookup(event))
	{
		EventTriggerCacheItem *trigger = lfirst(cell);

		if (trigger->tagset == NULL || bms_is_member(CMDTAG_CREATE_INDEX, trigger->tagset))
			return true;
	}
	return false;
}

/* Tells whether somebody else might want to see CREATE INDEX where it is executed. */
static bool
is_watched(void)
{
	return inner_hook != NULL || has_trigger(EVT_DDLCommandStart) || has_trigger(EVT_DDLCommandEnd);
}

/* Whether a CREATE INDEX makes one of a kind whose empty pages are known. */
static bool
is_known(const IndexStmt *statement)
{
	return statement->accessMethod == NULL || strcmp(statement->accessMethod, DEFAULT_INDEX_TYPE) == 0 ||
		strcmp(statement->accessMethod, "gin") == 0;
}

/*
 * Locks the table of a CREATE INDEX, as that would, and returns it if the
 * index can be created without a build: a B-tree or a GIN index on a plain
 * table of this very transaction that has no blocks.
 */
static Oid
lock_empty_table(const IndexStmt *statement)
{
	Oid			oid;
	Relation	table;
	bool		is_empty;

	if (statement->concurrent || !is_known(statement))
		return InvalidOid;

	oid = RangeVarGetRelidExtended(statement->relation, ShareLock, 0, RangeVarCallbackOwnsRelation, NULL);
	table = table_open(oid, NoLock);
	is_empty = table->rd_rel->relkind == RELKIND_RELATION &&
		table->rd_rel->relpersistence == RELPERSISTENCE_PERMANENT &&
		table->rd_createSubid != InvalidSubTransactionId &&
		RelationGetNumberOfBlocks(table) == 0;
	table_close(table, NoLock);
	return is_empty ? oid : InvalidOid;
}

/* Is what ProcessUtility does for CREATE INDEX, but for the build. */
static void
create_empty_index(Oid table, IndexStmt *statement, const char *text)
{
	ObjectAddress address = define_index_unbuilt(table, transformIndexStmt(table, statement, text));
	Relation	index = index_open(address.objectId, AccessExclusiveLock);

	if (index->rd_rel->relam == GIN_AM_OID)
		write_empty_gin(index);
	else
		write_empty_btree(index);
	index_close(index, NoLock);
}

/* Writes the one page of a B-tree that has no entries. */
static void
write_empty_btree(Relation index)
{
	bool		allequalimage = _bt_allequalimage(index, false);
	Buffer		buffer = ReadBufferExtended(index, MAIN_FORKNUM, P_NEW, RBM_ZERO_AND_LOCK, NULL);

	Assert(BufferGetBlockNumber(buffer) == BTREE_METAPAGE);
	START_CRIT_SECTION();
	_bt_initmetapage(BufferGetPage(buffer), P_NONE, 0, allequalimage);
	MarkBufferDirty(buffer);
	if (RelationNeedsWAL(index))
		log_newpage_buffer(buffer, true);
	END_CRIT_SECTION();
	UnlockReleaseBuffer(buffer);
}

/* Writes the two pages of a GIN index that has no entries: what it has, and the root of its tree. */
static void
write_empty_gin(Relation index)
{
	Buffer		meta = ReadBufferExtended(index, MAIN_FORKNUM, P_NEW, RBM_ZERO_AND_LOCK, NULL);
	Buffer		root = ReadBufferExtended(index, MAIN_FORKNUM, P_NEW, RBM_ZERO_AND_LOCK, NULL);

	Assert(BufferGetBlockNumber(meta) == GIN_METAPAGE_BLKNO && BufferGetBlockNumber(root) == GIN_ROOT_BLKNO);
	START_CRIT_SECTION();
	GinInitMetabuffer(meta);
	GinInitBuffer(root, GIN_LEAF);
	MarkBufferDirty(meta);
	MarkBufferDirty(root);
	if (RelationNeedsWAL(index))
	{
		log_newpage_buffer(meta, true);
		log_newpage_buffer(root, false);
	}
	END_CRIT_SECTION();
	UnlockReleaseBuffer(root);
	UnlockReleaseBuffer(meta);
}
