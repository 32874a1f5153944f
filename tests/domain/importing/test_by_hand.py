from dashboard.domain.importing.by_hand import ByHand, MappingRecord, fitting

FORM = MappingRecord("form", ("Day", "Where", "Weather"), {"Where": "venue", "Weather": ""})
PART = MappingRecord("part", ("Day", "Where"), {"Where": "venue"})
WORDS = MappingRecord("words", ("Day", "What"), {}, {"kind": {"Séance": "discussion"}})
ALL = (PART, FORM, WORDS)


def test_the_mapping_that_knows_most_headers_is_taken():
    assert fitting(ALL, frozenset({"Day", "Where", "Weather", "New"})) is FORM
    assert fitting(ALL, frozenset({"Day", "Where"})) is PART


def test_a_file_that_lacks_a_header_said_by_hand_is_of_another_kind():
    assert fitting((FORM,), frozenset({"Day", "Where"})) is None
    assert fitting((), frozenset({"Day"})) is None


def test_one_of_words_only_needs_all_headers_of_its_file():
    assert fitting(ALL, frozenset({"Day", "What"})) is WORDS
    assert fitting((WORDS,), frozenset({"What"})) is None
    assert fitting((MappingRecord("nothing"),), frozenset({"What"})) is None


def test_its_history_can_be_read():
    assert WORDS.cells() == {
        "name": "words",
        "headers": "Day; What",
        "kind: Séance": "discussion",
    }
    assert WORDS.by_hand == ByHand({}, {"kind": {"Séance": "discussion"}})
