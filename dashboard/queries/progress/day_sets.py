"""The sessions of each day of a month, by the set of age groups that came.

A month has 70,000 such numbers, most of them small. Each set is compressed by itself, as a question
wants few sets.
"""

from collections.abc import Collection
from itertools import pairwise
from typing import Any
from zlib import compress, decompress

import numpy as np
from numpy.typing import NDArray

from dashboard.domain.shared.arrays import Numbers
from dashboard.queries.progress.array_store import packed
from dashboard.queries.progress.kept_blocks import smallest
from dashboard.queries.progress.pack_rows import OF_SIZE

LEVEL = 4
"""The highest takes twice the time for a twentieth less."""


def compressed(sets: Numbers, counts: Numbers) -> NDArray[Any]:
    """One record of counts that have an axis for these sets, which is the first."""
    small = smallest(counts)
    texts = [compress(each.tobytes(), LEVEL) for each in small]
    columns: dict[str, NDArray[Any]] = {
        "sets": sets,
        "ends": np.cumsum([len(text) for text in texts], dtype=np.int64),
        "size": np.array(small.itemsize),
        "text": np.frombuffer(b"".join(texts), np.uint8),
    }
    return packed(columns)


def of_masks(
    record: NDArray[Any], masks: Collection[int], shape: tuple[int, ...]
) -> NDArray[np.int32]:
    """The counts of some sets together, which have this shape."""
    ends, text, wanted = record["ends"].tolist(), record["text"], set(masks)
    parts = [
        decompress(text[begin:end])
        for mask, (begin, end) in zip(record["sets"].tolist(), pairwise([0, *ends]), strict=True)
        if mask in wanted
    ]
    counts = np.frombuffer(b"".join(parts), OF_SIZE[int(record["size"])])
    found: NDArray[np.int32] = counts.reshape(-1, *shape).sum(0, dtype=np.int32)
    return found
