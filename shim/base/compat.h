/*-------------------------------------------------------------------------
 *
 * compat.h
 *	  What differs between the versions of libmicrohttpd that outlayd runs
 *	  on, 0.9.75 and 1.0. No other file looks at the version.
 *
 *-------------------------------------------------------------------------
 */
#ifndef COMPAT_H
#define COMPAT_H

#include <microhttpd.h>

/*
 * The parser of 1.0 mends folded headers, bare line feeds and blanks in the
 * target unless it is told to be strict. That of 0.9.75 leaves all of them to
 * http_guard.c; told to be strict it drops such connections without an answer.
 * And it takes a bare line feed for the end of a chunk's line, where others
 * read on: one body may be two requests. It shows nobody those lines.
 */
#if MHD_VERSION >= 0x01000000
#define STRICT_PARSER MHD_OPTION_CLIENT_DISCIPLINE_LVL, 1,
#define VALUES_ARE_TRIMMED true
#define CHUNKS_ARE_STRICT true
#else
#define STRICT_PARSER
#define VALUES_ARE_TRIMMED false
#define CHUNKS_ARE_STRICT false
#endif

#endif							/* COMPAT_H */
