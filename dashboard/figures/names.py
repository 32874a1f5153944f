"""Keep the names of lines that end close together from overlapping."""

from collections.abc import Sequence
from statistics import fmean


def apart(heights: Sequence[float], gap: float, top: float) -> list[float]:
    """The heights of the names from the lowest up, each as near to its line as possible.

    Names closer than ``gap`` form a group around the mean of their heights (pooled adjacent
    violators: Ayer et al., 1955). The highest stays below ``top``.
    """
    groups: list[list[float]] = []
    for at, height in enumerate(heights):
        groups.append([height - at * gap])
        while len(groups) > 1 and fmean(groups[-2]) > fmean(groups[-1]):
            last = groups.pop()
            groups[-1] += last
    middles = [fmean(group) for group in groups for _ in group]
    places = [middle + at * gap for at, middle in enumerate(middles)]
    above = max(0.0, places[-1] - top) if places else 0.0
    return [place - above for place in places]
