from dataclasses import replace
from datetime import date

import orjson
import pytest
from pydantic import ValidationError

from dashboard.domain.publications import publication
from dashboard.domain.publications.protected import YOUTH, CellMark, ProtectedCell, ProtectedTable
from dashboard.domain.publications.publication import (
    BilingualText,
    NamedTerm,
    Publication,
    PublicationWords,
    PublishedAgeGroup,
    PublishedTarget,
    PublishedTraining,
    SessionCount,
    canonical,
    digest,
    read,
)

EARLIER = date(2014, 12, 31)
PUBLICATION = Publication(
    number=2,
    published_on=date(2015, 4, 1),
    data_as_of=date(2015, 3, 25),
    note=BilingualText("Spring figures", "Chiffres du printemps"),
    corrects=1,
    hidden_up_to=10,
    words=PublicationWords(
        languages=(NamedTerm("fr", BilingualText("French", "français")),),
        venue_types=(),
        age_groups=(
            PublishedAgeGroup(
                "12-14", BilingualText("12–14", "12 à 14 ans"), youth=True, at_risk=True
            ),
        ),
        kinds=(),
        statuses=(),
        measures=(),
        partners=(),
        funders=(),
    ),
    target=PublishedTarget(1000, date(2013, 4, 1), date(2015, 6, 30)),
    reached=("12-14",),
    trained=(PublishedTraining("en", 10),),
    sessions=(SessionCount("2015-03", "fr", "shelter", "discussion", 2),),
    tables=(
        ProtectedTable("project", (), (ProtectedCell((), 212, CellMark.CARRIED, EARLIER),)),
        ProtectedTable(
            "project",
            ("age",),
            (ProtectedCell(("12-14",), None, CellMark.HIDDEN), ProtectedCell((YOUTH,), 200)),
        ),
    ),
)


def test_a_publication_is_read_back_from_its_canonical_text():
    assert read(canonical(PUBLICATION)) == PUBLICATION


def test_what_a_text_must_be_like_is_worked_out_once(monkeypatch: pytest.MonkeyPatch):
    text = canonical(PUBLICATION)
    read(text)
    monkeypatch.setattr(publication, "TypeAdapter", None)
    assert read(text) == PUBLICATION


def test_the_canonical_text_has_its_names_in_order_and_no_spaces():
    text = canonical(PUBLICATION)
    assert text == orjson.dumps(orjson.loads(text), option=orjson.OPT_SORT_KEYS)
    assert text.startswith(b'{"corrects":1,"data_as_of":"2015-03-25",')


def test_the_text_of_one_made_before_people_were_told_stays_what_it_was():
    earlier = replace(PUBLICATION, format=1)
    assert earlier.trained_people is None
    assert digest(canonical(earlier)).startswith("67b1b1478c94a401d1d92cffd41565330f024386a62b")
    text = canonical(replace(PUBLICATION, trained_people=10))
    assert b'"trained_people":10' in text
    assert read(text).trained_people == 10


def test_equal_publications_have_equal_digests_and_another_has_another():
    again = read(canonical(PUBLICATION))
    assert digest(canonical(again)) == digest(canonical(PUBLICATION))
    assert digest(canonical(PUBLICATION).replace(b"212", b"213")) != digest(canonical(PUBLICATION))


def test_a_text_that_is_no_publication_is_refused():
    with pytest.raises(ValidationError):
        read(b'{"number":1}')
