/*-------------------------------------------------------------------------
 *
 * proof.h
 *	  All statements on an organization's tables, to be tried.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_PROOF_H
#define OUTLAY_PROOF_H

#include "core/plan.h"

/*
 * A static object that the linker puts beside all others of its section, so
 * that they can be found without a list of them.
 */
#define IN_SECTION(name) __attribute__((section(name), used, aligned(8)))

/* A Statement on an organization's tables, as its role: static, and nothing but that. */
#define TenantStatement IN_SECTION("outlay_statement") Statement

/* Takes one variant of a statement that is put together at run time. */
typedef void (*ProofTake) (const void *definition, uint64 variant, StatementWriter write);

/* Statements that are put together at run time: gives one variant of each. */
typedef struct WrittenStatements
{
	void		(*give) (ProofTake take);
} WrittenStatements;

#define TenantWritten IN_SECTION("outlay_written") WrittenStatements

/*
 * Goes to the next object in a section, which has nothing but objects of one
 * size, each with a pointer that is not NULL in front, and zeros between them.
 */
static inline const void *
section_next(const char *at, const char *end, size_t size)
{
	while (at + size <= end && *(const void *const *) at == NULL)
		at += sizeof(void *);
	return at + size <= end ? at : NULL;
}

/* Walks the objects of a type in a section. */
#define foreach_in_section(type, object, section) \
	for (const type *object = section_next(__start_##section, __stop_##section, sizeof(type)); object != NULL; \
		 object = section_next((const char *) (object + 1), __stop_##section, sizeof(type)))

/* Where a section begins and ends, which the linker knows. */
#define SECTION_BOUNDS(section) \
	extern const char __start_##section[] __attribute__((visibility("hidden"))); \
	extern const char __stop_##section[] __attribute__((visibility("hidden")))

extern int	proof_run(const char **statement);

#endif							/* OUTLAY_PROOF_H */
