"""Find the column that a header means, however spreadsheets and survey tools write it."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from dashboard.importers import codes
from dashboard.importers.column import SEVERAL, Column
from dashboard.importers.days import MONTHS
from dashboard.importers.faults import BadValueError
from dashboard.importers.personal import is_personal
from dashboard.importers.questions import bare
from dashboard.importers.words import plain

LONGEST_HEADER = 500
DEEPEST_GROUP = 6

_GRID = re.compile(r"(?P<question>.*\S)\s*\[(?P<row>[^\[\]]+)\]\s*", re.DOTALL)
_ONE_OF_SEVERAL = re.compile(r"(?P<title>.*[^\W\d_])[\s_]*#?(?P<number>\d{1,2})")
_TWO_LANGUAGES = re.compile(r"\s+[/|]\s+")
_IN_GROUPS = re.compile(r"(?<=\S)[/.:](?=\S)")
_IN_GROUPS_WITH_HYPHENS = re.compile(r"(?<=\S)[/.:-](?=\S)")


class Recognition:
    """The known columns, found by header."""

    def __init__(self, known: Sequence[Column], *, hyphens: bool = False) -> None:
        self.by_name = {name: column for column in known for name in column.names}
        self._by_gist = _by_gist(known)
        self._is_of_people = any(column.identifies for column in known)
        self._found: dict[str, Column | None] = {}
        self._between_groups = _IN_GROUPS_WITH_HYPHENS if hyphens else _IN_GROUPS

    def column(self, header: str) -> Column | None:
        """The column of a header; ``None`` if there is none.

        A header may be a title or a question; a title in both languages, separated by a slash; a
        row of a grid, ``How many? [12-14]``; a question in groups, ``session/date``; an option of a
        question, ``facilitators/F-01``; or one of several alike, ``Facilitator 2``. Shares such as
        ``Attendance (%)`` and columns that identify people have none.
        """
        header = header[:LONGEST_HEADER]
        if header not in self._found:
            self._found[header] = self._find(header)
        return self._found[header]

    def refuses(self, header: str) -> bool:
        """Whether it would identify participants; venues may have names."""
        return self._is_of_people and is_personal(header)

    def _find(self, header: str) -> Column | None:
        ways: tuple[Callable[[str], Column | None], ...] = (
            self._titled,
            self._in_two_languages,
            self._in_a_grid,
            self._in_groups,
            self._one_of_several,
        )
        if "%" in header or self.refuses(header):
            return None
        return next((found for way in ways if (found := way(header))), None)

    def _titled(self, header: str) -> Column | None:
        title = bare(header)
        name = plain(title)
        found = self.by_name.get(name) or self.by_name.get(_as_typed(name))
        return found or next(
            (
                by_gist[said]
                for gist, by_gist in self._by_gist.items()
                if (said := gist(title)) in by_gist
            ),
            None,
        )

    def _in_two_languages(self, header: str) -> Column | None:
        parts = _TWO_LANGUAGES.split(header)
        found = [self._titled(part) for part in parts]
        return found[0] if len(parts) > 1 and len({id(column) for column in found}) == 1 else None

    def _in_a_grid(self, header: str) -> Column | None:
        """The column of a row in a grid, if its question only says that something is counted.

        An option may stand in brackets, too: ``Facilitators [F-01]``.
        """
        grid = _GRID.fullmatch(header)
        asked = self._titled(grid["question"]) if grid else None
        if grid and asked and asked.splits:
            return _option(asked, grid["row"]) or _unknown_option(asked, grid["row"])
        column = self._titled(grid["row"]) if grid else None
        return column if grid and column and not column.gist(bare(grid["question"])) else None

    def _one_of_several(self, header: str) -> Column | None:
        """The column of one of several choices, each of which has a column of its own."""
        found = _ONE_OF_SEVERAL.fullmatch(header.strip())
        if not found:
            return None
        asked = self._titled(found["title"]) or self._in_groups(found["title"])
        if not (asked and asked.splits and asked.code == asked.part_of):
            return None
        return replace(asked, code=f"{asked.code}{SEVERAL}{found['number']}", headers=())

    def _in_groups(self, header: str) -> Column | None:
        ends = [found.span() for found in self._between_groups.finditer(header)]
        if not 0 < len(ends) <= DEEPEST_GROUP:
            return None
        for start, end in reversed(ends):
            question = self._after_groups(header[:start], ends)
            if question and question.splits and (option := _option(question, header[end:])):
                return option
        found = self._after_groups(header, ends)
        if found:
            return found
        question = self._after_groups(header[: ends[-1][0]], ends)
        if question and question.splits:
            return _unknown_option(question, header[ends[-1][1] :])
        return None

    def _after_groups(self, header: str, ends: Sequence[tuple[int, int]]) -> Column | None:
        """The column of what remains without as few groups as possible.

        None if a group adds meaning.
        """
        for start, end in [(0, 0), *(span for span in ends if span[1] < len(header))]:
            if found := self._titled(header[end:]):
                groups = self._between_groups.split(header[:start])
                return found if found.narrows or not any(map(self._narrows, groups)) else None
        return None

    def _narrows(self, group: str) -> bool:
        column = self._titled(group)
        return column is not None and column.narrows


def _by_gist(known: Iterable[Column]) -> dict[Callable[[str], str], dict[str, Column]]:
    """Columns by what their names ask for; ambiguous gists are left out."""
    found: defaultdict[Callable[[str], str], dict[str, Column | None]] = defaultdict(dict)
    for column in known:
        for said in {column.gist(name) for name in column.names} - {""}:
            found[column.gist][said] = None if said in found[column.gist] else column
    return {
        gist: {said: column for said, column in by_gist.items() if column}
        for gist, by_gist in found.items()
    }


def _as_typed(name: str) -> str:
    """The header 12-14, which spreadsheets read as 14 December and write as 14-Dec."""
    month = [MONTHS[word] for word in name.split() if word in MONTHS]
    day = [word for word in name.split() if word.isdigit()]
    return f"{month[0]} {day[0]}" if len(month) == len(day) == 1 else name


def _option(question: Column, option: str) -> Column | None:
    """The column of an option that the question knows."""
    try:
        chosen = question.parse(option)
    except BadValueError:
        return None
    code = f"{question.code}/{'; '.join(chosen)}"
    return replace(question, code=code, parse=codes.if_chosen(option, lambda: chosen), headers=())


def _unknown_option(question: Column, option: str) -> Column:
    """The column of an unknown option: a fault only if somebody chose it."""
    parse = codes.if_chosen(option, lambda: question.parse(option))
    return replace(question, code=f"{question.code}/{option}", parse=parse, headers=())
