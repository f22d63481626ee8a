# shellcheck shell=bash
# pytest.sh: what the suites that are written in Python share. Sourced, never run.

# run_pytest PATH…: runs the tests of files or below directories, each for a quarter of an hour at most, two files at once, and
# counts what they say. The limit is there for what hangs, not for a machine that is busy.
run_pytest()
{
	local rc=0 split=(-n 2 --dist loadfile)
	if [ -z "$(find "$@" -name 'test_*.py' 2>/dev/null | head -n 1)" ]; then
		echo '0 passed, 0 failed'
		return 0
	fi
	# Files side by side, each process with servers of its own; what was named is easier to follow without.
	if [ -n "$OUTLAY_FILE" ]; then
		local files
		read -ra files <<<"$OUTLAY_FILE"
		set -- "${files[@]}"
		split=()
	fi
	mkdir -p "$OUTLAY_WORK/tmp"
	PYTHONDONTWRITEBYTECODE=1 TMPDIR=$OUTLAY_WORK/tmp python3 -m pytest -q -ra --color=no --timeout=900 \
		-p no:cacheprovider "${split[@]}" --junitxml="$OUTLAY_WORK/junit.xml" -o junit_family=xunit1 "$@" || rc=$?
	# 5: there was nothing to run.
	[ "$rc" -ne 5 ] || rc=0
	python3 - "$OUTLAY_WORK/junit.xml" <<'PYTHON' || rc=1
import sys
import xml.etree.ElementTree

suite = next(xml.etree.ElementTree.parse(sys.argv[1]).iter("testsuite"))
total, failed, errors, skipped = (int(suite.get(name)) for name in ("tests", "failures", "errors", "skipped"))
line = f"{max(total - failed - errors - skipped, 0)} passed, {failed + errors} failed"
print(line + (f", {skipped} skipped" if skipped else ""))
PYTHON
	return "$rc"
}
