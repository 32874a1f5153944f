"""An earlier period beside what the explore view draws."""

from collections.abc import Mapping
from dataclasses import dataclass

from callbacks.content import breakdowns, rows
from dashboard.domain.progress.comparison import Compared, Comparison, trends
from dashboard.domain.progress.progress import Progress
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.figures import tables
from dashboard.figures.breakdown import with_earlier
from dashboard.figures.cumulative import cumulative
from dashboard.i18n import Locale, Text
from dashboard.i18n.formats import capitalise
from dashboard.queries.shown import Reading
from dashboard.sentences.progress import comparison as sentences
from layouts.progress import toggles
from layouts.shared.drawing import Drawing, slot


def beside(
    drawn: Drawing,
    progress: Progress,
    comparison: Comparison,
    reading: Reading,
    locale: Locale,
) -> Drawing:
    """The drawing of ``progress`` with the earlier period in its sentences, figures and tables."""
    vocabulary = reading.vocabulary
    showing = sentences.showing(comparison, progress, reading.today)
    drawn = _saying(drawn, {slot("showing"): showing}, locale)
    if comparison.earlier is None:
        return drawn
    both = _Both(progress, comparison.earlier, comparison.how, vocabulary)
    drawn = _saying(drawn, _differences(both), locale)
    choosing = rows(progress, vocabulary, locale, compared=True)
    return drawn | {
        "parts": drawn["parts"] | choosing,
        "figures": drawn["figures"] | _figures(both, drawn["figures"], locale),
        "tables": drawn["tables"] | _tables(both, locale),
    }


@dataclass(frozen=True, slots=True)
class _Both:
    now: Progress
    before: Progress
    how: Compared
    vocabulary: Vocabulary


def _saying(drawn: Drawing, more: Mapping[str, Text | None], locale: Locale) -> Drawing:
    """With further sentences after those that stand there."""
    parts = drawn["parts"]
    longer = {id_: f"{parts[id_]} {said.say(locale)}" for id_, said in more.items() if said}
    return drawn | {"parts": parts | longer}


def _differences(both: _Both) -> dict[str, Text | None]:
    now, before, how = both.now, both.before, both.how
    said = {
        "youth": sentences.youth(now, before, how, both.vocabulary),
        "french_share": sentences.french_share(now, before, how),
        "age_groups": sentences.age_groups(now, before, how, both.vocabulary),
        "facilitators": sentences.facilitators(now, before, how, both.vocabulary),
        "by_month": sentences.cumulative(*trends(now, before), how),
    }
    earlier = breakdowns(before, both.vocabulary)
    for name, (shown, terms, _) in breakdowns(now, both.vocabulary).items():
        said[name] = sentences.breakdown(shown, earlier[name][0], terms, how)
    return {slot(name, "sentence"): sentence for name, sentence in said.items()}


def _figures(both: _Both, drawn: Mapping[str, Drawing], locale: Locale) -> Drawing:
    shown, before = trends(both.now, both.before)
    months = cumulative(shown, locale, before=before)
    months["toggles"] = toggles.of_months(shown)
    figures = {slot("by_month", "figure"): months}
    for name, (then, _, _) in breakdowns(both.before, both.vocabulary).items():
        place = slot(name, "figure")
        figures[place] = with_earlier(drawn[place], then, locale)
    return figures


def _tables(both: _Both, locale: Locale) -> Drawing:
    points, before = trends(both.now, both.before)
    months = tables.compared_months(points, before, locale)
    shown = {"by_month": toggles.months(months, points, locale)}
    earlier = breakdowns(both.before, both.vocabulary)
    for name, (now, terms, heading) in breakdowns(both.now, both.vocabulary).items():
        title = capitalise(heading.say(locale))
        shown[name] = tables.compared(now, earlier[name][0], terms, title, locale)
    return {slot(name, "table"): table for name, table in shown.items()}
