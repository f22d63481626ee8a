/*-------------------------------------------------------------------------
 *
 * early_release.h
 *	  Locks that end before the wait for the disk.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_EARLY_RELEASE_H
#define OUTLAY_EARLY_RELEASE_H

extern void early_release_init(void);

/* Has the transaction end its locks before it waits for the disk, where the setting is on. */
extern void early_release(void);

/* Waits until all that this session can see is on the disk, where the setting is on. */
extern void early_release_settle(void);

/*
 * The same, also where it is on the disk but not on the standbys that commits wait for. Somebody may have ended such a
 * wait, as outlayd does in time: then the transaction counts here, and its answer was not told.
 */
extern void early_release_settle_everywhere(void);

/* Where the log ends of what others can see already: on the disk, or before that where commits do not wait for it. */
extern XLogRecPtr early_release_end_of_visible(void);

#endif							/* OUTLAY_EARLY_RELEASE_H */
