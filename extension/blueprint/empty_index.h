/*-------------------------------------------------------------------------
 *
 * empty_index.h
 *	  Creating indexes of empty tables without building them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_EMPTY_INDEX_H
#define OUTLAY_EMPTY_INDEX_H

extern void empty_index_init(void);
extern bool empty_index_begin(void);
extern void empty_index_end(bool before);

#endif							/* OUTLAY_EMPTY_INDEX_H */
