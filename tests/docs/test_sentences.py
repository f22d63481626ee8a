"""The rule for sentences (scripts/rules/sentences) finds what is too long to be read once, and nothing else."""
import os
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHORT = "A short sentence stands here. "


def found(tmp_path, text):
    """What the rule says of a document."""
    document = tmp_path / "document.md"
    document.write_text(text, encoding="utf-8")
    listed = tmp_path / "files"
    listed.write_text(f"{document}\n", encoding="utf-8")
    said = subprocess.run(["scripts/rules/sentences"], cwd=ROOT, env={**os.environ, "OUTLAY_FILES": str(listed)},
                          capture_output=True, text=True, check=False)
    assert said.returncode == (1 if said.stdout else 0), said.stderr
    return [line.removeprefix(f"{document}:") for line in said.stdout.splitlines()]


def test_a_long_sentence_is_told_with_its_line_wherever_it_stands(tmp_path):
    """In a paragraph over two lines, a list item, a cell of a table; at 31 words, not at 30."""
    at_most, long = " ".join(["Word"] + ["word"] * 29), " ".join(["Word"] + ["word"] * 30)
    split = long.replace(" word word word word", " word word word\nword", 1)
    text = f"{SHORT * 9}{at_most}.\n\n{split}.\n\n- one\n- {long}\n\n| a | b |\n|---|---|\n| c | {long} |\n"
    told = found(tmp_path, text)
    assert [line.split(":")[0] for line in told] == ["3", "7", "11"]
    assert all("a sentence of 31 words, at most 30" in line for line in told)


def test_code_and_links_are_no_prose(tmp_path):
    """A block of code, one between backticks, an address and a comment may be as long as they are."""
    words = "word " * 40
    text = (f"{SHORT}`{words}`. {SHORT}\n\n```sh\n{words}\n```\n\n    {words}\n\n<!-- {words} -->\n\n"
            f"See [the page](https://example.com/{words.strip().replace(' ', '-')}).\n")
    assert found(tmp_path, text) == []


def test_sentences_that_are_long_on_average_are_told(tmp_path):
    """None is too long, and yet the page is hard to read."""
    told = found(tmp_path, (" ".join(["Word"] + ["word"] * 24) + ". ") * 5)
    assert len(told) == 1 and "25.0 words on average" in told[0]
