"""Selectors that a browser finds quickly: it asks them of each element that a change draws anew."""

import re
from collections.abc import Iterator

import pytest

from dashboard.places import ROOT

SHEETS = [one for one in sorted((ROOT / "assets").rglob("*.css")) if one.parent.name != "vendor"]
BY_PATH = re.compile(r"^(?:html|body):has\((?!> )")
ONE_OF = re.compile(r":is\([^()]*\.[^()]*\)(?::[a-z-]+)?$")


COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
FOR_PAPER = re.compile(r"@media print[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")


def selectors(css: str) -> Iterator[str]:
    """Each selector of a sheet for screens, in one line."""
    for rule in re.findall(r"([^{};]+)\{", FOR_PAPER.sub("", COMMENT.sub("", css))):
        if "@" not in rule:
            yield from (" ".join(one.split()) for one in re.split(r",(?![^()]*\))", rule))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda one: one.name)
def test_what_the_page_has_is_looked_for_where_it_is(sheet):
    """Asked of the whole page, each change would search all of its elements."""
    assert [one for one in selectors(sheet.read_text()) if BY_PATH.search(one)] == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda one: one.name)
def test_classes_are_listed_and_not_one_of_several(sheet):
    """A browser looks a class up; one of several it compares with every element."""
    alone = (one for one in selectors(sheet.read_text()) if " " not in one.replace(", ", ","))
    assert [one for one in alone if ONE_OF.match(one)] == []
