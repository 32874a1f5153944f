"""Writes the Bootstrap that pages load: the rules for what they use, of the vendored whole.

    python .ci/reduce_css.py           write assets/vendor/bootstrap.reduced.css
    python .ci/reduce_css.py --check   fail when that file is not what this would write

A class counts as used when a string of our Python or JavaScript names it, or a part of
dash-bootstrap-components that our pages hold.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import tinycss2

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
WHOLE = ROOT / "assets/vendor/bootstrap.min.css"
REDUCED = ROOT / "assets/vendor/bootstrap.reduced.css"
BANNER = "/*! Bootstrap v5.3.9, MIT (licences/bootstrap.txt), reduced by .ci/reduce_css.py */\n"
CLASSES = re.compile(r"[a-z0-9-]+(?: [a-z0-9_-]+)*")
"""A string that may be a list of classes: sentences have capitals or full stops."""
IN_SCRIPTS = re.compile(r"""(["'`])((?:(?!\1).)*)\1""")
OF_COMPONENTS = {
    "Checklist": "form-check form-check-input form-check-label form-check-inline",
    "Input": "form-control form-control-sm is-invalid is-valid",
    "Select": "form-select form-select-sm",
}
"""Which classes the components of dash-bootstrap-components that we use put into a page."""
VARIABLE = re.compile(r"--bs-[\w-]+")


def used_classes() -> set[str]:
    """The classes that pages may hold."""
    found = {name for names in OF_COMPONENTS.values() for name in names.split()}
    for words in (*_strings_of_python(), *_strings_of_scripts()):
        if CLASSES.fullmatch(words):
            found.update(words.split())
    return found


def _strings_of_python() -> Iterator[str]:
    for folder in ("layouts", "callbacks", "dashboard/web"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value.strip()


def _strings_of_scripts() -> Iterator[str]:
    for path in sorted((ROOT / "assets").rglob("*.js")):
        if "vendor" not in path.parts:
            yield from (found[2] for found in IN_SCRIPTS.finditer(path.read_text(encoding="utf-8")))


def reduced(whole: str, used: set[str]) -> str:
    """The rules of a style sheet whose every class is used, and the variables that these read."""
    rules = list(_kept(tinycss2.parse_stylesheet(whole, skip_comments=True), used))
    read = _variables_read(rules, _own_styles())
    return BANNER + "".join(_without(rule, read) for rule in rules) + "\n"


def _kept(rules: Iterable[tinycss2.ast.Node], used: set[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            parts = _split(tinycss2.serialize(rule.prelude))
            kept = [part for part in parts if _classes(part) <= used]
            if kept:
                yield f"{','.join(kept)}{{{tinycss2.serialize(rule.content)}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in {"media", "supports"}:
            inside = tinycss2.parse_blocks_contents(rule.content, skip_whitespace=True)
            if found := "".join(_kept(inside, used)):
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{found}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword != "keyframes":
            yield rule.serialize()


def _split(selectors: str) -> list[str]:
    """The selectors of a list; commas within brackets part nothing."""
    return [part.strip() for part in re.split(r",(?![^(]*\))", selectors)]


def _classes(selector: str) -> set[str]:
    """The classes that an element must have; of those that it must not have, none."""
    return set(re.findall(r"\.([A-Za-z][\w-]*)", re.sub(r":not\([^)]*\)", "", selector)))


def _own_styles() -> str:
    paths = [p for p in sorted((ROOT / "assets").rglob("*.css")) if "vendor" not in p.parts]
    return "".join(path.read_text(encoding="utf-8") for path in paths)


def _variables_read(rules: Iterable[str], own: str) -> set[str]:
    """Those that a rule reads, and those that their own values read in turn."""
    rules = list(rules)
    read = set(VARIABLE.findall(" ".join(re.findall(r"var\([^;}]*", " ".join(rules) + own))))
    return read | set(VARIABLE.findall(own))


def _without(rule: str, read: set[str]) -> str:
    """The rule less the variables that nothing reads."""
    return re.sub(
        r"(?<=[{;])(--bs-[\w-]+):[^;}]*;?", lambda one: one[0] if one[1] in read else "", rule
    )


def main(arguments: list[str]) -> int:
    """Write the file, or compare it."""
    made = reduced(WHOLE.read_text(encoding="utf-8"), used_classes())
    if arguments != ["--check"]:
        REDUCED.write_text(made, encoding="utf-8")
    elif made != REDUCED.read_text(encoding="utf-8"):
        print("assets/vendor/bootstrap.reduced.css is not up to date: python .ci/reduce_css.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
