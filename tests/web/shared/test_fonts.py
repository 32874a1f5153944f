"""Which browsers ask for the fonts before the filters work."""

from flask.testing import FlaskClient

from app import FONTS_KEPT


def test_only_a_browser_that_has_the_fonts_asks_for_them_first(program: FlaskClient):
    assert "<body data-begins>" in program.get("/en/explore").text
    program.set_cookie(FONTS_KEPT, "kept")
    assert "<body>" in program.get("/en/explore").text
