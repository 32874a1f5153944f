"""Which finest counts are possible, given the published sessions; used by the audit."""

from collections import defaultdict
from collections.abc import Mapping

from dashboard.publications.protecting.grid import Finest, Stratum, StratumContents

Key = tuple[str, ...]
"""A ``Finest`` without its publication."""


class Possible:
    """Tests whether a move leaves a possible table.

    No count may be negative, and nobody may come where there was no session. If publications only
    added to a count, no addition is below 0. If one subtracted, the sum after each publication is
    not below 0, and is 0 where it left no session.
    """

    def __init__(self, known: Mapping[Stratum, StratumContents]) -> None:
        self._known = known
        self._steps: dict[Key, list[int]] = defaultdict(list)
        self._lessened: set[Key] = set()
        for stratum, found in known.items():
            for age, count in found.people.items():
                self._steps[(*stratum[1:], age)].append(stratum[0])
                if count < 0 or found.sessions < 0:
                    self._lessened.add((*stratum[1:], age))

    def holds(self, move: Mapping[Finest, int]) -> bool:
        """Whether the true counts plus this move are possible."""
        for finest, change in move.items():
            stratum = self._known.get(finest[:5])
            if stratum is None or finest.age not in stratum.people:
                return False
            plain = finest[1:] not in self._lessened
            if plain and stratum.people[finest.age] + change < 0:
                return False
        lessened = {finest[1:] for finest in move} & self._lessened
        return all(self._left(key, move) for key in lessened)

    def _left(self, key: Key, move: Mapping[Finest, int]) -> bool:
        people = sessions = 0
        for step in sorted(self._steps[key]):
            stratum = self._known[(step, *key[:4])]  # type: ignore[index]
            people += stratum.people[key[4]] + move.get(Finest(step, *key), 0)
            sessions += stratum.sessions
            if people < 0 or (sessions == 0 and people != 0):
                return False
        return True
