/*-------------------------------------------------------------------------
 *
 * shape.h
 *	  Whether a text can be a value of an SQL type, by its shape.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_SHAPE_H
#define OUTLAYD_SHAPE_H

#include "json_slice.h"
#include "route.h"

extern bool shape_accepts_text(ArgShape shape, const char *text, size_t len);
extern bool shape_accepts_json(ArgShape shape, JsonKind kind, const char *text, size_t len);
extern const char *shape_message(ArgShape shape, bool array);

#endif /* OUTLAYD_SHAPE_H */
