# Outlay: the extension by PGXS, and beside it the commands that need nothing but Debian, git and make.
#
# Including PGXS fails where pg_config is not there yet. So the goals of the first part never include it: they are
# scripts, which install what is missing and then call this Makefile again. PGXS defines `check` itself; the test suite
# is `make test`.

SHELL = /bin/bash

# What make gives to the scripts when it stands on the command line: make test SUITE=http FILE=tests/http/test_x.py,
# and make test PG=17 for that version of those that are installed.
export SUITE SUITES FILE PG

# ---- Commands -----------------------------------------------------------------------------------------------------
COMMANDS = run test accept coverage stop psql lint format bench clean help outlayd outlay-mail hooks compile_commands.json
# Behind bench: make bench growth.
BENCHES = $(if $(filter bench,$(MAKECMDGOALS)),requests budget month idle creation scale fleet listeners growth policy peers)
COMMANDS += $(BENCHES)

.PHONY: $(COMMANDS)

help: ## This list
	@echo 'Outlay: a multi-organization expense tracker inside PostgreSQL. Goals of make:'
	@sed -n 's/^\([a-z_.-]*\):.*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 14 | sed 's/^/  /'
	@echo 'Plain PGXS: make && sudo make install && make installcheck (PG_CONFIG=… for another server)'

run: ## Install what is missing, build, and serve on 127.0.0.1 until Ctrl-C (OUTLAY_PORT, OUTLAY_RUN_DIR, OUTLAY_DEMO, OUTLAY_WEB)
	@exec scripts/run

stop: ## Stop what `make run` started
	@exec scripts/stop

psql: ## Open psql on the running instance
	@exec scripts/psql

test: ## Run every test in private servers (SUITE=http for one, FILE=… for some of its files)
	@exec scripts/test

accept: ## Show where pg_regress's output differs, and take it over (SUITE=isolation, FILE=sql/x.sql)
	@exec scripts/accept

coverage: ## Lines and branches that the tests reach, into .build/coverage
	@exec scripts/coverage

hooks: ## Have git run the quick rules before each commit
	git config core.hooksPath scripts/hooks

compile_commands.json: ## For clangd and other tools: how each C file is compiled
	@scripts/install-packages run develop
	rm -f $@ && bear -- sh -c 'find extension shim -name "*.o" -delete; exec scripts/build'

lint: ## Check format, warnings, scripts and house rules
	@exec scripts/lint

format: ## Lay out the C sources as .clang-format says
	@exec scripts/format

bench: ## Measure requests, creation, the fleet, lists (make bench growth for some of it; BENCH='--tenants 10000' for more)
	@exec scripts/bench $(BENCH) $(filter $(BENCHES),$(MAKECMDGOALS))

$(BENCHES): bench
	@:

outlayd: ## Build the HTTP shim, shim/outlayd
	@$(MAKE) --no-print-directory -C shim all

outlay-mail: ## Build the sender of mail, mailer/outlay-mail
	@$(MAKE) --no-print-directory -C mailer all

# ---- The extension (PGXS) -----------------------------------------------------------------------------------------
ifneq ($(filter-out $(COMMANDS),$(or $(MAKECMDGOALS),all)),)

.DEFAULT_GOAL := all

EXTENSION = outlay
OUTLAY_VERSION := $(shell sed -n "s/^default_version = '\(.*\)'/\1/p" outlay.control)
MODULE_big = outlay
OBJS = $(patsubst %.c,%.o,$(sort $(wildcard extension/*.c extension/*/*.c)))
# Not HEADERS: what PGXS finds under that name it installs among the server's own.
HEADER_FILES = $(wildcard extension/*/*.h)
PG_CPPFLAGS = -I$(srcdir)/extension
INSTALL_SCRIPT_SQL = outlay--$(OUTLAY_VERSION).sql
DATA = $(wildcard extension/updates/outlay--*--*.sql)
DATA_built = $(INSTALL_SCRIPT_SQL)
SHLIB_LINK = -lsodium

# make WERROR= builds with a compiler that warns of something new; make DEBUG=1 for a debugger.
WERROR = -Werror
PG_CFLAGS = -std=gnu11 -Wextra $(WERROR) -Wno-unused-parameter -Wno-sign-compare -Wno-missing-field-initializers
ifdef DEBUG
PG_CFLAGS += -O0 -g3
endif

# Tests run in the order of their names, each in the same database, where the extension is there already.
REGRESS = $(patsubst sql/%.sql,%,$(sort $(wildcard sql/*.sql)))
REGRESS_OPTS = --load-extension=outlay
ISOLATION = $(patsubst tests/isolation/specs/%.spec,%,$(sort $(wildcard tests/isolation/specs/*.spec)))
ISOLATION_OPTS = --inputdir=tests/isolation --load-extension=outlay

PG_CONFIG ?= pg_config
PGXS := $(shell $(PG_CONFIG) --pgxs 2>/dev/null)
ifeq ($(wildcard $(PGXS)),)
$(error $(PG_CONFIG) leads to no PGXS. Install postgresql-server-dev-NN of your server or say \
	make PG_CONFIG=/path/to/pg_config; `make run` installs everything by itself)
endif

# PostgreSQL's own rule that writes the headers used by each file to .deps, and reads them back.
override autodepend := yes
include $(PGXS)

$(INSTALL_SCRIPT_SQL): scripts/extension-sql outlay.control \
		$(wildcard extension/schema extension/schema/*.sql extension/template extension/template/*.sql)
	scripts/extension-sql > $@.tmp && mv $@.tmp $@

# Other flags or another server: everything is compiled again.
BUILT_WITH := $(VERSION) $(CC) $(CFLAGS)
ifneq ($(file < .deps/built-with),$(BUILT_WITH))
$(shell mkdir -p .deps && touch .deps/built-with)
$(file > .deps/built-with,$(BUILT_WITH))
endif
$(OBJS): .deps/built-with
$(OBJS:.o=.bc): .deps/built-with $(HEADER_FILES)

else

clean: ## Remove what was built; the data of `make run` stays
	rm -rf outlay.so outlay--*.sql extension/{.,*}/*.{o,bc} .deps .build results output_iso
	rm -rf regression.diffs regression.out web/.output web/.nuxt
	@if [ -f shim/Makefile ]; then $(MAKE) --no-print-directory -C shim clean; fi
	@if [ -f mailer/Makefile ]; then $(MAKE) --no-print-directory -C mailer clean; fi

endif
