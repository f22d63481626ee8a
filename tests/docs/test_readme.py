"""The fenced blocks of README.md, typed in their order as a new user would, against a fresh `make run`.

`sh` blocks share one bash, `sql` blocks one psql, so variables and the current organization last from block to block.
The port of the text, 8080, is replaced. `git clone`, `cd outlay`, `make test` and lines with `sudo` are not typed: the runner
stands in a clone already, and is itself part of `make test`. A curl that gets an error from the server fails its
block. An HTML comment before a block says otherwise:

    <!-- not tested: why -->          the block is left out
    <!-- errors expected: why -->     curl may get errors, psql statements may fail
    <!-- errors expected, shows a b: why -->   the same, and each of these words is printed
"""
import os
import re
import subprocess
import sys

import pytest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests", "run"))
from instance import Instance  # noqa: E402

README = os.path.join(ROOT, "README.md")
FENCE = re.compile(r"^```(sh|bash|sql)\n(.*?)^```$", re.M | re.S)
MARK = re.compile(r"<!-- (not tested|errors expected)(?:, shows ([^:]*))?: (?:(?!-->).)*-->\s*$", re.S)
NOT_TYPED = re.compile(r"^\s*(git clone\b|cd outlay\b|make (run|test|stop|psql)\b|.*\bsudo\b|OUTLAY_\w+=\S+ .*make\b).*$", re.M)


def blocks():
    """(language, text, mark, what it shows, line) of every block."""
    if not os.path.exists(README):
        return []
    with open(README, encoding="utf-8") as file:
        text = file.read()
    found = []
    for match in FENCE.finditer(text):
        mark = MARK.search(text[:match.start()])
        found.append((match.group(1), match.group(2), mark.group(1) if mark else None,
                      (mark.group(2) or "").split() if mark else [], text.count("\n", 0, match.start()) + 1))
    return found


class Typed:
    """A program that reads what a person would type, and tells after each block whether it went well."""

    END = "outlay-end-of-block"

    def __init__(self, command, environment):
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, text=True,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, bufsize=1)

    def type(self, text):
        """Types a block and its end mark; returns what was printed and whether the program lived to the mark."""
        try:
            self.process.stdin.write(text)
            self.process.stdin.flush()
        except BrokenPipeError:
            return "the program has ended already", False
        printed = []
        for line in self.process.stdout:
            if line.startswith(self.END):
                return "".join(printed), line.split()[1:] in ([], ["0"])
            printed.append(line)
        return "".join(printed), False

    def close(self):
        """Ends the program."""
        self.process.stdin.close()
        self.process.wait(30)


BASHRC = r"""
set -o pipefail
errors_expected=
curl() { command curl --max-time 60 $([ "$errors_expected" ] || echo --fail-with-body) "$@"; }
trap 'failed=1' ERR
"""


@pytest.fixture(scope="module", name="reader")
def _reader():
    """The running instance, and a bash and a psql beside it."""
    with Instance(demo=True) as instance:
        instance.start()
        shell = Typed(["bash", "--noprofile", "--norc"], instance.environment)
        shell.type(BASHRC + f"echo {Typed.END}\n")
        psql = Typed(["scripts/psql", "-X", "-v", "ON_ERROR_STOP=1"], instance.environment)
        yield instance, shell, psql
        shell.close()
        psql.close()


@pytest.mark.parametrize("language, text, mark, shown, line", blocks(), ids=lambda value: str(value) if isinstance(value, int) else "")
def test_block(reader, language, text, mark, shown, line):
    """What the README tells people to type works, in the order in which it stands there."""
    instance, shell, psql = reader
    if mark == "not tested":
        pytest.skip(f"README.md:{line}")
    lenient = "1" if mark else ""
    text = re.sub(r"\b8080\b", str(instance.port), text)
    if language == "sql":
        stop = "\\set ON_ERROR_STOP " + ("0" if mark else "1") + "\n"
        output, well = psql.type(stop + text + f"\n\\echo {Typed.END}\n")
    else:
        text = NOT_TYPED.sub("", text)
        output, well = shell.type(f"failed=0 errors_expected={lenient}\n{text}\n"
                                  f"echo; echo {Typed.END} $(( failed && ! ${{errors_expected:-0}} ))\n")
    print(output)
    assert well, f"README.md:{line}: this block fails"
    for word in shown:
        assert word in output, f"README.md:{line}: this block does not show {word}"
