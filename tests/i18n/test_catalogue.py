"""Both languages are complete, and each kind of omission is noticed."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from dashboard.i18n import check
from dashboard.i18n.messages import SOURCES, SourceMessage, catalogue, sources, updated
from dashboard.places import ROOT

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
)


def problems(entry: str, message: str, plural: str = "") -> list[str]:
    """What is said of one message and its entry."""
    french = read_po(BytesIO((HEADER + entry).encode()), locale="fr_CA")
    return check.check([SourceMessage(message, plural, "here.py", 1)], french)


def problems_of(french: str, english: str = "Some words") -> list[str]:
    return problems(f'msgid "{english}"\nmsgstr "{french}"\n', english)


def test_the_program_is_whole_in_both_languages():
    assert check.check(sources(), catalogue()) == []


def test_the_reference_data_are_whole_in_both_languages():
    assert check.check_labels(ROOT / "data" / "reference") == []


def test_a_good_entry_is_let_through():
    assert (
        problems_of("Séances\u00a0: {count} («\u00a0{name}\u00a0»)", "Sessions: {count} ({name})")
        == []
    )


def test_a_good_plural_is_let_through():
    entry = (
        'msgid "{count} session"\nmsgid_plural "{count} sessions"\n'
        'msgstr[0] "{count} séance"\nmsgstr[1] "{count} séances"\n'
    )
    assert problems(entry, "{count} session", "{count} sessions") == []


def test_a_message_without_an_entry_is_noticed():
    assert "not in the French catalogue" in problems("", "Some words")[0]


def test_an_empty_entry_is_noticed():
    assert "no French" in problems_of("")[0]


def test_a_fuzzy_entry_is_noticed():
    entry = '#, fuzzy\nmsgid "Some words"\nmsgstr "Des mots"\n'
    assert "fuzzy" in problems(entry, "Some words")[0]


@pytest.mark.parametrize("prefix", ["", "#~ "])
def test_an_entry_that_is_no_longer_used_is_noticed(prefix: str):
    entry = (
        f'msgid "Some words"\nmsgstr "Des mots"\n\n{prefix}msgid "Old"\n{prefix}msgstr "Vieux"\n'
    )
    assert problems(entry, "Some words") == ["no longer in the code: “Old”"]


def test_a_missing_plural_form_is_noticed():
    entry = 'msgid "{count} day"\nmsgid_plural "{count} days"\nmsgstr[0] "{count} jour"\n'
    assert "no French" in problems(entry, "{count} day", "{count} days")[0]


def test_another_plural_is_noticed():
    entry = 'msgid "{count} day"\nmsgstr "{count} jour"\n'
    assert "another plural" in problems(entry, "{count} day", "{count} days")[0]


@pytest.mark.parametrize("french", ["Des mots", "Des mots {nom}", "{name} et {name2}"])
def test_other_places_are_noticed(french: str):
    assert "other places" in problems_of(french, "Some words {name}")[0]


def test_french_that_is_english_is_noticed():
    assert "same as the English" in problems_of("Some words")[0]


def test_french_that_is_english_may_be_meant():
    entry = '# identique\nmsgid "Discussion"\nmsgstr "Discussion"\n'
    assert problems(entry, "Discussion") == []


def test_a_message_of_nothing_but_places_may_be_the_same():
    assert problems_of("{a} ({b})", "{a} ({b})") == []


@pytest.mark.parametrize(
    "french",
    [
        "Séances: 3",
        "Séances : 3",
        "Cible atteinte à 27%",
        "Cible atteinte à 27 %",
        "«Séances»",
        "« Séances »",
        "Vraiment ?",
        "Vraiment\u00a0!",
        "Ici ; là",
        "L'écart",
        'Un \\"mot\\"',
        "Un “mot”",
        "27\u202f%",
        "Attendez...",
    ],
)
def test_typography_that_is_not_canadian_french_is_noticed(french: str):
    assert problems_of(french)


@pytest.mark.parametrize(
    "french", ["Voir https://exemple.ca", "à 10:30", "Lancez `impact migrate`.", "Oui! Non?"]
)
def test_good_typography_is_let_through(french: str):
    assert problems_of(french) == []


@pytest.mark.parametrize("english", ["It's here", 'A \\"word\\"', "Wait..."])
def test_straight_english_typography_is_noticed(english: str):
    assert problems_of("Des mots", english)


def test_a_label_in_one_language_only_is_noticed(tmp_path: Path):
    text = "code,label_en,label_fr\nshelter,shelter,refuge\nother,other,\n"
    (tmp_path / "venue_types.csv").write_text(text, encoding="utf-8")
    assert check.check_labels(tmp_path) == [
        "venue_types.csv, other: a label is missing in one language"
    ]


@pytest.fixture
def code(tmp_path: Path) -> Callable[[str], list[SourceMessage]]:
    """What is found in a program of one module."""

    def found(lines: str) -> list[SourceMessage]:
        for name in SOURCES[1:]:
            (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / "app.py").write_text(lines, encoding="utf-8")
        return sources(tmp_path)

    return found


OURS = "from dashboard.i18n import plural, text\n"


def test_messages_are_found_with_their_plurals(code: Callable[[str], list[SourceMessage]]):
    assert code(OURS + 'text("a" "b", n=1)\nplural("one", "many", n)\n') == [
        SourceMessage("ab", "", "app.py", 2),
        SourceMessage("one", "many", "app.py", 3),
    ]


@pytest.mark.parametrize("call", ['text("a" + b)', 'text(f"{a}")', 'text("")', 'plural("a", b, 1)'])
def test_a_message_that_translators_would_not_see_is_noticed(
    code: Callable[[str], list[SourceMessage]], call: str
):
    french = read_po(BytesIO(HEADER.encode()), locale="fr_CA")
    assert check.check(code(OURS + call), french) == ["app.py:2: the message is not written out"]


def test_a_piece_of_sql_is_no_message(code: Callable[[str], list[SourceMessage]]):
    assert code('from sqlalchemy import text\ntext("SELECT 1")\n') == []


def test_an_update_keeps_translations_adds_messages_and_drops_old_ones():
    entries = '# identique\nmsgid "Menu"\nmsgstr "Menu"\n\nmsgid "Old"\nmsgstr "Vieux"\n'
    french = read_po(BytesIO((HEADER + entries).encode()), locale="fr_CA")
    new = updated(
        french, [SourceMessage("New", "", "a.py", 1), SourceMessage("Menu", "", "b.py", 2)]
    )
    assert [(m.id, m.string or "", m.user_comments) for m in new if m.id] == [
        ("New", "", []),
        ("Menu", "Menu", ["identique"]),
    ]
    assert list(new.obsolete) == ["Old"]


def test_an_update_without_news_leaves_the_date_of_the_file():
    dated = HEADER.replace(
        "Plural-Forms", 'POT-Creation-Date: 2015-03-25 12:00+0000\\n"\n"Plural-Forms'
    )
    before = read_po(BytesIO(dated.encode()), locale="fr_CA").creation_date
    french = read_po(BytesIO(dated.encode()), locale="fr_CA")
    assert updated(french, []).creation_date == before
    assert before.year == 2015
