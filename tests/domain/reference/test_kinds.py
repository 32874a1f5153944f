from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.reference import options as reference_options
from dashboard.domain.reference.kinds import kinds
from dashboard.domain.reference.options import ReferenceOptions
from dashboard.domain.reference.stored import StoredRecord
from dashboard.domain.shared.records import ReferenceRecord, VenueRecord
from dashboard.i18n import Locale
from dashboard.tables import Base

CELLS = st.dictionaries(st.sampled_from(("label_en", "label_fr", "value")), st.text(max_size=5))


def test_every_column_of_a_kind_is_one_of_its_table():
    others = {"targets": ("target_revisions",), "facilitators": ("facilitators", "trainings")}
    for kind in kinds():
        tables = [Base.metadata.tables[one] for one in others.get(kind.code, (kind.code,))]
        assert set(kind.columns) <= {column.name for table in tables for column in table.c}


def test_the_two_columns_of_words_are_told_apart_in_both_languages():
    for kind in kinds():
        for locale in Locale:
            titles = [f.title_of(code).say(locale) for f in kind.fields for code in f.columns]
            assert len(set(titles)) == len(titles)


@given(one=CELLS, other=CELLS)
def test_a_version_is_another_one_whenever_the_record_is(one, other):
    versions = [StoredRecord(ReferenceRecord("x", cells)).version for cells in (one, other)]
    assert (versions[0] == versions[1]) is (list(one.items()) == list(other.items()))


def test_a_version_tells_nothing_of_what_is_hidden():
    """Otherwise all areas of a city could be tried on it."""
    here, there = VenueRecord("SH-01", "shelter", "Vanier"), VenueRecord("SH-01", "shelter", "x")
    assert StoredRecord(here, hides=True) != StoredRecord(there, hides=True)
    assert StoredRecord(here, hides=True).version == StoredRecord(there, hides=True).version
    assert StoredRecord(here).version != StoredRecord(there).version


@given(
    st.builds(
        ReferenceOptions,
        of=st.sampled_from([kind.code for kind in kinds()]),
        record=st.text(st.characters(exclude_characters="\x00", codec="utf-8"), max_size=100),
    )
)
def test_options_come_back_from_their_query(options):
    assert reference_options.parse(options.to_query()) == options


def test_what_is_not_understood_counts_as_not_chosen():
    assert reference_options.parse("of=users&new=2") == ReferenceOptions()
    assert reference_options.parse("of=languages&new=1") == ReferenceOptions("languages")
    assert reference_options.parse("new=1&record=a") == ReferenceOptions(record="a")
