"""Which browsers ask for the fonts before the filters work."""

from flask.testing import FlaskClient

from dashboard.web.access.cookies import FONTS_KEPT


def test_only_a_browser_that_has_the_fonts_asks_for_them_first(program: FlaskClient):
    assert "<body data-begins>" in program.get("/en/explore").text
    program.set_cookie(FONTS_KEPT, "kept")
    assert "<body>" in program.get("/en/explore").text


def test_signing_out_leaves_no_cookie(program: FlaskClient):
    program.set_cookie(FONTS_KEPT, "kept")
    program.post("/sign-out")
    assert program.get_cookie(FONTS_KEPT) is None
