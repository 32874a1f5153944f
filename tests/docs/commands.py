"""Which commands of the pages are run, and where those are that are not run here."""

import json
import re
import shlex
from collections.abc import Iterator
from importlib.util import find_spec

from dashboard.places import ROOT
from tests.docs.pages import Block

ELSEWHERE = {
    r"make (?P<target>[a-z-]+)": "the checks of every change run make",
    r"\. \.venv/bin/activate": "the environment of the tests is active",
    r"\.venv/bin/pytest (?P<arguments>.*)": "it is one of these tests",
    r"\.venv/bin/python -m (?P<module>[\w.]+)": "a tool for who changes the program",
    r"npm (?:run )?(?P<script>[a-z]+)": "the checks of every change run the same tools",
}
"""Commands that are not run wherever they stand, and why; what they name must be there."""

SCRIPTS = json.loads((ROOT / "package.json").read_text("utf-8"))["scripts"]
TARGETS = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
MAY_FAIL = re.compile(r"#.*\b(?:exit|code de sortie) 1\b")
"""A remark that the command may end with 1, as checks do that find something."""


def lines(block: Block) -> list[str]:
    """Its commands, one a line."""
    joined = block.text.replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and line[0] != "#"]


def elsewhere(line: str) -> re.Match[str] | None:
    """A command that is not run here, and what it names."""
    return next(filter(None, (re.match(pattern, line) for pattern in ELSEWHERE)), None)


def runnable(block: Block) -> list[str]:
    """The commands of a block that are run here."""
    return [] if block.mark else [line for line in lines(block) if not elsewhere(line)]


def not_run(block: Block) -> Iterator[tuple[str, str]]:
    """Each command of a block that is not run here, and why."""
    for line in lines(block):
        found = elsewhere(line)
        if block.mark:
            yield line, " ".join(block.mark)
        elif found:
            yield line, ELSEWHERE[found.re.pattern]


def missing(found: re.Match[str]) -> list[str]:
    """What a command that is not run here names although it is not there."""
    named = found.groupdict()
    gone = [f"make {named['target']}"] if named.get("target", "run") not in TARGETS else []
    if named.get("script", "test") not in SCRIPTS:
        gone.append(f"npm run {named['script']}")
    if "module" in named and find_spec(named["module"]) is None:
        gone.append(named["module"])
    words = shlex.split(named.get("arguments", ""), comments=True)
    return gone + [word for word in words if "/" in word and not (ROOT / word).exists()]
