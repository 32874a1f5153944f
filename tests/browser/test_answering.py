"""A script that never ends fails its test soon, and the tests after it find a browser."""

import pytest
from playwright.sync_api import BrowserContext, Page
from playwright.sync_api import TimeoutError as InVainError

from tests.browser.conftest import alone
from tests.support import answering

pytestmark = pytest.mark.browser

NEVER = "new Promise(() => {})"
FOR_EVER = "void setTimeout(() => { for (;;) {} })"


@pytest.fixture
def impatient(page: Page, monkeypatch: pytest.MonkeyPatch):
    page.locator("body").wait_for()
    with monkeypatch.context() as patched:
        patched.setattr(answering, "SECONDS", 0.1)
        answering.limit()
    yield
    answering.limit()


@pytest.mark.usefixtures("impatient")
def test_a_command_without_an_answer_is_given_up(page: Page):
    for never in (
        lambda: page.evaluate(NEVER),
        lambda: page.main_frame.evaluate(NEVER),
        lambda: page.locator("body").evaluate(f"() => {NEVER}"),
        lambda: page.locator("body").evaluate_all(f"() => {NEVER}"),
    ):
        with pytest.raises(InVainError):
            never()


def test_a_process_that_hangs_is_left_and_the_next_test_has_another_one(
    context: BrowserContext, page: Page, monkeypatch: pytest.MonkeyPatch
):
    hung = context.pages[0]

    def evaluate(_: str):
        raise InVainError("as after two minutes")

    monkeypatch.setattr(hung, "evaluate", evaluate)
    page.evaluate(FOR_EVER)
    stays = alone(context)
    assert context.pages == [stays] != [hung]
    assert stays.evaluate("1 + 1") == 2
