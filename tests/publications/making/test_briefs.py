"""The files of a publication are made once, kept as they are, and looked after."""

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from dashboard.database import reading, writing
from dashboard.domain.publications.files import BriefFormat
from dashboard.domain.publications.publication import BilingualText
from dashboard.i18n import Locale
from dashboard.publications.archive import files
from dashboard.publications.archive.reading import latest
from dashboard.publications.archive.tables import PublicationFileRow
from dashboard.publications.making import briefs
from dashboard.publications.making.briefs import InterruptedPrintingError, print_missing
from dashboard.publications.making.press import Press
from dashboard.publications.making.verifying import faults
from dashboard.queries.publications.publications import open_draft
from dashboard.queries.shared.trail import history
from dashboard.writes.publication_files import FILES
from tests.publications.making.conftest import TODAY

SITE = "https://impact.example.org"


def printer(form, briefs, _made) -> bytes:
    """What is said is all that is wanted here; other tests read the files."""
    (brief,) = briefs
    return f"{form} {brief.locale} {brief.address} {brief.note}".encode()


@pytest.fixture
def approve(ready):
    """Prepares a publication as Ana and approves it as Bo, whose press prints."""

    def approve() -> int:
        note = BilingualText("A note", "Une note")
        draft = Press(ready, "ana", TODAY, 10).draft(note=note).draft
        press = Press(ready, "bo", TODAY, 10, printer=printer, site=SITE)
        number: int = press.approve(draft.id, draft.digest).number
        return number

    return approve


def kept(engine, number: int):
    with reading(engine) as connection:
        return {one.record.key: one for one in files.of_publication(connection, number)}


def test_approval_keeps_each_format_in_each_language(approve, ready):
    found = kept(ready, approve())
    assert set(found) == {
        f"1-{locale}.{form}" for form in ("pdf", "pptx", "xlsx") for locale in ("en", "fr")
    }
    assert found["1-fr.pdf"].content == f"pdf fr {SITE}/fr/progres/1 Une note".encode()
    assert all(one.intact for one in found.values())
    with reading(ready) as connection:
        (entry,) = history(connection, FILES, "1-en.pptx")
        assert found["1-en.pptx"].record.sha256 in entry.after
        assert faults(connection) == ()


def test_what_cannot_be_printed_is_said_and_nothing_is_published(ready, caplog):
    def breaks_off(form, briefs, made) -> bytes:
        if form is BriefFormat.XLSX:
            raise OSError("29 participations")
        return printer(form, briefs, made)

    draft = Press(ready, "ana", TODAY, 10).draft(note=BilingualText("A note", "Une note")).draft
    press = Press(ready, "bo", TODAY, 10, printer=breaks_off, site=SITE)
    result = press.approve(draft.id, draft.digest)
    (refusal,) = result.refusals
    assert result.number is None
    assert "could not be made" in refusal.problem.say(Locale.EN)
    assert "Nothing was published" in refusal.remedy.say(Locale.EN)
    assert kept(ready, 1) == {}
    with reading(ready) as connection:
        assert latest(connection) is None
        assert open_draft(connection).record == draft
    assert "xlsx-en cannot be made: OSError" in caplog.text
    assert "29" not in caplog.text
    again = Press(ready, "bo", TODAY, 10, printer=printer, site=SITE)
    assert again.approve(draft.id, draft.digest).number == 1
    assert len(kept(ready, 1)) == 6


def test_a_file_that_a_busy_server_did_not_make_is_worth_another_try(ready, caplog):
    def ended_early(_form, _briefs, _made) -> bytes:
        raise InterruptedPrintingError

    draft = Press(ready, "ana", TODAY, 10).draft(note=BilingualText("A note", "Une note")).draft
    press = Press(ready, "bo", TODAY, 10, printer=ended_early, site=SITE)
    (refusal,) = press.approve(draft.id, draft.digest).refusals
    assert "too busy" in refusal.problem.say(Locale.EN)
    assert "report" not in refusal.remedy.say(Locale.EN)
    assert "trop occupé" in refusal.problem.say(Locale.FR)
    assert "pdf-en was not made" in caplog.text


def test_the_database_refuses_to_change_a_file(approve, ready):
    before = kept(ready, approve())
    for statement in (
        update(PublicationFileRow).values(content=b"other"),
        delete(PublicationFileRow),
        text("INSERT OR REPLACE INTO publication_files SELECT * FROM publication_files")
        if ready.dialect.name == "sqlite"
        else text("TRUNCATE publication_files"),
    ):
        with pytest.raises(DBAPIError, match="never changes"), writing(ready) as connection:
            connection.execute(statement)
    assert kept(ready, 1) == before


def test_a_file_that_was_changed_behind_the_database_is_found(approve, ready):
    approve()
    with writing(ready) as connection:
        if ready.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER publication_files_update"))
        else:
            connection.execute(text("ALTER TABLE publication_files DISABLE TRIGGER USER"))
        wanted = PublicationFileRow.form == BriefFormat.PDF, PublicationFileRow.language == "fr"
        connection.execute(update(PublicationFileRow).where(*wanted).values(content=b"other"))
    with reading(ready) as connection:
        (fault,) = faults(connection)
    assert (fault.number, "1-fr.pdf" in fault.message.say(Locale.EN)) == (1, True)


def test_publications_from_before_get_theirs_once_and_withdrawn_ones_none(publish, press, ready):
    assert [publish(), publish()] == [1, 2]
    press("root").withdraw(1, BilingualText("A mistake", "Une erreur"))
    assert print_missing(ready, "root", printer, "") == (2,)
    first = kept(ready, 2)
    assert b"/en/progress/2" not in first["2-en.pdf"].content  # no path without a site
    assert print_missing(ready, "root", printer, SITE) == ()
    assert kept(ready, 2) == first
    assert kept(ready, 1) == {}


def test_publications_from_before_there_were_workbooks_get_theirs_only(publish, ready, monkeypatch):
    publish()
    of_then = tuple(one for one in briefs.EVERY if one[0] is not BriefFormat.XLSX)
    monkeypatch.setattr(briefs, "EVERY", of_then)
    assert print_missing(ready, "root", printer, "") == (1,)
    before = kept(ready, 1)
    monkeypatch.undo()
    assert print_missing(ready, "root", printer, SITE) == (1,)
    after = kept(ready, 1)
    assert after.keys() - before.keys() == {"1-en.xlsx", "1-fr.xlsx"}
    assert before.items() <= after.items()
