# Outlay. `make run` and `make test` work on a bare Debian machine; the rest is plain PGXS.

EXTENSION = outlay
OUTLAY_VERSION := $(shell sed -n "s/^default_version = '\(.*\)'/\1/p" outlay.control)
MODULE_big = outlay
OBJS = $(patsubst %.c,%.o,$(sort $(wildcard extension/*.c)))
DATA_built = outlay--$(OUTLAY_VERSION).sql
SHLIB_LINK = -lsodium
PG_CFLAGS = -std=gnu11 -Wextra -Werror -Wno-unused-parameter -Wno-sign-compare -Wno-missing-field-initializers

PG_CONFIG ?= pg_config
PGXS := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)

outlay--$(OUTLAY_VERSION).sql: scripts/extension-sql $(wildcard extension/schema/*.sql extension/template/*.sql)
	scripts/extension-sql > $@.tmp && mv $@.tmp $@

$(OBJS): $(wildcard extension/*.h)
