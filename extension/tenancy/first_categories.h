/*-------------------------------------------------------------------------
 *
 * first_categories.h
 *	  The categories that an organization begins with.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_FIRST_CATEGORIES_H
#define OUTLAY_FIRST_CATEGORIES_H

/* The languages that there are some in. */
#define FIRST_CATEGORIES_LANGUAGES	"en fr de sw"

/* Enters those of a language in the schema of the role that is set, inside of SPI. */
extern void first_categories_enter(const char *language);

#endif							/* OUTLAY_FIRST_CATEGORIES_H */
