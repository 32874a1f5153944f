from markupsafe import Markup

from dashboard.figures.html import filled, joined


def test_only_what_is_not_html_yet_is_escaped():
    template = Markup('<p class="{name}">{words}{more} {number}</p>')
    found = filled(template, name='"><b', words="a < b", more=Markup("<b>c</b>"), number=1.5)
    assert found == '<p class="&#34;&gt;&lt;b">a &lt; b<b>c</b> 1.5</p>'
    assert isinstance(found, Markup)


def test_parts_are_put_one_after_the_other_as_they_are():
    found = joined([Markup("<b>"), Markup("&lt;"), Markup("</b>")])
    assert found == "<b>&lt;</b>"
    assert isinstance(found, Markup)
