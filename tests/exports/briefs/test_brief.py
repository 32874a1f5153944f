"""A brief tells what the Explore view shows to its reader, and screen readers can read it."""

import random
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfua import validate

from dashboard.addresses import EXPLORE
from dashboard.cards import cards
from dashboard.cards.briefs import labels
from dashboard.cards.explore import result_of
from dashboard.cards.panels import GAUGES, MULTIPLES
from dashboard.database import open_engine
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.vocabulary import Decision, Term
from dashboard.exports.briefs.content import brief
from dashboard.exports.briefs.naming import file_name, languages
from dashboard.exports.briefs.typeset import typeset
from dashboard.i18n import Locale, text
from dashboard.queries.answers import Answers
from dashboard.queries.explore import ExploreView, explore_view
from dashboard.sentences import headline
from dashboard.settings import Settings
from tests.support.samples import AS_OF, answer

NOW = datetime(2015, 3, 26, tzinfo=UTC)
SITE = "https://impact.example.org"
CHOICES = [
    *(f"language={code}" for code in ("en", "fr", "bilingual")),
    *(f"age={code}" for code in ("12-14", "15-17", "22-25")),
    *(f"venue_type={code}" for code in ("shelter", "high_school")),
    *("kind=discussion", "from=2014-06-01", "to=2014-12-31", "period=2014-15"),
]


@pytest.fixture
def ask(demonstration_url: str):
    """What the Explore view shows of the demonstration to an audience."""
    engine = open_engine(demonstration_url)
    yield lambda audience, query="": explore_view(Answers(engine, Settings(), audience), query)
    engine.dispose()


def pdf(*briefs) -> bytes:
    return typeset(briefs, NOW)


def text_of(document: bytes) -> str:
    """All words of a document, without the spaces between them."""
    with pypdfium2.PdfDocument(document) as opened:
        pages = [page.get_textpage().get_text_bounded() for page in opened]
    return solid("".join(pages))


def solid(words: str) -> str:
    """Without spaces, and without the hyphens that PDFium writes where a line ends at one."""
    return re.sub(r"[\s\u00a0\u202f\ufffe\x02-]", "", words)


def figures(found: ExploreView, locale: Locale):
    """All numbers of the view, as its cards write them; row by row."""
    shown = cards(result_of(found), locale)
    for panel in GAUGES:
        card = shown[panel.code]
        yield card.title
        if card.value:
            yield card.value.words + card.of
        yield from (line.cells[0].words + line.label for line in card.bars)
        yield from (mark.label + "," + mark.words for mark in card.groups)
    for panel in MULTIPLES:
        table = shown[panel.code].table
        yield table.title
        for line in table.lines:
            yield line.label + "".join(cell.words for cell in line.cells)


def test_a_brief_has_the_figures_of_the_page_under_random_filters(ask):
    chance = random.Random(16)  # noqa: S311 - of a test
    for at in range(12):
        query = "&".join(chance.sample(CHOICES, at % 4))
        audience = chance.choice([Audience.COMMITTEE, Audience.COORDINATOR])
        locale = chance.choice(list(Locale))
        found = ask(audience, query)
        said = text_of(pdf(brief(found, locale)))
        for sentence in headline.sentences(found.headline):
            assert solid(sentence.say(locale)) in said, query
        if found.progress.delivered:
            missing = [one for one in figures(found, locale) if solid(one) not in said]
            assert not missing, (query, audience, locale)


def test_what_is_hidden_on_the_page_is_hidden_in_the_brief(ask):
    committee = text_of(pdf(brief(ask(Audience.COMMITTEE), Locale.EN)))
    assert "Monday12xx" in committee
    exact = text_of(pdf(brief(ask(Audience.COORDINATOR), Locale.EN)))
    assert "Monday12xx" not in exact
    assert "Monday12" in exact


@pytest.mark.parametrize(
    ("query", "explained"),
    [("", [False, True]), ("language=fr", [True, True]), ("age=15-17", [True, False])],
)
@pytest.mark.parametrize(
    ("locale", "words"),
    [(Locale.EN, ("filter", "First-time")), (Locale.FR, ("filtre", "Fourchette des premières"))],
)
def test_a_brief_explains_what_stands_in_it(ask, query, explained, locale, words):
    found = brief(ask(Audience.COMMITTEE, query), locale).definitions
    assert [any(one in said.sentence for said in found) for one in words] == explained


@pytest.mark.parametrize(
    ("audience", "words"),
    [
        (Audience.COMMITTEE, "For the steering committee. Please do not pass it on"),
        (Audience.COORDINATOR, "For coordinators, with exact counts. Please do not pass it on"),
    ],
)
def test_a_brief_says_for_whom_it_is_of_which_day_and_where_it_comes_from(ask, audience, words):
    said = text_of(pdf(brief(ask(audience, "language=fr"), Locale.EN, SITE)))
    for one in (
        words,
        "Data as of March 25, 2015",
        "Demonstration data: all of them are invented.",
        "language: French",
        f"{SITE}/en/explore?language=fr",
    ):
        assert solid(one) in said


def test_a_brief_of_the_whole_project_has_at_most_two_pages(ask):
    for locale in Locale:
        document = pdf(brief(ask(Audience.COMMITTEE), locale))
        with pypdfium2.PdfDocument(document) as opened:
            assert len(opened) <= 2
        assert EXPLORE[locale] not in text_of(document)  # no path without a site


def room_above(document: bytes, heading: str) -> float:
    """Between a heading of the first page and the words above it, in points."""
    with pypdfium2.PdfDocument(document) as opened:
        words = opened[0].get_textpage()
        first, _ = words.search(heading).get_next()
        top = words.get_charbox(first, loose=True)[3]
        boxes = (words.get_charbox(at, loose=True) for at in range(words.count_chars()))
        return min(bottom for _, bottom, _, _ in boxes if bottom > top) - top


@pytest.mark.parametrize(
    ("locale", "heading"),
    [(Locale.EN, "Will the target be reached?"), (Locale.FR, "La cible sera-t-elle atteinte?")],
)
def test_the_heading_of_the_curve_stands_apart_from_what_is_above_it(ask, locale, heading):
    assert room_above(pdf(brief(ask(Audience.COMMITTEE), locale)), heading) > 10


def test_many_open_decisions_stay_on_two_pages_and_the_rest_is_counted(ask):
    found = ask(Audience.COMMITTEE)
    owner = Term("", "Coordinator", "Coordonnatrice")
    decided = tuple(
        Decision(
            f"d-{number:02}",
            f"Ask the school board for two more sessions in French, number {number}",
            f"Demander au conseil scolaire deux autres séances en français, numéro {number}",
            date(2015, 1, 1) + timedelta(number),
            "gaps",
            owner,
            date(2015, 4, 1),
            "open",
        )
        for number in range(40)
    )
    words = replace(found.reading.vocabulary, decisions=decided)
    many = replace(found, reading=replace(found.reading, vocabulary=words))
    for locale, more, each, least in (
        (Locale.EN, "more open decisions are in the dashboard", "French, n", 5),
        (Locale.FR, "autres décisions en cours se trouvent dans", "français, n", 1),
    ):
        document = pdf(brief(many, locale))
        said = text_of(document)
        shown = said.count(solid(each))
        assert least <= shown <= 5
        assert solid(f"{40 - shown} {more}") in said
        with pypdfium2.PdfDocument(document) as opened:
            assert len(opened) <= 2
    few = replace(found.reading, vocabulary=replace(words, decisions=decided[:5]))
    (*_, last) = brief(replace(found, reading=few), Locale.EN).decisions
    assert [one.split(" (")[0][-8:].strip() for one in last.items] == [
        f"number {number}" for number in range(5)
    ]


def test_without_a_session_it_says_what_to_do(ask):
    said = text_of(pdf(brief(ask(Audience.COMMITTEE, "from=2031-01-01"), Locale.FR)))
    assert solid("Aucune séance tenue ne correspond à ces filtres.") in said
    assert "Pourqui" not in said


# For screen readers and archives


@pytest.mark.parametrize("chosen", [(Locale.EN,), (Locale.FR,), (Locale.FR, Locale.EN)])
def test_a_brief_is_tagged_for_screen_readers(ask, tmp_path, chosen):
    found, file = ask(Audience.COMMITTEE), tmp_path / "brief.pdf"
    briefs = [brief(found, locale, SITE) for locale in chosen]
    file.write_bytes(pdf(*briefs))
    assert not validate(file).findings
    with pikepdf.open(file) as opened:
        assert str(opened.Root.Lang) == f"{chosen[0].value}-CA"
        assert str(opened.docinfo["/Title"]) == briefs[0].title
        data = opened.open_metadata()
        assert (data["pdfuaid:part"], data["pdfaid:part"]) == ("1", "2")
        assert data["pdfaid:conformance"] == "A"
        tags = list(tags_of(opened.Root.StructTreeRoot))
    heads = [str(tag.S) for tag in tags if str(tag.S) in ("/H1", "/H2", "/H3")]
    assert heads[0] == "/H1"
    assert heads.count("/H1") == len(chosen)
    spoken = {str(tag.Alt) for tag in tags if str(tag.S) == "/Figure"}
    for one in briefs:
        assert {gauge.sentence for gauge in one.gauges if gauge.dial} <= spoken
        assert one.ahead.sentence in spoken
    tables = [tag for tag in tags if str(tag.S) == "/Table"]
    assert len(tables) == sum(len(one.breakdowns) + len(one.grids) for one in briefs)
    assert len(chosen) == 1 or {str(tag.Lang)[:2] for tag in tags if "/Lang" in tag} & {"en"}


def tags_of(node):
    """The elements of the tag tree, in reading order."""
    found = node.get("/K", [])
    for child in found if isinstance(found, pikepdf.Array) else [found]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from tags_of(child)


WORDS = st.text(max_size=60)


@settings(max_examples=25)
@given(WORDS, WORDS)
def test_any_name_can_be_set_and_none_is_read_as_markup(name, other):
    document = pdf(replace(ANY, showing=f"#{name}$", headline=(f"*{other}_ `x` @a <b>",)))
    shown = "".join(one for one in name if one.isascii() and one.isalnum())
    assert shown in re.sub(r"[^0-9A-Za-z]", "", text_of(document))


@pytest.mark.parametrize("each", ["{}", "x{}", "ж{}"])
def test_each_letter_and_accent_can_be_set_in_headings_and_paragraphs(each):
    alphabets = map(chr, range(0x20, 0x530))
    words = " ".join(each.format(one) for one in alphabets if one.isprintable())
    assert pdf(replace(ANY, title=words, headline=(words,)))


ANY = brief(answer(), Locale.EN)


# Names


def test_a_reader_chooses_a_language_or_both_in_their_order():
    assert languages([], Locale.FR) == (Locale.FR,)
    assert languages(["en"], Locale.FR) == (Locale.EN,)
    assert languages(["fr", "en", "fr"], Locale.EN) == (Locale.FR, Locale.EN)
    assert languages(["de"], Locale.EN) == (Locale.EN,)


def test_the_file_is_named_after_its_day_and_languages():
    assert file_name((Locale.EN,), AS_OF) == "impact-brief-2015-03-25-en.pdf"
    assert file_name((Locale.FR, Locale.EN), None) == "impact-synthese-fr-en.pdf"


def test_how_it_is_counted_is_called_the_same_as_on_the_page():
    asked = text("How is this counted?").say(Locale.FR)
    assert labels(Locale.FR)["definitions"] == asked
