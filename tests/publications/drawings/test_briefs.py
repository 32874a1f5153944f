"""The brief of a publication says what its public page says, on paper and as slides."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
import pytest
from pdfua import validate
from pptx import Presentation

from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.exports.briefs.typeset import typeset
from dashboard.exports.slides.slides import slides
from dashboard.i18n import Locale
from dashboard.publications.answering.reading import OpenPublication
from dashboard.publications.drawings.briefs import publication_brief
from dashboard.publications.drawings.presenting import present
from dashboard.sentences.progress.definitions import participations
from tests.publications.pages.test_ranges import READING
from tests.support.publications import marked

NOW = datetime(2015, 4, 1, tzinfo=UTC)
SITE = "https://impact.example.org"
OPENED = OpenPublication(marked())
CODES = ("by_age_group", "by_venue_type", "by_language")


def solid(words: str) -> str:
    return re.sub(r"[\s\u00a0\u202f\ufffe\x02-]", "", words)


def on_paper(locale: Locale) -> str:
    document = typeset([publication_brief(OPENED, locale, SITE)], NOW)
    with pypdfium2.PdfDocument(document) as opened:
        return solid("".join(page.get_textpage().get_text_bounded() for page in opened))


def on_slides(locale: Locale, site: str = SITE) -> str:
    deck = Presentation(BytesIO(slides([publication_brief(OPENED, locale, site)], NOW)))
    words = []
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                words.append(shape.text_frame.text)
            elif shape.has_table:
                words += [cell.text for row in shape.table.rows for cell in row.cells]
    return solid("".join(words))


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("read", [on_paper, on_slides])
def test_it_has_the_cells_of_the_page_and_the_approved_note(read, locale):
    said, publication = read(locale), OPENED.publication
    assert said.count(solid(participations().say(locale))) == 1
    assert said.count(solid(f"{SITE}/{locale}/progr")) == (1 if read is on_paper else 2)
    lists = publication_brief(OPENED, locale, SITE).more
    assert lists
    for one in lists:  # none is parted from its title by the end of a page
        assert solid(f"{one.title}. {'; '.join(one.items)}") in said
    cards = present(OPENED.answer(Filters(), Audience.PUBLIC), OPENED, locale)
    for gauge in ("youth", "french_share", "age_groups"):
        card = cards[gauge]
        assert card.value
        assert solid(card.value.words) + solid(card.of) in said.replace(
            "r" + solid(card.of), solid(card.of)
        )
    for code in CODES:
        for line in cards[code].table.lines:
            for cell in line.cells:
                assert solid(cell.words) in said
        assert solid(cards[code].table.title) in said
    assert solid(publication.note[locale]) in said
    assert solid(f"{SITE}/{'fr/progres' if locale is Locale.FR else 'en/progress'}/2") in said
    assert solid({"en": "Cite as:", "fr": "Citation suggérée :"}[locale]) in said


@pytest.mark.parametrize(
    ("locale", "told", "pale"),
    [(Locale.EN, "at least 291", "pale end"), (Locale.FR, "au moins 291", "bout pâle")],
)
def test_it_explains_ranges_without_pale_ends_which_its_bars_have_not(locale, told, pale):
    said = publication_brief(READING, locale, SITE).definitions[-1].sentence
    assert told in said
    assert pale not in said


def test_a_carried_count_has_its_day_and_a_revised_one_its_sign():
    for said in (on_paper(Locale.EN), on_slides(Locale.EN)):
        assert "20141231" in said
        assert solid("“r”: revised. Sessions of this figure were corrected.") in said


def test_it_is_tagged_for_screen_readers(tmp_path):
    file = tmp_path / "brief.pdf"
    file.write_bytes(typeset([publication_brief(OPENED, Locale.FR, SITE)], NOW))
    assert not validate(file).findings


def test_where_the_dashboard_has_no_address_none_is_told():
    assert "Ontheweb:https" in on_slides(Locale.EN)
    nowhere = on_slides(Locale.EN, site="")
    assert "Ontheweb" not in nowhere
    assert "/progress" not in nowhere


def test_nothing_of_a_committee_stands_in_it():
    brief = publication_brief(OPENED, Locale.EN, "")
    assert (brief.curve, brief.decisions, brief.grids) == (None, (), ())
    assert "You may pass it on" in brief.audience


@pytest.mark.parametrize(
    ("locale", "unknown"),
    [(Locale.EN, ("filter", "First-time")), (Locale.FR, ("filtre", "premières participations"))],
)
def test_it_explains_neither_filters_nor_a_range_that_it_has_not(locale, unknown):
    brief = publication_brief(OPENED, locale, SITE)
    told = [one.sentence for one in brief.definitions] + [one.definition for one in brief.tables]
    assert not [words for words in told for one in unknown if one in words]
