/*-------------------------------------------------------------------------
 *
 * compress.h
 *	  Answers made smaller.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_COMPRESS_H
#define OUTLAYD_COMPRESS_H

#include "base/buffer.h"

/* A shorter answer fits into one packet anyway; a longer one would keep the other clients of its loop waiting. */
#define COMPRESS_MIN 1024
#define COMPRESS_MAX (1024 * 1024)

typedef struct Compressor Compressor;

extern Compressor *compressor_create(void);
extern void compressor_free(Compressor *compressor);
extern bool compress_gzip(Compressor *compressor, const char *data, size_t len, Buffer *out);

#endif							/* OUTLAYD_COMPRESS_H */
