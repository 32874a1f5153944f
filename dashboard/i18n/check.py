"""Fail the build unless both languages are complete: ``python -m dashboard.i18n.check``.

A message whose French is the same as its English needs the translator's comment ``# identique``.
"""

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Formatter

from babel.messages import Catalog
from babel.messages.catalog import Message

from dashboard.i18n.messages import ROOT, SourceMessage, catalogue, sources
from dashboard.i18n.text import Text, text

FRENCH_FORMS = 2
SAME_ON_PURPOSE = "identique"
WITHOUT_LABELS = {"plan_measures.csv"}  # empty until the project supplies them

Rules = tuple[tuple[str, Text], ...]

FRENCH_FAULTS: Rules = (
    (r"(?<!\u00a0):(?!//)(?!\d)", text("a colon has a no-break space before it")),
    (r"(?<!\u00a0)%", text("a percent sign has a no-break space before it")),
    (r"«(?!\u00a0)|(?<!\u00a0)»", text("guillemets have no-break spaces inside")),
    (
        r"\s[;!?]",
        text("there is no space before a semicolon, an exclamation mark or a question mark"),
    ),
    (r"\u202f", text("the no-break space is U+00A0")),
    (r"[“”]", text("quotation marks are guillemets")),
)
FAULTS: Rules = (
    (r"'", text("an apostrophe is ’")),
    (r'"', text("quotation marks are not straight")),
    (r"\.\.\.", text("an ellipsis is …")),
)
CODE = re.compile(r"`[^`]*`|\{\w*\}")


def main() -> None:
    """Print every fault, and exit with 1 if there is one."""
    problems = [*check(sources(), catalogue()), *check_labels(ROOT / "data" / "reference")]
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


def check(found: Iterable[SourceMessage], french: Catalog) -> list[str]:
    """Faults in the code's English and in the catalogue's French."""
    calls = list(found)
    english = {source.message: source for source in calls if source.message}
    problems = [
        f"{call.place}: the message is not written out" for call in calls if not call.message
    ]
    problems += [
        f"{source.place}: {fault.message} in “{words}”"
        for source in english.values()
        for words in (source.message, source.plural)
        for fault in _faults(words, FAULTS)
    ]
    for source in english.values():
        problems += [
            f"{source.place}: {fault}: “{source.message}”"
            for fault in _entry_faults(source, french.get(source.message))
        ]
    known = [str(_first(message.id)) for message in french if message.id]
    gone = [*(name for name in known if name not in english), *map(_first, french.obsolete)]
    return problems + [f"no longer in the code: “{name}”" for name in gone]


def check_labels(folder: Path) -> list[str]:
    """Faults in the labels of the reference data."""
    return [
        f"{file.name}, {row['code']}: {fault.message}"
        for file in sorted(folder.glob("*.csv"))
        if file.name not in WITHOUT_LABELS
        for row in _rows(file)
        for fault in label_faults(row["label_en"], row["label_fr"])
    ]


def _entry_faults(source: SourceMessage, entry: Message | None) -> Iterator[str]:
    if entry is None:
        yield "not in the French catalogue"
        return
    if _plural(entry) != source.plural:
        yield "the catalogue has another plural"
        return
    strings = entry.string if isinstance(entry.string, tuple) else (entry.string,)
    forms = tuple(str(form or "") for form in strings)
    if not all(forms) or len(forms) != (FRENCH_FORMS if source.plural else 1):
        yield "no French"
        return
    if entry.fuzzy:
        yield "the French is marked fuzzy"
    if SAME_ON_PURPOSE not in entry.user_comments and _same(source, forms):
        yield "the French is the same as the English"
    yield from _place_faults(source, forms)
    for words in forms:
        yield from (fault.message for fault in _faults(words, FAULTS + FRENCH_FAULTS))


def _same(source: SourceMessage, forms: tuple[str, ...]) -> bool:
    pairs = zip((source.message, source.plural), forms, strict=False)
    return any(english == french and _has_words(english) for english, french in pairs)


def _place_faults(source: SourceMessage, forms: tuple[str, ...]) -> Iterator[str]:
    """Names in braces that were lost or added; a singular may say "one" instead of its count."""
    one, many = places(source.message), places(source.plural or source.message)
    allowed = (one | many, one | {"count"}, one, many)
    if places(forms[-1]) != many or places(forms[0]) not in allowed:
        yield "the French has other places"


def places(words: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def _plural(entry: Message) -> str:
    return str(entry.id[1]) if isinstance(entry.id, tuple) else ""


def _first(name: object) -> object:
    return name[0] if isinstance(name, tuple) else name


def _has_words(words: str) -> bool:
    return any(letter.isalpha() for letter in CODE.sub("", words))


def label_faults(english: str, french: str) -> Iterator[Text]:
    """Faults in a label that somebody wrote in both languages."""
    if not english.strip() or not french.strip():
        yield text("a label is missing in one language")
    yield from _faults(english, FAULTS)
    yield from _faults(french, FAULTS + FRENCH_FAULTS)


def _faults(words: str, rules: Rules) -> Iterator[Text]:
    shown = CODE.sub("x", words)
    return (fault for pattern, fault in rules if re.search(pattern, shown))


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


if __name__ == "__main__":
    main()
