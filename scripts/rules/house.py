"""house.py: what the rules share: the files of the project, the functions in a C file, and how a place is named."""
import os
import re
import subprocess
import sys

Function = __import__("collections").namedtuple("Function", "name file line length comment sql_callable")


def files(*suffixes, below=""):
    """The files of the project, tracked by git or new, of the given suffixes."""
    listed = os.environ.get("OUTLAY_FILES")
    if listed:
        names = open(listed, encoding="utf-8").read().splitlines()
    else:
        names = subprocess.run(
            ["git", "-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard"],
            check=True, capture_output=True, text=True).stdout.splitlines()
    return sorted(name for name in names if os.path.isfile(name) and not os.path.islink(name)
                  and name.startswith(below) and (not suffixes or name.endswith(suffixes)))


def lines(name):
    with open(name, encoding="utf-8") as file:
        return file.read().split("\n")


def code(name):
    """The text of a C file with comments, strings and character constants blanked, so that lines keep their numbers."""
    text = open(name, encoding="utf-8").read()

    def blank(match):
        return re.sub(r"[^\n]", " ", match.group())

    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, text, flags=re.S)


def functions(name):
    """The functions that a C file defines, in PostgreSQL's layout: a brace in column one opens and closes each."""
    source, blanked = lines(name), code(name).split("\n")
    for number, line in enumerate(blanked):
        if line.rstrip() != "{":
            continue
        start = number - 1
        while start > 0 and source[start - 1].strip() and not re.match(r"^(\s*\*/|.*\*/\s*$|#|.*;\s*$|})", source[start - 1]):
            start -= 1
        header = " ".join(blanked[start:number])
        match = re.match(r"[^=(]*?(\w+)\s*\(", header)
        if not match or "=" in header.split("(")[0] or header.startswith(("typedef", "struct {", "enum")):
            continue
        end = next((i for i in range(number, len(blanked)) if blanked[i].startswith("}")), len(blanked) - 1)
        above = source[start - 1].rstrip() if start else ""
        yield Function(match.group(1), name, start + 1, end - number + 1, above.endswith("*/"),
                       "PG_FUNCTION_ARGS" in header)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def finish(places):
    """Prints the places that break the rule and ends accordingly."""
    places = list(places)
    for place in places:
        print(place)
    sys.exit(1 if places else 0)
