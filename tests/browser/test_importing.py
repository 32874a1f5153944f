"""Files imported in a real browser: looked at, mapped, mended, stopped half-way, taken back."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from http import HTTPStatus
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, Route, expect

from dashboard.database import open_engine, writing
from dashboard.tables import OutreachSession
from tests.support import accessible, jumps
from tests.support.files import as_rows, strike_out, write_csv, write_sheets, write_xlsx
from tests.support.modules import in_module
from tests.support.patience import until
from tests.support.program import Served

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
PATHS = {"en": "/en/sessions?tab=import", "fr": "/fr/seances?tab=import"}
SETTLED = """async ({ isUnderWay }) => {
  while (isUnderWay()) await new Promise(requestAnimationFrame);
}"""
PASSWORD = "correct horse battery"  # noqa: S105 - of nothing but tests
HOSTILE = {
    "empty.csv": b"",
    "page.xlsx": b"<html><body>Sign in</body></html>",
    "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    "nul.csv": bytes(5000),
}
SOUND = {
    "date": "2015-02-02",
    "status": "delivered",
    "kind": "discussion",
    "language": "fr",
    "venue": "DEMO-HS-01",
    "total": "12",
}


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """Writes a CSV file of rows, each of which is sound but for what is said of it."""

    def write(
        name: str, rows: Iterable[Mapping[str, str]], renamed: Mapping[str, str] = {}
    ) -> Path:
        path = tmp_path / name
        columns = ["reference", *SOUND]
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.writer(lines)
            writer.writerow([renamed.get(column, column) for column in columns])
            for row in rows:
                writer.writerow([(SOUND | dict(row))[column] for column in columns])
        return path

    return write


def sound(*references: str, **cells: str) -> list[dict[str, str]]:
    """Sessions of days of their own by first letter, so that none looks like another."""
    return [
        {"reference": reference, "date": day_of(reference[0], at).isoformat(), **cells}
        for at, reference in enumerate(references)
    ]


def day_of(letter: str, at: int) -> date:
    return date(2013, 9, 1) + timedelta(days=9 * (ord(letter) - ord("A")) + at)


def open_tab(page: Page, served: Served, lang: str = "en") -> None:
    page.goto(served.url + PATHS[lang])
    expect(page.locator("#import-past > *").first).to_be_visible()


def choose(page: Page, path: Path) -> None:
    page.locator("#import-file").set_input_files(path)


def look(page: Page, path: Path) -> None:
    """Choose a file and wait until it is said what it would do."""
    choose(page, path)
    what = page.locator("#import-what")
    expect(what).to_contain_text(path.name)  # and not the file before it
    expect(what).to_be_focused()


def counts(page: Page) -> list[int]:
    """New, changed, unchanged, to mend, likely duplicates."""
    said = page.locator(".import__count").all_inner_texts()
    return [int(re.sub(r"\D", "", number)) for number in said]


def bring_in(page: Page, name: str | re.Pattern[str] = re.compile("^Import(er)? ")) -> None:
    page.get_by_role("button", name=name).click()
    expect(page.locator("#import-outcome h2")).to_be_focused()


def download(page: Page, folder: Path) -> Path:
    """The rows to mend, as the browser saves them."""
    with page.expect_download() as begun:
        page.locator("#import-outcome").get_by_role("button").first.click()
    path = folder / begun.value.suggested_filename
    begun.value.save_as(path)
    return path


@pytest.mark.parametrize("lang", PATHS)
def test_a_file_of_faults_says_that_its_rest_was_not_checked(served, page, file, *, count, lang):
    before, wrong = count(), dict.fromkeys(("date", "status", "kind", "language", "venue"), "x")
    open_tab(page, served, lang)
    look(page, file("wrong.csv", [{"reference": "W", "total": "x", **wrong}] * 34_000))
    told = page.locator("#import-preview > .import__why")
    expect(told).to_have_count(1)
    expect(told).to_contain_text(
        {"en": "more than 200,000 errors", "fr": "200\u00a0000\u00a0erreurs"}[lang]
    )
    expect(page.locator("#import-summary")).to_contain_text(told.inner_text())
    expect(page.get_by_role("button", name=re.compile("^(Download|Télécharger)"))).to_have_count(0)
    whole = re.compile("The file has [0-9,]+ rows|Le fichier compte")
    expect(page.locator("#import-preview").get_by_text(whole)).to_have_count(0)
    accessible.check(page)
    assert count() == before


@pytest.mark.parametrize("lang", PATHS)
def test_a_file_is_looked_at_imported_and_taken_back(served, page, file, *, stored, count, lang):
    before = count()
    open_tab(page, served, lang)
    look(page, file("january.csv", sound("N-1", "N-2", "N-3")))
    assert counts(page) == [3, 0, 0, 0, 0]
    assert count() == before
    page.locator("#import-tile-new").click()
    expect(page.locator("#import-detail tbody tr")).to_have_count(3)
    expect(page.locator("#import-detail")).to_contain_text("N-2")
    total = page.locator("#import-detail td[data-label=Total]").first
    expect(total).to_have_css("text-align", "right")
    import_words = {"en": "Import 3 sessions", "fr": "Importer 3 séances"}[lang]
    bring_in(page, import_words)
    assert stored("N-2").record.total == 12
    newest = page.locator(".import__list tbody tr").first
    expect(newest).to_contain_text("january.csv")
    numbers_are_aligned_on_paper_too(page)
    page.locator("#import-outcome").get_by_role("button").first.click()
    expect(
        page.get_by_role("button", name=re.compile("^(Keep import|Garder l’importation)$"))
    ).to_be_focused()
    assert count() == before + 3
    page.get_by_role("button", name=re.compile("^(Undo import|Annuler l’importation)$")).click()
    expect(page.locator("#import-outcome-said")).to_contain_text(re.compile(r": 3\."))
    undone = {
        "en": "The import of “january.csv” was undone",
        "fr": "L’importation de «\u00a0january.csv\u00a0» a été annulée",
    }[lang]
    expect(page.locator("#import-outcome h2")).to_have_text(undone)
    expect(page.locator("#import-outcome").locator("a, button")).to_have_count(0)
    expect(newest).to_contain_text(re.compile("Undone|Annulée"))
    assert count() == before
    assert stored("N-2") is None


def numbers_are_aligned_on_paper_too(page: Page) -> None:
    number = page.locator(".import__list tbody tr").first.locator("td").nth(2)
    expect(number).to_have_css("text-align", "right")
    size = page.viewport_size
    page.set_viewport_size(PHONE)
    expect(number).to_have_css("text-align", "left")
    page.emulate_media(media="print")
    expect(number).to_have_css("display", "table-cell")
    expect(number).to_have_css("text-align", "right")
    expect(page.locator("#import-find")).to_be_hidden()
    page.emulate_media(media="null")
    page.set_viewport_size(size)


def test_it_is_done_by_keyboard_alone(served, page, file, stored):
    page.on("filechooser", lambda _: None)  # from now on, not from the key on: that may be too late
    open_tab(page, served)
    page.locator("#import a").first.focus()
    page.keyboard.press("Tab")
    expect(page.locator("#import-file")).to_be_focused()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(file("keys.csv", sound("K-1")))
    expect(page.locator("#import-what")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#import-tile-new")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#import-outcome h2")).to_be_focused()
    assert stored("K-1").record.total == 12


def test_a_file_is_dropped_kept_in_another_tab_and_goes_in_once_when_pressed_twice(
    served, page, file
):
    open_tab(page, served)
    text = file("dropped.csv", sound("D-1")).read_text(encoding="utf-8")
    dropping = page.evaluate_handle(
        "(text) => { const dropped = new DataTransfer();"
        "dropped.items.add(new File([text], 'dropped.csv')); return dropped; }",
        text,
    )
    page.dispatch_event("h1", "drop", {"dataTransfer": dropping})  # beside the zone, too
    expect(page.locator("#import-what")).to_have_text("What “dropped.csv” would change")
    page.get_by_role("link", name="All sessions").click()
    expect(page.locator("#import")).to_be_hidden()
    page.get_by_role("link", name="Import a file").click()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.method} {request.url}"))
    page.get_by_role("button", name="Import 1 session").dblclick()
    expect(page.locator("#import-outcome h2")).to_be_focused()
    assert sent.count(f"POST {served.url}/api/v1/imports") == 1


def test_changes_are_shown_what_is_there_is_left_alone_and_so_are_likely_duplicates(
    served, page, file, stored
):
    open_tab(page, served)
    look(page, file("first.csv", sound("C-1", "C-2")))
    bring_in(page)
    rows = sound("C-1", "C-2")
    rows[0]["total"] = "15"
    look(page, file("second.csv", rows))
    assert counts(page) == [0, 1, 1, 0, 0]
    page.locator("#import-tile-changes").click()
    total = page.locator("#import-detail tr", has_text="Total")
    name = f"{day_of('C', 0).isoformat()}, {SOUND['venue']}"
    expect(total.locator("td")).to_have_text([name, re.compile("Total"), "12", "15"])
    expect(total.get_by_role("link", name=name)).to_have_attribute("title", "C-1")
    bring_in(page, "Import 1 session")
    assert stored("C-1").record.total == 15
    look(page, file("third.csv", rows))
    expect(page.locator("#import-ways")).to_contain_text(
        "Everything in it is already in the dashboard"
    )
    expect(page.get_by_role("button", name=re.compile("^Import"))).to_have_count(0)
    rows = [{"reference": at, "date": day_of("C", 0).isoformat()} for at in ("C-3", "C-4")]
    rows[1]["date"] = day_of("C", 3).isoformat()
    look(page, file("twice.csv", rows))
    assert counts(page) == [2, 0, 0, 0, 1]
    importing = page.get_by_role("button", name=re.compile("^Import "))
    expect(importing).to_have_count(0)
    expect(page.locator("#import-ways")).to_contain_text("First, answer the question")
    leave = page.get_by_label("No, leave it out")
    leave.focus()
    page.keyboard.press("Space")
    expect(leave).to_be_checked()
    expect(leave).to_be_focused()
    expect(page.get_by_role("button", name="Import 1 session")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Yes, import it anyway")).to_be_checked()
    expect(page.get_by_role("button", name="Import 2 sessions")).to_be_visible()
    page.locator("#import-tile-duplicates").click()
    alike = page.locator("#import-detail").get_by_role("link", name="15 participations")
    expect(alike).to_have_attribute("title", "C-1")
    one = page.get_by_label(f"Leave {name} (row 2) out")
    expect(one).not_to_be_checked()
    leave.check()
    expect(one).to_be_checked()
    one.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Import 2 sessions")).to_be_visible()
    one.check()
    bring_in(page, "Import 1 session")
    assert stored("C-3") is None
    assert stored("C-4").record.total == 12


@pytest.mark.parametrize("lang", PATHS)
def test_what_is_wrong_and_how_to_fix_it_stand_beside_each_other_at_200_percent(
    served, page, file, lang
):
    page.set_viewport_size({"width": 720, "height": 450})  # 1440 wide, twice as large
    open_tab(page, served, lang)
    look(page, file("odd.csv", sound("Z-1", "Z-2", kind="Klatsch", venue="NOWHERE", total="x")))
    page.locator("#import-tile-faulty-rows").focus()
    page.keyboard.press("Enter")
    table = page.locator("#import-detail").get_by_role("region")
    expect(table.get_by_role("row")).to_have_count(7)
    assert table.evaluate("one => one.scrollWidth <= one.clientWidth")


def test_why_a_file_waits_stands_on_one_line_with_what_can_be_done(served, page, file):
    page.set_viewport_size({"width": 1440, "height": 900})
    open_tab(page, served, "fr")  # of which the words are longer
    look(page, file("odd.csv", sound("Z-1", "Z-2", kind="Klatsch")))
    why = page.locator("#import-ways > .import__why").bounding_box()
    way = page.locator("#import-ways").get_by_role("button").first.bounding_box()
    assert abs(why["y"] + why["height"] / 2 - way["y"] - way["height"] / 2) < 4


def test_likely_duplicates_wait_for_an_answer_and_are_decided_one_by_one_by_keyboard(
    served, page, file, stored
):
    open_tab(page, served, "fr")
    look(page, file("first.csv", sound("Q-1", "Q-2")))
    bring_in(page)
    look(page, file("again.csv", sound("Q-5", "Q-6")))
    assert counts(page) == [2, 0, 0, 0, 2]
    expect(page.locator("#import-what")).to_have_accessible_description(
        re.compile("Répondez d’abord à la question sur les doublons probables")
    )
    expect(page.get_by_role("button", name=re.compile("^Importer "))).to_have_count(0)
    question = page.get_by_role("group", name="2 nouvelles séances ressemblent à des doublons.")
    question.get_by_label("Non, les laisser de côté").focus()
    page.keyboard.press("ArrowUp")
    expect(question.get_by_label("Décider une séance à la fois")).to_be_checked()
    boxes = page.locator("#import-detail").get_by_role("checkbox")
    assert [box.is_checked() for box in boxes.all()] == [True, True]
    boxes.first.focus()
    page.keyboard.press("Space")
    bring_in(page, "Importer 1 séance")
    assert (stored("Q-5") is not None, stored("Q-6")) == (True, None)


def test_likely_duplicates_are_asked_about_anew_once_the_meaning_of_a_word_changed(
    served, page, file
):
    """Other rows may be likely duplicates then, so nothing is asked until the next preview."""
    open_tab(page, served)
    look(page, file("plain.csv", sound("R-1")))
    bring_in(page)
    look(page, file("odd.csv", sound("R-5", kind="Klatsch")))
    question = page.get_by_role("group", name="1 new session looks like a duplicate.")
    for kind, likely in (("discussion", 1), ("youth_workshop", 0), ("discussion", 1)):
        page.locator("#import-values").evaluate("fold => { fold.open = true }")
        page.get_by_label(re.compile("Match for “Klatsch”")).select_option(kind)
        expect(question).to_be_hidden()
        page.get_by_role("button", name="Preview again").first.click()
        expect(question).to_have_count(likely)
        named = page.locator(".import__tiles > :last-child")
        expect(named).to_have_text("1likely duplicate" if likely else "0likely duplicates")
        ways = page.locator("#import-ways")
        expect(ways).to_contain_text("First, answer" if likely else "Import 1 session")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ("Preview again", "Still missing", "Did you mean “Reference”?")),
        (
            "fr",
            ("Relancez l’aperçu", "Il manque encore", "Vouliez-vous dire «\u00a0Référence\u00a0»?"),
        ),
    ],
)
def test_a_column_of_numbers_is_offered_as_the_reference(served, page, tmp_path, lang, said):
    chosen, missing, offered = said
    head = ["No.", *list(SOUND)[:-1]]
    rows = [head, *([f"L-{at}", *list(SOUND.values())[:-1]] for at in (1, 2))]
    path = write_sheets(tmp_path / "log.xlsx", {"A": [[*r, 12] for r in rows], "B": rows})
    open_tab(page, served, lang)
    look(page, path)
    summary = page.locator("#import-summary")
    asked = summary.inner_text()
    page.locator(".import__sheet").first.get_by_role("radio").last.check()
    expect(summary).not_to_have_text(asked)
    expect(summary).to_contain_text(chosen)
    page.locator("#import-ways .desk__save").click()
    expect(page.locator("#import-ways .import__why")).to_contain_text(missing)
    page.locator("#import-waits").get_by_role("button", name=offered).click()
    expect(page.locator("#import-waits select").first).to_have_value("reference")


def test_columns_and_words_are_mapped_by_hand_outlive_a_reload_and_are_kept_for_the_next_file(
    served, page, file, stored
):
    odd = {"venue": "Ort", "kind": "Art"}
    path = file("odd.csv", sound("M-1", "M-2", kind="Klatsch"), odd)
    open_tab(page, served)
    look(page, path)
    expect(page.locator("#import-ways")).to_contain_text("Still missing: session kind, venue.")
    page.get_by_label("Match for the column “Ort”").select_option("venue")
    page.get_by_label("Match for the column “Art”").select_option("kind")
    open_tab(page, served)
    look(page, path)
    expect(page.get_by_label("Match for the column “Ort”")).to_have_value("venue")
    named = page.locator("#import-values > summary")
    expect(named).to_have_text("1 value to match")
    page.get_by_label(re.compile("Match for “Klatsch”")).select_option("discussion")
    expect(named).to_have_text("1 value matched")
    expect(page.locator("#import-waits")).to_have_text("No value is left to match.")
    page.get_by_role("button", name="Preview again").first.click()
    expect(named).to_have_text("1 value matched")
    expect(page.get_by_role("button", name="Import 2 sessions")).to_be_visible()
    page.get_by_label("Save this mapping as").fill("Our sheet")
    page.get_by_role("button", name="Save mapping", exact=True).click()
    expect(page.locator(".import__remember")).to_contain_text("Saved as “Our sheet”.")
    bring_in(page)
    assert stored("M-2").record.kind == "discussion"
    left = [*sound("M-1", kind="discussion"), *sound("M-9", language="Frnch", venue="Ours")]
    look(page, file("left.csv", left))
    assert counts(page) == [0, 0, 1, 1, 0]
    expect(page.locator("#import-ways")).to_contain_text("first match the values below")
    probable = page.locator("#import-values").get_by_role("button")
    expect(probable).to_have_text("Did you mean “French”?")
    probable.click()
    expect(page.get_by_label(re.compile("^Match for “Frnch”"))).to_be_focused()
    expect(page.get_by_label(re.compile("^Match for “Frnch”"))).to_have_value("fr")
    expect(probable).to_have_count(0)
    venues = page.get_by_label(re.compile("Match for “Ours”")).locator("option")
    expect(venues.filter(has_text="DEMO-SH-01")).to_have_text("DEMO-SH-01 – Shelter")
    rows = sound(*(f"M-{at}" for at in range(1, 4)), kind="Klatsch")
    look(page, file("next month.csv", rows, odd))
    expect(page.locator(".import__meanings")).to_contain_text("Your mapping “Our sheet” is used.")
    assert counts(page) == [1, 0, 2, 0, 0]
    page.get_by_role("button", name="Delete mapping").click()
    expect(page.locator("#import-said")).to_contain_text("The mapping “Our sheet” was deleted.")
    expect(page.get_by_label("Match for the column “Ort”")).to_have_value("")
    look(page, file("other.csv", sound("M-4")))
    assert page.evaluate("sessionStorage.length") == 0


def follows_what_is_matched(page, box, lang):
    """Before the next preview, in the number of what is left; all is taken back in the end."""
    one, none = {
        "en": ("One column is not", "No column is left to match."),
        "fr": ("Une colonne reste", "Il ne reste aucune colonne à associer."),
    }[lang]
    ignore = box.get_by_role("button", name=re.compile("(this column|cette colonne)$"))
    box.get_by_role("combobox").first.select_option("note")
    expect(box).to_contain_text(re.compile(rf"{one}.*Snacks"))
    expect(ignore).to_be_visible()
    box.get_by_role("combobox").nth(1).select_option("~")
    expect(box).to_contain_text(none)
    expect(ignore).to_be_hidden()
    for choice in box.get_by_role("combobox").all():
        choice.select_option("")
    expect(box).to_contain_text("2 col")


@pytest.mark.parametrize("lang", PATHS)
def test_a_file_is_completed_by_hand_in_a_few_clicks(
    served, page, *, stored, count, tmp_path, lang
):
    """No status, two columns that nobody knows, a facilitator who is gone."""
    words = {
        "en": ("Delivered", "2 columns are not matched yet: “Weather”, “Snacks”.", "Ignore “Bob”"),
        "fr": ("Tenue", "2 colonnes restent à associer : « Weather », « Snacks ».", "Ignorer"),
    }
    delivered, waits, ignore = words[lang]
    letter = {"en": "X", "fr": "x"}[lang]
    rows = [SOUND | row for row in sound(*(f"{letter}-{at}" for at in range(2)))]
    rows = [row | {"Weather": "rain", "Snacks": "", "facilitators": "Bob"} for row in rows]
    for row in rows:
        del row["status"]
    header, *cells = as_rows(*rows)
    path = write_csv(tmp_path / "october.csv", [header, *cells])
    before = count()
    page.set_viewport_size(PHONE)
    open_tab(page, served, lang)
    look(page, path)
    box, into = page.locator("#import-waits"), re.compile("^Import(er)? ")
    expect(page.get_by_role("button", name=into)).to_have_count(0)
    assert waits in box.inner_text().replace("\u00a0", " ")
    follows_what_is_matched(page, box, lang)
    accessible.check(page, ((PHONE["width"], "light"),))
    box.get_by_role("button", name=delivered).click()
    said = re.compile("^(Status: delivered for|Statut.: tenue pour)")
    remark = page.locator("#import-preview").get_by_text(said)
    expect(remark).to_be_visible()
    expect(box).to_contain_text(re.compile(r"(0 of 2 rows|: 0 sur 2)"))
    box.get_by_role("button", name=re.compile("(these|ces) 2 (columns|colonnes)$")).click()
    expect(page.get_by_text(re.compile(": Weather, Snacks")).first).to_be_visible()
    expect(page.get_by_role("button", name=into)).to_have_count(0)
    box.get_by_role("button", name=ignore).click()
    expect(page.get_by_role("button", name=into)).to_be_visible()
    expect(box).to_have_count(0)
    assert counts(page)[0] == 2
    page.locator("#import-constants > summary").click()
    expect(page.locator("#import-constant-status")).to_have_value("delivered")
    accessible.check(page, ((PHONE["width"], "light"),))
    duration = page.locator("#import-constant-duration_minutes")
    for typed in ("nonsense", "1 h 30"):
        duration.fill(typed)
        duration.press("Tab")
        page.get_by_role("button", name=re.compile("^(Preview again|Relancer)")).click()
        if typed == "nonsense":
            wrong = page.locator(
                "#import-ways", has_text=re.compile("^(First, fix|Corrigez d’abord)")
            )
            expect(wrong).to_be_visible()
            expect(duration).to_have_value(typed)
    bring_in(page)
    assert count() == before + 2
    one = stored(f"{letter}-1").record
    assert (one.status, one.duration_minutes, one.facilitators) == ("delivered", 90, ())
    newest = page.locator(".import__list tbody tr").first
    expect(newest).to_contain_text(re.compile("status: delivered for|statut.: tenue pour"))


@pytest.mark.parametrize("lang", PATHS)
def test_what_is_right_goes_in_and_the_rest_comes_back_mended(
    served, page, file, *, stored, tmp_path, lang
):
    first = {"en": "P", "fr": "p"}[lang]
    rows = sound(*(f"{first}-{at}" for at in range(1, 5)))
    rows[2]["language"] = rows[3]["language"] = "de"
    open_tab(page, served, lang)
    look(page, file("mixed.csv", rows))
    assert counts(page) == [2, 0, 0, 2, 0]
    page.locator("#import-tile-faulty-rows").click()
    expect(page.locator("#import-detail tbody tr")).to_have_count(2)
    expect(page.locator("#import-detail tbody tr").first).to_contain_text("de")
    right = {"en": "Import the 2 valid sessions", "fr": "Importer les 2 séances valides"}[lang]
    bring_in(page, right)
    assert stored(f"{first}-1").record.total == 12
    assert stored(f"{first}-3") is None
    expect(page.locator("#import-outcome")).to_contain_text(re.compile(r"(out|côté).?: 2\."))
    path = download(page, tmp_path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    header = [cell.value for cell in sheet[1]]
    column = header.index("language") + 1
    assert [row[header.index("reference")].value for row in sheet.iter_rows(min_row=2)] == [
        f"{first}-3",
        f"{first}-4",
    ]
    for number in (2, 3):
        assert sheet.cell(number, column).value == "de"
        sheet.cell(number, column).value = "fr"
    book.save(path)
    look(page, path)
    assert counts(page) == [2, 0, 0, 0, 0]
    bring_in(page)
    assert stored(f"{first}-4").record.language == "fr"


@pytest.mark.parametrize("lang", PATHS)
def test_each_sheet_of_a_workbook_is_read_told_or_asked_about(
    served, page, *, stored, count, tmp_path, lang
):
    letter = {"en": "Y", "fr": "y"}[lang]
    rows = [SOUND | cells for cells in sound(*(f"{letter}-{at}" for at in range(1, 6)))]
    rows[2]["venue"] = "NOBODY"
    sheets = {
        "January": as_rows(*rows[:2]),
        "Old": as_rows(rows[4]),
        "Budget": [("Item", "Amount"), ("Room", 120)],
        "February": as_rows(rows[2]),
        "March": as_rows(rows[3] | {"note": "of March"}),
    }
    path = write_sheets(tmp_path / "year.xlsx", sheets, ["Old"])
    before = count()
    open_tab(page, served, lang)
    look(page, path)
    preview = page.locator("#import-preview")
    expect(preview).to_contain_text(re.compile("(not read|pas lues) ?.?: Old"))
    asked = page.locator(".import__sheets > fieldset")
    expect(asked).to_have_count(2)
    expect(asked.first).to_contain_text(re.compile("Budget.+Item · Amount"))
    into = page.get_by_role("button", name=re.compile("^Import(er)? "))
    again = page.get_by_role("button", name=re.compile("^(Preview again|Relancer)"))
    expect(into).to_have_count(0)
    expect(again).to_have_count(0)
    asked.first.get_by_role("radio").last.check()
    expect(again).to_have_count(0)
    asked.last.get_by_role("radio").first.check()
    again.first.click()
    expect(page.locator(".import__count")).to_have_count(5)
    assert counts(page) == [3, 0, 0, 1, 0]
    assert count() == before
    expect(preview).to_contain_text(re.compile("(left out|de côté) ?.?: Budget"))
    page.locator("#import-sheets summary").click()
    read = page.locator("#import-sheets").get_by_role("radio", checked=True)
    expect(read).to_have_count(5)
    page.locator("#import-tile-faulty-rows").click()
    cells = page.locator("#import-detail tbody tr td")
    expect(cells.first).to_have_text("February")
    assert accessible.violations(page, "#import") == []
    bring_in(page)
    assert (stored(f"{letter}-4").record.note, stored(f"{letter}-5")) == ("of March", None)
    assert load_workbook(download(page, tmp_path)).sheetnames == ["February"]


@pytest.mark.parametrize("lang", PATHS)
def test_what_is_odd_is_asked_about_before_it_goes_in(
    served, page, *, stored, count, tmp_path, lang
):
    letter = {"en": "B", "fr": "b"}[lang]
    rows = [
        SOUND | cells | {"reference": at, "First name": "Léa"}
        for at, cells in enumerate(sound(*(f"{letter}-{at}" for at in range(1, 5))), start=1)
    ]
    day = {"en": date(1926, 3, 4), "fr": date(1926, 3, 5)}[lang]
    rows[1]["date"] = day.isoformat()
    rows[2]["note"] = "613-555-0123"
    path = strike_out(write_xlsx(tmp_path / f"odd {lang}.xlsx", as_rows(*rows)), 5)
    before = count()
    open_tab(page, served, lang)
    look(page, path)
    expect(page.locator("#import-preview")).not_to_contain_text("Léa")
    waits = page.locator("#import-waits")
    expect(waits).to_contain_text(re.compile("identifies people|permet d’identifier"))
    expect(waits).to_contain_text(re.compile("are not brought in|ne sont pas importés"))
    expect(waits).not_to_contain_text(re.compile("Match it, or|Associez-la, ou"))
    assert waits.locator("option").count() == 2  # to choose, and to ignore
    ignore = waits.get_by_role("button", name=re.compile("^Ignor")).last
    ignore.scroll_into_view_if_needed()
    expect(ignore).to_be_in_viewport(ratio=1)
    asked = page.locator(".import__odd > fieldset")
    expect(asked).to_have_count(3)
    assert page.locator("#import-waits ~ .import__odd ~ #import-ways").count() == 1
    into = page.get_by_role("button", name=re.compile("^Import(er)? "))
    expect(into).to_have_count(0)
    expect(page.locator(".import__count")).to_have_count(0)
    accessible.check(page, accessible.looks_of(PATHS[lang]), context="#import")
    asked.nth(0).get_by_role("radio").first.check()
    asked.nth(1).get_by_role("radio").first.check()
    waits.get_by_role("button", name=re.compile("^Ignor")).first.click()  # what was said stays
    expect(page.locator(".import__count")).to_have_count(5)
    expect(waits).to_have_count(0)
    assert counts(page) == [2, 0, 0, 1, 0]
    assert count() == before
    expect(page.get_by_text(re.compile("phone number|numéro de téléphone"))).to_be_visible()
    asked.nth(2).get_by_role("checkbox").check()
    page.get_by_role("button", name=re.compile("^(Preview again|Relancer)")).first.click()
    expect(page.locator(".import__count").first).to_have_text("3")
    expect(asked.nth(2).get_by_role("checkbox")).to_be_checked()
    bring_in(page)
    assert stored(f"odd-{lang}-2").record.date == day
    assert count() == before + 3


def look_again_at_once(page: Page) -> None:
    """The page does not wait 1.5 s each time before it asks again whether an import came in."""
    page.add_init_script(
        "{ const later = window.setTimeout; window.setTimeout = (then, ms, ...given) =>"
        " later(then, ms === 1500 ? 50 : ms, ...given); }"
    )


@pytest.fixture
def held(database: str) -> Iterator[str]:
    """A reference: an import stays where it has written that session, with the writers' turn."""
    reference = "HELD-1"
    engine = open_engine(database)
    with writing(engine) as connection:
        connection.exec_driver_sql(
            "CREATE VIEW endless AS WITH RECURSIVE numbers (n) AS"
            " (SELECT 1 UNION ALL SELECT n + 1 FROM numbers) SELECT n FROM numbers"
        )
        connection.exec_driver_sql(
            f"CREATE TRIGGER held AFTER INSERT ON {OutreachSession.__tablename__}"
            f" WHEN new.reference = '{reference}' BEGIN SELECT count(*) FROM endless; END"
        )
    yield reference
    with writing(engine) as connection:
        connection.exec_driver_sql("DROP TRIGGER held")
        connection.exec_driver_sql("DROP VIEW endless")
    engine.dispose()


def test_an_import_that_waits_is_stopped_or_left_half_way_leaves_nothing(
    served, page, file, *, count, database, held
):
    before = count()
    other = page.context.new_page()
    look_again_at_once(other)
    open_tab(other, served)
    said, phase = other.locator("#import-said"), other.locator("#import-phase")
    stop, nothing = other.get_by_role("button", name="Stop"), "Stopped. Nothing was saved."
    look(other, file("waiting.csv", sound("F-1")))
    engine = open_engine(database)
    with writing(engine):  # another import has its turn
        other.get_by_role("button", name="Import 1 session").click()
        expect(phase).to_contain_text("Comparing")
        stop.click()
        expect(said).to_have_text(nothing)
    engine.dispose()
    bring_in(other)
    expect(other.locator("#import-outcome")).to_contain_text("New: 1.")
    assert count() == before + 1
    look(other, file("stopped.csv", sound("S-1", held)))
    into = other.get_by_role("button", name="Import 2 sessions")
    into.click()
    expect(phase).to_have_text("Importing")
    expect(other.get_by_role("progressbar", name="Importing")).to_be_visible()
    stop.click()
    expect(said).to_have_text(nothing)
    assert count() == before + 1
    expect(into).to_be_enabled()
    into.click()
    expect(other.get_by_role("progressbar")).to_be_visible()  # until then the phase is the last one
    expect(phase).to_have_text("Importing")
    other.close()
    open_tab(page, served)
    note = page.locator("#import-left")
    expect(note).to_contain_text("The import of “stopped.csv” was interrupted")
    expect(note).to_contain_text("It is not in the list below")
    assert count() == before + 1
    page.get_by_role("button", name="Dismiss").click()
    open_tab(page, served)
    expect(note).to_be_empty()


def test_a_proxy_that_answers_by_itself_is_told_as_one_and_lost_answers_are_looked_up(
    served, page, file, stored
):
    open_tab(page, served)
    said, again = page.locator("#import-said"), page.get_by_role("button", name="Try again")
    path = file("p.csv", sound("P-9"))
    asked = "**/api/v1/imports/preview"
    page.route(asked, lambda route: route.fulfill(status=413, body="<html><h1>413</h1></html>"))
    choose(page, path)
    expect(said).to_contain_text(
        "“p.csv” (0.1 MB) did not get through: something between this computer and the"
    )
    expect(again).to_have_count(0)
    page.unroute(asked)
    page.route(asked, lambda route: route.fulfill(status=403, body="<html><h1>403</h1></html>"))
    choose(page, path)
    expect(said).to_contain_text("such as a proxy, refused the file.")
    expect(again).to_have_count(1)
    page.unroute(asked)
    reset = ("Fetch.failRequest", {"errorReason": "ConnectionReset"})
    timeout = ("Fetch.fulfillRequest", {"responseCode": HTTPStatus.GATEWAY_TIMEOUT})
    for reference, (way, how) in {"L-1": reset, "G-1": timeout}.items():
        look(page, file(f"{reference}.csv", sound(reference)))
        with answered_instead(page, way, partial(stored, reference), **how):
            bring_in(page)
        expect(page.locator("#import-outcome")).to_contain_text("New: 1.")
        assert stored(reference)


@contextmanager
def answered_instead(
    page: Page, way: str, came_in: Callable[[], object], **how: object
) -> Iterator[None]:
    """What comes instead of the answer to an import that came in; who leaves sooner ends it."""
    network = page.context.new_cdp_session(page)
    answers = [{"urlPattern": "*/api/v1/imports", "requestStage": "Response"}]

    def answer(paused: dict[str, str]) -> None:
        until(came_in, "The import did not come in")
        network.send(way, {"requestId": paused["requestId"], **how})

    network.on("Fetch.requestPaused", answer)
    network.send("Fetch.enable", {"patterns": answers})
    yield
    network.detach()


def test_a_lost_connection_loses_nothing_and_can_be_tried_again(served, page, file, count):
    before = count()
    path = file("offline.csv", sound("O-1"))
    look_again_at_once(page)
    open_tab(page, served)
    page.context.set_offline(True)
    choose(page, path)
    expect(page.locator("#import-said")).to_contain_text("The connection was lost.")
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#import-what")).to_be_focused()
    page.context.set_offline(True)
    page.get_by_role("button", name="Import 1 session").click()
    said = page.locator("#import-said")
    expect(said.get_by_role("button", name="Check again")).to_be_visible()
    expect(said).to_have_attribute("data-look", "unsure")
    page.context.set_offline(False)
    said.get_by_role("button", name="Check again").click()
    expect(said).to_contain_text("Nothing was saved, and the file is still selected.")
    expect(said).to_have_attribute("data-look", "faulty")
    assert count() == before
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#import-outcome h2")).to_be_focused()
    assert count() == before + 1


def test_a_file_data_or_a_choice_that_changed_meanwhile_are_looked_at_before_anything_is_written(
    served, page, file, stored
):
    path = file("edited.csv", sound("E-1"))
    open_tab(page, served)
    look(page, path)
    file("edited.csv", sound("E-1", total="999"))
    into, said = page.get_by_role("button", name="Import 1 session"), page.locator("#import-said")
    into.click()
    expect(said).to_contain_text("The file has changed")
    assert stored("E-1") is None
    path.unlink()
    into.click()
    expect(said).to_be_focused()  # it says the same as before
    expect(said).to_contain_text("The file has changed or moved since you chose it.")
    assert stored("E-1") is None
    look(page, file("edited.csv", sound("E-1", total="999")))
    other = page.context.new_page()
    open_tab(other, served)
    look(other, file("faster.csv", sound("E-1", total="20")))
    bring_in(other)
    other.close()
    into.click()
    expect(said).to_contain_text("Sessions have changed since your preview")
    expect(said).to_have_attribute("data-look", "unsure")
    assert stored("E-1").record.total == 20
    assert counts(page) == [0, 1, 0, 0, 0]
    held: list[Route] = []
    asked = re.compile(r"/api/v1/imports\?")
    page.route(asked, lambda route: held.append(route))  # noqa: PLW0108 - keeps no builtin
    with page.expect_request(asked):
        into.click()
    look(page, file("chosen.csv", sound("T-1")))
    held[0].continue_()
    page.unroute(asked)
    in_module(page, "importing/running.js", SETTLED)
    bring_in(page)
    assert stored("E-1").record.total == 20
    assert stored("T-1")


@pytest.mark.parametrize("lang", PATHS)
def test_what_cannot_be_read_gets_a_sentence_and_so_does_what_is_guessed(
    served, page, tmp_path, lang
):
    words = {
        "en": ("is larger than 64 MB", "cannot be imported", "Venue", "read as Windows-1252"),
        "fr": ("dépasse 64\u00a0Mo", "ne peut pas être", "Lieu", "lu en Windows-1252"),
    }
    too_large, refused, missing, guessed = words[lang]
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    open_tab(page, served, lang)
    path = tmp_path / "huge.csv"
    with path.open("wb") as stream:
        stream.truncate(65 * 2**20)
    choose(page, path)
    expect(page.locator("#import-said")).to_contain_text(too_large)
    assert not [url for url in sent if "/api/v1/imports/" in url]
    told = page.locator("#import-preview tbody td")
    for name, content in HOSTILE.items():
        path = tmp_path / name
        path.write_bytes(content)
        look(page, path)
        expect(page.locator("#import-what")).to_contain_text(refused)
        assert len(told.nth(3).inner_text()) > 10
        assert len(told.nth(4).inner_text()) > 10
    path = tmp_path / "f.csv"
    path.write_text("référence,date,statut,type de séance,langue,total\nS-1,,,,,\n", "utf-8")
    look(page, path)
    told = page.locator("#import-preview").get_by_role("table").last.locator("tbody tr td").nth(1)
    expect(told).to_have_text(missing)
    path = tmp_path / "g.csv"
    header = "référence;date;statut;type de séance;langue;lieu;12-14;total"
    path.write_text(f"{header}\nW-1;2015-01-05;tenue;discussion;fr;DEMO-HS-01;2;5", "cp1252")
    look(page, path)
    expect(page.locator("#import-preview > p").nth(1)).to_contain_text(guessed)
    page.get_by_text(re.compile("^1 (élément accepté|item)")).click()
    expect(page.locator("#import-preview details li")).to_contain_text(
        [re.compile("(ligne|row) 2")]
    )


def become_administrator(page: Page, served: Served) -> None:
    page.goto(re.search(r"become the administrator: (http\S+)", served.log)[1])
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("Confirm the password").fill(PASSWORD)
    page.get_by_role("button", name="Save and sign in").click()
    expect(page.locator(".account__name")).to_be_visible()


def test_rows_to_mend_are_downloaded_before_a_new_project_has_any_venue(
    serve, sqlite_url, page, file, tmp_path
):
    served = serve(database_url=sqlite_url)
    become_administrator(page, served)
    open_tab(page, served)
    look(page, file("first.csv", sound("N-1", "N-2")))
    expect(page.locator("#import-preview > .import__why")).to_contain_text("no venues yet")
    expect(page.get_by_text("The file has 2 rows.")).to_be_visible()
    with page.expect_download() as begun:
        page.get_by_role("button", name="Download the 2 rows to fix").click()
    begun.value.save_as(path := tmp_path / "first.xlsx")
    _, *rows = load_workbook(path).active.iter_rows(values_only=True)
    assert [row[0] for row in rows] == ["N-1", "N-2"]


def test_who_is_signed_out_meanwhile_keeps_the_file_and_signs_in_beside_it(
    serve, sqlite_url, page, file
):
    served = serve(database_url=sqlite_url)
    become_administrator(page, served)
    open_tab(page, served)
    look(page, file("held.csv", sound("H-1"), {"kind": "Art"}))
    page.context.clear_cookies()
    page.evaluate("fetch('/api/v1/freshness').then((answer) => answer.status)")  # asked by itself
    page.get_by_label("Match for the column “Art”").select_option("kind")
    page.get_by_role("button", name="Preview again").click()
    said = page.locator("#import-said")
    expect(said).to_contain_text("You are no longer signed in.")
    expect(said).to_have_attribute("data-look", "faulty")
    with page.expect_popup() as opened:
        said.get_by_role("link").click()
    sign_in = opened.value
    sign_in.get_by_label("Name").fill("admin")
    sign_in.get_by_label("Password").fill(PASSWORD)
    sign_in.keyboard.press("Enter")
    expect(sign_in.locator(".account__name")).to_be_visible()
    said.get_by_role("button", name="Try again").click()
    expect(page.locator("#import-what")).to_have_text("What “held.csv” would change")


def test_a_question_outlives_a_new_list_and_an_import_that_stays_says_why(
    served, page, file, stored
):
    open_tab(page, served)
    look(page, file("early.csv", sound("U-1")))
    bring_in(page)
    past = page.locator("#import-past")
    undo = past.get_by_role("button", name=re.compile("^Undo this import: early.csv"))
    undo.click()
    keep = past.get_by_role("button", name="Keep import")
    expect(keep).to_be_focused()
    expect(keep).to_have_accessible_description(re.compile(r"^Undo this import\?"))
    with page.expect_response(re.compile("/api/v1/imports")):
        in_module(page, "importing/past.js", "({ refresh }) => void refresh()")
    expect(keep).to_be_focused()
    page.keyboard.press("Enter")
    expect(keep).to_have_count(0)
    assert stored("U-1").record.total == 12
    look(page, file("late.csv", sound("U-1", total="13")))
    bring_in(page)
    page.get_by_label("Find by file or person").fill("EARLY")
    expect(page.locator("#import-past tbody tr")).to_have_count(1)
    undo.click()
    page.get_by_role("button", name="Undo import").click()
    said = page.locator("#import-past-said")
    expect(said).to_contain_text("Nothing was undone.")
    expect(said).to_have_attribute("data-look", "faulty")
    name = f"{day_of('U', 0).isoformat()}, {SOUND['venue']}"
    expect(said).to_contain_text(f"{name} – This session was changed after the import.")
    expect(said).to_contain_text("correct these sessions one by one")
    assert stored("U-1").record.total == 13
    page.get_by_label("Find by file or person").fill("LATE")
    past.get_by_role("button", name=re.compile("^Undo this import: late.csv")).click()
    page.get_by_role("button", name="Undo import").click()
    expect(said).to_have_text(
        "The import of “late.csv” was undone. Sessions removed or restored: 1."
    )
    assert stored("U-1").record.total == 12


@pytest.mark.parametrize("lang", PATHS)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(served, page, file, lang):
    looks = accessible.looks_of(PATHS[lang])
    accessible.begin(page)
    open_tab(page, served, lang)
    accessible.check(page, looks)
    letter = {"en": "V", "fr": "v"}[lang]
    rows = sound(*(f"{letter}-{at}" for at in range(4)))
    rows[2]["language"], rows[3]["kind"] = "de", "Klatsch"
    rows.append(rows[0] | {"reference": f"{letter}-again"})
    look(page, file("all.csv", rows))
    for tile in page.locator("button.import__tile").all():
        tile.click()
        accessible.check(page, looks, context="#import")
    page.locator("[data-answer=keep] input").check()
    bring_in(page)
    accessible.check(page, looks)


def test_nothing_jumps_while_a_file_is_looked_at(served, page, file):
    jumps.count(page)
    page.set_viewport_size(PHONE)
    open_tab(page, served)
    page.wait_for_load_state("networkidle")
    days = [date(2013, 9, 1) + timedelta(days=at % 500) for at in range(3000)]
    rows = (
        {"reference": f"J-{at}", "date": day.isoformat(), "venue": f"DEMO-HS-0{1 + at % 3}"}
        for at, day in enumerate(days)
    )
    look(page, file("large.csv", rows))
    assert jumps.counted(page) < 0.1


def test_a_foreign_file_is_mapped_before_anything_else_is_asked(served, page, tmp_path):
    path = tmp_path / "f.csv"
    path.write_text("Kennung,Tag,Art,Ort,total\nS-1,2015-01-05,discussion,DEMO-HS-01,3\n", "utf-8")
    open_tab(page, served)
    look(page, path)
    box = page.locator("#import-waits")
    expect(box.get_by_role("button")).to_have_text(["Ignore"] * 4)
    for header, code in {"Kennung": "reference", "Tag": "date", "Art": "kind"}.items():
        page.get_by_label(f"Match for the column “{header}”").select_option(code)
    page.get_by_role("button", name="Preview again").click()
    expect(box).to_contain_text("Which value applies to all rows?")
    expect(box.get_by_role("button", name="Ignore this column")).to_be_visible()
    page.get_by_label("Match for the column “Ort”").select_option("venue")
    box.get_by_role("button", name="French").click()
    box.get_by_role("button", name="Delivered").click()
    expect(page.get_by_role("button", name="Import 1 session")).to_be_visible()
