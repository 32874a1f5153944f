"""Both languages are complete, and each kind of omission is noticed."""

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from dashboard.i18n import check
from dashboard.i18n.check import Source
from dashboard.settings import ROOT

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
)


def problems(entry: str, message: str, plural: str = "") -> list[str]:
    """What is said of one message and its entry."""
    french = read_po(BytesIO((HEADER + entry).encode()), locale="fr_CA")
    return check.check([Source(message, plural, "here:1")], french)


def problems_of(french: str, english: str = "Some words") -> list[str]:
    return problems(f'msgid "{english}"\nmsgstr "{french}"\n', english)


def test_the_program_is_whole_in_both_languages():
    assert check.check(check.sources(), check.catalogue()) == []


def test_every_message_is_written_out_where_translators_find_it():
    assert check.check_calls(ROOT) == []


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


def test_a_message_that_is_put_together_is_noticed(tmp_path: Path):
    for name in check.SOURCES:
        (tmp_path / name).mkdir() if "." not in name else (tmp_path / name).touch()
    (tmp_path / "app.py").write_text('text("a" + b)\ntext(f"{a}")\ntext("a" "b")\n')
    assert [fault.partition(": ")[0] for fault in check.check_calls(tmp_path)] == [
        "app.py:1",
        "app.py:2",
    ]
