"""Whatever is drawn, written or said tells no more than the declared sources of equations."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date

import orjson
import pytest

from dashboard.domain.progress.progress import Progress
from dashboard.domain.publications.embed_views import EMBED_VIEWS
from dashboard.domain.publications.embeds import Grant
from dashboard.domain.publications.protected import MERGED, CellMark
from dashboard.domain.publications.publication import (
    BilingualText,
    Publication,
    PublishedVenueType,
    canonical,
)
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import NAMES, Filters
from dashboard.i18n import Locale
from dashboard.publications.answering.reading import OpenPublication
from dashboard.publications.answering.scope import GrantScope
from dashboard.publications.archive.reading import PublicationSummary
from dashboard.publications.making.building import build
from dashboard.publications.making.material import Material
from dashboard.publications.pages.embeds.files import csv_file
from dashboard.publications.pages.embeds.looking import Admission, look
from dashboard.publications.pages.embeds.page import Frame, fragment, page
from dashboard.publications.pages.embeds.pictures import picture
from dashboard.publications.pages.frame import PagePlace
from dashboard.publications.pages.image import preview_image
from dashboard.publications.pages.progress import progress_page
from dashboard.publications.pages.tables import csv_table
from dashboard.publications.protecting import Rules
from dashboard.publications.protecting.equations import ANSWER, PUBLICATION
from dashboard.publications.protecting.ranges import BlockCounts
from dashboard.publications.protecting.ranges.needs.naming import first_named
from dashboard.publications.protecting.ranges.told.frozen import FrozenBlock
from dashboard.publications.protecting.ranges.told.totals import Chain
from dashboard.web.publications.embeds.figures import figures
from tests.publications.protecting.test_asked import WHOLE
from tests.publications.protecting.worlds import counts
from tests.support.joint.then import built
from tests.support.one_search import protect
from tests.support.publications import WORDS

DAY = date(2014, 6, 30)
SUMMARY = PublicationSummary(number=1, sha256="", published_on=DAY, data_as_of=DAY)
SESSIONS = [
    ("2014-03", "en", "high_school", "youth_workshop", (40, 30, 0, 0, 4, 0)),
    ("2014-03", "fr", "high_school", "youth_workshop", (30, 30, 0, 0, 0, 0)),
    ("2014-04", "en", "high_school", "discussion", (0, 60, 0, 0, 0, 0)),
    ("2014-04", "fr", "shelter", "discussion", (0, 0, 3, 0, 0, 0)),
    ("2014-05", "en", "shelter", "discussion", (0, 4, 2, 0, 12, 0)),
    ("2014-05", "en", "group_home", "information_forum", (6, 12, 0, 0, 0, 0)),
]
ASKED = (
    (),
    (("language", "fr"),),
    (("from", "2014-04-01"), ("to", "2014-04-30")),
    (("age", "15-17"), ("kind", "discussion")),
    (("period", "2014-15-q1"), ("language", "en"), ("language", "fr")),
)
GRANT = Grant(
    id=1,
    partner="a partner",
    views=tuple(EMBED_VIEWS),
    locked=(),
    free=tuple(name for name in NAMES if name not in ("venue", "facilitator")),
    language=None,
    publication=None,
    origins=(),
    downloads=True,
    images=True,
    created_on=DAY,
    expires_on=DAY,
)


@pytest.fixture(scope="module")
def found():
    return protect(block(counts(SESSIONS, DAY, WHOLE)), {})


def block(known) -> BlockCounts:
    types = Chain().venue_types(known, WHOLE, Rules())
    [named] = first_named(material(known).at_risk, None, [known])
    return BlockCounts(known, WHOLE, types, Rules(), named=named)


def material(sessions_counts) -> Material:
    types = tuple(PublishedVenueType(c, BilingualText(c, c), (c,)) for c in WHOLE.venue_types)
    words = replace(WORDS, venue_types=types)
    return Material(DAY, sessions_counts, WHOLE, words, None, (), None, (), demonstration=False)


def moved(known, move):
    """The counts as they are in another table that agrees with everything published."""
    ages = known.ages

    def people(tally):
        key = (0, *tally.place)
        return tuple(
            count + move.get((*key, age), 0)
            for age, count in zip(ages, tally.participations, strict=True)
        )

    return replace(
        known, tallies=tuple(replace(t, participations=people(t)) for t in known.tallies)
    )


def everything(publication: Publication) -> Iterator[tuple[str, str | bytes]]:
    """All that anybody could be shown of it, by what it is."""
    reading = OpenPublication(publication)
    yield "text", canonical(publication)
    yield "image", preview_image(reading, Locale.EN)
    for locale in Locale:
        yield f"page {locale}", progress_page(reading, SUMMARY, (), PagePlace(locale))
        yield f"table {locale}", csv_table(publication, locale)
        scope = GrantScope(GRANT, reading)
        for asked in ASKED:
            for view in EMBED_VIEWS.values():
                one = look(Admission(GRANT, view, locale, reading, scope), asked)
                name = f"{view.code} {asked} {locale}"
                yield f"page of {name}", page(one, Frame("key"))
                yield f"fragment of {name}", fragment(one)
                yield f"picture of {name}", picture(one)
                yield f"file of {name}", csv_file(one)
            answer = reading.answer(one.filters, Audience.PARTNER)
            yield f"API {asked}", orjson.dumps(figures(reading, answer, GRANT.views, locale))


def published(known, found) -> Publication:
    """These counts under the ranges of others."""
    own = block(known)
    chain = Chain(blocks=(FrozenBlock(own, found.shown),))
    tables = chain.figures(known, WHOLE, own.venue_types, own.rules.hidden_up_to, WHOLE.youth)
    return build(
        material(known),
        built(tables, known, b""),
        note=BilingualText("", ""),
        published_on=DAY,
        corrected=None,
    )


def test_every_part_of_a_publication_and_of_an_answer_has_its_source():
    """A new one has to say whether it tells of people, and be heeded if it does."""
    assert {field.name for field in fields(Publication)} == PUBLICATION.keys()
    assert {field.name for field in fields(Progress)} == ANSWER.keys()


def test_nothing_tells_apart_what_no_equation_does(found):
    """Each table of counts that the audit took for possible gives the same pages, files, words."""
    known = counts(SESSIONS, DAY, WHOLE)
    assert found.evidence.passed
    true = published(known, found)
    others = [moved(known, move) for move in found.witnesses]
    assert len(others) > 1
    assert known not in others
    for other in others:
        assert canonical(published(other, found)) == canonical(true)
    told, same = (dict(everything(published(each, found))) for each in (known, others[-1]))
    assert len(told) > 100
    assert any(cell.mark is CellMark.RANGE for table in true.tables for cell in table.cells)
    assert [name for name in told if told[name] != same[name]] == []


def test_whether_a_group_was_reached_is_an_equation():
    """Of two age groups with one person each, both say "reached": no table may have one empty."""
    known = counts([("2014-03", "en", "shelter", "discussion", (1, 1, 0, 0, 0, 0))], DAY, WHOLE)
    found = protect(block(known), {})
    true = canonical(published(known, found))
    assert found.evidence.passed
    assert {canonical(published(moved(known, move), found)) for move in found.witnesses} == {true}


def test_no_day_is_a_session_s(found):
    """The day of the data is the last that was counted; of the last session there is no day."""
    publication = published(counts(SESSIONS, DAY, WHOLE), found)
    answer = OpenPublication(publication).answer(Filters(), Audience.PUBLIC).progress
    assert (answer.data_as_of, answer.last_session) == (DAY, None)
    assert any(MERGED in one.code for one in publication.words.venue_types)
