"""What is kept of blocks is read one by one, however it was written."""

import json
import zlib

import orjson
import pytest

from dashboard.domain.shared.intervals import Interval
from dashboard.publications.making.proofs import KeptBlock, blocks_of, blocks_text
from dashboard.publications.protecting.facts import Name
from dashboard.publications.protecting.grid import Finest

PEOPLE = Finest(0, "2014-05", "en", "shelter", "discussion", "12-14")
BLOCK = KeptBlock(
    ("shelter",),
    {Name("project", ("language",), ("en",)): Interval(0, 15)},
    ({PEOPLE: 3}, {PEOPLE: -1}),
)


@pytest.mark.parametrize("number", [0, 1, 3])
def test_blocks_are_read_as_they_were_written(number):
    kept = blocks_text([BLOCK] * number)
    spaced = json.dumps(orjson.loads(zlib.decompress(kept)), indent=1).encode()
    assert blocks_of(kept) == blocks_of(zlib.compress(spaced)) == (BLOCK,) * number


def test_most_witnesses_share_their_people():
    [one, other] = blocks_of(blocks_text([BLOCK]))[0].witnesses
    assert next(iter(one)) is next(iter(other))


@pytest.mark.parametrize("damage", [(b"[", b"x["), (b"[", b"[1,"), (b"}", b""), (b"}]", b"}]]")])
def test_what_is_damaged_is_refused(damage):
    text = zlib.decompress(blocks_text([BLOCK, BLOCK]))
    with pytest.raises((TypeError, ValueError)):
        blocks_of(zlib.compress(text.replace(*damage, 1)))
