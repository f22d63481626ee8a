# shellcheck shell=bash
# regress.sh: what the suites regress and isolation share. Sourced, never run.

# shellcheck source=scripts/common.sh
. scripts/common.sh

# run_pg_regress PROGRAM DIR SUFFIX INPUTDIR OUTPUTDIR: runs the tests named by the files DIR/*SUFFIX with PostgreSQL's
# own driver and counts what it says. A file two_migrations comes before all, whichever are named.
run_pg_regress()
{
	local program=$1 dir=$2 suffix=$3 input=$4 output=$5 bin=$OUTLAY_PG_BIN data=$OUTLAY_WORK/data rc=0 tests=() file
	local wanted=" " first=two_migrations
	for file in $OUTLAY_FILE; do
		wanted+="$(basename "$file" "$suffix") "
	done
	for file in "$dir"/*"$suffix"; do
		file=$(basename "$file" "$suffix")
		[ "$file" != '*' ] && [ "$file" != "$first" ] || continue
		[ -z "$OUTLAY_FILE" ] || [[ $wanted == *" $file "* ]] || continue
		tests+=("$file")
	done
	if [ ${#tests[@]} -eq 0 ]; then
		echo '0 passed, 0 failed'
		return 0
	fi

	[ ! -e "$dir/$first$suffix" ] || tests=("$first" "${tests[@]}")

	mkdir -p "$output" "$OUTLAY_WORK/s"
	create_cluster "$bin" "$data"
	test_settings "$OUTLAY_WORK/s" >"$data/outlay.conf"
	"$bin/pg_ctl" -D "$data" -l "$OUTLAY_WORK/postgres.log" -w start >/dev/null
	# shellcheck disable=SC2064 # the values of now
	trap "stop_cluster '$bin' '$data' immediate" EXIT

	"$(dirname "$("$bin/pg_config" --pgxs)")/../test/$program" --bindir="$bin" --inputdir="$input" \
		--outputdir="$output" --host="$OUTLAY_WORK/s" --port="$pg_port" --user="$admin" --dbname=outlay_regression \
		--load-extension=outlay "${tests[@]}" 2>&1 | tee "$OUTLAY_WORK/out" | grep -vE '^([A-Z]+ [A-Z]+|SET|=====.*|)$' || rc=$?
	if [ "$rc" -ne 0 ]; then
		[ ! -f "$output/regression.diffs" ] || head -n 400 "$output/regression.diffs"
		# A server that went down says why in its log.
		grep -E 'PANIC|TRAP|terminated by signal' "$OUTLAY_WORK/postgres.log" | head -n 20 || true
	fi

	# PostgreSQL 15 says "test name ... ok", newer ones "ok 1 - name".
	awk -v rc="$rc" '
		/^(test)? +[a-z0-9_-]+ +\.\.\. ok/ || /^ok [0-9]/ { passed++ }
		/^(test)? +[a-z0-9_-]+ +\.\.\. FAILED/ || /^not ok [0-9]/ { failed++ }
		END { printf "%d passed, %d failed\n", passed, failed + (rc != 0 && !failed) }' "$OUTLAY_WORK/out"
	return "$rc"
}
