"""What a change of a page sends: only the places whose content the browser does not show yet.

Each piece of a drawing has a mark, made of its content. The browser says which marks it shows, and
gets the other pieces with theirs, but for those in closed folds. Whatever it claims, it gets
nothing that the whole drawing does not say. Who claims nothing gets the whole drawing.
"""

import re
from base64 import b64encode
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

import orjson

from layouts.shared.drawing import KINDS, Drawing
from layouts.shared.written import in_json

MARK_BYTES = 6  # eight letters; that two of a page's hundred are one by chance never happens
IN_PARTS = ("grids", "figures")
"""The kinds whose content is sent in parts: what frames it often stays."""
NAMES_KEPT = 512
"""Of pieces, the same in each answer."""
IDS = re.compile(rb'"id":"([^"]+)"')


class Shown(NamedTuple):
    """What a browser says that it shows."""

    at: int
    """The number of its drawing; an answer comes back to no other."""
    marks: frozenset[str]
    closed: tuple[str, ...] = ()
    """The places in closed folds, whose content can wait until they are opened."""


class Fragment(NamedTuple):
    """A place with its content, or one part of it."""

    kind: str
    place: str
    part: str
    content: Any

    @property
    def name(self) -> str:
        """The name that the browser keeps its mark under."""
        return f"{self.place}/{self.part}" if self.part else self.place


class MarkedFragment(NamedTuple):
    """A piece, its content in JSON, with its mark; ``within`` are the places that lie in it.

    ``size`` is that of its JSON.
    """

    piece: Fragment
    mark: str
    within: tuple[str, ...]
    size: int


class MarkedDrawing(dict[str, Any]):
    """A drawing that is asked for more than once: its pieces were written and marked when made.

    ``unmade`` are the places in closed folds for which it was made without content. ``size`` is
    that of all its JSON.
    """

    def __init__(
        self, drawing: Drawing, pieces: tuple[MarkedFragment, ...], unmade: Collection[str] = ()
    ) -> None:
        held: Drawing = {kind: {} for kind in KINDS if kind in drawing}
        super().__init__(drawing | held | _placed(one.piece for one in pieces))
        self.pieces, self.unmade = pieces, unmade
        self.size = sum(one.size for one in pieces)


def marked(drawing: Drawing, unmade: Collection[str] = ()) -> MarkedDrawing:
    """The same drawing in JSON, with its marks; Dash and orjson write it as it is."""
    return MarkedDrawing(drawing, tuple(map(_with_mark, _fragments(drawing))), unmade)


def weight(drawing: MarkedDrawing) -> int:
    """About how many bytes a marked drawing takes in memory."""
    return 2 * drawing.size


def marks(drawing: Drawing) -> dict[str, str]:
    """The mark of each piece, by its name."""
    return {one.piece.name: one.mark for one in _pieces(drawing)}


def changes(drawing: Drawing, shown: Shown | None) -> Drawing:
    """The drawing without the pieces that the browser shows.

    ``marks`` are those of the pieces that are left, in their order, without anything between them.
    ``later`` are the closed places whose content was left out, by their numbers in
    ``shown.closed``: those where it changed, and those for which it was not made.
    """
    if shown is None:
        return drawing
    left: Drawing = {name: value for name, value in drawing.items() if name not in KINDS}
    numbers = {place: at for at, place in enumerate(shown.closed)}
    found, sent = [], []
    later = [at for place, at in numbers.items() if place in _unmade(drawing)]
    for piece, mark in _unseen(drawing, shown.marks):
        if piece.place in numbers:
            later.append(numbers[piece.place])
            continue
        found.append(mark)
        sent.append(piece)
    waits = {"later": later} if later else {}
    return left | _placed(sent) | waits | {"marks": "".join(found), "after": shown.at}


def _placed(pieces: Iterable[Fragment]) -> Drawing:
    """The contents of pieces by kind and place."""
    found: Drawing = {}
    for piece in pieces:
        places = found.setdefault(piece.kind, {})
        if piece.part:
            places.setdefault(piece.place, {})[piece.part] = piece.content
        else:
            places[piece.place] = piece.content
    return found


def _unseen(drawing: Drawing, seen: frozenset[str]) -> Iterator[tuple[Fragment, str]]:
    """The pieces that the browser lacks; with a part, all places in it are drawn anew."""
    anew: set[str] = set()
    for piece, mark, within, _ in _pieces(drawing):
        if mark in seen and piece.place not in anew:
            continue
        anew.update(within)
        yield piece, mark


def _unmade(drawing: Drawing) -> Collection[str]:
    return drawing.unmade if isinstance(drawing, MarkedDrawing) else ()


def _pieces(drawing: Drawing) -> Iterable[MarkedFragment]:
    return (
        drawing.pieces
        if isinstance(drawing, MarkedDrawing)
        else map(_with_mark, _fragments(drawing))
    )


def _with_mark(piece: Fragment) -> MarkedFragment:
    said = in_json(piece.content)
    digest = blake2b(b"[%b,%b]" % (_name_in_json(piece.name), said), digest_size=MARK_BYTES)
    within = [one.decode() for one in IDS.findall(said)] if piece.kind == "parts" else []
    written = Fragment(piece.kind, piece.place, piece.part, orjson.Fragment(said))
    return MarkedFragment(written, b64encode(digest.digest()).decode(), tuple(within), len(said))


_name_in_json = lru_cache(NAMES_KEPT)(orjson.dumps)


def _fragments(drawing: Drawing) -> Iterator[Fragment]:
    for kind in KINDS:
        for place, content in drawing.get(kind, {}).items():
            if kind in IN_PARTS:
                yield from (Fragment(kind, place, part, one) for part, one in content.items())
            else:
                yield Fragment(kind, place, "", content)


def shown_by(said: object) -> Shown | None:
    """What a browser says, if it is in order."""
    match said:
        case {"at": int(at), "marks": list(found), "closed": list(closed)}:
            if _are_words(found) and _are_words(closed):
                return Shown(at, frozenset(found), tuple(closed))
        case {"at": int(at), "marks": list(found)} if _are_words(found):
            return Shown(at, frozenset(found))
    return None


def _are_words(found: Collection[object]) -> bool:
    return all(isinstance(one, str) for one in found)
