"""How proofs are kept: compressed JSON, read again by whoever verifies."""

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import orjson
from pydantic import TypeAdapter

from dashboard.domain.publications.periods import grain_of
from dashboard.domain.shared.intervals import Interval
from dashboard.publications.protecting.counts import MonthTally, Place
from dashboard.publications.protecting.declared import Codes
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.grid import Finest
from dashboard.publications.protecting.ranges import Change
from dashboard.publications.protecting.ranges.needs.ruling import TODAY, number_of


@dataclass(frozen=True, slots=True)
class KeptBlock:
    """What is shown of a block, under which venue types, and its witnesses.

    ``taken_from`` is the number of the block from which corrections took these ``tallies``; they
    are ``None`` and none for a block of its own. Of ``arrives`` and ``given``, see ``Part``.
    ``sums_of`` are the numbers of the blocks if these are ranges of their sums. ``returns`` is the
    number of a part that is put back, with nothing new. ``made_by`` is the number of the rules. Of
    ``quarters`` and ``coarse``, see ``BlockCounts``.
    """

    venue_types: Codes
    shown: Mapping[Name, Interval]
    witnesses: tuple[Change, ...]
    taken_from: int | None = None
    tallies: tuple[MonthTally, ...] = ()
    arrives: Place | None = None
    given: tuple[MonthTally, ...] = ()
    sums_of: tuple[int, ...] = ()
    returns: int | None = None
    made_by: int = TODAY
    quarters: bool = True
    coarse: frozenset[str] = frozenset()

    @property
    def new(self) -> bool:
        """Whether it has sessions that were in no block before."""
        return self.taken_from is None and self.returns is None and not self.sums_of

    @property
    def inner(self) -> bool:
        """Whether it has all tables by year, those of each axis by quarter with them."""
        return (
            not self.quarters
            or bool(self.coarse)
            or any(
                name.by == ("language",) and grain_of(name.period) == "quarter"
                for name in self.shown
            )
        )


def is_of_today(kept: bytes) -> bool:
    """Whether all that a draft adds was made by today's rules; the audit tries that besides.

    Raises:
        KeyError, TypeError, ValueError, zlib.error: These are no blocks.
    """
    return all(block.made_by >= TODAY for block in blocks_of(kept) if block.returns is None)


def proofs_of(kept: bytes) -> tuple[Change, ...]:
    """The witnesses of an older publication, which was protected together with all before it.

    Raises:
        TypeError, ValueError, zlib.error: These are not proofs.
    """
    return _changes(_unpacked(kept))


def blocks_text(blocks: Iterable[KeptBlock]) -> bytes:
    """The ranges and witnesses of a publication's blocks; none if it adds no session."""
    return _packed(
        [
            {
                "venue_types": block.venue_types,
                "shown": [[*name, told.low, told.high] for name, told in block.shown.items()],
                "witnesses": _plain(block.witnesses),
                "rules": block.made_by,
                **({} if block.quarters else {"quarters": False}),
                **({"coarse": sorted(block.coarse)} if block.coarse else {}),
                **_taken(block),
            }
            for block in blocks
        ]
    )


def blocks_of(kept: bytes) -> tuple[KeptBlock, ...]:
    """The same, read.

    Raises:
        KeyError, TypeError, ValueError, zlib.error: These are no blocks.
    """
    return tuple(
        KeptBlock(
            tuple(found["venue_types"]),
            {
                Name(period, tuple(by), tuple(codes)): Interval(low, high)
                for period, by, codes, low, high in found["shown"]
            },
            _changes(found["witnesses"]),
            found.get("taken_from"),
            _TALLIES.validate_python(found.get("tallies", ())),
            _PLACE.validate_python(found.get("arrives")),
            _TALLIES.validate_python(found.get("given", ())),
            tuple(found.get("sums_of", ())),
            found.get("returns"),
            number_of(found),
            found.get("quarters", True),
            frozenset(found.get("coarse", ())),
        )
        for found in _one_by_one(kept)
    )


_BLOCK = re.compile(rb'\{"venue_types":')
_TALLIES = TypeAdapter(tuple[MonthTally, ...])
_PLACE = TypeAdapter(Place | None)


def _taken(block: KeptBlock) -> dict[str, Any]:
    if block.sums_of:
        return {"sums_of": block.sums_of}
    if block.returns is not None:
        return {"returns": block.returns}
    if block.taken_from is None:
        return {}
    return {
        "taken_from": block.taken_from,
        "tallies": block.tallies,
        "arrives": block.arrives,
        "given": block.given,
    }


def _plain(moves: Sequence[Change]) -> list[list[tuple[Any, ...]]]:
    return [[(*finest, change) for finest, change in move.items()] for move in moves]


def _changes(plain: list[list[list[Any]]]) -> tuple[Change, ...]:
    """These witnesses; each finest count is held once, though most of them change it."""
    known = dict[Finest, Finest]()
    every = (((Finest(*finest), change) for *finest, change in move) for move in plain)
    return tuple({known.setdefault(at, at): change for at, change in move} for move in every)


def _packed(plain: object) -> bytes:
    return zlib.compress(orjson.dumps(plain))


def _one_by_one(kept: bytes) -> Iterator[Any]:
    """The blocks in a text; read at once, those of ten thousand sessions take 130 MB."""
    text = zlib.decompress(kept)
    begins = [found.start() for found in _BLOCK.finditer(text)]
    if text[: begins[0] if begins else None].strip() != b"[":
        yield from orjson.loads(text)
        return
    for begin, end in pairwise([*begins, len(text.rstrip().removesuffix(b"]"))]):
        yield orjson.loads(text[begin:end].rstrip(b", \n"))


def _unpacked(kept: bytes) -> Any:  # noqa: ANN401 - JSON
    return orjson.loads(zlib.decompress(kept))
