"""Find the messages in the code, and update the catalogue with them.

``python -m dashboard.i18n.messages`` adds new messages to the French catalogue and removes old
ones.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from dashboard.i18n.catalogues import path
from dashboard.i18n.locale import Locale

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("app.py", "callbacks", "layouts", "dashboard")
MESSAGES = {"text": 1, "plural": 2}  # how many messages each function takes first
OF_WORDS = "dashboard.i18n"
WIDTH = 100


@dataclass(frozen=True, slots=True)
class SourceMessage:
    """A message in the code; ``plural`` is empty for a message without a count.

    ``message`` is empty if the code does not write it as a literal.
    """

    message: str
    plural: str
    file: str
    line: int

    @property
    def place(self) -> str:
        """Its file and line."""
        return f"{self.file}:{self.line}"


def main() -> None:
    """Update the catalogue."""
    french = updated(catalogue(), sources())
    with path(Locale.FR).open("wb") as file:
        write_po(file, french, width=WIDTH, ignore_obsolete=True, include_lineno=False)


def updated(french: Catalog, found: Iterable[SourceMessage]) -> Catalog:
    """The catalogue with exactly the messages found, in their order."""
    template = Catalog(creation_date=french.creation_date)  # else every run would change the file
    for source in found:
        name = (source.message, source.plural) if source.plural else source.message
        template.add(name, locations=[(source.file, source.line)])
    french.update(template, no_fuzzy_matching=True)
    return french


def sources(root: Path = ROOT) -> list[SourceMessage]:
    """Every call of ``text`` and ``plural`` in the code."""
    return [source for file in _files(root) for source in _in_file(file, root)]


def catalogue() -> Catalog:
    """The French catalogue as translators left it."""
    with path(Locale.FR).open("rb") as lines:
        return read_po(lines, locale=Locale.FR.cldr)


def _files(root: Path) -> Iterator[Path]:
    for name in SOURCES:
        found = root / name
        yield from [found] if found.suffix == ".py" else sorted(found.rglob("*.py"))


def _in_file(file: Path, root: Path) -> Iterator[SourceMessage]:
    code = file.read_text(encoding="utf-8")
    if OF_WORDS not in code or not any(f"{name}(" in code for name in MESSAGES):
        return  # most files say nothing, and to parse them takes a second
    nodes = _nodes(ast.parse(code))
    ours = _imported_from_us(nodes)
    for call in nodes:
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ours:
            words = [_words(part) for part in call.args[: MESSAGES[call.func.id]]]
            one, many = [*words, ""][:2] if all(words) else ("", "")
            yield SourceMessage(one, many, file.relative_to(root).as_posix(), call.lineno)


def _nodes(tree: ast.Module) -> list[ast.AST]:
    """What ``ast.walk`` goes through, in its order, in a third of the time."""
    found: list[ast.AST] = [tree]
    for node in found:  # which grows meanwhile
        for part in vars(node).values():
            if isinstance(part, list):
                found += [one for one in part if isinstance(one, ast.AST)]
            elif isinstance(part, ast.AST):
                found.append(part)
    return found


def _imported_from_us(nodes: Iterable[ast.AST]) -> set[str]:
    """Whether this ``text`` is ours: SQLAlchemy has one too."""
    return {
        alias.name
        for node in nodes
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith(OF_WORDS)
        for alias in node.names
        if alias.name in MESSAGES
    }


def _words(part: ast.expr) -> str:
    return str(part.value) if isinstance(part, ast.Constant) else ""


if __name__ == "__main__":
    main()
