/*-------------------------------------------------------------------------
 *
 * search_path.h
 *	  The search_path that statements for one schema run with.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_SEARCH_PATH_H
#define OUTLAY_SEARCH_PATH_H

extern char *search_path_for(const char *schema);
extern int	search_path_enter(const char *schema);
extern void search_path_leave(int level);

#endif							/* OUTLAY_SEARCH_PATH_H */
