"""Pictures of charts: any name can be drawn, and nothing is cut off."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pypdfium2
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.exports.briefs.content import brief
from dashboard.exports.charts.picture import DRAWINGS, picture
from dashboard.exports.charts.tables import PICTURES, tables
from dashboard.i18n import Locale
from tests.support.samples import answer

ANY, TABLES = brief(answer(), Locale.EN), tables(answer(), Locale.EN)
NAMES = st.text(max_size=60)


def test_each_chart_with_a_picture_has_a_drawing():
    assert set(DRAWINGS) == set(PICTURES) <= set(TABLES)


@settings(max_examples=15)
@given(NAMES, NAMES)
def test_any_name_is_drawn_and_none_is_read_as_markup(name, other):
    named = replace(TABLES["by_language"], title=f"<b>#{name}$", sentence=f"</desc>*{other}_ `x`")
    drawn = picture(replace(ANY, showing=name, address=other), named, "svg")
    root = ET.fromstring(drawn)  # noqa: S314 - our own
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert [child.tag.rpartition("}")[2] for child in root][:2] == ["title", "desc"]
    assert "<b>" in (root[0].text or "")


def test_a_long_finding_leaves_one_slide():
    long = replace(TABLES["by_age_group"], sentence="Most participations: one of many. " * 40)
    with pypdfium2.PdfDocument(picture(ANY, long, "pdf")) as opened:
        assert len(opened) == 1
        said = opened[0].get_textpage().get_text_bounded()
    for words in (ANY.breakdowns[2].table.lines[0].label, ANY.showing, ANY.audience):
        assert words in said
