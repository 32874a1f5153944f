"""What a draft keeps from its readers, in words, for the people who approve it."""

from collections.abc import Sequence

from dashboard.domain.publications.publication import PublicationWords
from dashboard.domain.publications.withheld import WithheldCell, WithheldPeriod, WithheldTable
from dashboard.domain.shared.dimensions import DIMENSIONS
from dashboard.i18n import Text, plural, sequence, text
from dashboard.sentences.publications import differences


def counted(found: WithheldPeriod) -> Text:
    """A period, and how much of it is kept back."""
    parts = (
        plural("{count} figure hidden", "{count} figures hidden", found.hidden),
        plural("{count} range", "{count} ranges", found.ranged),
    )
    said = tuple(
        part for part, count in zip(parts, (found.hidden, found.ranged), strict=True) if count
    )
    return text("{what}: {told}", what=differences.period(found.period), told=said)


def table(found: WithheldTable) -> Text:
    """The name of a table within its period."""
    if not found.by:
        return text("All participations")
    return text("By {axes}", axes=tuple(DIMENSIONS[axis].label for axis in found.by))


def hidden(found: WithheldTable, words: PublicationWords) -> Text | None:
    """The combinations of a table that are hidden."""
    said = [_with_before(one, differences.figure(one.place, words)) for one in found.hidden]
    return _listed(text("Hidden (x)"), said)


def ranged(found: WithheldTable, words: PublicationWords) -> Text | None:
    """The combinations of a table that are ranges, and these."""
    said = [
        _with_before(
            one,
            text(
                "{what}: {told}",
                what=differences.figure(one.place, words),
                told=differences.cell(one.cell),
            ),
        )
        for one in found.ranged
    ]
    return _listed(text("Shown as a range"), said)


def _listed(title: Text, said: Sequence[Text]) -> Text | None:
    if not said:
        return None
    return text("{what}: {told}", what=title, told=sequence(*said, between="; "))


def _with_before(one: WithheldCell, said: Text) -> Text:
    if one.before is None:
        return said
    return text("{what} (before: {told})", what=said, told=differences.cell(one.before))
