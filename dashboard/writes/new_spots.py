"""The venues and days of many new sessions, and those where several have something in common."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from dashboard.queries.sessions.findings.duplicates import Spot
from dashboard.queries.shared.groups import Columns, Groups, Numbers

AT_ONCE = 8_000
_NUMBERS = np.dtype([("id", "q"), ("spot", "q"), ("trait", "q")])


class NewSpots:
    """The spots of new sessions, each venue and day as one number, in order.

    Numbers side by side are sorted in a tenth of the time that a table of a million rows takes.
    """

    def __init__(
        self,
        cells: Columns,
        led: tuple[Numbers, Numbers],
        these: Numbers,
        venue_ids: Numbers,
        texts: Mapping[str, Sequence[str]],
    ) -> None:
        """Take ``these`` of the sessions, whose cells are places among texts, or among venues.

        ``led`` are sessions, and who led each.
        """
        self._venue_ids, self._days = venue_ids.tolist(), texts["held_on"]
        self._venues = {id_: at for at, id_ in enumerate(self._venue_ids)}
        self._places = {day: at for at, day in enumerate(self._days)}
        self._kinds = {code: at for at, code in enumerate(texts["kind"])}
        self._people = {code: at for at, code in enumerate(texts["facilitator"])}
        groups = Groups.of({name: cells[name][these] for name in ("venue", "held_on")})
        first = these[groups.first]
        self._spots = cells["venue"][first].astype(np.int64) * len(self._days)
        self._spots += cells["held_on"][first]
        self._sessions, self._counts = these[groups.order], groups.counts
        self._spot_of = np.full(len(cells["venue"]), -1, np.int32)
        self._spot_of[these] = groups.places()
        self._kind, self._led = cells["kind"], led

    def __len__(self) -> int:
        return len(self._spots)

    def __iter__(self) -> Iterator[Spot]:
        """The spots: venue by venue, day by day."""
        for first in range(0, len(self._spots), AT_ONCE):
            some = self._spots[first : first + AT_ONCE].tolist()
            for venue, day in (divmod(one, len(self._days)) for one in some):
                yield self._venue_ids[venue], date.fromisoformat(self._days[day])

    def __contains__(self, spot: Spot) -> bool:
        venue, day = spot[0], spot[1].isoformat()
        if venue not in self._venues or day not in self._places:
            return False
        number = self._number(venue, day)
        at = int(np.searchsorted(self._spots, number))
        return at < len(self._spots) and int(self._spots[at]) == number

    def shared(
        self, company: Iterable[tuple[int, int, str, str]], led: Iterable[tuple[int, str]]
    ) -> Iterator[list[int]]:
        """All sessions at some spots at a time, where two have their kind or a facilitator.

        ``company`` are sessions that the database has at these spots: id, venue, day and kind, in
        the order of ids. ``led`` are their ids, and who led each.
        """
        kinds, people = self._kinds, self._people
        known = (
            (id_, self._number(venue, day), kinds.setdefault(kind, len(kinds)))
            for id_, venue, day, kind in company
        )
        beside = np.fromiter(known, _NUMBERS)
        at = np.searchsorted(self._spots, beside["spot"])
        leading = ((id_, 0, people.setdefault(code, len(people))) for id_, code in led)
        leaders = np.fromiter(leading, _NUMBERS)
        shared = np.zeros(len(self._spots), np.bool_)
        several = np.append(self._counts + np.bincount(at, minlength=len(shared)) > 1, np.False_)
        alike = np.flatnonzero(several[self._spot_of])  # the last is that of no spot
        _share(shared, (self._spot_of[alike], at), (self._kind[alike], beside["trait"]))
        of_new, who = self._led
        alike = np.flatnonzero(several[self._spot_of[of_new]])
        spots = self._spot_of[of_new[alike]], at[np.searchsorted(beside["id"], leaders["id"])]
        _share(shared, spots, (who[alike], leaders["trait"]))
        yield from self._at(np.flatnonzero(shared), beside["id"], at)

    def _at(self, spots: Numbers, ids: Numbers, at: Numbers) -> Iterator[list[int]]:
        """All sessions at these spots, some spots at a time; those with ids are ``at`` theirs."""
        order = np.argsort(at, kind="stable")
        ids, at = ids[order], at[order]
        ends = np.cumsum(self._counts, dtype=np.int64)
        for first in range(0, len(spots), AT_ONCE):
            some = spots[first : first + AT_ONCE].tolist()
            new = [self._sessions[ends[one] - self._counts[one] : ends[one]] for one in some]
            low, high = np.searchsorted(at, some), np.searchsorted(at, some, "right")
            known = [ids[a:b] for a, b in zip(low, high, strict=True)]
            yield np.concatenate(new + known).tolist()

    def _number(self, venue: int, day: str) -> int:
        return self._venues[venue] * len(self._days) + self._places[day]


def _share(
    shared: NDArray[np.bool_],
    spots: tuple[Numbers, Numbers],
    traits: tuple[Numbers, Numbers],
) -> None:
    """Mark the spots where two sessions have the same of these traits."""
    every = np.concatenate(spots)
    if len(every):
        groups = Groups.of({"spot": every, "trait": np.concatenate(traits)})
        shared[every[groups.first[groups.counts > 1]]] = True
