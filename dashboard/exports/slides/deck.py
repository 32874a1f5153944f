"""An empty deck in the look of the project: its colours, fonts, layouts and footers.

It is python-pptx’s own template, changed here, so that no binary file has to be kept.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches, Pt

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck
    from pptx.slide import Slide, SlideLayout

    from dashboard.i18n import Locale

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LEFT, WIDE = Inches(0.6), Inches(12.13)
TITLE_PAGE, WORDS, FINDING = 0, 1, 2
"""The layouts: a first page, a page of words, and a finding with room for what shows it."""
INK, SOFT, DARK, PAPER, PALE = "16282D", "4B5D62", "12343B", "FFFFFF", "E6F2F1"
TEAL, OCHRE, GREY, SHADE, LINK = "1F8A84", "B3772A", "7B8794", "BFE0DE", "146B66"
COLOURS = {
    "dk1": INK,
    "lt1": PAPER,
    "dk2": DARK,
    "lt2": PALE,
    "accent1": TEAL,
    "accent2": OCHRE,
    "accent3": GREY,
    "accent4": DARK,
    "accent5": SHADE,
    "accent6": SOFT,
    "hlink": LINK,
    "folHlink": SOFT,
}
HEADINGS, BODY = "Georgia", "Calibri"
"""Every office program has these, or others of the same widths: ours would have to be installed."""
FOOT, FOOT_HIGH = Inches(6.98), Inches(0.36)
PLACES = {
    TITLE_PAGE: ((LEFT, Inches(2.0), WIDE, Inches(1.2)), (LEFT, Inches(3.3), WIDE, Inches(3.2))),
    WORDS: ((LEFT, Inches(0.4), WIDE, Inches(0.8)), (LEFT, Inches(1.4), WIDE, Inches(5.4))),
    FINDING: ((LEFT, Inches(0.4), WIDE, Inches(0.8)), (LEFT, Inches(1.2), WIDE, Inches(0.9))),
}
"""Left, top, width and height of the title and the words of each layout."""
FOOTERS = {
    PP_PLACEHOLDER.FOOTER: (LEFT, FOOT, Inches(11.2), FOOT_HIGH),
    PP_PLACEHOLDER.SLIDE_NUMBER: (LEFT + Inches(11.33), FOOT, Inches(0.8), FOOT_HIGH),
}
NOT_OURS = (
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.PRINTER_SETTINGS,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
)
NAMES = ("Title", "Words", "Finding")
BAND = (
    f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr><p:cNvPr id='90' name='Band'/><p:cNvSpPr/>"
    "<p:nvPr userDrawn='1'/></p:nvSpPr><p:spPr><a:xfrm><a:off x='0' y='0'/>"
    f"<a:ext cx='{Inches(0.16)}' cy='{HEIGHT}'/></a:xfrm><a:prstGeom prst='rect'><a:avLst/>"
    "</a:prstGeom><a:solidFill><a:schemeClr val='accent1'/></a:solidFill><a:ln><a:noFill/></a:ln>"
    "</p:spPr></p:sp>"
)


def empty() -> Deck:
    """A deck without slides: 16:9, three layouts."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    for one in list(deck.slide_layouts)[len(PLACES) :]:
        deck.slide_layouts.remove(one)
    _drop_what_is_not_ours(deck)
    _paint(deck)
    _place_master(deck)
    for at, layout in enumerate(deck.slide_layouts):
        _place(layout, at)
    return deck


def add(deck: Deck, layout: int, title: str) -> Slide:
    """A slide with its title."""
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[layout])
    heading = slide.shapes.title
    if heading is not None:
        heading.text_frame.text = title
    return slide


def finish(slide: Slide, footer: str, locale: Locale) -> None:
    """Add footer and number last, which is their place when a slide is read, and say the language.

    Everything else must be on the slide.
    """
    placeholders: Any = slide.slide_layout.placeholders  # its types do not let it be iterated
    for one in placeholders:
        kind = one.placeholder_format.type
        if kind not in FOOTERS:
            continue
        copy = deepcopy(one.element)
        slide.shapes._spTree.append(copy)
        if kind == PP_PLACEHOLDER.FOOTER:
            _write(slide.placeholders[one.placeholder_format.idx].text_frame.paragraphs[0], footer)
    _number_shapes(slide)
    say_language(slide.element, locale)
    if slide.has_notes_slide:
        say_language(slide.notes_slide.element, locale)


def say_language(element: Any, locale: Locale) -> None:  # noqa: ANN401 - of lxml, which has no types
    """Write the language at every run of words, for spelling and for voices."""
    said = f"{locale.value}-CA"
    for run in element.iter(qn("a:r"), qn("a:fld")):
        style = run.find(qn("a:rPr"))
        if style is None:
            style = parse_xml(f"<a:rPr {nsdecls('a')}/>")
            run.insert(0, style)
        style.set("lang", said)
    for end in element.iter(qn("a:endParaRPr")):
        end.set("lang", said)


def describe(shape: Any, words: str) -> None:  # noqa: ANN401 - any shape of python-pptx
    """The alternative text of a chart, table or drawing."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", words)


def _drop_what_is_not_ours(deck: Deck) -> None:
    """The picture of the template, which folders would show, its printer and its properties.

    These tell of a screen of 4:3, of no slides, and of a program that did not make ours.
    """
    package: Any = deck.part.package
    parts: Any = deck.part
    for relations in (package._rels, parts.rels):  # there is no other door to the first
        for name, relation in list(relations.items()):
            if relation.reltype in NOT_OURS:
                relations.pop(name)


def _paint(deck: Deck) -> None:
    """Colours and fonts of the theme, which is a file of its own."""
    theme: Any = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    said = theme.blob.decode()
    for name, colour in COLOURS.items():
        said = re.sub(
            rf"<a:{name}>.*?</a:{name}>",
            f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>',
            said,
            flags=re.DOTALL,
        )
    for kind, font in (("major", HEADINGS), ("minor", BODY)):
        said = re.sub(rf'(<a:{kind}Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{font}", said)
    theme._blob = said.replace('name="Office Theme"', 'name="imPACT"').encode()


def _place_master(deck: Deck) -> None:
    master = deck.slide_master
    master.shapes._spTree.insert(2, parse_xml(BAND))
    for one in list(master.placeholders):
        kind = one.placeholder_format.type
        if kind == PP_PLACEHOLDER.DATE:
            one.element.getparent().remove(one.element)
        elif kind in FOOTERS:
            _put(one, FOOTERS[kind])
            one.element.find(f".//{qn('a:lvl1pPr')}").set(
                "algn", "l" if kind == PP_PLACEHOLDER.FOOTER else "r"
            )
            one.element.find(f".//{qn('a:defRPr')}").set("sz", "1000")
        else:
            title = kind == PP_PLACEHOLDER.TITLE
            _put(one, PLACES[WORDS][0 if title else 1])
            if title:
                one.element.find(f".//{qn('a:bodyPr')}").set("anchor", "b")
    styles = master.element.find(qn("p:txStyles"))
    heading = styles.find(f"{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    heading.set("algn", "l")
    heading.find(qn("a:defRPr")).set("sz", "2800")
    heading.find(qn("a:defRPr")).set("b", "1")
    heading.find(f".//{qn('a:schemeClr')}").set("val", "tx2")
    for level, size in (("a:lvl1pPr", 1800), ("a:lvl2pPr", 1600)):
        words = styles.find(f"{qn('p:bodyStyle')}/{qn(level)}")
        words.find(qn("a:defRPr")).set("sz", str(size))


def _place(layout: SlideLayout, at: int) -> None:
    layout.name = NAMES[at]
    for one in list(layout.placeholders):
        kind = one.placeholder_format.type
        if kind == PP_PLACEHOLDER.DATE:
            one.element.getparent().remove(one.element)
        elif one.placeholder_format.idx in (0, 1):
            _put(one, PLACES[at][one.placeholder_format.idx])
            _plainly(one, at)
    if at == TITLE_PAGE:
        background = layout.background.fill
        background.solid()
        background.fore_color.theme_color = MSO_THEME_COLOR.BACKGROUND_2


def _plainly(one: Any, at: int) -> None:  # noqa: ANN401 - a placeholder
    """Take away the layout’s own styles; words of a first page and of a finding have no bullets."""
    title = one.placeholder_format.idx == 0
    body = one.element.find(qn("p:txBody"))
    anchor = "b" if title else "t"
    body.find(qn("a:bodyPr")).set("anchor", anchor)
    styles = body.find(qn("a:lstStyle"))
    for child in list(styles):
        styles.remove(child)
    if not title and at != WORDS:
        styles.append(
            parse_xml(
                f"<a:lvl1pPr {nsdecls('a')} marL='0' indent='0' algn='l'><a:buNone/>"
                "<a:defRPr sz='1800'><a:solidFill><a:schemeClr val='tx1'/></a:solidFill>"
                "</a:defRPr></a:lvl1pPr>"
            )
        )
    if title and at == TITLE_PAGE:
        styles.append(
            parse_xml(f"<a:lvl1pPr {nsdecls('a')} algn='l'><a:defRPr sz='4400' b='1'/></a:lvl1pPr>")
        )


def _put(shape: Any, place: tuple[int, int, int, int]) -> None:  # noqa: ANN401 - a placeholder
    shape.left, shape.top, shape.width, shape.height = map(Emu, place)


def _write(paragraph: Any, words: str) -> None:  # noqa: ANN401 - of python-pptx
    """Words of a footer, in the theme’s font: some programs do not look for it here."""
    run = paragraph.add_run()
    run.text = words
    run.font.size, run.font.name = Pt(11), "+mn-lt"
    run.font.color.theme_color = MSO_THEME_COLOR.ACCENT_6


def _number_shapes(slide: Slide) -> None:
    """Give each shape a number of its own: copied ones bring that of their layout."""
    for at, one in enumerate(slide.element.iter(qn("p:cNvPr")), start=1):
        one.set("id", str(at))
