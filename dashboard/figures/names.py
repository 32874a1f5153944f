"""Room for the names of lines that end near one another."""

from collections.abc import Sequence
from statistics import fmean


def apart(heights: Sequence[float], gap: float, top: float) -> list[float]:
    """The places of names, from the lowest up: each as near to its height as the others let it.

    Names nearer than ``gap`` form a group around the middle of their heights (pooled neighbours:
    Ayer et al., 1955); the highest stays below ``top``.
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
