# shellcheck shell=bash
# instance.sh: where the private instance of `make run` lives, and whether it does. Sourced by run, stop and psql.
#
# $run_dir (OUTLAY_RUN_DIR, .run) has the lock and the number of the script that looks after the servers. $home has
# what the servers read and write: programs, data, logs, socket. It is the same directory, unless the servers' user
# cannot reach that one, as below /root.

# shellcheck source=scripts/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

umask 022
# shellcheck disable=SC2034 # used by those who source this
port=${OUTLAY_PORT:-8080}
run_dir=${OUTLAY_RUN_DIR:-$root/.run}
case $run_dir in /*) ;; *) run_dir=$root/$run_dir ;; esac

# Sets home, and makes what is missing of both directories.
find_home()
{
	mkdir -p "$run_dir" || die "cannot make $run_dir"
	run_dir=$(cd "$run_dir" && pwd -P)
	home=$run_dir
	if [ -L "$run_dir/home" ]; then
		home=$(readlink "$run_dir/home")
	elif ! as_server_user test -x "$run_dir"; then
		mkdir -p /var/lib/outlay && home=$(mktemp -d /var/lib/outlay/run.XXXXXX) && chmod 711 /var/lib/outlay "$home" &&
			ln -s "$home" "$run_dir/home" || die "cannot make a directory in /var/lib/outlay"
		say "$(server_user), who runs the servers, cannot enter $run_dir: data and logs are in $home."
	fi
	[ -w "$home" ] || die "$home belongs to $(stat -c %U "$home"): start as that user, or set OUTLAY_RUN_DIR"
	find_socket_dir
}

# Sets socket_dir: in the home, unless the path is longer than a socket's name may be (107 bytes).
find_socket_dir()
{
	local short
	socket_dir=$home/socket
	if [ $((${#socket_dir} + ${#pg_port} + 12)) -gt 107 ]; then
		short=${XDG_RUNTIME_DIR:-}
		[ "$EUID" -ne 0 ] && [ -w "${short:-/nonexistent}" ] || short=/tmp
		socket_dir=$short/outlay-$(id -u)-$(cksum <<<"$home" | cut -d' ' -f1)
	fi
}

# Makes a directory for the servers' user alone; one that is there already has to be that user's.
make_private_dir()
{
	if [ ! -d "$1" ]; then
		mkdir -m 700 "$1" || die "cannot make $1"
		[ "$EUID" -ne 0 ] || chown "$(server_user):" "$1"
	fi
	[ ! -L "$1" ] && [ "$(stat -c %U "$1")" = "$(server_user)" ] || die "$1 is not the directory of $(server_user)"
}

# Prints the directory of PostgreSQL's programs in the home; scripts/run has made the link.
instance_bin()
{
	readlink -f "$home/pg/bin"
}

# Tells whether another script looks after this instance; takes its place (descriptor 9) if not.
take_lock()
{
	exec 9>>"$run_dir/lock"
	flock -n 9
}

# Prints the numbers of the processes that work for this instance: outlayd, and every process of PostgreSQL.
instance_processes()
{
	local process
	for process in /proc/[0-9]*; do
		if [ "$(readlink "$process/cwd" 2>/dev/null)" = "$home/data" ]; then
			echo "${process#/proc/}"
			continue
		fi
		case $(readlink "$process/exe" 2>/dev/null) in
		"$home/bin/outlayd"*) echo "${process#/proc/}" ;;
		esac
	done
}

# Stops what a script that was killed has left behind, and forgets the lock files of a postmaster that is no more: its
# number may be another process's by now, and PostgreSQL would not start because of that one. Needs the lock.
stop_leftovers()
{
	local processes
	mapfile -t processes < <(instance_processes)
	if [ ${#processes[@]} -gt 0 ]; then
		say "Stopping what an earlier start has left behind."
		stop_cluster "$(instance_bin)" "$home/data"
		kill "${processes[@]}" 2>/dev/null
		wait_for_end 10 || {
			mapfile -t processes < <(instance_processes)
			kill -s KILL "${processes[@]}" 2>/dev/null
			wait_for_end 10 || die "processes ${processes[*]} do not end"
		}
	fi
	rm -f "$home/data/postmaster.pid" "$socket_dir/.s.PGSQL.$pg_port" "$socket_dir/.s.PGSQL.$pg_port.lock" "$run_dir/pid"
}

# Waits until no process works for the instance, that many seconds at most.
wait_for_end()
{
	local end=$((SECONDS + $1))
	while [ -n "$(instance_processes)" ]; do
		[ "$SECONDS" -lt "$end" ] || return 1
		sleep 0.1
	done
}
