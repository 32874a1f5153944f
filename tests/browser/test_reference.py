"""Reference data edited in a real browser: both languages, two administrators, a merge."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from dashboard.database import open_engine, reading
from dashboard.queries.integrity import discrepancies
from dashboard.queries.shared.trail import tampering
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.tables import OutreachSession, Venue
from tests.support import accessible, awake, late
from tests.support.program import Served, serving

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
PAGES = [
    "/en/reference",
    "/fr/reference?of=age_groups&record=12-14",
    "/en/reference?of=targets&record=youth+2014-04-01",
    "/fr/reference?of=plan_measures&new=1",
    "/fr/reference?of=facilitators&new=1",
]


@pytest.fixture(scope="module")
def database(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("reference")
    return f"sqlite:///{shutil.copyfile(demonstration, folder / 'impact.db')}"


@pytest.fixture(scope="module")
def served(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demonstration for an administrator, who changes it."""
    folder = tmp_path_factory.mktemp("served")
    with serving(database, folder, demo_role="admin") as served:
        yield served


@pytest.fixture
def ask(database: str) -> Iterator[Callable]:
    """Ask the database something."""
    engine = open_engine(database)

    def ask(question):
        with reading(engine) as connection:
            assert discrepancies(connection) == ()
            assert tampering(connection) is None
            return question(connection)

    yield ask
    engine.dispose()


def open_page(page: Page, served: Served, path: str) -> None:
    page.goto(served.url + path)
    awake.wait(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def said(page: Page):
    return page.locator("#reference-said")


def test_a_label_is_edited_in_both_languages_by_keyboard_and_has_its_history(served, page, ask):
    page.set_viewport_size(PHONE)
    open_page(page, served, "/en/reference?of=partners")
    page.get_by_role("link", name="ottawa-police-service").click()
    page.get_by_label("Label in English").fill("The Ottawa Police")
    page.keyboard.press("Tab")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("La police d’Ottawa")
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("Saved: ottawa-police-service.")
    expect(said(page)).to_be_focused()
    expect(page.locator(".steps h3")).to_have_text("Changed by DEMO")
    expect(page.locator(".states")).to_contain_text("La police d’Ottawa")
    expect(page.locator(".footer")).to_contain_text("Ottawa Police")
    term = ask(lambda connection: vocabulary(connection).partners["ottawa-police-service"])
    assert (term.label_en, term.label_fr) == ("The Ottawa Police", "La police d’Ottawa")


@pytest.mark.parametrize("path", ["/en/reference", "/fr/reference"])
def test_an_earlier_state_is_restored_by_keyboard_once_it_is_known_what_differs(
    served, page, ask, path
):
    fr = path.startswith("/fr")
    page.set_viewport_size(PHONE)
    open_page(page, served, f"{path}?of=funders&record=public-safety-canada")
    term = ask(lambda connection: vocabulary(connection).funders["public-safety-canada"])
    page.get_by_label("Libellé en anglais" if fr else "Label in English").fill(f"Safety {fr}")
    page.keyboard.press("Enter")
    expect(said(page)).to_contain_text("public-safety-canada")
    expect(page.locator(".steps .states").first).to_contain_text(f"Safety {fr}")  # drawn anew
    back = page.get_by_role(
        "button", name=re.compile("^Rétablir la version" if fr else "^Restore the previous")
    ).first
    back.press("Enter")
    asked = page.locator("#reference-ask")
    expect(asked.locator("h2")).to_be_focused()
    expect(asked.locator("li")).to_contain_text(
        f"«\u00a0Safety {fr}\u00a0» devient" if fr else f"“Safety {fr}” becomes"
    )
    assert accessible.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    asked.get_by_role("button").first.press("Enter")
    expect(said(page)).to_have_text(
        "Rétabli\u00a0: public-safety-canada." if fr else "Restored: public-safety-canada."
    )
    expect(page.locator("#reference-label_en")).to_have_value(term.label_en)
    after = ask(lambda connection: vocabulary(connection).funders["public-safety-canada"])
    assert after == term


def test_a_missing_language_is_told_at_its_field_and_nothing_is_saved(served, page, ask):
    open_page(page, served, "/fr/reference?of=funders&new=1")
    page.get_by_label("Libellé en anglais").fill("Justice Canada")
    press(page, "Ajouter")
    field = page.get_by_label("Libellé en français")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#reference-label_fr-fault")).to_have_text("Champ obligatoire")
    assert "justice-canada" not in ask(lambda connection: vocabulary(connection).funders)
    field.fill("Justice Canada (ministère)")
    press(page, "Ajouter")
    expect(page.locator(".worklist")).to_contain_text("justice-canada")
    expect(field).to_have_value("")


def test_what_changes_the_past_is_told_before_it_is_saved(served, page, ask):
    open_page(page, served, "/en/reference?of=session_kinds&record=youth_workshop")
    page.get_by_label("Counts in the French share").select_option("yes")
    press(page, "Save")
    asked = page.locator("#reference-ask")
    expect(asked).to_contain_text("The French share of the past changes")
    kinds = ask(lambda connection: vocabulary(connection).kinds)
    assert not kinds["youth_workshop"].in_french_share
    press(page, "Save anyway")
    expect(said(page)).to_have_text("Saved: youth_workshop.")
    expect(asked).to_be_empty()
    kinds = ask(lambda connection: vocabulary(connection).kinds)
    assert kinds["youth_workshop"].in_french_share


def test_of_two_administrators_the_later_one_sees_what_was_saved_and_overwrites_or_gives_way(
    served, page, context, ask
):
    address = "/en/reference?of=funders&record=public-safety-canada"
    other = context.new_page()
    open_page(page, served, address)
    open_page(other, served, address)
    page.get_by_label("Label in English").fill("Public Safety")
    press(page, "Save")
    expect(said(page)).to_contain_text("Saved")
    other.get_by_label("Label in English").fill("PSC")
    press(other, "Save")
    clash = other.locator("#reference-ask")
    expect(clash).to_contain_text(
        "Label in English – current version: Public Safety; your version: PSC"
    )
    funder = "public-safety-canada"
    assert ask(lambda c: vocabulary(c).funders[funder].label_en) == "Public Safety"
    press(other, "Overwrite with my version")
    expect(said(other)).to_contain_text("Saved")
    assert ask(lambda c: vocabulary(c).funders[funder].label_en) == "PSC"
    _who_gives_way_sees_what_is_there_now(page)


def _who_gives_way_sees_what_is_there_now(page: Page) -> None:
    """The first one, whose page is older by now."""
    page.get_by_label("Label in English").fill("Safety")
    press(page, "Save")
    press(page, "Show the current version")
    expect(page.get_by_label("Label in English")).to_have_value("PSC")
    expect(page.locator("#reference-ask")).to_be_empty()


def at(code: str):
    there = select(func.count()).select_from(OutreachSession).join(Venue)
    return lambda connection: connection.scalar(there.where(Venue.code == code))


def test_two_venues_are_merged_and_taken_apart_again(served, page, ask):
    before, kept = ask(at("DEMO-SH-01")), ask(at("DEMO-SH-02"))
    assert before
    open_page(page, served, "/en/reference?record=DEMO-SH-01")
    page.get_by_text("Merge into another venue").click()
    press(page, "Merge")
    expect(page.locator("#reference-into-fault")).to_have_text("Required")
    page.get_by_label("Venue to keep").select_option("DEMO-SH-02")
    press(page, "Merge")
    expect(page.locator("#reference-ask")).to_contain_text(
        f"{before} sessions move from DEMO-SH-01 to DEMO-SH-02."
    )
    press(page, "Save anyway")
    expect(page).to_have_url(re.compile("record=DEMO-SH-02"))
    expect(page.locator("#view-merges")).to_contain_text("DEMO-SH-01 was merged into DEMO-SH-02")
    assert ask(at("DEMO-SH-02")) == before + kept
    page.get_by_role("link", name="History of DEMO-SH-01").click()
    expect(page.locator(".steps h3").first).to_have_text("Removed by DEMO")
    press(page, "Undo the merge of DEMO-SH-01")
    press(page, "Save anyway")
    expect(said(page)).to_have_text("DEMO-SH-01 is back.")
    expect(page.locator("#view-merges")).to_be_empty()
    assert (ask(at("DEMO-SH-01")), ask(at("DEMO-SH-02"))) == (before, kept)


def test_a_shelter_has_no_field_for_a_name_and_its_area_is_not_shown(served, page):
    open_page(page, served, "/en/reference?record=DEMO-SH-03")
    expect(page.get_by_label("Name in English")).to_be_hidden()
    by_code = page.get_by_text("This type of venue is known only by its code")
    expect(by_code).to_be_visible()
    row = page.get_by_role("row", name=re.compile("DEMO-SH-03"))
    expect(row.get_by_role("cell").last).to_have_text(re.compile("^x$"))
    page.get_by_label("Venue type").select_option("high_school")
    expect(page.get_by_label("Name in English")).to_be_visible()
    expect(page.get_by_label("Area")).to_have_value("")
    expect(by_code).to_be_hidden()
    open_page(page, served, "/en/reference?new=1")
    page.get_by_label("Venue type").select_option("shelter")
    press(page, "Add")
    expect(said(page)).to_have_text(re.compile("^Saved: DEMO-SH-"))
    expect(page.get_by_label("Name in English")).to_be_visible()  # no type is chosen any more
    expect(by_code).to_be_hidden()


def test_a_type_chosen_before_the_scripts_run_takes_the_names_away(served, page):
    with late.scripts(page, f"{served.url}/en/reference?new=1", "#reference-form"):
        page.get_by_label("Area").fill("Vanier")
        page.get_by_label("Venue type").select_option("shelter")
    expect(page.get_by_label("Area")).to_be_hidden()
    expect(page.locator("#reference-form [data-unnamed]")).to_be_visible()
    page.route("**/api/v1/reference/**", lambda route: route.fulfill(status=401, json={}))
    with page.expect_request("**/api/v1/reference/**") as sent:
        press(page, "Add")
    assert sent.value.post_data_json["cells"]["area"] == ""
    expect(said(page)).to_contain_text("You are no longer signed in")  # and what was entered stays
    expect(page.get_by_label("Venue type")).to_have_value("shelter")


def test_what_nothing_uses_is_taken_out(served, page, ask):
    open_page(page, served, "/en/reference?of=partners&record=st-joes-womens-centre")
    press(page, "Remove entry")
    expect(said(page)).to_contain_text("Removed: st-joes-womens-centre.")
    assert "st-joes-womens-centre" not in ask(lambda c: vocabulary(c).partners)
    open_page(page, served, "/en/reference?of=age_groups&record=15-17")
    expect(page.locator(".desk__ways")).to_contain_text("It cannot be removed:")
    expect(page.get_by_role("button", name="Remove entry")).to_have_count(0)


def test_what_was_typed_stays_when_the_connection_is_lost_or_the_session_ends(served, page):
    open_page(page, served, "/fr/reference?of=partners&record=crime-prevention-ottawa")
    label = page.locator("[data-column=label_en] input")
    label.fill("CPO")
    page.route("**/api/v1/reference/**", lambda route: route.abort())
    press(page, "Enregistrer")
    expect(said(page)).to_contain_text("La connexion a été coupée")
    expect(label).to_have_value("CPO")
    page.unroute_all()
    page.route("**/api/v1/reference/**", lambda route: route.fulfill(status=401, json={}))
    press(page, "Enregistrer")
    expect(said(page)).to_contain_text("Votre session est fermée")
    expect(said(page).get_by_role("link")).to_have_attribute(
        "href", re.compile(r"^/fr/connexion\?next=%2Ffr%2F")
    )
    expect(label).to_have_value("CPO")


def test_a_coordinator_finds_what_they_write_here_and_nothing_of_administrators(served, page):
    open_page(page, served, "/en/reference?of=venues")
    page.get_by_role("button", name="coordinator").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This view is for administrators")
    page.goto(f"{served.url}/en/reference")
    kinds = page.get_by_role("navigation", name="Categories of reference data")
    own = ["Annotations", "Committee meetings", "Decisions", "Facilitators"]
    expect(kinds.get_by_role("link")).to_have_text(own)
    page.goto(f"{served.url}/en/explore")
    views = page.get_by_role("navigation", name="Views")
    expect(views.get_by_role("link", name="Sessions")).to_be_visible()
    expect(views.get_by_role("link", name="Reference data")).to_have_count(0)


def test_a_facilitator_is_added_and_trained_and_can_then_be_chosen_for_a_session(served, page):
    open_page(page, served, "/en/sessions?tab=log")
    page.get_by_role("link", name="Add a facilitator").click()
    expect(page.get_by_role("heading", name="New: Facilitators")).to_be_visible()
    awake.wait(page)
    code = page.get_by_label("Code")
    expect(code).to_have_accessible_description(re.compile("never the name"))
    page.get_by_label("Training completed on").fill("2014-11-03")
    press(page, "Add")
    expect(page.locator("#reference-code-fault")).to_have_text("Required")
    code.fill("F-<b>7</b>")
    press(page, "Add")
    expect(page.locator("#reference-language-fault")).to_contain_text("needs a language and a date")
    page.get_by_label("Training completed on").fill("")
    press(page, "Add")
    expect(said(page)).to_have_text("Saved: F-<b>7</b>.")
    page.get_by_role("link", name="F-<b>7</b>", exact=True).click()
    expect(page.get_by_role("heading", name="Edit F-<b>7</b>", exact=True)).to_be_visible()
    page.get_by_label("Trained in").select_option("French")
    page.get_by_label("Training completed on").fill("2014-11-03")
    press(page, "Save")
    expect(page.get_by_role("heading", name="Edit F-<b>7</b> fr")).to_be_visible()
    expect(page.get_by_label("Trained in")).to_have_count(0)  # it never changes
    page.get_by_label("Training completed on").fill("2014-11-04")
    press(page, "Save")
    asked = page.locator("#reference-ask")
    expect(asked).to_contain_text(
        "trained facilitators since November\u00a03, 2014 is recalculated"
    )
    press(page, "Save anyway")
    row = page.get_by_role("row").filter(has_text="F-<b>7</b> fr")
    expect(row.get_by_role("cell")).to_have_text(["French", "2014-11-04"])
    open_page(page, served, "/en/sessions?tab=log")
    expect(page.get_by_role("checkbox", name="F-<b>7</b>", exact=True)).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(served, page, path):
    accessible.begin(page)
    open_page(page, served, path)
    accessible.check(page, accessible.looks_of(path))
