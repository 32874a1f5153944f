"""The venues and days of many new sessions, and what has something in common with them there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from dashboard.domain.shared.arrays import Numbers
from dashboard.queries.sessions.findings.duplicates import Spot
from dashboard.queries.shared.groups import Columns, Groups

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
        self._counts = groups.counts
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
        """The new sessions of some spots at a time that share their kind or a facilitator there.

        With them come all that they share it with, also through others. ``company`` are sessions
        that the database has at these spots: id, venue, day and kind, in the order of ids. ``led``
        are their ids, and who led each.
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
        several = self._counts + np.bincount(at, minlength=len(self._spots)) > 1
        several = np.append(several, np.False_)  # the last is that of no spot
        news = np.flatnonzero(several[self._spot_of])
        ids = np.concatenate([beside["id"], news])  # those of new ones are above all others
        spots = np.concatenate([at, self._spot_of[news]])
        of_new, who = self._led
        alike = np.flatnonzero(several[self._spot_of[of_new]])
        led_by = np.searchsorted(ids, np.concatenate([leaders["id"], of_new[alike]]))
        shared = [
            _shared(np.arange(len(ids)), spots, np.append(beside["trait"], self._kind[news])),
            _shared(led_by, spots[led_by], np.append(leaders["trait"], who[alike])),
        ]
        near = np.flatnonzero(_near(ids >= 0, shared))
        yield from _by_spot(spots[near], ids[near])

    def _number(self, venue: int, day: str) -> int:
        return self._venues[venue] * len(self._days) + self._places[day]


def _shared(sessions: Numbers, spots: Numbers, traits: Numbers) -> tuple[Numbers, Numbers]:
    """Those of the sessions that share one of these traits at their spot, and which that is."""
    groups = Groups.of({"spot": spots, "trait": traits})
    place = groups.places()
    several = groups.counts[place] > 1 if len(place) else place > 0
    return sessions[several], place[several]


def _near(new: NDArray[np.bool_], shared: Sequence[tuple[Numbers, Numbers]]) -> NDArray[np.bool_]:
    """Those of the sessions that share something, and are new or so linked to a new one."""
    near, found, linked = new, -1, new
    while found < (found := int(np.count_nonzero(near))):
        linked = np.zeros_like(new)
        for sessions, place in shared:
            reached = np.zeros(int(np.max(place, initial=-1)) + 1, np.bool_)
            reached[place[near[sessions]]] = True
            linked[sessions[reached[place]]] = True
        near = new | linked
    return linked


def _by_spot(spots: Numbers, ids: Numbers) -> Iterator[list[int]]:
    """The sessions, all those of some spots at a time."""
    order = np.argsort(spots, kind="stable")
    spots, ids = spots[order], ids[order]
    starts = np.flatnonzero(np.append(True, spots[1:] != spots[:-1])) if len(spots) else spots
    for some in np.split(ids, starts[AT_ONCE::AT_ONCE]):
        if len(some):
            yield some.tolist()
