"""Who somebody at a browser is, without the pages that ask: those have tests of their own."""

from playwright.sync_api import BrowserContext

from dashboard.addresses import ACT_AS, SIGN_IN
from dashboard.i18n import Locale
from tests.support.program import Served

OURS = {"Sec-Fetch-Site": "same-origin"}


def act_as(context: BrowserContext, served: Served, role: str) -> None:
    """From now on they look at a demonstration as somebody with a role."""
    _post(context, served.url + ACT_AS, role=role)


def sign_in(context: BrowserContext, served: Served, name: str, password: str) -> None:
    _post(context, served.url + SIGN_IN[Locale.EN], name=name, password=password)


def _post(context: BrowserContext, url: str, **form: str | float | bool) -> None:
    answer = context.request.post(url, form=form, headers=OURS, max_redirects=0)
    assert answer.status == 303, answer.text()
