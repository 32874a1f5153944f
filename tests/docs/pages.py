"""The pages as a program reads them: blocks of code, links, and what stands in backticks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dashboard.places import ROOT

PAGES = sorted(
    [
        *(ROOT / f"{name}.md" for name in ("README", "CONTRIBUTING", "SECURITY", "deploy/README")),
        *(ROOT / "docs").rglob("*.md"),
    ]
)
FENCE = re.compile(r"^( *```+)(\w*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
MARK = re.compile(r"<!-- (tested by|not run:) (.+?) -->\n\Z")
LINK = re.compile(r"(?<!`)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)")
SPAN = re.compile(r"`([^`\n]+)`")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code, and the line of the page at which it begins.

    ``mark`` is what a comment just above says of who runs it, or why nobody does; empty for none.
    """

    page: Path
    line: int
    language: str
    text: str
    mark: tuple[str, str] | None

    @property
    def place(self) -> str:
        """Where it stands, for who reads a failure."""
        return f"{name(self.page)}:{self.line}"


def name(page: Path) -> str:
    """A page by its path in the project."""
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path) -> Iterator[Block]:
    """The blocks of code on a page."""
    text = page.read_text(encoding="utf-8")
    for found in FENCE.finditer(text):
        before = text[: found.start()]
        mark = MARK.search(before)
        said = (mark[1], mark[2]) if mark else None
        yield Block(page, before.count("\n") + 1, found[2], found[3], said)


def shell(page: Path) -> list[Block]:
    """The blocks that a reader copies into a shell."""
    return [block for block in blocks(page) if block.language == "sh"]


def prose(page: Path) -> str:
    """A page without its blocks of code."""
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def links(page: Path) -> list[tuple[str, str]]:
    """Words and address of each link, pictures included."""
    return LINK.findall(prose(page))


def anchors(page: Path) -> set[str]:
    """The places of a page that a link can lead to."""
    heads = HEADING.findall(prose(page))
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}
