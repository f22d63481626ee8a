/*-------------------------------------------------------------------------
 *
 * cppcheck-postgres.h
 *	  PostgreSQL's macros as cppcheck has to see them.
 *
 * The headers themselves are not read: they would take most of the time, and
 * their own findings would hide ours.
 *
 *-------------------------------------------------------------------------
 */
/* clang-format off */
#define CppAsString(identifier) #identifier
#define CppAsString2(x) CppAsString(x)
#define WARNING 19
#define ERROR 21
#define FATAL 22
#define PANIC 23
#define ereport(elevel, ...) do { if ((elevel) >= ERROR) abort(); } while (0)
#define elog(elevel, ...) do { if ((elevel) >= ERROR) abort(); } while (0)
#define PG_TRY() do { int try_result = setjmp(0); if (try_result == 0) {
#define PG_CATCH() } else {
#define PG_FINALLY() } {
#define PG_END_TRY() } } while (0)
#define PG_MODULE_MAGIC extern int module_magic
#define PG_FUNCTION_INFO_V1(name) extern int name##_info
#define StaticAssertDecl(condition, message) extern int static_assert_declared
#define StaticAssertStmt(condition, message)
#define pg_attribute_noreturn() __attribute__((noreturn))
#define pg_attribute_printf(format, first)
#define pg_noreturn
#define PGDLLEXPORT
#define PGDLLIMPORT
#define FLEXIBLE_ARRAY_MEMBER
#define PG_USED_FOR_ASSERTS_ONLY
#define INT64_FORMAT "%lld"
#define UINT64_FORMAT "%llu"
#define PRIu64 "llu"
#define PRId64 "lld"
#define foreach(cell, list) for ((cell) = list_first(list); (cell); (cell) = list_following(cell))
#define foreach_delete_current(list, cell) ((cell) = NULL)
#define forboth(cell1, list1, cell2, list2) \
	for ((cell1) = list_first(list1), (cell2) = list_first(list2); (cell1) && (cell2); (cell1) = (cell2) = NULL)
