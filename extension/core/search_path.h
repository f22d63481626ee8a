/*-------------------------------------------------------------------------
 *
 * search_path.h
 *	  The search_path that statements for one schema run with.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_SEARCH_PATH_H
#define OUTLAY_SEARCH_PATH_H

#include "core/outlay.h"

/* The path of statements that run as the owner of the extension: nobody else can make anything there. */
#define SEARCH_PATH_SYSTEM "pg_catalog, pg_temp"

/* The path for no tenant, and what follows a tenant's schema. */
#define SEARCH_PATH_OUTLAY OUTLAY_SCHEMA ", pg_temp"
#define SEARCH_PATH_SUFFIX ", " SEARCH_PATH_OUTLAY

extern char *search_path_for(const char *schema);
extern void search_path_set(const char *schema);
extern int	search_path_enter(const char *schema);
extern int	search_path_enter_system(void);
extern int	search_path_keep(void);
extern void search_path_leave(int level);
extern char *search_path_now(void);
extern void search_path_put_back(const char *before);

#endif							/* OUTLAY_SEARCH_PATH_H */
