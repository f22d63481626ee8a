# shellcheck shell=bash
# workshop.sh: a directory of one's own with a copy of the built checkout, where tests and measurements run as an
# unprivileged user: two of them side by side never meet, nothing of the machine's PostgreSQL is touched, and a checkout
# below /root works too. Sourced by test and bench.

# shellcheck source=scripts/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# open_workshop NAME: builds, makes the directory ($work) and the copy ($work/src), and sees to it that both go at the
# end. Sets pg_config to that of a PostgreSQL with the extension. Fails if the build does.
open_workshop()
{
	local where built
	# A socket's name is short, so this directory's must be.
	where=${TMPDIR:-/tmp}
	[ ${#where} -le 30 ] || where=/tmp
	work=$(mktemp -d "$where/outlay-$1.XXXXXX")
	chmod 711 "$work"
	trap close_workshop EXIT
	trap 'exit 130' INT TERM HUP

	built=$(scripts/build </dev/null) || return 1
	mkdir "$work/src" "$work/log"
	if ! git -c safe.directory='*' ls-files -co --exclude-standard >"$work/files" 2>/dev/null; then
		find . -type f -not -path './.*/*' | sed 's#^\./##' >"$work/files"
	fi
	tar -cf - --exclude=./.git --exclude=./.run --exclude=./.build --exclude=node_modules --exclude=./web/.output --exclude=./web/.nuxt . |
		tar -C "$work/src" -xf - && cp -a .build/pg "$work/pg" &&
		chmod -R a+rX "$work/src" "$work/pg" "$work/files" || return 1
	[ "$EUID" -ne 0 ] || chown -R "$(server_user):" "$work/src" "$work/pg" || return 1
	pg_config=$work/pg${built#"$root/.build/pg"}
}

# Ends the commands that are under way, stops whatever still runs from a program below the directory, and removes it.
close_workshop()
{
	local signal process file
	for file in "$work"/running.*; do
		process=$(first_line "$file")
		if [ -n "$process" ] && [ "$(readlink "/proc/$process/cwd")" = "$work/src" ]; then kill "$process"; fi
	done
	for signal in TERM KILL; do
		for process in /proc/[0-9]*; do
			case $(readlink "$process/exe" 2>/dev/null) in
			"$work"/*) kill -s $signal "${process#/proc/}" 2>/dev/null && sleep 0.2 ;;
			esac
		done
	done
	if [ "${OUTLAY_KEEP:-0}" = 1 ]; then
		say "Kept: $work"
	else
		rm -rf "$work" 2>/dev/null || { sleep 1 && rm -rf "$work"; }
	fi
}

# work_on NAME COMMAND…: becomes the command, in the copy, as the unprivileged user, with a directory of its own
# (OUTLAY_WORK) and the programs to work with. For a subshell.
work_on()
{
	echo "$BASHPID" >"$work/running.$1"
	mkdir "$work/$1"
	[ "$EUID" -ne 0 ] || chown "$(server_user):" "$work/$1"
	cd "$work/src" || exit 1
	export OUTLAY_WORK=$work/$1 OUTLAY_PG_BIN=${pg_config%/*} PG_CONFIG=$pg_config OUTLAYD=$work/src/shim/outlayd \
		OUTLAY_FILE=${FILE:-} OUTLAY_FILES=$work/files OUTLAY_INSTALL=0
	unset MAKEFLAGS MAKELEVEL MFLAGS SUITE SUITES FILE PGHOST PGPORT PGUSER PGDATABASE PGOPTIONS
	exec_as_server_user "${@:2}"
}
