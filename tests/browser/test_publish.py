"""Two people publish: one prepares, the other approves; an administrator takes it back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from sqlalchemy import update

from dashboard.access import accounts
from dashboard.access.passwords import hashed
from dashboard.database import open_engine, writing
from dashboard.domain.shared.roles import Role
from dashboard.tables import User
from tests.publications.making.conftest import FIRST, sessions
from tests.queries.worlds import store
from tests.support import accessible, awake, databases
from tests.support.program import Served, serving
from tests.support.visitors import sign_in

pytestmark = pytest.mark.browser

PASSWORD = "a long enough password"  # noqa: S105 - of nothing but tests
PATHS = {"en": "/en/publish", "fr": "/fr/publier"}
NARROW = 360
SIGN = "one => getComputedStyle(one, '::before').content"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A small project, and a person of each role."""
    folder = tmp_path_factory.mktemp("publishing")
    url = f"sqlite:///{folder / 'impact.db'}"
    databases.make(url)
    engine = open_engine(url)
    with writing(engine) as connection:
        store(connection, sessions(), trainings={("F1", "en"): FIRST})
        for role in Role:
            accounts.add(connection, role.value, role)
        connection.execute(update(User).values(password_hash=hashed(PASSWORD)))
    engine.dispose()
    with serving(url, folder) as served:
        yield served


@pytest.fixture(scope="module")
def signed_in(served: Served, lean_browser: Browser) -> Iterator[dict[Role, BrowserContext]]:
    """A browser of somebody with each role."""
    contexts = {role: lean_browser.new_context() for role in Role}
    for role, context in contexts.items():
        sign_in(context, served, role.value, PASSWORD)
    yield contexts
    for context in contexts.values():
        context.close()


@pytest.fixture
def as_(served: Served, signed_in: dict[Role, BrowserContext]):
    """The publish view of somebody with a role."""
    pages = []

    def as_(role: Role, language: str = "en", width: int = 1280) -> Page:
        page = signed_in[role].new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(served.url + PATHS[language])
        awake.wait(page)
        expect(page.locator("#view-publish-list")).not_to_be_empty()
        return page

    yield as_
    for page in pages:
        page.close()


def prepare(page: Page, en: str = "", fr: str = "") -> None:
    page.fill("#publish-note-en", en)
    page.fill("#publish-note-fr", fr)
    page.click("#publish-form button[type=submit]")
    expect(page.locator("#publish-said")).to_have_text(
        re.compile("The draft is (ready )?below|L’ébauche est (prête )?ci-dessous")
    )
    expect(page.locator("#publish-said")).to_be_focused()


def test_one_prepares_another_approves_and_everybody_sees_it(as_, served: Served, page: Page):
    ana = as_(Role.COORDINATOR)
    prepare(ana, "Winter figures", "Chiffres de l’hiver")
    draft = ana.locator("#publish-draft")
    expect(draft).to_contain_text("Draft of publication")
    number = re.search(r"\d+", draft.locator("h2").inner_text())[0]
    expect(draft).to_contain_text("English and French are complete")
    expect(draft).to_contain_text("someone else must approve it")
    parts = draft.locator("h3").all_inner_texts()
    assert parts.index("What is different") < parts.index("Both languages")  # whether to publish
    expect(ana.locator("#publish-approve")).to_have_count(0)
    for language, note in (("English", "Winter figures"), ("French", "Chiffres de l’hiver")):
        inside = ana.frame_locator(f"iframe[title*='{language}']")
        expect(inside.locator("main")).to_contain_text(note)

    bo = as_(Role.COMMITTEE, "fr")
    expect(bo.locator("#publish-form")).to_have_count(0)
    ways = bo.locator(".publish__pages a")
    expect(ways).to_have_text(
        ["En français, sur une page à part", "En anglais, sur une page à part"]
    )
    frame = bo.frame_locator(".publish__preview >> nth=0")
    expect(frame.locator("main")).to_contain_text("Chiffres de l’hiver")
    frame.owner.scroll_into_view_if_needed()
    expect(frame.locator("h1")).to_be_in_viewport(ratio=1)
    expect(frame.locator("header")).not_to_be_in_viewport()  # what is approved begins below it
    _on_paper_the_draft_is_what_is_read_and_flows_over_sheets(bo)
    bo.click("#publish-approve button")
    expect(bo.locator("#publish-looked")).to_be_focused()  # it is not checked yet
    expect(bo.locator("#publish-said")).to_be_empty()
    bo.check("#publish-looked")
    held: list[Route] = []
    bo.route("**/publications/approve", lambda route: held.append(route))  # noqa: PLW0108
    with bo.expect_request("**/publications/approve"):
        bo.click("#publish-approve button")
    expect(bo.locator("#publish-said")).to_contain_text("vérifiée une dernière fois")
    held[0].continue_()
    expect(bo.locator("#publish-said")).to_have_text(f"La publication {number} est parue.")
    expect(bo.locator("#view-publish-draft")).to_be_empty()
    expect(bo.locator(".publish__list > li").first).to_contain_text(f"Publication {number}")

    page.goto(f"{served.url}/en/progress")
    expect(page.locator("main")).to_contain_text("Winter figures")


def _on_paper_the_draft_is_what_is_read_and_flows_over_sheets(page: Page) -> None:
    page.emulate_media(media="print")
    draft = page.locator("#publish-draft")
    expect(draft.get_by_role("heading", name="Confidentialité")).to_be_visible()
    expect(draft).to_have_css("break-inside", "auto")
    expect(draft.get_by_text("Comme tout le monde la verra")).to_be_hidden()
    for pressed in (
        ".publish__preview",
        "#publish-approve button",
        "details:not([open]) > summary",
    ):
        expect(draft.locator(f"{pressed} >> visible=true")).to_have_count(0)
    page.emulate_media(media="null")


def test_a_draft_is_said_to_be_ready_once_it_is_there(as_):
    ana = as_(Role.COORDINATOR)
    held: list[Route] = []
    said = ana.locator("#publish-said")
    for language in PATHS:
        ana.fill(f"#publish-note-{language}", "")  # another test's may be in one language only
    ana.route("**/_dash-update-component*", lambda route: held.append(route))  # noqa: PLW0108
    with ana.expect_request("**/_dash-update-component*"):
        ana.click("#publish-form button[type=submit]")
    expect(said).to_contain_text("being prepared")
    held[0].continue_()
    expect(said).to_have_text("The draft is ready below.")
    expect(ana.locator("#publish-draft")).to_be_visible()


def test_what_one_language_lacks_blocks_it_and_is_listed(as_):
    ana = as_(Role.COORDINATOR)
    prepare(ana, "Only English")
    gaps = ana.locator(".publish__gaps")
    expect(gaps).to_contain_text("The note – it is missing in French.")
    expect(ana.locator("#publish-said")).to_contain_text("Nobody can approve it as it is.")
    expect(ana.locator("#view-showing")).to_contain_text("cannot be approved as it is")
    bo = as_(Role.COMMITTEE)
    expect(bo.locator("#publish-draft")).to_contain_text("Nobody can approve this draft as it is.")
    expect(bo.locator("#publish-approve")).to_have_count(0)


def test_a_draft_that_was_replaced_meanwhile_is_not_approved_and_the_new_one_sent_back(as_):
    ana = as_(Role.COORDINATOR)
    prepare(ana, "First", "Première")
    bo = as_(Role.COMMITTEE)
    bo.check("#publish-looked")
    prepare(ana, "Second", "Deuxième")
    bo.click("#publish-approve button")
    refused = bo.locator("#publish-said")
    expect(refused).to_contain_text("is no longer awaiting approval")
    assert refused.evaluate(SIGN) == '"▲ " / ""'
    expect(refused).to_have_css("border-left-style", "solid")
    expect(ana.locator("#publish-return")).to_have_count(0)  # her own
    bo = as_(Role.COMMITTEE, "fr")
    bo.click("#publish-draft summary:has-text('Renvoyer')")
    bo.click("#publish-return button")
    expect(bo.locator("#publish-return-reason")).to_be_focused()  # it is empty yet
    bo.fill("#publish-return-reason", "Il manque les écoles.")
    bo.click("#publish-return button")
    returned = bo.locator("#publish-said")
    expect(returned).to_have_text("L’ébauche a été renvoyée.")
    assert returned.evaluate(SIGN) == "none"
    expect(bo.locator("#publish-returned")).to_contain_text("Il manque les écoles.")
    ana = as_(Role.COORDINATOR)
    expect(ana.locator("#publish-returned")).to_contain_text(
        "Sent back by committee: Il manque les écoles."
    )
    expect(ana.locator("#publish-note-en")).to_have_value("Second")


def test_an_administrator_withdraws_one_with_a_reason_in_both_languages(
    as_, served: Served, page: Page
):
    prepare(as_(Role.COORDINATOR), "Spring", "Printemps")
    root = as_(Role.ADMIN)
    root.check("#publish-looked")
    root.click("#publish-approve button")
    expect(root.locator("#publish-said")).to_contain_text("is published")
    number = re.search(r"\d+", root.locator("#publish-said").inner_text())[0]
    newest = root.locator(".publish__list > li").first
    expect(newest).to_contain_text(f"Publication {number}")
    for fold in (newest.locator("summary").first, newest.locator("summary").last):
        fold.click()
    newest.locator("[data-reason=en]").fill("A mistake")
    newest.locator("[data-reason=fr]").fill("Une erreur")
    newest.locator("button").click()
    expect(root.locator("#publish-said")).to_have_text(f"Publication {number} was withdrawn.")
    expect(newest).to_contain_text("Withdrawn by admin: A mistake")
    answer = page.goto(f"{served.url}/fr/progres/{number}")
    assert answer.status == 410
    expect(page.locator("main")).to_contain_text("Une erreur")


def test_the_tick_to_narrow_a_year_follows_the_day(as_):
    page = as_(Role.ADMIN)
    page.locator("#publish-form").evaluate(
        """form => {
          const box = '<input type="checkbox" id="publish-tighten" data-due="2015-09-30">';
          form.querySelector("#publish-tighten")?.remove();
          form.insertAdjacentHTML("beforeend", box);
        }"""
    )
    box, day = page.locator("#publish-tighten"), page.locator("#publish-as-of")
    for value, ticked in (("2015-09-30", True), ("2015-09-29", False), ("2015-10-04", True)):
        day.fill(value)
        day.blur()
        expect(box).to_be_checked(checked=ticked)


def test_the_hint_above_the_approval_covers_nothing(as_):
    page = as_(Role.COMMITTEE)
    page.locator("#view-publish-draft").evaluate(
        """one => { one.innerHTML = `<details><summary>Figure by figure</summary></details>
             <form id="publish-approve" class="desk"><p class="desk__hint">A hint</p></form>`; }"""
    )
    above, hint = (page.locator(f"#view-publish-draft {one}") for one in ("summary", "p"))
    boxes = above.bounding_box(), hint.bounding_box()
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_view_is_accessible_and_fits(as_, language: str):
    page = as_(Role.ADMIN, language, NARROW)
    prepare(page, "A note", "")
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    accessible.check(page, accessible.looks_of(PATHS[language]), iframes=False)


@pytest.mark.parametrize("path", ["/en/privacy", "/fr/confidentialite"])
def test_who_sees_what_is_accessible_and_fits(served: Served, page: Page, path: str):
    accessible.begin(page)
    page.goto(served.url + path)
    expect(page.locator(".policy__rules tbody tr")).to_have_count(11)
    page.set_viewport_size({"width": 360, "height": 740})
    rights = ".policy__rules td", "all => all.map((one) => one.getBoundingClientRect().right)"
    assert max(page.locator(rights[0]).evaluate_all(rights[1])) <= 360
    accessible.check(page, accessible.looks_of(path))
