# shellcheck shell=bash
# common.sh: what the scripts share. Sourced, never run.
#
# PostgreSQL refuses to run as root, and a checkout below /root is out of reach for anybody else. So a script started
# by root does its work as the owner of the checkout where that is somebody else, and otherwise runs the servers alone
# as the user postgres, from a directory which that user can reach.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export LC_ALL=C.UTF-8
# shellcheck disable=SC2034 # used by those who source this
# The superuser of a private cluster, its only database, and the number in the name of its socket.
admin=outlay_admin database=outlay pg_port=5432

# Prints a line for the person in front of the screen; a terminal that is gone is no reason to stop.
say()
{
	printf '%s\n' "$*" 2>/dev/null || true
}

# Ends the script with a message.
die()
{
	printf 'outlay: %s\n' "$*" >&2
	exit 1
}

# Runs the script again as the owner of the checkout if root has started it in somebody else's.
become_owner()
{
	local owner
	[ "$EUID" -eq 0 ] || return 0
	owner=$(stat -c %U "$root")
	if [ "$owner" != root ] && [ "$owner" != UNKNOWN ]; then
		say "Going on as $owner, who owns $root."
		exec setpriv --reuid="$owner" --regid="$(id -g "$owner")" --init-groups \
			env HOME="$(getent passwd "$owner" | cut -d: -f6)" USER="$owner" LOGNAME="$owner" OUTLAY_INSTALL=0 "$@"
	fi
}

# The user that servers run as.
server_user()
{
	if [ "$EUID" -eq 0 ]; then echo postgres; else id -un; fi
}

# Becomes the command, as the user that servers run as: the process keeps its number. For a subshell or the background.
exec_as_server_user()
{
	if [ "$EUID" -eq 0 ]; then
		exec setpriv --reuid=postgres --regid=postgres --init-groups \
			env HOME=/var/lib/postgresql USER=postgres LOGNAME=postgres "$@"
	fi
	exec "$@"
}

# Runs a command as the user that servers run as.
as_server_user()
{
	(exec_as_server_user "$@")
}

# Prints the first line of a file, nothing if there is none.
first_line()
{
	local line=
	[ -r "$1" ] && read -r line <"$1"
	printf '%s' "$line"
}

# create_cluster BIN DATA: a new cluster, as the server user. Text is UTF-8 everywhere, sorted by code points, so it is
# the same on every machine. Who can reach the socket is trusted: its directory is closed to everybody else.
create_cluster()
{
	as_server_user "$1/initdb" --pgdata="$2" --username="$admin" --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
		--data-checksums --no-sync --no-instructions >/dev/null
	echo "include_if_exists 'outlay.conf'" | as_server_user tee -a "$2/postgresql.conf" >/dev/null
}

# stop_cluster BIN DATA [MODE]: stops the server on a data directory, if one runs there.
stop_cluster()
{
	if [ -f "$2/postmaster.pid" ]; then
		as_server_user "$1/pg_ctl" -D "$2" -m "${3:-fast}" -w -t 60 stop >/dev/null 2>&1 || true
	fi
}

# test_settings SOCKETDIR: prints the settings of a cluster that need not outlive its test.
test_settings()
{
	cat <<CONF
listen_addresses = ''
port = $pg_port
unix_socket_directories = '$1'
fsync = off
synchronous_commit = off
full_page_writes = off
shared_buffers = 64MB
max_connections = 160
max_locks_per_transaction = 256
max_wal_size = 512MB
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
CONF
}
