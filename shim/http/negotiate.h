/*-------------------------------------------------------------------------
 *
 * negotiate.h
 *	  What a client takes, sends and prefers: Accept and its like.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_NEGOTIATE_H
#define OUTLAYD_NEGOTIATE_H

#include "base/buffer.h"

extern bool accepts_json(const char *accept);
extern bool accepts_events(const char *accept);
extern bool accepts_html(const char *accept);
extern bool accepts_gzip(const char *accept_encoding);
extern bool accepts_brotli(const char *accept_encoding);
extern bool is_json_type(const char *content_type);
extern bool prefers_minimal(const char *prefer);

#endif							/* OUTLAYD_NEGOTIATE_H */
