/*-------------------------------------------------------------------------
 *
 * shape.h
 *	  Whether a value can be one of an SQL type, by its shape.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_SHAPE_H
#define OUTLAYD_SHAPE_H

#include <jansson.h>

#include "base/buffer.h"

typedef enum Shape
{
	SHAPE_SMALLINT,
	SHAPE_INTEGER,
	SHAPE_BIGINT,
	SHAPE_NUMERIC,
	SHAPE_BOOLEAN,
	SHAPE_TEXT,
	SHAPE_VARCHAR,
	SHAPE_DATE,
	SHAPE_TIMESTAMP,
	SHAPE_UUID,
	SHAPE_JSON,
	SHAPE_JSONB,
	SHAPE_OTHER					/* any scalar, as text: PostgreSQL decides */
} Shape;

extern Shape shape_of_type(const char *type, bool *array);
extern bool shape_accepts_text(Shape shape, const char *text, size_t len);
extern bool shape_accepts_json(Shape shape, const json_t *value, const char *text, size_t len);
extern const char *shape_message(Shape shape, bool array);

#endif							/* OUTLAYD_SHAPE_H */
