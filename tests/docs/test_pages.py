"""Links lead somewhere; what is named in backticks is there."""

import ast
import itertools
import re
import shlex
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import typer

from dashboard.cli import build
from dashboard.places import ROOT
from tests.docs.commands import TARGETS, elsewhere, lines, missing
from tests.docs.pages import PAGES, SPAN, anchors, blocks, links, name, prose, shell
from tests.docs.picture import MOST_BYTES, PICTURE

LANGUAGES = {"sh", "cron", "html", "http", "json", "nginx", "python", "text"}
MADE = ("data/impact.db", "dashboard/_shipped/")
FOLDERS = ("callbacks/", "layouts/", "dashboard/", "assets/", "deploy/", "docs/", "tests/", "data/")

Faults = Iterator[object]


def faulty(faults: Callable[[Path], Faults]) -> dict[str, list[object]]:
    """The pages that have faults, and theirs."""
    return {name(page): found for page in PAGES if (found := list(faults(page)))}


def test_every_link_leads_somewhere():
    assert faulty(lost_links) == {}


def lost_links(document: Path) -> Faults:
    return (to for _, to in links(document) if not leads_somewhere(document, to))


def leads_somewhere(document: Path, to: str) -> bool:
    if to.startswith(("https://", "http://127.0.0.1")):
        return True
    path, _, anchor = to.partition("#")
    target = (document.parent / path).resolve() if path else document
    return target.exists() and (not anchor or anchor in anchors(target))


def test_a_function_is_in_the_file_to_which_its_link_leads():
    assert faulty(functions_that_are_elsewhere) == {}


def functions_that_are_elsewhere(document: Path) -> Faults:
    for words, to in links(document):
        span = SPAN.fullmatch(words)
        if span and to.endswith(".py"):
            target = (document.parent / to).resolve()
            if target.exists() and span[1] != target.name and span[1] not in defined(target):
                yield f"{span[1]} in {to}"


@cache
def defined(path: Path) -> set[str]:
    """The names at the top of a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {node.name for node in tree.body if hasattr(node, "name")}
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return found


def test_every_page_can_be_reached_from_the_readme():
    found, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in PAGES and page not in found:
            found.add(page)
            waiting += [(page.parent / to.partition("#")[0]).resolve() for _, to in links(page)]
    assert {name(page) for page in PAGES} - {name(page) for page in found} == set()


def test_the_picture_is_quick_to_load():
    assert PICTURE.stat().st_size <= MOST_BYTES


def test_the_readme_fits_on_a_page_or_three():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150


def test_every_path_that_is_named_is_there():
    assert faulty(paths_that_are_gone) == {}


def paths_that_are_gone(document: Path) -> Faults:
    for span in SPAN.findall(prose(document)):
        is_ours = span.startswith(FOLDERS) and " " not in span and not span.startswith(MADE)
        if is_ours and not any(ROOT.glob(span.rstrip("/"))):
            yield span


def test_every_block_says_what_it_is_in_and_a_mark_names_a_test():
    assert faulty(blocks_that_say_nothing_true) == {}


def blocks_that_say_nothing_true(document: Path) -> Faults:
    for block in blocks(document):
        if block.language not in LANGUAGES:
            yield block.place, block.language
        tested = block.mark and block.mark[0] == "tested by"
        if tested and not (ROOT / block.mark[1].rstrip(".")).is_file():
            yield block.place, block.mark


def test_what_is_not_run_here_names_what_is_there():
    assert faulty(parts_that_are_missing) == {}


def parts_that_are_missing(document: Path) -> Faults:
    for block in shell(document):
        for found in filter(None, map(elsewhere, lines(block))):
            if gone := missing(found):
                yield block.place, gone


def test_every_command_that_is_named_is_one_of_ours():
    assert faulty(commands_of_others) == {}


def commands_of_others(document: Path) -> Faults:
    spans = [shlex_or_none(span) for span in SPAN.findall(prose(document).replace("\n", " "))]
    spans += [shlex_or_none(line) for block in shell(document) for line in lines(block)]
    for words in filter(None, spans):
        if words[0] == "impact" and "…" not in words and (none := unknown(words[1:])):
            yield words, none
        if words[0] == "make" and len(words) > 1 and words[1] not in TARGETS:
            yield words


def shlex_or_none(span: str) -> list[str] | None:
    try:
        return shlex.split(span, comments=True)
    except ValueError:  # an apostrophe in prose
        return None


@cache
def program():
    """All commands; to build them takes longer than most pages."""
    return typer.main.get_command(build())


def unknown(words: list[str]) -> list[str]:
    """The words that are no command of ours, and the options that the command has not."""
    command = program()
    named = list(itertools.takewhile(re.compile(r"[a-z-]+").fullmatch, words))
    options = {"--help"} | {word for one in command.params for word in one.opts}
    for word in named:
        if word.startswith("-") or not hasattr(command, "list_commands"):
            break
        context = typer.Context(command)
        if word not in command.list_commands(context):
            return [word]
        _, command, _ = command.resolve_command(context, [word])
        options |= {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
    return [word for word in words if word.startswith("--") and word not in options]
